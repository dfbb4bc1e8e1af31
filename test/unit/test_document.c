#include "lib/check.h"

#include "lib/golden.h"
#include "read/gazetteer.h"
#include "read/reading.h"
#include "read/same.h"

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

static const struct reading_item *
event(const struct reading *r, const char *source, const char *target,
    const char *root)
{
	for (size_t i = 0; i < r->items; i++) {
		const struct reading_item *x = &r->item[i];

		if (x->kind == READING_EVENT && str_is(x->source, source) &&
		    str_is(x->target, target) && str_is(x->root, root))
			return x;
	}
	print_error("no %s > %s %s\n", source, target, root);
	fail();
	return NULL;
}

/* The same visit in two sentences is one; another day is another visit. */
static void
told_twice(void **state)
{
	struct reading r = read_as("5 March 2024\n\nThe Lao defence minister "
	    "visited Hanoi. On Monday the defence minister of Laos paid a "
	    "visit to Vietnam.\n\nLaos thanked Vietnam. Laos thanked "
	    "Vietnam.", "");
	const struct reading_item *x = event(&r, "LAO", "VNM", "CONSULT");

	(void)state;
	check_sound(&r);
	assert_int_equal(x->alsos, 1);
	assert_true(x->also[0].begin > x->end);
	assert_true(x->has_when);
	assert_int_equal(x->when.lo, date_ymd(2024, 3, 4));
	/* Thanks can be said twice. */
	assert_int_equal(r.count[READING_EVENT], 3);
	r = read_as("Laos visited Vietnam on 4 March 2024. Laos visited "
	    "Vietnam on 9 June 2024.", "");
	assert_int_equal(r.count[READING_EVENT], 2);
	r = read_as("Laos visited Vietnam on 4 March 2024. Laos will visit "
	    "Vietnam in May 2024.", "");
	assert_int_equal(r.count[READING_EVENT], 2);
}

static void
told_in_two_texts(void **state)
{
	struct same *s = same_new(arena);
	struct reading a = read_as("5 March 2024\n\nLaos visited Vietnam on "
	    "Monday.", "a.txt");
	struct reading b = read_as("6 March 2024\n\nThe Lao minister visited "
	    "Hanoi.", "b.txt");
	struct reading c = read_as("6 May 2024\n\nThe Lao minister visited "
	    "Hanoi.", "c.txt");

	(void)state;
	same_across(s, &a);
	same_across(s, &b);
	same_across(s, &c);
	assert_null(event(&a, "LAO", "VNM", "CONSULT")->first);
	assert_non_null(event(&b, "LAO", "VNM", "CONSULT")->first);
	check_str(event(&b, "LAO", "VNM", "CONSULT")->first->file, "a.txt");
	assert_null(event(&c, "LAO", "VNM", "CONSULT")->first);
}

/* Who is meant by what is no name. */
static void
refers_back(void **state)
{
	struct reading r = read_as("HANOI, March 5, 2024 - The Lao defence "
	    "minister visited Hanoi on Monday. The two sides discussed "
	    "training. They agreed to hold a joint patrol in May.\n\nThe "
	    "delegation then visited Cambodia.", "");
	struct reading_opts opts = { .home = STR_INIT("VNM") };
	struct why why = { 0 };

	(void)state;
	check_sound(&r);
	assert_int_equal(r.date.lo, date_ymd(2024, 3, 5));
	assert_int_equal(event(&r, "LAO", "VNM", "CONSULT")->when.lo,
	    date_ymd(2024, 3, 4));
	check_str(event(&r, "LAO", "VNM", "AGREE")->type, "patrol");
	(void)event(&r, "LAO", "KHM", "CONSULT");
	/* "We" is whoever speaks: told, found in the text, or nobody. */
	assert_int_equal(reading_of(arena, g, STR("We will send a field "
	    "hospital to South Sudan. The Ministry received the ambassador "
	    "of Japan."), STR(""), &opts, &r, &why), ERR_OK);
	(void)event(&r, "VNM", "SSD", "AGREE");
	(void)event(&r, "VNM", "JPN", "CONSULT");
	r = read_as("We will send a field hospital to South Sudan.", "");
	check_str(item(&r, READING_EVENT, 0)->source, "");
	r = read_as("Bộ Quốc phòng tặng quân đội Lào 10 máy tính.", "");
	(void)event(&r, "VNM", "LAO", "AID");
}

static void
about_and_in_what(void **state)
{
	struct reading r = read_as("Vietnam and Australia held their sixth "
	    "defence policy dialogue in Canberra.", "");
	const struct reading_item *x = event(&r, "VNM", "AUS", "CONSULT");
	struct str about = x->contexts, one;
	bool military = false, health = false;

	(void)state;
	check_str(x->mechanism, "Vietnam-Australia defence policy dialogue");
	check_str(item(&r, READING_MECHANISM, 0)->name,
	    "Vietnam-Australia defence policy dialogue");
	while (str_word(&about, &one)) {
		military |= str_is(one, "military");
		health |= str_is(one, "health");
	}
	assert_true(military && !health);
	r = read_as("\"We thank Japan,\" said the Lao minister.", "");
	(void)event(&r, "LAO", "JPN", "SUPPORT");
	r = read_as("It remains unclear when Laos and Japan will meet.", "");
	assert_int_equal(r.count[READING_EVENT], 0);
}

/* The same events to the byte, however little else is asked for. */
static void
events_alone(void **state)
{
	struct buf text CLEANUP(buf_free) = { .max = MIB };
	struct buf all CLEANUP(buf_free) = { .max = MIB };
	struct buf alone CLEANUP(buf_free) = { .max = MIB };
	struct arena *scratch = arena_new(16 * MIB);
	struct reading_opts opts = { .events_only = true,
		.scratch = scratch };
	struct reading r;

	(void)state;
	golden_read(&text, "test/golden/read-interview.txt");
	assert_int_equal(reading_of(arena, g, buf_view(&text), STR(""), NULL,
	    &r, NULL), ERR_OK);
	assert_true(r.count[READING_EVENT] > 0);
	reading_events_json(&all, &r);
	for (int i = 0; i < 2; i++) {
		buf_clear(&alone);
		assert_int_equal(reading_of(arena, g, buf_view(&text), STR(""),
		    &opts, &r, NULL), ERR_OK);
		check_sound(&r);
		assert_int_equal(r.items, r.count[READING_EVENT]);
		reading_events_json(&alone, &r);
		assert_true(str_eq(buf_view(&alone), buf_view(&all)));
		assert_int_equal(arena_left(scratch), 16 * MIB);
	}
	arena_free(scratch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interview),
		cmocka_unit_test(enumerations),
		cmocka_unit_test(told_twice),
		cmocka_unit_test(told_in_two_texts),
		cmocka_unit_test(refers_back),
		cmocka_unit_test(about_and_in_what),
		cmocka_unit_test(events_alone),
		cmocka_unit_test(commitments),
		cmocka_unit_test(references),
		cmocka_unit_test(spans),
		cmocka_unit_test(refusals),
		cmocka_unit_test(vietnamese),
	};

	return cmocka_run_group_tests(tests, open_words, close_words);
}
