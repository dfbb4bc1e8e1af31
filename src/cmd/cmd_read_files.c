#include "cmd/cmd_read_part.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "read/source.h"

#include "base/banned.h"

enum {
	DEPTH_MAX = 32,      /* of folders in folders */
	PROGRESS_AFTER = 500 /* ms */
};

void
cmd_read_end(struct cmd_read_job *j)
{
	if (j->told != 0)
		(void)fputs("\r\033[K", stderr);
	j->told = 0;
}

/* "1,204 texts  minutes/2024/03.docx", where somebody looks. */
static void
progress(struct cmd_read_job *j, const char *path)
{
	int64_t now = j->world->tick_ms(j->world);

	if (!j->tty || now - j->begun < PROGRESS_AFTER ||
	    now - j->told < 100)
		return;
	j->told = now;
	(void)fputs("\r\033[K", stderr);
	(void)fprintf(stderr, tr(j->line->language, "%s texts, %s faults  "
	    "%.60s"), cmd_count(j->line, j->done), cmd_count(j->line,
	    j->failed), path);
}

void
cmd_read_fault(struct cmd_read_job *j, const char *path, const char *why)
{
	cmd_read_end(j);
	cmd_say(j->line, "comity read: %s: %s", path, why);
	j->failed++;
}

/* So that what is printed of a long text is not held. */
static void
put_part(void *arg, struct buf *b)
{
	cmd_read_out(arg, b);
	buf_clear(b);
}

/* One text of a file. */
static void
read_source(struct cmd_read_job *j, const struct source *s)
{
	struct arena *a = arena_new(1024 * MIB);
	struct buf b CLEANUP(buf_free);
	struct reading_opts opts;
	struct why why = cmd_why(j->line);
	struct reading r;
	enum err e;

	buf_init(&b, 256 * MIB);
	source_opts(s, &j->opts, &opts);
	e = reading_of(a, j->g, s->text, s->name, &opts, &r, &why);
	if (e == ERR_OK)
		same_across(j->same, &r);
	if (e == ERR_OK && j->form == READ_JSON) {
		reading_json_parts(&b, &r, put_part, j);
		buf_char(&b, '\n');
	} else if (e == ERR_OK) {
		cmd_read_table(&b, j->line->language, &r, put_part, j);
	}
	if (e == ERR_OK)
		e = b.err;
	if (e != ERR_OK) {
		cmd_read_fault(j, arena_cstr(a, s->name), why.text[0] != '\0'
		    ? why.text : tr(j->line->language, err_name(e)));
	} else {
		cmd_read_out(j, &b);
		j->done++;
	}
	arena_free(a);
}

static const char *
file_why(enum err e)
{
	return e == ERR_MISSING ? TR("there is no such file")
	    : e == ERR_LIMIT ? TR("the file is longer than 64 MiB; cut it into "
	    "parts") : TR("the file cannot be read");
}

static void
read_file(struct cmd_read_job *j, const char *path)
{
	struct arena *a = arena_new(1024 * MIB);
	struct buf bytes CLEANUP(buf_free) = { .max = SOURCE_BYTES_MAX };
	struct why why = cmd_why(j->line);
	struct source *s = NULL;
	enum err e;

	progress(j, path);
	e = j->world->read_file(j->world, path, &bytes);
	j->missing += e == ERR_MISSING;
	if (e != ERR_OK)
		(void)why_set(&why, e, "%s", tr(why.lang, file_why(e)));
	if (e == ERR_OK)
		e = source_of(a, j->world, buf_view(&bytes),
		    strcmp(path, "-") == 0 ? STR("") : str_of(path), &s,
		    &why);
	if (e != ERR_OK)
		cmd_read_fault(j, path, why.text[0] != '\0' ? why.text
		    : tr(j->line->language, err_name(e)));
	for (; e == ERR_OK && s != NULL; s = s->next) {
		if (s->fault.n > 0)
			cmd_read_fault(j, arena_cstr(a, s->name),
			    arena_cstr(a, s->fault));
		else if (s->text.n > 0)
			read_source(j, s);
	}
	arena_free(a);
}

static void
read_folder(struct cmd_read_job *j, const char *path, int depth)
{
	struct buf names CLEANUP(buf_free) = { .max = 64 * MIB };
	struct arena *a = arena_new(128 * MIB);
	enum err e = depth > DEPTH_MAX ? ERR_LIMIT
	    : j->world->list_dir(j->world, path, &names);

	if (e != ERR_OK)
		cmd_read_fault(j, path, tr(j->line->language,
		    depth > DEPTH_MAX
		    ? TR("folders lie too deep inside each other")
		    : TR("the folder cannot be read")));
	for (size_t at = 0; e == ERR_OK && at < names.n;) {
		struct str name = str_of(names.p + at);
		struct arena_mark m = arena_mark(a);
		struct buf no CLEANUP(buf_free) = { .max = 0 };
		char *full = arena_cstr(a, arena_printf(a, "%s%s%.*s", path,
		    str_ends(str_of(path), STR("/")) ? "" : "/",
		    STRF(name)));

		at += name.n + 1;
		/* Hidden files are no documents, nor what is not known. */
		if (name.p[0] == '.')
			;
		else if (source_reads(name))
			read_file(j, full);
		else if (j->world->list_dir(j->world, full, &no) !=
		    ERR_MISSING)
			read_folder(j, full, depth + 1);
		arena_rewind(a, m);
	}
	arena_free(a);
}

void
cmd_read_path(struct cmd_read_job *j, const char *path)
{
	struct buf no CLEANUP(buf_free) = { .max = 0 };
	size_t before = j->done + j->failed;

	if (strcmp(path, "-") == 0 || j->world->list_dir(j->world, path,
	    &no) == ERR_MISSING) {
		read_file(j, path);
		return;
	}
	read_folder(j, path, 0);
	if (j->done + j->failed == before)
		cmd_read_fault(j, path, tr(j->line->language, "no document is "
		    "in this folder (.txt, .md, .html, .pdf, .docx, .eml)"));
}
