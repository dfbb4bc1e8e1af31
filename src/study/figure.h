/*
 * A figure: a value that never goes without its interval, its count, the
 * version of its formula and the records it came from; or a refusal that says
 * why there is no value.
 */
#ifndef STUDY_FIGURE_H
#define STUDY_FIGURE_H

#include "base/arena.h"
#include "base/buf.h"

enum figure_shape {
	FIGURE_COUNT, /* a complete count: exact, low = high = value */
	FIGURE_SHARE, /* of all: value in 0..1, Wilson interval */
	FIGURE_MEDIAN /* of days, with the order-statistic interval */
};

struct figure {
	enum figure_shape shape;
	bool refused;
	struct str refusal; /* "needs at least 8 records; there are 3" */
	int64_t need;       /* that many, where this is why; or 0 */
	double value, low, high;
	double level;       /* of the interval, such as 0.90; 1 for a count */
	int64_t n;          /* how many records it rests on */
	int64_t of;         /* out of how many, for a share */
	struct str formula; /* name and version, such as "share-kept/1" */
	struct str filter;  /* kind?filter of the records, for the link */
};

/* figure_count(n, formula, filter): a complete count. */
struct figure figure_count(int64_t n, const char *formula, struct str filter);

/*
 * figure_wilson(k, n, z, low, high):
 * The score interval itself, for ${n} > 0 and a normal quantile ${z}.
 */
void figure_wilson(int64_t k, int64_t n, double z, double *low, double *high);

/*
 * figure_share(k, n, formula, filter):
 * ${k} of ${n} with the Wilson score interval at 90 % (Wilson 1927, JASA 22,
 * equation 4; z = 1.6449). Refused when ${n} < 5.
 */
struct figure figure_share(struct arena *a, int64_t k, int64_t n,
    const char *formula, struct str filter);

/*
 * figure_median(a, days, n, formula, filter):
 * The median and its distribution-free 90 % interval from order statistics
 * (Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2).
 * Sorts ${days}. Refused when ${n} < 8.
 */
struct figure figure_median(struct arena *a, double *days, size_t n,
    const char *formula, struct str filter);

/*
 * For people, in their language. figure_value(b, lang, f): "57 %", "139",
 * "41 days", or a dash when it is refused. figure_basis(b, lang, f): what it
 * rests on, "88 of 154; 90 % interval 49 to 65 %", or why it is refused;
 * nothing for a complete count.
 */
void figure_value(struct buf *b, const char *lang, const struct figure *f);
void figure_basis(struct buf *b, const char *lang, const struct figure *f);

#endif
