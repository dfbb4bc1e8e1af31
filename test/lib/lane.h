/*
 * A small office for tests of the store and the record floors: one database
 * with one partition and its lane, in a simulated world.
 *
 *	struct lane_office o;
 *	lane_office_make(&o, 1);
 *	lane_append(&o, "a note", 2);
 *	lane_office_free(&o);
 */
#ifndef LIB_LANE_H
#define LIB_LANE_H

#include "lib/sim_world.h"
#include "record/journal.h"

enum { LANE_PART = 1 };

struct lane_office {
	struct sim_world sim;
	struct arena *arena;
	struct key *key;
	struct db *db;
	struct journal *journal;
	const char *path; /* ":memory:" unless set after lane_office_init */
};

/* lane_office_init(o, seed): world and key, no database. */
void lane_office_init(struct lane_office *o, uint64_t seed);

/*
 * lane_office_found(o, why): create the database at o->path, with the tables
 * of the office and one lane; leaves it closed. In memory it cannot be.
 */
MUST_USE enum err lane_office_found(struct lane_office *o, struct why *why);

/* lane_office_open(o, why): open the database and the journal to write. */
MUST_USE enum err lane_office_open(struct lane_office *o, struct why *why);
void lane_office_close(struct lane_office *o);

/* lane_office_make(o, seed): all of it in memory; must succeed. */
void lane_office_make(struct lane_office *o, uint64_t seed);
void lane_office_free(struct lane_office *o);

/*
 * lane_try(o, note, ops, why): one record of ${ops} small changes in a commit
 * of its own.
 */
MUST_USE enum err lane_try(struct lane_office *o, const char *note, size_t ops,
    struct why *why);

/* lane_append(o, note, ops): the same; must succeed. */
void lane_append(struct lane_office *o, const char *note, size_t ops);

/*
 * lane_try_group(o, n, ops, why): ${n} of them in one commit. Every record is
 * folded into a table of notes.
 */
MUST_USE enum err lane_try_group(struct lane_office *o, size_t n, size_t ops,
    struct why *why);

/*
 * lane_check(o): the records of the lane; the journal must verify and the
 * table of notes must be what the fold made of these records (J5, J7).
 */
uint64_t lane_check(struct lane_office *o);

/* lane_draft(o, note, ops): such a draft, from the world's chance. */
struct journal_draft lane_draft(struct lane_office *o, const char *note,
    size_t ops);

#endif
