/* The pages of agreements, directives and texts. */
#include "lib/golden.h"

#include "advise/agreements.h"
#include "advise/directives.h"
#include "advise/library.h"
#include "lib/promised.h"

static struct report report;
static struct why why;

static int
load(void **state)
{
	(void)promised(state);
	reg_put(&g, 0, 600, "agreement", 90, "code=2024-0001 partner=#1 "
	    "title=Memorandum_on_courses signed=2024-05-01 "
	    "in_force=2024-06-01 expires=2026-07-01");
	reg_put(&g, 0, 601, "commitment", P_KEPT, "agreement=#90");
	reg_put(&g, 0, 602, "treaty_action", 91, "agreement=#90 "
	    "action=signature date=2024-05-01 partner=#1");
	reg_put(&g, 0, 603, "clause", 92, "directive=#10 parent=#11 "
	    "ordinal=1.1 text=Begin_with_bridges");
	reg_put(&g, 0, 604, "directive", 93, "code=800-D "
	    "title=An_older_directive issued=2010-01-01");
	reg_put(&g, 1, 605, "agreement", 94, "code=M-2024-0001 partner=#1 "
	    "title=A_quiet_arrangement signed=2024-05-01 expires=2026-06-20");
	return 0;
}

static struct str
told(enum err e, bool json)
{
	return e == ERR_OK ? promises_shown(&g, &report, json) :
	    arena_printf(g.arena, "%s", why.text);
}

static struct str
agreements(struct reader *reader, const char *show, bool json)
{
	struct agreements_ask ask = { str_of(show), NULL };

	why = (struct why){ 0 };
	return told(agreements_report(reader, g.arena, &ask, &report, &why),
	    json);
}

static struct str
directives(const char *show, const char *lang)
{
	struct directives_ask ask = { str_of(show), lang };

	why = (struct why){ 0 };
	return told(directives_report(r, g.arena, &ask, &report, &why), false);
}

static struct str
library(const char *show, bool json)
{
	struct library_ask ask = { str_of(show), NULL };

	why = (struct why){ 0 };
	return told(library_report(r, g.arena, &ask, &report, &why), json);
}

static void
what_runs(void **state)
{
	(void)state;
	check_golden(agreements(r, "expiring", false),
	    "test/golden/agreements.txt");
	check_golden(agreements(r, "", true), "test/golden/agreements.json");
	assert_true(promises_has(agreements(r, "soon", false),
	    "show is one of"));
}

static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);

	(void)state;
	assert_false(promises_has(agreements(r, "expiring", true), "quiet"));
	assert_true(promises_has(agreements(high, "expiring", true),
	    "A quiet arrangement"));
	reader_close(high);
}

static void
clause_by_clause(void **state)
{
	(void)state;
	check_golden(directives("", NULL), "test/golden/directives.txt");
	assert_true(promises_has(directives("ended", "vi"), "Văn bản"));
	assert_true(promises_has(directives("old", NULL), "show is one of"));
}

static void
texts(void **state)
{
	(void)state;
	check_golden(library("", true), "test/golden/library.json");
	assert_true(promises_has(library("press", false),
	    "Nothing is kept here yet"));
	assert_true(promises_has(library("resolutions", false),
	    "Directive on practical cooperation"));
	assert_true(promises_has(library("maps", false), "show is one of"));
}

/* A letter for each passage, and the record it became with its state. */
static void
what_each_became(void **state)
{
	(void)state;
	check_golden(told(library_document(r, g.arena, reg_id(60), NULL,
	    &report, &why), false), "test/golden/library-document.txt");
	assert_int_equal(library_document(r, g.arena, reg_id(999), NULL,
	    &report, &why), ERR_MISSING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_runs),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(clause_by_clause),
		cmocka_unit_test(texts),
		cmocka_unit_test(what_each_became),
	};

	return cmocka_run_group_tests(tests, load, promised_end);
}
