#include "lib/golden.h"

#include "advise/report.h"

/* Invented, with every kind of block and the letters that are hard to lay. */
static void
head(struct arena *a, struct report *r)
{
	*r = (struct report){
		.name = STR("sample"),
		.title = STR("Example partner"),
		.code = STR("XXA"),
		.chip = STR("Quá hạn"),
		.chip_tone = TONE_BAD,
		.sub = STR("As known on 21 Nov 2026"),
		.answer = STR("*Two of three* promises are kept; one is late "
		    "since the ninth of November and nobody has said why."),
		.path = STR("/partners/XXA"),
		.marking = STR("OFFICIAL"),
		.demo = true,
		.as_of = STR("2026-11-21")
	};
	report_add_crumb(a, r, STR("Partners"), STR("/partners"));
	report_add_action(a, r, "New activity", STR("/activities/new"));
	report_add_tab(a, r, STR("Facts"), STR("/partners/XXA"));
}

static void
figures(struct arena *a, struct report *r)
{
	struct report_panel *p = report_add_panel(a, r, "figures",
	    STR("At a glance?"));
	struct report_block *b = report_add_block(a, p, BLOCK_KPIS);
	double spark[] = { 1, 2.5, 0.1 };
	struct report_kpi k = { .label = STR("Commitments kept"),
		.figure = figure_share(a, 88, 154, "share-kept/1",
		    STR("commitment?status:kept")),
		.tone = TONE_OK, .link = STR("/commitments") };

	report_add_kpi(a, b, &k);
	k = (struct report_kpi){ .label = STR("Late"), .tone = TONE_BAD,
		.figure = figure_count(17, "count-late/1",
		    STR("commitment?status:late")),
		.unit = STR("of 154"), .detail = STR("7 of them ours"),
		.spark = arena_array(a, 3, sizeof(double)), .sparks = 3 };
	memcpy(k.spark, spark, sizeof(spark));
	report_add_kpi(a, b, &k);
	k = (struct report_kpi){ .label = STR("Days to delivery"),
		.figure = figure_median(a, spark, 3, "median-days/1",
		    STR("commitment?claimed:*")) };
	report_add_kpi(a, b, &k);
	b = report_add_block(a, p, BLOCK_FACTS);
	report_fact(a, b, STR("Last at minister level"),
	    (struct report_cell){ .type = CELL_DATE,
	        .text = STR("2026-08-27") });
	report_fact(a, b, STR("Desk"), report_link(STR("Vụ Châu Đại Dương"),
	    STR("/organs/1")));
}

static void
table(struct arena *a, struct report *r)
{
	struct report_panel *p = report_add_panel(a, r, "owes",
	    STR("Who owes what?"));
	struct report_block *b = report_add_block(a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(a, b, 4);
	struct report_cell *row;

	p->answer = STR("*We are late once.*");
	p->source = STR("Source: commitments, formula count/1.");
	p->more = STR("/commitments?filter=partner%3AXXA");
	c[0] = (struct report_column){ .name = STR("text"),
		.head = STR("Commitment"), .sort = STR("text") };
	c[1] = (struct report_column){ .name = STR("owner"),
		.head = STR("Owner"), .minor = true };
	c[2] = (struct report_column){ .name = STR("due"), .head = STR("Due"),
		.type = CELL_DATE, .sorted = -1 };
	c[3] = (struct report_column){ .name = STR("count"),
		.head = STR("Deeds"), .type = CELL_NUMBER };
	row = report_row(a, b);
	row[0] = report_link(STR("Send the list of \"nominations\", all of "
	    "them, for the staff course"), STR("/commitments/2026-0001"));
	row[0].sub = STR("=made at deputy-minister talks");
	row[1].text = STR("Cục Đối ngoại");
	row[2] = (struct report_cell){ .type = CELL_DATE, .tone = TONE_BAD,
		.text = STR("2026-11-09") };
	row[3] = report_number(a, 12, STR("/activities"));
	row = report_row(a, b);
	row[0].text = STR("Một câu bằng tiếng Việt khá dài để xuống dòng ở "
	    "đúng chỗ");
	row[2] = (struct report_cell){ .type = CELL_DATE,
		.text = STR("2027-Q1") };
	row[3] = report_number(a, 0, STR(""));
	b->total = 9;
	b->next = STR("/commitments?after=2");
	b = report_add_block(a, p, BLOCK_TABLE);
	b->empty = STR("No late commitment. Next due 9 Dec 2026.");
}

static void
words(struct arena *a, struct report *r)
{
	struct report_panel *p = report_add_panel(a, r, "words",
	    STR("What was said?"));
	struct report_block *b = report_add_block(a, p, BLOCK_TEXT);
	struct report_mark m = { .begin = 4, .end = 16, .letter = STR("A"),
		.link = STR("/commitments/2026-0001") };
	struct report_cell *row;

	b->text = STR("We, will send it, they said.\nSecond line.");
	report_add_mark(a, b, &m);
	b = report_add_block(a, p, BLOCK_CHART);
	b->chart = CHART_SANKEY;
	report_columns(a, b, 3);
	b->column[0] = (struct report_column){ .name = STR("level"),
		.head = STR("Level") };
	b->column[1] = (struct report_column){ .name = STR("status"),
		.head = STR("Status"), .type = CELL_CHIP };
	b->column[2] = (struct report_column){ .name = STR("n"),
		.head = STR("Number"), .type = CELL_NUMBER };
	row = report_row(a, b);
	row[0].text = STR("Minister");
	row[1] = (struct report_cell){ .type = CELL_CHIP, .text = STR("Kept"),
		.tone = TONE_OK };
	row[2] = report_number(a, 31, STR(""));
}

static void
sample(struct arena *a, struct report *r)
{
	head(a, r);
	figures(a, r);
	table(a, r);
	words(a, r);
}

static void
as_text(void **state)
{
	struct arena *a = arena_new(MIB);
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct report r;

	(void)state;
	sample(a, &r);
	report_text(&b, &r, 80, false);
	check_golden(buf_view(&b), "test/golden/report.txt");
	buf_clear(&b);
	report_text(&b, &r, 40, true);
	check_golden(buf_view(&b), "test/golden/report-40-colour.txt");
	arena_free(a);
}

static void
as_json(void **state)
{
	struct arena *a = arena_new(MIB);
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct report r;

	(void)state;
	sample(a, &r);
	report_json(&b, &r);
	check_golden(buf_view(&b), "test/golden/report.json");
	arena_free(a);
}

static void
as_csv(void **state)
{
	struct arena *a = arena_new(MIB);
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct report r;

	(void)state;
	sample(a, &r);
	assert_true(report_csv(&b, &r));
	check_str(buf_view(&b), "text,owner,due,count\r\n"
	    "\"Send the list of \"\"nominations\"\", all of them, for the "
	    "staff course\",Cục Đối ngoại,2026-11-09,12\r\n"
	    "Một câu bằng tiếng Việt khá dài để xuống dòng ở đúng chỗ,,"
	    "2027-Q1,0\r\n");
	buf_clear(&b);
	head(a, &r);
	assert_false(report_csv(&b, &r));
	assert_int_equal(b.n, 0);
	arena_free(a);
}

/* A copy needs nothing of what it was made from, and may be added to. */
static void
a_copy_stands_alone(void **state)
{
	struct arena *a = arena_new(MIB), *from = arena_new(MIB);
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct report r, copy;

	(void)state;
	sample(from, &r);
	copy = report_copy(a, &r);
	memset(&r, 0xff, sizeof(r));
	arena_free(from);
	report_json(&b, &copy);
	check_golden(buf_view(&b), "test/golden/report.json");
	buf_clear(&b);
	report_text(&b, &copy, 80, false);
	check_golden(buf_view(&b), "test/golden/report.txt");
	for (int i = 0; i < 20; i++)
		report_row(a, &copy.panel[1].block[0])[3] =
		    report_number(a, i, STR(""));
	report_add_tab(a, &copy, STR("More"), STR("/more"));
	assert_int_equal(copy.panel[1].block[0].rows, 22);
	check_str(copy.tab[1].words, "More");
	arena_free(a);
}

static size_t
longest_line(struct str s)
{
	struct str line;
	size_t most = 0;

	while (str_line(&s, &line)) {
		size_t n = 0;

		while (line.n > 0) {
			(void)str_utf8(&line);
			n++;
		}
		if (n > most)
			most = n;
	}
	return most;
}

static void
never_wider_than_asked(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct report r;
	int width;

	(void)state;
	sample(a, &r);
	for (width = 20; width <= 200; width++) {
		buf_clear(&b);
		report_text(&b, &r, width, false);
		assert_int_equal(b.err, ERR_OK);
		assert_true(longest_line(buf_view(&b)) <= (size_t)width);
	}
	arena_free(a);
}

static void
lists_grow(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct report r = { 0 };
	struct report_block *b;
	size_t i;

	(void)state;
	for (i = 0; i < 33; i++)
		report_add_panel(a, &r, "p", arena_printf(a, "%zu", i));
	assert_int_equal(r.panels, 33);
	check_str(r.panel[0].question, "0");
	check_str(r.panel[32].question, "32");
	b = report_add_block(a, &r.panel[3], BLOCK_TABLE);
	report_columns(a, b, 3);
	for (i = 0; i < 1000; i++)
		report_row(a, b)[2] = report_number(a, (int64_t)i, STR(""));
	assert_int_equal(b->rows, 1000);
	assert_int_equal(b->total, 1000);
	for (i = 0; i < 1000; i++) {
		assert_true(b->cell[i * 3 + 2].number == (double)i);
		assert_int_equal(b->cell[i * 3].text.n, 0);
	}
	check_dies((report_fact(a, b, STR("x"), report_link(STR("y"),
	    STR(""))), 0));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_text),
		cmocka_unit_test(as_json),
		cmocka_unit_test(as_csv),
		cmocka_unit_test(a_copy_stands_alone),
		cmocka_unit_test(never_wider_than_asked),
		cmocka_unit_test(lists_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
