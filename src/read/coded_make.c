#include <string.h>

#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

enum { SEEN_MAX = 100000 };

bool
coded_again(const struct coded_row *row, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (str_eq(row->state[j], row->state[i]))
			return true;
	return false;
}

static struct str
value_text(struct arena *a, const struct coded_value *v)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	if (!v->dated)
		return v->text;
	date_format(&b, v->date);
	return arena_str(a, buf_view(&b));
}

static void
field_put(struct coded_item *item, struct str name, struct str value,
    struct str kind)
{
	item->field[item->fields++] = (struct coded_field){ name, value,
		kind };
}

static struct str
field_of(const struct coded_item *item, struct str name)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_eq(item->field[i].name, name))
			return item->field[i].value;
	return STR("");
}

static enum coded_fate
item_fields(struct coded *c, const struct make *m, struct coded_item *item)
{
	struct coded_row *row = &c->row;

	for (size_t i = 0; i < m->fields; i++) {
		const struct plan_field *f = &m->field[i];
		struct coded_value v;

		/* Of a field that stands twice, the first that is known. */
		if (field_of(item, f->name).n > 0)
			continue;
		switch (coded_value(row, &f->expr, &v)) {
		case GOT_FAULT:
			return CODED_FAULT;
		case GOT_NO_ACT:
			return CODED_NOTHING;
		case GOT_EMPTY:
			if (str_is(f->name, "value"))
				return CODED_NOTHING;
			continue;
		case GOT_VALUE:
			break;
		}
		field_put(item, f->name, value_text(row->arena, &v), v.kind);
	}
	if (field_of(item, STR("source")).n == 0)
		field_put(item, STR("source"), c->format->title, STR(""));
	return CODED_ITEMS;
}

static enum coded_fate
item_add_up(struct coded *c, const struct make *m,
    const struct coded_item *item, struct coded_items *out)
{
	const struct coded_plan *plan = c->plan;
	struct coded_row *row = &c->row;
	struct str value = field_of(item, STR("value"));
	struct date period = row->let[plan->period].date;
	double number = 0;
	bool fine;

	if (row->got[plan->period] != GOT_VALUE || value.n == 0)
		return CODED_NOTHING;
	if (m->add == ADD_SHARE)
		fine = coded_add_vote(c->add, item, row->got[plan->group] ==
		    GOT_VALUE ? row->let[plan->group].text : STR(""), value,
		    row->a != SIZE_MAX && str_eq(row->state[row->a],
		    c->ask->home), period, out);
	else
		fine = str_real(value, &number) && coded_add_put(c->add, item,
		    number, period, out);
	if (fine)
		return CODED_KEPT;
	row->fault_column = SIZE_MAX;
	row->why = (struct why){ .lang = row->ask->lang };
	(void)why_set(&row->why, ERR_INPUT, "the rows must stand in the order "
	    "of their dates to be added up");
	return CODED_FAULT;
}

void
coded_unsee(struct coded *c)
{
	arena_reset(c->seen_arena);
	c->seen = map_new(c->seen_arena);
}

/* Things such as indicators are made once and not with every row. */
static bool
seen(struct coded *c, struct str external)
{
	if (map_get(c->seen, external) != NULL)
		return true;
	if (map_count(c->seen) == SEEN_MAX ||
	    arena_left(c->seen_arena) < CODED_COMMON_LEFT)
		coded_unsee(c);
	(void)map_put(c->seen, arena_str(c->seen_arena, external), c);
	return false;
}

static enum coded_fate
item_make(struct coded *c, const struct make *m, size_t line,
    struct coded_items *out)
{
	struct coded_row *row = &c->row;
	struct coded_item item = { .kind = m->kind, .line = line,
		.external = coded_value_key(row, &m->key) };
	enum coded_fate fate;

	if (item.external.n == 0) {
		row->fault_column = SIZE_MAX;
		row->why = (struct why){ .lang = row->ask->lang };
		(void)why_set(&row->why, ERR_INPUT, "the row has nothing to "
		    "know it by");
		return CODED_FAULT;
	}
	if (m->once && seen(c, item.external))
		return CODED_KEPT;
	item.field = arena_array(row->arena, m->fields + 1,
	    sizeof(*item.field));
	fate = item_fields(c, m, &item);
	if (fate != CODED_ITEMS)
		return fate;
	if (m->add != ADD_NOT)
		return item_add_up(c, m, &item, out);
	coded_add_item(out, &item);
	return CODED_ITEMS;
}

enum coded_fate
coded_better(enum coded_fate a, enum coded_fate b)
{
	if (a == CODED_FAULT || b == CODED_FAULT)
		return CODED_FAULT;
	if (a == CODED_ITEMS || b == CODED_ITEMS)
		return CODED_ITEMS;
	if (a == CODED_KEPT || b == CODED_KEPT)
		return CODED_KEPT;
	return b;
}

static bool
pair_fits(const struct coded_row *row, enum make_of of, size_t a, size_t b)
{
	if (str_eq(row->state[a], row->state[b]))
		return false;
	if (of == MAKE_CROSS)
		return row->side[a] == 0 && row->side[b] == 1;
	return a < b && !coded_again(row, a) && !coded_again(row, b);
}

static enum coded_fate
make_pairs(struct coded *c, const struct make *m, size_t line,
    struct coded_items *out)
{
	struct coded_row *row = &c->row;
	enum coded_fate fate = CODED_OUTSIDE;

	for (row->a = 0; row->a < row->states; row->a++) {
		size_t with = 0;

		for (row->b = 0; row->b < row->states; row->b++)
			if (pair_fits(row, m->of, row->a, row->b)) {
				with++;
				fate = coded_better(fate, item_make(c, m, line,
				    out));
			}
		/* Nobody on the other side, where that was asked for. */
		if (with == 0 && c->ask->alone && m->of == MAKE_CROSS &&
		    row->side[row->a] == 0) {
			row->b = SIZE_MAX;
			fate = coded_better(fate, item_make(c, m, line, out));
		}
	}
	return fate;
}

static enum coded_fate
make_each(struct coded *c, const struct make *m, size_t line,
    struct coded_items *out)
{
	struct coded_row *row = &c->row;
	enum coded_fate fate = CODED_OUTSIDE;

	row->b = SIZE_MAX;
	for (row->a = 0; row->a < row->states; row->a++)
		if (!coded_again(row, row->a))
			fate = coded_better(fate, item_make(c, m, line, out));
	return fate;
}

enum coded_fate
coded_make(struct coded *c, const struct make *m, size_t line,
    struct coded_items *out)
{
	struct coded_row *row = &c->row;

	if ((m->when == WHEN_HOME && !row->home) ||
	    (m->when == WHEN_FOREIGN && row->home) ||
	    (m->with != SIZE_MAX && row->got[m->with] != GOT_VALUE))
		return CODED_OUTSIDE;
	if (m->of == MAKE_PAIR || m->of == MAKE_CROSS)
		return make_pairs(c, m, line, out);
	if (m->of == MAKE_EACH)
		return make_each(c, m, line, out);
	row->a = row->states > 0 ? 0 : SIZE_MAX;
	row->b = row->states > 1 ? 1 : SIZE_MAX;
	return item_make(c, m, line, out);
}
