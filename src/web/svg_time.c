#include "web/svg.h"

#include <math.h>

#include "base/str.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

bool
svg_day(const struct report_cell *c, struct date *out)
{
	return date_parse(c->text, out);
}

int
svg_class(double v, double max)
{
	if (!(v > 0) || !(max > 0))
		return 0;
	return v >= max ? 4 : 1 + (int)(v / max * 4 * 0.999);
}

enum { YEAR_DAYS_MAX = 366, CELL_STEP = 13, CALENDAR_TOP = 16,
	CLASS_WEEKEND = 5 };
#define CALENDAR_WEEK (100.0 / 53.3)

struct svg_year {
	double n[YEAR_DAYS_MAX];
	int32_t first, last;
};

/* The year of the latest day; what lies before it is in the table alone. */
static bool
svg_year_of(const struct report_block *c, struct svg_year *year)
{
	struct date d;
	int32_t last = INT32_MIN;
	int y, m, day;

	*year = (struct svg_year){ 0 };
	for (size_t i = 0; i < c->rows; i++)
		if (svg_day(svg_cell(c, i, 0), &d) && d.lo > last)
			last = d.lo;
	if (last == INT32_MIN)
		return false;
	date_split(last, &y, &m, &day);
	year->first = date_ymd(y, 1, 1);
	year->last = date_ymd(y, 12, 31);
	for (size_t i = 0; i < c->rows; i++) {
		const struct report_cell *cell = svg_cell(c, i, 0);

		if (!svg_day(&cell[0], &d) || d.lo < year->first)
			continue;
		year->n[d.lo - year->first] += cell[1].number;
	}
	return true;
}

static void
svg_months(struct buf *b, const struct svg_year *year, const char *lang)
{
	for (int m = 0; m < 12; m++) {
		int32_t day = date_add_months(year->first, m);
		int32_t week = (day - year->first +
		    date_weekday(year->first)) / 7;

		html_put(b, "<text class=\"tick%s\" x=\"%.2f%%\" y=\"11\">%s"
		    "</text>", m % 2 == 1 ? " second" : "",
		    week * CALENDAR_WEEK, date_month_name(lang, m + 1));
	}
}

/* What a day is drawn as: by its number, and a free weekend by itself. */
static int
svg_day_class(const struct svg_year *year, int32_t day, int at)
{
	int class = (int)fmin(year->n[day - year->first], 4);

	return class == 0 && at % 7 > 4 ? CLASS_WEEKEND : class;
}

/* All days of a class as one shape, so that a year is not 365 of them. */
static void
svg_days(struct buf *b, const struct svg_year *year, int class)
{
	int offset = date_weekday(year->first);
	bool any = false;

	for (int32_t day = year->first; day <= year->last; day++) {
		int at = day - year->first + offset;

		if (svg_day_class(year, day, at) != class)
			continue;
		if (!any)
			html_put(b, "<path class=\"day%d%s\" d=\"",
			    class % CLASS_WEEKEND, class == CLASS_WEEKEND ?
			    " weekend" : "");
		any = true;
		html_put(b, "M%.1f,%dh16.5v11h-16.5z", at / 7 * 10 *
		    CALENDAR_WEEK, CALENDAR_TOP + at % 7 * CELL_STEP);
	}
	if (any)
		html_put(b, "\"/>");
}

bool
svg_draw_calendar(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	const int high = CALENDAR_TOP + 7 * CELL_STEP + 2;
	struct svg_year year;
	int at;

	if (!svg_year_of(c, &year))
		return false;
	svg_begin(b, w, "chart-calendar", high);
	svg_months(b, &year, w->lang);
	svg_stretch(b, high);
	for (int class = 0; class <= CLASS_WEEKEND; class++)
		svg_days(b, &year, class);
	html_put(b, "</svg>");
	at = w->today - year.first + date_weekday(year.first);
	if (w->today >= year.first && w->today <= year.last)
		html_put(b, "<rect class=\"today\" fill=\"none\" "
		    "x=\"%.2f%%\" y=\"%d\" width=\"1.65%%\" "
		    "height=\"11\"/>", at / 7 * CALENDAR_WEEK,
		    CALENDAR_TOP + at % 7 * CELL_STEP);
	html_put(b, "</svg>");
	return true;
}

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
