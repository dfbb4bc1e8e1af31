/*
 * What cannot be had twice at once: spans of days that want the same thing, by
 * an interval sweep. Knows nothing of what the things are.
 */
#ifndef STUDY_CLASH_H
#define STUDY_CLASH_H

#include "base/arena.h"

struct clash_span {
	struct str key; /* what it wants; empty: nothing */
	int32_t from, to;
	size_t of; /* whose it is; the caller's own number */
};

struct clash {
	struct str key;
	int32_t from, to; /* the days on which two or more want it */
	size_t *of;       /* who, by when they begin */
	size_t n;
};

/*
 * clash_find(a, span, n, out, clashes):
 * Every longest time in which two or more spans want one key, by its first
 * day, then by key. Sorts ${span}. Costs n log n.
 */
void clash_find(struct arena *a, struct clash_span *span, size_t n,
    struct clash **out, size_t *clashes);

#endif
