/* The plan of 2026 as it stands on 27 May 2026, and as a copy for 2027. */
#include "lib/golden.h"

#include "advise/plan.h"
#include "lib/promised.h"

static struct report report;
static struct why why;

static int
load(void **state)
{
	(void)promised(state);
	reg_put(&g, 0, 600, "plan", 90, "code=PLAN-2026 title=Plan_of_2026 "
	    "period=2026 consulted=2025-11-01 approved=1970-01-01");
	reg_put(&g, 0, 601, "post", 91, "name=Minister");
	reg_put(&g, 0, 602, "activity", P_SEMINAR, "head_ours=#91 "
	    "finish=2026-02-04 cost=120 level=minister");
	reg_put(&g, 0, 603, "activity", 92, "code=2026-0050 type=visit "
	    "title=Visit_2026 partner=#2 start=2026-02-03 head_ours=#91");
	reg_put(&g, 0, 604, "activity", 93, "code=2026-0051 type=dialogue "
	    "title=Yearly_dialogue_2026 start=2026-10 level=expert");
	reg_put(&g, 0, 605, "activity", 94, "code=2026-0052 type=visit "
	    "title=Called_off partner=#2 start=2026-11-03 "
	    "cancelled=2026-04-01");
	reg_put(&g, 0, 606, "activity", 95, "code=2027-0001 type=visit "
	    "title=Visit_2027 partner=#2 start=2027-02");
	reg_put(&g, 1, 607, "activity", 96, "code=M-2026-0001 type=visit "
	    "title=A_quiet_visit_2026 partner=#1 start=2026-06-03");
	return 0;
}

static struct str
plan(struct reader *reader, int year, const char *lang, bool json)
{
	struct plan_ask ask = { .year = year, .lang = lang };

	why = (struct why){ 0 };
	if (plan_report(reader, g.arena, &ask, &report, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
a_year(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	check_golden(plan(r, 2026, NULL, false), "test/golden/plan.txt");
	check_golden(plan(r, 2027, "vi", true), "test/golden/plan.json");
	assert_false(promises_has(plan(r, 2026, NULL, true), "quiet"));
	assert_true(promises_has(plan(high, 2026, NULL, true), "A quiet"));
	reader_close(high);
}

static void
an_empty_year(void **state)
{
	struct str s = plan(r, 2040, NULL, false);

	(void)state;
	assert_true(promises_has(s, "Nothing is planned for 2040"));
	assert_true(promises_has(s, "No plan for 2040 is recorded"));
}

/* What is there already is not ticked; the title has the new year. */
static void
copied(void **state)
{
	struct plan_ask ask = { .year = 2027 };
	struct plan_copy *c;
	size_t n, there = 0, titled = 0;

	(void)state;
	assert_int_equal(plan_copies(r, g.arena, &ask, &c, &n, &why), ERR_OK);
	assert_int_equal(n, 6);
	for (size_t i = 0; i < n; i++) {
		there += c[i].there;
		titled += str_is(c[i].title, "Yearly dialogue 2027");
		assert_true(str_starts(c[i].start, STR("2027-")));
		assert_int_equal(c[i].start.n, 7);
	}
	/* Both visits to Betaland of 2026. */
	assert_int_equal(there, 2);
	assert_int_equal(titled, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year),
		cmocka_unit_test(an_empty_year),
		cmocka_unit_test(copied),
	};

	return cmocka_run_group_tests(tests, load, promised_end);
}
