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

/*
 * find_filtered(r, a, k, filter, withdrawn, b, args, why):
 * Append the conditions of a filter; withdrawn records are left out unless
 * asked for or named. Errors as find_parse and find_where.
 */
MUST_USE enum err find_filtered(struct reader *r, struct arena *a,
    const struct kind *k, struct str filter, bool withdrawn, struct buf *b,
    struct find_args *args, struct why *why);

/* find_sum(r, arm, args, n, why): the sum of a count in each partition. */
MUST_USE enum err find_sum(struct reader *r, const struct buf *arm,
    const struct find_args *args, int64_t *n, struct why *why);

/* find_row_select(b, r, k): "SELECT ... FROM <kind>_p@ t WHERE TRUE". */
void find_row_select(struct buf *b, const struct reader *r,
    const struct kind *k);

/*
 * find_row_select_as(b, r, k, column, collate):
 * The same, ${column} of the result in the order of ${collate}, "" or
 * " COLLATE name": said of the column and not where it is sorted by, which is
 * what a compound SELECT can do everywhere.
 */
void find_row_select_as(struct buf *b, const struct reader *r,
    const struct kind *k, struct str column, const char *collate);

/* find_row_take(r, a, k, rows, out, why): the present row as a record. */
MUST_USE enum err find_row_take(struct reader *r, struct arena *a,
    const struct kind *k, struct rows *rows, struct row *out,
    struct why *why);

/* A record, in one partition, that has some of the words looked for. */
struct find_match {
	char id[ID_TEXT + 1];
	uint16_t kind;
	int part;
	int words;     /* how many of them */
	int weight;    /* where it has them, summed */
	int64_t since; /* the newest of them */
};

/*
 * find_words(r, a, word, n, kind, most, out, found, why):
 * For search.c: the best ${most} matches; ${kind} may be NULL. The last word is
 * a beginning of words, when it has two letters, of forty at most. Of a word
 * that is in very many records of a partition the newest 20,000 are looked at,
 * so that the cost has a bound.
 */
MUST_USE enum err find_words(struct reader *r, struct arena *a,
    const struct str *word, size_t n, const struct kind *kind, size_t most,
    struct find_match **out, size_t *found, struct why *why);

/* find_label(r, part): the label of a partition. */
struct str find_label(const struct reader *r, int64_t part);

#endif
