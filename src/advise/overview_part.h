/* What the files of overview share. */
#ifndef ADVISE_OVERVIEW_PART_H
#define ADVISE_OVERVIEW_PART_H

#include "advise/overview.h"
#include "advise/words.h"
#include "base/map.h"
#include "study/deed.h"
#include "study/ledger.h"
#include "study/roll.h"

enum { OVERVIEW_CONTACT = 365 }; /* days after which a partner is silent */

/* How many promises of one level are in one state. */
struct overview_line {
	struct str level, status;
	int64_t n;
};

struct overview_contact {
	const struct roll_partner *partner;
	int32_t last; /* the day of the last activity held */
};

struct overview {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	struct deed *deed; /* of the year and of the one before, of the group */
	size_t deeds;
	struct overview_line *flow;
	size_t flows;
	struct roll roll;
	struct map *contact; /* id of a partner to a struct overview_contact */
	const struct kind *activity, *commitment, *agreement, *partner;
	int year, group; /* an enum roll_group, or -1 */
	int32_t first, last, cut; /* of the year; the day figures stop */
	int32_t from, to; /* of the period, within the year */
	bool begun; /* something was done or promised */
	struct ledger_count promise;
	struct why *why;
};

/* overview_of_year(m, d): of this year, not of the last. */
bool overview_of_year(const struct overview *m, const struct deed *d);

/* overview_month(day): 0 to 11. */
int overview_month(int32_t day);

/* overview_filter(m, more): the activities of the period. */
struct str overview_filter(struct overview *m, const char *more);

/* overview_in_group(m, p), overview_has(m, id): whether it is asked for. */
bool overview_in_group(const struct overview *m, const struct roll_partner *p);
bool overview_has(const struct overview *m, struct str partner);

/* overview_count(m, kind, filter, n): how many, of the partners asked for. */
MUST_USE enum err overview_count(struct overview *m, const struct kind *k,
    const char *filter, int64_t *n);

/* overview_rows(m, p, name, n): a list of rows with these cells. */
struct report_block *overview_rows(struct overview *m, struct report_panel *p,
    const char *const *name, size_t n);

/* The panels. */
MUST_USE enum err overview_figures(struct overview *m);
MUST_USE enum err overview_decisions(struct overview *m);
MUST_USE enum err overview_next(struct overview *m);
MUST_USE enum err overview_engagement(struct overview *m);
MUST_USE enum err overview_flow(struct overview *m);
MUST_USE enum err overview_calendar(struct overview *m);
MUST_USE enum err overview_changes(struct overview *m);

#endif
