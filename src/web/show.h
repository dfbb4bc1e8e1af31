/*
 * A report as an HTML page. Nothing is computed here: what a report says is
 * shown. Every text is escaped by html_put; there is no inline style or
 * script. Links are paths of this site; others are shown as words.
 */
#ifndef WEB_SHOW_H
#define WEB_SHOW_H

#include "advise/report.h"
#include "web/http.h"

struct show_nav {
	struct str words, link;
	struct str count; /* shown beside it, or empty */
	bool bad;         /* the count is something to act on */
	bool gap;         /* a line above it */
	char key;         /* "g" and this letter go there; 0: none */
};

/* What stands around the panels; all zero but path is fine. */
struct show_frame {
	struct str office; /* its name, for the foot */
	const struct show_nav *nav;
	size_t navs;
	struct str path; /* of this page, without query and format */
	const struct http_pair *query; /* of this page, to be kept in links */
	size_t queries;
	struct str search; /* what stands in the search box */
	struct str token;  /* for the forms */
	struct str said;   /* what was just done, or empty */
	struct str undo;   /* where to POST to undo it, or empty */
	struct str also;   /* further records that are undone with it */
	struct str as_of;  /* "3 March 2026" when the page is of the past */
	struct str now;    /* instant of the figures, for the foot */
	int32_t today;     /* for the line on charts; 0: none */
	bool formats;      /* the page has .json and .csv */
	bool timeless;     /* no box for a point in time */
	bool faulty;       /* a form that was refused: "Error: " in the title */
	struct str me;     /* who is signed in, as others see it; or empty */
	bool bare;         /* nobody is: no navigation, no search */
	bool fixed;        /* whoever looks adds no activity */
	unsigned refresh;  /* seconds after which it is asked for again; 0 */
	bool alone;        /* one file without a server: show_alone */
};

/*
 * show_page(b, f, r): the whole page. show_open and show_close are its parts
 * before and behind the panels, for pages with forms; show_panels is the part
 * between.
 */
void show_page(struct buf *b, const struct show_frame *f,
    const struct report *r);
void show_open(struct buf *b, const struct show_frame *f,
    const struct report *r);
void show_panels(struct buf *b, const struct show_frame *f,
    const struct report *r);
void show_close(struct buf *b, const struct show_frame *f,
    const struct report *r);

/*
 * show_alone(b, r, today):
 * The report as one HTML file that needs no server: the stylesheet is inside
 * and allowed by its hash, links are words.
 */
void show_alone(struct buf *b, const struct report *r, int32_t today);

/*
 * show_svg(b, r, today):
 * The first picture of the report as an SVG file of its own: with its
 * question, answer, legend and source. False, with nothing written, when it
 * has none.
 */
MUST_USE bool show_svg(struct buf *b, const struct report *r, int32_t today);

/*
 * show_link(b, f, r, link, class, words, sub):
 * ${words} as a link, or as words where ${link} is none of this site. The
 * point in time of the report is carried on.
 */
void show_link(struct buf *b, const struct show_frame *f,
    const struct report *r, struct str link, const char *class,
    struct str words);

/* show_href(b, f, r, link): the address alone, escaped for an attribute. */
void show_href(struct buf *b, const struct show_frame *f,
    const struct report *r, struct str link);

/* show_sentence(b, s): text where the part between stars is strong. */
void show_sentence(struct buf *b, struct str s);

/*
 * show_text(b, text, mark, marks): paragraphs with lettered passages, as they
 * stand, that may overlap.
 */
void show_text(struct buf *b, struct str text, const struct report_mark *mark,
    size_t marks);

/* show_tag(tag): 16 hex digits that change when any web file does. */
void show_tag(char tag[static 17]);

/* show_asset(name): a file of web/ by its name, or NULL. */
struct asset;
const struct asset *show_asset(struct str name);

/*
 * show_print_css(b, marking, demo, lang):
 * The small stylesheet that puts the marking on every printed page.
 */
void show_print_css(struct buf *b, struct str marking, bool demo,
    const char *lang);

#endif
