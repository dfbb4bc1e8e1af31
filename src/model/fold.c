#include "model/fold_thing.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/find.h"

#include "base/banned.h"

static struct str
hash_view(const struct hash *h)
{
	return (struct str){ (const char *)h->b, sizeof(h->b) };
}

/* Tables. */

static const enum stmt tables[] = { STMT_OP_TABLE, STMT_PENDING_TABLE,
	STMT_CHANGE_TABLE, STMT_ENTITY_TABLE, STMT_WORD_TABLE,
	STMT_SHAPE_TABLE };
static const enum stmt drops[] = { STMT_OP_DROP, STMT_PENDING_DROP,
	STMT_CHANGE_DROP, STMT_ENTITY_DROP, STMT_WORD_DROP, STMT_SHAPE_DROP };

static enum err
schema(struct db *db, struct buf *b, struct why *why)
{
	ALWAYS(b->err == ERR_OK);
	return db_compose(db, DB_SCHEMA, buf_view(b), NO_ARGS, NULL, why);
}

static enum err
kind_table(struct db *db, const struct kind *k, int part, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = FOLD_SQL_MAX };

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

enum { SHAPE_TEXT = 16 };

/* FNV-1a over the texts of the tables: equal for equal columns. */
static void
shape_of(const struct kinds *ks, char text[static SHAPE_TEXT + 1])
{
	struct buf b CLEANUP(buf_free) = { .max = FOLD_SQL_MAX };
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < ks->n; i++) {
		buf_clear(&b);
		find_sql_table(&b, &ks->kind[i], 0);
		ALWAYS(b.err == ERR_OK);
		for (size_t c = 0; c < b.n; c++)
			hash = (hash ^ (unsigned char)b.p[c]) * 0x100000001b3u;
	}
	for (size_t i = 0; i < SHAPE_TEXT; i++)
		text[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
	text[SHAPE_TEXT] = '\0';
}

enum err
fold_fits(struct db *db, const struct kinds *ks, int part, struct why *why)
{
	char shape[SHAPE_TEXT + 1];
	bool same = false;
	struct rows *r;

	shape_of(ks, shape);
	/* There is no such table in an office of before. */
	if (db_query(db, part, STMT_SHAPE_GET, NO_ARGS, &r, NULL) == ERR_OK) {
		same = db_next(r) && str_is(db_text(r, 0), shape);
		if (db_end(r) != ERR_OK)
			same = false;
	}
	return same ? ERR_OK : why_set(why, ERR_INPUT, "the tables were made "
	    "by another version of Comity; make them again with: comity "
	    "rebuild");
}

static enum err
make_tables(struct db *db, const struct kinds *ks, int part, struct why *why)
{
	char shape[SHAPE_TEXT + 1];
	enum err e = ERR_OK;

	shape_of(ks, shape);
	for (size_t i = 0; e == ERR_OK && i < countof(tables); i++)
		e = db_run(db, part, tables[i], NO_ARGS, why);
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++)
		e = kind_table(db, &ks->kind[i], part, why);
	return e != ERR_OK ? e : db_run(db, part, STMT_SHAPE_ADD,
	    ARGS(V_TEXT(str_of(shape))), why);
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
	entity = V_TEXT(fold_id(id));
	if (waits)
		err = await(db, part, record, idx, entity, field, &until, why);
	buf_clear(b);
	value_encode(b, &op->value);
	if (err == ERR_OK && b->err != ERR_OK)
		err = why_set(why, b->err, "a value is too large");
	if (err == ERR_OK)
		err = db_run(db, part, STMT_OP_ADD, ARGS(entity, field,
		    V_INT(fold_instant(e->hlc)), record, idx, V_INT(until),
		    V_BLOB(buf_view(b))), why);
	for (size_t s = 0; err == ERR_OK && s < op->n_supersedes; s++)
		err = supersede(db, part, op, fold_id(id), &op->supersedes[s],
		    fold_instant(e->hlc), why);
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
		t[i].worded = t[i].known && fold_has_words(k, f);
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
		    ARGS(V_TEXT(fold_id(id)), V_INT(t[i].kind)), -1);
	}
	return t;
}

static enum err
touch_put(struct db *db, int part, const struct touch *t, int64_t hlc,
    struct why *why)
{
	char id[ID_TEXT + 1];

	id_text(t->id, id);
	return db_run(db, part, STMT_ENTITY_PUT, ARGS(V_TEXT(fold_id(id)),
	    V_INT(t->kind), V_INT(hlc)), why);
}

static enum err
change_add(struct db *db, int part, const struct entry *e, size_t things,
    struct why *why)
{
	char author[ID_TEXT + 1], entity[ID_TEXT + 1];

	id_text(e->author, author);
	id_text(e->op[0].entity, entity);
	return db_run(db, part, STMT_CHANGE_ADD,
	    ARGS(V_INT(fold_instant(e->hlc)), V_BLOB(hash_view(&e->id)),
	    V_TEXT(fold_id(author)), V_TEXT(e->note), V_TEXT(fold_id(entity)),
	    V_INT(e->op[0].field), V_INT((int64_t)things)), why);
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
		err = touch_put(db, part, &t[i], fold_instant(e->hlc), why);
	return err != ERR_OK ? err : change_add(db, part, e, n, why);
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
	struct fold_thing thing = { .fold = f, .db = db, .part = part,
		.why = why };

	if (!t->known)
		return ERR_OK;
	thing.kind = kind_numbered(f->ks, t->kind);
	id_text(t->id, thing.id);
	if (hlc > t->last)
		return later ? fold_next(&thing, hlc, t->last < 0, t->worded)
		    : ERR_OK;
	return later ? fold_make(&thing) : fold_erase(&thing);
}

static enum err
apply(void *self, struct db *db, int part, const struct entry *e,
    struct why *why)
{
	struct fold *f = self;
	struct arena_mark mark;
	struct touch *t;
	size_t n;
	int64_t hlc = fold_instant(e->hlc);
	enum err err = ERR_OK;

	/* A newer program's sort of record is kept in the journal alone. */
	if (e->kind != ENTRY_CHANGE || e->ops == 0)
		return ERR_OK;
	fold_texts(f, part);
	mark = arena_mark(f->a);
	t = touches(f, db, part, e, &n);
	for (size_t i = 0; err == ERR_OK && i < n; i++)
		err = apply_touch(f, db, part, &t[i], hlc, false, why);
	if (err == ERR_OK)
		err = ops_add(db, part, e, t, n, why);
	for (size_t i = 0; err == ERR_OK && i < n; i++)
		err = apply_touch(f, db, part, &t[i], hlc, true, why);
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
		struct fold_thing t = { .fold = f, .db = db, .part = part,
			.why = why };
		struct str id = db_text(r, 0);

		t.kind = kind_numbered(f->ks, (uint16_t)db_int(r, 1));
		ALWAYS(id.n == ID_TEXT);
		memcpy(t.id, id.p, ID_TEXT);
		if (t.kind == NULL)
			continue;
		e = fold_make(&t);
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
	enum err e, last;

	fold_gather(f);
	e = rebuild_things(f, db, part, why);
	last = fold_gathered(f, db, part, why);
	arena_rewind(f->a, mark);
	return e != ERR_OK ? e : last;
}

static enum err
drop_tables(struct db *db, const struct kinds *ks, int part, struct why *why)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < countof(drops); i++)
		e = db_run(db, part, drops[i], NO_ARGS, why);
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++) {
		struct buf b CLEANUP(buf_free) = { .max = FOLD_SQL_MAX };

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

	fold_texts(w.fold, part);
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
