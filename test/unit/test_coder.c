#include "lib/check.h"

#include "base/date.h"
#include "read/coder.h"

#include "base/banned.h"

/* The table of read_events.txt, and what a table cannot say. */

static struct arena *arena;
static struct gazetteer *g;

static int
open_words(void **state)
{
	struct why why = { 0 };

	(void)state;
	arena = arena_new(256 * MIB);
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

static size_t
code(const char *date, bool vietnamese, struct str text,
    struct coder_event out[static CODER_EVENTS_MAX])
{
	struct coder_context c = { .g = g, .vietnamese = vietnamese };

	if (date[0] != '\0') {
		c.has_date = true;
		assert_true(date_parse(str_of(date), &c.date));
	}
	coder_init(&c, arena);
	return coder_sentence(&c, arena, text,
	    (struct text_span){ 0, text.n }, out);
}

static struct str
show(const struct coder_event *e)
{
	return arena_printf(arena, "%.*s>%.*s %.*s %.*s %.*s",
	    STRF(e->source.n > 0 ? e->source : STR("-")),
	    STRF(e->target.n > 0 ? e->target : STR("-")), STRF(e->root),
	    STRF(e->activity), STRF(e->status));
}

struct row {
	struct str date;
	struct str lang;
	struct str text;
	struct str want[CODER_EVENTS_MAX];
	size_t wants;
	size_t line;
	bool quiet;
};

/* Of a hundred unseen sentences; doc/reading.md has the kinds of errors. */
enum { UNSEEN_WRONG_MAX = 20 };

static bool
wanted(const struct row *r, struct str got)
{
	for (size_t i = 0; i < r->wants; i++)
		if (str_eq(r->want[i], got))
			return true;
	return false;
}

static bool
check_row(const struct row *r)
{
	struct coder_event e[CODER_EVENTS_MAX];
	size_t n = code(arena_cstr(arena, r->date), str_is(r->lang, "vi"),
	    r->text, e);
	bool right = n == r->wants;

	for (size_t i = 0; i < n; i++)
		right = right && wanted(r, show(&e[i]));
	if (right || r->quiet)
		return right;
	print_error("line %zu: %.*s\n", r->line, STRF(r->text));
	for (size_t i = 0; i < r->wants; i++)
		print_error("  want %.*s\n", STRF(r->want[i]));
	for (size_t i = 0; i < n; i++)
		print_error("  got  %.*s\n", STRF(show(&e[i])));
	return false;
}

static struct str
whole_file(const char *path)
{
	struct buf b = { .max = 4 * MIB };
	FILE *f = fopen(path, "rb");
	char part[4096];
	struct str s;
	size_t n;

	assert_non_null(f);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_put(&b, part, n);
	assert_int_equal(fclose(f), 0);
	s = arena_str(arena, buf_view(&b));
	buf_free(&b);
	return s;
}

/* The rows of a table, and how many of them are read wrongly. */
static size_t
read_table(const char *path, bool tell, size_t *wrong)
{
	struct str rest = whole_file(path), line;
	struct row r = { .quiet = !tell };
	size_t rows = 0, number = 0;

	*wrong = 0;
	while (str_line(&rest, &line)) {
		number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (line.p[0] == '=') {
			assert_true(r.wants < CODER_EVENTS_MAX);
			if (!str_is(line, "= nothing"))
				r.want[r.wants++] = str_from(line, 2);
			continue;
		}
		if (r.text.n > 0)
			*wrong += !check_row(&r);
		r = (struct row){ .line = number, .quiet = !tell };
		assert_true(str_cut(line, ' ', &r.date, &line));
		assert_true(str_cut(line, ' ', &r.lang, &r.text));
		rows++;
	}
	*wrong += !check_row(&r);
	return rows;
}

static void
table(void **state)
{
	size_t wrong;

	(void)state;
	assert_true(read_table("test/table/read_events.txt", true, &wrong) >
	    150);
	assert_int_equal(wrong, 0);
}

/* Sentences that were not written to be read rightly: a floor under them. */
static void
unseen(void **state)
{
	size_t wrong, rows = read_table("test/table/read_unseen.txt", false,
	    &wrong);

	(void)state;
	assert_true(rows >= 150);
	if (wrong * 100 > rows * UNSEEN_WRONG_MAX)
		print_error("%zu of %zu are wrong\n", wrong, rows);
	assert_true(wrong * 100 <= rows * UNSEEN_WRONG_MAX);
}

static struct coder_event
one(const char *date, const char *text)
{
	struct coder_event e[CODER_EVENTS_MAX];
	size_t n = code(date, false, str_of(text), e);

	assert_int_equal(n, 1);
	return e[0];
}

static struct str
when(const char *date, const char *text)
{
	struct coder_event e = one(date, text);
	struct buf b = { .max = 100 };
	struct str s;

	if (!e.has_when)
		return STR("");
	date_format(&b, e.when);
	s = arena_str(arena, buf_view(&b));
	buf_free(&b);
	return s;
}

/* Dates are as exact as the text, and relative ones need its date. */
static void
dates(void **state)
{
	(void)state;
	check_str(when("2024-03-05", "Laos visited Vietnam on Monday."),
	    "2024-03-04");
	check_str(when("2024-03-05", "Laos will visit Vietnam on Monday."),
	    "2024-03-11");
	check_str(when("2024-03-05", "Laos visited Vietnam last week."),
	    "2024-02-26/2024-03-03");
	check_str(when("2024-03-05", "Laos will visit Vietnam next month."),
	    "2024-04");
	check_str(when("2024-03-05", "Laos visited Vietnam in 2019."), "2019");
	check_str(when("2024-03-05", "Laos visited Vietnam in November."),
	    "2023-11");
	check_str(when("2024-03-05", "Laos will visit Vietnam in May."),
	    "2024-05");
	check_str(when("", "Laos visited Vietnam from June 8 to 10, 2022."),
	    "2022-06-08/2022-06-10");
	check_str(when("", "Laos visited Vietnam on 12 October 2023."),
	    "2023-10-12");
	check_str(when("", "Laos visited Vietnam on 12/10/2023."),
	    "2023-10-12");
	check_str(when("", "Laos visited Vietnam on 2023-10-12."),
	    "2023-10-12");
	check_str(when("", "Laos visited Vietnam on 32/10/2023."), "");
	check_str(when("", "Laos visited 12/10 villages in Vietnam."), "");
	check_str(when("", "Laos visited Vietnam on Monday."), "");
	check_str(when("", "Laos visited 2010 villages in Vietnam."), "");
}

/* The newspapers of Viet Nam write days in figures. */
static void
figures(void **state)
{
	static const struct {
		const char *text;
		int y, m, d;
	} said[] = {
		{ "Sáng 17-11, Bộ trưởng Quốc phòng Lào đã thăm Việt Nam.",
		    2026, 11, 17 },
		{ "Ngày 5/12/2025, Bộ trưởng Quốc phòng Lào đã thăm Việt Nam.",
		    2025, 12, 5 },
		{ "Ngày 20/12, Bộ trưởng Quốc phòng Lào đã thăm Việt Nam.",
		    2025, 12, 20 },
	};

	(void)state;
	for (size_t i = 0; i < countof(said); i++) {
		struct coder_event e[CODER_EVENTS_MAX];

		assert_int_equal(code("2026-11-18", true,
		    str_of(said[i].text), e), 1);
		assert_true(e[0].has_when);
		assert_int_equal(e[0].when.lo, date_ymd(said[i].y, said[i].m,
		    said[i].d));
		assert_int_equal(e[0].when.hi, e[0].when.lo);
	}
}

static void
where_and_how(void **state)
{
	struct coder_event e;

	(void)state;
	e = one("", "Japan and India held talks in Bangkok.");
	check_str(e.where, "THA");
	e = one("", "The Lao army chief visited Vietnam.");
	check_str(e.mode, "visit");
	check_str(e.where, "VNM");
	e = one("", "Vietnam sent officers to UNMISS.");
	check_str(e.mechanism, "UNMISS");
	check_str(e.where, "SSD");
}

/* The evidence holds the words of both actors and of the verb. */
static void
evidence(void **state)
{
	struct str text = STR("On Friday the Lao minister met the Thai envoy.");
	struct coder_event e[CODER_EVENTS_MAX];
	struct str proof;

	(void)state;
	assert_int_equal(code("", false, text, e), 1);
	proof = (struct str){ text.p + e[0].begin, e[0].end - e[0].begin };
	check_str(proof, "Lao minister met the Thai");
}

/* Nothing is known about nobody. */
static void
nothing(void **state)
{
	struct coder_event e[CODER_EVENTS_MAX];

	(void)state;
	assert_int_equal(code("", false, STR(""), e), 0);
	assert_int_equal(code("", false, STR("..."), e), 0);
	assert_int_equal(code("", false, STR("They met him."), e), 0);
	assert_int_equal(code("", false, STR("Vietnam."), e), 0);
}

static size_t
duty(const char *text, struct coder_duty out[static CODER_DUTIES_MAX])
{
	struct coder_context c = { .g = g };
	struct str t = str_of(text);

	coder_init(&c, arena);
	return coder_duties(&c, t, (struct text_span){ 0, t.n }, false, out);
}

static void
duties(void **state)
{
	struct coder_duty d[CODER_DUTIES_MAX];

	(void)state;
	assert_int_equal(duty("The ministry will open a school by 2027.", d),
	    1);
	assert_int_equal(d[0].force, CODER_WILL);
	assert_int_equal(d[0].who.end, strlen("The ministry"));
	assert_true(d[0].has_due);
	assert_int_equal(d[0].due.hi, date_ymd(2027, 12, 31));
	assert_int_equal(duty("The army must train more doctors.", d), 1);
	assert_int_equal(d[0].force, CODER_SHOULD);
	assert_int_equal(duty("It is necessary to train doctors.", d), 1);
	assert_int_equal(d[0].force, CODER_SHOULD);
	/* A situation that develops has promised nothing. */
	assert_int_equal(duty("The situation will become harder.", d), 0);
	assert_int_equal(duty("The ministry opened two schools.", d), 0);
	assert_int_equal(duty("Will Laos come?", d), 0);
	assert_int_equal(duty("The minister instructed the academy to open a "
	    "course.", d), 1);
	assert_int_equal(d[0].force, CODER_INSTRUCT);
	/* Two promises in one sentence are two, and share its year. */
	assert_int_equal(duty("Laos will chair the forum, and will host the "
	    "games in 2028.", d), 2);
	assert_int_equal(d[0].span.end, d[1].span.begin);
	assert_int_equal(d[0].due.lo, date_ymd(2028, 1, 1));
	assert_int_equal(d[1].due.lo, date_ymd(2028, 1, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(unseen),
		cmocka_unit_test(dates),
		cmocka_unit_test(figures),
		cmocka_unit_test(where_and_how),
		cmocka_unit_test(evidence),
		cmocka_unit_test(nothing),
		cmocka_unit_test(duties),
	};

	return cmocka_run_group_tests(tests, open_words, close_words);
}
