#include "web/svg.h"

#include <math.h>

#include "advise/atlas.h"
#include "base/assets.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/show.h"
#include "web/svg_part.h"

#include "base/banned.h"

/*
 * Classes of the map: 0 to 4 by the number, which is 0 for what is not in the
 * table; then our own state, and what has no status to show.
 */
enum {
	MAP_HOME = 5,
	MAP_HATCHED,
	MAP__MAX
};

static const char *const svg_map_class[MAP__MAX] = { "m0", "m1", "m2", "m3",
	"m4", "mh", "mx" };

struct svg_map {
	const struct report_block *c;
	struct atlas atlas;
	double from[5]; /* the least number of classes 1 to 4 */
	int *class;     /* of each unit of the atlas */
	bool *told;     /* whether the table has it */
};

/* From 1, by equal steps of the logarithm: 1, 2-3, 4-7, 8 and more. */
static void
svg_map_scale(struct svg_map *m)
{
	double max = 4;

	for (size_t i = 0; i < m->c->rows; i++)
		max = fmax(max, svg_cell(m->c, i, 2)->number);
	m->from[1] = 1;
	for (int k = 2; k <= 4; k++)
		m->from[k] = fmax(m->from[k - 1] + 1,
		    ceil(pow(max, (k - 1) / 4.0) - 1e-9));
}

static int
svg_map_number(const struct svg_map *m, double v)
{
	int class = 0;

	while (class < 4 && v >= m->from[class + 1])
		class++;
	return class;
}

static void
svg_map_row(struct svg_map *m, size_t row)
{
	const struct report_cell *cell = svg_cell(m->c, row, 0);
	const struct atlas_unit *u = atlas_find(&m->atlas, cell[0].text);
	size_t at;

	if (u == NULL)
		return;
	at = (size_t)(u - m->atlas.unit);
	m->told[at] = true;
	m->class[at] = cell[0].tone == TONE_INFO ? MAP_HOME :
	    svg_map_number(m, cell[2].number);
}

static void
svg_map_init(struct arena *a, struct svg_map *m)
{
	atlas_load(a, m->c->view, &m->atlas);
	svg_map_scale(m);
	m->class = arena_array(a, m->atlas.units, sizeof(*m->class));
	m->told = arena_array(a, m->atlas.units, sizeof(*m->told));
	for (size_t i = 0; i < m->c->rows; i++)
		svg_map_row(m, i);
	for (size_t i = 0; i < m->atlas.units; i++) {
		const struct atlas_unit *u = &m->atlas.unit[i];
		const struct atlas_unit *as = u->as.n > 0 && !m->told[i] ?
		    atlas_find(&m->atlas, u->as) : NULL;

		if (u->hatched)
			m->class[i] = MAP_HATCHED;
		else if (as != NULL)
			m->class[i] = m->class[as - m->atlas.unit];
	}
}

/* The shape itself, as it stands in the sprite: <path id="AUS" d="..."/> */
static void
svg_map_inside(struct buf *b, struct str id)
{
	static const struct str head = STR_INIT("<path id=\"");
	const struct asset *f = show_asset(STR("world.svg"));
	struct str rest, line, name;

	ALWAYS(f != NULL);
	rest = f->body;
	while (str_line(&rest, &line)) {
		if (!str_starts(line, head))
			continue;
		(void)str_cut(str_from(line, head.n), '"', &name, &line);
		if (!str_eq(name, id))
			continue;
		(void)str_cut(line, '"', &name, &line);
		(void)str_cut(line, '"', &line, &rest);
		html_put(b, "<path d=\"%.*s\"/>", STRF(line));
		return;
	}
}

/* By its address, which costs the page little, where there is a server. */
static void
svg_map_shape(struct buf *b, const struct svg_words *w, struct str id)
{
	if (w->sprite.n > 0)
		html_put(b, "<use href=\"%.*s#%.*s\"/>", STRF(w->sprite),
		    STRF(id));
	else
		svg_map_inside(b, id);
}

/* What is hatched lies inside: a pattern does not reach another file. */
static void
svg_map_class_of(struct buf *b, const struct svg_map *m, int class,
    const struct svg_words *w)
{
	for (size_t i = 0; i < m->atlas.units; i++) {
		const struct atlas_unit *u = &m->atlas.unit[i];

		if (m->class[i] != class || !u->shape)
			continue;
		if (class == MAP_HATCHED)
			svg_map_inside(b, u->code);
		else
			svg_map_shape(b, w, u->code);
	}
}

static void
svg_map_shapes(struct buf *b, const struct svg_map *m,
    const struct svg_words *w)
{
	for (int class = 0; class < MAP__MAX; class++) {
		html_put(b, "<g class=\"%s\"", svg_map_class[class]);
		if (class == MAP_HATCHED)
			html_put(b, " fill=\"url(#hatch)\"");
		html_put(b, ">");
		svg_map_class_of(b, m, class, w);
		html_put(b, "</g>");
	}
}

/* States too small to be seen; who has no number has no dot. */
static void
svg_map_dots(struct buf *b, const struct svg_map *m)
{
	for (size_t i = 0; i < m->atlas.units; i++) {
		const struct atlas_unit *u = &m->atlas.unit[i];

		if (u->dot && m->told[i])
			html_put(b, "<circle class=\"%s\" cx=\"%.0f\" "
			    "cy=\"%.0f\" r=\"27\" data-unit=\"%.*s\"/>",
			    svg_map_class[m->class[i]], u->x, u->y,
			    STRF(u->code));
	}
	for (size_t i = 0; i < m->atlas.names; i++)
		if (m->atlas.name[i].point)
			html_put(b, "<circle class=\"mh\" cx=\"%.0f\" "
			    "cy=\"%.0f\" r=\"27\"/>", m->atlas.name[i].x,
			    m->atlas.name[i].y);
}

bool
svg_draw_map(struct buf *b, const struct report_block *c,
    const struct svg_words *w)
{
	struct arena *a = arena_new(4 * MIB);
	struct svg_map m = { .c = c };

	svg_map_init(a, &m);
	html_put(b, "<svg class=\"chart chart-map\" viewBox=\"0 0 %d %d\" "
	    "role=\"img\" aria-label=\"%.*s\"", ATLAS_WIDE, ATLAS_HIGH,
	    STRF(w->label));
	if (w->described.n > 0)
		html_put(b, " aria-describedby=\"%.*s\"", STRF(w->described));
	html_put(b, "><pattern id=\"hatch\" width=\"60\" height=\"60\" "
	    "patternUnits=\"userSpaceOnUse\"><path d=\"M0,60L60,0M-15,15L15,"
	    "-15M45,75L75,45\"/></pattern>");
	svg_map_shapes(b, &m, w);
	html_put(b, "<g class=\"unsettled\">");
	for (size_t i = 0; i < m.atlas.lines; i++)
		svg_map_shape(b, w, m.atlas.line[i]);
	html_put(b, "</g>");
	svg_map_dots(b, &m);
	html_put(b, "</svg>");
	arena_free(a);
	return true;
}

void
svg_mark_map(struct svg_marks *m, const struct report_block *c,
    const char *lang)
{
	struct svg_map map = { .c = c };

	svg_map_scale(&map);
	svg_mark(m, "m0", STR("0"));
	for (int k = 1; k <= 4; k++) {
		double from = map.from[k], to = k < 4 ? map.from[k + 1] - 1 : 0;
		struct str words = arena_printf(m->a, "%.0f", from);

		if (k == 4)
			words = arena_printf(m->a, "%.0f+", from);
		else if (to > from)
			words = arena_printf(m->a, "%.0f–%.0f", from, to);
		svg_mark(m, svg_map_class[k], words);
	}
	svg_mark(m, "mh", tr_str(lang, "home"));
	svg_mark(m, "mx", tr_str(lang, "status not shown"));
	svg_mark(m, "unsettled", tr_str(lang, "boundary not settled"));
}
