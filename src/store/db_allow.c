#include "store/db_allow.h"

#include <sqlite3.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum { PARTS_MAX = 64 };

/* What SQLite and PostgreSQL both have and no table can hide behind. */
static const char *const functions[] = {
	"abs", "avg", "coalesce", "count", "dense_rank", "first_value", "lag",
	"last_value", "lead", "length", "like", "lower", "ltrim", "max", "min",
	"ntile", "nullif", "rank", "replace", "round", "row_number", "rtrim",
	"substr", "substring", "sum", "trim", "upper",
};

static bool
function_known(const char *name)
{
	for (size_t i = 0; i < countof(functions); i++)
		if (sqlite3_stricmp(functions[i], name) == 0)
			return true;
	return false;
}

/* The partition of table p<N>_<rest>, or -1; ${rest} gets its plain name. */
static int
table_part(const char *table, const char **rest)
{
	int part = 0;
	const char *p = table + 1;

	if (table[0] != 'p' || *p < '0' || *p > '9')
		return -1;
	for (; *p >= '0' && *p <= '9' && part < PARTS_MAX; p++)
		part = part * 10 + (*p - '0');
	if (*p != '_' || part >= PARTS_MAX)
		return -1;
	*rest = p + 1;
	return part;
}

/* A table of the journal: @record or @lane. */
static bool
is_journal(const char *table)
{
	const char *rest;

	return table_part(table, &rest) >= 0 &&
	    (strcmp(rest, "record") == 0 || strcmp(rest, "lane") == 0);
}

static bool
is_office(const char *table)
{
	return strcmp(table, "office") == 0 ||
	    strcmp(table, "label_partition") == 0;
}

/* Tables of the office that come and go: office_session and its like. */
static bool
is_passing(const char *table)
{
	return strncmp(table, "office_", 7) == 0;
}

static bool
is_derived(const char *table)
{
	const char *rest;

	return table_part(table, &rest) >= 0 && !is_journal(table);
}

/* ${name} in ${list}, where a NUL ends each, or NULL. */
static const char *
name_find(const struct buf *list, const char *name)
{
	size_t at = 0;

	while (at < list->n) {
		if (strcmp(list->p + at, name) == 0)
			return list->p + at;
		at += strlen(list->p + at) + 1;
	}
	return NULL;
}

static void
name_add(struct buf *list, const char *name)
{
	if (name_find(list, name) == NULL)
		buf_put(list, name, strlen(name) + 1);
}

/*
 * DB_READ sees the reader's temp objects, and a partition's table only from
 * inside a view: SQLite then names the view in ${through}. The name of a
 * common table expression stands there too, so that it must be a view we saw
 * being made. A table none of whose columns is used is named once more, with
 * an empty column, after the view was expanded; so a bare EXISTS on a table
 * that the statement reaches through a view anyway is not told apart. It
 * stays inside the reader's partitions.
 */
static bool
reader_may_read(struct db_allow *self, const char *table, const char *column,
    const char *database, const char *through)
{
	const char *rest;
	int part = table_part(table, &rest);

	if (part < 0)
		return (database == NULL || strcmp(database, "temp") == 0) &&
		    (strcmp(table, "asof") == 0 ||
		    name_find(&self->views, table) != NULL);
	if ((self->mask >> part & 1) == 0 || is_journal(table))
		return false;
	if (column[0] == '\0' && through == NULL)
		return name_find(&self->seen, table) != NULL;
	if (through == NULL || name_find(&self->views, through) == NULL)
		return false;
	name_add(&self->seen, table);
	return self->seen.err == ERR_OK;
}

static bool
entry_may_write(int action, const char *table)
{
	if (is_passing(table))
		return true;
	return action != SQLITE_DELETE &&
	    (is_office(table) || is_journal(table));
}

static bool
is_schema(const char *table)
{
	return strcmp(table, "sqlite_master") == 0 ||
	    strcmp(table, "sqlite_temp_master") == 0;
}

static bool
may_drop(const char *table)
{
	return is_derived(table) || is_passing(table);
}

/* Dropping a table is told first as such, then as deleting from it. */
static bool
schema_may_write(const struct db_allow *self, int action, const char *table)
{
	return is_schema(table) || (action == SQLITE_DELETE &&
	    name_find(&self->seen, table) != NULL);
}

/* So is dropping a view. */
static bool
view_may_write(const struct db_allow *self, int action, const char *table)
{
	return strcmp(table, "sqlite_temp_master") == 0 ||
	    (action == SQLITE_DELETE ? name_find(&self->views, table) != NULL
	    : strcmp(table, "asof") == 0);
}

static bool
may_write(const struct db_allow *self, int action, const char *table,
    const char *database)
{
	bool temp = database != NULL && strcmp(database, "temp") == 0;

	if (temp != (self->role == DB_VIEW))
		return false;
	switch (self->role) {
	case DB_ENTRY:
		return entry_may_write(action, table);
	case DB_TABLE:
		return is_derived(table);
	case DB_SCHEMA:
		return schema_may_write(self, action, table);
	case DB_VIEW:
		return view_may_write(self, action, table);
	default:
		return false;
	}
}

static bool
may_define(struct db_allow *self, int action, const char *a, const char *b)
{
	switch (action) {
	case SQLITE_CREATE_TABLE:
	case SQLITE_CREATE_INDEX:
	case SQLITE_REINDEX:
		return self->role == DB_SCHEMA;
	case SQLITE_DROP_TABLE:
		if (self->role != DB_SCHEMA || !may_drop(a))
			return false;
		name_add(&self->seen, a);
		return self->seen.err == ERR_OK;
	case SQLITE_DROP_INDEX:
		return self->role == DB_SCHEMA && may_drop(b);
	case SQLITE_CREATE_TEMP_TABLE:
		return self->role == DB_VIEW && strcmp(a, "asof") == 0;
	case SQLITE_CREATE_TEMP_VIEW:
		if (self->role == DB_VIEW)
			name_add(&self->views, a);
		return self->role == DB_VIEW && self->views.err == ERR_OK;
	case SQLITE_DROP_TEMP_VIEW:
		return self->role == DB_VIEW;
	default:
		return false;
	}
}

static bool
may(struct db_allow *self, int action, const char *a, const char *b,
    const char *database, const char *through)
{
	if (self->role == DB_ALLOW_SELF)
		return true;
	if (self->role == DB_ALLOW_NOTHING)
		return false;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return self->role != DB_SCHEMA && self->role != DB_VIEW;
	case SQLITE_FUNCTION:
		return function_known(b);
	case SQLITE_READ:
		return self->role != DB_READ ||
		    reader_may_read(self, a, b, database, through);
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		return may_write(self, action, a, database);
	default:
		return may_define(self, action, a, b);
	}
}

int
db_allow(void *self, int action, const char *a, const char *b,
    const char *database, const char *through)
{
	return may(self, action, a != NULL ? a : "", b != NULL ? b : "",
	    database, through) ? SQLITE_OK : SQLITE_DENY;
}
