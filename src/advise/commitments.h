/*
 * What was promised, by when, and how long it takes: late, due within thirty
 * days, on track, without a date, delivered; as a table, as a board of columns,
 * or by owner with a line to sign.
 */
#ifndef ADVISE_COMMITMENTS_H
#define ADVISE_COMMITMENTS_H

#include "advise/report.h"
#include "model/find.h"

struct commitments_ask {
	struct str show;  /* a state's word, "board", "owners"; empty: "late" */
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/*
 * commitments_report(r, a, ask, out, why):
 * ERR_INPUT lists the words for ${show} when it is none of them.
 */
MUST_USE enum err commitments_report(struct reader *r, struct arena *a,
    const struct commitments_ask *ask, struct report *out, struct why *why);

#endif
