/* Reports as files: a workbook that reads back, a PDF with every letter. */
#include "lib/check.h"

#include "advise/report_pdf.h"
#include "advise/report_xlsx.h"
#include "base/packed.h"
#include "base/book.h"
#include "lib/web_sample.h"

static struct report
hostile(struct arena *a)
{
	static const char *const texts[] = { "=1+1", "+cmd|' /C calc'!A0",
		"-2", "@SUM(A1)", "<b>&\"'", "Nguyễn Huệ, đối ngoại",
		"line\nline", "_x0041_", "" };
	struct report r = { .name = STR_INIT("test"),
		.title = STR_INIT("Title: [x]/*?"),
		.marking = STR_INIT("INTERNAL & mine") };
	struct report_panel *p = report_add_panel(a, &r, "x[y]:z",
	    STR("What?"));
	struct report_block *b = report_add_block(a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(a, b, 3);

	c[0] = (struct report_column){ .name = STR("text"),
		.head = STR("=Head") };
	c[1] = (struct report_column){ .name = STR("n"), .head = STR("N"),
		.type = CELL_NUMBER };
	c[2] = (struct report_column){ .name = STR("day"), .head = STR("Day"),
		.type = CELL_DATE };
	for (size_t i = 0; i < countof(texts); i++) {
		struct report_cell *row = report_row(a, b);

		row[0].text = str_of(texts[i]);
		row[1] = report_number(a, (int64_t)i, STR(""));
		row[1].type = CELL_NUMBER;
		row[2] = (struct report_cell){ .type = CELL_DATE,
			.text = i == 0 ? STR("2026-11-21") : i == 1
			    ? STR("2026-11") : STR("") };
	}
	return r;
}

/* What was written is read by our own reader as the same table. */
static void
book_reads_back(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };
	struct arena *a = arena_new(32 * MIB);
	struct report r = hostile(a);
	const struct report_block *from = &r.panel[0].block[0];
	struct why why = { 0 };
	struct book w;
	struct sheet s;
	struct str part;

	(void)state;
	if (report_xlsx_all(a, &r, &b, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(book_open(a, buf_view(&b), &w, &why), ERR_OK);
	assert_int_equal(w.format, BOOK_XLSX);
	assert_int_equal(w.sheets, 1);
	check_str(w.name[0], "xyz");
	if (book_read(&w, a, 0, &s, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(s.rows, from->rows);
	check_str(s.head[0], "=Head");
	for (size_t i = 0; i < s.rows; i++) {
		assert_true(str_eq(sheet_cell(&s, i, 0),
		    from->cell[i * 3].text));
		check_str(sheet_cell(&s, i, 1),
		    arena_printf(a, "%zu", i).p);
	}
	check_str(sheet_cell(&s, 0, 2), "2026-11-21");
	check_str(sheet_cell(&s, 1, 2), "2026-11");
	/* No cell is a formula; the marking is on paper. */
	assert_int_equal(packed_member(w.packed, a,
	    STR("xl/worksheets/sheet1.xml"), MIB, &part, &why), ERR_OK);
	assert_int_equal(str_find(part, STR("<f>")), SIZE_MAX);
	assert_true(str_find(part,
	    STR("&amp;C&amp;BINTERNAL &amp;&amp; MINE")) != SIZE_MAX);
	book_close(&w);
	arena_free(a);
}

static void
book_of_every_block(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };
	struct buf again CLEANUP(buf_free) = { .max = 4 * MIB };
	struct arena *a = arena_new(64 * MIB);
	struct report *r = web_sample(a), none = { .title = STR_INIT("x") };
	struct why why = { 0 };
	struct book w;

	(void)state;
	assert_int_equal(report_xlsx_all(a, r, &b, &why), ERR_OK);
	assert_int_equal(book_open(a, buf_view(&b), &w, &why), ERR_OK);
	assert_true(w.sheets > 3);
	book_close(&w);
	assert_int_equal(report_xlsx_all(a, r, &again, &why), ERR_OK);
	assert_true(str_eq(buf_view(&b), buf_view(&again)));
	assert_int_equal(report_xlsx_all(a, &none, &b, &why), ERR_MISSING);
	buf_clear(&b);
	b.max = 100;
	why = (struct why){ 0 };
	assert_int_equal(report_xlsx_all(a, r, &b, &why), ERR_LIMIT);
	arena_free(a);
}

/* What pdftotext reads in it, in the arena. */
static struct str
pdf_words(struct arena *a, const struct buf *pdf)
{
	char name[] = "/tmp/comity-pdf-XXXXXX", command[128], *text;
	int fd = mkstemp(name);
	FILE *in;
	size_t n;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, pdf->p, pdf->n), (ssize_t)pdf->n);
	assert_int_equal(close(fd), 0);
	(void)snprintf(command, sizeof(command), "pdftotext -layout %s %s.txt",
	    name, name);
	assert_int_equal(system(command), 0);
	(void)snprintf(command, sizeof(command), "%s.txt", name);
	in = fopen(command, "rb");
	assert_non_null(in);
	text = arena_alloc(a, MIB);
	n = fread(text, 1, MIB, in);
	assert_int_equal(fclose(in), 0);
	assert_int_equal(unlink(command), 0);
	assert_int_equal(unlink(name), 0);
	return (struct str){ text, n };
}

static size_t
times(struct str s, const char *what)
{
	size_t n = 0, at;

	while ((at = str_find(s, str_of(what))) != SIZE_MAX) {
		s = str_from(s, at + 1);
		n++;
	}
	return n;
}

static void
pdf_has_its_words(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * MIB };
	struct arena *a = arena_new(64 * MIB);
	struct report r = hostile(a);
	struct report_panel *p = &r.panel[0];
	struct why why = { 0 };
	struct str text;
	size_t pages;

	(void)state;
	r.demo = true;
	p->source = STR("A source");
	p->answer = STR("*Three* of four.");
	for (int i = 0; i < 120; i++)
		report_row(a, &p->block[0])[0].text =
		    STR("Đoàn đại biểu quân sự \nBắc Hằng SẴN Phẳng Mặt Lợi Giữa");
	if (report_pdf(a, &r, &b, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_true(str_starts(buf_view(&b), STR("%PDF-1.")));
	assert_true(str_find(buf_view(&b), STR("/Marked true")) != SIZE_MAX);
	assert_true(str_find(buf_view(&b), STR("/Lang (en)")) != SIZE_MAX);
	text = pdf_words(a, &b);
	assert_int_equal(times(text, "Đoàn đại biểu quân sự"), 120);
	assert_int_equal(times(text, "Bắc Hằng SẴN Phẳng Mặt Lợi Giữa"), 120);
	pages = times(text, "page ");
	assert_true(pages >= 3);
	assert_int_equal(times(text, arena_printf(a, "page %zu of %zu", pages,
	    pages).p), 1);
	/* Above and below on each page; the head of the table on each. */
	assert_int_equal(times(text, "INTERNAL & MINE · DEMO DATA"),
	    2 * pages);
	assert_true(times(text, "=Head") >= pages - 1);
	assert_int_equal(times(text, "Three of four. [1]"), 1);
	assert_int_equal(times(text, "[1] A source"), 1);
	arena_free(a);
}

static void
pdf_of_every_block(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * MIB };
	struct arena *a = arena_new(64 * MIB);
	struct report *r = web_sample(a);
	struct why why = { 0 };
	struct str text;

	(void)state;
	r->lang = "vi";
	if (report_pdf(a, r, &b, &why) != ERR_OK)
		fail_msg("%s", why.text);
	text = pdf_words(a, &b);
	for (size_t i = 0; i < r->panels; i++) {
		struct str head = str_head(r->panel[i].question, 20);

		if (str_find(text, head) == SIZE_MAX)
			fail_msg("no \"%.*s\"", STRF(head));
	}
	buf_clear(&b);
	b.max = 100;
	assert_int_equal(report_pdf(a, r, &b, &why), ERR_LIMIT);
	arena_free(a);
}

/* Many columns: texts give way, numbers stay whole, bars go first. */
static void
pdf_keeps_numbers_whole(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * MIB };
	struct arena *a = arena_new(64 * MIB);
	struct report r = { .title = STR_INIT("Wide") };
	struct report_block *t = report_add_block(a, report_add_panel(a, &r,
	    "p", STR("How many?")), BLOCK_CHART);
	struct report_column *c = report_columns(a, t, 10);
	struct why why = { 0 };
	struct report_cell *cell;

	(void)state;
	for (size_t i = 0; i < 10; i++)
		c[i] = (struct report_column){ .name = STR("n"),
			.head = arena_printf(a, "Heading%zu", i),
			.type = i > 0 ? CELL_NUMBER : CELL_TEXT };
	cell = report_row(a, t);
	cell[0].text = STR("All the others that have some tier or other");
	for (size_t i = 1; i < 10; i++)
		cell[i] = (struct report_cell){ .type = CELL_NUMBER,
			.number = 1, .text = arena_printf(a, "98%zu765",
			i) };
	if (report_pdf(a, &r, &b, &why) != ERR_OK)
		fail_msg("%s", why.text);
	for (size_t i = 1; i < 10; i++)
		assert_int_equal(times(pdf_words(a, &b), arena_printf(a,
		    "98%zu,765", i).p), 1);
	arena_free(a);
}

static void
pdf_has_an_end(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * MIB };
	struct arena *a = arena_new(256 * MIB);
	struct report r = hostile(a);
	struct why why = { 0 };

	(void)state;
	for (int i = 0; i < 26000; i++)
		report_row(a, &r.panel[0].block[0])[0].text = STR("x");
	assert_int_equal(report_pdf(a, &r, &b, &why), ERR_LIMIT);
	assert_non_null(strstr(why.text, "more than 500 pages"));
	assert_int_equal(b.n, 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(book_reads_back),
		cmocka_unit_test(book_of_every_block),
		cmocka_unit_test(pdf_has_its_words),
		cmocka_unit_test(pdf_of_every_block),
		cmocka_unit_test(pdf_keeps_numbers_whole),
		cmocka_unit_test(pdf_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
