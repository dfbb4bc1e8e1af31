/*
 * All directives: each with how many clauses it has, how many of them something
 * serves, and by how much; then the clauses that are late or nothing serves,
 * and the texts whose clauses are not recorded.
 */
#ifndef ADVISE_DIRECTIVES_H
#define ADVISE_DIRECTIVES_H

#include "advise/report.h"
#include "model/find.h"

struct directives_ask {
	struct str show; /* "ended" for those no longer in force */
	const char *lang;
};

/* directives_report(r, a, ask, out, why): ERR_INPUT for another ${show}. */
MUST_USE enum err directives_report(struct reader *r, struct arena *a,
    const struct directives_ask *ask, struct report *out, struct why *why);

#endif
