/*
 * What is to be expected with each partner: how many activities the next three
 * months bring, each with its interval, the widest last; or why nothing is
 * said. No score of risk: that would take news, which this register has not.
 */
#ifndef ADVISE_OUTLOOK_H
#define ADVISE_OUTLOOK_H

#include "advise/report.h"
#include "model/find.h"

enum {
	OUTLOOK_MONTHS = 24, /* that are looked back */
	OUTLOOK_AHEAD = 3
};

/*
 * outlook_report(r, a, lang, out, why):
 * From the whole months before the reader's day, by year-end/1 of
 * study/rate.h. Partners with fewer than RATE_LEAST activities in them are
 * counted and not forecast.
 */
MUST_USE enum err outlook_report(struct reader *r, struct arena *a,
    const char *lang, struct report *out, struct why *why);

#endif
