#include "web/page.h"

#include "base/str.h"
#include "base/tr.h"
#include "web/meter.h"
#include "web/openapi.h"
#include "web/route.h"

#include "base/banned.h"

enum { PAGE_API_MAX = 2 << 20 };

/* GET /api/openapi.json */
enum err
page_openapi(struct page *p, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = PAGE_API_MAX };

	(void)why;
	p->type = STR("application/json; charset=utf-8");
	openapi_json(&b, &p->site->office->kinds, "1");
	buf_str(&p->out, buf_view(&b));
	return b.err;
}

static void
page_api_head(struct page *p, struct report_block *b)
{
	struct report_column *c = report_columns(p->arena, b, 4);

	c[0] = (struct report_column){ .name = STR("method"),
		.head = tr_str(p->lang, "Method") };
	c[1] = (struct report_column){ .name = STR("address"),
		.head = tr_str(p->lang, "Address") };
	c[2] = (struct report_column){ .name = STR("does"),
		.head = tr_str(p->lang, "What it does") };
	c[3] = (struct report_column){ .name = STR("right"),
		.head = tr_str(p->lang, "Right it needs"), .minor = true };
}

static void
page_api_table(struct page *p, struct report *r)
{
	struct report_panel *panel = report_add_panel(p->arena, r, "addresses",
	    tr_str(p->lang, "What can be asked and sent?"));
	struct report_block *b = report_add_block(p->arena, panel,
	    BLOCK_TABLE);
	size_t n, said = 0;
	const struct route *row = route_all(&n);

	page_api_head(p, b);
	for (size_t i = 0; i < n; i++) {
		const char *does = openapi_summary(&row[i]);
		struct report_cell *c;

		if (does == NULL)
			continue;
		said++;
		c = report_row(p->arena, b);
		c[0].text = row[i].method == HTTP_GET ? STR("GET") :
		    STR("POST");
		c[1].text = str_of(row[i].path);
		c[2].text = tr_str(p->lang, does);
		c[3].text = tr_str(p->lang, right_name(row[i].right));
	}
	panel->answer = arena_printf(p->arena, tr(p->lang, "*%zu addresses*, "
	    "the same as those of the pages."), said);
	panel->more = STR("/api/openapi.json");
	panel->more_words = tr_str(p->lang, "OpenAPI 3.1 for programs");
}

static void
page_api_how(struct page *p, struct report *r)
{
	static const char *const how[] = {
		TR("Behind an address, .json, .csv and other endings give the "
		    "same content in another form; so does Accept."),
		TR("A program says who it is by a token of your own page: "
		    "Authorization: Bearer ... A token reads, or reads and "
		    "writes, never more than you may."),
		TR("Send fields as a JSON object or as a form. What stands "
		    "already is not written again; an Idempotency-Key makes "
		    "a new record once, however often it is sent."),
		TR("An answer has an ETag: with If-None-Match what has not "
		    "changed is not sent again, with If-Match a change is "
		    "refused when somebody else was faster."),
		TR("What is wrong is told as application/problem+json (RFC "
		    "9457), field by field."),
	};
	struct report_panel *panel = report_add_panel(p->arena, r, "how",
	    tr_str(p->lang, "How does a program ask?"));
	struct report_block *b = report_add_block(p->arena, panel, BLOCK_ROWS);

	report_columns(p->arena, b, 1)[0].name = STR("how");
	for (size_t i = 0; i < countof(how); i++)
		report_row(p->arena, b)[0].text = tr_str(p->lang, how[i]);
}

/* GET /api */
enum err
page_api(struct page *p, struct why *why)
{
	struct report r = { .name = STR_INIT("api"), .path = STR_INIT("/api") };

	r.title = tr_str(p->lang, "For programs");
	r.sub = tr_str(p->lang, "Every page is also an answer for programs, "
	    "under the same address and the same rights.");
	p->frame.timeless = true;
	page_api_how(p, &r);
	page_api_table(p, &r);
	return page_report(p, &r, why);
}

/* GET /-/metrics */
enum err
page_metrics(struct page *p, struct why *why)
{
	struct world *w = p->site->office->world;

	if (p->site->meter == NULL)
		return why_set(why, ERR_MISSING, "Nothing is counted here.");
	p->type = STR("text/plain; version=0.0.4; charset=utf-8");
	meter_text(&p->out, p->site->meter, w->now_ms(w));
	return p->out.err;
}
