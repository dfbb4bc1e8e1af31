/*
 * Rates and forecasts: known quantiles, and how often the truth lies in the
 * interval when it is known.
 */
#include "lib/check.h"

#include <math.h>

#include "base/rng.h"
#include "study/rate.h"

static bool
near(double got, double want, double by)
{
	if (fabs(got - want) <= by)
		return true;
	print_error("%g, not %g\n", got, want);
	return false;
}

/* Half of a chi-squared quantile with twice as many degrees, from tables. */
static void
quantiles(void **state)
{
	(void)state;
	assert_true(near(rate_gamma(1, 0.5), log(2), 1e-9));
	assert_true(near(rate_gamma(0.5, 0.95), 3.841459 / 2, 1e-6));
	assert_true(near(rate_gamma(5, 0.05), 3.940299 / 2, 1e-6));
	assert_true(near(rate_gamma(5, 0.95), 18.307038 / 2, 1e-6));
	assert_true(near(rate_gamma(50, 0.95), 124.342113 / 2, 1e-5));
	assert_true(near(rate_gamma(400, 0.5), 399.6668, 1e-3));
	assert_true(rate_gamma(0.01, 0.05) >= 0);
}

/* Size 1 is geometric: P(X <= k) = 1 - (m / (1 + m))^(k + 1). */
static void
counts(void **state)
{
	(void)state;
	assert_int_equal(rate_nb(1, 1, 0.5), 0);
	assert_int_equal(rate_nb(1, 1, 0.51), 1);
	assert_int_equal(rate_nb(1, 1, 0.95), 4);
	assert_int_equal(rate_nb(3, 0, 0.95), 0);
	/* Of great size it is Poisson: 0.95 of 10 is 15. */
	assert_int_equal(rate_nb(1e6, 10, 0.95), 15);
	assert_int_equal(rate_nb(1e6, 10, 0.05), 5);
	/* So great that the first probabilities are no numbers any more. */
	assert_true(rate_nb(1e5, 2000, 0.5) > 1990);
}

static void
recent_ones_weigh_more(void **state)
{
	const int32_t even[] = { 0, 91, 182, 273, 364, 455, 546, 637, 728 };
	const int32_t late[] = { 690, 695, 700, 705, 710, 715, 720, 725, 728 };
	struct rate_band a = rate_recent(even, 9, 0, 730);
	struct rate_band b = rate_recent(late, 9, 0, 730);
	struct rate_band none = rate_recent(NULL, 0, 0, 730);

	(void)state;
	assert_true(near(a.mean, 1.2, 0.25));
	assert_true(a.low < 1 && a.high > 1);
	assert_true(b.mean > 2 * a.mean && b.low > a.mean);
	assert_true(none.mean < 0.3 && none.low >= 0 && none.high < 1);
	/* What is not known yet changes nothing. */
	assert_true(rate_recent(even, 9, 0, 400).mean ==
	    rate_recent(even, 5, 0, 400).mean);
}

static void
too_few(void **state)
{
	const int64_t quiet[] = { 0, 0, 1, 0, 0, 0, 2, 0 };
	const int64_t busy[] = { 9, 9, 9, 9, 9, 9 };
	struct rate_band out;

	(void)state;
	assert_false(rate_ahead(quiet, 8, 3, &out));
	assert_false(rate_ahead(busy, 5, 3, &out));
	assert_true(rate_ahead(busy, 6, 3, &out));
	assert_true(near(out.mean, 27, 1e-9));
	assert_true(out.low < 27 && out.high > 27);
	assert_true(rate_ahead(busy, 6, 0, &out));
	assert_true(near(out.high, 0, 0));
}

/* Days of waiting add up to a count: no outside law of chance is needed. */
static int64_t
poisson(struct rng *rng, double mean)
{
	double left = mean;
	int64_t n = -1;

	for (; left >= 0; n++)
		left += log(((double)rng_below(rng, 1 << 30) + 1) /
		    (1 << 30));
	return n;
}

/* Of 2,000 years with a steady rate, how many end within the interval. */
static void
the_interval_holds(void **state)
{
	struct rng rng = { .state = 11 };
	int inside = 0;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		int64_t month[22], rest = 0;
		double mean = 1 + (double)rng_below(&rng, 15);
		struct rate_band out;

		for (size_t k = 0; k < countof(month); k++)
			month[k] = poisson(&rng, mean);
		for (int k = 0; k < 3; k++)
			rest += poisson(&rng, mean);
		if (!rate_ahead(month, countof(month), 3, &out))
			continue;
		inside += (double)rest >= out.low && (double)rest <= out.high;
	}
	print_message("%d of 2000 within 90 %%\n", inside);
	assert_in_range(inside, 1800, 1990);
}

/* Asked in the past: never for a month it has seen. */
static void
its_record(void **state)
{
	const int64_t even[] = { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 };
	const int64_t leap[] = { 4, 4, 4, 4, 4, 4, 4, 4, 4, 40 };
	size_t tries = 0, held = 0;

	(void)state;
	rate_record(even, 10, &tries, &held);
	assert_int_equal(tries, 4);
	assert_int_equal(held, 4);
	rate_record(leap, 10, &tries, &held);
	assert_int_equal(tries, 8);
	assert_int_equal(held, 7);
	rate_record(even, 6, &tries, &held);
	assert_int_equal(tries, 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles),
		cmocka_unit_test(counts),
		cmocka_unit_test(recent_ones_weigh_more),
		cmocka_unit_test(too_few),
		cmocka_unit_test(the_interval_holds),
		cmocka_unit_test(its_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
