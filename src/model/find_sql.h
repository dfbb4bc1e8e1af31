/*
 * The parts that find's statements are composed of, for the find rooms alone:
 * columns, rules and partitions as SQL. Names come from kind files, which
 * kind_parse has checked; everything a person typed travels as a placeholder.
 */
#ifndef MODEL_FIND_SQL_H
#define MODEL_FIND_SQL_H

#include "model/reader.h"

/* find_columns(b, k): ", t.a, t.b, t.b_hi, ..." for every field. */
void find_columns(struct buf *b, const struct kind *k);

/* find_columns_as(b, k, column, collate): the same, one of them in an order. */
void find_columns_as(struct buf *b, const struct kind *k, struct str column,
    const char *collate);

/* find_literal(b, s): ${s} between quotation marks, for what is no input. */
void find_literal(struct buf *b, struct str s);

/*
 * find_rule(b, k, rule, mask):
 * The conditions of a rule over the columns of the view "t". Dates that are
 * not known make a comparison not hold, negated or not; all other conditions
 * are yes or no. Other kinds are looked up in the views of the partitions in
 * ${mask}.
 */
void find_rule(struct buf *b, const struct kind *k, const struct rule *rule,
    uint64_t mask);

/* find_derive(b, k, d, mask): a derived value of "t" as an expression. */
void find_derive(struct buf *b, const struct kind *k, const struct derive *d,
    uint64_t mask);

/* find_next_part(mask, part): the next partition behind ${part}, or -1. */
int find_next_part(uint64_t mask, int part);

#endif
