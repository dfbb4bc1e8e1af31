#include "advise/report.h"

#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

struct report_panel *
report_add_panel(struct arena *a, struct report *r, const char *name,
    struct str question)
{
	struct report_panel *p;

	r->panel = arena_grow(a, r->panel, r->panels, sizeof(*r->panel));
	p = &r->panel[r->panels++];
	*p = (struct report_panel){ .name = str_of(name),
		.question = question };
	return p;
}

struct report_block *
report_add_block(struct arena *a, struct report_panel *p,
    enum report_block_type type)
{
	struct report_block *b;

	p->block = arena_grow(a, p->block, p->blocks, sizeof(*p->block));
	b = &p->block[p->blocks++];
	*b = (struct report_block){ .type = type };
	return b;
}

struct report_column *
report_columns(struct arena *a, struct report_block *b, size_t n)
{
	ALWAYS(b->rows == 0);
	b->column = arena_array(a, n, sizeof(*b->column));
	b->columns = n;
	return b->column;
}

struct report_cell *
report_row(struct arena *a, struct report_block *b)
{
	struct report_cell *c;

	ALWAYS(b->columns > 0);
	b->cell = arena_grow(a, b->cell, b->rows, sizeof(*c) * b->columns);
	c = &b->cell[b->rows * b->columns];
	memset(c, 0, sizeof(*c) * b->columns);
	b->rows++;
	if (b->total < b->rows)
		b->total = b->rows;
	return c;
}

void
report_fact(struct arena *a, struct report_block *b, struct str label,
    struct report_cell cell)
{
	struct report_cell *c;

	ALWAYS(b->type == BLOCK_FACTS);
	if (b->columns == 0) {
		report_columns(a, b, 2);
		b->column[0].name = STR("fact");
		b->column[1].name = STR("value");
	}
	c = report_row(a, b);
	c[0].text = label;
	c[1] = cell;
}

static void
add_link(struct arena *a, struct report_link **list, size_t *n,
    struct str words, struct str link)
{
	*list = arena_grow(a, *list, *n, sizeof(**list));
	(*list)[(*n)++] = (struct report_link){ words, link };
}

void
report_add_action(struct arena *a, struct report *r, const char *words,
    struct str link)
{
	add_link(a, &r->action, &r->actions, str_of(words), link);
}

void
report_add_crumb(struct arena *a, struct report *r, struct str words,
    struct str link)
{
	add_link(a, &r->crumb, &r->crumbs, words, link);
}

void
report_add_tab(struct arena *a, struct report *r, struct str words,
    struct str link)
{
	add_link(a, &r->tab, &r->tabs, words, link);
}

void
report_add_kpi(struct arena *a, struct report_block *b,
    const struct report_kpi *kpi)
{
	ALWAYS(b->type == BLOCK_KPIS);
	b->kpi = arena_grow(a, b->kpi, b->kpis, sizeof(*b->kpi));
	b->kpi[b->kpis++] = *kpi;
}

void
report_add_mark(struct arena *a, struct report_block *b,
    const struct report_mark *mark)
{
	ALWAYS(b->type == BLOCK_TEXT);
	b->mark = arena_grow(a, b->mark, b->marks, sizeof(*b->mark));
	b->mark[b->marks++] = *mark;
}

struct report_cell
report_link(struct str words, struct str link)
{
	return (struct report_cell){ .text = words, .link = link };
}

struct report_cell
report_number(struct arena *a, int64_t n, struct str link)
{
	return (struct report_cell){ .type = CELL_NUMBER,
		.text = arena_printf(a, "%lld", (long long)n),
		.number = (double)n, .link = link };
}

struct report_cell
report_percent(struct arena *a, double percent)
{
	return (struct report_cell){ .type = CELL_NUMBER, .number = percent,
		.text = arena_printf(a, "%.0f %%", percent) };
}

static bool
is_mark(char c)
{
	return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

void
report_marking(struct buf *b, struct str marking, bool demo,
    const char *lang)
{
	struct buf word CLEANUP(buf_free) = { .max = KIB };

	for (size_t i = 0; i <= marking.n; i++) {
		char c = i < marking.n ? marking.p[i] : ' ';

		if (is_mark(c)) {
			buf_char(&word, c >= 'a' && c <= 'z' ?
			    (char)(c - 'a' + 'A') : c);
			continue;
		}
		/* Each label of it in the reader's language. */
		buf_str(b, tr_view(lang, buf_view(&word)));
		buf_clear(&word);
		if (i < marking.n)
			buf_char(b, c);
	}
	if (demo)
		buf_printf(b, "%s%s", marking.n > 0 ? " · " : "",
		    tr(lang, "DEMO DATA"));
}

void
report_shown(struct buf *b, const char *lang, const struct report_cell *cell)
{
	struct date d;

	if (cell->type == CELL_DATE && date_parse(cell->text, &d))
		date_say(b, lang, d);
	else if (cell->type == CELL_NUMBER)
		tr_number(b, lang, cell->text);
	else
		buf_str(b, cell->text);
}

static bool
is_table(const struct report_block *b)
{
	return (b->type == BLOCK_TABLE || b->type == BLOCK_CHART) &&
	    b->columns > 0;
}

static void
csv_table(struct buf *out, const struct report_block *b)
{
	size_t i, j;

	for (j = 0; j < b->columns; j++) {
		if (j > 0)
			buf_char(out, ',');
		buf_csv(out, b->column[j].name);
	}
	buf_text(out, "\r\n");
	for (i = 0; i < b->rows; i++) {
		for (j = 0; j < b->columns; j++) {
			if (j > 0)
				buf_char(out, ',');
			buf_csv(out, b->cell[i * b->columns + j].text);
		}
		buf_text(out, "\r\n");
	}
}

bool
report_csv(struct buf *b, const struct report *r)
{
	size_t i, j;

	for (i = 0; i < r->panels; i++) {
		for (j = 0; j < r->panel[i].blocks; j++) {
			if (is_table(&r->panel[i].block[j])) {
				csv_table(b, &r->panel[i].block[j]);
				return true;
			}
		}
	}
	return false;
}
