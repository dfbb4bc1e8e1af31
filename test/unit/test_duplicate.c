#include "lib/check.h"

#include "study/duplicate.h"

static struct arena *a;

static int
setup(void **state)
{
	(void)state;
	a = arena_new(64 * MIB);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static void
titles(void **state)
{
	static const struct {
		const char *x, *y;
		bool alike;
	} cases[] = {
		{ "Visit of the Chief of Army", "Chief of Army visits", true },
		{ "Chief of Army visit", "Visit of the Chief of Army", true },
		{ "Port call, Australia", "port call: AUSTRALIA", true },
		{ "Đối thoại chính sách", "doi thoai chinh sach", true },
		{ "Port call", "Policy dialogue", false },
		{ "Call", "Call of a training ship at Da Nang", false },
		{ "", "", false },
		{ "of the", "of the", false },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct str x = str_of(cases[i].x), y = str_of(cases[i].y);
		double one = duplicate_alike(a, x, y);

		assert_true(one == duplicate_alike(a, y, x));
		assert_true(one >= 0 && one <= 1);
		if ((one >= DUPLICATE_ALIKE) != cases[i].alike)
			fail_msg("%s | %s: %.2f", cases[i].x, cases[i].y, one);
	}
}

static void
days(void **state)
{
	struct duplicate_record x = { STR("AUS"), { 100, 100 }, STR("Call") };
	struct duplicate_record y = x;

	(void)state;
	y.when = (struct date){ 102, 110 };
	assert_true(duplicate_meets(&x, &y) && duplicate_meets(&y, &x));
	y.when.lo = 103;
	assert_false(duplicate_meets(&x, &y) || duplicate_meets(&y, &x));
	y.when = (struct date){ 1, 365 };
	assert_false(duplicate_meets(&x, &y));
	y.when = (struct date){ 1, 0 };
	assert_false(duplicate_meets(&x, &y));
	y = x;
	y.partner = STR("IND");
	assert_false(duplicate_meets(&x, &y));
}

/* The same pairs as comparing each with each, where few meet. */
static void
sweep_finds_what_pairs_find(void **state)
{
	static const char *const title[] = { "Port call", "Port call again",
		"Policy dialogue", "Course" };
	static const char *const partner[] = { "AUS", "IND", "" };
	struct duplicate_record r[200];
	struct duplicate_pair *pair;
	size_t n, want = 0;
	uint32_t seed = 7;

	(void)state;
	for (size_t i = 0; i < countof(r); i++) {
		int32_t day;

		seed = seed * 1664525 + 1013904223;
		day = (int32_t)(seed >> 8) % 400;
		r[i] = (struct duplicate_record){
			str_of(partner[(seed >> 20) % 3]),
			{ day, day + (int32_t)(seed >> 28) },
			str_of(title[(seed >> 24) % 4]) };
	}
	for (size_t i = 0; i < countof(r); i++)
		for (size_t k = i + 1; k < countof(r); k++)
			want += duplicate_meets(&r[i], &r[k]) &&
			    duplicate_alike(a, r[i].title, r[k].title) >=
			    DUPLICATE_ALIKE;
	n = duplicate_pairs(a, r, countof(r), &pair);
	assert_true(want > 20);
	assert_int_equal(n, want);
	for (size_t i = 0; i < n; i++)
		assert_true(duplicate_meets(&r[pair[i].a], &r[pair[i].b]));
}

/* Very many on one day of one partner: bounded. */
static void
cost_is_bounded(void **state)
{
	enum { MANY = 2000 };
	struct duplicate_record *r = arena_array(a, MANY, sizeof(*r));
	struct duplicate_pair *pair;
	size_t n;

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		r[i] = (struct duplicate_record){ STR("AUS"), { 9, 9 },
			arena_printf(a, "Call %zu", i) };
	n = duplicate_pairs(a, r, MANY, &pair);
	assert_true(n <= (size_t)MANY * DUPLICATE_NEXT);
	assert_int_equal(duplicate_pairs(a, r, 0, &pair), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles),
		cmocka_unit_test(days),
		cmocka_unit_test(sweep_finds_what_pairs_find),
		cmocka_unit_test(cost_is_bounded),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
