/* Columns by their names, words by theirs, rows that are known again. */
#include "lib/check.h"

#include "advise/import_check.h"
#include "lib/folder_office.h"

static struct arena *arena;
static struct office *office;
static struct reader *reader;
static struct why why;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256 * MIB);
	office = folder_office(world_posix(), "vietnam", false);
	reader = folder_reader(office, "");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	reader_close(reader);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

static const struct kind *
kind_of(const char *name)
{
	return kind_named(&office->kinds, str_of(name));
}

static enum err
opened(const struct kind *k, struct str table, struct import *im)
{
	struct import_ask ask = { .bytes = table };

	return import_open(reader, arena, k, &ask, im, &why);
}

static struct str
said(const struct change_item *item, const char *field)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_is(item->field[i].name, field))
			return item->field[i].value;
	return STR("");
}

/* head, row | field, value it must say */
static const struct {
	const char *table, *field, *value;
} cells[] = {
	{ "title,type\nGames,sports\n", "type", "sports" },
	{ "title,type\nGames,Sports\n", "type", "sports" },
	{ "Tên,LOẠI\nGames,thể thao quân sự\n", "type", "sports" },
	{ "ten,Loai\nGames,The thao quan su\n", "type", "sports" },
	{ "title,type\nGames,no such word\n", "type", "no such word" },
	{ "Title,FROM\nGames,21/11/2026\n", "start", "21/11/2026" },
	{ "title,,type\nGames,left out,sports\n", "title", "Games" },
	{ "title,note\nGames,\n", "note", "" },
};

static void
columns_and_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cells); i++) {
		struct import im;
		struct change_item item;

		why = (struct why){ 0 };
		if (opened(kind_of("activity"),
		    str_of(cells[i].table), &im) != ERR_OK)
			fail_msg("%s", why.text);
		assert_int_equal(import_row(reader, arena, &im, 0, &item,
		    &why), ERR_OK);
		assert_int_equal(item.verb, CHANGE_ADD);
		check_str(said(&item, cells[i].field), cells[i].value);
		assert_true(str_starts(said(&item, "external"),
		    STR("row-")));
	}
}

static void
bad_heads(void **state)
{
	struct import im;

	(void)state;
	why = (struct why){ 0 };
	assert_int_equal(opened(kind_of("activity"),
	    STR("title,colour\nA,b\n"), &im), ERR_INPUT);
	assert_non_null(strstr(why.text, "\"colour\" is no field"));
	why = (struct why){ 0 };
	assert_int_equal(opened(kind_of("activity"),
	    STR("title,Tên\nA,b\n"), &im), ERR_INPUT);
	assert_non_null(strstr(why.text, "two columns are the field title"));
	assert_int_equal(opened(kind_of("activity"), STR(""), &im), ERR_INPUT);
}

/* Old fonts are told, and repaired when asked. */
static void
encodings(void **state)
{
	struct import_ask ask = { .bytes = STR("T\xaan,Lo\xb9i\n"
	    "Ti\xd5p \xae\x6f\xb5n B\xe9 Qu\xe8\x63 ph\xdfng,visit\n") };
	const struct kind *k = kind_of("activity");
	struct import im;

	(void)state;
	why = (struct why){ 0 };
	assert_int_equal(import_open(reader, arena, k, &ask, &im, &why),
	    ERR_INPUT);
	assert_non_null(strstr(why.text, "of the encoding tcvn3"));
	ask.repair = true;
	ask.encoding = LEGACY_TCVN3;
	why = (struct why){ 0 };
	if (import_open(reader, arena, k, &ask, &im, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_non_null(im.field[0]);
	check_str(im.field[1]->name, "type");
	check_str(import_cell(&im, arena, 0, 0),
	    "Tiếp đoàn Bộ Quốc phòng");
	/* The same bytes, shown as Western letters, as a workbook has them. */
	ask = (struct import_ask){ .bytes = STR("title\nBé Quèc phßng ViÖt "
	    "Nam: ®oµn ra\n") };
	assert_int_equal(import_open(reader, arena, k, &ask, &im, &why),
	    ERR_OK);
	assert_int_equal(im.looks, LEGACY_TCVN3);
	check_str(import_cell(&im, arena, 0, 0),
	    "Bé Quèc phßng ViÖt Nam: ®oµn ra");
	ask.repair = true;
	ask.encoding = LEGACY_TCVN3;
	assert_int_equal(import_open(reader, arena, k, &ask, &im, &why),
	    ERR_OK);
	check_str(import_cell(&im, arena, 0, 0),
	    "Bộ Quốc phòng Việt Nam: đoàn ra");
}

/* What a person said of columns and of cells goes before what they look like. */
static void
said_by_a_person(void **state)
{
	struct import_ask ask = { .bytes = STR("Who,What,Title,When\n"
	    "Uc,Games,x,2026-03-04 14:30\n"),
	    .columns = STR("partner\ttitle\t\tstart"),
	    .words = STR("partner\tÚC\tAUS\n") };
	struct import im;

	(void)state;
	why = (struct why){ 0 };
	if (import_open(reader, arena, kind_of("activity"), &ask, &im,
	    &why) != ERR_OK)
		fail_msg("%s", why.text);
	check_str(import_cell(&im, arena, 0, 0), "AUS");
	check_str(import_cell(&im, arena, 0, 1), "Games");
	assert_null(im.field[2]);
	check_str(import_cell(&im, arena, 0, 3), "2026-03-04");
	ask.columns = STR("title\ttitle");
	assert_int_equal(import_open(reader, arena, kind_of("activity"), &ask,
	    &im, &why), ERR_INPUT);
	ask = (struct import_ask){ .bytes = STR("title,colour\nA,b\n"),
		.lenient = true };
	assert_int_equal(import_open(reader, arena, kind_of("activity"), &ask,
	    &im, &why), ERR_OK);
	assert_null(im.field[1]);
	assert_false(import_empty(&im, 0));
}

static enum batch_fate
checked(const struct kind *k, const char *table, size_t row,
    struct import_checked *out)
{
	static struct import im;

	why = (struct why){ 0 };
	assert_int_equal(opened(k, str_of(table), &im), ERR_OK);
	assert_int_equal(import_check(reader, arena, &im, row, "en", out,
	    &why), ERR_OK);
	return out->fate;
}

static void
rows_are_looked_at(void **state)
{
	const struct kind *k = kind_of("activity");
	struct import_checked c;

	(void)state;
	assert_int_equal(checked(k, "title,type,partner\nA,sports,AUS\n", 0,
	    &c), BATCH_NEW);
	/* By the one name that a state has, letter by letter. */
	assert_int_equal(checked(k, "title,type,partner\nA,sports,Úc\n", 0,
	    &c), BATCH_NEW);
	assert_int_equal(checked(k, "title,type,partner\nA,sports,Uc\n", 0,
	    &c), BATCH_FAULT);
	assert_true(c.said[2].unknown);
	assert_int_equal(checked(k, "title,type,start\nA,frolics,32/1/2026\n",
	    0, &c), BATCH_FAULT);
	assert_true(c.said[1].unknown);
	assert_non_null(strstr(c.said[2].error.p, "is not a date"));
	assert_int_equal(checked(k, "title,place\nA,Hanoi\n", 0, &c),
	    BATCH_FAULT);
	check_str(c.message, "Type is missing.");
	assert_int_equal(checked(k, "title,external\n,\n", 0, &c),
	    BATCH_EMPTY);
	assert_int_equal(checked(k, "title,type,external\nA,sports,1\n"
	    "B,sports,1\n", 1, &c), BATCH_FAULT);
	check_str(c.message, "Row 2 is the same record.");
	/* What stands already, and what would change of it. */
	k = kind_of("partner");
	assert_int_equal(checked(k, "code,capital\nAUS,Canberra\n", 0, &c),
	    BATCH_SAME);
	assert_int_equal(checked(k, "code,capital\nAUS,Sydney\n", 0, &c),
	    BATCH_CHANGED);
	check_str(c.said[1].was, "Canberra");
	assert_true(c.said[1].changes);
	assert_int_equal(checked(k, "code,name,type\nZZX,Laos,state\n", 0,
	    &c), BATCH_NEW);
	assert_int_equal(checked(k, "name,type\nLaos,state\n", 0, &c),
	    BATCH_WARNING);
	assert_non_null(strstr(c.message.p, "already: LAO"));
}

static void
guesses(void **state)
{
	struct import_guess guess[3];
	struct import im;
	size_t n;

	(void)state;
	assert_int_equal(opened(kind_of("activity"),
	    STR("title,type,partner\nA,visit,Uc\n"), &im), ERR_OK);
	assert_int_equal(import_guesses(reader, arena, &im, 2, STR("Uc"), 3,
	    guess, &n, &why), ERR_OK);
	assert_true(n > 0);
	check_str(guess[0].code, "AUS");
	assert_int_equal(import_guesses(reader, arena, &im, 2,
	    STR("Autralia"), 3, guess, &n, &why), ERR_OK);
	assert_true(n > 0);
	check_str(guess[0].code, "AUS");
	assert_int_equal(import_guesses(reader, arena, &im, 1, STR("visit"), 3,
	    guess, &n, &why), ERR_OK);
	assert_true(n > 0);
	assert_int_equal(import_guesses(reader, arena, &im, 1,
	    STR("qqqqqqqqqqqq"), 3, guess, &n, &why), ERR_OK);
	assert_int_equal(n, 0);
	assert_int_equal(import_guesses(reader, arena, &im, 0, STR("A"), 3,
	    guess, &n, &why), ERR_OK);
	assert_int_equal(n, 0);
}

/* The number of a row follows from its cells, not from its place. */
static void
numbers_of_cells(void **state)
{
	struct import im, other;
	struct change_item a, b, c, d;

	(void)state;
	assert_int_equal(opened(kind_of("organ"),
	    STR("name,note\nOne,x\nTwo,x\nOne, x \nOnex,\n"), &im),
	    ERR_OK);
	assert_int_equal(import_row(reader, arena, &im, 0, &a, &why), ERR_OK);
	assert_int_equal(import_row(reader, arena, &im, 1, &b, &why), ERR_OK);
	assert_int_equal(import_row(reader, arena, &im, 2, &c, &why), ERR_OK);
	assert_int_equal(import_row(reader, arena, &im, 3, &d, &why), ERR_OK);
	assert_true(str_eq(said(&a, "external"), said(&c, "external")));
	assert_false(str_eq(said(&a, "external"), said(&b, "external")));
	assert_false(str_eq(said(&a, "external"), said(&d, "external")));
	assert_int_equal(opened(kind_of("organ"),
	    STR("Name,Note\nOne,x\n"), &other), ERR_OK);
	assert_int_equal(import_row(reader, arena, &other, 0, &b, &why),
	    ERR_OK);
	assert_true(str_eq(said(&a, "external"), said(&b, "external")));
}

static void
known_by_reference(void **state)
{
	struct import im;
	struct change_item item;

	(void)state;
	assert_int_equal(opened(kind_of("partner"),
	    STR("code,capital\nAUS,Canberra\nA,Nowhere\n"), &im),
	    ERR_OK);
	assert_int_equal(import_row(reader, arena, &im, 0, &item, &why),
	    ERR_OK);
	assert_int_equal(item.verb, CHANGE_SET);
	check_str(item.target,
	    id_str(arena, id_of_name(STR("partner"), STR("AUS"))).p);
	assert_int_equal(import_row(reader, arena, &im, 1, &item, &why),
	    ERR_OK);
	assert_int_equal(item.verb, CHANGE_ADD);
	/* A word of one list is not that of another. */
	assert_int_equal(opened(kind_of("term"),
	    STR("list,code,en\nlevel,minister,Minister\n"
	    "trend,minister,Minister\n"), &im), ERR_OK);
	assert_int_equal(import_row(reader, arena, &im, 0, &item, &why),
	    ERR_OK);
	assert_int_equal(item.verb, CHANGE_SET);
	assert_int_equal(import_row(reader, arena, &im, 1, &item, &why),
	    ERR_OK);
	assert_int_equal(item.verb, CHANGE_ADD);
	/* The beginning of a number is no reference. */
	assert_int_equal(opened(kind_of("directive"),
	    STR("code,title\n806,Other\n"), &im), ERR_OK);
	assert_int_equal(import_row(reader, arena, &im, 0, &item, &why),
	    ERR_OK);
	assert_int_equal(item.verb, CHANGE_ADD);
}

static void
templates(void **state)
{
	struct import im;

	(void)state;
	for (size_t i = 0; i < office->kinds.n; i++) {
		struct buf b CLEANUP(buf_free) = { .max = MIB };

		import_template(&b, &office->kinds.kind[i]);
		assert_int_equal(b.err, ERR_OK);
		assert_int_equal(opened(&office->kinds.kind[i],
		    buf_view(&b), &im), ERR_OK);
		assert_int_equal(im.sheet.rows, 0);
		assert_true(im.external != SIZE_MAX && im.code != SIZE_MAX);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_and_words),
		cmocka_unit_test(bad_heads),
		cmocka_unit_test(rows_are_looked_at),
		cmocka_unit_test(guesses),
		cmocka_unit_test(encodings),
		cmocka_unit_test(said_by_a_person),
		cmocka_unit_test(numbers_of_cells),
		cmocka_unit_test(known_by_reference),
		cmocka_unit_test(templates),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
