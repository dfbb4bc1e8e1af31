#include "store/db_sqlite.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/collate.h"
#include "base/banned.h"

enum { CHECKPOINT_PAGES = 1000, NAMES_BYTES_MAX = 1 << 16, BUSY_MS = 5000 };

static const char *const own_text[] = {
	[DB_BEGIN] = "BEGIN",
	[DB_BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[DB_COMMIT] = "COMMIT",
	[DB_ROLLBACK] = "ROLLBACK",
	[DB_SAVE] = "SAVEPOINT one",
	[DB_KEEP] = "RELEASE one",
	[DB_UNDO] = "ROLLBACK TO one",
};

static_assert(countof(own_text) == DB_OWN__MAX, "every one has a text");

/* Errors. */

enum err
db_err(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return ERR_OK;
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_CONSTRAINT:
		return ERR_INPUT;
	case SQLITE_TOOBIG:
		return ERR_LIMIT;
	case SQLITE_AUTH:
	case SQLITE_PERM:
	case SQLITE_READONLY:
		return ERR_DENIED;
	case SQLITE_ERROR: /* no such table: this is not an office */
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_SCHEMA:
		return ERR_CORRUPT;
	default:
		return ERR_IO;
	}
}

/*
 * After a failed write or sync nobody knows what the disk holds, and a second
 * sync of the same pages may succeed without having written them.
 */
static void
poison(struct db *db)
{
	db->poisoned = true;
	(void)sqlite3_db_config(db->lite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
	    NULL);
}

enum err
db_fail(struct db *db, int rc, struct why *why)
{
	enum err e;

	if ((rc & 0xff) == SQLITE_IOERR && rc != SQLITE_IOERR_NOMEM)
		poison(db);
	if (rc == SQLITE_IOERR_NOMEM)
		rc = SQLITE_NOMEM;
	e = db_err(rc);
	ALWAYS(e != ERR_OK);
	return why_set(why, e, "the database says: %s",
	    sqlite3_errmsg(db->lite));
}

enum err
db_may_write(const struct db *db, struct why *why)
{
	if (db->poisoned)
		return why_set(why, ERR_IO, "the disk failed before; nothing "
		    "is written until the program is started again");
	/* SQLite rolls back by itself when it must. */
	if (db->begun && (db->doomed || sqlite3_get_autocommit(db->lite)))
		return why_set(why, ERR_IO, "the transaction has failed; "
		    "nothing of it is kept");
	return ERR_OK;
}

/* Statements of the door itself. */

static int
pragma(struct db *db, const char *sql)
{
	int rc;

	db->allow.role = DB_ALLOW_SELF;
	rc = sqlite3_exec(db->lite, sql, NULL, NULL, NULL);
	db->allow.role = DB_ALLOW_NOTHING;
	return rc;
}

static int
own_prepare(struct db *db)
{
	int rc = SQLITE_OK;

	db->allow.role = DB_ALLOW_SELF;
	for (size_t i = 0; i < DB_OWN__MAX && rc == SQLITE_OK; i++)
		rc = sqlite3_prepare_v3(db->lite, own_text[i], -1,
		    SQLITE_PREPARE_PERSISTENT, &db->own[i], NULL);
	db->allow.role = DB_ALLOW_NOTHING;
	return rc;
}

static int
own(struct db *db, enum db_own which)
{
	int rc;

	db->allow.role = DB_ALLOW_SELF;
	rc = sqlite3_step(db->own[which]);
	db->allow.role = DB_ALLOW_NOTHING;
	(void)sqlite3_reset(db->own[which]);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Opening. */

/*
 * SQLite's own checkpoint keeps its errors to itself. The commit that ran into
 * this one is in the log and synced, so it stands; the next is refused.
 */
static int
checkpoint(void *self, sqlite3 *lite, const char *name, int pages)
{
	struct db *db = self;
	int rc = SQLITE_OK;

	if (pages >= CHECKPOINT_PAGES && !db->poisoned)
		rc = sqlite3_wal_checkpoint_v2(lite, name,
		    SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	if ((rc & 0xff) == SQLITE_IOERR && rc != SQLITE_IOERR_NOMEM)
		poison(db);
	return SQLITE_OK;
}

static void
configure(struct db *db)
{
	static const struct {
		int what, on;
	} config[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 }, /* but for temp views */
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
	};
	static const struct {
		int what, most;
	} limit[] = {
		{ SQLITE_LIMIT_LENGTH, 64 << 20 },
		{ SQLITE_LIMIT_SQL_LENGTH, DB_SQL_MAX },
		{ SQLITE_LIMIT_COLUMN, 256 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 200 },
		{ SQLITE_LIMIT_FUNCTION_ARG, 16 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 1000 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};

	for (size_t i = 0; i < countof(config); i++)
		ALWAYS(sqlite3_db_config(db->lite, config[i].what,
		    config[i].on, NULL) == SQLITE_OK);
	for (size_t i = 0; i < countof(limit); i++)
		(void)sqlite3_limit(db->lite, limit[i].what, limit[i].most);
	(void)sqlite3_extended_result_codes(db->lite, 1);
	(void)sqlite3_busy_timeout(db->lite, BUSY_MS);
	(void)sqlite3_wal_hook(db->lite, checkpoint, db);
	(void)sqlite3_set_authorizer(db->lite, db_allow, &db->allow);
}

static int
pragmas(struct db *db, enum db_mode mode)
{
	static const char always[] =
	    "PRAGMA cache_size = -16384;"
	    "PRAGMA mmap_size = 0;"
	    "PRAGMA temp_store = MEMORY;"
	    "PRAGMA foreign_keys = ON;"
	    "PRAGMA cell_size_check = ON;";
	static const char writing[] =
	    "PRAGMA page_size = 4096;"
	    "PRAGMA secure_delete = ON;"
	    "PRAGMA journal_mode = WAL;"
	    "PRAGMA journal_size_limit = 67108864;"
	    "PRAGMA synchronous = FULL;";
	int rc = pragma(db, always);

	/* Not query_only: a reader has temp views; the file is read-only. */
	if (rc == SQLITE_OK && mode != DB_MODE_READ)
		rc = pragma(db, writing);
	/* Reads the first page, which tells whether it is a database. */
	if (rc == SQLITE_OK)
		rc = pragma(db, "PRAGMA schema_version;");
	return rc == SQLITE_OK ? own_prepare(db) : rc;
}

/* The orders of names that find asks for; no index is sorted by them. */
static int
by_name(void *self, int n, const void *a, int m, const void *b)
{
	(void)self;
	return collate_names((struct str){ a, (size_t)n },
	    (struct str){ b, (size_t)m });
}

static int
by_given(void *self, int n, const void *a, int m, const void *b)
{
	(void)self;
	return collate_given((struct str){ a, (size_t)n },
	    (struct str){ b, (size_t)m });
}

static int
collations(struct db *db)
{
	int rc = sqlite3_create_collation_v2(db->lite, "names", SQLITE_UTF8,
	    NULL, by_name, NULL);

	return rc != SQLITE_OK ? rc : sqlite3_create_collation_v2(db->lite,
	    "given", SQLITE_UTF8, NULL, by_given, NULL);
}

enum err
db_open(const char *path, enum db_mode mode, struct db **out, struct why *why)
{
	static const int flags[] = {
		[DB_MODE_READ] = SQLITE_OPEN_READONLY,
		[DB_MODE_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_MODE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	struct db *db = calloc(1, sizeof(*db));
	enum err e;
	int rc;

	*out = NULL;
	if (db == NULL)
		return why_set(why, ERR_NOMEM, "out of memory");
	db->allow.role = DB_ALLOW_NOTHING;
	buf_init(&db->allow.views, NAMES_BYTES_MAX);
	buf_init(&db->allow.seen, NAMES_BYTES_MAX);
	buf_init(&db->sql, DB_SQL_MAX);
	rc = sqlite3_open_v2(path, &db->lite, flags[mode] |
	    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (rc == SQLITE_OK)
		rc = collations(db);
	if (rc == SQLITE_OK) {
		configure(db);
		rc = pragmas(db, mode);
	}
	if (rc == SQLITE_OK) {
		*out = db;
		return ERR_OK;
	}
	e = (rc & 0xff) == SQLITE_CANTOPEN ? ERR_MISSING : db_err(rc);
	e = why_set(why, rc == SQLITE_IOERR_NOMEM ? ERR_NOMEM : e,
	    "cannot open %s: %s", path, sqlite3_errstr(rc));
	db_close(db);
	return e;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_forget(db, false);
	for (size_t i = 0; i < DB_OWN__MAX; i++)
		(void)sqlite3_finalize(db->own[i]);
	ALWAYS(sqlite3_close(db->lite) == SQLITE_OK);
	buf_free(&db->allow.views);
	buf_free(&db->allow.seen);
	buf_free(&db->sql);
	free(db);
}

/* Transactions. */

enum err
db_begin(struct db *db, bool write, struct why *why)
{
	enum err e = write ? db_may_write(db, why) : ERR_OK;
	int rc;

	ALWAYS(!db->begun);
	if (e != ERR_OK)
		return e;
	rc = own(db, write ? DB_BEGIN_WRITE : DB_BEGIN);
	if (rc != SQLITE_OK)
		return db_fail(db, rc, why);
	db->begun = true;
	db->writing = write;
	db->doomed = false;
	return ERR_OK;
}

void
db_rollback(struct db *db)
{
	/* Whatever it answers: what is not committed is undone on reopening. */
	if (!sqlite3_get_autocommit(db->lite) &&
	    own(db, DB_ROLLBACK) != SQLITE_OK)
		poison(db);
	db->begun = false;
	db->doomed = false;
}

bool
db_begun(const struct db *db)
{
	return db->begun;
}

enum err
db_commit(struct db *db, struct why *why)
{
	enum err e = ERR_OK;
	int rc;

	ALWAYS(db->begun);
	if (db->writing)
		e = db_may_write(db, why);
	if (e == ERR_OK) {
		rc = own(db, DB_COMMIT);
		e = rc == SQLITE_OK ? ERR_OK : db_fail(db, rc, why);
	}
	if (e != ERR_OK)
		db_rollback(db);
	db->begun = false;
	return e;
}

enum err
db_save(struct db *db, struct why *why)
{
	enum err e = db_may_write(db, why);
	int rc;

	ALWAYS(db->begun);
	if (e != ERR_OK)
		return e;
	rc = own(db, DB_SAVE);
	return rc == SQLITE_OK ? ERR_OK : db_fail(db, rc, why);
}

enum err
db_keep(struct db *db, struct why *why)
{
	enum err e = db_may_write(db, why);
	int rc;

	if (e != ERR_OK)
		return e;
	rc = own(db, DB_KEEP);
	return rc == SQLITE_OK ? ERR_OK : db_fail(db, rc, why);
}

void
db_undo(struct db *db)
{
	ALWAYS(db->begun);
	if (sqlite3_get_autocommit(db->lite) ||
	    own(db, DB_UNDO) != SQLITE_OK ||
	    own(db, DB_KEEP) != SQLITE_OK)
		db->doomed = true;
}

/* Readers and tests. */

void
db_reads(struct db *db, uint64_t mask)
{
	if (db->allow.mask == mask)
		return;
	db_forget(db, true);
	db->allow.mask = mask;
}

static int64_t
counter(struct db *db, int what)
{
	int now = 0, high = 0;

	(void)sqlite3_db_status(db->lite, what, &now, &high, 1);
	return now;
}

struct db_cost
db_cost(struct db *db)
{
	struct db_cost c = {
		.steps = db->steps,
		.page_hits = counter(db, SQLITE_DBSTATUS_CACHE_HIT),
		.page_misses = counter(db, SQLITE_DBSTATUS_CACHE_MISS),
	};

	db->steps = 0;
	return c;
}

/* The whole of it. */

enum err
db_check(struct db *db, struct why *why)
{
	sqlite3_stmt *s = NULL;
	enum err e = ERR_OK;
	const char *said;
	int rc;

	db->allow.role = DB_ALLOW_SELF;
	rc = sqlite3_prepare_v2(db->lite, "PRAGMA integrity_check(1)", -1, &s,
	    NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	db->allow.role = DB_ALLOW_NOTHING;
	if (rc != SQLITE_ROW) {
		e = db_fail(db, rc, why);
	} else {
		said = (const char *)sqlite3_column_text(s, 0);
		if (said == NULL || strcmp(said, "ok") != 0)
			e = why_set(why, ERR_CORRUPT, "the database is "
			    "damaged: %s", said != NULL ? said : "?");
	}
	(void)sqlite3_finalize(s);
	return e;
}

/* Whether there is nothing in the database that was just opened. */
static int
is_empty(sqlite3 *lite, bool *empty)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(lite, "PRAGMA page_count", -1, &s, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	*empty = rc == SQLITE_ROW && sqlite3_column_int64(s, 0) == 0;
	(void)sqlite3_finalize(s);
	return rc == SQLITE_ROW ? SQLITE_OK : rc;
}

static enum err
copy_into(struct db *db, sqlite3 *to, const char *path, struct why *why)
{
	sqlite3_backup *b;
	bool empty;
	int rc = is_empty(to, &empty);

	if (rc == SQLITE_NOTADB || (rc == SQLITE_OK && !empty))
		return why_set(why, ERR_INPUT, "%s is there already; a copy "
		    "is never written over", path);
	if (rc == SQLITE_OK) {
		b = sqlite3_backup_init(to, "main", db->lite, "main");
		if (b != NULL) {
			/* At one go: then it is one moment. */
			(void)sqlite3_backup_step(b, -1);
			(void)sqlite3_backup_finish(b);
		}
		rc = sqlite3_errcode(to);
	}
	if (rc == SQLITE_OK || rc == SQLITE_DONE)
		return ERR_OK;
	return why_set(why, db_err(rc), "cannot copy to %s: %s", path,
	    sqlite3_errstr(rc));
}

enum err
db_backup(struct db *db, const char *path, struct why *why)
{
	sqlite3 *to = NULL;
	enum err e;
	int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
	    NULL);

	if (rc == SQLITE_OK) {
		(void)sqlite3_busy_timeout(to, BUSY_MS);
		e = copy_into(db, to, path, why);
	} else {
		e = why_set(why, db_err(rc), "cannot write %s: %s", path,
		    sqlite3_errstr(rc));
	}
	(void)sqlite3_close(to);
	return e;
}
