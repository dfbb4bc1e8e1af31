#include "store/db_sqlite.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum { COMPOSED_MAX = 512 };

/* A prepared statement; while it is walked, a caller's rows. */
struct rows {
	struct db *db;
	sqlite3_stmt *s;
	enum db_role role;
	const struct stmt_info *info; /* NULL when composed */
	bool busy;
	bool kept; /* in a cache, not finalized at the end */
	enum err err;
	/* composed text: */
	char *copy;
	struct str sql; /* of the copy */
	uint64_t hash;
	uint64_t used;
	struct rows *next; /* in the same slot */
};

static const struct stmt_info stmts[] = {
#define STMT(name, role, scan, params, columns, text) \
	{ #name, role, scan, params, columns, text },
#include "store/stmt.def"
#undef STMT
};

static_assert(countof(stmts) == STMT__MAX, "one row a number");

const struct stmt_info *
db_stmt_info(enum stmt s)
{
	return &stmts[s];
}

/* Preparing. */

static void
rows_free(struct rows *r)
{
	if (r == NULL)
		return;
	(void)sqlite3_finalize(r->s);
	free(r);
}

static bool
name_begins(struct str s, size_t i)
{
	return i + 1 < s.n && s.p[i] == '@' && s.p[i + 1] >= 'a' &&
	    s.p[i + 1] <= 'z';
}

/* The text for SQLite: "@x" and the types that differ are filled in. */
static void
sql_make(struct buf *b, struct str s, int part)
{
	const struct str bytes = STR("{bytes}"), real = STR("{real}");
	const struct str clustered = STR("{clustered}");
	bool table = str_starts(s, STR("CREATE TABLE "));

	buf_clear(b);
	for (size_t i = 0; i < s.n; i++) {
		if (name_begins(s, i)) {
			ALWAYS(part >= 0);
			buf_printf(b, "p%d_", part);
		} else if (str_starts(str_from(s, i), bytes)) {
			buf_text(b, "BLOB");
			i += bytes.n - 1;
		} else if (str_starts(str_from(s, i), real)) {
			buf_text(b, "REAL");
			i += real.n - 1;
		} else if (str_starts(str_from(s, i), clustered)) {
			buf_text(b, "WITHOUT ROWID,");
			i += clustered.n - 1;
		} else {
			buf_char(b, s.p[i]);
		}
	}
	if (table)
		buf_text(b, " STRICT");
}

/* A reading role that writes, or a writing one that only reads. */
static bool
misdeclared(sqlite3_stmt *s, enum db_role role)
{
	bool reads = sqlite3_stmt_readonly(s) != 0;

	if (role == DB_READ || role == DB_LOOK)
		return !reads;
	return (role == DB_ENTRY || role == DB_TABLE) && reads &&
	    sqlite3_stmt_isexplain(s) == 0;
}

/* Prepare the text in db->sql. */
static enum err
prepare(struct db *db, enum db_role role, bool keep, struct rows **out,
    struct why *why)
{
	struct rows *r;
	int rc;

	if (db->sql.err != ERR_OK) {
		(void)why_set(why, db->sql.err, "a statement is too long");
		return db->sql.err;
	}
	r = calloc(1, sizeof(*r));
	if (r == NULL) {
		(void)why_set(why, ERR_NOMEM, "out of memory");
		return ERR_NOMEM;
	}
	db->allow.role = (int)role;
	buf_clear(&db->allow.seen);
	rc = sqlite3_prepare_v3(db->lite, db->sql.p, (int)db->sql.n,
	    keep ? SQLITE_PREPARE_PERSISTENT : 0, &r->s, NULL);
	db->allow.role = DB_ALLOW_NOTHING;
	if (rc != SQLITE_OK) {
		enum err e = db_fail(db, rc, why);

		ALWAYS(e != ERR_OK);
		free(r);
		return e;
	}
	ALWAYS(r->s != NULL);
	if (misdeclared(r->s, role)) {
		rows_free(r);
		(void)why_set(why, ERR_DENIED, "a statement does not do what "
		    "its role says");
		return ERR_DENIED;
	}
	r->db = db;
	r->role = role;
	r->kept = keep;
	*out = r;
	return ERR_OK;
}

static enum err
numbered(struct db *db, int part, enum stmt s, struct rows **out,
    struct why *why)
{
	const struct stmt_info *info = &stmts[s];
	struct rows **kept;
	enum err e;

	ALWAYS(part >= DB_NO_PART && part < DB_PARTS - 1);
	kept = &db->numbered[s][part + 1];
	if (*kept != NULL && !(*kept)->busy) {
		*out = *kept;
		return ERR_OK;
	}
	sql_make(&db->sql, str_of(info->text), part);
	/* One that is being walked already gets a twin for this time. */
	e = prepare(db, info->role, *kept == NULL, out, why);
	if (e != ERR_OK)
		return e;
	(*out)->info = info;
	if (*kept == NULL)
		*kept = *out;
	return ERR_OK;
}

static void
composed_unlink(struct db *db, struct rows *r)
{
	struct rows **at = &db->composed[r->hash % DB_COMPOSED_SLOTS];

	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
	db->composed_n--;
	free(r->copy);
	rows_free(r);
}

static void
composed_drop_oldest(struct db *db)
{
	struct rows *oldest = NULL;

	for (size_t i = 0; i < DB_COMPOSED_SLOTS; i++)
		for (struct rows *r = db->composed[i]; r != NULL; r = r->next)
			if (!r->busy && (oldest == NULL ||
			    r->used < oldest->used))
				oldest = r;
	if (oldest != NULL)
		composed_unlink(db, oldest);
}

static void
composed_keep(struct db *db, struct rows *r, struct str sql, uint64_t hash)
{
	struct rows **slot = &db->composed[hash % DB_COMPOSED_SLOTS];

	r->copy = malloc(sql.n + 1);
	if (r->copy == NULL) {
		r->kept = false;
		return;
	}
	memcpy(r->copy, sql.p, sql.n);
	r->sql = (struct str){ r->copy, sql.n };
	r->hash = hash;
	r->next = *slot;
	*slot = r;
	db->composed_n++;
}

static struct rows *
composed_find(struct db *db, enum db_role role, struct str sql, uint64_t hash)
{
	struct rows *r = db->composed[hash % DB_COMPOSED_SLOTS];

	while (r != NULL && (r->hash != hash || r->role != role ||
	    !str_eq(r->sql, sql)))
		r = r->next;
	return r;
}

static enum err
composed(struct db *db, enum db_role role, struct str sql, struct rows **out,
    struct why *why)
{
	uint64_t hash = str_hash(sql);
	struct rows *r = composed_find(db, role, sql, hash);
	/* What defines or drops something runs once. */
	bool keep = r == NULL && role != DB_SCHEMA && role != DB_VIEW;
	enum err e = ERR_OK;

	if (r == NULL || r->busy) {
		if (keep && db->composed_n >= COMPOSED_MAX)
			composed_drop_oldest(db);
		sql_make(&db->sql, sql, DB_NO_PART);
		e = prepare(db, role, keep, &r, why);
		if (e == ERR_OK && keep)
			composed_keep(db, r, sql, hash);
	}
	if (e != ERR_OK)
		return e;
	r->used = ++db->uses;
	*out = r;
	return ERR_OK;
}

void
db_forget(struct db *db, bool readers_only)
{
	for (size_t i = 0; i < DB_COMPOSED_SLOTS; i++) {
		struct rows *next;

		for (struct rows *r = db->composed[i]; r != NULL; r = next) {
			next = r->next;
			if (readers_only && r->role != DB_READ)
				continue;
			ALWAYS(!r->busy);
			composed_unlink(db, r);
		}
	}
	for (size_t s = 0; s < STMT__MAX; s++) {
		for (size_t p = 0; p < DB_PARTS; p++) {
			struct rows *r = db->numbered[s][p];

			if (r == NULL || (readers_only && r->role != DB_READ))
				continue;
			ALWAYS(!r->busy);
			rows_free(r);
			db->numbered[s][p] = NULL;
		}
	}
}

/* Running. */

static bool
writes(enum db_role role)
{
	return role == DB_ENTRY || role == DB_TABLE || role == DB_SCHEMA;
}

static bool
fits(char letter, enum val_type type)
{
	switch (type) {
	case VAL_NULL:
		return true;
	case VAL_INT:
		return letter == 'i';
	case VAL_REAL:
		return letter == 'r';
	case VAL_TEXT:
		return letter == 't';
	case VAL_BLOB:
		return letter == 'b';
	}
	return false;
}

static int
bind(sqlite3_stmt *s, int at, const struct val *v, bool copy)
{
	/* A NULL pointer would be bound as NULL, not as the empty text. */
	const char *p = v->s.p != NULL ? v->s.p : "";
	void (*keep)(void *) = copy ? SQLITE_TRANSIENT : SQLITE_STATIC;

	switch (v->type) {
	case VAL_NULL:
		return sqlite3_bind_null(s, at);
	case VAL_INT:
		return sqlite3_bind_int64(s, at, v->i);
	case VAL_REAL:
		return sqlite3_bind_double(s, at, v->r);
	case VAL_TEXT:
		return sqlite3_bind_text64(s, at, p, v->s.n, keep,
		    SQLITE_UTF8);
	case VAL_BLOB:
		return sqlite3_bind_blob64(s, at, p, v->s.n, keep);
	}
	return SQLITE_MISUSE;
}

static enum err
bind_all(struct rows *r, const struct val *args, size_t n, bool copy,
    struct why *why)
{
	if (r->info != NULL) {
		const char *params = r->info->params;

		if (strlen(params) != n)
			die("%s takes \"%s\", not %zu arguments",
			    r->info->name, params, n);
		for (size_t i = 0; i < n; i++)
			if (!fits(params[i], args[i].type))
				die("%s takes \"%s\"; argument %zu is of "
				    "another type", r->info->name, params,
				    i + 1);
	}
	ALWAYS((size_t)sqlite3_bind_parameter_count(r->s) == n);
	for (size_t i = 0; i < n; i++) {
		int rc = bind(r->s, (int)i + 1, &args[i], copy);

		if (rc != SQLITE_OK)
			return db_fail(r->db, rc, why);
	}
	return ERR_OK;
}

/* A changed schema makes SQLite prepare again, so the role stands here too. */
static int
step(struct rows *r)
{
	int rc;

	r->db->allow.role = (int)r->role;
	buf_clear(&r->db->allow.seen);
	rc = sqlite3_step(r->s);
	r->db->allow.role = DB_ALLOW_NOTHING;
	return rc;
}

static enum err
start(struct rows *r, const struct val *args, size_t n, bool copy,
    struct why *why)
{
	enum err e = ERR_OK;

	r->busy = true;
	r->err = ERR_OK;
	if (writes(r->role))
		e = db_may_write(r->db, why);
	if (e == ERR_OK)
		e = bind_all(r, args, n, copy, why);
	return e;
}

enum err
db_end(struct rows *r)
{
	enum err e;

	if (r == NULL)
		return ERR_OK;
	ALWAYS(r->busy);
	e = r->err;
	r->db->steps += sqlite3_stmt_status(r->s, SQLITE_STMTSTATUS_VM_STEP, 1);
	r->busy = false;
	(void)sqlite3_reset(r->s);
	(void)sqlite3_clear_bindings(r->s);
	if (!r->kept)
		rows_free(r);
	return e;
}

void
db_end_quietly(struct rows **r)
{
	(void)db_end(*r);
	*r = NULL;
}

/* Run to the end; the arguments outlive it. */
static enum err
run(struct rows *r, const struct val *args, size_t n, struct why *why)
{
	enum err e = start(r, args, n, false, why);
	int rc = SQLITE_ROW;

	while (e == ERR_OK && rc == SQLITE_ROW) {
		rc = step(r);
		if (rc != SQLITE_ROW && rc != SQLITE_DONE)
			e = db_fail(r->db, rc, why);
	}
	(void)db_end(r);
	return e;
}

enum err
db_run(struct db *db, int part, enum stmt s, const struct val *args, size_t n,
    struct why *why)
{
	struct rows *r;
	enum err e = numbered(db, part, s, &r, why);

	return e != ERR_OK ? e : run(r, args, n, why);
}

static enum err
query(struct rows *r, const struct val *args, size_t n, struct rows **out,
    struct why *why)
{
	enum err e = start(r, args, n, true, why);

	if (e != ERR_OK) {
		(void)db_end(r);
		return e;
	}
	*out = r;
	return ERR_OK;
}

enum err
db_query(struct db *db, int part, enum stmt s, const struct val *args,
    size_t n, struct rows **out, struct why *why)
{
	struct rows *r;
	enum err e = numbered(db, part, s, &r, why);

	*out = NULL;
	return e != ERR_OK ? e : query(r, args, n, out, why);
}

enum err
db_compose(struct db *db, enum db_role role, struct str sql,
    const struct val *args, size_t n, struct rows **out, struct why *why)
{
	struct rows *r;
	enum err e = composed(db, role, sql, &r, why);

	if (out != NULL)
		*out = NULL;
	if (e != ERR_OK)
		return e;
	return out == NULL ? run(r, args, n, why) : query(r, args, n, out, why);
}

bool
db_next(struct rows *r)
{
	int rc;

	ALWAYS(r->busy);
	if (r->err != ERR_OK)
		return false;
	rc = step(r);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		r->err = db_fail(r->db, rc, NULL);
	return rc == SQLITE_ROW;
}

/* Columns. */

static void
column_is(const struct rows *r, int column, char letter)
{
	const char *columns = r->info != NULL ? r->info->columns : NULL;

	ALWAYS(r->busy && column >= 0 && column < sqlite3_data_count(r->s));
	if (columns != NULL && columns[column] != letter)
		die("%s gives \"%s\"; column %d is read as %c", r->info->name,
		    columns, column, letter);
}

int64_t
db_int(struct rows *r, int column)
{
	column_is(r, column, 'i');
	return sqlite3_column_int64(r->s, column);
}

double
db_real(struct rows *r, int column)
{
	column_is(r, column, 'r');
	return sqlite3_column_double(r->s, column);
}

struct str
db_text(struct rows *r, int column)
{
	const void *p;

	column_is(r, column, 't');
	p = sqlite3_column_text(r->s, column);
	return (struct str){ p, (size_t)sqlite3_column_bytes(r->s, column) };
}

struct str
db_blob(struct rows *r, int column)
{
	const void *p;

	column_is(r, column, 'b');
	p = sqlite3_column_blob(r->s, column);
	return (struct str){ p, (size_t)sqlite3_column_bytes(r->s, column) };
}

bool
db_is_null(struct rows *r, int column)
{
	ALWAYS(r->busy && column >= 0 && column < sqlite3_data_count(r->s));
	return sqlite3_column_type(r->s, column) == SQLITE_NULL;
}

struct val
db_val(struct rows *r, int column)
{
	sqlite3_stmt *s = r->s;
	size_t n;

	ALWAYS(r->busy && column >= 0 && column < sqlite3_data_count(s));
	switch (sqlite3_column_type(s, column)) {
	case SQLITE_INTEGER:
		return V_INT(sqlite3_column_int64(s, column));
	case SQLITE_FLOAT:
		return V_REAL(sqlite3_column_double(s, column));
	case SQLITE_TEXT:
		n = (size_t)sqlite3_column_bytes(s, column);
		return V_TEXT(((struct str){
		    (const char *)sqlite3_column_text(s, column), n }));
	case SQLITE_BLOB:
		n = (size_t)sqlite3_column_bytes(s, column);
		return V_BLOB(((struct str){
		    sqlite3_column_blob(s, column), n }));
	default:
		return V_NULL;
	}
}

int
db_columns(struct rows *r)
{
	return sqlite3_column_count(r->s);
}

/* One-liners. */

static struct rows *
must_query(struct db *db, int part, enum stmt s, const struct val *args,
    size_t n)
{
	struct why why = { 0 };
	struct rows *r;

	if (db_query(db, part, s, args, n, &r, &why) != ERR_OK)
		die("%s: %s", stmts[s].name, why.text);
	return r;
}

static void
must_end(struct rows *r, enum stmt s)
{
	const char *said = sqlite3_errmsg(r->db->lite);

	if (db_end(r) != ERR_OK)
		die("%s: %s", stmts[s].name, said);
}

int64_t
db_get_int(struct db *db, int part, enum stmt s, const struct val *args,
    size_t n, int64_t otherwise)
{
	struct rows *r = must_query(db, part, s, args, n);

	if (db_next(r) && !db_is_null(r, 0))
		otherwise = db_int(r, 0);
	must_end(r, s);
	return otherwise;
}

struct str
db_get_text(struct db *db, struct arena *a, int part, enum stmt s,
    const struct val *args, size_t n)
{
	struct rows *r = must_query(db, part, s, args, n);
	struct str text = STR("");

	if (db_next(r))
		text = arena_str(a, db_text(r, 0));
	must_end(r, s);
	return text;
}

enum err
db_plan(struct db *db, int part, enum stmt s, struct buf *out,
    struct why *why)
{
	struct buf text CLEANUP(buf_free) = { .max = DB_SQL_MAX };
	struct rows *r;
	enum err e;

	buf_printf(&text, "EXPLAIN QUERY PLAN %s", stmts[s].text);
	sql_make(&db->sql, buf_view(&text), part);
	e = prepare(db, stmts[s].role, false, &r, why);
	if (e != ERR_OK)
		return e;
	r->busy = true;
	while (db_next(r)) {
		buf_str(out, db_text(r, 3));
		buf_char(out, '\n');
	}
	e = db_end(r);
	return e != ERR_OK ? e : out->err;
}
