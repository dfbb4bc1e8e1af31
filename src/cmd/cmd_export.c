#include "advise/export.h"
#include "base/str.h"
#include "cmd/cmd.h"

#include "base/banned.h"

static enum err
files_write(struct cmd_line *l, const struct packed_part *part, size_t n,
    struct why *why)
{
	struct world *w = l->world;
	enum err e = w->make_dir(w, arena_cstr(l->arena, l->out), 0700);

	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = w->write_file(w, arena_printf(l->arena, "%.*s/%.*s",
		    STRF(l->out), STRF(part[i].name)).p, part[i].bytes, 0600);
	return e == ERR_OK ? e : why_set(why, e, "%.*s cannot be written",
	    STRF(l->out));
}

/* One ZIP archive on standard output, when no folder is said. */
static enum err
archive_put(const struct packed_part *part, size_t n, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = EXPORT_BYTES_MAX };
	enum err e = packed_make(&b, part, n, why);

	if (e == ERR_OK && !cmd_put(buf_view(&b)))
		e = why_set(why, ERR_IO, "standard output cannot be written");
	return e;
}

int
cmd_export(struct world *w, int argc, char **argv)
{
	struct packed_part *part = NULL;
	struct reader *r = NULL;
	struct why why;
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);
	size_t n = 0;
	enum err e;

	if (status >= 0)
		return status;
	why = cmd_why(&l);
	e = cmd_reader(&l, &r, &why);
	if (e == ERR_OK)
		e = export_files(r, l.arena, &part, &n, &why);
	if (e == ERR_OK)
		e = l.out.n > 0 ? files_write(&l, part, n, &why)
		    : archive_put(part, n, &why);
	if (e == ERR_OK && l.out.n > 0)
		cmd_say(&l, "%s files are in %.*s.", cmd_count(&l, n),
		    STRF(l.out));
	status = e == ERR_OK ? CMD_DONE : cmd_fail(&l, e, &why);
	if (r != NULL)
		reader_close(r);
	return cmd_end(&l, status);
}
