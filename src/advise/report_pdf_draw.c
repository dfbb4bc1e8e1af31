#include "advise/report_pdf_part.h"

#include <pango/pangocairo.h>

#include "base/str.h"
#include "base/tr.h"

/* GLib makes it a macro, which cannot be banned. */
#undef alloca
#include "base/banned.h"

/* Points; 1/72 inch. */
#define PAGE_WIDE 595.28
#define PAGE_HIGH 841.89
#define MARGIN 54.0
#define TOP 72.0
#define BOTTOM 72.0
#define CELL_GAP 9.0
#define ROW_GAP 4.0
#define BAR_HIGH 5.0

static const struct {
	double red, green, blue;
} tones[] = {
	[TONE_PLAIN] = { 0.10, 0.11, 0.13 }, [TONE_BAD] = { 0.66, 0.11, 0.11 },
	[TONE_WARN] = { 0.55, 0.34, 0.00 }, [TONE_OK] = { 0.09, 0.40, 0.20 },
	[TONE_INFO] = { 0.10, 0.30, 0.55 }, [TONE_MUTED] = { 0.36, 0.38, 0.42 }
};

double
report_pdf_width(void)
{
	return PAGE_WIDE - 2 * MARGIN;
}

static void
ink(struct report_pdf *p, enum report_tone tone)
{
	cairo_set_source_rgb(p->cairo, tones[tone].red, tones[tone].green,
	    tones[tone].blue);
}

static PangoLayout *
laid(struct report_pdf *p, enum report_pdf_face face, struct str s,
    double width)
{
	PangoLayout *l = pango_layout_new(p->context);

	ALWAYS(s.n < INT32_MAX);
	pango_layout_set_font_description(l, p->face[face]);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	if (width > 0)
		pango_layout_set_width(l, (int)(width * PANGO_SCALE));
	pango_layout_set_text(l, s.n > 0 ? s.p : "", (int)s.n);
	return l;
}

static double
high_of(PangoLayout *l)
{
	int wide, high;

	pango_layout_get_size(l, &wide, &high);
	return (double)high / PANGO_SCALE;
}

double
report_pdf_wide(struct report_pdf *p, enum report_pdf_face face, struct str s)
{
	PangoLayout *l = laid(p, face, s, -1);
	int wide, high;

	pango_layout_get_size(l, &wide, &high);
	g_object_unref(l);
	return (double)wide / PANGO_SCALE;
}

/* ---- pages ---- */

/* One line of the head or foot: at the left, the middle or the right. */
static void
edge(struct report_pdf *p, double y, PangoAlignment at,
    enum report_pdf_face face, enum report_tone tone, struct str s)
{
	PangoLayout *l = laid(p, face, s, report_pdf_width());

	pango_layout_set_alignment(l, at);
	pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
	ink(p, tone);
	cairo_move_to(p->cairo, MARGIN, y);
	pango_cairo_show_layout(p->cairo, l);
	g_object_unref(l);
}

/*
 * What stands on every page is an artefact and no part of what is read aloud,
 * so it has no tag.
 */
static void
page_edges(struct report_pdf *p)
{
	const struct report *r = p->r;
	struct buf words CLEANUP(buf_free) = { .max = 4 * KIB };
	struct str marking;

	report_marking(&words, r->marking, r->demo, r->lang);
	marking = arena_str(p->a, buf_view(&words));
	edge(p, 30, PANGO_ALIGN_CENTER, FACE_MARKING, TONE_BAD, marking);
	edge(p, PAGE_HIGH - 52, PANGO_ALIGN_CENTER, FACE_MARKING, TONE_BAD,
	    marking);
	edge(p, PAGE_HIGH - 36, PANGO_ALIGN_LEFT, FACE_SMALL, TONE_MUTED,
	    str_head(r->title, 70));
	edge(p, PAGE_HIGH - 36, PANGO_ALIGN_RIGHT, FACE_SMALL, TONE_MUTED,
	    arena_printf(p->a, tr(r->lang, "page %d of %d"), p->page,
	    p->pages));
}

void
report_pdf_begin(struct report_pdf *p)
{
	p->page = 1;
	p->y = TOP;
	p->notes = 0;
	page_edges(p);
}

void
report_pdf_end(struct report_pdf *p)
{
	cairo_show_page(p->cairo);
}

static void
page_turn(struct report_pdf *p)
{
	/* The counting pass need not see to the end of an endless report. */
	if (p->page <= REPORT_PDF_PAGES_MAX)
		cairo_show_page(p->cairo);
	p->page++;
	p->y = TOP;
	page_edges(p);
}

void
report_pdf_room(struct report_pdf *p, double height)
{
	if (p->y + height > PAGE_HIGH - BOTTOM && p->y > TOP)
		page_turn(p);
}

/* ---- text ---- */

void
report_pdf_text(struct report_pdf *p, const char *tag,
    enum report_pdf_face face, struct str s)
{
	PangoLayout *l;
	PangoLayoutIter *i;

	if (s.n == 0)
		return;
	l = laid(p, face, s, report_pdf_width());
	i = pango_layout_get_iter(l);
	cairo_tag_begin(p->cairo, tag, NULL);
	do {
		PangoRectangle box;
		double high;

		pango_layout_iter_get_line_extents(i, NULL, &box);
		high = (double)box.height / PANGO_SCALE;
		if (p->y + high > PAGE_HIGH - BOTTOM) {
			cairo_tag_end(p->cairo, tag);
			page_turn(p);
			cairo_tag_begin(p->cairo, tag, NULL);
		}
		ink(p, TONE_PLAIN);
		cairo_move_to(p->cairo, MARGIN, p->y +
		    (double)(pango_layout_iter_get_baseline(i) - box.y) /
		    PANGO_SCALE);
		pango_cairo_show_layout_line(p->cairo,
		    pango_layout_iter_get_line_readonly(i));
		p->y += high;
	} while (pango_layout_iter_next_line(i));
	cairo_tag_end(p->cairo, tag);
	pango_layout_iter_free(i);
	g_object_unref(l);
}

/* ---- tables ---- */

static void
rule(struct report_pdf *p, double y, double weight)
{
	cairo_set_line_width(p->cairo, weight);
	cairo_set_source_rgb(p->cairo, 0.75, 0.77, 0.8);
	cairo_move_to(p->cairo, MARGIN, y);
	cairo_line_to(p->cairo, PAGE_WIDE - MARGIN, y);
	cairo_stroke(p->cairo);
}

static void
bar(struct report_pdf *p, double x, double width, double share)
{
	ink(p, TONE_INFO);
	cairo_rectangle(p->cairo, x, p->y + 4, width * share, BAR_HIGH);
	cairo_fill(p->cairo);
}

static PangoLayout *
cell_laid(struct report_pdf *p, const struct report_pdf_table *t, size_t c,
    enum report_pdf_face face, struct str s)
{
	PangoLayout *l = laid(p, face, str_head(s, REPORT_PDF_CELL_MAX),
	    t->width[c] - CELL_GAP);

	if (t->number[c])
		pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
	return l;
}

/* All cells of one row, which stands on one page. */
static void
row_draw(struct report_pdf *p, const struct report_pdf_table *t,
    const struct report_pdf_cell *cell, const char *tag,
    enum report_pdf_face face, bool keep)
{
	PangoLayout *l[REPORT_PDF_COLUMNS_MAX];
	double most = 0, x = MARGIN;

	for (size_t c = 0; c < t->columns; c++) {
		l[c] = cell_laid(p, t, c, face, cell[c].text);
		most = high_of(l[c]) > most ? high_of(l[c]) : most;
	}
	if (!keep && p->y + most + ROW_GAP > PAGE_HIGH - BOTTOM) {
		cairo_tag_end(p->cairo, "Table");
		page_turn(p);
		report_pdf_table_begin(p, t);
	}
	cairo_tag_begin(p->cairo, "TR", NULL);
	for (size_t c = 0; c < t->columns; c++) {
		cairo_tag_begin(p->cairo, tag, NULL);
		if (cell[c].share > 0)
			bar(p, x, t->width[c] - CELL_GAP, cell[c].share);
		ink(p, cell[c].tone);
		cairo_move_to(p->cairo, x, p->y);
		pango_cairo_show_layout(p->cairo, l[c]);
		cairo_tag_end(p->cairo, tag);
		x += t->width[c];
		g_object_unref(l[c]);
	}
	cairo_tag_end(p->cairo, "TR");
	p->y += most + ROW_GAP;
	rule(p, p->y - ROW_GAP / 2, 0.5);
}

void
report_pdf_table_begin(struct report_pdf *p, const struct report_pdf_table *t)
{
	struct report_pdf_cell head[REPORT_PDF_COLUMNS_MAX] = {
		{ .share = 0 } };
	size_t named = 0;

	ALWAYS(t->columns > 0 && t->columns <= REPORT_PDF_COLUMNS_MAX);
	for (size_t c = 0; c < t->columns; c++) {
		head[c] = (struct report_pdf_cell){ .text = t->head[c],
			.tone = TONE_MUTED };
		named += t->head[c].n > 0;
	}
	report_pdf_room(p, 48);
	cairo_tag_begin(p->cairo, "Table", NULL);
	if (named > 0)
		row_draw(p, t, head, "TH", FACE_SMALL_STRONG, true);
}

void
report_pdf_row(struct report_pdf *p, const struct report_pdf_table *t,
    const struct report_pdf_cell *cell)
{
	row_draw(p, t, cell, "TD", FACE_SMALL, false);
}

void
report_pdf_table_end(struct report_pdf *p)
{
	cairo_tag_end(p->cairo, "Table");
	p->y += 6;
}
