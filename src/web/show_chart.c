#include "web/show_part.h"

#include <math.h>
#include <stdio.h>

#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/svg.h"

#include "base/banned.h"

bool
show_is_own(const struct report_block *c)
{
	return c->chart == CHART_MATRIX || c->chart == CHART_MONTH;
}

bool
show_has_cursor(const struct report_block *c)
{
	return c->chart == CHART_LINE || c->chart == CHART_STEPS;
}

/* ---- matrix: the table is the picture ---- */

static double
show_greatest(const struct report_block *c)
{
	double max = 0;

	for (size_t i = 0; i < c->rows * c->columns; i++)
		if (c->cell[i].type == CELL_NUMBER)
			max = fmax(max, c->cell[i].number);
	return max;
}

static void
show_matrix_row(struct buf *b, const struct show_at *at,
    const struct report_block *c, size_t row, double max)
{
	const struct report_cell *cell = &c->cell[row * c->columns];

	html_put(b, "<tr><th scope=\"row\">");
	show_cell(b, at, &cell[0]);
	html_put(b, "</th>");
	for (size_t k = 1; k < c->columns; k++) {
		html_put(b, "<td class=\"scale%d%s\">",
		    svg_class(cell[k].number, max),
		    c->column[k].minor ? " minor" : "");
		show_cell(b, at, &cell[k]);
		html_put(b, "</td>");
	}
	html_put(b, "</tr>");
}

static void
show_matrix(struct buf *b, const struct show_at *at,
    const struct report_block *c)
{
	double max = show_greatest(c);

	show_region(b, at, c);
	html_put(b, "<table class=\"matrix\"><thead><tr>");
	for (size_t k = 0; k < c->columns; k++)
		html_put(b, "<th scope=\"col\" class=\"%s\">%.*s</th>",
		    c->column[k].minor ? "minor" : "",
		    STRF(c->column[k].head));
	html_put(b, "</tr></thead><tbody>");
	for (size_t i = 0; i < c->rows; i++)
		show_matrix_row(b, at, c, i, max);
	html_put(b, "</tbody></table></div>");
}

/* ---- Gantt ---- */

static void
show_gantt_row(struct buf *b, const struct show_at *at,
    const struct report_block *c, size_t row, const struct svg_axis *x)
{
	const struct report_cell *cell = &c->cell[row * c->columns];
	enum report_tone tone = c->columns > 3 ? cell[3].tone : TONE_PLAIN;
	struct date d;

	html_put(b, "<span class=\"gantt-label\">");
	show_cell(b, at, &cell[0]);
	html_put(b, "</span><span class=\"gantt-bar\">");
	if (svg_extent(&cell[1], &cell[2], x, &d))
		svg_span(b, x, d, tone);
	html_put(b, "</span><span class=\"gantt-state\">");
	if (c->columns > 3)
		show_cell(b, at, &cell[3]);
	html_put(b, "</span>");
}

static void
show_gantt(struct buf *b, const struct show_at *at,
    const struct report_block *c)
{
	struct svg_axis x;

	if (c->columns < 3 || !svg_axis(c, at->frame->today, &x)) {
		show_table(b, at, c, false);
		return;
	}
	html_put(b, "<div class=\"gantt\" role=\"group\" aria-label=\"");
	show_heading(b, at);
	html_put(b, "\"");
	if (at->panel->answer.n > 0)
		html_put(b, " aria-describedby=\"a-%.*s\"",
		    STRF(at->panel->name));
	html_put(b, "><span class=\"gantt-head first\">%.*s</span><span "
	    "class=\"gantt-head\">", STRF(c->column[0].head));
	svg_years(b, &x);
	html_put(b, "</span><span class=\"gantt-head last\">%.*s</span>",
	    STRF(c->columns > 3 ? c->column[3].head : STR("")));
	for (size_t i = 0; i < c->rows; i++)
		show_gantt_row(b, at, c, i, &x);
	html_put(b, "</div>");
}

/* ---- pictures ---- */

static void
show_picture(struct buf *b, const struct show_at *at,
    const struct report_block *c)
{
	struct buf CLEANUP(buf_free) id;
	struct svg_words w = { .label = at->panel->question,
		.today = at->frame->today, .lang = at->report->lang };
	char tag[17], sprite[64];
	bool drawn;

	buf_init(&id, KIB);
	show_tag(tag);
	if (!at->frame->alone) {
		(void)snprintf(sprite, sizeof(sprite),
		    "/-/static/%s/world.svg", tag);
		w.sprite = str_of(sprite);
	}
	if (at->panel->answer.n > 0) {
		buf_printf(&id, "a-%.*s", STRF(at->panel->name));
		w.described = buf_view(&id);
	}
	html_put(b, "<div class=\"picture\"");
	if (c->chart == CHART_MAP)
		html_put(b, " data-map=\"t-%.*s-%zu\"",
		    STRF(at->panel->name), at->block);
	if (show_has_cursor(c))
		html_put(b, " data-cursor=\"t-%.*s-%zu\" "
		    "data-label=\"%s: %.*s\"", STRF(at->panel->name),
		    at->block, tr(at->report->lang, "Move along"),
		    STRF(at->panel->question));
	html_put(b, ">");
	drawn = svg_draw(b, c, &w);
	html_put(b, "</div>");
	if (drawn)
		svg_legend(b, c, w.lang);
	else if (c->empty.n > 0)
		html_put(b, "<p class=\"empty\">%.*s</p>", STRF(c->empty));
}

void
show_chart(struct buf *b, const struct show_at *at,
    const struct report_block *c)
{
	switch (c->chart) {
	case CHART_MATRIX:
		show_matrix(b, at, c);
		break;
	case CHART_GANTT:
		show_gantt(b, at, c);
		break;
	case CHART_MONTH:
		show_month(b, at, c);
		break;
	case CHART_LINE:
	case CHART_DOTS:
	case CHART_SANKEY:
	case CHART_CALENDAR:
	case CHART_BARS:
	case CHART_MAP:
	case CHART_STEPS:
	case CHART_NETWORK:
		show_picture(b, at, c);
		break;
	}
}
