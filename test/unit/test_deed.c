/*
 * Activities for pages are read from indexes alone: the same that a list
 * finds, at every instant, and what was replaced costs next to nothing.
 */
#include "lib/check.h"

#include <string.h>

#include "lib/register.h"
#include "study/deed.h"

enum { PARTS = 3, THINGS = 60, PARTNER = 1, ACTIVITY = 100, JOINED = 1000 };

static struct reg g;
static struct why why;

/* Moved, cancelled, withdrawn, of two labels, without a title, joined. */
static void
put(int n)
{
	char text[300];
	int part = n % PARTS;
	uint64_t hlc = (uint64_t)(10 + 10 * n);

	(void)snprintf(text, sizeof(text), "code=A%d title=Visit_%d "
	    "type=visit partner=#%d start=2026-%02d-%02d", n, n,
	    PARTNER + n % 3, 1 + n % 12, 1 + n % 28);
	reg_put(&g, part, hlc, "activity", (uint64_t)(ACTIVITY + n), text);
	(void)snprintf(text, sizeof(text), "start=202%d-03-%02d place=Hue",
	    5 + n % 2, 1 + n % 28);
	if (n % 2 == 0)
		reg_put(&g, part, hlc + 305, "activity", (uint64_t)(ACTIVITY +
		    n), text);
	if (n % 5 == 0) /* a facet without title, one with */
		reg_put(&g, (part + 1) % PARTS, hlc + 1, "activity",
		    (uint64_t)(ACTIVITY + n), n % 10 ? "start=2026-05-05" :
		    "title=Other start=2026-05-05");
	if (n % 7 == 0)
		reg_put(&g, part, hlc + 402, "activity", (uint64_t)(ACTIVITY +
		    n), n % 2 ? "cancelled=2026-01-01" : "withdrawn=twice");
	(void)snprintf(text, sizeof(text), "activity=#%d partner=#%d",
	    ACTIVITY + n, PARTNER);
	if (n % 4 == 0)
		reg_put(&g, 0, hlc + 3, "participant", (uint64_t)(JOINED + n),
		    text);
}

static int
load(void **state)
{
	(void)state;
	reg_make(&g, NULL, PARTS);
	for (int n = 0; n < 3; n++)
		reg_put(&g, 0, (uint64_t)(1 + n), "partner",
		    (uint64_t)(PARTNER + n), n == 0 ? "code=AUS name=One" :
		    n == 1 ? "code=LAO name=Two" : "code=IND name=Three");
	for (int n = 0; n < THINGS; n++)
		put(n);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reg_free(&g);
	return 0;
}

/* Whether it is among them with that day, as the list has it. */
static bool
has(const struct deeds *d, const struct row *row, const struct value *start)
{
	char id[ID_TEXT + 1];

	id_text(row->id, id);
	for (size_t i = 0; i < d->n; i++)
		if (str_is(d->deed[i].id, id) && (d->deed[i].dated ?
		    start->type == VALUE_DATE && d->deed[i].day.lo ==
		    start->date.lo : start->type != VALUE_DATE))
			return str_eq(d->deed[i].status, row->derived[0]);
	return false;
}

static bool
deeds_differ(const struct deeds *d)
{
	for (size_t i = 1; i < d->n; i++)
		if (str_eq(d->deed[i - 1].id, d->deed[i].id))
			return false;
	return true;
}

/* Every row of the list is a deed, but the second label of the same day. */
static void
same_as_list(struct reader *r, const struct deeds *d, const char *filter)
{
	const struct kind *k = reg_kind(&g, "activity");
	const struct find_query q = { .kind = k, .filter = str_of(filter),
		.limit = FIND_LIMIT_MAX };
	struct rows_found found;
	size_t rows = 0;

	assert_int_equal(find_list(r, g.arena, &q, &found, &why), ERR_OK);
	for (size_t i = 0; i < found.n; i++)
		rows += has(d, &found.row[i], &found.row[i].value[
		    kind_field_at(k, kind_field(k, STR("start")))]);
	assert_true(deeds_differ(d));
	assert_true(rows <= found.n && rows >= d->n);
	if (r->mask == 1)
		assert_int_equal(d->n, found.n);
}

static void
they_are_those_that_a_list_finds(void **state)
{
	(void)state;
	for (uint64_t mask = 1; mask < 1 << PARTS; mask++)
		for (uint64_t hlc = 0; hlc < 1100; hlc += 157) {
			struct reader *r = reg_reader(&g, mask, hlc);
			struct deeds d;

			assert_int_equal(deed_of_period(r, g.arena,
			    date_ymd(2026, 1, 1), date_ymd(2026, 12, 31), &d,
			    &why), ERR_OK);
			same_as_list(r, &d, "start>=2026 start<=2026-12-31 "
			    "cancelled: title:*");
			for (size_t i = 1; i < d.n; i++)
				assert_true(d.deed[i - 1].day.lo <=
				    d.deed[i].day.lo);
			reader_close(r);
		}
}

static void
with_a_partner_are_its_own_and_those_it_joins(void **state)
{
	struct reader *r = reg_reader(&g, 1, 0), *all = reg_reader(&g, 7, 0);
	char id[ID_TEXT + 1];
	struct deeds d;
	int64_t own;
	size_t joined = 0;

	(void)state;
	id_text(reg_id(PARTNER + 1), id);
	assert_int_equal(deed_of_partner(r, g.arena, str_of(id), &d, &why),
	    ERR_OK);
	same_as_list(r, &d, "partner:LAO title:*");
	id_text(reg_id(PARTNER), id);
	assert_int_equal(deed_of_partner(all, g.arena, str_of(id), &d, &why),
	    ERR_OK);
	for (size_t i = 0; i < d.n; i++) {
		joined += !str_eq(d.deed[i].partner, str_of(id));
		if (i > 0 && d.deed[i].dated)
			assert_true(d.deed[i - 1].day.lo >= d.deed[i].day.lo);
	}
	assert_int_equal(find_count(all, reg_kind(&g, "activity"),
	    STR("partner:AUS title:*"), &own, &why), ERR_OK);
	assert_int_equal(d.n - joined, own);
	assert_true(joined > 0);
	reader_close(r);
	reader_close(all);
}

static void
one_is_told_by_its_own_facet(void **state)
{
	struct reader *r = reg_reader(&g, 7, 0);
	struct deed_words t;
	struct deeds d;
	size_t told = 0;

	(void)state;
	assert_int_equal(deed_of_period(r, g.arena, date_ymd(2026, 5, 5),
	    date_ymd(2026, 5, 5), &d, &why), ERR_OK);
	for (size_t i = 0; i < d.n; i++) {
		assert_int_equal(deed_tell(r, g.arena, &d.deed[i], &t, &why),
		    ERR_OK);
		assert_true(t.title.n > 0);
		told += str_is(t.title, "Other");
	}
	assert_true(told > 0);
	reader_close(r);
}

static int64_t
cost(uint64_t mask)
{
	struct reader *r = reg_reader(&g, mask, 0);
	char id[ID_TEXT + 1];
	struct deeds d;
	int64_t steps;

	id_text(reg_id(PARTNER), id);
	(void)db_cost(r->db);
	assert_int_equal(deed_of_period(r, g.arena, date_ymd(2026, 1, 1),
	    date_ymd(2026, 12, 31), &d, &why), ERR_OK);
	assert_int_equal(deed_of_partner(r, g.arena, str_of(id), &d, &why),
	    ERR_OK);
	steps = db_cost(r->db).steps;
	reader_close(r);
	return steps;
}

/* The last test, for it writes. */
static void
what_was_replaced_costs_little(void **state)
{
	int64_t before = cost(7), hidden;
	uint64_t hlc = 100000;
	char text[100];

	(void)state;
	for (int version = 0; version < 10; version++)
		for (int n = 0; n < THINGS; n++) {
			(void)snprintf(text, sizeof(text), "place=Room%d",
			    version);
			reg_put(&g, n % PARTS, hlc++, "activity",
			    (uint64_t)(ACTIVITY + n), text);
		}
	assert_true(cost(7) < 3 * before);
	/* Who does not open a partition pays nothing for what is in it. */
	hidden = cost(3);
	for (int n = 0; n < THINGS; n++)
		reg_put(&g, 2, hlc++, "activity", (uint64_t)(2000 + n),
		    "title=Hidden start=2026-05-05");
	assert_int_equal(cost(3), hidden);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_are_those_that_a_list_finds),
		cmocka_unit_test(with_a_partner_are_its_own_and_those_it_joins),
		cmocka_unit_test(one_is_told_by_its_own_facet),
		cmocka_unit_test(what_was_replaced_costs_little)
	};

	return cmocka_run_group_tests(tests, load, unload);
}
