#include "web/page.h"

#include "advise/list.h"
#include "advise/path.h"
#include "web/html.h"

#include "base/banned.h"

static void
page_filter_box(struct page *p, const struct list_ask *ask)
{
	const struct kind *k = ask->query.kind;
	struct str filter = ask->query.filter;
	struct str asof = page_query(p, "asof");
	struct buf *b = &p->out;

	html_put(b, "<form class=\"filter\" role=\"search\" "
	    "aria-label=\"Filter %.*s\" action=\"%.*s\"><input name=\"filter\""
	    " aria-label=\"Filter\" value=\"%.*s\" placeholder=\"partner:AUS "
	    "status:late words\">", STRF(k->en_many), STRF(p->frame.path),
	    STRF(filter));
	if (asof.n > 0)
		html_put(b, "<input type=\"hidden\" name=\"asof\" "
		    "value=\"%.*s\">", STRF(asof));
	html_put(b, "<button class=\"button\">Find</button>");
	if (filter.n > 0) {
		html_put(b, "<a href=\"%.*s", STRF(p->frame.path));
		if (asof.n > 0) {
			html_put(b, "?asof=");
			path_encode(b, asof);
		}
		html_put(b, "\">Show all</a>");
	}
	html_put(b, "<span class=\"help\">Terms beside each other must all "
	    "hold: <code>partner:AUS</code>, <code>status:late</code>, "
	    "<code>due&lt;2026-12</code>, <code>-type:exercise</code>, "
	    "<code>owner:</code> for none. Other words are looked for in the "
	    "title.</span></form>");
}

/* The facets stand beside the list, where there are any. */
static void
page_beside(struct report *r)
{
	bool facets = false;

	for (size_t i = 0; i < r->panels; i++)
		if (str_is(r->panel[i].name, "facets") &&
		    r->panel[i].blocks > 0)
			facets = true;
	for (size_t i = 0; i < r->panels && facets; i++)
		r->panel[i].width = str_is(r->panel[i].name, "facets") ? 2 :
		    10;
}

/* ---- what is asked ---- */

/* Parameters of the page itself; the others are the list's. */
static bool
page_is_own(struct str name)
{
	static const char *const own[] = { "asof", "done", "panel", "lang",
		"frag", "view", "show" };

	for (size_t i = 0; i < countof(own); i++)
		if (str_is(name, own[i]))
			return true;
	return false;
}

static enum err
page_list_ask(struct page *p, struct list_ask *ask, struct why *why)
{
	const struct http_request *r = &p->request;
	struct list_pair *pair = arena_array(p->arena, r->queries + 1,
	    sizeof(*pair));
	const struct kind *k;
	size_t n = 0;
	enum err e = page_kind(p, &k, why);

	for (size_t i = 0; i < r->queries; i++)
		if (!page_is_own(r->query[i].name))
			pair[n++] = (struct list_pair){ r->query[i].name,
				r->query[i].value };
	if (e == ERR_OK)
		e = list_narrow(p->arena, k, pair, n, ask, why);
	return e;
}

static enum err
page_list_report(struct page *p, const struct list_ask *ask, struct report *r,
    struct why *why)
{
	struct str besides = arena_printf(p->arena, "%.*s %d",
	    STRF(ask->cols), ask->steps);
	enum err e;

	if (page_kept(p, besides, r))
		return ERR_OK;
	e = list_report(p->reader, p->arena, ask, r, why);
	if (e == ERR_OK)
		page_keep(p, besides, r);
	return e;
}

/* GET /:list */
enum err
page_list(struct page *p, struct why *why)
{
	struct list_ask ask = { 0 };
	struct report r = { 0 };
	enum err e = page_list_ask(p, &ask, why);

	if (e != ERR_OK)
		return e;
	/* What narrows the list stands on its first page alone. */
	ask.facets = ask.query.after.n == 0;
	if (p->request.format == HTTP_CSV && page_query(p, "panel").n == 0)
		return page_sheet(p, &ask, why);
	ask.steps = p->request.format == HTTP_HTML && p->reader->now;
	e = page_list_report(p, &ask, &r, why);
	if (e != ERR_OK)
		return e;
	if (p->request.format != HTTP_HTML || page_query(p, "panel").n > 0)
		return page_report(p, &r, why);
	page_beside(&r);
	p->frame.formats = true;
	page_open(p, &r);
	page_filter_box(p, &ask);
	show_panels(&p->out, &p->frame, &r);
	page_close(p, &r);
	return ERR_OK;
}
