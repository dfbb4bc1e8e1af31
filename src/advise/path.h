/*
 * Where a record, a list, a check is found: the paths of this site. Links in
 * reports carry no point in time; who renders a past page adds it. The router
 * finds the kind by the same words.
 */
#ifndef ADVISE_PATH_H
#define ADVISE_PATH_H

#include "model/kind.h"

/*
 * path_word(a, k): the plural word of a kind, "activities", "issue-lines".
 * path_kind(ks, word): the kind again, or NULL.
 */
struct str path_word(struct arena *a, const struct kind *k);
const struct kind *path_kind(const struct kinds *ks, struct str word);

/* path_record(a, k, code): "/partners/AUS"; ${code} is a code or an id. */
struct str path_record(struct arena *a, const struct kind *k, struct str code);

/* path_part(a, k, code, part): "/partners/AUS/history". */
struct str path_part(struct arena *a, const struct kind *k, struct str code,
    const char *part);

/* path_list(a, k, filter): "/commitments?filter=status%3Alate". */
struct str path_list(struct arena *a, const struct kind *k, struct str filter);

/* path_check(a, k, check): "/quality?kind=activity&check=undated". */
struct str path_check(struct arena *a, const struct kind *k, struct str check);

/*
 * path_query(a, path, name, value):
 * ${path} with one more query parameter, percent-encoded; an empty ${value}
 * adds nothing.
 */
struct str path_query(struct arena *a, struct str path, const char *name,
    struct str value);

/*
 * path_encode(b, s):
 * ${s} as one part of a path or one value of a query: all but the unreserved
 * characters of RFC 3986 is percent-encoded. Fit for any attribute.
 */
void path_encode(struct buf *b, struct str s);

#endif
