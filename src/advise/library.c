#include "advise/library.h"

#include "advise/part.h"
#include "advise/path.h"
#include "advise/record.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { TABLE_MAX = 50, PASSAGES_MAX = 500, LETTERS = 26 };

static const struct {
	const char *show, *words, *filter;
} shelves[] = {
	{ "", TR("All"), "" },
	{ "documents", TR("Minutes and statements"), "-type:news,directive" },
	{ "resolutions", TR("Resolutions"), "type:directive" },
	{ "press", TR("Press"), "type:news" }
};

struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *kind, *quote;
	struct map *passages; /* id of a document to an int64_t */
	struct why *why;
};

static const struct part_column columns[] = {
	{ "date", TR("Date"), CELL_DATE, false },
	{ "title", TR("Title"), CELL_TEXT, false },
	{ "type", TR("Type"), CELL_TEXT, true },
	{ "author", TR("Author or speaker"), CELL_TEXT, true },
	{ "partner", TR("Partner"), CELL_ISO, true },
	{ "passages", TR("Passages"), CELL_NUMBER, false }
};

static enum err
count_passages(struct making *m)
{
	struct facet *f;
	size_t n;
	enum err e = find_facet(m->w.r, m->a, m->quote, STR(""),
	    STR("document"), &f, &n, m->why);

	m->passages = map_new(m->a);
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		if (f[i].value.n > 0)
			(void)map_put(m->passages, f[i].value, &f[i].n);
	return e;
}

static void
put_document(struct making *m, struct report_block *b, const struct row *row)
{
	const int64_t *n = map_get(m->passages, id_str(m->a, row->id));
	struct report_cell *c = report_row(m->a, b);

	c[0] = part_field(&m->w, row, "date");
	c[1] = part_title(&m->w, row);
	c[1].link = arena_printf(m->a, "/library/%.*s",
	    STRF(words_code(&m->w, row)));
	c[2] = part_field(&m->w, row, "type");
	c[3] = part_field(&m->w, row, "author");
	c[4] = part_field(&m->w, row, "partner");
	c[5] = report_number(m->a, n != NULL ? *n : 0, STR(""));
}

static enum err
put_documents(struct making *m, size_t shelf)
{
	struct report_panel *p = part_panel(&m->w, m->out, "documents",
	    TR("What was read, and what rests on it?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct str filter = str_of(shelves[shelf].filter);
	struct rows_found found = { 0 };
	int64_t n;
	enum err e = find_count(m->w.r, m->kind, filter, &n, m->why);

	if (e == ERR_OK)
		e = part_find(&m->w, m->kind, filter, "-date", TABLE_MAX,
		    &found, m->why);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < found.n; i++)
		put_document(m, b, &found.row[i]);
	p->answer = arena_printf(m->a, tr_n(m->w.lang, "*%lld document*.",
	    "*%lld documents*.", n), (long long)n);
	b->total = (size_t)n;
	b->empty = part_say(&m->w, TR("Nothing is kept here yet. Paste a text: "
	    "it is kept word for word, and records point to its passages."));
	p->more = path_list(m->a, m->kind, filter);
	p->more_words = part_say(&m->w, TR("As a list with filters"));
	return ERR_OK;
}

/* The directives themselves, whose texts are on this shelf. */
static enum err
put_directives(struct making *m)
{
	const struct kind *k = words_kind(&m->w, "directive");
	struct report_panel *p = part_panel(&m->w, m->out, "directives",
	    TR("Which resolutions bind us?"), 0);
	struct report_block *b = part_rows(&m->w, p, 2);
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, k, STR("status:in-force"), "-issued",
	    TABLE_MAX, &found, m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_field(&m->w, &found.row[i], "issued");
		c[1] = part_title(&m->w, &found.row[i]);
		c[1].sub = part_text(&found.row[i], "issuer");
	}
	b->empty = part_say(&m->w, TR("No directive is in force."));
	p->more = path_list(m->a, k, STR(""));
	p->more_words = part_say(&m->w, TR("Clause by clause"));
	return e;
}

enum err
library_report(struct reader *r, struct arena *a,
    const struct library_ask *ask, struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .why = why };
	size_t shelf = 0;
	enum err e;

	*out = (struct report){ .name = STR("library"),
		.path = path_query(a, STR("/library"), "show", ask->show) };
	words_init(&m.w, r, a, ask->lang);
	m.kind = words_kind(&m.w, "document");
	m.quote = words_kind(&m.w, "quote");
	while (shelf < countof(shelves) &&
	    !str_is(ask->show, shelves[shelf].show))
		shelf++;
	if (shelf == countof(shelves))
		return why_set(why, ERR_INPUT, "show is one of documents, "
		    "resolutions, press, list.");
	out->title = part_say(&m.w, TR("Library"));
	for (size_t i = 0; i < countof(shelves); i++)
		part_tab(&m.w, out, shelves[i].words, -1, path_query(a,
		    STR("/library"), "show", str_of(shelves[i].show)));
	out->tab_at = shelf;
	report_add_action(a, out, tr(m.w.lang, "Paste a text"),
	    STR("/activities/paste"));
	report_add_action(a, out, tr(m.w.lang, "As a list"), path_query(a,
	    path_list(a, m.kind, STR("")), "show", STR("list")));
	e = count_passages(&m);
	if (e == ERR_OK)
		e = put_documents(&m, shelf);
	if (e == ERR_OK && str_is(ask->show, "resolutions"))
		e = put_directives(&m);
	words_head(&m.w, out);
	return e;
}

/* One document. */

static struct str
words_between(struct str text, const struct row *quote)
{
	int64_t first = part_int(quote, "first"), past = part_int(quote,
	    "past");

	if (first < 0 || past < first || past > (int64_t)text.n)
		return STR("");
	return str_to(str_from(text, (size_t)first), (size_t)(past - first));
}

/* The record that a passage became, by its kind and state of today. */
static void
put_became(struct making *m, struct report_block *b, const struct row *quote,
    struct str text, size_t *letters)
{
	const struct value *about = words_value_of(quote, "about");
	struct str words = words_between(text, quote);
	const struct kind *k;
	struct report_cell *c;
	struct row *row;
	size_t n, at = *letters;

	if (about->type != VALUE_REF || words.n == 0)
		return;
	/* A passage whose record may not be seen has its letter still. */
	++*letters;
	k = find_kind(m->w.r, about->ref);
	if (k == NULL || find_row(m->w.r, m->a, k, about->ref, &row, &n,
	    NULL) != ERR_OK)
		return;
	c = report_row(m->a, b);
	words_label(&m->w, row->label);
	c[0].text = at < LETTERS ? arena_printf(m->a, "%c",
	    (char)('A' + at)) : arena_printf(m->a, "%zu", at + 1);
	c[1].text = words_cut(&m->w, words, PART_WORDS);
	c[2].text = words_one(&m->w, k);
	c[3] = part_title(&m->w, row);
	c[4] = part_state(&m->w, row);
}

enum err
library_document(struct reader *r, struct arena *a, struct id id,
    const char *lang, struct report *out, struct why *why)
{
	static const struct part_column c[] = {
		{ "letter", TR("Passage"), CELL_TEXT, false },
		{ "words", TR("Words"), CELL_TEXT, false },
		{ "kind", TR("Became"), CELL_TEXT, true },
		{ "record", TR("Record"), CELL_TEXT, false },
		{ "state", TR("State today"), CELL_CHIP, false }
	};
	struct making m = { .a = a, .out = out, .why = why };
	struct record_ask ask = { .id = id, .lang = lang };
	struct rows_found found = { 0 };
	struct report_panel *p;
	struct report_block *b;
	struct row *row = NULL;
	size_t n, letters = 0;
	enum err e;

	words_init(&m.w, r, a, lang);
	ask.kind = m.kind = words_kind(&m.w, "document");
	m.quote = words_kind(&m.w, "quote");
	e = record_report(r, a, &ask, out, why);
	if (e == ERR_OK)
		e = find_row(r, a, m.kind, id, &row, &n, why);
	if (e == ERR_OK)
		e = part_find(&m.w, m.quote, arena_printf(a, "document:%.*s",
		    STRF(id_str(a, id))), "first", PASSAGES_MAX, &found, why);
	if (e != ERR_OK || found.n == 0)
		return e;
	p = part_panel(&m.w, out, "became", TR("What did each passage "
	    "become?"), 0);
	b = part_table(&m.w, p, c, countof(c));
	for (size_t i = 0; i < found.n; i++)
		put_became(&m, b, &found.row[i], part_text(&row[0], "text"),
		    &letters);
	b->empty = part_say(&m.w, TR("None of what its passages became may be "
	    "seen."));
	return e;
}
