#include "study/rate.h"

#include <math.h>

#include "base/banned.h"

enum { TERMS_MAX = 1000, HALVINGS = 100, COUNT_MAX = 1000000 };

static const double QUARTER_DAYS = 365.25 / 4;

/* ---- distributions ---- */

/* P(a, x) by its series, for x below a + 1. */
static double
gamma_series(double a, double x)
{
	double term = 1 / a, sum = term;

	for (int n = 1; n < TERMS_MAX && term > sum * 1e-15; n++) {
		term *= x / (a + n);
		sum += term;
	}
	return sum * exp(a * log(x) - x - lgamma(a));
}

/* 1 - P(a, x) by its continued fraction, from the inside out. */
static double
gamma_fraction(double a, double x)
{
	double f = 0;

	for (int n = TERMS_MAX; n > 0; n--)
		f = n * (n - a) / (x + 2 * n + 1 - a - f);
	return exp(a * log(x) - x - lgamma(a)) / (x + 1 - a - f);
}

static double
gamma_below(double a, double x)
{
	if (!(x > 0))
		return 0;
	return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double
rate_gamma(double shape, double p)
{
	double low = 0, high = shape + 1;

	ALWAYS(shape > 0 && p > 0 && p < 1);
	while (gamma_below(shape, high) < p)
		high *= 2;
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		if (gamma_below(shape, middle) < p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

/* The logarithm of each probability from the one before. */
int64_t
rate_nb(double size, double mean, double p)
{
	double log_p, sum = 0;
	int64_t k = 0;

	ALWAYS(size > 0 && mean >= 0 && p > 0 && p < 1);
	if (!(mean > 0))
		return 0;
	log_p = size * (log(size) - log(size + mean));
	for (;; k++) {
		sum += exp(log_p);
		if (sum >= p || k == COUNT_MAX)
			return k;
		log_p += log(size + (double)k) - log((double)k + 1) +
		    log(mean) - log(size + mean);
	}
}

/* ---- rates ---- */

struct rate_band
rate_recent(const int32_t *day, size_t n, int32_t since, int32_t today)
{
	const double half = RATE_HALF_LIFE;
	double weight = 0.5, seen, scale;

	ALWAYS(since <= today);
	for (size_t i = 0; i < n; i++)
		if (day[i] <= today)
			weight += exp2((day[i] - today) / half);
	seen = half / log(2) * (1 - exp2((since - today - 1) / half));
	scale = QUARTER_DAYS / seen;
	return (struct rate_band){ weight * scale,
		rate_gamma(weight, 0.05) * scale,
		rate_gamma(weight, 0.95) * scale };
}

/* Variance over mean: 1 where nothing but chance is at work. */
static double
dispersion(const int64_t *month, size_t n, double mean)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += ((double)month[i] - mean) * ((double)month[i] - mean);
	return fmin(8, fmax(1, sum / ((double)n - 1) / mean));
}

bool
rate_ahead(const int64_t *month, size_t n, double months,
    struct rate_band *out)
{
	const double omega = 0.85, kappa = 0.1;
	double a = 0, b = 0, all = 0, phi, fade, size, each;

	for (size_t i = 0; i < n; i++)
		all += (double)month[i];
	if (n < RATE_LEAST || all < RATE_LEAST || !(months >= 0))
		return false;
	phi = dispersion(month, n, all / (double)n);
	for (size_t i = 0; i < n; i++) {
		a = omega * a + (double)month[i] / phi;
		b = omega * b + 1 / phi;
	}
	fade = pow(omega, fmax(0, ceil(months) - 1));
	size = a * fade + kappa * all / (double)n;
	each = size / (b * fade + kappa);
	out->mean = each * months;
	out->low = (double)rate_nb(size, out->mean, 0.05);
	out->high = (double)rate_nb(size, out->mean, 0.95);
	return true;
}

void
rate_record(const int64_t *month, size_t n, size_t *tries, size_t *held)
{
	enum { LOOKED_BACK = 12 };
	size_t first = n > LOOKED_BACK ? n - LOOKED_BACK : 0;

	for (size_t i = first; i < n; i++) {
		struct rate_band next;

		if (!rate_ahead(month, i, 1, &next))
			continue;
		++*tries;
		*held += (double)month[i] >= next.low &&
		    (double)month[i] <= next.high;
	}
}
