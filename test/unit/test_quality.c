#include "lib/golden.h"

#include "advise/quality.h"
#include "lib/promised.h"

static struct why why;

static void
the_board(void **state)
{
	struct quality_ask ask = { 0 };
	struct report report;
	int64_t found = 0;
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_int_equal(quality_report(r, g.arena, &ask, &report, &found,
	    &why), ERR_OK);
	check_golden(promises_shown(&g, &report, false),
	    "test/golden/quality.txt");
	assert_int_equal(quality_report(high, g.arena, &ask, &report,
	    &found, &why), ERR_OK);
	assert_true(promises_has(promises_shown(&g, &report, false),
	    "A quiet promise"));
	reader_close(high);
}

static void
one_check(void **state)
{
	struct quality_ask ask = { .kind = reg_kind(&g, "activity"),
		.check = STR("serves-nothing") };
	struct report report;
	int64_t found;

	(void)state;
	assert_int_equal(quality_report(r, g.arena, &ask, &report, &found,
	    &why), ERR_OK);
	assert_int_equal(found, 1);
	assert_true(promises_has(promises_shown(&g, &report, false),
	    "Parade with a band"));
	ask.check = STR("backwards");
	assert_int_equal(quality_report(r, g.arena, &ask, &report, &found,
	    &why), ERR_OK);
	assert_int_equal(found, 0);
	ask.check = STR("crooked");
	why = (struct why){ 0 };
	assert_int_equal(quality_report(r, g.arena, &ask, &report, &found,
	    &why), ERR_INPUT);
	assert_true(promises_has(str_of(why.text), "it has undated, "));
}

/* What is shown of one check, by one unit or by none. */
static struct str
shown(const char *kind, const char *check, const char *unit, int months,
    int64_t *found)
{
	struct quality_ask ask = { .kind = reg_kind(&g, kind),
		.check = str_of(check), .unit = str_of(unit),
		.months = months };
	struct report report;

	why = (struct why){ 0 };
	if (quality_report(r, g.arena, &ask, &report, found, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, false);
}

/* How many breaches the address leads to. */
static int64_t
led_to(struct str rest)
{
	struct quality_ask one = { 0 };
	struct str part, name, value;
	struct report its;
	int64_t n;

	assert_true(str_cut(rest, '?', &part, &rest));
	while (rest.n > 0) {
		(void)str_cut(rest, '&', &part, &rest);
		(void)str_cut(part, '=', &name, &value);
		if (str_is(name, "kind"))
			one.kind = kind_named(&g.office.kinds, value);
		else if (str_is(name, "check"))
			one.check = value;
		else if (str_is(name, "unit"))
			one.unit = value;
	}
	assert_int_equal(quality_report(r, g.arena, &one, &its, &n, &why),
	    ERR_OK);
	return n;
}

/*
 * Each row of the board by unit leads to as many records as it says, and all
 * of them are all there are.
 */
static void
units_sum_up(void **state)
{
	struct quality_ask ask = { 0 };
	const struct report_block *b;
	struct report report;
	int64_t found = 0, sum = 0;

	(void)state;
	assert_int_equal(quality_report(r, g.arena, &ask, &report, &found,
	    &why), ERR_OK);
	check_str(report.panel[1].name, "units");
	b = &report.panel[1].block[0];
	assert_int_equal(b->rows, 2);
	for (size_t i = 0; i < b->rows; i++) {
		const struct report_cell *c = &b->cell[i * 4];

		assert_int_equal(led_to(c[2].link), (int64_t)c[2].number);
		assert_int_equal(led_to(c[3].link), (int64_t)c[3].number);
		assert_true(c[2].number <= c[3].number);
		sum += (int64_t)c[3].number;
	}
	assert_int_equal(sum, found);
	assert_true(promises_has(shown("activity", "undated", "Nobody", 0,
	    &found), "Nobody"));
}

static void
more_than_rules(void **state)
{
	int64_t found = -1;

	(void)state;
	reg_put(&g, 0, 90, "activity", 90, "code=2026-0090 title=Walk_on_line "
	    "type=x partner=#1 start=2026-11-10");
	reg_put(&g, 0, 91, "activity", 91, "code=2026-0091 title=Line_walk "
	    "type=x partner=#1 start=2026-11-11");
	reg_put(&g, 0, 92, "mechanism", 92, "name=Board cadence_months=6");
	reg_put(&g, 0, 93, "activity", 93, "code=2024-0093 title=Session "
	    "type=x mechanism=#92 start=2024-01-10");
	assert_true(promises_has(shown("activity", "duplicate", "", 0,
	    &found), "like 2026-0090"));
	assert_int_equal(found, 1);
	assert_true(promises_has(shown("mechanism", "overdue", "", 0, &found),
	    "met last on 10 Jan 2024"));
	assert_int_equal(found, 1);
	(void)shown("partner", "silent", "", 1, &found);
	assert_true(found >= 0);
	(void)shown("activity", "contested", "", 0, &found);
	assert_int_equal(found, 0);
	assert_true(promises_has(shown("mechanism", "crooked", "", 0, &found),
	    "it has overdue, contested"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_board),
		cmocka_unit_test(one_check),
		cmocka_unit_test(units_sum_up),
		cmocka_unit_test(more_than_rules),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
