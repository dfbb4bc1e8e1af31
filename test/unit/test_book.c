#include "lib/check.h"

#include "base/packed.h"
#include "base/book.h"

/* One workbook of each format, by hand, with the same table in both. */
static const struct packed_part xlsx[] = {
	{ STR_INIT("xl/workbook.xml"), STR_INIT("<workbook xmlns:r='urn:r'>"
	    "<workbookPr/><sheets><sheet name='Notes' sheetId='1' r:id='r1'/>"
	    "<sheet name='Đoàn ra' sheetId='2' r:id='r2'/></sheets>"
	    "</workbook>") },
	{ STR_INIT("xl/_rels/workbook.xml.rels"), STR_INIT("<Relationships>"
	    "<Relationship Id='r1' Target='worksheets/sheet1.xml'/>"
	    "<Relationship Id='r2' Target='/xl/worksheets/sheet2.xml'/>"
	    "</Relationships>") },
	{ STR_INIT("xl/sharedStrings.xml"), STR_INIT("<sst><si><t>Title</t>"
	    "</si><si><r><t>Tập </t></r><r><t>huấn</t></r><rPh><t>no</t></rPh>"
	    "</si><si><t>partner</t></si></sst>") },
	{ STR_INIT("xl/styles.xml"), STR_INIT("<styleSheet><numFmts>"
	    "<numFmt numFmtId='170' formatCode='[$-42A]dd/mm/yyyy;@'/>"
	    "<numFmt numFmtId='171' formatCode='#,##0 &quot;days&quot;'/>"
	    "<numFmt numFmtId='172' formatCode='dd/mm/yyyy hh:mm'/>"
	    "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
	    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
	    "<xf numFmtId='170'/><xf numFmtId='171'/><xf numFmtId='172'/>"
	    "<xf numFmtId='20'/></cellXfs></styleSheet>") },
	{ STR_INIT("xl/worksheets/sheet1.xml"), STR_INIT("<worksheet>"
	    "<sheetData/></worksheet>") },
	{ STR_INIT("xl/worksheets/sheet2.xml"), STR_INIT("<worksheet>"
	    "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Plan of the "
	    "year</t></is></c></row><row r='3'><c r='A3' t='s'><v>2</v></c>"
	    "<c r='B3' t='s'><v>0</v></c><c r='C3' t='str'><v>start</v></c>"
	    "<c r='D3' t='inlineStr'><is><t>cost</t></is></c>"
	    "<c r='E3' t='inlineStr'><is><t>done</t></is></c></row>"
	    "<row r='4'><c r='A4' t='inlineStr'><is><t>AUS</t></is></c>"
	    "<c r='B4' t='s'><v>1</v></c><c r='C4' s='2'><v>46101</v></c>"
	    "<c r='D4' s='3'><v>0.10000000000000001</v></c>"
	    "<c r='E4' t='b'><v>1</v></c></row>"
	    "<row r='5'><c r='A5'/><c r='C5' s='4'><f>A1+1</f>"
	    "<v>46101.604166666664</v></c></row>"
	    "<row r='9'><c r='B9' t='e'><v>#N/A</v></c>"
	    "<c r='C9' s='1'><v>1</v></c><c r='D9' s='5'><v>0.5</v></c>"
	    "<c r='E9' t='b'><v>0</v></c></row></sheetData><mergeCells>"
	    "<mergeCell ref='A1:E1'/><mergeCell ref='A4:A5'/></mergeCells>"
	    "</worksheet>") },
};

static const struct packed_part ods[] = {
	{ STR_INIT("mimetype"),
	    STR_INIT("application/vnd.oasis.opendocument.spreadsheet") },
	{ STR_INIT("content.xml"), STR_INIT("<o:d xmlns:o='o' xmlns:t='t' "
	    "xmlns:x='x'><o:spreadsheet><t:table t:name='Notes'/>"
	    "<t:table t:name='Đoàn ra'><t:table-row><t:table-cell "
	    "t:number-columns-spanned='5'><x:p>Plan of the year</x:p>"
	    "</t:table-cell><t:covered-table-cell "
	    "t:number-columns-repeated='4'/></t:table-row><t:table-row "
	    "t:number-rows-repeated='1'><t:table-cell "
	    "t:number-columns-repeated='16384'/></t:table-row><t:table-row>"
	    "<t:table-cell><x:p>partner</x:p></t:table-cell><t:table-cell>"
	    "<x:p>Title</x:p></t:table-cell><t:table-cell><x:p>start</x:p>"
	    "</t:table-cell><t:table-cell><x:p>cost</x:p></t:table-cell>"
	    "<t:table-cell><x:p>done</x:p></t:table-cell></t:table-row>"
	    "<t:table-row><t:table-cell t:number-rows-spanned='2'><x:p>AUS"
	    "</x:p></t:table-cell><t:table-cell><o:annotation><x:p>no</x:p>"
	    "</o:annotation><x:p>Tập<x:s/><x:span>huấn</x:span></x:p>"
	    "</t:table-cell><t:table-cell o:value-type='date' "
	    "o:date-value='2026-03-20'><x:p>20/3</x:p></t:table-cell>"
	    "<t:table-cell o:value-type='float' o:value='0.1'><x:p>0,1</x:p>"
	    "</t:table-cell><t:table-cell o:value-type='boolean' "
	    "o:boolean-value='true'><x:p>TRUE</x:p></t:table-cell>"
	    "</t:table-row><t:table-row><t:covered-table-cell/><t:table-cell/>"
	    "<t:table-cell o:value-type='date' "
	    "o:date-value='2026-03-20T14:30:00'/></t:table-row>"
	    "<t:table-row t:number-rows-repeated='3'><t:table-cell/>"
	    "</t:table-row><t:table-row><t:table-cell/><t:table-cell><x:p>"
	    "#N/A</x:p></t:table-cell><t:table-cell o:value-type='date' "
	    "o:date-value='1900-01-01T00:00:00'/><t:table-cell "
	    "o:value-type='time' o:time-value='PT12H00M00S'><x:p>12:00</x:p>"
	    "</t:table-cell><t:table-cell o:value-type='boolean' "
	    "o:boolean-value='false'/></t:table-row><t:table-row "
	    "t:number-rows-repeated='1048000'><t:table-cell "
	    "t:number-columns-repeated='16384'/></t:table-row></t:table>"
	    "</o:spreadsheet></o:d>") },
};

static enum err
open_parts(struct arena *a, const struct packed_part *part, size_t n,
    struct book *w, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	*why = (struct why){ 0 };
	assert_int_equal(packed_make(&b, part, n, NULL), ERR_OK);
	return book_open(a, arena_str(a, buf_view(&b)), w, why);
}

static void
check_table(const struct packed_part *part, size_t n)
{
	static const char *const want[3][5] = {
		{ "AUS", "Tập huấn", "2026-03-20", "0.1", "yes" },
		{ "AUS", "", "2026-03-20 14:30", "", "" },
		{ "", "#N/A", "1900-01-01", "12:00", "no" },
	};
	static const size_t lines[] = { 4, 5, 9 };
	struct arena *a = arena_new(8 * MIB);
	struct book w;
	struct sheet s;
	struct why why;

	assert_int_equal(open_parts(a, part, n, &w, &why), ERR_OK);
	assert_int_equal(w.sheets, 2);
	check_str(w.name[0], "Notes");
	assert_int_equal(book_sheet(&w, STR("Đoàn ra")), 1);
	assert_int_equal(book_sheet(&w, STR("notes")), 0);
	assert_int_equal(book_sheet(&w, STR("none")), SIZE_MAX);
	assert_int_equal(book_read(&w, a, 1, &s, &why), ERR_OK);
	assert_int_equal(s.columns, 5);
	assert_int_equal(s.rows, 3);
	check_str(s.head[0], "partner");
	check_str(s.head[4], "done");
	for (size_t r = 0; r < 3; r++) {
		assert_int_equal(s.line[r], lines[r]);
		for (size_t c = 0; c < 5; c++)
			check_str(sheet_cell(&s, r, c), want[r][c]);
	}
	assert_int_equal(book_read(&w, a, 0, &s, &why), ERR_INPUT);
	assert_non_null(strstr(why.text, "the sheet is empty"));
	book_close(&w);
	arena_free(a);
}

static void
both_formats(void **state)
{
	(void)state;
	check_table(xlsx, countof(xlsx));
	check_table(ods, countof(ods));
}

static void
a_text_is_a_workbook_too(void **state)
{
	struct arena *a = arena_new(MIB);
	struct book w;
	struct sheet s;
	struct why why = { 0 };

	(void)state;
	assert_int_equal(book_open(a, STR("a;b\n1;2\n"), &w, &why), ERR_OK);
	assert_int_equal(w.sheets, 1);
	assert_int_equal(book_read(&w, a, 0, &s, &why), ERR_OK);
	check_str(sheet_cell(&s, 0, 1), "2");
	book_close(&w);
	arena_free(a);
}

/* The same workbook with one part put otherwise. */
static void
check_refused(const char *part, const char *bytes, enum err want,
    const char *says)
{
	struct packed_part made[countof(xlsx)];
	struct arena *a = arena_new(8 * MIB);
	struct book w;
	struct sheet s;
	struct why why;
	enum err e;

	memcpy(made, xlsx, sizeof(made));
	for (size_t i = 0; i < countof(made); i++)
		if (str_is(made[i].name, part))
			made[i].bytes = str_of(bytes);
	e = open_parts(a, made, countof(made), &w, &why);
	if (e == ERR_OK)
		e = book_read(&w, a, 1, &s, &why);
	book_close(&w);
	arena_free(a);
	if (e != want || strstr(why.text, says) == NULL)
		fail_msg("%s: %s, \"%s\"", part, err_name(e), why.text);
}

static void
faults(void **state)
{
	const char *sheet = "xl/worksheets/sheet2.xml";

	(void)state;
	check_refused(sheet, "<worksheet><sheetData>", ERR_INPUT,
	    "not well formed");
	check_refused(sheet, "<w><row><c t='s'><v>7</v></c></row></w>",
	    ERR_INPUT, "a text that the workbook does not have");
	check_refused(sheet, "<w><row><c t='n'><v>1</v></c><c><v>1</v></c>"
	    "</row></w>", ERR_INPUT, "names two columns \"1\"");
	check_refused(sheet, "<w><row><c><v>1</v></c><c><v>2</v></c></row>"
	    "<row><c r='D2'><v>3</v></c></row></w>", ERR_INPUT,
	    "row 2 has something in column 4");
	check_refused(sheet, "<w><row r='2'><c><v>1</v></c></row><row r='1'>"
	    "<c><v>1</v></c></row></w>", ERR_INPUT, "not in order");
	check_refused(sheet, "<w><row><c r='ZZZ1'><v>1</v></c></row></w>",
	    ERR_LIMIT, "right of column 1000");
	check_refused(sheet, "<!DOCTYPE a [<!ENTITY b 'b'>]><w>&b;</w>",
	    ERR_INPUT, "document type");
	check_refused("xl/_rels/workbook.xml.rels", "<R/>", ERR_INPUT,
	    "does not have its sheet");
	check_refused("xl/workbook.xml", "<w/>", ERR_INPUT, "has no sheet");
}

static void
no_workbooks(void **state)
{
	static const struct packed_part other = { STR_INIT("word/document.xml"),
		STR_INIT("<a/>") };
	struct arena *a = arena_new(MIB);
	struct book w;
	struct why why = { 0 };

	(void)state;
	assert_int_equal(open_parts(a, &other, 1, &w, &why), ERR_INPUT);
	assert_non_null(strstr(why.text, "no workbook"));
	book_close(&w);
	why = (struct why){ 0 };
	assert_int_equal(book_open(a, STR("\xd0\xcf\x11\xe0\xa1"), &w,
	    &why), ERR_INPUT);
	assert_non_null(strstr(why.text, "save it as .xlsx"));
	book_close(&w);
	arena_free(a);
}

/* A short part that says "a million times". */
static void
repeats_are_bounded(void **state)
{
	static const struct packed_part part = { STR_INIT("content.xml"),
		STR_INIT("<d><table><table-row number-rows-repeated='1000000'>"
		    "<table-cell number-columns-repeated='900'><p>x</p>"
		    "</table-cell></table-row></table></d>") };
	struct arena *a = arena_new(16 * MIB);
	struct book w;
	struct sheet s;
	struct why why;

	(void)state;
	assert_int_equal(open_parts(a, &part, 1, &w, &why), ERR_OK);
	assert_int_equal(book_read(&w, a, 0, &s, &why), ERR_LIMIT);
	assert_non_null(strstr(why.text, "too large"));
	book_close(&w);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_formats),
		cmocka_unit_test(a_text_is_a_workbook_too),
		cmocka_unit_test(faults),
		cmocka_unit_test(no_workbooks),
		cmocka_unit_test(repeats_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
