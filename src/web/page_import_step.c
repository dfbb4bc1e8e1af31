#include <string.h>

#include "advise/path.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/page_import.h"

#include "base/banned.h"

enum { SAMPLES = 3, GUESSES = 3, ASKED_MAX = 20 };

static void
form_open(struct page_import *x, const char *part)
{
	struct str path = page_import_path(x, part);

	html_put(&x->p->out, "<form method=\"post\" action=\"%.*s\">",
	    STRF(path));
	page_token(&x->p->out, x->p);
}

static void
button_form(struct page_import *x, const char *part, const char *class,
    struct str words)
{
	form_open(x, part);
	html_put(&x->p->out, "<button class=\"%s\">%.*s</button></form>",
	    class, STRF(words));
}

/* ---- columns ---- */

static void
sheet_choice(struct page_import *x)
{
	struct page *p = x->p;
	struct buf *b = &p->out;

	if (x->im.sheet_count < 2)
		return;
	html_put(b, "<div class=\"field\"><label for=\"f-sheet\">%s</label>"
	    "<select id=\"f-sheet\" name=\"sheet\">", tr(p->lang, "Sheet"));
	for (size_t i = 0; i < x->im.sheet_count; i++) {
		html_put(b, "<option value=\"%.*s\"", STRF(x->im.sheets[i]));
		if (i == x->im.sheet_at)
			html_put(b, " selected");
		html_put(b, ">%.*s</option>", STRF(x->im.sheets[i]));
	}
	html_put(b, "</select></div>");
}

static void
encoding_choice(struct page_import *x, bool told)
{
	static const char *const words[] = { [LEGACY_NONE] =
		TR("as it is (Unicode)"), [LEGACY_TCVN3] = "TCVN3 (ABC)",
		[LEGACY_VNI] = "VNI", [LEGACY_1258] = "Windows-1258" };
	struct page *p = x->p;
	struct buf *b = &p->out;

	if (!told && x->im.looks == LEGACY_NONE && x->b.encoding.n == 0)
		return;
	html_put(b, "<div class=\"field\"><label for=\"f-encoding\">%s"
	    "</label><span class=\"help\">", tr(p->lang, "Letters"));
	if (x->im.looks != LEGACY_NONE)
		html_put(b, "%s", tr(p->lang, "They look like an old "
		    "Vietnamese encoding; choose it and they are repaired."));
	html_put(b, "</span><select id=\"f-encoding\" name=\"encoding\">");
	for (int i = 0; i < LEGACY__MAX; i++) {
		const char *name = i == LEGACY_NONE ? ""
		    : legacy_name((enum legacy)i);

		html_put(b, "<option value=\"%s\"", name);
		/* What cannot be read at all is read as it looks. */
		if (told && x->b.encoding.n == 0 ?
		    x->im.looks == (enum legacy)i : str_is(x->b.encoding, name))
			html_put(b, " selected");
		html_put(b, ">%s%s</option>", tr(p->lang, words[i]),
		    x->im.looks == (enum legacy)i && i != LEGACY_NONE
		    ? " ←" : "");
	}
	html_put(b, "</select></div>");
}

static void
column_samples(struct page_import *x, size_t column)
{
	struct buf *b = &x->p->out;
	size_t shown = 0;

	for (size_t r = 0; r < x->im.sheet.rows && shown < SAMPLES; r++) {
		struct str cell = str_trim(sheet_cell(&x->im.sheet, r,
		    column));

		if (cell.n == 0)
			continue;
		html_put(b, "%s%.*s", shown > 0 ? " · " : "",
		    STRF(str_head(cell, 60)));
		shown++;
	}
}

static void
column_choice(struct page_import *x, size_t column)
{
	struct page *p = x->p;
	struct buf *b = &p->out;
	const struct field *f;
	struct str head = x->im.sheet.head[column];

	html_put(b, "<tr><th scope=\"row\" id=\"c%zu\">%.*s</th><td "
	    "class=\"second\">", column, STRF(head));
	column_samples(x, column);
	html_put(b, "</td><td><select name=\"c%zu\" "
	    "aria-labelledby=\"c%zu\"><option value=\"\">%s</option>", column,
	    column, tr(p->lang, "– leave out –"));
	for (size_t i = 0; (f = import_offers(x->kind, i)) != NULL; i++) {
		html_put(b, "<option value=\"%.*s\"", STRF(f->name));
		if (x->im.field[column] == f)
			html_put(b, " selected");
		html_put(b, ">%.*s%s</option>", STRF(tr_is_vi(p->lang) ? f->vi
		    : f->en), f->required ? " *" : "");
	}
	html_put(b, "</select></td></tr>");
}

/* The heads in one line: by them the next file is known. */
static struct str
heads_of(struct page_import *x)
{
	struct buf b CLEANUP(buf_free) = { .max = 256 * KIB };

	for (size_t i = 0; i < x->im.sheet.columns; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? "\t" : "",
		    STRF(x->im.sheet.head[i]));
	return b.err == ERR_OK ? arena_str(x->p->arena, buf_view(&b))
	    : STR("");
}

/* As they were named the last time, if there was one. */
static enum err
columns_remember(struct page_import *x, struct why *why)
{
	struct str columns, words;
	enum err e = batch_remembered(x->all, x->p->arena, x->b.kind,
	    heads_of(x), &columns, &words, why);

	if (e != ERR_OK || columns.n == 0)
		return e;
	x->b.columns = columns;
	x->b.words = words;
	return page_import_read(x, why);
}

static void
columns_show(struct page_import *x, struct report *r, const char *error)
{
	struct page *p = x->p;
	struct buf *b = &p->out;

	r->answer = tr_str(p->lang, "Step 2 of 4: what is each column?");
	page_open(p, r);
	if (error != NULL)
		html_put(b, "<div class=\"summary\" role=\"alert\" "
		    "tabindex=\"-1\"><h2>%s</h2></div>", error);
	form_open(x, "columns");
	html_put(b, "<section class=\"panel\" aria-label=\"%s\"><div "
	    "class=\"fields\">", tr(p->lang, "Import a table"));
	sheet_choice(x);
	encoding_choice(x, error != NULL);
	html_put(b, "</div>");
	if (x->opened) {
		html_put(b, "<div class=\"scroll\" tabindex=\"0\" "
		    "role=\"region\" aria-label=\"%s\"><table><thead><tr>"
		    "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th "
		    "scope=\"col\">%s</th></tr></thead><tbody>", tr(p->lang,
		    "Columns"), tr(p->lang, "In the file"), tr(p->lang,
		    "For example"), tr(p->lang, "Is"));
		for (size_t i = 0; i < x->im.sheet.columns; i++)
			column_choice(x, i);
		html_put(b, "</tbody></table></div>");
	}
	html_put(b, "</section><div class=\"actions\"><button class=\"button "
	    "first\">%s</button><button class=\"button\" "
	    "formaction=\"%.*s\">%s</button></div></form>", tr(p->lang,
	    x->opened ? TR("Check the rows") : TR("Read it again")),
	    STRF(page_import_path(x, "cancel")), tr(p->lang, "Cancel"));
	page_close(p, r);
}

/* What was said of words in the last file of these heads. */
static enum err
words_remember(struct page_import *x, struct why *why)
{
	struct str columns;

	return batch_remembered(x->all, x->p->arena, x->b.kind, heads_of(x),
	    &columns, &x->b.words, why);
}

/* POST /imports/:number/columns */
static enum err
columns_take(struct page_import *x, struct why *why)
{
	struct page *p = x->p;
	struct str encoding = page_field(p, "encoding");
	struct str sheet = page_field(p, "sheet");
	struct buf names CLEANUP(buf_free) = { .max = 64 * KIB };
	bool again = !str_eq(encoding, x->b.encoding) ||
	    (sheet.n > 0 && x->b.sheet.n > 0 && !str_eq(sheet, x->b.sheet));
	bool first_sheet = x->b.sheet.n == 0;
	enum err e;

	x->b.encoding = encoding;
	if (sheet.n > 0)
		x->b.sheet = sheet;
	if (again)
		x->b.columns = STR("");
	e = page_import_read(x, why);
	if (e == ERR_OK && first_sheet && sheet.n > 0)
		again = again || x->im.sheet_at != 0;
	/* Another sheet has other columns: they are to be named first. */
	if (e != ERR_OK || again)
		return page_import_save(x, why);
	for (size_t i = 0; i < x->im.sheet.columns; i++)
		buf_printf(&names, "%s%.*s", i > 0 ? "\t" : "",
		    STRF(page_field(p, arena_printf(p->arena, "c%zu", i).p)));
	x->b.columns = arena_str(p->arena, buf_view(&names));
	e = page_import_read(x, why);
	if (e != ERR_OK)
		return e;
	x->b.state = BATCH_CHECK;
	x->b.fates = x->b.unknown = STR("");
	x->b.rows = (int64_t)x->im.sheet.rows;
	if (x->b.words.n == 0)
		e = words_remember(x, why);
	if (e == ERR_OK)
		e = batch_remember(x->all, x->b.kind, heads_of(x),
		    x->b.columns, x->b.words, why);
	return e == ERR_OK ? page_import_save(x, why) : e;
}

enum err
page_import_columns(struct page *p, struct why *why)
{
	struct page_import x;
	enum err e = page_import_open(p, &x, why);

	if (e == ERR_OK && (x.b.state == BATCH_COLUMNS ||
	    x.b.state == BATCH_CHECK))
		e = columns_take(&x, why);
	if (e == ERR_OK)
		page_go(p, page_import_path(&x, ""));
	page_import_close(&x);
	return e;
}

/* ---- checking ---- */

static void
tabs_add(struct page_import *x, struct report *r, struct str show)
{
	static const struct {
		const char *name, *words;
		enum batch_fate a, b;
	} tabs[] = {
		{ "errors", TR("Errors"), BATCH_FAULT, BATCH_FAULT },
		{ "warnings", TR("Warnings"), BATCH_WARNING, BATCH_WARNING },
		{ "changes", TR("Updates"), BATCH_CHANGED, BATCH_CHANGED },
		{ "new", TR("New"), BATCH_NEW, BATCH_WARNING },
		{ "all", TR("All"), BATCH_EMPTY, BATCH_EMPTY }
	};

	for (size_t i = 0; i < countof(tabs); i++) {
		size_t n = batch_count(&x->b, tabs[i].a);

		if (tabs[i].b != tabs[i].a)
			n += batch_count(&x->b, tabs[i].b);
		if (i + 1 == countof(tabs))
			n = x->b.fates.n - n;
		report_add_tab(x->p->arena, r, arena_printf(x->p->arena,
		    "%s %zu", tr(x->p->lang, tabs[i].words), n),
		    arena_printf(x->p->arena, "%.*s?show=%s",
		    STRF(page_import_path(x, "")), tabs[i].name));
		if (str_is(show, tabs[i].name))
			r->tab_at = i;
	}
}

static size_t
column_of(const struct page_import *x, struct str field)
{
	for (size_t i = 0; i < x->im.sheet.columns; i++)
		if (x->im.field[i] != NULL &&
		    str_eq(x->im.field[i]->name, field))
			return i;
	return SIZE_MAX;
}

/* "Uc" in 12 rows: Australia? */
static enum err
word_ask(struct page_import *x, struct str field, struct str cell,
    struct str count, struct why *why)
{
	struct import_guess guess[GUESSES];
	struct page *p = x->p;
	struct buf *b = &p->out;
	size_t column = column_of(x, field), n = 0;
	enum err e;

	if (column == SIZE_MAX)
		return ERR_OK;
	e = import_guesses(p->reader, p->arena, &x->im, column, cell, GUESSES,
	    guess, &n, why);
	if (e != ERR_OK)
		return e;
	html_put(b, "<li><div>");
	form_open(x, "word");
	html_put(b, "<input type=\"hidden\" name=\"field\" value=\"%.*s\">"
	    "<input type=\"hidden\" name=\"cell\" value=\"%.*s\"><b>%.*s</b> "
	    "<span class=\"second\">%.*s, %.*s %s</span> ", STRF(field),
	    STRF(cell), STRF(cell), STRF(x->im.sheet.head[column]),
	    STRF(count), str_is(count, "1") ? tr(p->lang, "row")
	    : tr(p->lang, "rows"));
	for (size_t i = 0; i < n; i++)
		html_put(b, "<button class=\"button small\" name=\"means\" "
		    "value=\"%.*s\">→ %.*s %.*s</button> ",
		    STRF(guess[i].code), STRF(guess[i].code),
		    STRF(guess[i].title));
	html_put(b, "</form>");
	form_open(x, "word");
	html_put(b, "<input type=\"hidden\" name=\"field\" value=\"%.*s\">"
	    "<input type=\"hidden\" name=\"cell\" value=\"%.*s\"><input "
	    "name=\"means\" size=\"12\" aria-label=\"%s\"> <button "
	    "class=\"button small\">%s</button></form></div></li>",
	    STRF(field), STRF(cell), tr(p->lang,
	    "Another reference or code"), tr(p->lang, "Apply to all"));
	return ERR_OK;
}

static enum err
words_ask(struct page_import *x, struct why *why)
{
	struct str lines = x->b.unknown, line, field, cell;
	struct page *p = x->p;
	size_t asked = 0;
	enum err e = ERR_OK;

	if (lines.n == 0)
		return ERR_OK;
	html_put(&p->out, "<section class=\"panel\" "
	    "aria-labelledby=\"h-words\"><header><h2 id=\"h-words\">%s</h2>"
	    "</header><ul class=\"rows\">", tr(p->lang,
	    "What is meant by these?"));
	while (e == ERR_OK && asked++ < ASKED_MAX &&
	    str_line(&lines, &line)) {
		size_t at = line.n;

		(void)str_cut(line, '\t', &field, &cell);
		while (at > 0 && line.p[at - 1] != '\t')
			at--;
		if (at > field.n + 1)
			e = word_ask(x, field, str_to(cell, at - field.n - 2),
			    str_from(line, at), why);
	}
	html_put(&p->out, "</ul></section>");
	return e;
}

static void
check_actions(struct page_import *x)
{
	struct page *p = x->p;
	size_t fault = batch_count(&x->b, BATCH_FAULT);
	size_t ready = batch_count(&x->b, BATCH_NEW) +
	    batch_count(&x->b, BATCH_WARNING) +
	    batch_count(&x->b, BATCH_CHANGED);
	struct str path = page_import_path(x, "errors.csv");

	html_put(&p->out, "<div class=\"actions\">");
	if (ready > 0)
		button_form(x, "write", "button first", fault > 0
		    ? arena_printf(p->arena, tr(p->lang,
		    "Import %zu, leave %zu"), ready, fault)
		    : arena_printf(p->arena, tr(p->lang, "Import %zu"),
		    ready));
	if (fault > 0)
		html_put(&p->out, "<a class=\"button\" href=\"%.*s\">%s</a>",
		    STRF(path), tr(p->lang, "Download errors (.csv)"));
	button_form(x, "cancel", "button", tr_str(p->lang, "Cancel"));
	html_put(&p->out, "</div>");
}

static struct str
check_answer(struct page_import *x)
{
	return arena_printf(x->p->arena, tr(x->p->lang, "Step 3 of 4: *%zu* "
	    "ready, *%zu* to update, *%zu* unchanged, *%zu* with warnings, "
	    "*%zu* with errors."), batch_count(&x->b, BATCH_NEW),
	    batch_count(&x->b, BATCH_CHANGED), batch_count(&x->b, BATCH_SAME),
	    batch_count(&x->b, BATCH_WARNING),
	    batch_count(&x->b, BATCH_FAULT));
}

static enum err
check_show(struct page_import *x, struct report *r, struct why *why)
{
	struct page *p = x->p;
	struct import_show show = { .which = page_query(p, "show"),
		.page = page_feed_at(p) };
	enum err e;

	if (show.which.n == 0)
		show.which = batch_count(&x->b, BATCH_FAULT) > 0
		    ? STR("errors") : STR("all");
	if (show.page == 0)
		show.page = 1;
	r->answer = check_answer(x);
	tabs_add(x, r, show.which);
	e = import_report_rows(p->reader, p->arena, &x->im, &x->b, &show,
	    p->lang, r, why);
	if (e != ERR_OK)
		return e;
	if (p->request.format != HTTP_HTML)
		return page_report(p, r, why);
	p->frame.formats = true;
	page_open(p, r);
	check_actions(x);
	e = words_ask(x, why);
	show_panels(&p->out, &p->frame, r);
	page_close(p, r);
	return e;
}

/* POST /imports/:number/word: what a cell means, in every row that has it. */
enum err
page_import_word(struct page *p, struct why *why)
{
	struct str field = page_field(p, "field");
	struct str cell = page_field(p, "cell");
	struct str means = str_trim(page_field(p, "means"));
	struct page_import x;
	enum err e = page_import_open(p, &x, why);

	if (e == ERR_OK && x.b.state == BATCH_CHECK && means.n > 0 &&
	    means.n < 200 && memchr(means.p, '\n', means.n) == NULL &&
	    memchr(cell.p, '\n', cell.n) == NULL) {
		x.b.words = arena_printf(p->arena, "%.*s%.*s\t%.*s\t%.*s\n",
		    STRF(x.b.words), STRF(field), STRF(cell), STRF(means));
		x.b.fates = x.b.unknown = STR("");
		e = page_import_read(&x, why);
		if (e == ERR_OK)
			e = batch_remember(x.all, x.b.kind, heads_of(&x),
			    x.b.columns, x.b.words, why);
		if (e == ERR_OK)
			e = page_import_save(&x, why);
	}
	if (e == ERR_OK)
		page_go(p, page_import_path(&x, ""));
	page_import_close(&x);
	return e;
}

/* ---- writing, and what came of it ---- */

static void
progress_show(struct page_import *x, struct report *r)
{
	struct page *p = x->p;
	long long done = x->b.state == BATCH_CHECK
	    ? (long long)x->b.fates.n : (long long)x->b.at;
	struct str words = arena_printf(p->arena, tr(p->lang,
	    "%lld of %lld rows. This page goes on by itself; leave it open."),
	    done, (long long)x->b.rows);

	p->frame.refresh = 1;
	r->answer = words;
	page_open(p, r);
	html_put(&p->out, "<p role=\"status\"><progress max=\"%lld\" "
	    "value=\"%lld\">%.*s</progress></p>", (long long)x->b.rows, done,
	    STRF(words));
	page_close(p, r);
}

/* What becomes of the bytes that were given. */
static void
file_said(struct page_import *x, bool kept)
{
	struct page *p = x->p;

	html_put(&p->out, "<p class=\"help\">%s</p>", kept
	    ? arena_printf(p->arena, tr(p->lang, "The file is kept for %d days "
	    "from when it was given, for the rows that were left out."),
	    BATCH_FILE_DAYS).p : tr(p->lang, "The file was removed; its name, "
	    "its SHA-256 and what became of its rows stay."));
}

static void
done_show(struct page_import *x, struct report *r)
{
	struct page *p = x->p;
	struct world *w = p->site->office->world;
	size_t fault = batch_count(&x->b, BATCH_FAULT);
	bool kept = batch_keeps(&x->b, w->now_ms(w));

	if (x->b.state == BATCH_UNDONE)
		r->answer = tr_str(p->lang, "It was undone: every record is as "
		    "it was before.");
	else if (x->b.state == BATCH_CANCELLED)
		r->answer = tr_str(p->lang, "It was cancelled; nothing more "
		    "was written.");
	else
		r->answer = arena_printf(p->arena, tr(p->lang, "*%lld* added, "
		    "*%lld* changed, *%zu* unchanged, *%zu* left out."),
		    (long long)x->b.added, (long long)x->b.changed,
		    batch_count(&x->b, BATCH_SAME), fault);
	page_open(p, r);
	html_put(&p->out, "<div class=\"actions\">");
	if (x->b.state != BATCH_UNDONE && x->b.records.n > 0)
		button_form(x, "undo", "button", tr_str(p->lang,
		    "Undo this import"));
	if (kept)
		html_put(&p->out, "<a class=\"button\" "
		    "href=\"%.*s\">%s</a>", STRF(page_import_path(x,
		    "errors.csv")), tr(p->lang, "Download errors (.csv)"));
	html_put(&p->out, "<a class=\"button\" href=\"/%.*s\">%s</a></div>",
	    STRF(path_word(p->arena, x->kind)), tr(p->lang, "To the list"));
	file_said(x, kept);
	page_close(p, r);
}

static enum err
columns_ask(struct page_import *x, struct report *r, struct why *why)
{
	struct why wrong = { .lang = x->p->lang };
	enum err e = page_import_read(x, &wrong);

	if (e == ERR_OK && x->b.columns.n == 0)
		e = columns_remember(x, &wrong);
	if (e != ERR_OK && e != ERR_INPUT && e != ERR_LIMIT)
		return why_set(why, e, "%s", wrong.text);
	columns_show(x, r, e == ERR_OK ? NULL : wrong.text);
	return ERR_OK;
}

static enum err
import_show(struct page_import *x, struct why *why)
{
	struct report r;
	enum err e = ERR_OK;

	x->p->frame.timeless = true;
	import_report_head(x->p->arena, &x->b, x->p->lang, &r);
	if (x->b.state == BATCH_COLUMNS)
		return columns_ask(x, &r, why);
	if (x->b.state == BATCH_CHECK || x->b.state == BATCH_WRITING)
		e = page_import_read(x, why);
	if (e == ERR_OK)
		e = page_import_work(x, why);
	if (e != ERR_OK)
		return e;
	import_report_head(x->p->arena, &x->b, x->p->lang, &r);
	if (page_import_busy(x))
		progress_show(x, &r);
	else if (x->b.state == BATCH_CHECK)
		return check_show(x, &r, why);
	else
		done_show(x, &r);
	return ERR_OK;
}

/* GET /imports/:number: goes on with it, and shows how far it is. */
enum err
page_import(struct page *p, struct why *why)
{
	struct page_import x;
	enum err e = page_import_open(p, &x, why);

	if (e == ERR_OK)
		e = import_show(&x, why);
	page_import_close(&x);
	return e;
}

/* One state becomes another, when a person says so. */
static enum err
import_turn(struct page *p, enum batch_state to, struct why *why)
{
	struct page_import x;
	enum err e = page_import_open(p, &x, why);
	bool may = false;

	if (e == ERR_OK)
		may = to == BATCH_WRITING ? x.b.state == BATCH_CHECK &&
		    (int64_t)x.b.fates.n == x.b.rows
		    : to == BATCH_CANCELLED ? x.b.state <= BATCH_WRITING
		    : x.b.state == BATCH_DONE || x.b.state == BATCH_CANCELLED;
	if (may && to == BATCH_WRITING && !page_may(p, x.kind, RIGHT_ADD))
		e = why_set(why, ERR_DENIED, "Your account adds no such "
		    "records.");
	if (may && e == ERR_OK) {
		x.b.state = to;
		if (to == BATCH_WRITING)
			x.b.at = 0;
		e = page_import_save(&x, why);
	}
	if (e == ERR_OK)
		page_go(p, page_import_path(&x, ""));
	page_import_close(&x);
	return e;
}

/* POST /imports/:number/write, /cancel, /undo */
enum err
page_import_write(struct page *p, struct why *why)
{
	return import_turn(p, BATCH_WRITING, why);
}

enum err
page_import_cancel(struct page *p, struct why *why)
{
	return import_turn(p, BATCH_CANCELLED, why);
}

enum err
page_import_undo(struct page *p, struct why *why)
{
	return import_turn(p, BATCH_UNDOING, why);
}
