/* Who serves, and who can what; with days around the reader's, 27 May 2026. */
#include "lib/golden.h"

#include "advise/peacekeeping.h"
#include "advise/people.h"
#include "advise/quality.h"
#include "lib/promised.h"
#include "study/deploy.h"

static struct report report;
static struct why why;

static const struct reg_line lines[] = {
	{ "term", 500, "list=mission code=XMIS en=Mission_in_Alphaland" },
	{ "term", 501, "list=mission code=XOLD en=An_older_mission" },
	{ "term", 502, "list=deployment-type code=unit en=Formed_unit "
	    "score=15 rank=1" },
	{ "term", 503, "list=deployment-type code=observer en=Observer "
	    "score=25 rank=2" },
	{ "deployment", 510, "title=Hospital_A mission=XMIS type=unit "
	    "start=2024-06-01 finish=2025-06-01 ended=2025-06-03 "
	    "required=40 number=40 women=4" },
	{ "deployment", 511, "title=Hospital_B mission=XMIS type=unit "
	    "start=2025-06-01 finish=2026-07-01 required=40 number=40 "
	    "women=8 relieves=#510" },
	{ "deployment", 512, "title=Hospital_C mission=XMIS type=unit "
	    "training=2026-03/2026-06 start=2026-07-01 finish=2027-07-01 "
	    "required=40 number=31 women=7 candidates=3 needs=English_2222" },
	{ "deployment", 513, "title=Two_observers mission=XOLD type=observer "
	    "start=2023-01-01 finish=2024-01-01 ended=2024-01-05 required=2 "
	    "number=2 women=1" },
	{ "deployment", 514, "title=Called_off mission=XOLD type=observer "
	    "start=2026-01-01 cancelled=2025-11-01 required=2 number=2" },
	{ "person", 520, "code=P-1 name=First_officer languages=English_3333" },
	{ "person", 521, "code=P-2 name=Second_officer" },
	{ "deployment", 515, "title=An_observer mission=XMIS type=observer "
	    "person=#520 start=2025-05-01 finish=2026-05-01 required=1 "
	    "women=1" },
	{ "qualification", 530, "person=#520 type=course title=Logistics "
	    "start=2026-04-20 finish=2026-05-30" },
	{ "qualification", 531, "person=#521 type=language title=French "
	    "grade=2121 start=2023-06-01 expires=2026-06-01" },
	{ "qualification", 532, "person=#521 type=course title=Staff_course "
	    "start=2026-05-01 finish=2026-06-30" },
	{ "post", 540, "name=Attache partner=#2" },
	{ "tenure", 541, "person=#521 post=#540 rank=Colonel "
	    "valid_from=2025-01-01 valid_to=2026-12-31" }
};

static int
load(void **state)
{
	(void)promised(state);
	reg_put_all(&g, 0, 700, lines, countof(lines));
	reg_put(&g, 1, 800, "deployment", 560, "title=A_quiet_post "
	    "mission=XMIS type=observer start=2026-01-01 required=1 number=1");
	return 0;
}

static struct str
told(enum err e, bool json)
{
	return e == ERR_OK ? promises_shown(&g, &report, json) :
	    arena_printf(g.arena, "%s", why.text);
}

static struct str
missions(struct reader *reader, const char *mission, const char *show,
    bool json)
{
	struct peacekeeping_ask ask = { str_of(mission), str_of(show), NULL };

	why = (struct why){ 0 };
	return told(peacekeeping_report(reader, g.arena, &ask, &report, &why),
	    json);
}

static void
who_serves(void **state)
{
	(void)state;
	check_golden(missions(r, "", "", false),
	    "test/golden/peacekeeping.txt");
	check_golden(missions(r, "", "un", true),
	    "test/golden/peacekeeping-un.json");
	check_golden(missions(r, "XOLD", "", false),
	    "test/golden/peacekeeping-mission.txt");
	assert_true(promises_has(missions(r, "NONE", "", false),
	    "no such mission"));
}

/* What may not be seen is neither counted nor named. */
static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_true(promises_has(missions(r, "", "", false), "41 deployed"));
	assert_true(promises_has(missions(high, "", "", false),
	    "42 deployed"));
	assert_false(promises_has(missions(r, "", "", true), "quiet"));
	reader_close(high);
}

static void
serving(void **state)
{
	struct deployments all;
	struct deploy_count n;

	(void)state;
	assert_int_equal(deploy_read(r, g.arena, STR(""), &all, &why), ERR_OK);
	assert_int_equal(all.n, 5);
	n = deploy_count(&all, STR("XMIS"), STR(""), date_ymd(2025, 6, 2));
	assert_int_equal(n.number, 81);
	assert_int_equal(n.women, 13);
	n = deploy_count(&all, STR("XMIS"), STR("unit"), date_ymd(2025, 6, 4));
	assert_int_equal(n.number, 40);
	/* Relief was due, nobody came home: still there. */
	n = deploy_count(&all, STR(""), STR("observer"), date_ymd(2026, 5, 20));
	assert_int_equal(n.number, 1);
	n = deploy_count(&all, STR(""), STR(""), date_ymd(2022, 1, 1));
	assert_int_equal(n.number, 0);
}

/* A course during a posting; not two courses, not what ended before. */
static void
booked_twice(void **state)
{
	struct deployments all;
	struct deploy_clash *clash;
	int64_t found;
	size_t n;

	(void)state;
	assert_int_equal(deploy_read(r, g.arena, STR(""), &all, &why), ERR_OK);
	assert_int_equal(deploy_clashes(r, g.arena, &all, &clash, &n, &why),
	    ERR_OK);
	assert_int_equal(n, 1);
	assert_int_equal(clash[0].days.lo, date_ymd(2026, 4, 20));
	assert_int_equal(clash[0].days.hi, date_ymd(2026, 5, 1));
	/* The board of checks names it too. */
	assert_int_equal(quality_report(r, g.arena, &(struct quality_ask){
	    .kind = reg_kind(&g, "deployment"), .check = STR("booked-twice") },
	    &report, &found, &why), ERR_OK);
	assert_int_equal(found, 1);
	assert_true(promises_has(promises_shown(&g, &report, false),
	    "also Logistics"));
}

static void
people(void **state)
{
	struct people_ask all = { STR(""), NULL }, vi = { STR("courses"),
		"vi" }, gaps = { STR("gaps"), NULL };

	(void)state;
	check_golden(told(people_report(r, g.arena, &all, &report, &why),
	    false), "test/golden/people.txt");
	check_golden(told(people_report(r, g.arena, &vi, &report, &why),
	    true), "test/golden/people-courses.json");
	check_golden(told(people_report(r, g.arena, &gaps, &report, &why),
	    false), "test/golden/people-gaps.txt");
	check_golden(told(people_person(r, g.arena, reg_id(521), NULL, &report,
	    &why), false), "test/golden/people-person.txt");
	assert_int_equal(people_person(r, g.arena, reg_id(999), NULL, &report,
	    &why), ERR_MISSING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_serves),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(serving),
		cmocka_unit_test(booked_twice),
		cmocka_unit_test(people),
	};

	return cmocka_run_group_tests(tests, load, promised_end);
}
