#include "web/page.h"

#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"

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

void
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

void
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
