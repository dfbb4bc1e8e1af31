#include "advise/report_xlsx.h"

#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/str.h"

#include "base/banned.h"

enum {
	SHEET_NAME_MAX = 31, /* letters, and no more are opened by Excel */
	CELL_MAX = 32767,
	ROWS_MAX = 1048575,
	WIDTH_MAX = 48
};

struct report_xlsx {
	struct arena *a;
	FILE *file;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *day, *text;
	struct str marking;
	lxw_row_t row;
	unsigned sheets;
};

/* The library writes to a path; this one leads to a file without a name. */
static const char *
file_path(struct arena *a, FILE *file)
{
	return arena_printf(a, "/proc/self/fd/%d", fileno(file)).p;
}

static void
book_name(struct report_xlsx *x, const struct report *r)
{
	lxw_doc_properties of = { 0 };

	of.title = arena_cstr(x->a, str_head(r->title, 200));
	of.company = arena_cstr(x->a, STR("Comity"));
	of.comments = arena_cstr(x->a, str_head(r->marking, 200));
	/* Else the file would bear the second in which it was made. */
	of.created = 1;
	(void)workbook_set_properties(x->book, &of);
}

enum err
report_xlsx_open(struct arena *a, const struct report *r,
    struct report_xlsx **out, struct why *why)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct buf marking CLEANUP(buf_free) = { .max = 4 * KIB };
	struct report_xlsx *x = arena_alloc(a, sizeof(*x));

	*out = NULL;
	x->a = a;
	x->file = tmpfile();
	if (x->file == NULL)
		return why_set(why, ERR_IO,
		    "there is no room for temporary files");
	x->book = workbook_new_opt(file_path(a, x->file), &options);
	ALWAYS(x->book != NULL);
	x->head = workbook_add_format(x->book);
	format_set_bold(x->head);
	format_set_bottom(x->head, LXW_BORDER_THIN);
	x->day = workbook_add_format(x->book);
	format_set_num_format(x->day, "yyyy-mm-dd");
	format_set_align(x->day, LXW_ALIGN_LEFT);
	x->text = workbook_add_format(x->book);
	format_set_text_wrap(x->text);
	format_set_align(x->text, LXW_ALIGN_VERTICAL_TOP);
	report_marking(&marking, r->marking, r->demo, r->lang);
	x->marking = arena_str(a, buf_view(&marking));
	book_name(x, r);
	*out = x;
	return ERR_OK;
}

/* No bracket, colon, star, question mark, slash; a name only once. */
static const char *
sheet_name(struct report_xlsx *x, struct str name)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	size_t letters = 0;

	while (name.n > 0 && letters < SHEET_NAME_MAX - 4) {
		uint32_t c = str_utf8(&name);

		if (c < ' ' || (c < 0x80 && strchr("[]:*?/\\'", (int)c) !=
		    NULL))
			continue;
		buf_utf8(&b, c);
		letters++;
	}
	if (letters == 0)
		buf_printf(&b, "%u", x->sheets + 1);
	else if (workbook_get_worksheet_by_name(x->book,
	    arena_cstr(x->a, buf_view(&b))) != NULL)
		buf_printf(&b, " %u", x->sheets + 1);
	return arena_cstr(x->a, buf_view(&b));
}

/* The marking above and below each printed page; "&" begins a command. */
static void
sheet_marking(struct report_xlsx *x)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct str s = str_head(x->marking, 100);

	buf_text(&b, "&C&B");
	for (size_t i = 0; i < s.n; i++) {
		buf_char(&b, s.p[i]);
		if (s.p[i] == '&')
			buf_char(&b, '&');
	}
	if (s.n > 0)
		(void)worksheet_set_header(x->sheet, arena_cstr(x->a,
		    buf_view(&b)));
	buf_text(&b, "&R&P / &N");
	(void)worksheet_set_footer(x->sheet, arena_cstr(x->a, buf_view(&b)));
}

static double
column_width(const struct report_block *b, size_t column)
{
	size_t most = b->column[column].head.n + 2;

	for (size_t r = 0; r < b->rows && r < 200; r++) {
		size_t n = b->cell[r * b->columns + column].text.n;

		most = n > most ? n : most;
	}
	return most < 9 ? 9 : most > WIDTH_MAX ? WIDTH_MAX : (double)most;
}

static bool
is_table(const struct report_block *b)
{
	return b->columns > 0 && (b->type == BLOCK_TABLE ||
	    b->type == BLOCK_CHART || b->type == BLOCK_FACTS);
}

static void
put_text(struct report_xlsx *x, lxw_col_t column, struct str s,
    lxw_format *format)
{
	struct arena_mark mark = arena_mark(x->a);

	/* As text, whatever it begins with. */
	if (s.n > 0)
		(void)worksheet_write_string(x->sheet, x->row, column,
		    arena_cstr(x->a, str_head(s, CELL_MAX)), format);
	arena_rewind(x->a, mark);
}

static void
put_day(struct report_xlsx *x, lxw_col_t column, struct str s)
{
	struct date d;
	lxw_datetime at;
	int year, month, day;

	/* A month is no day; nor does the format know years before 1900. */
	if (!date_parse(s, &d) || d.lo != d.hi) {
		put_text(x, column, s, NULL);
		return;
	}
	date_split(d.lo, &year, &month, &day);
	if (year < 1901) {
		put_text(x, column, s, NULL);
		return;
	}
	at = (lxw_datetime){ .year = year, .month = month, .day = day };
	(void)worksheet_write_datetime(x->sheet, x->row, column, &at, x->day);
}

static void
put_cell(struct report_xlsx *x, lxw_col_t column,
    const struct report_cell *c)
{
	switch (c->type) {
	case CELL_NUMBER:
		if (c->text.n > 0)
			(void)worksheet_write_number(x->sheet, x->row, column,
			    c->number, NULL);
		break;
	case CELL_DATE:
		put_day(x, column, c->text);
		break;
	case CELL_TEXT:
	case CELL_CHIP:
	case CELL_ISO:
		put_text(x, column, c->text, x->text);
		break;
	}
}

void
report_xlsx_rows(struct report_xlsx *x, const struct report_block *b)
{
	ALWAYS(x->sheet != NULL);
	for (size_t r = 0; r < b->rows && x->row < ROWS_MAX; r++, x->row++)
		for (size_t c = 0; c < b->columns; c++)
			put_cell(x, (lxw_col_t)c,
			    &b->cell[r * b->columns + c]);
}

void
report_xlsx_table(struct report_xlsx *x, struct str name,
    const struct report_block *b)
{
	x->sheet = workbook_add_worksheet(x->book, sheet_name(x, name));
	ALWAYS(x->sheet != NULL);
	x->sheets++;
	x->row = 0;
	sheet_marking(x);
	worksheet_set_landscape(x->sheet);
	worksheet_fit_to_pages(x->sheet, 1, 0);
	worksheet_set_paper(x->sheet, 9); /* A4 */
	for (size_t c = 0; c < b->columns; c++) {
		(void)worksheet_set_column(x->sheet, (lxw_col_t)c,
		    (lxw_col_t)c, column_width(b, c), NULL);
		put_text(x, (lxw_col_t)c, b->column[c].head.n > 0
		    ? b->column[c].head : b->column[c].name, x->head);
	}
	(void)worksheet_repeat_rows(x->sheet, 0, 0);
	worksheet_freeze_panes(x->sheet, 1, 0);
	x->row = 1;
	report_xlsx_rows(x, b);
}

static enum err
file_take(struct report_xlsx *x, struct buf *b, struct why *why)
{
	char piece[4096];
	size_t n;
	bool fine;

	rewind(x->file);
	while ((n = fread(piece, 1, sizeof(piece), x->file)) > 0)
		buf_put(b, piece, n);
	fine = ferror(x->file) == 0;
	if (b->err != ERR_OK)
		return why_set(why, b->err, "the workbook is longer than one "
		    "file may be; narrow the list by a filter");
	return fine ? ERR_OK : why_set(why, ERR_IO,
	    "a temporary file cannot be read");
}

enum err
report_xlsx_close(struct report_xlsx *x, struct buf *b, struct why *why)
{
	enum err e = ERR_OK;

	if (x->sheets == 0)
		(void)workbook_add_worksheet(x->book, NULL);
	if (workbook_close(x->book) != LXW_NO_ERROR)
		e = why_set(why, ERR_IO, "a temporary file cannot be written");
	if (e == ERR_OK && b != NULL)
		e = file_take(x, b, why);
	(void)fclose(x->file);
	return e;
}

enum err
report_xlsx_all(struct arena *a, const struct report *r, struct buf *b,
    struct why *why)
{
	struct report_xlsx *x;
	enum err e = report_xlsx_open(a, r, &x, why);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < r->panels; i++)
		for (size_t k = 0; k < r->panel[i].blocks; k++) {
			const struct report_panel *p = &r->panel[i];

			if (is_table(&p->block[k]))
				report_xlsx_table(x, p->name.n > 0 ? p->name
				    : p->question, &p->block[k]);
		}
	if (x->sheets > 0)
		return report_xlsx_close(x, b, why);
	e = report_xlsx_close(x, NULL, why);
	return e != ERR_OK ? e : why_set(why, ERR_MISSING,
	    "This page has no table.");
}
