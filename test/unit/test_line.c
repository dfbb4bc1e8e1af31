/* A table of lines and what is read of each; no part is outside its line. */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>

#include "read/line.h"

static struct arena *a;
static struct gazetteer *g;

static const struct line_word words[] = {
	{ STR_INIT("partner"), STR_INIT("AUS"), STR_INIT("Australia"),
	    STR_INIT("Ô-xtrây-li-a") },
	{ STR_INIT("partner"), STR_INIT("IND"), STR_INIT("India"),
	    STR_INIT("Ấn Độ") },
	{ STR_INIT("type"), STR_INIT("senior-visit"), STR_INIT("Senior visit"),
	    STR_INIT("Chuyến thăm cấp cao") },
	{ STR_INIT("type"), STR_INIT("policy-dialogue"),
	    STR_INIT("Defence policy dialogue"), STR_INIT("") },
	{ STR_INIT("type"), STR_INIT("port-call"), STR_INIT("Port call"),
	    STR_INIT("Tàu thăm cảng") },
	{ STR_INIT("type"), STR_INIT("exercise"), STR_INIT("Exercise"),
	    STR_INIT("Diễn tập") },
	{ STR_INIT("type"), STR_INIT("unit-visit"), STR_INIT("Visit to a unit"),
	    STR_INIT("") },
	{ STR_INIT("level"), STR_INIT("minister"), STR_INIT("Minister"),
	    STR_INIT("Bộ trưởng") },
	{ STR_INIT("level"), STR_INIT("deputy-minister"),
	    STR_INIT("Deputy minister"), STR_INIT("Thứ trưởng") },
};

static int
setup(void **state)
{
	struct why why = { 0 };

	(void)state;
	a = arena_new(256 * MIB);
	return gazetteer_load(a, &g, &why) == ERR_OK ? 0 : 1;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static struct str
read_line(struct str text)
{
	struct line_ask ask = { .gazetteer = g, .partner = STR("partner"),
		.day = STR("start"), .title = STR("title"),
		.place = STR("place"), .word = words, .words = countof(words),
		.today = date_ymd(2026, 11, 21) };
	struct str said = { "", 0 };
	struct why why = { 0 };
	struct line line;

	if (line_read(a, &ask, text, &line, &why) != ERR_OK)
		return str_of(why.text);
	for (size_t i = 0; i < line.parts; i++) {
		assert_true(line.part[i].begin < line.part[i].end);
		assert_true(line.part[i].end <= text.n);
		said = arena_printf(a, "%.*s%s%.*s=%.*s%s", STRF(said),
		    i > 0 ? " " : "", STRF(line.part[i].field),
		    STRF(line.part[i].value),
		    line.part[i].unsure ? "?" : "");
	}
	return said;
}

static void
lines(void **state)
{
	char line[512];
	size_t n = 0;
	FILE *f = fopen("test/table/line.txt", "r");

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		struct str typed, want;

		if (line[0] == '#')
			continue;
		assert_true(str_cut(str_of(line), '|', &typed, &want));
		check_str(read_line(str_trim(typed)),
		    arena_printf(a, "%.*s", STRF(str_trim(want))).p);
		n++;
	}
	assert_int_equal(fclose(f), 0);
	assert_true(n >= 10);
}

static void
refused(void **state)
{
	char *many = arena_alloc(a, LINE_BYTES_MAX + 2);

	(void)state;
	memset(many, 'a', LINE_BYTES_MAX + 1);
	check_str(read_line(STR("a\xff")), "the line is not UTF-8");
	assert_true(str_starts(read_line((struct str){ many,
	    LINE_BYTES_MAX + 1 }), STR("a line has at most")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
