#include "lib/check.h"

#include <zip.h>

#include "base/packed.h"

static const struct packed_part parts[] = {
	{ STR_INIT("word/document.xml"), STR_INIT("<a>biên bản</a>") },
	{ STR_INIT("empty"), STR_INIT("") },
	{ STR_INIT("xl/Ô.txt"), STR_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") }
};

static void
packed_and_unpacked(void **state)
{
	struct buf zip CLEANUP(buf_free) = { .max = MIB };
	struct buf again CLEANUP(buf_free) = { .max = MIB };
	struct arena *a = arena_new(MIB);
	struct packed *p;
	struct why w = { 0 };
	struct str got;

	(void)state;
	assert_int_equal(packed_make(&zip, parts, countof(parts), &w), ERR_OK);
	assert_true(packed_is(buf_view(&zip)));
	assert_int_equal(packed_open(a, buf_view(&zip), &p, &w), ERR_OK);
	assert_int_equal(packed_count(p), countof(parts));
	for (size_t i = 0; i < countof(parts); i++) {
		assert_true(str_eq(packed_name(p, i), parts[i].name));
		assert_int_equal(packed_member(p, a, parts[i].name,
		    parts[i].bytes.n, &got, &w), ERR_OK);
		assert_true(str_eq(got, parts[i].bytes));
	}
	assert_int_equal(packed_member(p, a, STR("none"), MIB, &got, &w),
	    ERR_MISSING);
	assert_string_equal(w.text, "");
	packed_close(p);
	packed_close(NULL);
	assert_int_equal(packed_make(&again, parts, countof(parts), &w),
	    ERR_OK);
	assert_true(str_eq(buf_view(&zip), buf_view(&again)));
	arena_free(a);
}

/* A thousand times smaller than what comes out of it. */
static void
bomb_is_refused(void **state)
{
	struct buf zip CLEANUP(buf_free) = { .max = MIB };
	struct arena *big = arena_new(64 * MIB), *a = arena_new(2 * MIB);
	struct packed_part part = { STR("bomb"), { NULL, 32 * MIB } };
	struct packed *p;
	struct why w = { 0 };
	struct str got;

	(void)state;
	part.bytes.p = arena_alloc(big, part.bytes.n);
	assert_int_equal(packed_make(&zip, &part, 1, &w), ERR_OK);
	assert_true(zip.n < 64 * KIB);
	assert_int_equal(packed_open(a, buf_view(&zip), &p, &w), ERR_OK);
	assert_int_equal(packed_member(p, a, STR("bomb"), MIB, &got, &w),
	    ERR_LIMIT);
	assert_non_null(strstr(w.text, "too long: 33554432 bytes"));
	/* The bound may be wide, the arena is not: no death either. */
	w = (struct why){ 0 };
	assert_int_equal(packed_member(p, a, STR("bomb"), 64 * MIB, &got, &w),
	    ERR_LIMIT);
	packed_close(p);
	arena_free(a);
	arena_free(big);
}

/* An archive that says of its member that it is shorter than it is. */
static void
lies_are_found(void **state)
{
	struct buf zip CLEANUP(buf_free) = { .max = MIB };
	struct arena *a = arena_new(MIB);
	struct str got;
	size_t lied = 0;

	(void)state;
	assert_int_equal(packed_make(&zip, parts, countof(parts), NULL),
	    ERR_OK);
	for (size_t i = 0; i < zip.n; i++) {
		struct packed *p;
		struct why w = { 0 };

		zip.p[i] ^= 0x11;
		if (packed_open(a, buf_view(&zip), &p, &w) != ERR_OK) {
			assert_string_not_equal(w.text, "");
			lied++;
		} else {
			enum err e = packed_member(p, a, parts[0].name, 64,
			    &got, &w);

			if (e == ERR_OK)
				assert_true(str_eq(got, parts[0].bytes));
			else
				lied++;
			packed_close(p);
		}
		zip.p[i] ^= 0x11;
		arena_reset(a);
	}
	assert_true(lied > 50);
	arena_free(a);
}

static void
no_archive(void **state)
{
	static const char *const texts[] = { "", "PK", "a,b\n1,2\n",
		"PK\x03\x04 and nothing behind it" };
	struct arena *a = arena_new(MIB);
	struct packed *p;

	(void)state;
	for (size_t i = 0; i < countof(texts); i++) {
		struct why w = { 0 };

		assert_int_equal(packed_open(a, str_of(texts[i]), &p, &w),
		    ERR_INPUT);
		assert_non_null(strstr(w.text, "no ZIP archive"));
	}
	arena_free(a);
}

static void
limit_of_the_writer(void **state)
{
	struct buf zip CLEANUP(buf_free) = { .max = 60 };
	struct why w = { 0 };

	(void)state;
	assert_int_equal(packed_make(&zip, parts, countof(parts), &w),
	    ERR_LIMIT);
	assert_non_null(strstr(w.text, "too long"));
}

/* As an office program saves it "with a password to open". */
static void
locked_is_told(void **state)
{
	char locked[4096];
	struct arena *a = arena_new(MIB);
	zip_error_t fault;
	zip_source_t *to;
	struct packed *p;
	struct why w = { 0 };
	struct str got;
	zip_int64_t n;
	zip_t *zip;

	(void)state;
	zip_error_init(&fault);
	to = zip_source_buffer_create(NULL, 0, 0, &fault);
	zip = zip_open_from_source(to, ZIP_TRUNCATE, &fault);
	assert_non_null(zip);
	zip_source_keep(to);
	assert_int_equal(zip_file_add(zip, "a", zip_source_buffer(zip, "xyz",
	    3, 0), 0), 0);
	assert_int_equal(zip_file_set_encryption(zip, 0, ZIP_EM_AES_256,
	    "secret"), 0);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(to), 0);
	n = zip_source_read(to, locked, sizeof(locked));
	assert_true(n > 0 && n < (zip_int64_t)sizeof(locked));
	zip_source_close(to);
	zip_source_free(to);
	assert_int_equal(packed_open(a, (struct str){ locked, (size_t)n }, &p,
	    &w), ERR_OK);
	assert_int_equal(packed_member(p, a, STR("a"), 100, &got, &w),
	    ERR_INPUT);
	assert_non_null(strstr(w.text, "locked with a password"));
	packed_close(p);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packed_and_unpacked),
		cmocka_unit_test(bomb_is_refused),
		cmocka_unit_test(lies_are_found),
		cmocka_unit_test(no_archive),
		cmocka_unit_test(limit_of_the_writer),
		cmocka_unit_test(locked_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
