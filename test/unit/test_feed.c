/* What other programs follow: its identities, its lines, its escapes. */
#include "lib/golden.h"

#include "advise/feed.h"
#include "lib/promised.h"

static struct why why;
static const struct feed_ask ask = {
	.base = STR_INIT("http://127.0.0.1:8080"),
	.path = STR_INIT("/x.atom"), .title = STR_INIT("A & B <office>")
};

/* Lines of a calendar are at most 75 octets, and no letter is cut. */
static void
check_folded(struct str s)
{
	struct str line;

	assert_true(str_valid(s));
	while (str_line(&s, &line)) {
		assert_true(line.n <= 75);
		assert_true(str_valid(line));
	}
}

static struct str
calendar(const char *kind, const char *filter)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct find_query q = { .kind = reg_kind(&g, kind),
		.filter = str_of(filter) };

	why = (struct why){ 0 };
	feed_calendar_begin(&b, r, g.arena, &ask);
	if (feed_calendar_list(&b, r, g.arena, &ask, &q, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	feed_calendar_end(&b);
	return arena_str(g.arena, buf_view(&b));
}

static void
calendars(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	buf_str(&b, calendar("activity", ""));
	buf_str(&b, calendar("commitment", ""));
	check_folded(buf_view(&b));
	check_golden(buf_view(&b), "test/golden/feed.ics");
	assert_true(str_find(calendar("source", ""), STR("make no calendar")) !=
	    SIZE_MAX);
}

/* SEQUENCE grows when the record changes, and only then; UID never does. */
static void
sequence(void **state)
{
	struct str before = calendar("activity", ""), after;
	struct str uid = arena_printf(g.arena, "UID:%.*s.activity@comity\r\n",
	    STRF(id_str(g.arena, reg_id(P_VISIT))));

	(void)state;
	assert_true(str_find(before, uid) != SIZE_MAX);
	assert_true(str_eq(before, calendar("activity", "")));
	reg_put(&g, 0, (uint64_t)1900000000000 << 16, "activity", P_VISIT,
	    "place=Hanoi;_Ba_Dinh cancelled=2026-11-20");
	after = calendar("activity", "");
	assert_true(str_find(after, STR("SEQUENCE:322163200")) != SIZE_MAX);
	assert_true(str_find(after, STR("STATUS:CANCELLED")) != SIZE_MAX);
	assert_true(str_find(after, STR("LOCATION:Hanoi\\; Ba Dinh")) !=
	    SIZE_MAX);
	assert_true(str_find(before, STR("322163200")) == SIZE_MAX);
	assert_int_equal(str_find(before, uid), str_find(after, uid));
}

static void
lines(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct buf long_one CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	feed_calendar_line(&b, "SUMMARY", STR("a,b;c\\d\ne\r\x01" "BEGIN:X"));
	check_str(buf_view(&b), "SUMMARY:a\\,b\\;c\\\\d\\neBEGIN:X\r\n");
	buf_clear(&b);
	for (int i = 0; i < 100; i++)
		buf_text(&long_one, "đối");
	feed_calendar_line(&b, "SUMMARY", buf_view(&long_one));
	check_folded(buf_view(&b));
	assert_true(b.n > 500);
}

static struct str
news(const struct kind *k, const struct id *id, size_t page)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	why = (struct why){ 0 };
	if (feed_news(&b, r, g.arena, &ask, k, id, page, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return arena_str(g.arena, buf_view(&b));
}

static void
changes(void **state)
{
	struct id id = reg_id(P_VISIT);
	struct str all = news(NULL, NULL, 1);

	(void)state;
	assert_true(str_find(all, STR("<title>A &amp; B &lt;office&gt;")) !=
	    SIZE_MAX);
	assert_true(str_find(all, STR("tag:comity.invalid,2026:change/")) !=
	    SIZE_MAX);
	assert_true(str_find(all, STR("rel=\"self\"")) != SIZE_MAX);
	assert_true(str_find(all, STR("page=1")) != SIZE_MAX);
	assert_true(news(reg_kind(&g, "commitment"), NULL, 1).n < all.n);
	assert_true(str_find(news(reg_kind(&g, "activity"), &id, 1),
	    STR("Hanoi; Ba Dinh")) != SIZE_MAX);
	check_str(news(NULL, NULL, 19), "There are 1 pages.");
	check_str(news(NULL, NULL, 0), "There are 1 pages.");
}

static struct str
places(const char *kind)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct find_query q = { .kind = reg_kind(&g, kind) };

	why = (struct why){ 0 };
	if (feed_places(&b, r, g.arena, &ask, &q, &why) != ERR_OK)
		return arena_printf(g.arena, "%s", why.text);
	return arena_str(g.arena, buf_view(&b));
}

static void
points(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	buf_str(&b, places("partner"));
	buf_str(&b, places("activity"));
	check_golden(buf_view(&b), "test/golden/feed.geojson");
	reg_put(&g, 0, 2000, "partner", 90, "code=AUS name=Australia");
	assert_true(str_find(places("partner"), STR("\"geometry\":{\"type\":"
	    "\"Point\",\"coordinates\":[13")) != SIZE_MAX);
	assert_true(str_find(places("source"), STR("make no map")) !=
	    SIZE_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calendars),
		cmocka_unit_test(points),
		cmocka_unit_test(sequence),
		cmocka_unit_test(lines),
		cmocka_unit_test(changes),
	};

	return cmocka_run_group_tests(tests, promised, promised_end);
}
