/*
 * Every page of the route table for a Vietnamese reader: no sentence that the
 * program has in Vietnamese stands there in English.
 */
#include "lib/check.h"

#include "advise/path.h"
#include "base/tr.h"
#include "lib/folder_office.h"
#include "model/find.h"
#include "web/page.h"
#include "web/route.h"

enum {
	LEAST = 14, /* bytes that cannot stand in a name by chance */
	SOME = 8    /* kinds whose every page is asked for */
};

static struct arena *arena;
static struct office *office;
static struct reader *reader;
static struct page_site site;
static struct page_counts counts[PAGE_KEPT];
static struct why why;
static struct change_pen *pen;
static size_t asked, leaks;
static struct str *pieces;
static size_t pieces_n;

static int
setup(void **state)
{
	(void)state;
	assert_int_equal(setenv("COMITY_NOW", "2026-11-21T09:00:00Z", 1), 0);
	arena = arena_new(256 * MIB);
	office = folder_office(world_posix(), "vietnam", true);
	reader = folder_reader(office, "");
	assert_int_equal(change_open(office, &pen, &why), ERR_OK);
	site = (struct page_site){ .office = office, .port = 8080,
		.reader = reader, .counts = counts };
	memset(site.token, '7', PAGE_TOKEN);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	change_close(pen);
	reader_close(reader);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

/* Of a sentence with holes or stars, the longest piece between them. */
static struct str
piece(const char *english)
{
	struct str best = { "", 0 };

	while (*english != '\0') {
		size_t n = strcspn(english, "%*");

		if (n > best.n)
			best = (struct str){ english, n };
		english += n;
		if (*english == '%')
			english += strcspn(english, "sducf");
		english += *english != '\0';
	}
	return str_trim(best);
}

static void
find_pieces(void)
{
	pieces = arena_array(arena, tr_rows_n, sizeof(*pieces));
	for (size_t i = 0; i < tr_rows_n; i++) {
		struct str p = piece(tr_rows[i].english);

		if (strpbrk(tr_rows[i].english, "%*") != NULL &&
		    p.n >= LEAST && !str_is(str_of(tr_rows[i].vietnamese),
		    tr_rows[i].english))
			pieces[pieces_n++] = p;
	}
}

/* A text as people read it. */
static void
look(const char *path, struct str text)
{
	text = str_trim(text);
	if (!str_eq(tr_view("vi", text), text)) {
		print_error("%s: \"%.*s\"\n", path, STRF(text));
		leaks++;
	}
	for (size_t i = 0; text.n >= LEAST && i < pieces_n; i++) {
		if (str_find(text, pieces[i]) == SIZE_MAX)
			continue;
		print_error("%s: \"%.*s\" of \"%.*s\"\n", path,
		    STRF(pieces[i]), STRF(text));
		leaks++;
		return;
	}
}

/* What stands between tags, and in the attributes that are read out. */
static void
read_markup(const char *path, struct str s)
{
	static const char *const told[] = { "aria-label=\"", "title=\"",
		"placeholder=\"", "alt=\"", "data-label=\"" };
	struct str text, tag;

	while (s.n > 0) {
		(void)str_cut(s, '<', &text, &s);
		look(path, text);
		if (!str_cut(s, '>', &tag, &s))
			return;
		for (size_t i = 0; i < countof(told); i++) {
			size_t at = str_find(tag, str_of(told[i]));
			struct str value;

			if (at == SIZE_MAX)
				continue;
			value = str_from(tag, at + strlen(told[i]));
			(void)str_cut(value, '"', &value, &tag);
			look(path, value);
		}
		/* What a script or a style holds is no text. */
		if (str_starts(tag, STR("style")) ||
		    str_starts(tag, STR("script")))
			(void)str_cut(s, '<', &text, &s);
	}
}

static void
ask(struct str path)
{
	struct arena *a = arena_new(PAGE_ARENA_MAX);
	struct page p = { .arena = a };
	struct page_call call = { .method = STR("GET"), .target = path,
		.languages = STR("vi-VN,vi;q=0.9,en;q=0.5") };

	call.origin.host = STR("localhost:8080");
	buf_init(&p.out, PAGE_OUT_MAX);
	page_answer(&p, &site, &call);
	assert_int_equal(p.out.err, ERR_OK);
	if (p.status >= 500)
		fail_msg("%.*s: %d", STRF(path), p.status);
	if (str_starts(p.type, STR("text/html"))) {
		assert_true(p.status == 303 || str_find(buf_view(&p.out),
		    STR("<html lang=\"vi\">")) != SIZE_MAX);
		read_markup(arena_cstr(arena, path), buf_view(&p.out));
		asked++;
	}
	buf_free(&p.out);
	arena_free(a);
}

/* The path of the row for a kind, with the first record that it has. */
static void
ask_of_kind(const char *pattern, const struct kind *k)
{
	const struct find_query q = { .kind = k, .limit = 1 };
	const struct field *code = kind_field(k, STR("code"));
	struct str rest = str_of(pattern + strlen("/:list")), path;
	struct rows_found found;

	path = path_list(arena, k, STR(""));
	if (str_starts(rest, STR("/:code"))) {
		assert_int_equal(find_list(reader, arena, &q, &found, &why),
		    ERR_OK);
		if (found.n == 0)
			return;
		path = path_record(arena, k, found.row[0].value[
		    kind_field_at(k, code)].type == VALUE_TEXT ?
		    found.row[0].value[kind_field_at(k, code)].text :
		    id_str(arena, found.row[0].id));
		rest = str_from(rest, strlen("/:code"));
	}
	ask(arena_printf(arena, "%.*s%.*s", STRF(path), STRF(rest)));
}

static void
no_english_is_left(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);
	const struct kinds *ks = &office->kinds;

	(void)state;
	find_pieces();
	for (size_t i = 0; i < n; i++) {
		/* One page shows names in both languages. */
		if (r[i].method != HTTP_GET ||
		    strcmp(r[i].path, "/admin/names") == 0)
			continue;
		if (strncmp(r[i].path, "/:list", 6) != 0) {
			ask(str_of(r[i].path));
			continue;
		}
		/* The words of a term are data, in English and Vietnamese. */
		for (size_t k = 0; k < ks->n; k++)
			if (!str_is(ks->kind[k].name, "term") && (k < SOME ||
			    r[i].path[6] == '\0' ||
			    strcmp(r[i].path, "/:list/:code") == 0))
				ask_of_kind(r[i].path, &ks->kind[k]);
	}
	ask(STR("/partners/AUS"));
	ask(STR("/partners/AUS?asof=2026-11-20"));
	ask(STR("/directives/UN-L2H/review"));
	ask(STR("/search?q=asean"));
	ask(STR("/activities?filter=zebra"));
	ask(STR("/activities?zebra=1"));
	ask(STR("/?asof=never"));
	assert_true(asked > 120);
	assert_int_equal(leaks, 0);
}

/* The test itself: a sentence that is left in English is found. */
static void
english_would_be_found(void **state)
{
	size_t before = leaks;

	(void)state;
	read_markup("-", STR("<p class=\"x\">What needs a decision?</p>"));
	assert_int_equal(leaks, before + 1);
	read_markup("-", STR("<a aria-label=\"Handling marking\">x</a>"));
	assert_int_equal(leaks, before + 2);
	read_markup("-", STR("<p>44 of 150 within 90 days, 50 activities held "
	    "and not reported.</p>"));
	assert_int_equal(leaks, before + 3);
	read_markup("-", STR("<p>Việc gì cần quyết định?</p><p>Sweden</p>"));
	assert_int_equal(leaks, before + 3);
	leaks = before;
}

/* In which language the page is, and which one the browser is to remember. */
static void
check_lang(const char *target, const char *cookies, const char *languages,
    const char *from, const char *lang, const char *kept)
{
	struct arena *a = arena_new(PAGE_ARENA_MAX);
	struct page p = { .arena = a };
	struct page_call call = { .method = STR("GET"),
		.target = str_of(target), .cookies = str_of(cookies),
		.languages = str_of(languages) };

	call.origin.host = STR("localhost:8080");
	call.origin.site = str_of(from);
	buf_init(&p.out, PAGE_OUT_MAX);
	page_answer(&p, &site, &call);
	assert_string_equal(p.lang, lang);
	assert_string_equal(p.keep_lang != NULL ? p.keep_lang : "", kept);
	buf_free(&p.out);
	arena_free(a);
}

static void
a_language_is_chosen(void **state)
{
	(void)state;
	check_lang("/help", "", "", "", "en", "");
	check_lang("/help", "", "vi", "none", "vi", "");
	check_lang("/help", "lang=en", "vi", "", "en", "");
	check_lang("/help?lang=vi", "lang=en", "en", "same-origin", "vi",
	    "vi");
	/* A link that somebody sent is for once. */
	check_lang("/help?lang=vi", "lang=en", "en", "cross-site", "vi", "");
	check_lang("/help?lang=vi", "", "", "none", "vi", "");
	check_lang("/help?lang=fr", "", "vi", "same-origin", "vi", "");
	check_lang("/nothing?lang=vi", "", "", "", "vi", "vi");
}

static bool
says(const char *path, const char *lang, const char *what)
{
	struct arena *a = arena_new(PAGE_ARENA_MAX);
	struct page p = { .arena = a };
	struct page_call call = { .method = STR("GET"),
		.target = str_of(path), .languages = str_of(lang) };
	bool said;

	call.origin.host = STR("localhost:8080");
	buf_init(&p.out, PAGE_OUT_MAX);
	page_answer(&p, &site, &call);
	said = str_find(buf_view(&p.out), str_of(what)) != SIZE_MAX;
	buf_free(&p.out);
	arena_free(a);
	return said;
}

static void
call_it(const char *code, const char *en, const char *vi)
{
	struct change_field field[] = {
		{ STR("list"), STR("display") }, { STR("code"), str_of(code) },
		{ STR("en"), str_of(en) }, { STR("vi"), str_of(vi) },
	};
	struct change_item item = { .verb = CHANGE_ADD, .kind = STR("term"),
		.field = field, .fields = countof(field) };
	struct change c = { .item = &item, .items = 1 };
	struct change_done done;

	why = (struct why){ 0 };
	if (change_commit(pen, arena, &c, &done, &why) != ERR_OK)
		fail_msg("%s", why.text);
}

/* In both languages, in lists, forms and search; not in the past. */
static void
an_office_calls_things_its_way(void **state)
{
	(void)state;
	assert_true(says("/commitments/new", "en", "New commitment"));
	assert_false(says("/search?q=loi+hua", "vi", "href=\"/commitments\""
	    ">Lời hứa"));
	call_it("commitment", "Pledge", "Lời hứa");
	call_it("commitment/many", "Pledges", "Lời hứa");
	call_it("commitment.due", "Deadline", "Thời hạn");
	assert_true(says("/commitments/new", "en", "New pledge"));
	assert_true(says("/commitments/new", "vi", "Thêm lời hứa"));
	assert_true(says("/commitments/new", "en", ">Deadline"));
	assert_true(says("/help", "en", ">Pledges"));
	assert_true(says("/help", "vi", ">Lời hứa"));
	assert_true(says("/search?q=loi+hua", "en", ">Pledges</a>"));
	assert_true(says("/search?q=PLEDGE", "vi", ">Lời hứa</a>"));
	assert_true(says("/search?q=commitments", "vi", ">Lời hứa</a>"));
	assert_true(says("/admin/names?kind=commitment", "en",
	    "value=\"Deadline\""));
	assert_false(says("/forums?asof=2026-11-20", "en", "Pledges"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_english_is_left),
		cmocka_unit_test(english_would_be_found),
		cmocka_unit_test(a_language_is_chosen),
		cmocka_unit_test(an_office_calls_things_its_way),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
