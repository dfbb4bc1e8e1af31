#include "lib/check.h"

#include <limits.h>

#include "read/rank.h"

#include "base/banned.h"

/* Ranking is learnt from what is taken, and from nothing else. */

enum { EXAMPLES = 120 };

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(64 * MIB);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* People take what speaks of ${word}, whatever else is said. */
static void
make(struct rank_example *e, const char *word)
{
	static const char *const words[] = { "boats", "bridges", "schools" };

	for (int i = 0; i < EXAMPLES; i++) {
		const char *w = words[i % 3];
		struct reading_item x = { .kind = READING_COMMITMENT,
			.text = arena_printf(arena,
			    "We will build %d %s in the north", i, w) };

		rank_features(&x, &e[i].features);
		e[i].taken = strcmp(w, word) == 0;
		e[i].group = (unsigned)(i / 3);
	}
}

static void
learns_and_is_scored_fairly(void **state)
{
	struct rank_example *e = arena_array(arena, EXAMPLES, sizeof(*e));
	struct rank_score s;
	struct rank *a = arena_alloc(arena, sizeof(*a));
	struct rank *b = arena_alloc(arena, sizeof(*b));

	(void)state;
	make(e, "boats");
	assert_true(rank_score(arena, e, EXAMPLES, &s));
	assert_int_equal(s.taken, EXAMPLES / 3);
	assert_int_equal(s.left, EXAMPLES - EXAMPLES / 3);
	assert_true(s.before > 0.4 && s.before < 0.6);
	assert_true(s.after > 0.99);
	/* The same examples, the same weights. */
	rank_train(e, EXAMPLES, UINT_MAX, a);
	rank_train(e, EXAMPLES, UINT_MAX, b);
	assert_memory_equal(a, b, sizeof(*a));
	assert_true(rank_sure(a, &e[0].features) >
	    rank_sure(a, &e[1].features));
	/* Where chance decides there is nothing to learn. */
	for (int i = 0; i < EXAMPLES; i++)
		e[i].taken = str_hash(arena_printf(arena, "coin %d", i)) %
		    2 == 0;
	assert_true(rank_score(arena, e, EXAMPLES, &s));
	assert_true(s.after < 0.75);
	for (int i = 0; i < EXAMPLES; i++)
		e[i].taken = true;
	assert_false(rank_score(arena, e, EXAMPLES, &s));
}

static void
weights_are_kept(void **state)
{
	struct rank_example *e = arena_array(arena, EXAMPLES, sizeof(*e));
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct buf again CLEANUP(buf_free) = { .max = MIB };
	struct rank *a = arena_alloc(arena, sizeof(*a));
	struct rank *back = arena_alloc(arena, sizeof(*back));

	(void)state;
	make(e, "schools");
	rank_train(e, EXAMPLES, UINT_MAX, a);
	rank_write(&b, a);
	assert_true(rank_read(buf_view(&b), back));
	rank_write(&again, back);
	assert_true(str_eq(buf_view(&b), buf_view(&again)));
	assert_false(rank_read(STR("weight\n1,2\n"), back));
	assert_false(rank_read(STR("feature,weight\n9999,1\n"), back));
	assert_false(rank_read(STR("feature,weight\n1,much\n"), back));
	assert_true(rank_read(STR("feature,weight\n"), back));
	assert_memory_equal(back, rank_prior(), sizeof(*back));
}

static void
doubtful_first(void **state)
{
	struct reading_item dated = { .kind = READING_EVENT,
		.source = STR_INIT("LAO"), .target = STR_INIT("VNM"),
		.has_when = true, .status = STR_INIT("done"),
		.text = STR_INIT("Laos visited Vietnam on Monday") };
	struct reading_item named = { .kind = READING_ACTIVITY,
		.type = STR_INIT("training"), .status = STR_INIT("ongoing"),
		.text = STR_INIT("training") };
	struct rank_features f, g;

	(void)state;
	rank_features(&dated, &f);
	rank_features(&named, &g);
	assert_true(rank_sure(rank_prior(), &f) > 0.7);
	assert_true(rank_sure(rank_prior(), &g) < 0.4);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(learns_and_is_scored_fairly),
		cmocka_unit_test(weights_are_kept),
		cmocka_unit_test(doubtful_first),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
