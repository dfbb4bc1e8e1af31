#include "study/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

/* A ledger in the making. */
struct reading {
	struct reader *r;
	struct arena *a;
	const struct ledger_ask *ask;
	struct ledger *out;
	struct map *at; /* id of a clause, promise, ... to a struct place */
	struct map *deeds; /* id of a deed to its number */
	struct str scope[2]; /* directive and clause, or a word */
	struct why *why;
};

/* Where a word leads: to which clause, by way of what. */
struct place {
	size_t clause;
	size_t promise;
	const struct kind *by;
};

static struct str
text_at(struct reading *g, struct rows *rows, int column)
{
	return arena_str(g->a, db_text(rows, column));
}

static struct date
date_at(struct rows *rows, int column)
{
	if (db_is_null(rows, column))
		return LEDGER_NO_DATE;
	return (struct date){ (int32_t)db_int(rows, column),
		(int32_t)db_int(rows, column + 1) };
}

static const struct kind *
kind_called(const struct reader *r, const char *name)
{
	const struct kind *k = kind_named(&r->office->kinds, str_of(name));

	ALWAYS(k != NULL);
	return k;
}

/*
 * Walk a statement of the scope, calling ${take} once for a thing:
 * for the first facet that has its words, which stand in ${column}.
 */
static enum err
walk(struct reading *g, enum stmt s, int column,
    void (*take)(struct reading *, struct rows *))
{
	struct rows *rows = NULL;
	struct str taken = { "", 0 };
	enum err e;

	e = db_query(g->r->db, DB_NO_PART, s,
	    (const struct val[]){ V_TEXT(g->scope[0]), V_TEXT(g->scope[1]) },
	    strlen(db_stmt_info(s)->params), &rows, g->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		g->out->parts |= UINT64_C(1) << db_int(rows, 1);
		if (db_is_null(rows, column) ||
		    str_eq(db_text(rows, 0), taken))
			continue;
		taken = text_at(g, rows, 0);
		take(g, rows);
	}
	return db_end(rows);
}

/* Clauses. */

static void
take_clause(struct reading *g, struct rows *rows)
{
	struct ledger *l = g->out;

	l->clause = arena_grow(g->a, l->clause, l->clauses, sizeof(*l->clause));
	l->clause[l->clauses++] = (struct ledger_clause){
		.id = text_at(g, rows, 0),
		.part = (int)db_int(rows, 1),
		.code = text_at(g, rows, 2),
		.ordinal = text_at(g, rows, 3),
		.text = text_at(g, rows, 4),
		.text_vi = text_at(g, rows, 5),
		.obligation = text_at(g, rows, 6),
		.units = text_at(g, rows, 7),
		.rank = db_is_null(rows, 8) ? INT64_MAX : db_int(rows, 8)
	};
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The run of digits that begins at ${i}, without leading zeros. */
static struct str
digits_at(struct str s, size_t i)
{
	size_t end = i;

	while (end < s.n && is_digit(s.p[end]))
		end++;
	while (i + 1 < end && s.p[i] == '0')
		i++;
	return (struct str){ s.p + i, end - i };
}

/* "2.10" after "2.9": runs of digits compare as numbers. */
static int
natural(struct str x, struct str y)
{
	size_t i = 0, j = 0;

	while (i < x.n && j < y.n) {
		if (is_digit(x.p[i]) && is_digit(y.p[j])) {
			struct str m = digits_at(x, i), n = digits_at(y, j);
			int d = m.n != n.n ? (m.n < n.n ? -1 : 1)
			                   : str_cmp(m, n);

			if (d != 0)
				return d;
			i = (size_t)(m.p + m.n - x.p);
			j = (size_t)(n.p + n.n - y.p);
			continue;
		}
		if (x.p[i] != y.p[j])
			return (unsigned char)x.p[i] < (unsigned char)y.p[j]
			    ? -1 : 1;
		i++;
		j++;
	}
	return (i < x.n) - (j < y.n);
}

static int
by_place(const void *va, const void *vb)
{
	const struct ledger_clause *a = va, *b = vb;
	int d;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	d = natural(a->ordinal, b->ordinal);
	return d != 0 ? d : str_cmp(a->id, b->id);
}

static void
put_place(struct reading *g, struct str id, size_t clause, size_t promise,
    const struct kind *by)
{
	struct place *p = arena_alloc(g->a, sizeof(*p));

	*p = (struct place){ clause, promise, by };
	(void)map_put(g->at, id, p);
}

static enum err
read_clauses(struct reading *g)
{
	struct ledger *l = g->out;
	enum err e;
	size_t i;

	e = walk(g, STMT_LEDGER_CLAUSES, 4, take_clause);
	if (e != ERR_OK || l->clauses == 0)
		return e;
	qsort(l->clause, l->clauses, sizeof(*l->clause), by_place);
	for (i = 0; i < l->clauses; i++)
		put_place(g, l->clause[i].id, i, SIZE_MAX, NULL);
	return ERR_OK;
}

/* Promises. */

/* Wholly inside, as a filter with >= and <= has it. */
static bool
in_period(const struct ledger_ask *ask, struct date d)
{
	return ledger_has(d) && d.lo >= ask->from && d.hi <= ask->to;
}

/* Whether nobody can say that it is inside or outside. */
static bool
is_unplaced(const struct ledger_ask *ask, struct date d)
{
	return !ledger_has(d) || (!in_period(ask, d) && d.lo <= ask->to &&
	    d.hi >= ask->from);
}

static bool
has_period(const struct ledger_ask *ask)
{
	return ask->from != INT32_MIN || ask->to != INT32_MAX;
}

static void
take_promise(struct reading *g, struct rows *rows)
{
	struct ledger *l = g->out;
	struct ledger_promise p = { .made = date_at(rows, 9) };
	struct place *at = map_get(g->at, db_text(rows, 18));

	if (at == NULL)
		return;
	p.id = text_at(g, rows, 0);
	if (has_period(g->ask) && !in_period(g->ask, p.made)) {
		/* A deed of the period may still keep it. */
		put_place(g, p.id, at->clause, SIZE_MAX,
		    kind_called(g->r, "commitment"));
		l->promises_unplaced += is_unplaced(g->ask, p.made);
		return;
	}
	p.part = (int)db_int(rows, 1);
	p.code = text_at(g, rows, 2);
	p.text = text_at(g, rows, 3);
	p.text_vi = text_at(g, rows, 4);
	p.side = text_at(g, rows, 5);
	p.partner = text_at(g, rows, 6);
	p.owner = text_at(g, rows, 7);
	p.by_whom = text_at(g, rows, 8);
	p.due = date_at(rows, 11);
	p.claimed = date_at(rows, 13);
	p.ambition = (int)db_int(rows, 15);
	p.level = text_at(g, rows, 16);
	p.status = text_at(g, rows, 17);
	p.contested = db_int(rows, 19) != 0;
	p.clause = at->clause;
	p.clause_id = l->clause[at->clause].id;
	l->promise = arena_grow(g->a, l->promise, l->promises,
	    sizeof(*l->promise));
	l->promise[l->promises++] = p;
}

static int
by_date(struct date a, struct date b)
{
	if (ledger_has(a) != ledger_has(b))
		return ledger_has(a) ? -1 : 1;
	if (!ledger_has(a) || (a.lo == b.lo && a.hi == b.hi))
		return 0;
	if (a.lo != b.lo)
		return a.lo < b.lo ? -1 : 1;
	return a.hi < b.hi ? -1 : 1;
}

static int
by_due(const void *va, const void *vb)
{
	const struct ledger_promise *a = va, *b = vb;
	int d;

	if (a->clause != b->clause)
		return a->clause < b->clause ? -1 : 1;
	d = by_date(a->due, b->due);
	if (d == 0)
		d = natural(a->code, b->code);
	return d != 0 ? d : str_cmp(a->id, b->id);
}

void
ledger_add(struct ledger_count *c, struct str status, int64_t n)
{
	const struct {
		const char *status;
		int64_t *count;
	} of[] = {
		{ "kept", &c->kept }, { "not-kept", &c->not_kept },
		{ "claimed", &c->claimed }, { "late", &c->late },
		{ "undated", &c->undated }, { "retracted", &c->dropped },
		{ "superseded", &c->dropped }
	};

	c->promised += n;
	for (size_t i = 0; i < countof(of); i++)
		if (str_is(status, of[i].status))
			*of[i].count += n;
}

int64_t
ledger_judged(const struct ledger_count *c)
{
	return c->kept + c->not_kept + c->late;
}

struct figure
ledger_kept(struct arena *a, const struct ledger_count *c, struct str filter)
{
	return figure_share(a, c->kept, ledger_judged(c), "share-kept/1",
	    filter);
}

static enum err
read_promises(struct reading *g)
{
	const struct kind *k = kind_called(g->r, "commitment");
	struct ledger *l = g->out;
	enum err e;
	size_t i;

	e = walk(g, STMT_LEDGER_PROMISES, 3, take_promise);
	if (e != ERR_OK || l->promises == 0)
		return e;
	qsort(l->promise, l->promises, sizeof(*l->promise), by_due);
	for (i = 0; i < l->promises; i++) {
		struct ledger_promise *p = &l->promise[i];
		struct ledger_clause *c = &l->clause[p->clause];

		put_place(g, p->id, p->clause, i, k);
		if (c->promises++ == 0)
			c->first_promise = i;
		ledger_add(&c->count, p->status, 1);
		ledger_add(&l->count, p->status, 1);
	}
	return ERR_OK;
}

/* Objectives and tasks: places on the way from a deed to its clause. */

static void
take_objective(struct reading *g, struct rows *rows)
{
	struct place *at = map_get(g->at, db_text(rows, 4));

	if (at != NULL)
		put_place(g, text_at(g, rows, 0), at->clause, SIZE_MAX,
		    kind_called(g->r, "objective"));
}

/* Deeds. */

bool
ledger_done(struct str status)
{
	static const char *const done[] = { "held", "reported", "closed",
		"done", "signed", "in-force", "expiring", "expired", "ended" };
	size_t i;

	for (i = 0; i < countof(done); i++) {
		if (str_is(status, done[i]))
			return true;
	}
	return false;
}

/* The deed, kept once; its number, or SIZE_MAX when outside the period. */
static size_t
put_deed(struct reading *g, struct ledger_deed d)
{
	struct ledger *l = g->out;
	size_t *at = map_get(g->deeds, d.id);

	if (at != NULL)
		return *at;
	at = arena_alloc(g->a, sizeof(*at));
	d.done = ledger_done(d.status);
	if (has_period(g->ask) && !in_period(g->ask, d.day)) {
		l->deeds_unplaced += is_unplaced(g->ask, d.day);
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
put_link(struct reading *g, size_t deed, const struct place *at)
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
deed_at(struct reading *g, struct rows *rows, const char *kind)
{
	return (struct ledger_deed){
		.kind = kind_called(g->r, kind),
		.id = text_at(g, rows, 0),
		.part = (int)db_int(rows, 1),
		.code = text_at(g, rows, 2),
		.title = text_at(g, rows, 3),
		.partner = text_at(g, rows, 4),
		.day = date_at(rows, 5),
		.status = text_at(g, rows, 7)
	};
}

static struct ledger_deed
task_at(struct reading *g, struct rows *rows)
{
	struct date done = date_at(rows, 6);

	return (struct ledger_deed){
		.kind = kind_called(g->r, "task"),
		.id = text_at(g, rows, 0),
		.part = (int)db_int(rows, 1),
		.code = text_at(g, rows, 2),
		.title = text_at(g, rows, 3),
		.day = ledger_has(done) ? done : date_at(rows, 8),
		.status = text_at(g, rows, 10)
	};
}

static void
take_activity(struct reading *g, struct rows *rows)
{
	(void)put_deed(g, deed_at(g, rows, "activity"));
}

static void
take_planned_activity(struct reading *g, struct rows *rows)
{
	put_link(g, put_deed(g, deed_at(g, rows, "activity")),
	    map_get(g->at, db_text(rows, 8)));
}

/* A task of a clause is a deed, and a word that other deeds may serve. */
static void
take_task(struct reading *g, struct rows *rows)
{
	struct place *at = map_get(g->at, db_text(rows, 4));
	struct ledger_deed d = task_at(g, rows);

	put_link(g, put_deed(g, d), at);
	if (at != NULL)
		put_place(g, d.id, at->clause, SIZE_MAX, d.kind);
}

static void
take_planned_task(struct reading *g, struct rows *rows)
{
	put_link(g, put_deed(g, task_at(g, rows)),
	    map_get(g->at, db_text(rows, 5)));
}

static void
take_linked_task(struct reading *g, struct rows *rows)
{
	(void)put_deed(g, task_at(g, rows));
}

static void
take_agreement(struct reading *g, struct rows *rows)
{
	(void)put_deed(g, deed_at(g, rows, "agreement"));
}

static void
take_link(struct reading *g, struct rows *rows)
{
	size_t *deed = map_get(g->deeds, db_text(rows, 2));

	if (deed != NULL)
		put_link(g, *deed, map_get(g->at, db_text(rows, 3)));
}

static enum err
read_deeds(struct reading *g)
{
	static const struct {
		enum stmt stmt;
		int column; /* that has the words */
		void (*take)(struct reading *, struct rows *);
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
		e = walk(g, step[i].stmt, step[i].column, step[i].take);
	return e;
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
	int d = by_date(a->day, b->day);

	if (d == 0)
		d = natural(a->code, b->code);
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
order_deeds(struct reading *g)
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
order_links(struct reading *g)
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
count_deeds(struct reading *g)
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

static struct str
id_or_empty(struct arena *a, struct id id)
{
	return id_is_zero(id) ? STR("") : id_str(a, id);
}

enum err
ledger_read(struct reader *r, struct arena *a, const struct ledger_ask *ask,
    struct ledger *out, struct why *why)
{
	struct reading g = { .r = r, .a = a, .ask = ask, .out = out,
		.at = map_new(a), .deeds = map_new(a),
		.scope = { id_or_empty(a, ask->directive),
		    id_or_empty(a, ask->clause) }, .why = why };
	enum err e;

	*out = (struct ledger){ 0 };
	e = read_clauses(&g);
	if (e == ERR_OK)
		e = read_promises(&g);
	if (e == ERR_OK)
		e = read_deeds(&g);
	if (e != ERR_OK)
		return e;
	order_deeds(&g);
	order_links(&g);
	count_deeds(&g);
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
	struct reading g = { .r = r, .a = a, .ask = &all, .out = &l,
		.at = map_new(a), .deeds = map_new(a),
		.scope = { id_str(a, word), { "", 0 } }, .why = why };
	enum err e;

	e = walk(&g, STMT_LEDGER_WORD_ACTIVITIES, 3, take_activity);
	if (e == ERR_OK)
		e = walk(&g, STMT_LEDGER_WORD_TASKS, 3, take_linked_task);
	if (e == ERR_OK)
		e = walk(&g, STMT_LEDGER_WORD_AGREEMENTS, 3, take_agreement);
	if (e != ERR_OK)
		return e;
	if (l.deeds > 0)
		qsort(l.deed, l.deeds, sizeof(*l.deed), by_day);
	*out = l.deed;
	*n = l.deeds;
	return ERR_OK;
}

/* The way back. */

/* What the ref field ${name} of a thing names; false when nothing. */
static bool
follow(struct reading *g, const struct kind *k, struct id id,
    const char *name, struct id *to)
{
	const struct field *f = kind_field(k, str_of(name));
	struct row *row;
	size_t i, n, at;

	if (f == NULL || find_row(g->r, g->a, k, id, &row, &n, NULL) != ERR_OK)
		return false;
	at = kind_field_at(k, f);
	for (i = 0; i < n; i++) {
		if (row[i].value[at].type == VALUE_REF) {
			*to = row[i].value[at].ref;
			return true;
		}
	}
	return false;
}

/* From a word up: to its clause, and to the directive of that. */
static void
climb(struct reading *g, struct ledger_word *w)
{
	const struct kind *clause = kind_called(g->r, "clause");
	struct id objective;

	if (str_is(w->kind->name, "directive"))
		w->directive = w->word;
	else if (w->kind == clause)
		w->clause = w->word;
	else if (!follow(g, w->kind, w->word, "clause", &w->clause) &&
	    follow(g, w->kind, w->word, "objective", &objective))
		(void)follow(g, kind_called(g->r, "objective"), objective,
		    "clause", &w->clause);
	if (!id_is_zero(w->clause))
		(void)follow(g, clause, w->clause, "directive",
		    &w->directive);
}

struct words {
	struct ledger_word *word;
	size_t n;
};

static void
put_word(struct reading *g, struct words *ws, struct id word,
    const struct kind *link)
{
	const struct kind *k = find_kind(g->r, word);
	size_t i;

	/* What cannot be seen is not there. */
	if (k == NULL)
		return;
	for (i = 0; i < ws->n; i++) {
		if (id_eq(ws->word[i].word, word))
			return;
	}
	ws->word = arena_grow(g->a, ws->word, ws->n, sizeof(*ws->word));
	ws->word[ws->n] = (struct ledger_word){ .kind = k, .word = word,
		.link = link };
	climb(g, &ws->word[ws->n++]);
}

static enum err
words_linked(struct reading *g, struct words *ws)
{
	const struct kind *k = kind_called(g->r, "fulfilment");
	struct rows *rows = NULL;
	struct id *id = NULL;
	size_t i, n = 0;
	enum err e;

	e = db_query(g->r->db, DB_NO_PART, STMT_LEDGER_DEED_WORDS,
	    ARGS(V_TEXT(g->scope[0])), &rows, g->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		struct id word;

		if (!id_parse(db_text(rows, 0), &word))
			continue;
		id = arena_grow(g->a, id, n, sizeof(*id));
		id[n++] = word;
	}
	e = db_end(rows);
	for (i = 0; i < n && e == ERR_OK; i++)
		put_word(g, ws, id[i], k);
	return e;
}

enum err
ledger_words(struct reader *r, struct arena *a, struct id deed,
    struct ledger_word **out, size_t *n, struct why *why)
{
	static const char *const named[] = { "clause", "objective",
		"activity" };
	const struct kind *k = find_kind(r, deed);
	struct reading g = { .r = r, .a = a,
		.scope = { id_str(a, deed), { "", 0 } }, .why = why };
	struct words ws = { 0 };
	struct id to;
	enum err e;
	size_t i;

	*out = NULL;
	*n = 0;
	e = words_linked(&g, &ws);
	if (e != ERR_OK || k == NULL)
		return e;
	for (i = 0; i < countof(named); i++) {
		if (follow(&g, k, deed, named[i], &to))
			put_word(&g, &ws, to, NULL);
	}
	*out = ws.word;
	*n = ws.n;
	return ERR_OK;
}
