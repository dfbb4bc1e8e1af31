/*
 * A report as PDF on A4, to be printed, sent and filed: tagged, so that it can
 * be read aloud and searched; the marking at the head and foot of every page,
 * "page n of m", sources as numbered notes at the end, charts as their tables
 * with bars. The letters are laid out by Pango and drawn by cairo, in Noto
 * Sans or what the system has instead.
 */
#ifndef ADVISE_REPORT_PDF_H
#define ADVISE_REPORT_PDF_H

#include "advise/report.h"

enum {
	REPORT_PDF_PAGES_MAX = 500,
	REPORT_PDF_CELL_MAX = 1500 /* bytes of a cell; longer ones are cut */
};

/*
 * report_pdf(a, r, b, why):
 * Append the document to ${b}. ERR_LIMIT: it has more pages than the bound, or
 * is longer than ${b} takes. Costs about ten milliseconds a page.
 */
MUST_USE enum err report_pdf(struct arena *a, const struct report *r,
    struct buf *b, struct why *why);

#endif
