#include "advise/review_part.h"

#include "advise/chain.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { ORPHANS_MAX = 50 };

/* What has no deed, and what serves nothing. */

static void
put_silent(struct review *m, struct report_panel *p)
{
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(m->a, b, 3);
	size_t i;

	b->text = tr_str(m->w.lang, "Clauses without any deed");
	c[0] = (struct report_column){ .name = STR("ordinal"),
		.head = tr_str(m->w.lang, "No.") };
	c[1] = (struct report_column){ .name = STR("clause"),
		.head = tr_str(m->w.lang, "Clause") };
	c[2] = (struct report_column){ .name = STR("promised"),
		.head = tr_str(m->w.lang, "Promised"), .type = CELL_NUMBER };
	for (i = 0; i < m->l.clauses; i++) {
		const struct ledger_clause *t = &m->l.clause[i];
		struct report_cell *row;

		if (t->count.deeds > 0)
			continue;
		row = report_row(m->a, b);
		row[0].text = t->ordinal;
		row[1] = review_clause_cell(m, t);
		row[2] = report_number(m->a, t->count.promised,
		    review_clause_link(m, t, ""));
	}
	b->empty = tr_str(m->w.lang, "Every clause has a deed.");
}

/* Deeds of the period that serve no word at all, of this or any directive. */
static enum err
put_unserving(struct review *m, struct report_panel *p)
{
	struct report_block *b = chain_deeds(&m->w, p, false);
	struct rows *rows = NULL;
	struct str last = { "", 0 };
	size_t n = 0;
	enum err e;

	b->text = tr_str(m->w.lang, "Activities of the period that serve "
	    "nothing");
	e = db_query(m->r->db, DB_NO_PART, STMT_REVIEW_UNSERVING,
	    ARGS(V_INT(m->from), V_INT(m->to)), &rows, m->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		struct ledger_deed d = { .kind = m->activity };

		if (str_eq(last, db_text(rows, 0)))
			continue;
		d.id = last = arena_str(m->a, db_text(rows, 0));
		if (n++ >= ORPHANS_MAX)
			continue;
		d.code = arena_str(m->a, db_text(rows, 2));
		d.title = arena_str(m->a, db_text(rows, 3));
		d.partner = arena_str(m->a, db_text(rows, 4));
		d.day = (struct date){ (int32_t)db_int(rows, 5),
			(int32_t)db_int(rows, 6) };
		d.status = arena_str(m->a, db_text(rows, 7));
		m->w.parts |= UINT64_C(1) << db_int(rows, 1);
		(void)chain_deed(&m->w, b, &d);
	}
	b->total = n;
	b->empty = tr_str(m->w.lang, "Every activity of the period serves a "
	    "clause, a promise or an objective.");
	p->more = path_check(m->a, m->activity, STR("serves-nothing"));
	p->more_words = tr_str(m->w.lang, "All activities that serve nothing");
	return db_end(rows);
}

enum err
review_orphans(struct review *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "orphans",
	    tr_str(m->w.lang, "Which words have no deed, which deeds serve no "
	    "word?"));

	put_silent(m, p);
	return put_unserving(m, p);
}

/* How far it can be relied on. */

static int64_t
count_if(struct review *m, bool (*is)(const struct ledger_promise *))
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < m->l.promises; i++)
		n += is(&m->l.promise[i]);
	return n;
}

static bool
is_contested(const struct ledger_promise *p)
{
	return p->contested;
}

static bool
has_no_owner(const struct ledger_promise *p)
{
	return p->owner.n == 0 && !str_is(p->side, "theirs");
}

static bool
has_no_ambition(const struct ledger_promise *p)
{
	return p->ambition == 0;
}

void
review_quality(struct review *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "quality",
	    tr_str(m->w.lang, "How far can this be relied on?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_FACTS);
	const struct {
		const char *words;
		int64_t n;
		const char *filter;
	} fact[] = {
		{ TR("Claimed, but verified by nobody"), m->l.count.claimed,
		    "status:claimed" },
		{ TR("Our promises without an owner"),
		    count_if(m, has_no_owner), "owner: side:ours,both" },
		{ TR("Promises with no judgement of ambition"),
		    count_if(m, has_no_ambition), "ambition:" },
		{ TR("Promises on which two records disagree"),
		    count_if(m, is_contested), "contested:yes" }
	};
	size_t i;

	for (i = 0; i < countof(fact); i++)
		report_fact(m->a, b, tr_str(m->w.lang, fact[i].words),
		    report_number(m->a, fact[i].n, review_link(m,
		    fact[i].filter)));
	report_fact(m->a, b, tr_str(m->w.lang, "Promises left out: day of "
	    "making unknown"), report_number(m->a, m->l.promises_unplaced,
	    STR("")));
	report_fact(m->a, b, tr_str(m->w.lang, "Deeds left out: day unknown"),
	    report_number(m->a, m->l.deeds_unplaced, STR("")));
	p->more = path_query(m->a, STR("/quality"), "kind", STR("commitment"));
	p->more_words = tr_str(m->w.lang, "Data quality of all commitments");
}
