/*
 * An invented office for the tests of the ledger and of reports: a directive
 * with three clauses, promises of both sides, deeds that keep some of them,
 * and two records at the higher label.
 */
#ifndef LIB_PROMISES_H
#define LIB_PROMISES_H

#include "advise/report.h"
#include "lib/register.h"

enum {
	P_ALPHA = 1, P_BETA, P_TRAINING, P_INSPECTORATE,
	P_DIRECTIVE = 10, P_CLAUSE_1, P_CLAUSE_2, P_CLAUSE_10,
	P_OBJECTIVE = 15,
	P_KEPT = 20, P_LATE, P_UNDATED, P_BEGUN, P_CLAIMED, P_OLD,
	P_COURSE = 30, P_EXERCISE, P_SEMINAR, P_PARADE, P_VISIT,
	P_TASK = 36, P_AGREEMENT,
	P_SECRET_PROMISE = 70, P_SECRET_DEED
};

/* promises_make(g): two labels, l0 below l1; all recorded before hlc 1000. */
void promises_make(struct reg *g);

/* promises_secret(g): the two records at l1, hlc 500 and more. */
void promises_secret(struct reg *g);

/* promises_later(g): what was learnt after hlc 1000, changing much. */
void promises_later(struct reg *g);

/* promises_has(s, what): whether ${what} stands in it. */
bool promises_has(struct str s, const char *what);

/* promises_shown(g, r, json): a report as text of 80 columns, or as JSON. */
struct str promises_shown(struct reg *g, const struct report *r, bool json);

#endif
