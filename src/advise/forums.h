/*
 * The bodies that meet in sessions: which there are and what is next; and one
 * of them, in all years or in one: who chairs, when it meets, who belongs to
 * it, what was put forward and who stands where, what was promised there and
 * kept, what we did.
 */
#ifndef ADVISE_FORUMS_H
#define ADVISE_FORUMS_H

#include "advise/report.h"
#include "model/find.h"

/* forums_report(r, a, lang, out, why): all of them. */
MUST_USE enum err forums_report(struct reader *r, struct arena *a,
    const char *lang, struct report *out, struct why *why);

struct forums_ask {
	struct id id;
	int year; /* 0: all */
	const char *lang;
};

/* forums_forum(r, a, ask, out, why): ERR_MISSING as find_row. */
MUST_USE enum err forums_forum(struct reader *r, struct arena *a,
    const struct forums_ask *ask, struct report *out, struct why *why);

#endif
