#include "web/page.h"

#include <string.h>

#include "advise/export.h"
#include "advise/feed.h"
#include "advise/path.h"
#include "base/tr.h"
#include "model/search.h"
#include "web/html.h"

#include "base/banned.h"

enum { FEED_SUGGESTIONS = 8 };

/* Where this site is, as whoever asks has it in the address bar. */
static struct str
feed_base(const struct page *p)
{
	if (p->site->host.n > 0)
		return arena_printf(p->arena, "https://%.*s",
		    STRF(p->site->host));
	return arena_printf(p->arena, "http://127.0.0.1:%u",
	    (unsigned)p->site->port);
}

struct feed_ask
page_feed(const struct page *p)
{
	return (struct feed_ask){ .lang = p->lang, .base = feed_base(p),
		.path = arena_printf(p->arena, "%.*s%s",
		    STRF(p->request.path),
		    http_format(p->request.format)->ending) };
}

size_t
page_feed_at(const struct page *p)
{
	struct str text = page_query(p, "page");
	int64_t n;

	if (text.n == 0)
		return 1;
	return str_int(text, &n) && n > 0 && n <= FEED_PAGES_MAX ? (size_t)n
	    : 0;
}

/* GET /changes.atom */
enum err
page_news(struct page *p, struct why *why)
{
	struct feed_ask ask = page_feed(p);

	page_format_head(p, p->request.path);
	return feed_news(&p->out, p->reader, p->arena, &ask, NULL, NULL,
	    page_feed_at(p), why);
}

/* GET /:list/:code.atom: what changed of one record. */
enum err
page_news_of(struct page *p, struct why *why)
{
	struct feed_ask ask = page_feed(p);
	const struct kind *k;
	struct id id;
	enum err e = page_record(p, &k, &id, why);

	if (e != ERR_OK)
		return e;
	ask.title = arena_printf(p->arena, "%.*s: %.*s",
	    STRF(p->site->office->name), STRF(p->arg[1]));
	page_format_head(p, p->request.path);
	return feed_news(&p->out, p->reader, p->arena, &ask, k, &id,
	    page_feed_at(p), why);
}

/* ---- the address bar of a browser ---- */

/* GET /-/opensearch.xml */
enum err
page_opensearch(struct page *p, struct why *why)
{
	struct str base = feed_base(p);

	(void)why;
	p->type = STR("application/opensearchdescription+xml; charset=utf-8");
	html_put(&p->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<OpenSearchDescription "
	    "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
	    "<ShortName>Comity</ShortName>\n<Description>%s %.*s</Description>"
	    "\n<InputEncoding>UTF-8</InputEncoding>\n", tr(p->lang,
	    "Search the records of"), STRF(p->site->office->name));
	html_put(&p->out, "<Url type=\"text/html\" "
	    "template=\"%.*s/search?q={searchTerms}\"/>\n<Url "
	    "type=\"application/x-suggestions+json\" "
	    "template=\"%.*s/-/suggest?q={searchTerms}\"/>\n"
	    "</OpenSearchDescription>\n", STRF(base), STRF(base));
	return ERR_OK;
}

/* GET /-/suggest?q=: words, titles, kinds and addresses as four lists. */
enum err
page_suggest(struct page *p, struct why *why)
{
	struct str q = str_trim(page_query(p, "q")), base = feed_base(p);
	struct buf title CLEANUP(buf_free) = { .max = 64 * KIB };
	struct buf kind CLEANUP(buf_free) = { .max = 64 * KIB };
	struct buf link CLEANUP(buf_free) = { .max = 64 * KIB };
	struct hit *hit = NULL;
	size_t n = 0;
	enum err e = ERR_OK;

	if (q.n > 0)
		e = search_find(p->reader, p->arena, q, NULL, FEED_SUGGESTIONS,
		    &hit, &n, why);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		const char *comma = i > 0 ? "," : "";
		struct str path = path_record(p->arena, hit[i].kind,
		    hit[i].code);

		buf_text(&title, comma);
		buf_json(&title, str_head(hit[i].title.n > 0 ? hit[i].title
		    : hit[i].code, 120));
		buf_text(&kind, comma);
		buf_json(&kind, tr_is_vi(p->lang) ? hit[i].kind->vi
		    : hit[i].kind->en);
		buf_text(&link, comma);
		buf_json(&link, arena_printf(p->arena, "%.*s%.*s", STRF(base),
		    STRF(path)));
	}
	p->type = STR("application/x-suggestions+json; charset=utf-8");
	buf_char(&p->out, '[');
	buf_json(&p->out, q);
	buf_printf(&p->out, ",[%.*s],[%.*s],[%.*s]]\n", STRF(buf_view(&title)),
	    STRF(buf_view(&kind)), STRF(buf_view(&link)));
	return p->out.err;
}

/* GET /export.zip: all that whoever asks may see. */
enum err
page_export(struct page *p, struct why *why)
{
	struct packed_part *part;
	size_t n;
	enum err e;

	if (p->request.format != HTTP_ZIP)
		return why_set(why, ERR_MISSING, "The whole register is "
		    "/export.zip.");
	e = export_files(p->reader, p->arena, &part, &n, why);
	if (e != ERR_OK)
		return e;
	page_format_head(p, STR("comity"));
	return packed_make(&p->out, part, n, why);
}

/* ---- calendars and feeds that a program follows ---- */

/* What the calendar page is narrowed by, as a filter of the list. */
static struct str
calendar_filter(struct page *p)
{
	static const char *const keys[][2] = { { "partner", "partner" },
		{ "level", "level" }, { "where", "direction" } };
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	for (size_t i = 0; i < countof(keys); i++) {
		struct str value = str_trim(page_query(p, keys[i][0]));

		if (value.n > 0 && memchr(value.p, '"', value.n) == NULL)
			buf_printf(&b, "%s:\"%.*s\" ", keys[i][1],
			    STRF(value));
	}
	return arena_str(p->arena, buf_view(&b));
}

enum err
page_calendar_feed(struct page *p, struct why *why)
{
	static const char *const kinds[] = { "activity", "commitment" };
	struct feed_ask ask = page_feed(p);
	enum err e = ERR_OK;

	page_format_head(p, STR("calendar"));
	feed_calendar_begin(&p->out, p->reader, p->arena, &ask);
	for (size_t i = 0; e == ERR_OK && i < countof(kinds); i++) {
		struct find_query q = { .kind = kind_named(
			&p->site->office->kinds, str_of(kinds[i])) };

		if (q.kind == NULL || !page_may(p, q.kind, RIGHT_READ))
			continue;
		/* Promises are of a partner, but of no place or level. */
		q.filter = i == 0 ? calendar_filter(p) : STR("");
		if (i > 0 && p->request.queries > 0)
			continue;
		e = feed_calendar_list(&p->out, p->reader, p->arena, &ask, &q,
		    why);
	}
	feed_calendar_end(&p->out);
	return e;
}

/*
 * GET /feeds/:token/:name with any ending: the list that the token is for,
 * as its account may see it. The address is the secret, so that it stands in
 * no log; who revokes the token, ends the feed.
 */
enum err
page_feed_of(struct page *p, struct why *why)
{
	struct http_request of = { .method = HTTP_GET };
	struct str filter = p->who.filter.n > 0 ? p->who.filter
	    : STR("/calendar");
	const struct kind *k;
	enum err e = p->who.program && p->request.format != HTTP_HTML
	    ? http_target(p->arena, filter, &of, why) : ERR_MISSING;

	if (e != ERR_OK || of.parts != 1)
		return why_set(why, ERR_MISSING, "There is no such feed.");
	p->request.path = of.path;
	p->request.query = of.query;
	p->request.queries = of.queries;
	if (str_is(of.part[0], "calendar") && p->request.format == HTTP_ICS)
		return page_calendar_feed(p, why);
	p->arg[0] = of.part[0];
	e = page_kind(p, &k, why);
	if (e == ERR_OK && !page_may(p, k, RIGHT_READ))
		e = why_set(why, ERR_MISSING, "There is no such feed.");
	return e == ERR_OK ? page_list(p, why) : e;
}
