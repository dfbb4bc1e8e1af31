#include "lib/golden.h"

#include "advise/list.h"
#include "lib/promised.h"

static struct why why;

static struct str
list(const char *kind, const char *filter, size_t limit, bool json)
{
	struct list_ask ask = { .query = { .kind = reg_kind(&g, kind),
		.filter = str_of(filter), .limit = limit }, .facets = true };
	struct report report;

	why = (struct why){ .text = "" };
	if (list_report(r, g.arena, &ask, &report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return promises_shown(&g, &report, json);
}

static void
commitments(void **state)
{
	(void)state;
	check_golden(list("commitment", "", 0, false),
	    "test/golden/list-commitments.txt");
	check_golden(list("commitment", "side:ours status:late", 2, true),
	    "test/golden/list-late.json");
}

static void
pages_follow_each_other(void **state)
{
	struct list_ask ask = { .query = {
		.kind = reg_kind(&g, "activity"), .limit = 2 } };
	struct report report;
	size_t seen = 0, pages = 0;

	(void)state;
	do {
		const struct report_block *b;
		struct str after;
		size_t at;

		assert_int_equal(list_report(r, g.arena, &ask, &report, &why),
		    ERR_OK);
		b = &report.panel[0].block[0];
		assert_int_equal(b->total, 5);
		seen += b->rows;
		pages++;
		at = str_find(b->next, STR("after="));
		if (b->next.n == 0)
			break;
		assert_true(at != SIZE_MAX);
		after = str_from(b->next, at + strlen("after="));
		assert_true(str_find(after, STR("%")) == SIZE_MAX);
		ask.query.after = after;
	} while (pages < 9);
	assert_int_equal(seen, 5);
	assert_int_equal(pages, 3);
}

static void
empty_says_what_to_do(void **state)
{
	(void)state;
	assert_true(promises_has(list("forum", "", 0, false),
	    "Add the first: New forum."));
	assert_true(promises_has(list("activity", "place:Nowhere", 0, false),
	    "Nothing matches \"place:Nowhere\""));
	assert_true(promises_has(list("activity", "colour:red", 0, false),
	    "has no field \"colour\""));
}

static void
every_kind_can_be_listed(void **state)
{
	(void)state;
	for (size_t i = 0; i < g.office.kinds.n; i++) {
		struct list_ask ask = { .query = {
			.kind = &g.office.kinds.kind[i] }, .facets = true,
			.lang = "vi" };
		struct report report;

		assert_int_equal(list_report(r, g.arena, &ask, &report, &why),
		    ERR_OK);
		assert_true(promises_shown(&g, &report, true).n > 0);
	}
}

/* Parameters of an address, as "a=b&c=d", and the filter that they make. */
static struct str
narrowed(const char *kind, const char *query, struct list_ask *ask)
{
	struct list_pair pair[16];
	struct str rest = str_of(query), one;
	size_t n = 0;

	*ask = (struct list_ask){ 0 };
	why = (struct why){ .text = "" };
	while (rest.n > 0) {
		(void)str_cut(rest, '&', &one, &rest);
		(void)str_cut(one, '=', &pair[n].name, &pair[n].value);
		n++;
	}
	if (list_narrow(g.arena, reg_kind(&g, kind), pair, n, ask, &why) !=
	    ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return ask->query.filter;
}

static void
plain_parameters_are_one_filter(void **state)
{
	static const struct {
		const char *query, *want;
	} cases[] = {
		{ "", "" },
		{ "filter=side:ours words", "side:ours words" },
		{ "partner=AUS&side=ours&partner=IND",
		    "partner:AUS,IND side:ours" },
		{ "from=2026-01-01&to=now&q=field hospital",
		    "due>=2026-01-01 due<=now \"field hospital\"" },
		{ "state=late&owner=", "status:late" },
		{ "date=2026-Q3", "due:2026-Q3" },
		{ "by_whom=Deputy Minister", "by_whom:\"Deputy Minister\"" },
		{ "q=\" side:ours", "words cannot have a quotation mark" },
		{ "partner=A\"B", "a value cannot have a quotation mark" },
		{ "sort=due&sort=made", "\"sort\" is said twice" },
	};
	struct list_ask ask;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		check_str(narrowed("commitment", cases[i].query, &ask),
		    cases[i].want);
	assert_true(promises_has(narrowed("commitment", "colour=red", &ask),
	    "does not know \"colour\"; it knows filter, sort, after, cols, "
	    "from, to, q, status, "));
	assert_true(promises_has(narrowed("organ", "from=2026", &ask),
	    "have no day"));
}

/* The names of the columns, and the report they are of. */
static struct str
columns(const char *cols, struct report *report)
{
	struct list_ask ask;
	struct str names = STR("");

	(void)narrowed("commitment", cols, &ask);
	if (list_report(r, g.arena, &ask, report, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	for (size_t i = 0; i < report->panel[0].block[0].columns; i++)
		names = arena_printf(g.arena, "%.*s%s%.*s", STRF(names),
		    i > 0 ? " " : "",
		    STRF(report->panel[0].block[0].column[i].name));
	return names;
}

static void
columns_are_chosen(void **state)
{
	const struct report_block *b;
	struct report report;
	struct str name;
	size_t n = 0;

	(void)state;
	check_str(columns("", &report), "code text status side partner type "
	    "made due owner");
	check_str(columns("cols=date,state&cols=owner", &report),
	    "code due status owner");
	assert_true(promises_has(report.path, "cols=date%2Cstate%2Cowner"));
	/* Without its words a promise is reached by its reference. */
	b = &report.panel[0].block[0];
	assert_true(b->rows > 0);
	for (size_t i = 0; i < b->rows; i++)
		assert_true(b->cell[i * b->columns].link.n > 0);
	assert_true(promises_has(columns("cols=colour", &report),
	    "there is no column "
	    "\"colour\"; there are text, status, "));
	while (list_offers(reg_kind(&g, "commitment"), n, &name)) {
		struct str one = arena_printf(g.arena, "cols=%.*s",
		    STRF(name));

		check_str(columns(one.p, &report), arena_printf(g.arena,
		    "code %.*s", STRF(name)).p);
		n++;
	}
	assert_true(n > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commitments),
		cmocka_unit_test(pages_follow_each_other),
		cmocka_unit_test(empty_says_what_to_do),
		cmocka_unit_test(every_kind_can_be_listed),
		cmocka_unit_test(plain_parameters_are_one_filter),
		cmocka_unit_test(columns_are_chosen),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
