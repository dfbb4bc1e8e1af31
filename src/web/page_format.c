#include "web/page.h"

#include "advise/feed.h"
#include "advise/list.h"
#include "advise/report_pdf.h"
#include "advise/report_xlsx.h"
#include "base/date.h"
#include "base/tr.h"

#include "base/banned.h"

enum { FORMAT_ROWS = 1000, FORMAT_WIDTH = 100 };

/* "activities-2026-11-21.xlsx": letters and digits need no quoting. */
static struct str
format_file(struct page *p, struct str name)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	int32_t today = p->reader != NULL ? p->reader->today :
	    office_today(p->site->office);

	for (size_t i = 0; i < name.n && b.n < 60; i++) {
		char c = name.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9');

		if (plain)
			buf_char(&b, c);
		else if (b.n > 0 && b.p[b.n - 1] != '-')
			buf_char(&b, '-');
	}
	buf_text(&b, b.n == 0 ? "comity-" : b.p[b.n - 1] == '-' ? "" : "-");
	date_format(&b, (struct date){ today, today });
	buf_text(&b, http_format(p->request.format)->ending);
	return arena_str(p->arena, buf_view(&b));
}

void
page_format_head(struct page *p, struct str name)
{
	const struct http_kind *k = http_format(p->request.format);

	p->type = str_of(k->type);
	if (k->file || p->request.format == HTTP_PDF)
		p->file = format_file(p, name);
	p->shown = !k->file;
	/* A spreadsheet takes it for UTF-8 by this mark alone. */
	if (p->request.format == HTTP_CSV)
		buf_text(&p->out, "\xef\xbb\xbf");
}

enum err
page_format(struct page *p, const struct report *r, struct why *why)
{
	page_format_head(p, p->request.path);
	switch (p->request.format) {
	case HTTP_JSON:
		report_json(&p->out, r);
		return p->out.err;
	case HTTP_CSV:
		if (!report_csv(&p->out, r))
			return why_set(why, ERR_MISSING,
			    "This page has no table.");
		return p->out.err;
	case HTTP_XLSX:
		return report_xlsx_all(p->arena, r, &p->out, why);
	case HTTP_TXT:
		report_text(&p->out, r, FORMAT_WIDTH, false);
		return p->out.err;
	case HTTP_PDF:
		return report_pdf(p->arena, r, &p->out, why);
	case HTTP_SVG:
		if (!show_svg(&p->out, r, p->reader != NULL ?
		    p->reader->today : 0))
			return why_set(why, ERR_MISSING,
			    "This page has no picture of that name.");
		return p->out.err;
	case HTTP_HTML:
	case HTTP_ICS:
	case HTTP_ATOM:
	case HTTP_GEOJSON:
	case HTTP_ZIP:
	case HTTP__MAX:
		break;
	}
	return why_set(why, ERR_MISSING, "This page has no form \"%s\"; there "
	    "are .json, .csv, .xlsx, .txt and .pdf.",
	    http_format(p->request.format)->ending);
}

/* ---- whole lists ---- */

bool
page_format_whole(const struct page *p)
{
	switch (p->request.format) {
	case HTTP_CSV:
	case HTTP_XLSX:
	case HTTP_ICS:
	case HTTP_ATOM:
	case HTTP_GEOJSON:
		return page_query(p, "panel").n == 0 ||
		    str_is(page_query(p, "panel"), "list");
	case HTTP_HTML:
	case HTTP_JSON:
	case HTTP_TXT:
	case HTTP_PDF:
	case HTTP_ZIP:
	case HTTP_SVG:
	case HTTP__MAX:
		break;
	}
	return false;
}

/* The table of a list, and the cursor in the link to its next part. */
static const struct report_block *
list_table(const struct report *r)
{
	for (size_t i = 0; i < r->panels; i++)
		if (str_is(r->panel[i].name, "list") && r->panel[i].blocks > 0)
			return &r->panel[i].block[0];
	return NULL;
}

static enum err
list_next(struct arena *a, const struct report_block *b, struct arena *keep,
    struct str *after, struct why *why)
{
	struct http_request next = { .method = HTTP_GET };
	enum err e;

	*after = STR("");
	if (b->next.n == 0)
		return ERR_OK;
	e = http_target(a, b->next, &next, why);
	if (e != ERR_OK)
		return e;
	arena_reset(keep);
	*after = arena_str(keep, http_value(next.query, next.queries,
	    "after"));
	return ERR_OK;
}

static struct str
without_head(struct str s)
{
	struct str head, rest;

	(void)str_cut(s, '\n', &head, &rest);
	return rest;
}

static enum err
part_csv(struct page *p, const struct report *r, bool first, struct why *why)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, PAGE_OUT_MAX);
	if (!report_csv(&b, r))
		return why_set(why, ERR_MISSING, "This page has no table.");
	buf_str(&p->out, first ? buf_view(&b) : without_head(buf_view(&b)));
	if (p->out.err != ERR_OK)
		return why_set(why, p->out.err, "This list is longer than one "
		    "file may be; narrow it by a filter.");
	return ERR_OK;
}

static enum err
part_xlsx(struct report_xlsx **x, struct arena *keep, const struct report *r,
    const struct report_block *b, struct why *why)
{
	enum err e;

	if (*x != NULL) {
		report_xlsx_rows(*x, b);
		return ERR_OK;
	}
	e = report_xlsx_open(keep, r, x, why);
	if (e == ERR_OK)
		report_xlsx_table(*x, r->title, b);
	return e;
}

/* One part of the list after the other; the first brings the head. */
static enum err
list_rows(struct page *p, struct list_ask *ask, struct report_xlsx **x,
    struct arena *book, struct why *why)
{
	struct arena *keep = arena_new(MIB);
	bool first = true;
	enum err e;

	do {
		struct arena_mark m = arena_mark(p->arena);
		const struct report_block *b = NULL;
		struct report r = { 0 };

		e = list_report(p->reader, p->arena, ask, &r, why);
		if (e == ERR_OK && (b = list_table(&r)) == NULL)
			e = why_set(why, ERR_MISSING,
			    "This page has no table.");
		if (e == ERR_OK)
			e = p->request.format == HTTP_XLSX
			    ? part_xlsx(x, book, &r, b, why)
			    : part_csv(p, &r, first, why);
		if (e == ERR_OK)
			e = list_next(p->arena, b, keep, &ask->query.after,
			    why);
		arena_rewind(p->arena, m);
		first = false;
	} while (e == ERR_OK && ask->query.after.n > 0);
	arena_free(keep);
	return e;
}

static enum err
list_sheet(struct page *p, struct list_ask *ask, struct why *why)
{
	struct arena *book = arena_new(16 * MIB);
	struct report_xlsx *x = NULL;
	enum err e, end = ERR_OK;

	ask->facets = ask->steps = false;
	ask->query.limit = FORMAT_ROWS;
	e = list_rows(p, ask, &x, book, why);
	if (x != NULL)
		end = report_xlsx_close(x, e == ERR_OK ? &p->out : NULL, why);
	arena_free(book);
	return e != ERR_OK ? e : end;
}

enum err
page_format_list(struct page *p, struct list_ask *ask, struct why *why)
{
	const struct kind *k = ask->query.kind;
	struct feed_ask feed = page_feed(p);
	enum err e;

	page_format_head(p, p->request.path);
	ask->lang = p->lang;
	feed.title = arena_printf(p->arena, "%.*s: %.*s",
	    STRF(p->site->office->name), STRF(tr_is_vi(p->lang) ? k->vi
	    : k->en_many));
	if (p->request.format == HTTP_GEOJSON)
		return feed_places(&p->out, p->reader, p->arena, &feed,
		    &ask->query, why);
	if (p->request.format == HTTP_ATOM)
		return feed_news(&p->out, p->reader, p->arena, &feed, k, NULL,
		    page_feed_at(p), why);
	if (p->request.format != HTTP_ICS)
		return list_sheet(p, ask, why);
	feed_calendar_begin(&p->out, p->reader, p->arena, &feed);
	e = feed_calendar_list(&p->out, p->reader, p->arena, &feed,
	    &ask->query, why);
	feed_calendar_end(&p->out);
	return e;
}
