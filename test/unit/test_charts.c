/*
 * What every figure of every page owes its reader: a question, a sentence that
 * is computed, a picture that says what it is and holds nothing to press, its
 * table, its downloads, where it comes from. The pages of the sample office
 * are asked over, in both languages; each figure is asked for as a picture.
 */
#include "lib/check.h"

#include "advise/balance.h"
#include "advise/commitments.h"
#include "advise/outlook.h"
#include "advise/overview.h"
#include "advise/partner.h"
#include "advise/path.h"
#include "advise/plan.h"
#include "lib/folder_office.h"
#include "model/sample.h"
#include "read/gazetteer.h"
#include "web/page.h"
#include "web/route.h"

enum { FIGURES_LEAST = 40, FIGURES_MAX = 32 };

static struct arena *arena;
static struct office *office;
static struct reader *reader;
static struct page_site site;
static struct page_counts counts[PAGE_KEPT];
static struct why why;

static enum err
commit(void *self, struct arena *a, const struct change *c,
    struct change_done *out, struct why *w)
{
	(void)self;
	(void)a;
	(void)c;
	(void)out;
	return why_set(w, ERR_DENIED, "nothing is written here");
}

static void
load_sample(void)
{
	struct change_pen *pen;
	size_t records;

	assert_int_equal(change_open(office, &pen, &why), ERR_OK);
	assert_int_equal(change_group(pen, &why), ERR_OK);
	assert_int_equal(sample_load(pen, office, &records, &why), ERR_OK);
	assert_int_equal(change_group_end(pen, &why), ERR_OK);
	change_close(pen);
}

static int
setup(void **state)
{
	struct gazetteer *words;

	(void)state;
	assert_int_equal(setenv("COMITY_NOW", "2026-11-21T09:00:00Z", 1), 0);
	arena = arena_new(256 * MIB);
	office = folder_office(world_posix(), "vietnam", true);
	load_sample();
	reader = folder_reader(office, "");
	site = (struct page_site){ .office = office, .port = 8080,
		.commit = commit, .reader = reader, .counts = counts };
	assert_int_equal(gazetteer_load(arena, &words, &why), ERR_OK);
	site.gazetteer = words;
	memset(site.token, '7', PAGE_TOKEN);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	reader_close(reader);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

/* The body of an answer, good until the next one. */
static struct str
ask(const char *target, int *status)
{
	static struct buf out;
	struct arena *a = arena_new(PAGE_ARENA_MAX);
	struct page p = { .arena = a };
	struct page_call call = { .method = STR("GET"),
		.target = str_of(target) };

	call.origin.host = STR("localhost:8080");
	call.origin.site = STR("same-origin");
	buf_init(&p.out, PAGE_OUT_MAX);
	page_answer(&p, &site, &call);
	assert_int_equal(p.out.err, ERR_OK);
	*status = p.status;
	buf_free(&out);
	out = p.out;
	arena_free(a);
	return buf_view(&out);
}

/* What is asked besides every route that has no holes to fill. */
static const char *const pages[] = {
	"/?group=asean", "/?period=2025", "/analysis/balance?year=2025",
	"/calendar?view=year", "/calendar?view=week", "/calendar?view=list",
	"/commitments?show=board", "/commitments?show=owners",
	"/directives/806-NQ%2FQUTW/review", "/documents/INT-2021",
	"/forums/admm-plus", "/forums/admm-plus/2026", "/library/INT-2021",
	"/partners?year=2025", "/partners/AUS", "/partners/CHN",
	"/partners/LAO", "/partners/AUS/brief", "/partners/AUS/agreements",
	"/partners/AUS/plan", "/partners/AUS/facts", "/partners/AUS/history",
	"/peacekeeping/UNMISS", "/peacekeeping/rotations", "/peacekeeping/un",
	"/people/OFFICER-01", "/plans/2025", "/plans/2026", "/plans/2027",
	"/search?q=exercise", "/activities", "/activities/2026-0002"
};

/* No pages, or such as lead to one of those above. */
static const char *const others[] = {
	"/-/metrics", "/-/suggest", "/suggest", "/feeds/:token/:name",
	"/views/:code", "/reviews/:code", "/plans", "/export"
};

static const char *where;
static size_t figures, debts;

static void
owes(bool kept, const char *what, struct str panel)
{
	if (kept)
		return;
	debts++;
	print_error("%s: a figure without %s: %.*s\n", where, what,
	    (int)(panel.n < 120 ? panel.n : 120), panel.p);
}

static bool
has(struct str s, const char *what)
{
	return str_find(s, str_of(what)) != SIZE_MAX;
}

/* What stands between two marks; empty when there is none. */
static struct str
between(struct str s, const char *from, const char *to)
{
	size_t at = str_find(s, str_of(from));

	if (at == SIZE_MAX)
		return STR("");
	s = str_from(s, at + strlen(from));
	at = str_find(s, str_of(to));
	return at == SIZE_MAX ? STR("") : str_to(s, at);
}

static bool
is_figure(struct str panel)
{
	return has(panel, "class=\"picture\"") ||
	    has(panel, "class=\"gantt\"") || has(panel, "class=\"matrix\"") ||
	    has(panel, "class=\"month\"");
}

/* The picture itself, and that nothing in it can be stepped to. */
static void
picture(struct str panel, struct str name)
{
	struct str rest = panel;
	const char *described = arena_printf(arena,
	    "aria-describedby=\"a-%.*s\"", STRF(name)).p;

	while (has(rest, "role=\"img\"")) {
		struct str head, body;
		size_t at = str_find(rest, STR("role=\"img\""));

		rest = str_from(rest, at);
		head = str_to(rest, str_find(rest, STR(">")));
		body = str_to(rest, str_find(rest, STR("</div>")));
		owes(between(head, "aria-label=\"", "\"").n > 3, "a label",
		    panel);
		owes(has(head, described), "its sentence as description",
		    panel);
		owes(!has(body, "<a ") && !has(body, "tabindex") &&
		    !has(body, "<button"), "peace from the keyboard", panel);
		rest = str_from(rest, head.n);
	}
	if (!has(panel, "class=\"gantt\""))
		return;
	rest = between(panel, "class=\"gantt\"", ">");
	owes(has(rest, "role=\"group\"") && has(rest, "aria-label=\"") &&
	    has(rest, described), "a named group", panel);
}

static void
downloads(struct str panel, struct str name, bool drawn)
{
	static const char *const formats[] = { "csv", "json", "svg" };
	struct str links = between(panel, "<span class=\"formats\">",
	    "</span>");

	for (size_t i = 0; i < countof(formats) - (drawn ? 0 : 1); i++) {
		struct str form = arena_printf(arena, ".%s?panel=%.*s",
		    formats[i], STRF(name));

		owes(str_find(links, form) != SIZE_MAX, formats[i], panel);
	}
}

/* The downloads are there, and say what the page says. */
static void
answers(struct str panel)
{
	struct str links = between(panel, "<span class=\"formats\">",
	    "</span>"), question = between(panel, "<h2 ", "</h2>"), href;

	question = str_from(question, str_find(question, STR(">")) + 1);
	while (has(links, "href=\"")) {
		struct buf CLEANUP(buf_free) target;
		struct str body, part, rest;
		int status;

		buf_init(&target, 4 * KIB);
		href = between(links, "href=\"", "\"");
		links = str_from(links, str_find(links, STR("</a>")) + 4);
		for (rest = href; rest.n > 0;) {
			size_t at = str_find(rest, STR("&amp;"));

			part = at == SIZE_MAX ? rest : str_to(rest, at + 1);
			buf_str(&target, part);
			rest = str_from(rest, at == SIZE_MAX ? rest.n : at + 5);
		}
		body = ask(arena_printf(arena, "%.*s",
		    STRF(buf_view(&target))).p, &status);
		owes(status == 200 && body.n > 20, "a download that answers",
		    href);
		if (has(href, ".svg?"))
			owes(str_find(body, question) != SIZE_MAX &&
			    has(body, "role=\"img\"") &&
			    has(body, "xmlns=") && !has(body, "NaN") &&
			    !has(body, "<script"), "its picture alone", href);
	}
}

/* A figure that is its own table needs no second one. */
static void
contract(struct str panel)
{
	struct str name = between(panel, "id=\"", "\"");
	struct str question = between(panel, "<h2 ", "</h2>");
	struct str answer = between(panel, "<p class=\"answer\"", "</p>");
	bool table = has(panel, "class=\"month\"") ||
	    has(panel, "class=\"matrix\"");

	figures++;
	owes(name.n > 0, "a name", panel);
	owes(question.n > 0 && question.p[question.n - 1] == '?',
	    "a question", panel);
	owes(answer.n > 20, "a sentence", panel);
	if (has(panel, "class=\"picture\""))
		owes(has(panel, "role=\"img\""), "a picture", panel);
	picture(panel, name);
	owes(table || (has(panel, "<details>") && has(panel, "<table")),
	    "its table", panel);
	owes(between(panel, "<div class=\"source\"><span>", "</span>").n > 10,
	    "a source", panel);
	downloads(panel, name, !has(panel, "class=\"month\""));
}

static void
walk(const char *target, const char *lang)
{
	int status;
	struct str body, panel, all[FIGURES_MAX];
	size_t n = 0;

	where = arena_printf(arena, "%s%slang=%s", target,
	    strchr(target, '?') != NULL ? "&" : "?", lang).p;
	body = ask(where, &status);
	if (status != 200)
		fail_msg("%s: %d", where, status);
	while (has(body, "<section ")) {
		body = str_from(body, str_find(body, STR("<section ")));
		panel = str_to(body, str_find(body, STR("</section>")));
		body = str_from(body, panel.n);
		if (!is_figure(panel))
			continue;
		contract(panel);
		/* As of when: the foot of the page says it. */
		owes(has(body, str_is(STR("en"), lang) ? "data as of" :
		    "số liệu đến"), "an instant", panel);
		ALWAYS(n < FIGURES_MAX);
		all[n++] = arena_str(arena, panel);
	}
	/* Both languages have the same ways; one walk is enough. */
	for (size_t i = 0; i < n && str_is(STR("en"), lang); i++)
		answers(all[i]);
}

/* Whether a route is a page that anyone who reads may ask. */
static bool
is_page(const struct route *r)
{
	if (r->method != HTTP_GET || r->right != RIGHT_READ || r->on == NULL)
		return false;
	for (size_t i = 0; i < countof(others); i++)
		if (strcmp(r->path, others[i]) == 0)
			return false;
	return true;
}

static void
every_figure(void **state)
{
	static const char *const lang[] = { "en", "vi" };
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t k = 0; k < countof(lang); k++) {
		figures = 0;
		for (size_t i = 0; i < n; i++)
			if (is_page(&r[i]) && strchr(r[i].path, ':') == NULL)
				walk(r[i].path, lang[k]);
		for (size_t i = 0; i < countof(pages); i++)
			walk(pages[i], lang[k]);
		print_message("%s: %zu figures\n", lang[k], figures);
		assert_true(figures >= FIGURES_LEAST);
		assert_int_equal(debts, 0);
	}
}

/* The kind and filter of "/activities?filter=..."; NULL for other links. */
static const struct kind *
listed(struct str link, struct http_request *r)
{
	const struct kind *k = NULL;
	size_t at = str_find(link, STR("?filter="));

	if (at == SIZE_MAX)
		return NULL;
	for (size_t i = 0; i < office->kinds.n; i++)
		if (str_eq(path_list(arena, &office->kinds.kind[i],
		    STR("")), str_to(link, at)))
			k = &office->kinds.kind[i];
	*r = (struct http_request){ .method = HTTP_GET };
	if (k != NULL)
		assert_int_equal(http_target(arena, link, r, &why), ERR_OK);
	return k;
}

/* Numbers are those of the list they lead to; a number of people is not. */
static size_t
led(const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->panels; i++)
		for (size_t k = 0; k < r->panel[i].blocks; k++) {
			const struct report_block *b = &r->panel[i].block[k];

			for (size_t c = 0; b->type == BLOCK_CHART &&
			    c < b->rows * b->columns; c++) {
				struct http_request to;
				const struct kind *kind = listed(
				    b->cell[c].link, &to);
				int64_t want = -1, have;

				if (kind == NULL ||
				    !str_int(b->cell[c].text, &have))
					continue;
				n++;
				if (find_count(reader, kind,
				    http_value(to.query, to.queries,
				    "filter"), &want, &why) != ERR_OK)
					fail_msg("%.*s: %s", STRF(b->cell[c].link),
					    why.text);
				if (want != have)
					fail_msg("%.*s: %d of %.*s",
					    STRF(r->panel[i].name), (int)have,
					    STRF(b->cell[c].link));
			}
		}
	return n;
}

static void
numbers_are_their_lists(void **state)
{
	const struct overview_ask overview = { .year = 2026 };
	const struct overview_ask summer = { .period = { date_ymd(2026, 7, 1),
		date_ymd(2026, 9, 30) } };
	const struct balance_ask balance = { .year = 2026 };
	const struct plan_ask plan = { .year = 2026 };
	const struct partner_ask partner = {
		.id = id_of_name(STR("partner"), STR("CHN")) };
	const struct commitments_ask commitments = { .show = STR("") };
	struct report r;
	size_t n = 0;

	(void)state;
	assert_int_equal(overview_report(reader, arena, &overview, &r, &why),
	    ERR_OK);
	n += led(&r);
	assert_int_equal(overview_report(reader, arena, &summer, &r, &why),
	    ERR_OK);
	n += led(&r);
	assert_int_equal(balance_report(reader, arena, &balance, "en", &r,
	    &why), ERR_OK);
	n += led(&r);
	assert_int_equal(plan_report(reader, arena, &plan, &r, &why), ERR_OK);
	n += led(&r);
	assert_int_equal(partner_report(reader, arena, &partner, &r, &why),
	    ERR_OK);
	n += led(&r);
	assert_int_equal(commitments_report(reader, arena, &commitments, &r,
	    &why), ERR_OK);
	n += led(&r);
	assert_int_equal(outlook_report(reader, arena, "vi", &r, &why),
	    ERR_OK);
	n += led(&r);
	print_message("%zu numbers\n", n);
	assert_true(n > 400);
}

/* A page with a picture has it at its own address too, without a name. */
static void
pages_as_pictures(void **state)
{
	static const char *const all[] = { "/overview.svg", "/agreements.svg",
		"/commitments.svg", "/partners.svg", "/partners/CHN.svg",
		"/peacekeeping/rotations.svg", "/plans/2026.svg",
		"/analysis/balance.svg?year=2026&lang=vi",
		"/analysis/network.svg", "/calendar.svg?view=year" };

	(void)state;
	for (size_t i = 0; i < countof(all); i++) {
		int status;
		struct str body = ask(all[i], &status);

		if (status != 200 || !has(body, "role=\"img\""))
			fail_msg("%s: %d", all[i], status);
	}
}

static bool
is_asked(const struct route *r)
{
	for (size_t k = 0; k < countof(pages); k++) {
		struct str part[8], arg[4], rest, one;
		size_t parts = 0;

		(void)str_cut(str_of(pages[k] + 1), '?', &rest, &one);
		while (rest.n > 0) {
			(void)str_cut(rest, '/', &one, &rest);
			part[parts++] = one;
		}
		if (route_find(HTTP_GET, part, parts, arg) == r)
			return true;
	}
	return false;
}

/* A page that is not asked above would let its figures go as they like. */
static void
every_page(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		if (is_page(&r[i]) && strchr(r[i].path, ':') != NULL &&
		    !is_asked(&r[i]))
			fail_msg("name a page of %s among those above, whose "
			    "figures are looked at", r[i].path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page),
		cmocka_unit_test(every_figure),
		cmocka_unit_test(numbers_are_their_lists),
		cmocka_unit_test(pages_as_pictures),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
