#include "lib/check.h"

#include "base/rng.h"
#include "lib/sim_world.h"
#include "record/id.h"

static struct id
some(struct rng *r)
{
	struct id id = { { 0 } };

	for (size_t i = 0; i < sizeof(id.b); i++)
		id.b[i] = (unsigned char)(rng_next(r) >> 32);
	return id;
}

static void
known_texts(void **state)
{
	struct id zero = { { 0 } }, ones, one = { { 0 } };
	struct arena *a = arena_new(KIB);
	char text[ID_TEXT + 1];

	(void)state;
	id_text(zero, text);
	assert_string_equal(text, "00000000000000000000000000");
	memset(&ones, 0xff, sizeof(ones));
	id_text(ones, text);
	assert_string_equal(text, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
	one.b[15] = 33;
	id_text(one, text);
	assert_string_equal(text, "00000000000000000000000011");
	check_str(id_str(a, one), "00000000000000000000000011");
	arena_free(a);
	assert_true(id_is_zero(zero));
	assert_false(id_is_zero(one));
}

static void
text_reads_back_and_sorts_as_the_bytes(void **state)
{
	struct rng r = { 1 };
	struct id before = some(&r);
	char text_before[ID_TEXT + 1];

	(void)state;
	id_text(before, text_before);
	for (int i = 0; i < 5000; i++) {
		struct id id = some(&r), back;
		char text[ID_TEXT + 1];
		int bytes = memcmp(id.b, before.b, sizeof(id.b));
		int texts;

		id_text(id, text);
		texts = strcmp(text, text_before);
		assert_true((bytes < 0) == (texts < 0));
		assert_true(id_parse(str_of(text), &back));
		assert_true(id_eq(id, back));
		for (char *c = text; *c != '\0'; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c - 'A' + 'a');
		assert_true(id_parse(str_of(text), &back));
		assert_true(id_eq(id, back));
		before = id;
		id_text(before, text_before);
	}
}

static void
other_texts_are_refused(void **state)
{
	static const char *const bad[] = {
		"", "0", "0000000000000000000000000",
		"000000000000000000000000000", "80000000000000000000000000",
		"0000000000000000000000000I", "0000000000000000000000000O",
		"0000000000000000000000000L", "0000000000000000000000000U",
		"0000000000000 000000000000", "-0000000000000000000000000",
	};
	struct id id;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		assert_false(id_parse(str_of(bad[i]), &id));
	/* 26 bytes, but one of them is NUL. */
	assert_false(id_parse(STR("000000000000000000000\0" "0000"), &id));
}

/* Every office must find the same identity, for ever. */
static void
identity_of_a_name(void **state)
{
	struct id a = id_of_name(STR("partner"), STR("IN"));
	char text[ID_TEXT + 1];

	(void)state;
	id_text(a, text);
	assert_string_equal(text, "2DDG45Z2B2H1XAR0W0WSC2J5G0");
	assert_true(id_eq(a, id_of_name(STR("partner"), STR("IN"))));
	assert_false(id_eq(a, id_of_name(STR("partner"), STR("ID"))));
	/* Where one ends and the other begins is part of it. */
	assert_false(id_eq(id_of_name(STR("ab"), STR("c")),
	    id_of_name(STR("a"), STR("bc"))));
}

static void
new_ones_differ(void **state)
{
	struct sim_world s;
	struct id a, b;

	(void)state;
	sim_world_init(&s, 7);
	a = id_new(&s.world);
	b = id_new(&s.world);
	assert_false(id_eq(a, b));
	sim_world_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_texts),
		cmocka_unit_test(text_reads_back_and_sorts_as_the_bytes),
		cmocka_unit_test(other_texts_are_refused),
		cmocka_unit_test(identity_of_a_name),
		cmocka_unit_test(new_ones_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
