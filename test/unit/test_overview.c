#include "lib/golden.h"

#include "advise/overview.h"
#include "lib/mem_shim.h"
#include "lib/promised.h"

static struct why why;

static struct str
overview(struct reader *reader, int year, bool json)
{
	struct overview_ask ask = { .year = year };
	struct report report;

	why = (struct why){ 0 };
	if (overview_report(reader, g.arena, &ask, &report, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
the_first_page(void **state)
{
	(void)state;
	check_golden(overview(r, 0, false), "test/golden/overview.txt");
	check_golden(overview(r, 0, true), "test/golden/overview.json");
}

static void
another_year(void **state)
{
	struct str s = overview(r, 2025, false);

	(void)state;
	assert_true(promises_has(s, "Activities held 2025: 1 of 1 dated"));
	s = overview(r, 2024, false);
	assert_true(promises_has(s, "Activities held 2024: 0 of 0 dated"));
	s = overview(r, 2030, false);
	assert_true(promises_has(s, "Activities held 2030: 0 of 0 dated"));
}

static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_false(promises_has(overview(r, 0, true), "quiet"));
	assert_true(promises_has(overview(r, 0, true), "\"marking\": \"l0\""));
	assert_true(promises_has(overview(high, 2025, true),
	    "A quiet promise"));
	assert_true(promises_has(overview(high, 2025, true),
	    "\"marking\": \"l1\""));
	reader_close(high);
}

/* Before anything was done or promised the page says how to begin. */
static void
the_first_day(void **state)
{
	struct reader *early = reg_reader(&g, 3, 150);
	struct str s = overview(early, 0, false);

	(void)state;
	assert_true(promises_has(s, "Where to begin?"));
	assert_false(promises_has(s, "Do words become deeds?"));
	reader_close(early);
}

static struct str
asked(const struct overview_ask *ask)
{
	struct report report;

	why = (struct why){ 0 };
	if (overview_report(r, g.arena, ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "refused: %s", why.text);
	return promises_shown(&g, &report, false);
}

/* Betaland is the neighbour; Alphaland's deeds and promises are not there. */
static void
one_group(void **state)
{
	struct overview_ask ask = { .group = STR("neighbours") };
	struct str s = asked(&ask);

	(void)state;
	assert_true(promises_has(s, "Walk along the line"));
	assert_true(promises_has(s, "We will mark the path"));
	assert_false(promises_has(s, "Alphaland will send"));
	assert_true(promises_has(s, "Activities held 2026: 1 of 2 dated"));
	assert_true(promises_has(s, "of 4 commitments are kept"));
	ask.group = STR("asean");
	assert_true(promises_has(asked(&ask),
	    "Activities held 2026: 0 of 0 dated"));
	ask.group = STR("friends");
	assert_true(promises_has(asked(&ask), "group is one of"));
}

static void
one_quarter(void **state)
{
	struct overview_ask ask = { 0 };

	(void)state;
	assert_true(date_parse(STR("2026-Q1"), &ask.period));
	assert_true(promises_has(asked(&ask), "Q1 2026: 2 of 2 dated"));
	assert_true(date_parse(STR("2026-Q2"), &ask.period));
	assert_true(promises_has(asked(&ask), "Q2 2026: 1 of 1 dated"));
}

/*
 * Whatever statement finds no memory: the page says which panel is missing,
 * and the others are there; or, when nothing could be read, that it failed.
 */
static void
a_panel_fails_alone(void **state)
{
	const struct overview_ask ask = { 0 };
	struct str whole = asked(&ask);
	size_t alone = 0, failed = 0;
	bool refused = true;

	(void)state;
	for (long n = 0; refused && n < 20000; n += 61) {
		struct str s;

		mem_shim_fail(n, false);
		s = asked(&ask);
		refused = mem_shim_heal();
		alone += promises_has(s, "This could not be computed");
		/* Without the deeds themselves there is no page. */
		failed += str_starts(s, STR("refused: "));
		assert_true(str_starts(s, STR("refused: ")) ||
		    promises_has(s, "What is next?"));
	}
	assert_false(refused);
	assert_true(alone > failed);
	check_str(asked(&ask), whole.p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_page),
		cmocka_unit_test(another_year),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(the_first_day),
		cmocka_unit_test(one_group),
		cmocka_unit_test(one_quarter),
		cmocka_unit_test(a_panel_fails_alone),
	};

	mem_shim_install();
	return cmocka_run_group_tests(tests, promised, promised_end);
}
