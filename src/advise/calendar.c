#include "advise/calendar_part.h"

#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { LIST_MONTHS = 3 };

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
	struct str s = STR("/calendar");
	int year, month, day;

	ALWAYS(view < CALENDAR__VIEWS);
	s = path_query(c->a, s, "view", view == CALENDAR_MONTH ? STR("")
	    : str_of(view_words[view]));
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

struct str
calendar_say(struct calendar *c, struct date d)
{
	struct buf b CLEANUP(buf_free) = { .max = 256 };

	date_say(&b, c->w.lang, d);
	return arena_str(c->a, buf_view(&b));
}

struct str
calendar_days(struct calendar *c, int32_t from, int32_t to)
{
	struct str first = calendar_say(c, (struct date){ from, from });

	if (from >= to)
		return first;
	return arena_printf(c->a, "%.*s – %.*s", STRF(first),
	    STRF(calendar_say(c, (struct date){ to, to })));
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

/* ---- the days ---- */

struct str
calendar_period(struct calendar *c)
{
	if (c->ask->view == CALENDAR_WEEK || c->ask->view == CALENDAR_LIST)
		return calendar_days(c, c->begin, c->end);
	return calendar_say(c, (struct date){ c->begin, c->end });
}

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
	return calendar_period(&there);
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
	    STRF(calendar_period(&c)));
	out->path = calendar_path(&c, ask->view, c.at);
	put_way(&c, way);
	calendar_clashes(&c);
	e = calendar_put(&c);
	if (e == ERR_OK && ask->view == CALENDAR_YEAR)
		calendar_months(&c);
	words_head(&c.w, out);
	return e;
}
