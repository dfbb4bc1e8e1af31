#include "advise/plan_part.h"

#include <stdlib.h>

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { CELL_TITLE = 44 };

/* ---- reading ---- */

static int
quarter_of(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return (month - 1) / 3;
}

enum roll_group
plan_group(const struct plan_deed *d)
{
	return d->partner == NULL ? ROLL_OTHER : d->partner->group;
}

static struct plan_deed
take(struct plan *m, const struct row *row)
{
	const struct value *cost = words_value_of(row, "cost");
	struct plan_deed d = { .row = row, .start = part_day(row, "start"),
		.finish = part_day(row, "finish") };
	struct str partner = part_ref(&m->w, row, "partner");

	d.cost = cost->type == VALUE_NUMBER ? cost->number :
	    cost->type == VALUE_INT ? (double)cost->i : 0;
	d.quarter = quarter_of(d.start.lo);
	if (partner.n > 0)
		d.partner = roll_find(&m->roll, partner);
	return d;
}

/* By day; one recorded at two labels once. */
static enum err
read_year(struct plan *m, int year, struct plan_deed **out, size_t *n)
{
	struct map *seen = map_new(m->a);
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, m->activity, arena_printf(m->a,
	    "start>=%d-01-01 start<=%d-12-31 -status:cancelled", year, year),
	    "start", FIND_LIMIT_MAX, &found, m->why);

	*n = 0;
	*out = NULL;
	if (e != ERR_OK)
		return e;
	*out = arena_array(m->a, found.n + 1, sizeof(**out));
	for (size_t i = 0; i < found.n; i++)
		if (map_put(seen, id_str(m->a, found.row[i].id), m) == NULL)
			(*out)[(*n)++] = take(m, &found.row[i]);
	return ERR_OK;
}

/* The record of the plan for just this year. */
static enum err
read_plan(struct plan *m)
{
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, m->kind, arena_printf(m->a,
	    "period:%d", m->year), "code", 0, &found, m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		struct row *row = found.row + i;
		struct date d = part_day(row, "period");

		if (d.lo == date_ymd(m->year, 1, 1) &&
		    d.hi == date_ymd(m->year, 12, 31))
			m->plan = row;
	}
	return e;
}

static enum err
read_all(struct plan *m)
{
	enum err e = roll_read(m->w.r, m->a, &m->roll, m->why);

	m->w.parts |= m->roll.parts;
	if (e == ERR_OK)
		e = read_year(m, m->year, &m->now, &m->nows);
	if (e == ERR_OK)
		e = read_year(m, m->compare, &m->then, &m->thens);
	if (e == ERR_OK)
		e = target_read(&m->w, m->year, &m->targets, m->why);
	return e == ERR_OK ? read_plan(m) : e;
}

/* ---- the grid ---- */

static void
grid_columns(struct plan *m, struct report_block *b)
{
	struct report_column *c = report_columns(m->a, b, PLAN_QUARTERS + 3);

	c[0] = (struct report_column){ .name = STR("partner"),
		.head = part_say(&m->w, TR("Partner")), .type = CELL_ISO };
	for (int q = 0; q < PLAN_QUARTERS; q++)
		c[1 + q] = (struct report_column){
			.name = arena_printf(m->a, "q%d", q + 1),
			.head = arena_printf(m->a, tr(m->w.lang, "Quarter %d"),
			q + 1) };
	c[5] = (struct report_column){ .name = STR("all"),
		.head = arena_printf(m->a, "%d", m->year),
		.type = CELL_NUMBER };
	c[6] = (struct report_column){ .name = STR("before"),
		.head = arena_printf(m->a, "%d", m->compare),
		.type = CELL_NUMBER, .minor = true };
}

/* Of a group; in one quarter, or in all (-1). */
static int64_t
count_group(const struct plan_deed *d, size_t n, enum roll_group g,
    int quarter)
{
	int64_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += plan_group(&d[i]) == g && (quarter < 0 ||
		    d[i].quarter == quarter);
	return all;
}

/* With one partner; NULL: with none. */
static int64_t
count_partner(const struct plan_deed *d, size_t n,
    const struct roll_partner *p)
{
	int64_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += d[i].partner == p;
	return all;
}

/* A group, with how much of it lies in each quarter beside the year before. */
static void
put_group(struct plan *m, struct report_block *b, enum roll_group g)
{
	struct report_cell *c = report_row(m->a, b);

	c[0] = (struct report_cell){ .text = part_say(&m->w,
	    roll_group_words(g)), .tone = TONE_INFO };
	for (int q = 0; q < PLAN_QUARTERS; q++) {
		c[1 + q].text = arena_printf(m->a, tr(m->w.lang,
		    "%lld (%d: %lld)"),
		    (long long)count_group(m->now, m->nows, g, q), m->compare,
		    (long long)count_group(m->then, m->thens, g, q));
		c[1 + q].tone = TONE_MUTED;
	}
	c[5] = report_number(m->a, count_group(m->now, m->nows, g, -1),
	    STR(""));
	c[6] = report_number(m->a, count_group(m->then, m->thens, g, -1),
	    STR(""));
}

/* The next of this partner and quarter at or behind ${from}. */
static size_t
next_in(const struct plan *m, enum roll_group g, const void *partner,
    int quarter, size_t from)
{
	for (size_t i = from; i < m->nows; i++)
		if (m->now[i].quarter == quarter && plan_group(&m->now[i]) ==
		    g && m->now[i].partner == partner)
			return i;
	return SIZE_MAX;
}

static struct report_cell
deed_cell(struct plan *m, const struct plan_deed *d)
{
	struct report_cell c = part_title(&m->w, d->row), when;
	struct report_cell state = part_state(&m->w, d->row);
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	when = words_date(&m->w, d->start);
	report_shown(&b, m->w.lang, &when);
	c.text = words_cut(&m->w, c.text, CELL_TITLE);
	c.sub = arena_printf(m->a, "%.*s · %.*s", STRF(buf_view(&b)),
	    STRF(state.text));
	return c;
}

/* As many lines as the fullest quarter has. */
static void
put_partner(struct plan *m, struct report_block *b, enum roll_group g,
    const struct roll_partner *p)
{
	size_t at[PLAN_QUARTERS] = { 0 };
	bool first = true, any = true;

	while (any) {
		struct report_cell cell[PLAN_QUARTERS] = { { 0 } }, *c;

		any = false;
		for (int q = 0; q < PLAN_QUARTERS; q++) {
			size_t i = at[q] == SIZE_MAX ? SIZE_MAX :
			    next_in(m, g, p, q, at[q]);

			at[q] = i == SIZE_MAX ? SIZE_MAX : i + 1;
			if (i == SIZE_MAX)
				continue;
			any = true;
			cell[q] = deed_cell(m, &m->now[i]);
		}
		if (!any)
			return;
		c = report_row(m->a, b);
		if (p != NULL)
			c[0] = words_ref(&m->w, p->id);
		else
			c[0].text = part_say(&m->w, TR("Forums and others"));
		c[0].again = !first;
		for (int q = 0; q < PLAN_QUARTERS; q++)
			c[1 + q] = cell[q];
		if (first) {
			c[5] = report_number(m->a, count_partner(m->now,
			    m->nows, p), STR(""));
			c[6] = report_number(m->a, count_partner(m->then,
			    m->thens, p), STR(""));
		}
		first = false;
	}
}

static int
by_code(const void *x, const void *y)
{
	const struct roll_partner *const *a = x, *const *b = y;

	return str_cmp((*a)->code, (*b)->code);
}

static struct str
copy_path(struct plan *m)
{
	return arena_printf(m->a, "/plans/%d/copy", m->year);
}

/* A target of the year, and of its plan where there is one. */
static struct str
target_path(struct plan *m)
{
	struct str path = arena_printf(m->a, "/targets/new?period=%d"
	    "&measure=share", m->year);

	return m->plan == NULL ? path : path_query(m->a, path, "plan",
	    words_code(&m->w, m->plan));
}

static void
put_grid(struct plan *m)
{
	struct report_panel *p = part_panel(&m->w, m->out, "grid",
	    TR("What is planned with whom, and when?"), 0);
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	struct roll_partner **by = arena_array(m->a, m->roll.n + 1,
	    sizeof(*by));

	for (size_t i = 0; i < m->roll.n; i++)
		by[i] = m->roll.partner[i];
	if (m->roll.n > 1)
		qsort(by, m->roll.n, sizeof(*by), by_code);
	grid_columns(m, b);
	for (int g = 0; g < ROLL__GROUPS && m->nows > 0; g++) {
		put_group(m, b, (enum roll_group)g);
		for (size_t i = 0; i < m->roll.n; i++)
			if (by[i]->group == (enum roll_group)g)
				put_partner(m, b, (enum roll_group)g, by[i]);
		if (g == ROLL_OTHER)
			put_partner(m, b, ROLL_OTHER, NULL);
	}
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%zu activities* in %d; "
	    "%zu were dated in %d."), m->nows, m->year, m->thens, m->compare);
	b->empty = arena_printf(m->a, tr(m->w.lang, "Nothing is planned for %d "
	    "yet. Copy %d and adjust, or import a spreadsheet of activities."),
	    m->year, m->compare);
	p->more = copy_path(m);
	p->more_words = arena_printf(m->a, tr(m->w.lang, "Copy %d and adjust"),
	    m->compare);
}

/* ---- state and head ---- */

static void
put_state(struct plan *m)
{
	struct report_panel *p = part_panel(&m->w, m->out, "state",
	    TR("How far is it agreed?"), 4);
	struct report_block *b = report_add_block(m->a, p, BLOCK_FACTS);
	static const char *const shown[] = { "title", "consulted", "approved",
		"approved_by", "directive" };

	b->empty = arena_printf(m->a, tr(m->w.lang, "No plan for %d is "
	    "recorded. Add it, so that it can be consulted and approved."),
	    m->year);
	p->more = STR("/plans/new");
	p->more_words = part_say(&m->w, TR("New plan"));
	if (m->plan == NULL)
		return;
	m->out->chip = part_state(&m->w, m->plan).text;
	m->out->chip_tone = part_state(&m->w, m->plan).tone;
	p->answer = part_say(&m->w, TR("Draft, then consulted, then "
	    "approved."));
	for (size_t i = 0; i < countof(shown); i++) {
		struct report_cell c = part_field(&m->w, m->plan, shown[i]);

		if (c.text.n == 0)
			c = (struct report_cell){ .tone = TONE_MUTED,
				.text = part_say(&m->w, TR("not yet")) };
		if (i == 0)
			c.link = path_record(m->a, m->kind,
			    words_code(&m->w, m->plan));
		report_fact(m->a, b, words_field(&m->w, kind_field(m->kind,
		    str_of(shown[i]))), c);
	}
	p->more = path_part(m->a, m->kind, words_code(&m->w, m->plan),
	    "edit");
	p->more_words = part_say(&m->w, TR("Set consulted or approved"));
}

static void
put_head(struct plan *m)
{
	m->out->name = STR("plan");
	m->out->title = arena_printf(m->a, tr(m->w.lang, "Plan %d"), m->year);
	m->out->path = arena_printf(m->a, "/plans/%d", m->year);
	report_add_crumb(m->a, m->out, words_many(&m->w, m->kind),
	    path_query(m->a, path_list(m->a, m->kind, STR("")), "show",
	    STR("list")));
	for (int y = m->year - 1; y <= m->year + 1; y++)
		report_add_tab(m->a, m->out, arena_printf(m->a, "%d", y),
		    arena_printf(m->a, "/plans/%d", y));
	m->out->tab_at = 1;
	report_add_action(m->a, m->out, tr(m->w.lang, "New activity"),
	    STR("/activities/new"));
	report_add_action(m->a, m->out, arena_printf(m->a, tr(m->w.lang,
	    "Copy %d and adjust"), m->compare).p, copy_path(m));
	report_add_action(m->a, m->out, tr(m->w.lang, "New target"),
	    target_path(m));
	report_add_action(m->a, m->out, tr(m->w.lang, "Import a table"),
	    STR("/imports/new?kind=activity"));
}

static void
start(struct plan *m, struct reader *r, struct arena *a,
    const struct plan_ask *ask, struct report *out, struct why *why)
{
	*m = (struct plan){ .a = a, .out = out, .year = ask->year,
		.compare = ask->compare != 0 ? ask->compare : ask->year - 1,
		.why = why };
	words_init(&m->w, r, a, ask->lang);
	m->activity = words_kind(&m->w, "activity");
	m->kind = words_kind(&m->w, "plan");
}

enum err
plan_report(struct reader *r, struct arena *a, const struct plan_ask *ask,
    struct report *out, struct why *why)
{
	struct plan m;
	enum err e;

	*out = (struct report){ 0 };
	start(&m, r, a, ask, out, why);
	e = read_all(&m);
	if (e != ERR_OK)
		return e;
	put_head(&m);
	put_state(&m);
	plan_balance(&m);
	put_grid(&m);
	plan_load(&m);
	plan_rules(&m);
	plan_since(&m);
	words_head(&m.w, out);
	return ERR_OK;
}

/* ---- copying a year ---- */

/* "Dialogue 2026" becomes "Dialogue 2027". */
static struct str
moved_title(struct plan *m, struct str title)
{
	struct str was = arena_printf(m->a, "%d", m->compare);
	size_t at = str_find(title, was);

	if (at == SIZE_MAX)
		return title;
	return arena_printf(m->a, "%.*s%d%.*s", STRF(str_to(title, at)),
	    m->year, STRF(str_from(title, at + was.n)));
}

static bool
is_there(const struct plan *m, struct str type, struct str partner)
{
	for (size_t i = 0; i < m->nows; i++)
		if (str_eq(part_text(m->now[i].row, "type"), type) &&
		    (m->now[i].partner == NULL ? partner.n == 0 :
		    str_eq(m->now[i].partner->code, partner)))
			return true;
	return false;
}

enum err
plan_copies(struct reader *r, struct arena *a, const struct plan_ask *ask,
    struct plan_copy **out, size_t *n, struct why *why)
{
	struct plan m;
	struct report none = { 0 };
	enum err e;

	*n = 0;
	start(&m, r, a, ask, &none, why);
	e = read_all(&m);
	if (e != ERR_OK)
		return e;
	*out = arena_array(a, m.thens + 1, sizeof(**out));
	for (size_t i = 0; i < m.thens; i++) {
		const struct plan_deed *d = &m.then[i];
		struct plan_copy *c = &(*out)[(*n)++];
		int y, month, day;

		date_split(d->start.lo, &y, &month, &day);
		*c = (struct plan_copy){ .row = d->row,
			.title = moved_title(&m, words_title(&m.w, d->row)),
			.start = arena_printf(a, "%d-%02d", m.year, month),
			.type = part_text(d->row, "type") };
		if (d->partner != NULL)
			c->partner = d->partner->code;
		c->there = is_there(&m, c->type, c->partner);
	}
	return ERR_OK;
}
