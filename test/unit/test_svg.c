#include "lib/golden.h"
#include "lib/web_sample.h"

#include <math.h>

#include "base/date.h"
#include "web/svg.h"

static struct report_cell
number(double v, const char *text)
{
	return (struct report_cell){ .type = CELL_NUMBER, .number = v,
		.text = str_of(text) };
}

static struct report_block
block(enum report_chart chart, struct report_column *column, size_t columns,
    struct report_cell *cell, size_t rows)
{
	return (struct report_block){ .type = BLOCK_CHART, .chart = chart,
		.column = column, .columns = columns, .cell = cell,
		.rows = rows };
}

static bool
has(const struct buf *b, const char *needle)
{
	return str_find(buf_view(b), str_of(needle)) != SIZE_MAX;
}

static const struct svg_words words = { .label = STR_INIT("A \"label\" <x>") };

/* A picture of nothing is not drawn: the page says so instead. */
static void
nothing_to_draw(void **state)
{
	struct report_column column[3] = { { .type = CELL_TEXT },
		{ .type = CELL_TEXT }, { .type = CELL_NUMBER } };
	struct report_cell zero[3] = { { .text = STR_INIT("a") },
		{ .text = STR_INIT("b") }, { .type = CELL_NUMBER } };
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	for (int chart = CHART_LINE; chart <= CHART_NETWORK; chart++) {
		struct report_block c = block((enum report_chart)chart, column,
		    3, zero, 0);

		assert_false(svg_draw(&b, &c, &words));
	}
	{
		struct report_block c = block(CHART_SANKEY, column, 3, zero, 1);

		assert_false(svg_draw(&b, &c, &words));
		c.chart = CHART_CALENDAR;
		assert_false(svg_draw(&b, &c, &words));
	}
	assert_int_equal(b.n, 0);
}

/* Ends lie on steps of 1, 2 or 5; zero is the base of counts. */
static void
line_scale(void **state)
{
	struct report_column column[2] = { { .type = CELL_TEXT },
		{ .type = CELL_NUMBER, .name = STR_INIT("n") } };
	struct report_cell cell[6] = { { .text = STR_INIT("Jan") },
		number(3, "3"), { .text = STR_INIT("Feb") }, number(139, "139"),
		{ .text = STR_INIT("Mar") }, number(0, "") };
	struct report_block c = block(CHART_LINE, column, 2, cell, 3);
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	assert_true(svg_draw(&b, &c, &words));
	assert_true(has(&b, ">50</text>"));
	assert_true(has(&b, ">150</text>"));
	assert_false(has(&b, ">200</text>"));
	assert_true(has(&b, "aria-label=\"A &quot;label&quot; &lt;x&gt;\""));
	/* The gap ends the line: two points, and a dot on the last of them. */
	assert_true(has(&b, "d=\"M0.0,208.1L500.0,32.2\""));
	assert_true(has(&b, "cx=\"50.0%\""));
}

static void
one_row_and_equal_values(void **state)
{
	struct report_column column[2] = { { .type = CELL_TEXT },
		{ .type = CELL_NUMBER } };
	struct report_cell cell[2] = { { .text = STR_INIT("a") },
		number(0, "0") };
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	for (int chart = CHART_LINE; chart <= CHART_NETWORK; chart++) {
		struct report_block c = block((enum report_chart)chart, column,
		    2, cell, 1);

		(void)svg_draw(&b, &c, &words);
	}
	assert_true(b.n > 0);
	assert_false(has(&b, "nan"));
	assert_false(has(&b, "inf"));
}

static void
labels_are_cut_and_escaped(void **state)
{
	struct report_column column[2] = { { .type = CELL_TEXT },
		{ .type = CELL_NUMBER } };
	struct report_cell cell[2] = {
		{ .text = STR_INIT("<b>Đối thoại chính sách quốc phòng "
		    "lần thứ chín</b>") }, number(1, "1") };
	struct report_block c = block(CHART_BARS, column, 2, cell, 1);
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	assert_true(svg_draw(&b, &c, &words));
	assert_true(has(&b, "&lt;b&gt;Đối thoại chính sách quốc phòng…"));
	assert_true(str_valid(buf_view(&b)));
}

static void
classes(void **state)
{
	(void)state;
	assert_int_equal(svg_class(0, 10), 0);
	assert_int_equal(svg_class(-1, 10), 0);
	assert_int_equal(svg_class(0.1, 10), 1);
	assert_int_equal(svg_class(10, 10), 4);
	assert_int_equal(svg_class(99, 10), 4);
	assert_int_equal(svg_class(5, 0), 0);
	assert_int_equal(svg_class((double)NAN, 10), 0);
	for (int v = 1; v < 100; v++)
		assert_true(svg_class(v, 100) <= svg_class(v + 1, 100));
}

static void
axis_holds_all_days(void **state)
{
	struct report_column column[3] = { { .type = CELL_TEXT },
		{ .type = CELL_DATE }, { .type = CELL_DATE } };
	struct report_cell cell[3] = { { .text = STR_INIT("a") },
		{ .type = CELL_DATE, .text = STR_INIT("2024-03") },
		{ .type = CELL_DATE, .text = STR_INIT("2025-06-01") } };
	struct report_block c = block(CHART_GANTT, column, 3, cell, 1);
	struct svg_axis x;
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	assert_true(svg_axis(&c, date_ymd(2026, 11, 21), &x));
	assert_int_equal(x.first, date_ymd(2024, 1, 1));
	assert_int_equal(x.last, date_ymd(2026, 12, 31));
	svg_years(&b, &x);
	assert_true(has(&b, ">2024</text>"));
	assert_true(has(&b, ">2026</text>"));
	/* Far outside of the axis is drawn at its edge. */
	svg_span(&b, &x, (struct date){ date_ymd(1999, 1, 1),
	    date_ymd(2099, 1, 1) }, TONE_BAD);
	assert_true(has(&b, "x=\"0.0%\" y=\"4\" width=\"100.0%\""));
	cell[1].text = cell[2].text = STR("");
	assert_false(svg_axis(&c, 0, &x));
}

static void
flow_is_conserved(void **state)
{
	struct report_column column[3] = { { .type = CELL_TEXT },
		{ .type = CELL_CHIP }, { .type = CELL_NUMBER } };
	struct report_cell cell[6] = { { .text = STR_INIT("l") },
		{ .text = STR_INIT("r1"), .tone = TONE_BAD }, number(3, "3"),
		{ .text = STR_INIT("l") }, { .text = STR_INIT("r2") },
		number(1, "1") };
	struct report_block c = block(CHART_SANKEY, column, 3, cell, 2);
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	assert_true(svg_draw(&b, &c, &words));
	assert_true(has(&b, "l <tspan class=\"count\">4</tspan>"));
	assert_true(has(&b, "r1 <tspan class=\"count\">3</tspan>"));
	assert_true(has(&b, "class=\"flow tone-bad\""));
}

static void
equal_blocks_give_equal_bytes(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct report *r = web_sample(a);
	struct buf CLEANUP(buf_free) x, y;
	size_t drawn = 0;

	(void)state;
	buf_init(&x, MIB);
	buf_init(&y, MIB);
	for (size_t i = 0; i < r->panels; i++) {
		for (size_t k = 0; k < r->panel[i].blocks; k++) {
			struct report_block *c = &r->panel[i].block[k];

			if (c->type != BLOCK_CHART)
				continue;
			drawn += svg_draw(&x, c, &words);
			(void)svg_draw(&y, c, &words);
		}
	}
	assert_int_equal(drawn, 7);
	assert_true(str_eq(buf_view(&x), buf_view(&y)));
	arena_free(a);
}

static void
picture(struct buf *b, const struct report_block *c, const char *lang)
{
	struct svg_words w = words;

	w.sprite = STR("/world.svg");
	assert_true(svg_draw(b, c, &w));
	buf_char(b, '\n');
	svg_legend(b, c, lang);
	buf_text(b, "\n\n");
}

/* Steps and ties as they are drawn; what is equal is drawn equally. */
static void
steps_and_ties(void **state)
{
	struct report_column steps[4] = { { .type = CELL_TEXT },
		{ .type = CELL_NUMBER, .head = STR_INIT("UNMISS") },
		{ .type = CELL_TEXT },
		{ .type = CELL_NUMBER, .head = STR_INIT("UNISFA") } };
	struct report_cell step[12] = { { .text = STR_INIT("Jan") },
		number(10, "10"), { .text = STR_INIT("-") }, number(5, "5"),
		{ .text = STR_INIT("Feb") }, number(63, "63"),
		{ .text = STR_INIT("-") }, number(0, ""),
		{ .text = STR_INIT("Mar") }, number(20, "20"),
		{ .text = STR_INIT("-") }, number(184, "184") };
	struct report_column ties[3] = { { .head = STR_INIT("Partner") },
		{ .head = STR_INIT("Forum") }, { .type = CELL_NUMBER } };
	struct report_cell tie[12] = { { .text = STR_INIT("XXA"),
		.tone = TONE_INFO }, { .text = STR_INIT("F") },
		number(2, "2"), { .text = STR_INIT("XXB") },
		{ .text = STR_INIT("F") }, number(1, "1"),
		{ .text = STR_INIT("XXB") }, { .text = STR_INIT("G <") },
		number(3, "3"), { .text = STR_INIT("XXC") },
		{ .text = STR_INIT("") }, number(3, "3") };
	struct report_block c = block(CHART_STEPS, steps, 4, step, 3);
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	picture(&b, &c, "en");
	c = block(CHART_NETWORK, ties, 3, tie, 4);
	picture(&b, &c, "en");
	check_golden(buf_view(&b), "test/golden/svg.txt");
	/* A tie to nobody is none, and of no ties there is no picture. */
	assert_false(has(&b, "XXC"));
	c = block(CHART_NETWORK, ties, 3, &tie[9], 1);
	assert_false(svg_draw(&b, &c, &words));
}

#define COLUMN(what, words) { .type = CELL_##what, .name = STR_INIT(words), \
	.head = STR_INIT(words) }
#define CELL_(words) { .text = STR_INIT(words) }

/* What is aimed at, what is to come, letters, rows of days, cells. */
static void
ranges_and_days(void **state)
{
	struct report_column dots[8] = { COLUMN(TEXT, "group"),
		COLUMN(NUMBER, "share"), COLUMN(NUMBER, "low"),
		COLUMN(NUMBER, "high"), COLUMN(NUMBER, "before"),
		COLUMN(NUMBER, "plan_low"), COLUMN(NUMBER, "plan_high"),
		COLUMN(NUMBER, "activities") };
	/* The last has no target, and nobody draws how many there were. */
	struct report_cell dot[16] = { CELL_("Near"), number(20, "20 %"),
		number(10, "10 %"), number(30, "30 %"), number(15, "15 %"),
		number(25, "25 %"), number(40, "40 %"), number(900, "900"),
		CELL_("Far"), number(20, "20 %"), number(10, "10 %"),
		number(30, "30 %"), number(0, ""), number(0, ""),
		number(0, ""), number(900, "900") };
	struct report_column line[7] = { COLUMN(TEXT, "month"),
		COLUMN(NUMBER, "held"), COLUMN(NUMBER, "forecast"),
		COLUMN(NUMBER, "forecast_low"),
		COLUMN(NUMBER, "forecast_high"), COLUMN(TEXT, "event"),
		COLUMN(NUMBER, "points_held") };
	struct report_cell point[21] = { CELL_("Jan"), number(4, "4"),
		number(0, ""), number(0, ""), number(0, ""), CELL_("A"),
		number(4, "4"), CELL_("Feb"), number(6, "6"), number(8, "8"),
		number(7, "7"), number(9, "9"), CELL_(""), number(2, "2"),
		CELL_("Mar"), number(0, ""), number(12, "12"),
		number(9, "9"), number(16, "16"), CELL_("BC"),
		number(0, "") };
	struct report_column rows[4] = { COLUMN(TEXT, "agreement"),
		COLUMN(DATE, "from"), COLUMN(DATE, "until"),
		COLUMN(CHIP, "state") };
	struct report_cell row[8] = { CELL_("Training"),
		CELL_("2025-03-01"), CELL_("2027-02-28"),
		{ .text = STR_INIT("Expiring"), .tone = TONE_WARN },
		CELL_("For ever"), CELL_("2026-01-01"), CELL_(""),
		{ .text = STR_INIT("In force"), .tone = TONE_OK } };
	struct report_block c = block(CHART_DOTS, dots, 8, dot, 2);
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	picture(&b, &c, "en");
	assert_true(has(&b, ">40\u00a0%</text>"));
	assert_false(has(&b, ">60\u00a0%</text>"));
	c = block(CHART_LINE, line, 7, point, 3);
	picture(&b, &c, "en");
	c = block(CHART_GANTT, rows, 4, row, 2);
	picture(&b, &c, "en");
	c = block(CHART_MATRIX, line, 2, point, 1);
	picture(&b, &c, "en");
	check_golden(buf_view(&b), "test/golden/svg-ranges.txt");
	/* Words and days alone make no matrix. */
	c = block(CHART_MATRIX, rows, 4, row, 2);
	assert_false(svg_draw(&b, &c, &words));
}

/* The same states by address and, for one file alone, by their shapes. */
static void
the_world(void **state)
{
	struct report_column column[3] = { { .type = CELL_ISO },
		{ .type = CELL_TEXT }, { .type = CELL_NUMBER } };
	struct report_cell cell[15] = {
		{ .text = STR_INIT("VNM"), .tone = TONE_INFO },
		{ .text = STR_INIT("Viet Nam") }, number(0, ""),
		{ .text = STR_INIT("AUS") }, { .text = STR_INIT("A") },
		number(16, "16"), { .text = STR_INIT("SGP") },
		{ .text = STR_INIT("S") }, number(3, "3"),
		{ .text = STR_INIT("CHN") }, { .text = STR_INIT("C") },
		number(1, "1"), { .text = STR_INIT("ZZZ") },
		{ .text = STR_INIT("?") }, number(9, "9") };
	struct report_block c = block(CHART_MAP, column, 3, cell, 5);
	struct buf CLEANUP(buf_free) b, alone;

	(void)state;
	buf_init(&b, MIB);
	buf_init(&alone, MIB);
	picture(&b, &c, "vi");
	assert_true(has(&b, "<g class=\"mh\"><use href=\"/world.svg#VNM\"/>"
	    "</g>"));
	assert_true(has(&b, "<g class=\"m4\"><use href=\"/world.svg#AUS\"/>"
	    "</g>"));
	/* Classes by their logarithm: 1, 2 to 3, 4 to 7, 8 and more. */
	assert_true(has(&b, "</i>2–3</span>") && has(&b, "</i>8+</span>"));
	assert_true(has(&b, "data-unit=\"SGP\"") &&
	    has(&b, "<circle class=\"m2\""));
	/* Hong Kong has the colour of China, and Crimea none. */
	assert_true(has(&b, "<g class=\"m1\"><use href=\"/world.svg#CHN\"/>"
	    "<use href=\"/world.svg#HKG\"/>"));
	assert_false(has(&b, "#crimea"));
	assert_false(has(&b, "ZZZ"));
	assert_true(has(&b, "không thể hiện quy chế"));
	assert_true(b.n < 14 * KIB);
	assert_true(svg_draw(&alone, &c, &words));
	assert_false(has(&alone, "<use"));
	assert_true(has(&alone, "<g class=\"m4\"><path d=\"M"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_draw),
		cmocka_unit_test(line_scale),
		cmocka_unit_test(one_row_and_equal_values),
		cmocka_unit_test(labels_are_cut_and_escaped),
		cmocka_unit_test(classes),
		cmocka_unit_test(axis_holds_all_days),
		cmocka_unit_test(flow_is_conserved),
		cmocka_unit_test(equal_blocks_give_equal_bytes),
		cmocka_unit_test(steps_and_ties),
		cmocka_unit_test(ranges_and_days),
		cmocka_unit_test(the_world),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
