/*
 * The journal: the only thing that is written. Append one record to the lane
 * of a label, walk them, verify them. What a record means for the tables is
 * told by a fold that the caller brings; record and tables are one database
 * transaction.
 */
#ifndef RECORD_JOURNAL_H
#define RECORD_JOURNAL_H

#include "record/entry.h"
#include "record/key.h"
#include "store/db.h"

struct journal;

/* What the tables do with a record, inside the same transaction. */
struct journal_fold {
	enum err (*apply)(void *self, struct db *db, int part,
	    const struct entry *e, struct why *why);
	void *self;
};

/* What an author asks for; the journal fills in the rest. */
struct journal_draft {
	struct id author;
	struct str note;
	struct op *op; /* with what they supersede, as the author saw */
	size_t ops;
};

/*
 * journal_found(db, world, key, part, genesis, why):
 * Begin the lane of this key in partition ${part}: make the tables of this room
 * unless they are there, and write its genesis record, whose note is the lines
 * ${genesis}, with "public-key=" added. A partition may hold many lanes, but
 * one of a key: ERR_INPUT when there is one. Inside the caller's transaction.
 */
MUST_USE enum err journal_found(struct db *db, struct world *w,
    const struct key *k, int part, struct str genesis, struct why *why);

/*
 * journal_open(db, world, key, out, why):
 * Open for writing: one connection of mode DB_MODE_WRITE. The key and the
 * connection stay the caller's. Free with journal_close.
 */
MUST_USE enum err journal_open(struct db *db, struct world *w,
    const struct key *k, struct journal **out, struct why *why);
void journal_close(struct journal *j);

/*
 * journal_begin(j, why), journal_end(j, why), journal_abandon(j):
 * A group of appends in one durable commit; each append has its own savepoint,
 * so one that fails leaves the others. Nothing is acknowledged before
 * journal_end has returned ERR_OK. Between begin and end the caller may read
 * the tables, heads included, as the appends will find them.
 */
MUST_USE enum err journal_begin(struct journal *j, struct why *why);
MUST_USE enum err journal_end(struct journal *j, struct why *why);
void journal_abandon(struct journal *j);

/*
 * journal_append(j, a, part, draft, fold, out, why):
 * Inside a group: seal, sign and insert the next record of this office's lane
 * in ${part}, read it back, decode and verify it, fold it unless ${fold} is
 * NULL. ${out}, when not NULL, gets the record as read back, in the arena
 * ${a}. hlc is the clock or one more than the lane's last, whichever is
 * greater. ERR_MISSING when the key has no lane there, ERR_CORRUPT when the
 * lane does not end as it remembers.
 */
MUST_USE enum err journal_append(struct journal *j, struct arena *a, int part,
    const struct journal_draft *draft, const struct journal_fold *fold,
    struct entry *out, struct why *why);

/*
 * journal_walk(db, part, visit, self, why):
 * Every record of the partition, lane by lane in order of seq, decoded; the
 * arena is reset between visits. Stops at the first error of ${visit}.
 */
MUST_USE enum err journal_walk(struct db *db, int part, struct arena *a,
    enum err (*visit)(void *self, int part, const struct entry *e,
        struct why *why),
    void *self, struct why *why);

/*
 * journal_get(db, part, lane, seq, a, out, why):
 * One record, decoded, in the arena ${a}. ERR_MISSING when it is not there.
 */
MUST_USE enum err journal_get(struct db *db, int part,
    const unsigned char lane[static 16], uint64_t seq, struct arena *a,
    struct entry *out, struct why *why);

/*
 * journal_verify(db, part, count, why):
 * Check every record of the partition: layout, commitment, identity, chain
 * without gap or repeat, signature by the key of the genesis, and that the
 * head the office table remembers is the lane's last (a cut tail). The first
 * bad record is named in ${why} (ERR_CORRUPT), by lane and number; its label
 * is the caller's to say. ${count} gets the records that were good before it.
 */
MUST_USE enum err journal_verify(struct db *db, int part, uint64_t *count,
    struct why *why);

#endif
