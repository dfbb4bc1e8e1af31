#include "web/svg.h"

#include <math.h>

#include "base/str.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

enum { BELOW_SHORT = 5 }; /* letters */

enum svg_role {
	ROLE_NONE,
	ROLE_MAIN,
	ROLE_OTHER,
	ROLE_THIRD,
	ROLE_FORECAST,
	ROLE_POINTS,
	ROLE_LOW,
	ROLE_HIGH,
	ROLE_PLAN_LOW,
	ROLE_PLAN_HIGH
};

static enum svg_role
svg_role(const struct report_block *c, size_t column, size_t *lines)
{
	struct str name = c->column[column].name;
	bool plan = str_starts(name, STR("plan"));

	if (c->column[column].type != CELL_NUMBER)
		return ROLE_NONE;
	if (str_ends(name, STR("low")))
		return plan ? ROLE_PLAN_LOW : ROLE_LOW;
	if (str_ends(name, STR("high")))
		return plan ? ROLE_PLAN_HIGH : ROLE_HIGH;
	if (str_starts(name, STR("forecast")))
		return ROLE_FORECAST;
	if (str_starts(name, STR("points")))
		return ROLE_POINTS;
	switch ((*lines)++) {
	case 0:
		return ROLE_MAIN;
	case 1:
		return ROLE_OTHER;
	default:
		return ROLE_THIRD;
	}
}

struct svg_line {
	const struct report_block *c;
	struct svg_scale scale;
};

double
svg_y(const struct svg_scale *s, double v)
{
	return SVG_BASE -
	    (v - s->low) / (s->high - s->low) * (SVG_BASE - SVG_TOP);
}

double
svg_place(size_t row, size_t rows)
{
	return rows < 2 ? 0.5 : (double)row / (double)(rows - 1);
}

static bool
svg_has(const struct report_block *c, size_t column)
{
	for (size_t i = 0; i < c->rows; i++)
		if (svg_cell(c, i, column)->text.n > 0)
			return true;
	return false;
}

static bool
svg_main(const struct report_block *c, size_t *column)
{
	size_t lines = 0;

	for (*column = 0; *column < c->columns; ++*column)
		if (svg_role(c, *column, &lines) == ROLE_MAIN)
			return true;
	return false;
}

/*
 * A forecast begins where the main line was a row before it: false when it
 * does not, or there is no such point.
 */
static bool
svg_anchor(const struct svg_line *l, size_t column, size_t row, double *x,
    double *y)
{
	size_t line;

	if (row == 0 || !str_starts(l->c->column[column].name,
	    STR("forecast")) || svg_cell(l->c, row - 1, column)->text.n > 0 ||
	    !svg_main(l->c, &line) ||
	    svg_cell(l->c, row - 1, line)->text.n == 0)
		return false;
	*x = 1000 * svg_place(row - 1, l->c->rows);
	*y = svg_y(&l->scale, svg_cell(l->c, row - 1, line)->number);
	return true;
}

static void
svg_path(struct buf *b, const struct svg_line *l, size_t column,
    const char *class)
{
	bool pen = false;
	double x, y;

	html_put(b, "<path class=\"line %s\" d=\"", class);
	for (size_t i = 0; i < l->c->rows; i++) {
		const struct report_cell *cell = svg_cell(l->c, i, column);

		if (cell->text.n == 0) {
			pen = false;
			continue;
		}
		if (!pen && svg_anchor(l, column, i, &x, &y)) {
			html_put(b, "M%.1f,%.1f", x, y);
			pen = true;
		}
		html_put(b, "%s%.1f,%.1f", pen ? "L" : "M",
		    1000 * svg_place(i, l->c->rows),
		    svg_y(&l->scale, cell->number));
		pen = true;
	}
	html_put(b, "\"/>");
}

/* There along the upper edge, back along the lower one. */
static void
svg_band(struct buf *b, const struct svg_line *l, size_t low, size_t high,
    const char *class)
{
	size_t rows = l->c->rows;
	bool pen = false;
	double x, y;

	html_put(b, "<path class=\"%s\" d=\"", class);
	for (size_t i = 0; i < 2 * rows; i++) {
		size_t row = i < rows ? i : 2 * rows - 1 - i;
		const struct report_cell *lo = svg_cell(l->c, row, low);
		const struct report_cell *hi = svg_cell(l->c, row, high);

		if (lo->text.n == 0 || hi->text.n == 0)
			continue;
		if (!pen && svg_anchor(l, low, row, &x, &y)) {
			html_put(b, "M%.1f,%.1f", x, y);
			pen = true;
		}
		html_put(b, "%s%.1f,%.1f", pen ? "L" : "M",
		    1000 * svg_place(row, rows),
		    svg_y(&l->scale, i < rows ? hi->number : lo->number));
		pen = true;
	}
	html_put(b, "%s\"/>", pen ? "Z" : "");
}

static void
svg_bands(struct buf *b, const struct svg_line *l)
{
	size_t low = SIZE_MAX, plan = SIZE_MAX, lines = 0;

	for (size_t k = 0; k < l->c->columns; k++) {
		enum svg_role role = svg_role(l->c, k, &lines);

		if (role == ROLE_LOW)
			low = k;
		else if (role == ROLE_PLAN_LOW)
			plan = k;
		else if (role == ROLE_HIGH && low != SIZE_MAX)
			svg_band(b, l, low, k, "band");
		else if (role == ROLE_PLAN_HIGH && plan != SIZE_MAX)
			svg_band(b, l, plan, k, "band-plan");
	}
}

static const char *
svg_role_class(enum svg_role role)
{
	switch (role) {
	case ROLE_MAIN:
		return "line-main";
	case ROLE_OTHER:
		return "line-other";
	case ROLE_THIRD:
		return "line-third";
	case ROLE_FORECAST:
		return "line-forecast";
	case ROLE_NONE:
	case ROLE_POINTS:
	case ROLE_LOW:
	case ROLE_HIGH:
	case ROLE_PLAN_LOW:
	case ROLE_PLAN_HIGH:
		break;
	}
	return NULL;
}

static void
svg_lines(struct buf *b, const struct svg_line *l)
{
	size_t lines = 0;

	for (size_t k = 0; k < l->c->columns; k++) {
		const char *class =
		    svg_role_class(svg_role(l->c, k, &lines));

		if (class != NULL)
			svg_path(b, l, k, class);
	}
}

static void
svg_rings(struct buf *b, const struct svg_line *l)
{
	size_t lines = 0;

	for (size_t k = 0; k < l->c->columns; k++)
		for (size_t i = 0; svg_role(l->c, k, &lines) == ROLE_POINTS &&
		    i < l->c->rows; i++)
			if (svg_cell(l->c, i, k)->text.n > 0)
				html_put(b, "<circle class=\"before\" "
				    "cx=\"%.1f%%\" cy=\"%.1f\" r=\"3.5\"/>",
				    100 * svg_place(i, l->c->rows),
				    svg_y(&l->scale, svg_cell(l->c, i,
				    k)->number));
}

static bool
svg_is_ahead(const struct report_block *c)
{
	for (size_t k = 0; k < c->columns; k++)
		if (str_is(c->column[k].name, "forecast") && svg_has(c, k))
			return true;
	return false;
}

/* The last value of a line, with its number. */
static void
svg_end(struct buf *b, const struct svg_line *l, size_t k)
{
	size_t row = l->c->rows;
	const struct report_cell *cell;
	bool ahead = str_starts(l->c->column[k].name, STR("forecast"));
	bool under = !ahead && svg_is_ahead(l->c);
	double x, y;

	while (row > 0 && svg_cell(l->c, row - 1, k)->text.n == 0)
		row--;
	if (row == 0)
		return;
	cell = svg_cell(l->c, row - 1, k);
	x = 100 * svg_place(row - 1, l->c->rows);
	y = svg_y(&l->scale, cell->number);
	html_put(b, "<circle class=\"%s\" cx=\"%.1f%%\" cy=\"%.1f\" "
	    "r=\"4.5\"/><text class=\"note strong halo\" x=\"%.1f%%\" "
	    "y=\"%.1f\" text-anchor=\"%s\">%.*s</text>",
	    ahead ? "before" : "point", x, y, x, under ? y + 20 : y - 10,
	    x > 90 ? "end" : "middle", STRF(cell->text));
}

static void
svg_ends(struct buf *b, const struct svg_line *l)
{
	size_t lines = 0;

	for (size_t k = 0; k < l->c->columns; k++) {
		enum svg_role role = svg_role(l->c, k, &lines);

		if (role == ROLE_MAIN || role == ROLE_FORECAST)
			svg_end(b, l, k);
	}
}

/* Letters at the top, for what the table tells of that row. */
static void
svg_events(struct buf *b, const struct svg_line *l)
{
	for (size_t k = 1; k < l->c->columns; k++)
		for (size_t i = 0; str_is(l->c->column[k].name, "event") &&
		    i < l->c->rows; i++) {
			double x = 100 * svg_place(i, l->c->rows);

			if (svg_cell(l->c, i, k)->text.n == 0)
				continue;
			html_put(b, "<line class=\"grid\" x1=\"%.1f%%\" "
			    "x2=\"%.1f%%\" y1=\"%d\" y2=\"%d\"/><text "
			    "class=\"note strong halo\" x=\"%.1f%%\" "
			    "y=\"%d\" text-anchor=\"%s\">", x, x, SVG_TOP,
			    SVG_BASE, x, SVG_TOP - 4, x < 3 ? "start" :
			    x > 97 ? "end" : "middle");
			svg_label(b, svg_cell(l->c, i, k)->text);
			html_put(b, "</text>");
		}
}

void
svg_grid(struct buf *b, const struct svg_scale *s)
{
	size_t n = (size_t)lround((s->high - s->low) / s->step);

	for (size_t i = 0; i <= n && i <= SVG_TICKS_MAX; i++) {
		double v = s->low + (double)i * s->step, y = svg_y(s, v);

		html_put(b, "<line class=\"grid%s\" x1=\"0\" x2=\"100%%\" "
		    "y1=\"%.1f\" y2=\"%.1f\"/>", i == 0 ? " base" : "", y, y);
		if (i == 0 && s->low >= 0 && s->low <= 0)
			continue;
		html_put(b, "<text class=\"tick halo\" x=\"0\" y=\"%.1f\">",
		    y - 4);
		svg_tick_text(b, s, v);
		html_put(b, "</text>");
	}
}

/* A dozen words below, fewer long ones; where it is narrow every second. */
void
svg_below(struct buf *b, const struct report_block *c)
{
	size_t most = c->rows > 0 && svg_letters(svg_cell(c, 0, 0)->text) >
	    BELOW_SHORT ? 7 : 12, every = (c->rows + most - 1) / most;

	for (size_t i = 0, n = 0; i < c->rows; i += every, n++) {
		double x = 100 * svg_place(i, c->rows);

		html_put(b, "<text class=\"tick%s\" x=\"%.1f%%\" y=\"%d\" "
		    "text-anchor=\"%s\">", n % 2 == 1 ? " second" : "", x,
		    SVG_BASE + 18,
		    x < 3 ? "start" : x > 97 ? "end" : "middle");
		svg_label(b, svg_cell(c, i, 0)->text);
		html_put(b, "</text>");
	}
}

void
svg_draw_line(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	struct svg_line l = { .c = c };
	size_t cells = c->rows * c->columns;
	double low = HUGE_VAL;

	l.scale.high = -HUGE_VAL;
	for (size_t i = 0; i < cells; i++) {
		svg_grow(&l.scale, &c->cell[i]);
		if (c->cell[i].type == CELL_NUMBER && c->cell[i].text.n > 0)
			low = fmin(low, c->cell[i].number);
	}
	/* An index that lives far from zero is not pressed flat. */
	if (low > 0 && isfinite(low) && low > 0.4 * l.scale.high)
		l.scale.low = low;
	svg_round(&l.scale, 4);
	svg_begin(b, w, "chart-line", SVG_HIGH);
	svg_grid(b, &l.scale);
	svg_stretch(b, SVG_HIGH);
	svg_bands(b, &l);
	svg_lines(b, &l);
	html_put(b, "</svg>");
	svg_below(b, c);
	svg_rings(b, &l);
	svg_events(b, &l);
	svg_ends(b, &l);
	html_put(b, "</svg>");
}

void
svg_mark_line(struct svg_marks *m, const struct report_block *c)
{
	size_t lines = 0;

	for (size_t k = 0; k < c->columns; k++) {
		enum svg_role role = svg_role(c, k, &lines);
		const char *class = svg_role_class(role);

		if (!svg_has(c, k))
			continue;
		if (role == ROLE_POINTS)
			class = "before";
		if (class != NULL)
			svg_mark(m, class, c->column[k].head);
		else if (role == ROLE_HIGH || role == ROLE_PLAN_HIGH)
			svg_mark(m, role == ROLE_HIGH ? "band" : "band-plan",
			    arena_printf(m->a, "%.*s – %.*s",
			    STRF(c->column[k > 0 ? k - 1 : k].head),
			    STRF(c->column[k].head)));
	}
}
