#include "lib/golden.h"

#include "advise/decision.h"
#include "lib/promises.h"

static struct reg g;
static struct why why;

static int
load(void **state)
{
	(void)state;
	promises_make(&g);
	promises_secret(&g);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reg_free(&g);
	return 0;
}

static struct str
decision(uint64_t mask, uint64_t deed, const char *lang,
    struct decision_need *need)
{
	struct decision_ask ask = { .id = reg_id(deed), .lang = lang };
	struct reader *r = reg_reader(&g, mask, 0);
	struct report report;
	struct str shown;
	enum err e;

	why = (struct why){ 0 };
	e = decision_report(r, g.arena, &ask, &report, need, &why);
	shown = e == ERR_OK ? promises_shown(&g, &report, false) :
	    arena_printf(g.arena, "%d", (int)e);
	reader_close(r);
	return shown;
}

static void
what_a_decision_does(void **state)
{
	struct decision_need need;

	(void)state;
	check_golden(decision(1, P_EXERCISE, "en", &need),
	    "test/golden/decision.txt");
	assert_int_equal(need.clashes, 0);
	check_golden(decision(1, P_EXERCISE, "vi", &need),
	    "test/golden/decision-vi.txt");
}

/* The eight deeds of one group make shares; one more on its days clashes. */
static void
balance_and_clashes(void **state)
{
	struct decision_need need;
	struct str said;

	(void)state;
	for (unsigned i = 0; i < 8; i++)
		reg_put(&g, 0, 600 + i, "activity", 100 + i, i < 6
		    ? "code=D title=Talks type=policy-dialogue partner=#1 "
		    "start=2026-02-03 approved=2026-01-05 place=Hue"
		    : "code=D title=Talks type=policy-dialogue partner=#2 "
		    "start=2026-12-03 approved=2026-01-05 place=Hue");
	reg_put(&g, 0, 700, "activity", 200, "code=E title=Asked "
	    "type=policy-dialogue partner=#2 start=2026-12-03 place=hue");
	said = decision(1, 200, "en", &need);
	assert_int_equal(need.clashes, 2);
	assert_false(need.begun);
	assert_false(need.decided);
	assert_true(promises_has(said, "for, "));
	assert_true(promises_has(said, "against"));
	assert_true(promises_has(said, "Other partners") ||
	    promises_has(said, "All other partners"));
	(void)decision(1, 100, "en", &need);
	assert_true(need.decided);
}

/* need, a yes, the reason; a word of what is owed, or NULL */
static const struct {
	struct decision_need need;
	bool yes;
	const char *reason, *owes;
} debts[] = {
	{ { 0 }, false, "", NULL },
	{ { 0 }, true, "", "answered with yes" },
	{ { .clashes = 1 }, false, "  too short ", "wanted at the same time" },
	{ { .clashes = 1 }, false, "long enough", NULL },
	{ { .begun = true }, false, "", "after it has begun" },
	{ { .begun = true, .decided = true }, true, "", NULL },
};

static void
what_must_be_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(debts); i++) {
		const char *owes = decision_owes(&debts[i].need, debts[i].yes,
		    str_of(debts[i].reason));

		if (debts[i].owes == NULL)
			assert_null(owes);
		else
			assert_true(promises_has(str_of(owes),
			    debts[i].owes));
	}
}

/* What the reader may not see is not there, and counts nowhere. */
static void
two_readers(void **state)
{
	struct decision_need need;

	(void)state;
	assert_false(promises_has(decision(1, P_SECRET_DEED, "en", &need),
	    "What is asked?"));
	assert_true(promises_has(decision(3, P_SECRET_DEED, "en", &need),
	    "What is asked?"));
}

static void
what_waits(void **state)
{
	struct reader *r = reg_reader(&g, 1, 0);
	struct report report;

	(void)state;
	assert_int_equal(decision_waiting(r, g.arena, "en", &report, &why),
	    ERR_OK);
	assert_true(promises_has(promises_shown(&g, &report, false),
	    "Asked"));
	assert_false(promises_has(promises_shown(&g, &report, false),
	    "Talks"));
	assert_int_equal(decision_waiting(r, g.arena, "vi", &report, &why),
	    ERR_OK);
	assert_true(promises_has(promises_shown(&g, &report, false),
	    "Đối tác"));
	reader_close(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_decision_does),
		cmocka_unit_test(balance_and_clashes),
		cmocka_unit_test(what_must_be_said),
		cmocka_unit_test(two_readers),
		cmocka_unit_test(what_waits),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
