/* Imports and their files: stored, listed, remembered, found out. */
#include "lib/check.h"

#include "lib/folder_office.h"
#include "model/batch.h"

static struct arena *arena;
static struct office *office;
static struct batches *all;
static struct why why;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256 * MIB);
	office = folder_office(world_posix(), NULL, false);
	if (batch_open(office, &all, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	batch_close(all);
	batch_close(NULL);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

static void
stored_and_found(void **state)
{
	struct batch b = { .name = STR_INIT("kế hoạch.csv"),
		.kind = STR_INIT("activity"), .label = STR_INIT("internal") };
	struct batch got, *list;
	struct batches *again;
	struct str bytes;
	size_t n;

	(void)state;
	assert_int_equal(batch_add(all, arena, STR("a,b\n"), &b, &why),
	    ERR_OK);
	assert_int_equal(b.number, 1);
	/* As sha256sum says of the same bytes. */
	check_str(b.hash, "5be08c9684a1d25efcee093182048242"
	    "78b08bbfb4aef973ffefd0b9d7478313");
	b.state = BATCH_CHECK;
	b.columns = STR("title\t\tstart");
	b.rows = 7;
	b.fates = STR("nnueswe");
	b.records = STR("00ff");
	assert_int_equal(batch_set(all, &b, &why), ERR_OK);
	/* Another process finds the same. */
	assert_int_equal(batch_open(office, &again, &why), ERR_OK);
	assert_int_equal(batch_get(again, arena, 1, &got, &why), ERR_OK);
	batch_close(again);
	check_str(got.name, "kế hoạch.csv");
	check_str(got.columns, "title\t\tstart");
	check_str(got.label, "internal");
	assert_int_equal(got.state, BATCH_CHECK);
	assert_int_equal(batch_count(&got, BATCH_NEW), 2);
	assert_int_equal(batch_count(&got, BATCH_FAULT), 2);
	assert_int_equal(batch_file(all, arena, &got, &bytes, &why), ERR_OK);
	check_str(bytes, "a,b\n");
	assert_int_equal(batch_add(all, arena, STR("x"), &b, &why), ERR_OK);
	assert_int_equal(batch_list(all, arena, &list, &n, &why), ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].number, 2);
	assert_int_equal(batch_get(all, arena, 9, &got, &why), ERR_MISSING);
}

/* A file that was changed behind our back is not imported. */
static void
changed_file(void **state)
{
	struct world *w = office->world;
	struct batch b = { .name = STR_INIT("x"), .kind = STR_INIT("organ") };
	struct str bytes;
	char path[256];

	(void)state;
	assert_int_equal(batch_add(all, arena, STR("one"), &b, &why), ERR_OK);
	(void)snprintf(path, sizeof(path), "%.*s/imports/%lld",
	    STRF(office->dir), (long long)b.number);
	assert_int_equal(w->write_file(w, path, STR("two"), 0600), ERR_OK);
	assert_int_equal(batch_file(all, arena, &b, &bytes, &why),
	    ERR_CORRUPT);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(batch_file(all, arena, &b, &bytes, &why),
	    ERR_MISSING);
	bytes = (struct str){ arena_alloc(arena, BATCH_FILE_MAX + 1),
		BATCH_FILE_MAX + 1 };
	assert_int_equal(batch_add(all, arena, bytes, &b, &why), ERR_LIMIT);
}

static bool
is_kept(const struct batch *b)
{
	struct str bytes;
	struct why none = { 0 };
	enum err e = batch_file(all, arena, b, &bytes, &none);

	assert_true(e == ERR_OK || e == ERR_MISSING);
	return e == ERR_OK;
}

/* state, fates, whether the file is of use still */
static const struct {
	enum batch_state state;
	const char *fates;
	bool kept;
} uses[] = {
	{ BATCH_COLUMNS, "", true },
	{ BATCH_CHECK, "nn", true },
	{ BATCH_WRITING, "nn", true },
	{ BATCH_DONE, "nn", false },
	{ BATCH_DONE, "ne", true },
	{ BATCH_CANCELLED, "ne", false },
	{ BATCH_UNDOING, "ne", false },
	{ BATCH_UNDONE, "ne", false },
};

/* Its row, with the hash, stays; of old ones the next import takes the file. */
static void
kept_while_of_use(void **state)
{
	int64_t month = BATCH_FILE_DAYS * INT64_C(86400000);
	struct batch b, got;

	(void)state;
	for (size_t i = 0; i < countof(uses); i++) {
		b = (struct batch){ .name = STR_INIT("x"),
			.kind = STR_INIT("organ") };
		assert_int_equal(batch_add(all, arena, STR("a,b\n"), &b,
		    &why), ERR_OK);
		b.state = uses[i].state;
		b.fates = str_of(uses[i].fates);
		assert_int_equal(batch_set(all, &b, &why), ERR_OK);
		assert_int_equal(is_kept(&b), uses[i].kept);
		assert_int_equal(batch_get(all, arena, b.number, &got, &why),
		    ERR_OK);
		check_str(got.hash, arena_cstr(arena, b.hash));
		assert_false(batch_keeps(&b, b.made + month));
	}
}

static void
remembered(void **state)
{
	struct str columns, words;

	(void)state;
	assert_int_equal(batch_remembered(all, arena, STR("organ"),
	    STR("a\tb"), &columns, &words, &why), ERR_OK);
	assert_int_equal(columns.n + words.n, 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(batch_remember(all, STR("organ"), STR("a\tb"),
		    i == 0 ? STR("x") : STR("name\ttype"), STR("w"), &why),
		    ERR_OK);
	assert_int_equal(batch_remembered(all, arena, STR("organ"),
	    STR("a\tb"), &columns, &words, &why), ERR_OK);
	check_str(columns, "name\ttype");
	check_str(words, "w");
	assert_int_equal(batch_remembered(all, arena, STR("partner"),
	    STR("a\tb"), &columns, &words, &why), ERR_OK);
	assert_int_equal(columns.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stored_and_found),
		cmocka_unit_test(changed_file),
		cmocka_unit_test(kept_while_of_use),
		cmocka_unit_test(remembered),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
