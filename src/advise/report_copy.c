#include "advise/report.h"

#include "base/str.h"

#include "base/banned.h"

static void
own(struct arena *a, struct str *s)
{
	if (s->n > 0)
		*s = arena_str(a, *s);
}

static void
links(struct arena *a, struct report_link **from, size_t n)
{
	struct report_link *l = arena_grown(a, *from, n, sizeof(*l));

	for (size_t i = 0; i < n; i++) {
		own(a, &l[i].words);
		own(a, &l[i].link);
	}
	*from = l;
}

static void
columns(struct arena *a, struct report_block *b)
{
	struct report_column *c = arena_grown(a, b->column, b->columns,
	    sizeof(*c));

	for (size_t i = 0; i < b->columns; i++) {
		own(a, &c[i].name);
		own(a, &c[i].head);
		own(a, &c[i].sort);
	}
	b->column = c;
}

static void
cells(struct arena *a, struct report_block *b)
{
	size_t n = b->rows * b->columns;
	/* As report_row has it: it grows by rows. */
	struct report_cell *c = arena_grown(a, b->cell, b->rows,
	    b->columns * sizeof(*c));

	for (size_t i = 0; i < n; i++) {
		own(a, &c[i].text);
		own(a, &c[i].link);
		own(a, &c[i].sub);
	}
	b->cell = c;
}

static void
ids(struct arena *a, struct report_block *b)
{
	struct str *id;

	if (b->id == NULL)
		return;
	id = arena_grown(a, b->id, b->rows, sizeof(*id));
	for (size_t i = 0; i < b->rows; i++)
		own(a, &id[i]);
	b->id = id;
}

static void
marks(struct arena *a, struct report_block *b)
{
	struct report_mark *m = arena_grown(a, b->mark, b->marks, sizeof(*m));

	for (size_t i = 0; i < b->marks; i++) {
		own(a, &m[i].letter);
		own(a, &m[i].link);
	}
	b->mark = m;
}

static void
kpis(struct arena *a, struct report_block *b)
{
	struct report_kpi *k = arena_grown(a, b->kpi, b->kpis, sizeof(*k));

	for (size_t i = 0; i < b->kpis; i++) {
		own(a, &k[i].label);
		own(a, &k[i].figure.refusal);
		own(a, &k[i].figure.formula);
		own(a, &k[i].figure.filter);
		own(a, &k[i].unit);
		own(a, &k[i].detail);
		own(a, &k[i].link);
		k[i].spark = arena_grown(a, k[i].spark, k[i].sparks,
		    sizeof(*k[i].spark));
	}
	b->kpi = k;
}

static void
blocks(struct arena *a, struct report_panel *p)
{
	struct report_block *b = arena_grown(a, p->block, p->blocks,
	    sizeof(*b));

	for (size_t i = 0; i < p->blocks; i++) {
		columns(a, &b[i]);
		cells(a, &b[i]);
		ids(a, &b[i]);
		marks(a, &b[i]);
		kpis(a, &b[i]);
		own(a, &b[i].next);
		own(a, &b[i].text);
		own(a, &b[i].empty);
	}
	p->block = b;
}

static void
panels(struct arena *a, struct report *r)
{
	struct report_panel *p = arena_grown(a, r->panel, r->panels,
	    sizeof(*p));

	for (size_t i = 0; i < r->panels; i++) {
		own(a, &p[i].name);
		own(a, &p[i].question);
		own(a, &p[i].answer);
		own(a, &p[i].source);
		own(a, &p[i].more);
		own(a, &p[i].more_words);
		blocks(a, &p[i]);
	}
	r->panel = p;
}

struct report
report_copy(struct arena *a, const struct report *from)
{
	struct report r = *from;

	own(a, &r.name);
	own(a, &r.title);
	own(a, &r.code);
	own(a, &r.chip);
	own(a, &r.sub);
	own(a, &r.answer);
	own(a, &r.path);
	own(a, &r.marking);
	own(a, &r.as_of);
	links(a, &r.crumb, r.crumbs);
	links(a, &r.action, r.actions);
	links(a, &r.tab, r.tabs);
	panels(a, &r);
	return r;
}
