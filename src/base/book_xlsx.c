#include "base/book_part.h"

#include <string.h>

#include "base/date.h"
#include "base/packed.h"
#include "base/str.h"
#include "base/xml.h"

#include "base/banned.h"

/* Office Open XML: ECMA-376 part 1, section 18 (SpreadsheetML). */

enum { STYLES_MAX = 65536, DAYS_MAX = 2958465 /* 9999-12-31 */ };

/* How a number is to be read. */
enum form { FORM_PLAIN, FORM_DATE, FORM_TIME };

struct xlsx {
	const struct book *w;
	struct book_grid *g;
	struct str *shared;
	size_t shares;
	unsigned char *form; /* of each style */
	size_t forms;
	struct buf text;     /* of the cell that is being read */
};

static enum err
part_read(const struct book *w, struct arena *a, struct str name,
    struct str *out, struct why *why)
{
	return packed_member(w->packed, a, name, BOOK_PART_MAX, out, why);
}

/* ---- the workbook ---- */

/* Where a relation leads: below xl/, or from the root. */
static struct str
target_of(struct arena *a, struct str target)
{
	if (str_starts(target, STR("/")))
		return arena_str(a, str_from(target, 1));
	return arena_printf(a, "xl/%.*s", STRF(target));
}

/* Each relation's number becomes the name of its part. */
static enum err
relations_read(struct arena *a, struct book *w, struct why *why)
{
	struct str bytes;
	struct xml *x = NULL;
	enum xml_step step;
	enum err e = part_read(w, a, STR("xl/_rels/workbook.xml.rels"), &bytes,
	    why);

	if (e == ERR_MISSING)
		return why_set(why, ERR_INPUT, "the workbook does not say "
		    "where its sheets are");
	if (e == ERR_OK)
		e = xml_open(a, bytes, &x, why);
	while (e == ERR_OK && (step = xml_next(x)) != XML_DONE) {
		struct str id;

		if (step != XML_OPEN || !str_is(xml_name(x), "Relationship"))
			continue;
		id = arena_str(a, xml_attribute(x, "Id"));
		for (size_t i = 0; i < w->sheets; i++)
			if (str_eq(w->part[i], id))
				w->part[i] = target_of(a,
				    xml_attribute(x, "Target"));
	}
	return e == ERR_OK ? xml_close(x, why) : e;
}

enum err
book_xlsx_open(struct arena *a, struct book *w, struct why *why)
{
	struct str bytes;
	struct xml *x = NULL;
	enum xml_step step;
	enum err e = part_read(w, a, STR("xl/workbook.xml"), &bytes, why);

	if (e == ERR_OK)
		e = xml_open(a, bytes, &x, why);
	w->name = arena_array(a, BOOK_SHEETS_MAX, sizeof(*w->name));
	w->part = arena_array(a, BOOK_SHEETS_MAX, sizeof(*w->part));
	while (e == ERR_OK && (step = xml_next(x)) != XML_DONE) {
		if (step != XML_OPEN)
			continue;
		if (str_is(xml_name(x), "workbookPr"))
			w->from_1904 = str_is(xml_attribute(x, "date1904"),
			    "1") || str_is(xml_attribute(x, "date1904"),
			    "true");
		if (!str_is(xml_name(x), "sheet") ||
		    w->sheets == BOOK_SHEETS_MAX)
			continue;
		w->name[w->sheets] = arena_str(a, xml_attribute(x, "name"));
		w->part[w->sheets++] = arena_str(a, xml_attribute(x, "id"));
	}
	if (e == ERR_OK)
		e = xml_close(x, why);
	if (e == ERR_OK && w->sheets == 0)
		e = why_set(why, ERR_INPUT, "the workbook has no sheet");
	return e == ERR_OK ? relations_read(a, w, why) : e;
}

/* ---- styles: which numbers are dates ---- */

/* Letters of dates in a format code, outside of quotes and brackets. */
static enum form
form_of_code(struct str code)
{
	bool quoted = false, bracket = false, day = false, hour = false;

	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i];

		if (c == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (c == '\\' || c == '_' || c == '*')
			i++;
		else if (c == '[' || c == ']')
			bracket = c == '[';
		else if (bracket)
			continue;
		else if (strchr("ydYD", c) != NULL)
			day = true;
		else if (strchr("hHsS", c) != NULL)
			hour = true;
		else if ((c == 'm' || c == 'M') && !hour && code.n < 8)
			day = true; /* "mmm-yy" has its y; "mm" stands alone */
	}
	return day ? FORM_DATE : hour ? FORM_TIME : FORM_PLAIN;
}

/* The formats that have numbers and no code (18.8.30). */
static enum form
form_of_number(int64_t n)
{
	if ((n >= 14 && n <= 17) || n == 22 || (n >= 27 && n <= 31) ||
	    n == 36 || (n >= 50 && n <= 58))
		return FORM_DATE;
	if ((n >= 18 && n <= 21) || (n >= 32 && n <= 35) ||
	    (n >= 45 && n <= 47))
		return FORM_TIME;
	return FORM_PLAIN;
}

struct code {
	int64_t number;
	enum form form;
};

struct styles {
	struct code *code;
	size_t codes;
	bool cells; /* inside of cellXfs */
};

static void
style_take(struct xlsx *x, struct xml *in, struct styles *s)
{
	struct str name = xml_name(in);
	struct arena *a = x->g->a;
	int64_t n = 0;

	if (str_is(name, "numFmt") && s->codes < STYLES_MAX &&
	    str_int(xml_attribute(in, "numFmtId"), &n)) {
		s->code = arena_grow(a, s->code, s->codes, sizeof(*s->code));
		s->code[s->codes++] = (struct code){ n,
			form_of_code(xml_attribute(in, "formatCode")) };
	}
	if (str_is(name, "cellXfs"))
		s->cells = true;
	if (!str_is(name, "xf") || !s->cells || x->forms >= STYLES_MAX)
		return;
	if (!str_int(xml_attribute(in, "numFmtId"), &n))
		n = 0;
	x->form = arena_grow(a, x->form, x->forms, 1);
	x->form[x->forms] = (unsigned char)form_of_number(n);
	for (size_t i = 0; i < s->codes; i++)
		if (s->code[i].number == n)
			x->form[x->forms] = (unsigned char)s->code[i].form;
	x->forms++;
}

static enum err
styles_read(struct xlsx *x, struct why *why)
{
	struct styles s = { 0 };
	struct arena *a = x->g->a;
	struct str bytes;
	struct xml *in = NULL;
	enum xml_step step;
	enum err e = part_read(x->w, a, STR("xl/styles.xml"), &bytes, why);

	if (e == ERR_MISSING)
		return ERR_OK;
	if (e == ERR_OK)
		e = book_room(a, 4 * STYLES_MAX, sizeof(struct code), why);
	if (e == ERR_OK)
		e = xml_open(a, bytes, &in, why);
	while (e == ERR_OK && (step = xml_next(in)) != XML_DONE) {
		if (step == XML_OPEN)
			style_take(x, in, &s);
		else if (step == XML_CLOSE && str_is(xml_name(in), "cellXfs"))
			s.cells = false;
	}
	return e == ERR_OK ? xml_close(in, why) : e;
}

/* ---- shared strings ---- */

/* What is said aloud of a word (rPh) is not the word. */
static enum err
strings_walk(struct xlsx *x, struct xml *in, struct why *why)
{
	struct arena *a = x->g->a;
	enum xml_step step;
	bool word = false, aloud = false;

	while ((step = xml_next(in)) != XML_DONE) {
		struct str name = step == XML_TEXT ? STR("") : xml_name(in);

		if (step == XML_TEXT && word && !aloud)
			buf_str(&x->text, xml_text(in));
		if (str_is(name, "t"))
			word = step == XML_OPEN;
		if (str_is(name, "rPh"))
			aloud = step == XML_OPEN;
		if (!str_is(name, "si"))
			continue;
		if (step == XML_CLOSE) {
			enum err e = book_room(a, 2 * x->shares + 64,
			    sizeof(*x->shared) + x->text.n /
			    (2 * x->shares + 64) + 1, why);

			if (e != ERR_OK || x->text.err != ERR_OK)
				return e != ERR_OK ? e : why_set(why,
				    ERR_LIMIT, "a text of the workbook is too "
				    "long");
			x->shared = arena_grow(a, x->shared, x->shares,
			    sizeof(*x->shared));
			x->shared[x->shares++] = arena_str(a,
			    buf_view(&x->text));
		}
		buf_clear(&x->text);
	}
	return ERR_OK;
}

static enum err
strings_read(struct xlsx *x, struct why *why)
{
	struct str bytes;
	struct xml *in = NULL;
	enum err e = part_read(x->w, x->g->a, STR("xl/sharedStrings.xml"),
	    &bytes, why), end;

	if (e == ERR_MISSING)
		return ERR_OK;
	if (e == ERR_OK)
		e = xml_open(x->g->a, bytes, &in, why);
	if (e != ERR_OK)
		return e;
	e = strings_walk(x, in, why);
	end = xml_close(in, why);
	return e != ERR_OK ? e : end;
}

/* ---- one sheet ---- */

/* "AB12": its column from 0 and its row from 1; false when it is none. */
static bool
place_of(struct str ref, size_t *column, size_t *row)
{
	size_t i = 0, n = 0;
	int64_t number;

	for (; i < ref.n && i < 4 && ref.p[i] >= 'A' && ref.p[i] <= 'Z'; i++)
		n = n * 26 + (size_t)(ref.p[i] - 'A') + 1;
	if (n == 0 || !str_int(str_from(ref, i), &number) || number < 1 ||
	    number > INT32_MAX)
		return false;
	*column = n - 1;
	*row = (size_t)number;
	return true;
}

static void
clock_put(struct buf *b, double part)
{
	int minutes = (int)(part * 24 * 60 + 0.5);

	minutes = minutes < 24 * 60 ? minutes : 24 * 60 - 1;
	buf_printf(b, "%02d:%02d", minutes / 60, minutes % 60);
}

/*
 * A day is counted from 1900, in which this format has a 29 February that
 * never was, or from 1904.
 */
static struct str
date_of(const struct xlsx *x, struct str number, enum form form)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };
	double v, part;
	int32_t day;

	if (!str_real(str_trim(number), &v) || v < 0 || v > DAYS_MAX)
		return book_number(x->g->a, number);
	day = (int32_t)v;
	part = v - (double)day;
	if (form == FORM_DATE) {
		if (x->w->from_1904)
			day += 1462;
		else if (day < 60)
			day++;
		day += date_ymd(1899, 12, 30);
		date_format(&b, (struct date){ day, day });
		if (part > 1.0 / 2880)
			buf_char(&b, ' ');
	}
	if (form == FORM_TIME || part > 1.0 / 2880)
		clock_put(&b, part);
	return arena_str(x->g->a, buf_view(&b));
}

struct cell {
	size_t row, column;
	char type; /* s, b, n, d as the file has it; t: any other is text */
	int64_t style;
};

static enum err
cell_put(struct xlsx *x, const struct cell *c, struct why *why)
{
	struct str text = str_trim(buf_view(&x->text));
	int64_t n;

	if (x->text.err != ERR_OK)
		return why_set(why, ERR_LIMIT, "row %zu has a cell that is too "
		    "long", c->row);
	if (text.n == 0)
		return ERR_OK;
	if (c->type == 's') {
		if (!str_int(text, &n) || n < 0 || (size_t)n >= x->shares)
			return why_set(why, ERR_INPUT, "row %zu names a text "
			    "that the workbook does not have", c->row);
		text = x->shared[n];
	} else if (c->type == 'b') {
		text = str_is(text, "1") ? STR("yes") : STR("no");
	} else if (c->type == 'n') {
		enum form form = c->style >= 0 && (size_t)c->style < x->forms
		    ? (enum form)x->form[c->style] : FORM_PLAIN;

		text = form == FORM_PLAIN ? book_number(x->g->a, text)
		    : date_of(x, text, form);
	} else if (c->type == 'd' && str_ends(text, STR("T00:00:00"))) {
		text = str_to(text, text.n - 9);
	}
	return book_put(x->g, c->row, c->column, text, why);
}

static void
cell_open(struct xlsx *x, struct xml *in, struct cell *c)
{
	size_t column = c->column + 1, row = c->row;
	struct str type;

	if (place_of(xml_attribute(in, "r"), &column, &row))
		c->row = row;
	c->column = column;
	type = xml_attribute(in, "t");
	c->type = type.n == 0 ? 'n' : type.n == 1 ? type.p[0] : 't';
	if (!str_int(xml_attribute(in, "s"), &c->style))
		c->style = -1;
	buf_clear(&x->text);
}

static enum err
merged_take(struct xlsx *x, struct xml *in, struct why *why)
{
	struct str from, to, ref = xml_attribute(in, "ref");
	size_t column, row, last_column, last;

	if (!str_cut(ref, ':', &from, &to) ||
	    !place_of(from, &column, &row) ||
	    !place_of(to, &last_column, &last))
		return ERR_OK;
	return book_merge(x->g, row, last, column, why);
}

/* Where one is in a sheet. */
struct walk {
	struct cell c;
	bool value; /* inside of what the cell holds */
};

static enum err
walk_open(struct xlsx *x, struct xml *in, struct walk *k, struct why *why)
{
	struct str name = xml_name(in);
	int64_t n;

	if (str_is(name, "row")) {
		k->c.row = str_int(xml_attribute(in, "r"), &n) && n > 0 &&
		    n <= INT32_MAX ? (size_t)n : k->c.row + 1;
		k->c.column = SIZE_MAX;
	} else if (str_is(name, "c")) {
		cell_open(x, in, &k->c);
	} else if (str_is(name, "mergeCell")) {
		return merged_take(x, in, why);
	} else if (str_is(name, "v") || str_is(name, "t")) {
		k->value = true;
	}
	return book_room(x->g->a, 1, 1, why);
}

static enum err
sheet_walk(struct xlsx *x, struct xml *in, struct why *why)
{
	struct walk k = { .c = { .column = SIZE_MAX } };
	enum xml_step step;
	enum err e = ERR_OK;

	while (e == ERR_OK && (step = xml_next(in)) != XML_DONE) {
		if (step == XML_OPEN) {
			e = walk_open(x, in, &k, why);
		} else if (step == XML_TEXT) {
			if (k.value)
				buf_str(&x->text, xml_text(in));
		} else if (str_is(xml_name(in), "c")) {
			e = cell_put(x, &k.c, why);
			buf_clear(&x->text);
		} else {
			k.value = false;
		}
	}
	return e;
}

enum err
book_xlsx_read(const struct book *w, struct book_grid *g,
    size_t sheet, struct why *why)
{
	struct xlsx x = { .w = w, .g = g, .text = { .max = MIB } };
	struct str bytes = { "", 0 };
	struct xml *in = NULL;
	enum err e = styles_read(&x, why), end;

	if (e == ERR_OK)
		e = strings_read(&x, why);
	if (e == ERR_OK)
		e = part_read(w, g->a, w->part[sheet], &bytes, why);
	if (e == ERR_MISSING)
		e = why_set(why, ERR_INPUT, "the workbook does not have its "
		    "sheet \"%.*s\"", STRF(str_head(w->name[sheet], 80)));
	if (e == ERR_OK)
		e = xml_open(g->a, bytes, &in, why);
	if (e == ERR_OK) {
		e = sheet_walk(&x, in, why);
		end = xml_close(in, why);
		e = e != ERR_OK ? e : end;
	}
	buf_free(&x.text);
	return e;
}
