/* What the files of ledger share. */
#ifndef STUDY_LEDGER_PART_H
#define STUDY_LEDGER_PART_H

#include "base/map.h"
#include "study/ledger.h"

/* A ledger in the making. */
struct ledger_reading {
	struct reader *r;
	struct arena *a;
	const struct ledger_ask *ask;
	struct ledger *out;
	struct map *at; /* id of a clause, promise, ... to its ledger_place */
	struct map *deeds; /* id of a deed to its number */
	struct str scope[2]; /* directive and clause, or a word */
	struct why *why;
};

/* Where a word leads: to which clause, by way of what. */
struct ledger_place {
	size_t clause;
	size_t promise;
	const struct kind *by;
};

void ledger_put_place(struct ledger_reading *g, struct str id, size_t clause,
    size_t promise, const struct kind *by);

/*
 * ledger_walk(g, s, column, take):
 * Walk a statement of the scope, calling ${take} once for a thing: for the
 * first facet that has its words, which stand in ${column}.
 */
MUST_USE enum err ledger_walk(struct ledger_reading *g, enum stmt s,
    int column, void (*take)(struct ledger_reading *, struct rows *));

/* Cells of such a row: a text, and a date of two columns. */
struct str ledger_text(struct ledger_reading *g, struct rows *rows,
    int column);
struct date ledger_date(struct rows *rows, int column);

/* ledger_kind(r, name): must be there. */
const struct kind *ledger_kind(const struct reader *r, const char *name);

/*
 * ledger_bounded(ask): whether a period was asked for. ledger_inside: wholly
 * inside it, as a filter with >= and <= has it. ledger_unplaced: whether
 * nobody can say that it is inside or outside.
 */
bool ledger_bounded(const struct ledger_ask *ask);
bool ledger_inside(const struct ledger_ask *ask, struct date d);
bool ledger_unplaced(const struct ledger_ask *ask, struct date d);

/*
 * ledger_natural(x, y): "2.10" after "2.9": runs of digits compare as numbers.
 * ledger_by_date(a, b): what has no date comes last.
 */
int ledger_natural(struct str x, struct str y);
int ledger_by_date(struct date a, struct date b);

/* The steps: clauses in their order, promises under them, deeds of both. */
MUST_USE enum err ledger_read_clauses(struct ledger_reading *g);
MUST_USE enum err ledger_read_promises(struct ledger_reading *g);
MUST_USE enum err ledger_read_deeds(struct ledger_reading *g);

#endif
