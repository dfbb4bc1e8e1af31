/*
 * Where we are present: with which partners something was held in a period, as
 * a map and a table; and the panel of it, for the first page.
 */
#ifndef ADVISE_PRESENCE_H
#define ADVISE_PRESENCE_H

#include "advise/words.h"
#include "study/deed.h"
#include "study/roll.h"

struct presence_ask {
	int32_t first, last; /* days of the period */
	int width;           /* of the panel */
	bool year;           /* a calendar year, not the last twelve months */
};

/*
 * presence_panel(w, ask, deeds, roll, out): the panel "presence", of
 * activities held that begin in the period, by their leading partner.
 */
void presence_panel(struct words *w, const struct presence_ask *ask,
    const struct deeds *d, const struct roll *roll, struct report *out);

/*
 * presence_report(r, a, ask, lang, out, why): the page of all partners: that
 * panel, and a table of those with a tier or something held.
 */
MUST_USE enum err presence_report(struct reader *r, struct arena *a,
    const struct presence_ask *ask, const char *lang, struct report *out,
    struct why *why);

#endif
