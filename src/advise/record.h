/*
 * One record with all that is known of it: facts, the passages it rests on,
 * what it serves or is served by, who points at it. Fields with more than one
 * standing value show all of them.
 */
#ifndef ADVISE_RECORD_H
#define ADVISE_RECORD_H

#include "advise/report.h"
#include "model/find.h"

struct record_ask {
	const struct kind *kind;
	struct id id;
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/* record_report(r, a, ask, out, why): ERR_MISSING when it cannot be seen. */
MUST_USE enum err record_report(struct reader *r, struct arena *a,
    const struct record_ask *ask, struct report *out, struct why *why);

#endif
