/* Forums, seen on 27 May 2026. */
#include "lib/golden.h"

#include "advise/forums.h"
#include "lib/promised.h"

static struct report report;
static struct why why;

static const struct reg_line lines[] = {
	{ "forum", 200, "code=big name=A_big_forum acronym=BIG founded=2010 "
	    "chair_rule=The_host cadence_months=12" },
	{ "forum", 201, "code=small name=A_small_group parent=#200" },
	{ "session", 210, "forum=#200 title=Session_of_2025 start=2025-10-01 "
	    "host=#1 chair=#1 activity=#30" },
	{ "session", 211, "forum=#200 title=Session_of_2026 start=2026-10-01 "
	    "host=#2" },
	{ "term", 220, "list=member-role code=member en=Member rank=1" },
	{ "membership", 221, "forum=#200 partner=#1 role=member" },
	{ "membership", 222, "forum=#200 partner=#2 role=member "
	    "valid_to=2020-01-01" },
	{ "initiative", 230, "title=A_common_guide forum=#200 sponsor=#1 "
	    "tabled=2025-10-01 adopted=2026-01-10" },
	{ "initiative", 231, "title=A_shared_list forum=#200 sponsor=#2 "
	    "tabled=2026-02-01" },
	{ "initiative", 232, "title=A_first_thought forum=#201" },
	{ "position", 240, "initiative=#231 partner=#1 stance=support" },
	{ "position", 241, "initiative=#231 partner=#2 stance=reserve" },
	{ "activity", P_COURSE, "forum=#200" },
	{ "commitment", P_KEPT, "made_at=#30" }
};

static int
load(void **state)
{
	(void)promised(state);
	reg_put_all(&g, 0, 700, lines, countof(lines));
	reg_put(&g, 1, 800, "initiative", 250, "title=A_quiet_plan "
	    "forum=#200 tabled=2026-03-01");
	return 0;
}

static struct str
forum(struct reader *reader, int year, const char *lang, bool json)
{
	struct forums_ask ask = { reg_id(200), year, lang };

	why = (struct why){ 0 };
	if (forums_forum(reader, g.arena, &ask, &report, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
all_of_them(void **state)
{
	(void)state;
	assert_int_equal(forums_report(r, g.arena, NULL, &report, &why),
	    ERR_OK);
	check_golden(promises_shown(&g, &report, false),
	    "test/golden/forums.txt");
}

static void
one_of_them(void **state)
{
	struct forums_ask none = { reg_id(999), 0, NULL };

	(void)state;
	check_golden(forum(r, 0, NULL, false), "test/golden/forum.txt");
	check_golden(forum(r, 2026, "vi", true), "test/golden/forum-year.json");
	assert_int_equal(forums_forum(r, g.arena, &none, &report, &why),
	    ERR_MISSING);
}

/* A year has what was put forward, held and promised in it alone. */
static void
one_year(void **state)
{
	struct str s = forum(r, 2025, NULL, true);

	(void)state;
	assert_true(promises_has(s, "A common guide"));
	assert_false(promises_has(s, "A shared list"));
	assert_true(promises_has(s, "Engineer course"));
	s = forum(r, 2026, NULL, true);
	assert_false(promises_has(s, "Engineer course"));
	assert_true(promises_has(s, "No commitment was made"));
}

static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_false(promises_has(forum(r, 0, NULL, true), "quiet"));
	assert_true(promises_has(forum(high, 0, NULL, true), "A quiet plan"));
	reader_close(high);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_them),
		cmocka_unit_test(one_of_them),
		cmocka_unit_test(one_year),
		cmocka_unit_test(nothing_of_a_label_above),
	};

	return cmocka_run_group_tests(tests, load, promised_end);
}
