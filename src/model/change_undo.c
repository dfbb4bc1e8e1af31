#include <string.h>

#include "base/str.h"
#include "model/change_work.h"

#include "base/banned.h"

enum { HEX = 16 };

/* Where the record is, and all of it. */
struct undone {
	const struct office_part *part;
	struct entry entry;
};

static enum err
record_at(struct work *w, const struct office_part *p,
    const unsigned char first[static ENTRY_HASH],
    const unsigned char last[static ENTRY_HASH], struct undone *u, size_t *n)
{
	unsigned char lane[16];
	uint64_t seq = 0;
	struct rows *r;
	enum err e = db_query(w->db, p->part, STMT_RECORD_BETWEEN,
	    ARGS(V_BLOB(((struct str){ (const char *)first, ENTRY_HASH })),
	    V_BLOB(((struct str){ (const char *)last, ENTRY_HASH }))), &r,
	    w->why);
	bool found = false;

	if (e != ERR_OK)
		return e;
	while (db_next(r)) {
		struct str bytes = db_blob(r, 0);

		ALWAYS(bytes.n == sizeof(lane));
		memcpy(lane, bytes.p, sizeof(lane));
		seq = (uint64_t)db_int(r, 1);
		found = true;
		(*n)++;
	}
	e = db_end(r);
	if (e != ERR_OK || !found)
		return e;
	u->part = p;
	return journal_get(w->db, p->part, lane, seq, w->a, &u->entry, w->why);
}

static enum err
record_named(struct work *w, struct str hex, struct undone *u)
{
	const struct office *o = w->pen->office;
	unsigned char first[ENTRY_HASH] = { 0 }, last[ENTRY_HASH];
	size_t n = 0;
	enum err e = ERR_OK;

	hex = str_trim(hex);
	if (hex.n != HEX || !str_hex(hex, first, HEX / 2))
		return change_bad(w, ERR_INPUT, STR(""), "\"%.*s\" names no "
		    "record; take the %d digits that history shows", STRF(hex),
		    HEX);
	memset(last, 0xff, sizeof(last));
	memcpy(last, first, HEX / 2);
	for (size_t p = 0; e == ERR_OK && p < o->parts; p++)
		if (change_visible(w, &o->part[p]))
			e = record_at(w, &o->part[p], first, last, u, &n);
	if (e == ERR_OK && (n != 1 || u->entry.kind != ENTRY_CHANGE))
		e = change_bad(w, ERR_MISSING, STR(""), "there is no change "
		    "%.*s", STRF(hex));
	return e;
}

enum err
change_undo_find(struct work *w, struct str target,
    const struct office_part **part)
{
	struct undone u = { 0 };
	enum err e = record_named(w, target, &u);

	*part = u.part;
	return e;
}

/* The value that an operation had replaced; the latest of several. */
static enum err
value_before(struct work *w, const struct op *op, struct value *v)
{
	char id[ID_TEXT + 1];
	struct rows *r;
	enum err e;

	*v = VALUE_EMPTY;
	if (op->n_supersedes == 0)
		return ERR_OK;
	id_text(op->entity, id);
	e = db_query(w->db, w->part->part, STMT_OP_LIST,
	    ARGS(V_TEXT(str_of(id)), V_INT(op->field), V_INT(op->field + 1),
	    V_INT(0)), &r, w->why);
	if (e != ERR_OK)
		return e;
	while (db_next(r))
		for (size_t i = 0; i < op->n_supersedes; i++) {
			const struct op_name *s = &op->supersedes[i];
			struct str hash = db_blob(r, 2), bytes;

			if (hash.n != ENTRY_HASH ||
			    memcmp(hash.p, s->record.b, hash.n) != 0 ||
			    db_int(r, 3) != s->index)
				continue;
			bytes = arena_str(w->a, db_blob(r, 5));
			ALWAYS(value_decode(&bytes, v));
		}
	return db_end(r);
}

/* Whether the operation still stands, so that undoing it loses nothing. */
static enum err
still_stands(struct work *w, const struct entry *e, size_t i,
    const struct field *f)
{
	const struct op *op = &e->op[i];
	char id[ID_TEXT + 1];
	int64_t until;

	id_text(op->entity, id);
	until = db_get_int(w->db, w->part->part, STMT_OP_UNTIL,
	    ARGS(V_TEXT(str_of(id)), V_INT(op->field),
	    V_BLOB(((struct str){ (const char *)e->id.b, ENTRY_HASH })),
	    V_INT((int64_t)i)), -1);
	if (until == INT64_MAX)
		return ERR_OK;
	return change_bad(w, ERR_INPUT, f->name, "was changed again since; "
	    "undo the later change first");
}

/* Whether the record made this thing: a field it must have was empty. */
static bool
was_made(const struct entry *e, const struct kinds *ks, struct id id)
{
	for (size_t i = 0; i < e->ops; i++) {
		const struct kind *k;
		const struct field *f;

		if (id_eq(e->op[i].entity, id) &&
		    kind_of_op(ks, e->op[i].field, &k, &f) && f->required &&
		    e->op[i].n_supersedes == 0)
			return true;
	}
	return false;
}

static bool
is_first_of(const struct entry *e, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (id_eq(e->op[j].entity, e->op[i].entity))
			return false;
	return true;
}

/* A thing cannot be unmade: it is withdrawn, and stays in the history. */
static enum err
unmake(struct work *w, struct thing *t)
{
	struct str why = str_trim(w->c->note), line;
	struct value v = { .type = VALUE_TEXT, .text = STR("Undone") };
	const struct field *f = kind_field(t->kind, STR("withdrawn"));

	if (str_line(&why, &line) && line.n > 0)
		v.text = line;
	ALWAYS(f != NULL);
	return change_put(w, t, f, &v);
}

/* ${made}: whether the record made the thing that its operation is about. */
static enum err
op_undo(struct work *w, const struct entry *e, size_t i, struct thing *t,
    bool made)
{
	const struct op *op = &e->op[i];
	const struct field *f;
	struct value before;
	enum err err;

	if (!kind_of_op(&w->pen->office->kinds, op->field, &t->kind, &f))
		return change_bad(w, ERR_INPUT, STR(""), "the change is of a "
		    "newer program; undo it there");
	t->id = op->entity;
	if (made)
		return is_first_of(e, i) ? unmake(w, t) : ERR_OK;
	err = still_stands(w, e, i, f);
	if (err == ERR_OK)
		err = value_before(w, op, &before);
	return err == ERR_OK ? change_put(w, t, f, &before) : err;
}

enum err
change_undo(struct work *w, struct str target)
{
	struct thing *t = &w->thing[w->item];
	const struct kinds *ks = &w->pen->office->kinds;
	struct undone u = { 0 };
	bool made = false;
	enum err e = record_named(w, target, &u);

	for (size_t i = 0; e == ERR_OK && i < u.entry.ops; i++) {
		struct id id = u.entry.op[i].entity;

		if (i == 0 || !id_eq(id, u.entry.op[i - 1].entity))
			made = was_made(&u.entry, ks, id);
		e = op_undo(w, &u.entry, i, t, made);
	}
	/* What the change was about, for those who ask what was done. */
	if (e == ERR_OK && u.entry.ops > 0)
		t->id = u.entry.op[0].entity;
	return e;
}
