/*
 * Where we stand with one partner: at a glance, what we share and what divides
 * us, what runs until when, who owes what, where the substance is, what
 * happened lately.
 */
#ifndef ADVISE_PARTNER_H
#define ADVISE_PARTNER_H

#include "advise/report.h"
#include "model/find.h"

struct partner_ask {
	struct id id;
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/* partner_report(r, a, ask, out, why): ERR_MISSING when it cannot be seen. */
MUST_USE enum err partner_report(struct reader *r, struct arena *a,
    const struct partner_ask *ask, struct report *out, struct why *why);

#endif
