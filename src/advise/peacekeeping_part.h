/* What the files of peacekeeping share. */
#ifndef ADVISE_PEACEKEEPING_PART_H
#define ADVISE_PEACEKEEPING_PART_H

#include "advise/peacekeeping.h"
#include "study/deploy.h"

enum { PEACEKEEPING_MISSIONS_MAX = 24 };

struct peacekeeping {
	struct words *w;
	struct arena *a;
	struct report *out;
	struct deployments all;
	/* Those that anybody served in. */
	struct str mission[PEACEKEEPING_MISSIONS_MAX];
	size_t missions;
	struct rows_found type; /* terms, with the aim as their score */
	struct why *why;
};

/* peacekeeping_mission(m, code): a link to the page of that mission. */
struct report_cell peacekeeping_mission(struct peacekeeping *m,
    struct str code);

/*
 * peacekeeping_relief(m, mission): who is to be relieved next, in one mission
 * or in any (""); NULL when nobody has a day.
 */
const struct deployment *peacekeeping_relief(const struct peacekeeping *m,
    struct str mission);

/* peacekeeping_month(m, back): the first day of the month so many ago. */
int32_t peacekeeping_month(const struct peacekeeping *m, int back);

/* peacekeeping_of(day): the month that has that day. */
struct date peacekeeping_of(int32_t day);

/* The panels: rotations, posts open, who is booked twice, the UN table. */
void peacekeeping_rotations(struct peacekeeping *m);
void peacekeeping_posts(struct peacekeeping *m);
MUST_USE enum err peacekeeping_clashes(struct peacekeeping *m);
void peacekeeping_un(struct peacekeeping *m);

#endif
