#include "lib/check.h"

#include "read/gazetteer.h"

#include "base/banned.h"

static struct arena *arena;
static struct gazetteer *g;

static int
open_words(void **state)
{
	struct why why = { 0 };

	(void)state;
	arena = arena_new(64 * MIB);
	if (gazetteer_load(arena, &g, &why) != ERR_OK)
		print_error("%s\n", why.text);
	return g == NULL;
}

static int
close_words(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The codes of the names in ${text}, in order. */
static struct str
names_on(const char *text, bool vietnamese, int32_t day)
{
	struct text_token t[TEXT_TOKENS_MAX];
	struct str s = str_of(text), out = { "", 0 };
	size_t n = text_tokens(g->words, s, (struct text_span){ 0, s.n }, t);

	for (size_t i = 0; i < n; i++) {
		struct gazetteer_match m;

		gazetteer_at(g, &t[i], n - i, vietnamese, day, &m);
		if (m.name == NULL)
			continue;
		out = arena_printf(arena, "%.*s%s%.*s", STRF(out),
		    out.n > 0 ? " " : "", STRF(m.name->code));
		i += m.length - 1;
	}
	return out;
}

static struct str
names(const char *text)
{
	return names_on(text, false, INT32_MIN);
}

static void
states(void **state)
{
	(void)state;
	check_str(names("Vietnam and Laos"), "VNM LAO");
	check_str(names("the Vietnamese and South Korean navies"), "VNM KOR");
	check_str(names("Viet Nam, Japan's army, the U.S."), "VNM JPN USA");
	check_str(names("from Ho Chi Minh City to Kuala Lumpur"), "VNM MYS");
	check_str(names("the Democratic Republic of Congo"), "COD");
	check_str(names("South Sudan, not Sudan"), "SSD SDN");
	check_str(names("Papua New Guinea, Guinea-Bissau, Guinea"),
	    "PNG GNB GIN");
}

/* A word is a name only when it is written like one. */
static void
letter_case(void **state)
{
	(void)state;
	check_str(names("turkey with jordan almonds"), "");
	check_str(names("tell us who is here"), "");
	check_str(names("The US and the UN"), "USA UN");
	check_str(names("VNM is no word of the text"), "");
}

/* A longer name hides the shorter ones inside it. */
static void
masks(void **state)
{
	(void)state;
	check_str(names("the Moscow International Security Conference"),
	    "Moscow International Security Conference");
	check_str(names("in the South China Sea"), "-");
	check_str(names("the Indian Ocean and Latin American states"), "- -");
	check_str(names("ASEAN Defence Ministers\xe2\x80\x99 Meeting Plus"),
	    "ADMM+");
	check_str(names("ADMM, ADMM+ and ADMM-Plus"), "ADMM ADMM+ ADMM+");
	check_str(names("United Nations mission in South Sudan"), "UNMISS");
}

static void
senses(void **state)
{
	struct date d;

	(void)state;
	assert_true(date_parse(STR("1985-01-01"), &d));
	check_str(names_on("the Soviet Union", false, d.lo), "RUS");
	assert_true(date_parse(STR("2020-01-01"), &d));
	check_str(names_on("the Soviet Union", false, d.lo), "");
	/* Vietnamese syllables are no English words. */
	check_str(names_on("Nga th\xc4\x83m L\xc3\xa0o", true, INT32_MIN),
	    "RUS LAO");
	check_str(names("Nga and Anh are persons"), "");
}

static void
types(void **state)
{
	struct text_token t[TEXT_TOKENS_MAX];
	struct str s = STR("UNMISS");
	struct gazetteer_match m;
	size_t n = text_tokens(g->words, s, (struct text_span){ 0, s.n }, t);

	(void)state;
	gazetteer_at(g, t, n, false, INT32_MIN, &m);
	assert_non_null(m.name);
	assert_int_equal(m.name->type, GAZETTEER_MISSION);
	check_str(m.name->host, "SSD");
	s = STR("VPA");
	n = text_tokens(g->words, s, (struct text_span){ 0, s.n }, t);
	gazetteer_at(g, t, n, false, INT32_MIN, &m);
	assert_non_null(m.name);
	assert_int_equal(m.name->type, GAZETTEER_ORGAN);
	check_str(m.name->code, "VNM");
	check_str(m.name->short_name, "VPA");
}

/* Who types without marks means the same name. */
static void
plain_names(void **state)
{
	const struct gazetteer_name *n[8];
	size_t more;

	(void)state;
	assert_int_equal(gazetteer_plain(g, STR("uc"), true, n, 8), 1);
	check_str(n[0]->code, "AUS");
	assert_int_equal(gazetteer_plain(g, STR("my"), true, n, 8), 1);
	check_str(n[0]->code, "USA");
	assert_int_equal(gazetteer_plain(g, STR("atlantis"), true, n, 8), 0);
	more = gazetteer_plain(g, STR("my"), false, n, 8);
	assert_true(more > 1);
	for (size_t i = 0; i < more; i++)
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(n[i]->code, n[k]->code));
	assert_int_equal(gazetteer_plain(g, STR("a"), false, n, 8), 8);
}

/* Every name of the packs is found when it stands alone. */
static void
complete(void **state)
{
	size_t seen = 0;

	(void)state;
	for (uint32_t w = 1; w <= word_count(g->words); w++)
		seen += word_text(g->words, w).n > 0;
	assert_int_equal(seen, word_count(g->words));
	assert_true(g->names > 2000);
	assert_true(frame_class(&g->frame, STR("talks")) >= 0);
	assert_int_equal(frame_class(&g->frame, STR("no such")), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states),
		cmocka_unit_test(letter_case),
		cmocka_unit_test(masks),
		cmocka_unit_test(senses),
		cmocka_unit_test(types),
		cmocka_unit_test(plain_names),
		cmocka_unit_test(complete),
	};

	return cmocka_run_group_tests(tests, open_words, close_words);
}
