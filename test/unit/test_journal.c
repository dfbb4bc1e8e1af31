#include "lib/check.h"

#include <sodium.h>

#include "lib/lane.h"

static void
appended_reads_back(void **state)
{
	struct lane_office o;
	struct why why = { "" };
	struct journal_draft d;
	struct entry e, again;
	uint64_t count = 0;

	(void)state;
	lane_office_make(&o, 1);
	lane_append(&o, "first", 3);
	d = lane_draft(&o, "second", 12);
	assert_int_equal(journal_begin(o.journal, &why), ERR_OK);
	assert_int_equal(journal_append(o.journal, o.arena, LANE_PART, &d,
	    NULL, &e, &why), ERR_OK);
	assert_int_equal(journal_end(o.journal, &why), ERR_OK);
	assert_int_equal(e.seq, 2);
	assert_int_equal(e.ops, 12);
	check_str(e.note, "second");
	assert_true(id_eq(e.author, d.author));
	for (size_t i = 0; i < e.ops; i++) {
		assert_true(id_eq(e.op[i].entity, d.op[i].entity));
		assert_int_equal(e.op[i].field, d.op[i].field);
		assert_true(value_eq(&e.op[i].value, &d.op[i].value));
		assert_int_equal(e.op[i].n_supersedes, d.op[i].n_supersedes);
	}
	assert_int_equal(journal_get(o.db, LANE_PART, e.lane, 2, o.arena,
	    &again, &why), ERR_OK);
	assert_memory_equal(&again.id, &e.id, sizeof(e.id));
	assert_int_equal(journal_get(o.db, LANE_PART, e.lane, 3, o.arena,
	    &again, &why), ERR_MISSING);
	assert_int_equal(journal_verify(o.db, LANE_PART, &count, &why), ERR_OK);
	assert_int_equal(count, 3);
	lane_office_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appended_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
