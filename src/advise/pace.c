#include "advise/pace.h"

#include "advise/part.h"
#include "advise/path.h"
#include "advise/target.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/rate.h"

#include "base/banned.h"

enum { MONTHS_MAX = 24 };

static const double MONTH_DAYS = 365.25 / 12;

struct pace {
	struct words *w;
	const struct pace_ask *ask;
	const struct deeds *deeds;
	int32_t first, last;  /* of the year */
	int32_t *plan;        /* days that were planned, once an activity */
	size_t plans;
	const struct target *target; /* how many there are to be, or NULL */
	bool ahead;                  /* a forecast can be made */
	bool open;                   /* the year is not over yet */
};

static bool
in_group(const struct pace *p, struct str partner)
{
	const struct roll_partner *of;

	if (p->ask->roll == NULL)
		return true;
	of = roll_find(p->ask->roll, partner);
	return of != NULL && !of->home && of->group == p->ask->group;
}

/* The same activity at two labels was planned once. */
static enum err
read_plan(struct pace *p, struct why *why)
{
	struct arena *a = p->w->a;
	struct rows *rows = NULL;
	struct str before = STR("");
	enum err e = db_query(p->w->r->db, DB_NO_PART, STMT_PACE_PLANNED,
	    ARGS(V_INT(p->first - PACE_MOVED_DAYS),
	    V_INT(p->last + PACE_MOVED_DAYS), V_INT(p->first),
	    V_INT(p->last)), &rows, why);

	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		p->w->parts |= UINT64_C(1) << db_int(rows, 1);
		if (str_eq(before, db_text(rows, 0)) ||
		    !in_group(p, db_text(rows, 3)))
			continue;
		before = arena_str(a, db_text(rows, 0));
		p->plan = arena_grow(a, p->plan, p->plans, sizeof(*p->plan));
		p->plan[p->plans++] = (int32_t)db_int(rows, 2);
	}
	return db_end(rows);
}

int64_t
pace_held(const struct deeds *d, int32_t from, int32_t to)
{
	int64_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->deed[i].done && d->deed[i].day.lo >= from &&
		    d->deed[i].day.lo <= to;
	return n;
}

static int64_t
planned(const struct pace *p, int32_t until)
{
	int64_t n = 0;

	for (size_t i = 0; i < p->plans; i++)
		n += p->plan[i] <= until;
	return n;
}

static int64_t
dated(const struct pace *p, int32_t until)
{
	int64_t n = 0;

	for (size_t i = 0; i < p->deeds->n; i++)
		n += p->deeds->deed[i].day.lo >= p->first &&
		    p->deeds->deed[i].day.lo <= until;
	return n;
}

static int32_t
year_before(int32_t day)
{
	return date_add_months(day, -12);
}

static int64_t
held_before(const struct pace *p, int32_t until)
{
	return pace_held(p->deeds, year_before(p->first), year_before(until));
}

/* ---- what is to come ---- */

/* The whole months before the day the figures stop, the oldest first. */
static size_t
months_of(const struct pace *p, int64_t month[static MONTHS_MAX])
{
	int32_t begin = year_before(p->first);
	size_t n = 0;

	while (n < MONTHS_MAX && date_add_months(begin, 1) - 1 <
	    p->ask->cut) {
		int32_t next = date_add_months(begin, 1);

		month[n++] = pace_held(p->deeds, begin, next - 1);
		begin = next;
	}
	return n;
}

/* So many more until the end of a day. */
static bool
more_until(const struct pace *p, int32_t day, struct rate_band *out)
{
	int64_t month[MONTHS_MAX];
	size_t n = months_of(p, month);

	return rate_ahead(month, n, (day - p->ask->cut) / MONTH_DAYS, out);
}

/* What a target asks for by the end of a day, as the plan is spread. */
static double
aimed(const struct pace *p, double all, int32_t day)
{
	int64_t plan = planned(p, p->last);

	if (plan > 0)
		return all * (double)planned(p, day) / (double)plan;
	return all * (day - p->first + 1) / (p->last - p->first + 1);
}

/* ---- words ---- */

static struct str
against_plan(struct pace *p, int64_t now)
{
	struct arena *a = p->w->a;
	const char *lang = p->w->lang;
	int64_t plan = planned(p, p->ask->cut), away = now - plan;
	struct str s;

	if (away == 0)
		s = tr_str(lang, "*Yes, to the number.*");
	else if (away > 0)
		s = arena_printf(a, tr(lang, "*Yes, %lld ahead.*"),
		    (long long)away);
	else
		s = arena_printf(a, tr(lang, "*No, %lld behind.*"),
		    (long long)-away);
	return arena_printf(a, tr_n(lang, "%.*s %lld activity was held; %lld "
	    "were planned by this day, and %lld for the year.", "%.*s %lld "
	    "activities were held; %lld were planned by this day, and %lld "
	    "for the year.", now), STRF(s), (long long)now, (long long)plan,
	    (long long)planned(p, p->last));
}

static struct str
against_dates(struct pace *p, int64_t now)
{
	return arena_printf(p->w->a, tr_n(p->w->lang, "*%lld activity held;* "
	    "%lld are dated for the year. No plan is recorded: no activity "
	    "has a day it was planned for.", "*%lld activities held;* %lld "
	    "are dated for the year. No plan is recorded: no activity has a "
	    "day it was planned for.", now), (long long)now,
	    (long long)dated(p, p->last));
}

/* Where the year will end, as a sentence that begins with a blank. */
static struct str
outlook(struct pace *p, int64_t now)
{
	struct arena *a = p->w->a;
	struct rate_band more;
	struct str s;

	if (!p->open)
		return STR("");
	if (!p->ahead || !more_until(p, p->last, &more))
		return arena_printf(a, " %s", tr(p->w->lang, "No forecast: "
		    "fewer than six activities, or months, to go by."));
	s = arena_printf(a, tr(p->w->lang, " At this pace the year ends with "
	    "%.0f (90 %% interval %.0f to %.0f)."), (double)now + more.mean,
	    (double)now + more.low, (double)now + more.high);
	if (p->target == NULL)
		return s;
	return arena_printf(a, tr(p->w->lang, "%.*s The target is %.0f to "
	    "%.0f."), STRF(s), p->target->low, p->target->high);
}

static struct str
answer(struct pace *p)
{
	int64_t now = pace_held(p->deeds, p->first, p->ask->cut);
	struct str s = p->plans > 0 ? against_plan(p, now) :
	    against_dates(p, now);

	return arena_printf(p->w->a, tr(p->w->lang, "%.*s By the same day of "
	    "%d it was %lld.%.*s"), STRF(s), p->ask->year - 1,
	    (long long)held_before(p, p->ask->cut), STRF(outlook(p, now)));
}

/* ---- the picture ---- */

enum { MONTH, HELD, BEFORE, PLANNED, AHEAD, AHEAD_LOW, AHEAD_HIGH, PLAN_LOW,
	PLAN_HIGH, PACE_COLUMNS };

static void
put_head(struct report_block *b, size_t k, const char *name, struct str words)
{
	b->column[k] = (struct report_column){ .name = str_of(name),
		.head = words, .type = k == MONTH ? CELL_TEXT : CELL_NUMBER };
}

static struct report_block *
block(struct pace *p, struct report_panel *panel)
{
	struct arena *a = p->w->a;
	const char *lang = p->w->lang;
	struct report_block *b = report_add_block(a, panel, BLOCK_CHART);
	int year = p->ask->year;

	b->chart = CHART_LINE;
	(void)report_columns(a, b, p->target != NULL ? PACE_COLUMNS :
	    p->ahead ? PLAN_LOW : AHEAD);
	put_head(b, MONTH, "month", tr_str(lang, "Month"));
	put_head(b, HELD, "held", arena_printf(a, tr(lang, "Held %d"), year));
	put_head(b, BEFORE, "held_before", arena_printf(a, tr(lang,
	    "Held %d"), year - 1));
	if (p->plans > 0)
		put_head(b, PLANNED, "planned", arena_printf(a, tr(lang,
		    "Planned %d"), year));
	else
		put_head(b, PLANNED, "dated", arena_printf(a, tr(lang,
		    "Dated %d"), year));
	if (b->columns > AHEAD) {
		put_head(b, AHEAD, "forecast", tr_str(lang, "At this pace"));
		put_head(b, AHEAD_LOW, "forecast_low", tr_str(lang,
		    "From (90 %)"));
		put_head(b, AHEAD_HIGH, "forecast_high", tr_str(lang,
		    "To (90 %)"));
	}
	if (b->columns > PLAN_LOW) {
		put_head(b, PLAN_LOW, "plan_low", tr_str(lang,
		    "Target from"));
		put_head(b, PLAN_HIGH, "plan_high", tr_str(lang,
		    "Target up to"));
	}
	return b;
}

static void
put_ahead(struct pace *p, struct report_cell *c, int32_t end)
{
	int64_t now = pace_held(p->deeds, p->first, p->ask->cut);
	struct rate_band more;

	if (end <= p->ask->cut || !more_until(p, end, &more))
		return;
	c[AHEAD] = report_number(p->w->a, now + (int64_t)(more.mean + 0.5),
	    STR(""));
	c[AHEAD_LOW] = report_number(p->w->a, now + (int64_t)more.low,
	    STR(""));
	c[AHEAD_HIGH] = report_number(p->w->a, now + (int64_t)more.high,
	    STR(""));
}

/* The activities of these days. */
static struct str
list(struct pace *p, const char *field, int32_t from, int32_t to,
    const char *more)
{
	struct words *w = p->w;

	if (p->ask->roll != NULL)
		return STR("");
	return path_list(w->a, words_kind(w, "activity"), arena_printf(w->a,
	    "%s:%.*s%s", field, STRF(words_date(w, (struct date){ from,
	    to }).text), more));
}

static void
row(struct pace *p, struct report_block *b, int month)
{
	static const char held[] = " status:held,reported,closed";
	struct arena *a = p->w->a;
	int32_t begin = date_ymd(p->ask->year, month, 1);
	int32_t end = date_add_months(begin, 1) - 1, then = year_before(begin);
	struct report_cell *c = report_row(a, b);
	struct str target;

	c[MONTH].text = str_of(date_month_name(p->w->lang, month));
	/* A month that has not begun has nothing held: a gap. */
	if (begin <= p->ask->cut)
		c[HELD] = report_number(a, pace_held(p->deeds, p->first,
		    end < p->ask->cut ? end : p->ask->cut), list(p, "start",
		    p->first, end < p->ask->cut ? end : p->ask->cut, held));
	then = date_add_months(then, 1) - 1;
	c[BEFORE] = report_number(a, pace_held(p->deeds,
	    year_before(p->first), then), list(p, "start",
	    year_before(p->first), then, held));
	c[PLANNED] = report_number(a, p->plans > 0 ? planned(p, end) :
	    dated(p, end), p->plans > 0 ? list(p, "planned", p->first, end, "")
	    : list(p, "start", p->first, end, " -status:cancelled"));
	if (p->ahead)
		put_ahead(p, c, end);
	if (p->target == NULL)
		return;
	target = path_record(a, p->target->row->kind, words_code(p->w,
	    p->target->row));
	c[PLAN_LOW] = report_number(a, (int64_t)(aimed(p, p->target->low,
	    end) + 0.5), target);
	c[PLAN_HIGH] = report_number(a, (int64_t)(aimed(p, p->target->high,
	    end) + 0.5), target);
}

static struct str
source(struct pace *p)
{
	int64_t month[MONTHS_MAX];
	size_t tries = 0, held = 0;
	struct str s = tr_str(p->w->lang, "Activities held, reported or "
	    "closed, by the day they began; planned: by the day of the "
	    "approved plan, also where it was moved or cancelled; added up. "
	    "count-held/1");

	if (!p->ahead)
		return s;
	rate_record(month, months_of(p, month), &tries, &held);
	return arena_printf(p->w->a, tr(p->w->lang, "%.*s year-end/1: "
	    "discounted gamma-Poisson of the whole months since last January "
	    "(Harvey & Fernandes 1989); it knows of no plan. Asked in the past "
	    "for the month to come, it held %zu of %zu times."), STRF(s), held,
	    tries);
}

static enum err
start(struct pace *p, struct why *why)
{
	struct targets *t = arena_alloc(p->w->a, sizeof(*t));
	struct rate_band more;
	enum err e = read_plan(p, why);

	if (e == ERR_OK)
		e = target_read(p->w, p->ask->year, t, why);
	if (e != ERR_OK)
		return e;
	/* A target for all says nothing of one group. */
	if (p->ask->roll == NULL)
		p->target = target_of_all(t);
	p->open = p->ask->cut == p->w->r->today && p->ask->cut < p->last;
	p->ahead = p->open && more_until(p, p->last, &more);
	return e;
}

enum err
pace_panel(struct words *w, const struct pace_ask *ask,
    const struct deeds *d, struct report *out, struct why *why)
{
	struct pace p = { .w = w, .ask = ask, .deeds = d,
		.first = date_ymd(ask->year, 1, 1),
		.last = date_ymd(ask->year, 12, 31) };
	struct report_panel *panel;
	struct report_block *b;
	enum err e = start(&p, why);

	if (e != ERR_OK)
		return e;
	panel = part_panel(w, out, "plan", TR("Are we keeping to the plan?"),
	    ask->width);
	panel->answer = answer(&p);
	b = block(&p, panel);
	for (int month = 1; month <= 12; month++)
		row(&p, b, month);
	panel->source = source(&p);
	panel->more = path_list(w->a, words_kind(w, "activity"),
	    arena_printf(w->a, "start:%d", ask->year));
	panel->more_words = tr_str(w->lang, "All of the year");
	return ERR_OK;
}
