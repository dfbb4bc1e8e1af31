#include "base/sheet.h"

#include <csv.h>
#include <string.h>

#include "base/map.h"
#include "base/size.h"
#include "base/str.h"

#include "base/banned.h"

/*
 * The text is parsed twice: first to count, then into arrays of that size, so
 * that a hostile file meets the arena's cap as an error and not as a fault.
 */
struct pass {
	struct sheet *sheet; /* NULL while counting */
	char *bytes;         /* where the next cell's bytes go */
	size_t line;         /* that is being fed */
	size_t began;        /* the line where the open row began; 0 for none */
	size_t column;
	size_t rows; /* the header included */
	size_t widest;
	size_t widest_line;
	size_t columns; /* of the header */
	unsigned char parts;
};

static void
pass_field(void *text, size_t n, void *self)
{
	struct pass *p = self;
	struct sheet *s = p->sheet;
	size_t at = p->column++;

	if (s == NULL)
		return;
	if (n > 0)
		memcpy(p->bytes, text, n);
	if (p->rows == 0)
		s->head[at] = (struct str){ p->bytes, n };
	else
		s->cell[(p->rows - 1) * s->columns + at] =
		    (struct str){ p->bytes, n };
	p->bytes += n;
}

static void
pass_row(int end, void *self)
{
	struct pass *p = self;

	(void)end;
	if (p->began == 0)
		p->began = p->line; /* odd blanks, or behind a lone CR */
	if (p->rows == 0)
		p->columns = p->column;
	if (p->column > p->widest) {
		p->widest = p->column;
		p->widest_line = p->began;
	}
	if (p->sheet != NULL && p->rows > 0)
		p->sheet->line[p->rows - 1] = p->began;
	p->rows++;
	p->column = 0;
	p->began = 0;
}

/* libcsv knows no lines: it is fed one at a time, so that we do. */
static enum err
pass_run(struct pass *p, struct str text, struct why *why)
{
	struct csv_parser csv;
	bool fine = true;

	if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die("csv_init");
	csv_set_delim(&csv, p->parts);
	while (fine && text.n > 0) {
		struct str line, rest;

		(void)str_cut(text, '\n', &line, &rest);
		line = str_to(text, text.n - rest.n);
		text = rest;
		p->line++;
		if (p->began == 0 && str_trim(line).n > 0)
			p->began = p->line;
		fine = csv_parse(&csv, line.p, line.n, pass_field, pass_row,
		    p) == line.n;
	}
	fine = fine && csv_fini(&csv, pass_field, pass_row, p) == 0;
	csv_free(&csv);
	if (fine)
		return ERR_OK;
	return why_set(why, ERR_INPUT, "line %zu: a quotation mark is missing "
	    "or stands in the middle of a cell", p->began);
}

/* What parts the cells: the commonest in the first line that has any. */
static unsigned char
sheet_parts(struct str text)
{
	static const char parts[] = { ',', ';', '\t' };
	size_t count[countof(parts)] = { 0 }, best = 0;
	bool quoted = false, any = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '"')
			quoted = !quoted;
		if (c == '\n' && !quoted && any)
			break;
		for (size_t k = 0; k < countof(parts) && !quoted; k++)
			count[k] += c == parts[k];
		any = any || (c != '\n' && c != '\r' && c != ' ');
	}
	for (size_t k = 1; k < countof(parts); k++)
		if (count[k] > count[best])
			best = k;
	return (unsigned char)parts[best];
}

static enum err
sheet_utf8(struct str text, struct why *why)
{
	struct str line;

	for (size_t n = 1; str_line(&text, &line); n++)
		if (!str_valid(line))
			return why_set(why, ERR_INPUT,
			    "line %zu is not UTF-8 text; save the file as "
			    "\"CSV UTF-8\"", n);
	return ERR_OK;
}

static enum err
sheet_names(struct arena *a, const struct sheet *s, struct why *why)
{
	struct map *seen = map_new(a);

	for (size_t i = 0; i < s->columns; i++) {
		struct str name = s->head[i];

		if (name.n > 0 && map_put(seen, name, &s->head[i]) != NULL)
			return why_set(why, ERR_INPUT,
			    "two columns are named \"%.*s\"", STRF(name));
	}
	return ERR_OK;
}

static bool
sheet_room(struct arena *a, struct sheet *s, size_t bytes)
{
	const size_t slack = 64 * KIB; /* alignment, the map of the names */
	size_t n = size_mul(s->columns, 16 * sizeof(struct str));

	n = size_add(n, size_mul(size_mul(s->rows, s->columns),
	    sizeof(*s->cell)));
	n = size_add(n, size_mul(s->rows, sizeof(*s->line)));
	return size_add(size_add(n, bytes), slack) <= arena_left(a);
}

enum err
sheet_read(struct arena *a, struct str text, struct sheet *out,
    struct why *why)
{
	struct pass count = { 0 }, fill = { .sheet = out };
	enum err e;

	*out = (struct sheet){ 0 };
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	count.parts = fill.parts = sheet_parts(text);
	e = sheet_utf8(text, why);
	if (e == ERR_OK)
		e = pass_run(&count, text, why);
	if (e != ERR_OK)
		return e;
	if (count.rows == 0)
		return why_set(why, ERR_INPUT, "the table is empty: its first "
		    "row must name the columns");
	if (count.widest > count.columns)
		return why_set(why, ERR_INPUT, "line %zu has %zu cells, but "
		    "the first row names %zu columns", count.widest_line,
		    count.widest, count.columns);
	out->columns = count.columns;
	out->rows = count.rows - 1;
	if (!sheet_room(a, out, text.n))
		return why_set(why, ERR_LIMIT, "a table of %zu rows and %zu "
		    "columns is too large; split it", out->rows, out->columns);
	out->head = arena_array(a, out->columns, sizeof(*out->head));
	out->cell = arena_array(a, size_mul(out->rows, out->columns),
	    sizeof(*out->cell));
	out->line = arena_array(a, out->rows, sizeof(*out->line));
	fill.bytes = arena_alloc(a, text.n);
	e = pass_run(&fill, text, why);
	return e == ERR_OK ? sheet_names(a, out, why) : e;
}

size_t
sheet_column(const struct sheet *s, struct str name)
{
	for (size_t i = 0; i < s->columns; i++)
		if (str_eq(s->head[i], name))
			return i;
	return SIZE_MAX;
}

struct str
sheet_cell(const struct sheet *s, size_t row, size_t column)
{
	ALWAYS(row < s->rows);
	if (column == SIZE_MAX)
		return STR("");
	ALWAYS(column < s->columns);
	return s->cell[row * s->columns + column];
}
