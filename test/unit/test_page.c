/*
 * From a call to an answer, without sockets: what may not be seen makes no
 * difference to any page (L1 to L5), what may not be done is not done (W2),
 * every row of the route table refuses what it does not know (W9).
 */
#include "lib/check.h"

#include "lib/folder_office.h"
#include "read/gazetteer.h"
#include "web/page.h"
#include "web/route.h"

static struct arena *arena;
static struct office *office;
static struct change_pen *pen;
static struct reader *low, *high;
static struct why why;
static struct page_site site;
static struct page_counts counts[2][PAGE_KEPT]; /* of low and high */

static enum err
commit(void *self, struct arena *a, const struct change *c,
    struct change_done *out, struct why *w)
{
	return change_commit(self, a, c, out, w);
}

static int
setup(void **state)
{
	struct gazetteer *words;

	(void)state;
	assert_int_equal(setenv("COMITY_NOW", "2026-11-21T09:00:00Z", 1), 0);
	arena = arena_new(256 * MIB);
	office = folder_office(world_posix(), "vietnam", true);
	low = folder_reader(office, "public");
	high = folder_reader(office, "");
	assert_int_equal(change_open(office, &pen, &why), ERR_OK);
	site = (struct page_site){ .office = office, .port = 8080,
		.commit = commit, .self = pen };
	assert_int_equal(gazetteer_load(arena, &words, &why), ERR_OK);
	site.gazetteer = words;
	memset(site.token, '7', PAGE_TOKEN);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	change_close(pen);
	reader_close(low);
	reader_close(high);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

/* Ask as ${r}; the answer with its status and headers, in the arena. */
static struct str
ask(struct reader *r, const char *method, const char *target,
    const char *body, int *status)
{
	struct arena *a = arena_new(PAGE_ARENA_MAX);
	struct page p = { .arena = a };
	struct page_call call = { .method = str_of(method),
		.target = str_of(target), .body = str_of(body),
		.type = STR("application/x-www-form-urlencoded") };
	struct str answer;

	call.origin.host = STR("localhost:8080");
	call.origin.site = STR("same-origin");
	site.reader = r;
	site.counts = counts[r == high];
	buf_init(&p.out, PAGE_OUT_MAX);
	page_answer(&p, &site, &call);
	assert_int_equal(p.out.err, ERR_OK);
	answer = arena_printf(arena, "%d %.*s %.*s %.*s %d\n%.*s", p.status,
	    STRF(p.type), STRF(p.location), STRF(p.allow), p.immutable,
	    STRF(buf_view(&p.out)));
	if (status != NULL)
		*status = p.status;
	buf_free(&p.out);
	arena_free(a);
	return answer;
}

static int
status_of(const char *method, const char *target, const char *body)
{
	int status;

	(void)ask(high, method, target, body, &status);
	return status;
}

static struct str
add(const char *label, const char *kind, const char *title_field,
    const char *title)
{
	struct change_field field[] = {
		{ str_of(title_field), str_of(title) },
		{ STR("type"), STR("port-call") },
		{ STR("partner"), STR("AUS") },
		{ STR("start"), STR("2026-11-02") },
	};
	struct change_item item = { .verb = CHANGE_ADD, .kind = str_of(kind),
		.field = field, .fields = 4 };
	struct change c = { .label = str_of(label), .item = &item,
		.items = 1 };
	struct change_done done;

	why = (struct why){ 0 };
	if (change_commit(pen, arena, &c, &done, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return done.code[0];
}

static const char *const looked_at[] = {
	"/", "/overview.json", "/activities", "/activities.json",
	"/activities.csv", "/activities?filter=partner%3AAUS",
	"/activities?filter=zebra", "/partners/AUS", "/partners/AUS.json",
	"/partners/AUS/facts", "/partners/AUS/history", "/partners.csv",
	"/commitments", "/quality", "/quality.json", "/changes",
	"/changes.json", "/search?q=zebra", "/search.json?q=zebra",
	"/activities/new?partner=AUS", "/activities/2026-0002",
	"/activities/nothing", "/directives", "/-/health", "/help",
	"/commitments.json?show=board", "/agreements", "/library",
	"/partners/AUS/activities", "/partners/AUS/commitments",
	"/partners/AUS/people", "/partners/AUS/brief", "/plans/2026",
	"/plans/2027.json", "/peacekeeping", "/people",
};

/*
 * Two worlds that differ in what the low reader may not see: every page of
 * his is the same to the byte.
 */
static void
the_hidden_makes_no_difference(void **state)
{
	struct str before[countof(looked_at)], code;

	(void)state;
	(void)add("", "activity", "title", "A port call");
	for (size_t i = 0; i < countof(looked_at); i++)
		before[i] = ask(low, "GET", looked_at[i], "", NULL);
	code = add("secret", "activity", "title", "The zebra call");
	for (size_t i = 0; i < countof(looked_at); i++) {
		struct str now = ask(low, "GET", looked_at[i], "", NULL);

		if (!str_eq(now, before[i]))
			fail_msg("differs: %s", looked_at[i]);
	}
	/* It is there for who may see it, so the test could have failed. */
	assert_true(str_find(ask(high, "GET", "/search?q=zebra", "", NULL),
	    STR("The zebra call")) != SIZE_MAX);
	/* Hidden and absent are one answer. */
	{
		struct str hidden = ask(low, "GET", arena_printf(arena,
		    "/activities/%.*s", STRF(code)).p, "", NULL);
		struct str absent = ask(low, "GET", "/activities/9999-9999",
		    "", NULL);

		assert_true(str_starts(hidden, STR("404 ")));
		/* But for the form that repeats the address itself. */
		assert_int_equal(str_find(hidden, STR("zebra")), SIZE_MAX);
		assert_true(str_starts(absent, STR("404 ")));
	}
}

static void
unknown_keys_are_refused(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct buf CLEANUP(buf_free) b;
		struct str rest = str_of(r[i].path + 1), part;

		buf_init(&b, KIB);
		while (rest.n > 0) {
			(void)str_cut(rest, '/', &part, &rest);
			if (str_is(part, ":list"))
				part = STR("partners");
			else if (str_is(part, ":code"))
				part = STR("AUS");
			else if (part.p[0] == ':')
				part = STR("x");
			buf_printf(&b, "/%.*s", STRF(part));
		}
		buf_printf(&b, "%s?colour=red%c", b.n == 0 ? "/" : "", '\0');
		if (status_of(r[i].method == HTTP_POST ? "POST" : "GET", b.p,
		    "") != 400)
			fail_msg("taken: %s", b.p);
	}
}

#define TOKEN "token=7777777777777777777777777777777777777777" \
	"777777777777777777777777"

/* W2: each POST of the table without its token changes nothing. */
static void
posts_need_the_token(void **state)
{
	static const char *const posts[] = { "/partners/new",
		"/partners/AUS/edit", "/partners/AUS/withdraw",
		"/partners/bulk", "/views",
		"/activities/2026-0001/close", "/changes/x/undo",
		"/activities/paste", "/activities/paste/accept",
		"/plans/2027/copy" };
	struct str before = ask(high, "GET", "/changes.json", "", NULL);

	(void)state;
	for (size_t i = 0; i < countof(posts); i++) {
		assert_int_equal(status_of("POST", posts[i], "name=x"), 403);
		assert_int_equal(status_of("POST", posts[i], "token=7"), 403);
	}
	assert_true(str_eq(before, ask(high, "GET", "/changes.json", "",
	    NULL)));
}

static void
add_amend_undo(void **state)
{
	struct str answer, record;
	int status;

	(void)state;
	answer = ask(high, "POST", "/partners/new", TOKEN
	    "&name=Elbonia&type=state&code=ELB", &status);
	assert_int_equal(status, 303);
	assert_true(str_find(answer, STR("/partners/ELB?done=")) != SIZE_MAX);
	record = str_from(answer, str_find(answer, STR("done=")) + 5);
	record = str_to(record, 16);
	assert_int_equal(status_of("GET", "/partners/ELB", ""), 200);
	/* Without the version that the form was made from: a conflict. */
	assert_int_equal(status_of("POST", "/partners/ELB/edit", TOKEN
	    "&name=Elbonia2"), 409);
	assert_int_equal(status_of("POST", "/partners/ELB/withdraw", TOKEN),
	    422);
	assert_int_equal(status_of("POST", arena_printf(arena,
	    "/changes/%.*s/undo", STRF(record)).p, TOKEN), 303);
	assert_int_equal(status_of("POST", "/changes/0011223344556677/undo",
	    TOKEN), 404);
}

static bool
says(struct str answer, const char *what)
{
	return str_find(answer, str_of(what)) != SIZE_MAX;
}

/* Shown and counted first; then every one, in both markings, and one undo. */
static void
all_of_a_list(void)
{
	static const char what[] = TOKEN "&all=yes&do=set&field=place&value="
	    "Sa+Pa&back=/activities%3Ffilter%3Dtitle%253APast%252CFuture";
	struct str answer = ask(high, "POST", "/activities/bulk", what, NULL);

	assert_true(str_starts(answer, STR("200 ")));
	assert_true(says(answer, "<b>3 records</b>"));
	assert_true(says(answer, "name=\"sure\" value=\"3\""));
	assert_true(says(answer, "Sa Pa"));
	assert_false(says(ask(high, "GET", "/activities.csv?filter=title%3A"
	    "Past", "", NULL), "Sa Pa"));
	/* One more came meanwhile: it is asked again. */
	assert_true(says(ask(high, "POST", "/activities/bulk",
	    arena_printf(arena, "%s&sure=2", what).p, NULL),
	    "name=\"sure\" value=\"3\""));
	answer = ask(high, "POST", "/activities/bulk", arena_printf(arena,
	    "%s&sure=3", what).p, NULL);
	assert_true(says(answer, "303 "));
	assert_true(says(ask(high, "GET", "/activities.csv?filter=title%3A"
	    "Past&cols=place", "", NULL), "Sa Pa"));
	/* A name is as good as a code, and what is wrong leads back. */
	answer = ask(high, "POST", "/activities/bulk", TOKEN "&all=yes&do=set&"
	    "field=partner&value=LAO+pdr&back=/activities", NULL);
	assert_true(says(answer, "choose one from the list"));
	assert_true(says(answer, "class=\"button\" href=\"/activities\""));
	assert_int_equal(status_of("POST", "/activities/bulk", TOKEN "&all=yes"
	    "&do=set&field=place&value=x&back=/activities%3Fnosuch%3D1"), 400);
}

/* Ticked rows are one change; what is refused is told, the rest is done. */
static void
many_at_once(void **state)
{
	struct str code[3], body = STR(TOKEN), answer, id;
	static const char *const starts[] = { "Past one", "Past two" };

	(void)state;
	for (size_t i = 0; i < 2; i++)
		code[i] = add("", "activity", "title", starts[i]);
	answer = ask(high, "POST", "/activities/new", TOKEN "&title=Future&"
	    "type=port-call&partner=AUS&start=2027-03-01", NULL);
	assert_true(says(answer, "303 "));
	answer = ask(high, "GET", "/activities?filter=title%3APast%2CFuture",
	    "", NULL);
	/* Three rows, of which one has not begun. */
	for (size_t i = 0; i < 3; i++) {
		size_t at = str_find(answer, STR("name=\"row\" value=\""));

		assert_true(at != SIZE_MAX);
		answer = str_from(answer, at + 18);
		id = str_to(answer, 26);
		body = arena_printf(arena, "%.*s&row=%.*s", STRF(body),
		    STRF(id));
	}
	answer = ask(high, "POST", "/activities/bulk", arena_printf(arena,
	    "%.*s&do=close", STRF(body)).p, NULL);
	assert_true(str_starts(answer, STR("200 ")));
	assert_true(says(answer, "<b>2</b> changed, <b>1</b> refused"));
	assert_true(says(answer, "it has not begun"));
	assert_true(says(answer, "/undo\""));
	assert_true(says(ask(high, "GET", arena_printf(arena,
	    "/activities/%.*s", STRF(code[1])).p, "", NULL), "Closed"));
	answer = ask(high, "POST", "/activities/bulk", arena_printf(arena,
	    "%.*s&do=set&field=level&value=Deputy+Minister&back="
	    "/activities%%3Fsort=code", STRF(body)).p, NULL);
	assert_true(says(answer, " /activities?sort=code&done="));
	assert_int_equal(status_of("POST", "/activities/bulk",
	    arena_printf(arena, "%.*s&do=set&field=level&value=silly",
	    STRF(body)).p), 400);
	assert_int_equal(status_of("POST", "/activities/bulk",
	    arena_printf(arena, "%.*s&do=set&field=title&value=x",
	    STRF(body)).p), 400);
	assert_int_equal(status_of("POST", "/activities/bulk",
	    arena_printf(arena, "%.*s&do=withdraw", STRF(body)).p), 400);
	assert_int_equal(status_of("POST", "/activities/bulk", TOKEN
	    "&do=close"), 400);
	all_of_a_list();
	/* Not to another site, nor to another line of the answer. */
	answer = ask(high, "POST", "/activities/bulk", arena_printf(arena,
	    "%.*s&do=set&field=place&value=Hanoi&back=//other", STRF(body)).p,
	    NULL);
	assert_true(says(answer, " /activities?done="));
}

static const char *
copy_body(const char *label, struct str id)
{
	return arena_printf(arena, TOKEN "&label=%s&take=%.*s&start-%.*s="
	    "2028-05", label, STRF(id), STRF(id)).p;
}

/* One change of proposals, and never to more people than before. */
static void
a_year_is_copied(void **state)
{
	struct str answer = ask(high, "GET", "/plans/2028/copy?compare=2026",
	    "", NULL), id;
	size_t at = str_find(answer, STR("name=\"take\" value=\""));

	(void)state;
	assert_true(at != SIZE_MAX);
	id = str_to(str_from(answer, at + 19), ID_TEXT);
	assert_int_equal(status_of("POST", "/plans/2028/copy?compare=2026",
	    TOKEN), 422);
	assert_int_equal(status_of("POST", "/plans/2028/copy?compare=2026",
	    copy_body("nothing", id)), 422);
	assert_int_equal(status_of("POST", "/plans/2028/copy?compare=2026",
	    copy_body("secret", id)), 303);
	assert_true(says(ask(high, "GET", "/plans/2028", "", NULL),
	    "<b>1 activities</b>"));
	assert_int_equal(status_of("GET", "/plans/28", ""), 404);
	assert_int_equal(status_of("GET", "/plans/2028/copy?compare=x", ""),
	    400);
}

static void
lists_are_saved(void **state)
{
	struct str answer, code;
	size_t at;

	(void)state;
	answer = ask(high, "POST", "/views", TOKEN "&name=Late+ones+of+H%C3%A0+"
	    "N%E1%BB%99i&records=commitment&query=filter%3Dstatus%253Alate",
	    NULL);
	at = str_find(answer, STR("/views/"));
	assert_true(str_starts(answer, STR("303 ")) && at != SIZE_MAX);
	code = str_to(str_from(answer, at + 7), 9);
	answer = ask(high, "GET", arena_printf(arena, "/views/%.*s-any-words",
	    STRF(code)).p, "", NULL);
	assert_true(says(answer, "/commitments?filter=status%3Alate&view="));
	assert_true(says(ask(high, "GET", "/commitments?show=list", "", NULL),
	    "-late-ones-of-ha-noi\">Late ones of H\xc3\xa0 N"));
	assert_false(says(ask(high, "GET", "/activities", "", NULL),
	    "Late ones"));
	assert_int_equal(status_of("POST", "/views", TOKEN "&name=x&records="
	    "commitment&query=a%0Ab"), 400);
	assert_int_equal(status_of("POST", "/views", TOKEN "&records="
	    "commitment"), 400);
	assert_int_equal(status_of("GET", "/views/2026-9999-x", ""), 404);
	assert_int_equal(status_of("POST", arena_printf(arena,
	    "/views/%.*s/withdraw", STRF(code)).p, TOKEN "&reason=old"), 303);
	assert_false(says(ask(high, "GET", "/commitments?show=list", "", NULL),
	    "Late ones"));
	assert_true(says(ask(high, "GET", arena_printf(arena, "/views/%.*s",
	    STRF(code)).p, "", NULL), "303 text/html; charset=utf-8 "
	    "/commitments?show=list "));
}

static struct str
between(struct str s, const char *before, const char *behind)
{
	size_t at = str_find(s, str_of(before));

	assert_true(at != SIZE_MAX);
	s = str_from(s, at + strlen(before));
	at = str_find(s, str_of(behind));
	assert_true(at != SIZE_MAX);
	return str_to(s, at);
}

static struct str
amend(struct str code, struct str version, const char *fields)
{
	return ask(high, "POST", arena_printf(arena, "/activities/%.*s/edit",
	    STRF(code)).p, arena_printf(arena, TOKEN "&@version=%.*s&%s",
	    STRF(version), fields).p, NULL);
}

/*
 * Two who edit at once: fields that one of them left alone are the other's;
 * of a field that both changed one is chosen.
 */
static void
two_edit_at_once(void **state)
{
	struct str code = add("", "activity", "title", "Twice edited");
	struct str path = arena_printf(arena, "/activities/%.*s/edit",
	    STRF(code)), form, version, answer;

	(void)state;
	form = ask(high, "GET", path.p, "", NULL);
	version = between(form, "name=\"@version\" value=\"", "\"");
	assert_true(str_starts(amend(code, version, "title=First&place=Hue"),
	    STR("303 ")));
	/* Only another field: both stand. */
	assert_true(str_starts(amend(code, version, "title=Twice+edited&"
	    "level=expert"), STR("303 ")));
	answer = ask(high, "GET", path.p, "", NULL);
	assert_true(says(answer, "value=\"First\"") && says(answer,
	    "value=\"Hue\"") && says(answer, "value=\"expert\" selected"));
	/* The same field: a choice of the two, side by side. */
	answer = amend(code, version, "title=Second");
	assert_true(str_starts(answer, STR("409 ")));
	assert_true(says(answer, "type=\"radio\" name=\"title\" "
	    "value=\"Second\" checked"));
	assert_true(says(answer, "type=\"radio\" name=\"title\" "
	    "value=\"First\">"));
	version = between(answer, "name=\"@version\" value=\"", "\"");
	answer = amend(code, version, "title=First");
	assert_true(str_starts(answer, STR("303 ")) &&
	    says(answer, "done=none"));
}

/* Four fields are enough; what may be there already is asked about once. */
static void
entered_in_four_fields(void **state)
{
	struct str answer;

	(void)state;
	answer = ask(high, "POST", "/activities/new", TOKEN "&start=3/12&"
	    "partner=IND&type=port-call&level=unit&@next=yes", NULL);
	assert_true(str_starts(answer, STR("303 ")));
	assert_true(says(answer, "/activities/new?partner=IND&type=port-call&"
	    "level=unit&start=3%2F12&done="));
	assert_true(says(ask(high, "GET", "/activities?partner=IND", "", NULL),
	    "Port call, India, unit"));
	answer = ask(high, "POST", "/activities/new", TOKEN "&start=4/12&"
	    "partner=IND&type=port-call", NULL);
	assert_true(str_starts(answer, STR("200 ")));
	assert_true(says(answer, "Port call, India, unit"));
	assert_true(says(answer, "name=\"@sure\" value=\"yes\""));
	assert_true(str_starts(ask(high, "POST", "/activities/new", TOKEN
	    "&start=4/12&partner=IND&type=port-call&@sure=yes", NULL),
	    STR("303 ")));
	/* Another day or another partner is another thing. */
	assert_true(str_starts(ask(high, "POST", "/activities/new", TOKEN
	    "&start=24/12&partner=IND&type=port-call&title=Port+calls", NULL),
	    STR("303 ")));
	answer = ask(high, "GET", "/activities/new?line=12/12+jpn+exercise+"
	    "Sea+rescue,+Da+Nang", "", NULL);
	assert_true(says(answer, "name=\"start\"") &&
	    says(answer, "value=\"2026-12-12\"") &&
	    says(answer, "value=\"JPN\"") &&
	    says(answer, "value=\"exercise\" selected") &&
	    says(answer, "value=\"Da Nang\"") &&
	    says(answer, "value=\"Sea rescue\""));
}

static void
suggestions(void **state)
{
	static const struct {
		const char *query, *want;
	} cases[] = {
		{ "kind=partner&q=aus", "[{\"code\":\"AUS\",\"title\":" },
		{ "kind=partner&q=nhat", "{\"code\":\"JPN\"" },
		{ "kind=partner&q=%C3%9Ac", "{\"code\":\"AUS\"" },
		{ "kind=partner&q=zealand", "{\"code\":\"NZL\"" },
		{ "kind=partner&q=", "\"data\":[]" },
		{ "kind=partner&q=%22%3C", "\"data\":[]" },
		{ "similar=activity&partner=IND&start=3/12&title=Port+call,+"
		    "India,+unit", "\"Port call, India, unit\"" },
		{ "similar=activity&partner=nobody&title=", "\"data\":[]" },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct str answer = ask(high, "GET", arena_printf(arena,
		    "/suggest?%s", cases[i].query).p, "", NULL);

		if (!says(answer, cases[i].want))
			fail_msg("%s: %.*s", cases[i].query, STRF(answer));
	}
	assert_int_equal(status_of("GET", "/suggest?kind=colour", ""), 400);
	/* What may not be seen is not suggested. */
	(void)add("secret", "activity", "title", "Unicorn call");
	assert_false(says(ask(low, "GET", "/suggest?kind=activity&q=unicorn",
	    "", NULL), "Unicorn"));
	assert_true(says(ask(high, "GET", "/suggest?kind=activity&q=unicorn",
	    "", NULL), "Unicorn"));
}

static void
part_of_a_list(void **state)
{
	struct str part = ask(high, "GET", "/partners?frag=rows&cols=region",
	    "", NULL);

	(void)state;
	/* A column of Vietnamese titles is not called "English title". */
	assert_false(says(ask(high, "GET", "/directives?show=list&lang=vi", "",
	    NULL), "Tên tiếng Anh</a>"));
	assert_true(says(ask(high, "GET", "/directives?show=list&lang=vi", "",
	    NULL), "Tên</a>"));
	assert_true(says(part, "\n<div id=\"rows\""));
	assert_false(says(part, "<html"));
	assert_false(says(part, "frag="));
	assert_true(says(part, "Region"));
	assert_int_equal(status_of("GET", "/partners?cols=colour", ""), 400);
}

/* The remembered counts follow each change, and each day. */
static void
counts_follow(void **state)
{
	static const char link[] = "href=\"/partners\" data-go=\"p\">Partners "
	    "<span class=\"count\">";
	struct str one = ask(high, "GET", "/help", "", NULL), two, past;
	size_t at;

	(void)state;
	assert_true(str_eq(one, ask(high, "GET", "/help", "", NULL)));
	assert_int_equal(status_of("POST", "/partners/new", TOKEN
	    "&name=Borduria&type=state&code=BRD"), 303);
	two = ask(high, "GET", "/help", "", NULL);
	assert_false(str_eq(one, two));
	at = str_find(one, str_of(link));
	assert_true(at != SIZE_MAX && str_find(two, str_of(link)) == at);
	past = ask(high, "GET", "/partners?asof=2000-01-01", "", NULL);
	assert_int_equal(str_find(past, str_of(link)), SIZE_MAX);
	assert_true(str_eq(two, ask(high, "GET", "/help", "", NULL)));
}

static void
the_past_is_closed(void **state)
{
	(void)state;
	assert_int_equal(status_of("GET", "/activities/2026-0001", ""), 200);
	assert_int_equal(status_of("GET",
	    "/activities/2026-0001?asof=2026-11-20", ""), 404);
	assert_int_equal(status_of("GET", "/?asof=2026-11-20", ""), 200);
	assert_int_equal(status_of("GET", "/?asof=never", ""), 400);
	assert_int_equal(status_of("GET", "/partners/new?asof=2026-11-20", ""),
	    403);
	assert_int_equal(status_of("GET", "/partners/AUS/edit?asof=2026-11-20",
	    ""), 400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hidden_makes_no_difference),
		cmocka_unit_test(unknown_keys_are_refused),
		cmocka_unit_test(posts_need_the_token),
		cmocka_unit_test(add_amend_undo),
		cmocka_unit_test(many_at_once),
		cmocka_unit_test(a_year_is_copied),
		cmocka_unit_test(lists_are_saved),
		cmocka_unit_test(two_edit_at_once),
		cmocka_unit_test(entered_in_four_fields),
		cmocka_unit_test(suggestions),
		cmocka_unit_test(part_of_a_list),
		cmocka_unit_test(counts_follow),
		cmocka_unit_test(the_past_is_closed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
