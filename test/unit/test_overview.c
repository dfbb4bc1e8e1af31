#include "lib/golden.h"

#include "advise/overview.h"
#include "lib/promises.h"

static struct reg g;
static struct reader *r;
static struct why why;

static int
load(void **state)
{
	(void)state;
	promises_load(&g, &r);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	promises_unload(&g, r);
	return 0;
}

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_page),
		cmocka_unit_test(another_year),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(the_first_day),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
