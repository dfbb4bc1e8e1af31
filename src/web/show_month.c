#include "web/show_part.h"

#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/svg.h"

#include "base/banned.h"

enum {
	MONTH_ITEMS = 3,    /* of a day, where weeks are below each other */
	MONTH_LONG = 7,     /* days, beyond which only the ends are shown */
	MONTH_ITEMS_WEEK = 40
};

struct show_month {
	const struct show_at *at;
	const struct report_block *c;
	size_t most; /* items of a day */
};

/* The days of a row; what lasts has its last day in the second column. */
static bool
show_month_days(const struct report_block *c, size_t row, int32_t *from,
    int32_t *to)
{
	const struct report_cell *cell = &c->cell[row * c->columns];
	struct date first, last;

	if (!svg_day(&cell[0], &first))
		return false;
	*from = first.lo;
	*to = svg_day(&cell[1], &last) && last.hi > *from ? last.hi : *from;
	return true;
}

/* Whether it is shown on that day; of what is long the ends alone. */
static bool
show_month_is_on(const struct show_month *m, size_t row, int32_t day,
    bool begins)
{
	int32_t from, to;

	if (!show_month_days(m->c, row, &from, &to) || (from == day) != begins)
		return false;
	if (day < from || day > to)
		return false;
	return begins || to - from < MONTH_LONG || day == to ||
	    day == m->c->first;
}

static void
show_month_item(struct buf *b, const struct show_month *m, size_t row,
    bool begins)
{
	static const char *const tones[] = {
		[TONE_PLAIN] = "plain", [TONE_BAD] = "bad",
		[TONE_WARN] = "warn",   [TONE_OK] = "ok",
		[TONE_INFO] = "info",   [TONE_MUTED] = "muted",
	};
	const struct report_cell *cell = &m->c->cell[row * m->c->columns];

	html_put(b, "<li class=\"on-%s%s\">", tones[cell[4].tone],
	    begins ? "" : " still");
	if (cell[3].text.n > 0)
		html_put(b, "<span class=\"iso\">%.*s</span> ",
		    STRF(cell[3].text));
	show_link(b, m->at->frame, m->at->report, cell[2].link, "",
	    cell[2].text);
	html_put(b, "<span class=\"hidden\">, %.*s</span></li>",
	    STRF(cell[4].text));
}

/* What begins comes first, then what is still on. */
static size_t
show_month_items(struct buf *b, const struct show_month *m, int32_t day)
{
	size_t n = 0;

	for (int begins = 1; begins >= 0; begins--)
		for (size_t i = 0; i < m->c->rows; i++)
			if (show_month_is_on(m, i, day, begins != 0) &&
			    n++ < m->most)
				show_month_item(b, m, i, begins != 0);
	return n;
}

/* The rest of the day is a link to its week. */
static void
show_month_rest(struct buf *b, const struct show_month *m, int32_t day,
    size_t n)
{
	struct buf CLEANUP(buf_free) link, words;

	buf_init(&link, 4 * KIB);
	buf_init(&words, KIB);
	buf_printf(&link, "%.*s&at=", STRF(m->c->next));
	date_format(&link, (struct date){ day, day });
	buf_printf(&words, tr(m->at->report->lang, "%zu more"), n);
	html_put(b, "<li class=\"rest\">");
	show_link(b, m->at->frame, m->at->report, buf_view(&link), "",
	    buf_view(&words));
	html_put(b, "</li>");
}

static void
show_month_day(struct buf *b, const struct show_month *m, int32_t day)
{
	struct buf CLEANUP(buf_free) items;
	const char *lang = m->at->report->lang;
	int y, month, d;
	size_t n;

	buf_init(&items, MIB);
	n = show_month_items(&items, m, day);
	date_split(day, &y, &month, &d);
	html_put(b, "<td class=\"%s%s\"", n == 0 ? "none" : "",
	    date_weekday(day) > 4 ? " weekend" : "");
	if (day == m->at->frame->today)
		html_put(b, " aria-current=\"date\"");
	html_put(b, "><span class=\"day\"><span class=\"narrow\">%s </span>"
	    "%d%s%s</span>", date_weekday_name(lang, date_weekday(day)), d,
	    d == 1 || day == m->c->first ? " " : "",
	    d == 1 || day == m->c->first ? date_month_name(lang, month) : "");
	if (n > 0) {
		html_put(b, "<ul>");
		buf_str(b, buf_view(&items));
		if (n > m->most)
			show_month_rest(b, m, day, n - m->most);
		html_put(b, "</ul>");
	}
	html_put(b, "</td>");
}

void
show_month(struct buf *b, const struct show_at *at,
    const struct report_block *c)
{
	struct show_month m = { .at = at, .c = c, .most = MONTH_ITEMS };

	if (c->last - c->first < 7)
		m.most = MONTH_ITEMS_WEEK;
	html_put(b, "<table class=\"month\" aria-labelledby=\"h-%.*s\"><thead>"
	    "<tr>", STRF(at->panel->name));
	for (int i = 0; i < 7; i++)
		html_put(b, "<th scope=\"col\">%s</th>",
		    date_weekday_name(at->report->lang, i));
	html_put(b, "</tr></thead><tbody>");
	for (int32_t day = c->first; day <= c->last; day++) {
		if ((day - c->first) % 7 == 0)
			html_put(b, "<tr>");
		show_month_day(b, &m, day);
		if ((day - c->first) % 7 == 6)
			html_put(b, "</tr>");
	}
	html_put(b, "</tbody></table>");
}
