/*
 * The ledger of words and deeds: from a directive to its clauses, from each
 * to the promises made under it, to the deeds that keep them; and back. Ours
 * and theirs. A fixed number of statements however many records there are.
 *
 * A thing recorded at two labels counts once: the facet of the lowest label
 * that has its words stands for it.
 */
#ifndef STUDY_LEDGER_H
#define STUDY_LEDGER_H

#include "model/find.h"
#include "study/figure.h"

/* What a date field gives when it is empty: lo > hi. */
#define LEDGER_NO_DATE ((struct date){ .lo = 1, .hi = 0 })

static inline bool
ledger_has(struct date d)
{
	return d.lo <= d.hi;
}

/* How many of what, of one clause or of all. */
struct ledger_count {
	int64_t promised;
	int64_t kept, not_kept; /* by verification */
	int64_t claimed;        /* and not verified */
	int64_t late, undated;
	int64_t dropped;        /* retracted or replaced */
	int64_t deeds;          /* distinct */
	int64_t done;           /* of them, held, done or signed */
};

struct ledger_promise {
	struct str id, code, text, text_vi;
	struct str side, partner, owner, by_whom, level, status;
	struct date made, due, claimed;
	int ambition; /* 1 to 4, or 0 */
	int part;
	bool contested;
	size_t clause; /* in ledger.clause */
	struct str clause_id;
	size_t deeds;  /* that serve it directly */
};

struct ledger_deed {
	const struct kind *kind; /* activity, task or agreement */
	struct str id, code, title, partner, status;
	struct date day; /* begun, done or due, signed */
	int part;
	bool done;
};

/* A deed serves a clause, by way of a promise, an objective, a task, or not. */
struct ledger_link {
	size_t clause, deed;
	size_t promise;      /* or SIZE_MAX */
	const struct kind *by; /* commitment, objective, task; NULL: direct */
};

struct ledger_clause {
	struct str id, code, ordinal, text, text_vi, obligation, units;
	int64_t rank; /* INT64_MAX when not set */
	int part;
	struct ledger_count count;
	size_t first_promise, promises; /* in ledger.promise */
	size_t first_link, links;       /* in ledger.link */
};

struct ledger {
	struct ledger_clause *clause; /* in the order of the text */
	size_t clauses;
	struct ledger_promise *promise; /* by clause, then due, then code */
	size_t promises;
	struct ledger_deed *deed; /* by day, then code */
	size_t deeds;
	struct ledger_link *link; /* by clause, then deed */
	size_t links;
	struct ledger_count count;
	int64_t promises_unplaced; /* their dates do not tell whether they */
	int64_t deeds_unplaced;    /* are of the period; not counted */
	uint64_t parts; /* the partitions that something was read from */
};

struct ledger_ask {
	struct id directive; /* all its clauses; or zero */
	struct id clause;    /* this one; or zero */
	/*
	 * Promises made and deeds begun from the first to the last day,
	 * wholly inside; INT32_MIN, INT32_MAX: open.
	 */
	int32_t from, to;
};

/* ledger_add(c, status, n): count ${n} promises more, in that state. */
void ledger_add(struct ledger_count *c, struct str status, int64_t n);

/*
 * ledger_judged(c): promises verified or late. ledger_kept(a, c, filter): how
 * many of those were kept (share-kept/1); ${filter} finds those judged.
 */
int64_t ledger_judged(const struct ledger_count *c);
struct figure ledger_kept(struct arena *a, const struct ledger_count *c,
    struct str filter);

/* ledger_done(status): whether a deed in that state has come about. */
bool ledger_done(struct str status);

/* ledger_read(r, a, ask, out, why): empty when nothing can be seen. */
MUST_USE enum err ledger_read(struct reader *r, struct arena *a,
    const struct ledger_ask *ask, struct ledger *out, struct why *why);

/*
 * ledger_words(r, a, deed, out, n, why):
 * The way back: everything a deed serves, one way a row, from what it names
 * (a fulfilment's word, its objective, its clause) up to the clause and
 * directive it ends in, where it does.
 */
struct ledger_word {
	const struct kind *kind; /* of the word it names */
	struct id word;
	const struct kind *link; /* fulfilment, or NULL: a field of the deed */
	struct id clause, directive; /* zero: it ends before */
};
MUST_USE enum err ledger_words(struct reader *r, struct arena *a,
    struct id deed, struct ledger_word **out, size_t *n, struct why *why);

/*
 * ledger_deeds(r, a, word, out, n, why):
 * The way there from one commitment, objective or other word that is no
 * clause: the deeds that name it, by day. For an activity its tasks too.
 */
MUST_USE enum err ledger_deeds(struct reader *r, struct arena *a,
    struct id word, struct ledger_deed **out, size_t *n, struct why *why);

#endif
