#include "lib/check.h"

static void
compare(void **state)
{
	struct str none = { NULL, 0 };

	(void)state;
	assert_true(str_eq(none, STR("")));
	assert_true(str_is(str_of(NULL), ""));
	assert_false(str_is(STR("ab"), "abc"));
	assert_true(str_eq_nocase(STR("Ha Noi"), STR("hA nOI")));
	assert_false(str_eq_nocase(STR("a["), STR("A{")));
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("ab"), STR("a")) > 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_int_equal(str_cmp(none, STR("")), 0);
	assert_true(str_cmp(STR("\x7f"), STR("\x80")) < 0);
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_false(str_starts(STR("a"), STR("ab")));
	assert_true(str_ends(STR("abc"), STR("bc")));
	assert_false(str_ends(STR("c"), STR("bc")));
	assert_true(str_ends(none, none));
}

static void
cut_and_trim(void **state)
{
	struct str s = STR("k=v=w"), head, tail;

	(void)state;
	check_str(str_trim(STR(" \t\r\n x y \v\f")), "x y");
	check_str(str_trim(STR("  ")), "");
	assert_true(str_cut(s, '=', &head, &tail));
	check_str(head, "k");
	check_str(tail, "v=w");
	assert_true(str_cut(s, '=', &head, &s));
	check_str(s, "v=w");
	assert_false(str_cut(STR("abc"), '=', &head, &tail));
	check_str(head, "abc");
	check_str(tail, "");
	assert_false(str_cut((struct str){ NULL, 0 }, '=', &head, &tail));
	assert_int_equal(tail.n, 0);
	check_dies((str_from(STR("abc"), 4), 0));
	check_dies((str_to(STR("abc"), 4), 0));
}

static void
a_head_ends_between_letters(void **state)
{
	/* a, then letters of two, three and four bytes. */
	const struct str s = STR("a\xc4\x91\xe1\xba\xa1\xf0\x9f\x8c\x8f");
	static const size_t n[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10 };

	(void)state;
	for (size_t i = 0; i < countof(n); i++) {
		assert_int_equal(str_head(s, i).n, n[i]);
		assert_true(str_valid(str_head(s, i)));
	}
	assert_int_equal(str_head((struct str){ NULL, 0 }, 5).n, 0);
}

static void
lines_and_words(void **state)
{
	struct str s = STR("one\r\n\ntwo"), w;

	(void)state;
	assert_true(str_line(&s, &w));
	check_str(w, "one");
	assert_true(str_line(&s, &w));
	check_str(w, "");
	assert_true(str_line(&s, &w));
	check_str(w, "two");
	assert_false(str_line(&s, &w));
	s = STR("  a\tbc \n");
	assert_true(str_word(&s, &w));
	check_str(w, "a");
	assert_true(str_word(&s, &w));
	check_str(w, "bc");
	assert_false(str_word(&s, &w));
}

static void
find(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("abcabd"), STR("abd")), 3);
	assert_int_equal(str_find(STR("aaab"), STR("aab")), 1);
	assert_int_equal(str_find(STR("ab"), STR("abc")), SIZE_MAX);
	assert_int_equal(str_find(STR("ab"), STR("")), 0);
	assert_int_equal(str_find((struct str){ NULL, 0 }, STR("a")),
	    SIZE_MAX);
	assert_int_equal(str_find(STR("xay"), STR("ay")), 1);
}

static void
whole_numbers(void **state)
{
	static const char *const bad[] = { "", "-", "+1", "1 ", " 1", "1.0",
		"0x1", "--1", "9223372036854775808", "-9223372036854775809",
		"99999999999999999999999" };
	int64_t v = 5;

	(void)state;
	assert_true(str_int(STR("0"), &v) && v == 0);
	assert_true(str_int(STR("-0"), &v) && v == 0);
	assert_true(str_int(STR("0042"), &v) && v == 42);
	assert_true(str_int(STR("9223372036854775807"), &v) && v == INT64_MAX);
	assert_true(str_int(STR("-9223372036854775808"), &v) &&
	    v == INT64_MIN);
	for (size_t i = 0; i < countof(bad); i++)
		assert_false(str_int(str_of(bad[i]), &v));
}

static void
real_numbers(void **state)
{
	static const char *const bad[] = { "", ".", "1,5", "nan", "inf", "0x1",
		" 1", "1 ", "1e999", "1e", "1.2.3", "--1" };
	double v = 0;

	(void)state;
	assert_true(str_real(STR("1.5"), &v) && v > 1.49 && v < 1.51);
	assert_true(str_real(STR("-2e3"), &v) && v < -1999.9 && v > -2000.1);
	assert_true(str_real(STR("7"), &v) && v > 6.9 && v < 7.1);
	for (size_t i = 0; i < countof(bad); i++)
		assert_false(str_real(str_of(bad[i]), &v));
	assert_false(str_real((struct str){ "1\0", 2 }, &v));
}

static void
hex(void **state)
{
	unsigned char out[3];

	(void)state;
	assert_true(str_hex(STR("00fFA9"), out, 3));
	assert_memory_equal(out, "\x00\xff\xa9", 3);
	assert_false(str_hex(STR("00fFA"), out, 3));
	assert_false(str_hex(STR("00fFAg"), out, 3));
	assert_true(str_hex(STR(""), out, 0));
}

/* Each of these is no UTF-8; bytes are taken one at a time. */
static void
utf8_edges(void **state)
{
	static const struct str bad[] = {
		STR_INIT("\x80"), STR_INIT("\xbf"), STR_INIT("\xc0\x80"),
		STR_INIT("\xc1\xbf"), STR_INIT("\xc3"), STR_INIT("\xe0\x80\x80"),
		STR_INIT("\xe0\x9f\xbf"), STR_INIT("\xe1\xbb"),
		STR_INIT("\xed\xa0\x80"), STR_INIT("\xed\xbf\xbf"),
		STR_INIT("\xf0\x80\x80\x80"), STR_INIT("\xf0\x8f\xbf\xbf"),
		STR_INIT("\xf4\x90\x80\x80"), STR_INIT("\xf5\x80\x80\x80"),
		STR_INIT("\xfe"), STR_INIT("\xff"), STR_INIT("\xe1\x28\xa1"),
		STR_INIT("\0"),
	};
	static const struct {
		struct str s;
		uint32_t c;
	} good[] = {
		{ STR_INIT("a"), 'a' }, { STR_INIT("\xc2\x80"), 0x80 },
		{ STR_INIT("\xdf\xbf"), 0x7ff },
		{ STR_INIT("\xe0\xa0\x80"), 0x800 },
		{ STR_INIT("\xed\x9f\xbf"), 0xd7ff },
		{ STR_INIT("\xee\x80\x80"), 0xe000 },
		{ STR_INIT("\xef\xbf\xbd"), 0xfffd },
		{ STR_INIT("\xf0\x90\x80\x80"), 0x10000 },
		{ STR_INIT("\xf4\x8f\xbf\xbf"), 0x10ffff },
	};

	(void)state;
	for (size_t i = 0; i < countof(bad); i++) {
		struct str s = bad[i];

		assert_false(str_valid(s));
		for (size_t n = s.n; n > 1; n--) {
			(void)str_utf8(&s);
			assert_true(s.n < n);
		}
	}
	for (size_t i = 0; i < countof(good); i++) {
		struct str s = good[i].s;

		assert_true(str_valid(s));
		assert_int_equal(str_utf8(&s), good[i].c);
		assert_int_equal(s.n, 0);
	}
	assert_true(str_valid((struct str){ NULL, 0 }));
}

static void
bad_byte_taken_alone(void **state)
{
	struct str s = STR("\xe1\xbbz");

	(void)state;
	assert_int_equal(str_utf8(&s), 0xfffd);
	assert_int_equal(str_utf8(&s), 0xfffd);
	assert_int_equal(str_utf8(&s), 'z');
	check_dies((str_utf8(&s), 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compare),
		cmocka_unit_test(cut_and_trim),
		cmocka_unit_test(a_head_ends_between_letters),
		cmocka_unit_test(lines_and_words),
		cmocka_unit_test(find),
		cmocka_unit_test(whole_numbers),
		cmocka_unit_test(real_numbers),
		cmocka_unit_test(hex),
		cmocka_unit_test(utf8_edges),
		cmocka_unit_test(bad_byte_taken_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
