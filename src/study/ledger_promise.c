#include "study/ledger_part.h"

#include <stdlib.h>

#include "base/str.h"

#include "base/banned.h"

static void
take_clause(struct ledger_reading *g, struct rows *rows)
{
	struct ledger *l = g->out;

	l->clause = arena_grow(g->a, l->clause, l->clauses, sizeof(*l->clause));
	l->clause[l->clauses++] = (struct ledger_clause){
		.id = ledger_text(g, rows, 0),
		.part = (int)db_int(rows, 1),
		.code = ledger_text(g, rows, 2),
		.ordinal = ledger_text(g, rows, 3),
		.text = ledger_text(g, rows, 4),
		.text_vi = ledger_text(g, rows, 5),
		.obligation = ledger_text(g, rows, 6),
		.units = ledger_text(g, rows, 7),
		.rank = db_is_null(rows, 8) ? INT64_MAX : db_int(rows, 8)
	};
}

static int
by_place(const void *va, const void *vb)
{
	const struct ledger_clause *a = va, *b = vb;
	int d;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	d = ledger_natural(a->ordinal, b->ordinal);
	return d != 0 ? d : str_cmp(a->id, b->id);
}

enum err
ledger_read_clauses(struct ledger_reading *g)
{
	struct ledger *l = g->out;
	enum err e;
	size_t i;

	e = ledger_walk(g, STMT_LEDGER_CLAUSES, 4, take_clause);
	if (e != ERR_OK || l->clauses == 0)
		return e;
	qsort(l->clause, l->clauses, sizeof(*l->clause), by_place);
	for (i = 0; i < l->clauses; i++)
		ledger_put_place(g, l->clause[i].id, i, SIZE_MAX, NULL);
	return ERR_OK;
}

/* Promises. */

static void
take_promise(struct ledger_reading *g, struct rows *rows)
{
	struct ledger *l = g->out;
	struct ledger_promise p = { .made = ledger_date(rows, 9) };
	struct ledger_place *at = map_get(g->at, db_text(rows, 18));

	if (at == NULL)
		return;
	p.id = ledger_text(g, rows, 0);
	if (ledger_bounded(g->ask) && !ledger_inside(g->ask, p.made)) {
		/* A deed of the period may still keep it. */
		ledger_put_place(g, p.id, at->clause, SIZE_MAX,
		    ledger_kind(g->r, "commitment"));
		l->promises_unplaced += ledger_unplaced(g->ask, p.made);
		return;
	}
	p.part = (int)db_int(rows, 1);
	p.code = ledger_text(g, rows, 2);
	p.text = ledger_text(g, rows, 3);
	p.text_vi = ledger_text(g, rows, 4);
	p.side = ledger_text(g, rows, 5);
	p.partner = ledger_text(g, rows, 6);
	p.owner = ledger_text(g, rows, 7);
	p.by_whom = ledger_text(g, rows, 8);
	p.due = ledger_date(rows, 11);
	p.claimed = ledger_date(rows, 13);
	p.ambition = (int)db_int(rows, 15);
	p.level = ledger_text(g, rows, 16);
	p.status = ledger_text(g, rows, 17);
	p.contested = db_int(rows, 19) != 0;
	p.clause = at->clause;
	p.clause_id = l->clause[at->clause].id;
	l->promise = arena_grow(g->a, l->promise, l->promises,
	    sizeof(*l->promise));
	l->promise[l->promises++] = p;
}

static int
by_due(const void *va, const void *vb)
{
	const struct ledger_promise *a = va, *b = vb;
	int d;

	if (a->clause != b->clause)
		return a->clause < b->clause ? -1 : 1;
	d = ledger_by_date(a->due, b->due);
	if (d == 0)
		d = ledger_natural(a->code, b->code);
	return d != 0 ? d : str_cmp(a->id, b->id);
}

enum err
ledger_read_promises(struct ledger_reading *g)
{
	const struct kind *k = ledger_kind(g->r, "commitment");
	struct ledger *l = g->out;
	enum err e;
	size_t i;

	e = ledger_walk(g, STMT_LEDGER_PROMISES, 3, take_promise);
	if (e != ERR_OK || l->promises == 0)
		return e;
	qsort(l->promise, l->promises, sizeof(*l->promise), by_due);
	for (i = 0; i < l->promises; i++) {
		struct ledger_promise *p = &l->promise[i];
		struct ledger_clause *c = &l->clause[p->clause];

		ledger_put_place(g, p->id, p->clause, i, k);
		if (c->promises++ == 0)
			c->first_promise = i;
		ledger_add(&c->count, p->status, 1);
		ledger_add(&l->count, p->status, 1);
	}
	return ERR_OK;
}
