/*
 * Our people: post, languages, courses, postings, when each is free again; what
 * lapses; and one of them with all of that. For those who may see people alone:
 * a page asks for the right before it asks here.
 */
#ifndef ADVISE_PEOPLE_H
#define ADVISE_PEOPLE_H

#include "advise/report.h"
#include "model/find.h"

struct people_ask {
	struct str show; /* "courses", "gaps"; empty: everybody */
	const char *lang;
};

/* people_report(r, a, ask, out, why) */
MUST_USE enum err people_report(struct reader *r, struct arena *a,
    const struct people_ask *ask, struct report *out, struct why *why);

/* people_person(r, a, id, lang, out, why): ERR_MISSING as find_row. */
MUST_USE enum err people_person(struct reader *r, struct arena *a,
    struct id id, const char *lang, struct report *out, struct why *why);

#endif
