#include "web/svg.h"

#include <math.h>

#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

enum { SVG_NODES_MAX = 24 };

struct svg_node {
	struct str name;
	enum report_tone tone;
	double sum;
	double y;    /* where it begins */
	double used; /* how much of it has flowed */
};

struct svg_flow {
	struct svg_node left[SVG_NODES_MAX], right[SVG_NODES_MAX];
	size_t lefts, rights;
	double unit; /* pixels a piece */
};

static struct svg_node *
svg_node(struct svg_node *node, size_t *n, const struct report_cell *c)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq(node[i].name, c->text))
			return &node[i];
	if (*n == SVG_NODES_MAX)
		return NULL;
	node[*n] = (struct svg_node){ .name = c->text, .tone = c->tone };
	return &node[(*n)++];
}

enum { FLOW_GAP = 14, FLOW_TOP = 5 };

static void
svg_stack(struct svg_node *node, size_t n, double unit, int high)
{
	double sum = 0, y;

	for (size_t i = 0; i < n; i++)
		sum += node[i].sum * unit;
	y = (high - sum - (double)(n - 1) * FLOW_GAP) / 2;
	for (size_t i = 0; i < n; i++) {
		node[i].y = y;
		y += node[i].sum * unit + FLOW_GAP;
	}
}

static void
svg_ribbon(struct buf *b, struct svg_node *l, struct svg_node *r, double v,
    double unit)
{
	double y0 = l->y + l->used * unit, y1 = r->y + r->used * unit;
	double y2 = y1 + v * unit, y3 = y0 + v * unit;

	html_put(b, "<path class=\"flow tone-%s\" d=\"M0,%.1fC500,%.1f "
	    "500,%.1f 1000,%.1fL1000,%.1fC500,%.1f 500,%.1f 0,%.1fZ\"/>",
	    svg_tone(r->tone), y0, y0, y1, y1, y2, y2, y3, y3);
	l->used += v;
	r->used += v;
}

static void
svg_node_draw(struct buf *b, const struct svg_node *n, double unit, bool left,
    const char *lang)
{
	double high = fmax(1, n->sum * unit);

	html_put(b, "<rect class=\"node tone-%s\" x=\"%s\" "
	    "transform=\"translate(%d 0)\" y=\"%.1f\" "
	    "width=\"6\" height=\"%.1f\"/>", left ? "ink" : svg_tone(n->tone),
	    left ? "0" : "100%", left ? 0 : -6, n->y, high);
	html_put(b, "<text class=\"label halo\" x=\"%s\" dx=\"%s\" "
	    "y=\"%.1f\" text-anchor=\"%s\">", left ? "0" : "100%",
	    left ? "12" : "-12", n->y + high / 2 + 4.5, left ? "start" : "end");
	svg_label(b, n->name);
	html_put(b, " <tspan class=\"count\">");
	tr_count(b, lang, llround(n->sum));
	html_put(b, "</tspan></text>");
}

static double
svg_flow_of(const struct report_block *c, struct svg_flow *f)
{
	double sum = 0;

	*f = (struct svg_flow){ 0 };
	for (size_t i = 0; i < c->rows; i++) {
		const struct report_cell *cell = svg_cell(c, i, 0);
		struct svg_node *l = svg_node(f->left, &f->lefts, &cell[0]);
		struct svg_node *r = svg_node(f->right, &f->rights, &cell[1]);

		if (l == NULL || r == NULL || !(cell[2].number > 0))
			continue;
		l->sum += cell[2].number;
		r->sum += cell[2].number;
		sum += cell[2].number;
	}
	return sum;
}

bool
svg_draw_sankey(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	struct svg_flow f;
	double sum = svg_flow_of(c, &f);
	size_t nodes = f.lefts > f.rights ? f.lefts : f.rights;
	int high = 80 + (int)nodes * 38;

	if (!(sum > 0))
		return false;
	f.unit = (high - 2 * FLOW_TOP - (double)(nodes - 1) * FLOW_GAP) / sum;
	svg_stack(f.left, f.lefts, f.unit, high);
	svg_stack(f.right, f.rights, f.unit, high);
	svg_begin(b, w, "chart-sankey", high);
	svg_stretch(b, high);
	for (size_t i = 0; i < c->rows; i++) {
		const struct report_cell *cell = svg_cell(c, i, 0);
		struct svg_node *l = svg_node(f.left, &f.lefts, &cell[0]);
		struct svg_node *r = svg_node(f.right, &f.rights, &cell[1]);

		if (l != NULL && r != NULL && cell[2].number > 0)
			svg_ribbon(b, l, r, cell[2].number, f.unit);
	}
	html_put(b, "</svg>");
	for (size_t i = 0; i < f.lefts; i++)
		svg_node_draw(b, &f.left[i], f.unit, true, w->lang);
	for (size_t i = 0; i < f.rights; i++)
		svg_node_draw(b, &f.right[i], f.unit, false, w->lang);
	html_put(b, "</svg>");
	return true;
}
