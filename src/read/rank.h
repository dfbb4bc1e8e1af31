/*
 * How sure a proposal is: a small linear model over what a reading knows of
 * it. It ranks, so that a person looks at the doubtful first; it never makes a
 * proposal and never takes one away. What it starts from is general; comity
 * read --learn tunes it by what people took and left, for each label alone.
 */
#ifndef READ_RANK_H
#define READ_RANK_H

#include "base/buf.h"
#include "read/reading.h"

enum {
	RANK_NAMED = 48,   /* features with a name */
	RANK_WORDS = 512,  /* words and pairs of words, by their hash */
	RANK_WEIGHTS = RANK_NAMED + RANK_WORDS,
	RANK_FEATURES_MAX = 96
};

struct rank {
	double weight[RANK_WEIGHTS];
};

/* What of the above a proposal has. */
struct rank_features {
	uint16_t at[RANK_FEATURES_MAX];
	size_t n;
};

/* A proposal, and whether it was taken. */
struct rank_example {
	struct rank_features features;
	bool taken;
	unsigned group; /* proposals of one text are learnt from together */
};

/* rank_prior(): what one starts from. */
const struct rank *rank_prior(void);

/* rank_features(x, out): those of ${x}. */
void rank_features(const struct reading_item *x, struct rank_features *out);

/* rank_sure(r, f): between 0 and 1; the same on every machine. */
double rank_sure(const struct rank *r, const struct rank_features *f);

/* rank_items(r, reading): set reading_item.sure of all. NULL: the prior. */
void rank_items(const struct rank *r, struct reading *reading);

/*
 * rank_train(e, n, not_group, out):
 * Tune the prior to the ${n} examples without those of group ${not_group}
 * (UINT_MAX: all of them). The fewer they are, the nearer it stays.
 */
void rank_train(const struct rank_example *e, size_t n, unsigned not_group,
    struct rank *out);

/* How well a ranking orders what was taken before what was left. */
struct rank_score {
	double before; /* share of pairs in the right order, by the prior */
	double after;  /* the same, each text judged by the others */
	size_t taken;
	size_t left;
};

/*
 * rank_score(a, e, n, out):
 * Cross-validated ten times by the groups' numbers. False when there is
 * nothing to compare. Quadratic in ${n}.
 */
bool rank_score(struct arena *a, const struct rank_example *e, size_t n,
    struct rank_score *out);

/* rank_write(b, r): as CSV; rank_read(s, out): false when it is not that. */
void rank_write(struct buf *b, const struct rank *r);
MUST_USE bool rank_read(struct str s, struct rank *out);

#endif
