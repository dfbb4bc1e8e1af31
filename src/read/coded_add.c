#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

enum {
	SUM_ARENA = 48 * 1024 * 1024,
	SUM_LEFT = 64 * 1024, /* an item and its texts need less */
	DIVISION_ARENA = 1024 * 1024,
	VOTES_MAX = 400,
	VOTE_MAX = 200 /* bytes of a vote, of a division's name */
};

struct sum {
	struct coded_item item;
	double total, of;
	int32_t period;
};

struct vote {
	struct sum *sum;
	struct str vote;
};

struct coded_add {
	struct arena *own;
	struct arena *arena; /* of the sums that are open */
	struct map *sum;     /* by external number */
	int32_t newest;      /* period so far */
	int32_t closed;      /* sums of periods before it came out */
	struct arena *division; /* of the open division */
	struct str group, home;
	struct vote vote[VOTES_MAX];
	size_t votes;
};

static void
division_new(struct coded_add *g)
{
	arena_reset(g->division);
	g->group = g->home = STR("");
	g->votes = 0;
}

struct coded_add *
coded_add_new(void)
{
	struct arena *own = arena_new(64 * KIB);
	struct coded_add *g = arena_alloc(own, sizeof(*g));

	g->own = own;
	g->arena = arena_new(SUM_ARENA);
	g->division = arena_new(DIVISION_ARENA);
	g->sum = map_new(g->arena);
	g->newest = g->closed = INT32_MIN;
	division_new(g);
	return g;
}

void
coded_add_free(struct coded_add *g)
{
	if (g == NULL)
		return;
	arena_free(g->division);
	arena_free(g->arena);
	arena_free(g->own);
}

static struct coded_item
item_copy(struct arena *a, const struct coded_item *item)
{
	struct coded_item copy = *item;

	copy.external = arena_str(a, item->external);
	copy.field = arena_array(a, item->fields, sizeof(*copy.field));
	for (size_t i = 0; i < item->fields; i++)
		copy.field[i] = (struct coded_field){ item->field[i].name,
			arena_str(a, item->field[i].value),
			item->field[i].kind };
	return copy;
}

void
coded_add_item(struct coded_items *out, const struct coded_item *item)
{
	out->item = arena_grow(out->arena, out->item, out->n,
	    sizeof(*out->item));
	out->item[out->n++] = *item;
}

/* Its value is what was added up; a share without divisions is none. */
static void
sum_out(const struct sum *s, struct coded_items *out)
{
	struct coded_item item;
	double v = s->of > 0 ? s->total / s->of : s->total;

	if (s->of < 0)
		return;
	item = item_copy(out->arena, &s->item);
	for (size_t i = 0; i < item.fields; i++)
		if (str_is(item.field[i].name, "value"))
			item.field[i].value = arena_printf(out->arena,
			    "%.6g", v);
	coded_add_item(out, &item);
}

/* Votes are compared when home's is known. */
static void
division_close(struct coded_add *g)
{
	for (size_t i = 0; g->home.n > 0 && i < g->votes; i++) {
		struct sum *s = g->vote[i].sum;

		s->of = s->of < 0 ? 1 : s->of + 1;
		s->total += str_eq(g->vote[i].vote, g->home);
	}
	division_new(g);
}

static struct sum *
sum_put(struct coded_add *g, const struct sum *from)
{
	struct sum *s = arena_alloc(g->arena, sizeof(*s));

	*s = *from;
	s->item = item_copy(g->arena, &from->item);
	(void)map_put(g->sum, s->item.external, s);
	return s;
}

/* Sums of periods before ${day} come out; the others stay. */
static void
sums_out(struct coded_add *g, int32_t day, struct coded_items *out)
{
	struct arena *old = g->arena;
	struct map *sum = g->sum;
	const struct sum *s;
	struct str key;
	size_t i = 0;

	g->arena = arena_new(SUM_ARENA);
	g->sum = map_new(g->arena);
	while ((s = map_each(sum, &i, &key)) != NULL)
		if (s->period < day)
			sum_out(s, out);
		else
			(void)sum_put(g, s);
	arena_free(old);
}

void
coded_add_flush(struct coded_add *g, struct coded_items *out)
{
	division_close(g);
	sums_out(g, INT32_MAX, out);
	g->newest = g->closed = INT32_MIN;
}

/*
 * Small files may stand in any order. Of large ones the older periods come out
 * when memory is short, and rows for them are out of order from then on.
 */
static bool
period_enter(struct coded_add *g, struct date period, struct coded_items *out)
{
	if (period.lo < g->closed)
		return false;
	if (period.lo > g->newest)
		g->newest = period.lo;
	if (arena_left(g->arena) < SUM_LEFT) {
		division_close(g);
		sums_out(g, g->newest, out);
		g->closed = g->newest;
	}
	return arena_left(g->arena) >= SUM_LEFT;
}

static struct sum *
sum_of(struct coded_add *g, const struct coded_item *item, struct date period)
{
	const struct sum fresh = { .item = *item, .period = period.lo };
	struct sum *s = map_get(g->sum, item->external);

	return s != NULL ? s : sum_put(g, &fresh);
}

bool
coded_add_put(struct coded_add *g, const struct coded_item *item,
    double number, struct date period, struct coded_items *out)
{
	if (!period_enter(g, period, out))
		return false;
	sum_of(g, item, period)->total += number;
	return true;
}

bool
coded_add_vote(struct coded_add *g, const struct coded_item *item,
    struct str group, struct str vote, bool home, struct date period,
    struct coded_items *out)
{
	if (group.n == 0 || group.n > VOTE_MAX || vote.n > VOTE_MAX)
		return false;
	if (!str_eq(g->group, group) || g->votes == VOTES_MAX) {
		division_close(g);
		g->group = arena_str(g->division, group);
	}
	if (!period_enter(g, period, out))
		return false;
	if (g->group.n == 0)
		g->group = arena_str(g->division, group);
	if (home) {
		g->home = arena_str(g->division, vote);
		return true;
	}
	g->vote[g->votes] = (struct vote){ sum_of(g, item, period),
		arena_str(g->division, vote) };
	/* Until it is compared it is no share at all. */
	if (g->vote[g->votes].sum->of == 0)
		g->vote[g->votes].sum->of = -1;
	g->votes++;
	return true;
}
