/*
 * Where analysis begins: which question is answered where, the lists that were
 * kept, and what all of it is drawn from.
 */
#ifndef ADVISE_ANALYSIS_H
#define ADVISE_ANALYSIS_H

#include "advise/report.h"
#include "model/find.h"

struct analysis_ask {
	const char *lang;
	struct str owner; /* an account's name; empty: lists of the office */
};

/* analysis_report(r, a, ask, out, why) */
MUST_USE enum err analysis_report(struct reader *r, struct arena *a,
    const struct analysis_ask *ask, struct report *out, struct why *why);

#endif
