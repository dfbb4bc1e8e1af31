#include "cmd/cmd_read_part.h"

#include "advise/learn.h"
#include "advise/names.h"
#include "base/str.h"
#include "base/tr.h"

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

/* A share of pairs, as people write it: 0.713 or 0,713. */
static struct str
share(const struct cmd_line *l, double v)
{
	struct buf plain CLEANUP(buf_free) = { .max = 32 };
	struct buf b CLEANUP(buf_free) = { .max = 32 };

	buf_printf(&plain, "%.3f", v);
	tr_number(&b, l->language, buf_view(&plain));
	return arena_str(l->arena, buf_view(&b));
}

/* "internal: 12 texts, 40 taken (3 corrected), 61 left; 0.71 before, 0.83" */
static void
tell(const struct cmd_line *l, struct buf *b, const struct learn_label *x)
{
	const char *lang = l->language;

	buf_printf(b, tr(lang, "%.*s: %s texts; of %s proposals %s were "
	    "taken, %s of them corrected, %s left."),
	    STRF(tr_view(lang, x->label)), cmd_count(l, x->texts),
	    cmd_count(l, x->examples), cmd_count(l, x->score.taken),
	    cmd_count(l, x->corrected), cmd_count(l, x->score.left));
	buf_text(b, "\n  ");
	if (x->scored)
		buf_printf(b, tr(lang, "Taken before left: %.*s of pairs "
		    "before, %.*s after (each text judged by the others)."),
		    STRF(share(l, x->score.before)),
		    STRF(share(l, x->score.after)));
	else
		buf_text(b, tr(lang, "Nothing to compare yet."));
	buf_char(b, '\n');
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
		tell(l, b, &x[i]);
		/* What does not help is not kept. */
		if (!x[i].scored || x[i].score.after < x[i].score.before) {
			buf_printf(b, "  %s\n", tr(l->language,
			    "The ranking stays as it is."));
			continue;
		}
		e = learn_save(l->world, l->arena, l->o, &x[i], why);
		buf_printf(b, "  %s\n", tr(l->language,
		    "The ranking was tuned."));
	}
	if (e == ERR_OK && n == 0)
		buf_printf(b, "%s\n", tr(l->language,
		    "Nothing was taken from a text yet."));
	return e == ERR_OK ? b->err : e;
}

int
cmd_read_learn(struct cmd_line *l)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct why why = cmd_why(l);
	struct reader *r;
	enum err e = cmd_reader(l, &r, &why);

	if (e == ERR_OK)
		e = learn(l, r, &b, &why);
	reader_close(r);
	if (e != ERR_OK)
		return cmd_fail(l, e, &why);
	return cmd_put(buf_view(&b)) ? CMD_DONE : CMD_FAILED;
}
