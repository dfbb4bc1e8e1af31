#include "web/svg.h"

#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

enum {
	LEGEND_LETTER = 7, /* pixels that a letter takes, about */
	LEGEND_ROW = 20,
	LEGEND_MARK = 22
};

void
svg_mark(struct svg_marks *m, const char *class, struct str words)
{
	m->mark = arena_grow(m->a, m->mark, m->n, sizeof(*m->mark));
	m->mark[m->n++] = (struct svg_mark){ class, words };
}

static void
svg_mark_dots(struct svg_marks *m, const struct report_block *c)
{
	svg_mark(m, "dot", c->column[1].head);
	if (c->columns > 4 && c->column[4].type == CELL_NUMBER)
		svg_mark(m, "before", c->column[4].head);
	if (c->columns > 3)
		svg_mark(m, "range", arena_printf(m->a, "%.*s – %.*s",
		    STRF(c->column[2].head), STRF(c->column[3].head)));
	if (svg_points(c) > 0)
		svg_mark(m, "before", c->column[svg_points(c)].head);
	if (svg_plan(c) > 0)
		svg_mark(m, "band-plan", arena_printf(m->a, "%.*s – %.*s",
		    STRF(c->column[svg_plan(c)].head),
		    STRF(c->column[svg_plan(c) + 1].head)));
}

static void
svg_mark_days(struct svg_marks *m, const char *lang)
{
	svg_mark(m, "", tr_str(lang, "a day:"));
	svg_mark(m, "day0", STR("0"));
	svg_mark(m, "day1", STR("1"));
	svg_mark(m, "day2", STR("2"));
	svg_mark(m, "day3", STR("3"));
	svg_mark(m, "day4", STR("4+"));
	svg_mark(m, "", tr_str(lang, "rows are Monday to Sunday; outlined: "
	    "today"));
}

static void
svg_mark_steps(struct svg_marks *m, const struct report_block *c)
{
	static const char *const class[SVG_STEPS] = { "step0", "step1",
		"step2", "step3", "step4", "step5" };
	size_t colour = 0;

	for (size_t k = 1; k < c->columns; k++)
		if (svg_is_layer(&c->column[k]))
			svg_mark(m, class[colour++ % SVG_STEPS],
			    c->column[k].head);
}

static void
svg_marks_of(struct svg_marks *m, const struct report_block *c,
    const char *lang)
{
	switch (c->chart) {
	case CHART_LINE:
		svg_mark_line(m, c);
		break;
	case CHART_DOTS:
		svg_mark_dots(m, c);
		break;
	case CHART_CALENDAR:
		svg_mark_days(m, lang);
		break;
	case CHART_MAP:
		svg_mark_map(m, c, lang);
		break;
	case CHART_STEPS:
		svg_mark_steps(m, c);
		break;
	case CHART_NETWORK:
		svg_mark(m, "disc", c->column[0].head);
		svg_mark(m, "square", c->column[1].head);
		break;
	case CHART_SANKEY:
	case CHART_MATRIX:
	case CHART_GANTT:
	case CHART_BARS:
	case CHART_MONTH:
		break;
	}
}

void
svg_legend(struct buf *b, const struct report_block *c, const char *lang)
{
	struct svg_marks m = { .a = arena_new(MIB) };

	svg_marks_of(&m, c, lang);
	if (m.n > 0)
		html_put(b, "<p class=\"legend\">");
	for (size_t i = 0; i < m.n; i++) {
		html_put(b, "<span>");
		if (m.mark[i].class[0] != '\0')
			html_put(b, "<i class=\"key-%s\"></i>",
			    m.mark[i].class);
		html_put(b, "%.*s</span>", STRF(m.mark[i].words));
	}
	if (m.n > 0)
		html_put(b, "</p>");
	arena_free(m.a);
}

size_t
svg_letters(struct str s)
{
	size_t n = 0;

	for (; s.n > 0; n++)
		(void)str_utf8(&s);
	return n;
}

/* A line is drawn as one, all else as a small field. */
static void
svg_legend_one(struct buf *b, const struct svg_mark *m, int x, int y)
{
	bool line = str_starts(str_of(m->class), STR("line-")) ||
	    str_is(STR("unsettled"), m->class);

	if (str_is(STR("mx"), m->class))
		html_put(b, "<path class=\"line line-other\" d=\"M%d,%dl5,-9"
		    "m5,0l-5,9m5,0l5,-9\"/>", x, y);
	else if (line)
		html_put(b, "<path class=\"line %s\" d=\"M%d,%dh16\"/>",
		    m->class, x, y - 4);
	else if (m->class[0] != '\0')
		html_put(b, "<rect class=\"%s\" x=\"%d\" y=\"%d\" "
		    "width=\"14\" height=\"10\"/>", m->class, x, y - 9);
	html_put(b, "<text x=\"%d\" y=\"%d\">%.*s</text>",
	    m->class[0] != '\0' ? x + LEGEND_MARK : x, y, STRF(m->words));
}

int
svg_legend_inside(struct buf *b, const struct report_block *c,
    const char *lang, int top, int wide)
{
	struct svg_marks m = { .a = arena_new(MIB) };
	int x = 0, y = top + LEGEND_ROW - 4, rows;

	svg_marks_of(&m, c, lang);
	for (size_t i = 0; i < m.n; i++) {
		int room = LEGEND_MARK + 14 + LEGEND_LETTER *
		    (int)svg_letters(m.mark[i].words);

		if (x > 0 && x + room > wide) {
			x = 0;
			y += LEGEND_ROW;
		}
		svg_legend_one(b, &m.mark[i], x, y);
		x += room;
	}
	rows = m.n == 0 ? 0 : y + 8 - top;
	arena_free(m.a);
	return rows;
}
