/*
 * The first page: what needs a decision, what is next, whether the plan is
 * kept, engagement balanced, words become deeds, when activities pile up, who
 * is deployed, what changed. Every panel is a question with a computed answer;
 * one that cannot be made says so, and the others stand.
 */
#ifndef ADVISE_OVERVIEW_H
#define ADVISE_OVERVIEW_H

#include "advise/report.h"
#include "base/date.h"
#include "model/find.h"

struct overview_ask {
	int year;           /* 0: that of the period, or the reader's */
	struct date period; /* of the figures, in one year; zero: the year */
	struct str group;   /* a word of overview_group; empty: everybody */
	const char *lang;   /* "en" or "vi"; NULL is "en" */
};

/*
 * overview_group(word, group): neighbours, asean, p5, tier, other, as an enum
 * roll_group.
 */
MUST_USE bool overview_group(struct str word, int *group);

/*
 * overview_report(r, a, ask, out, why):
 * ERR_INPUT for another group. Plan and calendar are of the whole year.
 */
MUST_USE enum err overview_report(struct reader *r, struct arena *a,
    const struct overview_ask *ask, struct report *out, struct why *why);

#endif
