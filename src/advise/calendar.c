#include "advise/calendar_part.h"

#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/deed.h"

#include "base/banned.h"

enum { LIST_MONTHS = 3, CELL_WORDS = 90 };

static const char *const view_words[CALENDAR__VIEWS] = { "month", "week",
	"year", "list" };

const char *
calendar_view_word(enum calendar_view v)
{
	return view_words[v];
}

bool
calendar_view_of(struct str word, enum calendar_view *out)
{
	for (int v = 0; v < CALENDAR__VIEWS; v++) {
		if (!str_is(word, view_words[v]))
			continue;
		*out = (enum calendar_view)v;
		return true;
	}
	return false;
}

struct str
calendar_path(struct calendar *c, enum calendar_view view, int32_t at)
{
	struct str s = path_query(c->a, STR("/calendar"), "view",
	    view == CALENDAR_MONTH ? STR("") : str_of(view_words[view]));
	int year, month, day;

	s = path_query(c->a, s, "where", c->ask->where);
	s = path_query(c->a, s, "level", c->ask->level);
	s = path_query(c->a, s, "partner", c->ask->partner);
	if (at == CALENDAR_NO_DAY)
		return s;
	date_split(at, &year, &month, &day);
	if (view == CALENDAR_YEAR)
		return path_query(c->a, s, "at", arena_printf(c->a, "%d",
		    year));
	if (view == CALENDAR_WEEK)
		return path_query(c->a, s, "at", words_date(&c->w,
		    (struct date){ at, at }).text);
	return path_query(c->a, s, "at", arena_printf(c->a, "%d-%02d", year,
	    month));
}

static struct str
say(struct calendar *c, struct date d)
{
	struct buf b CLEANUP(buf_free) = { .max = 256 };

	date_say(&b, c->w.lang, d);
	return arena_str(c->a, buf_view(&b));
}

struct str
calendar_days(struct calendar *c, int32_t from, int32_t to)
{
	struct str first = say(c, (struct date){ from, from });

	if (from >= to)
		return first;
	return arena_printf(c->a, "%.*s – %.*s", STRF(first),
	    STRF(say(c, (struct date){ to, to })));
}

/* ---- reading ---- */

static void
take(struct calendar *c, struct rows *rows)
{
	struct calendar_item *i;
	struct arena *a = c->a;

	c->item = arena_grow(a, c->item, c->items, sizeof(*i));
	i = &c->item[c->items++];
	i->id = arena_str(a, db_text(rows, 0));
	i->code = arena_str(a, db_text(rows, 2));
	i->title = arena_str(a, db_text(rows, 3));
	i->partner = arena_str(a, db_text(rows, 4));
	i->from = (int32_t)db_int(rows, 5);
	i->to = (int32_t)db_int(rows, 6);
	i->exact = i->from == i->to;
	if (!db_is_null(rows, 7) && i->exact && db_int(rows, 7) > i->from)
		i->to = (int32_t)db_int(rows, 7);
	i->status = arena_str(a, db_text(rows, 8));
	i->level = arena_str(a, db_text(rows, 9));
	i->direction = arena_str(a, db_text(rows, 10));
	i->place = arena_str(a, db_text(rows, 11));
	i->unit = arena_str(a, db_text(rows, 12));
	i->head = arena_str(a, db_text(rows, 13));
}

/* Whether what was taken last is asked for, and in the days shown. */
static bool
is_wanted(const struct calendar *c, struct str partner)
{
	const struct calendar_item *i = &c->item[c->items - 1];

	if (i->to < c->first)
		return false;
	if (c->ask->where.n > 0 && !str_eq(i->direction, c->ask->where))
		return false;
	if (c->ask->level.n > 0 && !str_eq(i->level, c->ask->level))
		return false;
	return partner.n == 0 || str_eq(i->partner, partner);
}

/* Its facet of the lowest label stands for what is recorded at several. */
static bool
is_again(const struct calendar *c, struct str id)
{
	for (size_t k = c->items; k > 0 && k + 8 > c->items; k--)
		if (str_eq(c->item[k - 1].id, id))
			return true;
	return false;
}

static enum err
partner_id(struct calendar *c, struct str *out)
{
	const struct kind *found;
	struct id id;
	enum err e;

	*out = STR("");
	if (c->ask->partner.n == 0)
		return ERR_OK;
	e = find_id(c->r, c->a, c->ask->partner, words_kind(&c->w, "partner"),
	    &id, &found, c->why);
	if (e == ERR_OK)
		*out = id_str(c->a, id);
	return e == ERR_MISSING ? ERR_INPUT : e;
}

enum err
calendar_read(struct calendar *c)
{
	struct rows *rows = NULL;
	struct str partner;
	enum err e = partner_id(c, &partner);

	if (e == ERR_OK)
		e = db_query(c->r->db, DB_NO_PART, STMT_CALENDAR,
		    ARGS(V_INT(c->first - CALENDAR_BACK), V_INT(c->last)),
		    &rows, c->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		c->w.parts |= UINT64_C(1) << db_int(rows, 1);
		if (is_again(c, db_text(rows, 0)))
			continue;
		take(c, rows);
		if (!is_wanted(c, partner))
			c->items--;
	}
	return db_end(rows);
}

/* ---- what is shown ---- */

static struct report_block *
block(struct calendar *c, struct report_panel *p, enum report_block_type type)
{
	static const struct {
		const char *name, *head;
		enum report_cell_type type;
	} heads[] = {
		{ "from", TR("From"), CELL_DATE },
		{ "to", TR("To"), CELL_DATE },
		{ "what", TR("Activity"), CELL_TEXT },
		{ "partner", TR("Partner"), CELL_ISO },
		{ "state", TR("State"), CELL_CHIP },
	};
	struct report_block *b = report_add_block(c->a, p, type);
	struct report_column *column = report_columns(c->a, b, countof(heads));

	for (size_t i = 0; i < countof(heads); i++)
		column[i] = (struct report_column){
			.name = str_of(heads[i].name),
			.head = tr_str(c->w.lang, heads[i].head),
			.type = heads[i].type };
	return b;
}

static void
row(struct calendar *c, struct report_block *b, const struct calendar_item *i)
{
	struct report_cell *cell = report_row(c->a, b);
	const struct kind *k = words_kind(&c->w, "activity");
	struct str level = words_term(&c->w, STR("level"), i->level);

	cell[0] = words_date(&c->w, i->exact ? (struct date){ i->from,
	    i->from } : (struct date){ i->from, i->to });
	cell[1].type = CELL_DATE;
	if (i->exact && i->to > i->from)
		cell[1] = words_date(&c->w, (struct date){ i->to, i->to });
	cell[2] = words_record(&c->w, k, i->id, i->code, words_cut(&c->w,
	    i->title, CELL_WORDS));
	cell[2].sub = arena_printf(c->a, "%.*s%s%.*s", STRF(level),
	    level.n > 0 && i->place.n > 0 ? " · " : "", STRF(i->place));
	cell[3] = words_ref(&c->w, i->partner);
	cell[4] = words_status(&c->w, k, i->status);
}

/* What was left out because it is not fixed to a day. */
static size_t
put_vague(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = NULL;
	size_t n = 0;

	for (size_t i = 0; i < c->items; i++) {
		if (c->item[i].exact || c->item[i].from > c->end ||
		    c->item[i].to < c->begin)
			continue;
		if (b == NULL) {
			b = block(c, p, BLOCK_ROWS);
			b->text = tr_str(c->w.lang, "Not fixed to a day");
		}
		row(c, b, &c->item[i]);
		b->cell[(b->rows - 1) * b->columns + 1] =
		    (struct report_cell){ 0 };
		n++;
	}
	return n;
}

static void
put_grid(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = block(c, p, BLOCK_CHART);

	b->chart = CHART_MONTH;
	b->first = c->first;
	b->last = c->last;
	b->next = calendar_path(c, CALENDAR_WEEK, CALENDAR_NO_DAY);
	for (size_t i = 0; i < c->items; i++)
		if (c->item[i].exact)
			row(c, b, &c->item[i]);
}

/* Days of the year, as many as are on: one row a day. */
static void
put_year(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = report_add_block(c->a, p, BLOCK_CHART);
	struct report_cell *cell = NULL;
	int32_t day = INT32_MIN;

	b->chart = CHART_CALENDAR;
	report_columns(c->a, b, 2);
	b->column[0] = (struct report_column){ .name = STR("day"),
		.head = tr_str(c->w.lang, "Day"), .type = CELL_DATE };
	b->column[1] = (struct report_column){ .name = STR("count"),
		.head = tr_str(c->w.lang, "Activities"), .type = CELL_NUMBER };
	for (size_t i = 0; i < c->items; i++) {
		const struct calendar_item *one = &c->item[i];

		if (!one->exact || one->from < c->begin)
			continue;
		if (one->from != day || cell == NULL) {
			day = one->from;
			cell = report_row(c->a, b);
			cell[0] = words_date(&c->w, (struct date){ day, day });
			cell[1] = report_number(c->a, 0, calendar_path(c,
			    CALENDAR_WEEK, day));
		}
		cell[1].number++;
		cell[1].text = arena_printf(c->a, "%.0f", cell[1].number);
	}
}

/* Month by month: how many, by level; each leads to its month. */
static void
put_months(struct calendar *c)
{
	const char *lang = c->w.lang;
	struct report_panel *p = report_add_panel(c->a, c->out, "months",
	    tr_str(lang, "How much in which month?"));
	struct report_block *b = report_add_block(c->a, p, BLOCK_CHART);
	static const char *const name[] = { "month", "hosted", "abroad",
		"elsewhere", "all" };
	static const char *const head[] = { TR("Month"), TR("Hosted"),
		TR("Abroad"), TR("Elsewhere"), TR("All") };

	b->chart = CHART_MATRIX;
	report_columns(c->a, b, countof(name));
	for (size_t i = 0; i < countof(name); i++)
		b->column[i] = (struct report_column){ .name = str_of(name[i]),
			.head = tr_str(lang, head[i]),
			.type = i > 0 ? CELL_NUMBER : CELL_TEXT };
	for (int m = 0; m < 12; m++) {
		int32_t from = date_add_months(c->begin, m);
		int32_t to = date_add_months(c->begin, m + 1) - 1;
		int64_t n[4] = { 0 };
		struct report_cell *cell = report_row(c->a, b);

		for (size_t i = 0; i < c->items; i++) {
			const struct calendar_item *one = &c->item[i];

			if (one->from < from || one->from > to)
				continue;
			n[str_is(one->direction, "hosted") ? 0 :
			    str_is(one->direction, "abroad") ? 1 : 2]++;
			n[3]++;
		}
		cell[0] = report_link(say(c, (struct date){ from, to }),
		    calendar_path(c, CALENDAR_MONTH, from));
		for (int k = 0; k < 4; k++)
			cell[k + 1] = report_number(c->a, n[k], STR(""));
	}
}

static void
put_agenda(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = NULL;
	int32_t until = INT32_MIN;

	for (size_t i = 0; i < c->items; i++) {
		const struct calendar_item *one = &c->item[i];

		if (!one->exact)
			continue;
		if (b == NULL || one->from > until) {
			int32_t from = one->from < c->begin ? c->begin :
			    one->from;
			int y, m, d;

			date_split(from, &y, &m, &d);
			until = date_add_months(date_ymd(y, m, 1), 1) - 1;
			b = block(c, p, BLOCK_ROWS);
			b->text = say(c, (struct date){ date_ymd(y, m, 1),
			    until });
		}
		row(c, b, one);
		b->cell[(b->rows - 1) * b->columns + 1] =
		    (struct report_cell){ 0 };
		if (one->to > one->from) {
			struct report_cell *cell = &b->cell[(b->rows - 1) *
			    b->columns + 2];

			cell->sub = arena_printf(c->a, "%.*s%s%s %.*s",
			    STRF(cell->sub), cell->sub.n > 0 ? " · " : "",
			    tr(c->w.lang, "until"), STRF(say(c, (struct date){
			    one->to, one->to })));
		}
	}
}

/* ---- words ---- */

static struct str
period_words(struct calendar *c)
{
	if (c->ask->view == CALENDAR_WEEK || c->ask->view == CALENDAR_LIST)
		return calendar_days(c, c->begin, c->end);
	return say(c, (struct date){ c->begin, c->end });
}

static size_t
count(const struct calendar *c, size_t *busy, int32_t *busiest)
{
	size_t n = 0, here = 0;
	int32_t day = INT32_MIN;

	*busy = 0;
	for (size_t i = 0; i < c->items; i++) {
		const struct calendar_item *one = &c->item[i];

		if (one->from > c->end || one->to < c->begin)
			continue;
		n++;
		if (!one->exact || one->from < c->begin)
			continue;
		here = one->from == day ? here + 1 : 1;
		day = one->from;
		if (here > *busy) {
			*busy = here;
			*busiest = day;
		}
	}
	return n;
}

/* "No activity in November 2026. Next: ..." */
static enum err
put_empty(struct calendar *c, struct report_panel *p)
{
	struct deeds later;
	enum err e = deed_of_period(c->r, c->a, c->end + 1, c->end +
	    CALENDAR_BACK, &later, c->why);
	const struct deed *d;

	if (e != ERR_OK)
		return e;
	p->answer = arena_printf(c->a, tr(c->w.lang, "No activity in %.*s."),
	    STRF(period_words(c)));
	if (later.n == 0)
		return ERR_OK;
	d = &later.deed[0];
	c->w.parts |= later.parts;
	p->answer = arena_printf(c->a, tr(c->w.lang, "%.*s The next one is on "
	    "%.*s: %.*s."), STRF(p->answer), STRF(say(c, d->day)),
	    STRF(words_cut(&c->w, d->title, CELL_WORDS)));
	p->more = calendar_path(c, c->ask->view, d->day.lo);
	p->more_words = tr_str(c->w.lang, "Go there");
	return ERR_OK;
}

static enum err
put_answer(struct calendar *c, struct report_panel *p)
{
	size_t busy;
	int32_t busiest = 0;
	size_t n = count(c, &busy, &busiest);

	if (n == 0)
		return put_empty(c, p);
	p->answer = arena_printf(c->a, tr_n(c->w.lang, "*%lld activity* in "
	    "%.*s.", "*%lld activities* in %.*s.", (int64_t)n), (long long)n,
	    STRF(period_words(c)));
	if (busy > 1)
		p->answer = arena_printf(c->a, tr(c->w.lang, "%.*s Most begin "
		    "on %.*s: %zu."), STRF(p->answer), STRF(say(c,
		    (struct date){ busiest, busiest })), busy);
	return ERR_OK;
}

static enum err
put_calendar(struct calendar *c)
{
	struct report_panel *p = report_add_panel(c->a, c->out, "calendar",
	    tr_str(c->w.lang, "What is on when?"));
	enum err e = put_answer(c, p);

	if (e != ERR_OK)
		return e;
	switch (c->ask->view) {
	case CALENDAR_MONTH:
	case CALENDAR_WEEK:
		put_grid(c, p);
		(void)put_vague(c, p);
		break;
	case CALENDAR_YEAR:
		put_year(c, p);
		break;
	case CALENDAR_LIST:
		put_agenda(c, p);
		(void)put_vague(c, p);
		break;
	case CALENDAR__VIEWS:
		break;
	}
	p->source = tr_str(c->w.lang, "Activities that are not cancelled. "
	    "Within weeks, what takes more than 7 days stands on its first "
	    "and its last day.");
	return ERR_OK;
}

/* ---- the days ---- */

static void
set_days(struct calendar *c)
{
	int year, month, day, months = 1;

	date_split(c->at, &year, &month, &day);
	if (c->ask->view == CALENDAR_WEEK) {
		c->begin = c->at - date_weekday(c->at);
		c->end = c->begin + 6;
	} else {
		if (c->ask->view == CALENDAR_YEAR) {
			month = 1;
			months = 12;
		} else if (c->ask->view == CALENDAR_LIST) {
			months = LIST_MONTHS;
		}
		c->begin = date_ymd(year, month, 1);
		c->end = date_add_months(c->begin, months) - 1;
	}
	c->first = c->begin;
	c->last = c->end;
	if (c->ask->view == CALENDAR_MONTH) { /* whole weeks */
		c->first -= date_weekday(c->first);
		c->last += 6 - date_weekday(c->last);
	}
}

static int32_t
move(const struct calendar *c, int step)
{
	switch (c->ask->view) {
	case CALENDAR_WEEK:
		return c->begin + 7 * step;
	case CALENDAR_YEAR:
		return date_add_months(c->begin, 12 * step);
	case CALENDAR_LIST:
		return date_add_months(c->begin, LIST_MONTHS * step);
	case CALENDAR_MONTH:
	case CALENDAR__VIEWS:
		break;
	}
	return date_add_months(c->begin, step);
}

/* The name of the time that such a step leads to. */
static struct str
move_words(struct calendar *c, int step)
{
	struct calendar there = *c;

	there.at = move(c, step);
	set_days(&there);
	return period_words(&there);
}

static void
put_way(struct calendar *c, struct calendar_way *way)
{
	static const char *const tab[CALENDAR__VIEWS] = { TR("Month"),
		TR("Week"), TR("Year"), TR("List") };

	way->before = calendar_path(c, c->ask->view, move(c, -1));
	way->after = calendar_path(c, c->ask->view, move(c, 1));
	way->now = calendar_path(c, c->ask->view, c->r->today);
	way->before_words = move_words(c, -1);
	way->after_words = move_words(c, 1);
	for (int v = 0; v < CALENDAR__VIEWS; v++)
		report_add_tab(c->a, c->out, tr_str(c->w.lang, tab[v]),
		    calendar_path(c, (enum calendar_view)v, c->at));
	c->out->tab_at = c->ask->view;
}

/* A year before or after the calendar cannot be shown: links stay within. */
static enum err
check_at(struct calendar *c)
{
	c->at = c->ask->at != 0 ? c->ask->at : c->r->today;
	if (c->at < date_ymd(DATE_YEAR_MIN + 1, 1, 1) ||
	    c->at > date_ymd(DATE_YEAR_MAX - 1, 12, 31))
		return why_set(c->why, ERR_INPUT, "The calendar goes from "
		    "%d to %d.", DATE_YEAR_MIN + 1, DATE_YEAR_MAX - 1);
	return ERR_OK;
}

enum err
calendar_report(struct reader *r, struct arena *a,
    const struct calendar_ask *ask, struct report *out,
    struct calendar_way *way, struct why *why)
{
	struct calendar c = { .a = a, .r = r, .ask = ask, .out = out,
		.why = why };
	enum err e;

	*out = (struct report){ .name = STR_INIT("calendar") };
	words_init(&c.w, r, a, ask->lang);
	e = check_at(&c);
	if (e != ERR_OK)
		return e;
	set_days(&c);
	e = calendar_read(&c);
	if (e != ERR_OK)
		return e;
	out->title = arena_printf(a, tr(c.w.lang, "Calendar: %.*s"),
	    STRF(period_words(&c)));
	out->path = calendar_path(&c, ask->view, c.at);
	put_way(&c, way);
	calendar_clashes(&c);
	e = put_calendar(&c);
	if (e == ERR_OK && ask->view == CALENDAR_YEAR)
		put_months(&c);
	words_head(&c.w, out);
	return e;
}
