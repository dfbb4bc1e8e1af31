/*
 * Targets and what is said of them: the sentences of the figures in both
 * languages, where shares lie, where the year will end, whether a relationship
 * gets denser, and when each of these is not said.
 */
#include "lib/golden.h"

#include "advise/balance.h"
#include "advise/outlook.h"
#include "advise/pace.h"
#include "advise/partner.h"
#include "advise/plan.h"
#include "advise/target.h"
#include "lib/promises.h"

enum { HOME = 1, NEAR, FAR, NEW, THING = 100 };

static struct reg g;
static struct reader *r;
static struct why why;

static const struct reg_line lines[] = {
	{ "partner", HOME, "code=HHH name=Homeland type=state home=yes" },
	{ "partner", NEAR, "code=NNN name=Nearland name_vi=Nước_gần "
	    "type=state neighbour=yes" },
	{ "partner", FAR, "code=FFF name=Farland type=state" },
	{ "partner", NEW, "code=WWW name=Newland type=state" },
	{ "plan", 10, "code=P26 title=Plan_of_2026 period=2026" },
	{ "target", 11, "title=Near code=T1 period=2026 measure=share "
	    "partner_group=neighbours low=60 high=70 plan=#10" },
	{ "target", 12, "title=Other code=T2 period=2026 measure=share "
	    "partner_group=other low=10 high=45 plan=#10" },
	/* Of five years, and so for 2026 only where there is no other. */
	{ "target", 13, "title=Near_5 code=T3 period=2025/2029 measure=share "
	    "partner_group=neighbours low=1 high=2" },
	{ "target", 14, "title=Asean_5 code=T4 period=2025/2029 measure=share "
	    "partner_group=asean low=5 high=20" },
	{ "target", 15, "title=All code=T5 period=2026 measure=number low=20 "
	    "high=30" },
	{ "target", 16, "title=Far code=T6 period=2026 measure=share "
	    "partner=#3 low=30 high=60" },
};

static void
held(uint64_t thing, int32_t day, const char *partner, const char *more)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	reg_put(&g, 0, 900 + thing, "activity", thing, arena_printf(g.arena,
	    "type=visit partner=%s title=Visit_%d start=%d-%02d-%02d %s",
	    partner, (int)thing, y, m, d, more).p);
}

/* From 2024 to May 2026: Farland as ever, Nearland ever more often. */
static int
load(void **state)
{
	uint64_t thing = THING;

	(void)state;
	reg_make(&g, NULL, 2);
	reg_put_all(&g, 0, 100, lines, countof(lines));
	for (int32_t day = date_ymd(2024, 1, 10); day < REG_TODAY; day += 60)
		held(thing++, day, "#3", "level=minister");
	for (int32_t day = date_ymd(2024, 1, 20); day < date_ymd(2025, 8, 1);
	    day += 180)
		held(thing++, day, "#2", "");
	for (int32_t day = date_ymd(2025, 8, 1); day < REG_TODAY; day += 25)
		held(thing++, day, "#2", "");
	held(thing++, date_ymd(2026, 2, 2), "#4", "");
	reg_put(&g, 1, 990, "target", 17, "title=Quiet code=T7 period=2026 "
	    "measure=share partner_group=tier low=50 high=60");
	r = reg_reader(&g, 1, 0);
	r->now = true;
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reader_close(r);
	reg_free(&g);
	return 0;
}

/* The question, the answer and the table of each chart of a report. */
static void
tell(struct buf *b, const struct report *out)
{
	for (size_t i = 0; i < out->panels; i++) {
		const struct report_panel *p = &out->panel[i];

		if (p->blocks == 0 || p->block[0].type != BLOCK_CHART)
			continue;
		buf_printf(b, "%.*s\n  %.*s\n", STRF(p->question),
		    STRF(p->answer));
		for (size_t k = 0; k < p->block[0].rows *
		    p->block[0].columns; k++)
			buf_printf(b, "%s%.*s", k % p->block[0].columns == 0 ?
			    "\n    " : " | ", STRF(p->block[0].cell[k].text));
		buf_text(b, "\n\n");
	}
}

static void
tell_partner(struct buf *b, uint64_t partner, const char *lang)
{
	struct partner_ask ask = { .id = reg_id(partner), .lang = lang };
	struct report out;

	assert_int_equal(partner_report(r, g.arena, &ask, &out, &why), ERR_OK);
	for (size_t i = 0; i < out.panels; i++)
		if (str_is(out.panel[i].name, "denser")) {
			out.panel[0] = out.panel[i];
			out.panels = 1;
		}
	assert_int_equal(out.panels, 1);
	tell(b, &out);
}

static void
tell_pace(struct buf *b, int32_t cut, const char *lang)
{
	const struct pace_ask ask = { .year = 2026, .cut = cut };
	struct report out = { 0 };
	struct deeds d;
	struct words w;

	words_init(&w, r, g.arena, lang);
	assert_int_equal(deed_of_period(r, g.arena, date_ymd(2025, 1, 1),
	    date_ymd(2026, 12, 31), &d, &why), ERR_OK);
	assert_int_equal(pace_panel(&w, &ask, &d, &out, &why), ERR_OK);
	tell(b, &out);
}

static void
sentences(void **state)
{
	static const char *const lang[] = { "en", "vi" };
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	for (size_t i = 0; i < countof(lang); i++) {
		struct balance_ask ask = { .year = 2026, .width = 12 };
		struct plan_ask plan = { .year = 2026, .lang = lang[i] };
		struct report out;

		assert_int_equal(balance_report(r, g.arena, &ask, lang[i],
		    &out, &why), ERR_OK);
		tell(&b, &out);
		/* Another year has the targets of five years alone. */
		ask.year = 2025;
		assert_int_equal(balance_report(r, g.arena, &ask, lang[i],
		    &out, &why), ERR_OK);
		tell(&b, &out);
		assert_int_equal(plan_report(r, g.arena, &plan, &out, &why),
		    ERR_OK);
		tell(&b, &out);
		assert_int_equal(outlook_report(r, g.arena, lang[i], &out,
		    &why), ERR_OK);
		tell(&b, &out);
		tell_pace(&b, r->today, lang[i]);
		tell_partner(&b, NEAR, lang[i]);
		tell_partner(&b, FAR, lang[i]);
		tell_partner(&b, NEW, lang[i]);
		tell_partner(&b, HOME, lang[i]);
	}
	check_golden(buf_view(&b), "test/golden/target.txt");
}

/* What is over is not forecast. */
static void
no_forecast_of_the_past(void **state)
{
	struct buf CLEANUP(buf_free) b;

	(void)state;
	buf_init(&b, MIB);
	tell_pace(&b, date_ymd(2026, 2, 28), "en");
	assert_true(str_find(buf_view(&b), STR("At this pace")) == SIZE_MAX);
}

static void
the_nearest_target(void **state)
{
	struct targets t;
	struct words w;

	(void)state;
	words_init(&w, r, g.arena, "en");
	assert_int_equal(target_read(&w, 2026, &t, &why), ERR_OK);
	assert_int_equal(t.n, 6);
	assert_true(target_of_group(&t, ROLL_NEIGHBOUR)->low > 0.59);
	assert_true(target_of_group(&t, ROLL_ASEAN)->high < 0.21);
	assert_null(target_of_group(&t, ROLL_TIER));
	assert_true(target_of_all(&t)->high > 29);
	assert_null(target_of_partner(&t, id_str(g.arena, reg_id(NEAR))));
	assert_non_null(target_of_partner(&t, id_str(g.arena, reg_id(FAR))));
	assert_int_equal(target_place(NULL, 1), TARGET_NONE);
	assert_int_equal(target_place(target_of_all(&t), 20), TARGET_WITHIN);
	assert_int_equal(target_place(target_of_all(&t), 31), TARGET_ABOVE);
	assert_int_equal(target_read(&w, 2030, &t, &why), ERR_OK);
	assert_int_equal(t.n, 0);
}

/* One that may not be seen changes nothing. */
static void
hidden_targets(void **state)
{
	struct reader *high = reg_reader(&g, 3, 0);
	struct balance_ask ask = { .year = 2026, .width = 12 };
	struct report low_out, high_out;

	(void)state;
	high->now = true;
	assert_int_equal(balance_report(r, g.arena, &ask, "en", &low_out,
	    &why), ERR_OK);
	assert_int_equal(balance_report(high, g.arena, &ask, "en", &high_out,
	    &why), ERR_OK);
	assert_false(promises_has(promises_shown(&g, &low_out, true), "T7"));
	assert_true(promises_has(promises_shown(&g, &high_out, true), "T7"));
	reader_close(high);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
		cmocka_unit_test(no_forecast_of_the_past),
		cmocka_unit_test(the_nearest_target),
		cmocka_unit_test(hidden_targets),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
