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
		int at = day - year->first + offset, week = at / 7;

		if (svg_day_class(year, day, at) != class)
			continue;
		if (!any)
			html_put(b, "<path class=\"day%d%s\" d=\"",
			    class % CLASS_WEEKEND, class == CLASS_WEEKEND ?
			    " weekend" : "");
		any = true;
		html_put(b, "M%.1f,%dh16.5v11h-16.5z", week * 10 *
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
	int at, week;

	if (!svg_year_of(c, &year))
		return false;
	svg_begin(b, w, "chart-calendar", high);
	svg_months(b, &year, w->lang);
	svg_stretch(b, high);
	for (int class = 0; class <= CLASS_WEEKEND; class++)
		svg_days(b, &year, class);
	html_put(b, "</svg>");
	at = w->today - year.first + date_weekday(year.first);
	week = at / 7;
	if (w->today >= year.first && w->today <= year.last)
		html_put(b, "<rect class=\"today\" fill=\"none\" "
		    "x=\"%.2f%%\" y=\"%d\" width=\"1.65%%\" "
		    "height=\"11\"/>", week * CALENDAR_WEEK,
		    CALENDAR_TOP + at % 7 * CELL_STEP);
	html_put(b, "</svg>");
	return true;
}
