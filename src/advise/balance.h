/*
 * Is our engagement balanced? The share of each group of partners in what was
 * held in a year, with its interval, the range that recorded targets set and
 * the year before; the panel, and the page of it with every partner.
 */
#ifndef ADVISE_BALANCE_H
#define ADVISE_BALANCE_H

#include "advise/words.h"
#include "study/deed.h"
#include "study/roll.h"

struct balance_ask {
	int year;    /* 0: the reader's, for balance_report */
	int32_t from; /* the first day that counts; 0: of the year */
	int32_t cut; /* the last day that counts */
	int32_t last; /* the last day that is dated; 0: of the year */
	int width;   /* of the panel */
};

/*
 * balance_panel(w, ask, deeds, roll, out, why): the panel "balance". ${deeds}
 * are those of the year and of the one before.
 */
MUST_USE enum err balance_panel(struct words *w, const struct balance_ask *ask,
    const struct deeds *d, const struct roll *roll, struct report *out,
    struct why *why);

/* balance_report(r, a, ask, lang, out, why): groups, then partners. */
MUST_USE enum err balance_report(struct reader *r, struct arena *a,
    const struct balance_ask *ask, const char *lang, struct report *out,
    struct why *why);

#endif
