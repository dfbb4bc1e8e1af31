/* What the files of people share. */
#ifndef ADVISE_PEOPLE_PART_H
#define ADVISE_PEOPLE_PART_H

#include "advise/part.h"

/*
 * people_gaps(w, out, why):
 * Two panels: who comes back within six months, and what for; which posts of
 * ours have nobody, or will have by then.
 */
MUST_USE enum err people_gaps(struct words *w, struct report *out,
    struct why *why);

#endif
