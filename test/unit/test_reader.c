#include "lib/check.h"

#include "lib/register.h"

static struct reg g;

static int
load(void **state)
{
	(void)state;
	reg_make(&g, NULL, 3);
	reg_put(&g, 0, 10, "partner", 1, "code=AUS name=Australia type=state");
	reg_put(&g, 0, 20, "commitment", 2, "code=2026-0001 side=ours "
	    "partner=#1 text=Open_a_clinic due=2026-04");
	reg_put(&g, 1, 25, "verification", 3, "commitment=#2 result=kept");
	reg_put(&g, 2, 26, "partner", 1, "name=Quiet_Australia");
	reg_put(&g, 0, 30, "commitment", 2, "claimed=2026-05-02");
	reg_put(&g, 0, 40, "commitment", 2, "text=Open_two_clinics");
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
status_of(struct reader *r)
{
	struct why why = { 0 };
	struct row *row;
	size_t n;

	if (find_row(r, g.arena, reg_kind(&g, "commitment"), reg_id(2), &row,
	    &n, &why) != ERR_OK)
		return STR("none");
	assert_int_equal(n, 1);
	return row->derived[0];
}

static struct str
words_of(struct reader *r)
{
	struct str code, title;

	if (find_name(r, g.arena, reg_id(2), &code, &title) != ERR_OK)
		return STR("none");
	return title;
}

static void
moves_through_time(void **state)
{
	struct reader *r = reg_reader(&g, 1, 0);
	struct why why = { 0 };
	int32_t march = date_ymd(2026, 3, 1);

	(void)state;
	assert_true(r->now);
	check_str(status_of(r), "claimed");
	check_str(words_of(r), "Open two clinics");
	assert_int_equal(reader_move(r, 39, REG_TODAY, &why), ERR_OK);
	assert_false(r->now);
	check_str(words_of(r), "Open a clinic");
	check_str(status_of(r), "claimed");
	assert_int_equal(reader_move(r, 29, REG_TODAY, &why), ERR_OK);
	check_str(status_of(r), "late");
	assert_int_equal(reader_move(r, 29, march, &why), ERR_OK);
	check_str(status_of(r), "open");
	assert_int_equal(reader_move(r, 19, march, &why), ERR_OK);
	check_str(status_of(r), "none");
	check_str(words_of(r), "none");
	assert_null(find_kind(r, reg_id(2)));
	assert_int_equal(reader_move(r, UINT64_MAX, REG_TODAY, &why), ERR_OK);
	check_str(words_of(r), "Open two clinics");
	reader_close(r);
}

static void
opens_only_its_partitions(void **state)
{
	struct reader *low = reg_reader(&g, 1, 0);
	struct reader *middle = reg_reader(&g, 3, 0);
	struct reader *high = reg_reader(&g, 7, 0);
	struct why why = { 0 };
	struct row *row;
	size_t n;

	(void)state;
	check_str(status_of(low), "claimed");
	check_str(status_of(middle), "kept");
	assert_null(find_kind(low, reg_id(3)));
	check_str(find_kind(middle, reg_id(3))->name, "verification");
	assert_int_equal(find_row(high, g.arena, reg_kind(&g, "partner"),
	    reg_id(1), &row, &n, &why), ERR_OK);
	assert_int_equal(n, 2);
	check_str(row[0].label, "l0");
	check_str(row[1].label, "l2");
	assert_int_equal(find_row(middle, g.arena, reg_kind(&g, "partner"),
	    reg_id(1), &row, &n, &why), ERR_OK);
	assert_int_equal(n, 1);
	reader_close(low);
	reader_close(middle);
	reader_close(high);
}

/* The door itself refuses what is not a view of this reader. */
static void
nothing_else_can_be_named(void **state)
{
	static const char *const asked[] = {
		"SELECT count(*) FROM p0_partner",
		"SELECT count(*) FROM p2_partner",
		"SELECT count(*) FROM p0_record",
		"SELECT count(*) FROM office",
		"SELECT count(*) FROM sqlite_schema",
		"SELECT count(*) FROM partner_p2",
		("WITH partner_p0 AS (SELECT id FROM p2_partner) "
		    "SELECT id FROM partner_p0"),
		"UPDATE asof SET hlc = 0",
		"CREATE TEMP VIEW more AS SELECT * FROM p2_partner",
		"DELETE FROM p0_partner",
	};
	struct reader *r = reg_reader(&g, 3, 0);
	struct why why = { 0 };

	(void)state;
	assert_int_equal(db_compose(r->db, DB_READ,
	    STR("SELECT count(*) FROM partner_p1"), NO_ARGS, NULL, &why),
	    ERR_OK);
	for (size_t i = 0; i < countof(asked); i++)
		if (db_compose(r->db, DB_READ, str_of(asked[i]), NO_ARGS, NULL,
		    &why) == ERR_OK)
			fail_msg("%s", asked[i]);
	reader_close(r);
}

static void
one_transaction_is_one_moment(void **state)
{
	struct reader *r = reg_reader(&g, 1, 0);
	struct why why = { 0 };
	int64_t before = 0, within = 0, after = 0;
	const struct kind *k = reg_kind(&g, "organ");

	(void)state;
	assert_int_equal(reader_begin(r, &why), ERR_OK);
	assert_int_equal(find_count(r, k, STR(""), &before, &why), ERR_OK);
	reg_put(&g, 0, 50, "organ", 50, "code=X1 name=Office");
	assert_int_equal(find_count(r, k, STR(""), &within, &why), ERR_OK);
	reader_end(r);
	assert_int_equal(find_count(r, k, STR(""), &after, &why), ERR_OK);
	assert_int_equal(within, before);
	assert_int_equal(after, before + 1);
	reader_close(r);
}

static void
nothing_to_read_is_denied(void **state)
{
	struct why why = { 0 };
	struct reader *r;

	(void)state;
	assert_int_equal(reader_open(&g.office, 0, 0, 0, &r, &why),
	    ERR_DENIED);
	assert_null(r);
	assert_int_equal(reader_open(&g.office, 1 << 5, 0, 0, &r, &why),
	    ERR_DENIED);
	reader_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_through_time),
		cmocka_unit_test(opens_only_its_partitions),
		cmocka_unit_test(nothing_else_can_be_named),
		cmocka_unit_test(one_transaction_is_one_moment),
		cmocka_unit_test(nothing_to_read_is_denied),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
