/*
 * Inside the door to SQLite: what its two files share. db_sqlite.c opens,
 * begins and ends; db_rows.c prepares, runs and walks.
 */
#ifndef STORE_DB_SQLITE_H
#define STORE_DB_SQLITE_H

#include <sqlite3.h>

#include "store/db_allow.h"

enum {
	DB_PARTS = 65, /* 64 partitions and none */
	DB_COMPOSED_SLOTS = 1024,
	DB_SQL_MAX = 1 << 20
};

/* The door's own statements, made when it opens: undoing needs no memory. */
enum db_own {
	DB_BEGIN,
	DB_BEGIN_WRITE,
	DB_COMMIT,
	DB_ROLLBACK,
	DB_SAVE,
	DB_KEEP,
	DB_UNDO,
	DB_OWN__MAX
};

struct db {
	sqlite3 *lite;
	sqlite3_stmt *own[DB_OWN__MAX];
	struct db_allow allow;
	bool begun;    /* between db_begin and its end */
	bool writing;  /* ... and it may write */
	bool doomed;   /* an undo failed: only a rollback is left */
	bool poisoned; /* the disk failed: nothing is written any more */
	struct rows *numbered[STMT__MAX][DB_PARTS];
	struct rows *composed[DB_COMPOSED_SLOTS];
	size_t composed_n;
	uint64_t uses;
	int64_t steps;
	struct buf sql; /* the text being made */
};

/* db_fail(db, rc, why): what SQLite's answer means; a failed disk poisons. */
enum err db_fail(struct db *db, int rc, struct why *why);

/* db_err(rc): the same without a connection. */
enum err db_err(int rc);

/* db_may_write(db, why): whether this connection still may. */
MUST_USE enum err db_may_write(const struct db *db, struct why *why);

/* db_forget(db, readers_only): drop prepared statements; none may be in use. */
void db_forget(struct db *db, bool readers_only);

#endif
