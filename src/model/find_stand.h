/*
 * What stands now, looked up while a change is being checked: by code, in one
 * partition's tables, inside the writer's transaction. For change alone; all
 * who read go through a reader.
 */
#ifndef MODEL_FIND_STAND_H
#define MODEL_FIND_STAND_H

#include "model/kind.h"
#include "store/db.h"

/*
 * find_stand_code(db, part, k, code, out, why):
 * The thing of kind ${k} whose code that is. False in ${found} when none.
 */
MUST_USE enum err find_stand_code(struct db *db, int part,
    const struct kind *k, struct str code, struct id *out, bool *found,
    struct why *why);

/*
 * find_stand_prefix(db, part, k, prefix, out, found, why):
 * The same for the only code that begins with ${prefix} and does not go on
 * with a digit: 806 for 806-NQ/QUTW. ${found} gets how many there are, at
 * most two.
 */
MUST_USE enum err find_stand_prefix(struct db *db, int part,
    const struct kind *k, struct str prefix, struct id *out, size_t *found,
    struct why *why);

/* A word of a vocabulary, with the days between which it is valid. */
struct find_term_days {
	bool found;
	struct id id;
	int32_t from, to; /* first and last day */
};
MUST_USE enum err find_stand_term(struct db *db, int part,
    const struct kind *term, struct str list, struct str code,
    struct find_term_days *out, struct why *why);

/* find_stand_words(db, a, part, term, list, out): codes, for a message. */
MUST_USE enum err find_stand_words(struct db *db, int part,
    const struct kind *term, struct str list, struct buf *out,
    struct why *why);

/*
 * find_stand_serial(db, part, k, prefix, last, why):
 * The greatest whole number that follows ${prefix} in a code of this kind,
 * of records past and present: a number is never given twice.
 */
MUST_USE enum err find_stand_serial(struct db *db, int part,
    const struct kind *k, struct str prefix, int64_t *last, struct why *why);

#endif
