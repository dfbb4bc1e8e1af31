/* The tools of the other tests: a disk, memory and a world that fail. */
#include "lib/check.h"

#include <sqlite3.h>

#include "lib/mem_shim.h"
#include "lib/sim_world.h"
#include "lib/vfs_shim.h"

static sqlite3 *
open_db(const char *mode, const char *sync)
{
	char *sql = sqlite3_mprintf("PRAGMA journal_mode=%s;"
	    "PRAGMA synchronous=%s;", mode, sync);
	sqlite3 *db;

	assert_non_null(sql);
	if (sqlite3_open("office.db", &db) != SQLITE_OK ||
	    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		(void)sqlite3_close(db);
		db = NULL;
	}
	sqlite3_free(sql);
	return db;
}

static void
end(sqlite3 *db)
{
	if (sqlite3_get_autocommit(db) == 0)
		(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
}

/* Two rows a transaction, so that a half would show. */
static int
add(sqlite3 *db, int number)
{
	char *sql = sqlite3_mprintf("BEGIN IMMEDIATE;"
	    "INSERT INTO a VALUES(%d, randomblob(900));"
	    "INSERT INTO b VALUES(%d, randomblob(900)); COMMIT;", number,
	    number);
	int rc = SQLITE_NOMEM;

	if (sql != NULL)
		rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_free(sql);
	end(db);
	return rc;
}

static int
number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;
	int n = -1; /* nothing readable */

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		return n;
	if (sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int(st, 0);
	(void)sqlite3_finalize(st);
	return n;
}

static bool
is_whole(sqlite3 *db)
{
	return number(db, "SELECT count(*) FROM pragma_integrity_check WHERE "
	    "integrity_check='ok'") == 1 &&
	    number(db, "SELECT count(*) FROM (SELECT n FROM a EXCEPT "
	    "SELECT n FROM b)") == 0 &&
	    number(db, "SELECT count(*) FROM (SELECT n FROM b EXCEPT "
	    "SELECT n FROM a)") == 0;
}

static sqlite3 *
new_db(const char *mode, const char *sync)
{
	sqlite3 *db = open_db(mode, sync);

	assert_non_null(db);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE a(n, t);"
	    "CREATE TABLE b(n, t)", NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static void
connections_share_a_wal(void **state)
{
	struct vfs_disk *d = vfs_disk_new(1);
	sqlite3 *writer, *reader;

	(void)state;
	vfs_disk_install(d);
	writer = new_db("WAL", "FULL");
	reader = open_db("WAL", "FULL");
	assert_int_equal(sqlite3_exec(reader, "BEGIN", NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(number(reader, "SELECT count(*) FROM a"), 0);
	for (int i = 0; i < 50; i++)
		assert_int_equal(add(writer, i), SQLITE_OK);
	/* The reader's view stands still until it ends. */
	assert_int_equal(number(reader, "SELECT count(*) FROM a"), 0);
	assert_int_equal(sqlite3_exec(reader, "BEGIN IMMEDIATE", NULL, NULL,
	    NULL), SQLITE_BUSY);
	assert_int_equal(sqlite3_exec(reader, "COMMIT", NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(number(reader, "SELECT count(*) FROM a"), 50);
	assert_int_equal(sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL,
	    NULL), SQLITE_OK);
	assert_int_equal(add(reader, 99), SQLITE_BUSY);
	assert_int_equal(sqlite3_exec(writer, "COMMIT", NULL, NULL, NULL),
	    SQLITE_OK);
	assert_true(vfs_disk_size(d, "office.db-wal") > 0);
	assert_true(is_whole(reader));
	assert_int_equal(sqlite3_close(reader), SQLITE_OK);
	assert_int_equal(sqlite3_close(writer), SQLITE_OK);
	assert_int_equal(vfs_disk_size(d, "office.db-wal"), -1);
	vfs_disk_free(d);
}

/* Fails the n-th operation for each n; returns how many there were. */
static long
sweep(const char *mode, unsigned ops, enum vfs_fail how, bool persistent)
{
	long n;

	for (n = 0;; n++) {
		struct vfs_disk *d = vfs_disk_new((uint64_t)n);
		sqlite3 *db;
		bool hit;
		int rc;

		vfs_disk_install(d);
		db = new_db(mode, "FULL");
		assert_int_equal(add(db, 1), SQLITE_OK);
		vfs_disk_fail(d, ops, how, n, persistent);
		rc = add(db, 2);
		hit = vfs_disk_heal(d);
		assert_true(rc == SQLITE_OK || hit);
		(void)sqlite3_close(db);
		db = open_db(mode, "FULL");
		assert_non_null(db);
		assert_true(is_whole(db));
		assert_int_equal(number(db, "SELECT count(*) FROM a WHERE n=1"),
		    1);
		assert_int_equal(number(db, "SELECT count(*) FROM a WHERE n=2"),
		    rc == SQLITE_OK);
		assert_int_equal(sqlite3_close(db), SQLITE_OK);
		vfs_disk_free(d);
		if (!hit)
			return n;
	}
}

static void
each_failure_leaves_both_or_neither(void **state)
{
	(void)state;
	for (int persistent = 0; persistent < 2; persistent++) {
		bool p = persistent != 0;

		assert_true(sweep("DELETE", VFS_ALL, VFS_FAIL_IO, p) > 10);
		assert_true(sweep("WAL", VFS_CHANGES, VFS_FAIL_IO, p) >= 3);
		assert_true(sweep("WAL", VFS_WRITE, VFS_FAIL_FULL, p) >= 2);
		assert_true(sweep("WAL", VFS_CHANGES, VFS_FAIL_SHORT, p) >= 3);
	}
}

struct tally {
	int cuts;
	int lost;   /* acknowledged, and gone */
	int broken; /* the database is damaged or holds a half */
};

/* One life of an office: records, a cut at the n-th change, a new start. */
static bool
cut_once(const char *mode, const char *sync, uint64_t seed, long n,
    struct tally *t)
{
	struct vfs_disk *d = vfs_disk_new(seed);
	int acknowledged = 0;
	sqlite3 *db;
	bool cut;

	vfs_disk_install(d);
	db = new_db(mode, sync);
	vfs_disk_settle(d);
	vfs_disk_cut(d, n);
	for (int i = 0; i < 6; i++) {
		if (add(db, i) == SQLITE_OK)
			acknowledged++;
		if (i % 3 == 2)
			(void)sqlite3_exec(db, "PRAGMA wal_checkpoint", NULL,
			    NULL, NULL);
	}
	(void)sqlite3_close(db);
	cut = vfs_disk_restart(d);
	db = open_db(mode, sync);
	if (db == NULL || !is_whole(db))
		t->broken++;
	else if (number(db, "SELECT count(*) FROM a") < acknowledged)
		t->lost++;
	t->cuts += cut;
	(void)sqlite3_close(db);
	vfs_disk_free(d);
	return cut;
}

static struct tally
cut_everywhere(const char *mode, const char *sync)
{
	struct tally t = { 0 };

	for (uint64_t seed = 0; seed < 12; seed++)
		for (long n = 0; cut_once(mode, sync, seed, n, &t); n++)
			continue;
	return t;
}

static void
wal_with_full_sync_survives_power_cuts(void **state)
{
	struct tally t = cut_everywhere("WAL", "FULL");

	(void)state;
	assert_true(t.cuts > 200);
	assert_int_equal(t.broken, 0);
	assert_int_equal(t.lost, 0);
}

/* The disk must be able to find what it looks for. */
static void
weaker_settings_are_caught(void **state)
{
	struct tally normal = cut_everywhere("WAL", "NORMAL");
	struct tally off = cut_everywhere("DELETE", "OFF");
	struct tally rollback = cut_everywhere("DELETE", "FULL");
	struct tally extra = cut_everywhere("DELETE", "EXTRA");

	(void)state;
	assert_true(normal.lost > 0);
	assert_int_equal(normal.broken, 0);
	assert_true(off.broken > 0);
	assert_true(rollback.lost > 0); /* the journal's removal is lost */
	assert_int_equal(rollback.broken, 0);
	assert_int_equal(extra.lost, 0);
	assert_int_equal(extra.broken, 0);
}

static void
equal_seeds_equal_ruins(void **state)
{
	int64_t size[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct vfs_disk *d = vfs_disk_new(7);
		sqlite3 *db;

		vfs_disk_install(d);
		db = new_db("WAL", "NORMAL");
		vfs_disk_cut(d, 9);
		for (int n = 0; n < 9; n++)
			(void)add(db, n);
		(void)sqlite3_close(db);
		assert_true(vfs_disk_restart(d));
		size[i] = vfs_disk_size(d, "office.db-wal");
		vfs_disk_free(d);
	}
	assert_int_equal(size[0], size[1]);
}

static void
flips_and_finds(void **state)
{
	struct vfs_disk *d = vfs_disk_new(1);
	sqlite3 *db;

	(void)state;
	vfs_disk_install(d);
	db = new_db("DELETE", "FULL");
	assert_int_equal(sqlite3_exec(db, "INSERT INTO a VALUES(1, 'a marker "
	    "to find')", NULL, NULL, NULL), SQLITE_OK);
	assert_true(vfs_disk_find(d, STR("a marker to find")));
	assert_false(vfs_disk_find(d, STR("another marker")));
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	vfs_disk_flip(d, "office.db", 0, 1);
	assert_int_equal(sqlite3_open("office.db", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "SELECT * FROM a", NULL, NULL,
	    NULL), SQLITE_NOTADB);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	vfs_disk_free(d);
}

static void
memory_runs_out_everywhere(void **state)
{
	(void)state;
	for (int persistent = 0; persistent < 2; persistent++) {
		long n;

		for (n = 0;; n++) {
			struct vfs_disk *d = vfs_disk_new(3);
			sqlite3 *db;
			bool hit;
			int rc;

			vfs_disk_install(d);
			db = new_db("WAL", "FULL");
			mem_shim_fail(n, persistent != 0);
			rc = add(db, 1);
			hit = mem_shim_heal();
			assert_true(rc == SQLITE_OK || hit);
			end(db); /* there was no memory for it before */
			assert_true(is_whole(db));
			assert_int_equal(number(db, "SELECT count(*) FROM a"),
			    rc == SQLITE_OK);
			assert_int_equal(sqlite3_close(db), SQLITE_OK);
			vfs_disk_free(d);
			if (!hit)
				break;
		}
		assert_true(n > 20);
	}
}

static void
twin_of_the_world(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct sim_world s, t;
	unsigned char x[40], y[40];
	struct world *w = &s.world;

	(void)state;
	sim_world_init(&s, 5);
	sim_world_init(&t, 5);
	w->entropy(w, x, sizeof(x));
	t.world.entropy(&t.world, y, sizeof(y));
	assert_memory_equal(x, y, sizeof(x));
	assert_int_equal(w->now_ms(w), 1767225600000);
	sim_world_advance(&s, 1500);
	assert_int_equal(w->now_ms(w), 1767225601500);
	assert_int_equal(w->tick_ms(w), 1500);
	assert_int_equal(w->read_file(w, "o/key", &b), ERR_MISSING);
	assert_int_equal(w->write_file(w, "o/key", STR("k"), 0600),
	    ERR_MISSING);
	assert_int_equal(w->make_dir(w, "o", 0700), ERR_OK);
	assert_int_equal(w->make_dir(w, "o", 0700), ERR_OK);
	assert_int_equal(w->write_file(w, "o/key", STR("k"), 0600), ERR_OK);
	assert_int_equal(w->read_file(w, "o/key", &b), ERR_OK);
	check_str(buf_view(&b), "k");
	assert_int_equal(sim_world_mode(&s, "o/key"), 0600);
	assert_true(w->exists(w, "o"));
	sim_world_fail(&s, 1, false);
	assert_int_equal(w->write_file(w, "o/key", STR("l"), 0600), ERR_OK);
	assert_int_equal(w->write_file(w, "o/key", STR("m"), 0600), ERR_IO);
	assert_int_equal(w->write_file(w, "o/new", STR("n"), 0600), ERR_OK);
	assert_true(sim_world_heal(&s));
	check_str(sim_world_file(&s, "o/key"), "l");
	sim_world_free(&s);
	sim_world_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(connections_share_a_wal),
		cmocka_unit_test(each_failure_leaves_both_or_neither),
		cmocka_unit_test(wal_with_full_sync_survives_power_cuts),
		cmocka_unit_test(weaker_settings_are_caught),
		cmocka_unit_test(equal_seeds_equal_ruins),
		cmocka_unit_test(flips_and_finds),
		cmocka_unit_test(memory_runs_out_everywhere),
		cmocka_unit_test(twin_of_the_world),
	};

	mem_shim_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
