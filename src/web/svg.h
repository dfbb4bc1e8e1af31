/*
 * Charts as SVG, drawn from the table of a report block. No script, no inline
 * style. Positions along the width are percentages, so that a picture fits a
 * telephone, a screen and A4 without scaling its text; curves lie in an inner
 * drawing that is stretched. Equal blocks give equal bytes.
 *
 * Columns of a CHART_LINE whose names are or end in "low" and "high" make a
 * band around the line (grey when the name begins with "plan"); a number
 * column whose name begins with "forecast" is drawn dashed, from where the
 * main line ends, and with its band; one whose name begins with "points" as
 * rings; the other numbers are lines, the first the main one. A cell with
 * empty text is a gap. A column of texts called "event" puts them, letters, at
 * the top.
 *
 * In CHART_DOTS a column "plan_low" and the next one are the range aimed at;
 * a column "points" has the numbers of single records, between blanks, that
 * are drawn as rings.
 *
 * Columns of a CHART_STEPS are stacked, the first below; one called "all" is
 * their sum and in the table alone. In a CHART_NETWORK what stands in the
 * first column is a disc, in the second a square; a cell of TONE_INFO is ours.
 */
#ifndef WEB_SVG_H
#define WEB_SVG_H

#include "advise/report.h"
#include "base/date.h"

struct svg_words {
	struct str label;     /* says what the picture shows */
	struct str described; /* id of the sentence that says what it means */
	int32_t today;        /* day to mark, or 0 */
	struct str sprite;    /* address of world.svg; empty: shapes inside */
	const char *lang;     /* "en" or "vi"; NULL is "en" */
};

/*
 * svg_draw(b, c, w):
 * Draw it. False, with nothing written, when there is nothing to draw: no
 * rows, no day, or a month, which is a table. On pages show_chart.c makes a
 * matrix and a Gantt of markup, with their links; here they are pictures.
 */
bool svg_draw(struct buf *b, const struct report_block *c,
    const struct svg_words *w);

/* svg_legend(b, c, lang): what the marks of the chart mean: a paragraph. */
void svg_legend(struct buf *b, const struct report_block *c,
    const char *lang);

/*
 * svg_legend_inside(b, c, lang, top, wide): the same within a picture that is
 * a file of its own; how many pixels it is high.
 */
int svg_legend_inside(struct buf *b, const struct report_block *c,
    const char *lang, int top, int wide);

/* svg_spark(b, v, n): a small line of the last periods, for a key figure. */
void svg_spark(struct buf *b, const double *v, size_t n);

/* svg_place(row, rows): where a row of a line lies along the width, 0 to 1. */
double svg_place(size_t row, size_t rows);

/* svg_class(v, max): the class 0 to 4 of a value in a scale up to ${max}. */
int svg_class(double v, double max);

/* svg_day(cell, out): the days of a date cell; false when it has none. */
MUST_USE bool svg_day(const struct report_cell *c, struct date *out);

/* The time axis of a Gantt: whole years that hold all its rows. */
struct svg_axis {
	int32_t first, last; /* days */
	int32_t today;
};

/* svg_axis(c, today, out): false when no row has a day. */
MUST_USE bool svg_axis(const struct report_block *c, int32_t today,
    struct svg_axis *out);

/*
 * svg_extent(from, to, axis, out): the days between two cells; one without a
 * day runs to the end of the axis. False when neither has one.
 */
MUST_USE bool svg_extent(const struct report_cell *from,
    const struct report_cell *to, const struct svg_axis *x, struct date *out);

/* svg_years(b, x), svg_span(b, x, d, tone): its head, one bar or point. */
void svg_years(struct buf *b, const struct svg_axis *x);
void svg_span(struct buf *b, const struct svg_axis *x, struct date d,
    enum report_tone tone);

#endif
