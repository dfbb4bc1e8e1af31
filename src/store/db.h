/*
 * One door over the database. SQL comes from stmt.def by number, or, for
 * tables whose shape is data, from model/find.c through db_compose. Nothing
 * else passes. Every statement has a role and typed parameters and columns.
 *
 * A partition is the place of one label: its own tables. In SQL a name that
 * begins with "@" is a table of the partition the call names: "@record" in
 * partition 2 is "p2_record".
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/buf.h"

struct db;
struct rows;

/* What a statement may do; the authorizer refuses the rest when preparing. */
enum db_role {
	DB_READ,   /* SELECT from views of the open reader alone */
	DB_LOOK,   /* SELECT from tables: journal, fold, verify, rebuild */
	DB_ENTRY,  /* write @record, @lane, office, office_*: the enduring */
	DB_TABLE,  /* write other tables of partitions: fold alone */
	DB_SCHEMA, /* CREATE and DROP; never drops what endures */
	DB_VIEW    /* CREATE TEMP VIEW and the reader's temp table "asof" */
};

enum db_mode {
	DB_MODE_READ,  /* read-only file; fails when there is none */
	DB_MODE_WRITE, /* one writer at a time; fails when there is none */
	DB_MODE_CREATE
};

enum val_type { VAL_NULL, VAL_INT, VAL_REAL, VAL_TEXT, VAL_BLOB };

struct val {
	enum val_type type;
	int64_t i;
	double r;
	struct str s; /* text or blob; the caller's, until the call returns */
};

#define V_NULL ((struct val){ .type = VAL_NULL })
#define V_INT(x) ((struct val){ .type = VAL_INT, .i = (x) })
#define V_REAL(x) ((struct val){ .type = VAL_REAL, .r = (x) })
#define V_TEXT(x) ((struct val){ .type = VAL_TEXT, .s = (x) })
#define V_BLOB(x) ((struct val){ .type = VAL_BLOB, .s = (x) })
/* An argument list: ARGS(V_INT(1), V_TEXT(s)); none: NO_ARGS. */
#define ARGS(...) \
	(const struct val[]){ __VA_ARGS__ }, \
	    sizeof((const struct val[]){ __VA_ARGS__ }) / sizeof(struct val)
#define NO_ARGS NULL, 0

/* The statements of stmt.def by name: STMT_RECORD_ADD, ... */
enum stmt {
#define STMT(name, role, scan, params, columns, text) STMT_##name,
#include "store/stmt.def"
#undef STMT
	STMT__MAX
};

/* One row of stmt.def, for the test that checks them all. */
struct stmt_info {
	const char *name;
	enum db_role role;
	bool scan;           /* may walk a whole growing table */
	const char *params;  /* one letter a parameter: i r t b */
	const char *columns; /* one letter a column: i r t b */
	const char *text;
};
const struct stmt_info *db_stmt_info(enum stmt s);

/* No partition: for statements that name no "@" table. */
enum { DB_NO_PART = -1 };

/*
 * db_open(path, mode, out, why):
 * WAL, synchronous FULL, foreign keys, defensive, untrusted schema, no
 * extensions, secure delete. One connection belongs to one process. ERR_BUSY
 * when another writer holds the file longer than five seconds, ERR_CORRUPT
 * when it is not a database. After the disk has failed once, every write
 * answers ERR_IO until the database is opened anew; a full disk is ERR_IO
 * too, but only until there is room again.
 */
MUST_USE enum err db_open(const char *path, enum db_mode mode, struct db **out,
    struct why *why);
/* db_close(db): NULL is fine. Statements in use must have ended. */
void db_close(struct db *db);

/*
 * db_begin(db, write, why), db_commit(db, why), db_rollback(db):
 * One transaction. With ${write} the write lock is taken at once. Commit
 * returns after the bytes are synced. Rollback cannot fail.
 */
MUST_USE enum err db_begin(struct db *db, bool write, struct why *why);
MUST_USE enum err db_commit(struct db *db, struct why *why);
void db_rollback(struct db *db);
/* db_begun(db): whether a transaction is open. */
bool db_begun(const struct db *db);

/*
 * db_save(db, why), db_keep(db, why), db_undo(db):
 * One savepoint inside the transaction, so that one failure of a group does
 * not undo the others.
 */
MUST_USE enum err db_save(struct db *db, struct why *why);
MUST_USE enum err db_keep(struct db *db, struct why *why);
void db_undo(struct db *db);

/*
 * db_run(db, part, stmt, args, n, why):
 * Run a statement that gives no rows. Types are checked against stmt.def;
 * a wrong one ends the process. ERR_INPUT on a uniqueness or foreign key
 * conflict, ERR_DENIED when the text does more than its role may.
 */
MUST_USE enum err db_run(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, struct why *why);

/*
 * db_query(db, part, stmt, args, n, out, why):
 * Begin a query. Walk with db_next, end with db_end (also after an error or
 * before the last row). Arguments are copied.
 */
MUST_USE enum err db_query(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, struct rows **out, struct why *why);

/*
 * db_compose(db, role, sql, args, n, out, why):
 * The same for text that find.c composed from kind names and placeholders.
 * Prepared statements are kept by text. With ${out} NULL it is run to its end.
 */
MUST_USE enum err db_compose(struct db *db, enum db_role role, struct str sql,
    const struct val *args, size_t n, struct rows **out, struct why *why);

/*
 * db_next(r):
 * Step to the next row; false at the end or on an error, which db_end tells.
 */
bool db_next(struct rows *r);
/* db_end(r): ERR_OK, or what ended the walk early. NULL gives ERR_OK. */
enum err db_end(struct rows *r);
/* For CLEANUP on a walk whose errors do not matter any more. */
void db_end_quietly(struct rows **r);

/* Columns of the present row, valid until the next db_next. */
int64_t db_int(struct rows *r, int column);
double db_real(struct rows *r, int column);
struct str db_text(struct rows *r, int column);
struct str db_blob(struct rows *r, int column);
bool db_is_null(struct rows *r, int column);
struct val db_val(struct rows *r, int column);
int db_columns(struct rows *r);

/*
 * One-liners: the first column of the first row, or ${otherwise}. A failing
 * query ends the process; they are for statements that cannot.
 */
int64_t db_get_int(struct db *db, int part, enum stmt s, const struct val *args,
    size_t n, int64_t otherwise);
struct str db_get_text(struct db *db, struct arena *a, int part, enum stmt s,
    const struct val *args, size_t n);

/*
 * db_reads(db, mask):
 * From now on statements of role DB_READ may touch, through views only, the
 * tables of the partitions whose bits are set in ${mask}. Prepared statements
 * of another mask are dropped.
 */
void db_reads(struct db *db, uint64_t mask);

/*
 * db_check(db, why):
 * The database's own look at its pages and indexes; reads all of it.
 * ERR_CORRUPT with the first thing it finds.
 */
MUST_USE enum err db_check(struct db *db, struct why *why);

/*
 * db_backup(db, path, why):
 * A copy of the database as it stands at one moment, while others read and
 * write; on the disk when this returns ERR_OK. ERR_INPUT when there is
 * something at ${path} already. It is for db_open, like any other.
 */
MUST_USE enum err db_backup(struct db *db, const char *path, struct why *why);

/*
 * What the work cost, for the tests that two worlds cost the same: the sum of
 * SQLite's virtual machine steps and of page cache hits and misses since the
 * last call.
 */
struct db_cost {
	int64_t steps;
	int64_t page_hits;
	int64_t page_misses;
};
struct db_cost db_cost(struct db *db);

/* db_plan(db, part, stmt, out, why): the query plan as lines, for the tests. */
MUST_USE enum err db_plan(struct db *db, int part, enum stmt s,
    struct buf *out, struct why *why);

#endif
