/*
 * A change when memory runs out at the n-th request: written whole or not at
 * all. Each attempt is a process of its own, since a broken promise inside
 * ends it; what counts is what it leaves on the disk.
 */
#include "lib/check.h"

#include "lib/mem_shim.h"
#include "lib/folder_office.h"
#include "model/change.h"

enum { TOLD_DONE, TOLD_REFUSED, TOLD_NO_CAUSE, TOLD_UNHIT };

static struct office *office;
static struct arena *arena;
static struct why why;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256 * MIB);
	office = folder_office(world_posix(), NULL, false);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

static enum err
write_one(struct arena *a, struct str code)
{
	struct change_field f[] = { { STR("name"), STR("Whole") },
		{ STR("code"), code }, { STR("note"), STR("or not at all") } };
	struct change_item item = { .verb = CHANGE_ADD, .kind = STR("organ"),
		.field = f, .fields = countof(f) };
	struct change c = { .item = &item, .items = 1 };
	struct change_done done;
	struct change_pen *pen;
	enum err e = change_open(office, &pen, &why);

	if (e == ERR_OK)
		e = change_commit(pen, a, &c, &done, &why);
	change_close(pen);
	return e;
}

static int
attempt(long n, struct str code)
{
	struct arena *a = arena_new(64 * MIB);
	enum err e;
	bool hit;

	(void)freopen("/dev/null", "w", stderr);
	mem_shim_fail(n, false);
	e = write_one(a, code);
	hit = mem_shim_heal();
	if (e != ERR_OK)
		return hit ? TOLD_REFUSED : TOLD_NO_CAUSE;
	return hit ? TOLD_DONE : TOLD_UNHIT;
}

/* How many of the three fields stand; the id is found by the code. */
static int
fields_there(struct db *db, struct str code)
{
	const struct kind *k = kind_named(&office->kinds, STR("organ"));
	static const char *const names[] = { "name", "code", "note" };
	struct rows *r = NULL;
	struct str id;
	int n = 0;

	assert_int_equal(db_compose(db, DB_LOOK, STR("SELECT id FROM p0_organ "
	    "WHERE code = ?1 AND recorded_to = 9223372036854775807"),
	    ARGS(V_TEXT(code)), &r, &why), ERR_OK);
	if (!db_next(r)) {
		assert_int_equal(db_end(r), ERR_OK);
		return 0;
	}
	id = arena_str(arena, db_text(r, 0));
	assert_int_equal(db_end(r), ERR_OK);
	for (size_t i = 0; i < countof(names); i++) {
		assert_int_equal(db_query(db, 0, STMT_OP_HEADS,
		    ARGS(V_TEXT(id), V_INT(kind_op_field(k, kind_field(k,
		    str_of(names[i]))))), &r, &why), ERR_OK);
		n += db_next(r);
		assert_int_equal(db_end(r), ERR_OK);
	}
	return n;
}

static uint64_t
look(struct str code, int *fields)
{
	uint64_t records = 0;
	struct db *db;

	assert_int_equal(db_open(office->db_path.p, DB_MODE_READ, &db, &why),
	    ERR_OK);
	if (journal_verify(db, 0, &records, &why) != ERR_OK)
		fail_msg("%s", why.text);
	*fields = fields_there(db, code);
	db_close(db);
	return records;
}

static void
whole_or_not_at_all(void **state)
{
	int told = -1, refused = 0, died = 0, fields;
	uint64_t records = look(STR("none"), &fields);

	(void)state;
	for (long n = 0; told != TOLD_UNHIT; n += 1 + n / 20) {
		struct str code = arena_printf(arena, "F%ld", n);
		uint64_t after;
		pid_t child = fork();
		int status;

		assert_true(child >= 0);
		if (child == 0)
			_exit(attempt(n, code));
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status) || WTERMSIG(status) == SIGABRT);
		told = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		assert_int_not_equal(told, TOLD_NO_CAUSE);
		after = look(code, &fields);
		assert_true(fields == 0 || fields == 3);
		assert_int_equal(after, records + (fields == 3));
		/* What was said to be done is; what was refused is not. */
		if (told == TOLD_DONE || told == TOLD_UNHIT)
			assert_int_equal(fields, 3);
		if (told == TOLD_REFUSED)
			assert_int_equal(fields, 0);
		records = after;
		refused += told == TOLD_REFUSED;
		died += told == -1;
		assert_true(n < 1000000);
	}
	/* The faults were met, on both ways out. */
	assert_true(refused > 20);
	assert_true(refused + died > 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_or_not_at_all),
	};

	mem_shim_install();
	return cmocka_run_group_tests(tests, setup, teardown);
}
