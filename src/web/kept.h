/*
 * Reports that were made lately, so that what is asked again is not computed
 * again. A report follows from its reader, the moment and the question alone;
 * it stands until that reader sees a newer change or the day turns. What one
 * reader asked never touches what another is told: each has its own (L12).
 */
#ifndef WEB_KEPT_H
#define WEB_KEPT_H

#include "advise/report.h"

enum {
	KEPT_REPORTS = 64,
	KEPT_ONE_MAX = 2 << 20, /* bytes of one; longer ones are not kept */
	KEPT_ALL_MAX = 16 << 20
};

struct kept;

/* What is known at a moment: equal moments, equal answers. */
struct kept_moment {
	uint64_t newest; /* of the changes that the reader sees; 0 is none */
	uint64_t setting; /* of what the office has set, such as names */
	int32_t today;
};

struct kept *kept_new(void);
void kept_free(struct kept *k);

/*
 * kept_get(k, a, at, question, out):
 * A copy in ${a} of what was kept for ${question} at this moment, or false.
 */
MUST_USE bool kept_get(struct kept *k, struct arena *a,
    const struct kept_moment *at, struct str question, struct report *out);

/*
 * kept_put(k, at, question, r):
 * Keep a copy; what was longest not asked for makes room.
 */
void kept_put(struct kept *k, const struct kept_moment *at,
    struct str question, const struct report *r);

#endif
