/*
 * A board of checks in the making: quality.c shows it, quality_more.c has the
 * checks that no single rule of a kind can say.
 */
#ifndef ADVISE_QUALITY_PART_H
#define ADVISE_QUALITY_PART_H

#include "advise/quality.h"
#include "advise/words.h"
#include "base/map.h"

enum {
	QUALITY_ROWS_MAX = 1000, /* records of one check that are read */
	QUALITY_MONTHS = 12,     /* without contact: silent */
	QUALITY_DAYS_BACK = 730  /* activities looked at for duplicates */
};

/* The records that break one check. */
struct quality_finding {
	const struct kind *kind;
	struct str check, words;
	struct rows_found rows;
	struct str *sub; /* of each row: what it meets, or NULL */
	int64_t total;
};

/* What more than a rule is needed for. */
struct quality_more {
	const char *kind, *check; /* kind "": of every kind */
	const char *words;        /* English, for tr() */
	enum err (*find)(struct words *w, const struct kind *k,
	    const struct quality_ask *ask, struct quality_finding *out,
	    struct why *why);
};

/* quality_mores(n): all of them. */
const struct quality_more *quality_mores(size_t *n);

#endif
