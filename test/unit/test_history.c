#include "lib/golden.h"

#include "advise/history.h"
#include "lib/promised.h"

static struct why why;

static void
of_one_thing(void **state)
{
	struct history_ask ask = { .kind = reg_kind(&g, "commitment"),
		.id = reg_id(P_LATE) };
	struct report report;

	(void)state;
	reg_put(&g, 0, 800, "commitment", P_LATE, "due=2026-04-01 owner=#3");
	reg_put(&g, 0, 801, "commitment", P_LATE, "due=");
	assert_int_equal(history_report(r, g.arena, &ask, &report, &why),
	    ERR_OK);
	check_golden(promises_shown(&g, &report, false),
	    "test/golden/history.txt");
	ask.id = reg_id(P_SECRET_PROMISE);
	assert_int_equal(history_report(r, g.arena, &ask, &report, &why),
	    ERR_MISSING);
}

/* A row that stands alone says when and by whom, on a sheet as elsewhere. */
static void
each_row_of_a_sheet_has_its_instant(void **state)
{
	struct history_ask ask = { .kind = reg_kind(&g, "commitment"),
		.id = reg_id(P_LATE) };
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct report report;
	struct str text, line;
	size_t rows = 0;

	(void)state;
	assert_int_equal(history_report(r, g.arena, &ask, &report, &why),
	    ERR_OK);
	assert_true(report_csv(&b, &report));
	text = buf_view(&b);
	assert_true(str_line(&text, &line));
	assert_true(str_starts(line, STR("recorded,")));
	for (; str_line(&text, &line); rows++)
		assert_true(line.n > 4 && line.p[4] == '-');
	assert_int_equal(rows, report.panel[0].block[0].rows);
	assert_true(rows > 3);
}

static void
of_everything(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);
	struct report report;

	(void)state;
	assert_int_equal(history_changes(r, g.arena, 5, NULL, &report, &why),
	    ERR_OK);
	assert_int_equal(report.panel[0].block[0].rows, 5);
	assert_false(promises_has(promises_shown(&g, &report, true), "quiet"));
	assert_int_equal(history_changes(high, g.arena, 100, NULL, &report,
	    &why), ERR_OK);
	assert_true(promises_has(promises_shown(&g, &report, true),
	    "A quiet visit"));
	reader_close(high);
}

/* By kind, author and day, with what else could be chosen. */
static void
narrowed(void **state)
{
	struct history_narrow by = { STR("commitment"), STR(""), STR("") };
	struct report report;

	(void)state;
	assert_int_equal(history_narrowed(r, g.arena, &by, 100, NULL, &report,
	    &why), ERR_OK);
	check_golden(promises_shown(&g, &report, false),
	    "test/golden/changes.txt");
	by.day = STR("2030-01-01");
	assert_int_equal(history_narrowed(r, g.arena, &by, 100, NULL, &report,
	    &why), ERR_OK);
	assert_int_equal(report.panel[0].block[0].rows, 0);
	assert_true(promises_has(promises_shown(&g, &report, false),
	    "No change fits"));
	/* What may not be seen is no choice either. */
	by = (struct history_narrow){ STR(""), STR(""), STR("") };
	assert_int_equal(history_narrowed(r, g.arena, &by, 100, NULL, &report,
	    &why), ERR_OK);
	assert_false(promises_has(promises_shown(&g, &report, true),
	    "quiet"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_one_thing),
		cmocka_unit_test(each_row_of_a_sheet_has_its_instant),
		cmocka_unit_test(of_everything),
		cmocka_unit_test(narrowed),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
