/*
 * The plan of a year as a grid: partners by group down, quarters across, the
 * activities in the cells; its state, the balance it makes, the load of each
 * quarter, the rules it breaks, what changed since it was approved. And what
 * another year's would be as a proposal for this.
 */
#ifndef ADVISE_PLAN_H
#define ADVISE_PLAN_H

#include "advise/report.h"
#include "model/find.h"

struct plan_ask {
	int year;
	int compare; /* the year beside it; 0: the one before */
	const char *lang;
};

/* plan_report(r, a, ask, out, why) */
MUST_USE enum err plan_report(struct reader *r, struct arena *a,
    const struct plan_ask *ask, struct report *out, struct why *why);

/*
 * plan_copies(r, a, ask, out, n, why):
 * The activities of the year beside it, each as it would be in the year asked
 * for: a title with that year, the same month of it. ${there} when the year
 * has one of the same type with the same partner already.
 */
struct plan_copy {
	const struct row *row;
	struct str partner, title, start, type;
	bool there;
};
MUST_USE enum err plan_copies(struct reader *r, struct arena *a,
    const struct plan_ask *ask, struct plan_copy **out, size_t *n,
    struct why *why);

#endif
