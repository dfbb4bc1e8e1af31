/*
 * The targets of a year: in which range the share of a group of partners, or
 * of one partner, is meant to lie, and how many activities there are to be.
 */
#ifndef ADVISE_TARGET_H
#define ADVISE_TARGET_H

#include "advise/words.h"
#include "study/roll.h"

struct target {
	const struct row *row;
	int group;          /* an enum roll_group, or -1 */
	struct str partner; /* its id, or empty */
	bool share;         /* low and high are 0 to 1; else a number */
	double low, high;
	int32_t days; /* of its period */
};

struct targets {
	struct target *target;
	size_t n;
};

enum target_place { TARGET_NONE, TARGET_BELOW, TARGET_WITHIN, TARGET_ABOVE };

/*
 * target_read(w, year, out, why):
 * Those whose period has a day in the year. They count for the marking.
 */
MUST_USE enum err target_read(struct words *w, int year, struct targets *out,
    struct why *why);

/*
 * target_of_group(t, g), target_of_partner(t, id): the range of a share, or
 * NULL; of several that of the shortest period, and then the newest.
 * target_of_all(t): how many activities there are to be, or NULL.
 */
const struct target *target_of_group(const struct targets *t, int group);
const struct target *target_of_partner(const struct targets *t,
    struct str partner);
const struct target *target_of_all(const struct targets *t);

/* target_place(t, v): where the value lies; TARGET_NONE without a target. */
enum target_place target_place(const struct target *t, double v);

#endif
