#include "lib/check.h"

#include "advise/path.h"
#include "web/html.h"

static void
arguments_are_text(void **state)
{
	struct buf CLEANUP(buf_free) b;
	struct str name = STR("a<b>\"c\" & 'd'");

	(void)state;
	buf_init(&b, KIB);
	html_put(&b, "<td title=\"%s\">%.*s</td>", "x\" onclick=\"y",
	    STRF(name));
	check_str(buf_view(&b), "<td title=\"x&quot; onclick=&quot;y\">"
	    "a&lt;b&gt;&quot;c&quot; &amp; &#39;d&#39;</td>");
}

static void
numbers(void **state)
{
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, KIB);
	html_put(&b, "%d %u %zu %ld %lld %.2f %.0f %%", -7, 7u, (size_t)8,
	    9L, -10LL, 1.5, 2.0);
	check_str(buf_view(&b), "-7 7 8 9 -10 1.50 2 %");
}

static void
unknown_verbs_do_not_pass(void **state)
{
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, KIB);
	check_dies((html_put(&b, "%x", 1u), 0));
	check_dies((html_put(&b, "%5d", 1), 0));
	check_dies((html_put(&b, "%c", 'x'), 0));
}

static void
bytes_that_are_no_text(void **state)
{
	struct buf CLEANUP(buf_free) b;
	struct str nul = STR("a\0b");

	(void)state;
	buf_init(&b, KIB);
	html_text(&b, nul);
	html_text(&b, STR("\xff\x1b[0m\n"));
	check_str(buf_view(&b), "a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd"
	    "[0m\n");
}

static void
parts_of_addresses(void **state)
{
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, KIB);
	path_encode(&b, STR("2026-0412 a/b?c=d&e#f%\"Đ"));
	check_str(buf_view(&b),
	    "2026-0412%20a%2Fb%3Fc%3Dd%26e%23f%25%22%C4%90");
}

/* W8: hostile strings in text and in attributes come out inert. */
static void
hostile_strings_are_inert(void **state)
{
	static const char *const hostile[] = {
		"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
		"' onfocus='alert(1)", "</title><svg/onload=alert(1)>",
		"<!--", "-->", "<![CDATA[", "]]>", "&#60;b&#62;", "&lt;b",
		"javascript:alert(1)", "</textarea><b>", "%3Cb%3E", "\\u003cb",
		"<\xc0\xbc", "+ADw-script+AD4-", "\xe2\x80\xa8<b>", "`${x}`",
	};

	(void)state;
	for (size_t i = 0; i < countof(hostile); i++) {
		struct buf CLEANUP(buf_free) b;

		buf_init(&b, KIB);
		html_put(&b, "%s", hostile[i]);
		for (size_t k = 0; k < b.n; k++)
			assert_null(memchr("<>\"'", b.p[k], 4));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arguments_are_text),
		cmocka_unit_test(numbers),
		cmocka_unit_test(unknown_verbs_do_not_pass),
		cmocka_unit_test(bytes_that_are_no_text),
		cmocka_unit_test(parts_of_addresses),
		cmocka_unit_test(hostile_strings_are_inert),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
