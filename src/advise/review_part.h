/* What the files of review share. */
#ifndef ADVISE_REVIEW_PART_H
#define ADVISE_REVIEW_PART_H

#include "advise/review.h"
#include "advise/words.h"
#include "study/ledger.h"

/* A review in the making. */
struct review {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct review_ask *ask;
	struct ledger l;
	struct str id, code; /* of the directive */
	const struct kind *directive, *clause, *commitment, *activity;
	struct str all; /* the filter of all its commitments */
	int32_t from, to;
	struct why *why;
};

/*
 * review_evidence(m, more), review_link(m, more):
 * All promises of the review that ${more} finds too, as a figure names its
 * records and as an address; ${more} may be empty.
 */
struct str review_evidence(struct review *m, const char *more);
struct str review_link(struct review *m, const char *more);

/* review_clause_link(m, c, more): the promises of one clause alone. */
struct str review_clause_link(struct review *m, const struct ledger_clause *c,
    const char *more);

/* review_clause_cell(m, c): its text in the reader's language, and where. */
struct report_cell review_clause_cell(struct review *m,
    const struct ledger_clause *c);

/* review_silent(l): how many clauses have no deed. */
int64_t review_silent(const struct ledger *l);

/* What is counted of promises, in every table: its column and its filter. */
enum { REVIEW_COUNTS = 5 };

struct review_count {
	const char *name, *head, *filter;
	enum report_tone tone;
};

extern const struct review_count review_counts[REVIEW_COUNTS];

int64_t review_count_at(const struct ledger_count *c, size_t i);
void review_count_columns(struct review *m, struct report_column *c);

/* The panels, in the order of the page; review_clause is that of one. */
void review_figures(struct review *m);
void review_clauses(struct review *m);
void review_clause(struct review *m, size_t i);
void review_sides(struct review *m);
void review_ambition(struct review *m);
MUST_USE enum err review_orphans(struct review *m);
void review_quality(struct review *m);

#endif
