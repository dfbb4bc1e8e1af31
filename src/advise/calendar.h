/*
 * The calendar: what is on in a week, a month, a year, or from a day on; what
 * is wanted twice at once, by which rule; and what is next when nothing is on.
 */
#ifndef ADVISE_CALENDAR_H
#define ADVISE_CALENDAR_H

#include "advise/report.h"
#include "model/find.h"

enum calendar_view {
	CALENDAR_MONTH,
	CALENDAR_WEEK,
	CALENDAR_YEAR,
	CALENDAR_LIST, /* three months, day by day */
	CALENDAR__VIEWS
};

enum {
	/* What takes longer keeps nobody from anything else. */
	CALENDAR_CLASH_DAYS = 14,
	/* What began longer ago is no longer looked for. */
	CALENDAR_BACK = 400
};

struct calendar_ask {
	enum calendar_view view;
	int32_t at;         /* a day of the time shown; 0: today */
	struct str where;   /* a code of the list "direction", or empty */
	struct str level;   /* of the list "level", or empty */
	struct str partner; /* a code, or empty */
	const char *lang;   /* "en" or "vi"; NULL is "en" */
};

/* Where a page leads on: the same view, before, after and now. */
struct calendar_way {
	struct str before, after, now; /* paths */
	struct str before_words, after_words;
};

/* calendar_view_word(v): "month"; calendar_view_of(word, out): false: none. */
const char *calendar_view_word(enum calendar_view v);
MUST_USE bool calendar_view_of(struct str word, enum calendar_view *out);

/*
 * calendar_report(r, a, ask, out, way, why): panels "clashes" when there are
 * any, then "calendar". ERR_INPUT for a partner that is not there.
 */
MUST_USE enum err calendar_report(struct reader *r, struct arena *a,
    const struct calendar_ask *ask, struct report *out,
    struct calendar_way *way, struct why *why);

/*
 * calendar_next_clash(w, last, out, why): "Next clash: ...", a sentence about
 * the first one from today to ${last}; empty when there is none.
 */
struct words;
MUST_USE enum err calendar_next_clash(struct words *w, int32_t last,
    struct str *out, struct why *why);

#endif
