#include "lib/golden.h"

#include "advise/papers.h"
#include "lib/promised.h"

static struct str
board(struct reader *reader, const char *period, const char *lang)
{
	struct papers_ask ask = { .lang = lang };
	struct report report;
	struct why why = { 0 };

	if (period[0] != '\0')
		assert_true(date_parse(str_of(period), &ask.period));
	if (papers_board(reader, g.arena, &ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, false);
}

static void
which_there_are(void **state)
{
	struct papers_ask ask = { 0 };
	struct report report;
	struct str s;

	(void)state;
	papers_report(r, g.arena, &ask, &report);
	s = promises_shown(&g, &report, false);
	assert_true(promises_has(s, "Paper for the board: Q2 2026"));
	assert_true(promises_has(s, "Quarterly report: Q1 2026"));
	check_str(report.panel[0].block[0].cell[1].link,
	    "/?period=2026-Q1");
}

/* What was approved in the time it is about, and nothing else. */
static void
of_a_quarter(void **state)
{
	struct str s;

	(void)state;
	reg_put(&g, 0, 70, "activity", 70, "code=2026-0070 title=Bridge_day "
	    "type=x partner=#1 start=2026-07-10 approved=2026-05-02 "
	    "approved_by=Head");
	reg_put(&g, 0, 71, "activity", 71, "code=2026-0071 title=Older_day "
	    "type=x partner=#1 start=2026-07-11 approved=2026-03-31");
	s = board(r, "", NULL);
	assert_true(promises_has(s, "2 decisions in Q2 2026"));
	assert_true(promises_has(s, "2 May 2026"));
	assert_true(promises_has(s, "Bridge"));
	assert_true(promises_has(s, "2 late commitments"));
	assert_true(promises_has(s, "Seen and agreed"));
	assert_true(promises_has(board(r, "2026-Q1", NULL),
	    "1 decision in Q1 2026"));
	assert_true(promises_has(board(r, "2024", NULL),
	    "Nothing was approved"));
}

static void
in_vietnamese(void **state)
{
	struct str s = board(r, "2026-Q2", "vi");

	(void)state;
	assert_true(promises_has(s, "T\xc3\xa0i li\xe1\xbb\x87u h\xe1\xbb\x8dp"));
	assert_false(promises_has(s, "Which promises"));
}

/* A label above shows nowhere, in no number. */
static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_false(promises_has(board(r, "", NULL), "quiet"));
	assert_true(promises_has(board(high, "", NULL), "3 late"));
	reader_close(high);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(which_there_are),
		cmocka_unit_test(of_a_quarter),
		cmocka_unit_test(in_vietnamese),
		cmocka_unit_test(nothing_of_a_label_above),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
