/*
 * Data quality as a board: every check of every kind, how many records break
 * it, by which unit, with the records. Contradictions are listed, never
 * smoothed.
 */
#ifndef ADVISE_QUALITY_H
#define ADVISE_QUALITY_H

#include "advise/report.h"
#include "model/find.h"

struct quality_ask {
	const struct kind *kind; /* NULL: all */
	struct str check;        /* empty: all of the kind */
	struct str unit;         /* only those of this organ, "none": of no
	                            one; empty: of all */
	int months;              /* partners are silent after; 0: 12 */
	size_t limit;            /* records shown a check; 0: 20 */
	const char *lang;        /* "en" or "vi"; NULL is "en" */
};

/*
 * quality_report(r, a, ask, out, found, why):
 * ${found} gets how many breaches there are. ERR_INPUT lists the checks of the
 * kind when ${ask->check} is none of them, and says that there is no such unit.
 * Panel "board" has a row a check, "units" a row a unit with what is wrong most
 * often and in all, each with a link to exactly those records; then a panel a
 * check.
 */
MUST_USE enum err quality_report(struct reader *r, struct arena *a,
    const struct quality_ask *ask, struct report *out, int64_t *found,
    struct why *why);

/*
 * quality_of(w, row, out, why):
 * Append the panel "wrong" to ${out} when the record breaks checks of its
 * kind: each with the page on which it is mended.
 */
struct words;
MUST_USE enum err quality_of(struct words *w, const struct row *row,
    struct report *out, struct why *why);

#endif
