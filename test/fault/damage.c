/*
 * A bit of the database file turns over. Whatever bit it is, nothing crashes,
 * and either the damage is found or what is read is what was written (J3).
 */
#include "lib/check.h"

#include "base/rng.h"
#include "lib/lane.h"
#include "lib/vfs_shim.h"

enum { RECORDS = 25, FLIPS = 800 };

/* All that a journal says, as bytes. */
struct reading {
	struct buf bytes;
};

static enum err
read_one(void *self, int part, const struct entry *e, struct why *why)
{
	struct reading *r = self;

	(void)part;
	(void)why;
	entry_header(&r->bytes, e);
	buf_put(&r->bytes, e->signature, sizeof(e->signature));
	entry_payload(&r->bytes, e);
	return ERR_OK;
}

struct outcome {
	size_t unopened, verify, check, same;
};

/* Verify the office as it stands; what passes must read as ${right}. */
static void
look(const char *path, struct str right, struct outcome *o)
{
	struct reading r = { { .max = MIB } };
	struct arena *a = arena_new(16 * MIB);
	struct db *db;
	uint64_t count;

	if (db_open(path, DB_MODE_READ, &db, NULL) != ERR_OK) {
		o->unopened++;
	} else if (journal_verify(db, LANE_PART, &count, NULL) != ERR_OK) {
		o->verify++;
	} else {
		assert_int_equal(count, RECORDS);
		assert_int_equal(journal_walk(db, LANE_PART, a, read_one, &r,
		    NULL), ERR_OK);
		assert_true(str_eq(buf_view(&r.bytes), right));
		if (db_check(db, NULL) != ERR_OK)
			o->check++;
		else
			o->same++;
	}
	db_close(db);
	buf_free(&r.bytes);
	arena_free(a);
}

static void
office_make(struct lane_office *o, struct buf *right)
{
	struct reading r = { { .max = MIB } };
	struct why why = { 0 };

	lane_office_init(o, 1);
	o->path = "office.db";
	assert_int_equal(lane_office_found(o, &why), ERR_OK);
	assert_int_equal(lane_office_open(o, &why), ERR_OK);
	for (int i = 1; i < RECORDS; i++)
		lane_append(o, "a note", 4);
	assert_int_equal(db_check(o->db, &why), ERR_OK);
	assert_int_equal(journal_walk(o->db, LANE_PART, o->arena, read_one,
	    &r, &why), ERR_OK);
	lane_office_close(o);
	*right = r.bytes;
}

static void
every_flip_is_found_or_harmless(void **state)
{
	struct buf right CLEANUP(buf_free) = { .max = 0 };
	struct vfs_disk *d = vfs_disk_new(1);
	struct lane_office o;
	struct outcome out = { 0 };
	struct rng r = { 99 };
	int64_t size;

	(void)state;
	vfs_disk_install(d);
	office_make(&o, &right);
	size = vfs_disk_size(d, "office.db");
	assert_true(size > 10 * 4096);
	look("office.db", buf_view(&right), &out);
	assert_int_equal(out.same, 1);
	for (int i = 0; i < FLIPS; i++) {
		int64_t at = (int64_t)rng_below(&r, (uint64_t)size);
		unsigned char mask = (unsigned char)(1 << rng_below(&r, 8));

		vfs_disk_flip(d, "office.db", at, mask);
		look("office.db", buf_view(&right), &out);
		vfs_disk_flip(d, "office.db", at, mask);
	}
	print_message("of %d flips: %zu stop it opening, %zu verify finds, "
	    "%zu more the check finds, %zu change nothing\n", FLIPS,
	    out.unopened, out.verify, out.check, out.same - 1);
	assert_true(out.verify > FLIPS / 10);
	lane_office_free(&o);
	vfs_disk_free(d);
}

/* D6: a copy made while the office works is an office of one moment. */
static void
copy_is_of_one_moment(void **state)
{
	struct vfs_disk *d = vfs_disk_new(1);
	struct lane_office o, copy;
	struct why why = { 0 };
	struct db *reader;

	(void)state;
	vfs_disk_install(d);
	lane_office_init(&o, 1);
	o.path = "office.db";
	assert_int_equal(lane_office_found(&o, &why), ERR_OK);
	assert_int_equal(lane_office_open(&o, &why), ERR_OK);
	lane_append(&o, "before the copy", 3);
	assert_int_equal(db_open(o.path, DB_MODE_READ, &reader, &why), ERR_OK);
	assert_int_equal(journal_begin(o.journal, &why), ERR_OK);
	assert_int_equal(db_backup(reader, "copy.db", &why), ERR_OK);
	journal_abandon(o.journal);
	lane_append(&o, "after the copy", 3);
	assert_int_equal(db_backup(reader, "copy.db", &why), ERR_INPUT);
	copy = o;
	copy.path = "copy.db";
	assert_int_equal(lane_office_open(&copy, &why), ERR_OK);
	assert_int_equal(db_check(copy.db, &why), ERR_OK);
	assert_int_equal(lane_check(&copy), 2);
	assert_int_equal(lane_check(&o), 3);
	lane_office_close(&copy);
	db_close(reader);
	lane_office_free(&o);
	vfs_disk_free(d);
}

/* A copy that fails anywhere says so, and is never taken for one. */
static void
copy_says_when_it_fails(void **state)
{
	long points = 0;

	(void)state;
	for (long n = 0;; n++) {
		struct vfs_disk *d = vfs_disk_new(1);
		struct lane_office o, copy;
		struct why why = { 0 };
		enum err e;
		bool hit;

		vfs_disk_install(d);
		lane_office_init(&o, 1);
		o.path = "office.db";
		assert_int_equal(lane_office_found(&o, &why), ERR_OK);
		assert_int_equal(lane_office_open(&o, &why), ERR_OK);
		vfs_disk_fail(d, VFS_ALL, VFS_FAIL_IO, n, true);
		e = db_backup(o.db, "copy.db", &why);
		hit = vfs_disk_heal(d);
		assert_true(e == ERR_OK || (hit && why.text[0] != '\0'));
		if (e == ERR_OK) {
			copy = o;
			copy.path = "copy.db";
			assert_int_equal(lane_office_open(&copy, &why),
			    ERR_OK);
			assert_int_equal(lane_check(&copy), 1);
			lane_office_close(&copy);
		}
		lane_office_free(&o);
		vfs_disk_free(d);
		if (!hit)
			break;
		points++;
	}
	assert_true(points > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_flip_is_found_or_harmless),
		cmocka_unit_test(copy_is_of_one_moment),
		cmocka_unit_test(copy_says_when_it_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
