#include "web/svg.h"

#include <math.h>

#include "base/str.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

/*
 * How many there are in each, upon each other. A row holds until the next one
 * begins, so that the last is as wide as the others.
 */

bool
svg_is_layer(const struct report_column *c)
{
	return c->type == CELL_NUMBER && !str_is(c->name, "all");
}

/* The sum of the numbers of a row up to a column. */
static double
svg_steps_sum(const struct report_block *c, size_t row, size_t past)
{
	double sum = 0;

	for (size_t k = 1; k < past; k++)
		if (svg_is_layer(&c->column[k]))
			sum += fmax(0, svg_cell(c, row, k)->number);
	return sum;
}

/* Along the upper edge and back along the lower one. */
static void
svg_steps_layer(struct buf *b, const struct report_block *c, size_t column,
    size_t colour, const struct svg_scale *s)
{
	double wide = 1000.0 / (double)c->rows;

	html_put(b, "<path class=\"step%zu\" d=\"", colour);
	for (size_t i = 0; i < c->rows; i++) {
		double y = svg_y(s, svg_steps_sum(c, i, column + 1));

		html_put(b, "%s%.1f,%.1fH%.1f", i == 0 ? "M" : "L",
		    wide * (double)i, y, wide * (double)(i + 1));
	}
	for (size_t i = c->rows; i-- > 0;) {
		double y = svg_y(s, svg_steps_sum(c, i, column));

		html_put(b, "L%.1f,%.1fH%.1f", wide * (double)(i + 1), y,
		    wide * (double)i);
	}
	html_put(b, "Z\"/>");
}

static void
svg_steps_below(struct buf *b, const struct report_block *c, const char *lang)
{
	struct buf word CLEANUP(buf_free) = { .max = KIB };
	size_t every = (c->rows + 11) / 12;

	for (size_t i = 0, n = 0; i < c->rows; i += every, n++) {
		buf_clear(&word);
		report_shown(&word, lang, svg_cell(c, i, 0));
		html_put(b, "<text class=\"tick%s\" x=\"%.1f%%\" y=\"%d\">",
		    n % 2 == 1 ? " second" : "", 100.0 * (double)i /
		    (double)c->rows, SVG_BASE + 18);
		svg_label(b, buf_view(&word));
		html_put(b, "</text>");
	}
}

void
svg_draw_steps(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	struct svg_scale s = { 0 };
	size_t colour = 0;
	double last = svg_steps_sum(c, c->rows - 1, c->columns);

	for (size_t i = 0; i < c->rows; i++)
		s.high = fmax(s.high, svg_steps_sum(c, i, c->columns));
	svg_round(&s, 4);
	svg_begin(b, w, "chart-steps", SVG_HIGH);
	svg_stretch(b, SVG_HIGH);
	for (size_t k = 1; k < c->columns; k++)
		if (svg_is_layer(&c->column[k]))
			svg_steps_layer(b, c, k, colour++ % SVG_STEPS,
			    &s);
	html_put(b, "</svg>");
	svg_grid(b, &s);
	svg_steps_below(b, c, w->lang);
	html_put(b, "<text class=\"note strong halo\" x=\"100%%\" y=\"%.1f\" "
	    "text-anchor=\"end\">%.0f</text></svg>", svg_y(&s, last) - 6,
	    last);
}
