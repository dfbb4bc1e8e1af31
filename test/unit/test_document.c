#include "lib/check.h"

#include "lib/golden.h"
#include "read/gazetteer.h"
#include "read/reading.h"

#include "base/banned.h"

static struct arena *arena;
static struct gazetteer *g;

static int
open_words(void **state)
{
	struct why why = { 0 };

	(void)state;
	arena = arena_new(512 * MIB);
	if (gazetteer_load(arena, &g, &why) != ERR_OK)
		print_error("%s\n", why.text);
	return g == NULL;
}

static int
close_words(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct reading
read_as(const char *text, const char *name)
{
	struct reading r;
	struct why why = { 0 };

	assert_int_equal(reading_of(arena, g, str_of(text), str_of(name),
	    NULL, &r, &why), ERR_OK);
	return r;
}

static const struct reading_item *
item(const struct reading *r, enum reading_kind k, size_t n)
{
	for (size_t i = 0; i < r->items; i++)
		if (r->item[i].kind == k && n-- == 0)
			return &r->item[i];
	fail();
	return NULL;
}

/* Every span lies in the text and is not empty; order is by kind and place. */
static void
check_sound(const struct reading *r)
{
	size_t count[READING__MAX] = { 0 };

	for (size_t i = 0; i < r->items; i++) {
		const struct reading_item *x = &r->item[i];

		assert_true(x->begin < x->end && x->end <= r->text.n);
		count[x->kind]++;
		if (i > 0 && r->item[i - 1].kind == x->kind)
			assert_true(r->item[i - 1].begin <= x->begin);
		if (i > 0)
			assert_true(r->item[i - 1].kind <= x->kind);
	}
	assert_memory_equal(count, r->count, sizeof(count));
}

static void
interview(void **state)
{
	struct buf text CLEANUP(buf_free) = { .max = MIB };
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct reading r;
	struct why why = { 0 };

	(void)state;
	golden_read(&text, "test/golden/read-interview.txt");
	assert_int_equal(reading_of(arena, g, buf_view(&text),
	    STR("read-interview.txt"), NULL, &r, &why), ERR_OK);
	check_sound(&r);
	reading_json(&b, &r);
	buf_char(&b, '\n');
	check_golden(buf_view(&b), "test/golden/read-interview.json");
}

static void
enumerations(void **state)
{
	struct reading r = read_as("Firstly, the army should train.\n\n"
	    "It should also rest.\n\nSecondly, units must report.\n\n"
	    "Last but not least, all should write.\n\nThe sun shone.", "");

	(void)state;
	check_sound(&r);
	assert_int_equal(r.count[READING_DIRECTIVE], 3);
	assert_int_equal(item(&r, READING_DIRECTIVE, 0)->ordinal, 1);
	check_str(item(&r, READING_DIRECTIVE, 0)->text,
	    "Firstly, the army should train. It should also rest.");
	assert_int_equal(item(&r, READING_DIRECTIVE, 2)->ordinal, 3);
	check_str(item(&r, READING_DIRECTIVE, 2)->text,
	    "Last but not least, all should write.");
	assert_int_equal(r.count[READING_COMMITMENT], 0);
	r = read_as("The plan:\n(a) units must report;\n(b) schools should "
	    "open;\n(c) the sea is wide.", "");
	assert_int_equal(r.count[READING_DIRECTIVE], 2);
	/* In Vietnamese the verb is bare; "Thứ hai, ngày" is a Monday. */
	r = read_as("Một là, đẩy mạnh hợp tác với các nước láng giềng.\n\n"
	    "Thứ hai, ngày 5/6, đoàn thăm Lào.", "");
	assert_int_equal(r.count[READING_DIRECTIVE], 1);
	assert_int_equal(item(&r, READING_DIRECTIVE, 0)->ordinal, 1);
	/* "First" of a story is no directive. */
	r = read_as("First, he went home. Then he slept.", "");
	assert_int_equal(r.count[READING_DIRECTIVE], 0);
}

static void
commitments(void **state)
{
	struct reading r = read_as("Vietnam will host the forum in 2027. "
	    "The weather will change. Will Laos come?", "");
	const struct reading_item *x;

	(void)state;
	check_sound(&r);
	assert_int_equal(r.count[READING_COMMITMENT], 1);
	x = item(&r, READING_COMMITMENT, 0);
	check_str(x->who, "Vietnam");
	assert_int_equal(x->year, 2027);
	check_str(x->status, "planned");
	/* "We will continue" is a promise; "we should" binds nobody. */
	r = read_as("We will continue to train doctors. We should be open.",
	    "");
	assert_int_equal(r.count[READING_COMMITMENT], 1);
	check_str(item(&r, READING_COMMITMENT, 0)->who, "We");
}

static void
references(void **state)
{
	struct reading r = read_as("Resolution 44-NQ/TW, Decree 162/2016/ND-CP"
	    " and Security Council resolution 1325 (2000) came before the "
	    "Resolutions of the 13th National Party Congress and the 11th "
	    "Military Party Congress.", "");
	static const char *const want[] = { "Resolution 44-NQ/TW",
		"Decree 162/2016/ND-CP", "Resolution 1325 (2000)",
		"Resolution of the 13th National Party Congress",
		"Resolution of the 11th Military Party Congress" };

	(void)state;
	check_sound(&r);
	assert_int_equal(r.count[READING_REFERENCE], countof(want));
	for (size_t i = 0; i < countof(want); i++)
		check_str(item(&r, READING_REFERENCE, i)->name, want[i]);
}

/* Spans of plain text and Markdown count in the text as it came. */
static void
spans(void **state)
{
	struct reading r = read_as("# News\n\n- **Laos** visited Vietnam.\n",
	    "x.md");
	const struct reading_item *x = item(&r, READING_EVENT, 0);

	(void)state;
	check_sound(&r);
	check_str(((struct str){ r.text.p + x->begin, x->end - x->begin }),
	    "Laos** visited Vietnam");
	r = read_as("<html><body><p>Laos <b>visited</b>\nVietnam.</p></body>"
	    "</html>", "");
	check_sound(&r);
	x = item(&r, READING_EVENT, 0);
	check_str(((struct str){ r.text.p + x->begin, x->end - x->begin }),
	    "Laos visited Vietnam");
}

static void
refusals(void **state)
{
	struct reading r;
	struct why why = { 0 };

	(void)state;
	assert_int_equal(reading_of(arena, g, STR("\xff\xfe"), STR(""), NULL,
	    &r, &why), ERR_INPUT);
	assert_true(why.text[0] != '\0');
	r = read_as("", "");
	assert_int_equal(r.items, 0);
	check_str(r.lang, "en");
}

static void
vietnamese(void **state)
{
	struct reading r = read_as("Vi\xe1\xbb\x87t Nam th\xc4\x83m L\xc3\xa0o."
	    " Vi\xe1\xbb\x87t Nam s\xe1\xba\xbd t\xe1\xbb\x95 ch\xe1\xbb\xa9"
	    "c h\xe1\xbb\x99i ngh\xe1\xbb\x8b n\xc4\x83m 2027.", "");

	(void)state;
	check_sound(&r);
	check_str(r.lang, "vi");
	assert_int_equal(r.count[READING_STATE], 2);
	check_str(item(&r, READING_EVENT, 0)->target, "LAO");
	assert_int_equal(item(&r, READING_COMMITMENT, 0)->year, 2027);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interview),
		cmocka_unit_test(enumerations),
		cmocka_unit_test(commitments),
		cmocka_unit_test(references),
		cmocka_unit_test(spans),
		cmocka_unit_test(refusals),
		cmocka_unit_test(vietnamese),
	};

	return cmocka_run_group_tests(tests, open_words, close_words);
}
