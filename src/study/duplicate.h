/*
 * Records that may be one thing entered twice: the same partner, days that
 * meet, titles that are alike. Pure; a hint for a person, never a verdict.
 */
#ifndef STUDY_DUPLICATE_H
#define STUDY_DUPLICATE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

struct duplicate_record {
	struct str partner; /* id text; empty is one of its own */
	struct date when;   /* lo > hi: none, so that it meets nothing */
	struct str title;
};

struct duplicate_pair {
	size_t a, b; /* places of the records, a before b by day */
	double alike;
};

enum {
	DUPLICATE_DAYS = 2,    /* two days apart still meet */
	DUPLICATE_NEXT = 64,   /* records compared with each */
	DUPLICATE_SPAN = 92    /* a date longer than this says no day */
};

/* Titles from here on are alike. */
#define DUPLICATE_ALIKE 0.5

/*
 * duplicate_alike(a, x, y):
 * 0 to 1: the words that two titles share (without case, marks and small
 * words) among those of the one that has more.
 */
double duplicate_alike(struct arena *a, struct str x, struct str y);

/* duplicate_meets(x, y): the same partner on days that meet. */
bool duplicate_meets(const struct duplicate_record *x,
    const struct duplicate_record *y);

/*
 * duplicate_pairs(a, r, n, out):
 * All pairs that meet and are alike; how many. Costs n log n, and at most
 * DUPLICATE_NEXT comparisons a record: where more records of a partner meet
 * on the same days, the later ones are not compared.
 */
size_t duplicate_pairs(struct arena *a, const struct duplicate_record *r,
    size_t n, struct duplicate_pair **out);

#endif
