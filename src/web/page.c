#include "web/page.h"

#include <string.h>

#include "advise/path.h"
#include "base/date.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"
#include "web/route.h"

#include "base/banned.h"

static const struct {
	enum err err;
	int status;
	const char *title, *detail;
} page_problems[] = {
	{ ERR_INPUT, 400, TR("That cannot be read"), NULL },
	/* Hidden and absent are one answer (L4). */
	{ ERR_MISSING, 404, TR("Nothing here"), TR("There is nothing at this "
	    "address that you may see. Look for it in the search above, or "
	    "begin at the overview.") },
	{ ERR_DENIED, 403, TR("Not allowed"), NULL },
	{ ERR_LIMIT, 413, TR("Too much at once"), NULL },
	{ ERR_BUSY, 503, TR("Busy"), NULL },
	{ ERR_OK, 500, TR("That did not work"), NULL },
};

struct str
page_query(const struct page *p, const char *name)
{
	return http_value(p->request.query, p->request.queries, name);
}

struct str
page_field(const struct page *p, const char *name)
{
	return http_value(p->request.form, p->request.forms, name);
}

struct str
page_cookie(const struct page *p, const char *name)
{
	return http_cookie(p->cookies, name);
}

void
page_remember(struct page *p, const char *name, struct str value)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, 8 * KIB);
	path_encode(&b, value);
	if (p->ours && b.err == ERR_OK)
		p->keep = arena_printf(p->arena, "%s=%.*s; Path=/; Max-Age=%d;"
		    " SameSite=Lax; HttpOnly", name, STRF(buf_view(&b)),
		    value.n > 0 ? 31536000 : 0);
}

enum err
page_kind(const struct page *p, const struct kind **out, struct why *why)
{
	*out = path_kind(&p->site->office->kinds, p->arg[0]);
	if (*out == NULL)
		return why_set(why, ERR_MISSING, "There is no such list.");
	return ERR_OK;
}

enum err
page_record(struct page *p, const struct kind **kind, struct id *id,
    struct why *why)
{
	const struct kind *found;
	enum err e = page_kind(p, kind, why);

	if (e != ERR_OK)
		return e;
	e = find_id(p->reader, p->arena, p->arg[1], *kind, id, &found, why);
	/* Several answers to one address: none is the record itself. */
	return e == ERR_INPUT ? ERR_MISSING : e;
}

struct str
page_kind_one(struct page *p, const struct kind *k)
{
	return find_kind_one(p->reader, p->arena, k, p->lang);
}

struct str
page_kind_many(struct page *p, const struct kind *k)
{
	return find_kind_many(p->reader, p->arena, k, p->lang);
}

void
page_token(struct buf *b, const struct page *p)
{
	html_put(b, "<input type=\"hidden\" name=\"token\" value=\"%s\">",
	    p->site->token);
}

void
page_marking(struct page *p, const char *name, struct str chosen)
{
	const struct office *o = p->site->office;
	struct buf *b = &p->out;

	if (o->parts < 2)
		return;
	html_put(b, "<div class=\"field\"><label for=\"f-%s\">%s</label>"
	    "<select id=\"f-%s\" name=\"%s\">", name, tr(p->lang, "Marking"),
	    name, name);
	for (size_t i = 0; i < o->parts; i++) {
		struct str label = o->part[i].label;

		if ((p->reader->mask >> o->part[i].part & 1) == 0)
			continue;
		html_put(b, "<option value=\"%.*s\"", STRF(label));
		if (str_eq(chosen, label))
			html_put(b, " selected");
		html_put(b, ">%.*s</option>",
		    STRF(tr_view(p->lang, label)));
	}
	html_put(b, "</select></div>");
}

void
page_go(struct page *p, struct str path)
{
	p->status = 303;
	p->location = arena_str(p->arena, path);
	buf_clear(&p->out);
}

void
page_saved(struct page *p, struct str path, const struct change_done *done)
{
	struct str hex = done->record.n > 0 ? done->record : STR("none");

	page_go(p, path_query(p->arena, path, "done", hex));
}

/* ---- frame ---- */

static const struct show_nav page_nav[] = {
	{ .words = STR_INIT(TR("Overview")), .link = STR_INIT("/"),
	    .key = 'h' },
	{ .words = STR_INIT(TR("Activities")),
	    .link = STR_INIT("/activities"), .key = 'a' },
	{ .words = STR_INIT(TR("Calendar")), .link = STR_INIT("/calendar"),
	    .key = 'k' },
	{ .words = STR_INIT(TR("Partners")), .link = STR_INIT("/partners"),
	    .key = 'p' },
	{ .words = STR_INIT(TR("Commitments")),
	    .link = STR_INIT("/commitments"), .key = 'c' },
	{ .words = STR_INIT(TR("Approvals")),
	    .link = STR_INIT("/approvals"), .key = 'w' },
	{ .words = STR_INIT(TR("Agreements")),
	    .link = STR_INIT("/agreements"), .key = 'r' },
	{ .words = STR_INIT(TR("Forums")), .link = STR_INIT("/forums"),
	    .key = 'f' },
	{ .words = STR_INIT(TR("Peacekeeping")),
	    .link = STR_INIT("/peacekeeping"), .key = 'm', .gap = true },
	{ .words = STR_INIT(TR("People")), .link = STR_INIT("/people"),
	    .key = 'e' },
	{ .words = STR_INIT(TR("Plan")), .link = STR_INIT("/plans"),
	    .key = 'b', .gap = true },
	{ .words = STR_INIT(TR("Analysis")), .link = STR_INIT("/analysis"),
	    .key = 'y' },
	{ .words = STR_INIT(TR("Directives")),
	    .link = STR_INIT("/directives"), .key = 'd', .gap = true },
	{ .words = STR_INIT(TR("Reviews")), .link = STR_INIT("/reviews"),
	    .key = 'v' },
	{ .words = STR_INIT(TR("Library")), .link = STR_INIT("/library"),
	    .key = 'l' },
	{ .words = STR_INIT(TR("Paste a text")),
	    .link = STR_INIT("/activities/paste"), .key = 'x', .gap = true },
	{ .words = STR_INIT(TR("Import a table")),
	    .link = STR_INIT("/imports") },
	{ .words = STR_INIT(TR("Check data")), .link = STR_INIT("/quality"),
	    .key = 'q' },
	{ .words = STR_INIT(TR("Changes")), .link = STR_INIT("/changes"),
	    .key = 'u' },
	{ .words = STR_INIT(TR("Help")), .link = STR_INIT("/help"),
	    .gap = true },
	{ .words = STR_INIT(TR("Administration")),
	    .link = STR_INIT("/admin") },
};

/* Lists that show how many there are; late promises are shown as such. */
static const struct {
	const char *link, *kind, *filter;
	bool bad;
} page_counted[PAGE_COUNTS] = {
	{ "/activities", "activity", "", false },
	{ "/partners", "partner", "", false },
	{ "/commitments", "commitment", "status:late", true },
	{ "/agreements", "agreement", "", false },
	{ "/directives", "directive", "", false },
};

static void
page_count(struct page *p, struct page_counts *c)
{
	for (size_t i = 0; i < PAGE_COUNTS; i++) {
		const struct kind *k = kind_named(&p->site->office->kinds,
		    str_of(page_counted[i].kind));

		c->n[i] = 0;
		if (k != NULL && find_count(p->reader, k,
		    str_of(page_counted[i].filter), &c->n[i], NULL) != ERR_OK)
			c->n[i] = 0;
	}
}

/* The counts of this moment: remembered, or counted in the oldest's place. */
static const struct page_counts *
page_counts_now(struct page *p)
{
	struct page_counts *kept = p->site->counts, fresh = {
		.newest = page_newest(p), .today = p->reader->today };

	for (size_t i = 0; i < PAGE_KEPT; i++)
		if (kept[i].newest == fresh.newest && fresh.newest != 0 &&
		    kept[i].today == fresh.today)
			return &kept[i];
	page_count(p, &fresh);
	memmove(&kept[1], &kept[0], (PAGE_KEPT - 1) * sizeof(kept[0]));
	kept[0] = fresh;
	return &kept[0];
}

static struct str
page_number(struct page *p, int64_t n)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	tr_count(&b, p->lang, n);
	return arena_str(p->arena, buf_view(&b));
}

/* A list is called as the office calls its records. */
static struct str
page_nav_words(struct page *p, const struct show_nav *n)
{
	const struct kind *k = path_kind(&p->site->office->kinds,
	    str_from(n->link, 1));

	return k != NULL ? page_kind_many(p, k) : tr_view(p->lang, n->words);
}

static void
page_nav_counts(struct page *p, struct show_nav *nav, size_t navs)
{
	const struct page_counts *c = page_counts_now(p);

	for (size_t i = 0; i < navs; i++)
		for (size_t k = 0; k < PAGE_COUNTS; k++) {
			if (!str_is(nav[i].link, page_counted[k].link) ||
			    c->n[k] == 0)
				continue;
			nav[i].bad = page_counted[k].bad;
			nav[i].count = page_number(p, c->n[k]);
			if (nav[i].bad)
				nav[i].count = arena_printf(p->arena,
				    tr(p->lang, "%.*s late"),
				    STRF(nav[i].count));
		}
}

static bool
page_is_hex(struct str s)
{
	unsigned char bytes[32];

	return s.n > 0 && s.n <= 64 && s.n % 2 == 0 &&
	    str_hex(s, bytes, s.n / 2);
}

/* What was just done, told by the address that a POST led to. */
static void
page_said(struct page *p)
{
	struct str done = page_query(p, "done");
	struct str undone = page_query(p, "undone");

	if (str_is(done, "none"))
		p->frame.said = tr_str(p->lang, "Nothing had to change.");
	else if (page_is_hex(done))
		p->frame.said = tr_str(p->lang, "Saved.");
	else if (page_is_hex(undone))
		p->frame.said = tr_str(p->lang, "Undone.");
	if (!page_is_hex(done))
		done = undone;
	if (page_is_hex(done))
		p->frame.undo = arena_printf(p->arena, "/changes/%.*s/undo",
		    STRF(done));
}

static struct str
page_day_words(struct page *p, int32_t day)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, KIB);
	date_say(&b, p->lang, (struct date){ day, day });
	return arena_str(p->arena, buf_view(&b));
}

static struct str
page_instant(struct page *p)
{
	struct world *w = p->site->office->world;
	int64_t ms = w->now_ms(w) +
	    (int64_t)p->site->office->offset_min * 60000;
	struct buf CLEANUP(buf_free) b;
	struct str s;

	buf_init(&b, KIB);
	date_format_instant(&b, ms);
	s = buf_view(&b);
	if (s.n < 16)
		return STR("");
	return arena_printf(p->arena, "%.*s %.*s",
	    STRF(page_day_words(p, office_today(p->site->office))), 5,
	    s.p + 11);
}

/* What the page is as known on: a day, or the instant that was asked for. */
static struct str
page_as_of(struct page *p)
{
	struct str day = page_day_words(p, p->reader->today);
	struct buf CLEANUP(buf_free) b;
	int64_t ms;

	buf_init(&b, KIB);
	if (!date_parse_instant(page_query(p, "asof"), &ms))
		return day;
	date_format_instant(&b, ms +
	    (int64_t)p->site->office->offset_min * 60000);
	if (b.n < 19)
		return day;
	return arena_printf(p->arena, "%.*s, %.*s", STRF(day), 8, b.p + 11);
}

/* Nothing is to be undone by one who undoes nothing. */
static void
page_offer_undo(struct report *r)
{
	for (size_t i = 0; i < r->panels; i++)
		for (size_t k = 0; k < r->panel[i].blocks; k++) {
			struct report_block *b = &r->panel[i].block[k];

			for (size_t c = 0; c < b->rows * b->columns; c++)
				if (str_ends(b->cell[c].link, STR("/undo")))
					b->cell[c] = (struct report_cell){ 0 };
		}
}

/* What leads nowhere for whoever asks is not offered. */
static void
page_offer(struct page *p, struct report *r)
{
	struct show_frame *f = &p->frame;
	struct report_link *to = arena_array(p->arena, r->actions,
	    sizeof(*to));
	size_t n = 0;

	for (size_t i = 0; i < r->actions; i++)
		if (page_link_may(p, r->action[i].link))
			to[n++] = r->action[i];
	r->action = to;
	r->actions = n;
	if (!p->local && !right_somewhere(p->roles, RIGHT_UNDO))
		page_offer_undo(r);
	f->fixed = !page_may_named(p, "activity", RIGHT_ADD);
	f->bare = !p->local && (!p->who.known || p->who.half);
	f->me = p->who.known && !p->who.half ? p->who.account.shown :
	    STR("");
}

static void
page_frame(struct page *p, struct report *r)
{
	struct show_frame *f = &p->frame;
	struct show_nav *nav = arena_array(p->arena, countof(page_nav),
	    sizeof(*nav));
	size_t navs = 0;

	for (size_t i = 0; i < countof(page_nav); i++)
		if (page_link_may(p, page_nav[i].link) &&
		    !(p->local && str_is(page_nav[i].link, "/admin")))
			nav[navs++] = page_nav[i];
	for (size_t i = 0; i < navs; i++)
		nav[i].words = page_nav_words(p, &nav[i]);
	page_offer(p, r);
	if (p->reader != NULL)
		page_nav_counts(p, nav, navs);
	f->nav = nav;
	f->navs = f->bare ? 0 : navs;
	f->office = p->site->office->name;
	f->path = p->request.path.n > 0 ? p->request.path : STR("/");
	if (str_is(f->path, "/overview"))
		f->path = STR("/");
	f->query = p->request.query;
	f->queries = p->request.queries;
	f->token = str_of(p->site->token);
	f->now = page_instant(p);
	f->today = p->reader != NULL ? p->reader->today :
	    office_today(p->site->office);
	page_said(p);
	r->lang = p->lang;
	r->demo = p->site->office->demo;
	r->as_of = p->reader != NULL && !p->reader->now ?
	    page_query(p, "asof") : STR("");
	if (r->as_of.n > 0)
		f->as_of = page_as_of(p);
}

void
page_open(struct page *p, struct report *r)
{
	page_frame(p, r);
	show_open(&p->out, &p->frame, r);
}

void
page_close(struct page *p, struct report *r)
{
	show_close(&p->out, &p->frame, r);
}

/* Only the panel that was asked for. */
static enum err
page_one_panel(struct page *p, struct report *r, struct why *why)
{
	struct str name = page_query(p, "panel");

	if (name.n == 0)
		return ERR_OK;
	for (size_t i = 0; i < r->panels; i++) {
		if (!str_eq(r->panel[i].name, name))
			continue;
		r->panel = &r->panel[i];
		r->panels = 1;
		return ERR_OK;
	}
	return why_set(why, ERR_MISSING, "This page has no such panel.");
}

enum err
page_report(struct page *p, struct report *r, struct why *why)
{
	enum err e = page_one_panel(p, r, why);

	if (e != ERR_OK)
		return e;
	p->frame.formats = true;
	if (p->request.format != HTTP_HTML)
		return page_format(p, r, why);
	page_frame(p, r);
	show_page(&p->out, &p->frame, r);
	return p->out.err;
}

/* ---- problems ---- */

static void
page_problem_json(struct page *p, const char *title, const char *detail)
{
	p->type = STR("application/problem+json");
	buf_text(&p->out, "{\"type\":\"about:blank\",\"title\":");
	buf_json(&p->out, str_of(title));
	buf_printf(&p->out, ",\"status\":%d,\"detail\":", p->status);
	buf_json(&p->out, str_of(detail));
	buf_text(&p->out, "}\n");
}

static void
page_problem_html(struct page *p, const char *title, const char *detail)
{
	struct report r = { .name = STR_INIT("problem"),
		.title = str_of(title) };

	p->frame.timeless = true;
	/* The address may be what is wrong: it is not carried on. */
	p->request.queries = 0;
	page_open(p, &r);
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\">"
	    "<p>%s</p></section>", tr(p->lang, "What to do"), detail);
	page_close(p, &r);
}

static void
page_problem(struct page *p, int status, const char *title,
    const char *detail)
{
	p->status = status;
	p->etag = STR("");
	p->location = p->file = STR("");
	p->type = STR("text/html; charset=utf-8");
	p->frame = (struct show_frame){ .office = STR("") };
	buf_clear(&p->out);
	title = tr(p->lang, title);
	detail = tr(p->lang, detail);
	if (p->request.format == HTTP_HTML && !p->program) {
		page_problem_html(p, title, detail);
	} else if (p->request.format == HTTP_JSON || p->program) {
		page_problem_json(p, title, detail);
	} else {
		p->type = STR("text/plain; charset=utf-8");
		buf_printf(&p->out, "%s. %s\n", title, detail);
	}
}

static void
page_failed(struct page *p, enum err e, const struct why *why)
{
	size_t i = 0;
	const char *detail;

	if (p->unknown) {
		page_problem(p, 401, TR("Not signed in"), why->text);
		return;
	}
	while (page_problems[i].err != e && page_problems[i].err != ERR_OK)
		i++;
	detail = page_problems[i].detail;
	if (detail == NULL)
		detail = why->text[0] != '\0' ? why->text : TR("Please try "
		    "again; if it stays so, run comity verify.");
	page_problem(p, page_problems[i].status, page_problems[i].title,
	    detail);
}

/* ---- from call to page ---- */

static bool
page_method(struct page *p, struct str method)
{
	p->request.method = str_is(method, "POST") ? HTTP_POST : HTTP_GET;
	return str_is(method, "GET") || str_is(method, "HEAD") ||
	    str_is(method, "POST");
}

/* The same in the same time, whatever it differs in. */
static bool
page_same(struct str a, const char *b)
{
	unsigned char differ = a.n != strlen(b);

	for (size_t i = 0; i < a.n && i < strlen(b); i++)
		differ |= (unsigned char)(a.p[i] ^ b[i]);
	return differ == 0;
}

/* W2: a change comes by POST from one of our own pages, with its token. */
static enum err
page_post(struct page *p, const struct page_call *call, struct why *why)
{
	struct http_origin o = call->origin;
	enum err e;

	/* What a browser would add by itself, it does not need. */
	if (page_is_program(p, call))
		return page_program_post(p, call, why);
	o.port = p->site->port;
	o.name = p->site->host;
	if (!http_is_own(&o))
		return why_set(why, ERR_DENIED, "This was not sent from a page "
		    "of Comity in this browser, so nothing was changed.");
	if (call->body.n > p->route->body_max)
		return why_set(why, ERR_LIMIT, "More was sent than this form "
		    "takes (%zu bytes).", p->route->body_max);
	if (p->route->body_max > HTTP_BODY_MAX)
		e = http_multipart(p->arena, call->type, call->body,
		    &p->request, why);
	else if (str_starts(call->type,
	    STR("application/x-www-form-urlencoded")))
		e = http_form(p->arena, call->body, &p->request, why);
	else
		e = why_set(why, ERR_INPUT, "Forms are sent as "
		    "application/x-www-form-urlencoded.");
	if (e != ERR_OK)
		return e;
	if (!page_same(page_field(p, "token"), p->site->token))
		return why_set(why, ERR_DENIED, "The form was opened before "
		    "the program was last started. Go back, reload the page, "
		    "and send it again.");
	return ERR_OK;
}

static enum err
page_run(struct page *p, const struct page_call *call, struct why *why)
{
	struct reader *r = p->site->reader;
	uint64_t hlc;
	int32_t today;
	enum err e;

	if (p->route->bare)
		return p->route->page(p, why);
	e = office_as_of(p->site->office, page_query(p, "asof"), &hlc, &today,
	    why);
	if (e == ERR_OK)
		e = reader_move(r, hlc, today, why);
	if (e == ERR_OK)
		e = reader_begin(r, why);
	if (e != ERR_OK)
		return e;
	p->reader = r;
	if (page_unchanged(p, call))
		return ERR_OK;
	e = p->route->page(p, why);
	if (e == ERR_OK && p->program)
		page_program_answer(p);
	if (e == ERR_OK)
		e = p->out.err;
	return e;
}

/*
 * The language of the address holds for this page and the links that keep it,
 * so that a shared link changes nothing for who opens it; the switch, which is
 * followed from our own page, is remembered. What was chosen in this browser
 * goes before what the browser asks for.
 */
static void
page_lang(struct page *p, const struct page_call *call)
{
	const char *asked = tr_known(page_query(p, "lang"));
	const char *kept = tr_known(http_cookie(call->cookies, "lang"));
	struct str site = call->origin.site;

	p->lang = asked != NULL ? asked : kept != NULL ? kept :
	    tr_wanted(call->languages);
	p->lang_of_browser = asked == NULL && kept == NULL;
	if (p->lang == NULL)
		p->lang = p->site->office->lang;
	if (asked != NULL && (site.n == 0 || str_is(site, "same-origin")))
		p->keep_lang = asked;
}

static enum err
page_checked(struct page *p, const struct page_call *call, struct why *why)
{
	enum err e = http_target(p->arena, call->target, &p->request, why);

	page_lang(p, call);
	why->lang = p->lang;
	if (page_query(p, "lang").n > 0 &&
	    tr_known(page_query(p, "lang")) == NULL)
		return why_set(why, ERR_INPUT, "The languages are en and vi.");
	if (e != ERR_OK)
		return e;
	p->route = route_find(p->request.method, p->request.part,
	    p->request.parts, p->arg);
	if (p->route == NULL)
		return why_set(why, ERR_MISSING, "No such page.");
	if (p->request.method == HTTP_GET && !p->request.ended &&
	    !p->route->bare)
		p->request.format = http_accepted(call->accept);
	if (p->route->query != NULL) {
		e = http_known(&p->request, p->route->query, why);
		if (e != ERR_OK)
			return e;
	}
	e = page_who(p, call, why);
	why->lang = p->lang;
	if (e == ERR_OK && !p->answered) {
		e = page_allowed(p, why);
		if (e != ERR_OK)
			page_tell(p);
	}
	if (e != ERR_OK || p->answered)
		return e;
	if (p->request.method == HTTP_POST) {
		e = page_post(p, call, why);
		if (e != ERR_OK)
			return e;
	}
	return page_run(p, call, why);
}

/* A page that is there, but not for this method. */
static bool
page_is_other(struct page *p)
{
	enum http_method other = p->request.method == HTTP_GET ? HTTP_POST :
	    HTTP_GET;
	struct str arg[4];

	if (p->route != NULL || p->request.parts == 0 ||
	    route_find(other, p->request.part, p->request.parts, arg) == NULL)
		return false;
	p->allow = other == HTTP_POST ? STR("POST") : STR("GET, HEAD");
	return true;
}

void
page_answer(struct page *p, const struct page_site *site,
    const struct page_call *call)
{
	struct http_origin o = call->origin;
	struct why why = { 0 };
	enum err e;

	o.port = site->port;
	o.name = site->host;
	p->site = site;
	p->local = site->accounts == NULL;
	p->roles = p->local ? ROLES_ALL : 0;
	p->secure = site->host.n > 0 && http_is_named(&o);
	p->cookies = call->cookies;
	p->ours = call->origin.site.n == 0 ||
	    str_is(call->origin.site, "same-origin");
	p->status = 200;
	p->type = STR("text/html; charset=utf-8");
	p->request.path = STR("/");
	page_lang(p, call);
	if (!http_is_local(&o) && !p->secure) {
		page_problem(p, 421, TR("Not this name"), TR("Comity answers "
		    "to 127.0.0.1, [::1] and localhost on its own port, and to "
		    "the name it was started with."));
		return;
	}
	if (!page_method(p, call->method)) {
		p->allow = STR("GET, HEAD, POST");
		page_problem(p, 405, TR("Not this way"), TR("Pages are asked "
		    "for by GET and changed by POST."));
		return;
	}
	e = page_checked(p, call, &why);
	if (e == ERR_MISSING && page_is_other(p))
		page_problem(p, 405, TR("Not this way"), TR("This address is "
		    "not asked for in this way."));
	else if (e != ERR_OK)
		page_failed(p, e, &why);
	if (p->reader != NULL)
		reader_end(p->reader);
}
