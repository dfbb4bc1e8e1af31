/*
 * The review of a directive, clause by clause: what was promised, done,
 * verified, is late, has no date, has no deed. As known at the reader's
 * instant; equal instants give equal bytes, whatever was written later.
 */
#ifndef ADVISE_REVIEW_H
#define ADVISE_REVIEW_H

#include "advise/report.h"
#include "model/find.h"

/* One end of the period of a review; zeroed: there is none. */
struct review_bound {
	bool set;
	struct date date;
};

struct review_ask {
	struct id directive;
	/*
	 * Promises made and deeds begun between the first day of ${from} and
	 * the last of ${to}.
	 */
	struct review_bound from, to;
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/*
 * review_bound(text, today, out, why):
 * What a person typed as an end of the period; an empty text: no bound.
 * ERR_INPUT when it is no date.
 */
MUST_USE enum err review_bound(struct str text, int32_t today,
    struct review_bound *out, struct why *why);

/* review_report(r, a, ask, out, why): ERR_MISSING when it cannot be seen. */
MUST_USE enum err review_report(struct reader *r, struct arena *a,
    const struct review_ask *ask, struct report *out, struct why *why);

#endif
