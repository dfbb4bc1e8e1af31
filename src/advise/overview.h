/*
 * The first page: what needs a decision, what is next, whether the plan is
 * kept, engagement balanced, words become deeds, when activities pile up, what
 * changed. Every panel is a question with a computed answer.
 */
#ifndef ADVISE_OVERVIEW_H
#define ADVISE_OVERVIEW_H

#include "advise/report.h"
#include "model/find.h"

struct overview_ask {
	int year;         /* 0: the reader's */
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/* overview_report(r, a, ask, out, why) */
MUST_USE enum err overview_report(struct reader *r, struct arena *a,
    const struct overview_ask *ask, struct report *out, struct why *why);

#endif
