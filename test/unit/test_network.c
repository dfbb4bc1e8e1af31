#include "lib/golden.h"

#include "advise/balance.h"
#include "advise/network.h"
#include "advise/pace.h"
#include "advise/presence.h"
#include "lib/promises.h"

static struct reg g;
static struct reader *r;
static struct why why;

static const struct reg_line lines[] = {
	{ "partner", 80, "code=HHH name=Homeland type=state home=yes" },
	{ "partner", 81, "code=XXC name=Gammaland type=state" },
	{ "forum", 82, "code=f1 name=First_forum acronym=FF" },
	{ "forum", 83, "code=f2 name=Second_forum" },
	{ "membership", 84, "forum=#82 partner=#80 role=member "
	    "valid_from=2001-01-01" },
	{ "membership", 85, "forum=#82 partner=#1 role=member "
	    "valid_from=2001-01-01" },
	{ "membership", 86, "forum=#82 partner=#2 role=member" },
	{ "membership", 87, "forum=#83 partner=#81 role=member" },
	{ "membership", 88, "forum=#83 partner=#2 role=member" },
	/* No longer, and not yet. */
	{ "membership", 89, "forum=#82 partner=#81 role=member "
	    "valid_to=2020-01-01" },
	{ "membership", 90, "forum=#83 partner=#1 role=member "
	    "valid_from=2031-01-01" },
	{ "partnership", 91, "partner=#1 tier=comprehensive-partnership "
	    "valid_from=2010-01-01" },
	{ "participant", 92, "activity=#30 partner=#1" },
	{ "participant", 93, "activity=#30 partner=#2" },
	{ "participant", 94, "activity=#30 partner=#80" },
	/* As planned, moved to autumn, cancelled, from last year. */
	{ "activity", 95, "type=visit partner=#81 title=On_time "
	    "planned=2026-01-10 start=2026-01-12" },
	{ "activity", 96, "type=visit partner=#81 title=Moved "
	    "planned=2026-02-10 start=2026-10-01" },
	{ "activity", 97, "type=visit partner=#81 title=Cancelled "
	    "planned=2026-02-01 start=2026-02-01 cancelled=2026-01-30" },
	{ "activity", 98, "type=visit partner=#81 title=Left_over "
	    "planned=2025-12-01 start=2026-01-20" },
};

static int
load(void **state)
{
	(void)state;
	promises_make(&g);
	reg_put_all(&g, 0, 900, lines, countof(lines));
	r = reg_reader(&g, 1, 0);
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

static void
pages(void **state)
{
	struct balance_ask balance = { .year = 2026, .width = 12 };
	struct presence_ask presence = { .first = r->today - 364,
		.last = r->today };
	struct report report;
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	assert_int_equal(network_report(r, g.arena, "en", &report, &why),
	    ERR_OK);
	buf_str(&b, promises_shown(&g, &report, false));
	assert_int_equal(network_report(r, g.arena, "vi", &report, &why),
	    ERR_OK);
	buf_str(&b, promises_shown(&g, &report, false));
	assert_int_equal(presence_report(r, g.arena, &presence, "en", &report,
	    &why), ERR_OK);
	buf_str(&b, promises_shown(&g, &report, false));
	assert_int_equal(balance_report(r, g.arena, &balance, "en", &report,
	    &why), ERR_OK);
	buf_str(&b, promises_shown(&g, &report, false));
	check_golden(buf_view(&b), "test/golden/network.txt");
}

/* Who left, or has not joined yet, is tied to nobody today. */
static void
only_those_in_force(void **state)
{
	struct report report;
	struct report_block *b;

	(void)state;
	assert_int_equal(network_report(r, g.arena, "en", &report, &why),
	    ERR_OK);
	b = &report.panel[0].block[0];
	assert_int_equal(b->rows, 5);
	for (size_t i = 0; i < b->rows; i++) {
		struct report_cell *c = &b->cell[i * b->columns];

		assert_false(str_is(c[0].text, "XXC") &&
		    str_is(c[1].text, "FF"));
	}
	assert_int_equal(report.panel[2].block[0].total, 1);
}

/* What was planned counts on its day, wherever it went from there. */
static void
plan_and_deeds(void **state)
{
	const struct pace_ask ask = { .year = 2026,
		.cut = date_ymd(2026, 3, 31), .width = 7 };
	struct report report = { 0 };
	struct report_block *b;
	struct deeds d;
	struct words w;

	(void)state;
	words_init(&w, r, g.arena, "en");
	assert_int_equal(deed_of_period(r, g.arena, date_ymd(2025, 1, 1),
	    date_ymd(2026, 12, 31), &d, &why), ERR_OK);
	assert_int_equal(pace_panel(&w, &ask, &d, &report, &why), ERR_OK);
	b = &report.panel[0].block[0];
	assert_int_equal(b->rows, 12);
	assert_string_equal(arena_cstr(g.arena, b->column[3].name), "planned");
	/* Planned to the end of January, of February, of the year. */
	assert_true(str_is(b->cell[0 * 4 + 3].text, "1"));
	assert_true(str_is(b->cell[1 * 4 + 3].text, "3"));
	assert_true(str_is(b->cell[11 * 4 + 3].text, "3"));
	/* April has not begun. */
	assert_int_equal(b->cell[3 * 4 + 1].text.n, 0);
	assert_int_equal((int)b->cell[2 * 4 + 1].number,
	    (int)pace_held(&d, date_ymd(2026, 1, 1), ask.cut));
	assert_true(str_find(report.panel[0].answer, STR("3 were planned by "
	    "this day, and 3 for the year")) != SIZE_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),
		cmocka_unit_test(only_those_in_force),
		cmocka_unit_test(plan_and_deeds),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
