#include "lib/check.h"

#include <math.h>
#include <string.h>

#include "advise/atlas.h"
#include "base/assets.h"
#include "base/sheet.h"
#include "base/str.h"

/*
 * The map and its dictionaries as data: what is drawn where, and what is never
 * drawn: no line at sea, no island of the East Sea, no file that brings them.
 */

static struct arena *a;

static int
begin(void **state)
{
	(void)state;
	a = arena_new(16 * MIB);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static struct str
sprite(void)
{
	for (size_t i = 0; i < assets_count; i++)
		if (str_is(assets_all[i].name, "web/world.svg"))
			return assets_all[i].body;
	fail_msg("there is no web/world.svg");
	return STR("");
}

/* One shape of the sprite: its id and the places it passes. */
struct shape {
	struct str id;
	bool closed;
	struct { double x, y; } at[8000];
	size_t n;
};

static bool
number(struct str *d, double *out)
{
	size_t n = 0;
	int64_t v;

	while (d->n > 0 && d->p[0] == ' ')
		*d = str_from(*d, 1);
	if (d->n > 0 && d->p[0] == '-')
		n = 1;
	while (n < d->n && d->p[n] >= '0' && d->p[n] <= '9')
		n++;
	if (!str_int(str_to(*d, n), &v))
		return false;
	*d = str_from(*d, n);
	*out = (double)v;
	return true;
}

/* M and l with their numbers, z: all that the generator writes. */
static void
path_read(struct str d, struct shape *s)
{
	double x = 0, y = 0, u = 0, v = 0;
	bool away = false;

	s->n = 0;
	s->closed = true;
	while (d.n > 0) {
		if (d.p[0] == 'z') {
			d = str_from(d, 1);
			continue;
		}
		if (d.p[0] == 'M' || d.p[0] == 'l') {
			away = d.p[0] == 'l';
			if (!away && s->n > 0)
				s->closed = s->closed && d.p[-1] == 'z';
			d = str_from(d, 1);
		}
		if (!number(&d, &u) || !number(&d, &v) ||
		    s->n == countof(s->at))
			fail_msg("a path of the sprite cannot be read");
		x = away ? x + u : u;
		y = away ? y + v : v;
		s->at[s->n].x = x;
		s->at[s->n++].y = y;
	}
	s->closed = s->closed && d.p[-1] == 'z';
}

/* The next path of the sprite; false behind the last. */
static bool
shape_next(struct str *rest, struct shape *s)
{
	size_t at = str_find(*rest, STR("<path id=\""));
	struct str d;

	if (at == SIZE_MAX)
		return false;
	*rest = str_from(*rest, at + 10);
	(void)str_cut(*rest, '"', &s->id, rest);
	at = str_find(*rest, STR(" d=\""));
	assert_int_equal(at, 0);
	*rest = str_from(*rest, 4);
	(void)str_cut(*rest, '"', &d, rest);
	path_read(d, s);
	return true;
}

/* Whether a place lies in that box of degrees: both edges are compared. */
static bool
is_in(double x, double y, double west, double south, double east,
    double north)
{
	double top, bottom, left, right, unused, lat = south;
	double step = (north - south) / 400;

	atlas_place(west, north, &unused, &top);
	atlas_place(west, south, &unused, &bottom);
	if (y < top || y > bottom)
		return false;
	/* The parallel through the place; meridians are curved. */
	for (;; lat += step) {
		atlas_place(west, lat, &left, &top);
		if (top <= y || lat >= north)
			break;
	}
	atlas_place(east, lat, &right, &top);
	return x >= left && x <= right;
}

static bool
lies_in(const struct shape *s, double west, double south, double east,
    double north)
{
	for (size_t i = 0; i < s->n; i++)
		if (!is_in(s->at[i].x, s->at[i].y, west, south, east, north))
			return false;
	return s->n > 0;
}

/* The box test itself: places known to lie within and without. */
static void
places_in_a_box(void **state)
{
	double x, y;

	(void)state;
	atlas_place(112.3, 16.5, &x, &y);
	assert_true(is_in(x, y, 105, 3, 122, 23));
	atlas_place(105.8, 21, &x, &y);
	assert_true(is_in(x, y, 105, 3, 122, 23));
	atlas_place(104, 12, &x, &y);
	assert_false(is_in(x, y, 105, 3, 122, 23));
	atlas_place(115, 24, &x, &y);
	assert_false(is_in(x, y, 105, 3, 122, 23));
	atlas_place(123, 10, &x, &y);
	assert_false(is_in(x, y, 105, 3, 122, 23));
}

/*
 * A line is what is not closed. The boundaries that are drawn as lines lie on
 * land; none lies in the box of the East Sea, and nothing but a boundary of
 * two units is a line.
 */
static void
no_line_at_sea(void **state)
{
	static struct shape s;
	struct str rest = sprite();
	size_t lines = 0, shapes = 0;

	(void)state;
	while (shape_next(&rest, &s)) {
		bool line = str_starts(s.id, STR("l-"));

		lines += line;
		shapes += !line;
		assert_int_equal(s.closed, !line);
		if (line && lies_in(&s, 105, 3, 122, 23))
			fail_msg("%.*s lies in the East Sea", STRF(s.id));
	}
	assert_int_equal(lines, 15);
	assert_true(shapes > 180);
}

/* The rings of a shape are parts of one path: each is looked at alone. */
static bool
ring_in(const struct str path, double west, double south, double east,
    double north)
{
	static struct shape s;
	struct str rest = path, ring;

	while (rest.n > 0) {
		(void)str_cut(rest, 'z', &ring, &rest);
		path_read(arena_printf(a, "%.*sz", STRF(ring)), &s);
		if (lies_in(&s, west, south, east, north))
			return true;
	}
	return false;
}

static void
no_islands_of_the_east_sea(void **state)
{
	static const struct {
		const char *name;
		double west, south, east, north;
	} box[] = {
		{ "Hoang Sa", 110.8, 15.3, 113.2, 17.5 },
		{ "Truong Sa", 111.0, 5.5, 116.6, 12.2 },
		{ "Scarborough", 117.4, 14.8, 118.2, 15.6 },
	};
	struct str rest = sprite(), d;
	size_t at;

	(void)state;
	while ((at = str_find(rest, STR(" d=\""))) != SIZE_MAX) {
		rest = str_from(rest, at + 4);
		(void)str_cut(rest, '"', &d, &rest);
		for (size_t i = 0; i < countof(box); i++)
			if (ring_in(d, box[i].west, box[i].south,
			    box[i].east, box[i].north))
				fail_msg("an island of %s is drawn",
				    box[i].name);
	}
	/* Phu Quoc and Hainan show that islands of that size are seen. */
	rest = sprite();
	rest = str_from(rest, str_find(rest, STR("id=\"CHN\"")) + 12);
	(void)str_cut(rest, '"', &d, &rest);
	assert_true(ring_in(d, 108, 17.8, 111.5, 20.5));
}

/* What the generator placed, the program places too. */
static void
one_projection(void **state)
{
	struct atlas t;
	double x, y;

	(void)state;
	atlas_load(a, "neutral", &t);
	assert_true(t.units > 230);
	for (size_t i = 0; i < t.units; i++) {
		const struct atlas_unit *u = &t.unit[i];

		atlas_place(u->lon, u->lat, &x, &y);
		if (fabs(x - u->x) > 2 || fabs(y - u->y) > 2)
			fail_msg("%.*s: %.0f %.0f, not %.0f %.0f",
			    STRF(u->code), x, y, u->x, u->y);
		assert_true(x >= 0 && x <= ATLAS_WIDE);
		assert_true(y >= 0 && y <= ATLAS_HIGH);
		assert_true(u->shape || u->dot);
	}
}

/* Every unit of the table has its shape, every line its path. */
static void
table_and_sprite(void **state)
{
	static const char *const views[] = { "neutral", "un", "vn" };
	struct str svg = sprite();

	(void)state;
	for (size_t v = 0; v < countof(views); v++) {
		struct atlas t;

		atlas_load(a, views[v], &t);
		for (size_t i = 0; i < t.units; i++) {
			struct str id = arena_printf(a, "<path id=\"%.*s\"",
			    STRF(t.unit[i].code));

			assert_int_equal(str_find(svg, id) != SIZE_MAX,
			    t.unit[i].shape);
			if (t.unit[i].as.n > 0)
				assert_non_null(atlas_find(&t,
				    t.unit[i].as));
		}
		for (size_t i = 0; i < t.lines; i++)
			assert_true(str_find(svg, arena_printf(a,
			    "<path id=\"%.*s\"", STRF(t.line[i]))) !=
			    SIZE_MAX);
	}
}

static void
neutral_by_itself(void **state)
{
	struct office o = { 0 };
	struct atlas t;

	(void)state;
	assert_string_equal(atlas_view(&o), "neutral");
	o.world_view = STR("elsewhere");
	assert_string_equal(atlas_view(&o), "neutral");
	o.world_view = STR("vn");
	assert_string_equal(atlas_view(&o), "vn");
	atlas_load(a, "elsewhere", &t);
	assert_true(atlas_find(&t, STR("crimea"))->hatched);
	assert_true(atlas_find(&t, STR("kosovo"))->hatched);
	assert_int_equal(atlas_find(&t, STR("TWN"))->as.n, 0);
	assert_int_equal(t.lines, 15);
	for (size_t i = 0; i < t.names; i++)
		assert_false(t.name[i].point);
	assert_null(atlas_find(&t, STR("QQQ")));
	assert_non_null(atlas_find(&t, STR("SGP")));
	assert_true(atlas_find(&t, STR("SGP"))->dot);
	assert_true(atlas_find(&t, STR("TUV"))->dot);
	assert_null(atlas_find(&t, STR("ATA")));
}

static void
views_differ(void **state)
{
	struct atlas n, u, v;

	(void)state;
	atlas_load(a, "neutral", &n);
	atlas_load(a, "un", &u);
	atlas_load(a, "vn", &v);
	assert_true(str_is(atlas_find(&u, STR("crimea"))->as, "UKR"));
	assert_false(atlas_find(&u, STR("crimea"))->hatched);
	assert_int_equal(u.lines, 12);
	assert_true(str_is(atlas_called(&n, "east-sea", "en"),
	    "South China Sea (East Sea)"));
	assert_true(str_is(atlas_called(&v, "east-sea", "en"),
	    "East Sea (South China Sea)"));
	assert_true(str_is(atlas_called(&v, "east-sea", "vi"), "Biển Đông"));
	assert_int_equal(atlas_called(&n, "hoang-sa", "en").n, 0);
	assert_true(str_find(atlas_caption(a, "vn", "vi"),
	    STR("Quần đảo Hoàng Sa (Việt Nam). Quần đảo Trường Sa")) !=
	    SIZE_MAX);
	assert_true(str_find(atlas_caption(a, "neutral", "vi"), STR("Bản đồ "
	    "không thể hiện quan điểm về quy chế lãnh thổ hay đường biên "
	    "giới.")) != SIZE_MAX);
	assert_true(str_find(atlas_caption(a, "neutral", "en"), STR("The map "
	    "takes no position on the status of any territory or boundary."))
	    != SIZE_MAX);
}

/* Bounds of the page: the sprite is fetched once, and stays small. */
static void
small_enough(void **state)
{
	(void)state;
	assert_true(sprite().n < 90 * KIB);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_in_a_box),
		cmocka_unit_test(no_line_at_sea),
		cmocka_unit_test(no_islands_of_the_east_sea),
		cmocka_unit_test(one_projection),
		cmocka_unit_test(table_and_sprite),
		cmocka_unit_test(neutral_by_itself),
		cmocka_unit_test(views_differ),
		cmocka_unit_test(small_enough),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
