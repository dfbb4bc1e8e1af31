/*
 * Proposals become a change: which records, with which fields, linked to whom,
 * and the passage of each. The readings are made up here, so that the reader's
 * skill is not what is tested.
 */
#include "lib/check.h"

#include "advise/propose.h"
#include "lib/folder_office.h"

static const char text[] =
	"Minutes of the talks\f\n"
	"We will send two doctors by 2027. Australia will host the next talks. "
	"Train more interpreters.\n";

static struct arena *arena;
static struct office *office;
static struct reader *reader;
static struct change_pen *pen;
static struct why why;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256 * MIB);
	office = folder_office(world_posix(), "vietnam", false);
	reader = folder_reader(office, "");
	assert_int_equal(change_open(office, &pen, &why), ERR_OK);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	change_close(pen);
	reader_close(reader);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

/* The bytes of ${words} in the text. */
static struct reading_item
item_of(enum reading_kind kind, const char *words)
{
	struct reading_item x = { .kind = kind, .text = str_of(words) };
	size_t at = str_find(str_of(text), x.text);

	assert_true(at != SIZE_MAX);
	x.begin = at;
	x.end = at + x.text.n;
	return x;
}

static struct reading_item items[5];

static struct reading
reading_made(void)
{
	struct reading r = { .file = STR("minutes.txt"), .lang = STR("en"),
		.speaker = STR("Deputy Minister"), .has_date = true,
		.item = items, .items = countof(items) };

	r.text = str_of(text);
	r.date = (struct date){ 20738, 20738 };
	items[0] = item_of(READING_DIRECTIVE, "Train more interpreters.");
	items[0].ordinal = 3;
	items[0].who = STR("the services");
	items[1] = item_of(READING_COMMITMENT,
	    "We will send two doctors by 2027.");
	items[1].who = STR("We");
	items[1].year = 2027;
	items[2] = item_of(READING_COMMITMENT,
	    "Australia will host the next talks.");
	items[2].who = STR("Australia");
	items[3] = item_of(READING_ACTIVITY, "host the next talks");
	items[3].type = STR("talks");
	items[3].source = STR("AUS");
	items[4] = item_of(READING_ACTIVITY, "two doctors");
	items[4].type = STR("something");
	return r;
}

static const struct change_item *
item_at(const struct change *c, size_t i, const char *kind)
{
	assert_true(i < c->items);
	check_str(c->item[i].kind, kind);
	return &c->item[i];
}

static struct str
said(const struct change_item *item, const char *field)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_is(item->field[i].name, field))
			return item->field[i].value;
	return STR("");
}

static void
all_of_it(void **state)
{
	struct reading r = reading_made();
	struct propose_ask ask = { .reading = &r, .label = STR("internal") };
	const struct change_item *x;
	struct change c;
	size_t taken;

	(void)state;
	assert_int_equal(propose_change(reader, arena, &ask, &c, &taken, &why),
	    ERR_OK);
	assert_int_equal(taken, 4);
	check_str(c.label, "internal");
	check_str(c.note, "Accepted from: Minutes of the talks");
	x = item_at(&c, 0, "document");
	check_str(said(x, "title"), "Minutes of the talks");
	check_str(said(x, "author"), "Deputy Minister");
	check_str(said(x, "date"), "2026-10-12");
	assert_int_equal(said(x, "text").n, sizeof(text) - 1);
	assert_true(str_find(said(x, "text"), STR("\f")) == SIZE_MAX);
	x = item_at(&c, 1, "directive");
	check_str(said(x, "document"), "$1");
	x = item_at(&c, 2, "clause");
	check_str(said(x, "directive"), "$2");
	check_str(said(x, "ordinal"), "3");
	check_str(said(x, "units"), "the services");
	x = item_at(&c, 3, "quote");
	check_str(said(x, "about"), "$3");
	check_str(said(x, "document"), "$1");
	x = item_at(&c, 4, "commitment");
	check_str(said(x, "side"), "ours");
	check_str(said(x, "due"), "2027");
	check_str(said(x, "made"), "2026-10-12");
	x = item_at(&c, 6, "commitment");
	check_str(said(x, "side"), "theirs");
	check_str(said(x, "partner"), "AUS");
	x = item_at(&c, 8, "activity");
	check_str(said(x, "type"), "bilateral-meeting");
	check_str(said(x, "partner"), "AUS");
	assert_int_equal(c.items, 10);
}

/* A passage is exactly the words it proves. */
static void
passages(void **state)
{
	struct reading r = reading_made();
	struct propose_ask ask = { .reading = &r };
	struct change c;
	size_t taken, quotes = 0;

	(void)state;
	assert_int_equal(propose_change(reader, arena, &ask, &c, &taken, &why),
	    ERR_OK);
	for (size_t i = 1; i < c.items; i++) {
		int64_t first, past;
		struct str words = said(&c.item[i - 1], "text");

		if (!str_is(c.item[i].kind, "quote"))
			continue;
		quotes++;
		assert_true(str_int(said(&c.item[i], "first"), &first));
		assert_true(str_int(said(&c.item[i], "past"), &past));
		if (words.n == 0)
			words = said(&c.item[i - 1], "title");
		assert_true(str_eq(words, str_to(str_from(str_of(text),
		    (size_t)first), (size_t)(past - first))));
	}
	assert_int_equal(quotes, taken);
}

static void
some_of_it(void **state)
{
	struct reading r = reading_made();
	bool take[countof(items)] = { false, true };
	struct propose_ask ask = { .reading = &r, .take = take };
	struct change c;
	size_t taken;

	(void)state;
	assert_int_equal(propose_change(reader, arena, &ask, &c, &taken, &why),
	    ERR_OK);
	assert_int_equal(taken, 1);
	assert_int_equal(c.items, 3);
	assert_null(propose_can(reader, arena, &ask, 3));
	assert_non_null(propose_can(reader, arena, &ask, 4));
	take[4] = true;
	why = (struct why){ 0 };
	assert_int_equal(propose_change(reader, arena, &ask, &c, &taken, &why),
	    ERR_INPUT);
	assert_non_null(strstr(why.text, "proposal 5 cannot be taken"));
}

static void
under_a_directive(void **state)
{
	struct reading r = reading_made();
	bool take[countof(items)] = { true };
	struct propose_ask ask = { .reading = &r, .take = take,
		.directive = STR("806") };
	struct change c;
	size_t taken;

	(void)state;
	assert_int_equal(propose_change(reader, arena, &ask, &c, &taken, &why),
	    ERR_OK);
	assert_int_equal(c.items, 3);
	check_str(said(item_at(&c, 1, "clause"), "directive"), "806");
}

/* Written as one record; then the text is known, to those who may see it. */
static void
written_and_known(void **state)
{
	struct reading r = reading_made();
	struct propose_ask ask = { .reading = &r, .label = STR("internal") };
	struct change c;
	struct change_done done;
	struct reader *low;
	struct str code;
	size_t taken;
	bool known;

	(void)state;
	assert_int_equal(propose_known(reader, arena, r.text, &known, &code,
	    &why), ERR_OK);
	assert_false(known);
	assert_int_equal(propose_change(reader, arena, &ask, &c, &taken, &why),
	    ERR_OK);
	why = (struct why){ 0 };
	if (change_commit(pen, arena, &c, &done, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(done.record.n, 16);
	assert_int_equal(propose_known(reader, arena, r.text, &known, &code,
	    &why), ERR_OK);
	assert_true(known);
	check_str(code, done.code[0].p);
	assert_int_equal(propose_known(reader, arena, STR("Other"), &known,
	    &code, &why), ERR_OK);
	assert_false(known);
	assert_int_equal(reader_open(office, 1, reader->hlc, reader->today,
	    &low, &why), ERR_OK);
	assert_int_equal(propose_known(low, arena, r.text, &known, &code,
	    &why), ERR_OK);
	assert_false(known);
	reader_close(low);
}

/* A text without a headline is called as its file is. */
static void
titles(void **state)
{
	static const struct {
		const char *text, *file, *title, *speaker, *given;
	} cases[] = {
		{ "# Minutes\n\nWe met.", "a/b.txt", "Minutes", NULL, NULL },
		{ "We met in Ha Noi on Monday.\n", "a/talks.v2.txt",
		    "talks.v2", NULL, NULL },
		{ "We met in Ha Noi on Monday.\n",
		    "/a/folder/of/folders/x.txt", "x", NULL, NULL },
		{ "We met in Ha Noi on Monday.\n", ".txt", ".txt", NULL,
		    NULL },
		{ "\n \n", "folder/", "Text", NULL, NULL },
		{ "We met in Ha Noi.\n", "a.eml", "Our talks", NULL,
		    "Our talks" },
		/* A sentence is no title: who spoke, and when. */
		{ "We met in Ha Noi on Monday.\n", "-",
		    "Deputy Minister, 2026-10-12", "Deputy Minister", NULL },
		{ "\n \nReporter: What next?\n", "", "Reporter: What next?",
		    NULL, NULL },
		{ "We met in Ha Noi on Monday and spoke about the hospital "
		    "that both sides want to build.\n", "",
		    "We met in Ha Noi on Monday and spoke about the hospital "
		    "that\xe2\x80\xa6", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct reading r = reading_made();
		struct propose_ask ask = { .reading = &r };
		struct change c;
		size_t taken;

		r.text = str_of(cases[i].text);
		r.file = str_of(cases[i].file);
		r.title = str_of(cases[i].given);
		r.speaker = str_of(cases[i].speaker);
		r.items = 0;
		assert_int_equal(propose_change(reader, arena, &ask, &c,
		    &taken, &why), ERR_OK);
		check_str(said(&c.item[0], "title"), cases[i].title);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_it),
		cmocka_unit_test(titles),
		cmocka_unit_test(passages),
		cmocka_unit_test(some_of_it),
		cmocka_unit_test(under_a_directive),
		cmocka_unit_test(written_and_known),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
