/*
 * One thing goes wrong: the n-th request for memory, or the n-th operation on
 * the disk, once or from then on, for n = 0, 1, 2 ... until nothing was hit.
 * Each time the office is in its old state or in the new one, and the chain
 * verifies (D3, D4, D5, J7). Opening and founding ask for memory thousands of
 * times: every seventh is refused, with $FAULT_ALL set every one.
 */
#include "lib/check.h"

#include "lib/lane.h"
#include "lib/mem_shim.h"
#include "lib/vfs_shim.h"

enum fault { FAULT_MEMORY, FAULT_IO, FAULT_FULL, FAULT_SHORT };

enum operation { APPEND, GROUP, OPEN_AND_APPEND, FOUND };

struct bench {
	struct vfs_disk *disk;
	struct lane_office office;
	uint64_t before; /* records that were there */
};

static void
bench_make(struct bench *b, enum operation what)
{
	struct lane_office *o = &b->office;
	struct why why = { 0 };

	b->disk = vfs_disk_new(1);
	vfs_disk_install(b->disk);
	lane_office_init(o, 1);
	o->path = "office.db";
	b->before = 0;
	if (what == FOUND)
		return;
	assert_int_equal(lane_office_found(o, &why), ERR_OK);
	assert_int_equal(lane_office_open(o, &why), ERR_OK);
	lane_append(o, "before", 3);
	b->before = 2;
	if (what == OPEN_AND_APPEND)
		lane_office_close(o);
}

static enum err
operate(struct bench *b, enum operation what, struct why *why)
{
	enum err e;

	switch (what) {
	case APPEND:
		return lane_try(&b->office, "during", 5, why);
	case GROUP:
		return lane_try_group(&b->office, 3, 2, why);
	case OPEN_AND_APPEND:
		e = lane_office_open(&b->office, why);
		return e == ERR_OK ? lane_try(&b->office, "during", 5, why) : e;
	case FOUND:
		return lane_office_found(&b->office, why);
	}
	return ERR_INPUT;
}

static uint64_t
added_by(enum operation what)
{
	return what == GROUP ? 3 : 1;
}

/* Reopened, everything is there or nothing, and the office goes on. */
static void
check_after(struct bench *b, enum operation what, enum err e)
{
	struct lane_office *o = &b->office;
	struct why why = { 0 };
	uint64_t now;

	lane_office_close(o);
	if (what == FOUND && e != ERR_OK) {
		/* Half-made is not made: a second try finds its way. */
		enum err again = lane_office_found(o, &why);

		assert_true(again == ERR_OK || str_find(str_of(why.text),
		    STR("already exists")) != SIZE_MAX);
		why.text[0] = '\0';
	}
	if (lane_office_open(o, &why) != ERR_OK)
		fail_msg("reopened: %s", why.text);
	now = lane_check(o);
	if (what != FOUND) {
		assert_true(now == b->before || now == b->before +
		    added_by(what));
		assert_true(e != ERR_OK || now == b->before + added_by(what));
	}
	lane_append(o, "after", 1);
	assert_int_equal(lane_check(o), now + 1);
}

static void
arm(struct bench *b, enum fault f, long n, bool persistent)
{
	static const enum vfs_fail how[] = {
		[FAULT_IO] = VFS_FAIL_IO, [FAULT_FULL] = VFS_FAIL_FULL,
		[FAULT_SHORT] = VFS_FAIL_SHORT,
	};

	if (f == FAULT_MEMORY)
		mem_shim_fail(n, persistent);
	else
		vfs_disk_fail(b->disk, f == FAULT_FULL ? VFS_WRITE : VFS_ALL,
		    how[f], n, persistent);
}

/*
 * Not reopened: a disk that failed to write or sync is not trusted again, one
 * that was full is as soon as there is room, and memory that ran out leaves
 * nothing behind.
 */
static void
check_going_on(struct bench *b, enum fault f, enum err failed)
{
	struct why why = { 0 };
	enum err e;

	if (failed == ERR_OK || b->office.journal == NULL)
		return;
	e = lane_try(&b->office, "going on", 1, &why);
	if (f == FAULT_MEMORY || f == FAULT_FULL) {
		if (e != ERR_OK)
			fail_msg("going on: %s", why.text);
		b->before++;
	} else if (e == ERR_OK) {
		b->before++;
	} else {
		assert_int_equal(e, ERR_IO);
	}
}

static long
stride(enum fault f, enum operation what)
{
	return f == FAULT_MEMORY && what >= OPEN_AND_APPEND &&
	    getenv("FAULT_ALL") == NULL ? 7 : 1;
}

/* The fault at the points of the operation; gives how many were tried. */
static long
sweep(enum fault f, enum operation what, bool persistent)
{
	for (long n = 0, tried = 0;; n += stride(f, what), tried++) {
		struct bench b;
		struct why why = { 0 };
		enum err e;
		bool hit;

		bench_make(&b, what);
		arm(&b, f, n, persistent);
		e = operate(&b, what, &why);
		hit = f == FAULT_MEMORY ? mem_shim_heal()
		    : vfs_disk_heal(b.disk);
		if (e != ERR_OK && !hit)
			fail_msg("without a cause: %s", why.text);
		if (what != FOUND)
			check_going_on(&b, f, e);
		check_after(&b, what, e);
		lane_office_free(&b.office);
		vfs_disk_free(b.disk);
		if (!hit)
			return tried;
	}
}

static void
sweep_all(enum fault f, long points_min)
{
	long points = 0;

	for (int what = APPEND; what <= FOUND; what++) {
		for (int persistent = 0; persistent <= 1; persistent++) {
			long n = sweep(f, (enum operation)what,
			    persistent != 0);

			assert_true(n > 0);
			points += n;
		}
	}
	print_message("%ld points\n", points);
	/* A sweep that visits few points would prove little. */
	assert_true(points >= points_min);
}

static void
out_of_memory(void **state)
{
	(void)state;
	sweep_all(FAULT_MEMORY, 500);
}

static void
disk_fails(void **state)
{
	(void)state;
	sweep_all(FAULT_IO, 100);
}

static void
disk_is_full(void **state)
{
	(void)state;
	sweep_all(FAULT_FULL, 50);
}

static void
disk_does_half(void **state)
{
	(void)state;
	sweep_all(FAULT_SHORT, 100);
}

/*
 * A sync that fails once may succeed when tried again without having written
 * the pages, so that nothing is acknowledged any more.
 */
static void
no_second_sync(void **state)
{
	struct bench b;
	struct why why = { 0 };

	(void)state;
	bench_make(&b, APPEND);
	vfs_disk_fail(b.disk, VFS_SYNC, VFS_FAIL_IO, 0, false);
	assert_int_equal(lane_try(&b.office, "lost", 1, &why), ERR_IO);
	assert_true(vfs_disk_heal(b.disk));
	for (int i = 0; i < 3; i++) {
		why.text[0] = '\0';
		assert_int_equal(lane_try(&b.office, "refused", 1, &why),
		    ERR_IO);
		assert_true(str_starts(str_of(why.text),
		    STR("the disk failed before")));
	}
	lane_office_free(&b.office);
	vfs_disk_free(b.disk);
}

/* The same in a checkpoint, whose errors SQLite keeps to itself. */
static void
no_second_sync_of_a_checkpoint(void **state)
{
	struct bench b;
	struct why why = { 0 };
	enum err e = ERR_OK;
	uint64_t acknowledged = 2;
	bool hit = false;

	(void)state;
	bench_make(&b, APPEND);
	/* The log grows until a commit copies it into the database. */
	while (!hit && acknowledged < 3000) {
		/* The first sync is the commit's, the second the copy's. */
		vfs_disk_fail(b.disk, VFS_SYNC, VFS_FAIL_IO, 1, false);
		e = lane_try(&b.office, "fills the log", 60, &why);
		hit = vfs_disk_heal(b.disk);
		acknowledged += e == ERR_OK;
	}
	assert_true(hit);
	assert_int_equal(e, ERR_OK); /* it was in the log, and synced */
	assert_int_equal(lane_try(&b.office, "refused", 1, NULL), ERR_IO);
	lane_office_close(&b.office);
	assert_int_equal(lane_office_open(&b.office, &why), ERR_OK);
	assert_int_equal(lane_check(&b.office), acknowledged);
	lane_office_free(&b.office);
	vfs_disk_free(b.disk);
}

static enum err
count_one(void *self, int part, const struct entry *e, struct why *why)
{
	uint64_t *n = self;

	(void)part;
	(void)e;
	(void)why;
	++*n;
	return ERR_OK;
}

/* What cannot be read is not called good: by verify, nor by a walk. */
static void
unread_is_not_good(void **state)
{
	(void)state;
	for (int walk = 0; walk <= 1; walk++) {
		for (long n = 0;; n++) {
			struct bench b;
			struct why why = { 0 };
			uint64_t count = 0;
			enum err e;
			bool hit;

			bench_make(&b, APPEND);
			for (int i = 0; i < 60; i++)
				lane_append(&b.office, "more", 12);
			lane_office_close(&b.office);
			assert_int_equal(lane_office_open(&b.office, &why),
			    ERR_OK);
			vfs_disk_fail(b.disk, VFS_READ, VFS_FAIL_IO, n, false);
			e = walk == 0 ? journal_verify(b.office.db, LANE_PART,
			    &count, &why) : journal_walk(b.office.db,
			    LANE_PART, b.office.arena, count_one, &count,
			    &why);
			hit = vfs_disk_heal(b.disk);
			assert_true(e == ERR_OK ? count == 62
			    : hit && why.text[0] != '\0');
			lane_office_free(&b.office);
			vfs_disk_free(b.disk);
			if (!hit) {
				assert_true(n > 8);
				break;
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(out_of_memory),
		cmocka_unit_test(disk_fails),
		cmocka_unit_test(disk_is_full),
		cmocka_unit_test(disk_does_half),
		cmocka_unit_test(unread_is_not_good),
		cmocka_unit_test(no_second_sync),
		cmocka_unit_test(no_second_sync_of_a_checkpoint),
	};

	mem_shim_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
