#include "web/svg.h"

#include <math.h>

#include "base/str.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

/* Numbers in cells; on a page it is a table, here a picture of its own. */

enum { MATRIX_ROW = 26, MATRIX_HEAD = 22 };

static const double MATRIX_LABEL = 34; /* per cent of the width */

static bool
svg_is_matrix(const struct report_column *c)
{
	return c->type == CELL_NUMBER;
}

static void
matrix_row(struct buf *b, const struct report_block *c, size_t row,
    size_t numbers, double max)
{
	double wide = (100 - MATRIX_LABEL) / (double)numbers;
	int y = MATRIX_HEAD + (int)row * MATRIX_ROW;
	double x = MATRIX_LABEL;

	html_put(b, "<text class=\"label\" x=\"0\" y=\"%d\">", y + 17);
	svg_label(b, svg_cell(c, row, 0)->text);
	html_put(b, "</text>");
	for (size_t k = 1; k < c->columns; k++) {
		const struct report_cell *cell = svg_cell(c, row, k);

		if (!svg_is_matrix(&c->column[k]))
			continue;
		html_put(b, "<rect class=\"day%d\" x=\"%.2f%%\" y=\"%d\" "
		    "width=\"%.2f%%\" height=\"%d\" fill-opacity=\"0.5\"/>"
		    "<text class=\"label\" x=\"%.2f%%\" y=\"%d\" "
		    "text-anchor=\"middle\">%.*s</text>",
		    svg_class(cell->number, max), x, y, wide - 0.3,
		    MATRIX_ROW - 2, x + wide / 2, y + 17,
		    STRF(cell->text));
		x += wide;
	}
}

bool
svg_draw_matrix(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	size_t numbers = 0;
	double max = 0, x = MATRIX_LABEL;

	for (size_t k = 1; k < c->columns; k++) {
		numbers += svg_is_matrix(&c->column[k]);
		for (size_t i = 0; i < c->rows; i++)
			if (svg_is_matrix(&c->column[k]))
				max = fmax(max, svg_cell(c, i, k)->number);
	}
	if (numbers == 0)
		return false;
	svg_begin(b, w, "chart-matrix", MATRIX_HEAD + (int)c->rows *
	    MATRIX_ROW + 2);
	for (size_t k = 1; k < c->columns; k++) {
		double wide = (100 - MATRIX_LABEL) / (double)numbers;

		if (!svg_is_matrix(&c->column[k]))
			continue;
		html_put(b, "<text class=\"tick\" x=\"%.2f%%\" y=\"15\" "
		    "text-anchor=\"middle\">", x + wide / 2);
		svg_label(b, c->column[k].head);
		html_put(b, "</text>");
		x += wide;
	}
	for (size_t i = 0; i < c->rows; i++)
		matrix_row(b, c, i, numbers, max);
	html_put(b, "</svg>");
	return true;
}
