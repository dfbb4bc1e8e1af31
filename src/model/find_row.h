/* Rows of views as records; for the find rooms alone. */
#ifndef MODEL_FIND_ROW_H
#define MODEL_FIND_ROW_H

#include "model/find.h"
#include "model/find_filter.h"

/* Columns before those of the fields: part, id, recorded_from, contested. */
enum { FIND_ROW_FIELDS = 4 };

/*
 * find_arms(b, r, arm):
 * ${arm}, a SELECT, once for each partition of the reader, joined by UNION
 * ALL; "@" in it is the number of the partition.
 */
void find_arms(struct buf *b, const struct reader *r, struct str arm);

/*
 * find_ask(r, arm, end, args, n, out, why):
 * Begin the query over the partitions that ${arm} and ${end} say.
 */
MUST_USE enum err find_ask(struct reader *r, const struct buf *arm,
    const char *end, const struct val *args, size_t n, struct rows **out,
    struct why *why);

/* find_row_select(b, r, k): "SELECT ... FROM <kind>_p@ t WHERE TRUE". */
void find_row_select(struct buf *b, const struct reader *r,
    const struct kind *k);

/* find_row_take(r, a, k, rows, out, why): the present row as a record. */
MUST_USE enum err find_row_take(struct reader *r, struct arena *a,
    const struct kind *k, struct rows *rows, struct row *out,
    struct why *why);

/*
 * find_words(r, a, word, n, kind, out, why):
 * For search.c: id, kind, partition, how many of the ${n} words the record
 * has (the last is a beginning), their weight, since when; best first, one
 * row a facet. ${kind} may be NULL.
 */
MUST_USE enum err find_words(struct reader *r, struct arena *a,
    const struct str *word, size_t n, const struct kind *kind,
    struct rows **out, struct why *why);

/* find_label(r, part): the label of a partition. */
struct str find_label(const struct reader *r, int64_t part);

#endif
