#include "base/book_part.h"

#include <string.h>

#include "base/packed.h"
#include "base/str.h"
#include "base/xml.h"

#include "base/banned.h"

/* OpenDocument 1.3 part 3, section 9 (tables) and 19.3 (values). */

enum { REPEATED_MAX = 1 << 20 };

struct ods {
	const struct book *w;
	struct book_grid *g;
	struct xml *in;
	size_t wanted;  /* the sheet that is read, from 0 */
	size_t tables;  /* that have begun */
	int deep;       /* tables that are open: one in a cell is not read */
	int note;       /* depth of an annotation that is open, or -1 */
	size_t row, column;
	size_t rows;    /* how many times this row stands */
	size_t repeats; /* how many times this cell stands in its row */
	size_t first;   /* the first cell of this row in the grid */
	bool in_cell, paragraph;
	char type; /* f number, d date, b yes or no, s text */
	struct str value; /* of this cell, as stored */
	struct buf text;
};

static size_t
times(struct xml *in, const char *name)
{
	int64_t n;

	if (!str_int(xml_attribute(in, name), &n) || n < 1)
		return 1;
	return n < REPEATED_MAX ? (size_t)n : REPEATED_MAX;
}

static void
cell_open(struct ods *o)
{
	static const struct {
		const char *type, *holds;
		char letter;
	} types[] = {
		{ "float", "value", 'f' }, { "percentage", "value", 'f' },
		{ "currency", "value", 'f' }, { "date", "date-value", 'd' },
		{ "boolean", "boolean-value", 'b' }
	};

	o->type = 's';
	o->value = STR("");
	for (size_t i = 0; i < countof(types); i++) {
		if (!str_is(xml_attribute(o->in, "value-type"), types[i].type))
			continue;
		o->type = types[i].letter;
		o->value = arena_str(o->g->a, str_head(xml_attribute(o->in,
		    types[i].holds), 64));
	}
	o->repeats = times(o->in, "number-columns-repeated");
	o->in_cell = true;
	buf_clear(&o->text);
}

/* "2026-03-04T14:30:00" as "2026-03-04 14:30". */
static struct str
date_of(struct arena *a, struct str s)
{
	struct str day, clock;

	if (!str_cut(s, 'T', &day, &clock) || str_starts(clock, STR("00:00")))
		return day;
	return arena_printf(a, "%.*s %.*s", STRF(day), STRF(str_to(clock,
	    clock.n < 5 ? clock.n : 5)));
}

static struct str
value_of(struct ods *o)
{
	if (o->type == 'd' && o->value.n > 0)
		return date_of(o->g->a, o->value);
	if (o->type == 'b')
		return str_is(o->value, "true") ? STR("yes") : STR("no");
	if (o->value.n > 0)
		return book_number(o->g->a, o->value);
	return str_trim(buf_view(&o->text));
}

static enum err
cell_close(struct ods *o, struct why *why)
{
	struct str text = value_of(o);
	enum err e = ERR_OK;

	if (o->text.err != ERR_OK)
		e = why_set(why, ERR_LIMIT, "row %zu has a cell that is too "
		    "long", o->row);
	for (size_t i = 0; e == ERR_OK && text.n > 0 && i < o->repeats; i++)
		e = book_put(o->g, o->row, o->column + i, text, why);
	o->column += o->repeats;
	o->in_cell = false;
	buf_clear(&o->text);
	return e;
}

/* A row that stands several times has its cells in each. */
static enum err
row_close(struct ods *o, struct why *why)
{
	size_t last = o->g->cells;
	enum err e = ERR_OK;

	if (last > o->first)
		for (size_t t = 1; e == ERR_OK && t < o->rows; t++)
			for (size_t i = o->first; e == ERR_OK && i < last; i++)
				e = book_put(o->g, o->row + t,
				    o->g->cell[i].column, o->g->cell[i].text,
				    why);
	o->row += o->rows;
	return e;
}

static enum err
ods_open(struct ods *o, struct why *why)
{
	struct str name = xml_name(o->in);

	if (str_is(name, "table")) {
		o->tables += o->deep == 0;
		o->deep++;
		if (o->deep == 1)
			o->row = 1;
		return ERR_OK;
	}
	if (o->deep != 1 || o->tables != o->wanted + 1)
		return ERR_OK;
	if (str_is(name, "annotation") && o->note < 0)
		o->note = xml_depth(o->in);
	if (str_is(name, "table-row")) {
		o->rows = times(o->in, "number-rows-repeated");
		o->column = 0;
		o->first = o->g->cells;
	} else if (str_is(name, "table-cell")) {
		size_t over = times(o->in, "number-rows-spanned");

		cell_open(o);
		return over > 1 ? book_merge(o->g, o->row,
		    o->row + over - 1, o->column, why) : ERR_OK;
	} else if (str_is(name, "covered-table-cell")) {
		o->column += times(o->in, "number-columns-repeated");
	} else if (str_is(name, "p") && o->note < 0) {
		if (o->text.n > 0)
			buf_char(&o->text, '\n');
		o->paragraph = true;
	} else if (str_is(name, "s") || str_is(name, "tab") ||
	    str_is(name, "line-break")) {
		buf_char(&o->text, ' ');
	}
	return book_room(o->g->a, 1, 1, why);
}

static enum err
ods_close(struct ods *o, struct why *why)
{
	struct str name = xml_name(o->in);
	bool ours = o->deep == 1 && o->tables == o->wanted + 1;

	if (str_is(name, "table"))
		o->deep--;
	else if (o->note >= 0 && xml_depth(o->in) == o->note)
		o->note = -1;
	else if (ours && str_is(name, "p"))
		o->paragraph = false;
	else if (ours && str_is(name, "table-cell") && o->in_cell)
		return cell_close(o, why);
	else if (ours && str_is(name, "table-row"))
		return row_close(o, why);
	return ERR_OK;
}

enum err
book_ods_read(const struct book *w, struct book_grid *g,
    size_t sheet, struct why *why)
{
	struct ods o = { .w = w, .g = g, .wanted = sheet, .note = -1,
		.text = { .max = MIB } };
	struct str bytes;
	enum xml_step step;
	enum err e = packed_member(w->packed, g->a, STR("content.xml"),
	    BOOK_PART_MAX, &bytes, why), end;

	if (e == ERR_OK)
		e = xml_open(g->a, bytes, &o.in, why);
	if (e != ERR_OK)
		return e;
	while (e == ERR_OK && o.tables <= sheet + 1 &&
	    (step = xml_next(o.in)) != XML_DONE) {
		if (step == XML_OPEN)
			e = ods_open(&o, why);
		else if (step == XML_CLOSE)
			e = ods_close(&o, why);
		else if (o.in_cell && o.paragraph && o.note < 0)
			buf_str(&o.text, xml_text(o.in));
	}
	buf_free(&o.text);
	end = xml_close(o.in, why);
	return e != ERR_OK ? e : end;
}

enum err
book_ods_open(struct arena *a, struct book *w, struct why *why)
{
	struct str bytes;
	struct xml *x = NULL;
	enum xml_step step;
	int deep = 0;
	enum err e;

	w->name = arena_array(a, BOOK_SHEETS_MAX, sizeof(*w->name));
	w->part = arena_array(a, BOOK_SHEETS_MAX, sizeof(*w->part));
	e = packed_member(w->packed, a, STR("content.xml"), BOOK_PART_MAX,
	    &bytes, why);
	if (e == ERR_OK)
		e = xml_open(a, bytes, &x, why);
	while (e == ERR_OK && (step = xml_next(x)) != XML_DONE) {
		if (step == XML_TEXT || !str_is(xml_name(x), "table"))
			continue;
		deep += step == XML_OPEN ? 1 : -1;
		if (step != XML_OPEN || deep != 1 ||
		    w->sheets == BOOK_SHEETS_MAX)
			continue;
		w->name[w->sheets++] = arena_str(a, xml_attribute(x, "name"));
	}
	if (e == ERR_OK)
		e = xml_close(x, why);
	return e == ERR_OK && w->sheets == 0 ? why_set(why, ERR_INPUT,
	    "the workbook has no sheet") : e;
}
