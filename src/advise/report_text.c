#include "advise/report.h"

#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "base/wrap.h"

#include "base/banned.h"

enum {
	GAP = 2,        /* blanks between columns */
	WIDTH_MIN = 20,
	WORD_MAX = 14,  /* longer words may be broken */
	LINE_MAX_BYTES = 64 * 1024
};

/* A terminal page in the making. */
struct page {
	struct buf *b;
	struct arena *a;
	const char *lang;
	size_t width;
	bool colour;
};

static void
blanks(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_char(b, ' ');
}

static void
style(struct page *p, const char *code)
{
	if (p->colour)
		buf_printf(p->b, "\033[%sm", code);
}

static const char *
tone_style(enum report_tone t)
{
	static const char *const codes[] = { "0", "31", "33", "32", "36",
		"2" };

	return codes[t];
}

/* The mark that says the tone without colour. */
static const char *
tone_mark(enum report_tone t)
{
	static const char *const marks[] = { "", "▲ ", "◆ ", "● ", "○ ",
		"" };

	return marks[t];
}

/* A paragraph, with ${indent} blanks before each line. */
static void
paragraph(struct page *p, struct str s, size_t indent)
{
	size_t room = p->width > indent + 1 ? p->width - indent : 1;

	while (s.n > 0) {
		struct str line = wrap_line(&s, room);

		if (line.n > 0)
			blanks(p->b, indent);
		buf_str(p->b, line);
		buf_char(p->b, '\n');
	}
}

/* A sentence whose strong part stands between stars. */
static void
sentence(struct page *p, struct str s, size_t indent)
{
	struct buf plain CLEANUP(buf_free) = { .max = LINE_MAX_BYTES };
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] != '*')
			buf_char(&plain, s.p[i]);
	}
	paragraph(p, buf_view(&plain), indent);
}

/* What a cell says, with its mark, and its second line below. */
static struct str
cell_words(struct page *p, const struct report_cell *c)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	if (c->again)
		return STR("");
	if (c->text.n > 0)
		buf_text(&b, tone_mark(c->tone));
	report_shown(&b, p->lang, c);
	if (c->sub.n > 0) {
		if (b.n > 0)
			buf_char(&b, '\n');
		buf_str(&b, c->sub);
	}
	return arena_str(p->a, buf_view(&b));
}

/* A table laid out: the words of its cells, the width of each column. */
struct grid {
	size_t columns, rows;
	struct str *head; /* NULL: no head */
	struct str *words;
	const struct report_block *block;
	size_t *from;  /* which column of the block */
	size_t *width;
	size_t *least; /* without breaking a word */
};

static size_t
widest(struct str s)
{
	struct str line;
	size_t n = 0;

	while (str_cut(s, '\n', &line, &s) || line.n > 0) {
		if (wrap_places(line) > n)
			n = wrap_places(line);
		if (s.n == 0)
			break;
	}
	return n;
}

/* What a column needs so that no word is broken, unless it is very long. */
static size_t
longest_word(struct str s)
{
	struct str word;
	size_t n = 0;

	while (str_word(&s, &word)) {
		if (wrap_places(word) > n)
			n = wrap_places(word);
	}
	return n < WORD_MAX ? n : WORD_MAX;
}

/* Numbers and dates stay on one line. */
static bool
is_whole(const struct report_cell *c)
{
	return c->type == CELL_NUMBER || c->type == CELL_DATE ||
	    c->type == CELL_ISO;
}

static void
measure_cell(struct grid *g, size_t j, struct str words, bool whole)
{
	size_t least = whole ? widest(words) : longest_word(words);

	if (widest(words) > g->width[j])
		g->width[j] = widest(words);
	if (least > g->least[j])
		g->least[j] = least;
}

static void
measure(struct page *p, const struct report_block *b, struct grid *g,
    bool head)
{
	size_t i, j;

	*g = (struct grid){ .columns = b->columns, .rows = b->rows,
		.block = b };
	g->words = arena_array(p->a, b->rows * b->columns + 1,
	    sizeof(*g->words));
	g->width = arena_array(p->a, b->columns, sizeof(*g->width));
	g->least = arena_array(p->a, b->columns, sizeof(*g->least));
	g->from = arena_array(p->a, b->columns, sizeof(*g->from));
	g->head = head ? arena_array(p->a, b->columns, sizeof(*g->head)) : NULL;
	for (j = 0; j < b->columns; j++) {
		g->from[j] = j;
		if (head) {
			g->head[j] = b->column[j].head;
			measure_cell(g, j, g->head[j], false);
		}
		for (i = 0; i < b->rows; i++) {
			struct str *w = &g->words[i * b->columns + j];

			*w = cell_words(p, &b->cell[i * b->columns + j]);
			measure_cell(g, j, *w, is_whole(&b->cell[i *
			    b->columns + j]));
		}
	}
}

/* Leave out a column; its cells stay where they are. */
static void
drop_column(struct grid *g, size_t j)
{
	for (; j + 1 < g->columns; j++) {
		g->from[j] = g->from[j + 1];
		g->width[j] = g->width[j + 1];
		g->least[j] = g->least[j + 1];
	}
	g->columns--;
}

/* The places all columns need, none of them wider than ${most}. */
static size_t
need(const struct grid *g, size_t most)
{
	size_t j, n = 0;

	for (j = 0; j < g->columns; j++)
		n += (g->width[j] < most ? g->width[j] : most) +
		    (j > 0 ? GAP : 0);
	return n;
}

/* The places all columns need without breaking a word. */
static size_t
need_least(const struct grid *g)
{
	size_t j, n = 0;

	for (j = 0; j < g->columns; j++)
		n += g->least[j] + (j > 0 ? GAP : 0);
	return n;
}

static void
drop_minor(struct grid *g, size_t width)
{
	size_t j;

	for (j = g->columns; j-- > 0 && need_least(g) > width;) {
		if (g->block->column[g->from[j]].minor)
			drop_column(g, j);
	}
	/* Whatever is still too much would not be readable at any width. */
	while (g->columns > 1 && need(g, 1) > width)
		drop_column(g, g->columns - 1);
}

/*
 * The column to make narrower: the widest that may become so, where the one
 * with most to say counts half. SIZE_MAX when there is none.
 */
static size_t
too_wide(const struct grid *g, size_t main, bool words_break)
{
	size_t j, most = SIZE_MAX, weight = 0;

	for (j = 0; j < g->columns; j++) {
		size_t w = j == main ? g->width[j] / 2 + 1 : g->width[j];

		if (g->width[j] <= (words_break ? 1 : g->least[j]) ||
		    w <= weight)
			continue;
		most = j;
		weight = w;
	}
	return most;
}

static void
fit(struct grid *g, size_t width)
{
	bool words_break = false;
	size_t j, main = 0;

	drop_minor(g, width);
	for (j = 1; j < g->columns; j++) {
		if (g->width[j] > g->width[main])
			main = j;
	}
	while (need(g, SIZE_MAX) > width) {
		j = too_wide(g, main, words_break);
		if (j != SIZE_MAX)
			g->width[j]--;
		else if (words_break)
			return;
		words_break = words_break || j == SIZE_MAX;
	}
}

static bool
is_right(const struct grid *g, size_t j)
{
	return g->block->column[g->from[j]].type == CELL_NUMBER;
}

static void
put_padded(struct page *p, const struct grid *g, size_t j, struct str s,
    bool last)
{
	size_t n = wrap_places(s);
	size_t pad = g->width[j] > n ? g->width[j] - n : 0;

	if (is_right(g, j))
		blanks(p->b, pad);
	buf_str(p->b, s);
	if (!is_right(g, j) && !last)
		blanks(p->b, pad);
}

/* The last column that still has words on this line. */
static size_t
last_filled(const struct grid *g, const struct str *rest)
{
	size_t j, last = SIZE_MAX;

	for (j = 0; j < g->columns; j++) {
		if (rest[j].n > 0)
			last = j;
	}
	return last;
}

/* One row over as many lines as its longest cell needs. */
static void
put_row(struct page *p, const struct grid *g, struct str *rest,
    const enum report_tone *tone, size_t indent)
{
	size_t j, last;

	while ((last = last_filled(g, rest)) != SIZE_MAX) {
		blanks(p->b, indent);
		for (j = 0; j <= last; j++) {
			struct str line = { "", 0 };

			if (rest[j].n > 0)
				line = wrap_line(&rest[j], g->width[j]);
			if (j > 0)
				blanks(p->b, GAP);
			if (tone[j] != TONE_PLAIN)
				style(p, tone_style(tone[j]));
			put_padded(p, g, j, line, j == last);
			if (tone[j] != TONE_PLAIN)
				style(p, "0");
		}
		buf_char(p->b, '\n');
	}
}

static void
put_grid_head(struct page *p, const struct grid *g, struct str *rest,
    enum report_tone *tone, size_t indent)
{
	size_t j;

	for (j = 0; j < g->columns; j++) {
		rest[j] = g->head[g->from[j]];
		tone[j] = TONE_PLAIN;
	}
	style(p, "1");
	put_row(p, g, rest, tone, indent);
	style(p, "0");
}

static void
put_grid(struct page *p, const struct report_block *b, bool head,
    size_t indent)
{
	struct grid g;
	struct str *rest;
	enum report_tone *tone;
	size_t i, j;

	measure(p, b, &g, head);
	fit(&g, p->width > indent ? p->width - indent : 1);
	rest = arena_array(p->a, b->columns, sizeof(*rest));
	tone = arena_array(p->a, b->columns, sizeof(*tone));
	if (head)
		put_grid_head(p, &g, rest, tone, indent);
	for (i = 0; i < g.rows; i++) {
		for (j = 0; j < g.columns; j++) {
			size_t at = i * b->columns + g.from[j];

			rest[j] = g.words[at];
			tone[j] = b->cell[at].tone;
		}
		put_row(p, &g, rest, tone, indent);
	}
	if (b->total > b->rows) {
		blanks(p->b, indent);
		buf_printf(p->b, tr(p->lang, "(%zu of %zu shown)"), b->rows,
		    b->total);
		buf_char(p->b, '\n');
	}
}

static void
put_kpi(struct page *p, const struct report_kpi *k)
{
	struct buf line CLEANUP(buf_free) = { .max = LINE_MAX_BYTES };

	buf_text(&line, tone_mark(k->tone));
	buf_printf(&line, "%.*s: ", STRF(k->label));
	figure_value(&line, p->lang, &k->figure);
	if (k->unit.n > 0)
		buf_printf(&line, " %.*s", STRF(k->unit));
	if (k->figure.refused || k->figure.shape != FIGURE_COUNT) {
		buf_text(&line, " (");
		figure_basis(&line, p->lang, &k->figure);
		buf_text(&line, ")");
	}
	if (k->detail.n > 0)
		buf_printf(&line, "; %.*s", STRF(k->detail));
	if (k->tone != TONE_PLAIN)
		style(p, tone_style(k->tone));
	paragraph(p, buf_view(&line), 2);
	if (k->tone != TONE_PLAIN)
		style(p, "0");
}

/* A text with its passages: each ends with its letter in brackets. */
static void
put_text(struct page *p, const struct report_block *b)
{
	struct buf t CLEANUP(buf_free) = { .max = MIB * 4 };
	size_t i, m;

	for (i = 0; i <= b->text.n; i++) {
		for (m = 0; m < b->marks; m++) {
			if (b->mark[m].end == i)
				buf_printf(&t, "] (%.*s)",
				    STRF(b->mark[m].letter));
		}
		for (m = 0; m < b->marks; m++) {
			if (b->mark[m].begin == i)
				buf_char(&t, '[');
		}
		if (i < b->text.n)
			buf_char(&t, b->text.p[i]);
	}
	paragraph(p, buf_view(&t), 2);
}

static bool
is_empty(const struct report_block *b)
{
	return b->rows == 0 && b->kpis == 0 && b->type != BLOCK_TEXT;
}

static void
put_block(struct page *p, const struct report_block *b)
{
	size_t i;

	if (is_empty(b)) {
		paragraph(p, b->empty, 2);
		return;
	}
	switch (b->type) {
	case BLOCK_KPIS:
		for (i = 0; i < b->kpis; i++)
			put_kpi(p, &b->kpi[i]);
		break;
	case BLOCK_TEXT:
		put_text(p, b);
		break;
	case BLOCK_FACTS:
	case BLOCK_ROWS:
		if (b->text.n > 0)
			paragraph(p, b->text, 2);
		put_grid(p, b, false, b->text.n > 0 ? 4 : 2);
		break;
	case BLOCK_TABLE:
	case BLOCK_CHART:
		if (b->text.n > 0)
			paragraph(p, b->text, 2);
		put_grid(p, b, true, 2);
		break;
	}
}

static void
put_panel(struct page *p, const struct report_panel *panel)
{
	size_t i;

	buf_char(p->b, '\n');
	if (panel->question.n > 0) {
		style(p, "1");
		paragraph(p, panel->question, 0);
		style(p, "0");
	}
	sentence(p, panel->answer, 2);
	for (i = 0; i < panel->blocks; i++) {
		if (i > 0)
			buf_char(p->b, '\n');
		put_block(p, &panel->block[i]);
	}
	if (panel->source.n > 0) {
		style(p, "2");
		paragraph(p, panel->source, 2);
		style(p, "0");
	}
}

static void
put_head(struct page *p, const struct report *r)
{
	struct buf t CLEANUP(buf_free) = { .max = LINE_MAX_BYTES };

	if (r->marking.n > 0)
		paragraph(p, tr_view(p->lang, r->marking), 0);
	if (r->demo)
		paragraph(p, tr_str(p->lang, "Demonstration: every working "
		    "record here is invented."), 0);
	buf_str(&t, r->title);
	if (r->code.n > 0 && !str_eq(r->code, r->title))
		buf_printf(&t, " (%.*s)", STRF(r->code));
	if (r->chip.n > 0)
		buf_printf(&t, " %s%.*s", tone_mark(r->chip_tone),
		    STRF(r->chip));
	style(p, "1");
	paragraph(p, buf_view(&t), 0);
	style(p, "0");
	paragraph(p, r->sub, 0);
	sentence(p, r->answer, 0);
}

void
report_text(struct buf *b, const struct report *r, int width, bool colour)
{
	struct arena *a = arena_new(256 * MIB);
	struct page p = { b, a, r->lang,
		width < WIDTH_MIN ? WIDTH_MIN : (size_t)width, colour };
	size_t i;

	put_head(&p, r);
	for (i = 0; i < r->panels; i++) {
		struct arena_mark m = arena_mark(a);

		put_panel(&p, &r->panel[i]);
		arena_rewind(a, m);
	}
	arena_free(a);
}
