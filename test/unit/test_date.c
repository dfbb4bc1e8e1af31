#include "lib/check.h"

#include "base/date.h"

static void
every_day_of_nine_thousand_years(void **state)
{
	int32_t day = date_ymd(DATE_YEAR_MIN, 1, 1);
	int32_t last = date_ymd(DATE_YEAR_MAX, 12, 31);
	int y, m, d, before_y = 999, before_m = 12, before_d = 31;

	(void)state;
	for (; day <= last; day++) {
		date_split(day, &y, &m, &d);
		assert_int_equal(date_ymd(y, m, d), day);
		if (d == 1 && m == 1)
			assert_true(before_m == 12 && before_d == 31 &&
			    y == before_y + 1);
		else if (d == 1)
			assert_true(m == before_m + 1 && before_d >= 28);
		else
			assert_true(d == before_d + 1 && m == before_m);
		before_y = y;
		before_m = m;
		before_d = d;
	}
}

static void
known_days(void **state)
{
	(void)state;
	assert_int_equal(date_ymd(1970, 1, 1), 0);
	assert_int_equal(date_ymd(2000, 2, 29), 11016);
	assert_int_equal(date_ymd(1969, 12, 31), -1);
	assert_int_equal(date_ymd(2026, 11, 21), 20778);
	assert_int_equal(date_month_days(1900, 2), 28);
	assert_int_equal(date_month_days(2000, 2), 29);
	assert_int_equal(date_month_days(2026, 11), 30);
	assert_int_equal(date_month_days(2026, 12), 31);
	assert_int_equal(date_weekday(date_ymd(1970, 1, 1)), 3);
	assert_int_equal(date_weekday(date_ymd(2026, 11, 21)), 5);
	assert_int_equal(date_weekday(date_ymd(1944, 12, 22)), 4);
	assert_int_equal(date_weekday(date_ymd(1600, 2, 29)), 1);
	check_dies(date_ymd(1900, 2, 29));
	check_dies(date_ymd(2026, 13, 1));
}

static void
days_of_instants(void **state)
{
	int y, m, d;

	(void)state;
	assert_int_equal(date_day_of_ms(0), 0);
	assert_int_equal(date_day_of_ms(-1), -1);
	assert_int_equal(date_day_of_ms(86399999), 0);
	assert_int_equal(date_day_of_ms(86400000), 1);
	assert_int_equal(date_day_of_ms(-86400000), -1);
	assert_int_equal(date_day_of_ms(-86400001), -2);
	date_split(date_day_of_ms(INT64_MAX), &y, &m, &d);
	assert_true(y > DATE_YEAR_MAX);
	date_split(date_day_of_ms(INT64_MIN), &y, &m, &d);
	assert_true(y < 0);
}

static void
months_on(void **state)
{
	(void)state;
	assert_int_equal(date_add_months(date_ymd(2024, 1, 31), 1),
	    date_ymd(2024, 2, 29));
	assert_int_equal(date_add_months(date_ymd(2023, 1, 31), 1),
	    date_ymd(2023, 2, 28));
	assert_int_equal(date_add_months(date_ymd(2024, 2, 29), 12),
	    date_ymd(2025, 2, 28));
	assert_int_equal(date_add_months(date_ymd(2024, 1, 15), -1),
	    date_ymd(2023, 12, 15));
	assert_int_equal(date_add_months(date_ymd(2024, 3, 31), -25),
	    date_ymd(2022, 2, 28));
	assert_int_equal(date_add_months(date_ymd(2024, 3, 31), 0),
	    date_ymd(2024, 3, 31));
}

static void
exact_forms(void **state)
{
	static const struct {
		const char *in, *out; /* out: as date_format writes it back */
	} cases[] = {
		{ "2026", "2026" }, { "1000", "1000" }, { "9999", "9999" },
		{ "2026-Q1", "2026-Q1" }, { "2026-Q3", "2026-Q3" },
		{ "2026-Q4", "2026-Q4" }, { "2026-11", "2026-11" },
		{ "2024-02", "2024-02" }, { "2026-11-21", "2026-11-21" },
		{ "2024-02-29", "2024-02-29" },
		{ "2026-11-21/2026-12-03", "2026-11-21/2026-12-03" },
		{ "2026-11-21/2026-11-21", "2026-11-21" },
		{ "2026-01-01/2026-12-31", "2026" },
		{ "2026-Q1/2026-Q2", "2026-01-01/2026-06-30" },
		{ "2026-01/2026-03", "2026-Q1" },
		{ "2025/2026-11", "2025-01-01/2026-11-30" },
	};
	struct buf b CLEANUP(buf_free) = { .max = 100 };
	struct date d;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		if (!date_parse(str_of(cases[i].in), &d))
			fail_msg("%s was refused", cases[i].in);
		buf_clear(&b);
		date_format(&b, d);
		check_str(buf_view(&b), cases[i].out);
	}
	assert_true(date_parse(STR("2024-Q1"), &d));
	assert_int_equal(d.lo, date_ymd(2024, 1, 1));
	assert_int_equal(d.hi, date_ymd(2024, 3, 31));
	assert_true(date_parse(STR("2024-02"), &d));
	assert_int_equal(d.hi, date_ymd(2024, 2, 29));
}

static void
nothing_else_is_exact(void **state)
{
	static const char *const bad[] = { "", "26", "02026", "0999", "2026-",
		"2026-1", "2026-13", "2026-00", "2026-Q0", "2026-Q5",
		"2026-q3", "2026-11-2", "2026-11-31", "2026-02-29",
		"1900-02-29", "2026-11-00", "2026/11/21", "2026-11-21 ",
		" 2026", "2026-11-21T00:00:00Z", "2026-12/2026-11",
		"2026/2025", "2026-06/2026", "/2026", "2026/", "2026-11-21/",
		"-2026", "２０２６", "2026-Q33", "20261121" };
	struct date d;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (date_parse(str_of(bad[i]), &d))
			fail_msg("\"%s\" was taken", bad[i]);
}

static void
what_people_type(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = { /* today is Saturday 2026-11-21 */
		{ "2026-Q3", "2026-Q3" }, { " 2026-11 ", "2026-11" },
		{ "21/11/2026", "2026-11-21" }, { "1/2/2027", "2027-02-01" },
		{ "21/11", "2026-11-21" }, { "29/2/2024", "2024-02-29" },
		{ "21.11.2026", "2026-11-21" },
		{ "21 Nov 2026", "2026-11-21" },
		{ "1 december 2025", "2025-12-01" },
		{ "21 nov", "2026-11-21" }, { "November 2026", "2026-11" },
		{ "MAY 2026", "2026-05" }, { "today", "2026-11-21" },
		{ "Now", "2026-11-21" }, { "yesterday", "2026-11-20" },
		{ "tomorrow", "2026-11-22" }, { "hôm nay", "2026-11-21" },
		{ "11/2026", "2026-11" }, { "quý III/2026", "2026-Q3" },
		{ "Q3 2026", "2026-Q3" }, { "quý 1 2026", "2026-Q1" },
		{ "ngày 21 tháng 11 năm 2026", "2026-11-21" },
		{ "ngày 5 tháng 9", "2026-09-05" },
		{ "tháng 11 năm 2025", "2025-11" }, { "Năm 2025", "2025" },
		{ "T2", "2026-11-23" }, { "CN", "2026-11-22" },
		{ "Hôm qua", "2026-11-20" }, { "ngày mai", "2026-11-22" },
		{ "ho\xcc\x82m nay", "2026-11-21" }, { "-3", "2026-11-18" },
		{ "+10", "2026-12-01" }, { "+0", "2026-11-21" },
		{ "sat", "2026-11-28" }, { "sun", "2026-11-22" },
		{ "Mon", "2026-11-23" }, { "fri", "2026-11-27" },
		{ "now-90d", "2026-08-23" },
	};
	static const char *const bad[] = { "", " ", "21/13/2026", "29/2/2026",
		"1/2/", "1/2/3", "1/2/2026/3", "11/21/2026", "32 nov 2026",
		"nov", "21 nov 26", "21 nov 2026 x", "nov 26", "+-5", "--5",
		"-", "+", "now-", "now-d", "now+3d", "monday week", "someday",
		"tues", "0/1/2026", "-1/2/2026", "+99999999",
		"now, that is, longer than any date: sixty-four bytes or more" };
	int32_t today = date_ymd(2026, 11, 21);
	struct buf b CLEANUP(buf_free) = { .max = 100 };
	struct date d;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		if (!date_parse_human(str_of(cases[i].in), today, &d))
			fail_msg("\"%s\" was refused", cases[i].in);
		buf_clear(&b);
		date_format(&b, d);
		check_str(buf_view(&b), cases[i].out);
	}
	for (size_t i = 0; i < countof(bad); i++)
		if (date_parse_human(str_of(bad[i]), today, &d))
			fail_msg("\"%s\" was taken", bad[i]);
}

static void
shown_to_people(void **state)
{
	static const struct {
		const char *in, *out, *vi;
	} cases[] = {
		{ "2026-11-21", "21 Nov 2026", "21/11/2026" },
		{ "2026-05", "May 2026", "05/2026" },
		{ "2026-Q3", "Q3 2026", "quý III/2026" },
		{ "2026", "2026", "2026" },
		{ "2026-11-21/2026-12-03", "21 Nov 2026 – 3 Dec 2026",
		    "21/11/2026 – 03/12/2026" },
	};
	struct buf b CLEANUP(buf_free) = { .max = 100 };
	struct date d;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		assert_true(date_parse(str_of(cases[i].in), &d));
		buf_clear(&b);
		date_show(&b, d);
		check_str(buf_view(&b), cases[i].out);
		buf_clear(&b);
		date_say(&b, "vi", d);
		check_str(buf_view(&b), cases[i].vi);
	}
	assert_string_equal(date_month_name("en", 12), "Dec");
	assert_string_equal(date_month_name("vi", 12), "Th12");
	assert_string_equal(date_weekday_name("en", 0), "Mon");
	assert_string_equal(date_weekday_name("vi", 6), "CN");
}

static void
instants(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z" },
		{ "2026-11-21T10:30:00Z", "2026-11-21T10:30:00.000Z" },
		{ "2026-11-21t10:30:00z", "2026-11-21T10:30:00.000Z" },
		{ "2026-11-21T10:30:00.25Z", "2026-11-21T10:30:00.250Z" },
		{ "2026-11-21T10:30:00.123987Z", "2026-11-21T10:30:00.123Z" },
		{ "2026-11-21T06:00:00+07:00", "2026-11-20T23:00:00.000Z" },
		{ "2026-12-31T20:00:00-05:30", "2027-01-01T01:30:00.000Z" },
		{ "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
	};
	static const char *const bad[] = { "", "2026-11-21",
		"2026-11-21T10:30Z", "2026-11-21T10:30:00",
		"2026-11-21T24:00:00Z", "2026-11-21T10:60:00Z",
		"2026-11-21T10:30:60Z", "2026-11-21T10:30:00.Z",
		"2026-11-21T10:30:00+0700", "2026-11-21T10:30:00+07:60",
		"2026-11-21 10:30:00Z", "2026-11T10:30:00Z",
		"2026-11-21T10:30:00.1", "2026-02-30T10:30:00Z",
		"2026-11-21T10:30:00Zx", "1000-01-01T00:00:00+23:59",
		"9999-12-31T23:59:59-00:01" };
	struct buf b CLEANUP(buf_free) = { .max = 100 };
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		if (!date_parse_instant(str_of(cases[i].in), &ms))
			fail_msg("\"%s\" was refused", cases[i].in);
		buf_clear(&b);
		date_format_instant(&b, ms);
		check_str(buf_view(&b), cases[i].out);
	}
	for (size_t i = 0; i < countof(bad); i++)
		if (date_parse_instant(str_of(bad[i]), &ms))
			fail_msg("\"%s\" was taken", bad[i]);
	buf_clear(&b);
	date_format_instant(&b, INT64_MAX);
	check_str(buf_view(&b), "9999-12-31T23:59:59.999Z");
	buf_clear(&b);
	date_format_instant(&b, INT64_MIN);
	check_str(buf_view(&b), "0000-01-01T00:00:00.000Z");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_nine_thousand_years),
		cmocka_unit_test(known_days),
		cmocka_unit_test(days_of_instants),
		cmocka_unit_test(months_on),
		cmocka_unit_test(exact_forms),
		cmocka_unit_test(nothing_else_is_exact),
		cmocka_unit_test(what_people_type),
		cmocka_unit_test(shown_to_people),
		cmocka_unit_test(instants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
