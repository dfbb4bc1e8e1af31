#include "web/page.h"

#include "advise/analysis.h"
#include "advise/balance.h"
#include "advise/network.h"
#include "advise/outlook.h"
#include "advise/presence.h"
#include "base/date.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

enum { PAGE_TWELVE_MONTHS = 365 };

/* The year that is asked for, or 0. */
static enum err
page_year(const struct page *p, int *out, struct why *why)
{
	struct str year = page_query(p, "year");
	int64_t y = 0;

	if (year.n > 0 && (!str_int(year, &y) || y <= DATE_YEAR_MIN ||
	    y > DATE_YEAR_MAX))
		return why_set(why, ERR_INPUT, "A year is written as four "
		    "digits, such as 2026.");
	*out = (int)y;
	return ERR_OK;
}

/* Which year, above the panels. */
static enum err
page_of_year(struct page *p, struct report *r, const char *none,
    struct why *why)
{
	struct str asof = page_query(p, "asof");
	struct buf *b = &p->out;

	if (p->request.format != HTTP_HTML || page_query(p, "panel").n > 0)
		return page_report(p, r, why);
	p->frame.formats = true;
	page_open(p, r);
	html_put(b, "<form class=\"filter\" action=\"%.*s\"><label "
	    "for=\"year\">%s</label><input id=\"year\" name=\"year\" "
	    "size=\"8\" inputmode=\"numeric\" value=\"%.*s\" "
	    "placeholder=\"%s\">", STRF(p->frame.path), tr(p->lang, "Year"),
	    STRF(page_query(p, "year")), none);
	if (asof.n > 0)
		html_put(b, "<input type=\"hidden\" name=\"asof\" "
		    "value=\"%.*s\">", STRF(asof));
	html_put(b, "<button class=\"button\">%s</button></form>",
	    tr(p->lang, "Show"));
	show_panels(b, &p->frame, r);
	page_close(p, r);
	return ERR_OK;
}

/* GET /partners: the map and the table; or the list, where it is asked. */
enum err
page_partners(struct page *p, struct why *why)
{
	struct presence_ask ask = { .last = p->reader->today };
	struct report r = { 0 };
	bool list = http_known(&p->request, "asof done panel year", NULL) !=
	    ERR_OK;
	int year = 0;
	enum err e;

	if (list || page_format_whole(p)) {
		p->arg[0] = STR("partners");
		return page_list(p, why);
	}
	e = page_year(p, &year, why);
	if (e != ERR_OK)
		return e;
	ask.first = ask.last - PAGE_TWELVE_MONTHS + 1;
	ask.year = year > 0;
	if (ask.year) {
		ask.first = date_ymd(year, 1, 1);
		ask.last = date_ymd(year, 12, 31);
	}
	if (!page_kept(p, STR(""), &r)) {
		e = presence_report(p->reader, p->arena, &ask, p->lang, &r,
		    why);
		if (e != ERR_OK)
			return e;
		page_keep(p, STR(""), &r);
	}
	report_add_action(p->arena, &r, tr(p->lang, "New partner"),
	    STR("/partners/new"));
	report_add_action(p->arena, &r, "GeoJSON", STR("/partners.geojson"));
	return page_of_year(p, &r, tr(p->lang,
	    "12 months"), why);
}

/* GET /analysis: which questions are answered where. */
enum err
page_analysis(struct page *p, struct why *why)
{
	struct analysis_ask ask = { .lang = p->lang,
		.owner = p->who.account.name };
	struct report r = { 0 };
	enum err e = analysis_report(p->reader, p->arena, &ask, &r, why);

	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* The pages of analysis, beside each other. */
static void
page_analysis_tabs(struct page *p, struct report *r, size_t at)
{
	report_add_crumb(p->arena, r, tr_str(p->lang, "Analysis"),
	    STR("/analysis"));
	report_add_tab(p->arena, r, tr_str(p->lang, "Balance"),
	    STR("/analysis/balance"));
	report_add_tab(p->arena, r, tr_str(p->lang, "Network"),
	    STR("/analysis/network"));
	report_add_tab(p->arena, r, tr_str(p->lang, "Outlook"),
	    STR("/analysis/outlook"));
	r->tab_at = at;
}

/* GET /analysis/balance */
enum err
page_balance(struct page *p, struct why *why)
{
	struct balance_ask ask = { .width = 12 };
	struct report r = { 0 };
	enum err e = page_year(p, &ask.year, why);

	if (e == ERR_OK && !page_kept(p, STR(""), &r)) {
		e = balance_report(p->reader, p->arena, &ask, p->lang, &r,
		    why);
		if (e == ERR_OK)
			page_keep(p, STR(""), &r);
	}
	if (e != ERR_OK)
		return e;
	page_analysis_tabs(p, &r, 0);
	return page_of_year(p, &r, "2026", why);
}

/* GET /analysis/network */
enum err
page_network(struct page *p, struct why *why)
{
	struct report r = { 0 };
	enum err e = ERR_OK;

	if (!page_kept(p, STR(""), &r)) {
		e = network_report(p->reader, p->arena, p->lang, &r, why);
		if (e != ERR_OK)
			return e;
		page_keep(p, STR(""), &r);
	}
	page_analysis_tabs(p, &r, 1);
	return page_report(p, &r, why);
}

/* GET /analysis/outlook */
enum err
page_outlook(struct page *p, struct why *why)
{
	struct report r = { 0 };

	if (!page_kept(p, STR(""), &r)) {
		enum err e = outlook_report(p->reader, p->arena, p->lang, &r,
		    why);

		if (e != ERR_OK)
			return e;
		page_keep(p, STR(""), &r);
	}
	page_analysis_tabs(p, &r, 2);
	return page_report(p, &r, why);
}
