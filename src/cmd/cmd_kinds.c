#include "base/str.h"
#include "base/tr.h"
#include "base/wrap.h"
#include "cmd/cmd.h"
#include "model/find.h"

#include "base/banned.h"

enum { NAME_WIDTH = 17, TYPE_WIDTH = 29 };

/* What is shown, with the office's own names where there is an office. */
struct kinds_look {
	struct cmd_line l;
	struct reader *r; /* or NULL */
	struct kinds all;
	struct buf b;
};

/* A type as kind files have it, then what it points to. */
static struct str
type_text(struct kinds_look *k, const struct field *f)
{
	static const char *const names[] = { TR("text"), TR("long text"),
		TR("whole number"), TR("number"), TR("date"), TR("yes or no"),
		TR("term"), TR("link to") };
	struct arena *a = k->l.arena;
	struct str s = tr_str(k->l.language, names[f->type]);

	if (f->type == FIELD_TERM)
		return arena_printf(a, "%.*s %.*s", STRF(s), STRF(f->list));
	if (f->type == FIELD_REF && f->targets == 0)
		return tr_str(k->l.language, "link to any record");
	for (size_t i = 0; i < f->targets; i++)
		s = arena_printf(a, "%.*s%s%.*s", STRF(s), i > 0 ? "," : " ",
		    STRF(f->target[i]->name));
	return s;
}

/* ${s} from column ${at} on, over as many lines as it needs. */
static void
filled(struct buf *b, struct str s, size_t at)
{
	size_t width = (size_t)cmd_width();
	bool first = true;

	for (; s.n > 0 || first; first = false) {
		if (!first)
			cmd_pad(b, STR(""), at);
		buf_str(b, wrap_line(&s, width > at + 20 ? width - at : 20));
		buf_char(b, '\n');
	}
}

static void
kinds_put(struct kinds_look *k)
{
	for (size_t i = 0; i < k->all.n; i++) {
		const struct kind *one = &k->all.kind[i];

		cmd_pad(&k->b, one->name, NAME_WIDTH);
		filled(&k->b, arena_printf(k->l.arena, "%.*s. %.*s",
		    STRF(find_kind_one(k->r, k->l.arena, one, k->l.language)),
		    STRF(tr_view(k->l.language, one->help))), NAME_WIDTH);
	}
}

static void
field_put(struct kinds_look *k, struct str name, struct str type,
    struct str says)
{
	cmd_pad(&k->b, name, NAME_WIDTH);
	cmd_pad(&k->b, type, TYPE_WIDTH);
	buf_str(&k->b, says);
	buf_char(&k->b, '\n');
}

static void
kind_put(struct kinds_look *k, const struct kind *one)
{
	const char *lang = k->l.language;

	buf_printf(&k->b, "%.*s: %.*s\n", STRF(one->name),
	    STRF(find_kind_one(k->r, k->l.arena, one, lang)));
	filled(&k->b, tr_view(lang, one->help), 0);
	buf_char(&k->b, '\n');
	for (size_t i = 0; i < one->fields; i++) {
		const struct field *f = &one->field[i];
		struct str says = find_field_name(k->r, k->l.arena, f, lang);

		if (f->required)
			says = arena_printf(k->l.arena, "%.*s %s", STRF(says),
			    tr(lang, "(required)"));
		field_put(k, f->name, type_text(k, f), says);
	}
	for (size_t i = 0; i < one->derives; i++)
		field_put(k, one->derive[i].name, tr_str(lang, "derived"),
		    tr_str(lang, "follows from the dates"));
}

/* The kinds are those of the program; only their names want an office. */
static void
kinds_open(struct kinds_look *k)
{
	struct why aside = cmd_why(&k->l);

	if (cmd_reader(&k->l, &k->r, &aside) == ERR_OK)
		k->all = k->l.o->kinds;
	else
		kind_load(k->l.arena, &k->all);
}

int
cmd_kinds(struct world *w, int argc, char **argv)
{
	struct kinds_look k = { .b = { .max = MIB } };
	const struct kind *one = NULL;
	int status = cmd_begin(&k.l, w, argc, argv);

	if (status >= 0)
		return status;
	if (k.l.args > 1)
		return cmd_end(&k.l, cmd_usage(&k.l, "at most one kind"));
	kinds_open(&k);
	if (k.l.args > 0)
		one = kind_named(&k.all, k.l.arg[0]);
	if (k.l.args > 0 && one == NULL) {
		cmd_say(&k.l, "comity kinds: there is no kind \"%.*s\"; comity "
		    "kinds names them", STRF(k.l.arg[0]));
		status = CMD_MISSING;
	} else {
		if (one != NULL)
			kind_put(&k, one);
		else
			kinds_put(&k);
		status = k.b.err == ERR_OK && cmd_put(buf_view(&k.b))
		    ? CMD_DONE : CMD_FAILED;
	}
	reader_close(k.r);
	buf_free(&k.b);
	return cmd_end(&k.l, status);
}
