/*
 * Whatever a workbook says: its table has the rows and columns that it tells,
 * in the order of their numbers, or the why says what is wrong. An input is a
 * whole file, or, behind a first byte of 1 or 2, the XML of a sheet of .xlsx
 * or of .ods, so that the search need not know how to pack.
 */
#include "base/packed.h"
#include "base/str.h"
#include "base/book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct packed_part around[] = {
	{ STR_INIT("xl/workbook.xml"),
	    STR_INIT("<w><sheet name='a' id='r'/></w>") },
	{ STR_INIT("xl/_rels/workbook.xml.rels"),
	    STR_INIT("<w><Relationship Id='r' Target='s.xml'/></w>") },
	{ STR_INIT("xl/sharedStrings.xml"),
	    STR_INIT("<s><si><t>shared</t></si></s>") },
	{ STR_INIT("xl/styles.xml"),
	    STR_INIT("<s><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='22'/>"
	    "</cellXfs></s>") },
};

static void
check(const struct sheet *s)
{
	for (size_t r = 0; r < s->rows; r++)
		ALWAYS(s->line[r] > (r == 0 ? 0 : s->line[r - 1]));
	for (size_t i = 0; i < s->rows * s->columns; i++)
		ALWAYS(str_valid(s->cell[i]));
}

static void
try_bytes(struct arena *a, struct str bytes)
{
	struct book w;
	struct sheet s;
	struct why why = { 0 };
	enum err e = book_open(a, bytes, &w, &why);

	for (size_t i = 0; e == ERR_OK && i < w.sheets && i < 5; i++) {
		e = book_read(&w, a, i, &s, &why);
		if (e == ERR_OK && w.format != BOOK_TEXT)
			check(&s);
	}
	ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
	book_close(&w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * MIB };
	struct arena *a = arena_new(32 * MIB);
	struct packed_part part[countof(around) + 1];
	struct str text = { (const char *)data, size };

	for (size_t i = 0; i < countof(around); i++)
		part[i] = around[i];
	if (size > 0 && (data[0] == 1 || data[0] == 2)) {
		part[countof(around)] = (struct packed_part){ data[0] == 1
		    ? STR("xl/s.xml") : STR("content.xml"),
		    str_from(text, 1) };
		ALWAYS(packed_make(&b, data[0] == 1 ? part
		    : &part[countof(around)], data[0] == 1 ? countof(part) : 1,
		    NULL) == ERR_OK);
		text = buf_view(&b);
	}
	try_bytes(a, text);
	arena_free(a);
	return 0;
}
