#include "study/figure.h"

#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/* The 95th percentile of the normal distribution: 90 % between two of them. */
static const double z90 = 1.6448536269514722;

enum { SHARE_MIN = 5, MEDIAN_MIN = 8 };

struct figure
figure_count(int64_t n, const char *formula, struct str filter)
{
	return (struct figure){
		.shape = FIGURE_COUNT,
		.value = (double)n,
		.low = (double)n,
		.high = (double)n,
		.level = 1,
		.n = n,
		.of = n,
		.formula = str_of(formula),
		.filter = filter
	};
}

static struct figure
refuse(struct arena *a, struct figure f, int64_t need)
{
	struct buf b CLEANUP(buf_free) = { .max = 200 };

	f.refused = true;
	f.need = need;
	figure_basis(&b, NULL, &f);
	f.refusal = arena_str(a, buf_view(&b));
	return f;
}

void
figure_wilson(int64_t k, int64_t n, double z, double *low, double *high)
{
	double m = (double)n, p, middle, half, scale;

	ALWAYS(k >= 0);
	ALWAYS(n > 0);
	ALWAYS(n >= k);
	p = (double)k / m;
	scale = 1 + z * z / m;
	middle = (p + z * z / (2 * m)) / scale;
	half = z / scale * sqrt(p * (1 - p) / m + z * z / (4 * m * m));
	/* At 0 and n the bound is exact; rounding must not step over it. */
	*low = k == 0 ? 0 : middle - half;
	*high = k == n ? 1 : middle + half;
}

struct figure
figure_share(struct arena *a, int64_t k, int64_t n, const char *formula,
    struct str filter)
{
	struct figure f = { .shape = FIGURE_SHARE, .level = 0.90, .n = k,
		.of = n, .formula = str_of(formula), .filter = filter };

	ALWAYS(k >= 0);
	ALWAYS(n >= k);
	if (n < SHARE_MIN)
		return refuse(a, f, SHARE_MIN);
	f.value = (double)k / (double)n;
	figure_wilson(k, n, z90, &f.low, &f.high);
	return f;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/*
 * The greatest r with P(Binomial(n, 1/2) < r) <= 1/20: the r-th smallest and
 * the r-th greatest enclose the median nine times in ten or oftener.
 */
static size_t
order_rank(size_t n)
{
	double term = -(double)n * log(2.0), sum = 0;
	size_t r = 0;

	for (;;) {
		sum += exp(term);
		if (sum > 0.05)
			return r;
		term += log((double)(n - r)) - log((double)(r + 1));
		r++;
	}
}

struct figure
figure_median(struct arena *a, double *days, size_t n, const char *formula,
    struct str filter)
{
	struct figure f = { .shape = FIGURE_MEDIAN, .level = 0.90,
		.n = (int64_t)n, .of = (int64_t)n, .formula = str_of(formula),
		.filter = filter };
	size_t r;

	if (n < MEDIAN_MIN)
		return refuse(a, f, MEDIAN_MIN);
	qsort(days, n, sizeof(*days), by_size);
	r = order_rank(n);
	ALWAYS(r >= 1);
	ALWAYS(r <= n / 2);
	f.value = n % 2 == 1 ? days[n / 2] :
	    (days[n / 2 - 1] + days[n / 2]) / 2;
	f.low = days[r - 1];
	f.high = days[n - r];
	return f;
}

void
figure_value(struct buf *b, const char *lang, const struct figure *f)
{
	if (f->refused) {
		buf_text(b, "–");
		return;
	}
	switch (f->shape) {
	case FIGURE_COUNT:
		tr_count(b, lang, f->n);
		break;
	case FIGURE_SHARE:
		buf_printf(b, "%.0f %%", f->value * 100);
		break;
	case FIGURE_MEDIAN:
		buf_printf(b, tr_n(lang, "%.0f day", "%.0f days",
		    lround(f->value)), f->value);
		break;
	}
}

void
figure_basis(struct buf *b, const char *lang, const struct figure *f)
{
	if (f->refused && f->need > 0) {
		buf_printf(b, tr_n(lang, "needs at least %lld records; there "
		    "is %lld", "needs at least %lld records; there are %lld",
		    f->of), (long long)f->need, (long long)f->of);
		return;
	}
	if (f->refused) {
		buf_str(b, tr_view(lang, f->refusal));
		return;
	}
	switch (f->shape) {
	case FIGURE_COUNT:
		break;
	case FIGURE_SHARE:
		buf_printf(b, tr(lang, "%lld of %lld; %.0f %% interval %.0f "
		    "to %.0f %%"),
		    (long long)f->n, (long long)f->of, f->level * 100,
		    f->low * 100, f->high * 100);
		break;
	case FIGURE_MEDIAN:
		buf_printf(b, tr(lang, "%lld records; %.0f %% interval %.0f "
		    "to %.0f days"), (long long)f->n, f->level * 100, f->low,
		    f->high);
		break;
	}
}
