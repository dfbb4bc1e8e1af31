#include "web/show_part.h"

#include <stdio.h>
#include <string.h>

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/svg.h"

#include "base/banned.h"

static const char *
show_tone(enum report_tone t)
{
	static const char *const names[] = {
		[TONE_PLAIN] = "plain", [TONE_BAD] = "bad",
		[TONE_WARN] = "warn",   [TONE_OK] = "ok",
		[TONE_INFO] = "info",   [TONE_MUTED] = "muted",
	};

	return names[t];
}

void
show_plain(struct buf *b, struct str s)
{
	size_t from = 0;

	for (size_t i = 1; i + 1 < s.n; i++) {
		if (s.p[i] != ' ' || s.p[i + 1] != '%' || s.p[i - 1] < '0' ||
		    s.p[i - 1] > '9')
			continue;
		html_text(b, str_from(str_to(s, i), from));
		html_text(b, STR("\xc2\xa0"));
		from = i + 1;
	}
	html_text(b, str_from(s, from));
}

void
show_sentence(struct buf *b, struct str s)
{
	struct str part;
	bool strong = false;

	while (s.n > 0) {
		bool star = str_cut(s, '*', &part, &s);

		html_put(b, strong && star ? "<b>" : "");
		show_plain(b, part);
		html_put(b, strong && star ? "</b>" : "");
		strong = !strong;
	}
}

void
show_chip(struct buf *b, struct str text, enum report_tone tone)
{
	html_put(b, "<span class=\"chip chip-%s\">%.*s</span>",
	    show_tone(tone), STRF(text));
}

static void
show_iso(struct buf *b, const struct show_at *at, const struct report_cell *c)
{
	if (c->link.n > 0)
		show_link(b, at->frame, at->report, c->link, "iso", c->text);
	else
		html_put(b, "<span class=\"iso\">%.*s</span>", STRF(c->text));
}

/* What is undone is asked by POST, so it is a button; not in the past. */
static bool
show_is_undo(const struct report_cell *c)
{
	return str_starts(c->link, STR("/changes/")) &&
	    str_ends(c->link, STR("/undo"));
}

static void
show_undo(struct buf *b, const struct show_at *at, const struct report_cell *c)
{
	if (at->frame->alone || at->report->as_of.n > 0)
		return;
	html_put(b, "<form method=\"post\" action=\"%.*s\"><input "
	    "type=\"hidden\" name=\"token\" value=\"%.*s\"><button "
	    "class=\"button small\">%.*s</button></form>", STRF(c->link),
	    STRF(at->frame->token), STRF(c->text));
}

static void
show_status(struct buf *b, const struct show_at *at,
    const struct report_cell *c)
{
	char class[32];

	if (c->link.n == 0) {
		show_chip(b, c->text, c->tone);
		return;
	}
	(void)snprintf(class, sizeof(class), "chip chip-%s",
	    show_tone(c->tone));
	show_link(b, at->frame, at->report, c->link, class, c->text);
}

static void
show_words(struct buf *b, const struct show_at *at, const struct report_cell *c)
{
	struct buf CLEANUP(buf_free) words;

	buf_init(&words, 4 * MIB);
	report_shown(&words, at->report->lang, c);
	if (c->link.n > 0)
		show_link(b, at->frame, at->report, c->link, "",
		    buf_view(&words));
	else if (c->tone != TONE_PLAIN)
		html_put(b, "<span class=\"tone-%s\">%.*s</span>",
		    show_tone(c->tone), STRF(buf_view(&words)));
	else
		show_plain(b, buf_view(&words));
}

void
show_cell(struct buf *b, const struct show_at *at, const struct report_cell *c)
{
	if (c->again)
		return;
	if (c->type == CELL_CHIP && c->text.n > 0)
		show_status(b, at, c);
	else if (show_is_undo(c))
		show_undo(b, at, c);
	else if (c->type == CELL_ISO && c->text.n > 0)
		show_iso(b, at, c);
	else
		show_words(b, at, c);
	if (c->sub.n > 0)
		html_put(b, " <span class=\"second\">%.*s</span>",
		    STRF(c->sub));
}

/* ---- tables ---- */

/* The address of this page sorted by ${c}, other things being equal. */
static void
show_sort_link(struct buf *b, const struct show_at *at,
    const struct report_column *c)
{
	const struct show_frame *f = at->frame;
	struct buf CLEANUP(buf_free) link;

	buf_init(&link, 64 * KIB);
	buf_printf(&link, "%.*s?sort=%s", STRF(f->path),
	    c->sorted > 0 ? "-" : "");
	path_encode(&link, c->sort);
	for (size_t i = 0; i < f->queries; i++) {
		struct str name = f->query[i].name;

		if (str_is(name, "sort") || str_is(name, "after") ||
		    str_is(name, "asof"))
			continue;
		buf_printf(&link, "&%.*s=", STRF(name));
		path_encode(&link, f->query[i].value);
	}
	show_link(b, f, at->report, buf_view(&link), "", c->head);
}

static void
show_head(struct buf *b, const struct show_at *at,
    const struct report_column *c)
{
	/* A head without words is no head. */
	if (c->head.n == 0) {
		html_put(b, "<td></td>");
		return;
	}
	html_put(b, "<th scope=\"col\" class=\"%s%s\"",
	    c->type == CELL_NUMBER ? "number" : "", c->minor ? " minor" : "");
	if (c->sorted != 0)
		html_put(b, " aria-sort=\"%s\"",
		    c->sorted > 0 ? "ascending" : "descending");
	html_put(b, ">");
	if (c->sort.n > 0 && !at->frame->alone)
		show_sort_link(b, at, c);
	else
		html_text(b, c->head);
	html_put(b, "</th>");
}

/* Rows are ticked for the form "bulk" of the page, which is not of the past. */
static bool
show_is_ticked(const struct show_at *at, const struct report_block *t)
{
	return t->id != NULL && !at->frame->alone && at->report->as_of.n == 0;
}

static void
show_row(struct buf *b, const struct show_at *at, const struct report_block *t,
    size_t row, bool places)
{
	html_put(b, "<tr");
	if (places)
		html_put(b, " data-place=\"%.4f\"",
		    t->chart == CHART_STEPS ? ((double)row + 0.5) /
		    (double)t->rows : svg_place(row, t->rows));
	html_put(b, ">");
	if (show_is_ticked(at, t))
		html_put(b, "<td class=\"tick\"><input type=\"checkbox\" "
		    "form=\"bulk\" name=\"row\" value=\"%.*s\" "
		    "aria-label=\"%s %.*s\"></td>", STRF(t->id[row]),
		    tr(at->report->lang, "Choose"),
		    STRF(t->cell[row * t->columns].text));
	for (size_t k = 0; k < t->columns; k++) {
		const struct report_cell *c = &t->cell[row * t->columns + k];
		bool head = k == 0 && c->text.n > 0 && !c->again;

		html_put(b, "<%s class=\"%s%s\"", head ? "th" : "td",
		    c->type == CELL_NUMBER ? "number" :
		    c->type == CELL_DATE ? "date" : "",
		    t->column[k].minor ? " minor" : "");
		if (head)
			html_put(b, " scope=\"row\"");
		html_put(b, ">");
		show_cell(b, at, c);
		html_put(b, "</%s>", head ? "th" : "td");
	}
	html_put(b, "</tr>");
}

void
show_heading(struct buf *b, const struct show_at *at)
{
	if (at->panel->question.n > 0)
		html_text(b, at->panel->question);
	else
		html_put(b, "%.*s: %.*s", STRF(at->report->title),
		    STRF(at->panel->name));
}

void
show_region(struct buf *b, const struct show_at *at,
    const struct report_block *t)
{
	html_put(b, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"");
	show_heading(b, at);
	html_put(b, ": ");
	if (t->text.n > 0)
		html_put(b, "%.*s, ", STRF(t->text));
	html_put(b, "%s", tr(at->report->lang, "table"));
	if (at->block > 0)
		html_put(b, " %zu", at->block + 1);
	html_put(b, "\">");
}

void
show_table(struct buf *b, const struct show_at *at,
    const struct report_block *t, bool places)
{
	show_region(b, at, t);
	html_put(b, "<table id=\"t-%.*s-%zu\"><thead><tr>",
	    STRF(at->panel->name), at->block);
	if (show_is_ticked(at, t))
		html_put(b, "<td class=\"tick\"></td>");
	for (size_t k = 0; k < t->columns; k++)
		show_head(b, at, &t->column[k]);
	html_put(b, "</tr></thead><tbody>");
	for (size_t i = 0; i < t->rows; i++)
		show_row(b, at, t, i, places);
	html_put(b, "</tbody></table></div>");
}

static void
show_shown(struct buf *b, const struct show_at *at,
    const struct report_block *t)
{
	const char *lang = at->report->lang;
	struct buf CLEANUP(buf_free) rows, total;

	buf_init(&rows, 64);
	buf_init(&total, 64);
	tr_count(&rows, lang, (int64_t)t->rows);
	tr_count(&total, lang, (int64_t)t->total);
	html_put(b, tr(lang, "%.*s of %.*s shown."), STRF(buf_view(&rows)),
	    STRF(buf_view(&total)));
	buf_char(b, ' ');
}

static void
show_pages(struct buf *b, const struct show_at *at,
    const struct report_block *t)
{
	if (t->total <= t->rows && t->next.n == 0)
		return;
	html_put(b, "<p class=\"more\">");
	if (t->total > t->rows)
		show_shown(b, at, t);
	if (t->next.n > 0 && !at->frame->alone) {
		html_put(b, "<a rel=\"next\" href=\"");
		show_href(b, at->frame, at->report, t->next);
		html_put(b, "\">%s</a>", tr(at->report->lang, "Next page"));
	}
	html_put(b, "</p>");
}

/* ---- facts and rows ---- */

static void
show_facts(struct buf *b, const struct show_at *at,
    const struct report_block *t)
{
	html_put(b, "<dl class=\"facts\">");
	for (size_t i = 0; i < t->rows; i++) {
		const struct report_cell *c = &t->cell[i * t->columns];

		html_put(b, "<dt>%.*s</dt><dd>", STRF(c[0].text));
		show_cell(b, at, &c[1]);
		html_put(b, "</dd>");
	}
	html_put(b, "</dl>");
}

static bool
show_leads(const struct report_cell *c)
{
	return c->type == CELL_CHIP || c->type == CELL_DATE;
}

/* Codes and numbers stand last, unless there is nothing before them. */
static bool
show_trails(const struct report_cell *c, size_t i, size_t first)
{
	return i > first &&
	    (c[i].type == CELL_ISO || c[i].type == CELL_NUMBER);
}

/* One of a list: what it is about first, then words, then what trails. */
static void
show_item(struct buf *b, const struct show_at *at,
    const struct report_cell *c, size_t n)
{
	bool lead = n > 0 && show_leads(&c[0]);
	size_t tail = 0;

	html_put(b, "<li class=\"%s\">", lead ? "lead" : "");
	if (lead) {
		html_put(b, "<span class=\"first\">");
		show_cell(b, at, &c[0]);
		html_put(b, "</span>");
	}
	html_put(b, "<div>");
	for (size_t i = lead; i < n; i++) {
		if (show_trails(c, i, lead)) {
			tail++;
			continue;
		}
		show_cell(b, at, &c[i]);
		html_put(b, " ");
	}
	html_put(b, "</div>");
	if (tail > 0)
		html_put(b, "<span class=\"last\">");
	for (size_t i = lead; i < n && tail > 0; i++)
		if (show_trails(c, i, lead))
			show_cell(b, at, &c[i]);
	if (tail > 0)
		html_put(b, "</span>");
	html_put(b, "</li>");
}

static void
show_rows(struct buf *b, const struct show_at *at, const struct report_block *t)
{
	html_put(b, "<ul class=\"rows\">");
	for (size_t i = 0; i < t->rows; i++)
		show_item(b, at, &t->cell[i * t->columns], t->columns);
	html_put(b, "</ul>");
}

/* ---- key figures ---- */

static void
show_kpi(struct buf *b, const struct show_at *at, const struct report_kpi *k)
{
	struct buf CLEANUP(buf_free) value;

	buf_init(&value, KIB);
	figure_value(&value, at->report->lang, &k->figure);
	html_put(b, "<div><dt>");
	if (k->link.n > 0)
		show_link(b, at->frame, at->report, k->link, "", k->label);
	else
		html_text(b, k->label);
	html_put(b, "</dt><dd class=\"value\">");
	show_plain(b, k->figure.refused ? STR("–") : buf_view(&value));
	html_put(b, "%s", k->unit.n > 0 ? " " : "");
	if (k->unit.n > 0)
		html_put(b, "<small>%.*s</small>", STRF(k->unit));
	html_put(b, "</dd><dd class=\"detail\">");
	if (k->figure.refused || k->figure.shape != FIGURE_COUNT) {
		buf_clear(&value);
		figure_basis(&value, at->report->lang, &k->figure);
		show_plain(b, buf_view(&value));
		if (k->detail.n > 0)
			html_put(b, "; ");
	}
	html_put(b, "<span class=\"tone-%s\">", show_tone(k->tone));
	show_plain(b, k->detail);
	html_put(b, "</span></dd>");
	if (k->sparks > 1) {
		html_put(b, "<dd class=\"small-line\">");
		svg_spark(b, k->spark, k->sparks);
		html_put(b, "</dd>");
	}
	html_put(b, "</div>");
}

static void
show_kpis(struct buf *b, const struct show_at *at, const struct report_block *t)
{
	html_put(b, "<dl class=\"figures\">");
	for (size_t i = 0; i < t->kpis; i++)
		show_kpi(b, at, &t->kpi[i]);
	html_put(b, "</dl>");
}

/* ---- panels ---- */

static bool
show_is_empty(const struct report_block *t)
{
	return t->rows == 0 && t->kpis == 0 && t->text.n == 0;
}

static void
show_block(struct buf *b, const struct show_at *at,
    const struct report_block *t)
{
	bool title = t->text.n > 0 && t->type != BLOCK_TEXT;

	if (show_is_empty(t)) {
		if (t->empty.n > 0)
			html_put(b, "<p class=\"empty\">%.*s</p>",
			    STRF(t->empty));
		return;
	}
	if (title)
		html_put(b, "<h3>%.*s</h3>", STRF(t->text));
	if (t->rows == 0 && t->kpis == 0 && t->type != BLOCK_TEXT) {
		html_put(b, "<p class=\"empty\">%.*s</p>", STRF(t->empty));
		return;
	}
	switch (t->type) {
	case BLOCK_FACTS:
		show_facts(b, at, t);
		break;
	case BLOCK_TABLE:
		show_table(b, at, t, false);
		break;
	case BLOCK_ROWS:
		show_rows(b, at, t);
		break;
	case BLOCK_TEXT:
		show_text(b, t->text, t->mark, t->marks);
		break;
	case BLOCK_KPIS:
		show_kpis(b, at, t);
		break;
	case BLOCK_CHART:
		show_chart(b, at, t);
		break;
	}
	if (t->type == BLOCK_TABLE || t->type == BLOCK_ROWS)
		show_pages(b, at, t);
}

/* The tables behind the pictures of a panel. */
static void
show_data(struct buf *b, struct show_at *at)
{
	for (at->block = 0; at->block < at->panel->blocks; at->block++) {
		const struct report_block *t = &at->panel->block[at->block];

		if (t->type != BLOCK_CHART || t->rows == 0 || show_is_own(t))
			continue;
		html_put(b, "<details><summary>%s</summary>",
		    tr(at->report->lang, "Data table"));
		show_table(b, at, t, show_has_cursor(t));
		html_put(b, "</details>");
	}
}

static bool
show_has_table(const struct report_panel *p)
{
	for (size_t i = 0; i < p->blocks; i++)
		if ((p->block[i].type == BLOCK_TABLE ||
		    p->block[i].type == BLOCK_CHART) && p->block[i].rows > 0)
			return true;
	return false;
}

/* Whether it has a picture that can be a file of its own. */
static bool
show_has_picture(const struct report_panel *p)
{
	for (size_t i = 0; i < p->blocks; i++)
		if (p->block[i].type == BLOCK_CHART && p->block[i].rows > 0 &&
		    p->block[i].chart != CHART_MONTH)
			return true;
	return false;
}

static void
show_formats(struct buf *b, const struct show_at *at)
{
	static const char *const formats[] = { "csv", "json", "svg" };
	static const char *const words[] = { "CSV", "JSON", "SVG" };
	size_t n = countof(formats) - (show_has_picture(at->panel) ? 0 : 1);
	const struct show_frame *f = at->frame;

	html_put(b, "<span class=\"formats\">");
	for (size_t i = 0; i < n; i++) {
		struct buf CLEANUP(buf_free) link;

		buf_init(&link, 64 * KIB);
		buf_printf(&link, "%.*s.%s?panel=", STRF(str_is(f->path, "/") ?
		    STR("/overview") : f->path), formats[i]);
		path_encode(&link, at->panel->name);
		for (size_t k = 0; k < f->queries; k++) {
			if (str_is(f->query[k].name, "asof"))
				continue;
			buf_printf(&link, "&%.*s=", STRF(f->query[k].name));
			path_encode(&link, f->query[k].value);
		}
		html_put(b, "%s<a href=\"", i > 0 ? " · " : "");
		show_href(b, f, at->report, buf_view(&link));
		html_put(b, "\" aria-label=\"%s: ", words[i]);
		show_heading(b, at);
		html_put(b, "\">%s</a>", words[i]);
	}
	html_put(b, "</span>");
}

static void
show_foot(struct buf *b, struct show_at *at)
{
	const struct report_panel *p = at->panel;

	if (p->more.n > 0 && !at->frame->alone) {
		html_put(b, "<p class=\"more\">");
		show_link(b, at->frame, at->report, p->more, "",
		    p->more_words.n > 0 ? p->more_words :
		    tr_str(at->report->lang, "All"));
		html_put(b, "</p>");
	}
	html_put(b, "<div class=\"source\">");
	if (p->source.n > 0) {
		html_put(b, "<span>");
		show_plain(b, p->source);
		html_put(b, "</span>");
	}
	show_data(b, at);
	html_put(b, "</div>");
}

/* Key figures are their own panel: a strip without a heading to see. */
static bool
show_is_strip(const struct report_panel *p)
{
	return p->blocks == 1 && p->block[0].type == BLOCK_KPIS &&
	    p->block[0].kpis > 0;
}

static void
show_panel(struct buf *b, struct show_at *at)
{
	const struct report_panel *p = at->panel;
	int width = p->width > 0 && p->width < 12 ? p->width : 12;
	bool strip = show_is_strip(p);
	bool hidden = strip || p->question.n == 0;

	html_put(b, "<section class=\"%s w%d\" id=\"%.*s\" "
	    "aria-labelledby=\"h-%.*s\"><header><h2 id=\"h-%.*s\" "
	    "class=\"%s\">", strip ? "strip" : "panel", width,
	    STRF(p->name), STRF(p->name), STRF(p->name),
	    hidden ? "hidden" : "");
	show_heading(b, at);
	html_put(b, "</h2>");
	if (at->frame->formats && !at->frame->alone && show_has_table(p))
		show_formats(b, at);
	html_put(b, "</header>");
	if (p->answer.n > 0) {
		html_put(b, "<p class=\"answer\" id=\"a-%.*s\">",
		    STRF(p->name));
		show_sentence(b, p->answer);
		html_put(b, "</p>");
	}
	for (at->block = 0; at->block < p->blocks; at->block++)
		show_block(b, at, &p->block[at->block]);
	show_foot(b, at);
	html_put(b, "</section>");
}

/* Of the panels [from, to) those of one side, below each other. */
static void
show_column(struct buf *b, const struct show_frame *f, const struct report *r,
    size_t from, size_t to, bool left)
{
	bool open = false;

	for (size_t i = from; i < to; i++) {
		struct show_at at = { f, r, &r->panel[i], 0 };

		if ((r->panel[i].width > 6) != left)
			continue;
		if (!open)
			html_put(b, "<div class=\"column w%d\">",
			    r->panel[i].width);
		open = true;
		show_panel(b, &at);
	}
	html_put(b, open ? "</div>" : "");
}

void
show_panels(struct buf *b, const struct show_frame *f, const struct report *r)
{
	html_put(b, "<div class=\"panels\">");
	for (size_t i = 0; i < r->panels; i++) {
		struct show_at at = { f, r, &r->panel[i], 0 };
		size_t to = i;

		while (to < r->panels && r->panel[to].column)
			to++;
		if (to > i + 1) {
			show_column(b, f, r, i, to, true);
			show_column(b, f, r, i, to, false);
			i = to - 1;
		} else {
			show_panel(b, &at);
		}
	}
	html_put(b, "</div>");
}
