/*
 * Tables as people keep them: a workbook of Excel (.xlsx) or of OpenDocument
 * (.ods), or a text with commas, semicolons or tabs. Each sheet becomes a
 * struct sheet, in which every cell is text: dates as 2026-11-21 (with " 14:30"
 * behind where a time is part of it), numbers with a point, yes and no, the
 * stored result of a formula. The first cell of merged rows stands in each of
 * them. Rows bear the numbers that they have in the sheet.
 */
#ifndef BASE_BOOK_H
#define BASE_BOOK_H

#include "base/sheet.h"

enum {
	BOOK_ROWS_MAX = 100000, /* with something in them */
	BOOK_COLUMNS_MAX = 1000,
	BOOK_SHEETS_MAX = 500,
	BOOK_PART_MAX = 256 * 1024 * 1024 /* bytes of one part, unpacked */
};

enum book_format {
	BOOK_TEXT, /* CSV, or with tabs or semicolons */
	BOOK_XLSX,
	BOOK_ODS
};

struct book {
	enum book_format format;
	struct str bytes;
	struct packed *packed; /* of a text: NULL */
	struct str *name;      /* of the sheets; a text has one, "" */
	struct str *part;      /* where each is in the archive */
	size_t sheets;
	bool from_1904; /* how its dates are counted */
};

/*
 * book_open(a, bytes, out, why):
 * Look at ${bytes}, which must outlive the answer, and name the sheets. What
 * is no archive is taken for text. Close with book_close whatever is
 * answered. ERR_INPUT: an archive that is no workbook, or a damaged one, or
 * one of the old binary kind (.xls).
 */
MUST_USE enum err book_open(struct arena *a, struct str bytes,
    struct book *out, struct why *why);
void book_close(struct book *w);

/* book_sheet(w, name): its number, letters' case aside, or SIZE_MAX. */
size_t book_sheet(const struct book *w, struct str name);

/*
 * book_read(w, a, sheet, out, why):
 * That sheet. Its first row with something in it names the columns; but a
 * title, which is one cell alone above a row of several, is passed over.
 * ERR_INPUT as sheet_read, ERR_LIMIT over the bounds above or the room in
 * ${a}. Not UTF-8 is an error for a text; see legacy.h.
 */
MUST_USE enum err book_read(const struct book *w, struct arena *a,
    size_t sheet, struct sheet *out, struct why *why);

#endif
