/*
 * What an approver sees before a proposed activity is approved: what is asked,
 * which word it keeps, the balance with it and without it, what it clashes
 * with, and what speaks for it and against it. The guardrails are asked by the
 * page; they are questions, which nothing computes.
 *
 * Advantages and disadvantages are counts with their records; nothing adds
 * them up to a score, and nothing recommends.
 */
#ifndef ADVISE_DECISION_H
#define ADVISE_DECISION_H

#include "advise/report.h"
#include "model/find.h"

struct decision_ask {
	struct id id;     /* of an activity */
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/* What the decision must answer for in writing. */
struct decision_need {
	int64_t clashes; /* activities wanted at the same time */
	bool begun;      /* it has begun without being approved */
	bool decided;    /* it is approved, or cancelled, already */
};

/*
 * decision_report(r, a, ask, out, need, why):
 * Panels "asked", "word", "balance", "clashes", "weigh". ERR_MISSING when it
 * cannot be seen, or is no activity. Costs the activities of two years.
 */
MUST_USE enum err decision_report(struct reader *r, struct arena *a,
    const struct decision_ask *ask, struct report *out,
    struct decision_need *need, struct why *why);

enum { DECISION_REASON = 10 }; /* bytes that a reason has at least */

/*
 * decision_owes(need, yes, reason):
 * What must be answered for in writing before it is approved, in English for
 * tr(); NULL when ${reason} does or there is nothing. ${yes}: a guardrail was
 * answered so. The one rule of pages and commands.
 */
const char *decision_owes(const struct decision_need *need, bool yes,
    struct str reason);

/*
 * decision_waiting(r, a, lang, out, why): what waits to be approved: proposed
 * activities still to come, then plans in draft.
 */
MUST_USE enum err decision_waiting(struct reader *r, struct arena *a,
    const char *lang, struct report *out, struct why *why);

#endif
