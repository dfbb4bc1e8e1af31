#include "lib/golden.h"

#include "advise/record.h"
#include "lib/promised.h"

static struct why why;

static struct str
record_as(struct reader *reader, const char *kind, uint64_t n, bool json)
{
	struct record_ask ask = { .kind = reg_kind(&g, kind),
		.id = reg_id(n) };
	struct report report;

	why = (struct why){ 0 };
	if (record_report(reader, g.arena, &ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, json);
}

static struct str
record(const char *kind, uint64_t n, bool json)
{
	return record_as(r, kind, n, json);
}

static void
a_promise(void **state)
{
	(void)state;
	check_golden(record("commitment", P_KEPT, false),
	    "test/golden/record-commitment.txt");
	check_golden(record("commitment", P_KEPT, true),
	    "test/golden/record-commitment.json");
}

static void
a_deed(void **state)
{
	(void)state;
	check_golden(record("activity", P_EXERCISE, false),
	    "test/golden/record-activity.txt");
}

static void
a_clause(void **state)
{
	(void)state;
	check_golden(record("clause", P_CLAUSE_2, false),
	    "test/golden/record-clause.txt");
}

static void
a_document(void **state)
{
	struct str s = record("document", 60, false);

	(void)state;
	assert_true(promises_has(s,
	    "They met. [We shall open twenty places on the "
	    "engineer course.] (A)"));
	assert_true(promises_has(s, "1 passage of it is recorded."));
}

static void
nothing_of_a_label_above(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);
	struct str s = record("clause", P_CLAUSE_10, false);

	(void)state;
	assert_false(promises_has(s, "quiet"));
	assert_true(promises_has(record_as(high, "clause", P_CLAUSE_10, false),
	    "A quiet visit"));
	/* What is above is missing, as what is not there. */
	check_str(record("activity", P_SECRET_DEED, false),
	    record("activity", 999, false).p);
	assert_true(promises_has(record_as(high, "activity", P_SECRET_DEED,
	    true),
	    "\"marking\": \"l1\""));
	reader_close(high);
}

static void
a_directive(void **state)
{
	struct str s = record("directive", P_DIRECTIVE, false);

	(void)state;
	assert_true(promises_has(s, "10   Keep a list of interpreters"));
	assert_true(promises_has(record("directive", P_DIRECTIVE, true),
	    "/directives/901-D/review"));
}

/* Every kind has a page, and every table of attached rows names fields. */
static void
every_kind_has_a_page(void **state)
{
	(void)state;
	reg_put(&g, 0, 650, "participant", 200, "activity=#30 partner=#2 "
	    "role=member");
	for (size_t i = 0; i < g.office.kinds.n; i++) {
		const struct kind *k = &g.office.kinds.kind[i];
		uint64_t n = 300 + i;

		reg_put(&g, 0, 660 + i, arena_cstr(g.arena, k->name), n,
		    "source=here");
		assert_true(promises_has(record(arena_cstr(g.arena, k->name), n,
		    true),
		    "\"here\""));
	}
	assert_true(promises_has(record("activity", P_COURSE, false),
	    "Who took part?"));
}

/* Two records that did not see each other: both values are shown. */
static void
contested_values_are_all_shown(void **state)
{
	uint16_t place = reg_field(&g, "activity.place");
	struct str s;

	(void)state;
	for (uint64_t i = 0; i < 2; i++) {
		struct op op = { .entity = reg_id(P_VISIT), .field = place,
			.value = { .type = VALUE_TEXT,
			    .text = i == 0 ? STR("Northport") :
			        STR("Southport") } };

		reg_apply(&g, 0, reg_entry(&g, 700 + i, 1, &op));
	}
	s = record("activity", P_VISIT, false);
	assert_true(promises_has(s, "Northport"));
	assert_true(promises_has(s, "Southport"));
	assert_true(promises_has(s, "one of several values"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_promise),
		cmocka_unit_test(a_deed),
		cmocka_unit_test(a_clause),
		cmocka_unit_test(a_document),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(a_directive),
		cmocka_unit_test(every_kind_has_a_page),
		cmocka_unit_test(contested_values_are_all_shown),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
