#include "read/same.h"

#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

enum { REPORT_DAYS = 3 };

/* One event as it is remembered, in a list of those that may be the same. */
struct told {
	struct reading_item *item; /* of this text; NULL across texts */
	struct str status, mechanism, where;
	bool has_when;
	struct date when;
	struct reading_place place;
	struct told *next;
};

struct same {
	struct arena *a;
	struct map *told; /* key -> struct told */
};

static bool
mutual(struct str root)
{
	return str_is(root, "CONSULT") || str_is(root, "COOPERATE");
}

/* Words alone, which may be said again. */
static bool
said(const struct reading_item *x)
{
	return x->type.n == 0 || str_is(x->type, "none") ||
	    str_is(x->type, "statement");
}

/* What the tellings of one event have in common; empty when it has none. */
static struct str
key_of(struct arena *a, const struct reading_item *x)
{
	struct str s = x->source, t = x->target;

	if ((x->kind != READING_EVENT && x->kind != READING_ACTIVITY) ||
	    s.n == 0 || t.n == 0)
		return STR("");
	if (mutual(x->root) && str_cmp(s, t) > 0) {
		s = x->target;
		t = x->source;
	}
	return arena_printf(a, "%d %.*s %.*s %.*s %.*s", (int)x->kind,
	    STRF(x->root), STRF(x->type), STRF(s), STRF(t));
}

static bool
agrees(struct str a, struct str b)
{
	return a.n == 0 || b.n == 0 || str_eq(a, b);
}

static bool
happened(struct str status)
{
	return str_is(status, "done") || str_is(status, "ongoing");
}

static bool
overlap(struct date a, struct date b)
{
	return a.lo <= b.hi && b.lo <= a.hi;
}

static bool
fits(const struct told *t, const struct reading_item *x, bool has_when,
    struct date when, bool needs_date)
{
	bool dated = t->has_when && has_when;

	if (!str_eq(t->status, x->status) && !(happened(t->status) &&
	    happened(x->status)))
		return false;
	if (dated ? !overlap(t->when, when) : needs_date || said(x))
		return false;
	return agrees(t->where, x->where) &&
	    agrees(t->mechanism, x->mechanism);
}

/* The remembered event that ${x} tells again, or NULL; then it is put. */
static struct told *
find_or_put(struct same *s, struct reading_item *x, bool has_when,
    struct date when, bool needs_date)
{
	struct str key = key_of(s->a, x);
	struct told *first = key.n > 0 ? map_get(s->told, key) : NULL, *t;

	if (key.n == 0)
		return NULL;
	for (t = first; t != NULL; t = t->next)
		if (fits(t, x, has_when, when, needs_date))
			return t;
	t = arena_alloc(s->a, sizeof(*t));
	*t = (struct told){ .item = x, .status = x->status,
		.mechanism = x->mechanism, .where = x->where,
		.has_when = has_when, .when = when };
	if (first == NULL) {
		(void)map_put(s->told, key, t);
	} else {
		t->next = first->next;
		first->next = t;
	}
	return NULL;
}

static bool
narrower(struct date a, struct date b)
{
	return a.lo >= b.lo && a.hi <= b.hi && (a.lo > b.lo || a.hi < b.hi);
}

/* ${x} is a further telling of ${y}: keep its passage and what it adds. */
static void
join(struct arena *a, struct reading_item *y, const struct reading_item *x)
{
	y->also = arena_grow(a, y->also, y->alsos, sizeof(*y->also));
	y->also[y->alsos].begin = x->begin;
	y->also[y->alsos++].end = x->end;
	if (x->has_when && (!y->has_when || narrower(x->when, y->when))) {
		y->has_when = true;
		y->when = x->when;
		y->year = x->year;
	}
	if (y->where.n == 0)
		y->where = x->where;
	if (y->mechanism.n == 0)
		y->mechanism = x->mechanism;
}

void
same_within(struct arena *a, struct arena *scratch, struct reading *r)
{
	struct same s = { scratch, NULL };
	size_t kept = 0;

	if (r->items < 2)
		return;
	s.told = map_new(scratch);
	for (size_t i = 0; i < r->items; i++) {
		struct reading_item x = r->item[i];
		struct told *t;

		/* Kept in its place first, since what is put points there. */
		r->item[kept] = x;
		t = find_or_put(&s, &r->item[kept], x.has_when, x.when,
		    false);
		if (t == NULL) {
			kept++;
			continue;
		}
		join(a, t->item, &x);
		t->has_when = t->item->has_when;
		t->when = t->item->when;
		t->where = t->item->where;
		t->mechanism = t->item->mechanism;
		r->count[x.kind]--;
	}
	r->items = kept;
}

struct same *
same_new(struct arena *a)
{
	struct same *s = arena_alloc(a, sizeof(*s));

	s->a = a;
	s->told = map_new(a);
	return s;
}

/* All that is remembered outlives the text it came from. */
static void
keep(struct same *s, struct told *t, const struct reading *r,
    const struct reading_item *x)
{
	t->item = NULL;
	t->status = arena_str(s->a, t->status);
	t->mechanism = arena_str(s->a, t->mechanism);
	t->where = arena_str(s->a, t->where);
	t->place = (struct reading_place){ arena_str(s->a, r->file), x->begin,
		x->end };
}

void
same_across(struct same *s, struct reading *r)
{
	for (size_t i = 0; i < r->items; i++) {
		struct reading_item *x = &r->item[i];
		struct date when = x->has_when ? x->when : r->date;
		bool has_when = x->has_when || r->has_date;
		struct arena_mark m = arena_mark(s->a);
		struct told *t;

		if (!x->has_when)
			when.lo -= REPORT_DAYS;
		t = find_or_put(s, x, has_when, when, true);
		if (t == NULL) {
			struct str key = key_of(s->a, x);

			t = key.n > 0 ? map_get(s->told, key) : NULL;
			while (t != NULL && t->item != x)
				t = t->next;
			if (t != NULL)
				keep(s, t, r, x);
			continue;
		}
		x->first = &t->place;
		/* Nothing was put, so that the key may go. */
		arena_rewind(s->a, m);
	}
}
