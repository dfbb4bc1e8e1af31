/* Inside the journal: journal.c writes, journal_read.c reads and verifies. */
#ifndef RECORD_JOURNAL_READ_H
#define RECORD_JOURNAL_READ_H

#include <string.h>

#include "record/journal.h"

enum { SCRATCH = 64 << 20 };

/* Where a lane stands: the row that @lane keeps of it. */
struct lane {
	unsigned char lane[16];
	unsigned char public[ENTRY_PUBLIC];
	uint64_t next;
	struct hash head;
	uint64_t hlc;
};

/*
 * journal_lane(db, part, l, why):
 * Fill in the lane whose l->public is set. ERR_MISSING when there is none.
 */
MUST_USE enum err journal_lane(struct db *db, int part, struct lane *l,
    struct why *why);

static inline struct val
blob(const void *p, size_t n)
{
	return V_BLOB(((struct str){ p, n }));
}

static inline bool
is_bytes(struct str s, const void *p, size_t n)
{
	return s.n == n && memcmp(s.p, p, n) == 0;
}

#endif
