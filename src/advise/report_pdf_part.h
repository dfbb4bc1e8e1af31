/*
 * What the files of report_pdf share: a pen that walks down pages, lines of
 * text and rows of a table at its place.
 */
#ifndef ADVISE_REPORT_PDF_PART_H
#define ADVISE_REPORT_PDF_PART_H

#include <cairo.h>
#include <pango/pango.h>

#include "advise/report_pdf.h"

enum { REPORT_PDF_COLUMNS_MAX = 12 };

/* How a run of text looks. */
enum report_pdf_face {
	FACE_TEXT,
	FACE_TITLE,
	FACE_HEAD,   /* of a panel */
	FACE_STRONG, /* an answer */
	FACE_SMALL,  /* cells, notes */
	FACE_SMALL_STRONG,
	FACE_MARKING,
	FACE__MAX
};

struct report_pdf {
	struct arena *a;
	const struct report *r;
	cairo_t *cairo;
	PangoFontMap *fonts;
	PangoContext *context;
	PangoFontDescription *face[FACE__MAX];
	double y;         /* where the next line begins */
	int page;         /* from 1 */
	int pages;        /* in all; 0 while they are counted */
	struct str *note; /* sources, in the order of their numbers */
	size_t notes;
	/* The table that is open: its head stands on each page again. */
	const struct report_pdf_table *table;
};

struct report_pdf_cell {
	struct str text;
	double share;      /* of the cell's width that a bar fills; 0: none */
	enum report_tone tone;
};

struct report_pdf_table {
	size_t columns;
	double width[REPORT_PDF_COLUMNS_MAX]; /* points; the page's in all */
	bool number[REPORT_PDF_COLUMNS_MAX];
	struct str head[REPORT_PDF_COLUMNS_MAX]; /* all empty: no head */
};

/* report_pdf_begin(p), report_pdf_end(p): the first page, the last foot. */
void report_pdf_begin(struct report_pdf *p);
void report_pdf_end(struct report_pdf *p);

/* report_pdf_room(p, height): a new page unless that much is left on this. */
void report_pdf_room(struct report_pdf *p, double height);

/* report_pdf_text(p, tag, face, s): paragraphs over the width of the page. */
void report_pdf_text(struct report_pdf *p, const char *tag,
    enum report_pdf_face face, struct str s);

/* report_pdf_wide(p, face, s): how wide it is on one line. */
double report_pdf_wide(struct report_pdf *p, enum report_pdf_face face,
    struct str s);

/* The width between the margins. */
double report_pdf_width(void);

/*
 * report_pdf_table_begin(p, t), report_pdf_row(p, t, cell), ..._end(p): a table
 * whose rows stay whole.
 */
void report_pdf_table_begin(struct report_pdf *p,
    const struct report_pdf_table *t);
void report_pdf_row(struct report_pdf *p, const struct report_pdf_table *t,
    const struct report_pdf_cell *cell);
void report_pdf_table_end(struct report_pdf *p);

#endif
