#include "base/book.h"

#include <string.h>

#include "base/map.h"
#include "base/packed.h"
#include "base/size.h"
#include "base/str.h"
#include "base/book_part.h"

#include "base/banned.h"

enum {
	TITLES_MAX = 10,         /* rows above the names of the columns */
	MERGED_MAX = 20000,      /* areas, and rows of one */
	TEXT_MAX = 1024 * 1024,  /* bytes of a cell */
	SLACK = 256 * 1024
};

enum err
book_room(const struct arena *a, size_t n, size_t size, struct why *why)
{
	if (size_add(size_mul(n, size), SLACK) <= arena_left(a))
		return ERR_OK;
	return why_set(why, ERR_LIMIT,
	    "the table is too large; split it into several");
}

struct str
book_number(struct arena *a, struct str s)
{
	double v;

	if (!str_real(str_trim(s), &v))
		return str_trim(s);
	/* What 17 digits tell of 0.1 is no news to anybody. */
	return arena_printf(a, "%.15g", v);
}

enum err
book_put(struct book_grid *g, size_t row, size_t column,
    struct str text, struct why *why)
{
	enum err e;

	text = str_trim(text);
	if (text.n == 0)
		return ERR_OK;
	if (text.n > TEXT_MAX)
		return why_set(why, ERR_LIMIT, "row %zu has a cell of more "
		    "than a million letters", row);
	if (column >= BOOK_COLUMNS_MAX)
		return why_set(why, ERR_LIMIT, "row %zu has something right of "
		    "column %d; delete it there", row, BOOK_COLUMNS_MAX);
	e = book_room(g->a, 2 * g->cells + 64, sizeof(*g->cell) +
	    text.n / (2 * g->cells + 64) + 1, why);
	if (e != ERR_OK)
		return e;
	g->cell = arena_grow(g->a, g->cell, g->cells, sizeof(*g->cell));
	g->cell[g->cells++] = (struct book_cell){ row, column,
		arena_str(g->a, text) };
	return ERR_OK;
}

enum err
book_merge(struct book_grid *g, size_t row, size_t last,
    size_t column, struct why *why)
{
	enum err e = book_room(g->a, 2 * g->merges + 64,
	    sizeof(*g->merged), why);

	if (e != ERR_OK)
		return e;
	if (last <= row)
		return ERR_OK;
	if (g->merges >= MERGED_MAX || last - row > MERGED_MAX)
		return why_set(why, ERR_LIMIT,
		    "the sheet has too many merged cells");
	g->merged = arena_grow(g->a, g->merged, g->merges,
	    sizeof(*g->merged));
	g->merged[g->merges++] = (struct book_merged){ row, last, column };
	return ERR_OK;
}

/* ---- a table out of cells ---- */

/* One row of the sheet with something in it: cells from ${at} on. */
struct line {
	size_t row, at, cells;
};

/* Files have their rows in order; one that has not is no workbook of ours. */
static enum err
lines_of(struct book_grid *g, struct line **out, size_t *n,
    struct why *why)
{
	struct line *line = NULL;
	size_t lines = 0;

	for (size_t i = 0; i < g->cells; i++) {
		size_t row = g->cell[i].row;
		enum err e;

		if (lines > 0 && line[lines - 1].row == row) {
			line[lines - 1].cells++;
			continue;
		}
		if (lines > 0 && line[lines - 1].row > row)
			return why_set(why, ERR_INPUT, "the rows of the sheet "
			    "are not in order: %zu behind %zu", row,
			    line[lines - 1].row);
		if (lines == BOOK_ROWS_MAX)
			return why_set(why, ERR_LIMIT, "the sheet has more "
			    "than %d rows; split it", BOOK_ROWS_MAX);
		e = book_room(g->a, 2 * lines + 64, sizeof(*line), why);
		if (e != ERR_OK)
			return e;
		line = arena_grow(g->a, line, lines, sizeof(*line));
		line[lines++] = (struct line){ row, i, 1 };
	}
	*out = line;
	*n = lines;
	return ERR_OK;
}

/* The row that names the columns: titles above it are one cell alone. */
static size_t
head_of(const struct line *line, size_t lines)
{
	if (lines == 0 || line[0].cells > 1)
		return 0;
	for (size_t i = 1; i < lines && i <= TITLES_MAX; i++)
		if (line[i].cells > 1)
			return i;
	return 0;
}

static enum err
names_of(struct arena *a, const struct sheet *s, size_t row, struct why *why)
{
	struct map *seen = map_new(a);

	for (size_t i = 0; i < s->columns; i++)
		if (s->head[i].n > 0 && map_put(seen, s->head[i],
		    &s->head[i]) != NULL)
			return why_set(why, ERR_INPUT, "row %zu names two "
			    "columns \"%.*s\"", row,
			    STRF(str_head(s->head[i], 80)));
	return ERR_OK;
}

static enum err
cell_outside(const struct book_cell *c, size_t head, struct why *why)
{
	return why_set(why, ERR_INPUT, "row %zu has something in column %zu, "
	    "which row %zu does not name: \"%.*s\"", c->row, c->column + 1,
	    head, STRF(str_head(c->text, 60)));
}

/* A cell of merged rows stands in each of them that has something else. */
static void
merged_fill(const struct book_grid *g, struct sheet *s)
{
	for (size_t m = 0; m < g->merges; m++) {
		const struct book_merged *x = &g->merged[m];
		size_t low = 0, high = s->rows;
		struct str text = { "", 0 };

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (s->line[middle] < x->row)
				low = middle + 1;
			else
				high = middle;
		}
		if (low == s->rows || s->line[low] != x->row ||
		    x->column >= s->columns)
			continue;
		text = s->cell[low * s->columns + x->column];
		for (size_t i = low + 1; i < s->rows && s->line[i] <= x->last;
		    i++)
			s->cell[i * s->columns + x->column] = text;
	}
}

static enum err
sheet_of(struct book_grid *g, struct sheet *s, struct why *why)
{
	struct line *line = NULL;
	size_t lines = 0, head;
	enum err e = lines_of(g, &line, &lines, why);

	if (e != ERR_OK)
		return e;
	if (lines == 0)
		return why_set(why, ERR_INPUT, "the sheet is empty: its first "
		    "row must name the columns");
	head = head_of(line, lines);
	for (size_t i = 0; i < line[head].cells; i++) {
		size_t at = g->cell[line[head].at + i].column;

		s->columns = at + 1 > s->columns ? at + 1 : s->columns;
	}
	s->rows = lines - head - 1;
	e = book_room(g->a, size_add(size_mul(s->rows + 1, s->columns),
	    s->rows + 16 * s->columns), sizeof(struct str), why);
	if (e != ERR_OK)
		return e;
	s->head = arena_array(g->a, s->columns, sizeof(*s->head));
	s->cell = arena_array(g->a, size_mul(s->rows, s->columns),
	    sizeof(*s->cell));
	s->line = arena_array(g->a, s->rows, sizeof(*s->line));
	for (size_t i = 0; i < line[head].cells; i++) {
		const struct book_cell *c = &g->cell[line[head].at + i];

		s->head[c->column] = c->text;
	}
	for (size_t r = 0; r < s->rows; r++) {
		const struct line *l = &line[head + 1 + r];

		s->line[r] = l->row;
		for (size_t i = 0; i < l->cells; i++) {
			const struct book_cell *c = &g->cell[l->at + i];

			if (c->column >= s->columns)
				return cell_outside(c, line[head].row, why);
			s->cell[r * s->columns + c->column] = c->text;
		}
	}
	merged_fill(g, s);
	return names_of(g->a, s, line[head].row, why);
}

/* ---- the file ---- */

static bool
has(struct book *w, struct str name)
{
	for (size_t i = 0; i < packed_count(w->packed); i++)
		if (str_eq(packed_name(w->packed, i), name))
			return true;
	return false;
}

enum err
book_open(struct arena *a, struct str bytes, struct book *out,
    struct why *why)
{
	enum err e;

	*out = (struct book){ .bytes = bytes };
	if (str_starts(bytes, STR("\xd0\xcf\x11\xe0")))
		return why_set(why, ERR_INPUT, "this is a workbook of the old "
		    "kind (.xls) or one with a password; save it as .xlsx, "
		    ".ods or CSV");
	if (!packed_is(bytes)) {
		out->name = arena_array(a, 1, sizeof(*out->name));
		out->name[0] = STR("");
		out->sheets = 1;
		return ERR_OK;
	}
	e = packed_open(a, bytes, &out->packed, why);
	if (e != ERR_OK)
		return e;
	if (has(out, STR("xl/workbook.xml"))) {
		out->format = BOOK_XLSX;
		return book_xlsx_open(a, out, why);
	}
	if (has(out, STR("content.xml"))) {
		out->format = BOOK_ODS;
		return book_ods_open(a, out, why);
	}
	return why_set(why, ERR_INPUT, "this archive is no workbook (.xlsx, "
	    ".ods)");
}

void
book_close(struct book *w)
{
	packed_close(w->packed);
	w->packed = NULL;
}

size_t
book_sheet(const struct book *w, struct str name)
{
	for (size_t i = 0; i < w->sheets; i++)
		if (str_eq(w->name[i], name))
			return i;
	for (size_t i = 0; i < w->sheets; i++)
		if (str_eq_nocase(w->name[i], name))
			return i;
	return SIZE_MAX;
}

enum err
book_read(const struct book *w, struct arena *a, size_t sheet,
    struct sheet *out, struct why *why)
{
	struct book_grid g = { .a = a };
	enum err e;

	ALWAYS(sheet < w->sheets);
	*out = (struct sheet){ 0 };
	if (w->format == BOOK_TEXT)
		return sheet_read(a, w->bytes, out, why);
	e = w->format == BOOK_XLSX
	    ? book_xlsx_read(w, &g, sheet, why)
	    : book_ods_read(w, &g, sheet, why);
	return e == ERR_OK ? sheet_of(&g, out, why) : e;
}
