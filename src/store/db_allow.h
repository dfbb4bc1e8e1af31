/*
 * What a statement may touch: SQLite's authorizer. For db_sqlite.c alone.
 */
#ifndef STORE_DB_ALLOW_H
#define STORE_DB_ALLOW_H

#include "store/db.h"

/* Besides the roles: nobody is preparing, or the door itself is. */
enum { DB_ALLOW_NOTHING = -1, DB_ALLOW_SELF = -2 };

struct db_allow {
	int role; /* of the statement being prepared: enum db_role or above */
	uint64_t mask;    /* partitions that DB_READ may see */
	struct buf views; /* temp views ever made here: name, NUL, name... */
	struct buf seen;  /* tables this statement reads by a view, or drops */
};

/*
 * db_allow(self, action, a, b, database, through):
 * The callback for sqlite3_set_authorizer, with a struct db_allow as
 * ${self}. Default is deny.
 */
int db_allow(void *self, int action, const char *a, const char *b,
    const char *database, const char *through);

#endif
