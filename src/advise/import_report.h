/*
 * Imports for people: the list of them, and the rows of one with what would
 * become of each, every message at the cell that it is about.
 */
#ifndef ADVISE_IMPORT_REPORT_H
#define ADVISE_IMPORT_REPORT_H

#include "advise/import_check.h"
#include "advise/report.h"

enum { IMPORT_REPORT_ROWS = 50 };

/* Which rows are shown. */
struct import_show {
	struct str which; /* "errors", "warnings", "changes", "new", "all" */
	size_t page;      /* from 1 */
};

/* import_report_list(r, a, b, n, lang, out): the imports that one may see. */
void import_report_list(struct reader *r, struct arena *a,
    const struct batch *b, size_t n, const char *lang, struct report *out);

/*
 * import_report_head(a, b, lang, out): the title and crumbs of one import; its
 * counts as the answer.
 */
void import_report_head(struct arena *a, const struct batch *b,
    const char *lang, struct report *out);

/*
 * import_report_rows(r, a, im, b, show, lang, out, why):
 * Add the panel "rows": row number, what becomes of it, the cells with what
 * stood before and what is wrong, a message about the row.
 */
MUST_USE enum err import_report_rows(struct reader *r, struct arena *a,
    const struct import *im, const struct batch *b,
    const struct import_show *show, const char *lang, struct report *out,
    struct why *why);

/*
 * import_report_errors(b, r, a, im, batch, lang, why):
 * As CSV: the row number, the message, and the original columns of all rows
 * with faults, so that they can be mended and given again.
 */
MUST_USE enum err import_report_errors(struct buf *b, struct reader *r,
    struct arena *a, const struct import *im, const struct batch *batch,
    const char *lang, struct why *why);

/* import_report_fate(lang, fate): in a word. */
struct str import_report_fate(const char *lang, enum batch_fate fate);

#endif
