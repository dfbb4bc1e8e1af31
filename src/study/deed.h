/*
 * Activities for pages: of a period, or with one partner, each once whatever
 * labels it is recorded at; the facet of the lowest label stands for it. They
 * are read from an index, without their rows: a page adds up thousands, and
 * asks of those that it shows what they are called.
 */
#ifndef STUDY_DEED_H
#define STUDY_DEED_H

#include "model/find.h"

struct deed {
	struct str id, partner, status, level, domain, type;
	struct str ours, theirs; /* posts that led, as ids */
	struct date day; /* it begins; lo > hi when nobody knows */
	bool dated, done;
	int part; /* of the facet */
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

/* deed_tell(r, a, d, out, why): what one of them is called; one look-up. */
struct deed_words {
	struct str code, title, place;
};
MUST_USE enum err deed_tell(struct reader *r, struct arena *a,
    const struct deed *d, struct deed_words *out, struct why *why);

#endif
