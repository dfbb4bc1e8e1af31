/*
 * The power goes at every change of the disk, one after the other; what was
 * not synced is then kept, lost or torn, as a seed decides. What was
 * acknowledged is there, nothing is there by half, and the tables are what
 * the fold makes of the records (D1, D2, J7). $CRASH_SEEDS asks for more.
 */
#include "lib/check.h"

#include <sqlite3.h>

#include "lib/lane.h"
#include "lib/vfs_shim.h"

enum { SEEDS = 12 };

/* What a run of the office has been promised, and what may be besides. */
struct promise {
	uint64_t acknowledged;
	uint64_t under_way; /* records of the commit that was cut */
};

/* The connection that db_open made last, for what the door would refuse. */
static sqlite3 *last_opened;

static int
note_opened(sqlite3 *lite, char **why, const struct sqlite3_api_routines *api)
{
	(void)why;
	(void)api;
	last_opened = lite;
	return SQLITE_OK;
}

/*
 * The planted fault: a commit that does not wait for the disk. Kept for ever,
 * to show that this test would find it.
 */
static void
stop_syncing(void)
{
	assert_int_equal(sqlite3_set_authorizer(last_opened, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_exec(last_opened,
	    "PRAGMA synchronous = NORMAL", NULL, NULL, NULL), SQLITE_OK);
}

static enum err
reopen(struct lane_office *o, bool planted)
{
	enum err e;

	lane_office_close(o);
	e = lane_office_open(o, NULL);
	if (e == ERR_OK && planted)
		stop_syncing();
	return e;
}

static bool
commit(struct lane_office *o, struct promise *p, size_t records, size_t ops)
{
	enum err e;

	p->under_way = records;
	e = records == 1 ? lane_try(o, "alone", ops, NULL)
	    : lane_try_group(o, records, ops, NULL);
	if (e != ERR_OK)
		return false;
	p->acknowledged += records;
	p->under_way = 0;
	return true;
}

/* Some work, with the log copied into the database in the midst of it. */
static void
work(struct lane_office *o, struct promise *p, bool planted)
{
	if (!commit(o, p, 1, 3) || !commit(o, p, 1, 1))
		return;
	if (reopen(o, planted) != ERR_OK)
		return;
	if (!commit(o, p, 3, 2))
		return;
	if (sqlite3_wal_checkpoint_v2(last_opened, NULL,
	    SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK)
		return;
	if (!commit(o, p, 1, 20) || !commit(o, p, 2, 1))
		return;
	lane_office_close(o);
}

struct found {
	size_t states;
	size_t lost;    /* states without something acknowledged */
	size_t half;    /* states with a part of a commit */
	size_t without; /* states where the last commit did not happen */
};

static void
judge(struct found *f, const struct promise *p, uint64_t now)
{
	f->states++;
	f->lost += now < p->acknowledged;
	f->half += now > p->acknowledged &&
	    now != p->acknowledged + p->under_way;
	f->without += now == p->acknowledged;
}

/* One run, its power cut at change ${n}; false when it came to its end. */
static bool
cut_at(uint64_t seed, long n, bool planted, struct found *f)
{
	struct vfs_disk *d = vfs_disk_new(seed * 1000003 + (uint64_t)n);
	struct lane_office o;
	struct promise p = { .acknowledged = 1 };
	struct why why = { 0 };
	bool cut;

	vfs_disk_install(d);
	lane_office_init(&o, seed);
	o.path = "office.db";
	assert_int_equal(lane_office_found(&o, &why), ERR_OK);
	assert_int_equal(reopen(&o, planted), ERR_OK);
	vfs_disk_settle(d);
	vfs_disk_cut(d, n);
	work(&o, &p, planted);
	lane_office_close(&o);
	cut = vfs_disk_restart(d);
	if (lane_office_open(&o, &why) != ERR_OK)
		fail_msg("seed %llu, change %ld: %s",
		    (unsigned long long)seed, n, why.text);
	judge(f, &p, lane_check(&o));
	/* And it goes on from there. */
	lane_append(&o, "after the cut", 1);
	(void)lane_check(&o);
	lane_office_free(&o);
	vfs_disk_free(d);
	return cut;
}

static uint64_t
seeds(void)
{
	const char *wanted = getenv("CRASH_SEEDS");
	int64_t n = SEEDS;

	if (wanted != NULL)
		assert_true(str_int(str_of(wanted), &n) && n > 0);
	return (uint64_t)n;
}

static void
nothing_acknowledged_is_lost(void **state)
{
	struct found f = { 0 };

	(void)state;
	for (uint64_t seed = 1; seed <= seeds(); seed++) {
		size_t before = f.states;
		long n = 0;

		while (cut_at(seed, n, false, &f))
			n++;
		/* A run with few moments to die in would prove little. */
		assert_true(f.states - before > 60);
	}
	print_message("%zu states, %zu of them without the last commit\n",
	    f.states, f.without);
	assert_int_equal(f.lost, 0);
	assert_int_equal(f.half, 0);
	/* Cuts do destroy: in many states the commit under way is gone. */
	assert_true(f.without > f.states / 10);
	assert_true(f.without < f.states);
}

static void
planted_fault_is_found(void **state)
{
	struct found f = { 0 };

	(void)state;
	for (uint64_t seed = 1; seed <= 4; seed++) {
		long n = 0;

		while (cut_at(seed, n, true, &f))
			n++;
	}
	print_message("without syncs: %zu of %zu states have lost something\n",
	    f.lost, f.states);
	assert_true(f.lost > f.states / 10);
	assert_int_equal(f.half, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_acknowledged_is_lost),
		cmocka_unit_test(planted_fault_is_found),
	};

	assert_int_equal(sqlite3_auto_extension((void (*)(void))note_opened),
	    SQLITE_OK);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
