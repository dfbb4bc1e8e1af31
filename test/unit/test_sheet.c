#include "lib/check.h"

#include "base/sheet.h"

static enum err
read_text(struct arena *a, const char *text, struct sheet *s, struct why *w)
{
	*w = (struct why){ 0 };
	return sheet_read(a, str_of(text), s, w);
}

static void
plain_table(void **state)
{
	struct arena *a = arena_new(MIB);
	struct sheet s;
	struct why w;

	(void)state;
	assert_int_equal(read_text(a, "\xef\xbb\xbfid,name,note\r\n"
	    "1,Nhật Bản,\"a, \"\"quoted\"\" word\"\r\n2,Úc\n", &s, &w),
	    ERR_OK);
	assert_int_equal(s.columns, 3);
	assert_int_equal(s.rows, 2);
	assert_int_equal(sheet_column(&s, STR("id")), 0);
	assert_int_equal(sheet_column(&s, STR("note")), 2);
	assert_int_equal(sheet_column(&s, STR("none")), SIZE_MAX);
	check_str(sheet_cell(&s, 0, 1), "Nhật Bản");
	check_str(sheet_cell(&s, 0, 2), "a, \"quoted\" word");
	check_str(sheet_cell(&s, 1, 1), "Úc");
	check_str(sheet_cell(&s, 1, 2), "");
	check_str(sheet_cell(&s, 1, SIZE_MAX), "");
	check_dies((sheet_cell(&s, 2, 0), 0));
	arena_free(a);
}

static void
lines_are_those_of_the_file(void **state)
{
	struct arena *a = arena_new(MIB);
	struct sheet s;
	struct why w;

	(void)state;
	assert_int_equal(read_text(a, "\n\na,b\n\n1,\"two\nlines\n\"\n\n"
	    "  \n3,4", &s, &w), ERR_OK);
	assert_int_equal(s.rows, 2);
	assert_int_equal(s.line[0], 5);
	assert_int_equal(s.line[1], 10);
	check_str(sheet_cell(&s, 0, 1), "two\nlines\n");
	check_str(sheet_cell(&s, 1, 1), "4");
	arena_free(a);
}

static void
header_only(void **state)
{
	struct arena *a = arena_new(MIB);
	struct sheet s;
	struct why w;

	(void)state;
	assert_int_equal(read_text(a, "a,b", &s, &w), ERR_OK);
	assert_int_equal(s.rows, 0);
	check_str(s.head[1], "b");
	arena_free(a);
}

/* As programs of other countries write "CSV", and what one copies. */
static void
semicolons_and_tabs(void **state)
{
	struct arena *a = arena_new(MIB);
	struct sheet s;
	struct why w;

	(void)state;
	assert_int_equal(read_text(a, "a;\"b;c,d\"\n1,5;x\n", &s, &w), ERR_OK);
	assert_int_equal(s.columns, 2);
	check_str(s.head[1], "b;c,d");
	check_str(sheet_cell(&s, 0, 0), "1,5");
	assert_int_equal(read_text(a, "\na\tb, c\td\n1;2\t3\n", &s,
	    &w), ERR_OK);
	assert_int_equal(s.columns, 3);
	check_str(sheet_cell(&s, 0, 0), "1;2");
	assert_int_equal(read_text(a, "a,b;\n1;2,3\n", &s, &w), ERR_OK);
	check_str(s.head[1], "b;");
	arena_free(a);
}

static void
faults_name_their_line(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "empty" },
		{ "\n\n", "empty" },
		{ "a,b\n1,2\n1,2,3\n", "line 3 has 3 cells" },
		{ "a,b\n1,\"open\n2,3\n", "line 2: a quotation mark" },
		{ "a,b\n1,2\n\n1,x\"y\n", "line 4: a quotation mark" },
		{ "a,b\n\"x\"y,2\n", "line 2: a quotation mark" },
		{ "a,b,a\n1,2,3\n", "two columns are named \"a\"" },
		{ "a,b\n1,2\n1,\xff\n", "line 3 is not UTF-8" },
	};
	struct arena *a = arena_new(MIB);
	struct sheet s;
	struct why w;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		assert_int_equal(read_text(a, cases[i].text, &s, &w),
		    ERR_INPUT);
		if (strstr(w.text, cases[i].says) == NULL)
			fail_msg("case %zu: got \"%s\"", i, w.text);
	}
	arena_free(a);
}

/* A small file can ask for a large table; that is an error, no death. */
static void
too_large_is_refused(void **state)
{
	struct buf text CLEANUP(buf_free) = { .max = MIB };
	struct arena *a = arena_new(8 * MIB);
	struct sheet s;
	struct why w = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_printf(&text, "c%d,", i);
	for (int i = 0; i < 1000; i++)
		buf_text(&text, "\nx");
	assert_int_equal(sheet_read(a, buf_view(&text), &s, &w), ERR_LIMIT);
	assert_non_null(strstr(w.text, "too large"));
	arena_free(a);
}

/* What buf_csv writes, sheet_read reads. */
static void
written_and_read_back(void **state)
{
	static const char *const cells[] = { "plain", "a,b", "say \"x\"",
		"two\nlines", "đối ngoại", "", "'tis" };
	struct buf text CLEANUP(buf_free) = { .max = MIB };
	struct arena *a = arena_new(MIB);
	struct sheet s;
	struct why w;

	(void)state;
	for (size_t i = 0; i < countof(cells); i++)
		buf_printf(&text, "%sc%zu", i > 0 ? "," : "", i);
	buf_char(&text, '\n');
	for (size_t i = 0; i < countof(cells); i++) {
		if (i > 0)
			buf_char(&text, ',');
		buf_csv(&text, str_of(cells[i]));
	}
	assert_int_equal(sheet_read(a, buf_view(&text), &s, &w), ERR_OK);
	for (size_t i = 0; i < countof(cells); i++)
		check_str(sheet_cell(&s, 0, i), cells[i]);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_table),
		cmocka_unit_test(lines_are_those_of_the_file),
		cmocka_unit_test(header_only),
		cmocka_unit_test(semicolons_and_tabs),
		cmocka_unit_test(faults_name_their_line),
		cmocka_unit_test(too_large_is_refused),
		cmocka_unit_test(written_and_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
