#include "lib/check.h"

#include "base/arena.h"
#include "base/size.h"

static void
zeroed_and_aligned(void **state)
{
	struct arena *a = arena_new(MIB);

	(void)state;
	for (size_t n = 0; n < 200; n++) {
		unsigned char *p = arena_alloc(a, n);

		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	arena_free(a);
}

static void
one_piece_larger_than_a_chunk(void **state)
{
	struct arena *a = arena_new(8 * MIB);
	char *small = arena_alloc(a, 10), *large = arena_alloc(a, 5 * MIB);

	(void)state;
	small[9] = 1;
	large[5 * MIB - 1] = 2;
	assert_int_equal(small[9], 1);
	arena_free(a);
}

static void
mark_and_rewind(void **state)
{
	struct arena *a = arena_new(MIB);
	struct arena_mark empty = arena_mark(a), some;
	size_t all = arena_left(a), left;
	struct str kept;

	(void)state;
	kept = arena_str(a, STR("kept"));
	some = arena_mark(a);
	left = arena_left(a);
	for (int i = 0; i < 100; i++)
		(void)arena_printf(a, "%01000d", i);
	assert_true(arena_left(a) < left);
	arena_rewind(a, some);
	assert_int_equal(arena_left(a), left);
	check_str(kept, "kept");
	assert_int_equal(*(char *)arena_alloc(a, 1), 0);
	arena_rewind(a, empty);
	assert_int_equal(arena_left(a), all);
	arena_free(a);
}

static void
a_list_grows_and_keeps_its_items(void **state)
{
	struct arena *a = arena_new(MIB);
	uint64_t *list = NULL, *before;

	(void)state;
	for (uint64_t n = 0; n < 1000; n++) {
		before = list;
		list = arena_grow(a, list, n, sizeof(*list));
		/* It moves when it is full and only then. */
		assert_int_equal(list != before, n == 0 || (n >= 8 &&
		    (n & (n - 1)) == 0));
		assert_int_equal(list[n], 0);
		for (uint64_t i = 0; i < n; i++)
			assert_int_equal(list[i], i + 7);
		list[n] = n + 7;
	}
	arena_free(a);
}

static void
reset_gives_all_back(void **state)
{
	struct arena *a = arena_new(100 * KIB);

	(void)state;
	for (int i = 0; i < 1000; i++) {
		(void)!arena_alloc(a, 90 * KIB);
		arena_reset(a);
	}
	assert_int_equal(arena_left(a), 100 * KIB);
	arena_free(a);
	arena_free(NULL);
}

/* What was small is had again, zeroed; what was large is given back. */
static void
reset_keeps_one_small_piece(void **state)
{
	struct arena *a = arena_new(8 * MIB);
	char *first = NULL, *again = NULL;

	(void)state;
	for (int i = 0; i < 4; i++) {
		(void)!arena_alloc(a, 10 * KIB);
		again = arena_alloc(a, 40 * KIB);
		if (i == 2)
			first = again;
		assert_int_equal(again[40 * KIB - 1], 0);
		memset(again, 0xff, 40 * KIB);
		arena_reset(a);
	}
	assert_ptr_equal(first, again);
	(void)!arena_alloc(a, 5 * MIB);
	arena_reset(a);
	assert_int_equal(*(char *)arena_alloc(a, 1), 0);
	arena_free(a);
}

/* Where it was used before and where it never was. */
static void
zeroed_again(void **state)
{
	struct arena *a = arena_new(MIB);
	struct arena_mark m;
	unsigned char *p;

	(void)state;
	(void)!arena_alloc(a, 100);
	m = arena_mark(a);
	for (size_t n = 16; n < 12 * KIB; n *= 3) {
		p = arena_alloc(a, n);
		memset(p, 0xff, n);
		arena_rewind(a, m);
		p = arena_alloc(a, 2 * n + 5);
		for (size_t i = 0; i < 2 * n + 5; i++)
			assert_int_equal(p[i], 0);
		arena_rewind(a, m);
	}
	arena_free(a);
}

static void
copies_end_in_nul(void **state)
{
	struct arena *a = arena_new(MIB);
	struct str s = arena_str(a, STR("abc")), f;

	(void)state;
	assert_int_equal(s.n, 3);
	assert_int_equal(s.p[3], '\0');
	assert_string_equal(arena_cstr(a, STR("")), "");
	assert_string_equal(arena_cstr(a, (struct str){ NULL, 0 }), "");
	f = arena_printf(a, "%s-%d", "x", 42);
	check_str(f, "x-42");
	assert_int_equal(f.p[4], '\0');
	arena_free(a);
}

static void
over_the_cap_dies(void **state)
{
	struct arena *a = arena_new(1000);

	(void)state;
	(void)!arena_alloc(a, 500);
	check_dies(arena_alloc(a, 501));
	check_dies(arena_alloc(a, SIZE_MAX));
	check_dies(arena_array(a, SIZE_MAX / 2, 3));
	(void)!arena_alloc(a, 100);
	arena_free(a);
}

static void
sizes_do_not_wrap(void **state)
{
	(void)state;
	assert_int_equal(size_add(2, 3), 5);
	assert_int_equal(size_mul(7, 6), 42);
	check_dies(size_add(SIZE_MAX, 1));
	check_dies(size_mul(SIZE_MAX, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeroed_and_aligned),
		cmocka_unit_test(one_piece_larger_than_a_chunk),
		cmocka_unit_test(mark_and_rewind),
		cmocka_unit_test(a_list_grows_and_keeps_its_items),
		cmocka_unit_test(reset_gives_all_back),
		cmocka_unit_test(reset_keeps_one_small_piece),
		cmocka_unit_test(zeroed_again),
		cmocka_unit_test(copies_end_in_nul),
		cmocka_unit_test(over_the_cap_dies),
		cmocka_unit_test(sizes_do_not_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
