/*
 * The fold: what records mean for the tables. Pure but for the tables it
 * writes: no clock, no chance. The only writer of derived tables.
 *
 * Per partition it keeps: "@op", every operation with its place and whether it
 * stands (a head); one table a kind, a row for each version of each thing,
 * true from recorded_from until before recorded_to; "@word", the words of
 * searched fields with the same two times; "@entity", which kind a thing is.
 * A thing written at two labels has a row (a facet) in each.
 */
#ifndef MODEL_FOLD_H
#define MODEL_FOLD_H

#include "model/kind.h"
#include "record/journal.h"

/* The end of a version that stands. */
#define FOLD_FOREVER INT64_MAX

/* fold_tables(db, kinds, part, why): create the derived tables. */
MUST_USE enum err fold_tables(struct db *db, const struct kinds *ks, int part,
    struct why *why);

/*
 * fold_fits(db, ks, part, why):
 * Whether the derived tables were made for these kinds. ERR_INPUT tells to
 * make them again: a newer program knows fields that they have no column for.
 */
MUST_USE enum err fold_fits(struct db *db, const struct kinds *ks, int part,
    struct why *why);

/*
 * fold_of(a, ks):
 * The fold to hand to journal_append. Records may arrive in any order that
 * respects each lane; the tables come out equal. Memory: one thing's history.
 */
struct journal_fold fold_of(struct arena *a, const struct kinds *ks);

/*
 * fold_rebuild(db, a, ks, part, why):
 * Drop the derived tables of the partition and make them again from the
 * journal, in the caller's transaction.
 */
MUST_USE enum err fold_rebuild(struct db *db, struct arena *a,
    const struct kinds *ks, int part, struct why *why);

/*
 * fold_aside(db, aside, a, ks, part, why):
 * Make the derived tables of the partition in the empty database ${aside} from
 * the journal in ${db}, which is only read: for comparing the two dumps.
 */
MUST_USE enum err fold_aside(struct db *db, struct db *aside, struct arena *a,
    const struct kinds *ks, int part, struct why *why);

/*
 * fold_dump(db, ks, part, out, why):
 * The derived tables as text in one canonical order, for comparing: two
 * databases that hold the same records give the same bytes.
 */
MUST_USE enum err fold_dump(struct db *db, const struct kinds *ks, int part,
    struct buf *out, struct why *why);

#endif
