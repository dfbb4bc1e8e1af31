#include "lib/check.h"

#include "advise/path.h"

static struct arena *arena;
static struct kinds kinds;

static int
load(void **state)
{
	(void)state;
	arena = arena_new(16 * MIB);
	kind_load(arena, &kinds);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct kind *
kind(const char *name)
{
	return kind_named(&kinds, str_of(name));
}

static void
every_kind_has_its_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < kinds.n; i++) {
		struct str word = path_word(arena, &kinds.kind[i]);

		assert_true(word.n > 0);
		assert_ptr_equal(path_kind(&kinds, word), &kinds.kind[i]);
	}
	check_str(path_word(arena, kind("activity")), "activities");
	check_str(path_word(arena, kind("commitment")), "commitments");
	check_str(path_word(arena, kind("issue_line")), "issue-lines");
	check_str(path_word(arena, kind("session")), "sessions");
	assert_null(path_kind(&kinds, STR("activity")));
	assert_null(path_kind(&kinds, STR("Activities")));
	assert_null(path_kind(&kinds, STR("")));
}

static void
paths(void **state)
{
	(void)state;
	check_str(path_record(arena, kind("partner"), STR("AUS")),
	    "/partners/AUS");
	check_str(path_record(arena, kind("directive"), STR("806-NQ/QUTW")),
	    "/directives/806-NQ%2FQUTW");
	check_str(path_part(arena, kind("partner"), STR("AUS"), "history"),
	    "/partners/AUS/history");
	check_str(path_list(arena, kind("commitment"), STR("status:late")),
	    "/commitments?filter=status%3Alate");
	check_str(path_list(arena, kind("commitment"), STR("")),
	    "/commitments");
	check_str(path_check(arena, kind("activity"), STR("undated")),
	    "/quality?kind=activity&check=undated");
	check_str(path_query(arena, STR("/a"), "x", STR("đ & ?")),
	    "/a?x=%C4%91%20%26%20%3F");
}

static void
encoded(void **state)
{
	char all[256];
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	(void)state;
	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	path_encode(&b, (struct str){ all, sizeof(all) });
	for (size_t i = 0; i < b.n; i++)
		assert_non_null(strchr("%-._~ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789", b.p[i]));
	/* 66 stand as they are; the other 190 take three bytes. */
	assert_int_equal(b.n, 66 + 190 * 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_its_word),
		cmocka_unit_test(paths),
		cmocka_unit_test(encoded),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
