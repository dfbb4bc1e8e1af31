/* Time at the office, who may see what, and offices that are not there. */
#include "lib/check.h"

#include "lib/folder_office.h"

static int64_t now;

static int64_t
stopped(struct world *w)
{
	(void)w;
	return now;
}

static struct world world;
static struct office *office;

static int
setup(void **state)
{
	(void)state;
	world = *world_posix();
	world.now_ms = stopped;
	now = 1795262400000; /* 2026-11-21T12:00:00Z */
	office = folder_office(&world, "vietnam", true);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	folder_office_remove(office);
	return 0;
}

static void
reopened(void **state)
{
	struct office *o;
	struct why why = { 0 };

	(void)state;
	assert_int_equal(office_open(&world, office->dir, &o, &why),
	    ERR_OK);
	check_str(o->name, "Test");
	check_str(o->pack, "vietnam");
	assert_true(o->demo);
	assert_int_equal(o->parts, 5);
	assert_int_equal(o->offset_min, 420);
	office_close(o);
	assert_int_equal(office_open(&world, STR("/nowhere/at/all"), &o, &why),
	    ERR_MISSING);
	assert_non_null(strstr(why.text, "comity init /nowhere/at/all"));
}

/* It is the 22nd in Ha Noi from 17:00 of the 21st in Greenwich on. */
static void
days(void **state)
{
	int32_t day = date_ymd(2026, 11, 21);

	(void)state;
	assert_int_equal(office_today(office), day);
	now += 5 * 3600000 - 1;
	assert_int_equal(office_today(office), day);
	assert_true(office_day_end(office, day) >> 16 == (uint64_t)now);
	now += 1;
	assert_int_equal(office_today(office), day + 1);
	assert_true(office_day_end(office, day) < (uint64_t)now << 16);
	now = 1795262400000;
}

static const struct {
	const char *text;
	int64_t ms; /* 0: now, -1: refused */
	const char *today;
} instants[] = {
	{ "", 0, "2026-11-21" },
	{ "now", 0, "2026-11-21" },
	{ "2026-06-30", 1782838799999, "2026-06-30" },
	{ "2025", 1767200399999, "2025-12-31" },
	{ "2026-06-30T20:00:00Z", 1782849600000, "2026-07-01" },
	{ "2026-06-30T20:00:00+07:00", 1782824400000, "2026-06-30" },
	{ "31/02/2026", -1, "" },
	{ "soon", -1, "" },
};

static void
as_of(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(instants); i++) {
		struct buf b CLEANUP(buf_free) = { .max = KIB };
		struct why why = { 0 };
		uint64_t hlc;
		int32_t today;
		enum err e = office_as_of(office, str_of(instants[i].text),
		    &hlc, &today, &why);

		if (instants[i].ms < 0) {
			assert_int_equal(e, ERR_INPUT);
			continue;
		}
		assert_int_equal(e, ERR_OK);
		if (instants[i].ms == 0)
			assert_true(hlc == INT64_MAX - 1);
		else
			assert_int_equal(hlc >> 16, instants[i].ms);
		date_format(&b, (struct date){ today, today });
		check_str(buf_view(&b), instants[i].today);
	}
}

static const struct {
	const char *tokens;
	uint64_t mask; /* 0: refused */
} clearances[] = {
	{ "", 31 },
	{ "public", 1 },
	{ "internal", 3 },
	{ "secret", 15 },
	{ " internal , public ", 3 },
	{ "top-secret", 31 },
	{ "cosmic", 0 },
};

static void
clearance(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(clearances); i++) {
		struct why why = { 0 };
		uint64_t mask;
		enum err e = office_clearance(office,
		    str_of(clearances[i].tokens), &mask, &why);

		assert_int_equal(e, clearances[i].mask == 0 ? ERR_INPUT
		    : ERR_OK);
		assert_int_equal(mask, clearances[i].mask);
	}
	assert_ptr_equal(office_part_named(office, STR("internal")),
	    &office->part[1]);
	assert_null(office_part_named(office, STR("cosmic")));
	assert_null(office_part_named(office, STR("(internal")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reopened),
		cmocka_unit_test(days),
		cmocka_unit_test(as_of),
		cmocka_unit_test(clearance),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
