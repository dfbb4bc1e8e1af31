/* A record that an import wrote before, beside what its row says now. */
#ifndef ADVISE_INTAKE_KNOWN_H
#define ADVISE_INTAKE_KNOWN_H

#include "model/change.h"
#include "model/find.h"

/*
 * intake_known(r, a, kind, id, mark, item, why):
 * Leave in ${item} only fields to write: those whose value is another one and
 * was written by an import, which has ${mark} in its note, or by nobody. What a
 * person or a pack said stays. A record that an undo took back comes back; one
 * that a person withdrew does not. No field is left when there is nothing to
 * do. References must be ids. Costs one row, and the history where something
 * differs.
 */
MUST_USE enum err intake_known(struct reader *r, struct arena *a,
    const struct kind *k, struct id id, struct str mark,
    struct change_item *item, struct why *why);

#endif
