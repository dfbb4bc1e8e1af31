#include "web/page.h"

#include "advise/overview.h"
#include "advise/papers.h"
#include "base/tr.h"
#include "study/roll.h"
#include "web/html.h"

#include "base/banned.h"

/* The period within one year and the group that the address asks for. */
static enum err
overview_ask(struct page *p, struct overview_ask *ask, struct why *why)
{
	struct str period = page_query(p, "period"), year = page_query(p,
	    "year");
	int from, to, month, day;

	*ask = (struct overview_ask){ .lang = p->lang,
		.group = page_query(p, "group") };
	if (period.n == 0)
		period = year;
	if (period.n == 0)
		return ERR_OK;
	if (!date_parse_human(period, p->reader->today, &ask->period))
		return why_set(why, ERR_INPUT, "A period is a year, a quarter "
		    "or a month, such as 2026, 2026-Q3, 2026-09.");
	date_split(ask->period.lo, &from, &month, &day);
	date_split(ask->period.hi, &to, &month, &day);
	return from == to ? ERR_OK : why_set(why, ERR_INPUT, "A period lies "
	    "within one year, such as 2026, 2026-Q3, 2026-09.");
}

static void
overview_choice(struct page *p, const char *name, struct str value,
    struct str words)
{
	html_put(&p->out, "<option value=\"%.*s\"%s>%.*s</option>",
	    STRF(value), str_eq(page_query(p, name), value) ? " selected" :
	    "", STRF(words));
}

/* This year and the two before, and the quarters of this. */
static void
overview_periods(struct page *p)
{
	int year, month, day;

	date_split(p->reader->today, &year, &month, &day);
	overview_choice(p, "period", STR(""), arena_printf(p->arena, "%d",
	    year));
	for (int q = 1; q <= 4; q++) {
		struct str value = arena_printf(p->arena, "%d-Q%d", year, q);

		overview_choice(p, "period", value, value);
	}
	for (int y = year - 1; y >= year - 2; y--) {
		struct str value = arena_printf(p->arena, "%d", y);

		overview_choice(p, "period", value, value);
	}
}

static void
overview_box(struct page *p)
{
	static const char *const groups[ROLL__GROUPS] = { "neighbours",
		"asean", "p5", "tier", "other" };
	struct buf *b = &p->out;
	struct str asof = page_query(p, "asof");

	html_put(b, "<form class=\"filter\" aria-label=\"%s\" action=\"/\">"
	    "<label for=\"o-period\">%s</label><select id=\"o-period\" "
	    "name=\"period\">", tr(p->lang, "Period and partners"),
	    tr(p->lang, "Period"));
	overview_periods(p);
	html_put(b, "</select><label for=\"o-group\">%s</label><select "
	    "id=\"o-group\" name=\"group\">", tr(p->lang, "Partners"));
	overview_choice(p, "group", STR(""), tr_str(p->lang, "All"));
	for (int g = 0; g < ROLL__GROUPS; g++)
		overview_choice(p, "group", str_of(groups[g]), tr_str(p->lang,
		    roll_group_words((enum roll_group)g)));
	html_put(b, "</select>");
	if (asof.n > 0)
		html_put(b, "<input type=\"hidden\" name=\"asof\" "
		    "value=\"%.*s\">", STRF(asof));
	html_put(b, "<button class=\"button\">%s</button></form>",
	    tr(p->lang, "Show"));
}

/* GET / and /overview */
enum err
page_overview(struct page *p, struct why *why)
{
	struct overview_ask ask;
	struct report r = { 0 };
	enum err e = overview_ask(p, &ask, why);

	if (e == ERR_OK && !page_kept(p, STR(""), &r)) {
		e = overview_report(p->reader, p->arena, &ask, &r, why);
		if (e == ERR_OK)
			page_keep(p, STR(""), &r);
	}
	if (e != ERR_OK || p->request.format != HTTP_HTML ||
	    page_query(p, "panel").n > 0)
		return e != ERR_OK ? e : page_report(p, &r, why);
	p->frame.formats = true;
	page_open(p, &r);
	overview_box(p);
	show_panels(&p->out, &p->frame, &r);
	page_close(p, &r);
	return ERR_OK;
}

/* GET /reports: what is laid before others. */
enum err
page_papers(struct page *p, struct why *why)
{
	struct papers_ask ask = { .lang = p->lang };
	struct report r;

	papers_report(p->reader, p->arena, &ask, &r);
	return page_report(p, &r, why);
}

/* GET /reports/board: ?period=2026-Q4 */
enum err
page_board(struct page *p, struct why *why)
{
	struct overview_ask from;
	struct papers_ask ask = { .lang = p->lang };
	struct report r = { 0 };
	enum err e = overview_ask(p, &from, why);

	if (e != ERR_OK)
		return e;
	ask.period = from.period;
	if (!page_kept(p, STR(""), &r)) {
		e = papers_board(p->reader, p->arena, &ask, &r, why);
		if (e != ERR_OK)
			return e;
		page_keep(p, STR(""), &r);
	}
	return page_report(p, &r, why);
}
