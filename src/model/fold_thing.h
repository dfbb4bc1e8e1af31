/*
 * One thing of one kind in one partition: its versions and its words, as rows.
 * For the fold rooms alone.
 */
#ifndef MODEL_FOLD_THING_H
#define MODEL_FOLD_THING_H

#include "model/fold.h"

enum {
	FOLD_PARTS = 64,
	FOLD_SQL_MAX = 16 * KIB
};

struct fold_texts;
struct fold_posting;

struct fold {
	struct arena *a;
	const struct kinds *ks;
	struct fold_texts *texts[FOLD_PARTS]; /* when first needed */
	/* While rebuilding, words are gathered and written in order. */
	struct fold_posting *gathered;
	size_t n_gathered;
	struct arena *gathered_text;
};

/* An operation as the tables hold it. */
struct fold_held {
	uint16_t field; /* its place in the kind */
	int64_t hlc, until;
	struct value value;
};

/* A thing while its rows are made; ${id} is text. */
struct fold_thing {
	struct fold *fold;
	struct db *db;
	struct why *why;
	int part;
	char id[ID_TEXT + 1];
	const struct kind *kind;
	struct fold_held *held; /* in order of field, hlc, record, index */
	size_t n;
};

/* fold_instant(hlc): what is greater than a table holds is the last instant. */
int64_t fold_instant(uint64_t hlc);

/* fold_id(id): the text of an identity as a view. */
struct str fold_id(const char id[static ID_TEXT + 1]);

/*
 * fold_texts(f, part):
 * Compose the row statements of a partition, once. Before any mark is taken on
 * the fold's arena, for they stay.
 */
void fold_texts(struct fold *f, int part);

/*
 * fold_state(t, hlc, state):
 * The state of a thing at an instant, a value a field: of several heads the
 * one with the greatest hlc and record. True when heads differ: contested.
 */
bool fold_state(const struct fold_thing *t, int64_t hlc,
    const struct value **state);

/*
 * fold_next(t, hlc, first, worded):
 * Rows for a record that is later than all the thing had, its operations being
 * in the tables: close the version that stands, add one.
 */
MUST_USE enum err fold_next(struct fold_thing *t, int64_t hlc, bool first,
    bool worded);

/* fold_make(t), fold_erase(t): add, remove all rows of a thing. */
MUST_USE enum err fold_make(struct fold_thing *t);
MUST_USE enum err fold_erase(struct fold_thing *t);

/* fold_has_words(k, f): whether search finds words of the field. */
bool fold_has_words(const struct kind *k, const struct field *f);

/* What becomes of the rows while words are followed through the versions. */
enum fold_words {
	FOLD_RECALL, /* they stay: only to know since when */
	FOLD_NEXT,   /* those that go end, those that come begin */
	FOLD_MAKE,   /* there are none: add each, once its end is known */
	FOLD_ERASE   /* they go */
};

/* fold_words(t, at, n, what): make or erase, through all ${n} versions. */
MUST_USE enum err fold_words(const struct fold_thing *t, const int64_t *at,
    size_t n, enum fold_words what);

/* fold_words_next(t, at, n): the last version alone; those before have rows. */
MUST_USE enum err fold_words_next(const struct fold_thing *t,
    const int64_t *at, size_t n);

/*
 * fold_gather(f), fold_gathered(f, db, part, why):
 * Between the two, words are gathered and written many at a time, in the order
 * of the table, where neighbours share a page.
 */
void fold_gather(struct fold *f);
MUST_USE enum err fold_gathered(struct fold *f, struct db *db, int part,
    struct why *why);

#endif
