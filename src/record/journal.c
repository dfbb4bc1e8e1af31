#include <sodium.h>
#include <string.h>

#include "base/str.h"
#include "record/journal_read.h"

#include "base/banned.h"

enum {
	GENESIS_MAX = 64 << 10,
	HEX = 2 * ENTRY_PUBLIC
};

struct journal {
	struct db *db;
	struct world *world;
	const struct key *key;
	struct arena *scratch;
	struct arena_mark empty;
	bool open; /* a group is */
};

static enum err
lane_move(struct db *db, int part, const struct lane *l, struct why *why)
{
	return db_run(db, part, STMT_LANE_MOVE,
	    ARGS(blob(l->lane, sizeof(l->lane)), V_INT((int64_t)l->next),
	    blob(l->head.b, ENTRY_HASH), V_INT((int64_t)l->hlc)), why);
}

static enum err
lane_add(struct db *db, int part, const struct lane *l, struct why *why)
{
	return db_run(db, part, STMT_LANE_ADD,
	    ARGS(blob(l->lane, sizeof(l->lane)),
	    blob(l->public, sizeof(l->public)), V_INT((int64_t)l->next),
	    blob(l->head.b, ENTRY_HASH), V_INT((int64_t)l->hlc)), why);
}

/* Writing. */

static enum err
record_add(struct db *db, int part, const struct entry *e, struct str header,
    struct str payload, struct why *why)
{
	return db_run(db, part, STMT_RECORD_ADD,
	    ARGS(blob(e->lane, sizeof(e->lane)), V_INT((int64_t)e->seq),
	    blob(e->id.b, ENTRY_HASH), V_INT((int64_t)e->hlc),
	    V_BLOB(header), blob(e->signature, ENTRY_SIGNATURE),
	    V_BLOB(payload)), why);
}

/*
 * What was written is read again from the transaction and held to all that
 * verify would ask of it, before anybody relies on it.
 */
static enum err
record_check(struct db *db, int part, const struct lane *l, struct arena *a,
    const struct entry *wrote, struct entry *out, struct why *why)
{
	struct buf header CLEANUP(buf_free) = { .max = ENTRY_HEADER };
	enum err e = journal_get(db, part, l->lane, l->next, a, out, why);

	if (e != ERR_OK)
		return e;
	entry_header(&header, out);
	if (header.err != ERR_OK)
		return why_set(why, header.err, "out of memory");
	if (memcmp(&out->id, &wrote->id, sizeof(out->id)) != 0 ||
	    memcmp(&out->prev, &l->head, sizeof(out->prev)) != 0 ||
	    out->ops != wrote->ops ||
	    !key_check(l->public, buf_view(&header), (struct str){
	    (const char *)out->signature, ENTRY_SIGNATURE }))
		return why_set(why, ERR_CORRUPT, "the record was read back "
		    "other than it was written");
	return ERR_OK;
}

/* Seal, sign and insert the lane's next record, and read it back. */
static enum err
record_write(struct db *db, const struct key *k, int part,
    const struct lane *l, struct arena *a, struct entry *e, struct entry *out,
    struct why *why)
{
	struct buf payload CLEANUP(buf_free) = { .max = ENTRY_PAYLOAD_MAX };
	struct buf header CLEANUP(buf_free) = { .max = ENTRY_HEADER };
	enum err err;

	entry_payload(&payload, e);
	if (payload.err != ERR_OK)
		return why_set(why, payload.err, "one record may hold at most "
		    "%d MiB", ENTRY_PAYLOAD_MAX >> 20);
	entry_seal(e, buf_view(&payload));
	entry_header(&header, e);
	if (header.err != ERR_OK)
		return why_set(why, header.err, "out of memory");
	key_sign(k, buf_view(&header), e->signature);
	err = record_add(db, part, e, buf_view(&header), buf_view(&payload),
	    why);
	return err == ERR_OK ? record_check(db, part, l, a, e, out, why) : err;
}

/* The clock, or one more than the lane's last: greater in every lane. */
static enum err
next_hlc(struct world *w, uint64_t last, uint64_t *out, struct why *why)
{
	int64_t now = w->now_ms(w);
	uint64_t clock = now > 0 ? (uint64_t)now << 16 : 0;

	*out = clock > last ? clock : last + 1;
	if (*out > INT64_MAX)
		return why_set(why, ERR_LIMIT, "the clock is millennia ahead");
	return ERR_OK;
}

/* A set in the one order that an entry has: sorted, each once. */
static void
op_sort(struct arena *a, struct op *op)
{
	struct op_name *set = arena_array(a, op->n_supersedes, sizeof(*set));
	size_t n = 0;

	for (size_t i = 0; i < op->n_supersedes; i++) {
		size_t at = n;

		while (at > 0 && entry_op_cmp(&set[at - 1],
		    &op->supersedes[i]) > 0)
			at--;
		if (at > 0 && entry_op_cmp(&set[at - 1],
		    &op->supersedes[i]) == 0)
			continue;
		memmove(&set[at + 1], &set[at], (n - at) * sizeof(*set));
		set[at] = op->supersedes[i];
		n++;
	}
	op->supersedes = set;
	op->n_supersedes = n;
}

static enum err
draft_check(const struct journal_draft *d, struct why *why)
{
	if (d->ops > ENTRY_OPS_MAX)
		return why_set(why, ERR_LIMIT, "one record may change at most "
		    "%d fields; this one changes %zu", ENTRY_OPS_MAX, d->ops);
	if (!str_valid(d->note) || d->note.n > ENTRY_PAYLOAD_MAX)
		return why_set(why, ERR_INPUT, "the note is not valid text");
	for (size_t i = 0; i < d->ops; i++) {
		if (d->op[i].n_supersedes > ENTRY_HEADS_MAX)
			return why_set(why, ERR_LIMIT, "one change may "
			    "supersede at most %d others", ENTRY_HEADS_MAX);
		if (d->op[i].value.type == VALUE_TEXT &&
		    (d->op[i].value.text.n > ENTRY_PAYLOAD_MAX ||
		    !str_valid(d->op[i].value.text)))
			return why_set(why, ERR_INPUT, "a value is not valid "
			    "text");
	}
	return ERR_OK;
}

static void
entry_of_draft(struct world *w, struct arena *a, const struct lane *l,
    const struct journal_draft *d, struct entry *e)
{
	*e = (struct entry){
		.seq = l->next,
		.prev = l->head,
		.kind = ENTRY_CHANGE,
		.author = d->author,
		.note = d->note,
		.op = arena_array(a, d->ops, sizeof(*e->op)),
		.ops = d->ops,
	};
	memcpy(e->lane, l->lane, sizeof(e->lane));
	w->entropy(w, e->salt, sizeof(e->salt));
	for (size_t i = 0; i < d->ops; i++) {
		e->op[i] = d->op[i];
		op_sort(a, &e->op[i]);
	}
}

/* What the new record will follow is there, and is the lane's head. */
static enum err
head_check(struct db *db, int part, const struct lane *l, struct why *why)
{
	struct rows *r;
	enum err e = db_query(db, part, STMT_RECORD_ID,
	    ARGS(blob(l->lane, sizeof(l->lane)), V_INT((int64_t)l->next - 1)),
	    &r, why);
	bool fine;

	if (e != ERR_OK)
		return e;
	fine = db_next(r) && is_bytes(db_blob(r, 0), l->head.b, ENTRY_HASH);
	e = db_end(r);
	if (e != ERR_OK)
		return why_set(why, e, "cannot read the journal");
	return fine ? ERR_OK : why_set(why, ERR_CORRUPT, "the lane's last "
	    "record is not the one it remembers; run comity verify");
}

/* Inside the savepoint. */
static enum err
append(struct journal *j, struct arena *a, int part,
    const struct journal_draft *d, const struct journal_fold *fold,
    struct entry *out, struct why *why)
{
	struct lane l;
	struct entry e;
	enum err err;

	key_public(j->key, l.public);
	err = journal_lane(j->db, part, &l, why);
	if (err == ERR_OK)
		err = head_check(j->db, part, &l, why);
	if (err != ERR_OK)
		return err;
	entry_of_draft(j->world, a, &l, d, &e);
	err = next_hlc(j->world, l.hlc, &e.hlc, why);
	if (err == ERR_OK)
		err = record_write(j->db, j->key, part, &l, a, &e, out, why);
	if (err != ERR_OK)
		return err;
	l.next++;
	l.head = out->id;
	l.hlc = out->hlc;
	err = lane_move(j->db, part, &l, why);
	if (err != ERR_OK || fold == NULL)
		return err;
	return fold->apply(fold->self, j->db, part, out, why);
}

enum err
journal_append(struct journal *j, struct arena *a, int part,
    const struct journal_draft *draft, const struct journal_fold *fold,
    struct entry *out, struct why *why)
{
	struct entry unwanted;
	enum err e;

	ALWAYS(j->open);
	arena_rewind(j->scratch, j->empty);
	e = draft_check(draft, why);
	if (e == ERR_OK)
		e = db_save(j->db, why);
	if (e != ERR_OK)
		return e;
	if (out != NULL)
		e = append(j, a, part, draft, fold, out, why);
	else
		e = append(j, j->scratch, part, draft, fold, &unwanted, why);
	if (e == ERR_OK)
		e = db_keep(j->db, why);
	if (e != ERR_OK)
		db_undo(j->db);
	return e;
}

/* The genesis of a lane. */

static enum err
genesis_note(struct buf *note, struct str genesis, const struct key *k,
    struct why *why)
{
	unsigned char public[ENTRY_PUBLIC];
	char hex[HEX + 1];

	key_public(k, public);
	(void)sodium_bin2hex(hex, sizeof(hex), public, sizeof(public));
	buf_str(note, genesis);
	if (genesis.n > 0 && !str_ends(genesis, STR("\n")))
		buf_char(note, '\n');
	buf_printf(note, "public-key=%s\n", hex);
	if (note->err != ERR_OK || !str_valid(buf_view(note)))
		return why_set(why, ERR_INPUT, "what the lane says of itself "
		    "is too long or no text");
	return ERR_OK;
}

static enum err
make_tables(struct db *db, int part, struct why *why)
{
	static const enum stmt tables[] = {
		STMT_RECORD_TABLE, STMT_RECORD_ID_INDEX, STMT_LANE_TABLE,
	};
	enum err e = ERR_OK;

	for (size_t i = 0; i < countof(tables) && e == ERR_OK; i++)
		e = db_run(db, part, tables[i], NO_ARGS, why);
	return e;
}

enum err
journal_found(struct db *db, struct world *w, const struct key *k, int part,
    struct str genesis, struct why *why)
{
	struct buf note CLEANUP(buf_free) = { .max = GENESIS_MAX };
	struct arena *a;
	struct lane l = { .next = 0 };
	struct entry e = { .kind = ENTRY_GENESIS }, out;
	enum err err = genesis_note(&note, genesis, k, why);

	if (err == ERR_OK)
		err = next_hlc(w, 0, &e.hlc, why);
	if (err == ERR_OK)
		err = make_tables(db, part, why);
	if (err != ERR_OK)
		return err;
	w->entropy(w, l.lane, sizeof(l.lane));
	memcpy(e.lane, l.lane, sizeof(e.lane));
	w->entropy(w, e.salt, sizeof(e.salt));
	e.note = buf_view(&note);
	key_public(k, l.public);
	a = arena_new(MIB);
	err = record_write(db, k, part, &l, a, &e, &out, why);
	arena_free(a);
	l.next = 1;
	l.head = e.id;
	l.hlc = e.hlc;
	return err == ERR_OK ? lane_add(db, part, &l, why) : err;
}

/* Groups. */

enum err
journal_open(struct db *db, struct world *w, const struct key *k,
    struct journal **out, struct why *why)
{
	struct arena *a = arena_new(SCRATCH);
	struct journal *j = arena_alloc(a, sizeof(*j));

	(void)why; /* nothing to fail, so far */
	*j = (struct journal){ .db = db, .world = w, .key = k, .scratch = a };
	j->empty = arena_mark(a); /* behind the journal itself */
	*out = j;
	return ERR_OK;
}

void
journal_close(struct journal *j)
{
	if (j == NULL)
		return;
	ALWAYS(!j->open);
	arena_free(j->scratch);
}

enum err
journal_begin(struct journal *j, struct why *why)
{
	enum err e;

	ALWAYS(!j->open);
	e = db_begin(j->db, true, why);
	j->open = e == ERR_OK;
	return e;
}

enum err
journal_end(struct journal *j, struct why *why)
{
	ALWAYS(j->open);
	j->open = false;
	return db_commit(j->db, why);
}

void
journal_abandon(struct journal *j)
{
	ALWAYS(j->open);
	j->open = false;
	db_rollback(j->db);
}
