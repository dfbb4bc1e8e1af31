#include "lib/check.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "lib/folder.h"
#include "store/db.h"

static struct db *
must_open(const char *path, enum db_mode mode)
{
	struct why why = { 0 };
	struct db *db;

	if (db_open(path, mode, &db, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return db;
}

static enum err
compose(struct db *db, enum db_role role, const char *sql)
{
	return db_compose(db, role, str_of(sql), NO_ARGS, NULL, NULL);
}

static void
must(struct db *db, enum db_role role, const char *sql)
{
	struct why why = { 0 };

	if (db_compose(db, role, str_of(sql), NO_ARGS, NULL, &why) != ERR_OK)
		fail_msg("%s: %s", sql, why.text);
}

/* Two partitions with a journal, a derived table and a row in each. */
static struct db *
small_office(void)
{
	struct db *db = must_open(":memory:", DB_MODE_CREATE);

	assert_int_equal(db_run(db, DB_NO_PART, STMT_OFFICE_TABLE, NO_ARGS,
	    NULL), ERR_OK);
	assert_int_equal(db_run(db, DB_NO_PART, STMT_PARTITION_TABLE, NO_ARGS,
	    NULL), ERR_OK);
	for (int part = 1; part <= 2; part++) {
		assert_int_equal(db_run(db, part, STMT_RECORD_TABLE, NO_ARGS,
		    NULL), ERR_OK);
		assert_int_equal(db_run(db, part, STMT_LANE_TABLE, NO_ARGS,
		    NULL), ERR_OK);
	}
	must(db, DB_SCHEMA, "CREATE TABLE p1_task(id INTEGER NOT NULL, "
	    "title TEXT NOT NULL, PRIMARY KEY(id))");
	must(db, DB_SCHEMA, "CREATE TABLE p2_task(id INTEGER NOT NULL, "
	    "title TEXT NOT NULL, PRIMARY KEY(id))");
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(1, 'low')");
	must(db, DB_TABLE, "INSERT INTO p2_task VALUES(2, 'high')");
	return db;
}

static void
view_of_both(struct db *db)
{
	must(db, DB_VIEW, "CREATE TEMP TABLE asof(at INTEGER NOT NULL)");
	must(db, DB_VIEW, "INSERT INTO asof(at) VALUES(9)");
	must(db, DB_VIEW, "CREATE TEMP VIEW task AS "
	    "SELECT id, title FROM p1_task WHERE id < (SELECT at FROM asof)");
	must(db, DB_VIEW, "CREATE TEMP VIEW all_task AS "
	    "SELECT id, title FROM p1_task UNION ALL "
	    "SELECT id, title FROM p2_task");
}

static void
put_and_get(void **state)
{
	struct db *db = small_office();
	struct arena *a = arena_new(MIB);
	struct why why = { 0 };
	struct rows *r;

	(void)state;
	assert_int_equal(db_run(db, DB_NO_PART, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(STR("name")), V_TEXT(STR("Đà Nẵng"))), &why), ERR_OK);
	assert_int_equal(db_run(db, DB_NO_PART, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(STR("empty")), V_TEXT(((struct str){ NULL, 0 }))),
	    &why), ERR_OK);
	check_str(db_get_text(db, a, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(STR("name")))), "Đà Nẵng");
	assert_int_equal(db_query(db, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(STR("empty"))), &r, &why), ERR_OK);
	assert_true(db_next(r));
	assert_false(db_is_null(r, 0));
	assert_int_equal(db_text(r, 0).n, 0);
	assert_false(db_next(r));
	assert_int_equal(db_end(r), ERR_OK);
	check_str(db_get_text(db, a, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(STR("none")))), "");
	arena_free(a);
	db_close(db);
}

static void
types_of_values(void **state)
{
	static const struct str some = STR_INIT("b\0c");
	struct db *db = must_open(":memory:", DB_MODE_CREATE);
	struct rows *r;
	struct val v;

	(void)state;
	must(db, DB_SCHEMA, "CREATE TABLE p1_t(i INTEGER, r {real}, t TEXT, "
	    "b {bytes})");
	assert_int_equal(db_compose(db, DB_TABLE, STR("INSERT INTO p1_t "
	    "VALUES(?1, ?2, ?3, ?4), (NULL, NULL, NULL, NULL)"),
	    ARGS(V_INT(INT64_MIN), V_REAL(0.1), V_TEXT(STR("t")),
	    V_BLOB(some)), NULL, NULL), ERR_OK);
	assert_int_equal(db_compose(db, DB_LOOK, STR("SELECT i, r, t, b "
	    "FROM p1_t"), NO_ARGS, &r, NULL), ERR_OK);
	assert_int_equal(db_columns(r), 4);
	assert_true(db_next(r));
	assert_true(db_int(r, 0) == INT64_MIN);
	assert_true(db_real(r, 1) >= 0.1 && db_real(r, 1) <= 0.1);
	check_str(db_text(r, 2), "t");
	assert_true(str_eq(db_blob(r, 3), some));
	v = db_val(r, 3);
	assert_int_equal(v.type, VAL_BLOB);
	assert_true(str_eq(v.s, some));
	assert_int_equal(db_val(r, 0).type, VAL_INT);
	assert_int_equal(db_val(r, 1).type, VAL_REAL);
	assert_int_equal(db_val(r, 2).type, VAL_TEXT);
	assert_true(db_next(r));
	for (int i = 0; i < 4; i++) {
		assert_true(db_is_null(r, i));
		assert_int_equal(db_val(r, i).type, VAL_NULL);
	}
	assert_false(db_next(r));
	assert_int_equal(db_end(r), ERR_OK);
	/* STRICT: a column holds its own type. */
	assert_int_equal(compose(db, DB_TABLE, "INSERT INTO p1_t(i) "
	    "VALUES('word')"), ERR_INPUT);
	db_close(db);
}

static void
wrong_types_end_the_process(void **state)
{
	struct db *db = small_office();

	(void)state;
	check_dies(db_run(db, DB_NO_PART, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(STR("name")), V_INT(1)), NULL));
	check_dies(db_run(db, DB_NO_PART, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(STR("name"))), NULL));
	check_dies(db_run(db, DB_NO_PART, STMT_RECORD_TABLE, NO_ARGS, NULL));
	check_dies(db_run(db, 64, STMT_RECORD_TABLE, NO_ARGS, NULL));
	db_close(db);
}

static void
conflicts_are_input_errors(void **state)
{
	struct db *db = small_office();
	struct why why = { 0 };

	(void)state;
	assert_int_equal(compose(db, DB_TABLE, "INSERT INTO p1_task "
	    "VALUES(1, 'again')"), ERR_INPUT);
	assert_int_equal(db_run(db, DB_NO_PART, STMT_PARTITION_ADD,
	    ARGS(V_INT(1), V_TEXT(STR("A")), V_TEXT(STR("a"))), &why), ERR_OK);
	assert_int_equal(db_run(db, DB_NO_PART, STMT_PARTITION_ADD,
	    ARGS(V_INT(2), V_TEXT(STR("A")), V_TEXT(STR("b"))), &why),
	    ERR_INPUT);
	db_close(db);
}

/* Every role against every kind of deed: what is not listed is refused. */
static void
roles_do_only_their_own(void **state)
{
	static const struct {
		const char *sql;
		unsigned roles; /* that may, a bit each */
	} deed[] = {
		{ "SELECT title FROM task", 1 << DB_READ | 1 << DB_LOOK },
		{ "SELECT count(*) FROM task", 1 << DB_READ | 1 << DB_LOOK },
		{ "SELECT id FROM p1_task", 1 << DB_LOOK },
		{ "SELECT count(*) FROM p1_task", 1 << DB_LOOK },
		{ "SELECT 1 FROM p1_task", 1 << DB_LOOK },
		{ "SELECT seq FROM p1_record", 1 << DB_LOOK },
		{ "SELECT value FROM office", 1 << DB_LOOK },
		{ "SELECT sql FROM sqlite_schema", 1 << DB_LOOK },
		{ "INSERT INTO office VALUES('a', 'b')", 1 << DB_ENTRY },
		{ "UPDATE office SET value = 'c'", 1 << DB_ENTRY },
		{ "DELETE FROM office", 0 },
		{ "UPDATE p1_record SET payload = NULL", 1 << DB_ENTRY },
		{ "DELETE FROM p1_record", 0 },
		{ "UPDATE p1_lane SET next_seq = 1", 1 << DB_ENTRY },
		{ "DELETE FROM p1_lane", 0 },
		{ "INSERT INTO p1_task VALUES(5, 'x')", 1 << DB_TABLE },
		{ "UPDATE p1_task SET title = 'y'", 1 << DB_TABLE },
		{ "DELETE FROM p1_task WHERE id = 5", 1 << DB_TABLE },
		{ "UPDATE asof SET at = 8", 1 << DB_VIEW },
		{ "DELETE FROM asof", 0 },
		{ "CREATE TABLE p1_more(a INTEGER)", 1 << DB_SCHEMA },
		{ "CREATE INDEX p1_more_a ON p1_more(a)", 1 << DB_SCHEMA },
		{ "DROP INDEX p1_more_a", 1 << DB_SCHEMA },
		{ "DROP TABLE p1_more", 1 << DB_SCHEMA },
		{ "DROP TABLE p1_record", 0 },
		{ "DROP TABLE p1_lane", 0 },
		{ "DROP TABLE office", 0 },
		{ "CREATE TEMP VIEW v AS SELECT id FROM p1_task",
		    1 << DB_VIEW },
		{ "DROP VIEW v", 1 << DB_VIEW },
		{ "CREATE VIEW w AS SELECT id FROM p1_task", 0 },
		{ "CREATE TEMP TABLE other(a INTEGER)", 0 },
		{ "CREATE TRIGGER t AFTER INSERT ON p1_task BEGIN "
		    "SELECT 1; END", 0 },
		{ "ALTER TABLE p1_task ADD COLUMN z TEXT", 0 },
		{ "ATTACH ':memory:' AS other", 0 },
		{ "PRAGMA foreign_keys = OFF", 0 },
		{ "BEGIN", 0 },
		{ "VACUUM", 0 },
		{ "SELECT randomblob(9)", 0 },
		{ "SELECT load_extension('x')", 0 },
	};
	struct db *db = small_office();

	(void)state;
	view_of_both(db);
	db_reads(db, 1 << 1);
	for (size_t i = 0; i < countof(deed); i++) {
		for (int role = DB_READ; role <= DB_VIEW; role++) {
			enum err e = compose(db, (enum db_role)role,
			    deed[i].sql);

			if ((deed[i].roles >> role & 1) != 0 ? e == ERR_OK
			    : e != ERR_OK)
				continue;
			fail_msg("role %d, %s: %s", role, deed[i].sql,
			    err_name(e));
		}
	}
	db_close(db);
}

/* Which table is whose, by its name alone: first and last partition too. */
static void
names_tell_whose_a_table_is(void **state)
{
	static const struct {
		const char *table;
		bool derived, enduring, passing;
	} names[] = {
		{ "p0_task", true, false, false },
		{ "p9_task", true, false, false },
		{ "p10_task", true, false, false },
		{ "p63_record_of", true, false, false },
		{ "p0_record", false, true, false },
		{ "p0_lane", false, true, false },
		{ "p63_record", false, true, false },
		{ "office_session", false, false, true },
		{ "p64_task", false, false, false },
		{ "p99999999999999999999_task", false, false, false },
		{ "p_task", false, false, false },
		{ "p1task", false, false, false },
		{ "q1_task", false, false, false },
		{ "px_task", false, false, false },
		{ "officer", false, false, false },
	};
	struct db *db = must_open(":memory:", DB_MODE_CREATE);

	(void)state;
	for (size_t i = 0; i < countof(names); i++) {
		const char *table = names[i].table;
		char sql[6][100];

		(void)snprintf(sql[0], sizeof(sql[0]), "CREATE TABLE %s("
		    "a INTEGER, seq INTEGER)", table);
		(void)snprintf(sql[1], sizeof(sql[1]), "CREATE INDEX i_%s ON "
		    "%s(a)", table, table);
		(void)snprintf(sql[2], sizeof(sql[2]), "INSERT INTO %s(a) "
		    "VALUES(1)", table);
		(void)snprintf(sql[3], sizeof(sql[3]), "DELETE FROM %s",
		    table);
		(void)snprintf(sql[4], sizeof(sql[4]), "DROP INDEX i_%s",
		    table);
		(void)snprintf(sql[5], sizeof(sql[5]), "DROP TABLE %s", table);
		must(db, DB_SCHEMA, sql[0]);
		must(db, DB_SCHEMA, sql[1]);
		assert_int_equal(compose(db, DB_TABLE, sql[2]) == ERR_OK,
		    names[i].derived);
		assert_int_equal(compose(db, DB_TABLE, sql[3]) == ERR_OK,
		    names[i].derived);
		assert_int_equal(compose(db, DB_ENTRY, sql[2]) == ERR_OK,
		    names[i].enduring || names[i].passing);
		assert_int_equal(compose(db, DB_ENTRY, sql[3]) == ERR_OK,
		    names[i].passing);
		assert_int_equal(compose(db, DB_SCHEMA, sql[4]) == ERR_OK,
		    names[i].derived || names[i].passing);
		assert_int_equal(compose(db, DB_SCHEMA, sql[5]) == ERR_OK,
		    names[i].derived || names[i].passing);
	}
	db_close(db);
}

/* L10: a reader's statements name its own partitions, through views alone. */
static void
reader_stays_in_its_partitions(void **state)
{
	static const char *const bad[] = {
		"SELECT title FROM all_task",
		"SELECT count(*) FROM all_task",
		"SELECT title FROM p2_task",
		"WITH task AS (SELECT id FROM p2_task) SELECT id FROM task",
		/* A common table expression is no view. */
		"WITH c AS (SELECT title FROM p1_task) SELECT title FROM c",
		"SELECT title FROM (SELECT title FROM p1_task) AS x",
		"SELECT id FROM task WHERE id IN (SELECT id FROM p1_task)",
		"SELECT (SELECT count(*) FROM p2_task) FROM task",
		"SELECT name FROM sqlite_temp_schema",
		"SELECT seq FROM p1_record",
	};
	struct db *db = small_office();

	(void)state;
	view_of_both(db);
	db_reads(db, 1 << 1);
	must(db, DB_READ, "SELECT title FROM task WHERE id = 1");
	must(db, DB_READ, "SELECT 1 FROM task");
	must(db, DB_READ, "WITH c AS (SELECT title FROM task) "
	    "SELECT count(*) FROM c");
	for (size_t i = 0; i < countof(bad); i++)
		if (compose(db, DB_READ, bad[i]) != ERR_DENIED)
			fail_msg("not refused: %s", bad[i]);
	db_reads(db, 1 << 1 | 1 << 2);
	must(db, DB_READ, "SELECT title FROM all_task");
	must(db, DB_READ, "SELECT count(*) FROM all_task");
	must(db, DB_READ, "SELECT at FROM asof");
	/* A lasting table of the same name is not the reader's. */
	must(db, DB_SCHEMA, "CREATE TABLE main.asof(at INTEGER)");
	assert_int_equal(compose(db, DB_READ, "SELECT at FROM main.asof"),
	    ERR_DENIED);
	/* Prepared while it was allowed, refused as soon as it is not. */
	db_reads(db, 1 << 1);
	assert_int_equal(compose(db, DB_READ, "SELECT title FROM all_task"),
	    ERR_DENIED);
	db_reads(db, 0);
	assert_int_equal(compose(db, DB_READ, "SELECT title FROM task"),
	    ERR_DENIED);
	db_close(db);
}

static void
transaction_is_all_or_nothing(void **state)
{
	struct db *db = small_office();

	(void)state;
	assert_int_equal(db_begin(db, true, NULL), ERR_OK);
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(10, 'a')");
	assert_int_equal(db_save(db, NULL), ERR_OK);
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(11, 'b')");
	db_undo(db);
	assert_int_equal(db_save(db, NULL), ERR_OK);
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(12, 'c')");
	assert_int_equal(db_keep(db, NULL), ERR_OK);
	assert_int_equal(db_commit(db, NULL), ERR_OK);
	assert_int_equal(db_begin(db, true, NULL), ERR_OK);
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(13, 'd')");
	db_rollback(db);
	assert_int_equal(compose(db, DB_TABLE, "INSERT INTO p1_task "
	    "VALUES(10, 'is there')"), ERR_INPUT);
	assert_int_equal(compose(db, DB_TABLE, "INSERT INTO p1_task "
	    "VALUES(12, 'is there')"), ERR_INPUT);
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(11, 'is not')");
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(13, 'is not')");
	db_close(db);
}

/* A walk inside a walk of the same statement gets a twin. */
static void
walks_nest(void **state)
{
	const struct str sql = STR("SELECT id FROM p1_task ORDER BY id");
	struct db *db = small_office();
	struct rows *outer, *inner;
	size_t pairs = 0;

	(void)state;
	must(db, DB_TABLE, "INSERT INTO p1_task VALUES(2, 'b'), (3, 'c')");
	assert_int_equal(db_compose(db, DB_LOOK, sql, NO_ARGS, &outer, NULL),
	    ERR_OK);
	while (db_next(outer)) {
		assert_int_equal(db_compose(db, DB_LOOK, sql, NO_ARGS, &inner,
		    NULL), ERR_OK);
		while (db_next(inner))
			pairs++;
		assert_int_equal(db_end(inner), ERR_OK);
	}
	assert_int_equal(db_end(outer), ERR_OK);
	assert_int_equal(pairs, 9);
	assert_int_equal(db_end(NULL), ERR_OK);
	db_close(db);
}

/* More texts than are kept: the oldest go, all answers stay right. */
static void
composed_texts_are_bounded(void **state)
{
	struct db *db = small_office();

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 1500; i++) {
			char sql[100];
			struct rows *r;

			(void)snprintf(sql, sizeof(sql), "SELECT id + %d "
			    "FROM p1_task", i);
			assert_int_equal(db_compose(db, DB_LOOK, str_of(sql),
			    NO_ARGS, &r, NULL), ERR_OK);
			assert_true(db_next(r));
			assert_int_equal(db_int(r, 0), i + 1);
			assert_int_equal(db_end(r), ERR_OK);
		}
	}
	db_close(db);
}

/* Statements made before the tables changed are made anew, in their role. */
static void
schema_may_change_under_statements(void **state)
{
	struct db *db = small_office();

	(void)state;
	for (int i = 0; i < 5; i++) {
		must(db, DB_LOOK, "SELECT title FROM p1_task");
		must(db, DB_SCHEMA, "CREATE TABLE p1_x(a INTEGER)");
		must(db, DB_LOOK, "SELECT title FROM p1_task");
		must(db, DB_SCHEMA, "DROP TABLE p1_x");
	}
	db_close(db);
}

static void
opening(void **state)
{
	const struct folder *f = *state;
	struct why why = { 0 };
	struct db *db;
	FILE *junk;

	assert_int_equal(db_open(f->file, DB_MODE_READ, &db, &why),
	    ERR_MISSING);
	assert_int_equal(db_open(f->file, DB_MODE_WRITE, &db, &why),
	    ERR_MISSING);
	assert_null(db);
	junk = fopen(f->file, "wb");
	assert_non_null(junk);
	for (int i = 0; i < 5000; i++)
		(void)fputc('j', junk);
	assert_int_equal(fclose(junk), 0);
	assert_int_equal(db_open(f->file, DB_MODE_WRITE, &db, &why),
	    ERR_CORRUPT);
	assert_int_equal(unlink(f->file), 0);
	db = must_open(f->file, DB_MODE_CREATE);
	assert_int_equal(db_run(db, DB_NO_PART, STMT_OFFICE_TABLE, NO_ARGS,
	    NULL), ERR_OK);
	db_close(db);
	db = must_open(f->file, DB_MODE_READ);
	assert_int_not_equal(db_run(db, DB_NO_PART, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(STR("a")), V_TEXT(STR("b"))), NULL), ERR_OK);
	db_close(db);
	db_close(NULL);
}

static int64_t
pragma(const char *path, const char *sql)
{
	sqlite3 *lite;
	sqlite3_stmt *s;
	int64_t v;

	assert_int_equal(sqlite3_open(path, &lite), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(lite, sql, -1, &s, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	v = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	(void)sqlite3_close(lite);
	return v;
}

/* The connection that db_open made last, to make its waiting short. */
static sqlite3 *last_opened;

static int
note_opened(sqlite3 *lite, char **why, const struct sqlite3_api_routines *api)
{
	(void)why;
	(void)api;
	last_opened = lite;
	return SQLITE_OK;
}

/* One writes, the other waits its time and says so; readers go on. */
static void
second_writer_is_told(void **state)
{
	const struct folder *f = *state;
	struct db *one = must_open(f->file, DB_MODE_CREATE);
	struct db *two, *reader;
	struct why why = { 0 };

	assert_int_equal(db_run(one, DB_NO_PART, STMT_OFFICE_TABLE, NO_ARGS,
	    NULL), ERR_OK);
	assert_int_equal(sqlite3_auto_extension((void (*)(void))note_opened),
	    SQLITE_OK);
	two = must_open(f->file, DB_MODE_WRITE);
	sqlite3_reset_auto_extension();
	assert_int_equal(sqlite3_busy_timeout(last_opened, 20), SQLITE_OK);
	reader = must_open(f->file, DB_MODE_READ);
	assert_int_equal(db_begin(one, true, NULL), ERR_OK);
	assert_int_equal(db_run(one, DB_NO_PART, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(STR("a")), V_TEXT(STR("b"))), NULL), ERR_OK);
	assert_int_equal(db_begin(two, true, &why), ERR_BUSY);
	assert_int_equal(db_begin(reader, false, NULL), ERR_OK);
	must(reader, DB_LOOK, "SELECT value FROM office");
	assert_int_equal(db_commit(reader, NULL), ERR_OK);
	assert_int_equal(db_commit(one, NULL), ERR_OK);
	assert_int_equal(db_begin(two, true, NULL), ERR_OK);
	db_rollback(two);
	db_close(one);
	db_close(two);
	db_close(reader);
	assert_int_equal(pragma(f->file, "PRAGMA page_size"), 4096);
	assert_int_equal(pragma(f->file, "SELECT journal_mode = 'wal' FROM "
	    "pragma_journal_mode"), 1);
}

static void
cost_counts_the_work(void **state)
{
	struct db *db = small_office();
	struct db_cost one, many;

	(void)state;
	must(db, DB_LOOK, "SELECT title FROM p1_task");
	(void)db_cost(db);
	must(db, DB_LOOK, "SELECT title FROM p1_task");
	one = db_cost(db);
	assert_true(one.steps > 0);
	must(db, DB_LOOK, "SELECT title FROM p1_task");
	many = db_cost(db);
	/* The same work costs exactly the same. */
	assert_int_equal(one.steps, many.steps);
	for (int i = 10; i < 60; i++)
		assert_int_equal(db_compose(db, DB_TABLE, STR("INSERT INTO "
		    "p1_task VALUES(?1, 'x')"), ARGS(V_INT(i)), NULL, NULL),
		    ERR_OK);
	(void)db_cost(db);
	must(db, DB_LOOK, "SELECT title FROM p1_task");
	many = db_cost(db);
	assert_true(many.steps > one.steps + 50);
	assert_int_equal(db_cost(db).steps, 0);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(put_and_get),
		cmocka_unit_test(types_of_values),
		cmocka_unit_test(wrong_types_end_the_process),
		cmocka_unit_test(conflicts_are_input_errors),
		cmocka_unit_test(roles_do_only_their_own),
		cmocka_unit_test(names_tell_whose_a_table_is),
		cmocka_unit_test(reader_stays_in_its_partitions),
		cmocka_unit_test(transaction_is_all_or_nothing),
		cmocka_unit_test(walks_nest),
		cmocka_unit_test(composed_texts_are_bounded),
		cmocka_unit_test(schema_may_change_under_statements),
		cmocka_unit_test_setup_teardown(opening, folder_setup,
		    folder_teardown),
		cmocka_unit_test_setup_teardown(second_writer_is_told,
		    folder_setup, folder_teardown),
		cmocka_unit_test(cost_counts_the_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
