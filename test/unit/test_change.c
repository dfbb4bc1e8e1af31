/*
 * The pen, on an office of its own in a temporary folder: what is written, what
 * is refused and why, numbers, undo.
 */
#include "lib/check.h"

#include "lib/folder_office.h"
#include "model/change.h"
#include "model/find_stand.h"
#include "model/fold.h"

/* The clock stands still at noon of 21 November 2026 in Greenwich. */
static int64_t test_now = 1795262400000;

static int64_t
stopped(struct world *w)
{
	(void)w;
	return test_now;
}

static struct world world;
static struct office *office;
static struct change_pen *pen;
static struct arena *arena;
static struct change_done done;
static struct why why;

static int
setup(void **state)
{
	(void)state;
	world = *world_posix();
	world.now_ms = stopped;
	arena = arena_new(64 * MIB);
	why = (struct why){ 0 };
	office = folder_office(&world, "vietnam", false);
	assert_int_equal(change_open(office, &pen, &why), ERR_OK);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	change_close(pen);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

/* One item: ${what} is the kind of a new thing, else the target. */
static enum err
change_one(enum change_verb verb, const char *what, const char *label,
    const char *note, const char *const *words)
{
	struct change_item item = { .verb = verb };
	struct change c = { .label = str_of(label), .note = str_of(note),
		.item = &item, .items = 1 };

	if (verb == CHANGE_ADD)
		item.kind = str_of(what);
	else
		item.target = str_of(what);
	item.field = arena_array(arena, 32, sizeof(*item.field));
	for (; words != NULL && *words != NULL; words++) {
		struct change_field *f = &item.field[item.fields++];

		assert_true(str_cut(str_of(*words), '=', &f->name, &f->value));
	}
	why = (struct why){ 0 };
	return change_commit(pen, arena, &c, &done, &why);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define add(kind, ...) \
	change_one(CHANGE_ADD, kind, "", "", WORDS(__VA_ARGS__))
#define add_at(kind, label, ...) \
	change_one(CHANGE_ADD, kind, label, "", WORDS(__VA_ARGS__))
#define set(target, ...) \
	change_one(CHANGE_SET, target, "", "", WORDS(__VA_ARGS__))
#define undo(record) change_one(CHANGE_UNDO, record, "", "", NULL)

#define check_ok(call) do { \
	if ((call) != ERR_OK) \
		fail_msg("%s", why.text); \
} while (0)

#define check_refused(call, code, words) do { \
	assert_int_equal((call), (code)); \
	if (strstr(why.text, (words)) == NULL) \
		fail_msg("says \"%s\"", why.text); \
} while (0)

/* The value that stands for one field at one label, as exact text. */
static struct str
standing(struct id id, const char *kind, const char *field, size_t part)
{
	struct db *db;
	struct rows *r = NULL;
	struct buf b = { .max = MIB };
	const struct kind *k = kind_named(&office->kinds, str_of(kind));
	uint16_t number = kind_op_field(k, kind_field(k, str_of(field)));
	struct str out;

	assert_int_equal(db_open(office->db_path.p, DB_MODE_READ, &db, &why),
	    ERR_OK);
	assert_int_equal(db_query(db, office->part[part].part, STMT_OP_HEADS,
	    ARGS(V_TEXT(id_str(arena, id)), V_INT(number)), &r, &why),
	    ERR_OK);
	while (db_next(r)) {
		struct str bytes = db_blob(r, 2);
		struct value v;

		assert_true(value_decode(&bytes, &v));
		buf_text(&b, b.n > 0 ? "|" : "");
		value_text(&b, &v);
	}
	assert_int_equal(db_end(r), ERR_OK);
	db_close(db);
	out = arena_str(arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static void
packs_are_there(void **state)
{
	struct id aus = id_of_name(STR("partner"), STR("AUS"));

	(void)state;
	assert_int_equal(office->parts, 5);
	check_str(office->part[0].label, "public");
	check_str(office->part[1].mark, "N");
	check_str(office->pack, "vietnam");
	assert_int_equal(office->offset_min, 7 * 60);
	check_str(standing(aus, "partner", "name", 0), "Australia");
	/* The second pack says more of a partner of the first. */
	assert_true(standing(aus, "partner", "desk", 0).n > 0);
	/* Both name a source; the first stands. */
	assert_true(str_starts(standing(aus, "partner", "source", 0),
	    STR("ISO 3166")));
}

static void
numbers_are_given(void **state)
{
	struct id first;

	(void)state;
	check_ok(add("commitment", "text=We will send two officers",
	    "side=ours", "partner=AUS", "made=2026-05-04", "owner=MND"));
	check_str(done.code[0], "2026-0001");
	assert_int_equal(done.record.n, 16);
	first = done.id[0];
	check_ok(add("commitment", "text=We will host the talks", "side=ours"));
	check_str(done.code[0], "2026-0002");
	check_ok(add("commitment", "text=They will visit", "side=theirs",
	    "made=4/5/2025"));
	check_str(done.code[0], "2025-0001");
	check_ok(add_at("commitment", "internal", "text=Not yet told",
	    "side=ours"));
	check_str(done.code[0], "N-2026-0001");
	/* One row of numbers for all kinds: a number alone names a record. */
	check_ok(add("activity", "title=Talks", "type=staff-talks"));
	check_str(done.code[0], "2026-0003");
	check_str(standing(first, "commitment", "made", 0), "2026-05-04");
	check_str(standing(first, "commitment", "partner", 0),
	    id_str(arena, id_of_name(STR("partner"), STR("AUS"))).p);
}

static void
wrong_words_are_refused(void **state)
{
	(void)state;
	check_refused(add("visit", "a=b"), ERR_INPUT, "there is no kind");
	check_refused(add("activity", "colour=blue"), ERR_INPUT,
	    "activity has no field \"colour\"; it has title");
	check_refused(add("activity", "title=X"), ERR_INPUT,
	    "type: is missing");
	check_refused(add("activity", "title=X", "type=picnic"), ERR_INPUT,
	    "\"picnic\" is no word of activity-type; there are: senior-visit");
	check_refused(add("activity", "title=X", "type=port-call",
	    "start=31/2/2026"), ERR_INPUT, "start: \"31/2/2026\" is not");
	check_refused(add("activity", "title=X", "type=port-call",
	    "partner=NOWHERE"), ERR_MISSING, "no partner \"NOWHERE\"");
	check_refused(add("activity", "title=X", "type=port-call",
	    "partner=organ:MND"), ERR_MISSING, "no partner \"organ:MND\"");
	check_refused(add("activity", "title=X", "title=Y", "type=port-call"),
	    ERR_INPUT, "title: said twice");
	check_refused(add_at("activity", "cosmic", "title=X",
	    "type=port-call"), ERR_INPUT, "there is no label \"cosmic\"");
	check_refused(set("9999-9999", "title=X"), ERR_MISSING,
	    "there is no record \"9999-9999\"");
	check_refused(set("AUS", "name="), ERR_INPUT, "must have a value");
	check_refused(set("AUS", "code=NZL"), ERR_INPUT, "is taken");
}

/* A word is closed, not removed; it is good for what lies before that. */
static void
words_are_closed(void **state)
{
	struct str id = id_str(arena, id_of_name(STR("term"),
	    STR("activity-type/sports")));

	(void)state;
	check_ok(add("activity", "title=Games", "type=sports",
	    "start=2026-10-01"));
	check_ok(set(id.p, "valid_to=2026-06-30"));
	check_refused(add("activity", "title=Games", "type=sports",
	    "start=2026-10-01"), ERR_INPUT, "not valid on that day");
	check_ok(add("activity", "title=Games", "type=sports",
	    "start=2026-05-01"));
	check_ok(set(done.code[0].p, "type=sports", "place=Vinh"));
	check_refused(set(id.p, "code=games"), ERR_INPUT, "add another word");
	check_refused(change_one(CHANGE_WITHDRAW, id.p, "", "Gone", NULL),
	    ERR_INPUT, "never withdrawn");
	check_ok(set(id.p, "valid_to="));
}

static void
references_of_any_form(void **state)
{
	struct id clause;

	(void)state;
	check_ok(add("clause", "directive=806", "ordinal=99", "text=Try"));
	clause = done.id[0];
	check_str(standing(clause, "clause", "directive", 0),
	    id_str(arena, id_of_name(STR("directive"), STR("806-NQ/QUTW"))).p);
	check_ok(set(id_str(arena, clause).p,
	    "parent=clause:806-NQ/QUTW/1"));
	check_str(standing(clause, "clause", "parent", 0),
	    id_str(arena, id_of_name(STR("clause"),
	    STR("806-NQ/QUTW/1"))).p);
	check_ok(set(id_str(arena, clause).p, "parent=clause/806-NQ/QUTW/2"));
	check_refused(set(id_str(arena, clause).p, "unit=AUS"), ERR_MISSING,
	    "no organ \"AUS\"");
}

static void
labels_point_downward(void **state)
{
	struct id high;
	struct str text;

	(void)state;
	check_ok(add_at("activity", "internal", "title=Talks on the quiet",
	    "type=staff-talks"));
	high = done.id[0];
	text = id_str(arena, high);
	check_refused(add("evidence", "title=Minutes",
	    arena_printf(arena, "about=%.*s", STRF(text)).p), ERR_DENIED,
	    "is at the label internal");
	check_ok(add_at("evidence", "internal", "title=Minutes",
	    arena_printf(arena, "about=%.*s", STRF(text)).p));
	/* A change goes where the thing is; below it, it may not be told. */
	check_ok(set(text.p, "place=Ha Noi"));
	check_str(standing(high, "activity", "place", 1), "Ha Noi");
	check_str(standing(high, "activity", "place", 0), "");
	check_refused(change_one(CHANGE_SET, text.p, "public", "",
	    WORDS("place=Hue")), ERR_DENIED, "cannot be changed at public");
	check_ok(change_one(CHANGE_SET, text.p, "secret", "",
	    WORDS("place=Hue")));
	check_str(standing(high, "activity", "place", 3), "Hue");
	check_str(standing(high, "activity", "place", 1), "Ha Noi");
}

/* Who may not see a record is told what is told when there is none. */
static void
hidden_is_missing(void **state)
{
	struct change_field f = { STR("place"), STR("Vinh") };
	struct change_item item = { .verb = CHANGE_SET, .field = &f,
		.fields = 1 };
	struct change c = { .item = &item, .items = 1, .mask = 1 };
	struct why hidden = { 0 }, absent = { 0 };
	struct str a, b;

	(void)state;
	check_ok(add_at("activity", "secret", "title=Hidden",
	    "type=staff-talks", "code=2026-7777"));
	item.target = STR("2026-7777");
	assert_int_equal(change_commit(pen, arena, &c, &done, &hidden),
	    ERR_MISSING);
	item.target = STR("2026-7778");
	assert_int_equal(change_commit(pen, arena, &c, &done, &absent),
	    ERR_MISSING);
	a = str_of(hidden.text);
	b = str_of(absent.text);
	assert_int_equal(a.n, b.n);
	assert_true(str_find(a, STR("2026-7777")) ==
	    str_find(b, STR("2026-7778")));
	item.target = STR("2026-7777");
	c.mask = 0;
	assert_int_equal(change_commit(pen, arena, &c, &done, &hidden),
	    ERR_OK);
}

static void
nothing_new_writes_nothing(void **state)
{
	(void)state;
	check_ok(set("AUS", "name=Australia"));
	check_str(done.record, "");
	check_ok(set("AUS", "name=Australia", "capital=Elsewhere"));
	assert_int_equal(done.record.n, 16);
	check_ok(set("AUS", "capital=Canberra"));
	assert_int_equal(done.record.n, 16);
}

static void
undo_puts_back(void **state)
{
	struct id aus = id_of_name(STR("partner"), STR("AUS"));
	struct str first, second, third;

	(void)state;
	check_ok(set("AUS", "capital=Sydney", "note=Try"));
	first = done.record;
	check_ok(set("AUS", "capital=Perth"));
	second = done.record;
	check_refused(undo(first.p), ERR_INPUT, "changed again since");
	check_ok(undo(second.p));
	check_str(standing(aus, "partner", "capital", 0), "Sydney");
	check_str(done.code[0], "AUS");
	third = done.record;
	check_refused(undo(second.p), ERR_INPUT, "changed again since");
	check_ok(undo(third.p));
	check_str(standing(aus, "partner", "capital", 0), "Perth");
	check_refused(undo("00112233445566"), ERR_INPUT, "names no record");
	check_refused(undo("0011223344556677"), ERR_MISSING, "no change");
	check_ok(set("AUS", "capital=Canberra", "note="));
}

static void
undoing_a_creation_withdraws(void **state)
{
	struct id id;

	(void)state;
	check_ok(add("organ", "name=Board of Trials", "code=TRIALS"));
	id = done.id[0];
	check_ok(undo(done.record.p));
	check_str(standing(id, "organ", "withdrawn", 0), "Undone");
	check_str(standing(id, "organ", "name", 0), "Board of Trials");
	check_ok(undo(done.record.p));
	check_str(standing(id, "organ", "withdrawn", 0), "");
	check_refused(change_one(CHANGE_WITHDRAW, "TRIALS", "", "", NULL),
	    ERR_INPUT, "say why");
	check_ok(change_one(CHANGE_WITHDRAW, "TRIALS", "", "Never founded",
	    NULL));
	check_str(standing(id, "organ", "withdrawn", 0), "Never founded");
}

static void
close_takes_one_line(void **state)
{
	struct id id;

	(void)state;
	check_ok(add("activity", "title=Port call", "type=port-call",
	    "start=2026-11-10", "confirmed=2026-11-11"));
	id = done.id[0];
	check_ok(change_one(CHANGE_CLOSE, id_str(arena, id).p, "", "",
	    WORDS("report=Three days, all well.")));
	check_str(standing(id, "activity", "confirmed", 0), "2026-11-11");
	check_str(standing(id, "activity", "reported", 0), "2026-11-21");
	check_str(standing(id, "activity", "closed", 0), "2026-11-21");
	check_str(standing(id, "activity", "report", 0),
	    "Three days, all well.");
	check_ok(add("activity", "title=Later", "type=port-call",
	    "start=2026-12-10"));
	check_refused(change_one(CHANGE_CLOSE, done.code[0].p, "", "", NULL),
	    ERR_INPUT, "has not begun");
	check_refused(change_one(CHANGE_CLOSE, "AUS", "", "", NULL), ERR_INPUT,
	    "a partner cannot be closed");
}

static void
items_name_each_other(void **state)
{
	struct change_field doc[] = { { STR("title"), STR("Minutes") } };
	struct change_field quote[] = { { STR("document"), STR("$1") },
		{ STR("about"), STR("AUS") }, { STR("first"), STR("0") },
		{ STR("past"), STR("7") } };
	struct change_field forward[] = { { STR("document"), STR("$2") } };
	struct change_item item[] = {
		{ .verb = CHANGE_ADD, .kind = STR("document"), .field = doc,
		    .fields = 1 },
		{ .verb = CHANGE_ADD, .kind = STR("quote"), .field = quote,
		    .fields = 4 },
	};
	struct change c = { .item = item, .items = 2 };

	(void)state;
	why = (struct why){ 0 };
	check_ok(change_commit(pen, arena, &c, &done, &why));
	assert_int_equal(done.items, 2);
	assert_true(str_starts(done.code[0], STR("2026-")));
	check_str(standing(done.id[1], "quote", "document", 0),
	    id_str(arena, done.id[0]).p);
	item[0].field = forward;
	check_refused(change_commit(pen, arena, &c, &done, &why), ERR_INPUT,
	    "item 1: document: \"$2\" names no earlier item");
	check_str(change_plain(str_of(why.text)),
	    "document: \"$2\" names no earlier item");
	check_str(change_plain(STR("mục 12: bắt đầu: sai")), "bắt đầu: sai");
	check_str(change_plain(STR("start: 12")), "start: 12");
	assert_int_equal(done.bad, 0);
}

/* A group is one commit; what fails inside leaves the others. */
static void
groups(void **state)
{
	struct id a, b;

	(void)state;
	assert_int_equal(change_group(pen, &why), ERR_OK);
	check_ok(add("organ", "name=One", "code=ONE"));
	a = done.id[0];
	assert_int_equal(add("organ", "code=NONE"), ERR_INPUT);
	check_ok(add("organ", "name=Two", "code=TWO", "parent=ONE"));
	b = done.id[0];
	assert_int_equal(change_group_end(pen, &why), ERR_OK);
	check_str(standing(a, "organ", "name", 0), "One");
	check_str(standing(b, "organ", "parent", 0), id_str(arena, a).p);
}

static void
clocks(void **state)
{
	(void)state;
	change_clock(pen, test_now + (int64_t)86400000 * 60);
	check_ok(add("commitment", "text=Next year", "side=ours"));
	check_str(done.code[0], "2027-0001");
	change_clock(pen, 0);
	check_ok(add("commitment", "text=This year", "side=ours",
	    "code=2026-0900"));
	check_ok(add("commitment", "text=This year, too", "side=ours"));
	check_str(done.code[0], "2026-0901");
}

/* Numbers go on behind 9999, and people's own codes do not disturb them. */
static void
many_numbers(void **state)
{
	(void)state;
	check_ok(add("commitment", "text=Last", "side=ours", "made=2031-01-01",
	    "code=2031-9998"));
	check_ok(add("commitment", "text=Own", "side=ours", "made=2031-01-01",
	    "code=2031-XYZ"));
	check_ok(add("activity", "title=A", "type=ceremony",
	    "start=2031-02-01"));
	check_str(done.code[0], "2031-9999");
	check_ok(add("activity", "title=B", "type=ceremony",
	    "start=2031-02-01"));
	check_str(done.code[0], "2031-10000");
	check_ok(add("activity", "title=C", "type=ceremony",
	    "start=2031-02-01"));
	check_str(done.code[0], "2031-10001");
}

static void
bytes_come_back(void **state)
{
	struct change_field f[] = { { STR("a"), STR("b\0c") },
		{ STR(""), STR("") } };
	struct change_item item[] = {
		{ .verb = CHANGE_SET, .target = STR("AUS"), .field = f,
		    .fields = 2 },
		{ .verb = CHANGE_UNDO, .target = STR("0011"),
		    .id = { { 1, 2, 3 } } },
	};
	struct change c = { .label = STR("public"), .note = STR("why"),
		.mask = 5, .item = item, .items = 2 }, back;
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct buf again CLEANUP(buf_free) = { .max = KIB };

	(void)state;
	change_encode(&b, &c);
	assert_int_equal(change_decode(arena, buf_view(&b), &back, &why),
	    ERR_OK);
	assert_int_equal(back.items, 2);
	assert_int_equal(back.mask, 5);
	assert_true(str_eq(back.item[0].field[0].value, STR("b\0c")));
	assert_true(id_eq(back.item[1].id, item[1].id));
	change_encode(&again, &back);
	assert_true(str_eq(buf_view(&b), buf_view(&again)));
	for (size_t n = 0; n < b.n; n++)
		assert_int_equal(change_decode(arena,
		    str_to(buf_view(&b), n), &back, NULL), ERR_INPUT);
	buf_char(&b, 'x');
	assert_int_equal(change_decode(arena, buf_view(&b), &back, NULL),
	    ERR_INPUT);
}

/* After all of the above: the tables are what the journal says. */
static void
rebuilt_equal(void **state)
{
	struct db *db;
	uint64_t count = 0;

	(void)state;
	change_close(pen);
	assert_int_equal(db_open(office->db_path.p, DB_MODE_WRITE, &db, &why),
	    ERR_OK);
	for (size_t i = 0; i < office->parts; i++) {
		int part = office->part[i].part;
		struct buf before CLEANUP(buf_free) = { .max = 64 * MIB };
		struct buf after CLEANUP(buf_free) = { .max = 64 * MIB };

		assert_int_equal(journal_verify(db, part, &count, &why),
		    ERR_OK);
		assert_int_equal(fold_dump(db, &office->kinds, part, &before,
		    &why), ERR_OK);
		assert_int_equal(db_begin(db, true, &why), ERR_OK);
		assert_int_equal(fold_rebuild(db, arena, &office->kinds, part,
		    &why), ERR_OK);
		assert_int_equal(db_commit(db, &why), ERR_OK);
		assert_int_equal(fold_dump(db, &office->kinds, part, &after,
		    &why), ERR_OK);
		assert_true(str_eq(buf_view(&before), buf_view(&after)));
	}
	db_close(db);
	assert_int_equal(change_open(office, &pen, &why), ERR_OK);
}

/* A check that is refused: by whichever side, and told in both languages. */
static void
a_range_is_a_range(void **state)
{
	struct id id;

	(void)state;
	check_refused(add("target", "title=A", "period=2027", "measure=share",
	    "low=30", "high=20"), ERR_INPUT, "low: The range ends before");
	check_refused(add("target", "title=A", "period=2027", "measure=share",
	    "low=1", "high=2", "partner=AUS", "partner_group=p5"), ERR_INPUT,
	    "not of both");
	check_ok(add("target", "title=A", "code=TA", "period=2027",
	    "measure=share", "low=20", "high=20"));
	id = done.id[0];
	check_refused(set("target:TA", "high=19"), ERR_INPUT, "low:");
	check_refused(set("target:TA", "low=20.5"), ERR_INPUT, "low:");
	check_ok(set("target:TA", "low=30", "high=40"));
	check_refused(set("target:TA", "partner=AUS", "partner_group=p5"),
	    ERR_INPUT, "not of both");
	check_ok(set("target:TA", "partner=AUS"));
	check_refused(set("target:TA", "partner_group=p5"), ERR_INPUT,
	    "not of both");
	check_ok(set("target:TA", "partner=", "partner_group=p5"));
	check_ok(undo(done.record.p));
	assert_true(str_is(standing(id, "target", "low", 0), "30"));
	assert_true(standing(id, "target", "partner", 0).n > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs_are_there),
		cmocka_unit_test(numbers_are_given),
		cmocka_unit_test(wrong_words_are_refused),
		cmocka_unit_test(words_are_closed),
		cmocka_unit_test(references_of_any_form),
		cmocka_unit_test(labels_point_downward),
		cmocka_unit_test(hidden_is_missing),
		cmocka_unit_test(nothing_new_writes_nothing),
		cmocka_unit_test(undo_puts_back),
		cmocka_unit_test(undoing_a_creation_withdraws),
		cmocka_unit_test(close_takes_one_line),
		cmocka_unit_test(items_name_each_other),
		cmocka_unit_test(groups),
		cmocka_unit_test(clocks),
		cmocka_unit_test(many_numbers),
		cmocka_unit_test(bytes_come_back),
		cmocka_unit_test(rebuilt_equal),
		cmocka_unit_test(a_range_is_a_range),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
