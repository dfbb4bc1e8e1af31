/*
 * Dots on ranges: what share each group or partner has, with its interval, the
 * year before, the range that is aimed at, and the records behind it.
 */
#ifndef ADVISE_SHARES_H
#define ADVISE_SHARES_H

#include "advise/target.h"

enum { SHARES_LEAST = 5 }; /* below which no share is said */

struct shares_part {
	struct str name, link; /* of the group or partner */
	struct str list, list_dated; /* what makes ${now} and ${dated} */
	int64_t now, then, dated;
	const struct target *target; /* or NULL */
};

struct shares {
	int year, before;
	const char *head;    /* of the first column, TR() */
	const char *counted; /* of the column of numbers, TR() */
	const char *formula; /* its name and version, as of a figure */
	bool has_dated;      /* a column of all that is dated in the year */
	const struct shares_part *part;
	size_t parts;
	int64_t now, then; /* sums, of which the shares are */
};

/*
 * shares_chart(w, s, p): the dots and their table. A share is ${now} of the
 * sum with the Wilson score interval at 90 % (study/figure.h). No rows with
 * fewer than SHARES_LEAST.
 */
struct report_block *shares_chart(struct words *w, const struct shares *s,
    struct report_panel *p);

/*
 * shares_answer(w, s): which parts are outside the range that is aimed at,
 * each with its share, interval, range and count; clearly, where the whole
 * interval is. Empty where no part has a
 * target, or where there are too few.
 */
struct str shares_answer(struct words *w, const struct shares *s);

/*
 * shares_of_group(w, roll, seen, n, group): a filter for the activities of a
 * group: "partner:LAO,KHM", the partners of it that are among ${seen}, who are
 * all that have any; where they are too many, by those that are not of it.
 * Empty when it would be too long for an address.
 */
struct str shares_of_group(struct words *w, const struct roll *roll,
    const struct roll_partner *const *seen, size_t n, int group);

#endif
