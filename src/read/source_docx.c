#include "read/source_part.h"

#include "base/packed.h"
#include "base/str.h"
#include "base/xml.h"

#include "base/banned.h"

enum {
	LEVELS = 9,
	PART_BYTES_MAX = 64 * 1024 * 1024,
	COUNT_MAX = 9999
};

struct level {
	struct str format; /* decimal, lowerLetter, bullet, ... */
	struct str text;   /* "%1.%2" */
	int start;
	int count;
};

/* A list as numbering.xml defines it, by its abstract number. */
struct list {
	struct str id;
	struct level level[LEVELS];
	struct list *next;
};

/* A number that paragraphs and styles give, and the list it stands for. */
struct number {
	struct str id;
	struct list *list;
	struct number *next;
};

struct style {
	struct str id;
	struct str number;
	int level;
	struct style *next;
};

struct docx {
	struct arena *a;
	struct packed *zip;
	struct buf *b;
	struct list *lists;
	struct number *numbers;
	struct style *styles;
	struct str number; /* of the paragraph at hand; empty: none */
	int level;
	bool empty;        /* nothing of the paragraph is written yet */
	bool text;         /* inside a run's text */
	int rows;          /* how many table rows are open */
	struct why *why;
};

/* The member ${name} opened; NULL when there is none or it is damaged. */
static enum err
open_part(struct docx *d, const char *name, struct xml **x)
{
	struct str bytes;
	enum err e;

	*x = NULL;
	e = packed_member(d->zip, d->a, str_of(name), PART_BYTES_MAX, &bytes,
	    d->why);
	return e == ERR_OK ? xml_open(d->a, bytes, x, d->why) : e;
}

static enum err
close_part(struct docx *d, struct xml *x, enum err e)
{
	enum err closed = xml_close(x, e == ERR_OK ? d->why : NULL);

	return e == ERR_OK ? closed : e;
}

static struct str
attribute(struct docx *d, struct xml *x, const char *name)
{
	return arena_str(d->a, xml_attribute(x, name));
}

static int
small_number(struct xml *x, const char *name, int most)
{
	int64_t v;

	return str_int(xml_attribute(x, name), &v) && v >= 0 && v <= most
	    ? (int)v : 0;
}

static struct list *
list_of(struct docx *d, struct str id)
{
	for (struct list *l = d->lists; l != NULL; l = l->next)
		if (str_eq(l->id, id))
			return l;
	return NULL;
}

/* numbering.xml: what the lists look like. */
static enum err
read_numbering(struct docx *d)
{
	struct list *list = NULL;
	struct number *number = NULL;
	struct xml *x;
	enum xml_step step;
	int level = 0;
	enum err e = open_part(d, "word/numbering.xml", &x);

	while (e == ERR_OK && (step = xml_next(x)) != XML_DONE) {
		struct str name = xml_name(x);

		if (step != XML_OPEN)
			continue;
		if (str_is(name, "abstractNum")) {
			list = arena_alloc(d->a, sizeof(*list));
			list->id = attribute(d, x, "abstractNumId");
			list->next = d->lists;
			d->lists = list;
		} else if (str_is(name, "lvl")) {
			level = small_number(x, "ilvl", LEVELS - 1);
		} else if (str_is(name, "numFmt") && list != NULL) {
			list->level[level].format = attribute(d, x, "val");
		} else if (str_is(name, "lvlText") && list != NULL) {
			list->level[level].text = attribute(d, x, "val");
		} else if (str_is(name, "start") && list != NULL) {
			list->level[level].start = small_number(x, "val",
			    COUNT_MAX);
		} else if (str_is(name, "num")) {
			list = NULL;
			number = arena_alloc(d->a, sizeof(*number));
			number->id = attribute(d, x, "numId");
			number->next = d->numbers;
			d->numbers = number;
		} else if (str_is(name, "abstractNumId") && number != NULL) {
			number->list = list_of(d, attribute(d, x, "val"));
		}
	}
	return close_part(d, x, e == ERR_MISSING ? ERR_OK : e);
}

/* styles.xml: which styles number their paragraphs. */
static enum err
read_styles(struct docx *d)
{
	struct style *style = NULL;
	struct xml *x;
	enum xml_step step;
	enum err e = open_part(d, "word/styles.xml", &x);

	while (e == ERR_OK && (step = xml_next(x)) != XML_DONE) {
		if (step != XML_OPEN)
			continue;
		if (str_is(xml_name(x), "style")) {
			style = arena_alloc(d->a, sizeof(*style));
			style->id = attribute(d, x, "styleId");
			style->next = d->styles;
			d->styles = style;
		} else if (str_is(xml_name(x), "numId") && style != NULL) {
			style->number = attribute(d, x, "val");
		} else if (str_is(xml_name(x), "ilvl") && style != NULL) {
			style->level = small_number(x, "val", LEVELS - 1);
		}
	}
	return close_part(d, x, e == ERR_MISSING ? ERR_OK : e);
}

static void
put_letters(struct buf *b, int v, char first)
{
	/* z is followed by aa, then bb. */
	for (int i = 0; i <= (v - 1) / 26 && i < 8; i++)
		buf_char(b, (char)(first + (v - 1) % 26));
}

static void
put_roman(struct buf *b, int v, bool capital)
{
	static const struct {
		int value;
		const char *small, *capital;
	} parts[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" },
		{ 400, "cd", "CD" }, { 100, "c", "C" }, { 90, "xc", "XC" },
		{ 50, "l", "L" }, { 40, "xl", "XL" }, { 10, "x", "X" },
		{ 9, "ix", "IX" }, { 5, "v", "V" }, { 4, "iv", "IV" },
		{ 1, "i", "I" }
	};

	for (size_t i = 0; i < countof(parts); i++)
		for (; v >= parts[i].value; v -= parts[i].value)
			buf_text(b, capital ? parts[i].capital
			    : parts[i].small);
}

static void
put_count(struct buf *b, const struct level *l)
{
	int v = l->count > 0 ? l->count : 1;

	if (str_is(l->format, "lowerLetter"))
		put_letters(b, v, 'a');
	else if (str_is(l->format, "upperLetter"))
		put_letters(b, v, 'A');
	else if (str_is(l->format, "lowerRoman"))
		put_roman(b, v, false);
	else if (str_is(l->format, "upperRoman"))
		put_roman(b, v, true);
	else
		buf_printf(b, "%d", v);
}

/* "2.", "(a)", "-": the number of the paragraph that begins. */
static void
put_number(struct docx *d)
{
	struct number *n = d->numbers;
	struct level *l;

	while (n != NULL && !str_eq(n->id, d->number))
		n = n->next;
	if (n == NULL || n->list == NULL || d->number.n == 0)
		return;
	l = &n->list->level[d->level];
	l->count = l->count == 0 ? (l->start > 0 ? l->start : 1)
	    : l->count < COUNT_MAX ? l->count + 1 : l->count;
	for (int i = d->level + 1; i < LEVELS; i++)
		n->list->level[i].count = 0;
	if (str_is(l->format, "bullet")) {
		buf_text(d->b, "- ");
		return;
	}
	if (l->text.n == 0 || str_is(l->format, "none"))
		return;
	for (size_t i = 0; i < l->text.n; i++) {
		char c = l->text.p[i];

		if (c == '%' && i + 1 < l->text.n && l->text.p[i + 1] >= '1' &&
		    l->text.p[i + 1] <= '9')
			put_count(d->b,
			    &n->list->level[l->text.p[++i] - '1']);
		else
			buf_char(d->b, c);
	}
	buf_char(d->b, ' ');
}

static void
put_text(struct docx *d, struct str s)
{
	if (s.n == 0)
		return;
	if (d->empty)
		put_number(d);
	d->empty = false;
	for (size_t i = 0; i < s.n; i++)
		buf_char(d->b, s.p[i] == '\n' || s.p[i] == '\r' ||
		    s.p[i] == '\t' ? ' ' : s.p[i]);
}

static void
end_blanks(struct buf *b)
{
	while (b->n > 0 && b->p[b->n - 1] == ' ')
		b->n--;
}

static void
end_paragraph(struct docx *d)
{
	end_blanks(d->b);
	if (d->rows > 0)
		buf_char(d->b, ' ');
	else if (d->b->n > 0 && d->b->p[d->b->n - 1] != '\n')
		buf_text(d->b, "\n\n");
}

static void
end_cell(struct docx *d)
{
	end_blanks(d->b);
	if (d->b->n > 0 && d->b->p[d->b->n - 1] != '\n')
		buf_text(d->b, " | ");
}

static void
end_row(struct docx *d)
{
	struct buf *b = d->b;

	while (b->n > 0 && (b->p[b->n - 1] == ' ' || b->p[b->n - 1] == '|'))
		b->n--;
	d->rows--;
	end_paragraph(d);
}

/* What is no part of the text as it stands: deleted, moved away, doubled. */
static bool
is_gone(struct str name)
{
	return str_is(name, "del") || str_is(name, "moveFrom") ||
	    str_is(name, "Fallback") || str_is(name, "instrText") ||
	    str_is(name, "rPr") || str_is(name, "sectPr");
}

static void
style_number(struct docx *d, struct str id)
{
	for (const struct style *s = d->styles; s != NULL; s = s->next)
		if (str_eq(s->id, id)) {
			d->number = s->number;
			d->level = s->level;
		}
}

static void
open_element(struct docx *d, struct xml *x, struct str name)
{
	if (str_is(name, "p")) {
		d->number = STR("");
		d->level = 0;
		d->empty = true;
	} else if (str_is(name, "pStyle")) {
		style_number(d, attribute(d, x, "val"));
	} else if (str_is(name, "numId")) {
		d->number = attribute(d, x, "val");
	} else if (str_is(name, "ilvl")) {
		d->level = small_number(x, "val", LEVELS - 1);
	} else if (str_is(name, "t")) {
		d->text = true;
	} else if (str_is(name, "tab") || str_is(name, "br") ||
	    str_is(name, "cr")) {
		if (!d->empty)
			buf_char(d->b, ' ');
	} else if (str_is(name, "noBreakHyphen")) {
		put_text(d, STR("-"));
	} else if (str_is(name, "tr")) {
		d->rows++;
	}
}

static void
close_element(struct docx *d, struct str name)
{
	if (str_is(name, "t"))
		d->text = false;
	else if (str_is(name, "p"))
		end_paragraph(d);
	else if (str_is(name, "tc"))
		end_cell(d);
	else if (str_is(name, "tr") && d->rows > 0)
		end_row(d);
}

/* The paragraphs of one part of the document. */
static enum err
read_body(struct docx *d, const char *part)
{
	struct xml *x;
	enum xml_step step;
	int gone = -1;
	enum err e = open_part(d, part, &x);

	while (e == ERR_OK && (step = xml_next(x)) != XML_DONE) {
		if (gone >= 0) {
			if (step == XML_CLOSE && xml_depth(x) == gone)
				gone = -1;
			continue;
		}
		if (step == XML_OPEN && is_gone(xml_name(x)))
			gone = xml_depth(x);
		else if (step == XML_OPEN)
			open_element(d, x, xml_name(x));
		else if (step == XML_CLOSE)
			close_element(d, xml_name(x));
		else if (d->text)
			put_text(d, xml_text(x));
		if (d->b->err != ERR_OK)
			e = d->b->err;
	}
	return close_part(d, x, e);
}

enum err
source_docx(struct arena *a, struct str bytes, struct buf *b,
    struct why *why)
{
	struct docx d = { .a = a, .b = b, .why = why };
	enum err e = packed_open(a, bytes, &d.zip, why);

	if (e != ERR_OK)
		return e;
	e = read_numbering(&d);
	if (e == ERR_OK)
		e = read_styles(&d);
	if (e == ERR_OK)
		e = read_body(&d, "word/document.xml");
	if (e == ERR_MISSING)
		e = why_set(why, ERR_INPUT, "this ZIP archive is no Word "
		    "document; save it as .docx");
	if (e == ERR_OK) {
		e = read_body(&d, "word/footnotes.xml");
		if (e == ERR_MISSING)
			e = ERR_OK;
	}
	packed_close(d.zip);
	return e;
}
