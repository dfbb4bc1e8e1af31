#include "lib/check.h"

#include "web/route.h"

/* By path; of one path GET stands before POST. */
static void
sorted(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	assert_true(n > 20);
	for (size_t i = 1; i < n; i++) {
		int c = strcmp(r[i - 1].path, r[i].path);

		if (c > 0 || (c == 0 && r[i - 1].method >= r[i].method))
			fail_msg("out of order: %s", r[i].path);
	}
}

/* W9: every row says what it may be asked; only POST has a body. */
static void
rows_are_complete(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_non_null(r[i].page);
		assert_int_equal(r[i].path[0], '/');
		assert_true((r[i].method == HTTP_POST) ==
		    (r[i].body_max > 0));
		/* Only where a file is given may more come. */
		assert_true(r[i].body_max <= HTTP_BODY_MAX ||
		    strcmp(r[i].path, "/imports/new") == 0 ||
		    strcmp(r[i].path, "/activities/paste") == 0);
		assert_true(route_takes(str_of(r[i].path)) >= r[i].body_max);
		/* What is bare must not read the register. */
		if (r[i].bare)
			assert_null(r[i].on);
		/* Default deny: a row that says nothing is for nobody. */
		if (r[i].right == RIGHT_NONE)
			fail_msg("%s says not who may", r[i].path);
		if (r[i].on != NULL && r[i].on[0] == '\0')
			assert_memory_equal(r[i].path, "/:list", 6);
	}
}

static const struct route *
find(enum http_method m, const char *path, struct str arg[static 4])
{
	struct str part[HTTP_PARTS_MAX], rest = str_of(path + 1);
	size_t n = 0;

	while (rest.n > 0)
		(void)str_cut(rest, '/', &part[n++], &rest);
	return route_find(m, part, n, arg);
}

static void
parts_win_over_names(void **state)
{
	struct str arg[4];

	(void)state;
	assert_string_equal(find(HTTP_GET, "/", arg)->path, "/");
	assert_string_equal(find(HTTP_GET, "/activities", arg)->path,
	    "/:list");
	check_str(arg[0], "activities");
	assert_string_equal(find(HTTP_GET, "/activities/paste", arg)->path,
	    "/activities/paste");
	assert_string_equal(find(HTTP_GET, "/partners/new", arg)->path,
	    "/:list/new");
	assert_string_equal(find(HTTP_GET, "/partners/AUS", arg)->path,
	    "/:list/:code");
	check_str(arg[0], "partners");
	check_str(arg[1], "AUS");
	assert_string_equal(find(HTTP_POST, "/changes/0f/undo", arg)->path,
	    "/changes/:record/undo");
	check_str(arg[0], "0f");
	assert_string_equal(find(HTTP_GET, "/reviews/X", arg)->path,
	    "/reviews/:code");
}

static void
the_rest_is_not_there(void **state)
{
	struct str arg[4];

	(void)state;
	assert_null(find(HTTP_POST, "/", arg));
	assert_null(find(HTTP_POST, "/activities", arg));
	assert_null(find(HTTP_POST, "/activities/2026-0001", arg));
	assert_null(find(HTTP_GET, "/changes/0f/undo", arg));
	assert_null(find(HTTP_GET, "/a/b/c/d", arg));
	assert_null(find(HTTP_GET, "/a/b/delete", arg));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorted),
		cmocka_unit_test(rows_are_complete),
		cmocka_unit_test(parts_win_over_names),
		cmocka_unit_test(the_rest_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
