#include "record/journal_read.h"

#include <sodium.h>

#include "base/str.h"

#include "base/banned.h"

static bool
copy_bytes(void *to, size_t n, struct str from)
{
	if (from.n != n)
		return false;
	memcpy(to, from.p, n);
	return true;
}

/* The lane of the key, from the tables. */
enum err
journal_lane(struct db *db, int part, struct lane *l, struct why *why)
{
	struct rows *r;
	enum err e = db_query(db, part, STMT_LANE_OF_KEY,
	    ARGS(blob(l->public, sizeof(l->public))), &r, why);
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

/* Reading records back. */

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

enum err
journal_get(struct db *db, int part, const unsigned char lane[static 16],
    uint64_t seq, struct arena *a, struct entry *out, struct why *why)
{
	struct rows *r CLEANUP(db_end_quietly) = NULL;
	struct why what = { 0 };
	struct stored s;
	enum err e = db_query(db, part, STMT_RECORD_GET,
	    ARGS(blob(lane, 16), V_INT((int64_t)seq)), &r, why);

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
		struct why what = { 0 };
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
	struct why what = { 0 }, unread = { 0 };
	struct lane kept;
	int64_t seq = 0;
	enum err e;

	if (!v->walking)
		return ERR_OK;
	v->walking = false;
	memcpy(kept.public, v->at.public, sizeof(kept.public));
	e = journal_lane(v->db, v->part, &kept, &unread);
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
	if (e->seq == 0 && !genesis_key(e, v->at.public))
		return why_set(what, ERR_CORRUPT, "it names no key");
	return ERR_OK;
}

static enum err
verify_chain(const struct lane *at, const struct stored *s,
    const struct entry *e, struct why *what)
{
	if (e->seq != at->next)
		return why_set(what, ERR_CORRUPT, "it is missing; record %llu "
		    "is there", (unsigned long long)e->seq);
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

/* ${seq} is the number to name when it is not good. */
static enum err
verify_record(struct verify *v, const struct stored *s, int64_t *seq,
    struct why *what)
{
	struct entry e;
	enum err err = stored_decode(v->a, s, &e, what);

	*seq = s->seq;
	if (err == ERR_OK && !v->walking)
		err = verify_genesis(v, &e, what);
	if (err != ERR_OK)
		return err;
	*seq = (int64_t)v->at.next;
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
	struct why what = { 0 };
	enum err e = ERR_OK;
	int64_t seq;

	if (v->walking && !is_bytes(s->lane, v->at.lane, sizeof(v->at.lane)))
		e = verify_end_of_lane(v, why);
	if (e != ERR_OK)
		return e;
	e = verify_record(v, s, &seq, &what);
	return e == ERR_OK ? e : bad_record(why, s->lane.n >= 4
	    ? (const void *)s->lane.p : nameless, seq, &what);
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
	struct verify v = { .db = db, .part = part };
	bool begin = !db_begun(db);
	enum err e = ERR_OK;

	/* One moment: the lanes must not grow between the looks at them. */
	if (begin)
		e = db_begin(db, false, why);
	if (e == ERR_OK) {
		v.a = arena_new(SCRATCH);
		e = verify_all(&v, why);
		arena_free(v.a);
		if (begin)
			db_rollback(db);
	}
	*count = v.count;
	return e;
}
