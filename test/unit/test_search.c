#include "lib/check.h"

#include "lib/register.h"
#include "model/search.h"

static struct reg g;
static struct reader *low, *high;

static int
load(void **state)
{
	(void)state;
	reg_make(&g, NULL, 2);
	reg_put(&g, 0, 10, "partner", 1, "code=AUS name=Australia");
	reg_put(&g, 0, 20, "activity", 2, "code=2026-0001 type=visit "
	    "title=Đối_thoại_Đà_Nẵng report=Hai_bên_trao_đổi_về_quân_y_và_"
	    "khắc_phục_hậu_quả_bom_mìn_tại_Quảng_Trị_trong_năm_tới");
	reg_put(&g, 0, 21, "activity", 3, "code=2026-0002 type=visit "
	    "title=Field_hospital report=Nothing_in_Da_Nang");
	reg_put(&g, 0, 22, "activity", 4, "code=2026-0003 type=visit "
	    "title=Old_plan report=hospital withdrawn=double");
	reg_put(&g, 0, 23, "activity", 5, "code=2026-0004 type=visit "
	    "title=Second_hospital_in_the_field");
	reg_put(&g, 1, 24, "activity", 6, "code=2026-0001 type=visit "
	    "title=Quiet_hospital");
	reg_put(&g, 1, 25, "activity", 3, "report=Secret_remarks");
	reg_put(&g, 0, 40, "activity", 5, "title=Second_clinic");
	low = reg_reader(&g, 1, 0);
	high = reg_reader(&g, 3, 0);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reader_close(low);
	reader_close(high);
	reg_free(&g);
	return 0;
}

/* "kind code | kind code", best first. */
static struct str
hits(struct reader *r, const char *text, const struct kind *k)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	struct why why = { 0 };
	struct hit *hit;
	size_t n;

	if (search_find(r, g.arena, str_of(text), k, 10, &hit, &n, &why) !=
	    ERR_OK)
		return arena_printf(g.arena, "! %s", why.text);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%.*s %.*s", i > 0 ? " | " : "",
		    STRF(hit[i].kind->name), STRF(hit[i].code));
	return arena_str(g.arena, buf_view(&b));
}

static void
marks_do_not_matter(void **state)
{
	static const char *const ways[] = { "đà nẵng", "da nang", "ĐÀ NẴNG",
		"Da  Nang!", "nang da" };

	(void)state;
	for (size_t i = 0; i < countof(ways); i++)
		check_str(hits(low, ways[i], NULL),
		    "activity 2026-0001 | activity 2026-0002");
	check_str(hits(low, "quang tri", NULL), "activity 2026-0001");
}

static void
more_words_then_names_then_newest(void **state)
{
	(void)state;
	/* 2 has both in the title, 5 no longer; 4 is withdrawn. */
	check_str(hits(low, "field hospital", NULL), "activity 2026-0002");
	check_str(hits(low, "clinic hospital", NULL),
	    "activity 2026-0004 | activity 2026-0002");
	check_str(hits(low, "2026-0001", NULL), "activity 2026-0001");
	check_str(hits(low, "2026", NULL),
	    "activity 2026-0004 | activity 2026-0002 | activity 2026-0001");
	check_str(hits(low, "second nothing", NULL),
	    "activity 2026-0004 | activity 2026-0002");
	check_str(hits(low, "austr", NULL), "partner AUS");
	check_str(hits(low, "austr doi", NULL),
	    "activity 2026-0001");
	check_str(hits(low, "hosp", reg_kind(&g, "partner")), "");
	check_str(hits(low, "!?", NULL), "! there is no word to look for");
}

static void
labels_are_places(void **state)
{
	(void)state;
	check_str(hits(low, "quiet", NULL), "");
	check_str(hits(low, "secret", NULL), "");
	check_str(hits(high, "quiet", NULL), "activity 2026-0001");
	check_str(hits(high, "secret", NULL),
	    "activity 20000000000000000000000003");
}

static void
as_it_was_known(void **state)
{
	struct reader *then = reg_reader(&g, 1, 30);
	struct why why = { 0 };

	(void)state;
	check_str(hits(then, "hospital second", NULL), "activity 2026-0004");
	check_str(hits(then, "hospital", NULL),
	    "activity 2026-0004 | activity 2026-0002");
	check_str(hits(then, "clinic", NULL), "");
	assert_int_equal(reader_move(then, 40, REG_TODAY, &why), ERR_OK);
	check_str(hits(then, "clinic", NULL), "activity 2026-0004");
	reader_close(then);
}

static void
snippets_show_the_place(void **state)
{
	struct why why = { 0 };
	struct hit *hit;
	size_t n;

	(void)state;
	assert_int_equal(search_find(low, g.arena, STR("bom mìn"), NULL, 5,
	    &hit, &n, &why), ERR_OK);
	assert_int_equal(n, 1);
	check_str(hit[0].title, "Đối thoại Đà Nẵng");
	check_str(hit[0].snippet, "… và khắc phục hậu quả bom mìn tại Quảng "
	    "Trị trong năm tới");
	assert_int_equal(search_find(low, g.arena, STR("clinic"), NULL, 5,
	    &hit, &n, &why), ERR_OK);
	check_str(hit[0].snippet, "");
}

/* A beginning stands for forty words at most, so that its cost has a bound. */
static void
beginnings_are_bounded(void **state)
{
	struct why why = { 0 };
	struct reader *r;
	struct hit *hit;
	char text[80];
	size_t n;

	(void)state;
	for (int i = 0; i < 60; i++) {
		(void)snprintf(text, sizeof(text), "code=Q%d name=quay%c%c", i,
		    'a' + i / 26, 'a' + i % 26);
		reg_put(&g, 0, (uint64_t)(100 + i), "organ",
		    (uint64_t)(1000 + i), text);
	}
	r = reg_reader(&g, 1, 0);
	assert_int_equal(search_find(r, g.arena, STR("quay"), NULL, 100, &hit,
	    &n, &why), ERR_OK);
	assert_int_equal(n, 40);
	check_str(hit[0].code, "Q39");
	check_str(hits(r, "q", NULL), "");
	check_str(hits(r, "quaych", NULL), "organ Q59");
	/* A whole word in a text comes before a beginning in a name. */
	reg_put(&g, 0, 50, "organ", 1100, "code=W1 name=Port note=quay");
	check_str(str_to(hits(r, "quay", NULL), 8), "organ W1");
	reader_close(r);
}

static void
words_are_folded_and_bounded(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 1 * MIB };
	struct str *word;
	size_t n = search_words(g.arena, STR("Đường 9-Nam Lào, năm 1971"),
	    &word);

	(void)state;
	assert_int_equal(n, 6);
	check_str(word[0], "duong");
	check_str(word[1], "9");
	check_str(word[5], "1971");
	assert_int_equal(search_words(g.arena, STR(" ,.- "), &word), 0);
	for (int i = 0; i < 5000; i++)
		buf_text(&b, "tiếng ");
	assert_int_equal(search_words(g.arena, buf_view(&b), &word), 4096);
	buf_clear(&b);
	for (int i = 0; i < 100; i++)
		buf_text(&b, "ế");
	assert_int_equal(search_words(g.arena, buf_view(&b), &word), 1);
	assert_true(word[0].n <= 48 && word[0].n >= 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_do_not_matter),
		cmocka_unit_test(more_words_then_names_then_newest),
		cmocka_unit_test(labels_are_places),
		cmocka_unit_test(as_it_was_known),
		cmocka_unit_test(snippets_show_the_place),
		cmocka_unit_test(beginnings_are_bounded),
		cmocka_unit_test(words_are_folded_and_bounded),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
