#include "lib/golden.h"

#include "advise/commitments.h"
#include "lib/promised.h"

static struct str
shown(struct reader *reader, const char *show, const char *lang, bool json)
{
	struct commitments_ask ask = { str_of(show), lang };
	struct report report;
	struct why why = { 0 };

	if (commitments_report(reader, g.arena, &ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
by_state(void **state)
{
	(void)state;
	check_golden(shown(r, "", NULL, false),
	    "test/golden/commitments.txt");
	check_golden(shown(r, "delivered", NULL, true),
	    "test/golden/commitments.json");
	check_golden(shown(r, "board", "vi", false),
	    "test/golden/commitments-board.txt");
}

/* A line to sign under each owner; the other side's promises are not ours. */
static void
by_owner(void **state)
{
	struct str s = shown(r, "owners", NULL, false);

	(void)state;
	assert_true(promises_has(s, "Training Directorate"));
	assert_true(promises_has(s, "Without an owner"));
	assert_true(promises_has(s, "Seen and agreed"));
	assert_false(promises_has(s, "two instructors"));
}

/* Before a promise was made there is no late one. */
static void
good_news(void **state)
{
	struct reader *early = reg_reader(&g, 3, 199);

	(void)state;
	assert_true(promises_has(shown(early, "", NULL, false),
	    "No late commitment"));
	reader_close(early);
}

static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_false(promises_has(shown(r, "", NULL, true), "quiet"));
	assert_true(promises_has(shown(high, "", NULL, true), "A quiet"));
	reader_close(high);
}

static void
another_word(void **state)
{
	(void)state;
	assert_true(promises_has(shown(r, "soon", NULL, false),
	    "show is one of"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_state),
		cmocka_unit_test(by_owner),
		cmocka_unit_test(good_news),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(another_word),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
