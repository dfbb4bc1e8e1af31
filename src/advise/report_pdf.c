#include "advise/report_pdf_part.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/str.h"
#include "base/tr.h"

/* GLib makes it a macro, which cannot be banned. */
#undef alloca
#include "base/banned.h"

/* ---- sentences ---- */

/* The stars round what is strong are dropped: the whole answer is. */
static struct str
without_stars(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '*')
			p[n++] = s.p[i];
	return (struct str){ p, n };
}

/* The number of a source: the same words have one. */
static size_t
note_of(struct report_pdf *p, struct str source)
{
	for (size_t i = 0; i < p->notes; i++)
		if (str_eq(p->note[i], source))
			return i + 1;
	p->note = arena_grow(p->a, p->notes == 0 ? NULL : p->note, p->notes,
	    sizeof(*p->note));
	p->note[p->notes++] = source;
	return p->notes;
}

static struct str
shown(struct report_pdf *p, const struct report_cell *c)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };

	report_shown(&b, p->r->lang, c);
	if (c->sub.n > 0)
		buf_printf(&b, "%s%.*s", b.n > 0 ? "\n" : "", STRF(c->sub));
	return arena_str(p->a, buf_view(&b));
}

/* ---- tables ---- */

/* Which columns there is room for: what is minor is left out first. */
static size_t
columns_of(const struct report_block *b, size_t *at)
{
	size_t n = 0;

	for (size_t c = 0; c < b->columns && n < REPORT_PDF_COLUMNS_MAX; c++)
		if (b->columns <= 7 || !b->column[c].minor)
			at[n++] = c;
	return n;
}

/* How wide its longest word is: narrower, and it would be broken. */
static double
word_wide(struct report_pdf *p, enum report_pdf_face face, struct str s,
    bool whole)
{
	double most = 0;
	struct str word;

	if (whole)
		return report_pdf_wide(p, face, s);
	s = str_head(s, 200);
	while (str_word(&s, &word)) {
		double w = report_pdf_wide(p, face, word);

		most = w > most ? w : most;
	}
	return most;
}

/* What a column must have, and what it would take. */
static void
column_wish(struct report_pdf *p, const struct report_block *b, size_t at,
    struct str head, double *least, double *wish)
{
	const double gap = 12, most = report_pdf_width() * 0.5;
	bool whole = b->column[at].type == CELL_DATE ||
	    b->column[at].type == CELL_NUMBER;

	*least = word_wide(p, FACE_SMALL_STRONG, head, false);
	*wish = report_pdf_wide(p, FACE_SMALL_STRONG, head);
	for (size_t r = 0; r < b->rows && r < 60; r++) {
		const struct report_cell *c = &b->cell[r * b->columns + at];
		struct str s = shown(p, c);
		double w = report_pdf_wide(p, FACE_SMALL, str_head(s, 120));
		double word = word_wide(p, FACE_SMALL, s, whole ||
		    c->type == CELL_DATE);

		*wish = w > *wish ? w : *wish;
		*least = word > *least ? word : *least;
	}
	*wish = (*wish < most ? *wish : most) + gap;
	*least = (*least < most / 2 ? *least : most / 2) + gap;
	*wish = *wish > *least ? *wish : *least;
}

/* Where words do not fit, numbers and days keep whole and texts give way. */
static void
widths_short(const struct report_block *b, const size_t *at,
    const double *least, double page, struct report_pdf_table *t)
{
	double kept = 0, rest = 0;

	for (size_t i = 0; i < t->columns; i++)
		if (b->column[at[i]].type == CELL_TEXT)
			rest += least[i];
		else
			kept += least[i];
	for (size_t i = 0; i < t->columns; i++) {
		bool text = b->column[at[i]].type == CELL_TEXT;

		if (kept + rest / 2 > page)
			t->width[i] = least[i] * page / (kept + rest);
		else
			t->width[i] = text ? least[i] * (page - kept) / rest :
			    least[i];
	}
}

/* First what each must have, then of the rest by what each would take; how
 * wide that must at least be. */
static double
widths_of(struct report_pdf *p, const struct report_block *b,
    const size_t *at, double page, struct report_pdf_table *t)
{
	double least[REPORT_PDF_COLUMNS_MAX] = { 0 };
	double wish[REPORT_PDF_COLUMNS_MAX] = { 0 };
	double must = 0, want = 0;

	for (size_t i = 0; i < t->columns; i++) {
		struct arena_mark mark = arena_mark(p->a);

		column_wish(p, b, at[i], t->head[i], &least[i], &wish[i]);
		arena_rewind(p->a, mark);
		must += least[i];
		want += wish[i];
	}
	if (must > page)
		widths_short(b, at, least, page, t);
	for (size_t i = 0; i < t->columns && must <= page; i++)
		t->width[i] = want <= must ? wish[i] * page / want :
		    least[i] + (wish[i] - least[i]) * (page - must) /
		    (want - must);
	return must;
}

/* The numbers that bars stand for: the first column of them. */
static size_t
bars_of(const struct report_block *b, double *most)
{
	*most = 0;
	for (size_t c = 0; c < b->columns; c++) {
		if (b->type != BLOCK_CHART ||
		    b->column[c].type != CELL_NUMBER)
			continue;
		for (size_t r = 0; r < b->rows; r++) {
			double n = b->cell[r * b->columns + c].number;

			*most = n > *most ? n : *most;
		}
		return c;
	}
	return SIZE_MAX;
}

static void
put_rows(struct report_pdf *p, const struct report_block *b,
    const size_t *at, const struct report_pdf_table *t, bool bars)
{
	double most;
	size_t valued = bars_of(b, &most);

	for (size_t r = 0; r < b->rows; r++) {
		struct arena_mark mark = arena_mark(p->a);
		struct report_pdf_cell cell[REPORT_PDF_COLUMNS_MAX] = {
			{ .share = 0 } };
		size_t data = bars ? t->columns - 1 : t->columns;

		for (size_t i = 0; i < data; i++) {
			const struct report_cell *c =
			    &b->cell[r * b->columns + at[i]];

			cell[i] = (struct report_pdf_cell){
				.text = c->again ? STR("") : shown(p, c),
				.tone = c->tone };
		}
		if (bars && most > 0)
			cell[data].share = b->cell[r * b->columns +
			    valued].number / most;
		report_pdf_row(p, t, cell);
		arena_rewind(p->a, mark);
	}
}

static void
put_table(struct report_pdf *p, const struct report_block *b, bool heads)
{
	size_t at[REPORT_PDF_COLUMNS_MAX] = { 0 };
	struct report_pdf_table t = { .columns = columns_of(b, at) };
	double most;
	bool bars = bars_of(b, &most) != SIZE_MAX && most > 0 &&
	    t.columns < REPORT_PDF_COLUMNS_MAX;

	if (b->rows == 0 || t.columns == 0) {
		report_pdf_text(p, "P", FACE_TEXT, b->empty);
		return;
	}
	for (size_t i = 0; i < t.columns; i++) {
		t.number[i] = b->column[at[i]].type == CELL_NUMBER;
		if (heads)
			t.head[i] = b->column[at[i]].head;
	}
	/* Bars are for where there is room; words are for everywhere. */
	if (bars && widths_of(p, b, at, report_pdf_width() * 0.7, &t) >
	    report_pdf_width() * 0.7)
		bars = false;
	if (!bars)
		(void)widths_of(p, b, at, report_pdf_width(), &t);
	if (bars)
		t.width[t.columns++] = report_pdf_width() * 0.3;
	report_pdf_table_begin(p, &t);
	put_rows(p, b, at, &t, bars);
	report_pdf_table_end(p);
	if (b->total > b->rows)
		report_pdf_text(p, "P", FACE_SMALL, arena_printf(p->a,
		    tr(p->r->lang, "%zu of %zu are shown."), b->rows,
		    b->total));
}

static struct str
kpi_value(struct report_pdf *p, const struct report_kpi *k)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	figure_value(&b, p->r->lang, &k->figure);
	if (k->unit.n > 0)
		buf_printf(&b, " %.*s", STRF(k->unit));
	return arena_str(p->a, buf_view(&b));
}

/* What it rests on, and the sentence that goes with it. */
static struct str
kpi_basis(struct report_pdf *p, const struct report_kpi *k)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	buf_str(&b, k->detail);
	if (b.n > 0)
		buf_text(&b, "; ");
	figure_basis(&b, p->r->lang, &k->figure);
	if (b.n >= 2 && b.p[b.n - 1] == ' ')
		b.n -= 2;
	return arena_str(p->a, buf_view(&b));
}

static void
put_kpis(struct report_pdf *p, const struct report_block *b)
{
	struct report_pdf_table t = { .columns = 3 };
	const double page = report_pdf_width();

	t.width[0] = page * 0.3;
	t.width[1] = page * 0.25;
	t.width[2] = page * 0.45;
	report_pdf_table_begin(p, &t);
	for (size_t i = 0; i < b->kpis; i++) {
		const struct report_kpi *k = &b->kpi[i];
		struct report_pdf_cell cell[3] = { { .text = k->label },
			{ .text = kpi_value(p, k), .tone = k->tone },
			{ .text = kpi_basis(p, k), .tone = TONE_MUTED } };

		report_pdf_row(p, &t, cell);
	}
	report_pdf_table_end(p);
}

static void
put_block(struct report_pdf *p, const struct report_block *b)
{
	switch (b->type) {
	case BLOCK_FACTS:
	case BLOCK_ROWS:
		put_table(p, b, false);
		break;
	case BLOCK_TABLE:
	case BLOCK_CHART:
		put_table(p, b, true);
		break;
	case BLOCK_TEXT:
		report_pdf_text(p, "P", FACE_TEXT, b->text);
		p->y += 6;
		break;
	case BLOCK_KPIS:
		put_kpis(p, b);
		break;
	}
}

/* ---- the document ---- */

static void
put_panel(struct report_pdf *p, const struct report_panel *panel)
{
	struct str answer = without_stars(p->a, panel->answer);
	struct str question = panel->question;
	struct str *noted = answer.n > 0 ? &answer : &question;

	if (panel->source.n > 0)
		*noted = arena_printf(p->a, "%.*s%s[%zu]", STRF(*noted),
		    noted->n > 0 ? " " : "", note_of(p, panel->source));
	p->y += 12;
	report_pdf_room(p, 80); /* no heading alone at the foot */
	report_pdf_text(p, "H2", FACE_HEAD, question);
	p->y += 2;
	report_pdf_text(p, "P", FACE_STRONG, answer);
	p->y += 4;
	for (size_t i = 0; i < panel->blocks; i++)
		put_block(p, &panel->block[i]);
}

static void
put_head(struct report_pdf *p)
{
	const struct report *r = p->r;
	struct str line = r->title;

	if (r->code.n > 0)
		line = arena_printf(p->a, "%.*s  %.*s", STRF(line),
		    STRF(r->code));
	report_pdf_text(p, "H1", FACE_TITLE, line);
	if (r->chip.n > 0)
		report_pdf_text(p, "P", FACE_STRONG, r->chip);
	report_pdf_text(p, "P", FACE_TEXT, r->sub);
	if (r->as_of.n > 0)
		report_pdf_text(p, "P", FACE_STRONG, arena_printf(p->a,
		    tr(r->lang, "As known on %.*s"), STRF(r->as_of)));
	p->y += 4;
	report_pdf_text(p, "P", FACE_TEXT, without_stars(p->a, r->answer));
}

static void
put_notes(struct report_pdf *p)
{
	if (p->notes == 0)
		return;
	p->y += 14;
	report_pdf_room(p, 60);
	report_pdf_text(p, "H2", FACE_HEAD, tr_str(p->r->lang, "Sources"));
	for (size_t i = 0; i < p->notes; i++)
		report_pdf_text(p, "P", FACE_SMALL, arena_printf(p->a,
		    "[%zu] %.*s", i + 1, STRF(p->note[i])));
}

static void
put_document(struct report_pdf *p)
{
	report_pdf_begin(p);
	put_head(p);
	for (size_t i = 0; i < p->r->panels; i++) {
		/* Facets narrow a list; on paper they lead nowhere. */
		if (!str_is(p->r->panel[i].name, "facets"))
			put_panel(p, &p->r->panel[i]);
		if (p->page > REPORT_PDF_PAGES_MAX)
			break;
	}
	put_notes(p);
	report_pdf_end(p);
}

static void
faces_open(struct report_pdf *p)
{
	static const struct {
		const char *name;
		double size;
	} faces[] = {
		[FACE_TEXT] = { "Noto Sans,DejaVu Sans,Sans", 9.5 },
		[FACE_TITLE] = { "Noto Sans,DejaVu Sans,Sans Bold", 18 },
		[FACE_HEAD] = { "Noto Sans,DejaVu Sans,Sans Bold", 11.5 },
		[FACE_STRONG] = { "Noto Sans,DejaVu Sans,Sans Bold", 9.5 },
		[FACE_SMALL] = { "Noto Sans,DejaVu Sans,Sans", 8 },
		[FACE_SMALL_STRONG] = { "Noto Sans,DejaVu Sans,Sans Bold", 8 },
		[FACE_MARKING] = { "Noto Sans,DejaVu Sans,Sans Bold", 10 }
	};

	for (int i = 0; i < FACE__MAX; i++) {
		p->face[i] = pango_font_description_from_string(
		    faces[i].name);
		pango_font_description_set_absolute_size(p->face[i],
		    faces[i].size * PANGO_SCALE);
	}
}

static void
faces_close(struct report_pdf *p)
{
	for (int i = 0; i < FACE__MAX; i++)
		pango_font_description_free(p->face[i]);
}

static cairo_status_t
taken(void *self, const unsigned char *bytes, unsigned n)
{
	struct buf *b = self;

	if (b != NULL)
		buf_put(b, bytes, n);
	return b == NULL || b->err == ERR_OK ? CAIRO_STATUS_SUCCESS
	    : CAIRO_STATUS_WRITE_ERROR;
}

/* Once through the report, into ${b}, or nowhere to count the pages. */
static bool
pass(struct report_pdf *p, struct buf *b)
{
	cairo_surface_t *s = cairo_pdf_surface_create_for_stream(taken, b,
	    595.28, 841.89);
	bool fine;

	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE,
	    arena_cstr(p->a, p->r->title));
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT,
	    arena_cstr(p->a, p->r->marking));
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR,
	    "Comity");
	p->cairo = cairo_create(s);
	p->context = pango_font_map_create_context(p->fonts);
	pango_cairo_update_context(p->cairo, p->context);
	pango_context_set_language(p->context, pango_language_from_string(
	    tr_is_vi(p->r->lang) ? "vi" : "en"));
	put_document(p);
	g_object_unref(p->context);
	cairo_destroy(p->cairo);
	cairo_surface_finish(s);
	fine = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(s);
	return fine;
}

/* ---- what cairo leaves out ---- */

/* The whole number behind the last ${word} of ${s}; -1 when there is none. */
static int64_t
number_behind(struct str s, const char *word)
{
	struct str w = str_of(word), digits;
	size_t at = s.n, n = 0;
	int64_t v;

	while (at > 0 && !str_starts(str_from(s, at - 1), w))
		at--;
	if (at == 0)
		return -1;
	digits = str_trim(str_from(s, at - 1 + w.n));
	while (n < digits.n && digits.p[n] >= '0' && digits.p[n] <= '9')
		n++;
	return str_int(str_to(digits, n), &v) ? v : -1;
}

/*
 * The catalogue once more, behind the end (ISO 32000, 7.5.6): it says that the
 * document is tagged, in which language it is, and that its title is to stand
 * above it. Cairo 1.16 has no words for these.
 */
static bool
catalogue(struct buf *b, size_t from, const char *lang)
{
	struct str all = str_from(buf_view(b), from);
	struct str tail = str_from(all, all.n > 2000 ? all.n - 2000 : 0);
	int64_t size = number_behind(tail, "/Size "),
	    root = number_behind(tail, "/Root "),
	    info = number_behind(tail, "/Info "),
	    before = number_behind(tail, "startxref"),
	    pages = number_behind(all, "/Pages "),
	    tree = number_behind(all, "/StructTreeRoot ");
	size_t at, table;

	if (size < 0 || root < 0 || info < 0 || before < 0 || pages < 0 ||
	    tree < 0)
		return false;
	at = b->n - from;
	buf_printf(b, "%lld 0 obj\n<< /Type /Catalog\n   /Pages %lld 0 R\n"
	    "   /StructTreeRoot %lld 0 R\n   /MarkInfo << /Marked true >>\n"
	    "   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true "
	    ">>\n>>\nendobj\n", (long long)root, (long long)pages,
	    (long long)tree, tr_is_vi(lang) ? "vi" : "en");
	table = b->n - from;
	buf_printf(b, "xref\n%lld 1\n%010zu 00000 n \ntrailer\n<< /Size "
	    "%lld\n   /Root %lld 0 R\n   /Info %lld 0 R\n   /Prev %lld\n>>\n"
	    "startxref\n%zu\n%%%%EOF\n", (long long)root, at,
	    (long long)size, (long long)root, (long long)info,
	    (long long)before, table);
	return b->err == ERR_OK;
}

enum err
report_pdf(struct arena *a, const struct report *r, struct buf *b,
    struct why *why)
{
	struct report_pdf p = { .a = a, .r = r };
	const size_t from = b->n;
	bool fine;

	/* One of its own, so that nothing is kept when the document is done. */
	p.fonts = pango_cairo_font_map_new();
	faces_open(&p);
	fine = pass(&p, NULL);
	p.pages = p.page;
	if (fine && p.pages <= REPORT_PDF_PAGES_MAX)
		fine = pass(&p, b) && catalogue(b, from, r->lang);
	faces_close(&p);
	g_object_unref(p.fonts);
	if (p.pages > REPORT_PDF_PAGES_MAX)
		return why_set(why, ERR_LIMIT, "The document would have more "
		    "than %d pages; narrow it.", REPORT_PDF_PAGES_MAX);
	if (!fine)
		return why_set(why, b->err != ERR_OK ? b->err : ERR_IO,
		    "The PDF cannot be made.");
	return ERR_OK;
}
