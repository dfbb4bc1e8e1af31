#include "lib/check.h"

#include <math.h>

#include "base/rng.h"
#include "record/value.h"

static struct value
number(double d)
{
	return (struct value){ .type = VALUE_NUMBER, .number = d };
}

/* A value of any type, from chance. */
static struct value
some(struct rng *r)
{
	static const struct str texts[] = {
		STR_INIT(""), STR_INIT("a"), STR_INIT("Hải quân\nNavy"),
		STR_INIT("\xf0\x9f\x98\x80"),
	};
	struct value v = { .type = (enum value_type)rng_below(r, VALUE__MAX) };
	uint64_t bits = rng_next(r);
	int32_t span = date_ymd(DATE_YEAR_MAX, 12, 31) -
	    date_ymd(DATE_YEAR_MIN, 1, 1);

	switch (v.type) {
	case VALUE_TEXT:
		v.text = texts[rng_below(r, countof(texts))];
		break;
	case VALUE_INT:
		v.i = (int64_t)bits;
		break;
	case VALUE_NUMBER:
		memcpy(&v.number, &bits, sizeof(bits));
		if (!isfinite(v.number))
			v.number = 0.5;
		break;
	case VALUE_DATE:
		v.date.lo = date_ymd(DATE_YEAR_MIN, 1, 1) +
		    (int32_t)rng_below(r, (uint64_t)span);
		v.date.hi = v.date.lo + (int32_t)rng_below(r, (uint64_t)(
		    date_ymd(DATE_YEAR_MAX, 12, 31) - v.date.lo) + 1);
		break;
	case VALUE_REF:
		memcpy(v.ref.b, &bits, sizeof(bits));
		break;
	case VALUE_NONE:
	case VALUE__MAX:
		break;
	}
	return v;
}

static void
decode_undoes_encode(void **state)
{
	struct rng r = { 5 };
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct buf again CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct value v = some(&r), back;
		struct str s;

		buf_clear(&b);
		value_encode(&b, &v);
		buf_char(&b, '!'); /* of what comes next */
		s = buf_view(&b);
		assert_true(value_decode(&s, &back));
		assert_true(value_eq(&v, &back));
		check_str(s, "!");
		buf_clear(&again);
		value_encode(&again, &back);
		buf_char(&again, '!');
		assert_true(str_eq(buf_view(&b), buf_view(&again)));
		/* Cut anywhere, it is none. */
		for (size_t n = 0; n + 1 < b.n; n++) {
			s = str_to(buf_view(&b), n);
			assert_false(value_decode(&s, &back));
		}
	}
}

/* What decodes encodes to the very bytes, whatever the bytes. */
static void
encode_undoes_decode(void **state)
{
	struct rng r = { 6 };
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	size_t decoded = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		char bytes[5 + 20];
		struct str s = { bytes, 0 };
		struct value v;

		for (size_t k = 0; k < sizeof(bytes); k++)
			bytes[k] = (char)(rng_next(&r) >> 17);
		bytes[0] = (char)rng_below(&r, VALUE__MAX + 1);
		bytes[1] = bytes[2] = bytes[3] = 0;
		bytes[4] = (char)((const char[]){ 0, 1, 7, 8, 9, 15, 16, 17 })
		    [rng_below(&r, 8)];
		if (rng_below(&r, 2) == 0) /* dates that exist */
			bytes[5] = bytes[6] = bytes[9] = bytes[10] = 0;
		s.n = sizeof(bytes);
		if (!value_decode(&s, &v))
			continue;
		decoded++;
		buf_clear(&b);
		value_encode(&b, &v);
		assert_int_equal(b.n, sizeof(bytes) - s.n);
		assert_memory_equal(b.p, bytes, b.n);
	}
	assert_true(decoded > 10000);
}

static void
one_zero_and_no_infinity(void **state)
{
	struct buf plus CLEANUP(buf_free) = { .max = KIB };
	struct buf minus CLEANUP(buf_free) = { .max = KIB };
	struct value zero = number(0.0), other = number(-0.0), v;
	struct str s = STR("\x03\0\0\0\x08\x80\0\0\0\0\0\0\0");

	(void)state;
	value_encode(&plus, &zero);
	value_encode(&minus, &other);
	assert_true(str_eq(buf_view(&plus), buf_view(&minus)));
	assert_false(value_decode(&s, &v));
	s = STR("\x03\0\0\0\x08\x7f\xf0\0\0\0\0\0\0");
	assert_false(value_decode(&s, &v));
	s = STR("\x03\0\0\0\x08\x7f\xf8\0\0\0\0\0\0");
	assert_false(value_decode(&s, &v));
}

static void
what_no_encoder_writes_is_refused(void **state)
{
	static const struct str bad[] = {
		STR_INIT(""), STR_INIT("\0\0\0\0"), STR_INIT("\0\0\0\0\x01x"),
		STR_INIT("\x06\0\0\0\0"), STR_INIT("\xff\0\0\0\0"),
		STR_INIT("\x01\0\0\0\x01\0"),     /* text with NUL */
		STR_INIT("\x01\0\0\0\x01\xff"),   /* no UTF-8 */
		STR_INIT("\x01\0\0\0\x02\xc0\x80"), /* overlong */
		STR_INIT("\x01\xff\xff\xff\xffx"),
		STR_INIT("\x02\0\0\0\x07" "1234567"),
		STR_INIT("\x04\0\0\0\x08\0\0\0\x02\0\0\0\x01"), /* backwards */
		STR_INIT("\x04\0\0\0\x08\x80\0\0\0\0\0\0\x01"), /* year */
		STR_INIT("\x04\0\0\0\x08\0\0\0\x01\x7f\xff\xff\xff"),
		STR_INIT("\x05\0\0\0\x0f" "123456789012345"),
	};

	(void)state;
	for (size_t i = 0; i < countof(bad); i++) {
		struct str s = bad[i];
		struct value v;

		assert_false(value_decode(&s, &v));
		assert_true(str_eq(s, bad[i]));
	}
}

/* The first and the last day that there is, and one more on each side. */
static void
date_limits(void **state)
{
	int32_t first = date_ymd(DATE_YEAR_MIN, 1, 1);
	int32_t last = date_ymd(DATE_YEAR_MAX, 12, 31);

	(void)state;
	for (int32_t out = 0; out <= 1; out++) {
		struct date d[2] = { { first - out, last }, { first,
		    last + out } };

		for (size_t i = 0; i < 2; i++) {
			struct buf b CLEANUP(buf_free) = { .max = KIB };
			struct value v = { .type = VALUE_DATE, .date = d[i] };
			struct str s;

			value_encode(&b, &v);
			s = buf_view(&b);
			assert_int_equal(value_decode(&s, &v), out == 0);
		}
	}
}

static void
texts(void **state)
{
	struct value date = { .type = VALUE_DATE }, whole = { .type =
	    VALUE_INT, .i = INT64_MIN }, none = VALUE_EMPTY;
	struct value word = { .type = VALUE_TEXT }, ref = { .type =
	    VALUE_REF };
	const struct {
		double d;
		const char *text;
	} numbers[] = {
		{ 0.1, "0.1" }, { 1.0, "1" }, { 1e21, "1e+21" },
		{ -2.5, "-2.5" }, { 1.0 / 3, "0.3333333333333333" },
		{ 0.1 + 0.2, "0.30000000000000004" },
	};
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	(void)state;
	for (size_t i = 0; i < countof(numbers); i++) {
		struct value v = number(numbers[i].d);

		buf_clear(&b);
		value_text(&b, &v);
		check_str(buf_view(&b), numbers[i].text);
	}
	buf_clear(&b);
	value_text(&b, &whole);
	check_str(buf_view(&b), "-9223372036854775808");
	buf_clear(&b);
	assert_true(date_parse(STR("2026-Q3"), &date.date));
	value_text(&b, &date);
	check_str(buf_view(&b), "2026-Q3");
	buf_clear(&b);
	value_text(&b, &none);
	check_str(buf_view(&b), "");
	word.text = STR("Hội nghị\n");
	value_text(&b, &word);
	check_str(buf_view(&b), "Hội nghị\n");
	buf_clear(&b);
	value_text(&b, &ref);
	check_str(buf_view(&b), "00000000000000000000000000");
}

static void
equal_values(void **state)
{
	struct value a = number(1.5), b = number(1.5), word = { .type =
	    VALUE_TEXT, .text = STR("1.5") };
	struct value day = { .type = VALUE_DATE, .date = { 1, 2 } };
	struct value other = { .type = VALUE_DATE, .date = { 1, 3 } };

	(void)state;
	assert_true(value_eq(&a, &b));
	b.number = -1.5;
	assert_false(value_eq(&a, &b));
	b.number = 2.5;
	assert_false(value_eq(&a, &b));
	assert_false(value_eq(&a, &word));
	assert_true(value_eq(&day, &day));
	assert_false(value_eq(&day, &other));
	other.date = (struct date){ 0, 2 };
	assert_false(value_eq(&day, &other));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode_undoes_encode),
		cmocka_unit_test(encode_undoes_decode),
		cmocka_unit_test(one_zero_and_no_infinity),
		cmocka_unit_test(what_no_encoder_writes_is_refused),
		cmocka_unit_test(date_limits),
		cmocka_unit_test(texts),
		cmocka_unit_test(equal_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
