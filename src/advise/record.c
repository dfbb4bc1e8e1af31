#include "advise/record.h"

#include "advise/chain.h"
#include "advise/path.h"
#include "advise/quality.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { LIST_MAX = 100, QUOTE_WORDS = 600, MS_BITS = 16 };

/* A record's page in the making. */
struct making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct kind *kind;
	struct id id;
	struct str id_text, code;
	struct row *row; /* its facets */
	size_t rows;
	struct why *why;
};

static bool
is_kind(const struct making *m, const char *name)
{
	return str_is(m->kind->name, name);
}

/* Facts. */

static struct str
field_label(struct making *m, const struct field *f)
{
	return words_field(&m->w, f);
}

/* All values of a contested field that stand, each with its record. */
static void
put_contested(struct making *m, struct report_block *b,
    const struct field *f, const struct past *past, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct report_cell c;

		if (!past[i].standing || past[i].field != f)
			continue;
		c = words_value(&m->w, f, &past[i].value);
		if (past[i].value.type == VALUE_NONE)
			c.text = tr_str(m->w.lang, "(emptied)");
		c.tone = TONE_WARN;
		c.sub = arena_printf(m->a, tr(m->w.lang, "one of several "
		    "values; record %.*s"), STRF(past[i].record));
		report_fact(m->a, b, field_label(m, f), c);
	}
}

static size_t
standing(const struct past *past, size_t n, const struct field *f)
{
	size_t i, heads = 0;

	for (i = 0; i < n; i++)
		heads += past[i].standing && past[i].field == f;
	return heads;
}

/* A document's text has a panel of its own. */
static bool
has_panel(const struct making *m, const struct field *f)
{
	return is_kind(m, "document") && str_is(f->name, "text");
}

static void
put_fields(struct making *m, struct report_block *b, const struct row *row,
    const struct past *past, size_t n)
{
	size_t i, j, fields = m->kind->fields;

	ALWAYS(fields > 0);
	/* Its own fields first; what all kinds have comes after. */
	for (j = 0; j < fields * 2; j++) {
		const struct field *f;

		i = j % fields;
		f = &m->kind->field[i];
		if ((f->number >= KIND_OWN_FIRST) != (j < fields) ||
		    has_panel(m, f))
			continue;
		if (row->contested && standing(past, n, f) > 1)
			put_contested(m, b, f, past, n);
		else if (row->value[i].type != VALUE_NONE)
			report_fact(m->a, b, field_label(m, f),
			    words_value(&m->w, f, &row->value[i]));
	}
}

static enum err
put_facts(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "facts",
	    tr_str(m->w.lang, "What is known?"));
	struct past *past = NULL;
	enum err e = ERR_OK;
	size_t i, n = 0;

	for (i = 0; i < m->rows; i++) {
		struct report_block *b = report_add_block(m->a, p,
		    BLOCK_FACTS);

		if (m->row[i].contested && past == NULL)
			e = find_history(m->r, m->a, m->id, &past, &n,
			    m->why);
		if (e != ERR_OK)
			return e;
		if (m->rows > 1)
			b->text = m->row[i].label;
		words_label(&m->w, m->row[i].label);
		put_fields(m, b, &m->row[i], past, n);
		b->empty = tr_str(m->w.lang, "Nothing but its existence.");
	}
	return ERR_OK;
}

/* Rows of another kind by a filter, for the panels below. */
static enum err
rows_of(struct making *m, const char *kind, const char *field,
    struct rows_found *out)
{
	return find_list(m->r, m->a, &(struct find_query){
		.kind = words_kind(&m->w, kind),
		.filter = arena_printf(m->a, "%s:%.*s", field,
		    STRF(m->id_text)),
		.limit = LIST_MAX }, out, m->why);
}

/* Passages. */

/* The first facet of a thing that has the field. */
static const struct value *
value_of(struct making *m, const struct kind *k, struct id id,
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
put_passage(struct making *m, struct report_block *b, const struct row *quote)
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

static enum err
put_passages(struct making *m)
{
	struct rows_found found;
	struct report_panel *p;
	struct report_block *b;
	enum err e;
	size_t i;

	e = rows_of(m, "quote", "about", &found);
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
letter(struct making *m, size_t i)
{
	if (i < 26)
		return arena_printf(m->a, "%c", (char)('A' + i));
	return arena_printf(m->a, "%zu", i + 1);
}

/* A document: its text, with the passages that records rest on. */
static enum err
put_text(struct making *m)
{
	struct rows_found found;
	struct report_panel *p;
	struct report_block *b;
	struct str text = value_of(m, m->kind, m->id, "text")->text;
	enum err e;
	size_t i;

	e = rows_of(m, "quote", "document", &found);
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

/* The ledger. */

static enum err
put_deeds(struct making *m)
{
	struct ledger_deed *deed;
	struct report_panel *p;
	struct report_block *b;
	size_t i, n, done = 0;
	enum err e;

	e = ledger_deeds(m->r, m->a, m->id, &deed, &n, m->why);
	if (e != ERR_OK)
		return e;
	for (i = 0; i < n; i++)
		done += deed[i].done;
	p = report_add_panel(m->a, m->out, "deeds", tr_str(m->w.lang, "What "
	    "was done for it?"));
	if (n > 0)
		p->answer = arena_printf(m->a, tr(m->w.lang, "*%s*, %zu of "
		    "them held or done."), words_count(&m->w, (int64_t)n,
		    "deed", "deeds").p, done);
	p->source = STR("ledger/1");
	b = chain_deeds(&m->w, p, false);
	for (i = 0; i < n && i < LIST_MAX; i++) {
		m->w.parts |= UINT64_C(1) << deed[i].part;
		(void)chain_deed(&m->w, b, &deed[i]);
	}
	b->total = n;
	b->empty = tr_str(m->w.lang, "No deed is linked to it yet. Open an "
	    "activity and say which word it serves.");
	return ERR_OK;
}

static void
put_word(struct making *m, struct report_block *b,
    const struct ledger_word *t)
{
	struct report_cell *c = report_row(m->a, b);

	c[0].text = words_one(&m->w, t->kind);
	c[1] = words_ref(&m->w, id_str(m->a, t->word));
	if (!id_is_zero(t->clause))
		c[2] = words_ref(&m->w, id_str(m->a, t->clause));
	c[2].text = words_cut(&m->w, c[2].text, 120);
	if (!id_is_zero(t->directive))
		c[3] = words_ref(&m->w, id_str(m->a, t->directive));
}

static enum err
put_serves(struct making *m)
{
	struct ledger_word *word;
	struct report_panel *p;
	struct report_block *b;
	size_t i, n;
	enum err e;

	e = ledger_words(m->r, m->a, m->id, &word, &n, m->why);
	if (e != ERR_OK)
		return e;
	p = report_add_panel(m->a, m->out, "serves", tr_str(m->w.lang, "Which "
	    "words does it serve?"));
	p->source = STR("ledger/1");
	b = report_add_block(m->a, p, BLOCK_TABLE);
	report_columns(m->a, b, 4);
	b->column[0] = (struct report_column){ .name = STR("kind"),
		.head = tr_str(m->w.lang, "Kind") };
	b->column[1] = (struct report_column){ .name = STR("word"),
		.head = tr_str(m->w.lang, "Word") };
	b->column[2] = (struct report_column){ .name = STR("clause"),
		.head = tr_str(m->w.lang, "Clause") };
	b->column[3] = (struct report_column){ .name = STR("directive"),
		.head = tr_str(m->w.lang, "Directive"), .minor = true };
	for (i = 0; i < n; i++)
		put_word(m, b, &word[i]);
	b->empty = tr_str(m->w.lang, "It serves no clause, promise or "
	    "objective. Link it to the word it keeps.");
	return ERR_OK;
}

static enum err
put_clause(struct making *m)
{
	struct ledger l;
	struct report_panel *p;
	struct report_block *b;
	enum err e;
	size_t i;

	e = ledger_read(m->r, m->a, &(struct ledger_ask){ .clause = m->id,
		.from = INT32_MIN, .to = INT32_MAX }, &l, m->why);
	if (e != ERR_OK)
		return e;
	m->w.parts |= l.parts;
	p = report_add_panel(m->a, m->out, "ledger", tr_str(m->w.lang, "What "
	    "was promised and what was done?"));
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%s, %lld kept, %lld "
	    "late*; %s."), words_count(&m->w, l.count.promised, "promise",
	    "promises").p, (long long)l.count.kept, (long long)l.count.late,
	    words_count(&m->w, l.count.deeds, "deed", "deeds").p);
	p->source = STR("ledger/1");
	b = chain_promises(&m->w, p);
	for (i = 0; i < l.promises && i < LIST_MAX; i++)
		chain_promise(&m->w, b, &l.promise[i]);
	b->total = l.promises;
	b->empty = tr_str(m->w.lang, "Nothing was promised under this clause.");
	b = chain_deeds(&m->w, p, true);
	for (i = 0; i < l.links && i < LIST_MAX; i++)
		chain_deed(&m->w, b, &l.deed[l.link[i].deed])[4] =
		    chain_way(&m->w, &l, &l.link[i]);
	b->total = l.links;
	b->empty = tr_str(m->w.lang, "No deed serves this clause.");
	return ERR_OK;
}

/*
 * What points at a record of some kind and belongs on its page: the rows of
 * another kind through a field of theirs, with the fields shown.
 */
static const struct attached {
	const char *of, *kind, *via, *question;
	const char *field[5];
	const char *empty; /* NULL: no panel when there is nothing */
} attached[] = {
	{ "commitment", "verification", "commitment", TR("Who says whether it "
	    "was kept?"), { "result", "date", "verifier", "evidence_level",
	    "evidence" }, TR("Nobody has verified it. Somebody other than its "
	    "owner can.") },
	{ "commitment", "evidence", "about", TR("What shows it?"), { "title",
	    "date", "evidence_level", "source", "document" },
	    TR("No evidence is recorded.") },
	{ "activity", "participant", "activity", TR("Who took part?"), { "role",
	    "partner", "organ", "post", "attended" }, NULL },
	{ "activity", "commitment", "made_at", TR("What was promised there?"),
	    { "text", "side", "partner", "due", "owner" }, NULL },
	{ "activity", "task", "activity", TR("What has to be done for it?"),
	    { "title", "owner", "due", "done" }, NULL },
	{ "activity", "evidence", "about", TR("What shows it?"), { "title",
	    "date", "evidence_level", "source", "document" },
	    TR("No evidence is recorded.") },
	{ "task", "evidence", "about", TR("What shows it?"), { "title", "date",
	    "evidence_level", "source", "document" }, NULL },
	{ "measurement", "evidence", "about", TR("What shows it?"), { "title",
	    "date", "evidence_level", "source", "document" }, NULL },
	{ "agreement", "treaty_action", "agreement",
	    TR("What was done with the text?"), { "action", "date", "partner",
	    "note" }, NULL },
	{ "agreement", "commitment", "agreement", TR("What does it promise?"),
	    { "text", "side", "due", "owner" }, NULL },
	{ "agreement", "mechanism", "agreement", TR("Who carries it out?"),
	    { "name", "type", "level", "cadence_months" }, NULL },
	{ "forum", "session", "forum", TR("When does it meet?"), { "title",
	    "start", "host", "place" }, NULL },
	{ "forum", "membership", "forum", TR("Who belongs to it?"), { "partner",
	    "role", "valid_from", "valid_to" }, NULL },
	{ "mechanism", "activity", "mechanism", TR("When did it meet?"),
	    { "title", "start", "level", "place" }, NULL },
	{ "plan", "objective", "plan", TR("What is it to reach?"), { "title",
	    "clause", "lead", "due", "done" }, NULL },
	{ "objective", "indicator", "objective", TR("How is it told?"),
	    { "title", "unit_of", "baseline", "target", "target_date" },
	    NULL },
	{ "indicator", "measurement", "indicator", TR("What was measured?"),
	    { "period", "value", "evidence_level" }, NULL },
	{ "person", "tenure", "person", TR("Which posts, and when?"), { "post",
	    "rank", "valid_from", "valid_to" }, NULL },
	{ "post", "tenure", "post", TR("Who held it, and when?"), { "person",
	    "rank", "valid_from", "valid_to" }, NULL }
};

static struct report_block *
attached_block(struct making *m, const struct attached *t,
    const struct kind *k)
{
	struct report_panel *p = report_add_panel(m->a, m->out, t->kind,
	    tr_str(m->w.lang, t->question));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	size_t j, n = 0;

	while (n < countof(t->field) && t->field[n] != NULL)
		n++;
	report_columns(m->a, b, n);
	for (j = 0; j < n; j++)
		b->column[j] = (struct report_column){
			.name = str_of(t->field[j]),
			.head = words_field(&m->w, kind_field(k,
			    str_of(t->field[j]))), .minor = j > 2 };
	if (t->empty != NULL)
		b->empty = tr_str(m->w.lang, t->empty);
	p->more = path_list(m->a, k, arena_printf(m->a, "%s:%.*s", t->via,
	    STRF(m->id_text)));
	p->more_words = words_many(&m->w, k);
	return b;
}

static enum err
put_attached(struct making *m, const struct attached *t)
{
	const struct kind *k = words_kind(&m->w, t->kind);
	struct rows_found found;
	struct report_block *b;
	enum err e;
	size_t i, j;

	e = rows_of(m, t->kind, t->via, &found);
	if (e != ERR_OK || (found.n == 0 && t->empty == NULL))
		return e;
	b = attached_block(m, t, k);
	for (i = 0; i < found.n; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		words_label(&m->w, row->label);
		for (j = 0; j < b->columns; j++)
			c[j] = words_value(&m->w, kind_field(k,
			    str_of(t->field[j])), words_value_of(row,
			    t->field[j]));
		if (c[0].link.n == 0)
			c[0].link = path_record(m->a, k,
			    words_code(&m->w, row));
	}
	return ERR_OK;
}

/* A directive: its clauses, with what was promised and done under each. */
static enum err
put_clauses(struct making *m)
{
	static const char *const name[] = { "ordinal", "clause", "promised",
		"kept", "late", "deeds" };
	static const char *const head[] = { TR("No."), TR("Clause"),
		TR("Promised"), TR("Kept"), TR("Late"), TR("Deeds") };
	struct ledger l;
	struct report_panel *p;
	struct report_block *b;
	enum err e;
	size_t i;

	e = ledger_read(m->r, m->a, &(struct ledger_ask){ .directive = m->id,
		.from = INT32_MIN, .to = INT32_MAX }, &l, m->why);
	if (e != ERR_OK)
		return e;
	m->w.parts |= l.parts;
	p = report_add_panel(m->a, m->out, "clauses", tr_str(m->w.lang, "What "
	    "does it ask for, and what came of it?"));
	p->source = STR("ledger/1");
	p->more = path_part(m->a, m->kind, m->code, "review");
	p->more_words = tr_str(m->w.lang, "Review, clause by clause");
	b = report_add_block(m->a, p, BLOCK_TABLE);
	report_columns(m->a, b, countof(name));
	for (i = 0; i < countof(name); i++)
		b->column[i] = (struct report_column){
			.name = str_of(name[i]),
			.head = tr_str(m->w.lang, head[i]),
			.type = i > 1 ? CELL_NUMBER : CELL_TEXT };
	for (i = 0; i < l.clauses; i++) {
		const struct ledger_clause *t = &l.clause[i];
		struct report_cell *c = report_row(m->a, b);
		struct str link = path_record(m->a, words_kind(&m->w,
		    "clause"), t->code.n > 0 ? t->code : t->id);

		c[0].text = t->ordinal;
		c[1] = report_link(words_vi(&m->w) && t->text_vi.n > 0 ?
		    t->text_vi : t->text, link);
		c[2] = report_number(m->a, t->count.promised, link);
		c[3] = report_number(m->a, t->count.kept, link);
		c[4] = report_number(m->a, t->count.late, link);
		c[5] = report_number(m->a, t->count.deeds, link);
	}
	b->empty = tr_str(m->w.lang, "No clause is recorded. Add its clauses, "
	    "and what serves them can be counted.");
	return ERR_OK;
}

static enum err
put_ledger(struct making *m)
{
	enum err e = ERR_OK;
	size_t i;

	if (is_kind(m, "clause"))
		return put_clause(m);
	if (is_kind(m, "directive"))
		return put_clauses(m);
	if (is_kind(m, "document"))
		return put_text(m);
	if (is_kind(m, "commitment") || is_kind(m, "objective") ||
	    is_kind(m, "mechanism") || is_kind(m, "agreement"))
		e = put_deeds(m);
	if (e == ERR_OK && (is_kind(m, "activity") || is_kind(m, "task") ||
	    is_kind(m, "agreement")))
		e = put_serves(m);
	for (i = 0; i < countof(attached) && e == ERR_OK; i++) {
		if (is_kind(m, attached[i].of))
			e = put_attached(m, &attached[i]);
	}
	return e;
}

/* Who points here. */

static enum err
put_links(struct making *m)
{
	struct report_panel *p;
	struct report_block *b;
	struct link *link;
	size_t i, n;
	enum err e;

	e = find_links(m->r, m->a, m->id, &link, &n, m->why);
	if (e != ERR_OK || n == 0)
		return e;
	p = report_add_panel(m->a, m->out, "links", tr_str(m->w.lang, "What "
	    "else points here?"));
	b = report_add_block(m->a, p, BLOCK_ROWS);
	report_columns(m->a, b, 3);
	b->column[0].name = STR("kind");
	b->column[1].name = STR("field");
	b->column[2] = (struct report_column){ .name = STR("count"),
		.type = CELL_NUMBER };
	for (i = 0; i < n; i++) {
		struct report_cell *c = report_row(m->a, b);
		struct str filter = arena_printf(m->a, "%.*s:%.*s",
		    STRF(link[i].field->name), STRF(m->id_text));

		c[0] = report_link(words_many(&m->w, link[i].kind),
		    path_list(m->a, link[i].kind, filter));
		c[1].text = words_field(&m->w, link[i].field);
		c[2] = report_number(m->a, link[i].n, c[0].link);
	}
	return ERR_OK;
}

/* Head. */

static void
put_actions(struct making *m)
{
	struct str commitment = path_word(m->a, words_kind(&m->w,
	    "verification"));

	report_add_action(m->a, m->out, tr(m->w.lang, "Edit"), path_part(m->a,
	    m->kind, m->code, "edit"));
	if (is_kind(m, "activity") && m->row[0].derived[0].n > 0 &&
	    !str_is(m->row[0].derived[0], "closed"))
		report_add_action(m->a, m->out, tr(m->w.lang, "Close"),
		    path_part(m->a, m->kind, m->code, "close"));
	if (m->kind->derives > 0 &&
	    (str_is(m->row[0].derived[0], "proposed") ||
	    (is_kind(m, "plan") && str_is(m->row[0].derived[0], "draft"))) &&
	    kind_field(m->kind, STR("approved")) != NULL)
		report_add_action(m->a, m->out, tr(m->w.lang, "Decide"),
		    path_part(m->a, m->kind, m->code, "approve"));
	if (is_kind(m, "commitment"))
		report_add_action(m->a, m->out, tr(m->w.lang, "Verify"),
		    path_query(m->a, arena_printf(m->a, "/%.*s/new",
		    STRF(commitment)), "commitment", m->code));
	if (is_kind(m, "directive"))
		report_add_action(m->a, m->out, tr(m->w.lang, "Review"),
		    path_part(m->a, m->kind, m->code, "review"));
}

/* The record line: label, when, in which version. */
static struct str
record_line(struct making *m)
{
	const struct row *row = &m->row[0];
	int64_t ms = (int64_t)(row->recorded >> MS_BITS) +
	    (int64_t)m->r->office->offset_min * 60000;
	struct str kind = words_one(&m->w, m->kind);
	struct str day = words_day(&m->w, date_day_of_ms(ms));

	return arena_printf(m->a, tr(m->w.lang, "%.*s. Recorded %.*s%s%.*s."),
	    STRF(kind), STRF(day), row->label.n > 0 ? ", " : "",
	    STRF(tr_view(m->w.lang, row->label)));
}

static void
put_head(struct making *m)
{
	const struct row *row = &m->row[0];
	const struct value *gone = words_value_of(row, "withdrawn");
	struct report_cell chip;

	m->out->name = STR("record");
	m->out->title = words_title(&m->w, row);
	if (words_value_of(row, "code")->type != VALUE_NONE)
		m->out->code = m->code;
	if (m->kind->derives > 0) {
		chip = words_status(&m->w, m->kind, row->derived[0]);
		m->out->chip = chip.text;
		m->out->chip_tone = chip.tone;
	}
	if (gone->type != VALUE_NONE) {
		m->out->chip = tr_str(m->w.lang, "Withdrawn");
		m->out->chip_tone = TONE_MUTED;
	}
	m->out->sub = record_line(m);
	m->out->path = path_record(m->a, m->kind, m->code);
	report_add_crumb(m->a, m->out, words_many(&m->w, m->kind),
	    path_list(m->a, m->kind, STR("")));
	report_add_tab(m->a, m->out, tr_str(m->w.lang, "Facts"), m->out->path);
	report_add_tab(m->a, m->out, tr_str(m->w.lang, "History"),
	    path_part(m->a, m->kind, m->code, "history"));
	put_actions(m);
}

enum err
record_report(struct reader *r, struct arena *a, const struct record_ask *ask,
    struct report *out, struct why *why)
{
	struct making m = { .a = a, .r = r, .out = out, .kind = ask->kind,
		.id = ask->id, .id_text = id_str(a, ask->id), .why = why };
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	e = find_row(r, a, m.kind, m.id, &m.row, &m.rows, why);
	if (e != ERR_OK)
		return e;
	m.code = words_code(&m.w, &m.row[0]);
	put_head(&m);
	e = put_facts(&m);
	if (e == ERR_OK && r->now)
		e = quality_of(&m.w, &m.row[0], out, why);
	if (e == ERR_OK)
		e = put_passages(&m);
	if (e == ERR_OK)
		e = put_ledger(&m);
	if (e == ERR_OK)
		e = put_links(&m);
	words_head(&m.w, out);
	return e;
}
