#include "advise/quality_part.h"

#include <stdlib.h>

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { SHOWN_DEFAULT = 20 };

/* How many records of one unit break one check. */
struct share {
	struct str unit; /* id of an organ, or empty */
	size_t finding;
	int64_t n;
	const int64_t *all; /* of the unit, of whatever check */
};

/* A board in the making. */
struct making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct quality_ask *ask;
	struct report_block *board;
	struct quality_finding finding[KIND_FIELDS_MAX * 2];
	size_t findings;
	struct map *share; /* "finding unit" to its share */
	struct map *unit;  /* id of an organ to its number of breaches */
	struct map *desk;  /* id of a partner to the organ at its desk */
	struct str only;   /* id of the one unit that is asked for */
	bool by_unit;
	bool known; /* some kind has the check that is asked for */
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

/* ---- who answers for it ---- */

static struct str
desk_of(struct making *m, struct id partner)
{
	struct str id = id_str(m->a, partner), *desk = map_get(m->desk, id);
	struct row *row;
	size_t n = 1;

	if (desk != NULL)
		return *desk;
	desk = arena_alloc(m->a, sizeof(*desk));
	if (find_row(m->r, m->a, words_kind(&m->w, "partner"), partner, &row,
	    &n, NULL) == ERR_OK && words_value_of(row, "desk")->type ==
	    VALUE_REF)
		*desk = id_str(m->a, words_value_of(row, "desk")->ref);
	(void)map_put(m->desk, id, desk);
	return *desk;
}

/* The unit, else the owner, else the desk of the partner. */
static struct str
unit_of(struct making *m, const struct row *row)
{
	static const char *const names[] = { "unit", "owner", "desk" };
	const struct value *partner = words_value_of(row, "partner");

	for (size_t i = 0; i < countof(names); i++) {
		const struct value *v = words_value_of(row, names[i]);

		if (v->type == VALUE_REF)
			return id_str(m->a, v->ref);
	}
	return partner->type == VALUE_REF ? desk_of(m, partner->ref) :
	    STR("");
}

static void
count_unit(struct making *m, struct str unit)
{
	struct str key = arena_printf(m->a, "%zu %.*s", m->findings,
	    STRF(unit));
	struct share *s = map_get(m->share, key);
	int64_t *n = map_get(m->unit, unit);

	if (n == NULL) {
		n = arena_alloc(m->a, sizeof(*n));
		(void)map_put(m->unit, unit, n);
	}
	if (s == NULL) {
		s = arena_alloc(m->a, sizeof(*s));
		*s = (struct share){ unit, m->findings, 0, n };
		(void)map_put(m->share, key, s);
	}
	s->n++;
	(*n)++;
	m->counted++;
}

/* The code of a unit as links have it: "none" where nobody is named. */
static struct str
unit_word(struct making *m, struct str unit)
{
	struct str code, title;
	struct id id;

	if (unit.n == 0 || !id_parse(unit, &id))
		return STR("none");
	return find_name(m->r, m->a, id, &code, &title) == ERR_OK ? code :
	    unit;
}

static struct str
finding_path(struct making *m, const struct quality_finding *f,
    struct str unit)
{
	struct str path = path_check(m->a, f->kind, f->check);

	if (m->ask->months > 0 && str_is(f->check, "silent"))
		path = path_query(m->a, path, "months", arena_printf(m->a,
		    "%d", m->ask->months));
	return path_query(m->a, path, "unit", unit);
}

/* ---- one check ---- */

static struct report_block *
put_panel(struct making *m, const struct quality_finding *f)
{
	const struct kind *k = f->kind;
	struct str name = arena_printf(m->a, "%.*s-%.*s", STRF(k->name),
	    STRF(f->check));
	struct report_panel *p;
	struct report_block *b;

	p = report_add_panel(m->a, m->out, name.p, arena_printf(m->a,
	    "%.*s: %.*s", STRF(words_many(&m->w, k)), STRF(f->words)));
	b = report_add_block(m->a, p, BLOCK_TABLE);
	report_columns(m->a, b, 3);
	b->column[0] = (struct report_column){ .name = STR("code"),
		.head = tr_str(m->w.lang, "Reference"), .type = CELL_ISO };
	b->column[1] = (struct report_column){ .name = STR("title"),
		.head = words_one(&m->w, k) };
	b->column[2] = (struct report_column){ .name = STR("unit"),
		.head = tr_str(m->w.lang, "Unit"), .minor = true };
	p->more = finding_path(m, f, m->ask->unit);
	p->more_words = arena_printf(m->a, tr(m->w.lang, "All %s"),
	    words_number(&m->w, f->total).p);
	/* A look at each; the board has the way to all. */
	if (m->ask->kind == NULL)
		p->width = 6;
	return b;
}

/* Only the records of the unit that is asked for; how many that are. */
static void
narrow(struct making *m, struct quality_finding *f, struct str *unit)
{
	size_t n = 0;

	for (size_t i = 0; i < f->rows.n; i++) {
		struct str its = unit_of(m, &f->rows.row[i]);

		if (m->by_unit && !str_eq(its, m->only))
			continue;
		f->rows.row[n] = f->rows.row[i];
		if (f->sub != NULL)
			f->sub[n] = f->sub[i];
		unit[n++] = its;
	}
	if (m->by_unit)
		f->total = (int64_t)n;
	f->rows.n = n;
}

static void
put_finding(struct making *m, struct quality_finding *f)
{
	struct str *unit = arena_array(m->a, f->rows.n + 1, sizeof(*unit));
	struct report_block *b;
	struct report_cell *cell;

	narrow(m, f, unit);
	if (f->total == 0 || m->findings == countof(m->finding))
		return;
	m->found += f->total;
	cell = report_row(m->a, m->board);
	cell[0].text = words_many(&m->w, f->kind);
	cell[1].text = f->check;
	cell[2].text = f->words;
	cell[3] = report_number(m->a, f->total, finding_path(m, f,
	    m->ask->unit));
	cell[3].tone = TONE_WARN;
	b = put_panel(m, f);
	for (size_t i = 0; i < f->rows.n; i++) {
		const struct row *row = &f->rows.row[i];
		struct str code = words_code(&m->w, row);

		words_label(&m->w, row->label);
		count_unit(m, unit[i]);
		if (i >= m->limit)
			continue;
		cell = report_row(m->a, b);
		cell[0] = report_link(code, path_record(m->a, f->kind, code));
		cell[1] = report_link(words_cut(&m->w,
		    words_title(&m->w, row), 160), cell[0].link);
		if (f->sub != NULL)
			cell[1].sub = f->sub[i];
		cell[2] = words_ref(&m->w, unit[i]);
	}
	b->total = (size_t)f->total;
	m->finding[m->findings++] = *f;
}

static enum err
put_rule(struct making *m, const struct kind *k, const struct check *c)
{
	struct quality_finding f = { .kind = k, .check = c->name,
		.words = check_words(m, c) };
	enum err e = find_check(m->r, m->a, k, c, QUALITY_ROWS_MAX, &f.rows,
	    &f.total, m->why);

	if (e == ERR_OK && f.total > 0)
		put_finding(m, &f);
	return e;
}

static enum err
put_more(struct making *m, const struct kind *k, const struct quality_more *c)
{
	struct quality_finding f = { .kind = k, .check = str_of(c->check),
		.words = tr_str(m->w.lang, c->words) };
	enum err e = c->find(&m->w, k, m->ask, &f, m->why);

	if (e == ERR_OK && f.total > 0)
		put_finding(m, &f);
	return e;
}

static bool
is_of(const struct quality_more *c, const struct kind *k)
{
	return c->kind[0] == '\0' || str_is(k->name, c->kind);
}

static bool
is_asked(const struct making *m, struct str check)
{
	return m->ask->check.n == 0 || str_eq(m->ask->check, check);
}

static enum err
no_check(struct making *m, const struct kind *k)
{
	struct str names = { "", 0 };
	const struct quality_more *more;
	size_t n;

	for (size_t i = 0; i < k->checks; i++)
		names = arena_printf(m->a, "%.*s%.*s, ", STRF(names),
		    STRF(k->check[i].name));
	more = quality_mores(&n);
	for (size_t i = 0; i < n; i++)
		if (is_of(&more[i], k))
			names = arena_printf(m->a, "%.*s%s, ", STRF(names),
			    more[i].check);
	return why_set(m->why, ERR_INPUT, "%.*s has no check \"%.*s\"; it has "
	    "%.*s", STRF(k->name), STRF(str_head(m->ask->check, 40)),
	    STRF(str_to(names, names.n - 2)));
}

static enum err
put_kind(struct making *m, const struct kind *k)
{
	const struct quality_more *more;
	bool known = false;
	enum err e = ERR_OK;
	size_t n;

	for (size_t i = 0; i < k->checks && e == ERR_OK; i++) {
		if (!is_asked(m, k->check[i].name))
			continue;
		known = true;
		e = put_rule(m, k, &k->check[i]);
	}
	more = quality_mores(&n);
	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		if (!is_of(&more[i], k) ||
		    !is_asked(m, str_of(more[i].check)))
			continue;
		known = true;
		e = put_more(m, k, &more[i]);
	}
	m->known = m->known || known;
	if (e == ERR_OK && !known && m->ask->kind != NULL)
		return no_check(m, k);
	return e;
}

/* ---- by unit ---- */

/* The unit with most to do first, nobody last. */
static int
by_unit_and_number(const void *p, const void *q)
{
	const struct share *x = *(const struct share *const *)p;
	const struct share *y = *(const struct share *const *)q;

	if ((x->unit.n == 0) != (y->unit.n == 0))
		return x->unit.n == 0 ? 1 : -1;
	if (*x->all != *y->all)
		return *x->all > *y->all ? -1 : 1;
	if (!str_eq(x->unit, y->unit))
		return str_cmp(x->unit, y->unit);
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return (x->finding > y->finding) - (x->finding < y->finding);
}

/* What is asked, of one unit alone. */
static struct str
unit_path(struct making *m, struct str unit)
{
	struct str path = STR("/quality");

	if (m->ask->kind != NULL)
		path = path_query(m->a, path, "kind", m->ask->kind->name);
	path = path_query(m->a, path, "check", m->ask->check);
	if (m->ask->months > 0)
		path = path_query(m->a, path, "months", arena_printf(m->a,
		    "%d", m->ask->months));
	return path_query(m->a, path, "unit", unit_word(m, unit));
}

static void
put_share(struct making *m, struct report_block *b, const struct share *s)
{
	const struct quality_finding *f = &m->finding[s->finding];
	struct report_cell *c = report_row(m->a, b);

	c[0] = words_ref(&m->w, s->unit);
	if (c[0].text.n == 0)
		c[0].text = tr_str(m->w.lang, "(no unit named)");
	c[1] = report_link(f->words, finding_path(m, f, unit_word(m,
	    s->unit)));
	c[2] = report_number(m->a, s->n, c[1].link);
	c[3] = report_number(m->a, *s->all, unit_path(m, s->unit));
}

/* Which unit answers for how many of what, with a link to exactly those. */
static void
put_units(struct making *m)
{
	const struct share **sorted;
	struct report_panel *p;
	struct report_block *b;
	struct share *s;
	struct str key;
	size_t i = 0, n = 0;

	if (m->found == 0)
		return;
	p = report_add_panel(m->a, m->out, "units",
	    tr_str(m->w.lang, "Whose records are they?"));
	b = report_add_block(m->a, p, BLOCK_TABLE);
	report_columns(m->a, b, 4);
	b->column[0] = (struct report_column){ .name = STR("unit"),
		.head = tr_str(m->w.lang, "Responsible unit") };
	b->column[1] = (struct report_column){ .name = STR("words"),
		.head = tr_str(m->w.lang, "What is wrong most often") };
	b->column[2] = (struct report_column){ .name = STR("count"),
		.head = tr_str(m->w.lang, "How many"), .type = CELL_NUMBER };
	b->column[3] = (struct report_column){ .name = STR("all"),
		.head = tr_str(m->w.lang, "In all"), .type = CELL_NUMBER };
	sorted = arena_array(m->a, map_count(m->share) + 1,
	    sizeof(struct share *));
	while ((s = map_each(m->share, &i, &key)) != NULL)
		sorted[n++] = s;
	qsort(sorted, n, sizeof(struct share *), by_unit_and_number);
	for (i = 0; i < n; i++)
		if (i == 0 || !str_eq(sorted[i]->unit, sorted[i - 1]->unit))
			put_share(m, b, sorted[i]);
	p->source = tr_str(m->w.lang, "The unit of the record, else its "
	    "owner, else the desk of its partner.");
	if (m->counted < m->found)
		p->source = arena_printf(m->a, tr(m->w.lang,
		    "Of the first %lld of %lld."), (long long)m->counted,
		    (long long)m->found);
}

/* Board, units, then the records: what is to be done stands first. */
static void
order_panels(struct making *m)
{
	struct report *r = m->out;
	struct report_panel units;

	if (r->panels < 3)
		return;
	units = r->panel[r->panels - 1];
	for (size_t i = r->panels - 1; i > 1; i--)
		r->panel[i] = r->panel[i - 1];
	r->panel[1] = units;
}

static enum err
one_unit(struct making *m)
{
	const struct kind *organ = words_kind(&m->w, "organ"), *found;
	struct id id;
	enum err e;

	m->by_unit = m->ask->unit.n > 0;
	if (!m->by_unit || str_is(m->ask->unit, "none"))
		return ERR_OK;
	e = find_id(m->r, m->a, m->ask->unit, organ, &id, &found, m->why);
	if (e == ERR_OK)
		m->only = id_str(m->a, id);
	return e == ERR_MISSING ? ERR_INPUT : e;
}

static void
put_head(struct making *m)
{
	struct str path = STR("/quality");

	if (m->ask->kind != NULL)
		path = path_query(m->a, path, "kind", m->ask->kind->name);
	m->out->name = STR("quality");
	m->out->title = tr_str(m->w.lang, "Data quality");
	path = path_query(m->a, path, "check", m->ask->check);
	m->out->path = path_query(m->a, path, "unit", m->ask->unit);
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
	struct making *m = arena_alloc(a, sizeof(*m));
	const struct kinds *ks = &r->office->kinds;
	struct report_block *board;
	enum err e = ERR_OK;
	size_t i;

	*out = (struct report){ 0 };
	*m = (struct making){ .a = a, .r = r, .out = out, .ask = ask,
		.unit = map_new(a), .share = map_new(a), .desk = map_new(a),
		.why = why,
		.limit = ask->limit > 0 ? ask->limit : SHOWN_DEFAULT };
	words_init(&m->w, r, a, ask->lang);
	/* The board stands first, and is filled while the others grow. */
	board = arena_alloc(a, sizeof(*board));
	board->type = BLOCK_TABLE;
	m->board = board;
	put_board_columns(m, board);
	(void)report_add_panel(a, out, "board", tr_str(m->w.lang, "What is "
	    "wrong or missing?"));
	e = one_unit(m);
	for (i = 0; i < ks->n && e == ERR_OK; i++) {
		if (ask->kind == NULL || ask->kind == &ks->kind[i])
			e = put_kind(m, &ks->kind[i]);
	}
	if (e == ERR_OK && !m->known)
		e = why_set(m->why, ERR_INPUT, "no kind has a check \"%.*s\"; "
		    "leave it out to see all", STRF(str_head(ask->check, 40)));
	if (e != ERR_OK)
		return e;
	board->empty = tr_str(m->w.lang, "No contradiction and no gap was "
	    "found.");
	out->panel[0].block = board;
	out->panel[0].blocks = 1;
	put_units(m);
	order_panels(m);
	put_head(m);
	words_head(&m->w, out);
	*found = m->found;
	return ERR_OK;
}
