#include "web/page.h"

#include "advise/calendar.h"
#include "base/date.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"

#include "base/banned.h"

static void
page_calendar_choice(struct page *p, const char *name, const char *list,
    const char *label, struct str chosen)
{
	struct term *term = NULL;
	struct buf *b = &p->out;
	size_t n = 0;

	if (find_terms(p->reader, p->arena, str_of(list), p->lang, &term, &n,
	    NULL) != ERR_OK)
		return;
	html_put(b, "<label for=\"c-%s\">%s</label><select id=\"c-%s\" "
	    "name=\"%s\"><option value=\"\">%s</option>", name, label, name,
	    name, tr(p->lang, "all"));
	for (size_t i = 0; i < n; i++) {
		html_put(b, "<option value=\"%.*s\"", STRF(term[i].code));
		if (str_eq(term[i].code, chosen))
			html_put(b, " selected");
		html_put(b, ">%.*s</option>", STRF(term[i].name));
	}
	html_put(b, "</select>");
}

/* Before, now, after; and by what the calendar is narrowed. */
static void
page_calendar_box(struct page *p, const struct report *r,
    const struct calendar_way *way, const struct calendar_ask *ask)
{
	struct buf *b = &p->out;
	struct str view = page_query(p, "view"), at = page_query(p, "at");

	html_put(b, "<nav class=\"filter\" aria-label=\"%s\">",
	    tr(p->lang, "Other times"));
	show_link(b, &p->frame, r, way->before, "button", arena_printf(
	    p->arena, "‹ %.*s", STRF(way->before_words)));
	show_link(b, &p->frame, r, way->now, "button",
	    tr_str(p->lang, "Today"));
	show_link(b, &p->frame, r, way->after, "button", arena_printf(
	    p->arena, "%.*s ›", STRF(way->after_words)));
	html_put(b, "</nav><form class=\"filter\" action=\"/calendar\" "
	    "aria-label=\"%s\">", tr(p->lang, "Which activities"));
	if (view.n > 0)
		html_put(b, "<input type=\"hidden\" name=\"view\" "
		    "value=\"%.*s\">", STRF(view));
	if (page_query(p, "asof").n > 0)
		html_put(b, "<input type=\"hidden\" name=\"asof\" "
		    "value=\"%.*s\">", STRF(page_query(p, "asof")));
	html_put(b, "<label for=\"c-at\">%s</label><input id=\"c-at\" "
	    "name=\"at\" size=\"10\" value=\"%.*s\" placeholder=\"2026-11\">",
	    tr(p->lang, "When"), STRF(at));
	page_calendar_choice(p, "where", "direction", tr(p->lang, "Where"),
	    ask->where);
	page_calendar_choice(p, "level", "level", tr(p->lang, "Level"),
	    ask->level);
	html_put(b, "<label for=\"c-partner\">%s</label><input "
	    "id=\"c-partner\" name=\"partner\" size=\"6\" value=\"%.*s\" "
	    "placeholder=\"AUS\"><button class=\"button\">%s</button></form>",
	    tr(p->lang, "Partner"), STRF(ask->partner),
	    tr(p->lang, "Show"));
}

static enum err
page_calendar_ask(struct page *p, struct calendar_ask *ask, struct why *why)
{
	struct str view = page_query(p, "view"), at = page_query(p, "at");
	struct date d;

	*ask = (struct calendar_ask){ .where = page_query(p, "where"),
		.level = page_query(p, "level"),
		.partner = str_trim(page_query(p, "partner")),
		.lang = p->lang };
	if (view.n > 0 && !calendar_view_of(view, &ask->view))
		return why_set(why, ERR_INPUT, "The views are month, week, "
		    "year and list.");
	if (at.n > 0) {
		if (!date_parse_human(at, p->reader->today, &d))
			return why_set(why, ERR_INPUT, "Write the time as "
			    "2026, 2026-11 or 2026-11-21.");
		ask->at = d.lo;
	}
	return ERR_OK;
}

/* GET /calendar */
enum err
page_calendar(struct page *p, struct why *why)
{
	struct calendar_ask ask;
	struct calendar_way way = { .before = STR_INIT("") };
	struct report r = { 0 };
	enum err e = page_calendar_ask(p, &ask, why);

	if (e == ERR_OK && p->request.format == HTTP_ICS)
		return page_calendar_feed(p, why);
	if (e == ERR_OK)
		e = calendar_report(p->reader, p->arena, &ask, &r, &way, why);
	if (e != ERR_OK)
		return e;
	report_add_action(p->arena, &r, tr(p->lang, "Subscribe"), p->local ?
	    STR("/calendar.ics") : STR("/me/tokens"));
	if (p->request.format != HTTP_HTML || page_query(p, "panel").n > 0)
		return page_report(p, &r, why);
	p->frame.formats = true;
	page_open(p, &r);
	page_calendar_box(p, &r, &way, &ask);
	show_panels(&p->out, &p->frame, &r);
	page_close(p, &r);
	return ERR_OK;
}
