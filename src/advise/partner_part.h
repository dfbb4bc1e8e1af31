/* What the files of partner share. */
#ifndef ADVISE_PARTNER_PART_H
#define ADVISE_PARTNER_PART_H

#include "advise/partner.h"
#include "advise/words.h"
#include "study/deed.h"
#include "study/ledger.h"

/* The page of a partner in the making. */
struct partner {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct kind *partner, *activity, *commitment, *agreement;
	struct str id, code;
	struct deed *deed; /* newest first, those without date last */
	size_t deeds;
	struct ledger_count side[2]; /* ours, theirs */
	int64_t promises, open, late; /* of either side */
	int64_t led, held; /* activities; held and not reported */
	int year;
	bool brief; /* for two pages of paper */
	struct why *why;
};

/* partner_filter(m, more): "partner:AUS" and what follows. */
struct str partner_filter(struct partner *m, const char *more);

/* partner_year(day): the year it lies in. */
int partner_year(int32_t day);

/* The panels, in the order of the page. */
void partner_stand(struct partner *m);
MUST_USE enum err partner_glance(struct partner *m);
MUST_USE enum err partner_issues(struct partner *m);
MUST_USE enum err partner_runs(struct partner *m);
MUST_USE enum err partner_owes(struct partner *m);
MUST_USE enum err partner_substance(struct partner *m);
MUST_USE enum err partner_dense(struct partner *m);
MUST_USE enum err partner_lately(struct partner *m);
MUST_USE enum err partner_counterparts(struct partner *m);

/* partner_tab(m, tab): the panels of a tab; ERR_MISSING when it is none. */
MUST_USE enum err partner_tab(struct partner *m, struct str tab);

/* partner_brief(m): the panels of the brief and the notes at its end. */
MUST_USE enum err partner_brief(struct partner *m);

#endif
