/*
 * The reports that are golden in English, for a Vietnamese reader: whole
 * sentences, numbers and dates as they are written in Vietnam.
 */
#include "lib/golden.h"

#include "advise/history.h"
#include "advise/list.h"
#include "advise/overview.h"
#include "advise/partner.h"
#include "advise/quality.h"
#include "advise/record.h"
#include "advise/review.h"
#include "lib/promised.h"

static struct why why = { .lang = "vi" };

static void
shown(const struct report *report, enum err e, const char *path)
{
	if (e != ERR_OK)
		fail_msg("%s", why.text);
	assert_string_equal(report->lang, "vi");
	check_golden(promises_shown(&g, report, false), path);
}

static void
overview(void **state)
{
	struct overview_ask ask = { .lang = "vi" };
	struct report report;

	(void)state;
	shown(&report, overview_report(r, g.arena, &ask, &report, &why),
	    "test/golden/vi-overview.txt");
}

static void
partner(void **state)
{
	struct partner_ask ask = { .id = reg_id(P_ALPHA), .lang = "vi" };
	struct report report;

	(void)state;
	shown(&report, partner_report(r, g.arena, &ask, &report, &why),
	    "test/golden/vi-partner.txt");
}

static void
review(void **state)
{
	struct review_ask ask = { .directive = reg_id(P_DIRECTIVE),
		.lang = "vi" };
	struct report report;

	(void)state;
	shown(&report, review_report(r, g.arena, &ask, &report, &why),
	    "test/golden/vi-review.txt");
}

static void
records(void **state)
{
	static const struct {
		const char *kind, *path;
		uint64_t id;
	} all[] = {
		{ "commitment", "test/golden/vi-commitment.txt", P_KEPT },
		{ "clause", "test/golden/vi-clause.txt", P_CLAUSE_2 },
	};

	(void)state;
	for (size_t i = 0; i < countof(all); i++) {
		struct record_ask ask = { .kind = reg_kind(&g, all[i].kind),
			.id = reg_id(all[i].id), .lang = "vi" };
		struct report report;

		shown(&report, record_report(r, g.arena, &ask, &report, &why),
		    all[i].path);
	}
}

static void
history(void **state)
{
	struct history_ask ask = { .kind = reg_kind(&g, "commitment"),
		.id = reg_id(P_KEPT), .lang = "vi" };
	struct report report;

	(void)state;
	shown(&report, history_report(r, g.arena, &ask, &report, &why),
	    "test/golden/vi-history.txt");
}

static void
quality(void **state)
{
	struct quality_ask ask = { .lang = "vi" };
	struct report report;
	int64_t found;

	(void)state;
	shown(&report, quality_report(r, g.arena, &ask, &report, &found,
	    &why), "test/golden/vi-quality.txt");
}

static void
list(void **state)
{
	struct list_ask ask = { .query.kind = reg_kind(&g, "commitment"),
		.facets = true, .lang = "vi" };
	struct report report;

	(void)state;
	shown(&report, list_report(r, g.arena, &ask, &report, &why),
	    "test/golden/vi-list.txt");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(overview),
		cmocka_unit_test(partner),
		cmocka_unit_test(review),
		cmocka_unit_test(records),
		cmocka_unit_test(history),
		cmocka_unit_test(quality),
		cmocka_unit_test(list),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
