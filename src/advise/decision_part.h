/* What the files of decision share: a decision while it is made. */
#ifndef ADVISE_DECISION_PART_H
#define ADVISE_DECISION_PART_H

#include "advise/decision.h"
#include "advise/part.h"
#include "study/deed.h"
#include "study/roll.h"

struct decision {
	struct words w;
	struct reader *r;
	struct arena *a;
	const struct decision_ask *ask;
	struct report *out;
	struct decision_need *need;
	const struct kind *kind;
	const struct row *row;
	struct date day;   /* it begins; lo > hi when undated */
	int year;          /* of that day, or of today */
	struct str partner; /* id, or empty */
	struct deeds deeds; /* of the year and the one before */
	struct roll roll;
	/* Told by the panels before "weigh": */
	int64_t promises, late; /* words it keeps, of which late */
	bool objective;         /* or it serves an objective */
	double without, with;   /* share of the partner's group */
	bool shares;            /* they can be said */
	enum roll_group group;
	bool foremost, least;   /* that group, without it */
	struct why *why;
};

/* decision_word(d): which promises and clauses it keeps. */
MUST_USE enum err decision_word(struct decision *d);

/* decision_balance(d): groups without it and with it. */
void decision_balance(struct decision *d);

/* decision_percent(d, share): "7.6", or "7,6", without its sign. */
struct str decision_percent(struct decision *d, double share);

/* decision_clashes(d): what is wanted in the same days. */
MUST_USE enum err decision_clashes(struct decision *d);

/* decision_weigh(d): what the panels before came to, for and against. */
MUST_USE enum err decision_weigh(struct decision *d);

#endif
