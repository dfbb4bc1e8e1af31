#include "web/show.h"

#include "base/assets.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/show_part.h"
#include "web/svg_part.h"

#include "base/banned.h"

/*
 * One picture as a file of its own, for a text or a slide: with its question,
 * its answer, its legend and where it comes from, drawn on white.
 */

enum {
	PICTURE_WIDE = 720,
	PICTURE_EDGE = 12,
	PICTURE_INNER = PICTURE_WIDE - 2 * PICTURE_EDGE,
	PICTURE_LETTERS = 104, /* of a line of small text */
	PICTURE_MAP = 317      /* a map has no height of its own */
};

/* ---- the stylesheet, with its names of colours filled in ---- */

static struct str
picture_between(struct str s, const char *from, const char *to)
{
	size_t at = str_find(s, str_of(from));

	ALWAYS(at != SIZE_MAX);
	s = str_from(s, at);
	at = str_find(s, str_of(to));
	ALWAYS(at != SIZE_MAX);
	return str_to(s, at);
}

/* What ":root" says of --name. */
static struct str
picture_token(struct str root, struct str name)
{
	struct str line, key;

	while (root.n > 0) {
		(void)str_cut(root, ';', &line, &root);
		(void)str_cut(line, ':', &key, &line);
		if (str_ends(str_trim(key), name) &&
		    str_trim(key).n == name.n)
			return str_trim(line);
	}
	return STR("#000");
}

static void
picture_style(struct buf *b)
{
	const struct asset *css = show_asset(STR("comity.css"));
	struct str root, rest, part, name;
	bool more = true;

	ALWAYS(css != NULL);
	root = picture_between(css->body, ":root {", "}");
	(void)str_cut(root, '{', &part, &root);
	rest = picture_between(css->body, ".picture {", ".cursor {");
	html_put(b, "<style>");
	while (more) {
		size_t at = str_find(rest, STR("var("));

		more = at != SIZE_MAX;
		buf_str(b, more ? str_to(rest, at) : rest);
		if (!more)
			break;
		(void)str_cut(str_from(rest, at + 4), ')', &name, &rest);
		buf_str(b, picture_token(root, name));
	}
	html_put(b, "</style>");
}

/* ---- words ---- */

/* Small text in lines; the stars of an answer are left out. */
static int
picture_words(struct buf *b, struct str s, int y)
{
	struct str word, part;
	size_t letters = 0;

	if (s.n == 0)
		return y;
	html_put(b, "<text x=\"%d\" y=\"%d\">", PICTURE_EDGE, y);
	while (str_word(&s, &word)) {
		if (letters > 0 && letters + svg_letters(word) >
		    PICTURE_LETTERS) {
			y += 17;
			letters = 0;
			html_put(b, "</text><text x=\"%d\" y=\"%d\">",
			    PICTURE_EDGE, y);
		}
		letters += svg_letters(word) + 1;
		while (word.n > 0) {
			(void)str_cut(word, '*', &part, &word);
			html_text(b, part);
		}
		html_put(b, " ");
	}
	html_put(b, "</text>");
	return y + 17;
}

static int
picture_high(struct str drawn)
{
	struct str high = STR("");
	int64_t n;
	size_t at = str_find(drawn, STR(" height=\""));

	if (str_starts(drawn, STR("<svg class=\"chart chart-map\"")) ||
	    at == SIZE_MAX)
		return PICTURE_MAP;
	(void)str_cut(str_from(drawn, at + 9), '"', &high, &drawn);
	return str_int(high, &n) ? (int)n : PICTURE_MAP;
}

static void
picture_file(struct buf *b, const struct report *r,
    const struct report_panel *p, const struct report_block *c,
    struct str drawn)
{
	struct buf marking CLEANUP(buf_free) = { .max = 4 * KIB };
	struct buf CLEANUP(buf_free) body;
	int high = picture_high(drawn), y = 26;

	buf_init(&body, 4 * MIB);
	html_put(&body, "<text class=\"label strong\" x=\"%d\" y=\"%d\">%.*s"
	    "</text>", PICTURE_EDGE, y, STRF(p->question));
	y = picture_words(&body, p->answer, y + 20);
	html_put(&body, "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\">",
	    PICTURE_EDGE, y, PICTURE_INNER, high);
	buf_str(&body, drawn);
	html_put(&body, "</svg><g transform=\"translate(%d %d)\">",
	    PICTURE_EDGE, y + high + 8);
	y += high + 8 + svg_legend_inside(&body, c, r->lang, 0,
	    PICTURE_INNER);
	html_put(&body, "</g>");
	y = picture_words(&body, p->source, y + 16);
	report_marking(&marking, r->marking, false, r->lang);
	y = picture_words(&body, buf_view(&marking), y);
	if (r->demo)
		y = picture_words(&body, tr_str(r->lang, "DEMO DATA – every "
		    "working record is invented"), y);
	html_put(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" "
	    "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
	    "xml:lang=\"%s\"><title>%.*s</title>", PICTURE_WIDE, y,
	    PICTURE_WIDE, y, tr_is_vi(r->lang) ? "vi" : "en",
	    STRF(p->question));
	picture_style(b);
	html_put(b, "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
	buf_str(b, buf_view(&body));
	html_put(b, "</svg>\n");
}

bool
show_svg(struct buf *b, const struct report *r, int32_t today)
{
	for (size_t i = 0; i < r->panels; i++)
		for (size_t k = 0; k < r->panel[i].blocks; k++) {
			const struct report_block *c = &r->panel[i].block[k];
			struct svg_words w = { .today = today,
				.label = r->panel[i].question,
				.lang = r->lang };
			struct buf CLEANUP(buf_free) drawn;

			buf_init(&drawn, 4 * MIB);
			if (c->type != BLOCK_CHART ||
			    !svg_draw(&drawn, c, &w))
				continue;
			picture_file(b, r, &r->panel[i], c, buf_view(&drawn));
			return true;
		}
	return false;
}
