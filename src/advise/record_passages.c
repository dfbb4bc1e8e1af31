#include "advise/record_part.h"

#include "base/str.h"
#include "base/tr.h"
#include "study/ledger.h"

#include "base/banned.h"

enum { QUOTE_WORDS = 600 };

/* The first facet of a thing that has the field. */
static const struct value *
value_of(struct record_page *m, const struct kind *k, struct id id,
    const char *name)
{
	static const struct value none = { .type = VALUE_NONE };
	struct row *row;
	size_t i, n;

	if (find_row(m->r, m->a, k, id, &row, &n, NULL) != ERR_OK)
		return &none;
	for (i = 0; i < n; i++) {
		if (words_value_of(&row[i], name)->type != VALUE_NONE)
			return words_value_of(&row[i], name);
	}
	return &none;
}

/* The bytes a passage names, when they are there. */
static struct str
passage(struct str text, const struct row *quote)
{
	int64_t first = words_value_of(quote, "first")->i;
	int64_t past = words_value_of(quote, "past")->i;

	if (first < 0 || past < first || (uint64_t)past > text.n)
		return STR("");
	return str_from(str_to(text, (size_t)past), (size_t)first);
}

static void
put_passage(struct record_page *m, struct report_block *b,
    const struct row *quote)
{
	const struct kind *document = words_kind(&m->w, "document");
	const struct value *doc = words_value_of(quote, "document");
	struct report_cell *c;
	struct str words;

	words_label(&m->w, quote->label);
	if (doc->type != VALUE_REF)
		return;
	words = passage(value_of(m, document, doc->ref, "text")->text, quote);
	c = report_row(m->a, b);
	c[0].text = words.n == 0 ? tr_str(m->w.lang, "(the passage is not in "
	    "the text)") : arena_printf(m->a, "“%.*s”", STRF(words_cut(&m->w,
	    words, QUOTE_WORDS)));
	c[1] = words_ref(&m->w, id_str(m->a, doc->ref));
	c[2] = words_date(&m->w, value_of(m, document, doc->ref,
	    "date")->type == VALUE_DATE ? value_of(m, document, doc->ref,
	    "date")->date : LEDGER_NO_DATE);
}

enum err
record_passages(struct record_page *m)
{
	struct rows_found found;
	struct report_panel *p;
	struct report_block *b;
	enum err e;
	size_t i;

	e = record_rows(m, "quote", "about", &found);
	if (e != ERR_OK || found.n == 0)
		return e;
	p = report_add_panel(m->a, m->out, "passages", tr_str(m->w.lang, "On "
	    "which words does it rest?"));
	b = report_add_block(m->a, p, BLOCK_TABLE);
	report_columns(m->a, b, 3);
	b->column[0] = (struct report_column){ .name = STR("words"),
		.head = tr_str(m->w.lang, "Words") };
	b->column[1] = (struct report_column){ .name = STR("document"),
		.head = tr_str(m->w.lang, "Document") };
	b->column[2] = (struct report_column){ .name = STR("date"),
		.head = tr_str(m->w.lang, "Date"), .type = CELL_DATE };
	for (i = 0; i < found.n; i++)
		put_passage(m, b, &found.row[i]);
	return ERR_OK;
}

/* A, B, ... Z, then numbers. */
static struct str
letter(struct record_page *m, size_t i)
{
	if (i < 26)
		return arena_printf(m->a, "%c", (char)('A' + i));
	return arena_printf(m->a, "%zu", i + 1);
}

/* A document: its text, with the passages that records rest on. */
enum err
record_text(struct record_page *m)
{
	struct rows_found found;
	struct report_panel *p;
	struct report_block *b;
	struct str text = value_of(m, m->kind, m->id, "text")->text;
	enum err e;
	size_t i;

	e = record_rows(m, "quote", "document", &found);
	if (e != ERR_OK || text.n == 0)
		return e;
	p = report_add_panel(m->a, m->out, "text", tr_str(m->w.lang, "What "
	    "does it say?"));
	p->answer = arena_printf(m->a, tr_n(m->w.lang, "*%s* of it is "
	    "recorded.", "*%s* of it are recorded.", (int64_t)found.n),
	    words_count(&m->w, (int64_t)found.n, "passage", "passages").p);
	b = report_add_block(m->a, p, BLOCK_TEXT);
	b->text = text;
	for (i = 0; i < found.n; i++) {
		struct str at = passage(text, &found.row[i]);
		const struct value *about = words_value_of(&found.row[i],
		    "about");

		if (at.n == 0 || about->type != VALUE_REF)
			continue;
		report_add_mark(m->a, b, &(struct report_mark){
			.begin = (size_t)(at.p - text.p),
			.end = (size_t)(at.p - text.p) + at.n,
			.letter = letter(m, b->marks),
			.link = words_ref(&m->w, id_str(m->a,
			    about->ref)).link });
	}
	return ERR_OK;
}
