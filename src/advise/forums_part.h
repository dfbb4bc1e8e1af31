/* What the files of forums share. */
#ifndef ADVISE_FORUMS_PART_H
#define ADVISE_FORUMS_PART_H

#include "advise/forums.h"
#include "advise/words.h"

/*
 * forums_initiatives(w, out, filter, why): what was put forward, with how many
 * support and oppose it; and who stands where.
 */
MUST_USE enum err forums_initiatives(struct words *w, struct report *out,
    struct str filter, struct why *why);

#endif
