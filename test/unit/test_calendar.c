#include "lib/golden.h"

#include "advise/calendar.h"
#include "advise/words.h"
#include "lib/promises.h"

/*
 * A month with four activities of which two want the same head of delegation;
 * made here, so that the rules are seen in the text that people get.
 */

static struct reg g;
static struct reader *r;
static struct why why;

static const struct reg_line lines[] = {
	{ "post", 80, "code=MIN name=The_minister" },
	{ "activity", 90, "type=visit partner=#1 title=Visit_of_the_minister "
	    "start=2026-05-12 finish=2026-05-14 approved=2026-04-01 "
	    "head_ours=#80 place=Alpha_City direction=abroad" },
	{ "activity", 91, "type=visit partner=#2 title=Visit_to_the_neighbour "
	    "start=2026-05-14 head_ours=#80 place=Beta_City direction=abroad" },
	{ "activity", 92, "type=talks partner=#1 title=Talks_of_experts "
	    "start=2026-05-14 place=Ha_Noi direction=hosted" },
	{ "activity", 93, "type=course partner=#2 title=A_long_course "
	    "start=2026-05-01 finish=2026-07-31 place=Ha_Noi "
	    "direction=hosted" },
	{ "activity", 94, "type=talks partner=#2 title=Some_time_in_May "
	    "start=2026-05" },
	{ "activity", 95, "type=talks partner=#2 title=By_video "
	    "start=2026-12-03 direction=online" }
};

static int
load(void **state)
{
	(void)state;
	promises_make(&g);
	reg_put_all(&g, 0, 900, lines, countof(lines));
	r = reg_reader(&g, 1, 0);
	r->now = true;
	assert_int_equal(reader_move(r, r->hlc, date_ymd(2026, 5, 10), &why),
	    ERR_OK);
	r->now = true;
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reader_close(r);
	reg_free(&g);
	return 0;
}

static struct str
calendar(const struct calendar_ask *ask, struct calendar_way *way, bool json)
{
	struct report report;

	why = (struct why){ .text = "" };
	if (calendar_report(r, g.arena, ask, &report, way, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
views(void **state)
{
	struct calendar_way way;
	struct buf CLEANUP(buf_free) b;
	struct calendar_ask ask = { .at = date_ymd(2026, 5, 13) };

	(void)state;
	buf_init(&b, MIB);
	for (int v = 0; v < CALENDAR__VIEWS; v++) {
		ask.view = (enum calendar_view)v;
		buf_str(&b, calendar(&ask, &way, false));
		buf_printf(&b, "before: %.*s %.*s\nafter: %.*s %.*s\n\n",
		    STRF(way.before_words), STRF(way.before),
		    STRF(way.after_words), STRF(way.after));
	}
	ask.view = CALENDAR_MONTH;
	ask.lang = "vi";
	buf_str(&b, calendar(&ask, &way, false));
	check_golden(buf_view(&b), "test/golden/calendar.txt");
}

/* One person at two places is a clash; a course of months is none. */
static void
clashes(void **state)
{
	struct calendar_way way;
	struct calendar_ask ask = { .at = date_ymd(2026, 5, 13) };
	struct str s = calendar(&ask, &way, true);

	(void)state;
	assert_true(promises_has(s, "same head of delegation: The minister"));
	assert_true(promises_has(s, "14 May 2026"));
	assert_true(promises_has(s, "same partner"));
	assert_false(promises_has(s, "same place"));
	/* What is over is no clash any more. */
	assert_int_equal(reader_move(r, r->hlc, date_ymd(2026, 5, 20), &why),
	    ERR_OK);
	s = calendar(&ask, &way, true);
	assert_int_equal(reader_move(r, r->hlc, date_ymd(2026, 5, 10), &why),
	    ERR_OK);
	assert_false(promises_has(s, "wanted twice"));
}

static void
narrowed(void **state)
{
	struct calendar_way way;
	struct calendar_ask ask = { .at = date_ymd(2026, 5, 13),
		.where = STR_INIT("hosted"), .partner = STR_INIT("XXA") };
	struct str s = calendar(&ask, &way, true);

	(void)state;
	assert_true(promises_has(s, "Talks of experts"));
	assert_false(promises_has(s, "Visit of the minister"));
	assert_false(promises_has(s, "A long course"));
	assert_true(str_find(way.after, STR("where=hosted&partner=XXA")) !=
	    SIZE_MAX);
	ask.partner = STR("NOBODY");
	{
		struct report report;

		why = (struct why){ .text = "" };
		assert_int_equal(calendar_report(r, g.arena, &ask, &report,
		    &way, &why), ERR_INPUT);
	}
}

/* For the first page: the first from today on, whatever the rule. */
static void
next_clash(void **state)
{
	struct words w;
	struct str s;

	(void)state;
	words_init(&w, r, g.arena, "en");
	assert_int_equal(calendar_next_clash(&w, date_ymd(2026, 12, 31), &s,
	    &why), ERR_OK);
	check_str(s, "Next clash: 14 May 2026, 2 activities, same head of "
	    "delegation: The minister.");
	assert_int_equal(calendar_next_clash(&w, date_ymd(2026, 5, 13), &s,
	    &why), ERR_OK);
	assert_int_equal(s.n, 0);
}

/* Nothing on: the page says what is next, and leads there. */
static void
empty(void **state)
{
	struct calendar_way way;
	struct calendar_ask ask = { .at = date_ymd(2026, 10, 1) };
	struct str s = calendar(&ask, &way, true);

	(void)state;
	assert_true(promises_has(s, "No activity in Oct 2026. The next one is "
	    "on 3 Dec 2026: By video."));
	ask.at = date_ymd(2027, 9, 1);
	s = calendar(&ask, &way, true);
	assert_true(promises_has(s, "No activity in Sep 2027."));
	assert_false(promises_has(s, "The next one"));
	ask.at = date_ymd(9999, 1, 1);
	{
		struct report report;

		why = (struct why){ .text = "" };
		assert_int_equal(calendar_report(r, g.arena, &ask, &report,
		    &way, &why), ERR_INPUT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(views),
		cmocka_unit_test(clashes),
		cmocka_unit_test(narrowed),
		cmocka_unit_test(next_clash),
		cmocka_unit_test(empty),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
