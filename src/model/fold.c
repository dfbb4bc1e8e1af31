#include "model/fold.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/find.h"
#include "model/search.h"

#include "base/banned.h"

enum {
	PARTS = 64,
	COLUMNS_MAX = 4 + 2 * KIND_FIELDS_MAX,
	SQL_MAX = 16 * KIB,
	WEIGHT_NAME = 4, /* of a word in the code or the title */
	WEIGHT_TEXT = 1,
	GATHERED = 100000 /* words that wait, some megabytes */
};

/* The row statements of one kind in one partition. */
struct texts {
	struct str insert, close, erase;
};

/* A word of a thing from one instant to another. */
struct posting {
	struct str word;
	uint16_t kind;
	char id[ID_TEXT + 1];
	int64_t from, to;
	int weight;
};

struct fold {
	struct arena *a;
	const struct kinds *ks;
	struct texts *texts[PARTS]; /* ks->n of them, when first needed */
	/* While rebuilding, words are gathered and written in order. */
	struct posting *gathered;
	size_t n_gathered;
	struct arena *gathered_text;
};

/* An operation as the tables hold it. */
struct held {
	uint16_t field;
	int64_t hlc, until;
	struct value value;
};

/* A thing of one kind in one partition, while its versions are made. */
struct thing {
	struct fold *fold;
	struct db *db;
	struct why *why;
	int part;
	char id[ID_TEXT + 1];
	const struct kind *kind;
	struct held *held; /* in order of field, hlc, record, index */
	size_t n;
};

/* A greater hlc than a table can hold counts as the last instant. */
static int64_t
instant(uint64_t hlc)
{
	return hlc >= INT64_MAX ? INT64_MAX - 1 : (int64_t)hlc;
}

static struct str
id_view(const char id[static ID_TEXT + 1])
{
	return (struct str){ id, ID_TEXT };
}

static struct str
hash_view(const struct hash *h)
{
	return (struct str){ (const char *)h->b, sizeof(h->b) };
}

/* Tables. */

static const enum stmt tables[] = { STMT_OP_TABLE, STMT_PENDING_TABLE,
	STMT_CHANGE_TABLE, STMT_ENTITY_TABLE, STMT_WORD_TABLE };
static const enum stmt drops[] = { STMT_OP_DROP, STMT_PENDING_DROP,
	STMT_CHANGE_DROP, STMT_ENTITY_DROP, STMT_WORD_DROP };

static enum err
schema(struct db *db, struct buf *b, struct why *why)
{
	ALWAYS(b->err == ERR_OK);
	return db_compose(db, DB_SCHEMA, buf_view(b), NO_ARGS, NULL, why);
}

static enum err
kind_table(struct db *db, const struct kind *k, int part, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = SQL_MAX };

	find_sql_table(&b, k, part);
	return schema(db, &b, why);
}

static enum err
kind_indexes(struct db *db, const struct kind *k, int part, struct why *why)
{
	struct arena *a = arena_new(1 * MIB);
	struct str *index;
	size_t n = find_sql_indexes(a, k, part, &index);
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = db_compose(db, DB_SCHEMA, index[i], NO_ARGS, NULL, why);
	arena_free(a);
	return e;
}

static enum err
make_tables(struct db *db, const struct kinds *ks, int part, struct why *why)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < countof(tables); i++)
		e = db_run(db, part, tables[i], NO_ARGS, why);
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++)
		e = kind_table(db, &ks->kind[i], part, why);
	return e;
}

static enum err
make_indexes(struct db *db, const struct kinds *ks, int part, struct why *why)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < ks->n; i++)
		e = kind_indexes(db, &ks->kind[i], part, why);
	return e;
}

enum err
fold_tables(struct db *db, const struct kinds *ks, int part, struct why *why)
{
	enum err e = make_tables(db, ks, part, why);

	return e != ERR_OK ? e : make_indexes(db, ks, part, why);
}

static struct str
text_made(struct arena *a, const struct kind *k, int part,
    void (*make)(struct buf *, const struct kind *, int))
{
	struct buf b CLEANUP(buf_free) = { .max = SQL_MAX };

	make(&b, k, part);
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

static const struct texts *
texts_of(struct fold *f, const struct kind *k, int part)
{
	ALWAYS(part >= 0 && part < PARTS);
	return &f->texts[part][k - f->ks->kind];
}

/* Made before any mark is taken, so that they stay. */
static void
texts_need(struct fold *f, int part)
{
	ALWAYS(part >= 0 && part < PARTS);
	if (f->texts[part] != NULL)
		return;
	f->texts[part] = arena_array(f->a, f->ks->n, sizeof(struct texts));
	for (size_t i = 0; i < f->ks->n; i++) {
		const struct kind *k = &f->ks->kind[i];
		struct texts *t = &f->texts[part][i];

		t->insert = text_made(f->a, k, part, find_sql_insert);
		t->close = text_made(f->a, k, part, find_sql_close);
		t->erase = text_made(f->a, k, part, find_sql_erase);
	}
}

/* Operations. */

/*
 * One op names another as superseded; only one on the same field of the same
 * thing can be. It may come later: then the name waits.
 */
static enum err
supersede(struct db *db, int part, const struct op *op, struct str entity,
    const struct op_name *name, int64_t hlc, struct why *why)
{
	struct val id = V_TEXT(entity), field = V_INT(op->field);
	struct val record = V_BLOB(hash_view(&name->record));
	struct val idx = V_INT(name->index);
	int64_t until = db_get_int(db, part, STMT_OP_UNTIL,
	    ARGS(id, field, record, idx), -1);

	if (until == -1)
		return db_run(db, part, STMT_PENDING_PUT,
		    ARGS(record, idx, id, field, V_INT(hlc)), why);
	if (until <= hlc)
		return ERR_OK;
	return db_run(db, part, STMT_OP_END,
	    ARGS(id, field, record, idx, V_INT(hlc)), why);
}

/* Whether this op was superseded before it came, and since when. */
static enum err
await(struct db *db, int part, struct val record, struct val idx,
    struct val entity, struct val field, int64_t *until, struct why *why)
{
	*until = db_get_int(db, part, STMT_PENDING_GET,
	    ARGS(record, idx, entity, field), FOLD_FOREVER);
	if (*until == FOLD_FOREVER)
		return ERR_OK;
	return db_run(db, part, STMT_PENDING_END,
	    ARGS(record, idx, entity, field), why);
}

static enum err
op_add(struct db *db, int part, const struct entry *e, size_t i, bool waits,
    struct buf *b, struct why *why)
{
	const struct op *op = &e->op[i];
	char id[ID_TEXT + 1];
	struct val entity, field = V_INT(op->field);
	struct val record = V_BLOB(hash_view(&e->id)), idx = V_INT((int64_t)i);
	int64_t until = FOLD_FOREVER;
	enum err err = ERR_OK;

	id_text(op->entity, id);
	entity = V_TEXT(id_view(id));
	if (waits)
		err = await(db, part, record, idx, entity, field, &until, why);
	buf_clear(b);
	value_encode(b, &op->value);
	if (err == ERR_OK && b->err != ERR_OK)
		err = why_set(why, b->err, "a value is too large");
	if (err == ERR_OK)
		err = db_run(db, part, STMT_OP_ADD, ARGS(entity, field,
		    V_INT(instant(e->hlc)), record, idx, V_INT(until),
		    V_BLOB(buf_view(b))), why);
	for (size_t s = 0; err == ERR_OK && s < op->n_supersedes; s++)
		err = supersede(db, part, op, id_view(id), &op->supersedes[s],
		    instant(e->hlc), why);
	return err;
}

/* What a record touches: each thing once, in the order of identities. */
struct touch {
	struct id id;
	uint16_t kind;
	int64_t last;   /* of the operations before, or -1 */
	bool known;     /* some field is of this program's kinds */
	bool worded;    /* some field is searched */
};

static int
touch_cmp(const void *a, const void *b)
{
	const struct touch *x = a, *y = b;
	int c = memcmp(x->id.b, y->id.b, sizeof(x->id.b));

	return c != 0 ? c : (x->kind > y->kind) - (x->kind < y->kind);
}

static bool
has_words(const struct kind *k, const struct field *f)
{
	return (f->type == FIELD_TEXT || f->type == FIELD_LONG) &&
	    (f->searched || f == k->title || str_is(f->name, "code"));
}

static struct touch *
touches(struct fold *fold, struct db *db, int part, const struct entry *e,
    size_t *n)
{
	struct touch *t = arena_array(fold->a, e->ops, sizeof(*t));
	char id[ID_TEXT + 1];

	for (size_t i = 0; i < e->ops; i++) {
		const struct kind *k;
		const struct field *f;

		t[i].id = e->op[i].entity;
		t[i].kind = e->op[i].field / KIND_FIELDS_MAX;
		t[i].known = kind_of_op(fold->ks, e->op[i].field, &k, &f);
		t[i].worded = t[i].known && has_words(k, f);
	}
	qsort(t, e->ops, sizeof(*t), touch_cmp);
	*n = 0;
	for (size_t i = 0; i < e->ops; i++) {
		struct touch *last = *n > 0 ? &t[*n - 1] : NULL;

		if (last == NULL || touch_cmp(last, &t[i]) != 0) {
			t[(*n)++] = t[i];
		} else {
			last->known |= t[i].known;
			last->worded |= t[i].worded;
		}
	}
	for (size_t i = 0; i < *n; i++) {
		id_text(t[i].id, id);
		t[i].last = db_get_int(db, part, STMT_ENTITY_LAST,
		    ARGS(V_TEXT(id_view(id)), V_INT(t[i].kind)), -1);
	}
	return t;
}

static enum err
touch_put(struct db *db, int part, const struct touch *t, int64_t hlc,
    struct why *why)
{
	char id[ID_TEXT + 1];

	id_text(t->id, id);
	return db_run(db, part, STMT_ENTITY_PUT, ARGS(V_TEXT(id_view(id)),
	    V_INT(t->kind), V_INT(hlc)), why);
}

static enum err
change_add(struct db *db, int part, const struct entry *e, size_t things,
    struct why *why)
{
	char author[ID_TEXT + 1], entity[ID_TEXT + 1];

	id_text(e->author, author);
	id_text(e->op[0].entity, entity);
	return db_run(db, part, STMT_CHANGE_ADD, ARGS(V_INT(instant(e->hlc)),
	    V_BLOB(hash_view(&e->id)), V_TEXT(id_view(author)),
	    V_TEXT(e->note), V_TEXT(id_view(entity)), V_INT(e->op[0].field),
	    V_INT((int64_t)things)), why);
}

/* The operations of a record into the tables, with what they touch. */
static enum err
ops_add(struct db *db, int part, const struct entry *e, const struct touch *t,
    size_t n, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = ENTRY_PAYLOAD_MAX };
	bool waits = db_get_int(db, part, STMT_PENDING_ANY, NO_ARGS, -1) != -1;
	enum err err = ERR_OK;

	for (size_t i = 0; err == ERR_OK && i < e->ops; i++)
		err = op_add(db, part, e, i, waits, &b, why);
	for (size_t i = 0; err == ERR_OK && i < n; i++)
		err = touch_put(db, part, &t[i], instant(e->hlc), why);
	return err != ERR_OK ? err : change_add(db, part, e, n, why);
}

/* Versions. */

/* A value of another type than its field's does not reach the table. */
static bool
fits(const struct field *f, const struct value *v)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_TERM:
		return v->type == VALUE_TEXT;
	case FIELD_INT:
	case FIELD_FLAG:
		return v->type == VALUE_INT;
	case FIELD_NUMBER:
		return v->type == VALUE_NUMBER;
	case FIELD_DATE:
		return v->type == VALUE_DATE;
	case FIELD_REF:
		return v->type == VALUE_REF;
	}
	return false;
}

static enum err
held_load(struct thing *t, int64_t until)
{
	struct arena *a = t->fold->a;
	int64_t first = t->kind->number * KIND_FIELDS_MAX;
	struct rows *r;
	size_t room = 0;
	enum err e = db_query(t->db, t->part, STMT_OP_LIST,
	    ARGS(V_TEXT(id_view(t->id)), V_INT(first),
	    V_INT(first + KIND_FIELDS_MAX), V_INT(until)), &r, t->why);

	t->n = 0;
	while (e == ERR_OK && db_next(r)) {
		const struct kind *k;
		const struct field *f;
		struct held *h;
		struct str s;

		if (!kind_of_op(t->fold->ks, (uint16_t)db_int(r, 0), &k, &f))
			continue;
		if (t->n == room) {
			room = room == 0 ? 32 : room * 2;
			h = arena_array(a, room, sizeof(*h));
			if (t->n > 0)
				memcpy(h, t->held, t->n * sizeof(*h));
			t->held = h;
		}
		h = &t->held[t->n++];
		h->field = (uint16_t)kind_field_at(k, f);
		h->hlc = db_int(r, 1);
		h->until = db_int(r, 4);
		s = arena_str(a, db_blob(r, 5));
		if (!value_decode(&s, &h->value))
			e = why_set(t->why, ERR_CORRUPT, "an operation on %s "
			    "cannot be read; rebuild the tables", t->id);
		if (!fits(f, &h->value))
			h->value = VALUE_EMPTY;
	}
	if (e == ERR_OK)
		return db_end(r);
	(void)db_end(r);
	return e;
}

/*
 * The state of a thing at an instant: of several heads the one with the
 * greatest hlc and record is shown, and heads that differ are contested.
 */
static bool
state_at(const struct thing *t, int64_t hlc, const struct value **state)
{
	bool contested = false;

	for (size_t i = 0; i < t->kind->fields; i++)
		state[i] = NULL;
	for (size_t i = 0; i < t->n; i++) {
		const struct held *h = &t->held[i];

		if (h->hlc > hlc || h->until <= hlc)
			continue;
		if (state[h->field] != NULL &&
		    !value_eq(state[h->field], &h->value))
			contested = true;
		state[h->field] = &h->value;
	}
	return contested;
}

static size_t
bind_value(const struct field *f, const struct value *v, struct arena *a,
    struct val *out)
{
	size_t n = f->type == FIELD_DATE ? 2 : 1;

	out[0] = out[n - 1] = V_NULL;
	if (v == NULL)
		return n;
	switch (v->type) {
	case VALUE_TEXT:
		out[0] = V_TEXT(v->text);
		break;
	case VALUE_INT:
		out[0] = V_INT(v->i);
		break;
	case VALUE_NUMBER:
		out[0] = V_REAL(v->number);
		break;
	case VALUE_DATE:
		out[0] = V_INT(v->date.lo);
		out[1] = V_INT(v->date.hi);
		break;
	case VALUE_REF:
		out[0] = V_TEXT(id_str(a, v->ref));
		break;
	case VALUE_NONE:
	case VALUE__MAX:
		break;
	}
	return n;
}

static enum err
version_add(const struct thing *t, int64_t from, int64_t to)
{
	const struct value *state[KIND_FIELDS_MAX];
	struct val args[COLUMNS_MAX];
	size_t n = 4;

	args[3] = V_INT(state_at(t, from, state) ? 1 : 0);
	args[0] = V_TEXT(id_view(t->id));
	args[1] = V_INT(from);
	args[2] = V_INT(to);
	for (size_t i = 0; i < t->kind->fields; i++)
		n += bind_value(&t->kind->field[i], state[i], t->fold->a,
		    &args[n]);
	return db_compose(t->db, DB_TABLE,
	    texts_of(t->fold, t->kind, t->part)->insert, args, n, NULL, t->why);
}

/* Words. */

/* A word of a thing: what it weighs, and since when. */
struct weight {
	int weight; /* 0: gone */
	int seen;   /* at the version being looked at */
	int64_t from;
};

static void
words_of_text(const struct thing *t, struct map *words, struct str text,
    int weight)
{
	struct str *word;
	size_t n = search_words(t->fold->a, text, &word);

	for (size_t i = 0; i < n; i++) {
		struct weight *w = map_get(words, word[i]);

		if (w == NULL) {
			w = arena_alloc(t->fold->a, sizeof(*w));
			(void)map_put(words, word[i], w);
		}
		if (w->seen < weight)
			w->seen = weight;
	}
}

static void
words_at(const struct thing *t, int64_t hlc, struct map *words)
{
	const struct value *state[KIND_FIELDS_MAX];

	(void)state_at(t, hlc, state);
	for (size_t i = 0; i < t->kind->fields; i++) {
		const struct field *f = &t->kind->field[i];

		if (state[i] != NULL && state[i]->type == VALUE_TEXT &&
		    has_words(t->kind, f))
			words_of_text(t, words, state[i]->text,
			    f == t->kind->title || str_is(f->name, "code")
			    ? WEIGHT_NAME : WEIGHT_TEXT);
	}
}

static enum err
posting_add(struct db *db, int part, const struct posting *p, struct why *why)
{
	return db_run(db, part, STMT_WORD_ADD, ARGS(V_TEXT(p->word),
	    V_INT(p->kind), V_TEXT(id_view(p->id)), V_INT(p->from),
	    V_INT(p->to), V_INT(p->weight)), why);
}

static int
posting_cmp(const void *x, const void *y)
{
	const struct posting *a = x, *b = y;
	int c = str_cmp(a->word, b->word);

	if (c == 0)
		c = (a->kind > b->kind) - (a->kind < b->kind);
	if (c == 0)
		c = (a->from > b->from) - (a->from < b->from);
	return c != 0 ? c : memcmp(a->id, b->id, ID_TEXT);
}

/* In the order of the table, where neighbours share a page. */
static enum err
gathered_write(struct fold *f, struct db *db, int part, struct why *why)
{
	enum err e = ERR_OK;

	if (f->n_gathered > 1)
		qsort(f->gathered, f->n_gathered, sizeof(*f->gathered),
		    posting_cmp);
	for (size_t i = 0; e == ERR_OK && i < f->n_gathered; i++)
		e = posting_add(db, part, &f->gathered[i], why);
	f->n_gathered = 0;
	arena_reset(f->gathered_text);
	return e;
}

static enum err
word_add(const struct thing *t, struct str word, const struct weight *w,
    int64_t to)
{
	struct fold *f = t->fold;
	struct posting p = { .word = word, .kind = t->kind->number,
		.from = w->from, .to = to, .weight = w->weight };
	enum err e = ERR_OK;

	memcpy(p.id, t->id, sizeof(p.id));
	if (f->gathered == NULL)
		return posting_add(t->db, t->part, &p, t->why);
	if (f->n_gathered == GATHERED)
		e = gathered_write(f, t->db, t->part, t->why);
	p.word = arena_str(f->gathered_text, word);
	f->gathered[f->n_gathered++] = p;
	return e;
}

static enum err
word_end(const struct thing *t, struct str word, const struct weight *w,
    int64_t to)
{
	return db_run(t->db, t->part, STMT_WORD_END, ARGS(V_TEXT(word),
	    V_INT(t->kind->number), V_TEXT(id_view(t->id)), V_INT(w->from),
	    V_INT(to)), t->why);
}

static enum err
word_erase(const struct thing *t, struct str word, const struct weight *w)
{
	return db_run(t->db, t->part, STMT_WORD_ERASE, ARGS(V_TEXT(word),
	    V_INT(t->kind->number), V_TEXT(id_view(t->id)), V_INT(w->from)),
	    t->why);
}

/* What becomes of the rows while words are followed through the versions. */
enum words_do {
	WORDS_RECALL, /* they stay: only to know since when */
	WORDS_NEXT,   /* those that go end, those that come begin */
	WORDS_MAKE,   /* there are none: add each, once its end is known */
	WORDS_ERASE   /* they go */
};

static enum err
word_gone(const struct thing *t, struct str word, const struct weight *w,
    int64_t to, enum words_do what)
{
	switch (what) {
	case WORDS_RECALL:
		break;
	case WORDS_NEXT:
		return word_end(t, word, w, to);
	case WORDS_MAKE:
		return word_add(t, word, w, to);
	case WORDS_ERASE:
		return word_erase(t, word, w);
	}
	return ERR_OK;
}

/* From the words before the instant ${hlc} to those at it. */
static enum err
words_move(const struct thing *t, struct map *words, int64_t hlc,
    enum words_do what)
{
	struct str word;
	struct weight *w;
	size_t i = 0;
	enum err e = ERR_OK;

	words_at(t, hlc, words);
	while (e == ERR_OK && (w = map_each(words, &i, &word)) != NULL) {
		if (w->seen != w->weight) {
			if (w->weight > 0)
				e = word_gone(t, word, w, hlc, what);
			w->weight = w->seen;
			w->from = hlc;
			if (e == ERR_OK && w->weight > 0 && what == WORDS_NEXT)
				e = word_add(t, word, w, FOLD_FOREVER);
		}
		w->seen = 0;
	}
	return e;
}

/* Through all versions; those words that stand at the end end never. */
static enum err
words_through(const struct thing *t, const int64_t *at, size_t n,
    enum words_do what)
{
	struct map *words = map_new(t->fold->a);
	struct weight *w;
	struct str word;
	size_t i = 0;
	enum err e = ERR_OK;

	for (size_t v = 0; e == ERR_OK && v < n; v++)
		e = words_move(t, words, at[v], what);
	while (e == ERR_OK && (w = map_each(words, &i, &word)) != NULL)
		if (w->weight > 0)
			e = word_gone(t, word, w, FOLD_FOREVER, what);
	return e;
}

static int
instant_cmp(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The instants at which the thing has versions, in order, each once. */
static size_t
instants(const struct thing *t, int64_t **out)
{
	int64_t *at = arena_array(t->fold->a, t->n, sizeof(*at));
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		at[i] = t->held[i].hlc;
	if (t->n > 1)
		qsort(at, t->n, sizeof(*at), instant_cmp);
	for (size_t i = 0; i < t->n; i++)
		if (n == 0 || at[n - 1] != at[i])
			at[n++] = at[i];
	*out = at;
	return n;
}

/* The words of a record that is later than all the thing had. */
static enum err
words_next(const struct thing *t, int64_t hlc)
{
	struct map *words = map_new(t->fold->a);
	int64_t *at;
	size_t n = instants(t, &at);
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < n && at[i] < hlc; i++)
		e = words_move(t, words, at[i], WORDS_RECALL);
	return e != ERR_OK ? e : words_move(t, words, hlc, WORDS_NEXT);
}

/* Such a record closes the version that stands and adds one. */
static enum err
thing_next(struct thing *t, int64_t hlc, bool first, bool worded)
{
	enum err e = held_load(t, worded ? 0 : hlc);

	if (e == ERR_OK && !first)
		e = db_compose(t->db, DB_TABLE,
		    texts_of(t->fold, t->kind, t->part)->close,
		    ARGS(V_INT(hlc), V_TEXT(id_view(t->id))), NULL, t->why);
	if (e == ERR_OK)
		e = version_add(t, hlc, FOLD_FOREVER);
	return e == ERR_OK && worded ? words_next(t, hlc) : e;
}

/* All versions and words of a thing that has none in the tables. */
static enum err
thing_make(struct thing *t)
{
	int64_t *at;
	size_t n;
	enum err e = held_load(t, 0);

	if (e != ERR_OK)
		return e;
	n = instants(t, &at);
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = version_add(t, at[i], i + 1 < n ? at[i + 1] : FOLD_FOREVER);
	return e == ERR_OK ? words_through(t, at, n, WORDS_MAKE) : e;
}

static enum err
thing_erase(struct thing *t)
{
	int64_t *at;
	size_t n;
	enum err e = held_load(t, 0);

	if (e != ERR_OK)
		return e;
	n = instants(t, &at);
	e = words_through(t, at, n, WORDS_ERASE);
	return e != ERR_OK ? e : db_compose(t->db, DB_TABLE,
	    texts_of(t->fold, t->kind, t->part)->erase,
	    ARGS(V_TEXT(id_view(t->id))), NULL, t->why);
}

/* Records. */

/*
 * A record that is not later than all a thing had makes that thing again: its
 * rows go before the operations come, ${later} false, and come after.
 */
static enum err
apply_touch(struct fold *f, struct db *db, int part, const struct touch *t,
    int64_t hlc, bool later, struct why *why)
{
	struct thing thing = { .fold = f, .db = db, .part = part, .why = why };

	if (!t->known)
		return ERR_OK;
	thing.kind = kind_numbered(f->ks, t->kind);
	id_text(t->id, thing.id);
	if (hlc > t->last)
		return later ? thing_next(&thing, hlc, t->last < 0, t->worded)
		    : ERR_OK;
	return later ? thing_make(&thing) : thing_erase(&thing);
}

static enum err
apply(void *self, struct db *db, int part, const struct entry *e,
    struct why *why)
{
	struct fold *f = self;
	struct arena_mark mark;
	struct touch *t;
	size_t n;
	enum err err = ERR_OK;

	/* Greater kinds are a newer program's: kept in the journal, not here. */
	if (e->kind != ENTRY_CHANGE || e->ops == 0)
		return ERR_OK;
	texts_need(f, part);
	mark = arena_mark(f->a);
	t = touches(f, db, part, e, &n);
	for (size_t i = 0; err == ERR_OK && i < n; i++)
		err = apply_touch(f, db, part, &t[i], instant(e->hlc), false,
		    why);
	if (err == ERR_OK)
		err = ops_add(db, part, e, t, n, why);
	for (size_t i = 0; err == ERR_OK && i < n; i++)
		err = apply_touch(f, db, part, &t[i], instant(e->hlc), true,
		    why);
	arena_rewind(f->a, mark);
	return err;
}

struct journal_fold
fold_of(struct arena *a, const struct kinds *ks)
{
	struct fold *f = arena_alloc(a, sizeof(*f));

	f->a = a;
	f->ks = ks;
	return (struct journal_fold){ .apply = apply, .self = f };
}

/* Rebuild: all operations first, then each thing once. */

static enum err
rebuild_record(void *self, struct db *db, int part, const struct entry *e,
    struct why *why)
{
	struct fold *f = self;
	struct arena_mark mark = arena_mark(f->a);
	struct touch *t;
	size_t n;
	enum err err;

	if (e->kind != ENTRY_CHANGE || e->ops == 0)
		return ERR_OK;
	t = touches(f, db, part, e, &n);
	err = ops_add(db, part, e, t, n, why);
	arena_rewind(f->a, mark);
	return err;
}

/* What journal_walk hands through. */
struct walk {
	struct fold *fold;
	struct db *db;
};

static enum err
visit(void *self, int part, const struct entry *e, struct why *why)
{
	struct walk *w = self;

	return rebuild_record(w->fold, w->db, part, e, why);
}

static enum err
rebuild_things(struct fold *f, struct db *db, int part, struct why *why)
{
	struct rows *r;
	enum err e = db_query(db, part, STMT_ENTITY_DUMP, NO_ARGS, &r, why);
	enum err end;

	while (e == ERR_OK && db_next(r)) {
		struct arena_mark mark = arena_mark(f->a);
		struct thing t = { .fold = f, .db = db, .part = part,
			.why = why };
		struct str id = db_text(r, 0);

		t.kind = kind_numbered(f->ks, (uint16_t)db_int(r, 1));
		ALWAYS(id.n == ID_TEXT);
		memcpy(t.id, id.p, ID_TEXT);
		if (t.kind == NULL)
			continue;
		e = thing_make(&t);
		arena_rewind(f->a, mark);
	}
	end = db_end(r);
	return e != ERR_OK ? e : end;
}

/* The things, their words gathered; the arena is free again after. */
static enum err
rebuild_words(struct fold *f, struct db *db, int part, struct why *why)
{
	struct arena_mark mark = arena_mark(f->a);
	enum err e;

	f->gathered = arena_array(f->a, GATHERED, sizeof(*f->gathered));
	f->gathered_text = arena_new(GATHERED * (size_t)128);
	e = rebuild_things(f, db, part, why);
	if (e == ERR_OK)
		e = gathered_write(f, db, part, why);
	arena_free(f->gathered_text);
	f->gathered = NULL;
	arena_rewind(f->a, mark);
	return e;
}

static enum err
drop_tables(struct db *db, const struct kinds *ks, int part, struct why *why)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < countof(drops); i++)
		e = db_run(db, part, drops[i], NO_ARGS, why);
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++) {
		struct buf b CLEANUP(buf_free) = { .max = SQL_MAX };

		find_sql_drop(&b, &ks->kind[i], part);
		e = schema(db, &b, why);
	}
	return e;
}

/* Tables in ${to} from the journal in ${from}, which may be the same. */
static enum err
fold_journal(struct db *from, struct db *to, struct arena *a,
    const struct kinds *ks, int part, struct why *why)
{
	struct journal_fold jf = fold_of(a, ks);
	struct arena *record = arena_new(64 * MIB);
	struct walk w = { .fold = jf.self, .db = to };
	enum err e;

	texts_need(w.fold, part);
	e = make_tables(to, ks, part, why);
	if (e == ERR_OK)
		e = journal_walk(from, part, record, visit, &w, why);
	if (e == ERR_OK)
		e = rebuild_words(w.fold, to, part, why);
	/* Sorted once, indexes cost a third of growing with every row. */
	if (e == ERR_OK)
		e = make_indexes(to, ks, part, why);
	arena_free(record);
	return e;
}

enum err
fold_rebuild(struct db *db, struct arena *a, const struct kinds *ks, int part,
    struct why *why)
{
	enum err e = drop_tables(db, ks, part, why);

	return e != ERR_OK ? e : fold_journal(db, db, a, ks, part, why);
}

enum err
fold_aside(struct db *db, struct db *aside, struct arena *a,
    const struct kinds *ks, int part, struct why *why)
{
	return fold_journal(db, aside, a, ks, part, why);
}

/* Dump. */

static void
dump_val(struct buf *b, const struct val *v)
{
	switch (v->type) {
	case VAL_NULL:
		buf_char(b, '-');
		return;
	case VAL_INT:
		buf_printf(b, "%" PRId64, v->i);
		return;
	case VAL_REAL:
		buf_printf(b, "%.17g", v->r);
		return;
	case VAL_TEXT:
		buf_json(b, v->s);
		return;
	case VAL_BLOB:
		buf_char(b, '#');
		for (size_t i = 0; i < v->s.n; i++)
			buf_printf(b, "%02x", (unsigned char)v->s.p[i]);
		return;
	}
}

static enum err
dump_rows(struct rows *r, struct str name, struct buf *out)
{
	while (db_next(r)) {
		buf_str(out, name);
		for (int i = 0; i < db_columns(r); i++) {
			struct val v = db_val(r, i);

			buf_char(out, ' ');
			dump_val(out, &v);
		}
		buf_char(out, '\n');
	}
	return db_end(r);
}

enum err
fold_dump(struct db *db, const struct kinds *ks, int part, struct buf *out,
    struct why *why)
{
	static const struct {
		enum stmt s;
		struct str name;
	} dumps[] = {
		{ STMT_OP_DUMP, STR_INIT("op") },
		{ STMT_PENDING_DUMP, STR_INIT("pending") },
		{ STMT_CHANGE_DUMP, STR_INIT("change") },
		{ STMT_ENTITY_DUMP, STR_INIT("entity") },
		{ STMT_WORD_DUMP, STR_INIT("word") }
	};
	struct rows *r;
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < countof(dumps); i++) {
		e = db_query(db, part, dumps[i].s, NO_ARGS, &r, why);
		if (e == ERR_OK)
			e = dump_rows(r, dumps[i].name, out);
	}
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++) {
		struct buf b CLEANUP(buf_free) = { .max = SQL_MAX };

		find_sql_dump(&b, &ks->kind[i], part);
		e = db_compose(db, DB_LOOK, buf_view(&b), NO_ARGS, &r, why);
		if (e == ERR_OK)
			e = dump_rows(r, ks->kind[i].name, out);
	}
	return e != ERR_OK ? e : out->err;
}
