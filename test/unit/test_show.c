#include "lib/check.h"
#include "lib/web_sample.h"

#include "base/assets.h"
#include "base/date.h"
#include "web/show.h"

#define GOLDEN "test/golden/web_panels.html"

static const struct http_pair query[] = {
	{ STR_INIT("filter"), STR_INIT("side:ours \"x\"") },
	{ STR_INIT("asof"), STR_INIT("2026-03-03") },
};

static struct show_frame
frame(void)
{
	return (struct show_frame){ .path = STR("/partners/AUS"),
		.query = query, .queries = countof(query), .formats = true,
		.token = STR("t\"k"), .today = date_ymd(2026, 11, 21) };
}

static bool
has(const struct buf *b, const char *needle)
{
	return str_find(buf_view(b), str_of(needle)) != SIZE_MAX;
}

static size_t
count(const struct buf *b, const char *needle)
{
	struct str s = buf_view(b), n = str_of(needle);
	size_t found = 0, i;

	while ((i = str_find(s, n)) != SIZE_MAX) {
		found++;
		s = str_from(s, i + n.n);
	}
	return found;
}

static void
read_file(const char *path, struct buf *b)
{
	FILE *in = fopen(path, "rb");
	char part[4096];
	size_t n;

	if (in == NULL)
		return;
	while ((n = fread(part, 1, sizeof(part), in)) > 0)
		buf_put(b, part, n);
	(void)fclose(in);
}

/* ACCEPT=1 writes the golden file; the change is then seen in the diff. */
static void
panels_are_as_accepted(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct buf CLEANUP(buf_free) got, want;
	struct show_frame f = frame();

	(void)state;
	buf_init(&got, 4 * MIB);
	buf_init(&want, 4 * MIB);
	show_panels(&got, &f, web_sample(a));
	buf_char(&got, '\n');
	if (getenv("ACCEPT") != NULL) {
		FILE *out = fopen(GOLDEN, "wb");

		assert_non_null(out);
		assert_int_equal(fwrite(got.p, 1, got.n, out), got.n);
		assert_int_equal(fclose(out), 0);
	}
	read_file(GOLDEN, &want);
	assert_true(want.n > 0);
	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.p, want.p, got.n);
	arena_free(a);
}

/* A short panel beside a long one has the next of its side right below it. */
static void
columns(void **state)
{
	static const char *const name[] = { "head", "a", "x", "b", "y" };
	struct arena *a = arena_new(16 * MIB);
	struct buf CLEANUP(buf_free) b;
	struct show_frame f = frame();
	struct report r = { .title = STR_INIT("t") };
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < countof(name); i++) {
		struct report_panel *p = report_add_panel(a, &r, name[i],
		    STR("Why?"));

		p->width = i == 0 ? 0 : i % 2 == 1 ? 7 : 5;
		p->column = i > 0;
	}
	buf_init(&b, 4 * MIB);
	show_panels(&b, &f, &r);
	for (size_t i = 0; i < countof(name); i++) {
		static const char *const order[] = { "id=\"head\"",
			"<div class=\"column w7\"><section class=\"panel w7\" "
			"id=\"a\"", "id=\"b\"", "</section></div><div "
			"class=\"column w5\"><section class=\"panel w5\" "
			"id=\"x\"", "id=\"y\"" };
		size_t next = str_find(str_from(buf_view(&b), at),
		    str_of(order[i]));

		assert_true(next != SIZE_MAX);
		at += next;
	}
	assert_int_equal(count(&b, "<div"), count(&b, "</div>"));
	/* Alone it is a panel as any other. */
	r.panels = 2;
	buf_clear(&b);
	show_panels(&b, &f, &r);
	assert_false(has(&b, "column"));
	arena_free(a);
}

/* W6, W8: no inline style, script or handler; foreign links are words. */
static void
nothing_inline(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct buf CLEANUP(buf_free) b;
	struct show_frame f = frame();

	(void)state;
	buf_init(&b, 4 * MIB);
	show_page(&b, &f, web_sample(a));
	assert_false(has(&b, " style="));
	assert_false(has(&b, "<style"));
	assert_int_equal(count(&b, "<script"), 1);
	assert_false(has(&b, "javascript:"));
	assert_false(has(&b, " on"
	    "click="));
	assert_false(has(&b, "<missing>"));
	assert_true(has(&b, "List for the joint committee &lt;missing&gt; "
	    "&amp; &quot;open&quot;"));
	assert_true(has(&b, "INTERNAL · DEMO DATA"));
	assert_true(has(&b, "<a class=\"skip\" href=\"#main\">"));
	arena_free(a);
}

static void
links_keep_the_point_in_time(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct buf CLEANUP(buf_free) b;
	struct show_frame f = frame();
	struct report *r = web_sample(a);

	(void)state;
	buf_init(&b, 4 * MIB);
	r->as_of = STR("2026-03-03");
	show_href(&b, &f, r, STR("/a?b=c#d"));
	check_str(buf_view(&b), "/a?b=c&amp;asof=2026-03-03#d");
	buf_clear(&b);
	show_href(&b, &f, r, STR("/a"));
	check_str(buf_view(&b), "/a?asof=2026-03-03");
	buf_clear(&b);
	f.as_of = STR("3 March 2026");
	show_page(&b, &f, r);
	assert_true(has(&b, "As known on 3 March 2026."));
	assert_true(has(&b, "href=\"/partners/AUS?filter=side%3Aours%20%22x"
	    "%22\">Back to now"));
	/* Nothing is written into the past. */
	assert_false(has(&b, "/reviews/X"));
	arena_free(a);
}

static void
only_paths_of_this_site_are_links(void **state)
{
	static const char *const foreign[] = { "http://x/", "//x/", "/\\x",
		"javascript:x", "", "x", "/a b", "data:text/html,x" };
	struct buf CLEANUP(buf_free) b;
	struct show_frame f = frame();
	struct report r = { .as_of = STR_INIT("") };

	(void)state;
	buf_init(&b, KIB);
	for (size_t i = 0; i < countof(foreign); i++) {
		buf_clear(&b);
		show_link(&b, &f, &r, str_of(foreign[i]), "", STR("w"));
		check_str(buf_view(&b), "<span class=\"\">w</span>");
	}
	buf_clear(&b);
	show_link(&b, &f, &r, STR("/a?b=\"c"), "iso", STR("<w>"));
	check_str(buf_view(&b),
	    "<a class=\"iso\" href=\"/a?b=&quot;c\">&lt;w&gt;</a>");
}

static void
sorted_heads(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct buf CLEANUP(buf_free) b;
	struct show_frame f = frame();

	(void)state;
	buf_init(&b, 4 * MIB);
	show_page(&b, &f, web_sample(a));
	assert_true(has(&b, "aria-sort=\"ascending\"><a href=\"/partners/AUS?"
	    "sort=-due&amp;filter=side%3Aours%20%22x%22\">Due</a>"));
	arena_free(a);
}

static void
one_file_alone(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, 4 * MIB);
	show_alone(&b, web_sample(a), date_ymd(2026, 11, 21));
	assert_int_equal(count(&b, "<style>"), 1);
	assert_false(has(&b, "<script"));
	assert_false(has(&b, "href="));
	assert_false(has(&b, "url("));
	assert_true(has(&b, "style-src 'sha256-"));
	arena_free(a);
}

static void
overlapping_passages(void **state)
{
	static const struct report_mark mark[] = {
		{ 0, 4, STR_INIT("A"), STR_INIT("") },
		{ 2, 8, STR_INIT("B"), STR_INIT("") },
	};
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, KIB);
	show_text(&b, STR("ab<d\n\nhi"), mark, countof(mark));
	check_str(buf_view(&b), "<div class=\"passages\"><p><mark>ab</mark>"
	    "<mark>&lt;d</mark><sup class=\"letter\">A</sup></p><p>"
	    "<mark>hi</mark><sup class=\"letter\">B</sup></p></div>");
}

static void
marking_for_print(void **state)
{
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, KIB);
	show_print_css(&b, STR("MẬT\"}*"), true, NULL);
	assert_true(has(&b, "content:\"M\\1eac T\\22 \\7d \\2a  \\b7  DEMO "
	    "DATA\""));
}

static void
sentences(void **state)
{
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, KIB);
	show_sentence(&b, STR("*2 <late>*, 1 * open"));
	check_str(buf_view(&b), "<b>2 &lt;late&gt;</b>, 1  open");
}

/* A picture as a file: XML by itself, with its words and no address. */
static void
picture_file(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct report *r = web_sample(a), none = { .name = STR_INIT("none") };
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, 4 * MIB);
	r->demo = true;
	r->marking = STR("internal");
	assert_true(show_svg(&b, r, 0));
	assert_true(str_starts(buf_view(&b), STR("<svg xmlns=")));
	assert_true(has(&b, "Are we keeping to the plan?"));
	assert_true(has(&b, ">INTERNAL </text>"));
	assert_true(has(&b, "DEMO DATA"));
	assert_int_equal(count(&b, "<svg"), count(&b, "</svg>"));
	assert_int_equal(count(&b, "<text"), count(&b, "</text>"));
	assert_false(has(&b, "var("));
	assert_false(has(&b, "href="));
	assert_false(has(&b, "url("));
	buf_clear(&b);
	assert_false(show_svg(&b, &none, 0));
	assert_int_equal(b.n, 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(panels_are_as_accepted),
		cmocka_unit_test(columns),
		cmocka_unit_test(nothing_inline),
		cmocka_unit_test(links_keep_the_point_in_time),
		cmocka_unit_test(only_paths_of_this_site_are_links),
		cmocka_unit_test(sorted_heads),
		cmocka_unit_test(one_file_alone),
		cmocka_unit_test(overlapping_passages),
		cmocka_unit_test(marking_for_print),
		cmocka_unit_test(sentences),
		cmocka_unit_test(picture_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
