/*
 * A reader is who may see what, as known when: a set of partitions and an
 * instant. It is the only way to read above this room. For its connection it
 * makes one TEMP VIEW a kind, the union of that kind's tables in the readable
 * partitions at that instant, with the derived columns; all later SQL names
 * those views, and the authorizer refuses everything else.
 */
#ifndef MODEL_READER_H
#define MODEL_READER_H

#include "model/office.h"

struct accounts;

struct reader {
	const struct office *office;
	struct db *db; /* for statements of role DB_READ */
	uint64_t mask; /* the partitions it opens */
	uint64_t hidden; /* kinds, by their place: as if nothing were in them */
	uint64_t hlc;  /* as known at this instant */
	int32_t today; /* the civil day that "today" means in derived values */
	bool now;      /* not as of a past instant */
	/* For the rooms of this floor: */
	struct arena *arena; /* what is remembered while a page is read */
	struct arena_mark clear;
	struct map *terms; /* names of terms, within begin and end */
	bool begun;
	/* Who wrote a change, for whoever shows it; NULL: nobody knows. */
	struct accounts *accounts;
};

/*
 * reader_open(o, mask, hlc, today, out, why):
 * Costs one connection and some milliseconds for the views. Free with
 * reader_close. ERR_DENIED when ${mask} has no partition of the office,
 * ERR_INPUT when its tables are of another version of the program.
 */
MUST_USE enum err reader_open(const struct office *o, uint64_t mask,
    uint64_t hlc, int32_t today, struct reader **out, struct why *why);

/*
 * reader_open_hiding(o, mask, hidden, hlc, today, out, why):
 * The same for one to whom the kinds in ${hidden} are empty: their records,
 * their words, their history, their names and what points to them alone are
 * not there.
 */
MUST_USE enum err reader_open_hiding(const struct office *o, uint64_t mask,
    uint64_t hidden, uint64_t hlc, int32_t today, struct reader **out,
    struct why *why);

/*
 * reader_move(r, hlc, today, why):
 * The same reader at another instant; cheap: one row of a temp table.
 */
MUST_USE enum err reader_move(struct reader *r, uint64_t hlc, int32_t today,
    struct why *why);

/*
 * reader_begin(r, why), reader_end(r): one page is read in one transaction, so
 * that all its figures are of one moment.
 */
MUST_USE enum err reader_begin(struct reader *r, struct why *why);
void reader_end(struct reader *r);

void reader_close(struct reader *r);

#endif
