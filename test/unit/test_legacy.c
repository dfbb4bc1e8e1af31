#include "lib/check.h"

#include "base/legacy.h"

static struct str
of_hex(struct str hex, unsigned char *to, size_t max)
{
	assert_true(hex.n / 2 <= max);
	assert_true(str_hex(hex, to, hex.n / 2));
	return (struct str){ (const char *)to, hex.n / 2 };
}

/* Each line of the table is repaired as it says. */
static void
table(void **state)
{
	char file[8 * 1024];
	FILE *in = fopen("test/table/legacy.txt", "rb");
	struct str rest, line, name, from, to;
	size_t cases = 0;

	(void)state;
	assert_non_null(in);
	rest = (struct str){ file, fread(file, 1, sizeof(file), in) };
	assert_int_equal(fclose(in), 0);
	while (str_line(&rest, &line)) {
		struct buf b CLEANUP(buf_free) = { .max = KIB };
		unsigned char bytes[64];
		enum legacy l;

		if (line.n == 0 || line.p[0] == '#')
			continue;
		assert_true(str_cut(line, '\t', &name, &line));
		assert_true(str_cut(line, '\t', &from, &to));
		if (str_starts(name, STR("bytes "))) {
			name = str_from(name, 6);
			from = of_hex(from, bytes, sizeof(bytes));
		}
		assert_true(legacy_named(name, &l));
		assert_true(str_is(name, legacy_name(l)));
		legacy_repair(&b, l, from);
		if (!str_eq(str_trim(buf_view(&b)), to))
			fail_msg("\"%.*s\": got \"%.*s\", want \"%.*s\"",
			    STRF(from), STRF(buf_view(&b)), STRF(to));
		cases++;
	}
	assert_true(cases >= 15);
}

static void
guesses(void **state)
{
	static const struct {
		const char *text;
		enum legacy want;
	} cases[] = {
		{ "", LEGACY_NONE },
		{ "code,title\nAUS,Ministry of Defence", LEGACY_NONE },
		{ "Bộ Quốc phòng, Đối ngoại, Hải quân", LEGACY_NONE },
		{ "Créé à Genève, déjà établi après", LEGACY_NONE },
		{ "Übergröße, größer, müssen, können", LEGACY_NONE },
		{ "Bé Quèc phßng ViÖt Nam; ®oµn ®¹i biÓu", LEGACY_TCVN3 },
		{ "Boä Quoác phoøng Vieät Nam; ñoaøn ñaïi bieåu",
		    LEGACY_VNI },
		{ "Bôò Quôìc phoÌng Viêòt Nam; ðoaÌn ðaòi biêÒu",
		    LEGACY_1258 },
		{ "B\xe9 Qu\xe8" "c ph\xdfng Vi\xd6t Nam, \xae\x6f\xb5n",
		    LEGACY_TCVN3 },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		if (legacy_guess(str_of(cases[i].text)) != cases[i].want)
			fail_msg("\"%s\": guessed %s", cases[i].text,
			    legacy_name(legacy_guess(str_of(cases[i].text))));
}

static void
names_are_known(void **state)
{
	enum legacy l;

	(void)state;
	assert_true(legacy_named(STR("TCVN3"), &l));
	assert_int_equal(l, LEGACY_TCVN3);
	assert_false(legacy_named(STR("latin-1"), &l));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(guesses),
		cmocka_unit_test(names_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
