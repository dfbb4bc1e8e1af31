#include "advise/review_part.h"

#include "advise/chain.h"
#include "advise/path.h"
#include "base/tr.h"

#include "base/banned.h"

enum {
	ROWS_MAX = 100,    /* promises or deeds listed under one clause */
	CLAUSE_WORDS = 120 /* bytes of a clause in a table */
};

/* The table, clause by clause. */

static struct str
clause_words(struct review *m, const struct ledger_clause *c)
{
	return words_vi(&m->w) && c->text_vi.n > 0 ? c->text_vi : c->text;
}

static struct str
clause_link(struct review *m, const struct ledger_clause *c)
{
	return path_record(m->a, m->clause, c->code.n > 0 ? c->code : c->id);
}

struct report_cell
review_clause_cell(struct review *m, const struct ledger_clause *c)
{
	return report_link(words_cut(&m->w, clause_words(m, c), CLAUSE_WORDS),
	    clause_link(m, c));
}

static void
put_clause_row(struct review *m, struct report_cell *row,
    const struct ledger_clause *c)
{
	struct str link = clause_link(m, c);
	size_t i;

	row[0] = report_link(c->ordinal, arena_printf(m->a, "#clause-%zu",
	    (size_t)(c - m->l.clause) + 1));
	row[1] = review_clause_cell(m, c);
	row[2].text = words_term(&m->w, STR("obligation"), c->obligation);
	for (i = 0; i < REVIEW_COUNTS; i++) {
		int64_t n = review_count_at(&c->count, i);

		row[3 + i] = report_number(m->a, n,
		    review_clause_link(m, c, review_counts[i].filter));
		row[3 + i].tone = n > 0 ? review_counts[i].tone : TONE_PLAIN;
	}
	row[8] = report_number(m->a, c->count.deeds, link);
	row[8].tone = c->count.deeds == 0 ? TONE_WARN : TONE_PLAIN;
	row[9] = report_number(m->a, c->count.done, link);
}

static void
put_total_row(struct review *m, struct report_cell *row)
{
	size_t i;

	row[1].text = tr_str(m->w.lang, "All clauses");
	for (i = 0; i < REVIEW_COUNTS; i++)
		row[3 + i] = report_number(m->a,
		    review_count_at(&m->l.count, i),
		    review_link(m, review_counts[i].filter));
	row[8] = report_number(m->a, m->l.count.deeds, STR(""));
	row[9] = report_number(m->a, m->l.count.done, STR(""));
}

void
review_clauses(struct review *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "clauses",
	    tr_str(m->w.lang, "What was promised, done and verified, clause by "
	    "clause?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(m->a, b, 10);
	size_t i;

	c[0] = (struct report_column){ .name = STR("ordinal"),
		.head = tr_str(m->w.lang, "No.") };
	c[1] = (struct report_column){ .name = STR("clause"),
		.head = tr_str(m->w.lang, "Clause") };
	c[2] = (struct report_column){ .name = STR("obligation"),
		.head = tr_str(m->w.lang, "Obligation"), .minor = true };
	review_count_columns(m, c + 3);
	c[8] = (struct report_column){ .name = STR("deeds"),
		.head = tr_str(m->w.lang, "Deeds"), .type = CELL_NUMBER };
	c[9] = (struct report_column){ .name = STR("deeds_done"),
		.head = tr_str(m->w.lang, "Held"), .type = CELL_NUMBER };
	for (i = 0; i < m->l.clauses; i++)
		put_clause_row(m, report_row(m->a, b), &m->l.clause[i]);
	if (m->l.clauses > 0)
		put_total_row(m, report_row(m->a, b));
	b->empty = tr_str(m->w.lang, "No clause is recorded. Add the clauses "
	    "of this directive; promises and deeds are then counted under "
	    "each.");
	p->source = tr_str(m->w.lang, "ledger/1: a deed counts once under each "
	    "clause that it serves directly, by a promise, an objective or a "
	    "task.");
}

/* One panel a clause. */

static void
put_clause_deeds(struct review *m, struct report_panel *p,
    const struct ledger_clause *c)
{
	struct report_block *b = chain_deeds(&m->w, p, true);
	size_t i;

	for (i = 0; i < c->links && i < ROWS_MAX; i++) {
		const struct ledger_link *k = &m->l.link[c->first_link + i];

		chain_deed(&m->w, b, &m->l.deed[k->deed])[4] =
		    chain_way(&m->w, &m->l, k);
	}
	b->total = c->links;
	b->empty = tr_str(m->w.lang, "No deed serves this clause.");
}

static struct str
clause_answer(struct review *m, const struct ledger_clause *c)
{
	const struct ledger_count *n = &c->count;

	if (n->promised == 0 && n->deeds == 0)
		return tr_str(m->w.lang, "*Nothing was promised and nothing "
		    "was done under this clause.*");
	return arena_printf(m->a, tr(m->w.lang, "*%s, %lld kept, %lld late*; "
	    "%s, %lld of them held or done."), words_count(&m->w, n->promised,
	    "promise", "promises").p, (long long)n->kept, (long long)n->late,
	    words_count(&m->w, n->deeds, "deed", "deeds").p,
	    (long long)n->done);
}

void
review_clause(struct review *m, size_t i)
{
	const struct ledger_clause *c = &m->l.clause[i];
	struct str words = clause_words(m, c), name;
	struct report_panel *p;
	struct report_block *b;
	size_t j;

	name = arena_printf(m->a, "clause-%zu", i + 1);
	p = report_add_panel(m->a, m->out, name.p, arena_printf(m->a,
	    "%.*s. %.*s", STRF(c->ordinal), STRF(words)));
	p->answer = clause_answer(m, c);
	p->more = clause_link(m, c);
	p->more_words = tr_str(m->w.lang, "All of this clause");
	if (c->promises == 0 && c->links == 0)
		return;
	b = chain_promises(&m->w, p);
	for (j = 0; j < c->promises && j < ROWS_MAX; j++)
		chain_promise(&m->w, b,
		    &m->l.promise[c->first_promise + j]);
	b->total = c->promises;
	b->empty = tr_str(m->w.lang, "Nothing was promised under this clause.");
	put_clause_deeds(m, p, c);
}
