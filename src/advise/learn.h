/*
 * What people took, corrected and left of what was read, as the register has
 * it already: the passages (quotes) of a stored text are the proposals that
 * were taken, the others of the same text were left. Nothing else is kept for
 * it, so that undoing a change unlearns it. A label is a place: each learns
 * from its own records and texts alone.
 */
#ifndef ADVISE_LEARN_H
#define ADVISE_LEARN_H

#include "model/find.h"
#include "read/gazetteer.h"
#include "read/rank.h"

/* One label, and what its texts teach. */
struct learn_label {
	struct str label;
	size_t texts;     /* from which something was taken */
	size_t corrected; /* taken, then said otherwise */
	struct rank_example *example;
	size_t examples;
	struct rank_score score;
	bool scored;      /* there was something to compare */
	struct rank rank;
};

/*
 * learn_labels(r, a, g, out, n, why):
 * Read the texts that the reader ${r} can see again, label by label, and tune
 * a ranking for each by what was taken of them. ERR_LIMIT: more than 2000
 * texts of a label or 20,000 proposals.
 */
MUST_USE enum err learn_labels(struct reader *r, struct arena *a,
    const struct gazetteer *g, struct learn_label **out, size_t *n,
    struct why *why);

/*
 * learn_path(a, o, label): the file of the office in which the ranking of
 * ${label} stands. learn_save(w, a, o, l, why): write it.
 * learn_load(w, a, o, label): the ranking of ${label} for reading_opts.rank;
 * NULL, which is the prior, when none was learnt or it cannot be read.
 */
struct str learn_path(struct arena *a, const struct office *o,
    struct str label);
MUST_USE enum err learn_save(struct world *w, struct arena *a,
    const struct office *o, const struct learn_label *l, struct why *why);
const struct rank *learn_load(struct world *w, struct arena *a,
    const struct office *o, struct str label);

#endif
