/*
 * Where we stand with one partner: at a glance, what we share and what divides
 * us, what runs until when, who owes what, where the substance is, what
 * happened lately, who our counterparts are; its tabs; and the brief of two
 * pages with its sources at the end.
 */
#ifndef ADVISE_PARTNER_H
#define ADVISE_PARTNER_H

#include "advise/report.h"
#include "model/find.h"

struct partner_ask {
	struct id id;
	const char *lang; /* "en" or "vi"; NULL is "en" */
	/*
	 * "activities", "commitments", "agreements", "people", "plan",
	 * "documents", "brief"; empty: the summary.
	 */
	struct str tab;
	bool people; /* who asks may see people: without it there is no tab */
};

/*
 * partner_report(r, a, ask, out, why):
 * ERR_MISSING when it cannot be seen, or the tab is none.
 */
MUST_USE enum err partner_report(struct reader *r, struct arena *a,
    const struct partner_ask *ask, struct report *out, struct why *why);

/*
 * partner_tabs(r, a, ask, code, out, why):
 * The tabs alone with their counts, for pages beside these: tab "facts" or
 * "history".
 */
MUST_USE enum err partner_tabs(struct reader *r, struct arena *a,
    const struct partner_ask *ask, struct str code, struct report *out,
    struct why *why);

#endif
