#include "lib/golden.h"

#include "advise/list.h"
#include "lib/promises.h"

static struct reg g;
static struct reader *r;
static struct why why;

static int
load(void **state)
{
	(void)state;
	promises_make(&g);
	promises_secret(&g);
	r = reg_reader(&g, 1, 0);
	r->now = true;
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reader_close(r);
	reg_free(&g);
	return 0;
}

static bool
has(struct str s, const char *what)
{
	return str_find(s, str_of(what)) != SIZE_MAX;
}

static struct str
list(const char *kind, const char *filter, size_t limit, bool json)
{
	struct list_ask ask = { .query = { .kind = reg_kind(&g, kind),
		.filter = str_of(filter), .limit = limit }, .facets = true };
	struct report report;

	why = (struct why){ "" };
	if (list_report(r, g.arena, &ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
commitments(void **state)
{
	(void)state;
	check_golden(list("commitment", "", 0, false),
	    "test/golden/list-commitments.txt");
	check_golden(list("commitment", "side:ours status:late", 2, true),
	    "test/golden/list-late.json");
}

static void
pages_follow_each_other(void **state)
{
	struct list_ask ask = { .query = {
		.kind = reg_kind(&g, "activity"), .limit = 2 } };
	struct report report;
	size_t seen = 0, pages = 0;

	(void)state;
	do {
		const struct report_block *b;
		struct str after;
		size_t at;

		assert_int_equal(list_report(r, g.arena, &ask, &report, &why),
		    ERR_OK);
		b = &report.panel[0].block[0];
		assert_int_equal(b->total, 5);
		seen += b->rows;
		pages++;
		at = str_find(b->next, STR("after="));
		if (b->next.n == 0)
			break;
		assert_true(at != SIZE_MAX);
		after = str_from(b->next, at + strlen("after="));
		assert_true(str_find(after, STR("%")) == SIZE_MAX);
		ask.query.after = after;
	} while (pages < 9);
	assert_int_equal(seen, 5);
	assert_int_equal(pages, 3);
}

static void
empty_says_what_to_do(void **state)
{
	(void)state;
	assert_true(has(list("forum", "", 0, false), "Add the first: New forum."));
	assert_true(has(list("activity", "place:Nowhere", 0, false),
	    "Nothing matches \"place:Nowhere\""));
	assert_true(has(list("activity", "colour:red", 0, false),
	    "has no field \"colour\""));
}

static void
every_kind_can_be_listed(void **state)
{
	(void)state;
	for (size_t i = 0; i < g.office.kinds.n; i++) {
		struct list_ask ask = { .query = {
			.kind = &g.office.kinds.kind[i] }, .facets = true,
			.lang = "vi" };
		struct report report;

		assert_int_equal(list_report(r, g.arena, &ask, &report, &why),
		    ERR_OK);
		assert_true(promises_shown(&g, &report, true).n > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commitments),
		cmocka_unit_test(pages_follow_each_other),
		cmocka_unit_test(empty_says_what_to_do),
		cmocka_unit_test(every_kind_can_be_listed),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
