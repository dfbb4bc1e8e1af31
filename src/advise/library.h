/*
 * The texts we keep: documents with how many passages of them prove something,
 * resolutions, press; and one document with its lettered passages and what
 * each became.
 */
#ifndef ADVISE_LIBRARY_H
#define ADVISE_LIBRARY_H

#include "advise/report.h"
#include "model/find.h"

struct library_ask {
	struct str show; /* "documents", "resolutions" or "press"; empty: all */
	const char *lang;
};

/* library_report(r, a, ask, out, why): ERR_INPUT lists the words. */
MUST_USE enum err library_report(struct reader *r, struct arena *a,
    const struct library_ask *ask, struct report *out, struct why *why);

/* library_document(r, a, id, lang, out, why): ERR_MISSING as find_row. */
MUST_USE enum err library_document(struct reader *r, struct arena *a,
    struct id id, const char *lang, struct report *out, struct why *why);

#endif
