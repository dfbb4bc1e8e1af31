#include "lib/check.h"

#include "base/tr.h"

static void
a_language_or_none(void **state)
{
	(void)state;
	assert_true(tr_is_vi("vi"));
	assert_false(tr_is_vi("en"));
	assert_false(tr_is_vi(""));
	assert_false(tr_is_vi("vie"));
	assert_false(tr_is_vi(NULL));
	assert_string_equal(tr_known(STR("VI")), "vi");
	assert_string_equal(tr_known(STR("en")), "en");
	assert_null(tr_known(STR("fr")));
	assert_null(tr_known(STR("")));
}

static void
what_a_browser_asks_for(void **state)
{
	(void)state;
	assert_string_equal(tr_wanted(STR("vi-VN,vi;q=0.9,en;q=0.8")), "vi");
	assert_string_equal(tr_wanted(STR("fr, en-GB;q=0.7, vi")), "en");
	assert_string_equal(tr_wanted(STR(" vi ;q=1")), "vi");
	assert_null(tr_wanted(STR("fr,de;q=0.5")));
	assert_null(tr_wanted(STR("")));
	assert_null(tr_wanted(STR(",;-,,vietnam")));
}

static void
a_sentence(void **state)
{
	const char *english = "Search";

	(void)state;
	assert_ptr_equal(tr(NULL, english), english);
	assert_ptr_equal(tr("en", english), english);
	assert_string_equal(tr("vi", english), "Tìm kiếm");
	check_str(tr_str("vi", english), "Tìm kiếm");
	/* What passes through is left alone. */
	assert_string_equal(tr("vi", "Hanoi 36"), "Hanoi 36");
	assert_string_equal(tr("vi", ""), "");
	assert_string_equal(tr_n("en", "day", "days", 1), "day");
	assert_string_equal(tr_n(NULL, "day", "days", 0), "days");
}

static void
every_sentence_is_found(void **state)
{
	(void)state;
	assert_true(tr_rows_n > 0);
	for (size_t i = 0; i < tr_rows_n; i++) {
		const char *english = tr_rows[i].english;

		assert_ptr_equal(tr("vi", english), tr_rows[i].vietnamese);
		assert_ptr_equal(tr_view("vi", str_of(english)).p,
		    tr_rows[i].vietnamese);
		assert_true(tr_rows[i].vietnamese[0] != '\0');
		assert_true(str_valid(str_of(tr_rows[i].vietnamese)));
	}
}

static void
number(const char *lang, const char *s, const char *want)
{
	struct buf b CLEANUP(buf_free) = { .max = 100 };

	tr_number(&b, lang, str_of(s));
	check_str(buf_view(&b), want);
}

static void
numbers_as_people_write_them(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 100 };

	(void)state;
	number("en", "1234567.5", "1,234,567.5");
	number("vi", "1234567.5", "1.234.567,5");
	number("vi", "-1234", "-1.234");
	number("en", "+12", "+12");
	number("vi", "999", "999");
	number("vi", "0.25", "0,25");
	number("vi", "12.5 %", "12,5 %");
	number("vi", "1000 of 2000.", "1.000 of 2000.");
	number("vi", "about 1000", "about 1000");
	number("vi", "-", "-");
	number(NULL, "", "");
	number("vi", "3.", "3.");
	tr_count(&b, "vi", INT64_MIN);
	check_str(buf_view(&b), "-9.223.372.036.854.775.808");
}

static void
a_reason_in_the_language_of_its_reader(void **state)
{
	struct why vi = { .lang = "vi" }, en = { 0 };

	(void)state;
	assert_int_equal(why_set(&vi, ERR_INPUT, "Search"), ERR_INPUT);
	assert_string_equal(vi.text, "Tìm kiếm");
	assert_int_equal(why_set(&en, ERR_INPUT, "Search"), ERR_INPUT);
	assert_string_equal(en.text, "Search");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_language_or_none),
		cmocka_unit_test(what_a_browser_asks_for),
		cmocka_unit_test(a_sentence),
		cmocka_unit_test(every_sentence_is_found),
		cmocka_unit_test(numbers_as_people_write_them),
		cmocka_unit_test(a_reason_in_the_language_of_its_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
