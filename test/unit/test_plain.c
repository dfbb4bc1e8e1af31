#include "lib/check.h"

#include "base/plain.h"

static void
check_fold(const char *in, const char *want)
{
	struct buf b CLEANUP(buf_free) = { .max = 10 * KIB };

	plain_fold(&b, str_of(in));
	check_str(buf_view(&b), want);
}

/* All 67 letters of the alphabet with tones, each case, each composed. */
static void
every_vietnamese_letter(void **state)
{
	(void)state;
	check_fold("aàáảãạăằắẳẵặâầấẩẫậ", "aaaaaaaaaaaaaaaaaa");
	check_fold("AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "aaaaaaaaaaaaaaaaaa");
	check_fold("eèéẻẽẹêềếểễệ", "eeeeeeeeeeee");
	check_fold("EÈÉẺẼẸÊỀẾỂỄỆ", "eeeeeeeeeeee");
	check_fold("iìíỉĩị IÌÍỈĨỊ", "iiiiii iiiiii");
	check_fold("oòóỏõọôồốổỗộơờớởỡợ", "oooooooooooooooooo");
	check_fold("OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "oooooooooooooooooo");
	check_fold("uùúủũụưừứửữự", "uuuuuuuuuuuu");
	check_fold("UÙÚỦŨỤƯỪỨỬỮỰ", "uuuuuuuuuuuu");
	check_fold("yỳýỷỹỵ YỲÝỶỸỴ", "yyyyyy yyyyyy");
	check_fold("dđDĐ", "dddd");
}

/* The same word taken apart: letter, horn or circumflex, tone. */
static void
decomposed_letters(void **state)
{
	(void)state;
	check_fold("e\xcc\x82\xcc\x81", "e");         /* ế */
	check_fold("o\xcc\x9b\xcc\xa3", "o");         /* ợ */
	check_fold("u\xcc\x9b\xcc\x80u\xcc\x9b", "uu"); /* ừ ư */
	check_fold("Vie\xcc\xa3\xcc\x82t", "viet");
	check_fold("\xe1\xba\xb9\xcc\x82", "e");      /* ẹ and a circumflex */
}

static void
words_of_the_trade(void **state)
{
	(void)state;
	check_fold("Đối ngoại quốc phòng", "doi ngoai quoc phong");
	check_fold("Gìn giữ hòa bình", "gin giu hoa binh");
	check_fold("HỢP TÁC", "hop tac");
	check_fold("Côte d'Ivoire, Åland, Łódź, Straße",
	    "cote d'ivoire, aland, lodz, strase");
	check_fold("São Tomé e Príncipe", "sao tome e principe");
	check_fold("Москва ЁЛКА", "москва ёлка");
	check_fold("ΑΘΗΝΑ", "αθηνα");
	check_fold("防衛 2026", "防衛 2026");
	check_fold("a\xc2\xad" "b\xe2\x80\x8b" "c", "abc"); /* soft hyphen */
	check_fold("\xff", "\xef\xbf\xbd");
	check_fold("", "");
}

static void
folding_twice_is_folding_once(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x3000; c++) {
		uint32_t once = plain_letter(c);

		if (once != 0)
			assert_int_equal(plain_letter(once), once);
	}
}

static void
words(void **state)
{
	static const char *const want[] = { "Đối", "thoại", "lần", "3", "2026",
		"x" };
	struct str s = STR("  «Đối thoại» – lần 3/2026… (x)"), w;
	size_t n = 0;

	(void)state;
	while (plain_word(&s, &w)) {
		assert_true(n < countof(want));
		check_str(w, want[n++]);
	}
	assert_int_equal(n, countof(want));
	s = STR(" .,;×÷—“” ");
	assert_false(plain_word(&s, &w));
}

static void
decomposed_words_stay_whole(void **state)
{
	struct str s = STR("Vie\xcc\xa3\xcc\x82t Nam"), w;

	(void)state;
	assert_true(plain_word(&s, &w));
	check_str(w, "Vie\xcc\xa3\xcc\x82t");
}

static void
lower_case_keeps_the_marks(void **state)
{
	(void)state;
	assert_int_equal(plain_lower('Q'), 'q');
	assert_int_equal(plain_lower(0x110), 0x111);   /* Đ */
	assert_int_equal(plain_lower(0xc2), 0xe2);     /* Â */
	assert_int_equal(plain_lower(0x1af), 0x1b0);   /* Ư */
	assert_int_equal(plain_lower(0x1a0), 0x1a1);   /* Ơ */
	assert_int_equal(plain_lower(0x1ec6), 0x1ec7); /* Ệ */
	assert_int_equal(plain_lower(0x111), 0x111);
	assert_int_equal(plain_lower(0xd7), 0xd7);
	assert_int_equal(plain_lower('7'), '7');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_vietnamese_letter),
		cmocka_unit_test(decomposed_letters),
		cmocka_unit_test(words_of_the_trade),
		cmocka_unit_test(folding_twice_is_folding_once),
		cmocka_unit_test(words),
		cmocka_unit_test(decomposed_words_stay_whole),
		cmocka_unit_test(lower_case_keeps_the_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
