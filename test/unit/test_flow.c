/* Lines of files, plain and compressed, long and cut short. */
#include "lib/check.h"

#include <zlib.h>

#include "base/str.h"
#include "lib/folder.h"
#include "world/flow.h"

static struct folder folder;

static int
setup(void **state)
{
	(void)state;
	folder_make(&folder);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	folder_remove(&folder);
	return 0;
}

static void
file_write(const char *bytes, size_t n, bool packed)
{
	gzFile f = gzopen(folder.file, packed ? "wb" : "wT");

	assert_non_null(f);
	assert_int_equal(gzwrite(f, bytes, (unsigned)n), (int)n);
	assert_int_equal(gzclose(f), Z_OK);
}

/* All lines, each with a bar behind it. */
static void
lines_are(const char *want)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct why why = { 0 };
	struct flow *f;
	struct str line;
	enum err e;

	assert_int_equal(flow_open(folder.file, &f, &why), ERR_OK);
	while ((e = flow_line(f, &line, &why)) == ERR_OK) {
		buf_str(&b, line);
		buf_char(&b, '|');
	}
	assert_int_equal(e, ERR_MISSING);
	assert_int_equal(flow_line(f, &line, &why), ERR_MISSING);
	buf_char(&b, '\0');
	assert_string_equal(b.p, want);
	flow_close(f);
}

static void
lines_with_any_end(void **state)
{
	(void)state;
	for (int packed = 0; packed < 2; packed++) {
		file_write("a\r\nb\n\nc", 7, packed);
		lines_are("a|b||c|");
		file_write("a\n", 2, packed);
		lines_are("a|");
	}
	file_write("", 0, true);
	lines_are("");
}

/* Lines that begin in one part of the file and end in the next. */
static void
lines_across_parts(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * MIB };
	struct why why = { 0 };
	struct flow *f;
	struct str line;

	(void)state;
	for (size_t i = 0; i < 9000; i++)
		buf_printf(&b, "%0*zu\n", (int)(i % 200) + 5, i);
	file_write(b.p, b.n, true);
	assert_int_equal(flow_open(folder.file, &f, &why), ERR_OK);
	for (size_t i = 0; i < 9000; i++) {
		int64_t n;

		assert_int_equal(flow_line(f, &line, &why), ERR_OK);
		assert_int_equal(line.n, i % 200 + 5);
		assert_true(str_int(line, &n) && n == (int64_t)i);
	}
	assert_int_equal(flow_line(f, &line, &why), ERR_MISSING);
	flow_close(f);
}

static void
a_line_without_end_is_passed_over(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * MIB };
	struct why why = { 0 };
	struct flow *f;
	struct str line;

	(void)state;
	for (size_t i = 0; i < FLOW_LINE_MAX + 10; i++)
		buf_char(&b, 'x');
	buf_text(&b, "\nnext\n");
	file_write(b.p, b.n, true);
	assert_int_equal(flow_open(folder.file, &f, &why), ERR_OK);
	assert_int_equal(flow_line(f, &line, &why), ERR_LIMIT);
	assert_non_null(strstr(why.text, "longer than"));
	assert_int_equal(flow_line(f, &line, &why), ERR_OK);
	assert_true(str_is(line, "next"));
	flow_close(f);
}

static void
damage_is_told(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct why why = { 0 };
	struct flow *f;
	struct str line;
	enum err e;

	(void)state;
	for (size_t i = 0; i < 5000; i++)
		buf_printf(&b, "%zu\n", i * 7919);
	file_write(b.p, b.n, true);
	assert_int_equal(truncate(folder.file, 2000), 0);
	assert_int_equal(flow_open(folder.file, &f, &why), ERR_OK);
	while ((e = flow_line(f, &line, &why)) == ERR_OK)
		continue;
	assert_int_equal(e, ERR_IO);
	assert_non_null(strstr(why.text, "cut short"));
	flow_close(f);
	why = (struct why){ 0 };
	assert_int_equal(flow_open("/nowhere/at/all", &f, &why), ERR_MISSING);
	assert_string_equal(why.text, "/nowhere/at/all is not there");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_with_any_end),
		cmocka_unit_test(lines_across_parts),
		cmocka_unit_test(a_line_without_end_is_passed_over),
		cmocka_unit_test(damage_is_told),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
