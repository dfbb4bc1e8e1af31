#include "lib/golden.h"

#include "advise/partner.h"
#include "lib/promised.h"

static struct why why;

static int
load(void **state)
{
	(void)promised(state);
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
	    "in_force=2024-06-01 expires=2026-07-01 "
	    "source=Gazette_12");
	reg_put(&g, 0, 606, "post", 96, "partner=#1 "
	    "name=Minister_of_Alphaland");
	reg_put(&g, 0, 607, "post", 97, "name=Our_minister");
	reg_put(&g, 0, 608, "person", 98, "name=Officer_of_theirs partner=#1");
	reg_put(&g, 0, 609, "tenure", 99, "person=#98 post=#96 rank=General "
	    "valid_from=2024-01-01");
	reg_put(&g, 0, 610, "activity", P_COURSE, "head_theirs=#96 "
	    "head_ours=#97 source=Report_7");
	return 0;
}

static struct str
asked(struct reader *reader, const struct partner_ask *ask, bool json)
{
	struct report report;

	why = (struct why){ 0 };
	if (partner_report(reader, g.arena, ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, json);
}

static struct str
partner(struct reader *reader, uint64_t n, bool json)
{
	struct partner_ask ask = { .id = reg_id(n) };

	return asked(reader, &ask, json);
}

static struct str
tab(struct reader *reader, const char *name, bool people, const char *lang)
{
	struct partner_ask ask = { .id = reg_id(P_ALPHA), .lang = lang,
		.tab = str_of(name), .people = people };

	return asked(reader, &ask, false);
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

static void
every_tab(void **state)
{
	(void)state;
	check_golden(tab(r, "activities", false, NULL),
	    "test/golden/partner-activities.txt");
	check_golden(tab(r, "commitments", false, NULL),
	    "test/golden/partner-commitments.txt");
	assert_true(promises_has(tab(r, "agreements", false, NULL),
	    "Arrangement on places"));
	assert_true(promises_has(tab(r, "plan", false, "vi"),
	    "Chưa có kế hoạch"));
	assert_true(promises_has(tab(r, "documents", false, NULL),
	    "No text about this partner"));
	assert_true(promises_has(tab(r, "maps", false, NULL), "no such page"));
}

/* Without the right there is no tab, and no page behind it. */
static void
people_by_right(void **state)
{
	struct partner_ask ask = { .id = reg_id(P_ALPHA), .people = true };

	(void)state;
	assert_true(promises_has(tab(r, "people", true, NULL),
	    "Minister of Alphaland"));
	assert_true(promises_has(tab(r, "people", true, NULL),
	    "Officer of theirs"));
	assert_true(promises_has(tab(r, "people", false, NULL),
	    "no such page"));
	assert_true(promises_has(asked(r, &ask, true),
	    "/partners/XXA/people"));
	ask.people = false;
	assert_false(promises_has(asked(r, &ask, true),
	    "/partners/XXA/people"));
}

/* The order of the page, numbers behind what is named, sources at the end. */
static void
the_brief(void **state)
{
	(void)state;
	check_golden(tab(r, "brief", false, NULL),
	    "test/golden/partner-brief.txt");
	assert_false(promises_has(tab(r, "brief", false, NULL), "quiet"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_partner),
		cmocka_unit_test(a_participant_counts),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(what_is_no_partner),
		cmocka_unit_test(every_tab),
		cmocka_unit_test(people_by_right),
		cmocka_unit_test(the_brief),
	};

	return cmocka_run_group_tests(tests, load, promised_end);
}
