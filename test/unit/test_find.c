#include "lib/check.h"

#include "lib/register.h"

/* A register of the program's own kinds, with a few records in two labels. */
struct world2 {
	struct reg g;
	struct reader *r;
};

static struct world2 w;

enum { AUS = 1, LAO, VISIT, COURSE, CLINIC, WORDS, SECRET, DEED, PROOF };

static void
put(int part, uint64_t hlc, const char *kind, uint64_t n, const char *fields)
{
	reg_put(&w.g, part, hlc, kind, n, fields);
}

static int
load(void **state)
{
	(void)state;
	reg_make(&w.g, NULL, 2);
	put(0, 10, "partner", AUS, "code=AUS name=Australia type=state "
	    "name_vi=Úc asean=");
	put(0, 11, "partner", LAO, "code=LAO name=Laos type=state "
	    "name_vi=Lào asean=yes");
	put(0, 12, "term", 100, "list=activity-type code=visit en=Visit "
	    "vi=Chuyến_thăm rank=2");
	put(0, 13, "term", 101, "list=activity-type code=course en=Course "
	    "rank=1");
	put(0, 14, "term", 102, "list=activity-type code=parade en=Parade "
	    "valid_to=2001");
	put(0, 20, "activity", VISIT, "code=2026-0001 title=Visit_to_Hanoi "
	    "type=visit partner=#1 start=2026-03-04 place=Hà_Nội cost=12.5");
	put(0, 21, "activity", COURSE, "code=2026-0002 type=course "
	    "title=Bomb_disposal_course partner=#1 start=2026-11 "
	    "report=Đã_tập_huấn_xong");
	put(0, 22, "activity", CLINIC, "code=2026-0003 type=visit "
	    "title=Field_hospital_visit partner=#2");
	put(0, 23, "commitment", WORDS, "code=2026-0007 side=ours partner=#1 "
	    "text=Will_open_a_field_hospital due=2026-05 type=visit");
	put(1, 24, "activity", SECRET, "code=2026-0002 type=visit "
	    "title=Quiet_visit partner=#1 start=2026-04-01");
	put(0, 30, "activity", VISIT, "place=Huế approved=2026-01-01");
	put(0, 31, "fulfilment", DEED, "deed=#3 word=#6");
	w.r = reg_reader(&w.g, 1, 0);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reader_close(w.r);
	reg_free(&w.g);
	return 0;
}

/* The codes a filter finds, in order. */
static struct str
codes_of(struct reader *r, const char *kind, const char *filter,
    const char *sort)
{
	struct find_query q = { .kind = reg_kind(&w.g, kind),
		.filter = str_of(filter), .sort = str_of(sort) };
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	struct rows_found found;
	struct why why = { "" };
	size_t code = kind_field_at(q.kind, kind_field(q.kind, STR("code")));
	enum err e = find_list(r, w.g.arena, &q, &found, &why);

	if (e != ERR_OK)
		return arena_printf(w.g.arena, "%s: %s", e == ERR_INPUT
		    ? "input" : err_name(e), why.text);
	for (size_t i = 0; i < found.n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? " " : "",
		    STRF(found.row[i].value[code].text));
	return arena_str(w.g.arena, buf_view(&b));
}

static void
filters_find(void **state)
{
	static const struct {
		const char *kind, *filter, *sort, *found;
	} cases[] = {
		{ "activity", "", "", "2026-0002 2026-0001 2026-0003" },
		{ "activity", "", "start", "2026-0001 2026-0002 2026-0003" },
		{ "activity", "partner:AUS", "code", "2026-0001 2026-0002" },
		{ "activity", "partner:aus,LAO", "code",
		    "2026-0001 2026-0002 2026-0003" },
		{ "activity", "-partner:AUS", "", "2026-0003" },
		{ "activity", "type:visit", "code", "2026-0001 2026-0003" },
		{ "activity", "start<2026-04", "", "2026-0001" },
		{ "activity", "start<2026-11-15", "", "2026-0001" },
		{ "activity", "start>=2026-11-01", "", "2026-0002" },
		{ "activity", "start:2026", "code", "2026-0001 2026-0002" },
		{ "activity", "start:", "", "2026-0003" },
		{ "activity", "start:*", "code", "2026-0001 2026-0002" },
		{ "activity", "cost>12", "", "2026-0001" },
		{ "activity", "cost>=12.5", "", "2026-0001" },
		{ "activity", "cost<12.5", "", "" },
		{ "activity", "hospital", "", "2026-0003" },
		{ "activity", "\"hospital field\"", "", "2026-0003" },
		{ "activity", "hosp visit", "", "2026-0003" },
		{ "activity", "da tap huan", "", "2026-0002" },
		{ "activity", "hue", "", "2026-0001" },
		{ "activity", "hanoi -partner:LAO", "", "2026-0001" },
		{ "activity", "ha noi", "", "" },
		{ "activity", "place:Huế", "", "2026-0001" },
		{ "activity", "title:hospital,hanoi", "code",
		    "2026-0001 2026-0003" },
		{ "activity", "title:%", "", "" },
		{ "activity", "code:2026-0002", "", "2026-0002" },
		{ "activity", "status:held", "", "2026-0001" },
		{ "activity", "status:proposed,held", "code",
		    "2026-0001 2026-0002 2026-0003" },
		{ "activity", "label:l0 contested:no", "code",
		    "2026-0001 2026-0002 2026-0003" },
		{ "activity", "label:l1", "", "" },
		{ "partner", "asean:yes", "", "LAO" },
		{ "partner", "asean:no", "", "AUS" },
		{ "partner", "-asean:yes", "", "AUS" },
		{ "partner", "name_vi:lào", "", "LAO" },
		{ "partner", "lao", "", "LAO" },
		{ "commitment", "status:in-progress", "", "2026-0007" },
		{ "commitment", "status:late,kept", "", "" },
		{ "commitment", "type:visit side:ours partner:1", "",
		    "input: partner: nothing is called \"1\"" },
		{ "commitment", "colour:red", "", NULL },
		{ "commitment", "status:red", "", NULL },
		{ "commitment", "title>3", "", NULL },
		{ "commitment", "side<3", "", NULL },
		{ "commitment", "due<soonish", "", NULL },
		{ "commitment", "\"half", "", NULL },
		{ "commitment", "&&&", "", NULL },
		{ "commitment", "", "colour", NULL },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct str got = codes_of(w.r, cases[i].kind, cases[i].filter,
		    cases[i].sort);

		if (cases[i].found != NULL ? !str_is(got, cases[i].found)
		    : !str_starts(got, STR("input: "))) {
			print_error("%s \"%s\"\n", cases[i].kind,
			    cases[i].filter);
			check_str(got, cases[i].found != NULL
			    ? cases[i].found : "input: ...");
		}
	}
}

static void
unknown_names_are_told_the_known(void **state)
{
	struct str got = codes_of(w.r, "partner", "colour:red", "");

	(void)state;
	assert_true(str_find(got, STR("no field \"colour\"")) != SIZE_MAX);
	assert_true(str_find(got, STR("official_name")) != SIZE_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_find),
		cmocka_unit_test(unknown_names_are_told_the_known),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
