#include "lib/check.h"

#include "read/dictionary.h"
#include "read/reading.h"

#include "base/banned.h"

/* The dictionaries of other coders; these are small ones of our own. */

static struct arena *arena;

static const char actors[] =
    "# a comment\n"
    "GRAND_MARSHAL_OF_LAOS_  ; who it is\n"
    "+LAO_GRAND_MARSHAL\n"
    "\t[LAOMIL 900101-991231]\n"
    "\t[THAGOV >20000101]\n"
    "\t[VNMELI <850601]\n"
    "TWO_RIVERS_COUNCIL_ [IGOUNODEV]\n"
    "OAK_LEAGUE_\n"
    "\t[JPN]\n"
    "QUARTERMASTER_ [~MIL]\n"
    "!FOLK! = MAN, WOMAN\n"
    "CANNON!FOLK! [~MIL]\n"
    "HALBERDIER_ {HALBERDIRI} [~MIL]\n"
    "{BROKEN [\n";

static const char verbs[] =
    "&PLAINTHING_\n"
    "# not the end of it\n"
    "+WIDGET\n"
    "+BLUE_BOX\n"
    "\n"
    "--- ABSQUATULATE [---] ---\n"
    "ABSQUATULATE {ABSQUATULATES ABSQUATULATED ABSQUATULATING}\n"
    "- * &PLAINTHING [070]   # given\n"
    "- * (TO {BORDER POST}) [154]\n"
    "- SOLDIERS * [:190]\n"
    "- * &PLAINTHING LATE [---]\n"
    "\n"
    "--- FLUMMOX [112] ---\n"
    "FLUMMOX\n"
    "- * [\n"
    "GRUNTLE [051] ; as TABARI has it\n"
    "- * SLOWLY [123]\n";

/* PETRARCH 2: verbs of several words, nouns together, transformations. */
static const char petrarch[] =
    "---  SNAFFLE  [120]  ---\n"
    "+SNAFFLE_OVER {+SNAFFLING_OVER +SNOFFLE_OVER +SNAFFLED_OVER }\n"
    "SNAFFLE\n"
    "GIVE_+TWINGLE {GIVE_+TWUNGLED} [070]\n"
    "RE_WIDGET {RE_WIDGETTED} [112]\n"
    "- * {BLUE BOX} (BY/WITH BARGE)      [072]         # SNAFFLE\n"
    "- ^_RIVER_PATROL *                  [:190]        # SNAFFLE\n"
    "\n"
    "---  PRAISE_ELSEWHERE  [---]  ---\n"
    "+THANK_OFF\n"
    "\n"
    "######## TRANSFORMATIONS ##########\n"
    "~ a (a b SNAFFLE) SAY = a b 015\n";

/* TABARI: stems, alternatives, the verb amid its words. */
static const char tabari[] =
    "&SHIPTHING\n"
    "+BARGE\n"
    "APPLAU [---] ;a post 1 Jan 2001\n"
    "REVOK  [---] ;a post 1 Jan 2001\n"
    "- * { PACT | OLD DEAL | &SHIPTHING } WITH_ +  [123] ;a post\n"
    "- NOT_*  [050] ;a post\n"
    "- * { ONE | TWO  [190] ;not closed\n";

static struct gazetteer *
load(enum gazetteer_file_kind kind, const char *text, enum err want)
{
	struct gazetteer_file f = { kind, STR_INIT("mine"), str_of(text) };
	struct gazetteer *g = NULL;
	struct why why = { 0 };

	assert_int_equal(gazetteer_load_with(arena, &f, 1, &g, &why), want);
	assert_int_equal(want == ERR_OK, why.text[0] == '\0');
	return g;
}

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(512 * MIB);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* "LAO>VNM CONSULT": the first event of ${text}. */
static struct str
read_with(const struct gazetteer *g, const char *date, const char *text)
{
	struct reading_opts opts = { .lang = STR_INIT("en") };
	struct reading r;
	struct why why = { 0 };

	opts.has_date = date_parse(str_of(date), &opts.date);
	assert_int_equal(reading_of(arena, g, str_of(text), STR(""), &opts, &r,
	    &why), ERR_OK);
	for (size_t i = 0; i < r.items; i++)
		if (r.item[i].kind == READING_EVENT)
			return arena_printf(arena, "%.*s>%.*s %.*s",
			    STRF(r.item[i].source), STRF(r.item[i].target),
			    STRF(r.item[i].root));
	return STR("nothing");
}

static void
actors_with_their_times(void **state)
{
	const struct gazetteer *g = load(GAZETTEER_ACTORS, actors, ERR_OK);
	const char *text = "The Lao Grand Marshal visited Tokyo.";

	(void)state;
	check_str(read_with(g, "1995-03-01", text), "LAO>JPN CONSULT");
	check_str(read_with(g, "1990-01-01", text), "LAO>JPN CONSULT");
	check_str(read_with(g, "2003-03-01", text), "THA>JPN CONSULT");
	check_str(read_with(g, "1985-06-01", text), "VNM>JPN CONSULT");
	/* At no other time is it his; what is known of "Lao" remains. */
	check_str(read_with(g, "1987-03-01", text), "LAO>JPN CONSULT");
	check_str(read_with(g, "2003-03-01",
	    "The Grand Marshal of Laos thanked Japan."), "THA>JPN SUPPORT");
	check_str(read_with(g, "", "The Two Rivers Council praised Laos."),
	    "UN>LAO SUPPORT");
	check_str(read_with(g, "", "The Oak League praised Laos."),
	    "JPN>LAO SUPPORT");
}

/* Sets, plurals that are given and plurals that are not. */
static void
roles_of_agents(void **state)
{
	static const char *const forces[] = { "quartermaster",
		"quartermasters", "cannonman", "cannonwoman", "halberdier",
		"halberdiri" };
	const struct gazetteer *g = load(GAZETTEER_ACTORS, actors, ERR_OK);

	(void)state;
	for (size_t i = 0; i < countof(forces); i++)
		if ((g->frame.grammar[word_find(g->words, str_of(forces[i]))] &
		    FRAME_FORCE) == 0)
			fail_msg("%s is no force", forces[i]);
	assert_int_equal(word_find(g->words, STR("cannon!folk!")), 0);
}

static void
verbs_with_their_patterns(void **state)
{
	const struct gazetteer *g = load(GAZETTEER_VERBS, verbs, ERR_OK);

	(void)state;
	check_str(read_with(g, "", "Japan absquatulated blue boxes to Laos."),
	    "JPN>LAO AID");
	check_str(read_with(g, "", "Japan has absquatulated a widget to Laos."),
	    "JPN>LAO AID");
	check_str(read_with(g, "", "Japan absquatulated to a border post of "
	    "Laos."), "JPN>LAO MOBILIZE");
	check_str(read_with(g, "", "Japan's soldiers absquatulated Laos."),
	    "LAO>JPN ASSAULT");
	/* The pattern that asks for more is tried first; [---] is nothing. */
	check_str(read_with(g, "", "Japan absquatulated a widget late to "
	    "Laos."), "nothing");
	check_str(read_with(g, "", "Japan absquatulated Laos."), "nothing");
	check_str(read_with(g, "", "Japan flummoxed Laos."),
	    "JPN>LAO ACCUSE");
	check_str(read_with(g, "", "Japan gruntled Laos."),
	    "JPN>LAO SUPPORT");
	check_str(read_with(g, "", "Japan gruntled Laos slowly."),
	    "JPN>LAO REJECT");
	/* What the packs know stays as it is. */
	check_str(read_with(g, "", "Japan thanked Laos."), "JPN>LAO SUPPORT");
}

static void
verbs_of_several_words(void **state)
{
	const struct gazetteer *g = load(GAZETTEER_VERBS, petrarch, ERR_OK);

	(void)state;
	check_str(read_with(g, "", "Japan snaffled Laos."), "JPN>LAO REJECT");
	check_str(read_with(g, "", "Japan snoffle over Laos."),
	    "JPN>LAO REJECT");
	check_str(read_with(g, "", "Japan snaffled a blue box by barge to "
	    "Laos."), "JPN>LAO AID");
	check_str(read_with(g, "", "Japan snaffled a blue box with a barge to "
	    "Laos."), "JPN>LAO AID");
	/* Less than all that a pattern asks for is not enough. */
	check_str(read_with(g, "", "Japan snaffled a blue box to Laos."),
	    "JPN>LAO REJECT");
	check_str(read_with(g, "", "Japan's river patrol snaffled Laos."),
	    "LAO>JPN ASSAULT");
	/* The word that is marked is the verb; "re-" makes no second word. */
	check_str(read_with(g, "", "Japan rewidgetted Laos."),
	    "JPN>LAO ACCUSE");
	check_str(read_with(g, "", "Japan re-widgetted Laos."),
	    "JPN>LAO ACCUSE");
	/* Without its other word a verb is what it was. */
	check_str(read_with(g, "", "Japan thanked Laos."), "JPN>LAO SUPPORT");
}

static void
verbs_of_tabari(void **state)
{
	const struct gazetteer *g = load(GAZETTEER_VERBS, tabari, ERR_OK);

	(void)state;
	check_str(read_with(g, "", "Japan revoked a pact with Laos."),
	    "JPN>LAO REJECT");
	check_str(read_with(g, "", "Japan revoked an old deal with Laos."),
	    "JPN>LAO REJECT");
	check_str(read_with(g, "", "Japan revoked a barge with Laos."),
	    "JPN>LAO REJECT");
	check_str(read_with(g, "", "Japan revoked an old hat with Laos."),
	    "nothing");
}

static void
names_of_ones_own(void **state)
{
	const struct gazetteer *g = load(GAZETTEER_NAMES,
	    "alias,code,type,lang,from,to,source\n"
	    "Blue Heron House,JPN,actor,en,,,own\n"
	    "Amber Forum,Amber Forum@LAO,forum,en,2020,,own\n", ERR_OK);

	(void)state;
	check_str(read_with(g, "", "Blue Heron House thanked Laos."),
	    "JPN>LAO SUPPORT");
	(void)load(GAZETTEER_NAMES, "alias,code,type,lang,from,to,source\n"
	    "Blue Heron House,JPN,bird,en,,,own\n", ERR_INPUT);
}

static void
roots(void **state)
{
	(void)state;
	check_str(dictionary_root(STR("042")), "CONSULT");
	check_str(dictionary_root(STR("163")), "COERCE");
	check_str(dictionary_root(STR("1712")), "ASSAULT");
	check_str(dictionary_root(STR("20")), "ASSAULT");
	check_str(dictionary_root(STR("010")), "");
	check_str(dictionary_root(STR("---")), "");
	check_str(dictionary_root(STR("99")), "");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(actors_with_their_times),
		cmocka_unit_test(roles_of_agents),
		cmocka_unit_test(verbs_with_their_patterns),
		cmocka_unit_test(verbs_of_several_words),
		cmocka_unit_test(verbs_of_tabari),
		cmocka_unit_test(names_of_ones_own),
		cmocka_unit_test(roots),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
