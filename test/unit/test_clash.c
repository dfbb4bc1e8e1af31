#include "lib/check.h"

#include "base/buf.h"
#include "base/rng.h"
#include "base/str.h"
#include "study/clash.h"

static struct arena *a;

static int
begin(void **state)
{
	(void)state;
	a = arena_new(16 * MIB);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* "k 3-5 0,1; ..." of what clash_find finds. */
static void
finds(struct clash_span *span, size_t n, const char *want)
{
	struct clash *c;
	size_t clashes;
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, MIB);
	clash_find(a, span, n, &c, &clashes);
	for (size_t i = 0; i < clashes; i++) {
		buf_printf(&b, "%.*s %d-%d ", STRF(c[i].key), c[i].from,
		    c[i].to);
		for (size_t k = 0; k < c[i].n; k++)
			buf_printf(&b, "%s%zu", k > 0 ? "," : "", c[i].of[k]);
		buf_text(&b, "; ");
	}
	buf_char(&b, '\0');
	assert_string_equal(b.p, want);
}

#define K STR_INIT("k")

static void
cases(void **state)
{
	struct clash_span apart[] = { { K, 1, 2, 0 }, { K, 3, 4, 1 } };
	struct clash_span touch[] = { { K, 1, 3, 0 }, { K, 3, 4, 1 } };
	struct clash_span within[] = { { K, 1, 9, 0 }, { K, 2, 3, 1 },
		{ K, 3, 5, 2 }, { K, 7, 8, 3 } };
	struct clash_span chain[] = { { K, 1, 4, 0 }, { K, 3, 8, 1 },
		{ K, 6, 9, 2 } };
	struct clash_span other[] = { { K, 1, 4, 0 },
		{ STR_INIT("m"), 1, 4, 1 }, { STR_INIT(""), 1, 4, 2 },
		{ STR_INIT(""), 1, 4, 3 } };

	(void)state;
	finds(apart, 0, "");
	finds(apart, 1, "");
	finds(apart, 2, "");
	finds(touch, 2, "k 3-3 0,1; ");
	/* Between 5 and 7 there is but one: two clashes. */
	finds(within, 4, "k 2-5 0,1,2; k 7-8 0,3; ");
	finds(chain, 3, "k 3-4 0,1; k 6-8 1,2; ");
	finds(other, 4, "");
}

/* Against counting day by day, for many draws. */
static void
as_counted(void **state)
{
	struct rng g = { 7 };

	(void)state;
	for (int draw = 0; draw < 500; draw++) {
		struct clash_span span[8];
		size_t n = rng_below(&g, 9), clashes;
		int at[40] = { 0 }, told[40] = { 0 };
		struct clash *c;

		for (size_t i = 0; i < n; i++) {
			int32_t from = (int32_t)rng_below(&g, 30);

			span[i] = (struct clash_span){ K, from, from +
			    (int32_t)rng_below(&g, 6), i };
			for (int32_t d = span[i].from; d <= span[i].to; d++)
				at[d]++;
		}
		clash_find(a, span, n, &c, &clashes);
		for (size_t i = 0; i < clashes; i++)
			for (int32_t d = c[i].from; d <= c[i].to; d++)
				told[d]++;
		for (int d = 0; d < 40; d++)
			assert_int_equal(told[d], at[d] > 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases),
		cmocka_unit_test(as_counted),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
