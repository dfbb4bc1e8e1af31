#include "web/page_part.h"

#include <stdlib.h>

#include "advise/learn.h"
#include "advise/path.h"
#include "advise/propose.h"
#include "advise/words.h"
#include "base/tr.h"
#include "web/form.h"
#include "web/html.h"

#include "base/banned.h"

enum { PASTE_TEXT_MAX = 200 * 1000, PASTE_SHOWN_MAX = 120,
	PASTE_NOTE_MAX = 1500, PASTE_CALLED_MAX = 80 };

/* A proposal that is less sure than this is for a person to judge. */
#define PASTE_DOUBT 0.35

/* One finding, with the form of the record that it would become. */
struct paste_item {
	size_t item;        /* of the reading */
	struct str letter;  /* shown in the text and beside the form */
	struct str prefix;  /* of its fields' names */
	const char *cannot; /* why it becomes no record, or NULL */
	const char *unsure; /* what a person should look at, or NULL */
	bool ticked;
	struct form form;
};

/* A pasted text with all that was found in it. */
struct paste {
	struct page *p;
	struct str text, date, directive, label, note;
	struct str name, title; /* of the file it was read from, or empty */
	struct str fault;       /* what of that file could not be read */
	bool again;
	struct reading reading;
	struct propose_ask ask;
	bool *take;
	struct paste_item *item;
	size_t items;
	struct form document;
	bool known; /* stored already, as ${code} */
	struct str code;
	struct str general;
	size_t errors;
};

/* ---- read ---- */

static int
paste_by_place(const void *a, const void *b)
{
	const struct reading_item *x = *(const struct reading_item *const *)a;
	const struct reading_item *y = *(const struct reading_item *const *)b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (x > y) - (x < y);
}

static struct str
paste_letter(struct arena *a, size_t i)
{
	if (i < 26)
		return arena_printf(a, "%c", (char)('A' + i));
	return arena_printf(a, "%zu", i + 1);
}

static bool
paste_is_shown(const struct reading_item *x)
{
	return x->kind == READING_DIRECTIVE || x->kind == READING_COMMITMENT ||
	    x->kind == READING_ACTIVITY;
}

/* Findings in the order of the text, each with its letter. */
static void
paste_collect(struct paste *t)
{
	struct arena *a = t->p->arena;
	const struct reading *r = &t->reading;
	const struct reading_item **order = arena_array(a, r->items + 1,
	    sizeof(*order));
	size_t n = 0;

	for (size_t i = 0; i < r->items; i++)
		if (paste_is_shown(&r->item[i]))
			order[n++] = &r->item[i];
	qsort(order, n, sizeof(const struct reading_item *), paste_by_place);
	if (n > PASTE_SHOWN_MAX)
		n = PASTE_SHOWN_MAX;
	t->item = arena_array(a, n + 1, sizeof(*t->item));
	t->items = n;
	for (size_t i = 0; i < n; i++) {
		struct paste_item *x = &t->item[i];

		x->item = (size_t)(order[i] - r->item);
		x->letter = paste_letter(a, i);
		x->prefix = arena_printf(a, "i%zu.", x->item);
		x->cannot = propose_can(t->p->reader, a, &t->ask, x->item);
		t->take[x->item] = x->cannot == NULL;
	}
}

static struct paste_item *
paste_of(struct paste *t, size_t item)
{
	for (size_t i = 0; i < t->items; i++)
		if (t->item[i].item == item)
			return &t->item[i];
	return NULL;
}

static void
paste_form(struct paste *t, const struct change_item *from, struct form *to)
{
	const struct kind *k = kind_named(&t->p->site->office->kinds,
	    from->kind);

	ALWAYS(k != NULL);
	form_new(t->p->arena, k, t->p->lang, to);
	to->brief = true;
	for (size_t i = 0; i < from->fields; i++) {
		struct form_field *f = form_named(to, from->field[i].name);

		if (f != NULL)
			f->was = f->value = from->field[i].value;
	}
}

/* Behind each record of a change stands the quote that proves it. */
static size_t
paste_next_record(const struct change *c, size_t at)
{
	/* What is told twice has a quote for each time. */
	while (at + 1 < c->items && str_is(c->item[at].kind, "quote"))
		at++;
	while (at + 1 < c->items && !str_is(c->item[at + 1].kind, "quote"))
		at++;
	return at;
}

static void
paste_forms(struct paste *t, const struct change *c)
{
	size_t at = 1;

	paste_form(t, &c->item[0], &t->document);
	for (size_t i = 0; i < t->reading.items; i++) {
		struct paste_item *x = paste_of(t, i);

		if (!t->take[i] || x == NULL)
			continue;
		at = paste_next_record(c, at);
		ALWAYS(at + 1 < c->items);
		paste_form(t, &c->item[at], &x->form);
		at += 2;
	}
}

static bool
paste_lacks(const struct form *f, const char *name)
{
	struct form_field *to = form_named(f, str_of(name));

	return to != NULL && to->value.n == 0;
}

/* Words of an act that stand within a promise: one of the two, mostly. */
static bool
paste_within(const struct paste *t, const struct paste_item *x)
{
	const struct reading_item *its = &t->reading.item[x->item];

	for (size_t i = 0; i < t->items; i++) {
		const struct reading_item *y =
		    &t->reading.item[t->item[i].item];

		if (its->kind == READING_ACTIVITY &&
		    y->kind == READING_COMMITMENT && y->begin <= its->begin &&
		    its->end <= y->end)
			return true;
	}
	return false;
}

static void
paste_judge(const struct paste *t, struct paste_item *x)
{
	if (x->cannot != NULL)
		return;
	if (paste_within(t, x))
		x->unsure = TR("part of a promise");
	else if (paste_lacks(&x->form, "partner"))
		x->unsure = TR("with whom?");
	else if (paste_lacks(&x->form, "due") ||
	    paste_lacks(&x->form, "start"))
		x->unsure = TR("when?");
	else if (t->reading.item[x->item].sure < PASTE_DOUBT)
		x->unsure = TR("is it one?");
	x->ticked = x->unsure == NULL;
}

static void
paste_sent(struct page *p, struct paste *t)
{
	*t = (struct paste){ .p = p, .text = page_field(p, "text"),
		.date = str_trim(page_field(p, "date")),
		.directive = str_trim(page_field(p, "directive")),
		.label = page_field(p, "label"),
		.note = page_field(p, "note"),
		.name = page_field(p, "name"),
		.title = page_field(p, "title"),
		.again = str_is(page_field(p, "again"), "yes") };
}

/* A chosen file instead of a pasted text; what was typed stands. */
static enum err
paste_chosen(struct paste *t, struct why *why)
{
	struct page_pasted file;
	enum err e;

	if (t->p->request.file.name.n == 0)
		return ERR_OK;
	if (str_trim(t->text).n > 0)
		return why_set(why, ERR_INPUT, "Either paste a text or choose "
		    "a file, not both.");
	e = page_paste_file(t->p, &file, why);
	if (e != ERR_OK)
		return e;
	t->text = file.text;
	t->name = file.name;
	t->title = file.title;
	t->fault = file.fault;
	if (t->date.n == 0)
		t->date = file.date;
	return ERR_OK;
}

static enum err
paste_begin(struct page *p, struct paste *t, struct why *why)
{
	struct reading_opts opts = { .format = READING_TEXT,
		.title = t->title };

	if (str_trim(t->text).n == 0)
		return why_set(why, ERR_INPUT, "Paste a text, or choose a "
		    "file.");
	if (t->text.n > PASTE_TEXT_MAX)
		return why_set(why, ERR_LIMIT, "The text is longer than %d "
		    "bytes; comity accept takes it from a file.",
		    PASTE_TEXT_MAX);
	if (t->date.n > 0) {
		opts.has_date = true;
		if (!date_parse_human(t->date, p->reader->today, &opts.date))
			return why_set(why, ERR_INPUT, "\"%.*s\" is no date; "
			    "write 21/11/2026 or 2026-11.", STRF(t->date));
	}
	/* Whose "we" it is, and what was taken of other texts at this label. */
	opts.home = propose_home(p->reader, p->arena);
	opts.rank = learn_load(p->site->office->world, p->arena,
	    p->site->office, t->label.n > 0 ? t->label
	    : p->site->office->part[0].label);
	return reading_of(p->arena, p->site->gazetteer, t->text, t->name,
	    &opts, &t->reading, why);
}

/* Read the text again and lay out what it would become. */
static enum err
paste_read(struct page *p, struct paste *t, struct why *why)
{
	struct change c = { 0 };
	size_t taken;
	enum err e;

	paste_sent(p, t);
	e = paste_chosen(t, why);
	if (e == ERR_OK)
		e = paste_begin(p, t, why);
	if (e == ERR_OK)
		e = propose_known(p->reader, p->arena, t->reading.text,
		    &t->known, &t->code, why);
	if (e != ERR_OK)
		return e;
	t->take = arena_array(p->arena, t->reading.items + 1,
	    sizeof(*t->take));
	t->ask = (struct propose_ask){ .reading = &t->reading,
		.take = t->take, .directive = t->directive,
		.label = t->label, .note = t->note, .lang = p->lang };
	paste_collect(t);
	e = propose_change(p->reader, p->arena, &t->ask, &c, &taken, why);
	if (e != ERR_OK)
		return e;
	if (taken > 0)
		paste_forms(t, &c);
	for (size_t i = 0; i < t->items; i++)
		paste_judge(t, &t->item[i]);
	return ERR_OK;
}

/* ---- show ---- */

static void
paste_box(struct page *p, struct str text, struct str date)
{
	html_put(&p->out, "<form method=\"post\" action=\"/activities/paste\" "
	    "enctype=\"multipart/form-data\">");
	page_token(&p->out, p);
	html_put(&p->out, "<section class=\"panel stack\" aria-label=\"%s\">"
	    "<div class=\"field\"><label for=\"text\">%s</label><span "
	    "class=\"help\">%s</span><textarea id=\"text\" name=\"text\" "
	    "rows=\"12\" autofocus>\n%.*s</textarea></div>",
	    tr(p->lang, "Text"), tr(p->lang, "Text"), tr(p->lang, "Minutes, a "
	    "news item, a message; English or Vietnamese. It is read here, by "
	    "this program."), STRF(text));
	html_put(&p->out, "<div class=\"field\"><label for=\"file\">%s</label>"
	    "<span class=\"help\" id=\"h-file\">%s</span><input id=\"file\" "
	    "type=\"file\" name=\"file\" aria-describedby=\"h-file\" "
	    "accept=\".txt,.md,.html,.htm,.pdf,.docx,.eml\"></div>",
	    tr(p->lang, "Or a file"), tr(p->lang, "Text, Markdown, a web page, "
	    "PDF, Word (.docx) or a mail (.eml) with what is attached; at most "
	    "16 MiB."));
	html_put(&p->out, "<div class=\"field\"><label for=\"date\">%s</label>"
	    "<span class=\"help\">%s</span><input id=\"date\" name=\"date\" "
	    "size=\"14\" value=\"%.*s\"></div></section>",
	    tr(p->lang, "Written on (optional)"), tr(p->lang, "Makes “next "
	    "year” a year: 21/11/2026, 2026-11 or today"), STRF(date));
	html_put(&p->out, "<div class=\"actions\"><button class=\"button "
	    "first\">%s</button></div></form>", tr(p->lang, "Read it"));
}

static void
paste_head(struct page *p, struct report *r)
{
	r->name = STR("paste");
	r->title = tr_str(p->lang, "Paste a text");
	r->sub = tr_str(p->lang, "What it directs, promises and reports is "
	    "marked and proposed. Nothing is recorded until you say so.");
	p->frame.timeless = true;
	page_open(p, r);
}

static void
paste_marked(struct paste *t)
{
	struct buf *b = &t->p->out;
	struct report_mark *m = arena_array(t->p->arena, t->items + 1,
	    sizeof(*m));

	for (size_t i = 0; i < t->items; i++) {
		const struct reading_item *x =
		    &t->reading.item[t->item[i].item];

		m[i] = (struct report_mark){ .begin = x->begin,
			.end = x->end, .letter = t->item[i].letter };
	}
	html_put(b, "<section class=\"panel w5 beside\" tabindex=\"0\" "
	    "aria-labelledby=\"h-text\">"
	    "<header><h2 id=\"h-text\">%s</h2></header>",
	    tr(t->p->lang, "The text"));
	show_text(b, t->reading.text, m, t->items);
	html_put(b, "</section>");
}

static void
paste_one(struct paste *t, struct paste_item *x, size_t number,
    struct form_lists *lists)
{
	struct buf *b = &t->p->out;
	const struct reading_item *from = &t->reading.item[x->item];
	const char *lang = t->p->lang;
	struct str kind = x->cannot == NULL ?
	    page_kind_one(t->p, x->form.kind) :
	    tr_str(lang, reading_kind_name(from->kind));

	html_put(b, "<fieldset class=\"proposal\"><legend class=\"hidden\">"
	    "%.*s: %.*s</legend><div class=\"proposal-head\">",
	    STRF(x->letter), STRF(kind));
	if (x->cannot == NULL) {
		html_put(b, "<label><input type=\"checkbox\" name=\"take%zu\" "
		    "value=\"yes\"", x->item);
		if (x->ticked)
			html_put(b, " checked");
		html_put(b, "><b>%.*s</b> %.*s</label>", STRF(x->letter),
		    STRF(kind));
	} else {
		html_put(b, "<span><b>%.*s</b> %.*s</span><span class=\"chip "
		    "chip-muted\">%s</span>", STRF(x->letter), STRF(kind),
		    tr(lang, x->cannot));
	}
	if (x->unsure != NULL)
		html_put(b, "<span class=\"chip chip-warn\">%s</span>",
		    tr(lang, x->unsure));
	html_put(b, "<kbd aria-hidden=\"true\">%zu</kbd></div>", number);
	if (x->cannot == NULL)
		form_show(b, t->p->reader, t->p->arena, &x->form, x->prefix,
		    lists);
	else
		html_put(b, "<blockquote>%.*s</blockquote>",
		    STRF(from->text));
	html_put(b, "</fieldset>");
}

/* Uncertain first, then the others, then what cannot become a record. */
static void
paste_all(struct paste *t, struct form_lists *lists)
{
	size_t number = 0;

	for (int turn = 0; turn < 3; turn++)
		for (size_t i = 0; i < t->items; i++) {
			struct paste_item *x = &t->item[i];
			int its = x->cannot != NULL ? 2 :
			    x->unsure != NULL ? 0 : 1;

			if (its == turn)
				paste_one(t, x, ++number, lists);
		}
}

static void
paste_errors(struct paste *t)
{
	struct buf *b = &t->p->out;

	if (t->errors == 0 && t->general.n == 0)
		return;
	html_put(b, "<div class=\"summary\" role=\"alert\" tabindex=\"-1\" "
	    "aria-labelledby=\"summary\"><h2 id=\"summary\">%s</h2><ul>",
	    tr(t->p->lang, "Not saved yet: please mend this"));
	if (t->general.n > 0)
		html_put(b, "<li>%.*s</li>", STRF(t->general));
	for (size_t i = 0; i < t->items; i++) {
		struct paste_item *x = &t->item[i];

		for (size_t k = 0; k < x->form.fields; k++)
			if (x->form.field[k].error.n > 0)
				html_put(b, "<li><a href=\"#f-%.*s%.*s\">%.*s: "
				    "%.*s: %.*s</a></li>", STRF(x->prefix),
				    STRF(x->form.field[k].field->name),
				    STRF(x->letter),
				    STRF(find_field_name(t->p->reader,
				    t->p->arena, x->form.field[k].field,
				    t->p->lang)),
				    STRF(x->form.field[k].error));
	}
	html_put(b, "</ul></div>");
}

/* What was attached and is no text: told, for it is not stored. */
static void
paste_unread(const struct paste *t)
{
	if (t->fault.n > 0)
		html_put(&t->p->out, "<p class=\"past\" role=\"status\">%s "
		    "%.*s</p>", tr(t->p->lang, "Not read, and not kept:"),
		    STRF(t->fault));
}

static void
paste_known(struct paste *t)
{
	const struct kind *k = kind_named(&t->p->site->office->kinds,
	    STR("document"));
	struct buf *b = &t->p->out;

	if (!t->known || k == NULL)
		return;
	html_put(b, "<p class=\"past\"><span>%s <a href=\"%.*s\">%.*s</a>. %s"
	    "</span><label><input type=\"checkbox\" name=\"again\" "
	    "value=\"yes\"> %s</label></p>",
	    tr(t->p->lang, "This very text is stored already, as"),
	    STRF(path_record(t->p->arena, k, t->code)), STRF(t->code),
	    tr(t->p->lang, "Its promises would count twice."),
	    tr(t->p->lang, "Store it once more"));
}

static bool
paste_has(const struct paste *t, enum reading_kind kind)
{
	for (size_t i = 0; i < t->items; i++)
		if (t->reading.item[t->item[i].item].kind == kind)
			return true;
	return false;
}

/* What goes for all of them: marking, directive, why. */
static void
paste_common(struct paste *t)
{
	struct buf *b = &t->p->out;

	html_put(b, "<div class=\"fields\">");
	page_marking(t->p, "label", t->label);
	if (paste_has(t, READING_DIRECTIVE))
		html_put(b, "<div class=\"field\"><label for=\"directive\">%s"
		    "</label><span class=\"help\">%s</span><input "
		    "id=\"directive\" name=\"directive\" value=\"%.*s\"></div>",
		    tr(t->p->lang, "Directive of the clauses"),
		    tr(t->p->lang, "Its number; empty makes one that is "
		    "called as the text is."), STRF(t->directive));
	html_put(b, "</div>");
}

static void
paste_found(struct paste *t)
{
	struct form_lists lists = { .n = 0 };
	struct buf *b = &t->p->out;

	html_put(b, "<section class=\"panel w7\" aria-labelledby=\"h-found\">"
	    "<header><h2 id=\"h-found\">%s</h2></header><p "
	    "class=\"answer\">", tr(t->p->lang, "What was found"));
	show_sentence(b, arena_printf(t->p->arena, tr_n(t->p->lang, "*%zu* "
	    "finding; those to look at come first. Only ticked ones are "
	    "recorded.", "*%zu* findings; those to look at come first. Only "
	    "ticked ones are recorded.", (int64_t)t->items), t->items));
	html_put(b, "</p><p class=\"help\">%s</p>", tr(t->p->lang, "Keys: "
	    "Enter takes the one you are at, i leaves it, c changes it, a "
	    "number goes to it."));
	paste_all(t, &lists);
	paste_common(t);
	html_put(b, "<div class=\"actions\"><button id=\"found-end\" "
	    "class=\"button first\">%s</button><a "
	    "href=\"/activities/paste\">%s</a></div></section>",
	    tr(t->p->lang, "Record what is ticked"),
	    tr(t->p->lang, "Another text"));
}

/* The first words of a text, as what it is called. */
static struct str
paste_called(const struct paste *t)
{
	struct words w;
	struct str line = str_trim(t->text), rest;

	words_init(&w, t->p->reader, t->p->arena, t->p->lang);
	(void)str_cut(line, '\n', &line, &rest);
	return words_cut(&w, str_trim(line), PASTE_CALLED_MAX);
}

/* Nothing was found: the text is not lost, as a note or as a document. */
static void
paste_kept(struct paste *t)
{
	struct page *p = t->p;
	struct str hand = STR("/activities/new");

	if (t->text.n <= PASTE_NOTE_MAX)
		hand = path_query(p->arena, hand, "note", t->text);
	html_put(&p->out, "<p class=\"past\" role=\"status\">%s <a "
	    "href=\"%.*s\">%s</a></p>", tr(p->lang, "Nothing was recognised "
	    "in this text. Correct it below, or"), STRF(hand),
	    tr(p->lang, "enter it by hand."));
	html_put(&p->out, "<form class=\"filter\" method=\"post\" "
	    "action=\"/documents/new\">");
	page_token(&p->out, p);
	html_put(&p->out, "<input type=\"hidden\" name=\"title\" "
	    "value=\"%.*s\"><textarea class=\"hidden\" name=\"text\" "
	    "aria-label=\"%s\" tabindex=\"-1\" readonly>\n%.*s</textarea>"
	    "<button class=\"button\">%s</button></form>",
	    STRF(paste_called(t)), tr(p->lang, "The text as it was pasted"),
	    STRF(t->text), tr(p->lang, "Keep the text as a document"));
}

static void
paste_show(struct paste *t)
{
	struct page *p = t->p;
	struct report r = { 0 };

	p->frame.faulty = t->errors > 0 || t->general.n > 0;
	paste_head(p, &r);
	paste_unread(t);
	if (t->items == 0) {
		paste_kept(t);
		paste_box(p, t->text, t->date);
		page_close(p, &r);
		return;
	}
	html_put(&p->out, "<form method=\"post\" novalidate "
	    "action=\"/activities/paste/accept\">");
	page_token(&p->out, p);
	html_put(&p->out, "<input type=\"hidden\" name=\"date\" "
	    "value=\"%.*s\"><input type=\"hidden\" name=\"name\" "
	    "value=\"%.*s\"><input type=\"hidden\" name=\"title\" "
	    "value=\"%.*s\"><textarea class=\"hidden\" name=\"text\" "
	    "aria-label=\"%s\" tabindex=\"-1\" readonly>\n%.*s</textarea>",
	    STRF(t->date), STRF(t->name), STRF(t->title),
	    tr(p->lang, "The text as it was pasted"), STRF(t->text));
	paste_errors(t);
	paste_known(t);
	html_put(&p->out, "<div class=\"panels\">");
	paste_marked(t);
	paste_found(t);
	html_put(&p->out, "</div></form>");
	page_close(p, &r);
}

/* GET /activities/paste */
enum err
page_paste(struct page *p, struct why *why)
{
	struct report r = { 0 };

	(void)why;
	paste_head(p, &r);
	paste_box(p, STR(""), STR(""));
	page_close(p, &r);
	return ERR_OK;
}

/* It cannot be read: why, and what was pasted, to mend it. */
static void
paste_again(struct page *p, const struct paste *t, struct str fault)
{
	struct report r = { 0 };

	p->status = 422;
	p->frame.faulty = true;
	paste_head(p, &r);
	html_put(&p->out, "<div class=\"summary\" role=\"alert\" "
	    "tabindex=\"-1\"><h2>%.*s</h2></div>", STRF(fault));
	paste_box(p, page_field(p, "text"), t->date);
	page_close(p, &r);
}

/* POST /activities/paste: read it, show what was found. */
enum err
page_paste_read(struct page *p, struct why *why)
{
	struct why fault = { .lang = p->lang };
	struct paste t;
	enum err e = paste_read(p, &t, &fault);

	if (e == ERR_OK)
		paste_show(&t);
	else if (e == ERR_INPUT || e == ERR_LIMIT || e == ERR_MISSING)
		paste_again(p, &t, arena_str(p->arena, str_of(fault.text)));
	else
		return why_set(why, e, "%s", fault.text);
	return ERR_OK;
}

/* ---- accept ---- */

/* What was ticked and typed, checked field by field. */
static enum err
paste_fill(struct paste *t, struct why *why)
{
	struct page *p = t->p;
	size_t ticked = 0;

	for (size_t i = 0; i < t->items; i++) {
		struct paste_item *x = &t->item[i];
		enum err e;

		t->take[x->item] = false;
		if (x->cannot != NULL)
			continue;
		x->ticked = str_is(page_field(p, arena_printf(p->arena,
		    "take%zu", x->item).p), "yes");
		e = form_fill(&x->form, p->request.form, p->request.forms,
		    x->prefix, why);
		if (e != ERR_OK)
			return e;
		if (!x->ticked)
			continue;
		form_check(p->reader, p->arena, &x->form);
		t->errors += x->form.errors;
		t->take[x->item] = true;
		ticked++;
	}
	if (ticked == 0)
		t->general = tr_str(p->lang, "Nothing is ticked, so there is "
		    "nothing to record.");
	else if (t->known && !t->again)
		t->general = tr_str(p->lang, "This text is stored already; "
		    "tick the box if it shall be stored once more.");
	return ERR_OK;
}

static bool
paste_put(struct change_item *item, struct str name, struct str value)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_eq(item->field[i].name, name)) {
			item->field[i].value = value;
			return true;
		}
	return false;
}

/* What a person typed stands instead of what was read. */
static void
paste_amend(struct arena *a, struct change_item *item, const struct form *f)
{
	struct change_field *field;

	field = arena_array(a, item->fields + f->fields, sizeof(*field));
	for (size_t i = 0; i < item->fields; i++)
		field[i] = item->field[i];
	item->field = field;
	for (size_t i = 0; i < f->fields; i++) {
		const struct form_field *from = &f->field[i];

		if (str_eq(from->value, from->was) ||
		    paste_put(item, from->field->name, from->value))
			continue;
		item->field[item->fields++] = (struct change_field){
			from->field->name, from->value };
	}
}

static enum err
paste_write(struct paste *t, struct change_done *done, struct why *why)
{
	struct page *p = t->p;
	struct change c = { 0 };
	size_t taken, at = 1;
	enum err e = propose_change(p->reader, p->arena, &t->ask, &c, &taken,
	    why);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < t->reading.items; i++) {
		struct paste_item *x;

		if (!t->take[i])
			continue;
		at = paste_next_record(&c, at);
		x = paste_of(t, i);
		ALWAYS(x != NULL);
		paste_amend(p->arena, &c.item[at], &x->form);
		at += 2;
	}
	c.mask = p->reader->mask;
	return p->site->commit(p->site->self, p->arena, &c, done, why);
}

/* POST /activities/paste/accept: one text is one change. */
enum err
page_paste_accept(struct page *p, struct why *why)
{
	const struct kind *k = kind_named(&p->site->office->kinds,
	    STR("document"));
	struct change_done done = { 0 };
	struct why refused = { .lang = p->lang };
	struct paste t;
	enum err e = paste_read(p, &t, why);

	if (e == ERR_OK)
		e = paste_fill(&t, why);
	if (e != ERR_OK)
		return e;
	if (t.errors == 0 && t.general.n == 0 && k != NULL) {
		if (paste_write(&t, &done, &refused) == ERR_OK) {
			page_saved(p, path_record(p->arena, k, done.code[0]),
			    &done);
			return ERR_OK;
		}
		t.general = arena_printf(p->arena, "%s", refused.text);
	}
	p->status = 422;
	paste_show(&t);
	return ERR_OK;
}
