#include "lib/check.h"

#include "base/map.h"
#include "base/rng.h"

static void
put_get_replace(void **state)
{
	struct arena *a = arena_new(MIB);
	struct map *m = map_new(a);
	int x, y;

	(void)state;
	assert_null(map_get(m, STR("x")));
	assert_null(map_put(m, STR("x"), &x));
	assert_null(map_put(m, STR(""), &y));
	assert_ptr_equal(map_get(m, STR("x")), &x);
	assert_ptr_equal(map_get(m, STR("")), &y);
	assert_ptr_equal(map_put(m, STR("x"), &y), &x);
	assert_ptr_equal(map_get(m, STR("x")), &y);
	assert_int_equal(map_count(m), 2);
	check_dies(map_put(m, STR("z"), NULL));
	arena_free(a);
}

static void
growth_keeps_everything_in_order(void **state)
{
	enum { N = 20000 };
	struct arena *a = arena_new(64 * MIB);
	struct map *m = map_new(a);
	int *value = arena_array(a, N, sizeof(int));
	struct str key;
	size_t at = 0;
	int *v;

	(void)state;
	for (int i = 0; i < N; i++) {
		value[i] = i;
		assert_null(map_put(m, arena_printf(a, "key %d", i * 7919),
		    &value[i]));
	}
	assert_int_equal(map_count(m), N);
	for (int i = 0; i < N; i++) {
		v = map_get(m, arena_printf(a, "key %d", i * 7919));
		assert_ptr_equal(v, &value[i]);
	}
	assert_null(map_get(m, STR("key 1")));
	for (int i = 0; (v = map_each(m, &at, &key)) != NULL; i++) {
		assert_int_equal(*v, i);
		assert_true(str_starts(key, STR("key ")));
	}
	assert_int_equal(at, N);
	arena_free(a);
}

/* SplitMix64 from seed 0: the first numbers of the published generator. */
static void
seeded_numbers(void **state)
{
	struct rng r = { 0 }, again = { 0 };

	(void)state;
	assert_true(rng_next(&r) == 0xe220a8397b1dcdafu);
	assert_true(rng_next(&r) == 0x6e789e6aa1b965f4u);
	assert_true(rng_next(&r) == 0x06c45d188009454fu);
	for (int i = 0; i < 1000; i++)
		assert_in_range(rng_below(&again, 6), 0, 5);
	check_dies(rng_below(&r, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(put_get_replace),
		cmocka_unit_test(growth_keeps_everything_in_order),
		cmocka_unit_test(seeded_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
