#include "lib/golden.h"

#include "advise/review.h"
#include "lib/promises.h"

static struct reg g;
static struct why why;

static int
load(void **state)
{
	(void)state;
	promises_make(&g);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reg_free(&g);
	return 0;
}

static struct review_bound
year(int y)
{
	return (struct review_bound){ true, { date_ymd(y, 1, 1),
		date_ymd(y, 12, 31) } };
}

/* The review as bytes, as text or as JSON. */
static struct str
review(uint64_t mask, uint64_t hlc, struct review_bound from,
    struct review_bound to, bool json)
{
	struct review_ask ask = { .directive = reg_id(P_DIRECTIVE),
		.from = from, .to = to };
	struct reader *r = reg_reader(&g, mask, hlc);
	struct arena *a = arena_new(64 * MIB);
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };
	struct report report;
	enum err e;

	why = (struct why){ 0 };
	r->now = hlc == 0;
	e = review_report(r, a, &ask, &report, &why);
	if (e != ERR_OK)
		fail_msg("%s", why.text);
	if (json)
		report_json(&b, &report);
	else
		report_text(&b, &report, 80, false);
	assert_int_equal(b.err, ERR_OK);
	reader_close(r);
	arena_free(a);
	return arena_str(g.arena, buf_view(&b));
}

#define ALL ((struct review_bound){ .set = false })

static void
as_text(void **state)
{
	(void)state;
	check_golden(review(1, 0, ALL, ALL, false), "test/golden/review.txt");
}

static void
as_json(void **state)
{
	(void)state;
	check_golden(review(1, 0, ALL, ALL, true), "test/golden/review.json");
}

static void
of_a_period(void **state)
{
	(void)state;
	check_golden(review(1, 0, year(2025), year(2025), false),
	    "test/golden/review-2025.txt");
}

/* A lower clearance reads a review as if the high records were not. */
static void
nothing_of_a_label_above(void **state)
{
	struct str before = review(1, 0, ALL, ALL, true), after, high;

	(void)state;
	promises_secret(&g);
	after = review(1, 0, ALL, ALL, true);
	assert_true(str_eq(before, after));
	high = review(3, 0, ALL, ALL, true);
	assert_true(promises_has(high, "A quiet promise"));
	assert_true(promises_has(high, "A quiet visit"));
	assert_true(promises_has(high, "\"marking\": \"l1\""));
	assert_true(promises_has(after, "\"marking\": \"l0\""));
	assert_false(promises_has(after, "quiet"));
	assert_false(promises_has(after, "l1"));
}

/* As known on a day it is the same on every later day. */
static void
equal_instants_give_equal_bytes(void **state)
{
	struct str text = review(3, 1000, ALL, ALL, false), now;
	struct str json = review(1, 1000, ALL, ALL, true);

	(void)state;
	promises_later(&g);
	assert_true(str_eq(text, review(3, 1000, ALL, ALL, false)));
	assert_true(str_eq(json, review(1, 1000, ALL, ALL, true)));
	now = review(3, 0, ALL, ALL, false);
	assert_false(str_eq(text, now));
	assert_true(promises_has(now, "as amended"));
	assert_false(promises_has(now, "markers"));
	assert_true(promises_has(text, "markers"));
}

/* The day that day numbers count from is a day like others. */
static void
the_first_of_1970_is_a_bound(void **state)
{
	struct review_bound b;

	(void)state;
	assert_int_equal(review_bound(STR("1970-01-01"), 0, &b, &why), ERR_OK);
	assert_true(promises_has(review(1, 0, b, ALL, false),
	    "since 1 Jan 1970"));
	assert_int_equal(review_bound(STR(""), 0, &b, &why), ERR_OK);
	assert_true(promises_has(review(1, 0, b, ALL, false),
	    "All promises and deeds"));
	why = (struct why){ 0 };
	assert_int_equal(review_bound(STR("soon"), 0, &b, &why), ERR_INPUT);
	assert_true(promises_has(str_of(why.text), "\"soon\" is no date"));
}

static void
refusals(void **state)
{
	struct review_ask ask = { .directive = reg_id(P_COURSE) };
	struct reader *r = reg_reader(&g, 1, 0);
	struct report report;

	(void)state;
	why = (struct why){ 0 };
	assert_int_equal(review_report(r, g.arena, &ask, &report, &why),
	    ERR_MISSING);
	ask = (struct review_ask){ .directive = reg_id(P_DIRECTIVE),
		.from = year(2026), .to = year(2025) };
	why = (struct why){ 0 };
	assert_int_equal(review_report(r, g.arena, &ask, &report, &why),
	    ERR_INPUT);
	assert_true(promises_has(str_of(why.text), "earlier date first"));
	reader_close(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_text),
		cmocka_unit_test(as_json),
		cmocka_unit_test(of_a_period),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(equal_instants_give_equal_bytes),
		cmocka_unit_test(the_first_of_1970_is_a_bound),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
