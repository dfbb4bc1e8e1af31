/*
 * Who asks decides what is answered: every route by every role (W9), sessions
 * and their tokens (W2, W3), the second factor, what one class of readers may
 * not see and another may (L1 to L5), the first run.
 */
#include "lib/golden.h"

#include <liboath/oath.h>

#include "lib/folder_office.h"
#include "web/route.h"
#include "web/serve_part.h"

static struct arena *arena;
static struct office *office;
static struct accounts *book;
static struct change_pen *pen;
static struct serve_views views;
static struct reader *local;
static struct page_counts counts[PAGE_KEPT];
static struct world twin;
static struct why why;
static struct page_site site;
static int64_t now = 1795251600000; /* 2026-11-21T09:00:00Z */
static const struct account_actor by = { STR_INIT("test"), STR_INIT("") };
static const struct str password = STR_INIT("four plain words here");

static int64_t
twin_now(struct world *w)
{
	(void)w;
	return now;
}

static enum err
commit(void *self, struct arena *a, const struct change *c,
    struct change_done *out, struct why *w)
{
	return change_commit(self, a, c, out, w);
}

static enum err
view(void *self, uint64_t mask, uint64_t hidden, struct page_view *out,
    struct why *w)
{
	(void)self;
	return serve_view(&views, mask, hidden, out, w);
}

static int
setup(void **state)
{
	(void)state;
	twin = *world_posix();
	twin.now_ms = twin_now;
	twin.argon_kib = 8;
	arena = arena_new(256 * MIB);
	office = folder_office(&twin, "vietnam", false);
	if (account_open(office, &book, &why) != ERR_OK ||
	    change_open(office, &pen, &why) != ERR_OK)
		fail_msg("%s", why.text);
	local = folder_reader(office, "");
	change_guard(pen, book);
	views = (struct serve_views){ .office = office, .accounts = book,
		.mask = local->mask };
	site = (struct page_site){ .office = office, .accounts = book,
		.reader = local, .counts = counts, .port = 8080,
		.view = view, .commit = commit, .self = pen,
		.setup = STR_INIT("the-key") };
	memset(site.token, '7', PAGE_TOKEN);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	serve_views_close(&views);
	reader_close(local);
	change_close(pen);
	account_close(book);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

/* One call and its answer. */
struct talk {
	const char *cookie; /* "comity-8080=...", or "" */
	const char *token;  /* of the form, or "" */
	const char *bearer;
	const char *name;   /* Host; "" is localhost:8080 */
};

struct answer {
	int status;
	struct str body, location, cookie;
};

static struct answer
ask(const struct talk *t, const char *method, const char *target,
    const char *form)
{
	struct arena *a = arena_new(PAGE_ARENA_MAX);
	struct page p = { .arena = a };
	struct str body = t->token != NULL && *t->token != '\0' ?
	    arena_printf(arena, "token=%s%s%s", t->token, *form != '\0' ?
	    "&" : "", form) : str_of(form);
	struct page_call call = { .method = str_of(method),
		.target = str_of(target), .body = body,
		.type = STR("application/x-www-form-urlencoded"),
		.cookies = str_of(t->cookie), .address = STR("192.0.2.7") };
	struct answer out;

	call.origin.host = STR("localhost:8080");
	call.origin.site = STR("same-origin");
	if (t->bearer != NULL)
		call.authorization = arena_printf(arena, "Bearer %s",
		    t->bearer);
	if (t->name != NULL)
		call.origin.host = str_of(t->name);
	buf_init(&p.out, PAGE_OUT_MAX);
	page_answer(&p, &site, &call);
	assert_int_equal(p.out.err, ERR_OK);
	out = (struct answer){ .status = p.status,
		.body = arena_str(arena, buf_view(&p.out)),
		.location = arena_str(arena, p.location),
		.cookie = arena_str(arena, p.cookie) };
	buf_free(&p.out);
	arena_free(a);
	return out;
}

static const struct talk nobody = { "", "", NULL, NULL };

static bool
has(struct str body, const char *words)
{
	return str_find(body, str_of(words)) != SIZE_MAX;
}

/* The value of the hidden field of that name. */
static const char *
field_of(struct str body, const char *name)
{
	struct str key = arena_printf(arena, "name=\"%s\" value=\"", name);
	size_t at = str_find(body, key);
	struct str value, rest;

	if (at == SIZE_MAX)
		fail_msg("no field %s", name);
	(void)str_cut(str_from(body, at + key.n), '"', &value, &rest);
	return arena_cstr(arena, value);
}

/* What a browser sends back of a Set-Cookie. */
static const char *
cookie_of(struct str set)
{
	struct str value, rest;

	(void)str_cut(set, ';', &value, &rest);
	return arena_cstr(arena, value);
}

static struct talk
sign_in(const char *name)
{
	struct talk t = { .cookie = "", .token = site.token };
	struct answer a = ask(&t, "POST", "/sign-in", arena_printf(arena,
	    "name=%s&password=four+plain+words+here&next=%%2Fpartners",
	    name).p);

	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.cookie, STR("comity-8080=")));
	assert_true(has(a.cookie, "; HttpOnly; SameSite=Lax"));
	t.cookie = cookie_of(a.cookie);
	a = ask(&t, "GET", "/me", "");
	if (a.status == 200)
		t.token = field_of(a.body, "token");
	return t;
}

static struct account
add(const char *name, unsigned roles, const char *clearance)
{
	struct account new = { .name = str_of(name), .roles = roles,
		.shown = arena_printf(arena, "The %s", name),
		.clearance = str_of(clearance) };

	why = (struct why){ 0 };
	if (account_add(book, arena, &new, password, &by, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return new;
}

/* ---- an office without accounts, and its first run ---- */

static void
without_accounts_all_is_open(void **state)
{
	(void)state;
	assert_int_equal(ask(&nobody, "GET", "/", "").status, 200);
	assert_int_equal(ask(&nobody, "GET", "/persons", "").status, 200);
	assert_int_equal(ask(&nobody, "GET", "/sign-in", "").status, 303);
	/* The first run is for who has the key; it is no way round it. */
	assert_int_equal(ask(&nobody, "GET", "/setup", "").status, 403);
	assert_int_equal(ask(&nobody, "GET", "/setup?key=the-kex", "").status,
	    403);
	assert_int_equal(ask(&nobody, "GET", "/setup/administrator", "").status,
	    403);
	assert_int_equal(ask(&nobody, "GET", "/admin/accounts", "").status,
	    303);
}

static void
the_first_run_makes_an_administrator(void **state)
{
	struct talk t = { .cookie = "", .token = site.token };
	struct answer a = ask(&t, "GET", "/setup?key=the-key", "");

	(void)state;
	assert_int_equal(a.status, 200);
	assert_true(has(a.body, "/setup/maps?key=the-key"));
	/* Steps in any order; one can be left out. */
	a = ask(&t, "POST", "/setup/maps", "key=the-key&do=save&world_view=un");
	assert_int_equal(a.status, 303);
	assert_int_equal(account_refresh(book, office, &why), ERR_OK);
	check_str(office_setting(office, "world_view"), "un");
	a = ask(&t, "POST", "/setup/lists", "key=the-key&do=skip");
	assert_int_equal(a.status, 303);
	a = ask(&t, "POST", "/setup/maps", "do=save&world_view=vn");
	assert_int_equal(a.status, 403);
	a = ask(&t, "POST", "/setup/administrator", "key=the-key&do=save&"
	    "name=chief&password=four+plain+words+here&again=four");
	assert_int_equal(a.status, 422);
	assert_false(account_any(book));
	a = ask(&t, "POST", "/setup/administrator", "key=the-key&do=save&"
	    "name=chief&password=four+plain+words+here&"
	    "again=four+plain+words+here");
	assert_int_equal(a.status, 303);
	assert_true(account_any(book));
	t.cookie = cookie_of(a.cookie);
	assert_int_equal(ask(&t, "GET", "/setup", "").status, 200);
	/* The tasks go on; what is kept there wants a second factor. */
	check_str(ask(&t, "GET", "/admin/accounts", "").location,
	    "/me/factor");
	a = ask(&t, "GET", "/setup/organisation", "");
	assert_true(has(a.body, "name=\"code-security\" checked"));
	assert_false(has(a.body, "name=\"code-planner\" checked"));
	t.token = field_of(a.body, "token");
	assert_int_equal(ask(&t, "POST", "/setup/organisation", "do=save&"
	    "name=Office&code-planner=on").status, 303);
	assert_int_equal(account_refresh(book, office, &why), ERR_OK);
	assert_int_equal(ask(&t, "GET", "/admin/accounts", "").status, 200);
	/* The key is worth nothing any more. */
	assert_int_equal(ask(&nobody, "GET", "/setup?key=the-key", "").status,
	    404);
	t = (struct talk){ .cookie = "", .token = site.token };
	assert_int_equal(ask(&t, "POST", "/setup/administrator", "key=the-key&"
	    "do=save&name=thief&password=four+plain+words+here&"
	    "again=four+plain+words+here").status, 404);
}

/* ---- W9 ---- */

/* A path that fits the row. */
static const char *
path_for(const struct route *r, const char *list)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct str rest = str_of(r->path + 1), one;

	while (rest.n > 0) {
		(void)str_cut(rest, '/', &one, &rest);
		buf_char(&b, '/');
		if (str_is(one, ":list"))
			buf_text(&b, list);
		else if (one.p[0] == ':')
			buf_text(&b, "0f");
		else
			buf_str(&b, one);
	}
	return b.n > 0 ? arena_cstr(arena, buf_view(&b)) : "/";
}

/* Nobody gets a page, and no program a byte, without signing in. */
static void
nobody_gets_anything(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		const char *path = path_for(&r[i], "activities");
		struct answer a;

		if (r[i].right == RIGHT_OPEN)
			continue;
		a = ask(&nobody, r[i].method == HTTP_GET ? "GET" : "POST",
		    path, "");
		if (r[i].method == HTTP_POST || strncmp(path, "/feeds", 6) == 0)
			assert_int_equal(a.status, 401);
		else if (a.status != 303 ||
		    !str_starts(a.location, STR("/sign-in")))
			fail_msg("%s: %d", path, a.status);
	}
}

/* Which roles a row lets in: every row by every role by a kind of each group,
 * against the table of what rows can ask. */
static void
put_roles(struct buf *b, const struct route *row, struct str list)
{
	for (int role = 0; role < ROLE__MAX; role++) {
		struct page p = { .arena = arena, .site = &site,
			.route = row, .roles = 1u << role };
		enum err e;

		p.arg[0] = list;
		e = page_allowed(&p, NULL);
		assert_true(e == ERR_OK || e == ERR_DENIED ||
		    e == ERR_MISSING);
		buf_printf(b, " %s%s", e == ERR_OK ? "" : e == ERR_DENIED ?
		    "(" : "-", e == ERR_MISSING ? "" :
		    right_role_name((enum role)role));
		buf_text(b, e == ERR_DENIED ? ")" : "");
	}
	buf_char(b, '\n');
}

static void
every_right_by_every_role(void **state)
{
	static const char *const lists[] = { "activities", "commitments",
		"plans", "partners", "posts", "persons", "nothings" };
	static const char *const on[] = { "", "*", "activity", "directive",
		"person", NULL };
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	buf_text(&b, "what a route asks for, of what: who is let in; (role) "
	    "is told that it may not, - finds nothing\n");
	for (int right = RIGHT_OPEN; right < RIGHT__MAX; right++)
		for (size_t i = 0; i < countof(on); i++) {
			struct route row = { .path = "/x", .right =
			    (enum right)right, .on = on[i] };
			bool list = on[i] != NULL && on[i][0] == '\0';

			for (size_t k = 0; k < countof(lists); k++) {
				buf_printf(&b, "%s %s:",
				    right_name((enum right)right), list ?
				    lists[k] : on[i] == NULL ? "program" :
				    on[i]);
				put_roles(&b, &row, str_of(lists[k]));
				if (!list)
					break;
			}
		}
	check_golden(buf_view(&b), "test/golden/routes.txt");
}

/* What changes something asks for more than reading; who may not read a list
 * is told what is told of a list that is not there. */
static void
rows_ask_for_enough(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		bool open = r[i].right == RIGHT_OPEN;

		assert_true(r[i].right > RIGHT_NONE && r[i].right < RIGHT__MAX);
		if (r[i].method == HTTP_POST && r[i].right == RIGHT_READ)
			fail_msg("POST %s asks only for reading", r[i].path);
		if (open && strncmp(r[i].path, "/-/", 3) != 0 &&
		    strncmp(r[i].path, "/sign-in", 8) != 0 &&
		    strncmp(r[i].path, "/setup", 6) != 0)
			fail_msg("%s is open to all", r[i].path);
	}
}

static void
hidden_is_as_absent(void **state)
{
	static const char *const asked[] = { "/persons", "/persons/0f",
		"/persons/new", "/persons.json", "/persons.csv", "/tenures",
		"/setup", "/admin", "/admin/audit" };
	struct account_event *event;
	struct talk t;
	size_t n;

	(void)state;
	(void)add("asia-1", 1u << ROLE_OFFICER, "public");
	t = sign_in("asia-1");
	assert_int_equal(ask(&t, "GET", "/activities", "").status, 200);
	for (size_t i = 0; i < countof(asked); i++) {
		struct answer a = ask(&t, "GET", asked[i], "");

		if (a.status != 404)
			fail_msg("%s: %d", asked[i], a.status);
	}
	/* And it is on record who asked. */
	assert_int_equal(account_audited(book, arena, 0, &event, &n, &why),
	    ERR_OK);
	check_str(event[0].what, "denied");
	check_str(event[0].who, "asia-1");
	check_str(event[0].about, "/admin/audit");
	/* What may be read and not written says so. */
	assert_int_equal(ask(&t, "GET", "/indicators/new", "").status, 403);
	assert_int_equal(ask(&t, "POST", "/indicators/new", "name=x").status,
	    403);
	assert_int_equal(ask(&t, "GET", "/indicators", "").status, 200);
	/* And no button leads there. */
	assert_false(has(ask(&t, "GET", "/indicators", "").body,
	    "/indicators/new"));
	assert_true(has(ask(&t, "GET", "/activities", "").body,
	    "/activities/new"));
}

/* ---- sessions ---- */

static void
tokens_belong_to_a_session(void **state)
{
	struct talk one = sign_in("asia-1"), two = sign_in("asia-1"), bad;

	(void)state;
	assert_string_not_equal(one.cookie, two.cookie);
	assert_string_not_equal(one.token, two.token);
	bad = (struct talk){ .cookie = one.cookie, .token = two.token };
	assert_int_equal(ask(&bad, "POST", "/me", "lang=vi").status, 403);
	bad.token = site.token;
	assert_int_equal(ask(&bad, "POST", "/me", "lang=vi").status, 403);
	assert_int_equal(ask(&one, "POST", "/me", "lang=").status, 303);
	/* Signing out ends this one and leaves the other. */
	assert_int_equal(ask(&one, "POST", "/sign-out", "").status, 303);
	assert_int_equal(ask(&one, "GET", "/", "").status, 303);
	assert_int_equal(ask(&two, "GET", "/", "").status, 200);
	/* A new password gives a new key, and ends all others. */
	one = sign_in("asia-1");
	assert_int_equal(ask(&one, "POST", "/me/password",
	    "now=wrong+words+here&new=a+new+one+for+me&again=a+new+one+for+me"
	    ).status, 422);
	bad.cookie = cookie_of(ask(&one, "POST", "/me/password",
	    "now=four+plain+words+here&new=a+new+one+for+me&"
	    "again=a+new+one+for+me").cookie);
	assert_string_not_equal(bad.cookie, one.cookie);
	assert_int_equal(ask(&bad, "GET", "/", "").status, 200);
	assert_int_equal(ask(&one, "GET", "/", "").status, 303);
	assert_int_equal(ask(&two, "GET", "/", "").status, 303);
	/* What leads elsewhere after signing in leads to the overview. */
	check_str(session_next(STR("/partners?filter=x")),
	    "/partners?filter=x");
	check_str(session_next(STR("//evil.example/")), "/");
	check_str(session_next(STR("https://evil.example/")), "/");
	check_str(session_next(STR("/\\evil.example")), "/");
	check_str(session_next(STR("")), "/");
}

static void
behind_a_proxy_cookies_are_of_the_host(void **state)
{
	struct talk t = { .cookie = "", .token = site.token,
		.name = "comity.example" };
	struct answer a;

	(void)state;
	assert_int_equal(ask(&t, "GET", "/sign-in", "").status, 421);
	site.host = STR("comity.example");
	a = ask(&t, "POST", "/sign-in", "name=chief&"
	    "password=four+plain+words+here");
	site.host = STR("");
	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.cookie, STR("__Host-comity=")));
	assert_true(has(a.cookie, "; Secure"));
}

static int
code_at(const char *secret, char out[static 7])
{
	unsigned char raw[ACCOUNT_SECRET];

	assert_true(account_secret_parse(str_of(secret), raw));
	return oath_totp_generate((const char *)raw, sizeof(raw), now / 1000,
	    30, 0, 6, out);
}

static void
the_code_comes_after_the_password(void **state)
{
	static const char *const not_yet[] = { "/me", "/me/tokens",
		"/me/factor", "/me/password", "/mechanisms", "/help" };
	struct account a = add("asia-2", 1u << ROLE_OFFICER, "");
	struct talk t = sign_in("asia-2"), half;
	const char *secret = field_of(ask(&t, "GET", "/me/factor", "").body,
	    "secret");
	struct answer got;
	char code[7];

	(void)state;
	(void)a;
	assert_int_equal(code_at(secret, code), OATH_OK);
	got = ask(&t, "POST", "/me/factor", arena_printf(arena,
	    "secret=%s&code=%s", secret, code).p);
	assert_int_equal(got.status, 200);
	assert_true(has(got.body, "class=\"codes\""));
	assert_int_equal(ask(&t, "GET", "/", "").status, 303);
	now += 60000;
	/* Half a session is good for the code alone. */
	half = sign_in("asia-2");
	got = ask(&half, "GET", "/", "");
	check_str(got.location, "/sign-in/code");
	assert_int_equal(ask(&half, "GET", "/activities.json", "").status,
	    303);
	for (size_t i = 0; i < countof(not_yet); i++)
		check_str(ask(&half, "GET", not_yet[i], "").location,
		    "/sign-in/code");
	check_str(ask(&half, "POST", "/me/tokens", "name=x&scope=read")
	    .location, "/sign-in/code");
	half.token = site.token;
	assert_int_equal(ask(&half, "POST", "/sign-in/code",
	    "code=000000").status, 422);
	assert_int_equal(code_at(secret, code), OATH_OK);
	got = ask(&half, "POST", "/sign-in/code", arena_printf(arena,
	    "code=%s&next=%%2Fpartners", code).p);
	assert_int_equal(got.status, 303);
	check_str(got.location, "/partners");
	/* With a new key. */
	assert_string_not_equal(cookie_of(got.cookie), half.cookie);
	assert_int_equal(ask(&half, "GET", "/", "").status, 303);
	half.cookie = cookie_of(got.cookie);
	assert_int_equal(ask(&half, "GET", "/", "").status, 200);
}

static void
first_things_first(void **state)
{
	struct account a = { .name = STR_INIT("asia-3"),
		.roles = 1u << ROLE_READER, .renew = true };
	struct talk t;

	(void)state;
	assert_int_equal(account_add(book, arena, &a, password, &by, &why),
	    ERR_OK);
	t = sign_in("asia-3");
	check_str(ask(&t, "GET", "/activities", "").location, "/me/password");
	check_str(ask(&t, "GET", "/mechanisms", "").location, "/me/password");
	check_str(ask(&t, "GET", "/me/tokens", "").location, "/me/password");
	assert_int_equal(account_set_password(book, arena, a.id, password,
	    false, STR(""), &by, &why), ERR_OK);
	assert_int_equal(account_setting(book, "second_factor",
	    STR("required"), &by, &why), ERR_OK);
	assert_int_equal(account_refresh(book, office, &why), ERR_OK);
	t = sign_in("asia-3");
	check_str(ask(&t, "GET", "/activities", "").location, "/me/factor");
	assert_int_equal(account_setting(book, "second_factor",
	    STR("optional"), &by, &why), ERR_OK);
	assert_int_equal(account_refresh(book, office, &why), ERR_OK);
	assert_int_equal(ask(&t, "GET", "/activities", "").status, 200);
}

/* A rule for each role; while none is set, those who keep secrets. */
static void
a_code_is_asked_of_roles(void **state)
{
	struct talk reader, guard;

	(void)state;
	(void)add("asia-9", 1u << ROLE_READER, "");
	(void)add("guard", 1u << ROLE_SECURITY | 1u << ROLE_READER, "");
	reader = sign_in("asia-9");
	guard = sign_in("guard");
	assert_int_equal(account_setting(book, "second_factor",
	    STR("reader,planner"), &by, &why), ERR_OK);
	assert_int_equal(account_refresh(book, office, &why), ERR_OK);
	check_str(ask(&reader, "GET", "/activities", "").location,
	    "/me/factor");
	assert_int_equal(account_setting(book, "second_factor",
	    STR("planner,security"), &by, &why), ERR_OK);
	assert_int_equal(account_refresh(book, office, &why), ERR_OK);
	assert_int_equal(ask(&reader, "GET", "/activities", "").status, 200);
	check_str(ask(&guard, "GET", "/admin/audit", "").location,
	    "/me/factor");
	assert_true(has(ask(&guard, "GET", "/me/factor", "").body,
	    "asks your role"));
	assert_int_equal(account_setting(book, "second_factor",
	    STR("planner,cook"), &by, &why), ERR_INPUT);
	assert_int_equal(account_setting(book, "second_factor",
	    STR("optional"), &by, &why), ERR_OK);
	assert_int_equal(account_refresh(book, office, &why), ERR_OK);
	assert_int_equal(ask(&guard, "GET", "/admin/audit", "").status, 200);
	/* Who may read it finds it, in his own words. */
	assert_true(has(ask(&guard, "GET", "/", "").body,
	    "href=\"/admin/audit\""));
	assert_false(has(ask(&reader, "GET", "/", "").body,
	    "href=\"/admin/audit\""));
	assert_true(has(ask(&guard, "GET", "/admin/audit?lang=vi", "").body,
	    "cán bộ kế hoạch,cán bộ bảo mật"));
}

/* Analysis begins with the lists that were kept: one's own, and the office's. */
static void
kept_lists_are_at_hand(void **state)
{
	struct talk one, other;

	(void)state;
	(void)add("keeper", 1u << ROLE_OFFICER, "");
	(void)add("looker", 1u << ROLE_READER, "");
	one = sign_in("keeper");
	other = sign_in("looker");
	assert_true(has(ask(&other, "GET", "/analysis", "").body,
	    "No list is kept yet."));
	assert_int_equal(ask(&one, "POST", "/views", "records=activity&"
	    "name=Talks+of+mine&query=q=talks&label=public").status, 303);
	assert_int_equal(ask(&one, "POST", "/views", "records=activity&"
	    "name=Talks+of+all&query=q=talks&office=yes&label=public").status,
	    303);
	assert_true(has(ask(&one, "GET", "/analysis", "").body,
	    "Talks of mine"));
	assert_true(has(ask(&other, "GET", "/analysis", "").body,
	    "Talks of all"));
	assert_false(has(ask(&other, "GET", "/analysis", "").body,
	    "Talks of mine"));
}

/* ---- programs ---- */

static void
programs_send_a_token(void **state)
{
	struct account a = add("program", 1u << ROLE_OFFICER, "");
	struct account_token read = { .name = STR_INIT("r"),
		.scope = ACCOUNT_READ };
	struct account_token feed = { .name = STR_INIT("f"),
		.scope = ACCOUNT_FEED, .filter = STR_INIT("/activities") };
	char rkey[ACCOUNT_KEY + 1], fkey[ACCOUNT_KEY + 1];
	struct talk t = { .cookie = "", .token = "", .bearer = rkey };

	(void)state;
	assert_int_equal(account_token_add(book, arena, a.id, &read, rkey, &by,
	    &why), ERR_OK);
	assert_int_equal(account_token_add(book, arena, a.id, &feed, fkey, &by,
	    &why), ERR_OK);
	assert_int_equal(ask(&t, "GET", "/activities.json", "").status, 200);
	assert_int_equal(ask(&t, "GET", "/persons.json", "").status, 404);
	assert_int_equal(ask(&t, "POST", "/activities/new", "title=x").status,
	    403);
	/* It is no way to the account itself. */
	assert_int_equal(ask(&t, "GET", "/me.json", "").status, 404);
	t.bearer = fkey;
	assert_int_equal(ask(&t, "GET", "/activities.json", "").status, 404);
	t.bearer = "0000";
	assert_int_equal(ask(&t, "GET", "/activities.json", "").status, 401);
	assert_int_equal(account_token_end(book, a.id, read.id, &by, &why),
	    ERR_OK);
	t.bearer = rkey;
	assert_int_equal(ask(&t, "GET", "/activities.json", "").status, 401);
}

/* ---- what is written, and what is seen of it ---- */

static void
changes_bear_their_author(void **state)
{
	static const char *const form = "title=Port+call+at+Da+Nang&"
	    "type=port-call&partner=AUS&start=2026-11-02&%40label=public";
	struct talk asia, reader;
	struct answer a;

	(void)state;
	(void)add("asia-4", 1u << ROLE_OFFICER, "internal");
	(void)add("reader-4", 1u << ROLE_READER, "internal");
	asia = sign_in("asia-4");
	reader = sign_in("reader-4");
	a = ask(&asia, "POST", "/activities/new", form);
	if (a.status != 303)
		fail_msg("%.*s", STRF(a.body));
	a = ask(&reader, "GET", "/changes", "");
	assert_true(has(a.body, "The asia-4"));
	assert_false(has(a.body, "/undo\""));
	assert_true(has(ask(&asia, "GET", "/changes", "").body, "/undo"));
	assert_int_equal(ask(&reader, "POST", "/activities/new", form).status,
	    403);
	/* A marking that one does not see cannot be written either. */
	a = ask(&asia, "POST", "/activities/new", "title=Another+call&"
	    "type=port-call&partner=AUS&start=2026-11-03&%40label=secret");
	assert_int_equal(a.status, 422);
}

/* The writer asks by itself: a page that forgot would change nothing. */
static void
the_writer_asks_too(void **state)
{
	struct change_field field[] = {
		{ STR_INIT("title"), STR_INIT("Port call") },
		{ STR_INIT("type"), STR_INIT("port-call") },
		{ STR_INIT("partner"), STR_INIT("AUS") },
		{ STR_INIT("start"), STR_INIT("2026-11-05") } };
	struct change_field approved[] = {
		{ STR_INIT("approved"), STR_INIT("2026-11-01") } };
	struct change_item item = { .verb = CHANGE_ADD,
		.kind = STR_INIT("activity"), .field = field, .fields = 4 };
	struct change c = { .item = &item, .items = 1 };
	struct account officer, approver, reader;
	struct change_done done;
	struct str made;

	(void)state;
	officer = add("officer-5", 1u << ROLE_OFFICER, "");
	approver = add("approver-5", 1u << ROLE_APPROVER, "");
	reader = add("reader-5", 1u << ROLE_READER, "");
	assert_int_equal(change_commit(pen, arena, &c, &done, &why),
	    ERR_DENIED);
	c.author = reader.id;
	assert_int_equal(change_commit(pen, arena, &c, &done, NULL),
	    ERR_DENIED);
	c.author = officer.id;
	why = (struct why){ 0 };
	if (change_commit(pen, arena, &c, &done, &why) != ERR_OK)
		fail_msg("%s", why.text);
	made = done.code[0];
	/* Who writes does not approve, who approves does not write. */
	item = (struct change_item){ .verb = CHANGE_SET, .target = made,
		.field = approved, .fields = 1 };
	assert_int_equal(change_commit(pen, arena, &c, &done, NULL),
	    ERR_DENIED);
	c.author = approver.id;
	assert_int_equal(change_commit(pen, arena, &c, &done, NULL), ERR_OK);
	item.field = field;
	assert_int_equal(change_commit(pen, arena, &c, &done, NULL),
	    ERR_DENIED);
	/* A kind that one may not read is not there to be written. */
	c.author = officer.id;
	item = (struct change_item){ .verb = CHANGE_ADD,
		.kind = STR_INIT("person"), .field = field, .fields = 1 };
	assert_int_equal(change_commit(pen, arena, &c, &done, NULL),
	    ERR_MISSING);
	/* Nor is a person there to be named. */
	field[1] = (struct change_field){ STR_INIT("type"),
		STR_INIT("port-call") };
	officer.disabled = true;
	assert_int_equal(account_set(book, arena, &officer, &by, &why),
	    ERR_OK);
	item = (struct change_item){ .verb = CHANGE_ADD,
		.kind = STR_INIT("activity"), .field = field, .fields = 4 };
	assert_int_equal(change_commit(pen, arena, &c, &done, NULL),
	    ERR_DENIED);
}

static const char *const looked_at[] = { "/", "/activities",
	"/activities.csv", "/activities?filter=zebra", "/partners/AUS",
	"/partners/AUS/history", "/search?q=zebra", "/changes", "/quality",
	"/persons", "/commitments" };

/* A change above one's clearance, or of people, moves no byte of any page. */
static void
two_worlds(void **state)
{
	struct change_field high[] = {
		{ STR_INIT("title"), STR_INIT("Zebra talks") },
		{ STR_INIT("type"), STR_INIT("port-call") },
		{ STR_INIT("partner"), STR_INIT("AUS") },
		{ STR_INIT("start"), STR_INIT("2026-11-06") } };
	struct change_field person[] = {
		{ STR_INIT("name"), STR_INIT("Zebra") } };
	struct change_item item[] = {
		{ .verb = CHANGE_ADD, .kind = STR_INIT("activity"),
		    .field = high, .fields = 4 },
		{ .verb = CHANGE_ADD, .kind = STR_INIT("person"),
		    .field = person, .fields = 1 } };
	struct change c = { .label = STR_INIT("secret"), .item = item,
		.items = 1 };
	struct answer before[countof(looked_at)], after;
	struct account chief;
	struct change_done done;
	struct talk low, all;

	(void)state;
	(void)add("low-6", 1u << ROLE_OFFICER, "internal");
	low = sign_in("low-6");
	all = sign_in("chief");
	assert_int_equal(account_named(book, arena, STR("chief"), &chief,
	    &why), ERR_OK);
	for (size_t i = 0; i < countof(looked_at); i++)
		before[i] = ask(&low, "GET", looked_at[i], "");
	c.author = chief.id;
	why = (struct why){ 0 };
	if (change_commit(pen, arena, &c, &done, &why) != ERR_OK)
		fail_msg("%s", why.text);
	c.label = STR("public");
	c.item = &item[1];
	if (change_commit(pen, arena, &c, &done, &why) != ERR_OK)
		fail_msg("%s", why.text);
	for (size_t i = 0; i < countof(looked_at); i++) {
		after = ask(&low, "GET", looked_at[i], "");
		assert_int_equal(after.status, before[i].status);
		if (!str_eq(after.body, before[i].body))
			fail_msg("%s tells of it", looked_at[i]);
	}
	/* The other class sees both, so there was something to tell. */
	assert_true(has(ask(&all, "GET", "/search?q=zebra", "").body,
	    "Zebra talks"));
	assert_true(has(ask(&all, "GET", "/persons", "").body, "Zebra"));
}

/* Who serves where is for those who may see people, on no page and no form. */
static void
who_is_named_stays_hidden(void **state)
{
	static const char *const told[] = { "/deployments/D-1",
		"/deployments/D-1.json", "/deployments/D-1/history",
		"/deployments/D-1/edit", "/deployments.json",
		"/deployments?cols=person", "/changes" };
	struct change_field person[] = {
		{ STR_INIT("code"), STR_INIT("P-1") },
		{ STR_INIT("name"), STR_INIT("Giraffe") } };
	struct change_field posting[] = {
		{ STR_INIT("code"), STR_INIT("D-1") },
		{ STR_INIT("title"), STR_INIT("Staff officer") },
		{ STR_INIT("mission"), STR_INIT("UNMISS") },
		{ STR_INIT("type"), STR_INIT("staff-officer") },
		{ STR_INIT("person"), STR_INIT("P-1") } };
	struct change_item item[] = {
		{ .verb = CHANGE_ADD, .kind = STR_INIT("person"),
		    .field = person, .fields = countof(person) },
		{ .verb = CHANGE_ADD, .kind = STR_INIT("deployment"),
		    .field = posting, .fields = countof(posting) } };
	struct change c = { .label = STR_INIT("public"), .item = item,
		.items = 1 };
	struct talk low, all;
	struct account chief;
	struct change_done done;
	const char *id = "";

	(void)state;
	assert_int_equal(account_named(book, arena, STR("chief"), &chief,
	    &why), ERR_OK);
	c.author = chief.id;
	why = (struct why){ 0 };
	for (size_t i = 0; i < countof(item); i++) {
		c.item = &item[i];
		if (change_commit(pen, arena, &c, &done, &why) != ERR_OK)
			fail_msg("%s", why.text);
		if (i == 0)
			id = arena_cstr(arena, id_str(arena, done.id[0]));
	}
	(void)add("low-7", 1u << ROLE_OFFICER, "internal");
	low = sign_in("low-7");
	all = sign_in("chief");
	assert_true(has(ask(&all, "GET", "/deployments/D-1/edit", "").body,
	    "value=\"P-1\""));
	/* And nobody becomes public by leaving a form as it is. */
	assert_true(has(ask(&all, "GET", "/persons/new", "").body,
	    "<option value=\"internal\" selected>"));
	assert_false(has(ask(&all, "GET", "/activities/new", "").body,
	    "<option value=\"internal\" selected>"));
	for (size_t i = 0; i < countof(told); i++) {
		struct answer a = ask(&low, "GET", told[i], "");

		assert_int_equal(a.status, 200);
		assert_false(has(a.body, "Giraffe"));
		assert_false(has(a.body, id));
	}
	assert_false(has(ask(&low, "GET", "/deployments/D-1/edit", "").body,
	    "f-person"));
	/* What he changes leaves it as it was. */
	low.token = field_of(ask(&low, "GET", "/deployments/D-1/edit", "")
	    .body, "token");
	assert_int_equal(ask(&low, "POST", "/deployments/D-1/edit",
	    arena_printf(arena, "@version=%s&women=1", field_of(ask(&low,
	    "GET", "/deployments/D-1/edit", "").body, "@version")).p).status,
	    303);
	assert_true(has(ask(&all, "GET", "/deployments/D-1/edit", "").body,
	    "value=\"P-1\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_accounts_all_is_open),
		cmocka_unit_test(the_first_run_makes_an_administrator),
		cmocka_unit_test(nobody_gets_anything),
		cmocka_unit_test(every_right_by_every_role),
		cmocka_unit_test(rows_ask_for_enough),
		cmocka_unit_test(hidden_is_as_absent),
		cmocka_unit_test(tokens_belong_to_a_session),
		cmocka_unit_test(behind_a_proxy_cookies_are_of_the_host),
		cmocka_unit_test(the_code_comes_after_the_password),
		cmocka_unit_test(first_things_first),
		cmocka_unit_test(a_code_is_asked_of_roles),
		cmocka_unit_test(kept_lists_are_at_hand),
		cmocka_unit_test(programs_send_a_token),
		cmocka_unit_test(changes_bear_their_author),
		cmocka_unit_test(the_writer_asks_too),
		cmocka_unit_test(two_worlds),
		cmocka_unit_test(who_is_named_stays_hidden),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
