/* A verb file while it is read, for the files of dictionary that do it. */
#ifndef READ_DICTIONARY_PART_H
#define READ_DICTIONARY_PART_H

#include "base/map.h"
#include "read/dictionary.h"

enum {
	DICTIONARY_HEADS_MAX = 400, /* verbs of one block */
	DICTIONARY_ACTS_MAX = 64 /* what a pattern can make: a root, turned */
};

/* A verb of several words, which waits until all single verbs are known. */
struct phrase {
	struct str words, forms; /* "+DRAW_OUT", "+DRAWS_OUT +DREW_OUT" */
	const struct frame_block *block;
	const struct frame *act; /* of its own, or NULL */
	struct phrase *next;
};

struct verbs {
	struct arena *a;
	struct gazetteer *g;
	struct map *set;         /* "&FOOD" -> its class, an int */
	int open;                /* the set whose members follow, -1 none */
	/* Of the verbs of this block: */
	struct frame_block *head[DICTIONARY_HEADS_MAX];
	size_t heads;
	struct frame_block *block; /* what they share, NULL outside of one */
	bool patterns;           /* of this block were read */
	struct frame *act[DICTIONARY_ACTS_MAX];
	size_t acts;
	struct phrase *first, **last; /* in the order of the file */
};

/* dictionary_bare(s): without "+", "&" and "_" around it. */
struct str dictionary_bare(struct str s);

/* dictionary_limit(why): ERR_LIMIT with words for it. */
MUST_USE enum err dictionary_limit(struct why *why);

/* dictionary_act(d, code): the one frame that makes this root, or NULL. */
const struct frame *dictionary_act(struct verbs *d, struct str code);

/* dictionary_set(d, name): its class, made when new; -1 without room. */
int dictionary_set(struct verbs *d, struct str name);

/*
 * dictionary_need(d, r, w, before):
 * ${r} asks for ${w} as well; it loses its act when it asks for too much.
 */
void dictionary_need(struct verbs *d, struct frame_rule *r, struct str w,
    bool before);

/* dictionary_pattern(d, line, why): "- * { SALE | GIFT } (TO BORDER) [154]" */
MUST_USE enum err dictionary_pattern(struct verbs *d, struct str line,
    struct why *why);

/* dictionary_sort(b): most needs first; equal ones as they were written. */
void dictionary_sort(struct frame_block *b);

/*
 * dictionary_phrase(d, p, why):
 * What the block says holds for the verb where the other words stand beside
 * it; what the verb means without them stays.
 */
MUST_USE enum err dictionary_phrase(struct verbs *d, const struct phrase *p,
    struct why *why);

#endif
