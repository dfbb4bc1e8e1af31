/*
 * What the files of workbook share: cells as they are met, wherever they
 * stand, and a table made of them.
 */
#ifndef BASE_WORKBOOK_PART_H
#define BASE_WORKBOOK_PART_H

#include "base/workbook.h"

struct workbook_cell {
	size_t row, column; /* from 1, and from 0 */
	struct str text;
};

/* Rows from ${row} to ${last} that share one cell of ${column}. */
struct workbook_merged {
	size_t row, last, column;
};

struct workbook_grid {
	struct arena *a;
	struct workbook_cell *cell; /* in the order of reading */
	size_t cells;
	struct workbook_merged *merged;
	size_t merges;
};

/*
 * workbook_put(g, row, column, text, why): a cell, unless it is blank; the
 * text is copied. workbook_merge: rows that share their cell.
 */
MUST_USE enum err workbook_put(struct workbook_grid *g, size_t row,
    size_t column, struct str text, struct why *why);
MUST_USE enum err workbook_merge(struct workbook_grid *g, size_t row,
    size_t last, size_t column, struct why *why);

/* workbook_room(a, n, size, why): whether ${n} more of ${size} bytes fit. */
MUST_USE enum err workbook_room(const struct arena *a, size_t n, size_t size,
    struct why *why);

/* workbook_number(a, s): a number as a file has it, in its shortest form. */
struct str workbook_number(struct arena *a, struct str s);

/* The sheets of each format, and one of them. */
MUST_USE enum err workbook_xlsx_open(struct arena *a, struct workbook *w,
    struct why *why);
MUST_USE enum err workbook_xlsx_read(const struct workbook *w,
    struct workbook_grid *g, size_t sheet, struct why *why);
MUST_USE enum err workbook_ods_open(struct arena *a, struct workbook *w,
    struct why *why);
MUST_USE enum err workbook_ods_read(const struct workbook *w,
    struct workbook_grid *g, size_t sheet, struct why *why);

#endif
