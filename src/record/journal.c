#include "record/journal.h"

#include <sodium.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum {
	SCRATCH = 64 << 20,
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

/* Where a lane stands: the row that @lane keeps of it. */
struct lane {
	unsigned char lane[16];
	unsigned char public[ENTRY_PUBLIC];
	uint64_t next;
	struct hash head;
	uint64_t hlc;
};

static struct val
bytes(const void *p, size_t n)
{
	return V_BLOB(((struct str){ p, n }));
}

static bool
copy_bytes(void *to, size_t n, struct str from)
{
	if (from.n != n)
		return false;
	memcpy(to, from.p, n);
	return true;
}

/* The lane of the key, from the tables. */
static enum err
lane_of_key(struct db *db, int part, struct lane *l, struct why *why)
{
	struct rows *r;
	enum err e = db_query(db, part, STMT_LANE_OF_KEY,
	    ARGS(bytes(l->public, sizeof(l->public))), &r, why);
	bool found = false, fine = true;

	if (e != ERR_OK)
		return e;
	if (db_next(r)) {
		found = true;
		fine = copy_bytes(l->lane, sizeof(l->lane), db_blob(r, 0)) &&
		    copy_bytes(l->head.b, ENTRY_HASH, db_blob(r, 2));
		l->next = (uint64_t)db_int(r, 1);
		l->hlc = (uint64_t)db_int(r, 3);
	}
	e = db_end(r);
	if (e != ERR_OK)
		return why_set(why, e, "cannot read the lanes");
	if (!found)
		return why_set(why, ERR_MISSING, "this office's key has no "
		    "lane in partition %d", part);
	return fine ? ERR_OK : why_set(why, ERR_CORRUPT, "the lane table of "
	    "partition %d is damaged", part);
}

static enum err
lane_move(struct db *db, int part, const struct lane *l, struct why *why)
{
	return db_run(db, part, STMT_LANE_MOVE,
	    ARGS(bytes(l->lane, sizeof(l->lane)), V_INT((int64_t)l->next),
	    bytes(l->head.b, ENTRY_HASH), V_INT((int64_t)l->hlc)), why);
}

static enum err
lane_add(struct db *db, int part, const struct lane *l, struct why *why)
{
	return db_run(db, part, STMT_LANE_ADD,
	    ARGS(bytes(l->lane, sizeof(l->lane)),
	    bytes(l->public, sizeof(l->public)), V_INT((int64_t)l->next),
	    bytes(l->head.b, ENTRY_HASH), V_INT((int64_t)l->hlc)), why);
}

/* Reading records back. */

/* One row of @record: what is stored of a record, besides what it says. */
struct stored {
	struct str lane;
	int64_t seq;
	struct str id;
	int64_t hlc;
	struct str header;
	struct str signature;
	struct str payload;
	bool erased;
};

static struct stored
stored_of(struct rows *r)
{
	return (struct stored){
		.lane = db_blob(r, 0),
		.seq = db_int(r, 1),
		.id = db_blob(r, 2),
		.hlc = db_int(r, 3),
		.header = db_blob(r, 4),
		.signature = db_blob(r, 5),
		.payload = db_blob(r, 6),
		.erased = db_is_null(r, 6),
	};
}

static bool
is_bytes(struct str s, const void *p, size_t n)
{
	return s.n == n && memcmp(s.p, p, n) == 0;
}

/* Decode a row, and hold its columns to what the header says. */
static enum err
stored_decode(struct arena *a, const struct stored *s, struct entry *e,
    struct why *why)
{
	enum err err;

	if (s->erased)
		return why_set(why, ERR_CORRUPT, "its payload is gone, and "
		    "nobody has ordered that");
	if (s->payload.n == 0)
		return why_set(why, ERR_CORRUPT, "its payload is empty");
	err = entry_decode(a, s->header, s->signature, s->payload, e, why);
	if (err != ERR_OK)
		return err;
	if (!is_bytes(s->lane, e->lane, sizeof(e->lane)) ||
	    s->seq != (int64_t)e->seq ||
	    !is_bytes(s->id, e->id.b, ENTRY_HASH) ||
	    s->hlc != (int64_t)e->hlc)
		return why_set(why, ERR_CORRUPT, "it stands where its header "
		    "does not belong");
	return ERR_OK;
}

/* "record 7 of lane 00112233": for people who look for it. */
static enum err
bad_record(struct why *why, const void *lane, int64_t seq,
    const struct why *what)
{
	char name[2 * 4 + 1];

	(void)sodium_bin2hex(name, sizeof(name), lane, 4);
	return why_set(why, ERR_CORRUPT, "record %lld of lane %s: %s",
	    (long long)seq, name, what->text);
}

static enum err
record_get(struct db *db, int part, const unsigned char lane[static 16],
    uint64_t seq, struct arena *a, struct entry *out, struct why *why)
{
	struct rows *r CLEANUP(db_end_quietly) = NULL;
	struct why what = { "" };
	struct stored s;
	enum err e = db_query(db, part, STMT_RECORD_GET,
	    ARGS(bytes(lane, 16), V_INT((int64_t)seq)), &r, why);

	if (e != ERR_OK)
		return e;
	if (!db_next(r)) {
		e = db_end(r);
		r = NULL;
		return why_set(why, e != ERR_OK ? e : ERR_MISSING,
		    "there is no such record");
	}
	s = stored_of(r);
	/* Text of the entry points into the payload. */
	s.payload = arena_str(a, s.payload);
	e = stored_decode(a, &s, out, &what);
	return e == ERR_OK ? e : bad_record(why, lane, (int64_t)seq, &what);
}

enum err
journal_get(struct db *db, int part, const unsigned char lane[static 16],
    uint64_t seq, struct arena *a, struct entry *out, struct why *why)
{
	return record_get(db, part, lane, seq, a, out, why);
}

enum err
journal_walk(struct db *db, int part, struct arena *a,
    enum err (*visit)(void *self, int part, const struct entry *e,
        struct why *why),
    void *self, struct why *why)
{
	struct arena_mark mark = arena_mark(a);
	struct rows *r;
	enum err e = db_query(db, part, STMT_RECORD_WALK, NO_ARGS, &r, why);
	enum err end;

	while (e == ERR_OK && db_next(r)) {
		struct stored s = stored_of(r);
		struct why what = { "" };
		struct entry entry;

		e = stored_decode(a, &s, &entry, &what);
		if (e != ERR_OK)
			e = s.lane.n < 4 ? why_set(why, e, "%s", what.text)
			    : bad_record(why, s.lane.p, s.seq, &what);
		else
			e = visit(self, part, &entry, why);
		arena_rewind(a, mark);
	}
	end = db_end(r);
	if (e == ERR_OK && end != ERR_OK)
		e = why_set(why, end, "cannot read the journal");
	return e;
}

/* Writing. */

static enum err
record_add(struct db *db, int part, const struct entry *e, struct str header,
    struct str payload, struct why *why)
{
	return db_run(db, part, STMT_RECORD_ADD,
	    ARGS(bytes(e->lane, sizeof(e->lane)), V_INT((int64_t)e->seq),
	    bytes(e->id.b, ENTRY_HASH), V_INT((int64_t)e->hlc),
	    V_BLOB(header), bytes(e->signature, ENTRY_SIGNATURE),
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
	enum err e = record_get(db, part, l->lane, l->next, a, out, why);

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

static int
op_name_cmp(const struct op_name *a, const struct op_name *b)
{
	int c = memcmp(a->record.b, b->record.b, ENTRY_HASH);

	return c != 0 ? c : (int)a->index - (int)b->index;
}

/* A set in the one order that an entry has: sorted, each once. */
static void
op_sort(struct arena *a, struct op *op)
{
	struct op_name *set = arena_array(a, op->n_supersedes, sizeof(*set));
	size_t n = 0;

	for (size_t i = 0; i < op->n_supersedes; i++) {
		size_t at = n;

		while (at > 0 && op_name_cmp(&set[at - 1],
		    &op->supersedes[i]) > 0)
			at--;
		if (at > 0 && op_name_cmp(&set[at - 1],
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
	    ARGS(bytes(l->lane, sizeof(l->lane)), V_INT((int64_t)l->next - 1)),
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
	err = lane_of_key(j->db, part, &l, why);
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

/* The key that the genesis names: its last line of that name. */
static bool
genesis_key(const struct entry *e, unsigned char public[static ENTRY_PUBLIC])
{
	const struct str name = STR("public-key=");
	struct str rest = e->note, line;
	bool found = false;

	while (str_line(&rest, &line))
		if (str_starts(line, name))
			found = str_hex(str_from(line, name.n), public,
			    ENTRY_PUBLIC);
	return found;
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

/* Verifying. */

struct verify {
	struct db *db;
	int part;
	struct arena *a;
	struct lane at;     /* where the lane being walked stands */
	bool walking;       /* there is such a lane */
	uint64_t count;
	uint64_t lanes;
};

/* What is wrong with where the lane ended, or an empty text. */
static int64_t
end_fault(const struct lane *kept, const struct lane *at, struct why *what)
{
	if (kept->next > at->next) {
		(void)why_set(what, ERR_CORRUPT, "it is missing; the lane "
		    "had %llu records", (unsigned long long)kept->next);
		return (int64_t)at->next;
	}
	if (kept->next < at->next) {
		(void)why_set(what, ERR_CORRUPT, "it is one too many; the "
		    "lane had %llu records", (unsigned long long)kept->next);
		return (int64_t)kept->next;
	}
	if (memcmp(&kept->head, &at->head, sizeof(kept->head)) != 0 ||
	    kept->hlc != at->hlc)
		(void)why_set(what, ERR_CORRUPT, "the lane table remembers "
		    "another last record");
	return (int64_t)at->next - 1;
}

/* The lane that was walked must end where its row says. */
static enum err
verify_end_of_lane(struct verify *v, struct why *why)
{
	struct why what = { "" }, unread = { "" };
	struct lane kept;
	int64_t seq = 0;
	enum err e;

	if (!v->walking)
		return ERR_OK;
	v->walking = false;
	memcpy(kept.public, v->at.public, sizeof(kept.public));
	e = lane_of_key(v->db, v->part, &kept, &unread);
	if (e != ERR_OK && e != ERR_MISSING)
		return why_set(why, e, "%s", unread.text);
	if (e == ERR_MISSING ||
	    memcmp(kept.lane, v->at.lane, sizeof(kept.lane)) != 0)
		(void)why_set(&what, ERR_CORRUPT, "its lane is not in the "
		    "lane table");
	else
		seq = end_fault(&kept, &v->at, &what);
	return what.text[0] == '\0' ? ERR_OK
	    : bad_record(why, v->at.lane, seq, &what);
}

/* The first record of a lane brings the key that all of it is signed with. */
static enum err
verify_genesis(struct verify *v, const struct entry *e, struct why *what)
{
	memset(&v->at, 0, sizeof(v->at));
	memcpy(v->at.lane, e->lane, sizeof(v->at.lane));
	v->walking = true;
	v->lanes++;
	if (e->seq != 0)
		return why_set(what, ERR_CORRUPT, "the lane does not begin "
		    "with record 0");
	if (!genesis_key(e, v->at.public))
		return why_set(what, ERR_CORRUPT, "it names no key");
	return ERR_OK;
}

static enum err
verify_chain(const struct lane *at, const struct stored *s,
    const struct entry *e, struct why *what)
{
	if (e->seq != at->next)
		return why_set(what, ERR_CORRUPT, "record %llu before it is "
		    "missing", (unsigned long long)at->next);
	if (memcmp(&e->prev, &at->head, sizeof(e->prev)) != 0)
		return why_set(what, ERR_CORRUPT, "it does not follow the "
		    "record before it");
	if (e->seq > 0 && e->hlc <= at->hlc)
		return why_set(what, ERR_CORRUPT, "it is no later than the "
		    "record before it");
	if (!key_check(at->public, s->header, s->signature))
		return why_set(what, ERR_CORRUPT, "the signature is not that "
		    "of the lane's key");
	return ERR_OK;
}

static enum err
verify_record(struct verify *v, const struct stored *s, struct why *what)
{
	struct entry e;
	enum err err = stored_decode(v->a, s, &e, what);

	if (err == ERR_OK && !v->walking)
		err = verify_genesis(v, &e, what);
	if (err == ERR_OK)
		err = verify_chain(&v->at, s, &e, what);
	if (err != ERR_OK)
		return err;
	v->at.next = e.seq + 1;
	v->at.head = e.id;
	v->at.hlc = e.hlc;
	v->count++;
	return ERR_OK;
}

static enum err
verify_row(struct verify *v, const struct stored *s, struct why *why)
{
	static const unsigned char nameless[4];
	struct why what = { "" };
	enum err e = ERR_OK;

	if (v->walking && !is_bytes(s->lane, v->at.lane, sizeof(v->at.lane)))
		e = verify_end_of_lane(v, why);
	if (e != ERR_OK)
		return e;
	e = verify_record(v, s, &what);
	return e == ERR_OK ? e : bad_record(why, s->lane.n >= 4
	    ? (const void *)s->lane.p : nameless, s->seq, &what);
}

/* A lane of the table none of whose records is left. */
static enum err
verify_lanes(struct verify *v, struct why *why)
{
	struct rows *r;
	enum err e = db_query(v->db, v->part, STMT_LANE_LIST, NO_ARGS, &r, why);
	uint64_t lanes = 0;

	if (e != ERR_OK)
		return e;
	while (db_next(r))
		lanes++;
	e = db_end(r);
	if (e != ERR_OK)
		return why_set(why, e, "cannot read the lanes");
	if (lanes != v->lanes)
		return why_set(why, ERR_CORRUPT, "record 0 of %llu lanes is "
		    "missing: the lane table has %llu lanes, the journal %llu",
		    (unsigned long long)(lanes - v->lanes),
		    (unsigned long long)lanes, (unsigned long long)v->lanes);
	return ERR_OK;
}

static enum err
verify_all(struct verify *v, struct why *why)
{
	struct arena_mark mark = arena_mark(v->a);
	struct rows *r;
	enum err e = db_query(v->db, v->part, STMT_RECORD_WALK, NO_ARGS, &r,
	    why);
	enum err end;

	if (e != ERR_OK)
		return e;
	while (e == ERR_OK && db_next(r)) {
		struct stored s = stored_of(r);

		e = verify_row(v, &s, why);
		arena_rewind(v->a, mark);
	}
	end = db_end(r);
	if (e == ERR_OK && end != ERR_OK)
		e = why_set(why, end, "cannot read the journal");
	if (e == ERR_OK)
		e = verify_end_of_lane(v, why);
	return e == ERR_OK ? verify_lanes(v, why) : e;
}

enum err
journal_verify(struct db *db, int part, uint64_t *count, struct why *why)
{
	struct verify v = { .db = db, .part = part, .a = arena_new(SCRATCH) };
	enum err e = verify_all(&v, why);

	arena_free(v.a);
	*count = v.count;
	return e;
}
