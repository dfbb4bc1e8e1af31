/*
 * The words the packs use, each under one number, so that reading compares
 * numbers. A word is folded: lower case, marks kept (in Vietnamese they make
 * another word), dots inside an abbreviation dropped.
 */
#ifndef READ_WORD_H
#define READ_WORD_H

#include "base/arena.h"

/* The longest word that can be known, folded, in bytes. */
enum { WORD_BYTES_MAX = 64 };

struct word_table;

/* word_table_new(a): an empty table that lives as long as ${a}. */
struct word_table *word_table_new(struct arena *a);

/* word_count(t): the highest number given; numbers run from 1. */
uint32_t word_count(const struct word_table *t);

/*
 * word_fold(s, out):
 * The folded form of ${s} into ${out}; its length, 0 when it is too long.
 */
size_t word_fold(struct str s, char out[static WORD_BYTES_MAX]);

/* word_add(t, s): the number of ${s}, folded, given to it now if new. */
uint32_t word_add(struct word_table *t, struct str s);

/* word_find(t, s): the number of ${s}, folded; 0 when it is not known. */
uint32_t word_find(const struct word_table *t, struct str s);

/* word_text(t, id): the folded word of that number. */
struct str word_text(const struct word_table *t, uint32_t id);

#endif
