/*
 * The roll of partners for pages that speak of all of them: codes, names and
 * the one group that each counts in, read in two statements.
 */
#ifndef STUDY_ROLL_H
#define STUDY_ROLL_H

#include "base/map.h"
#include "model/find.h"

/* Every partner counts in the first of these that fits. */
enum roll_group {
	ROLL_NEIGHBOUR,
	ROLL_ASEAN, /* other members of ASEAN */
	ROLL_P5,    /* other permanent members of the Security Council */
	ROLL_TIER,  /* others with a tier in force */
	ROLL_OTHER,
	ROLL__GROUPS
};

struct roll_partner {
	struct str id, code, name, name_vi, type;
	struct str tier; /* in force, a term; or empty */
	enum roll_group group;
	bool home, tiered;
};

struct roll {
	struct roll_partner **partner; /* by id */
	size_t n;
	struct map *by_id;
	uint64_t parts; /* partitions read */
};

/* roll_read(r, a, out, why): all partners that are not withdrawn. */
MUST_USE enum err roll_read(struct reader *r, struct arena *a,
    struct roll *out, struct why *why);

/* roll_find(t, id): that partner, or NULL. */
const struct roll_partner *roll_find(const struct roll *t, struct str id);

/* roll_coded(t, code): the partner with that code, or NULL; walks. */
const struct roll_partner *roll_coded(const struct roll *t, struct str code);

/* roll_name(p, lang): its name in that language. */
struct str roll_name(const struct roll_partner *p, const char *lang);

/* roll_group_words(g): its name in English, for tr(). */
const char *roll_group_words(enum roll_group g);

#endif
