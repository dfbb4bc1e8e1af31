#include "advise/partner_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/rate.h"

#include "base/banned.h"

/* Is the relationship getting denser? A rate by quarter with its interval. */

enum { QUARTERS_MAX = 20, QUARTERS_LEAST = 8, QUARTERS_BEFORE = 3,
	EVENTS_MAX = 6, MONTHS = 3 };

enum { QUARTER, INDEX, LOW, HIGH, HELD, EVENT, WHAT, COLUMNS };

struct dense {
	struct partner *m;
	int32_t *day; /* of those held */
	size_t days;
	int32_t since;  /* the first of them */
	int32_t begin;  /* of the first quarter shown */
	int quarters;
};

static int32_t
quarter_of(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return date_ymd(y, (month - 1) / MONTHS * MONTHS + 1, 1);
}

static void
read_days(struct dense *q)
{
	struct partner *m = q->m;

	q->day = arena_array(m->a, m->deeds + 1, sizeof(*q->day));
	q->since = m->r->today;
	for (size_t i = 0; i < m->deeds; i++) {
		const struct deed *d = &m->deed[i];

		if (!d->dated || !d->done || d->day.lo > m->r->today)
			continue;
		q->day[q->days++] = d->day.lo;
		q->since = d->day.lo < q->since ? d->day.lo : q->since;
	}
	q->begin = quarter_of(m->r->today);
	q->quarters = 1;
	while (q->begin > q->since && q->quarters < QUARTERS_MAX) {
		q->begin = date_add_months(q->begin, -MONTHS);
		q->quarters++;
	}
}

static int64_t
held_from(const struct dense *q, int32_t from, int32_t to)
{
	int64_t n = 0;

	for (size_t i = 0; i < q->days; i++)
		n += q->day[i] >= from && q->day[i] <= to;
	return n;
}

static bool
is_minister(const struct deed *d)
{
	return d->dated && d->done && (str_is(d->level, "minister") ||
	    str_is(d->level, "head-of-state"));
}

/* The first letter is the oldest of the last few, as they are newest first. */
static char
letter_of(const struct dense *q, size_t deed)
{
	size_t newer = 0, all = 0;

	for (size_t i = 0; i < q->m->deeds; i++) {
		if (!is_minister(&q->m->deed[i]) ||
		    q->m->deed[i].day.lo < q->begin)
			continue;
		newer += i < deed;
		all++;
	}
	all = all < EVENTS_MAX ? all : EVENTS_MAX;
	return newer >= all ? '\0' : (char)('A' + (char)(all - 1 - newer));
}

static enum err
put_event(struct partner *m, struct report_cell *c, const struct deed *d,
    char letter)
{
	struct report_cell what;
	enum err e = part_deed(&m->w, d, PART_WORDS, &what, NULL, m->why);

	if (c[WHAT].text.n == 0)
		c[WHAT].link = what.link;
	c[EVENT].text = arena_printf(m->a, "%.*s%c", STRF(c[EVENT].text),
	    letter);
	c[WHAT].text = arena_printf(m->a, "%.*s%s%c: %.*s",
	    STRF(c[WHAT].text), c[WHAT].text.n > 0 ? "; " : "", letter,
	    STRF(what.text));
	return e;
}

static enum err
put_events(struct dense *q, struct report_cell *c, int32_t from, int32_t to)
{
	struct partner *m = q->m;
	enum err e = ERR_OK;

	for (size_t i = m->deeds; e == ERR_OK && i-- > 0;) {
		const struct deed *d = &m->deed[i];
		char letter;

		if (!is_minister(d) || d->day.lo < from || d->day.lo > to)
			continue;
		letter = letter_of(q, i);
		if (letter != '\0')
			e = put_event(m, c, d, letter);
	}
	return e;
}

static struct report_cell
rate_cell(struct partner *m, double v)
{
	return (struct report_cell){ .type = CELL_NUMBER, .number = v,
		.text = arena_printf(m->a, "%.1f", v) };
}

static enum err
put_quarter(struct dense *q, struct report_block *b, int i)
{
	int32_t from = date_add_months(q->begin, MONTHS * i);
	struct partner *m = q->m;
	int32_t to = date_add_months(from, MONTHS) - 1;
	struct report_cell *c = report_row(m->a, b);
	int y, month, d;

	to = to < m->r->today ? to : m->r->today;
	date_split(from, &y, &month, &d);
	c[QUARTER].text = arena_printf(m->a, "%d-Q%d", y, month / MONTHS + 1);
	/* The first activity begins the record, and so would look dense. */
	if (q->quarters >= QUARTERS_LEAST && i >= QUARTERS_BEFORE) {
		struct rate_band r = rate_recent(q->day, q->days, q->since,
		    to);

		c[INDEX] = rate_cell(m, r.mean);
		c[LOW] = rate_cell(m, r.low);
		c[HIGH] = rate_cell(m, r.high);
	}
	c[HELD] = report_number(m->a, held_from(q, from, to), path_list(m->a,
	    m->activity, partner_filter(m, arena_printf(m->a, "start:%d-Q%d "
	    "status:held,reported,closed", y, month / MONTHS + 1).p)));
	return put_events(q, c, from, to);
}

/* "1.4 (90 % interval 0.5 to 2.8)", as numbers are written. */
static struct str
band_words(struct partner *m, const struct rate_band *r)
{
	struct buf b[3] = { { .max = 64 }, { .max = 64 }, { .max = 64 } };
	const double v[3] = { r->mean, r->low, r->high };
	struct str out;

	for (int i = 0; i < 3; i++)
		tr_number(&b[i], m->w.lang, arena_printf(m->a, "%.1f", v[i]));
	out = arena_printf(m->a, tr(m->w.lang, "%.*s (90 %% interval %.*s to "
	    "%.*s)"), STRF(buf_view(&b[0])), STRF(buf_view(&b[1])),
	    STRF(buf_view(&b[2])));
	for (int i = 0; i < 3; i++)
		buf_free(&b[i]);
	return out;
}

static struct str
answer(struct dense *q)
{
	struct partner *m = q->m;
	int32_t today = m->r->today, then = date_add_months(today, -12);
	struct rate_band now, was;
	const char *words;

	if (q->days == 0)
		return STR("");
	if (q->quarters < QUARTERS_LEAST)
		return arena_printf(m->a, tr(m->w.lang, "*Too early to say*: "
		    "%d quarters since the first activity, and %d are needed "
		    "for an index; the rings are what was held."),
		    q->quarters, QUARTERS_LEAST);
	now = rate_recent(q->day, q->days, q->since, today);
	was = rate_recent(q->day, q->days, q->since, then);
	words = now.low > was.high ? TR("*Yes, denser*") :
	    now.high < was.low ? TR("*No, thinner*") :
	    TR("*No clear change*");
	return arena_printf(m->a, tr(m->w.lang, "%s: %.*s activities a "
	    "quarter now, %.*s a year ago; %lld held in %d quarters."),
	    tr(m->w.lang, words), STRF(band_words(m, &now)),
	    STRF(band_words(m, &was)),
	    (long long)held_from(q, q->begin, today), q->quarters);
}

enum err
partner_dense(struct partner *m)
{
	static const struct part_column c[COLUMNS] = {
		{ "quarter", TR("Quarter"), CELL_TEXT, false },
		{ "index", TR("Activities a quarter, recent ones weighing "
		    "more"), CELL_NUMBER, false },
		{ "low", TR("From (90 %)"), CELL_NUMBER, false },
		{ "high", TR("To (90 %)"), CELL_NUMBER, false },
		{ "points_held", TR("Held in the quarter"), CELL_NUMBER,
		    false },
		{ "event", TR("Letter"), CELL_TEXT, false },
		{ "what", TR("At minister level"), CELL_TEXT, false }
	};
	struct dense q = { .m = m };
	struct report_panel *p = part_panel(&m->w, m->out, "denser",
	    TR("Is the relationship getting denser?"), 0);
	struct report_block *b = part_chart(&m->w, p, CHART_LINE, c, COLUMNS);
	enum err e = ERR_OK;

	read_days(&q);
	p->answer = answer(&q);
	b->empty = part_say(&m->w, TR("Nothing has been held with this partner "
	    "yet."));
	p->source = part_say(&m->w, TR("density/1: activities held, each "
	    "weighing half after 180 days; interval of a discounted Poisson "
	    "rate (Harvey & Fernandes 1989). Letters: held at minister "
	    "level."));
	for (int i = 0; i < q.quarters && q.days > 0 && e == ERR_OK; i++)
		e = put_quarter(&q, b, i);
	return e;
}
