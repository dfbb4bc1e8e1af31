#include "study/ledger_part.h"

#include <stdlib.h>

#include "base/str.h"

#include "base/banned.h"

/* Objectives and tasks: places on the way from a deed to its clause. */

static void
take_objective(struct ledger_reading *g, struct rows *rows)
{
	struct ledger_place *at = map_get(g->at, db_text(rows, 4));

	if (at != NULL)
		ledger_put_place(g, ledger_text(g, rows, 0), at->clause,
		    SIZE_MAX, ledger_kind(g->r, "objective"));
}

/* Deeds. */

/* The deed, kept once; its number, or SIZE_MAX when outside the period. */
static size_t
put_deed(struct ledger_reading *g, struct ledger_deed d)
{
	struct ledger *l = g->out;
	size_t *at = map_get(g->deeds, d.id);

	if (at != NULL)
		return *at;
	at = arena_alloc(g->a, sizeof(*at));
	d.done = ledger_done(d.status);
	if (ledger_bounded(g->ask) && !ledger_inside(g->ask, d.day)) {
		l->deeds_unplaced += ledger_unplaced(g->ask, d.day);
		*at = SIZE_MAX;
	} else {
		l->deed = arena_grow(g->a, l->deed, l->deeds, sizeof(*l->deed));
		*at = l->deeds;
		l->deed[l->deeds++] = d;
	}
	(void)map_put(g->deeds, d.id, at);
	return *at;
}

static void
put_link(struct ledger_reading *g, size_t deed, const struct ledger_place *at)
{
	struct ledger *l = g->out;

	if (deed == SIZE_MAX || at == NULL)
		return;
	l->link = arena_grow(g->a, l->link, l->links, sizeof(*l->link));
	l->link[l->links++] = (struct ledger_link){ .clause = at->clause,
		.deed = deed, .promise = at->promise, .by = at->by };
}

/* An activity or an agreement: they have the same columns. */
static struct ledger_deed
deed_at(struct ledger_reading *g, struct rows *rows, const char *kind)
{
	return (struct ledger_deed){
		.kind = ledger_kind(g->r, kind),
		.id = ledger_text(g, rows, 0),
		.part = (int)db_int(rows, 1),
		.code = ledger_text(g, rows, 2),
		.title = ledger_text(g, rows, 3),
		.partner = ledger_text(g, rows, 4),
		.day = ledger_date(rows, 5),
		.status = ledger_text(g, rows, 7)
	};
}

static struct ledger_deed
task_at(struct ledger_reading *g, struct rows *rows)
{
	struct date done = ledger_date(rows, 6);

	return (struct ledger_deed){
		.kind = ledger_kind(g->r, "task"),
		.id = ledger_text(g, rows, 0),
		.part = (int)db_int(rows, 1),
		.code = ledger_text(g, rows, 2),
		.title = ledger_text(g, rows, 3),
		.day = ledger_has(done) ? done : ledger_date(rows, 8),
		.status = ledger_text(g, rows, 10)
	};
}

static void
take_activity(struct ledger_reading *g, struct rows *rows)
{
	(void)put_deed(g, deed_at(g, rows, "activity"));
}

static void
take_planned_activity(struct ledger_reading *g, struct rows *rows)
{
	put_link(g, put_deed(g, deed_at(g, rows, "activity")),
	    map_get(g->at, db_text(rows, 8)));
}

/* A task of a clause is a deed, and a word that other deeds may serve. */
static void
take_task(struct ledger_reading *g, struct rows *rows)
{
	struct ledger_place *at = map_get(g->at, db_text(rows, 4));
	struct ledger_deed d = task_at(g, rows);

	put_link(g, put_deed(g, d), at);
	if (at != NULL)
		ledger_put_place(g, d.id, at->clause, SIZE_MAX, d.kind);
}

static void
take_planned_task(struct ledger_reading *g, struct rows *rows)
{
	put_link(g, put_deed(g, task_at(g, rows)),
	    map_get(g->at, db_text(rows, 5)));
}

static void
take_linked_task(struct ledger_reading *g, struct rows *rows)
{
	(void)put_deed(g, task_at(g, rows));
}

static void
take_agreement(struct ledger_reading *g, struct rows *rows)
{
	(void)put_deed(g, deed_at(g, rows, "agreement"));
}

static void
take_link(struct ledger_reading *g, struct rows *rows)
{
	size_t *deed = map_get(g->deeds, db_text(rows, 2));

	if (deed != NULL)
		put_link(g, *deed, map_get(g->at, db_text(rows, 3)));
}

/* Order and counts. */

struct numbered {
	struct ledger_deed deed;
	size_t old;
};

static int
by_day(const void *va, const void *vb)
{
	const struct ledger_deed *a = va, *b = vb;
	int d = ledger_by_date(a->day, b->day);

	if (d == 0)
		d = ledger_natural(a->code, b->code);
	return d != 0 ? d : str_cmp(a->id, b->id);
}

static int
by_deed(const void *va, const void *vb)
{
	const struct numbered *a = va, *b = vb;

	return by_day(&a->deed, &b->deed);
}

/* Sort the deeds and give their new numbers to the links. */
static void
order_deeds(struct ledger_reading *g)
{
	struct ledger *l = g->out;
	struct numbered *n = arena_array(g->a, l->deeds + 1, sizeof(*n));
	size_t *now = arena_array(g->a, l->deeds + 1, sizeof(*now));
	size_t i;

	for (i = 0; i < l->deeds; i++)
		n[i] = (struct numbered){ l->deed[i], i };
	qsort(n, l->deeds, sizeof(*n), by_deed);
	for (i = 0; i < l->deeds; i++) {
		l->deed[i] = n[i].deed;
		now[n[i].old] = i;
	}
	for (i = 0; i < l->links; i++)
		l->link[i].deed = now[l->link[i].deed];
}

static int
by_number(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int
by_clause(const void *va, const void *vb)
{
	const struct ledger_link *a = va, *b = vb;
	int d = by_number(a->clause, b->clause);

	if (d == 0)
		d = by_number(a->deed, b->deed);
	if (d == 0)
		d = by_number(a->promise, b->promise);
	if (d == 0)
		d = by_number(a->by == NULL ? 0 : a->by->number,
		    b->by == NULL ? 0 : b->by->number);
	return d;
}

static void
order_links(struct ledger_reading *g)
{
	struct ledger *l = g->out;
	size_t i, n = 0;

	if (l->links == 0)
		return;
	qsort(l->link, l->links, sizeof(*l->link), by_clause);
	for (i = 0; i < l->links; i++) {
		if (n > 0 && by_clause(&l->link[n - 1], &l->link[i]) == 0)
			continue;
		l->link[n++] = l->link[i];
	}
	l->links = n;
}

static void
count_deeds(struct ledger_reading *g)
{
	struct ledger *l = g->out;
	bool *seen = arena_array(g->a, l->deeds + 1, sizeof(*seen));
	size_t i;

	for (i = 0; i < l->links; i++) {
		const struct ledger_link *k = &l->link[i];
		struct ledger_clause *c = &l->clause[k->clause];
		bool done = l->deed[k->deed].done;

		if (k->promise != SIZE_MAX)
			l->promise[k->promise].deeds++;
		if (c->links++ == 0)
			c->first_link = i;
		if (c->links == 1 || l->link[i - 1].deed != k->deed) {
			c->count.deeds++;
			c->count.done += done;
		}
		if (!seen[k->deed]) {
			seen[k->deed] = true;
			l->count.deeds++;
			l->count.done += done;
		}
	}
}

enum err
ledger_read_deeds(struct ledger_reading *g)
{
	static const struct {
		enum stmt stmt;
		int column; /* that has the words */
		void (*take)(struct ledger_reading *, struct rows *);
	} step[] = {
		{ STMT_LEDGER_OBJECTIVES, 3, take_objective },
		{ STMT_LEDGER_ACTIVITIES, 3, take_activity },
		{ STMT_LEDGER_ACTIVITIES_PLANNED, 3, take_planned_activity },
		{ STMT_LEDGER_TASKS, 3, take_task },
		{ STMT_LEDGER_TASKS_PLANNED, 3, take_planned_task },
		{ STMT_LEDGER_TASKS_LINKED, 3, take_linked_task },
		{ STMT_LEDGER_AGREEMENTS, 3, take_agreement },
		{ STMT_LEDGER_LINKS, 2, take_link }
	};
	enum err e = ERR_OK;
	size_t i;

	for (i = 0; i < countof(step) && e == ERR_OK; i++)
		e = ledger_walk(g, step[i].stmt, step[i].column, step[i].take);
	if (e != ERR_OK)
		return e;
	order_deeds(g);
	order_links(g);
	count_deeds(g);
	return ERR_OK;
}

/* The way there from one word. */

enum err
ledger_deeds(struct reader *r, struct arena *a, struct id word,
    struct ledger_deed **out, size_t *n, struct why *why)
{
	static const struct ledger_ask all = { .from = INT32_MIN,
		.to = INT32_MAX };
	struct ledger l = { 0 };
	struct ledger_reading g = { .r = r, .a = a, .ask = &all, .out = &l,
		.at = map_new(a), .deeds = map_new(a),
		.scope = { id_str(a, word), { "", 0 } }, .why = why };
	enum err e;

	e = ledger_walk(&g, STMT_LEDGER_WORD_ACTIVITIES, 3, take_activity);
	if (e == ERR_OK)
		e = ledger_walk(&g, STMT_LEDGER_WORD_TASKS, 3,
		    take_linked_task);
	if (e == ERR_OK)
		e = ledger_walk(&g, STMT_LEDGER_WORD_AGREEMENTS, 3,
		    take_agreement);
	if (e != ERR_OK)
		return e;
	if (l.deeds > 0)
		qsort(l.deed, l.deeds, sizeof(*l.deed), by_day);
	*out = l.deed;
	*n = l.deeds;
	return ERR_OK;
}
