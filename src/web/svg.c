#include "web/svg.h"

#include <math.h>

#include "base/str.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

enum { SVG_LABEL_MAX = 34 }; /* letters of a label inside a picture */

const struct report_cell *
svg_cell(const struct report_block *c, size_t row, size_t column)
{
	return &c->cell[row * c->columns + column];
}

const char *
svg_tone(enum report_tone t)
{
	static const char *const names[] = {
		[TONE_PLAIN] = "main", [TONE_BAD] = "bad",
		[TONE_WARN] = "warn",  [TONE_OK] = "main",
		[TONE_INFO] = "info",  [TONE_MUTED] = "muted",
	};

	return names[t];
}

void
svg_label_cut(struct buf *b, struct str s, size_t most)
{
	struct str rest = s;
	size_t letters = 0;

	while (rest.n > 0 && letters < most) {
		(void)str_utf8(&rest);
		letters++;
	}
	html_text(b, str_to(s, s.n - rest.n));
	if (rest.n > 0)
		buf_text(b, "…");
}

void
svg_label(struct buf *b, struct str s)
{
	svg_label_cut(b, s, SVG_LABEL_MAX);
}

void
svg_begin(struct buf *b, const struct svg_words *w, const char *type, int high)
{
	html_put(b, "<svg class=\"chart %s\" width=\"100%%\" height=\"%d\" "
	    "role=\"img\" aria-label=\"%.*s\"", type, high, STRF(w->label));
	if (w->described.n > 0)
		html_put(b, " aria-describedby=\"%.*s\"", STRF(w->described));
	html_put(b, ">");
}

void
svg_stretch(struct buf *b, int high)
{
	html_put(b, "<svg class=\"stretch\" viewBox=\"0 0 1000 %d\" "
	    "preserveAspectRatio=\"none\" width=\"100%%\" height=\"%d\">", high,
	    high);
}

void
svg_grow(struct svg_scale *s, const struct report_cell *c)
{
	if (c->type != CELL_NUMBER || c->text.n == 0)
		return;
	s->low = fmin(s->low, c->number);
	s->high = fmax(s->high, c->number);
	if (str_ends(c->text, STR("%")))
		s->percent = true;
}

/* Round the ends outwards to steps of 1, 2 or 5 times a power of ten. */
void
svg_round(struct svg_scale *s, double ticks)
{
	static const double grow[] = { 2, 2.5, 2 };
	size_t i = 0;

	s->factor = s->percent && s->high <= 1 ? 100 : 1;
	if (s->high <= s->low)
		s->high = s->low + 1;
	s->step = 0.001;
	while (s->step * ticks < s->high - s->low)
		s->step *= grow[i++ % countof(grow)];
	s->low = floor(s->low / s->step) * s->step;
	s->high = ceil(s->high / s->step - 1e-9) * s->step;
}

void
svg_tick_text(struct buf *b, const struct svg_scale *s, double v)
{
	double step = s->step * s->factor;

	v *= s->factor;
	if (step >= 0.999)
		html_put(b, "%.0f", v);
	else if (step >= 0.0999)
		html_put(b, "%.1f", v);
	else
		html_put(b, "%.3f", v);
	if (s->percent)
		buf_text(b, "\xc2\xa0%");
}

/* ---- dots on ranges, bars ---- */

enum { ROW_HIGH = 42, ROW_FOOT = 22, DOTS_BEFORE = 4 };

static double
svg_x(const struct svg_scale *s, double v)
{
	return 100 * (v - s->low) / (s->high - s->low);
}

size_t
svg_points(const struct report_block *c)
{
	for (size_t k = 1; k < c->columns; k++)
		if (str_is(c->column[k].name, "points"))
			return k;
	return 0;
}

/* The next number of a text; false at its end. */
static bool
svg_next(struct str *s, double *v)
{
	struct str word;
	int64_t n;

	while (str_word(s, &word))
		if (str_int(word, &n)) {
			*v = (double)n;
			return true;
		}
	return false;
}

static void
svg_grow_points(struct svg_scale *s, const struct report_block *c, size_t k)
{
	double v;

	for (size_t i = 0; i < c->rows && k > 0; i++) {
		struct str rest = svg_cell(c, i, k)->text;

		while (svg_next(&rest, &v))
			s->high = fmax(s->high, v);
	}
}

/* Of the columns up to ${most} and those of a plan; others are not drawn. */
static void
svg_scale_of(const struct report_block *c, size_t most, struct svg_scale *s)
{
	const double ticks = 4;

	*s = (struct svg_scale){ 0 };
	for (size_t i = 0; i < c->rows; i++)
		for (size_t k = 1; k < c->columns; k++)
			if (k <= most || str_starts(c->column[k].name,
			    STR("plan_")))
				svg_grow(s, svg_cell(c, i, k));
	svg_grow_points(s, c, svg_points(c));
	svg_round(s, ticks);
}

static void
svg_uprights(struct buf *b, const struct svg_scale *s, int high)
{
	size_t n = (size_t)lround((s->high - s->low) / s->step);

	for (size_t i = 0; i <= n && i <= SVG_TICKS_MAX; i++) {
		double v = s->low + (double)i * s->step, x = svg_x(s, v);

		html_put(b, "<line class=\"grid\" x1=\"%.1f%%\" x2=\"%.1f%%\" "
		    "y1=\"4\" y2=\"%d\"/><text class=\"tick%s\" x=\"%.1f%%\" "
		    "y=\"%d\" text-anchor=\"%s\">", x, x, high - ROW_FOOT + 4,
		    i % 2 == 1 ? " second" : "", x, high - 4,
		    x < 2 ? "start" : x > 98 ? "end" : "middle");
		svg_tick_text(b, s, v);
		html_put(b, "</text>");
	}
}

static void
svg_row_head(struct buf *b, const struct report_cell *label,
    const struct report_cell *value, int y)
{
	html_put(b, "<text class=\"label halo\" x=\"0\" y=\"%d\">", y + 16);
	svg_label(b, label->text);
	html_put(b, "</text><text class=\"value halo tone-%s\" x=\"100%%\" "
	    "y=\"%d\" text-anchor=\"end\">%.*s</text>",
	    svg_tone(value->tone), y + 16, STRF(value->text));
}

/* A range as a bar; nothing where an end is not known. */
static void
svg_range(struct buf *b, const struct svg_scale *s, const char *class,
    const struct report_cell *end, int mid, int high)
{
	double from = svg_x(s, end[0].number), to = svg_x(s, end[1].number);

	if (end[0].text.n == 0 || end[1].text.n == 0)
		return;
	html_put(b, "<rect class=\"%s\" x=\"%.1f%%\" y=\"%d\" "
	    "width=\"%.1f%%\" height=\"%d\" rx=\"2\"/>", class, from,
	    mid - high / 2, fmax(0.6, to - from), high);
}

size_t
svg_plan(const struct report_block *c)
{
	for (size_t k = 1; k + 1 < c->columns; k++)
		if (str_is(c->column[k].name, "plan_low"))
			for (size_t i = 0; i < c->rows; i++)
				if (svg_cell(c, i, k)->text.n > 0)
					return k;
	return 0;
}

static void
svg_dot_row(struct buf *b, const struct report_block *c, size_t row,
    const struct svg_scale *s)
{
	const struct report_cell *cell = svg_cell(c, row, 0);
	int y = (int)row * ROW_HIGH, mid = y + 28;
	size_t plan = svg_plan(c);

	svg_row_head(b, &cell[0], &cell[1], y);
	html_put(b, "<line class=\"track\" x1=\"0\" x2=\"100%%\" y1=\"%d\" "
	    "y2=\"%d\"/>", mid, mid);
	if (plan > 0)
		svg_range(b, s, "band-plan", &cell[plan], mid, 18);
	if (c->columns > 3)
		svg_range(b, s, "range", &cell[2], mid, plan > 0 ? 4 : 10);
	if (c->columns > 4 && cell[4].type == CELL_NUMBER &&
	    cell[4].text.n > 0)
		html_put(b, "<circle class=\"before\" cx=\"%.1f%%\" "
		    "cy=\"%d\" r=\"4\"/>", svg_x(s, cell[4].number), mid);
	if (svg_points(c) > 0) {
		struct str rest = cell[svg_points(c)].text;
		double v;

		while (svg_next(&rest, &v))
			html_put(b, "<circle class=\"before\" cx=\"%.1f%%\" "
			    "cy=\"%d\" r=\"3\"/>", svg_x(s, v), mid);
	}
	if (cell[1].text.n > 0 && cell[1].type == CELL_NUMBER)
		html_put(b, "<circle class=\"dot tone-%s\" cx=\"%.1f%%\" "
		    "cy=\"%d\" r=\"5.5\"/>", svg_tone(cell[1].tone),
		    svg_x(s, cell[1].number), mid);
}

static void
svg_draw_dots(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	struct svg_scale s;
	int high = (int)c->rows * ROW_HIGH + ROW_FOOT;

	svg_scale_of(c, DOTS_BEFORE, &s);
	svg_begin(b, w, "chart-dots", high);
	svg_uprights(b, &s, high);
	for (size_t i = 0; i < c->rows; i++)
		svg_dot_row(b, c, i, &s);
	html_put(b, "</svg>");
}

static void
svg_draw_bars(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	struct svg_scale s;

	svg_scale_of(c, 1, &s);
	svg_begin(b, w, "chart-bars", (int)c->rows * 34);
	for (size_t i = 0; i < c->rows; i++) {
		const struct report_cell *cell = svg_cell(c, i, 0);
		int y = (int)i * 34;

		svg_row_head(b, &cell[0], &cell[1], y);
		html_put(b, "<rect class=\"trough\" x=\"0\" y=\"%d\" "
		    "width=\"100%%\" height=\"6\" rx=\"2\"/><rect "
		    "class=\"bar tone-%s\" x=\"0\" y=\"%d\" width=\"%.1f%%\" "
		    "height=\"6\" rx=\"2\"/>", y + 22, svg_tone(cell[1].tone),
		    y + 22, fmax(0, svg_x(&s, cell[1].number)));
	}
	html_put(b, "</svg>");
}

/* ---- the rest ---- */

bool
svg_draw(struct buf *b, const struct report_block *c, const struct svg_words *w)
{
	static const size_t least[] = {
		[CHART_LINE] = 2,     [CHART_DOTS] = 2, [CHART_SANKEY] = 3,
		[CHART_CALENDAR] = 2, [CHART_MATRIX] = 2, [CHART_GANTT] = 3,
		[CHART_BARS] = 2,     [CHART_MAP] = 3,  [CHART_MONTH] = 5,
		[CHART_STEPS] = 2,    [CHART_NETWORK] = 2,
	};

	if (c->rows == 0 || c->columns < least[c->chart])
		return false;
	switch (c->chart) {
	case CHART_LINE:
		svg_draw_line(b, c, w);
		return true;
	case CHART_DOTS:
		svg_draw_dots(b, c, w);
		return true;
	case CHART_BARS:
		svg_draw_bars(b, c, w);
		return true;
	case CHART_SANKEY:
		return svg_draw_sankey(b, c, w);
	case CHART_CALENDAR:
		return svg_draw_calendar(b, c, w);
	case CHART_MAP:
		return svg_draw_map(b, c, w);
	case CHART_STEPS:
		svg_draw_steps(b, c, w);
		return true;
	case CHART_NETWORK:
		return svg_draw_network(b, c, w);
	case CHART_MATRIX:
		return svg_draw_matrix(b, c, w);
	case CHART_GANTT:
		return svg_draw_gantt(b, c, w);
	case CHART_MONTH:
		break;
	}
	return false;
}

void
svg_spark(struct buf *b, const double *v, size_t n)
{
	double low = 0, high = 0;

	if (n < 2)
		return;
	for (size_t i = 0; i < n; i++) {
		low = fmin(low, v[i]);
		high = fmax(high, v[i]);
	}
	if (high <= low)
		high = low + 1;
	html_put(b, "<svg class=\"spark\" width=\"100%%\" height=\"28\" "
	    "aria-hidden=\"true\">");
	svg_stretch(b, 28);
	for (int filled = 1; filled >= 0; filled--) {
		html_put(b, "<path class=\"%s\" d=\"",
		    filled ? "area" : "line");
		for (size_t i = 0; i < n; i++)
			html_put(b, "%s%.1f,%.1f", i == 0 ? "M" : "L",
			    1000 * svg_place(i, n),
			    25 - 22 * (v[i] - low) / (high - low));
		html_put(b, "%s\"/>", filled ? "L1000,28L0,28Z" : "");
	}
	html_put(b, "</svg><circle cx=\"100%%\" cy=\"%.1f\" r=\"2.5\" "
	    "transform=\"translate(-3 0)\"/></svg>",
	    25 - 22 * (v[n - 1] - low) / (high - low));
}
