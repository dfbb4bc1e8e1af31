/*
 * The sample: the same in every office, each record marked, statuses of every
 * sort, spread over three years.
 */
#include "lib/check.h"

#include "lib/folder.h"
#include "lib/folder_office.h"
#include "model/find.h"
#include "model/fold.h"
#include "model/pack.h"
#include "model/sample.h"

static int64_t
stopped(struct world *w)
{
	(void)w;
	return 1795262400000; /* 2026-11-21T12:00:00Z */
}

static struct world world;
static struct folder folder;
static struct office *office[2];
static struct arena *arena;
static struct reader *reader;

static struct office *
make(const char *name)
{
	const struct str packs[] = { STR("core"), STR("vietnam") };
	struct office *o = NULL;
	struct change_pen *pen = NULL;
	struct why why = { 0 };
	size_t records = 0;
	enum err e = office_create(&world, arena_printf(arena, "%s/%s",
	    folder.path, name), str_of(name), packs, 2, true, &o, &why);

	if (e == ERR_OK)
		e = change_open(o, &pen, &why);
	if (e != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(change_group(pen, &why), ERR_OK);
	if (sample_load(pen, o, &records, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(change_group_end(pen, &why), ERR_OK);
	change_close(pen);
	assert_true(records > 1000);
	return o;
}

static int
setup(void **state)
{
	(void)state;
	world = *world_posix();
	world.now_ms = stopped;
	arena = arena_new(256 * MIB);
	folder_make(&folder);
	office[0] = make("one");
	office[1] = make("two");
	reader = folder_reader(office[0], "");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	reader_close(reader);
	office_close(office[0]);
	office_close(office[1]);
	arena_free(arena);
	folder_remove(&folder);
	return 0;
}

/* What the tables say, without the hashes that salts and keys make. */
static struct str
told(const struct office *o)
{
	struct buf all = { .max = 256 * MIB };
	struct buf out = { .max = 256 * MIB };
	struct why why = { 0 };
	struct db *db;
	struct str text, line, kept;

	assert_int_equal(db_open(o->db_path.p, DB_MODE_READ, &db, &why),
	    ERR_OK);
	for (size_t i = 0; i < o->parts; i++)
		assert_int_equal(fold_dump(db, &o->kinds, o->part[i].part,
		    &all, &why), ERR_OK);
	db_close(db);
	text = buf_view(&all);
	while (str_line(&text, &line))
		if (!str_starts(line, STR("op ")) &&
		    !str_starts(line, STR("change "))) {
			buf_str(&out, line);
			buf_char(&out, '\n');
		}
	assert_int_equal(out.err, ERR_OK);
	kept = arena_str(arena, buf_view(&out));
	buf_free(&all);
	buf_free(&out);
	return kept;
}

static void
the_same_everywhere(void **state)
{
	struct str one = told(office[0]), two = told(office[1]);

	(void)state;
	assert_true(one.n > 100000);
	assert_true(str_eq(one, two));
}

static int64_t
count(const char *kind, const char *filter)
{
	struct why why = { 0 };
	int64_t n = -1;

	if (find_count(reader, kind_named(&office[0]->kinds, str_of(kind)),
	    str_of(filter), &n, &why) != ERR_OK)
		fail_msg("%s: %s", filter, why.text);
	return n;
}

/* kind, filter, at least, at most */
static const struct {
	const char *kind, *filter;
	int64_t least, most;
} counts[] = {
	{ "activity", "demo:yes", 400, 400 },
	{ "activity", "demo:yes partner:*", 350, 400 },
	{ "activity", "demo:yes status:planned", 10, 45 },
	{ "activity", "demo:yes status:held", 20, 90 },
	{ "activity", "demo:yes status:closed", 100, 250 },
	{ "activity", "demo:yes status:cancelled", 5, 40 },
	{ "activity", "demo:yes status:underway", 1, 20 },
	{ "activity", "demo:yes start>2026-11-21", 30, 50 },
	{ "activity", "demo:yes start<2023-11-22", 0, 0 },
	{ "commitment", "", 150, 150 },
	{ "commitment", "status:kept", 20, 80 },
	{ "commitment", "status:late", 10, 50 },
	{ "commitment", "status:undated", 5, 30 },
	{ "commitment", "status:claimed", 5, 40 },
	{ "commitment", "status:in-progress", 2, 40 },
	{ "agreement", "demo:yes", 65, 70 },
	{ "agreement", "demo:yes status:expiring", 5, 7 },
	{ "issue_line", "", 75, 80 },
	{ "evidence", "", 20, 110 },
	/* By number: no person is given an invented name. */
	{ "person", "", 12, 12 },
	{ "person", "officer", 12, 12 },
	{ "deployment", "demo:yes", 20, 20 },
	{ "deployment", "status:deployed", 4, 12 },
	{ "deployment", "status:rotating", 1, 3 },
	{ "deployment", "status:overdue", 1, 1 },
	{ "deployment", "status:preparing", 2, 6 },
	{ "target", "demo:yes", 19, 19 },
	{ "target", "-period<2026 -period>2026", 7, 7 },
	{ "initiative", "demo:yes", 5, 5 },
	{ "initiative", "status:supported", 1, 2 },
	{ "position", "demo:yes", 18, 18 },
	{ "post", "demo:yes", 150, 250 },
	{ "activity", "head_theirs:*", 40, 300 },
};

static void
enough_of_everything(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(counts); i++) {
		int64_t n = count(counts[i].kind, counts[i].filter);

		if (n < counts[i].least || n > counts[i].most)
			fail_msg("%s %s: %lld", counts[i].kind,
			    counts[i].filter, (long long)n);
	}
	/* Invented records are marked; facts with a source are not. */
	assert_int_equal(count("commitment", "demo:yes"),
	    count("commitment", ""));
	assert_int_equal(count("partner", "demo:yes"), 0);
	assert_true(count("agreement", "demo:") > 0);
}

static void
three_years_of_it(void **state)
{
	static const char *const days[] = { "2023-10-01", "2024-06-01",
		"2025-06-01", "2026-06-01" };
	struct why why = { 0 };
	int64_t before = -1;
	uint64_t hlc;
	int32_t today;

	(void)state;
	for (size_t i = 0; i < countof(days); i++) {
		int64_t n;

		assert_int_equal(office_as_of(office[0], str_of(days[i]), &hlc,
		    &today, &why), ERR_OK);
		assert_int_equal(reader_move(reader, hlc, today, &why),
		    ERR_OK);
		n = count("activity", "demo:yes");
		assert_true(n > before + (i > 0 ? 50 : 0));
		before = n;
	}
	assert_int_equal(office_as_of(office[0], STR(""), &hlc, &today, &why),
	    ERR_OK);
	assert_int_equal(reader_move(reader, hlc, today, &why), ERR_OK);
}

/* At the low label alone there is less, and nothing of the other. */
static void
two_labels(void **state)
{
	struct why why = { 0 };
	struct reader *all = reader;
	int64_t everything = count("activity", "demo:yes"), low;

	(void)state;
	assert_int_equal(reader_open(office[0], 1, all->hlc, all->today,
	    &reader, &why), ERR_OK);
	low = count("activity", "demo:yes");
	reader_close(reader);
	reader = all;
	assert_true(low > 200 && low < everything - 50);
}

static void
only_into_a_demo(void **state)
{
	const struct str packs[] = { STR("core"), STR("vietnam") };
	struct office *o;
	struct change_pen *pen;
	struct why why = { 0 };
	size_t records;

	(void)state;
	assert_int_equal(office_create(&world, arena_printf(arena, "%s/live",
	    folder.path), STR("Live"), packs, 2, false, &o, &why), ERR_OK);
	assert_int_equal(change_open(o, &pen, &why), ERR_OK);
	assert_int_equal(sample_load(pen, o, &records, &why), ERR_DENIED);
	assert_int_equal(records, 0);
	change_close(pen);
	office_close(o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_everywhere),
		cmocka_unit_test(enough_of_everything),
		cmocka_unit_test(three_years_of_it),
		cmocka_unit_test(two_labels),
		cmocka_unit_test(only_into_a_demo),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
