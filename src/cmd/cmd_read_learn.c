#include "cmd/cmd_read_part.h"

#include <string.h>

#include "advise/learn.h"
#include "advise/names.h"
#include "base/str.h"
#include "cmd/cmd.h"

#include "base/banned.h"

static enum err
words_load(struct cmd_line *l, struct reader *r, struct gazetteer **g,
    struct why *why)
{
	struct gazetteer_file file[NAMES_FILES_MAX];
	size_t n;
	enum err e = names_files(r, l->arena, l->world, file, &n, why);

	return e == ERR_OK ? gazetteer_load_with(l->arena, file, n, g, why)
	    : e;
}

/* "internal: 12 texts, 40 taken (3 corrected), 61 left; 0.71 before, 0.83" */
static void
tell(struct buf *b, const struct learn_label *x)
{
	buf_printf(b, "%.*s: %zu texts; of %zu proposals %zu were taken, %zu "
	    "of them corrected, %zu left.\n", STRF(x->label), x->texts,
	    x->examples, x->score.taken, x->corrected, x->score.left);
	if (x->scored)
		buf_printf(b, "  Taken before left: %.3f of pairs before, "
		    "%.3f after (each text judged by the others).\n",
		    x->score.before, x->score.after);
	else
		buf_text(b, "  Nothing to compare yet.\n");
}

static enum err
learn(struct cmd_line *l, struct reader *r, struct buf *b, struct why *why)
{
	struct learn_label *x = NULL;
	struct gazetteer *g;
	size_t n = 0;
	enum err e = words_load(l, r, &g, why);

	if (e == ERR_OK)
		e = learn_labels(r, l->arena, g, &x, &n, why);
	for (size_t i = 0; e == ERR_OK && i < n; i++) {
		tell(b, &x[i]);
		/* What does not help is not kept. */
		if (!x[i].scored || x[i].score.after < x[i].score.before) {
			buf_text(b, "  The ranking stays as it is.\n");
			continue;
		}
		e = learn_save(l->world, l->arena, l->o, &x[i], why);
		buf_text(b, "  The ranking was tuned.\n");
	}
	if (e == ERR_OK && n == 0)
		buf_text(b, "Nothing was taken from a text yet.\n");
	return e == ERR_OK ? b->err : e;
}

int
cmd_read_learn(struct world *w, int argc, char **argv)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct cmd_line l;
	struct why why = { 0 };
	struct reader *r;
	char *rest[16];
	int n = 0, status;
	enum err e;

	for (int i = 0; i < argc && n < (int)countof(rest); i++)
		if (strcmp(argv[i], "--learn") != 0)
			rest[n++] = argv[i];
	status = cmd_begin(&l, w, n, rest);
	if (status >= 0)
		return status;
	e = cmd_reader(&l, &r, &why);
	if (e != ERR_OK)
		return cmd_end(&l, cmd_fail(&l, e, &why));
	e = learn(&l, r, &b, &why);
	reader_close(r);
	status = e != ERR_OK ? cmd_fail(&l, e, &why)
	    : cmd_put(buf_view(&b)) ? CMD_DONE : CMD_FAILED;
	return cmd_end(&l, status);
}
