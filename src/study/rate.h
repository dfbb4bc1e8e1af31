/*
 * How often something happens, and how often it is to be expected: rates and
 * forecasts of counts with their intervals, closed forms without simulation,
 * so that equal records give equal bytes.
 */
#ifndef STUDY_RATE_H
#define STUDY_RATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/base.h"

enum {
	RATE_HALF_LIFE = 180, /* days after which one weighs half */
	RATE_LEAST = 6        /* events, below which nothing is forecast */
};

struct rate_band {
	double mean, low, high; /* with 90 % between low and high */
};

/*
 * rate_gamma(shape, p): the value below which a Gamma(${shape}, 1) variable
 * lies with probability ${p}; ${shape} > 0, 0 < ${p} < 1. By bisection of the
 * incomplete gamma function (Abramowitz & Stegun, 6.5.29 and 6.5.31).
 */
double rate_gamma(double shape, double p);

/*
 * rate_nb(size, mean, p): the least count k with P(X <= k) >= ${p}, where X is
 * negative binomial of that size and mean (Gelman et al., Bayesian Data
 * Analysis, 3rd ed., section 2.6).
 */
int64_t rate_nb(double size, double mean, double p);

/*
 * rate_recent(day, n, since, today):
 * density/1: events a quarter of a year, each weighing 2^(-age/180 days), as
 * known on ${today}; nothing was observed before ${since}. With weight C and
 * exposure E the rate is Gamma(C + 1/2) / E: the posterior of a Poisson rate
 * under Jeffreys' prior (Gelman et al., section 2.8) with discounted counts
 * (Harvey & Fernandes 1989, JBES 7, 407-417). Days after ${today} are passed
 * over.
 */
struct rate_band rate_recent(const int32_t *day, size_t n, int32_t since,
    int32_t today);

/*
 * rate_ahead(month, n, months, out):
 * year-end/1: how many more come within ${months} (such as 1.3), after the
 * counts of ${n} whole months, the oldest first. Discounted gamma-Poisson
 * (Harvey & Fernandes 1989, JBES 7, 407-417): omega 0.85 and kappa 0.1 are
 * not fitted to this office; phi, by which months count for less where they
 * vary more than chance alone does, is their variance over their mean, 1 to 8;
 * the mean of all months is what is fallen back to. False with fewer than
 * RATE_LEAST events or months.
 */
MUST_USE bool rate_ahead(const int64_t *month, size_t n, double months,
    struct rate_band *out);

/*
 * rate_record(month, n, tries, held):
 * How often the interval of rate_ahead, asked at the end of each of the last
 * twelve months for the next one, held what came: added to both numbers.
 */
void rate_record(const int64_t *month, size_t n, size_t *tries, size_t *held);

#endif
