#include "web/page.h"

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
