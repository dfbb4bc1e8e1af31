#include "advise/report.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

#include "base/banned.h"

/* A JSON writer that indents, so that a difference is a line. */
struct json {
	struct buf *b;
	int depth;
	bool first;
};

static void
line(struct json *j)
{
	int i;

	if (!j->first)
		buf_char(j->b, ',');
	buf_char(j->b, '\n');
	for (i = 0; i < j->depth; i++)
		buf_char(j->b, '\t');
	j->first = false;
}

static void
key(struct json *j, const char *name)
{
	line(j);
	buf_printf(j->b, "\"%s\": ", name);
}

static void
begin(struct json *j, char bracket)
{
	buf_char(j->b, bracket);
	j->depth++;
	j->first = true;
}

static void
end(struct json *j, char bracket)
{
	bool empty = j->first;

	j->depth--;
	if (!empty) {
		j->first = true;
		line(j);
	}
	buf_char(j->b, bracket);
	j->first = false;
}

/* A text that is empty is left out. */
static void
put_text(struct json *j, const char *name, struct str s)
{
	if (s.n == 0)
		return;
	key(j, name);
	buf_json(j->b, s);
}

/* The shortest decimal that reads back as the same number. */
static void
number(struct json *j, double v)
{
	char text[32];
	int digits;

	for (digits = 6; digits <= 17; digits++) {
		(void)snprintf(text, sizeof(text), "%.*g", digits, v);
		if (strtod(text, NULL) == v)
			break;
	}
	buf_text(j->b, text);
}

static void
put_number(struct json *j, const char *name, double v)
{
	key(j, name);
	number(j, v);
}

static void
put_int(struct json *j, const char *name, int64_t v)
{
	key(j, name);
	buf_printf(j->b, "%lld", (long long)v);
}

static void
put_true(struct json *j, const char *name, bool v)
{
	if (!v)
		return;
	key(j, name);
	buf_text(j->b, "true");
}

static const char *const tone_name[] = { "", "bad", "warn", "ok", "info",
	"muted" };

static void
put_tone(struct json *j, enum report_tone tone)
{
	put_text(j, "tone", str_of(tone_name[tone]));
}

/* A sentence without the stars that make a part of it strong. */
static void
put_sentence(struct json *j, const char *name, struct str s)
{
	struct buf plain CLEANUP(buf_free) = { .max = MIB };
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] != '*')
			buf_char(&plain, s.p[i]);
	}
	put_text(j, name, buf_view(&plain));
}

/* A cell stands on one line. */
static void
put_cell(struct json *j, const struct report_cell *c)
{
	buf_text(j->b, "{\"text\": ");
	buf_json(j->b, c->text);
	if (c->type == CELL_NUMBER) {
		buf_text(j->b, ", \"number\": ");
		number(j, c->number);
	}
	if (c->sub.n > 0) {
		buf_text(j->b, ", \"sub\": ");
		buf_json(j->b, c->sub);
	}
	if (c->link.n > 0) {
		buf_text(j->b, ", \"link\": ");
		buf_json(j->b, c->link);
	}
	if (c->tone != TONE_PLAIN)
		buf_printf(j->b, ", \"tone\": \"%s\"", tone_name[c->tone]);
	buf_char(j->b, '}');
}

static void
put_columns(struct json *j, const struct report_block *b)
{
	static const char *const types[] = { "text", "number", "date", "chip",
		"iso" };
	size_t i;

	key(j, "columns");
	begin(j, '[');
	for (i = 0; i < b->columns; i++) {
		const struct report_column *c = &b->column[i];

		line(j);
		begin(j, '{');
		put_text(j, "name", c->name);
		put_text(j, "head", c->head);
		put_text(j, "type", str_of(types[c->type]));
		put_text(j, "sort", c->sort);
		if (c->sorted != 0)
			put_int(j, "sorted", c->sorted);
		end(j, '}');
	}
	end(j, ']');
}

/* A row is an object by the names of the columns. */
static void
column_key(struct json *j, const struct report_block *b, size_t k)
{
	ALWAYS(b->column[k].name.n > 0);
	buf_json(j->b, b->column[k].name);
	buf_text(j->b, ": ");
}

static void
put_rows(struct json *j, const struct report_block *b)
{
	size_t i, k;

	put_columns(j, b);
	key(j, "rows");
	begin(j, '[');
	for (i = 0; i < b->rows; i++) {
		line(j);
		begin(j, '{');
		for (k = 0; k < b->columns; k++) {
			line(j);
			column_key(j, b, k);
			put_cell(j, &b->cell[i * b->columns + k]);
		}
		end(j, '}');
	}
	end(j, ']');
	put_int(j, "total", (int64_t)b->total);
}

static void
put_figure(struct json *j, const struct figure *f)
{
	static const char *const shapes[] = { "count", "share", "median" };

	put_text(j, "shape", str_of(shapes[f->shape]));
	if (f->refused) {
		put_true(j, "refused", true);
		put_text(j, "refusal", f->refusal);
	} else {
		put_number(j, "value", f->value);
		put_number(j, "low", f->low);
		put_number(j, "high", f->high);
		put_number(j, "level", f->level);
	}
	put_int(j, "n", f->n);
	put_int(j, "of", f->of);
	put_text(j, "formula", f->formula);
	put_text(j, "filter", f->filter);
}

static void
put_kpi(struct json *j, const struct report_kpi *k)
{
	size_t i;

	begin(j, '{');
	put_text(j, "label", k->label);
	put_figure(j, &k->figure);
	put_text(j, "unit", k->unit);
	put_text(j, "detail", k->detail);
	put_tone(j, k->tone);
	put_text(j, "link", k->link);
	if (k->sparks > 0) {
		key(j, "spark");
		begin(j, '[');
		for (i = 0; i < k->sparks; i++) {
			line(j);
			number(j, k->spark[i]);
		}
		end(j, ']');
	}
	end(j, '}');
}

static void
put_kpis(struct json *j, const struct report_block *b)
{
	size_t i;

	key(j, "kpis");
	begin(j, '[');
	for (i = 0; i < b->kpis; i++) {
		line(j);
		put_kpi(j, &b->kpi[i]);
	}
	end(j, ']');
}

static void
put_marks(struct json *j, const struct report_block *b)
{
	size_t i;

	if (b->marks == 0)
		return;
	key(j, "marks");
	begin(j, '[');
	for (i = 0; i < b->marks; i++) {
		line(j);
		begin(j, '{');
		put_int(j, "begin", (int64_t)b->mark[i].begin);
		put_int(j, "end", (int64_t)b->mark[i].end);
		put_text(j, "letter", b->mark[i].letter);
		put_text(j, "link", b->mark[i].link);
		end(j, '}');
	}
	end(j, ']');
}

static void
put_block(struct json *j, const struct report_block *b)
{
	static const char *const types[] = { "facts", "table", "rows", "text",
		"kpis", "chart" };
	static const char *const charts[] = { "line", "dots", "sankey",
		"calendar", "matrix", "gantt", "bars", "map", "month",
		"steps", "network" };

	static_assert(countof(charts) == CHART_NETWORK + 1, "a name a chart");

	begin(j, '{');
	put_text(j, "type", str_of(types[b->type]));
	if (b->type == BLOCK_CHART)
		put_text(j, "chart", str_of(charts[b->chart]));
	put_text(j, "text", b->text);
	put_marks(j, b);
	if (b->type == BLOCK_KPIS)
		put_kpis(j, b);
	else if (b->columns > 0)
		put_rows(j, b);
	put_text(j, "next", b->next);
	if (b->rows == 0)
		put_text(j, "empty", b->empty);
	end(j, '}');
}

static void
put_panel(struct json *j, const struct report_panel *p)
{
	size_t i;

	begin(j, '{');
	put_text(j, "name", p->name);
	put_text(j, "question", p->question);
	put_sentence(j, "answer", p->answer);
	key(j, "blocks");
	begin(j, '[');
	for (i = 0; i < p->blocks; i++) {
		line(j);
		put_block(j, &p->block[i]);
	}
	end(j, ']');
	put_text(j, "source", p->source);
	put_text(j, "more", p->more);
	end(j, '}');
}

static void
put_links(struct json *j, const char *name, const struct report_link *l,
    size_t n)
{
	size_t i;

	if (n == 0)
		return;
	key(j, name);
	begin(j, '[');
	for (i = 0; i < n; i++) {
		line(j);
		begin(j, '{');
		put_text(j, "words", l[i].words);
		put_text(j, "link", l[i].link);
		end(j, '}');
	}
	end(j, ']');
}

static void
put_head(struct json *j, const struct report *r)
{
	put_text(j, "name", r->name);
	put_text(j, "title", r->title);
	put_text(j, "code", r->code);
	put_text(j, "chip", r->chip);
	put_text(j, "sub", r->sub);
	put_sentence(j, "answer", r->answer);
	put_text(j, "path", r->path);
	put_text(j, "marking", r->marking);
	put_true(j, "demo", r->demo);
	put_text(j, "as_of", r->as_of);
	put_links(j, "crumbs", r->crumb, r->crumbs);
	put_links(j, "actions", r->action, r->actions);
	put_links(j, "tabs", r->tab, r->tabs);
}

void
report_json(struct buf *b, const struct report *r)
{
	struct json j = { b, 0, true };
	size_t i;

	begin(&j, '{');
	put_head(&j, r);
	key(&j, "panels");
	begin(&j, '[');
	for (i = 0; i < r->panels; i++) {
		line(&j);
		put_panel(&j, &r->panel[i]);
	}
	end(&j, ']');
	end(&j, '}');
	buf_char(b, '\n');
}
