/*
 * Are we keeping to the plan? What was held in a year, added up month by
 * month, beside what was planned until then, the corridor of a recorded
 * target, and the year before; and where the year will end at this pace
 * (year-end/1 of study/rate.h), or why that is not said.
 */
#ifndef ADVISE_PACE_H
#define ADVISE_PACE_H

#include "advise/words.h"
#include "study/deed.h"
#include "study/roll.h"

enum { PACE_MOVED_DAYS = 400 }; /* farther nothing planned is looked for */

struct pace_ask {
	int year;
	int32_t cut; /* the last day that counts */
	int width;   /* of the panel */
	const struct roll *roll; /* NULL: ${deeds} are of all partners */
	enum roll_group group;   /* that they are of, with ${roll} */
};

/* pace_held(deeds, from, to): how many were held that begin in these days. */
int64_t pace_held(const struct deeds *d, int32_t from, int32_t to);

/*
 * pace_panel(w, ask, deeds, out, why): the panel "plan". ${deeds} are those
 * of the year and of the one before. Where no day of a plan is recorded, what
 * is dated stands for it, and the panel says so.
 */
MUST_USE enum err pace_panel(struct words *w, const struct pace_ask *ask,
    const struct deeds *d, struct report *out, struct why *why);

#endif
