/*
 * Who connects with whom: which partners belong to which forums, how many of
 * ours they share, and who was at one table with us lately.
 */
#ifndef ADVISE_NETWORK_H
#define ADVISE_NETWORK_H

#include "advise/report.h"
#include "model/find.h"

/* NETWORK_YEARS: how far back meetings of several partners are looked for. */
enum { NETWORK_YEARS = 3, NETWORK_PARTNERS = 25, NETWORK_MEETINGS = 20 };

/* network_report(r, a, lang, out, why): forums, partners, meetings. */
MUST_USE enum err network_report(struct reader *r, struct arena *a,
    const char *lang, struct report *out, struct why *why);

#endif
