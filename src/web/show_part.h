/* What the files of show share. */
#ifndef WEB_SHOW_PART_H
#define WEB_SHOW_PART_H

#include "web/show.h"

/* A block in its place, for links and ids. */
struct show_at {
	const struct show_frame *frame;
	const struct report *report;
	const struct report_panel *panel;
	size_t block; /* number within the panel */
};

/* show_heading(b, at): the question of the panel, or what stands for it. */
void show_heading(struct buf *b, const struct show_at *at);

/* show_region(b, at, t): the name of a table, unlike any other of the page. */
void show_region(struct buf *b, const struct show_at *at,
    const struct report_block *t);

/* show_plain(b, s): text whose numbers are not torn from their per cent. */
void show_plain(struct buf *b, struct str s);

/* show_cell(b, at, cell): what a table cell holds. */
void show_cell(struct buf *b, const struct show_at *at,
    const struct report_cell *c);

/* show_chip(b, text, tone): a status, by shape, colour and words. */
void show_chip(struct buf *b, struct str text, enum report_tone tone);

/*
 * show_table(b, at, t, places): a table with heads; with ${places} each row
 * carries where it lies along the chart.
 */
void show_table(struct buf *b, const struct show_at *at,
    const struct report_block *t, bool places);

/* show_chart(b, at, c): the picture with its legend. */
void show_chart(struct buf *b, const struct show_at *at,
    const struct report_block *c);

/* show_month(b, at, c): weeks of days with what is on, as a table. */
void show_month(struct buf *b, const struct show_at *at,
    const struct report_block *c);

/* show_has_cursor(c): whether a cursor goes along it, row by row. */
bool show_has_cursor(const struct report_block *c);

/* show_is_own(c): whether the picture of ${c} is its table already. */
bool show_is_own(const struct report_block *c);

#endif
