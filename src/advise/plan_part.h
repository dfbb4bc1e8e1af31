/* What the files of plan share. */
#ifndef ADVISE_PLAN_PART_H
#define ADVISE_PLAN_PART_H

#include "advise/plan.h"
#include "advise/target.h"
#include "advise/words.h"
#include "study/roll.h"

enum { PLAN_QUARTERS = 4 };

/* One activity of the year, or of the one beside it. */
struct plan_deed {
	const struct row *row;
	const struct roll_partner *partner; /* NULL: a forum, or nobody */
	struct date start, finish;
	double cost;
	int quarter; /* 0 to 3 */
};

struct plan {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *activity, *kind;
	struct roll roll;
	struct targets targets;
	struct plan_deed *now, *then; /* of the year; of the one beside it */
	size_t nows, thens;
	const struct row *plan; /* the record, or NULL */
	int year, compare;
	struct why *why;
};

/* plan_group(d): the group its partner counts in. */
enum roll_group plan_group(const struct plan_deed *d);

/* The panels beside the grid. */
void plan_balance(struct plan *m);
void plan_load(struct plan *m);
void plan_rules(struct plan *m);
void plan_since(struct plan *m);

#endif
