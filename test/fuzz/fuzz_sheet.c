/*
 * What sheet_read takes, written by buf_csv, is read as the same table; but
 * for the apostrophe that buf_csv puts before formulas, and blanks at the ends
 * of cells without quotation marks, which are dropped on the first reading.
 */
#include "base/buf.h"
#include "base/sheet.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put_cell(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

static void
put_row(struct buf *b, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_char(b, ',');
		put_cell(b, cells[i]);
	}
	buf_char(b, '\n');
}

static void
check_same(const struct sheet *s, const struct sheet *t)
{
	ALWAYS(s->columns == t->columns && s->rows == t->rows);
	for (size_t i = 0; i < s->columns; i++)
		ALWAYS(str_eq(s->head[i], t->head[i]));
	for (size_t i = 0; i < s->rows * s->columns; i++)
		ALWAYS(str_eq(s->cell[i], t->cell[i]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * MIB };
	struct arena *a = arena_new(16 * MIB);
	struct str text = { (const char *)data, size };
	struct sheet s, t;
	struct why why = { 0 };
	enum err e = sheet_read(a, text, &s, &why);

	ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
	if (e == ERR_OK) {
		put_row(&b, s.head, s.columns);
		for (size_t r = 0; r < s.rows; r++) {
			ALWAYS(s.line[r] >= (r == 0 ? 1 : s.line[r - 1]));
			put_row(&b, s.cell + r * s.columns, s.columns);
		}
		ALWAYS(b.err == ERR_OK);
		e = sheet_read(a, buf_view(&b), &t, NULL);
		ALWAYS(e == ERR_OK || e == ERR_LIMIT);
		if (e == ERR_OK)
			check_same(&s, &t);
	}
	arena_free(a);
	return 0;
}
