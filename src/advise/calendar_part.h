/* What the files of calendar share: a calendar while it is made. */
#ifndef ADVISE_CALENDAR_PART_H
#define ADVISE_CALENDAR_PART_H

#include "advise/calendar.h"
#include "advise/words.h"

#define CALENDAR_NO_DAY INT32_MIN

/* One activity in its days. */
struct calendar_item {
	struct str id, code, title, partner, status, level, direction, place;
	struct str unit, head; /* ids */
	int32_t from, to;
	bool exact; /* it begins on a day, not in a month */
};

struct calendar {
	struct words w;
	struct arena *a;
	struct reader *r;
	const struct calendar_ask *ask;
	struct report *out;
	struct calendar_item *item;
	size_t items;
	int32_t first, last; /* the days shown */
	int32_t begin, end;  /* the week, month or year that is meant */
	int32_t at;
	struct why *why;
};

/* calendar_read(c): what is on in the days shown, by the first day. */
MUST_USE enum err calendar_read(struct calendar *c);

/*
 * calendar_path(c, view, at): the address of another view or time; without a
 * time for CALENDAR_NO_DAY, to which "&at=" can be added.
 */
struct str calendar_path(struct calendar *c, enum calendar_view view,
    int32_t at);

/*
 * calendar_rule(c, x, y): the worst rule by which two activities come into
 * each other's way, in the reader's language, or NULL. Days are not looked at.
 */
const char *calendar_rule(struct calendar *c, const struct calendar_item *x,
    const struct calendar_item *y);

/* calendar_clashes(c): the panel "clashes", when there are any. */
void calendar_clashes(struct calendar *c);

/* calendar_say(c, d): a date; calendar_period(c): the time that is shown. */
struct str calendar_say(struct calendar *c, struct date d);
struct str calendar_period(struct calendar *c);

/* calendar_put(c): the panel "calendar"; calendar_months(c): "months". */
MUST_USE enum err calendar_put(struct calendar *c);
void calendar_months(struct calendar *c);

/* calendar_days(c, from, to): "8 Dec 2026 – 10 Dec 2026", or the one day. */
struct str calendar_days(struct calendar *c, int32_t from, int32_t to);

#endif
