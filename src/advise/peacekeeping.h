/*
 * Who serves with the United Nations: how many, where, what share of them are
 * women against the aim, which posts are open, when who is relieved, who is
 * booked twice; of all missions, or of one. No persons' names.
 */
#ifndef ADVISE_PEACEKEEPING_H
#define ADVISE_PEACEKEEPING_H

#include "advise/words.h"

struct peacekeeping_ask {
	struct str mission; /* its code; empty: all */
	struct str show;    /* "rotations", "un"; empty: the figures */
	const char *lang;
};

/*
 * peacekeeping_report(r, a, ask, out, why):
 * ERR_MISSING for a mission that is no word of the vocabulary.
 */
MUST_USE enum err peacekeeping_report(struct reader *r, struct arena *a,
    const struct peacekeeping_ask *ask, struct report *out, struct why *why);

/* peacekeeping_panel(w, out, why): "Who is deployed?", for the first page. */
MUST_USE enum err peacekeeping_panel(struct words *w, struct report *out,
    int width, struct why *why);

#endif
