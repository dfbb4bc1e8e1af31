#include "advise/quality.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { SHOWN_DEFAULT = 20, SHOWN_MAX = 1000 };

/* A board in the making. */
struct making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct quality_ask *ask;
	struct report_block *board;
	struct map *unit; /* id of an organ to its number of breaches */
	int64_t found, counted;
	size_t limit;
	struct why *why;
};

static struct str
check_words(struct making *m, const struct check *c)
{
	return words_vi(&m->w) && c->vi.n > 0 ? c->vi : c->en;
}

static void
put_board_columns(struct making *m, struct report_block *b)
{
	struct report_column *c = report_columns(m->a, b, 4);

	c[0] = (struct report_column){ .name = STR("kind"),
		.head = tr_str(m->w.lang, "Records") };
	c[1] = (struct report_column){ .name = STR("check"),
		.head = tr_str(m->w.lang, "Check"), .minor = true };
	c[2] = (struct report_column){ .name = STR("words"),
		.head = tr_str(m->w.lang, "What is wrong") };
	c[3] = (struct report_column){ .name = STR("count"),
		.head = tr_str(m->w.lang, "How many"), .type = CELL_NUMBER };
}

static void
count_unit(struct making *m, struct str unit)
{
	int64_t *n = map_get(m->unit, unit);

	if (n == NULL) {
		n = arena_alloc(m->a, sizeof(*n));
		(void)map_put(m->unit, unit, n);
	}
	(*n)++;
	m->counted++;
}

static void
put_records(struct making *m, const struct kind *k, const struct check *c,
    const struct rows_found *rows, int64_t total)
{
	struct str name = arena_printf(m->a, "%.*s-%.*s", STRF(k->name),
	    STRF(c->name)), words = check_words(m, c), kind;
	struct report_panel *p;
	struct report_block *b;
	size_t i;

	kind = words_many(&m->w, k);
	p = report_add_panel(m->a, m->out, name.p, arena_printf(m->a,
	    "%.*s: %.*s", STRF(kind), STRF(words)));
	b = report_add_block(m->a, p, BLOCK_TABLE);
	report_columns(m->a, b, 3);
	b->column[0] = (struct report_column){ .name = STR("code"),
		.head = tr_str(m->w.lang, "Reference"), .type = CELL_ISO };
	b->column[1] = (struct report_column){ .name = STR("title"),
		.head = words_one(&m->w, k) };
	b->column[2] = (struct report_column){ .name = STR("unit"),
		.head = tr_str(m->w.lang, "Unit"), .minor = true };
	for (i = 0; i < rows->n; i++) {
		const struct row *row = &rows->row[i];
		const struct value *unit = words_value_of(row, "unit");
		struct str code = words_code(&m->w, row), id = { "", 0 };
		struct report_cell *cell;

		words_label(&m->w, row->label);
		if (unit->type == VALUE_REF)
			id = id_str(m->a, unit->ref);
		count_unit(m, id);
		if (i >= m->limit)
			continue;
		cell = report_row(m->a, b);
		cell[0] = report_link(code, path_record(m->a, k, code));
		cell[1] = report_link(words_cut(&m->w,
		    words_title(&m->w, row), 160), cell[0].link);
		cell[2] = words_ref(&m->w, id);
	}
	b->total = (size_t)total;
	p->more = path_check(m->a, k, c->name);
	p->more_words = tr_str(m->w.lang, "All of these");
}

static enum err
put_check(struct making *m, const struct kind *k, const struct check *c)
{
	struct rows_found rows;
	struct report_cell *cell;
	int64_t total;
	enum err e;

	e = find_check(m->r, m->a, k, c, SHOWN_MAX, &rows, &total, m->why);
	if (e != ERR_OK || total == 0)
		return e;
	m->found += total;
	cell = report_row(m->a, m->board);
	cell[0].text = words_many(&m->w, k);
	cell[1].text = c->name;
	cell[2].text = check_words(m, c);
	cell[3] = report_number(m->a, total, path_check(m->a, k, c->name));
	cell[3].tone = TONE_WARN;
	put_records(m, k, c, &rows, total);
	return ERR_OK;
}

static enum err
put_kind(struct making *m, const struct kind *k)
{
	enum err e = ERR_OK;
	bool known = m->ask->check.n == 0;
	size_t i;

	for (i = 0; i < k->checks && e == ERR_OK; i++) {
		if (m->ask->check.n > 0 &&
		    !str_eq(m->ask->check, k->check[i].name))
			continue;
		known = true;
		e = put_check(m, k, &k->check[i]);
	}
	if (e == ERR_OK && !known && m->ask->kind != NULL) {
		struct str names = { "", 0 };

		for (i = 0; i < k->checks; i++)
			names = arena_printf(m->a, "%.*s%s%.*s", STRF(names),
			    i > 0 ? ", " : "", STRF(k->check[i].name));
		return why_set(m->why, ERR_INPUT, "%.*s has no check \"%.*s\"; "
		    "it has %.*s", STRF(k->name),
		    STRF(str_head(m->ask->check, 40)), STRF(names));
	}
	return e;
}

/* Which unit answers for how many. */
static void
put_units(struct making *m)
{
	struct report_panel *p;
	struct report_block *b;
	struct str unit;
	size_t i = 0;
	int64_t *n;

	if (m->found == 0)
		return;
	p = report_add_panel(m->a, m->out, "units", tr_str(m->w.lang, "Whose "
	    "records are they?"));
	b = report_add_block(m->a, p, BLOCK_TABLE);
	report_columns(m->a, b, 2);
	b->column[0] = (struct report_column){ .name = STR("unit"),
		.head = tr_str(m->w.lang, "Responsible unit") };
	b->column[1] = (struct report_column){ .name = STR("count"),
		.head = tr_str(m->w.lang, "How many"), .type = CELL_NUMBER };
	while ((n = map_each(m->unit, &i, &unit)) != NULL) {
		struct report_cell *c = report_row(m->a, b);

		c[0] = words_ref(&m->w, unit);
		if (c[0].text.n == 0)
			c[0].text = tr_str(m->w.lang, "(no unit named)");
		c[1] = report_number(m->a, *n, STR(""));
	}
	if (m->counted < m->found)
		p->source = arena_printf(m->a, tr(m->w.lang, "Of the first "
		    "%lld of %lld."), (long long)m->counted,
		    (long long)m->found);
}

static void
put_head(struct making *m)
{
	struct str path = STR("/quality");

	if (m->ask->kind != NULL)
		path = path_query(m->a, path, "kind", m->ask->kind->name);
	m->out->name = STR("quality");
	m->out->title = tr_str(m->w.lang, "Data quality");
	m->out->path = path_query(m->a, path, "check", m->ask->check);
	m->out->sub = tr_str(m->w.lang, "Contradictions and gaps that dates "
	    "and links show; nothing is corrected silently.");
	if (m->found == 0)
		m->out->answer = tr_str(m->w.lang, "*Nothing is wrong* as far "
		    "as the checks can see.");
	else
		m->out->answer = arena_printf(m->a, tr(m->w.lang, "*%s* in "
		    "%s."), words_count(&m->w, m->found, "finding",
		    "findings").p, words_count(&m->w, (int64_t)m->board->rows,
		    "check", "checks").p);
}

enum err
quality_report(struct reader *r, struct arena *a,
    const struct quality_ask *ask, struct report *out, int64_t *found,
    struct why *why)
{
	struct making m = { .a = a, .r = r, .out = out, .ask = ask,
		.unit = map_new(a), .why = why,
		.limit = ask->limit > 0 ? ask->limit : SHOWN_DEFAULT };
	const struct kinds *ks = &r->office->kinds;
	struct report_block *board;
	enum err e = ERR_OK;
	size_t i;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	/* The board stands first, and is filled while the others grow. */
	board = arena_alloc(a, sizeof(*board));
	board->type = BLOCK_TABLE;
	m.board = board;
	put_board_columns(&m, board);
	(void)report_add_panel(a, out, "board", tr_str(m.w.lang, "What is "
	    "wrong or missing?"));
	for (i = 0; i < ks->n && e == ERR_OK; i++) {
		if (ask->kind == NULL || ask->kind == &ks->kind[i])
			e = put_kind(&m, &ks->kind[i]);
	}
	if (e != ERR_OK)
		return e;
	board->empty = tr_str(m.w.lang, "No contradiction and no gap was "
	    "found.");
	out->panel[0].block = board;
	out->panel[0].blocks = 1;
	put_units(&m);
	put_head(&m);
	words_head(&m.w, out);
	*found = m.found;
	return ERR_OK;
}
