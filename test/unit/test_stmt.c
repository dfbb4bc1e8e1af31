/*
 * Every row of stmt.def is what it says: it prepares, in its role and no
 * other; it takes and gives what it declares; it does not walk a whole growing
 * table unless it is marked.
 */
#include "lib/check.h"

#include <sqlite3.h>

#include "lib/register.h"
#include "model/reader.h"

enum { PART = 1, PARTS = 2 };

/* An office with every table and view that a statement may name. */
struct everything {
	struct reg reg;
	struct reader *reader;
	sqlite3 *raw; /* past the door, with the reader's views copied */
};

static bool
names_part(const struct stmt_info *s)
{
	return str_find(str_of(s->text), STR("@")) != SIZE_MAX;
}

/* The tables that the model did not make: office, journal. */
static void
make_rest(struct db *db)
{
	for (int s = 0; s < STMT__MAX; s++) {
		const struct stmt_info *info = db_stmt_info((enum stmt)s);
		struct why why = { 0 };

		if (info->role != DB_SCHEMA ||
		    !str_starts(str_of(info->text), STR("CREATE ")))
			continue;
		for (int p = names_part(info) ? 0 : PARTS - 1; p < PARTS; p++)
			if (db_run(db, names_part(info) ? p : DB_NO_PART,
			    (enum stmt)s, NO_ARGS, &why) != ERR_OK &&
			    str_find(str_of(why.text), STR("already exists"))
			    == SIZE_MAX)
				fail_msg("%s: %s", info->name, why.text);
	}
}

static void
raw_exec(struct everything *x, const char *sql)
{
	char *said = NULL;

	if (sqlite3_exec(x->raw, sql, NULL, NULL, &said) != SQLITE_OK)
		fail_msg("%s: %s", sql, said);
}

/* In the order of making: a view stands after those it names. */
static void
copy_views(struct everything *x)
{
	struct rows *r;
	size_t views = 0;

	assert_int_equal(db_compose(x->reader->db, DB_LOOK, STR("SELECT type, "
	    "sql FROM sqlite_temp_schema ORDER BY rowid"), NO_ARGS, &r, NULL),
	    ERR_OK);
	while (db_next(r)) {
		struct str sql = db_text(r, 1), type = db_text(r, 0), rest;
		const struct str head = STR("CREATE ");

		assert_true(str_starts(sql, head));
		rest = str_from(sql, head.n);
		views += str_is(type, "view");
		raw_exec(x, arena_printf(x->reg.arena, "CREATE TEMP %.*s",
		    STRF(rest)).p);
	}
	assert_int_equal(db_end(r), ERR_OK);
	assert_true(views > 20);
}

static struct everything *
make_everything(void)
{
	static struct everything x;

	reg_make(&x.reg, NULL, PARTS);
	make_rest(x.reg.db);
	x.reader = reg_reader(&x.reg, (1 << PARTS) - 1, 0);
	assert_int_equal(sqlite3_open(x.reg.office.db_path.p, &x.raw),
	    SQLITE_OK);
	copy_views(&x);
	return &x;
}

static void
unmake_everything(struct everything *x)
{
	(void)sqlite3_close(x->raw);
	reader_close(x->reader);
	reg_free(&x->reg);
}

static struct db *
connection(struct everything *x, const struct stmt_info *s)
{
	return s->role == DB_READ || s->role == DB_VIEW ? x->reader->db
	    : x->reg.db;
}

/* Prepared by the door, in its own role. */
static void
prepares_in_its_role(void **state)
{
	struct everything *x = *state;

	for (int s = 0; s < STMT__MAX; s++) {
		const struct stmt_info *info = db_stmt_info((enum stmt)s);
		struct buf plan CLEANUP(buf_free) = { .max = MIB };
		struct why why = { 0 };
		enum err e;

		if (str_starts(str_of(info->text), STR("CREATE ")))
			continue; /* they are there already */
		e = db_plan(connection(x, info), names_part(info) ? PART
		    : DB_NO_PART, (enum stmt)s, &plan, &why);
		if (e != ERR_OK)
			fail_msg("%s: %s", info->name, why.text);
	}
}

/* The text as SQLite gets it, for the connection past the door. */
static const char *
raw_text(struct everything *x, const struct stmt_info *s)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct str text = str_of(s->text);

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '@')
			buf_printf(&b, "p%d_", PART);
		else
			buf_char(&b, text.p[i]);
	}
	return arena_cstr(x->reg.arena, buf_view(&b));
}

static char
letter_of(const char *type)
{
	if (sqlite3_stricmp(type, "INTEGER") == 0)
		return 'i';
	if (sqlite3_stricmp(type, "REAL") == 0)
		return 'r';
	return sqlite3_stricmp(type, "BLOB") == 0 ? 'b' : 't';
}

static size_t
check_columns(const struct stmt_info *info, sqlite3_stmt *s)
{
	size_t decided = 0;

	if (sqlite3_column_count(s) != (int)strlen(info->columns))
		fail_msg("%s gives %d columns, not \"%s\"", info->name,
		    sqlite3_column_count(s), info->columns);
	for (int i = 0; i < sqlite3_column_count(s); i++) {
		const char *type = sqlite3_column_decltype(s, i);

		if (type == NULL)
			continue; /* an expression: its rows are asked below */
		decided++;
		if (letter_of(type) != info->columns[i])
			fail_msg("%s: column %d (%s) is %s, not %c",
			    info->name, i, sqlite3_column_name(s, i), type,
			    info->columns[i]);
	}
	return decided;
}

static void
takes_and_gives_what_it_declares(void **state)
{
	struct everything *x = *state;
	size_t decided = 0;

	for (int i = 0; i < STMT__MAX; i++) {
		const struct stmt_info *info = db_stmt_info((enum stmt)i);
		bool reads = info->role == DB_READ || info->role == DB_LOOK;
		sqlite3_stmt *s;

		if (str_starts(str_of(info->text), STR("CREATE ")))
			continue;
		if (sqlite3_prepare_v2(x->raw, raw_text(x, info), -1, &s,
		    NULL) != SQLITE_OK)
			fail_msg("%s: %s", info->name, sqlite3_errmsg(x->raw));
		if (sqlite3_bind_parameter_count(s) !=
		    (int)strlen(info->params))
			fail_msg("%s takes %d parameters, not \"%s\"",
			    info->name, sqlite3_bind_parameter_count(s),
			    info->params);
		if (reads != (sqlite3_stmt_readonly(s) != 0) &&
		    info->role != DB_SCHEMA)
			fail_msg("%s does not do what its role says",
			    info->name);
		decided += check_columns(info, s);
		(void)sqlite3_finalize(s);
	}
	assert_true(decided > 50);
}

/* A table of a partition that grows without end. */
static bool
grows(struct str table)
{
	struct str rest;

	return str_starts(table, STR("p")) && str_cut(table, '_', &rest,
	    &table) && !str_is(table, "lane");
}

/*
 * A line such as "SCAN p1_word" walks it all; one that gives rows in the order
 * of an index until a LIMIT does not.
 */
static void
check_plan(const struct stmt_info *info, struct str plan)
{
	bool stops = str_find(str_of(info->text), STR("LIMIT")) != SIZE_MAX &&
	    str_find(plan, STR("TEMP B-TREE")) == SIZE_MAX;
	struct str all = plan, line, word;

	while (str_line(&plan, &line)) {
		if (!str_word(&line, &word) || !str_is(word, "SCAN") ||
		    !str_word(&line, &word))
			continue;
		if (grows(word) && !stops && !info->scan)
			fail_msg("%s walks all of %.*s and is not marked:\n"
			    "%.*s", info->name, STRF(word), STRF(all));
	}
}

static void
walks_no_growing_table_unless_marked(void **state)
{
	struct everything *x = *state;

	for (int s = 0; s < STMT__MAX; s++) {
		const struct stmt_info *info = db_stmt_info((enum stmt)s);
		struct buf plan CLEANUP(buf_free) = { .max = MIB };

		if (info->role == DB_SCHEMA || info->role == DB_VIEW)
			continue;
		assert_int_equal(db_plan(connection(x, info),
		    names_part(info) ? PART : DB_NO_PART, (enum stmt)s, &plan,
		    NULL), ERR_OK);
		check_plan(info, buf_view(&plan));
	}
}

/* The words that only one of SQLite and PostgreSQL has (deps.md). */
static void
speaks_what_both_databases_do(void **state)
{
	static const char *const foreign[] = {
		" STRICT", "AUTOINCREMENT", "rowid", "ROWID", "->>",
		"json_", "strftime", "group_concat", "string_agg", "BLOB",
		"REPLACE INTO", "INSERT OR ", "IFNULL", "ifnull(", "GLOB",
		"datetime(", "SERIAL", "IDENTITY", "LATERAL", "jsonb",
		"date_trunc", "EXTRACT", "ILIKE", "::", "PRAGMA", "\"",
		"total(", "sqlite_", "MERGE ", "CURRENT_",
	};

	(void)state;
	for (int s = 0; s < STMT__MAX; s++) {
		const struct stmt_info *info = db_stmt_info((enum stmt)s);

		for (size_t i = 0; i < countof(foreign); i++)
			if (strstr(info->text, foreign[i]) != NULL)
				fail_msg("%s says \"%s\"", info->name,
				    foreign[i]);
	}
}

static int
setup(void **state)
{
	*state = make_everything();
	return 0;
}

static int
teardown(void **state)
{
	unmake_everything(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prepares_in_its_role),
		cmocka_unit_test(takes_and_gives_what_it_declares),
		cmocka_unit_test(walks_no_growing_table_unless_marked),
		cmocka_unit_test(speaks_what_both_databases_do),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
