/*
 * Full text over all that a reader may see: words folded (case, marks, đ), the
 * last one taken as a beginning. Found is what has most of the words, which
 * is mostly all of them. Ranked by what is in the record alone: whole words
 * before beginnings, code and title before text, then newest first; never by
 * statistics of a corpus, which would tell of hidden rows.
 */
#ifndef MODEL_SEARCH_H
#define MODEL_SEARCH_H

#include "model/reader.h"

struct hit {
	struct id id;
	const struct kind *kind;
	struct str code, title;
	struct str snippet; /* some words around the first match, or empty */
};

/*
 * search_find(r, a, text, kind, limit, out, n, why):
 * ${kind} NULL is any; 0 is FIND_LIMIT_DEFAULT, and 1000 are the most. Of a
 * word that very many records have, the newest are looked at (find_row.h).
 */
MUST_USE enum err search_find(struct reader *r, struct arena *a,
    struct str text, const struct kind *kind, size_t limit, struct hit **out,
    size_t *n, struct why *why);

/* search_words(a, text, out): the folded words of a text, at most 4096. */
size_t search_words(struct arena *a, struct str text, struct str **out);

#endif
