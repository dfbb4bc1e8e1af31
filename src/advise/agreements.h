/*
 * The texts that bind or guide us: what runs until when, the formal acts, and
 * how many commitments and deeds hang on each.
 */
#ifndef ADVISE_AGREEMENTS_H
#define ADVISE_AGREEMENTS_H

#include "advise/report.h"
#include "model/find.h"

struct agreements_ask {
	struct str show; /* a state's word; empty: "in-force" */
	const char *lang;
};

/* agreements_report(r, a, ask, out, why): ERR_INPUT lists the words. */
MUST_USE enum err agreements_report(struct reader *r, struct arena *a,
    const struct agreements_ask *ask, struct report *out, struct why *why);

#endif
