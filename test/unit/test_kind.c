#include "lib/check.h"

#include "model/kind.h"

static struct arena *arena;
static struct kinds kinds;

static int
load(void **state)
{
	(void)state;
	arena = arena_new(16 * MIB);
	kind_load(arena, &kinds);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct field *
field_of(const char *kind, const char *name)
{
	const struct kind *k = kind_named(&kinds, str_of(kind));
	const struct field *f;

	assert_non_null(k);
	f = kind_field(k, str_of(name));
	assert_non_null(f);
	return f;
}

static void
own_kinds(void **state)
{
	const struct kind *k = kind_named(&kinds, STR("activity"));

	(void)state;
	assert_true(kinds.n >= 34);
	assert_int_equal(k->number, 19);
	assert_ptr_equal(kind_numbered(&kinds, 19), k);
	assert_null(kind_numbered(&kinds, 511));
	assert_null(kind_named(&kinds, STR("nothing")));
	check_str(k->numbering, "{year}-{serial}");
	check_str(k->title->name, "title");
	check_str(k->order->name, "start");
	assert_true(k->descending);
	assert_int_equal(k->derives, 1);
	check_str(k->derive->name, "status");
	check_str(k->derive->rule[k->derive->rules - 1].code, "proposed");
	assert_int_equal(k->derive->rule[k->derive->rules - 1].conds, 0);
	for (size_t i = 1; i < kinds.n; i++)
		assert_true(kinds.kind[i - 1].number < kinds.kind[i].number);
}

/* What the kinds point to are the kinds of the table, not copies. */
static void
targets_are_of_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < kinds.n; i++)
		for (size_t j = 0; j < kinds.kind[i].fields; j++) {
			const struct field *f = &kinds.kind[i].field[j];

			assert_int_equal(kind_field_at(&kinds.kind[i], f), j);
			for (size_t t = 0; t < f->targets; t++)
				assert_ptr_equal(f->target[t], kind_named(
				    &kinds, f->target[t]->name));
		}
}

static void
op_numbers(void **state)
{
	const struct kind *k = kind_named(&kinds, STR("activity")), *back;
	const struct field *f = kind_field(k, STR("closed")), *g;

	(void)state;
	assert_int_equal(kind_op_field(k, f), 19 * 64 + 31);
	assert_true(kind_of_op(&kinds, 19 * 64 + 31, &back, &g));
	assert_ptr_equal(back, k);
	assert_ptr_equal(g, f);
	assert_true(kind_of_op(&kinds, 19 * 64 + 1, &back, &g));
	check_str(g->name, "code");
	assert_false(kind_of_op(&kinds, 19 * 64 + 63, &back, &g));
	assert_false(kind_of_op(&kinds, 511 * 64 + 16, &back, &g));
	assert_false(kind_of_op(&kinds, 0, &back, &g));
}

/* kind field | typed | exact text, or ! and what the refusal must say */
static const struct {
	const char *kind, *field, *typed, *want;
} values[] = {
	{ "activity", "title", "  Port call  ", "Port call" },
	{ "activity", "title", "   ", "" },
	{ "activity", "title", "two\nlines", "!one line" },
	{ "activity", "title", "a\x01z", "!control character" },
	{ "activity", "title", "a\xff", "!not UTF-8" },
	{ "activity", "report", " two\nlines ", " two\nlines " },
	{ "activity", "start", "21/11/2026", "2026-11-21" },
	{ "activity", "start", "hôm nay", "2026-11-21" },
	{ "activity", "start", "2026-Q3", "2026-Q3" },
	{ "activity", "start", "31/02/2026", "!not a date" },
	{ "activity", "cost", "12.50", "12.5" },
	{ "activity", "cost", "-0", "0" },
	{ "activity", "cost", "1e999", "!not a number" },
	{ "activity", "cost", "nan", "!not a number" },
	{ "commitment", "ambition", "3", "3" },
	{ "commitment", "ambition", "3.5", "!not a whole number" },
	{ "participant", "attended", "có", "1" },
	{ "participant", "attended", "no", "" },
	{ "participant", "attended", "maybe", "!neither yes nor no" },
	{ "activity", "type", "port-call", "port-call" },
	{ "activity", "type", "port call", "!no code" },
	{ "activity", "code", "2026-0001", "2026-0001" },
	{ "activity", "code", "two words", "!no code" },
	{ "activity", "partner", "00000000000000000000000001",
	    "00000000000000000000000001" },
	{ "activity", "partner", "AUS", "!no record's id" },
};

static void
typed_values(void **state)
{
	int32_t today = date_ymd(2026, 11, 21);

	(void)state;
	for (size_t i = 0; i < countof(values); i++) {
		const struct field *f = field_of(values[i].kind,
		    values[i].field);
		struct buf got CLEANUP(buf_free) = { .max = KIB };
		struct value v;
		struct why why = { 0 };
		enum err e = kind_value(f, str_of(values[i].typed), today, &v,
		    &why);

		if (values[i].want[0] == '!') {
			assert_int_equal(e, ERR_INPUT);
			if (strstr(why.text, values[i].want + 1) == NULL)
				fail_msg("%s", why.text);
			continue;
		}
		assert_int_equal(e, ERR_OK);
		value_text(&got, &v);
		check_str(buf_view(&got), values[i].want);
		assert_int_equal(v.type == VALUE_NONE,
		    values[i].want[0] == '\0');
	}
}

static void
too_long(void **state)
{
	char *text = malloc(KIND_LONG_MAX + 1);
	struct value v;
	struct why why = { 0 };

	(void)state;
	assert_non_null(text);
	memset(text, 'a', KIND_LONG_MAX + 1);
	assert_int_equal(kind_value(field_of("activity", "title"),
	    (struct str){ text, KIND_TEXT_MAX }, 0, &v, &why), ERR_OK);
	assert_int_equal(kind_value(field_of("activity", "title"),
	    (struct str){ text, KIND_TEXT_MAX + 1 }, 0, &v, &why), ERR_INPUT);
	assert_int_equal(kind_value(field_of("activity", "report"),
	    (struct str){ text, KIND_LONG_MAX }, 0, &v, NULL), ERR_OK);
	assert_int_equal(kind_value(field_of("activity", "report"),
	    (struct str){ text, KIND_LONG_MAX + 1 }, 0, &v, NULL), ERR_INPUT);
	assert_int_equal(kind_value(field_of("activity", "code"),
	    (struct str){ text, KIND_CODE_MAX + 1 }, 0, &v, NULL), ERR_INPUT);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_kinds),
		cmocka_unit_test(targets_are_of_the_table),
		cmocka_unit_test(op_numbers),
		cmocka_unit_test(typed_values),
		cmocka_unit_test(too_long),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
