#include "advise/record_part.h"

#include "advise/chain.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

static struct str
ledger_source(const struct record_page *m)
{
	return tr_str(m->w.lang, "ledger/1: what is linked to it, and what is "
	    "linked to that.");
}

enum err
record_deeds(struct record_page *m)
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
	p->source = ledger_source(m);
	b = chain_deeds(&m->w, p, false);
	for (i = 0; i < n && i < RECORD_LIST_MAX; i++) {
		m->w.parts |= UINT64_C(1) << deed[i].part;
		(void)chain_deed(&m->w, b, &deed[i]);
	}
	b->total = n;
	b->empty = tr_str(m->w.lang, "No deed is linked to it yet. Open an "
	    "activity and say which word it serves.");
	return ERR_OK;
}

static void
put_word(struct record_page *m, struct report_block *b,
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

enum err
record_serves(struct record_page *m)
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
	p->source = ledger_source(m);
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

enum err
record_clause(struct record_page *m)
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
	p->source = ledger_source(m);
	b = chain_promises(&m->w, p);
	for (i = 0; i < l.promises && i < RECORD_LIST_MAX; i++)
		chain_promise(&m->w, b, &l.promise[i]);
	b->total = l.promises;
	b->empty = tr_str(m->w.lang, "Nothing was promised under this clause.");
	b = chain_deeds(&m->w, p, true);
	for (i = 0; i < l.links && i < RECORD_LIST_MAX; i++)
		chain_deed(&m->w, b, &l.deed[l.link[i].deed])[4] =
		    chain_way(&m->w, &l, &l.link[i]);
	b->total = l.links;
	b->empty = tr_str(m->w.lang, "No deed serves this clause.");
	return ERR_OK;
}

/* A directive: its clauses, with what was promised and done under each. */
enum err
record_clauses(struct record_page *m)
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
	p->source = ledger_source(m);
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
