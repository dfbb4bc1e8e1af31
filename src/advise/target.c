#include "advise/target.h"

#include "advise/overview.h"
#include "advise/part.h"
#include "base/str.h"

#include "base/banned.h"

static double
number_of(const struct row *row, const char *name)
{
	const struct value *v = words_value_of(row, name);

	return v->type == VALUE_INT ? (double)v->i :
	    v->type == VALUE_NUMBER ? v->number : 0;
}

static struct target
take(struct words *w, const struct row *row)
{
	struct target t = { .row = row, .group = -1,
		.partner = part_ref(w, row, "partner"),
		.share = str_is(part_text(row, "measure"), "share"),
		.low = number_of(row, "low"), .high = number_of(row, "high") };
	struct str group = part_text(row, "partner_group");
	struct date period = part_day(row, "period");

	t.days = period.hi - period.lo;
	if (group.n > 0 && !overview_group(group, &t.group))
		t.group = ROLL__GROUPS; /* of an office's own list: no group */
	if (t.share) {
		t.low /= 100;
		t.high /= 100;
	}
	return t;
}

enum err
target_read(struct words *w, int year, struct targets *out, struct why *why)
{
	struct rows_found found = { 0 };
	enum err e = part_find(w, words_kind(w, "target"), arena_printf(w->a,
	    "-period<%d -period>%d", year, year), "code", FIND_LIMIT_MAX,
	    &found, why);

	*out = (struct targets){ 0 };
	if (e != ERR_OK)
		return e;
	out->target = arena_array(w->a, found.n + 1, sizeof(*out->target));
	for (size_t i = 0; i < found.n; i++)
		out->target[out->n++] = take(w, &found.row[i]);
	return ERR_OK;
}

static bool
before(const struct target *a, const struct target *b)
{
	if (b == NULL || a->days != b->days)
		return b == NULL || a->days < b->days;
	return a->row->recorded > b->row->recorded;
}

static const struct target *
chosen(const struct targets *t, bool share, int group, struct str partner)
{
	const struct target *best = NULL;

	for (size_t i = 0; i < t->n; i++) {
		const struct target *one = &t->target[i];

		if (one->share == share && one->group == group &&
		    str_eq(one->partner, partner) && before(one, best))
			best = one;
	}
	return best;
}

const struct target *
target_of_group(const struct targets *t, int group)
{
	ALWAYS(group >= 0 && group < ROLL__GROUPS);
	return chosen(t, true, group, STR(""));
}

const struct target *
target_of_partner(const struct targets *t, struct str partner)
{
	return chosen(t, true, -1, partner);
}

const struct target *
target_of_all(const struct targets *t)
{
	return chosen(t, false, -1, STR(""));
}

enum target_place
target_place(const struct target *t, double v)
{
	if (t == NULL)
		return TARGET_NONE;
	return v < t->low ? TARGET_BELOW : v > t->high ? TARGET_ABOVE :
	    TARGET_WITHIN;
}
