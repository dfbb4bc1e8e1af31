#include "lib/golden.h"

#include "advise/partner.h"
#include "lib/promises.h"

static struct reg g;
static struct reader *r;
static struct why why;

static int
load(void **state)
{
	(void)state;
	promises_load(&g, &r);
	reg_put(&g, 0, 600, "issue_line", 90, "partner=#1 area=maritime "
	    "stance=manage-difference goal=A_line_on_charts trend=steady "
	    "reviewed=2026-01-05");
	reg_put(&g, 0, 601, "issue_line", 91, "partner=#1 area=training "
	    "stance=cooperate goal=More_places");
	reg_put(&g, 1, 602, "issue_line", 92, "partner=#1 area=cyber "
	    "stance=struggle-in-private goal=A_quiet_goal");
	reg_put(&g, 0, 603, "term", 93, "list=domain code=training "
	    "en=Training rank=3");
	reg_put(&g, 0, 604, "activity", P_COURSE, "domain=training "
	    "level=minister");
	reg_put(&g, 0, 605, "agreement", 94, "code=2024-0001 partner=#1 "
	    "title=Memorandum_on_courses signed=2024-05-01 "
	    "in_force=2024-06-01 expires=2026-07-01");
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
partner(struct reader *reader, uint64_t n, bool json)
{
	struct partner_ask ask = { .id = reg_id(n) };
	struct report report;

	why = (struct why){ 0 };
	if (partner_report(reader, g.arena, &ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
one_partner(void **state)
{
	(void)state;
	check_golden(partner(r, P_ALPHA, false), "test/golden/partner.txt");
	check_golden(partner(r, P_BETA, true), "test/golden/partner.json");
}

/* A participant is in contact as well as the one who leads. */
static void
a_participant_counts(void **state)
{
	(void)state;
	assert_false(promises_has(partner(r, P_BETA, false), "Bridge seminar"));
	reg_put(&g, 0, 700, "participant", 95, "activity=#32 partner=#2");
	assert_true(promises_has(partner(r, P_BETA, false), "Bridge seminar"));
}

static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_false(promises_has(partner(r, P_ALPHA, true), "quiet"));
	assert_true(promises_has(partner(high, P_ALPHA, true), "A quiet goal"));
	assert_true(promises_has(partner(high, P_ALPHA, true),
	    "A quiet visit"));
	reader_close(high);
}

static void
what_is_no_partner(void **state)
{
	(void)state;
	check_str(partner(r, P_COURSE, false), partner(r, 999, false).p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_partner),
		cmocka_unit_test(a_participant_counts),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(what_is_no_partner),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
