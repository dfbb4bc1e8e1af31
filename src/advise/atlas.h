/*
 * Where things lie on the map of the world, and how the office's world view
 * shows what is not settled. The shapes stand in web/world.svg; here is where
 * each unit lies, which unit's colour it takes, which lines are dashed and
 * what a sea is called. The views are data: web/world-*.csv.
 *
 * "neutral", which an office has until it chooses, names no sea, draws no line
 * at sea and no island there. "vn" is an example, to be confirmed by the office
 * that takes it.
 */
#ifndef ADVISE_ATLAS_H
#define ADVISE_ATLAS_H

#include "base/arena.h"
#include "model/office.h"

enum {
	ATLAS_WIDE = 7200, /* of the drawing in web/world.svg */
	ATLAS_HIGH = 3265
};

struct atlas_unit {
	struct str code; /* ISO 3166-1 alpha-3, or a word where there is none */
	double x, y;     /* of its centre in the drawing */
	double lon, lat; /* of the centre of its greatest part, degrees */
	bool shape;      /* it has one in the drawing */
	bool dot;        /* so small that a dot is drawn */
	bool hatched;    /* its status is not shown */
	struct str as;   /* the unit whose colour it takes, or empty */
};

struct atlas_name {
	struct str key, en, vi;
	bool point; /* drawn as one, at x and y */
	double x, y;
};

struct atlas {
	struct atlas_unit *unit; /* sorted by code */
	size_t units;
	struct str *line; /* boundaries that are dashed */
	size_t lines;
	struct atlas_name *name;
	size_t names;
};

/* atlas_view(o): the world view of the office: "neutral", "un" or "vn". */
const char *atlas_view(const struct office *o);

/*
 * atlas_load(a, view, out):
 * The world as ${view} shows it, read from the program's own files; about a
 * fifth of a millisecond. An unknown view is "neutral".
 */
void atlas_load(struct arena *a, const char *view, struct atlas *out);

/* atlas_find(t, code): that unit, or NULL. */
const struct atlas_unit *atlas_find(const struct atlas *t, struct str code);

/* atlas_called(t, key, lang): the name of a sea or an island, or empty. */
struct str atlas_called(const struct atlas *t, const char *key,
    const char *lang);

/* atlas_place(lon, lat, x, y): degrees as a place in the drawing. */
void atlas_place(double lon, double lat, double *x, double *y);

/* atlas_caption(a, view, lang): the source, the view and what it leaves. */
struct str atlas_caption(struct arena *a, const char *view, const char *lang);

#endif
