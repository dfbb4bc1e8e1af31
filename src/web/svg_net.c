#include "web/svg.h"

#include <math.h>

#include "base/map.h"
#include "base/rng.h"
#include "base/str.h"
#include "web/html.h"
#include "web/svg_part.h"

#include "base/banned.h"

/*
 * Who is tied to whom. Places are found by forces (Fruchterman and Reingold
 * 1991): all push each other away, ties pull, and it cools down. The seed is
 * fixed, so equal ties give equal pictures.
 */

enum {
	NET_HIGH = 460,
	NET_WIDE = 1000, /* of the room in which places are found */
	NET_EDGE = 26,   /* kept free all round */
	NET_NODES_MAX = 160,
	NET_STEPS = 220,
	NET_LABELS = 16
};

struct svg_net_node {
	struct str name;
	double x, y, dx, dy, weight;
	bool square; /* of the second column */
	bool home;
	bool named;
};

struct svg_net_tie {
	size_t a, b;
	double weight;
};

struct svg_net {
	struct svg_net_node *node;
	size_t nodes;
	struct svg_net_tie *tie;
	size_t ties;
	struct map *seen; /* name to 1 + number of the node */
};

static bool
svg_net_node(struct arena *a, struct svg_net *t,
    const struct report_cell *c, bool square, size_t *out)
{
	struct svg_net_node **at = map_get(t->seen, c->text);

	if (at != NULL) {
		*out = (size_t)(*at - t->node);
		return true;
	}
	if (t->nodes == NET_NODES_MAX)
		return false;
	at = arena_alloc(a, sizeof(*at));
	*at = &t->node[t->nodes];
	(void)map_put(t->seen, c->text, at);
	**at = (struct svg_net_node){ .name = c->text, .square = square,
		.home = c->tone == TONE_INFO };
	*out = t->nodes++;
	return true;
}

static double
svg_net_weight(const struct report_block *c, size_t row)
{
	for (size_t k = 2; k < c->columns; k++)
		if (c->column[k].type == CELL_NUMBER)
			return fmax(0, svg_cell(c, row, k)->number);
	return 1;
}

static void
svg_net_read(struct arena *a, const struct report_block *c, struct svg_net *t)
{
	*t = (struct svg_net){ .seen = map_new(a),
		.node = arena_array(a, NET_NODES_MAX, sizeof(*t->node)),
		.tie = arena_array(a, c->rows, sizeof(*t->tie)) };
	for (size_t i = 0; i < c->rows; i++) {
		const struct report_cell *cell = svg_cell(c, i, 0);
		struct svg_net_tie e = { .weight = svg_net_weight(c, i) };

		if (!(e.weight > 0) || cell[0].text.n == 0 ||
		    cell[1].text.n == 0 ||
		    !svg_net_node(a, t, &cell[0], false, &e.a) ||
		    !svg_net_node(a, t, &cell[1], true, &e.b) || e.a == e.b)
			continue;
		t->node[e.a].weight += e.weight;
		t->node[e.b].weight += e.weight;
		t->tie[t->ties++] = e;
	}
}

/* ---- places ---- */

/* Anywhere; without sine and cosine, which differ from libm to libm. */
static void
svg_net_begin(struct svg_net *t)
{
	struct rng g = { 20261121 };

	for (size_t i = 0; i < t->nodes; i++) {
		t->node[i].x = NET_EDGE +
		    (double)rng_below(&g, NET_WIDE - 2 * NET_EDGE);
		t->node[i].y = NET_EDGE +
		    (double)rng_below(&g, NET_HIGH - 2 * NET_EDGE);
	}
}

static void
svg_net_push(struct svg_net *t, double k)
{
	for (size_t i = 0; i < t->nodes; i++)
		for (size_t j = i + 1; j < t->nodes; j++) {
			struct svg_net_node *a = &t->node[i], *b = &t->node[j];
			double dx = a->x - b->x, dy = a->y - b->y;
			double f = k * k / fmax(1, dx * dx + dy * dy);

			a->dx += dx * f;
			a->dy += dy * f;
			b->dx -= dx * f;
			b->dy -= dy * f;
		}
}

static void
svg_net_pull(struct svg_net *t, double k)
{
	for (size_t i = 0; i < t->ties; i++) {
		struct svg_net_node *a = &t->node[t->tie[i].a];
		struct svg_net_node *b = &t->node[t->tie[i].b];
		double dx = a->x - b->x, dy = a->y - b->y;
		double f = sqrt(dx * dx + dy * dy) / k;

		a->dx -= dx * f;
		a->dy -= dy * f;
		b->dx += dx * f;
		b->dy += dy * f;
	}
}

/* No farther than the heat allows, nor out of the room. */
static void
svg_net_move(struct svg_net *t, double heat)
{
	for (size_t i = 0; i < t->nodes; i++) {
		struct svg_net_node *n = &t->node[i];
		double far = fmax(0.001, sqrt(n->dx * n->dx + n->dy * n->dy));
		double step = fmin(far, heat) / far;

		n->x = fmin(NET_WIDE - NET_EDGE, fmax(NET_EDGE,
		    n->x + n->dx * step));
		n->y = fmin(NET_HIGH - NET_EDGE, fmax(NET_EDGE,
		    n->y + n->dy * step));
		n->dx = (NET_WIDE / 2.0 - n->x) * 0.02;
		n->dy = (NET_HIGH / 2.0 - n->y) * 0.05;
	}
}

static void
svg_net_place(struct svg_net *t)
{
	double k = 0.6 * sqrt((double)NET_WIDE * NET_HIGH /
	    (double)t->nodes);

	svg_net_begin(t);
	for (int i = 0; i < NET_STEPS; i++) {
		svg_net_push(t, k);
		svg_net_pull(t, k);
		svg_net_move(t, 60.0 * (NET_STEPS - i) / NET_STEPS);
	}
}

/* What was found, stretched over the room. */
static void
svg_net_spread(struct svg_net *t)
{
	double x0 = NET_WIDE, x1 = 0, y0 = NET_HIGH, y1 = 0;

	for (size_t i = 0; i < t->nodes; i++) {
		x0 = fmin(x0, t->node[i].x);
		x1 = fmax(x1, t->node[i].x);
		y0 = fmin(y0, t->node[i].y);
		y1 = fmax(y1, t->node[i].y);
	}
	for (size_t i = 0; i < t->nodes; i++) {
		struct svg_net_node *n = &t->node[i];

		n->x = NET_EDGE + (n->x - x0) / fmax(1, x1 - x0) *
		    (NET_WIDE - 2 * NET_EDGE);
		n->y = NET_EDGE + (n->y - y0) / fmax(1, y1 - y0) *
		    (NET_HIGH - 2 * NET_EDGE);
	}
}

/* ---- drawing ---- */

/* The heaviest are named; of equals the one that comes first. */
static void
svg_net_choose(struct svg_net *t)
{
	for (int n = 0; n < NET_LABELS; n++) {
		struct svg_net_node *best = NULL;

		for (size_t i = 0; i < t->nodes; i++)
			if (!t->node[i].named && (best == NULL ||
			    t->node[i].weight > best->weight))
				best = &t->node[i];
		if (best != NULL)
			best->named = true;
	}
}

static double
svg_net_x(const struct svg_net_node *n)
{
	return 100 * n->x / NET_WIDE;
}

static void
svg_net_ties(struct buf *b, const struct svg_net *t)
{
	double most = 1;

	for (size_t i = 0; i < t->ties; i++)
		most = fmax(most, t->tie[i].weight);
	for (size_t i = 0; i < t->ties; i++) {
		const struct svg_net_node *x = &t->node[t->tie[i].a];
		const struct svg_net_node *y = &t->node[t->tie[i].b];

		html_put(b, "<line class=\"tie\" x1=\"%.1f%%\" y1=\"%.1f\" "
		    "x2=\"%.1f%%\" y2=\"%.1f\" stroke-width=\"%.1f\"/>",
		    svg_net_x(x), x->y, svg_net_x(y), y->y,
		    0.7 + 3 * t->tie[i].weight / most * (most > 1 ? 1 : 0.1));
	}
}

static void
svg_net_mark(struct buf *b, const struct svg_net_node *n)
{
	double r = 3 + 1.1 * sqrt(n->weight);
	const char *class = n->home ? " mh" : "";

	if (n->square)
		html_put(b, "<rect class=\"square%s\" x=\"%.1f%%\" y=\"%.1f\" "
		    "width=\"%.1f\" height=\"%.1f\" transform=\"translate"
		    "(-%.1f -%.1f)\"/>", class, svg_net_x(n), n->y, 2 * r,
		    2 * r, r, r);
	else
		html_put(b, "<circle class=\"disc%s\" cx=\"%.1f%%\" "
		    "cy=\"%.1f\" r=\"%.1f\"/>", class, svg_net_x(n), n->y, r);
}

bool
svg_draw_network(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	struct arena *a = arena_new(8 * MIB);
	struct svg_net t;
	bool any;

	svg_net_read(a, c, &t);
	any = t.ties > 0;
	if (any) {
		svg_net_place(&t);
		svg_net_spread(&t);
		svg_net_choose(&t);
		svg_begin(b, w, "chart-net", NET_HIGH);
		svg_net_ties(b, &t);
		for (size_t i = 0; i < t.nodes; i++)
			svg_net_mark(b, &t.node[i]);
		for (size_t i = 0; i < t.nodes; i++) {
			const struct svg_net_node *n = &t.node[i];

			if (!n->named)
				continue;
			html_put(b, "<text class=\"label halo\" "
			    "x=\"%.1f%%\" y=\"%.1f\" text-anchor=\"%s\">",
			    svg_net_x(n), n->y - 9, n->x < 90 ? "start" :
			    n->x > NET_WIDE - 90 ? "end" : "middle");
			svg_label(b, n->name);
			html_put(b, "</text>");
		}
		html_put(b, "</svg>");
	}
	arena_free(a);
	return any;
}
