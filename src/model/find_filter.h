/*
 * A filter as a tree, and the tree as SQL; for the find rooms and the fuzzer.
 */
#ifndef MODEL_FIND_FILTER_H
#define MODEL_FIND_FILTER_H

#include "model/reader.h"

enum {
	FIND_FILTER_MAX = 2000, /* bytes */
	FIND_TERMS_MAX = 32,
	FIND_VALUES_MAX = 32, /* of one term */
	FIND_ARGS_MAX = 200
};

enum find_test {
	FIND_IS,
	FIND_LESS,
	FIND_LESS_IS,
	FIND_MORE,
	FIND_MORE_IS,
	FIND_ANY,  /* has a value */
	FIND_NONE, /* has none */
	FIND_WORDS /* in the searched fields */
};

/* What is tested, besides fields and derived values. */
enum find_what {
	FIND_FIELD,
	FIND_DERIVED,
	FIND_LABEL,
	FIND_CONTESTED,
	FIND_ID,
	FIND_TEXT
};

struct find_term {
	enum find_what what;
	enum find_test test;
	bool negated;
	const struct field *field;
	const struct derive *derive;
	struct str *value; /* any of them */
	size_t values;
};

struct find_tree {
	struct find_term *term; /* all of them */
	size_t terms;
};

/*
 * find_parse(a, k, text, out, why):
 * Read a filter on records of kind ${k}. Pure. ERR_INPUT names the word that
 * is not understood and lists those that are.
 */
MUST_USE enum err find_parse(struct arena *a, const struct kind *k,
    struct str text, struct find_tree *out, struct why *why);

/* Placeholders: ?1 is v[0]. */
struct find_args {
	struct val v[FIND_ARGS_MAX];
	size_t n;
};

/* find_arg(args, v): add one; its number. */
size_t find_arg(struct find_args *args, struct val v);

/*
 * find_where(r, a, k, tree, b, args, why):
 * Append " AND ..." for every term, over the view "t" of a partition whose
 * number stands as "@". What people call records is looked up through ${r},
 * so ERR_INPUT when nothing is called so.
 */
MUST_USE enum err find_where(struct reader *r, struct arena *a,
    const struct kind *k, const struct find_tree *tree, struct buf *b,
    struct find_args *args, struct why *why);

#endif
