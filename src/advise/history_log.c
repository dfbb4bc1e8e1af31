#include "advise/history_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { LOOKED_AT = 2000, CHOICES_MAX = 12, DAY_TEXT = 10 };

/* The latest changes of everything, narrowed, in the making. */
struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct history_narrow *by;
	struct changed *all;
	size_t n;
};

static struct str
day_of(struct making *m, const struct changed *c)
{
	return str_to(history_clock(&m->w, c->hlc), DAY_TEXT);
}

static struct str
kind_of(const struct changed *c)
{
	return c->kind != NULL ? c->kind->name : STR("");
}

static struct str
author_of(struct making *m, const struct changed *c)
{
	return id_is_zero(c->author) ? STR("") : id_str(m->a, c->author);
}

/* Whether it is what was asked for, ${but} for one of the three. */
static bool
fits(struct making *m, const struct changed *c, int but)
{
	return (but == 0 || m->by->kind.n == 0 ||
	    str_eq(kind_of(c), m->by->kind)) &&
	    (but == 1 || m->by->author.n == 0 ||
	    str_eq(author_of(m, c), m->by->author)) &&
	    (but == 2 || m->by->day.n == 0 ||
	    str_eq(day_of(m, c), m->by->day));
}

/* The address with these three choices. */
static struct str
chosen(struct making *m, struct str kind, struct str author, struct str day)
{
	struct str path = path_query(m->a, STR("/changes"), "kind", kind);

	return path_query(m->a, path_query(m->a, path, "by", author), "day",
	    day);
}

static void
put_changed(struct making *m, struct report_block *b, const struct changed *c)
{
	struct report_cell *cell = report_row(m->a, b);

	words_label(&m->w, c->label);
	cell[0].text = history_clock(&m->w, c->hlc);
	if (c->kind != NULL)
		cell[1].text = words_one(&m->w, c->kind);
	cell[2] = words_ref(&m->w, id_str(m->a, c->entity));
	if (c->things > 1)
		cell[2].sub = arena_printf(m->a, tr(m->w.lang,
		    "and %lld more"), (long long)(c->things - 1));
	cell[3] = history_author(&m->w, c->author);
	cell[4].text = c->note;
	cell[5].text = tr_view(m->w.lang, c->label);
	cell[6] = history_undo(&m->w, c->record);
}

static void
put_changes(struct making *m, size_t limit)
{
	static const struct part_column columns[] = {
		{ "recorded", TR("Recorded"), CELL_TEXT, false },
		{ "kind", TR("Kind"), CELL_TEXT, true },
		{ "what", TR("What"), CELL_TEXT, false },
		{ "author", TR("Author"), CELL_TEXT, false },
		{ "note", TR("Why"), CELL_TEXT, true },
		{ "label", TR("Label"), CELL_TEXT, true }
	};
	struct report_panel *p = report_add_panel(m->a, m->out, "changes",
	    STR(""));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(m->a, b,
	    countof(columns) + 1);
	size_t found = 0;

	for (size_t i = 0; i < countof(columns); i++)
		c[i] = (struct report_column){
			.name = str_of(columns[i].name),
			.head = part_say(&m->w, columns[i].head),
			.minor = columns[i].minor };
	c[countof(columns)].name = STR("undo");
	for (size_t i = 0; i < m->n; i++)
		if (fits(m, &m->all[i], -1) && found++ < limit)
			put_changed(m, b, &m->all[i]);
	b->total = m->by->kind.n + m->by->author.n + m->by->day.n > 0 ?
	    found : 0;
	b->empty = part_say(&m->w, m->n == 0 ?
	    TR("Nothing has been recorded yet.") :
	    TR("No change fits. Take a choice away."));
}

/* One choice among the values that the other choices leave. */
struct choice {
	struct str value;
	struct report_cell words;
	int64_t n;
};

static struct report_cell
choice_words(struct making *m, const struct changed *c, int which)
{
	struct report_cell words = { 0 };

	if (which == 0 && c->kind != NULL)
		words.text = words_one(&m->w, c->kind);
	else if (which == 1)
		words = history_author(&m->w, c->author);
	else if (which == 2)
		words.text = day_of(m, c);
	if (words.text.n == 0)
		words.text = part_say(&m->w, TR("(none)"));
	return words;
}

static struct map *
choices(struct making *m, int which)
{
	struct map *by = map_new(m->a);

	for (size_t i = 0; i < m->n; i++) {
		const struct changed *c = &m->all[i];
		struct str value = which == 0 ? kind_of(c) : which == 1 ?
		    author_of(m, c) : day_of(m, c);
		struct choice *k;

		if (value.n == 0 || !fits(m, c, which))
			continue;
		k = map_get(by, value);
		if (k == NULL) {
			k = arena_alloc(m->a, sizeof(*k));
			*k = (struct choice){ .value = value,
				.words = choice_words(m, c, which) };
			(void)map_put(by, value, k);
		}
		k->n++;
	}
	return by;
}

static void
put_choice(struct making *m, struct report_block *b, const struct choice *k,
    int which)
{
	const struct str *now = which == 0 ? &m->by->kind : which == 1 ?
	    &m->by->author : &m->by->day;
	bool is_chosen = str_eq(*now, k->value);
	struct str value = is_chosen ? STR("") : k->value;
	struct report_cell *c = report_row(m->a, b);

	c[0].text = k->words.text;
	c[0].link = chosen(m, which == 0 ? value : m->by->kind,
	    which == 1 ? value : m->by->author,
	    which == 2 ? value : m->by->day);
	if (is_chosen)
		c[0].sub = part_say(&m->w, TR("chosen; take away"));
	c[1] = report_number(m->a, k->n, STR(""));
}

static void
put_choices(struct making *m)
{
	static const char *const head[] = { TR("Kind"), TR("Author"),
		TR("Day") };
	struct report_panel *p = report_add_panel(m->a, m->out, "facets",
	    STR(""));

	for (int which = 0; which < 3; which++) {
		struct map *by = choices(m, which);
		struct report_block *b;
		struct choice *k;
		size_t i = 0, shown = 0;

		if (map_count(by) == 0)
			continue;
		b = part_rows(&m->w, p, 2);
		b->text = part_say(&m->w, head[which]);
		b->column[1].type = CELL_NUMBER;
		while ((k = map_each(by, &i, NULL)) != NULL &&
		    shown++ < CHOICES_MAX)
			put_choice(m, b, k, which);
		b->total = map_count(by);
	}
}

enum err
history_narrowed(struct reader *r, struct arena *a,
    const struct history_narrow *by, size_t limit, const char *lang,
    struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .by = by };
	enum err e;

	*out = (struct report){ .name = STR("changes"),
		.title = tr_str(lang, "What changed?") };
	words_init(&m.w, r, a, lang);
	out->path = chosen(&m, by->kind, by->author, by->day);
	e = find_changes(r, a, LOOKED_AT, &m.all, &m.n, why);
	if (e != ERR_OK)
		return e;
	put_changes(&m, limit);
	put_choices(&m);
	out->panel[0].width = 10;
	out->panel[1].width = 2;
	if (m.n == LOOKED_AT)
		out->sub = arena_printf(a, tr(lang, "Among the latest %d "
		    "changes."), LOOKED_AT);
	words_head(&m.w, out);
	return ERR_OK;
}

enum err
history_changes(struct reader *r, struct arena *a, size_t limit,
    const char *lang, struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out,
		.by = &(struct history_narrow){ { NULL, 0 }, { NULL, 0 },
		{ NULL, 0 } } };
	enum err e;

	*out = (struct report){ .name = STR("changes"),
		.title = tr_str(lang, "What changed?"),
		.path = STR("/changes") };
	words_init(&m.w, r, a, lang);
	e = find_changes(r, a, limit, &m.all, &m.n, why);
	if (e != ERR_OK)
		return e;
	put_changes(&m, limit);
	words_head(&m.w, out);
	return ERR_OK;
}
