#include "lib/promises.h"

#include "lib/check.h"

static const struct reg_line words[] = {
	{ "term", 100, "list=commitment-status code=kept en=Kept" },
	{ "term", 101, "list=commitment-status code=late en=Late" },
	{ "term", 102, "list=commitment-status code=undated en=No_date" },
	{ "term", 103, "list=commitment-status code=in-progress "
	    "en=In_progress" },
	{ "term", 104, "list=commitment-status code=claimed "
	    "en=Done,_as_claimed" },
	{ "term", 105, "list=activity-status code=held "
	    "en=Held,_not_reported" },
	{ "term", 106, "list=activity-status code=reported en=Reported" },
	{ "term", 107, "list=activity-status code=planned en=Planned" },
	{ "term", 108, "list=side code=ours en=Ours" },
	{ "term", 109, "list=side code=theirs en=Theirs" },
	{ "term", 110, "list=side code=both en=Both" },
	{ "term", 111, "list=obligation code=must en=Must" },
	{ "term", 112, "list=task-status code=done en=Done" },
	{ "term", 113, "list=agreement-status code=signed en=Signed" },
	{ "term", 114, "list=directive-status code=in-force en=In_force" },
	{ "partner", P_ALPHA, "code=XXA name=Alphaland type=state p5=yes" },
	{ "partner", P_BETA, "code=XXB name=Betaland type=state "
	    "neighbour=yes" },
	{ "organ", P_TRAINING, "code=TD name=Training_Directorate" },
	{ "organ", P_INSPECTORATE, "code=IN name=Inspectorate" },
	{ "directive", P_DIRECTIVE, "code=901-D issued=2020-01-15 "
	    "title=Directive_on_practical_cooperation" },
	{ "clause", P_CLAUSE_10, "directive=#10 ordinal=10 "
	    "text=Keep_a_list_of_interpreters" },
	{ "clause", P_CLAUSE_2, "directive=#10 ordinal=2 text=Answer_every_"
	    "letter_of_a_neighbour_within_a_month obligation=must" },
	{ "clause", P_CLAUSE_1, "code=901.1 directive=#10 ordinal=1 "
	    "text=Train_engineers_together obligation=must" },
	{ "objective", P_OBJECTIVE, "title=Forty_engineers_trained "
	    "clause=#11 due=2026-12-31" }
};

static const struct reg_line promises[] = {
	{ "commitment", P_KEPT, "code=2025-0001 side=ours partner=#1 "
	    "text=We_shall_open_twenty_places_on_the_engineer_course "
	    "made=2025-02-03 due=2025-12-31 owner=#3 clause=#11 ambition=3 "
	    "claimed=2025-11-20" },
	{ "commitment", P_LATE, "code=2025-0002 side=theirs partner=#1 "
	    "text=Alphaland_will_send_two_instructors made=2025-02-03 "
	    "due=2026-03-01 clause=#11 ambition=1" },
	{ "commitment", P_UNDATED, "code=2025-0003 side=ours partner=#2 "
	    "text=We_will_answer_the_letter_on_markers made=2025-07-09 "
	    "clause=#12" },
	{ "commitment", P_BEGUN, "code=2025-0004 side=ours partner=#2 "
	    "text=We_will_host_the_yearly_visit made=2025-07-09 "
	    "due=2026-12-31 owner=#3 clause=#12 ambition=1" },
	{ "commitment", P_CLAIMED, "code=2025-0005 side=both partner=#2 "
	    "text=Both_sides_will_walk_the_line made=2025-07-09 "
	    "due=2025-10-01 claimed=2025-10-03 owner=#3 clause=#12" },
	{ "commitment", P_OLD, "code=2019-0001 side=ours partner=#2 "
	    "text=We_will_mark_the_path made=2019-05-01 due=2019-12-01 "
	    "owner=#3 clause=#12" },
	{ "verification", 40, "commitment=#20 result=kept date=2025-12-15 "
	    "verifier=#4 evidence_level=3" },
	{ "evidence", 41, "about=#20 title=Course_list_with_signatures "
	    "date=2025-11-28" },
	{ "document", 60, "code=2025-0900 title=Minutes_of_February "
	    "date=2025-02-03 text=They_met._We_shall_open_twenty_places_on_"
	    "the_engineer_course._They_left." },
	{ "quote", 61, "about=#20 document=#60 first=10 past=61" }
};

static const struct reg_line deeds[] = {
	{ "activity", P_COURSE, "code=2025-0101 type=course partner=#1 "
	    "title=Engineer_course start=2025-06-02 finish=2025-11-14 "
	    "reported=2025-11-20" },
	{ "activity", P_EXERCISE, "code=2026-0007 type=exercise partner=#2 "
	    "title=Walk_along_the_line start=2026-04-10 finish=2026-04-12" },
	{ "activity", P_SEMINAR, "code=2026-0002 type=seminar partner=#1 "
	    "title=Bridge_seminar start=2026-02-02 reported=2026-02-10 "
	    "objective=#15" },
	{ "activity", P_PARADE, "code=2026-0003 type=parade partner=#1 "
	    "title=Parade_with_a_band start=2026-01-20 reported=2026-01-22" },
	{ "activity", P_VISIT, "code=2026-0009 type=visit partner=#2 "
	    "title=Yearly_visit start=2026-09-01 approved=2026-05-01" },
	{ "task", P_TASK, "title=Draft_the_form_of_answers clause=#12 "
	    "owner=#3 due=2025-09-01 done=2025-08-20" },
	{ "agreement", P_AGREEMENT, "code=2025-0300 partner=#1 "
	    "title=Arrangement_on_places signed=2025-03-01" },
	{ "fulfilment", 50, "deed=#30 word=#20" },
	{ "fulfilment", 51, "deed=#31 word=#12" },
	{ "fulfilment", 52, "deed=#34 word=#23" },
	{ "fulfilment", 53, "deed=#37 word=#20" },
	{ "fulfilment", 54, "deed=#31 word=#25" },
	{ "fulfilment", 55, "deed=#30 word=#36" }
};

static const struct reg_line secret[] = {
	{ "commitment", P_SECRET_PROMISE, "code=M-2025-0001 side=ours "
	    "partner=#1 text=A_quiet_promise made=2025-03-03 due=2025-04-01 "
	    "owner=#3 clause=#11" },
	{ "activity", P_SECRET_DEED, "code=M-2025-0002 type=visit "
	    "title=A_quiet_visit partner=#1 start=2025-05-05 "
	    "reported=2025-05-06" },
	{ "fulfilment", 72, "deed=#71 word=#13" }
};

static const struct reg_line later[] = {
	{ "activity", P_EXERCISE, "reported=2026-05-20" },
	{ "verification", 80, "commitment=#24 result=not-kept "
	    "date=2026-05-21 verifier=#4" },
	{ "commitment", P_LATE, "claimed=2026-05-22" },
	{ "commitment", P_UNDATED, "withdrawn=entered_twice" },
	{ "fulfilment", 81, "deed=#33 word=#13" },
	{ "clause", P_CLAUSE_1, "text=Train_engineers_and_sappers" },
	{ "directive", P_DIRECTIVE, "title=Directive,_as_amended" },
	{ "term", 100, "en=Honoured" },
	{ "partner", P_ALPHA, "name=Alphania" }
};

static void
labels(struct reg *g)
{
	struct office *o = &g->office;
	struct why why = { 0 };

	o->scheme.token[0] = STR("l0");
	o->scheme.token[1] = STR("l1");
	o->scheme.tokens = o->scheme.levels = 2;
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(label_parse(g->arena, &o->scheme,
		    o->part[i].label, &o->part[i].expr, &why), ERR_OK);
}

void
promises_make(struct reg *g)
{
	reg_make(g, NULL, 2);
	labels(g);
	reg_put_all(g, 0, 100, words, countof(words));
	reg_put_all(g, 0, 200, promises, countof(promises));
	reg_put_all(g, 0, 300, deeds, countof(deeds));
}

void
promises_secret(struct reg *g)
{
	reg_put_all(g, 1, 500, secret, countof(secret));
}

void
promises_later(struct reg *g)
{
	reg_put_all(g, 0, 1001, later, countof(later));
}

struct str
promises_shown(struct reg *g, const struct report *r, bool json)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };

	if (json)
		report_json(&b, r);
	else
		report_text(&b, r, 80, false);
	assert_int_equal(b.err, ERR_OK);
	return arena_str(g->arena, buf_view(&b));
}

bool
promises_has(struct str s, const char *what)
{
	return str_find(s, str_of(what)) != SIZE_MAX;
}
