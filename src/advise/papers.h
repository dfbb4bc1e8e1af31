/*
 * What is laid before others on paper: which papers there are, and the paper
 * for a meeting of the board. Its parts are those of the pages they stand on,
 * so that no figure on it is another than there.
 */
#ifndef ADVISE_PAPERS_H
#define ADVISE_PAPERS_H

#include "advise/report.h"
#include "base/date.h"
#include "model/find.h"

struct papers_ask {
	struct date period; /* of a board's paper; zero: this quarter */
	const char *lang;   /* "en" or "vi"; NULL is "en" */
};

/* papers_report(r, a, ask, out): which papers there are, with their links. */
void papers_report(struct reader *r, struct arena *a,
    const struct papers_ask *ask, struct report *out);

/*
 * papers_board(r, a, ask, out, why):
 * Panels "figures", "late" (promises), "waiting-..." (what is to be
 * decided), "decided" (in the period), "clashes" when there are any, "next",
 * and "sign" with a line to sign. ERR_INPUT when the period is not within one
 * year. Costs what those pages cost.
 */
MUST_USE enum err papers_board(struct reader *r, struct arena *a,
    const struct papers_ask *ask, struct report *out, struct why *why);

#endif
