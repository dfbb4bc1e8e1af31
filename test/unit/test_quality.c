#include "lib/golden.h"

#include "advise/quality.h"
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_board),
		cmocka_unit_test(one_check),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
