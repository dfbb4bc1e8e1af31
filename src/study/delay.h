/*
 * How long promises take: days from the day one was made to the day it was
 * delivered, which is the day its owner claims, or else the first day on which
 * somebody else found it kept.
 */
#ifndef STUDY_DELAY_H
#define STUDY_DELAY_H

#include "model/find.h"
#include "study/figure.h"

/* One level of the talks; "" where nobody said. */
struct delay_level {
	struct str level;
	double *day; /* of each promise delivered */
	size_t n;
};

struct delays {
	struct delay_level *level; /* by code */
	size_t n;
	double *all;
	size_t alls;
	uint64_t parts;
};

/* delay_read(r, a, out, why): two walks, however many promises there are. */
MUST_USE enum err delay_read(struct reader *r, struct arena *a,
    struct delays *out, struct why *why);

#endif
