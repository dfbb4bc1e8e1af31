#include "lib/check.h"

#include "base/base.h"

static void
grows_and_keeps(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "%d,", i);
	assert_int_equal(b.err, ERR_OK);
	assert_true(str_starts(buf_view(&b), STR("0,1,2,3,")));
	assert_true(str_ends(buf_view(&b), STR(",4998,4999,")));
}

static void
holds_exactly_its_maximum(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 5 };

	(void)state;
	buf_printf(&b, "%s", "12345");
	assert_int_equal(b.err, ERR_OK);
	check_str(buf_view(&b), "12345");
	buf_char(&b, '6');
	assert_int_equal(b.err, ERR_LIMIT);
	check_str(buf_view(&b), "12345");
}

static void
error_sticks_until_cleared(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 3 };

	(void)state;
	buf_text(&b, "four");
	assert_int_equal(b.err, ERR_LIMIT);
	buf_text(&b, "ok");
	assert_int_equal(b.n, 0);
	buf_clear(&b);
	buf_text(&b, "ok");
	assert_int_equal(b.err, ERR_OK);
	check_str(buf_view(&b), "ok");
	buf_free(&b);
	check_str(buf_view(&b), "");
	assert_int_equal(b.max, 3);
}

static void
big_end_first(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 100 };
	static const char want[] = "\x01\x02\x03\x04\x05\x06\x07"
	    "\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f";

	(void)state;
	buf_u8(&b, 0x01);
	buf_u16(&b, 0x0203);
	buf_u32(&b, 0x04050607);
	buf_u64(&b, 0x08090a0b0c0d0e0f);
	assert_int_equal(b.n, 15);
	assert_memory_equal(b.p, want, 15);
}

static void
code_points(void **state)
{
	static const uint32_t points[] = { 1, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff,
		0xe000, 0xffff, 0x10000, 0x10ffff };
	struct buf b CLEANUP(buf_free) = { .max = 100 };

	(void)state;
	for (size_t i = 0; i < countof(points); i++) {
		struct str s;

		buf_clear(&b);
		buf_utf8(&b, points[i]);
		s = buf_view(&b);
		assert_int_equal(str_utf8(&s), points[i]);
		assert_int_equal(s.n, 0);
	}
}

static void
json_strings(void **state)
{
	static const struct {
		struct str in;
		const char *want;
	} cases[] = {
		{ STR_INIT(""), "\"\"" },
		{ STR_INIT("a\"b\\c"), "\"a\\\"b\\\\c\"" },
		{ STR_INIT("l1\nl2\tx"), "\"l1\\nl2\\tx\"" },
		{ STR_INIT("\x01\x1f\x7f"), "\"\\u0001\\u001f\\u007f\"" },
		{ STR_INIT("\0"), "\"\\u0000\"" },
		{ STR_INIT("đối ngoại"), "\"đối ngoại\"" },
		{ STR_INIT("\xff\xc3"), "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ STR_INIT("\xe2\x80\xa8"), "\"\\u2028\"" },
	};
	struct buf b CLEANUP(buf_free) = { .max = 1000 };

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		buf_clear(&b);
		buf_json(&b, cases[i].in);
		check_str(buf_view(&b), cases[i].want);
	}
}

static void
csv_cells(void **state)
{
	static const struct {
		struct str in;
		const char *want;
	} cases[] = {
		{ STR_INIT(""), "" },
		{ STR_INIT("plain text"), "plain text" },
		{ STR_INIT("a,b"), "\"a,b\"" },
		{ STR_INIT("say \"hi\""), "\"say \"\"hi\"\"\"" },
		{ STR_INIT("two\nlines"), "\"two\nlines\"" },
		{ STR_INIT("=1+1"), "'=1+1" },
		{ STR_INIT("@cmd,x"), "\"'@cmd,x\"" },
		{ STR_INIT("+84"), "'+84" },
		{ STR_INIT("-1"), "'-1" },
		{ STR_INIT("\tx"), "'\tx" },
		{ STR_INIT("1-2"), "1-2" },
	};
	struct buf b CLEANUP(buf_free) = { .max = 1000 };

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		buf_clear(&b);
		buf_csv(&b, cases[i].in);
		check_str(buf_view(&b), cases[i].want);
	}
	buf_clear(&b);
	buf_csv(&b, (struct str){ "\0z", 2 });
	assert_int_equal(b.n, 2); /* NUL begins no formula */
}

static void
first_reason_stays(void **state)
{
	struct why w = { 0 };

	(void)state;
	assert_int_equal(why_set(&w, ERR_INPUT, "line %d", 7), ERR_INPUT);
	assert_int_equal(why_set(&w, ERR_IO, "outer"), ERR_IO);
	assert_string_equal(w.text, "line 7");
	assert_int_equal(why_set(NULL, ERR_BUSY, "nobody"), ERR_BUSY);
	for (int e = 0; e < ERR__MAX; e++)
		assert_true(strlen(err_name((enum err)e)) > 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_and_keeps),
		cmocka_unit_test(holds_exactly_its_maximum),
		cmocka_unit_test(error_sticks_until_cleared),
		cmocka_unit_test(big_end_first),
		cmocka_unit_test(code_points),
		cmocka_unit_test(json_strings),
		cmocka_unit_test(csv_cells),
		cmocka_unit_test(first_reason_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
