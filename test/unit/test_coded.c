/* Rows of coded files become items; what is wrong is named. */
#include "lib/check.h"

#include "read/coded.h"
#include "base/buf.h"
#include "base/str.h"

static struct arena *arena;
static struct coded_formats formats;
static struct why why;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256 * MIB);
	if (coded_load(arena, &formats, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct coded_ask any = { .home = STR_INIT("VNM"),
	.span = { INT32_MIN, INT32_MAX } };

/* What became of a file, item by item. */
struct got {
	struct coded *c;
	struct coded_items items;
	size_t fate[CODED__MAX];
	size_t line;
	struct why why;
	struct str column;
};

static void
got_begin(struct got *g, const struct coded_ask *ask)
{
	*g = (struct got){ .c = coded_new(&formats, ask) };
	g->items.arena = arena_new(64 * MIB);
}

static void
got_end(struct got *g)
{
	coded_free(g->c);
	arena_free(g->items.arena);
}

static void
got_fate(struct got *g, enum coded_fate fate)
{
	g->fate[fate]++;
	if (fate == CODED_FAULT) {
		g->line = g->items.line;
		g->column = g->items.column;
		g->why = g->items.why;
	}
}

static void
got_file(struct got *g, const char *format, const char *text)
{
	const struct coded_format *f = coded_named(&formats, str_of(format));
	struct str rest = str_of(text), line;
	size_t n = 0;

	assert_non_null(f);
	while (str_line(&rest, &line)) {
		if (++n == 1 && coded_begin(g->c, f, line, &f, &g->why) !=
		    ERR_OK)
			fail_msg("%s", g->why.text);
		got_fate(g, coded_line(g->c, line, n, &g->items));
	}
	got_fate(g, coded_end(g->c, &g->items));
}

static struct str
said(const struct coded_item *item, const char *field)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_is(item->field[i].name, field))
			return item->field[i].value;
	return STR("");
}

static const struct coded_item *
item_of(const struct got *g, const char *external)
{
	for (size_t i = 0; i < g->items.n; i++)
		if (str_is(g->items.item[i].external, external))
			return &g->items.item[i];
	fail_msg("there is no item %s", external);
	return NULL;
}

/* "kind external field=value field=value", all fields in their order. */
static void
is_item(const struct got *g, const char *external, const char *want)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * KIB };
	const struct coded_item *item = item_of(g, external);

	buf_str(&b, item->kind);
	for (size_t i = 0; i < item->fields; i++)
		buf_printf(&b, " %.*s=%.*s", STRF(item->field[i].name),
		    STRF(item->field[i].value));
	buf_char(&b, '\0');
	assert_string_equal(b.p, want);
}

/* Descriptions. */

static void
every_format_says_what_it_is(void **state)
{
	(void)state;
	assert_true(formats.n >= 20);
	for (size_t i = 0; i < formats.n; i++) {
		const struct coded_format *f = &formats.format[i];

		assert_true(f->licence.n > 0 && f->url.n > 0);
		assert_true(str_starts(f->url, STR("http")));
		assert_ptr_equal(coded_named(&formats, f->name), f);
	}
	assert_null(coded_named(&formats, STR("none")));
}

static void
refused(const char *text, const char *want)
{
	struct coded_format f;
	struct why said_why = { 0 };

	assert_int_equal(coded_describe(arena, STR("x.coded"), str_of(text),
	    &f, &said_why), ERR_INPUT);
	if (strstr(said_why.text, want) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", said_why.text, want);
}

static void
bad_descriptions_are_refused(void **state)
{
	static const char head[] = "coded x\ntitle X\npublisher x X\n"
	    "licence L\nurl http://x\nbecomes nothing\n";

	(void)state;
	refused("file tab\nnonsense\n", "x.coded:2");
	refused("file sideways\n", "no way for a file");
	refused(head, "nothing is made");
	refused("make event\n\tkey \"{@nobody}\"\n", "put into a text");
	refused("make event\n\tdate someday X\n", "no way to read");
	refused("make event\n\tdate $date\n", "nothing is called");
	refused("\tdate say x\n", "belongs under make");
	refused("file tab headless 2 2\ncolumn A B\nmake event\n"
	    "\tdate day C\n", "there is no column");
	refused("let a day X\nlet a day X\n", "no name for a value");
	refused("make event cross\n\tkey \"x\" y\n", "a key is one text");
	refused("make event \"open\nmake\n", "quotation mark");
	refused("need 7\n", "no statement");
	refused(arena_printf(arena, "%smake event\n\troot say AID\n",
	    head).p, "a key is needed");
	refused(arena_printf(arena, "%smake event sum\n\tkey \"{A}\"\n",
	    head).p, "let period");
}

/* Events. */

#define GDELT1(id, day, a, b, code, url) id "\t" day "\t202001\t2020\t" \
	"2020.05\t" a "\tX\t" a "\t\t\t\t\t\t\t\t" b "\tY\t" b \
	"\t\t\t\t\t\t\t\t1\t" code "\t" code "\t04\t1\t1.0\t2\t1\t2\t0.5\t" \
	"\t\t\t\t\t\t\t" "\t\t\t\t\t\t\t" "\t\t\t\t\t\t\t" \
	"20200121" url

static void
gdelt_rows_become_events(void **state)
{
	static const char file[] =
	    GDELT1("11", "20200120", "VNM", "AUS", "042", "\thttp://a/1") "\n"
	    GDELT1("12", "20200120", "ROM", "VNM", "0871", "") "\n"
	    GDELT1("13", "20200120", "VNM", "VNM", "042", "") "\n"
	    GDELT1("14", "20200120", "VNM", "AFR", "042", "") "\n"
	    GDELT1("15", "20200120", "VNM", "AUS", "010", "") "\n"
	    GDELT1("16", "20209920", "VNM", "AUS", "042", "") "\n"
	    GDELT1("17", "20200120", "VNM", "AUS", "999", "") "\n"
	    "18\t20200120\n";
	struct str name;
	struct got g;
	size_t count;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "gdelt1", file);
	assert_int_equal(g.items.n, 2);
	is_item(&g, "gdelt1:11", "event date=2020-01-20 actor=VNM "
	    "recipient=AUS root=CONSULT mode=visit state=done "
	    "source=GDELT 1.0 http://a/1 note=CAMEO 042: X toward Y");
	is_item(&g, "gdelt1:12", "event date=2020-01-20 actor=ROU "
	    "recipient=VNM root=RETREAT mode=ceasefire state=done "
	    "note=CAMEO 0871: X toward Y source=GDELT 1.0 events");
	assert_int_equal(g.fate[CODED_OUTSIDE], 2);
	assert_int_equal(g.fate[CODED_FAULT], 3);
	assert_int_equal(g.line, 8);
	assert_string_equal(g.why.text, "the row has 2 cells, not 58");
	assert_true(coded_unknown(g.c, 0, &name, &count));
	assert_true(str_is(name, "AFR") && count == 1);
	assert_false(coded_unknown(g.c, 1, &name, &count));
	got_end(&g);
}

static void
faults_name_their_column(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "gdelt1", GDELT1("1", "2020012", "VNM", "AUS", "042",
	    "") "\n");
	assert_int_equal(g.line, 1);
	assert_true(str_is(g.column, "SQLDATE"));
	assert_string_equal(g.why.text, "\"2020012\" is no date; write "
	    "20240131");
	got_file(&g, "gdelt1", GDELT1("1", "20200120", "VNM", "AUS", "77",
	    "") "\n");
	assert_true(str_is(g.column, "EventCode"));
	got_end(&g);
}

#define ICEWS "Event ID\tEvent Date\tSource Name\tSource Sectors\t" \
	"Source Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t" \
	"Target Sectors\tTarget Country\tStory ID\tSentence Number\t" \
	"Publisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"

static void
filters_leave_out(void **state)
{
	static const char file[] = ICEWS
	    "1\t2019-03-01\tA\t\tVietnam\tConsult\t040\t1\tB\t\tJapan\t7\t1\t"
	    "P\t\t\t\t\t\t\n"
	    "2\t2021-03-01\tA\t\tVietnam\tConsult\t040\t1\tB\t\tJapan\t7\t1\t"
	    "P\t\t\t\t\t\t\n"
	    "3\t2021-03-01\tA\t\tFrance\tAid\t070\t1\tB\t\tJapan\t7\t1\t"
	    "P\t\t\t\t\t\t\n"
	    "4\t2021-03-01\tA\t\tVietnam\tAid\t070\t1\tB\t\tJapan\t7\t1\t"
	    "P\t\t\t\t\t\t\n";
	struct map *only = map_new(arena), *roots = map_new(arena);
	struct coded_ask ask = any;
	struct got g;

	(void)state;
	(void)map_put(only, STR("VNM"), only);
	(void)map_put(roots, STR("CONSULT"), roots);
	ask.span.lo = date_ymd(2020, 1, 1);
	ask.only = only;
	ask.roots = roots;
	got_begin(&g, &ask);
	got_file(&g, "icews", file);
	assert_int_equal(g.items.n, 1);
	is_item(&g, "icews:2/2021-03-01", "event date=2021-03-01 actor=VNM "
	    "recipient=JPN root=CONSULT state=done "
	    "source=ICEWS, P, story 7 note=CAMEO 040: A: Consult: B");
	assert_int_equal(g.fate[CODED_OUTSIDE], 3);
	got_end(&g);
	/* A partner that the register does not have is none. */
	ask = any;
	ask.partners = only;
	got_begin(&g, &ask);
	got_file(&g, "icews", file);
	assert_int_equal(g.items.n, 0);
	ask.alone = true;
	got_end(&g);
	got_begin(&g, &ask);
	got_file(&g, "icews", file);
	assert_int_equal(g.items.n, 3);
	is_item(&g, "icews:4/2021-03-01", "event date=2021-03-01 actor=VNM "
	    "root=AID state=done source=ICEWS, P, story 7 note=CAMEO 070: A: Aid: B");
	got_end(&g);
}

static void
several_states_in_a_cell(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "polecat", "Event ID\tEvent Date\tEvent Type\tEvent Mode\t"
	    "Contexts\tActor Name\tActor Country\tRecipient Name\t"
	    "Recipient Country\tSource\n"
	    "E1\t2023-05-01\tCOOPERATE\t\tmilitary\tThree\tVNM;LAO\tOne\tKHM\t"
	    "paper\n"
	    "E2\t2023-05-01\tCOOPERATE\t\tmilitary\tX\tNone\tY\tKHM\tp\n");
	assert_int_equal(g.items.n, 2);
	is_item(&g, "polecat:E1/LAO-KHM", "event date=2023-05-01 actor=LAO "
	    "recipient=KHM root=COOPERATE context=military state=done "
	    "source=POLECAT, paper note=Three: One");
	got_end(&g);
}

static void
cells_may_go_on_in_the_next_line(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "acled", "event_id_cnty,event_date,sub_event_type,actor1,"
	    "actor2,country,location,source,notes,fatalities\n"
	    "X1,16 May 2023,Armed clash,Military Forces of Thailand (2014-),"
	    "Military Forces of Cambodia (1997-),Thailand,\"Hill \"\"5\"\"\","
	    "Paper,\"one\ntwo\",0\n"
	    "X2,2023-05-17,Peaceful protest,Protesters (Thailand),,Thailand,"
	    "Town,Paper,,0\n"
	    "X3,2023-05-17,Attack,\"open\n");
	assert_int_equal(g.items.n, 1);
	is_item(&g, "acled:X1", "event date=2023-05-16 actor=THA "
	    "recipient=KHM root=ASSAULT mode=firearms state=done "
	    "source=ACLED, Paper note=Military Forces of Thailand (2014-): "
	    "Armed clash: Military Forces of Cambodia (1997-). Hill \"5\", "
	    "Thailand. Reported deaths: 0");
	assert_int_equal(g.fate[CODED_FAULT], 1);
	assert_int_equal(g.line, 5);
	got_end(&g);
}

/* Deeds of the own state, and those of others. */

static void
exercises_of_ours_and_of_others(void **state)
{
	static const char file[] = "jme_id\tname\tlocation1\tlocation2\t"
	    "s_year\ts_month\ts_day\te_year\te_month\te_day\ttype\tpurpose\t"
	    "source\tparticipants\n"
	    "1\tCalm Sea\tDa Nang\t\t2005\t6\txx\t2005\t6\t12\tFTX\t\ts.txt\t"
	    "VNM;AUS;jpn\n"
	    "2\tFar Hill\tPerth\t\t2005\txx\txx\t2005\t-9\t-9\tCPX\t\ts.txt\t"
	    "AUS;JPN;NZL\n"
	    "3\tAlone\tPerth\t\t2005\t1\t1\t2005\t1\t1\tCPX\t\ts.txt\tAUS\n";
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "jme", file);
	is_item(&g, "jme:1", "activity title=Exercise Calm Sea with Australia "
	    "type=exercise partner=AUS start=2005-06 finish=2005-06-12 "
	    "confirmed=2005-06 closed=2005-06-12 place=Da Nang domain=service "
	    "exercise_type=ftx source=JME v3, s.txt");
	is_item(&g, "jme:1/JPN", "participant activity=jme:1 partner=JPN "
	    "role=member attended=yes source=JME exercises");
	is_item(&g, "jme:2/JPN-NZL", "event date=2005 actor=JPN "
	    "recipient=NZL root=COOPERATE mode=exercise context=military "
	    "state=done source=JME v3, s.txt note=Far Hill, Perth");
	assert_int_equal(g.items.n, 4 + 3);
	assert_int_equal(g.fate[CODED_OUTSIDE], 1);
	got_end(&g);
}

static void
visits_know_who_is_host(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "visits", "id,visitor,host,start,end,title,level\n"
	    "1,Japan,VNM,2024-03-01,2024-03-03,Minister of Defence,minister\n"
	    "2,VNM,Laos,2024-04-01,,Minister,minister\n"
	    "3,France,Laos,2024-04-01,,Minister,minister\n");
	assert_true(str_is(said(item_of(&g, "visits:1"), "direction"),
	    "hosted"));
	assert_true(str_is(said(item_of(&g, "visits:2"), "direction"),
	    "abroad"));
	is_item(&g, "visits:3", "event date=2024-04-01 actor=FRA "
	    "recipient=LAO root=CONSULT mode=visit state=done "
	    "note=Minister source=Visits");
	got_end(&g);
}

static void
a_preamble_is_passed_over(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "sipri", "\"Trade register\"\n\nGenerated: today\n"
	    "Recipient,Supplier,Year of order,,Number ordered,,"
	    "Weapon designation,Weapon description,Number delivered,,"
	    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,"
	    "SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
	    "Viet Nam,Russia,2009,,6,,Boat-1,Submarine,6,,2013; 2014,New,,"
	    "100,600,600\n"
	    "India,Russia,2009,?,2,,Boat-2,Submarine,,,,New,,,,\n");
	assert_true(str_is(said(item_of(&g,
	    "sipri:RUS-VNM/2009/Boat-1/6"), "partner"), "RUS"));
	assert_true(str_is(said(item_of(&g,
	    "sipri:RUS-IND/2009/Boat-2/2"), "actor"), "RUS"));
	got_end(&g);
}

static void
years_may_be_columns(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "sipri-tiv-imports", "\"TIV of arms imports to Viet Nam, "
	    "2019-2020\"\nGenerated: today\n\n,2019,2020,Total\n"
	    "Russia,100,2.5,102.5\nIsrael,,7,7\nTotal,100,9.5,109.5\n"
	    "Japan,x,1,1\n");
	is_item(&g, "sipri-tiv:RUS-VNM/2020", "measurement "
	    "indicator=sipri-tiv:RUS-VNM period=2020 value=2.5 "
	    "source=SIPRI trend indicator values, imports of a state");
	assert_true(str_is(said(item_of(&g, "sipri-tiv:ISR-VNM/2020"),
	    "value"), "7"));
	/* An indicator a pair, and three values; the fault takes its own. */
	assert_int_equal(g.items.n, 2 + 3);
	assert_int_equal(g.fate[CODED_FAULT], 1);
	assert_true(str_is(g.column, "value") && g.line == 8);
	got_file(&g, "sipri-tiv-exports", "TIV of arms exports from Japan, "
	    "2020-2020\n,2020\nFrance,3\n");
	assert_true(str_is(said(item_of(&g, "sipri-tiv:JPN-FRA/2020"),
	    "value"), "3"));
	/* What a row at fault made once is made by the next. */
	got_file(&g, "sipri-tiv-exports", "TIV of arms exports from Japan, "
	    "2019-2020\n,2019,2020\nLaos,1,x\nLaos,4,5\n");
	assert_true(str_is(said(item_of(&g, "sipri-tiv:JPN-LAO"), "unit_of"),
	    "million SIPRI TIV"));
	got_file(&g, "sipri-tiv-exports", ",2020\nFrance,3\n");
	assert_non_null(strstr(g.why.text, "no line names the columns"));
	got_end(&g);
}

/* What is added up. */

static void
days_are_added_up_to_months(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "gdelt2-dyads", "date\tiso3_a\tiso3_b\tscore\n"
	    "2020-01-01\tAUS\tVNM\t1.5\n2020-01-02\tAUS\tVNM\t-0.25\n"
	    "2020-02-01\tAUS\tVNM\t3\n2020-01-09\tAUS\tVNM\t1\n"
	    "2020-01-09\tAUS\tZZZ\t1\n");
	is_item(&g, "gdelt2-dyads:AUS-VNM", "indicator title=GDELT 2.0: "
	    "Australia and Viet Nam unit_of=weighted Goldstein points "
	    "means=GDELT 2.0 events between the two, weighted by volume "
	    "source=GDELT 2.0 scores of pairs of states");
	is_item(&g, "gdelt2-dyads:AUS-VNM/2020-01", "measurement "
	    "indicator=gdelt2-dyads:AUS-VNM period=2020-01 value=2.25 "
	    "source=GDELT 2.0 scores of pairs of states");
	assert_int_equal(g.items.n, 3);
	assert_int_equal(g.fate[CODED_KEPT], 3);
	got_end(&g);
}

static void
votes_are_compared_with_ours(void **state)
{
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "un-votes", "rcid\tsession\timportantvote\tdate\tunres\t"
	    "amend\tpara\tshort\tdescr\n"
	    "8\t50\t0\t1995-10-01\tR/50/1\t0\t0\tPEACE\tWords.\n"
	    "9\t50\t0\t1995-11-01\tR/50/2\t0\t0\tNA\tNA\n");
	is_item(&g, "unga:roll-call/9", "document title=R/50/2 (roll call 9) "
	    "date=1995-11-01 author=United Nations General Assembly "
	    "language=en source=UNGA voting data, roll call 9, session 50");
	got_file(&g, "un-votes", "rcid\tcountry\tcountry_code\tvote\n"
	    "8\tAustralia\tAU\tyes\n8\tVietnam\tVN\tyes\n"
	    "9\tVietnam\tVN\tno\n9\tAustralia\tAU\tabstain\n"
	    "9\tJapan\tJP\tno\n7\tJapan\tJP\tno\n");
	assert_true(str_is(said(item_of(&g, "unga:as-ours/AUS/1995"),
	    "value"), "0.5"));
	assert_true(str_is(said(item_of(&g, "unga:as-ours/JPN/1995"),
	    "value"), "1"));
	got_end(&g);
}

static void
agreements_by_their_own_codes(void **state)
{
	static const char head[] = "ccode1,cowName1,ccode2,cowName2,signDay,"
	    "signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,"
	    "category2,category3,UNTS,source,DCAid\n";
	struct got g;

	(void)state;
	got_begin(&g, &any);
	got_file(&g, "dcad", arena_printf(arena, "%s"
	    "816,VTM,750,IND,28,3,2000,,,2001,general,DCA,,,,S,DCADv1.0-0001\n"
	    "2,USA,750,IND,,,1999,,,,sector,TREX,,,,S,DCADv1.0-0002\n"
	    "2,USA,816,VTM,,,1999,,,,sector,TREX,,,,S,DCADv2-0002\n", head).p);
	is_item(&g, "DCAD-0001", "agreement title=Defence cooperation, India "
	    "(general) form=agreement sector=general partner=IND "
	    "signed=2000-03-28 in_force=2001 note=general; DCA; S "
	    "source=DCAD v1.0, DCADv1.0-0001");
	assert_int_equal(g.fate[CODED_FAULT], 1);
	assert_int_equal(g.line, 4);
	is_item(&g, "DCAD-0001/entry-into-force", "treaty_action "
	    "agreement=DCAD-0001 action=entry-into-force date=2001 "
	    "source=DCAD agreements");
	is_item(&g, "DCAD-0002/event", "event date=1999 actor=USA recipient=IND "
	    "root=SUPPORT mode=agreement context=military state=done "
	    "source=DCAD v1.0, DCADv1.0-0002 note=Defence agreement signed: sector; "
	    "TREX");
	got_end(&g);
}

static void
a_head_that_is_none_is_named(void **state)
{
	const struct coded_format *f = coded_named(&formats, STR("icews"));
	struct coded *c = coded_new(&formats, &any);
	struct why said_why = { 0 };

	(void)state;
	assert_int_equal(coded_begin(c, f, STR("Event ID\tEvent Date"), &f,
	    &said_why), ERR_INPUT);
	assert_non_null(strstr(said_why.text, "\"Source Country\""));
	coded_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format_says_what_it_is),
		cmocka_unit_test(bad_descriptions_are_refused),
		cmocka_unit_test(gdelt_rows_become_events),
		cmocka_unit_test(faults_name_their_column),
		cmocka_unit_test(filters_leave_out),
		cmocka_unit_test(several_states_in_a_cell),
		cmocka_unit_test(cells_may_go_on_in_the_next_line),
		cmocka_unit_test(exercises_of_ours_and_of_others),
		cmocka_unit_test(visits_know_who_is_host),
		cmocka_unit_test(a_preamble_is_passed_over),
		cmocka_unit_test(years_may_be_columns),
		cmocka_unit_test(days_are_added_up_to_months),
		cmocka_unit_test(votes_are_compared_with_ours),
		cmocka_unit_test(agreements_by_their_own_codes),
		cmocka_unit_test(a_head_that_is_none_is_named),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
