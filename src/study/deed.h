/*
 * Activities for pages: of a period, or with one partner, each once whatever
 * labels it is recorded at; the facet of the lowest label stands for it.
 */
#ifndef STUDY_DEED_H
#define STUDY_DEED_H

#include "model/find.h"

struct deed {
	struct str id, code, title, partner, status, level, domain, place;
	struct str type, ours, theirs; /* posts that led, as ids */
	struct date day; /* it begins; lo > hi when nobody knows */
	bool dated, done;
};

struct deeds {
	struct deed *deed;
	size_t n;
	uint64_t parts; /* partitions read */
};

/*
 * deed_of_period(r, a, from, to, out, why):
 * Those that begin from the first to the last day, cancelled ones left out,
 * by day.
 */
MUST_USE enum err deed_of_period(struct reader *r, struct arena *a,
    int32_t from, int32_t to, struct deeds *out, struct why *why);

/*
 * deed_of_partner(r, a, partner, out, why):
 * Those it leads or takes part in, newest first, those without date last.
 */
MUST_USE enum err deed_of_partner(struct reader *r, struct arena *a,
    struct str partner, struct deeds *out, struct why *why);

#endif
