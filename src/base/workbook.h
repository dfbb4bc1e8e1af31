/*
 * Tables as people keep them: a workbook of Excel (.xlsx) or of OpenDocument
 * (.ods), or a text with commas, semicolons or tabs. Each sheet becomes a
 * struct sheet, in which every cell is text: dates as 2026-11-21 (with " 14:30"
 * behind where a time is part of it), numbers with a point, yes and no, the
 * stored result of a formula. The first cell of merged rows stands in each of
 * them. Rows bear the numbers that they have in the sheet.
 */
#ifndef BASE_WORKBOOK_H
#define BASE_WORKBOOK_H

#include "base/sheet.h"

enum {
	WORKBOOK_ROWS_MAX = 100000, /* with something in them */
	WORKBOOK_COLUMNS_MAX = 1000,
	WORKBOOK_SHEETS_MAX = 500,
	WORKBOOK_PART_MAX = 256 * 1024 * 1024 /* bytes of one part, unpacked */
};

enum workbook_format {
	WORKBOOK_TEXT, /* CSV, or with tabs or semicolons */
	WORKBOOK_XLSX,
	WORKBOOK_ODS
};

struct workbook {
	enum workbook_format format;
	struct str bytes;
	struct packed *packed; /* of a text: NULL */
	struct str *name;      /* of the sheets; a text has one, "" */
	struct str *part;      /* where each is in the archive */
	size_t sheets;
	bool from_1904; /* how its dates are counted */
};

/*
 * workbook_open(a, bytes, out, why):
 * Look at ${bytes}, which must outlive the answer, and name the sheets. What
 * is no archive is taken for text. Close with workbook_close whatever is
 * answered. ERR_INPUT: an archive that is no workbook, or a damaged one, or
 * one of the old binary kind (.xls).
 */
MUST_USE enum err workbook_open(struct arena *a, struct str bytes,
    struct workbook *out, struct why *why);
void workbook_close(struct workbook *w);

/* workbook_sheet(w, name): its number, letters' case aside, or SIZE_MAX. */
size_t workbook_sheet(const struct workbook *w, struct str name);

/*
 * workbook_read(w, a, sheet, out, why):
 * That sheet. Its first row with something in it names the columns; but a
 * title, which is one cell alone above a row of several, is passed over.
 * ERR_INPUT as sheet_read, ERR_LIMIT over the bounds above or the room in
 * ${a}. Not UTF-8 is an error for a text; see legacy.h.
 */
MUST_USE enum err workbook_read(const struct workbook *w, struct arena *a,
    size_t sheet, struct sheet *out, struct why *why);

#endif
