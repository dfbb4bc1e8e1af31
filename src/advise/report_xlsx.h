/*
 * Tables of a report as a workbook of Excel (.xlsx): a sheet a table, its names
 * in the first row, numbers and days as such, and no cell is ever a formula.
 * The marking stands at the head and foot of every printed sheet. Rows are
 * given away as they come, so that a long list costs no memory but its file's.
 * The writer is libxlsxwriter.
 */
#ifndef ADVISE_REPORT_XLSX_H
#define ADVISE_REPORT_XLSX_H

#include "advise/report.h"

struct report_xlsx;

/*
 * report_xlsx_open(a, r, out, why):
 * Begin a workbook with the title and marking of ${r}. It is freed by
 * report_xlsx_close. ERR_IO: there is no room for temporary files.
 */
MUST_USE enum err report_xlsx_open(struct arena *a, const struct report *r,
    struct report_xlsx **out, struct why *why);

/*
 * report_xlsx_table(x, name, b): a new sheet with the columns and rows of
 * ${b}, a BLOCK_TABLE or one with a table. report_xlsx_rows(x, b): more rows
 * for it. Letters that a sheet's name may not have are left out of it.
 */
void report_xlsx_table(struct report_xlsx *x, struct str name,
    const struct report_block *b);
void report_xlsx_rows(struct report_xlsx *x, const struct report_block *b);

/*
 * report_xlsx_close(x, b, why):
 * Append the file to ${b}, or, when that is NULL, throw it away. ERR_LIMIT:
 * longer than ${b} takes. ERR_IO: the temporary files failed.
 */
MUST_USE enum err report_xlsx_close(struct report_xlsx *x, struct buf *b,
    struct why *why);

/*
 * report_xlsx_all(a, r, b, why): every table of the report. ERR_MISSING when
 * it has none.
 */
MUST_USE enum err report_xlsx_all(struct arena *a, const struct report *r,
    struct buf *b, struct why *why);

#endif
