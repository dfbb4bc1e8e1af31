#include "advise/list_part.h"

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

static enum report_cell_type
cell_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_DATE:
		return CELL_DATE;
	case FIELD_INT:
	case FIELD_NUMBER:
		return CELL_NUMBER;
	case FIELD_REF:
		return f->targets == 1 && str_is(f->target[0]->name, "partner")
		    ? CELL_ISO : CELL_TEXT;
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_FLAG:
	case FIELD_TERM:
		break;
	}
	return CELL_TEXT;
}

/* By which field the list is sorted, and whether downward. */
static struct str
sort_of(const struct list_making *m, bool *down)
{
	struct str s = m->ask->query.sort;

	if (s.n == 0) {
		*down = m->kind->descending;
		return m->kind->order != NULL ? m->kind->order->name : s;
	}
	*down = s.p[0] == '-';
	return *down ? str_from(s, 1) : s;
}

static struct report_column
column(struct list_making *m, struct str name, struct str head,
    enum report_cell_type type)
{
	bool down;
	struct str by = sort_of(m, &down);

	return (struct report_column){ .name = name, .head = head,
		.type = type, .sort = name,
		.sorted = (int8_t)(!str_eq(by, name) ? 0 : down ? -1 : 1) };
}

/*
 * Titles are in the reader's language, whichever field has them: what kinds
 * call "English title" in Vietnamese is a title here.
 */
static struct str
title_head(struct list_making *m, struct str head)
{
	static const struct str english = STR_INIT(" tiếng Anh");

	return words_vi(&m->w) && str_ends(head, english)
	    ? str_to(head, head.n - english.n) : head;
}

/* What a column is called, what it shows, by what it sorts. */
static struct report_column
column_of(struct list_making *m, const struct list_column *c)
{
	if (c->derive != NULL)
		return column(m, c->derive->name, tr_str(m->w.lang,
		    "State"), CELL_CHIP);
	if (c->field == NULL)
		return column(m, STR("title"), words_one(&m->w, m->kind),
		    CELL_TEXT);
	return column(m, c->field->name, c->field == m->kind->title
	    ? title_head(m, words_field(&m->w, c->field))
	    : words_field(&m->w, c->field),
	    c->field == m->kind->title ? CELL_TEXT : cell_type(c->field));
}

/* The reference, what was chosen, and a last one for what can be done. */
static void
put_columns(struct list_making *m, struct report_block *b)
{
	const struct field *code = kind_field(m->kind, STR("code"));
	const struct field *day = list_day(m->kind);
	struct report_column *c;

	c = report_columns(m->a, b, 1 + m->columns + m->steps);
	*c++ = column(m, STR("code"), words_field(&m->w, code), CELL_ISO);
	for (size_t i = 0; i < m->columns; i++, c++) {
		const struct list_column *own = &m->column[i];

		*c = column_of(m, own);
		/* A narrow screen has reference, title, status, one date. */
		c->minor = own->field != NULL && own->field != day &&
		    own->field != m->kind->title && i > 1;
	}
	if (m->steps)
		*c = (struct report_column){ .name = STR("do"),
			.head = tr_str(m->w.lang, "Do") };
}

static struct report_cell
title_cell(struct list_making *m, const struct row *row, struct str link)
{
	struct report_cell c = report_link(words_title(&m->w, row), link);

	if (row->contested)
		c.sub = tr_str(m->w.lang, "contested");
	return c;
}

static struct report_cell
cell_of(struct list_making *m, const struct list_column *c,
    const struct row *row, struct str link)
{
	if (c->derive != NULL)
		return words_status(&m->w, m->kind,
		    row->derived[c->derive - m->kind->derive]);
	if (c->field == m->kind->title)
		return title_cell(m, row, link);
	return words_value(&m->w, c->field,
	    &row->value[kind_field_at(m->kind, c->field)]);
}

static void
put_row(struct list_making *m, struct report_cell *c, const struct row *row)
{
	struct str code = words_code(&m->w, row);
	struct str link = path_record(m->a, m->kind, code);
	bool titled = false;

	words_label(&m->w, row->label);
	for (size_t i = 0; i < m->columns; i++) {
		c[1 + i] = cell_of(m, &m->column[i], row, link);
		titled = titled || m->column[i].field == m->kind->title;
	}
	/* An id is shown where nothing else would lead to the record. */
	if (!titled || words_value_of(row, "code")->type != VALUE_NONE)
		c[0] = (struct report_cell){ .type = CELL_ISO, .text = code,
			.link = link };
	if (m->steps && list_can_close(row))
		c[1 + m->columns] = report_link(tr_str(m->w.lang, "Close"),
		    path_part(m->a, m->kind, code, "close"));
}

struct str
list_here(struct list_making *m, struct str filter)
{
	struct str path = path_query(m->a, path_list(m->a, m->kind, filter),
	    "sort", m->ask->query.sort);

	if (m->ask->cols_kept)
		return path;
	return path_query(m->a, path, "cols", m->ask->cols);
}

bool
list_can_close(const struct row *row)
{
	const struct kind *k = row->kind;

	for (size_t i = 0; i < k->derives && str_is(k->name, "activity"); i++)
		if (str_is(row->derived[i], "held") ||
		    str_is(row->derived[i], "reported"))
			return true;
	return false;
}

static struct str
empty_words(struct list_making *m)
{
	struct str one = words_small(m->a, words_one(&m->w, m->kind));

	if (m->ask->query.filter.n > 0)
		return arena_printf(m->a, tr(m->w.lang, "Nothing matches "
		    "\"%.*s\". Take a word away, or show all."),
		    STRF(m->ask->query.filter));
	return arena_printf(m->a, tr(m->w.lang, "Nothing is recorded here yet. "
	    "Add the first: New %.*s."), STRF(one));
}

static void
put_list(struct list_making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "list",
	    STR(""));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	size_t i;

	for (i = 0; i < m->found.n && m->ask->steps; i++)
		m->steps = m->steps || list_can_close(&m->found.row[i]);
	put_columns(m, b);
	if (m->ask->steps)
		b->id = arena_array(m->a, m->found.n + 1, sizeof(*b->id));
	for (i = 0; i < m->found.n; i++) {
		put_row(m, report_row(m->a, b), &m->found.row[i]);
		if (b->id != NULL)
			b->id[i] = id_str(m->a, m->found.row[i].id);
	}
	b->total = (size_t)m->total;
	if (m->found.next.n > 0)
		b->next = path_query(m->a, list_here(m, m->ask->query.filter),
		    "after", m->found.next);
	b->empty = empty_words(m);
}

/* Those withdrawn are counted where they are shown. */
static enum err
count(struct list_making *m)
{
	struct str filter = m->ask->query.filter;
	int64_t gone = 0;
	enum err e = m->ask->facets ? list_facets_read(m) :
	    find_count(m->r, m->kind, filter, &m->total, m->why);

	if (e == ERR_OK && m->ask->query.withdrawn &&
	    str_find(filter, STR("withdrawn")) == SIZE_MAX)
		e = find_count(m->r, m->kind, arena_printf(m->a,
		    "%.*s withdrawn:*", STRF(filter)), &gone, m->why);
	m->total += gone;
	return e;
}

static void
put_head(struct list_making *m)
{
	struct str one = words_small(m->a, words_one(&m->w, m->kind)), word;

	word = path_word(m->a, m->kind);
	m->out->name = STR("list");
	m->out->title = words_many(&m->w, m->kind);
	m->out->sub = tr_view(m->w.lang, m->kind->help);
	m->out->path = list_here(m, m->ask->query.filter);
	m->out->answer = arena_printf(m->a, m->ask->query.filter.n == 0 ?
	    tr_n(m->w.lang, "*%s* record.", "*%s* records.", m->total) :
	    tr_n(m->w.lang, "*%s* record matches this filter.",
	    "*%s* records match this filter.", m->total),
	    words_number(&m->w, m->total).p);
	if (str_is(m->kind->name, "term"))
		report_add_action(m->a, m->out, tr(m->w.lang,
		    "Names of things"), STR("/admin/names"));
	report_add_action(m->a, m->out, arena_printf(m->a, tr(m->w.lang, "New "
	    "%.*s"), STRF(one)).p, arena_printf(m->a, "/%.*s/new", STRF(word)));
}

enum err
list_report(struct reader *r, struct arena *a, const struct list_ask *ask,
    struct report *out, struct why *why)
{
	struct list_making m = { .a = a, .r = r, .out = out, .ask = ask,
		.kind = ask->query.kind, .why = why };
	struct find_query query = ask->query;
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	query.lang = m.w.lang;
	e = list_choose(&m);
	if (e == ERR_OK)
		e = find_list(r, a, &query, &m.found, why);
	if (e == ERR_OK)
		e = count(&m);
	if (e != ERR_OK)
		return e;
	put_head(&m);
	put_list(&m);
	if (ask->facets)
		list_facets_put(&m);
	words_head(&m.w, out);
	return e;
}
