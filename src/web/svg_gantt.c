#include "web/svg.h"

#include <math.h>

#include "base/str.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

/*
 * What runs until when. On a page each bar stands in a row of words with their
 * links; as a file of its own the rows are drawn too.
 */

enum { GANTT_ROW = 36, GANTT_FOOT = 22, GANTT_BAR = 12, YEARS_MAX = 12,
	GANTT_LETTERS = 64 };

bool
svg_axis(const struct report_block *c, int32_t today, struct svg_axis *out)
{
	int32_t first = INT32_MAX, last = INT32_MIN;
	struct date d;
	int y, m, day;

	for (size_t i = 0; i < c->rows; i++) {
		for (size_t k = 1; k < 3; k++) {
			if (!svg_day(svg_cell(c, i, k), &d))
				continue;
			first = d.lo < first ? d.lo : first;
			last = d.hi > last ? d.hi : last;
		}
	}
	if (first > last)
		return false;
	if (today != 0) {
		first = today < first ? today : first;
		last = today > last ? today : last;
	}
	date_split(first, &y, &m, &day);
	out->first = date_ymd(y, 1, 1);
	date_split(last, &y, &m, &day);
	out->last = date_ymd(y, 12, 31);
	out->today = today;
	return true;
}

static double
svg_at(const struct svg_axis *x, int32_t day)
{
	day = day < x->first ? x->first : day > x->last ? x->last : day;
	return 100.0 * (day - x->first) / (x->last - x->first);
}

void
svg_years(struct buf *b, const struct svg_axis *x)
{
	int first, last, m, day, step;

	date_split(x->first, &first, &m, &day);
	date_split(x->last, &last, &m, &day);
	/* The column may be 200 pixels wide, and a year needs 40 of them. */
	step = (last - first) / 4 + 1;
	html_put(b, "<svg class=\"chart\" width=\"100%%\" height=\"20\" "
	    "aria-hidden=\"true\">");
	for (int y = first; y <= last; y += step) {
		double at = svg_at(x, date_ymd(y, 1, 1));

		if (at > 85)
			break;
		html_put(b, "<text class=\"tick\" x=\"%.1f%%\" dx=\"4\" "
		    "y=\"14\">%d</text><line class=\"year\" x1=\"%.1f%%\" "
		    "x2=\"%.1f%%\" y1=\"4\" y2=\"20\"/>", at, y, at, at);
	}
	html_put(b, "</svg>");
}

void
svg_span(struct buf *b, const struct svg_axis *x, struct date d,
    enum report_tone tone)
{
	double from = svg_at(x, d.lo), to = svg_at(x, d.hi);

	html_put(b, "<svg class=\"chart\" width=\"100%%\" height=\"22\" "
	    "aria-hidden=\"true\">");
	if (d.hi - d.lo < 3)
		html_put(b, "<circle class=\"moment tone-%s\" cx=\"%.1f%%\" "
		    "cy=\"11\" r=\"4.5\"/>", svg_tone(tone), from);
	else
		html_put(b, "<rect class=\"span tone-%s\" x=\"%.1f%%\" "
		    "y=\"4\" width=\"%.1f%%\" height=\"14\" rx=\"2\"/>",
		    svg_tone(tone), from, fmax(0.5, to - from));
	if (x->today != 0)
		html_put(b, "<line class=\"today\" x1=\"%.1f%%\" "
		    "x2=\"%.1f%%\" y1=\"0\" y2=\"22\"/>",
		    svg_at(x, x->today), svg_at(x, x->today));
	html_put(b, "</svg>");
}

bool
svg_extent(const struct report_cell *from, const struct report_cell *to,
    const struct svg_axis *x, struct date *out)
{
	struct date begin, end;
	bool has_begin = svg_day(from, &begin), has_end = svg_day(to, &end);

	/* What has no end runs out of the picture. */
	out->lo = has_begin ? begin.lo : x->first;
	out->hi = has_end ? end.hi : x->last;
	return (has_begin || has_end) && out->lo <= out->hi;
}

/* ---- as a picture ---- */

static void
gantt_years(struct buf *b, const struct svg_axis *x, int high)
{
	int first, last, m, day, step;

	date_split(x->first, &first, &m, &day);
	date_split(x->last, &last, &m, &day);
	step = (last - first) / YEARS_MAX + 1;
	for (int y = first; y <= last; y += step) {
		double at = svg_at(x, date_ymd(y, 1, 1));

		html_put(b, "<line class=\"grid\" x1=\"%.1f%%\" "
		    "x2=\"%.1f%%\" y1=\"2\" y2=\"%d\"/><text "
		    "class=\"tick\" x=\"%.1f%%\" y=\"%d\">%d</text>", at,
		    at, high - GANTT_FOOT + 4, at, high - 5, y);
	}
}

static void
gantt_row(struct buf *b, const struct report_block *c, size_t row,
    const struct svg_axis *x)
{
	const struct report_cell *cell = svg_cell(c, row, 0);
	enum report_tone tone = c->columns > 3 ? cell[3].tone : TONE_PLAIN;
	int y = (int)row * GANTT_ROW;
	struct date d;

	html_put(b, "<text class=\"label halo\" x=\"0\" y=\"%d\">",
	    y + 15);
	svg_label_cut(b, cell[0].text, GANTT_LETTERS);
	html_put(b, "</text>");
	if (c->columns > 3)
		html_put(b, "<text class=\"note halo\" x=\"100%%\" "
		    "y=\"%d\" text-anchor=\"end\">%.*s</text>", y + 15,
		    STRF(cell[3].text));
	if (!svg_extent(&cell[1], &cell[2], x, &d))
		return;
	html_put(b, "<rect class=\"span tone-%s\" x=\"%.1f%%\" y=\"%d\" "
	    "width=\"%.1f%%\" height=\"%d\" rx=\"2\"/>", svg_tone(tone),
	    svg_at(x, d.lo), y + 20, fmax(0.5, svg_at(x, d.hi) -
	    svg_at(x, d.lo)), GANTT_BAR);
}

bool
svg_draw_gantt(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	int high = (int)c->rows * GANTT_ROW + GANTT_FOOT;
	struct svg_axis x;

	if (!svg_axis(c, w->today, &x))
		return false;
	svg_begin(b, w, "chart-gantt", high);
	gantt_years(b, &x, high);
	for (size_t i = 0; i < c->rows; i++)
		gantt_row(b, c, i, &x);
	if (x.today != 0)
		html_put(b, "<line class=\"today\" x1=\"%.1f%%\" "
		    "x2=\"%.1f%%\" y1=\"0\" y2=\"%d\"/>",
		    svg_at(&x, x.today), svg_at(&x, x.today),
		    high - GANTT_FOOT);
	html_put(b, "</svg>");
	return true;
}
