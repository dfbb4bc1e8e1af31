#include "web/page.h"

#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

static void
page_label(struct page *p, const char *name, const char *label,
    const char *help, struct str error)
{
	html_put(&p->out, "<div class=\"field%s\"><label for=\"f-%s\">%s"
	    "</label>", error.n > 0 ? " wrong" : "", name,
	    tr(p->lang, label));
	if (help != NULL)
		html_put(&p->out, "<span class=\"help\" id=\"h-%s\">%s</span>",
		    name, tr(p->lang, help));
	if (error.n > 0)
		html_put(&p->out, "<span class=\"error\" id=\"e-%s\" "
		    "role=\"alert\">%.*s</span>", name, STRF(error));
}

static void
page_described(struct page *p, const char *name, const char *help,
    struct str error)
{
	if (help == NULL && error.n == 0)
		return;
	html_put(&p->out, " aria-describedby=\"");
	if (help != NULL)
		html_put(&p->out, "h-%s%s", name, error.n > 0 ? " " : "");
	if (error.n > 0)
		html_put(&p->out, "e-%s", name);
	html_put(&p->out, "\"%s", error.n > 0 ? " aria-invalid=\"true\"" :
	    "");
}

void
page_input(struct page *p, const struct page_input *in)
{
	const char *type = in->type != NULL ? in->type : "text";
	bool secret = strcmp(type, "password") == 0;

	page_label(p, in->name, in->label, in->help, in->error);
	html_put(&p->out, "<input id=\"f-%s\" name=\"%s\" type=\"%s\" "
	    "autocomplete=\"%s\"", in->name, in->name, type,
	    in->complete != NULL ? in->complete : "off");
	page_described(p, in->name, in->help, in->error);
	if (in->first)
		html_put(&p->out, " autofocus");
	/* A password that was typed does not come back. */
	if (!secret)
		html_put(&p->out, " value=\"%.*s\" autocapitalize=\"none\" "
		    "spellcheck=\"false\"", STRF(in->value));
	html_put(&p->out, "></div>");
}

void
page_choice(struct page *p, const char *name, const char *label,
    const char *help, const struct page_option *of, size_t n,
    struct str chosen)
{
	page_label(p, name, label, help, STR(""));
	html_put(&p->out, "<select id=\"f-%s\" name=\"%s\"", name, name);
	page_described(p, name, help, STR(""));
	html_put(&p->out, ">");
	for (size_t i = 0; i < n; i++)
		html_put(&p->out, "<option value=\"%s\"%s>%s</option>",
		    of[i].value, str_is(chosen, of[i].value) ? " selected" :
		    "", tr(p->lang, of[i].words));
	html_put(&p->out, "</select></div>");
}

void
page_form_begin(struct page *p, struct report *r, const char *action,
    struct str error)
{
	p->frame.timeless = true;
	p->frame.faulty = error.n > 0;
	if (error.n > 0)
		p->status = 422;
	page_open(p, r);
	if (error.n > 0)
		html_put(&p->out, "<div class=\"summary\" role=\"alert\">"
		    "<p>%.*s</p></div>", STRF(error));
	html_put(&p->out, "<form method=\"post\" class=\"slim\" "
	    "action=\"%s\">", action);
	page_token(&p->out, p);
	html_put(&p->out, "<section class=\"panel stack\" aria-label=\"%.*s\""
	    ">", STRF(r->title));
}

void
page_form_end(struct page *p, struct report *r, const char *words,
    const char *back)
{
	html_put(&p->out, "</section><div class=\"actions\"><button "
	    "class=\"button first\">%s</button>", tr(p->lang, words));
	if (back[0] != '\0')
		html_put(&p->out, "<a href=\"%s\">%s</a>", back,
		    tr(p->lang, TR("Cancel")));
	html_put(&p->out, "</div></form>");
	page_close(p, r);
}
