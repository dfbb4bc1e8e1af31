#include "lib/check.h"

#include "base/str.h"
#include "web/kept.h"

static struct report
titled(struct arena *a, struct str title, size_t bytes)
{
	struct report r = { .name = STR("sample"), .title = title };
	struct report_panel *p = report_add_panel(a, &r, "words", title);
	char *fill = arena_alloc(a, bytes + 1);

	memset(fill, 'x', bytes);
	p->answer = (struct str){ fill, bytes };
	return r;
}

static void
what_was_asked_is_kept(void **state)
{
	struct kept *k = kept_new();
	struct arena *a = arena_new(MIB), *gone = arena_new(MIB);
	struct kept_moment now = { .newest = 7, .today = 20000 }, then = now;
	struct report r = titled(gone, arena_str(gone, STR("One")), 10), got;

	(void)state;
	assert_false(kept_get(k, a, &now, STR("/?year=2026"), &got));
	kept_put(k, &now, STR("/?year=2026"), &r);
	arena_free(gone);
	assert_true(kept_get(k, a, &now, STR("/?year=2026"), &got));
	check_str(got.title, "One");
	check_str(got.panel[0].answer, "xxxxxxxxxx");
	assert_false(kept_get(k, a, &now, STR("/"), &got));
	/* A newer change, a set name or another day: to be made anew. */
	then.newest++;
	assert_false(kept_get(k, a, &then, STR("/?year=2026"), &got));
	then = now;
	then.setting++;
	assert_false(kept_get(k, a, &then, STR("/?year=2026"), &got));
	then = now;
	then.today++;
	assert_false(kept_get(k, a, &then, STR("/?year=2026"), &got));
	assert_true(kept_get(k, a, &now, STR("/?year=2026"), &got));
	kept_free(k);
	arena_free(a);
}

static bool
has(struct kept *k, const struct kept_moment *at, int i)
{
	struct arena *a = arena_new(64 * MIB);
	struct report got;
	bool found = kept_get(k, a, at, arena_printf(a, "/%d", i), &got);

	if (found)
		assert_true(str_eq(got.title, arena_printf(a, "%d", i)));
	arena_free(a);
	return found;
}

static void
put(struct kept *k, const struct kept_moment *at, int i, size_t bytes)
{
	struct arena *a = arena_new(64 * MIB);
	struct report r = titled(a, arena_printf(a, "%d", i), bytes);

	kept_put(k, at, arena_printf(a, "/%d", i), &r);
	arena_free(a);
}

static void
the_longest_not_asked_goes(void **state)
{
	struct kept *k = kept_new();
	struct kept_moment at = { .newest = 1 };

	(void)state;
	for (int i = 0; i < KEPT_REPORTS; i++)
		put(k, &at, i, 100);
	assert_true(has(k, &at, 0));
	put(k, &at, 1000, 100);
	assert_true(has(k, &at, 0));
	assert_false(has(k, &at, 1));
	assert_true(has(k, &at, 1000));
	kept_free(k);
}

static void
there_is_a_bound(void **state)
{
	struct kept *k = kept_new();
	struct kept_moment at = { .newest = 1 };
	int mib = (int)(KEPT_ALL_MAX / MIB), found = 0;

	(void)state;
	put(k, &at, 0, KEPT_ONE_MAX + 1);
	assert_false(has(k, &at, 0));
	for (int i = 0; i < 2 * mib; i++)
		put(k, &at, i, MIB);
	for (int i = 0; i < 2 * mib; i++)
		found += has(k, &at, i);
	assert_true(found > 4 && found <= mib);
	kept_free(k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_asked_is_kept),
		cmocka_unit_test(the_longest_not_asked_goes),
		cmocka_unit_test(there_is_a_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
