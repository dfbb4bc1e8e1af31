#include "advise/outlook.h"

#include <stdlib.h>

#include "advise/part.h"
#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/deed.h"
#include "study/rate.h"
#include "study/roll.h"

#include "base/banned.h"

enum { OUTLOOK_ROWS = 30, QUARTERS = OUTLOOK_MONTHS / OUTLOOK_AHEAD };

struct outlook_one {
	const struct roll_partner *partner;
	int64_t month[OUTLOOK_MONTHS], all;
	struct rate_band ahead;
	bool known;
};

struct outlook {
	struct words w;
	struct report *out;
	struct outlook_one *one;
	size_t n;
	int32_t first, last; /* days that are looked at */
};

/* ---- reading ---- */

static size_t
month_of(const struct outlook *o, int32_t day)
{
	int y, m, d, first_y, first_m;

	date_split(day, &y, &m, &d);
	date_split(o->first, &first_y, &first_m, &d);
	return (size_t)((y - first_y) * 12 + m - first_m);
}

static void
take(struct outlook *o, const struct deeds *d, const struct roll *roll)
{
	struct map *seen = map_new(o->w.a);

	o->one = arena_array(o->w.a, roll->n + 1, sizeof(*o->one));
	for (size_t i = 0; i < d->n; i++) {
		const struct deed *deed = &d->deed[i];
		const struct roll_partner *p = roll_find(roll, deed->partner);
		struct outlook_one *one;

		if (p == NULL || p->home || !deed->done)
			continue;
		one = map_get(seen, p->id);
		if (one == NULL) {
			one = &o->one[o->n++];
			one->partner = p;
			(void)map_put(seen, p->id, one);
		}
		ALWAYS(month_of(o, deed->day.lo) < OUTLOOK_MONTHS);
		one->month[month_of(o, deed->day.lo)]++;
		one->all++;
	}
	for (size_t i = 0; i < o->n; i++)
		o->one[i].known = rate_ahead(o->one[i].month, OUTLOOK_MONTHS,
		    OUTLOOK_AHEAD, &o->one[i].ahead);
}

/* The narrowest interval first, then the greatest number. */
static int
by_width(const void *x, const void *y)
{
	const struct outlook_one *a = x, *b = y;
	double wide = (a->ahead.high - a->ahead.low) -
	    (b->ahead.high - b->ahead.low);

	if (a->known != b->known)
		return a->known ? -1 : 1;
	if (wide < 0 || wide > 0)
		return wide < 0 ? -1 : 1;
	if (a->all != b->all)
		return a->all > b->all ? -1 : 1;
	return str_cmp(a->partner->code, b->partner->code);
}

/* ---- showing ---- */

static struct report_cell
number(struct outlook *o, double v, int digits)
{
	return (struct report_cell){ .type = CELL_NUMBER, .number = v,
		.text = arena_printf(o->w.a, "%.*f", digits, v) };
}

static void
put_one(struct outlook *o, struct report_block *b,
    const struct outlook_one *one)
{
	struct words *w = &o->w;
	struct report_cell *c = report_row(w->a, b);
	struct str days = words_date(w, (struct date){ o->first,
	    o->last }).text;

	c[0] = report_link(roll_name(one->partner, w->lang),
	    path_record(w->a, words_kind(w, "partner"), one->partner->code));
	c[1] = number(o, one->ahead.mean, 1);
	c[2] = number(o, one->ahead.low, 0);
	c[3] = number(o, one->ahead.high, 0);
	c[4] = number(o, (double)one->all / QUARTERS, 1);
	c[5] = report_number(w->a, one->all, path_list(w->a,
	    words_kind(w, "activity"), arena_printf(w->a, "partner:%.*s "
	    "start:%.*s status:held,reported,closed",
	    STRF(one->partner->code), STRF(days))));
}

static struct str
answer(struct outlook *o, size_t known)
{
	struct words *w = &o->w;
	const struct outlook_one *best = NULL;

	for (size_t i = 0; i < known; i++)
		if (best == NULL || o->one[i].ahead.mean > best->ahead.mean)
			best = &o->one[i];
	if (best == NULL)
		return arena_printf(w->a, tr(w->lang, "*Nothing can be said*: "
		    "none of %zu partners has %d activities in %d months."),
		    o->n, RATE_LEAST, OUTLOOK_MONTHS);
	return arena_printf(w->a, tr(w->lang, "*%zu of %zu partners* have "
	    "enough activities to say; most with %.*s, %.0f to %.0f in three "
	    "months (90 %% interval, from %lld)."), known, o->n,
	    STRF(roll_name(best->partner, w->lang)), best->ahead.low,
	    best->ahead.high, (long long)best->all);
}

static void
put_panel(struct outlook *o)
{
	static const struct part_column c[] = {
		{ "partner", TR("Partner"), CELL_TEXT, false },
		{ "expected", TR("Expected in three months"), CELL_NUMBER,
		    false },
		{ "low", TR("From (90 %)"), CELL_NUMBER, false },
		{ "high", TR("To (90 %)"), CELL_NUMBER, false },
		{ "before", TR("In three months so far"), CELL_NUMBER, false },
		{ "activities", TR("Held in 24 months"), CELL_NUMBER, false }
	};
	struct report_panel *p = part_panel(&o->w, o->out, "outlook",
	    TR("How uncertain is what comes next?"), 0);
	struct report_block *b = part_chart(&o->w, p, CHART_DOTS, c,
	    countof(c));
	size_t known = 0, tries = 0, held = 0;

	while (known < o->n && o->one[known].known)
		known++;
	for (size_t i = 0; i < known && i < OUTLOOK_ROWS; i++)
		put_one(o, b, &o->one[i]);
	p->answer = answer(o, known);
	for (size_t i = 0; i < known; i++)
		rate_record(o->one[i].month, OUTLOOK_MONTHS, &tries, &held);
	p->source = arena_printf(o->w.a, tr(o->w.lang, "year-end/1: discounted "
	    "gamma-Poisson of 24 whole months (Harvey & Fernandes 1989), by "
	    "the leading partner; rings are the mean of all of them. It knows "
	    "of no plan, and of no risk: that takes news, which are not "
	    "recorded. Asked in the past for the month to come, it held %zu "
	    "of %zu times."), held, tries);
	b->empty = part_say(&o->w, TR("A partner needs six activities in 24 "
	    "months."));
}

enum err
outlook_report(struct reader *r, struct arena *a, const char *lang,
    struct report *out, struct why *why)
{
	struct outlook o = { .out = out };
	struct deeds d;
	struct roll roll;
	int y, m, day;
	enum err e;

	*out = (struct report){ .name = STR_INIT("outlook") };
	words_init(&o.w, r, a, lang);
	date_split(r->today, &y, &m, &day);
	o.last = date_ymd(y, m, 1) - 1;
	o.first = date_add_months(date_ymd(y, m, 1), -OUTLOOK_MONTHS);
	e = deed_of_period(r, a, o.first, o.last, &d, why);
	if (e == ERR_OK)
		e = roll_read(r, a, &roll, why);
	if (e != ERR_OK)
		return e;
	o.w.parts |= d.parts | roll.parts;
	take(&o, &d, &roll);
	if (o.n > 1)
		qsort(o.one, o.n, sizeof(*o.one), by_width);
	out->title = part_say(&o.w, TR("Outlook"));
	out->path = STR("/analysis/outlook");
	put_panel(&o);
	words_head(&o.w, out);
	return ERR_OK;
}
