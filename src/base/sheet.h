/*
 * A table as CSV text (RFC 4180, UTF-8, a byte order mark is dropped), read
 * whole into an arena. Semicolons or tabs part the cells when the first line
 * has more of them than commas. The parser is libcsv.
 */
#ifndef BASE_SHEET_H
#define BASE_SHEET_H

#include "base/arena.h"

struct sheet {
	struct str *head; /* column names, of the first row */
	size_t columns;
	struct str *cell; /* rows * columns, row by row; short rows filled */
	size_t rows;
	size_t *line; /* the line in the file where each row begins */
};

/*
 * sheet_read(a, text, out, why):
 * ERR_INPUT with the line number when ${text} is no CSV, a row is longer than
 * the header, or two columns have one name.
 */
MUST_USE enum err sheet_read(struct arena *a, struct str text,
    struct sheet *out, struct why *why);

/* sheet_column(s, name): its number, or SIZE_MAX. */
size_t sheet_column(const struct sheet *s, struct str name);

/* sheet_cell(s, row, column): that cell; SIZE_MAX as column gives empty. */
struct str sheet_cell(const struct sheet *s, size_t row, size_t column);

#endif
