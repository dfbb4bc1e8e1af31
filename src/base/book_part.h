/*
 * What the files of workbook share: cells as they are met, wherever they
 * stand, and a table made of them.
 */
#ifndef BASE_BOOK_PART_H
#define BASE_BOOK_PART_H

#include "base/book.h"

struct book_cell {
	size_t row, column; /* from 1, and from 0 */
	struct str text;
};

/* Rows from ${row} to ${last} that share one cell of ${column}. */
struct book_merged {
	size_t row, last, column;
};

struct book_grid {
	struct arena *a;
	struct book_cell *cell; /* in the order of reading */
	size_t cells;
	struct book_merged *merged;
	size_t merges;
};

/*
 * book_put(g, row, column, text, why): a cell, unless it is blank; the
 * text is copied. book_merge: rows that share their cell.
 */
MUST_USE enum err book_put(struct book_grid *g, size_t row,
    size_t column, struct str text, struct why *why);
MUST_USE enum err book_merge(struct book_grid *g, size_t row,
    size_t last, size_t column, struct why *why);

/* book_room(a, n, size, why): whether ${n} more of ${size} bytes fit. */
MUST_USE enum err book_room(const struct arena *a, size_t n, size_t size,
    struct why *why);

/* book_number(a, s): a number as a file has it, in its shortest form. */
struct str book_number(struct arena *a, struct str s);

/* The sheets of each format, and one of them. */
MUST_USE enum err book_xlsx_open(struct arena *a, struct book *w,
    struct why *why);
MUST_USE enum err book_xlsx_read(const struct book *w,
    struct book_grid *g, size_t sheet, struct why *why);
MUST_USE enum err book_ods_open(struct arena *a, struct book *w,
    struct why *why);
MUST_USE enum err book_ods_read(const struct book *w,
    struct book_grid *g, size_t sheet, struct why *why);

#endif
