#include "lib/check.h"

#include <math.h>

#include "study/figure.h"

/*
 * Newcombe, Two-sided confidence intervals for the single proportion,
 * Statistics in Medicine 17 (1998), table I, method 3: 95 % intervals to four
 * places.
 */
static void
wilson_as_published(void **state)
{
	static const struct {
		int64_t k, n;
		double low, high;
	} t[] = {
		{ 81, 263, 0.2553, 0.3662 },
		{ 15, 148, 0.0624, 0.1605 },
		{ 0, 20, 0.0000, 0.1611 },
		{ 1, 29, 0.0061, 0.1718 },
	};
	double low, high;
	size_t i;

	(void)state;
	for (i = 0; i < countof(t); i++) {
		figure_wilson(t[i].k, t[i].n, 1.959964, &low, &high);
		assert_true(fabs(low - t[i].low) < 0.00005);
		assert_true(fabs(high - t[i].high) < 0.00005);
	}
}

/* Wilson's own equation: each bound is z standard errors from the share. */
static void
share_solves_its_equation(void **state)
{
	struct arena *a = arena_new(MIB);
	const double z = 1.6448536269514722;
	int64_t k, n;

	(void)state;
	for (n = 5; n < 200; n += 7) {
		for (k = 0; k <= n; k++) {
			struct figure f = figure_share(a, k, n, "x/1",
			    STR("y"));
			double p = (double)k / (double)n;
			double m = (double)n;

			assert_false(f.refused);
			assert_true(f.value == p);
			assert_true(f.low >= 0 && f.low <= p);
			assert_true(f.high <= 1 && f.high >= p);
			assert_true(fabs((p - f.low) * (p - f.low) -
			    z * z * f.low * (1 - f.low) / m) < 1e-12);
			assert_true(fabs((f.high - p) * (f.high - p) -
			    z * z * f.high * (1 - f.high) / m) < 1e-12);
		}
	}
	arena_free(a);
}

static void
share_closed_forms(void **state)
{
	struct arena *a = arena_new(MIB);
	const double z2 = 1.6448536269514722 * 1.6448536269514722;
	struct figure f;

	(void)state;
	f = figure_share(a, 0, 10, "share/1", STR("f"));
	assert_true(f.low == 0);
	assert_true(fabs(f.high - z2 / (10 + z2)) < 1e-15);
	f = figure_share(a, 10, 10, "share/1", STR("f"));
	assert_true(f.high == 1);
	assert_true(fabs(f.low - 10 / (10 + z2)) < 1e-15);
	f = figure_share(a, 50, 100, "share/1", STR("f"));
	assert_true(fabs(f.high - 0.5 - sqrt(z2 / (100 + z2)) / 2) < 1e-15);
	assert_true(fabs(f.level - 0.90) < 1e-15);
	assert_int_equal(f.n, 50);
	assert_int_equal(f.of, 100);
	check_str(f.formula, "share/1");
	check_str(f.filter, "f");
	arena_free(a);
}

static void
thin_evidence_is_refused(void **state)
{
	struct arena *a = arena_new(MIB);
	double days[7] = { 0 };
	struct figure f;

	(void)state;
	f = figure_share(a, 4, 4, "share/1", STR("f"));
	assert_true(f.refused);
	check_str(f.refusal, "needs at least 5 records; there are 4");
	f = figure_share(a, 1, 1, "share/1", STR("f"));
	check_str(f.refusal, "needs at least 5 records; there is 1");
	assert_false(figure_share(a, 0, 5, "share/1", STR("f")).refused);
	f = figure_median(a, days, 7, "median/1", STR("f"));
	assert_true(f.refused);
	check_str(f.refusal, "needs at least 8 records; there are 7");
	check_dies((figure_share(a, 3, 2, "x/1", STR("f")), 0));
	check_dies((figure_share(a, -1, 2, "x/1", STR("f")), 0));
	arena_free(a);
}

/*
 * The ranks are the binomial's: for 8 values P(X <= 1) = 9/256, for 10
 * P(X <= 2) = 56/1024 is already too much, for 20 P(X <= 5) = 0.0207.
 */
static void
median_and_its_ranks(void **state)
{
	static const struct {
		size_t n;
		double low, value, high;
	} t[] = {
		{ 8, 2, 4.5, 7 },
		{ 9, 2, 5, 8 },
		{ 10, 2, 5.5, 9 },
		{ 11, 3, 6, 9 },
		{ 20, 6, 10.5, 15 },
		{ 100, 42, 50.5, 59 },
	};
	struct arena *a = arena_new(MIB);
	double days[100];
	struct figure f;
	size_t i, j;

	(void)state;
	for (i = 0; i < countof(t); i++) {
		for (j = 0; j < t[i].n; j++)
			days[j] = (double)(t[i].n - j);
		f = figure_median(a, days, t[i].n, "median/1", STR("f"));
		assert_false(f.refused);
		assert_true(f.value == t[i].value);
		assert_true(f.low == t[i].low);
		assert_true(f.high == t[i].high);
		assert_true(days[0] == 1);
	}
	arena_free(a);
}

static void
put(struct buf *b, struct figure f)
{
	buf_clear(b);
	figure_value(b, "en", &f);
	buf_text(b, " | ");
	figure_basis(b, "en", &f);
}

static void
words(void **state)
{
	struct arena *a = arena_new(MIB);
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	double days[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	(void)state;
	put(&b, figure_count(139, "count/1", STR("f")));
	check_str(buf_view(&b), "139 | ");
	put(&b, figure_share(a, 88, 154, "share/1", STR("f")));
	check_str(buf_view(&b),
	    "57 % | 88 of 154; 90 % interval 51 to 64 %");
	put(&b, figure_share(a, 1, 2, "share/1", STR("f")));
	check_str(buf_view(&b), "– | needs at least 5 records; there are 2");
	put(&b, figure_median(a, days, 8, "median/1", STR("f")));
	check_str(buf_view(&b),
	    "4 days | 8 records; 90 % interval 2 to 7 days");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wilson_as_published),
		cmocka_unit_test(share_solves_its_equation),
		cmocka_unit_test(share_closed_forms),
		cmocka_unit_test(thin_evidence_is_refused),
		cmocka_unit_test(median_and_its_ranks),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
