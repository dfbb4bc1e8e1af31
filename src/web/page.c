#include "web/page.h"

#include <string.h>

#include "advise/path.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"
#include "web/route.h"

#include "base/banned.h"

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
	if (p->route->body_max > HTTP_BODY_MAX &&
	    str_starts(call->type, STR("multipart/")))
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
