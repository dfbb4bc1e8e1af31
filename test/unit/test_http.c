#include "lib/check.h"

#include <zlib.h>

#include "web/http.h"

static enum err
target(struct arena *a, const char *text, struct http_request *r)
{
	struct why w = { 0 };
	enum err e;

	*r = (struct http_request){ .method = HTTP_GET };
	e = http_target(a, str_of(text), r, &w);
	/* A refusal always says why. */
	assert_true((e == ERR_OK) == (w.text[0] == '\0'));
	return e;
}

static void
parts_and_queries(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct http_request r;

	(void)state;
	assert_int_equal(target(a, "/", &r), ERR_OK);
	assert_int_equal(r.parts, 0);
	check_str(r.path, "/");
	assert_int_equal(target(a, "/partners/AUS.json?asof=2026-03-03&"
	    "q=%C4%90%C3%A0+N%E1%BA%B5ng&x", &r), ERR_OK);
	assert_int_equal(r.parts, 2);
	check_str(r.part[0], "partners");
	check_str(r.part[1], "AUS");
	check_str(r.path, "/partners/AUS");
	assert_int_equal(r.format, HTTP_JSON);
	assert_int_equal(r.queries, 3);
	check_str(http_value(r.query, r.queries, "asof"), "2026-03-03");
	check_str(http_value(r.query, r.queries, "q"), "Đà Nẵng");
	check_str(http_value(r.query, r.queries, "none"), "");
	check_str(r.query[2].name, "x");
	assert_int_equal(target(a, "/directives/806%2FQUTW", &r), ERR_OK);
	check_str(r.part[1], "806/QUTW");
	assert_int_equal(target(a, "/-/static/x/data.json", &r), ERR_OK);
	assert_int_equal(r.format, HTTP_HTML);
	check_str(r.part[3], "data.json");
	arena_free(a);
}

static void
formats(void **state)
{
	static const struct {
		const char *accept;
		enum http_format want;
	} cases[] = {
		{ "", HTTP_HTML }, { "*/*", HTTP_HTML },
		{ "text/html,application/xml;q=0.9,*/*;q=0.8", HTTP_HTML },
		{ "application/json", HTTP_JSON },
		{ "Application/JSON; charset=utf-8", HTTP_JSON },
		{ "text/csv;q=0.5, application/json;q=0.4", HTTP_CSV },
		{ "text/html;q=0.2, text/calendar", HTTP_ICS },
		{ "application/atom+xml, */*;q=0.1", HTTP_ATOM },
		{ "application/pdf;q=0", HTTP_HTML },
		{ "application/json;q=x, text/csv;q=2", HTTP_JSON },
		{ ",,;q=1,", HTTP_HTML }, { "image/png", HTTP_HTML },
	};
	struct arena *a = arena_new(16 * MIB);
	struct http_request r;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		if (http_accepted(str_of(cases[i].accept)) != cases[i].want)
			fail_msg("\"%s\": %s", cases[i].accept, http_format(
			    http_accepted(str_of(cases[i].accept)))->ending);
	for (int f = HTTP_JSON; f < HTTP__MAX; f++) {
		assert_int_equal(target(a, arena_printf(a, "/partners/AUS%s",
		    http_format((enum http_format)f)->ending).p, &r), ERR_OK);
		assert_int_equal(r.format, f);
		assert_true(r.ended);
		check_str(r.part[1], "AUS");
	}
	assert_int_equal(target(a, "/.csv", &r), ERR_OK);
	assert_int_equal(r.format, HTTP_HTML);
	arena_free(a);
}

static enum err
parts(struct arena *a, const char *body, size_t n, struct http_request *r)
{
	struct why w = { 0 };
	enum err e;

	*r = (struct http_request){ .method = HTTP_POST };
	e = http_multipart(a, STR("multipart/form-data; boundary=\"x-1\""),
	    (struct str){ body, n }, r, &w);
	assert_true((e == ERR_OK) == (w.text[0] == '\0'));
	return e;
}

#define HEAD "Content-Disposition: form-data; name="

static void
gzip(void **state)
{
	static const char *const yes[] = { "gzip", "deflate, gzip;q=1.0, br",
		"GZIP ; q=0.1", "*", "x-gzip" };
	static const char *const no[] = { "", "br", "gzip;q=0", "gzip; q=0.000",
		"identity, *;q=0", "gzipped" };
	struct arena *a = arena_new(16 * MIB);
	struct str page = arena_printf(a, "%0*d", 100000, 7);
	size_t sizes[2];

	(void)state;
	for (size_t i = 0; i < countof(yes); i++)
		assert_true(http_takes_gzip(str_of(yes[i])));
	for (size_t i = 0; i < countof(no); i++)
		assert_false(http_takes_gzip(str_of(no[i])));
	for (size_t i = 0; i < countof(sizes); i++) {
		struct buf b CLEANUP(buf_free) = { .max = MIB };
		char *back = arena_alloc(a, page.n + 1);
		z_stream z = { 0 };

		assert_int_equal(http_gzip(&b, page, i * HTTP_PAD_MAX), ERR_OK);
		sizes[i] = b.n;
		assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
		z.next_in = (unsigned char *)b.p;
		z.avail_in = (unsigned)b.n;
		z.next_out = (unsigned char *)back;
		z.avail_out = (unsigned)page.n + 1;
		assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
		assert_int_equal(z.total_out, page.n);
		assert_memory_equal(back, page.p, page.n);
		(void)inflateEnd(&z);
	}
	assert_true(sizes[0] < 1000);
	assert_int_equal(sizes[1], sizes[0] + HTTP_PAD_MAX);
	assert_true(http_is_words(STR("text/html; charset=utf-8")));
	assert_false(http_is_words(STR("font/woff2")));
	assert_false(http_is_words(STR("application/pdf")));
	arena_free(a);
}

static void
files(void **state)
{
	static const char good[] = "--x-1\r\n" HEAD "\"token\"\r\n\r\n77\r\n"
	    "--x-1\r\n" HEAD "\"file\"; filename=\"C:\\a\\kế; hoạch.csv\""
	    "\r\nContent-Type: text/csv\r\n\r\na,b\r\n--x-2\r\n\0\xff\r\n"
	    "--x-1\r\n" HEAD "none; filename=\"\"\r\n\r\n\r\n--x-1--\r\n";
	static const char lines[] = "--x-1\r\n" HEAD "text\r\n\r\none\r\n"
	    "two\n\rthree\r\n--x-1--\r\n";
	static const char *const bad[] = {
		"", "--x-1", "--x-1\r\n", "--x-1\r\n\r\n\r\n--x-1--",
		"--x-1\r\n" HEAD "a\r\n\r\nb", "x--x-1--",
		"--x-1\r\n" HEAD "a\r\n\r\nb\r\n--x-1",
		"--x-1\r\nContent-Type: x\r\n\r\nb\r\n--x-1--",
		"--x-1\r\n" HEAD "a\r\n\r\n\xff\r\n--x-1--",
		"--x-1\r\n" HEAD "a;filename=b\r\n\r\n1\r\n--x-1\r\n" HEAD
		    "a;filename=c\r\n\r\n2\r\n--x-1--",
	};
	struct arena *a = arena_new(16 * MIB);
	struct http_request r;

	(void)state;
	assert_int_equal(parts(a, good, sizeof(good) - 1, &r), ERR_OK);
	assert_int_equal(r.forms, 1);
	check_str(http_value(r.form, r.forms, "token"), "77");
	check_str(r.file.name, "kế; hoạch.csv");
	assert_int_equal(r.file.bytes.n, 14);
	assert_int_equal(parts(a, lines, sizeof(lines) - 1, &r), ERR_OK);
	check_str(http_value(r.form, r.forms, "text"), "one\ntwo\n\nthree");
	assert_int_equal(parts(a, "--x-1--", 7, &r), ERR_OK);
	for (size_t i = 0; i < countof(bad); i++)
		assert_int_equal(parts(a, bad[i], strlen(bad[i]), &r),
		    ERR_INPUT);
	arena_free(a);
}

static void
refused_targets(void **state)
{
	static const char *const bad[] = {
		"", "x", "http://x/", "*", "/a//b", "/a/", "/./a", "/../a",
		"/a/..", "/%2e%2e/a", "/a/%2E", "/a%00b", "/a%0ab", "/a%", "/a%4",
		"/a%zz", "/%ff", "/%c0%ae", "/a?b=%00", "/a?%ff=1", "/a?b=%1b",
		"/1/2/3/4/5/6/7",
	};
	struct arena *a = arena_new(16 * MIB);
	struct http_request r;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (target(a, bad[i], &r) != ERR_INPUT)
			fail_msg("taken: %s", bad[i]);
	arena_free(a);
}

static void
bounds(void **state)
{
	struct arena *a = arena_new(64 * MIB);
	struct http_request r = { .method = HTTP_GET };
	char *text = arena_alloc(a, HTTP_BODY_MAX + 2);
	struct why w = { 0 };

	(void)state;
	memset(text, 'a', HTTP_BODY_MAX + 1);
	text[0] = '/';
	assert_int_equal(http_target(a, (struct str){ text,
	    HTTP_TARGET_MAX + 1 }, &r, &w), ERR_LIMIT);
	assert_int_equal(http_target(a, (struct str){ text,
	    HTTP_PART_MAX + 2 }, &r, &w), ERR_INPUT);
	assert_int_equal(http_target(a, (struct str){ text,
	    HTTP_PART_MAX + 1 }, &r, &w), ERR_OK);
	assert_int_equal(http_form(a, (struct str){ text, HTTP_BODY_MAX + 1 },
	    &r, &w), ERR_LIMIT);
	memset(text, '&', HTTP_BODY_MAX);
	for (size_t i = 0; i < HTTP_PAIRS_MAX + 1; i++)
		text[2 * i] = 'x';
	assert_int_equal(http_form(a, (struct str){ text,
	    2 * HTTP_PAIRS_MAX }, &r, &w), ERR_OK);
	assert_int_equal(r.forms, HTTP_PAIRS_MAX);
	assert_int_equal(http_form(a, (struct str){ text,
	    2 * HTTP_PAIRS_MAX + 1 }, &r, &w), ERR_LIMIT);
	arena_free(a);
}

static void
forms(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct http_request r = { .method = HTTP_POST };
	struct why w = { 0 };

	(void)state;
	assert_int_equal(http_form(a, STR("title=Visit+%26+talks&report=a%0D"
	    "%0Ab%0Dc&empty="), &r, &w), ERR_OK);
	check_str(http_value(r.form, r.forms, "title"), "Visit & talks");
	check_str(http_value(r.form, r.forms, "report"), "a\nb\nc");
	assert_int_equal(r.forms, 3);
	check_str(r.form[2].name, "empty");
	assert_int_equal(http_form(a, STR("a=%80"), &r, &w), ERR_INPUT);
	arena_free(a);
}

static void
unknown_and_double_keys(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct http_request r;
	struct why w = { 0 };

	(void)state;
	assert_int_equal(target(a, "/a?filter=x&asof=y", &r), ERR_OK);
	assert_int_equal(http_known(&r, "asof filter sort", &w), ERR_OK);
	assert_int_equal(http_known(&r, "asof sort", &w), ERR_INPUT);
	assert_string_equal(w.text, "This page does not know \"filter\" in its "
	    "address; it knows: asof sort.");
	w = (struct why){ 0 };
	assert_int_equal(target(a, "/a?q=x&q=y", &r), ERR_OK);
	assert_int_equal(http_known(&r, "q", &w), ERR_INPUT);
	arena_free(a);
}

static void
a_cookie_by_its_name(void **state)
{
	struct str s = STR("theme=dark; lang=vi;lang=en; x=");

	(void)state;
	check_str(http_cookie(s, "lang"), "vi");
	check_str(http_cookie(s, "theme"), "dark");
	check_str(http_cookie(s, "x"), "");
	check_str(http_cookie(s, "ang"), "");
	check_str(http_cookie(STR("lang"), "lang"), "");
	check_str(http_cookie(STR(""), "lang"), "");
}

static bool
local(const char *host)
{
	struct http_origin o = { .host = str_of(host), .port = 8080 };

	return http_is_local(&o);
}

static void
hosts(void **state)
{
	struct http_origin o = { .host = STR_INIT("localhost"), .port = 80 };

	(void)state;
	assert_true(local("127.0.0.1:8080"));
	assert_true(local("LOCALHOST:8080"));
	assert_true(local("[::1]:8080"));
	assert_false(local("localhost"));
	assert_false(local("localhost:8081"));
	assert_false(local("localhost:"));
	assert_false(local("localhost.evil.example:8080"));
	assert_false(local("evil.example:8080"));
	assert_false(local("127.0.0.1:8080:8080"));
	assert_false(local(""));
	assert_true(http_is_local(&o));
}

static bool
own(const char *origin, const char *site)
{
	struct http_origin o = { .host = STR_INIT("localhost:8080"),
		.port = 8080, .origin = str_of(origin), .site = str_of(site) };

	return http_is_own(&o);
}

/* W2: a POST comes from our own page, or it is not taken. */
static void
origins(void **state)
{
	(void)state;
	assert_true(own("http://localhost:8080", "same-origin"));
	assert_true(own("http://localhost:8080", ""));
	assert_true(own("", "same-origin"));
	assert_false(own("", ""));
	assert_false(own("null", ""));
	assert_false(own("http://localhost:8080", "cross-site"));
	assert_false(own("http://localhost:8080", "same-site"));
	assert_false(own("http://localhost:8080", "none"));
	assert_false(own("http://127.0.0.1:8080", "same-origin"));
	assert_false(own("https://localhost:8080", "same-origin"));
	assert_false(own("http://evil.example", "same-origin"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_and_queries),
		cmocka_unit_test(formats),
		cmocka_unit_test(gzip),
		cmocka_unit_test(files),
		cmocka_unit_test(refused_targets),
		cmocka_unit_test(bounds),
		cmocka_unit_test(forms),
		cmocka_unit_test(unknown_and_double_keys),
		cmocka_unit_test(a_cookie_by_its_name),
		cmocka_unit_test(hosts),
		cmocka_unit_test(origins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
