#include "lib/check.h"

#include "base/xml.h"

/* The walk as one line: <name a>text</name>. */
static enum err
walk(struct str bytes, struct buf *out, struct why *why)
{
	struct arena *a = arena_new(MIB);
	struct xml *x;
	enum xml_step step;
	enum err e = xml_open(a, bytes, &x, why);

	while (e == ERR_OK && (step = xml_next(x)) != XML_DONE) {
		if (step == XML_TEXT)
			buf_str(out, xml_text(x));
		else
			buf_printf(out, "<%s%.*s%d", step == XML_CLOSE ? "/"
			    : "", STRF(xml_name(x)), xml_depth(x));
		if (step == XML_OPEN && xml_attribute(x, "t").n > 0) {
			buf_char(out, ' ');
			buf_str(out, xml_attribute(x, "t"));
		}
		if (step != XML_TEXT)
			buf_char(out, '>');
	}
	if (e == ERR_OK)
		e = xml_close(x, why);
	arena_free(a);
	return e;
}

static void
walks(void **state)
{
	struct buf out CLEANUP(buf_free) = { .max = MIB };
	struct why w = { 0 };

	(void)state;
	assert_int_equal(walk(STR("<?xml version='1.0'?><!-- no -->"
	    "<w:a xmlns:w='urn:w'><w:b w:t='&lt;1&gt;'/>Th&#7901;i "
	    "&amp; <![CDATA[<h>]]><c t=''></c></w:a>"), &out, &w), ERR_OK);
	check_str(buf_view(&out),
	    "<a0><b1 <1>></b1>Thời & <h><c1></c1></a0>");
}

static void
faults(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "empty" },
		{ "no xml", "not well formed" },
		{ "<a><b></a>", "not well formed" },
		{ "<a>&unknown;</a>", "not well formed" },
		{ "<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>",
		    "document type" },
		{ "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
		    "document type" },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct buf out CLEANUP(buf_free) = { .max = MIB };
		struct why w = { 0 };

		assert_int_equal(walk(str_of(cases[i].text), &out, &w),
		    ERR_INPUT);
		if (strstr(w.text, cases[i].says) == NULL)
			fail_msg("case %zu: got \"%s\"", i, w.text);
	}
}

static void
depth_is_bounded(void **state)
{
	struct buf text CLEANUP(buf_free) = { .max = MIB };
	struct buf out CLEANUP(buf_free) = { .max = MIB };
	struct why w = { 0 };

	(void)state;
	for (int i = 0; i < 200; i++)
		buf_text(&text, "<a>");
	for (int i = 0; i < 200; i++)
		buf_text(&text, "</a>");
	assert_int_equal(walk(buf_view(&text), &out, &w), ERR_INPUT);
	assert_non_null(strstr(w.text, "too deeply"));
	assert_int_equal(xml_close(NULL, &w), ERR_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks),
		cmocka_unit_test(faults),
		cmocka_unit_test(depth_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
