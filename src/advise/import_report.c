#include "advise/import_report.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { CELL_SHOWN = 160 };

static const struct {
	enum batch_fate fate;
	const char *words;
	enum report_tone tone;
} fates[] = {
	{ BATCH_NEW, TR("ready"), TONE_OK },
	{ BATCH_CHANGED, TR("update"), TONE_INFO },
	{ BATCH_SAME, TR("unchanged"), TONE_MUTED },
	{ BATCH_WARNING, TR("warning"), TONE_WARN },
	{ BATCH_FAULT, TR("error"), TONE_BAD },
	{ BATCH_EMPTY, TR("empty"), TONE_MUTED },
};

static const char *const states[] = {
	[BATCH_COLUMNS] = TR("Columns to be named"),
	[BATCH_CHECK] = TR("To be checked"),
	[BATCH_WRITING] = TR("Being written"), [BATCH_DONE] = TR("Done"),
	[BATCH_CANCELLED] = TR("Cancelled"),
	[BATCH_UNDOING] = TR("Being undone"), [BATCH_UNDONE] = TR("Undone")
};

struct str
import_report_fate(const char *lang, enum batch_fate fate)
{
	for (size_t i = 0; i < countof(fates); i++)
		if (fates[i].fate == fate)
			return tr_str(lang, fates[i].words);
	return STR("");
}

static struct report_cell
fate_cell(const char *lang, enum batch_fate fate)
{
	struct report_cell c = { .type = CELL_CHIP,
		.text = import_report_fate(lang, fate) };

	for (size_t i = 0; i < countof(fates); i++)
		if (fates[i].fate == fate)
			c.tone = fates[i].tone;
	return c;
}

/* ---- the list ---- */

static struct report_cell
count_cell(struct arena *a, int64_t n)
{
	struct report_cell c = report_number(a, n, STR(""));

	c.type = CELL_NUMBER;
	return c;
}

static void
list_row(struct words *w, struct report_block *t, const struct batch *b)
{
	const struct kind *k = kind_named(&w->r->office->kinds, b->kind);
	struct report_cell *c = report_row(w->a, t);

	c[0] = report_link(arena_printf(w->a, "%lld", (long long)b->number),
	    arena_printf(w->a, "/imports/%lld", (long long)b->number));
	c[1].text = b->name;
	c[2].text = k != NULL ? words_many(w, k) : b->kind;
	c[3] = (struct report_cell){ .type = CELL_CHIP, .tone = TONE_INFO,
		.text = tr_str(w->lang, states[b->state]) };
	c[4] = count_cell(w->a, b->rows);
	c[5] = count_cell(w->a, b->added);
	c[6] = count_cell(w->a, b->changed);
	c[7] = count_cell(w->a, (int64_t)batch_count(b, BATCH_FAULT));
	c[8] = words_date(w, (struct date){ date_day_of_ms(b->made),
		date_day_of_ms(b->made) });
	if (b->who.n > 0)
		c[9] = words_ref(w, b->who);
	c[10].text = str_head(b->hash, 16);
}

void
import_report_list(struct reader *r, struct arena *a, const struct batch *b,
    size_t n, const char *lang, struct report *out)
{
	static const char *const names[] = { "number", "file", "kind", "state",
		"rows", "added", "changed", "errors", "made", "who", "sha256" };
	static const char *const heads[] = { TR("Import"), TR("File"),
		TR("Kind"), TR("State"), TR("Rows"), TR("Added"),
		TR("Changed"), TR("Errors"), TR("Given on"), TR("Author"),
		TR("Hash") };
	struct report_panel *p;
	struct report_block *t;
	struct words w;

	words_init(&w, r, a, lang);
	*out = (struct report){ .name = STR_INIT("imports"),
		.title = tr_str(lang, "Imports") };
	p = report_add_panel(a, out, "imports", tr_str(lang,
	    "What was imported?"));
	t = report_add_block(a, p, BLOCK_TABLE);
	(void)report_columns(a, t, countof(names));
	for (size_t i = 0; i < countof(names); i++)
		t->column[i] = (struct report_column){
			.name = str_of(names[i]),
			.head = tr_str(lang, heads[i]),
			.type = i >= 4 && i <= 7 ? CELL_NUMBER : CELL_TEXT,
			.minor = i > 7 };
	for (size_t i = 0; i < n; i++)
		list_row(&w, t, &b[i]);
	t->empty = tr_str(lang, "Nothing was imported yet. A table of your "
	    "own, as .xlsx, .ods or CSV, becomes records here.");
	words_head(&w, out);
}

/* ---- one import ---- */

void
import_report_head(struct arena *a, const struct batch *b, const char *lang,
    struct report *out)
{
	*out = (struct report){ .name = STR_INIT("import"), .lang = lang,
		.title = arena_printf(a, "%.*s", STRF(str_head(b->name, 120))),
		.code = arena_printf(a, "%lld", (long long)b->number),
		.chip = tr_str(lang, states[b->state]),
		.chip_tone = TONE_INFO };
	report_add_crumb(a, out, tr_str(lang, "Imports"), STR("/imports"));
	out->sub = arena_printf(a, tr(lang, "SHA-256 %.*s…"),
	    STRF(str_head(b->hash, 16)));
}

static bool
is_shown(const struct import_show *show, enum batch_fate fate)
{
	if (str_is(show->which, "errors"))
		return fate == BATCH_FAULT;
	if (str_is(show->which, "warnings"))
		return fate == BATCH_WARNING;
	if (str_is(show->which, "changes"))
		return fate == BATCH_CHANGED;
	if (str_is(show->which, "new"))
		return fate == BATCH_NEW || fate == BATCH_WARNING;
	return fate != BATCH_EMPTY;
}

/* Columns that are taken, behind the number and the fate of a row. */
static size_t
columns_make(struct arena *a, const struct import *im, const char *lang,
    struct report_block *t, size_t *at)
{
	size_t n = 0;

	for (size_t i = 0; i < im->sheet.columns; i++)
		if (im->field[i] != NULL)
			at[n++] = i;
	(void)report_columns(a, t, n + 3);
	t->column[0] = (struct report_column){ .name = STR("row"),
		.head = tr_str(lang, "Row"), .type = CELL_NUMBER };
	t->column[1] = (struct report_column){ .name = STR("state"),
		.head = tr_str(lang, "State") };
	for (size_t i = 0; i < n; i++)
		t->column[2 + i] = (struct report_column){
			.name = im->field[at[i]]->name,
			.head = im->sheet.head[at[i]] };
	t->column[2 + n] = (struct report_column){ .name = STR("message"),
		.head = tr_str(lang, "Message") };
	return n;
}

static struct report_cell
said_cell(struct arena *a, const struct import *im, size_t row, size_t column,
    const struct import_said *said, const char *lang)
{
	struct str text = str_trim(sheet_cell(&im->sheet, row, column));
	struct str means = import_cell(im, a, row, column);
	struct report_cell c = { .text = str_head(text, CELL_SHOWN) };

	if (said->error.n > 0) {
		c.tone = TONE_BAD;
		c.sub = said->error;
	} else if (said->changes) {
		c.tone = TONE_INFO;
		c.sub = arena_printf(a, tr(lang, "was: %.*s"),
		    STRF(said->was.n > 0 ? str_head(said->was, CELL_SHOWN)
		    : STR("–")));
	} else if (!str_eq(text, means)) {
		c.sub = means;
	}
	return c;
}

static enum err
row_put(struct reader *r, struct arena *a, const struct import *im,
    size_t row, const size_t *at, size_t n, const char *lang,
    struct report_block *t, struct why *why)
{
	struct import_checked checked;
	struct report_cell *c;
	enum err e = import_check(r, a, im, row, lang, &checked, why);

	if (e != ERR_OK)
		return e;
	c = report_row(a, t);
	c[0] = count_cell(a, (int64_t)im->sheet.line[row]);
	c[1] = fate_cell(lang, checked.fate);
	for (size_t i = 0; i < n; i++)
		c[2 + i] = said_cell(a, im, row, at[i], &checked.said[at[i]],
		    lang);
	c[2 + n].text = checked.message;
	return ERR_OK;
}

enum err
import_report_rows(struct reader *r, struct arena *a, const struct import *im,
    const struct batch *b, const struct import_show *show, const char *lang,
    struct report *out, struct why *why)
{
	size_t *at = arena_array(a, im->sheet.columns + 1, sizeof(*at));
	size_t seen = 0, n, from = (show->page - 1) * IMPORT_REPORT_ROWS;
	struct report_panel *p = report_add_panel(a, out, "rows", tr_str(lang,
	    "What becomes of each row?"));
	struct report_block *t = report_add_block(a, p, BLOCK_TABLE);
	enum err e = ERR_OK;

	n = columns_make(a, im, lang, t, at);
	for (size_t i = 0; e == ERR_OK && i < b->fates.n &&
	    i < im->sheet.rows; i++) {
		if (!is_shown(show, (enum batch_fate)b->fates.p[i]))
			continue;
		if (seen >= from && seen < from + IMPORT_REPORT_ROWS)
			e = row_put(r, a, im, i, at, n, lang, t, why);
		seen++;
	}
	t->total = seen;
	if (seen > from + IMPORT_REPORT_ROWS)
		t->next = arena_printf(a, "/imports/%lld?show=%.*s&page=%zu",
		    (long long)b->number, STRF(show->which), show->page + 1);
	t->empty = tr_str(lang, "There are no such rows.");
	return e;
}

/* ---- errors ---- */

static void
message_put(struct buf *b, const struct import *im,
    const struct import_checked *checked)
{
	struct buf text CLEANUP(buf_free) = { .max = 16 * KIB };

	buf_str(&text, checked->message);
	for (size_t i = 0; i < im->sheet.columns; i++)
		if (checked->said[i].error.n > 0)
			buf_printf(&text, "%s%.*s: %.*s", text.n > 0 ? " "
			    : "", STRF(im->sheet.head[i]),
			    STRF(checked->said[i].error));
	buf_csv(b, buf_view(&text));
}

enum err
import_report_errors(struct buf *b, struct reader *r, struct arena *a,
    const struct import *im, const struct batch *batch, const char *lang,
    struct why *why)
{
	enum err e = ERR_OK;

	buf_csv(b, tr_str(lang, "Row"));
	buf_char(b, ',');
	buf_csv(b, tr_str(lang, "Message"));
	for (size_t c = 0; c < im->sheet.columns; c++) {
		buf_char(b, ',');
		buf_csv(b, im->sheet.head[c]);
	}
	buf_text(b, "\r\n");
	for (size_t i = 0; e == ERR_OK && i < batch->fates.n &&
	    i < im->sheet.rows; i++) {
		struct arena_mark mark = arena_mark(a);
		struct import_checked checked;

		if (batch->fates.p[i] != BATCH_FAULT)
			continue;
		e = import_check(r, a, im, i, lang, &checked, why);
		buf_printf(b, "%zu,", im->sheet.line[i]);
		if (e == ERR_OK)
			message_put(b, im, &checked);
		for (size_t c = 0; c < im->sheet.columns; c++) {
			buf_char(b, ',');
			buf_csv(b, sheet_cell(&im->sheet, i, c));
		}
		buf_text(b, "\r\n");
		arena_rewind(a, mark);
	}
	return e == ERR_OK ? b->err : e;
}
