#include "web/show.h"

#include <sodium.h>
#include <string.h>

#include "advise/path.h"
#include "base/assets.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

/* ---- web files ---- */

void
show_tag(char tag[static 17])
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < assets_count; i++) {
		const struct asset *f = &assets_all[i];

		if (!str_starts(f->name, STR("web/")))
			continue;
		for (size_t k = 0; k < f->tag.n; k++)
			hash = (hash ^ (unsigned char)f->tag.p[k]) *
			    0x100000001b3u;
	}
	for (int i = 0; i < 16; i++)
		tag[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
	tag[16] = '\0';
}

const struct asset *
show_asset(struct str name)
{
	for (size_t i = 0; i < assets_count; i++) {
		struct str file = assets_all[i].name;

		if (str_starts(file, STR("web/")) &&
		    str_eq(str_from(file, 4), name))
			return &assets_all[i];
	}
	return NULL;
}

/* The stylesheet from its first colour on: without the fonts, for one file. */
static struct str
show_style(void)
{
	const struct asset *css = show_asset(STR("comity.css"));
	size_t i = css != NULL ? str_find(css->body, STR(":root")) : SIZE_MAX;

	ALWAYS(i != SIZE_MAX);
	return str_from(css->body, i);
}

/* A CSS string: letters and digits stand, the rest is escaped by number. */
static void
show_css_string(struct buf *b, struct str s)
{
	buf_char(b, '"');
	while (s.n > 0) {
		uint32_t c = str_utf8(&s);

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || c == ' ')
			buf_utf8(b, c);
		else
			buf_printf(b, "\\%x ", (unsigned)c);
	}
	buf_char(b, '"');
}

void
show_print_css(struct buf *b, struct str marking, bool demo, const char *lang)
{
	struct buf CLEANUP(buf_free) words;

	buf_init(&words, 4 * KIB);
	report_marking(&words, marking, demo, lang);
	buf_text(b, "@page{@top-center{content:");
	show_css_string(b, buf_view(&words));
	buf_text(b, ";font:600 9pt sans-serif}"
	    "@bottom-right{content:counter(page) \" / \" counter(pages);"
	    "font:8pt sans-serif}}\n");
}

/* ---- links ---- */

/* A path of this site: not //host, no back slash that browsers would turn. */
static bool
show_is_path(struct str link)
{
	if (link.n == 0 || link.p[0] != '/')
		return false;
	if (link.n > 1 && (link.p[1] == '/' || link.p[1] == '\\'))
		return false;
	for (size_t i = 0; i < link.n; i++)
		if ((unsigned char)link.p[i] <= ' ' || link.p[i] == '\\')
			return false;
	return true;
}

static bool
show_is_link(const struct show_frame *f, struct str link)
{
	if (link.n > 0 && link.p[0] == '#')
		return true;
	return !f->alone && show_is_path(link);
}

void
show_href(struct buf *b, const struct show_frame *f, const struct report *r,
    struct str link)
{
	struct str path, anchor;
	bool has_anchor;

	if (!show_is_link(f, link)) {
		html_put(b, "#");
		return;
	}
	has_anchor = str_cut(link, '#', &path, &anchor);
	html_text(b, path);
	if (r->as_of.n > 0 && path.n > 0 && !str_starts(path, STR("/-/"))) {
		html_put(b, "%sasof=",
		    memchr(path.p, '?', path.n) != NULL ? "&" : "?");
		path_encode(b, r->as_of);
	}
	if (has_anchor)
		html_put(b, "#%.*s", STRF(anchor));
}

void
show_link(struct buf *b, const struct show_frame *f, const struct report *r,
    struct str link, const char *class, struct str words)
{
	if (!show_is_link(f, link)) {
		html_put(b, "<span class=\"%s\">%.*s</span>", class,
		    STRF(words));
		return;
	}
	html_put(b, "<a");
	if (class[0] != '\0')
		html_put(b, " class=\"%s\"", class);
	html_put(b, " href=\"");
	show_href(b, f, r, link);
	html_put(b, "\">%.*s</a>", STRF(words));
}

/* ---- head ---- */

static void
show_head_links(struct buf *b, const struct report *r)
{
	char tag[17];

	show_tag(tag);
	html_put(b, "<link rel=\"preload\" href=\"/-/static/%s/"
	    "source-sans-3-latin.woff2\" as=\"font\" type=\"font/woff2\" "
	    "crossorigin><link rel=\"stylesheet\" "
	    "href=\"/-/static/%s/comity.css\">", tag, tag);
	html_put(b, "<link rel=\"stylesheet\" media=\"print\" "
	    "href=\"/-/print.css?marking=");
	path_encode(b, r->marking);
	html_put(b, "&amp;demo=%s&amp;lang=%s\">", r->demo ? "yes" : "",
	    tr_is_vi(r->lang) ? "vi" : "en");
	html_put(b, "<link rel=\"search\" title=\"Comity\" "
	    "type=\"application/opensearchdescription+xml\" "
	    "href=\"/-/opensearch.xml\">");
	html_put(b, "<link rel=\"icon\" href=\"/-/static/%s/icon.svg\" "
	    "type=\"image/svg+xml\"><script type=\"module\" "
	    "src=\"/-/static/%s/comity.js\"></script>", tag, tag);
}

/*
 * One file without a server. The stylesheet is ours and holds no "</style";
 * fonts are left to the reader's system, for they would double the file.
 */
static void
show_head_style(struct buf *b, const struct report *r)
{
	struct buf CLEANUP(buf_free) css;
	unsigned char hash[crypto_hash_sha256_BYTES];
	char text[sodium_base64_ENCODED_LEN(sizeof(hash),
	    sodium_base64_VARIANT_ORIGINAL)];

	buf_init(&css, MIB);
	buf_str(&css, show_style());
	show_print_css(&css, r->marking, r->demo, r->lang);
	ALWAYS(str_find(buf_view(&css), STR("</")) == SIZE_MAX);
	(void)crypto_hash_sha256(hash, (const unsigned char *)css.p, css.n);
	(void)sodium_bin2base64(text, sizeof(text), hash, sizeof(hash),
	    sodium_base64_VARIANT_ORIGINAL);
	html_put(b, "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'sha256-%s'; "
	    "base-uri 'none'; form-action 'none'\"><style>", text);
	buf_str(b, buf_view(&css));
	html_put(b, "</style>");
}

static void
show_html_head(struct buf *b, const struct show_frame *f,
    const struct report *r)
{
	html_put(b, "<!doctype html>\n<html lang=\"%s\"><head>"
	    "<meta charset=\"utf-8\"><meta name=\"viewport\" "
	    "content=\"width=device-width,initial-scale=1\">"
	    "<title>%s%.*s – Comity</title>", r->lang != NULL ? r->lang :
	    "en", f->faulty ? tr(r->lang, "Error: ") : "", STRF(r->title));
	if (f->refresh > 0)
		html_put(b, "<meta http-equiv=\"refresh\" content=\"%u\">",
		    f->refresh);
	if (f->alone)
		show_head_style(b, r);
	else
		show_head_links(b, r);
	html_put(b, "</head>\n");
}

static void
show_marking_bar(struct buf *b, const struct report *r)
{
	struct buf CLEANUP(buf_free) words;

	buf_init(&words, 4 * KIB);
	if (r->marking.n == 0 && !r->demo)
		return;
	report_marking(&words, r->marking, r->demo, r->lang);
	html_put(b, "<aside class=\"marking\" aria-label=\"%s\">%.*s",
	    tr(r->lang, "Handling marking"), STRF(buf_view(&words)));
	if (r->demo)
		html_put(b, "<span class=\"wide\"> – %s</span>",
		    tr(r->lang, "every working record is invented"));
	html_put(b, "</aside>");
}

/*
 * The address of this page without ${but} and what was just done; gives what
 * stands before one more key.
 */
static char
show_address(struct buf *b, const struct show_frame *f, const char *but)
{
	char before = '?';

	buf_str(b, f->path);
	for (size_t i = 0; i < f->queries; i++) {
		struct str name = f->query[i].name;

		if (str_is(name, but) || str_is(name, "done") ||
		    str_is(name, "undone"))
			continue;
		buf_printf(b, "%c%.*s=", before, STRF(name));
		path_encode(b, f->query[i].value);
		before = '&';
	}
	return before;
}

/* This page in each language, with all else that its address says. */
static void
show_switch(struct buf *b, const struct show_frame *f, const struct report *r)
{
	static const struct { const char *lang, *code, *name; } all[] = {
		{ "en", "EN", "English" }, { "vi", "VI", "Tiếng Việt" },
	};

	html_put(b, "<nav class=\"langs\" aria-label=\"%s\">",
	    tr(r->lang, "Language"));
	for (size_t i = 0; i < countof(all); i++) {
		bool here = tr_is_vi(all[i].lang) == tr_is_vi(r->lang);
		struct buf CLEANUP(buf_free) link;
		char before;

		buf_init(&link, 64 * KIB);
		before = show_address(&link, f, "lang");
		html_put(b, "<a hreflang=\"%s\" lang=\"%s\" "
		    "aria-label=\"%s – %s\"", all[i].lang, all[i].lang,
		    all[i].code, all[i].name);
		if (here)
			html_put(b, " aria-current=\"true\"");
		html_put(b, " href=\"");
		html_text(b, buf_view(&link));
		html_put(b, "%.*slang=%s\">%s</a>", 1, &before, all[i].lang,
		    all[i].code);
	}
	html_put(b, "</nav>");
}

static void
show_search(struct buf *b, const struct show_frame *f, const struct report *r)
{
	html_put(b, "<form class=\"search\" role=\"search\" "
	    "action=\"/search\"><label class=\"hidden\" for=\"q\">%s"
	    "</label><input id=\"q\" name=\"q\" type=\"search\" "
	    "placeholder=\"%s\" autocomplete=\"off\" value=\"%.*s\">",
	    tr(r->lang, "Search"),
	    tr(r->lang, "Partner, activity, promise, document…"),
	    STRF(f->search));
	if (r->as_of.n > 0)
		html_put(b, "<input type=\"hidden\" name=\"asof\" "
		    "value=\"%.*s\">", STRF(r->as_of));
	html_put(b, "<kbd aria-hidden=\"true\">/</kbd></form>");
}

static void
show_new(struct buf *b, const struct report *r)
{
	html_put(b, "<a class=\"button\" href=\"/activities/new");
	if (str_is(r->name, "partner"))
		html_put(b, "?partner=%.*s", STRF(r->code));
	html_put(b, "\" data-key=\"n\">%s <kbd aria-hidden=\"true\">n</kbd>"
	    "</a>", tr(r->lang, "+ New activity"));
}

static void
show_top(struct buf *b, const struct show_frame *f, const struct report *r)
{
	html_put(b, "<header class=\"top\"><a class=\"brand\" href=\"");
	show_href(b, f, r, STR("/"));
	html_put(b, "\"><svg viewBox=\"0 0 32 32\" aria-hidden=\"true\">"
	    "<circle cx=\"11.5\" cy=\"16\" r=\"8\"/><circle class=\"other\" "
	    "cx=\"20.5\" cy=\"16\" r=\"8\"/><path d=\"M16 9.4a8 8 0 0 1 3.3 "
	    "4.6\"/></svg>Comity</a>");
	if (!f->bare)
		show_search(b, f, r);
	html_put(b, "<div class=\"right\">");
	if (!f->bare && !f->fixed)
		show_new(b, r);
	if (f->me.n > 0)
		html_put(b, "<a class=\"me\" href=\"/me\">%.*s</a>",
		    STRF(f->me));
	show_switch(b, f, r);
	html_put(b, "</div></header>");
}

static bool
show_is_under(struct str path, struct str link)
{
	struct str rest;

	if (str_is(link, "/"))
		return str_is(path, "/");
	if (!str_starts(path, link))
		return false;
	rest = str_from(path, link.n);
	return rest.n == 0 || rest.p[0] == '/';
}

/* Where we are: under this link, and under none that says more. */
static bool
show_is_here(const struct show_frame *f, struct str link)
{
	if (!show_is_under(f->path, link))
		return false;
	for (size_t i = 0; i < f->navs; i++)
		if (f->nav[i].link.n > link.n &&
		    show_is_under(f->path, f->nav[i].link))
			return false;
	return true;
}

static void
show_nav_item(struct buf *b, const struct show_frame *f,
    const struct report *r, const struct show_nav *n)
{
	html_put(b, "<li class=\"%s\"><a href=\"", n->gap ? "gap" : "");
	show_href(b, f, r, n->link);
	html_put(b, "\"");
	if (n->key != '\0')
		html_put(b, " data-go=\"%.*s\"", 1, &n->key);
	if (show_is_here(f, n->link))
		html_put(b, " aria-current=\"page\"");
	html_put(b, ">%.*s", STRF(n->words));
	if (n->count.n > 0)
		html_put(b, " <span class=\"count%s\">%.*s</span>",
		    n->bad ? " bad" : "", STRF(n->count));
	html_put(b, "</a></li>");
}

/* ---- above the panels ---- */

/*
 * A page of the past says so, and how to come back. The box that goes there
 * keeps everything else of the address.
 */
static void
show_past(struct buf *b, const struct show_frame *f, const struct report *r)
{
	struct report now = { .as_of = STR_INIT("") };
	struct buf CLEANUP(buf_free) link;

	buf_init(&link, 64 * KIB);
	if (r->as_of.n == 0)
		return;
	(void)show_address(&link, f, "asof");
	html_put(b, "<div class=\"past\" role=\"status\"><b>");
	html_put(b, tr(r->lang, "As known on %.*s."),
	    STRF(f->as_of.n > 0 ? f->as_of : r->as_of));
	html_put(b, "</b> %s ", tr(r->lang, "What was recorded later is not "
	    "in this page."));
	show_link(b, f, &now, buf_view(&link), "",
	    tr_str(r->lang, "Back to now"));
	html_put(b, "</div>");
}

static void
show_past_box(struct buf *b, const struct show_frame *f,
    const struct report *r)
{
	html_put(b, "<form class=\"asof\" action=\"%.*s\">", STRF(f->path));
	for (size_t i = 0; i < f->queries; i++) {
		struct str name = f->query[i].name;

		if (!str_is(name, "asof") && !str_is(name, "done"))
			html_put(b, "<input type=\"hidden\" name=\"%.*s\" "
			    "value=\"%.*s\">", STRF(name),
			    STRF(f->query[i].value));
	}
	html_put(b, "<label for=\"asof\">%s</label><input id=\"asof\" "
	    "name=\"asof\" size=\"11\" placeholder=\"%s\" value=\"%.*s\">"
	    "<button class=\"button small\">%s</button></form>",
	    tr(r->lang, "As known on"), tr(r->lang, "now"), STRF(r->as_of),
	    tr(r->lang, "Go"));
}

static void
show_crumbs(struct buf *b, const struct show_frame *f, const struct report *r)
{
	if (r->crumbs == 0 || f->alone)
		return;
	html_put(b, "<nav class=\"crumbs\" aria-label=\"%s\">",
	    tr(r->lang, "Breadcrumb"));
	for (size_t i = 0; i < r->crumbs; i++) {
		html_put(b, "%s", i > 0 ? " › " : "");
		show_link(b, f, r, r->crumb[i].link, "", r->crumb[i].words);
	}
	html_put(b, "</nav>");
}

static void
show_title(struct buf *b, const struct report *r)
{
	html_put(b, "<div><h1>%.*s", STRF(r->title));
	if (r->code.n > 0 && !str_eq(r->code, r->title))
		html_put(b, " <span class=\"iso\">%.*s</span>",
		    STRF(r->code));
	if (r->chip.n > 0) {
		static const char *const tones[] = { "plain", "bad", "warn",
			"ok", "info", "muted" };

		html_put(b, " <span class=\"chip chip-%s\">%.*s</span>",
		    tones[r->chip_tone], STRF(r->chip));
	}
	html_put(b, "</h1>");
	if (r->sub.n > 0)
		html_put(b, "<p class=\"sub\">%.*s</p>", STRF(r->sub));
	html_put(b, "</div>");
}

static void
show_actions(struct buf *b, const struct show_frame *f, const struct report *r)
{
	if (f->alone)
		return;
	html_put(b, "<div class=\"right\">");
	if (!f->timeless)
		show_past_box(b, f, r);
	for (size_t i = 0; i < r->actions && r->as_of.n == 0; i++)
		show_link(b, f, r, r->action[i].link,
		    i == 0 ? "button first" : "button", r->action[i].words);
	html_put(b, "</div>");
}

static void
show_tabs(struct buf *b, const struct show_frame *f, const struct report *r)
{
	if (r->tabs == 0 || f->alone)
		return;
	html_put(b, "<nav class=\"tabs\" aria-label=\"%s\">", tr(r->lang,
	    "Views"));
	for (size_t i = 0; i < r->tabs; i++) {
		html_put(b, "<a href=\"");
		show_href(b, f, r, r->tab[i].link);
		html_put(b, "\"");
		if (i == r->tab_at)
			html_put(b, " aria-current=\"page\"");
		html_put(b, ">%.*s</a>", STRF(r->tab[i].words));
	}
	html_put(b, "</nav>");
}

static void
show_said(struct buf *b, const struct show_frame *f, const char *lang)
{
	if (f->said.n == 0)
		return;
	html_put(b, "<div class=\"toast\" role=\"status\"><span>%.*s</span>",
	    STRF(f->said));
	if (f->undo.n > 0)
		html_put(b, "<form method=\"post\" action=\"%.*s\"><input "
		    "type=\"hidden\" name=\"token\" value=\"%.*s\"><input "
		    "type=\"hidden\" name=\"also\" value=\"%.*s\"><button "
		    "class=\"button small\" data-key=\"u\">%s "
		    "<kbd aria-hidden=\"true\">u</kbd></button></form>",
		    STRF(f->undo), STRF(f->token), STRF(f->also),
		    tr(lang, "Undo"));
	html_put(b, "</div>");
}

static void
show_sides(struct buf *b, const struct show_frame *f, const struct report *r)
{
	html_put(b, "<div class=\"app\"><nav class=\"side\" "
	    "aria-label=\"%s\"><ul>", tr(r->lang, "Main"));
	for (size_t i = 0; i < f->navs; i++)
		show_nav_item(b, f, r, &f->nav[i]);
	html_put(b, "</ul></nav>");
}

void
show_open(struct buf *b, const struct show_frame *f, const struct report *r)
{
	show_html_head(b, f, r);
	html_put(b, "<body>");
	if (!f->alone)
		html_put(b, "<a class=\"skip\" href=\"#main\">%s</a>",
		    tr(r->lang, "Skip to main content"));
	show_marking_bar(b, r);
	if (!f->alone) {
		show_top(b, f, r);
		if (!f->bare)
			show_sides(b, f, r);
	}
	html_put(b, "<main id=\"main\" tabindex=\"-1\">");
	show_past(b, f, r);
	show_said(b, f, r->lang);
	show_crumbs(b, f, r);
	html_put(b, "<div class=\"title\">");
	show_title(b, r);
	show_actions(b, f, r);
	html_put(b, "</div>");
	show_tabs(b, f, r);
	if (r->answer.n > 0) {
		html_put(b, "<p class=\"lead-answer\">");
		show_sentence(b, r->answer);
		html_put(b, "</p>");
	}
}

/* ---- below ---- */

static const struct {
	const char *keys, *words;
} show_keys[] = {
	{ "/", TR("Search") },
	{ "n", TR("New activity") },
	{ "u", TR("Undo what was just saved") },
	{ "j k", TR("In a list: the next row, the one before") },
	{ "x e c", TR("In a list: tick the row, edit it, close it in one "
	    "line") },
	{ "[ ]", TR("In a list: the page before, the next page") },
	{ "g h", TR("Go to the overview; g and a letter goes to a list: a "
	    "activities, p partners, c commitments, d directives, q check "
	    "data") },
	{ "?", TR("This list") },
};

static void
show_dialog(struct buf *b, const char *lang)
{
	html_put(b, "<dialog id=\"keys\" aria-labelledby=\"keys-title\">"
	    "<form method=\"dialog\"><h2 id=\"keys-title\">%s</h2>"
	    "<dl class=\"keys\">", tr(lang, "Keyboard"));
	for (size_t i = 0; i < countof(show_keys); i++)
		html_put(b, "<dt><kbd>%s</kbd></dt><dd>%s</dd>",
		    show_keys[i].keys, tr(lang, show_keys[i].words));
	html_put(b, "</dl><p><label><input type=\"checkbox\" id=\"keys-on\" "
	    "checked> %s</label></p><button class=\"button first\">%s</button>"
	    "</form></dialog>", tr(lang, "Use these keys"),
	    tr(lang, "Close this"));
}

/* The page as a file: to print, to send, to compute with. */
static void
show_whole(struct buf *b, const struct show_frame *f, const struct report *r)
{
	static const char *const endings[] = { "pdf", "xlsx", "txt" };
	static const char *const words[] = { "PDF", "Excel", TR("Text") };

	if (!f->formats || f->alone)
		return;
	for (size_t i = 0; i < countof(endings); i++) {
		struct buf CLEANUP(buf_free) link;

		buf_init(&link, 64 * KIB);
		buf_printf(&link, "%.*s.%s", STRF(str_is(f->path, "/")
		    ? STR("/overview") : f->path), endings[i]);
		for (size_t k = 0; k < f->queries; k++) {
			if (str_is(f->query[k].name, "asof") ||
			    str_is(f->query[k].name, "done"))
				continue;
			buf_printf(&link, "%s%.*s=", memchr(link.p, '?',
			    link.n) != NULL ? "&" : "?",
			    STRF(f->query[k].name));
			path_encode(&link, f->query[k].value);
		}
		html_put(b, "<a href=\"");
		show_href(b, f, r, buf_view(&link));
		html_put(b, "\">%s</a>", tr(r->lang, words[i]));
	}
}

void
show_close(struct buf *b, const struct show_frame *f, const struct report *r)
{
	html_put(b, "<footer class=\"foot\"><span>%.*s", STRF(f->office));
	if (r->as_of.n > 0 || f->now.n > 0)
		html_put(b, "%s %s %.*s", f->office.n > 0 ? " ·" : "",
		    tr(r->lang, "data as of"),
		    STRF(r->as_of.n > 0 ? r->as_of : f->now));
	html_put(b, "</span>");
	if (!f->alone && !f->bare)
		html_put(b, "<a href=\"/help\">%s</a><a href=\"/changes\">%s"
		    "</a><a href=\"/help#keyboard\" data-open=\"keys\">%s "
		    "<kbd aria-hidden=\"true\">?</kbd></a>",
		    tr(r->lang, "Help"), tr(r->lang, "Changes"),
		    tr(r->lang, "Keyboard"));
	show_whole(b, f, r);
	html_put(b, "</footer></main>");
	if (!f->alone && !f->bare) {
		html_put(b, "</div>");
		show_dialog(b, r->lang);
	}
	html_put(b, "</body></html>\n");
}

void
show_page(struct buf *b, const struct show_frame *f, const struct report *r)
{
	show_open(b, f, r);
	show_panels(b, f, r);
	show_close(b, f, r);
}

void
show_alone(struct buf *b, const struct report *r, int32_t today)
{
	struct show_frame f = { .path = r->path, .today = today,
		.alone = true };

	show_page(b, &f, r);
}
