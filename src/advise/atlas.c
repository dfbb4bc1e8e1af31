#include "advise/atlas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/assets.h"
#include "base/sheet.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

static const char *const atlas_views[] = { "neutral", "un", "vn" };

const char *
atlas_view(const struct office *o)
{
	for (size_t i = 0; i < countof(atlas_views); i++)
		if (str_is(o->world_view, atlas_views[i]))
			return atlas_views[i];
	return atlas_views[0];
}

/* The projection of tool/map/world.mjs; test_atlas.c compares the two. */
void
atlas_place(double lon, double lat, double *x, double *y)
{
	static const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893,
	    a4 = 0.003796, scale = 1375.880, east = 3521.698,
	    south = 1795.879, turned = 11,
	    degree = 3.14159265358979323846 / 180;
	double half = sqrt(3) / 2, l = lon - turned, p, p2, p6;

	if (l < -180)
		l += 360;
	p = asin(half * sin(lat * degree));
	p2 = p * p;
	p6 = p2 * p2 * p2;
	*x = east + scale * l * degree * cos(p) / (half *
	    (a1 + 3 * a2 * p2 + p6 * (7 * a3 + 9 * a4 * p2)));
	*y = south - scale * p * (a1 + a2 * p2 + p6 * (a3 + a4 * p2));
}

/* A file of the program; that it can be read is tested. */
static void
atlas_sheet(struct arena *a, const char *name, struct sheet *s)
{
	struct why why = { 0 };
	size_t i = 0;

	while (i < assets_count && !str_is(assets_all[i].name, name))
		i++;
	if (i == assets_count ||
	    sheet_read(a, assets_all[i].body, s, &why) != ERR_OK)
		die("%s cannot be read: %s", name, why.text);
}

static struct str
atlas_cell(const struct sheet *s, size_t row, const char *column)
{
	return sheet_cell(s, row, sheet_column(s, str_of(column)));
}

static double
atlas_real(const struct sheet *s, size_t row, const char *column)
{
	double v = 0;

	return str_real(atlas_cell(s, row, column), &v) ? v : 0;
}

/* Whether a row of a dictionary is of this view, or of all. */
static bool
atlas_is_of(const struct sheet *s, size_t row, const char *view)
{
	struct str of = atlas_cell(s, row, "view");

	return str_is(of, "*") || str_is(of, view);
}

static int
atlas_order(const void *x, const void *y)
{
	const struct atlas_unit *a = x, *b = y;

	return str_cmp(a->code, b->code);
}

static void
atlas_units(struct arena *a, struct atlas *out)
{
	struct sheet s;

	atlas_sheet(a, "web/world-unit.csv", &s);
	out->unit = arena_array(a, s.rows, sizeof(*out->unit));
	out->units = s.rows;
	for (size_t i = 0; i < s.rows; i++)
		out->unit[i] = (struct atlas_unit){
			.code = atlas_cell(&s, i, "unit"),
			.x = atlas_real(&s, i, "x"),
			.y = atlas_real(&s, i, "y"),
			.lon = atlas_real(&s, i, "lon"),
			.lat = atlas_real(&s, i, "lat"),
			.shape = str_is(atlas_cell(&s, i, "shape"), "yes"),
			.dot = str_is(atlas_cell(&s, i, "dot"), "yes"),
		};
	qsort(out->unit, out->units, sizeof(*out->unit), atlas_order);
}

const struct atlas_unit *
atlas_find(const struct atlas *t, struct str code)
{
	const struct atlas_unit key = { .code = code };

	return bsearch(&key, t->unit, t->units, sizeof(key), atlas_order);
}

static void
atlas_features(struct arena *a, const char *view, struct atlas *out)
{
	struct sheet s;

	atlas_sheet(a, "web/world-feature.csv", &s);
	for (size_t i = 0; i < s.rows; i++) {
		const struct atlas_unit key = { .code = atlas_cell(&s, i,
		    "unit") };
		struct atlas_unit *u = bsearch(&key, out->unit, out->units,
		    sizeof(key), atlas_order);

		if (u == NULL || !atlas_is_of(&s, i, view))
			continue;
		u->as = atlas_cell(&s, i, "as");
		u->hatched = str_is(atlas_cell(&s, i, "shade"), "hatch");
	}
}

/* A row of the view itself overrules one of all views, which stands before. */
static void
atlas_lines(struct arena *a, const char *view, struct atlas *out)
{
	struct sheet s;

	atlas_sheet(a, "web/world-line.csv", &s);
	for (size_t i = 0; i < s.rows; i++) {
		struct str line = atlas_cell(&s, i, "line");
		size_t at = 0;

		if (!atlas_is_of(&s, i, view))
			continue;
		while (at < out->lines && !str_eq(out->line[at], line))
			at++;
		if (!str_is(atlas_cell(&s, i, "style"), "dashed")) {
			if (at < out->lines)
				out->line[at] = out->line[--out->lines];
		} else if (at == out->lines) {
			out->line = arena_grow(a, out->line, out->lines,
			    sizeof(*out->line));
			out->line[out->lines++] = line;
		}
	}
}

static void
atlas_names(struct arena *a, const char *view, struct atlas *out)
{
	struct sheet s;

	atlas_sheet(a, "web/world-name.csv", &s);
	for (size_t i = 0; i < s.rows; i++) {
		struct atlas_name *n;

		if (!atlas_is_of(&s, i, view))
			continue;
		out->name = arena_grow(a, out->name, out->names, sizeof(*n));
		n = &out->name[out->names++];
		n->key = atlas_cell(&s, i, "key");
		n->en = atlas_cell(&s, i, "en");
		n->vi = atlas_cell(&s, i, "vi");
		n->point = atlas_cell(&s, i, "lon").n > 0;
		if (n->point)
			atlas_place(atlas_real(&s, i, "lon"),
			    atlas_real(&s, i, "lat"), &n->x, &n->y);
	}
}

void
atlas_load(struct arena *a, const char *view, struct atlas *out)
{
	size_t i = 0;

	*out = (struct atlas){ 0 };
	while (i < countof(atlas_views) && (view == NULL ||
	    strcmp(atlas_views[i], view) != 0))
		i++;
	view = atlas_views[i % countof(atlas_views)];
	atlas_units(a, out);
	atlas_features(a, view, out);
	atlas_lines(a, view, out);
	atlas_names(a, view, out);
}

struct str
atlas_called(const struct atlas *t, const char *key, const char *lang)
{
	for (size_t i = 0; i < t->names; i++)
		if (str_is(t->name[i].key, key))
			return tr_is_vi(lang) ? t->name[i].vi : t->name[i].en;
	return STR("");
}

struct str
atlas_caption(struct arena *a, const char *view, const char *lang)
{
	struct atlas t;
	struct str s = arena_printf(a, tr(lang, "Shapes: Natural Earth (public "
	    "domain), world view “%s”. The map takes no position on the status "
	    "of any territory or boundary."), view);

	atlas_load(a, view, &t);
	for (size_t i = 0; i < t.names; i++)
		if (t.name[i].point)
			s = arena_printf(a, "%.*s %.*s.", STRF(s),
			    STRF(tr_is_vi(lang) ? t.name[i].vi : t.name[i].en));
	return s;
}
