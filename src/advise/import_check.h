/*
 * A row of a table looked at before anything is written: what would become of
 * it, and what is wrong with which cell. The writer looks again; this is for
 * people, who mend what is told at the place where it is.
 */
#ifndef ADVISE_IMPORT_CHECK_H
#define ADVISE_IMPORT_CHECK_H

#include "advise/import.h"
#include "model/batch.h"

/* What is said at one cell. */
struct import_said {
	struct str error; /* how to mend it; empty: fine */
	bool unknown;     /* a word or name that the register does not have */
	bool changes;     /* what stands is another value: */
	struct str was;   /* this, as text */
};

struct import_checked {
	enum batch_fate fate;
	struct str message;      /* about the row as a whole, or empty */
	struct str target;       /* the record that it is, or empty */
	struct import_said *said; /* one a column */
	struct change_item item;  /* to be committed when the fate allows */
};

/*
 * import_check(r, a, im, row, lang, out, why):
 * Only faults of the disk are errors; what is wrong with the row stands in
 * ${out}. Costs some statements a row.
 */
MUST_USE enum err import_check(struct reader *r, struct arena *a,
    const struct import *im, size_t row, const char *lang,
    struct import_checked *out, struct why *why);

/* A value that a cell may have meant. */
struct import_guess {
	struct str code, title;
};

/*
 * import_guesses(r, a, im, column, cell, out, n, why):
 * What the register has that is written most alike, marks and case aside: at
 * most ${max}, the likeliest first.
 */
MUST_USE enum err import_guesses(struct reader *r, struct arena *a,
    const struct import *im, size_t column, struct str cell, size_t max,
    struct import_guess *out, size_t *n, struct why *why);

#endif
