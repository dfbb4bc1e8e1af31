/* What a pack says becomes an office; what it says wrongly is refused. */
#include "lib/check.h"

#include "lib/folder.h"
#include "model/pack.h"
#include "world/world.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(64 * MIB);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void
labels(void **state)
{
	struct label_scheme s;
	struct str marks[LABEL_TOKENS_MAX];
	struct why why = { 0 };

	(void)state;
	assert_int_equal(pack_labels(arena, STR("vietnam"), &s, marks, &why),
	    ERR_OK);
	assert_int_equal(s.tokens, 5);
	assert_int_equal(s.levels, 5);
	check_str(s.token[0], "public");
	check_str(s.token[4], "top-secret");
	check_str(marks[0], "");
	check_str(marks[3], "TM");
	assert_int_equal(pack_labels(arena, STR("core"), &s, marks, &why),
	    ERR_OK);
	assert_int_equal(s.tokens, 0);
	assert_int_equal(pack_labels(arena, STR("atlantis"), &s, marks, &why),
	    ERR_MISSING);
	check_str(str_of(why.text), "there is no pack \"atlantis\"");
}

static void
settings(void **state)
{
	struct str v;
	struct why why = { 0 };

	(void)state;
	assert_int_equal(pack_setting(arena, STR("vietnam"),
	    STR("utc_offset"), &v, &why), ERR_OK);
	check_str(v, "+07:00");
	assert_int_equal(pack_setting(arena, STR("vietnam"), STR("nothing"),
	    &v, &why), ERR_OK);
	check_str(v, "");
	assert_int_equal(pack_setting(arena, STR("core"), STR("utc_offset"),
	    &v, &why), ERR_OK);
	check_str(v, "");
}

/* Loading again writes nothing; an office is never made over another. */
static void
again(void **state)
{
	struct world *w = world_posix();
	struct folder folder;
	struct str packs[] = { STR("core"), STR("vietnam") };
	struct str dir;
	struct office *o, *second;
	struct change_pen *pen;
	struct why why = { 0 };
	uint64_t before = 0, after = 0;
	size_t rows;

	(void)state;
	folder_make(&folder);
	dir = arena_printf(arena, "%s/office/", folder.path);
	assert_int_equal(office_create(w, dir, STR("Post"), packs, 2, false,
	    &o, &why), ERR_OK);
	check_str(o->name, "Post");
	assert_false(o->demo);
	assert_int_equal(change_open(o, &pen, &why), ERR_OK);
	assert_int_equal(pack_load(pen, o, STR("core"), &rows, &why), ERR_OK);
	assert_true(rows > 300);
	change_close(pen);
	for (int i = 0; i < 2; i++) {
		struct db *db;

		assert_int_equal(db_open(o->db_path.p, DB_MODE_WRITE, &db,
		    &why), ERR_OK);
		assert_int_equal(journal_verify(db, 0, i == 0 ? &before
		    : &after, &why), ERR_OK);
		db_close(db);
		if (i > 0)
			break;
		assert_int_equal(change_open(o, &pen, &why), ERR_OK);
		assert_int_equal(pack_load(pen, o, STR("vietnam"), &rows,
		    &why), ERR_OK);
		change_close(pen);
	}
	assert_int_equal(before, after);
	assert_int_equal(office_create(w, dir, STR("Other"), packs, 2, false,
	    &second, &why), ERR_INPUT);
	assert_non_null(strstr(why.text, "already"));
	office_close(o);
	folder_remove(&folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels),
		cmocka_unit_test(settings),
		cmocka_unit_test(again),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
