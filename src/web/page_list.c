#include "web/page_part.h"

#include "advise/list.h"
#include "advise/path.h"
#include "base/tr.h"
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
	    "aria-label=\"%s: %.*s\" action=\"%.*s\"><input name=\"filter\""
	    " aria-label=\"%s\" value=\"%.*s\" placeholder=\"partner:AUS "
	    "status:late %s\">", tr(p->lang, "Filter"),
	    STRF(page_kind_many(p, k)), STRF(p->frame.path),
	    tr(p->lang, "Filter"), STRF(filter), tr(p->lang, "words"));
	if (asof.n > 0)
		html_put(b, "<input type=\"hidden\" name=\"asof\" "
		    "value=\"%.*s\">", STRF(asof));
	html_put(b, "<button class=\"button\">%s</button>",
	    tr(p->lang, "Find"));
	if (filter.n > 0) {
		html_put(b, "<a href=\"%.*s", STRF(p->frame.path));
		if (asof.n > 0) {
			html_put(b, "?asof=");
			path_encode(b, asof);
		}
		html_put(b, "\">%s</a>", tr(p->lang, "Show all"));
	}
	html_put(b, "<span class=\"help\">%s <code>partner:AUS</code>, "
	    "<code>status:late</code>, <code>due&lt;2026-12</code>, "
	    "<code>-type:exercise</code>, <code>owner:</code> %s</span></form>",
	    tr(p->lang, "Terms beside each other must all hold:"),
	    tr(p->lang, "for none. Other words are looked for in the title."));
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

struct str
page_back(struct page *p, const struct kind *k, struct str other)
{
	struct str back = page_field(p, "back");
	struct str list = path_list(p->arena, k, STR(""));

	for (size_t i = 0; i < back.n; i++)
		if ((unsigned char)back.p[i] <= ' ' ||
		    (unsigned char)back.p[i] >= 0x7f)
			return other;
	if (str_eq(back, list) || str_starts(back,
	    arena_printf(p->arena, "%.*s?", STRF(list))))
		return back;
	return other;
}

/* ---- columns ---- */

/* The cookie that remembers the columns of a list; its commas are points. */
static const char *
page_cols_cookie(struct page *p, const struct kind *k)
{
	return arena_printf(p->arena, "cols-%.*s", STRF(k->name)).p;
}

static struct str
page_turned(struct page *p, struct str s, char from, char to)
{
	char *c = arena_cstr(p->arena, s);

	for (size_t i = 0; i < s.n; i++)
		if (c[i] == from)
			c[i] = to;
	return (struct str){ c, s.n };
}

/* Columns that were chosen by the form stay; an address alone keeps nothing. */
static void
page_cols(struct page *p, struct list_ask *ask)
{
	const char *name = page_cols_cookie(p, ask->query.kind);
	struct str kept = page_cookie(p, name);

	if (str_is(ask->cols, "usual")) {
		ask->cols = STR("");
		page_remember(p, name, STR(""));
		return;
	}
	if (ask->cols.n > 0 && page_query(p, "keep").n > 0)
		page_remember(p, name, page_turned(p, ask->cols, ',', '.'));
	ask->cols_kept = ask->cols.n == 0 && kept.n > 0;
	if (ask->cols_kept)
		ask->cols = page_turned(p, kept, '.', ',');
}

static struct str
page_col_words(struct page *p, const struct kind *k, struct str name)
{
	const struct field *f = kind_field(k, name);

	if (f == NULL)
		return tr_str(p->lang, "State");
	return tr_is_vi(p->lang) && f->vi.n > 0 ? f->vi : f->en;
}

static bool
page_has_col(const struct report *r, struct str name)
{
	const struct report_block *t = r->panel[0].block;

	for (size_t i = 0; i < t->columns; i++)
		if (str_eq(t->column[i].name, name))
			return true;
	return false;
}

static void
page_cols_form(struct page *p, const struct list_ask *ask,
    const struct report *r)
{
	const struct kind *k = ask->query.kind;
	struct buf *b = &p->out;
	struct str name;

	html_put(b, "<details><summary>%s</summary><form class=\"filter\" "
	    "action=\"%.*s\"><input type=\"hidden\" name=\"filter\" "
	    "value=\"%.*s\"><input type=\"hidden\" name=\"sort\" "
	    "value=\"%.*s\"><input type=\"hidden\" name=\"keep\" "
	    "value=\"yes\">", tr(p->lang, "Columns"), STRF(p->frame.path),
	    STRF(ask->query.filter), STRF(ask->query.sort));
	for (size_t i = 0; list_offers(k, i, &name); i++)
		html_put(b, "<label><input type=\"checkbox\" name=\"cols\" "
		    "value=\"%.*s\"%s>%.*s</label>", STRF(name),
		    page_has_col(r, name) ? " checked" : "",
		    STRF(page_col_words(p, k, name)));
	html_put(b, "<button class=\"button\">%s</button><a "
	    "href=\"%.*s?cols=usual\">%s</a></form></details>",
	    tr(p->lang, "Show these"), STRF(p->frame.path),
	    tr(p->lang, "The usual ones"));
}

/* ---- what is asked ---- */

/* Parameters of the page itself; the others are the list's. */
static bool
page_is_own(struct str name)
{
	static const char *const own[] = { "asof", "done", "panel", "lang",
		"frag", "keep", "view", "show", "page" };

	for (size_t i = 0; i < countof(own); i++)
		if (str_is(name, own[i]))
			return true;
	return false;
}

enum err
page_list_asked(struct page *p, const struct kind *k,
    const struct http_request *r, struct list_ask *ask, struct why *why)
{
	struct list_pair *pair = arena_array(p->arena, r->queries + 1,
	    sizeof(*pair));
	size_t n = 0;

	for (size_t i = 0; i < r->queries; i++)
		if (!page_is_own(r->query[i].name))
			pair[n++] = (struct list_pair){ r->query[i].name,
				r->query[i].value };
	return list_narrow(p->arena, k, pair, n, ask, why);
}

static enum err
page_list_ask(struct page *p, struct list_ask *ask, struct why *why)
{
	const struct kind *k;
	enum err e = page_kind(p, &k, why);

	return e != ERR_OK ? e
	    : page_list_asked(p, k, &p->request, ask, why);
}

static enum err
page_list_report(struct page *p, const struct list_ask *ask, struct report *r,
    struct why *why)
{
	struct str besides = arena_printf(p->arena, "%.*s %d %d",
	    STRF(ask->cols), ask->cols_kept, ask->steps);
	enum err e;

	if (page_kept(p, besides, r))
		return ERR_OK;
	e = list_report(p->reader, p->arena, ask, r, why);
	if (e == ERR_OK)
		page_keep(p, besides, r);
	return e;
}

/* How many there are, where not all of them are shown; else 0. */
static size_t
page_total(const struct report *r)
{
	for (size_t i = 0; i < r->panels; i++) {
		const struct report_panel *panel = &r->panel[i];

		if (str_is(panel->name, "list") && panel->blocks > 0 &&
		    panel->block[0].total > panel->block[0].rows)
			return panel->block[0].total;
	}
	return 0;
}

static struct str
page_after_mark(struct str path)
{
	struct str head, query;

	return str_cut(path, '?', &head, &query) ? query : STR("");
}

/* What another filter, order or place changes; the script swaps it alone. */
static void
page_rows(struct page *p, const struct list_ask *ask, struct report *r,
    struct str answer)
{
	const struct kind *k = ask->query.kind;

	html_put(&p->out, "<div id=\"rows\" tabindex=\"-1\">");
	page_views(p, k);
	page_filter_box(p, ask);
	html_put(&p->out, "<div class=\"list-tools\">");
	page_cols_form(p, ask, r);
	if (p->reader->now && page_may_named(p, "view", RIGHT_ADD))
		page_view_form(p, k, page_after_mark(r->path));
	html_put(&p->out, "</div><p class=\"lead-answer\">");
	show_sentence(&p->out, answer);
	html_put(&p->out, "</p>");
	show_panels(&p->out, &p->frame, r);
	if (p->reader->now && page_may(p, k, RIGHT_SET))
		page_bulk_form(p, k, r->path, page_total(r));
	html_put(&p->out, "</div>");
}

/* What was said to this page alone is in none of its links. */
static void
page_forget(struct page *p, const char *name)
{
	struct http_request *r = &p->request;
	size_t n = 0;

	for (size_t i = 0; i < r->queries; i++)
		if (!str_is(r->query[i].name, name))
			r->query[n++] = r->query[i];
	r->queries = n;
}

static void
page_list_show(struct page *p, const struct list_ask *ask, struct report *r)
{
	struct str answer = r->answer;
	bool part = str_is(page_query(p, "frag"), "rows");

	page_forget(p, "frag");
	page_forget(p, "keep");
	page_beside(r);
	p->frame.formats = true;
	r->answer = STR("");
	page_open(p, r);
	if (part)
		buf_clear(&p->out);
	page_rows(p, ask, r, answer);
	if (!part)
		page_close(p, r);
}

/* GET /:list */
enum err
page_list(struct page *p, struct why *why)
{
	struct list_ask ask = { .lang = p->lang };
	struct report r = { 0 };
	enum err e = page_list_ask(p, &ask, why);

	if (e != ERR_OK)
		return e;
	/* What narrows the list stands on its first page alone. */
	ask.facets = ask.query.after.n == 0;
	if (page_format_whole(p))
		return page_format_list(p, &ask, why);
	ask.steps = p->request.format == HTTP_HTML && p->reader->now &&
	    page_may(p, ask.query.kind, RIGHT_SET);
	if (p->request.format == HTTP_HTML)
		page_cols(p, &ask);
	e = page_list_report(p, &ask, &r, why);
	if (e != ERR_OK)
		return e;
	if (p->request.format != HTTP_HTML || page_query(p, "panel").n > 0)
		return page_report(p, &r, why);
	page_list_show(p, &ask, &r);
	return ERR_OK;
}
