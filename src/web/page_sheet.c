#include "web/page.h"

#include "advise/list.h"

#include "base/banned.h"

enum { SHEET_ROWS = 1000 };

/* The cursor in the link to the next page, in memory that outlives the page. */
static enum err
sheet_next(struct arena *a, const struct report *r, struct arena *keep,
    struct str *after, struct why *why)
{
	struct http_request next = { .method = HTTP_GET };
	enum err e;

	*after = STR("");
	for (size_t i = 0; i < r->panels; i++) {
		const struct report_panel *p = &r->panel[i];

		if (!str_is(p->name, "list") || p->blocks == 0 ||
		    p->block[0].next.n == 0)
			continue;
		e = http_target(a, p->block[0].next, &next, why);
		if (e != ERR_OK)
			return e;
		arena_reset(keep);
		*after = arena_str(keep, http_value(next.query, next.queries,
		    "after"));
	}
	return ERR_OK;
}

static struct str
sheet_without_head(struct str s)
{
	struct str head, rest;

	(void)str_cut(s, '\n', &head, &rest);
	return rest;
}

/* One part of the list; the rows of the first have their head. */
static enum err
sheet_part(struct page *p, struct list_ask *ask, bool first,
    struct arena *keep, struct why *why)
{
	struct buf CLEANUP(buf_free) b;
	struct report r = { 0 };
	enum err e = list_report(p->reader, p->arena, ask, &r, why);

	buf_init(&b, PAGE_OUT_MAX);
	if (e != ERR_OK)
		return e;
	if (!report_csv(&b, &r))
		return why_set(why, ERR_MISSING, "This page has no table.");
	buf_str(&p->out, first ? buf_view(&b) :
	    sheet_without_head(buf_view(&b)));
	if (p->out.err != ERR_OK)
		return why_set(why, p->out.err, "This list is longer than one "
		    "file may be; narrow it by a filter.");
	return sheet_next(p->arena, &r, keep, &ask->query.after, why);
}

enum err
page_sheet(struct page *p, struct list_ask *ask, struct why *why)
{
	struct arena *keep = arena_new(MIB);
	bool first = true;
	enum err e;

	p->type = STR("text/csv; charset=utf-8; header=present");
	/* A spreadsheet takes it for UTF-8 by this mark alone. */
	buf_text(&p->out, "\xef\xbb\xbf");
	ask->facets = false;
	ask->query.limit = SHEET_ROWS;
	do {
		struct arena_mark m = arena_mark(p->arena);

		e = sheet_part(p, ask, first, keep, why);
		arena_rewind(p->arena, m);
		first = false;
	} while (e == ERR_OK && ask->query.after.n > 0);
	arena_free(keep);
	return e;
}
