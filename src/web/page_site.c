#include "web/page.h"

#include <cmark-gfm.h>
#include <stdlib.h>

#include "base/assets.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

static const struct {
	const char *ending, *type;
} page_types[] = {
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".svg", "image/svg+xml" },
	{ ".woff2", "font/woff2" },
	{ ".txt", "text/plain; charset=utf-8" },
};

/* GET /-/static/:tag/:name: for ever, since another file has another tag. */
enum err
page_static(struct page *p, struct why *why)
{
	const struct asset *f = show_asset(p->arg[1]);
	char tag[17];

	show_tag(tag);
	if (f == NULL || !str_is(p->arg[0], tag))
		return why_set(why, ERR_MISSING, "There is no such file.");
	for (size_t i = 0; i < countof(page_types); i++)
		if (str_ends(f->name, str_of(page_types[i].ending)))
			p->type = str_of(page_types[i].type);
	p->immutable = true;
	buf_str(&p->out, f->body);
	return ERR_OK;
}

/* GET /-/print.css: the marking for every sheet of paper. */
enum err
page_print_css(struct page *p, struct why *why)
{
	struct str marking = page_query(p, "marking");

	if (marking.n > 400)
		return why_set(why, ERR_INPUT, "No marking is so long.");
	p->type = STR("text/css; charset=utf-8");
	show_print_css(&p->out, marking,
	    str_is(page_query(p, "demo"), "yes"), p->lang);
	return ERR_OK;
}

/* GET /-/health: for a watchdog; to get here a reader has answered. */
enum err
page_health(struct page *p, struct why *why)
{
	(void)why;
	p->type = STR("text/plain; charset=utf-8");
	buf_text(&p->out, "ok\n");
	return ERR_OK;
}

/*
 * GET /help: the manual's first pages, from Markdown. Raw HTML in it is left
 * out by the library, so this is the one place where markup comes in whole.
 */
enum err
page_help(struct page *p, struct why *why)
{
	const struct asset *text = show_asset(tr_is_vi(p->lang) ?
	    STR("help.vi.md") : STR("help.md"));
	struct report r = { .name = STR_INIT("help"),
		.title = tr_str(p->lang, "Help") };
	char *html;

	if (text == NULL)
		return why_set(why, ERR_MISSING, "There is no help text.");
	if (p->request.format != HTTP_HTML)
		return why_set(why, ERR_MISSING, "The help has one form.");
	html = cmark_markdown_to_html(text->body.p, text->body.n,
	    CMARK_OPT_DEFAULT);
	ALWAYS(html != NULL);
	p->frame.timeless = true;
	page_open(p, &r);
	html_put(&p->out, "<section class=\"panel prose\" "
	    "aria-label=\"%s\">", tr(p->lang, "Help"));
	buf_text(&p->out, html);
	html_put(&p->out, "</section>");
	page_close(p, &r);
	free(html);
	return p->out.err;
}
