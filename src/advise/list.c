#include "advise/list.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/str.h"

#include "base/banned.h"

enum { FACET_ROWS = 12 };

/* A list in the making. */
struct making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct list_ask *ask;
	const struct kind *kind;
	struct rows_found found;
	int64_t total;
	size_t title; /* place of the title field, or SIZE_MAX */
	struct why *why;
};

static bool
is_shown(const struct making *m, const struct field *f)
{
	return f->listed && f != m->kind->title;
}

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
sort_of(const struct making *m, bool *down)
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
column(struct making *m, struct str name, struct str head,
    enum report_cell_type type)
{
	bool down;
	struct str by = sort_of(m, &down);

	return (struct report_column){ .name = name, .head = head,
		.type = type, .sort = name,
		.sorted = (int8_t)(!str_eq(by, name) ? 0 : down ? -1 : 1) };
}

/* Reference, title, status, the listed fields. */
static void
put_columns(struct making *m, struct report_block *b)
{
	const struct field *code = kind_field(m->kind, STR("code"));
	const struct field *title = m->kind->title;
	struct report_column *c;
	size_t i, n = 2;

	for (i = 0; i < m->kind->fields; i++)
		n += is_shown(m, &m->kind->field[i]);
	n += m->kind->derives;
	c = report_columns(m->a, b, n);
	*c++ = column(m, STR("code"), words_field(&m->w, code), CELL_ISO);
	*c++ = column(m, title != NULL ? title->name : STR("title"),
	    title != NULL ? words_field(&m->w, title) :
	    words_one(&m->w, m->kind), CELL_TEXT);
	for (i = 0; i < m->kind->derives; i++)
		*c++ = column(m, m->kind->derive[i].name, words_vi(&m->w) ?
		    STR("Trạng thái") : STR("State"), CELL_CHIP);
	for (i = 0; i < m->kind->fields; i++) {
		const struct field *f = &m->kind->field[i];

		if (is_shown(m, f))
			*c++ = column(m, f->name, words_field(&m->w, f),
			    cell_type(f));
	}
	/* On a narrow screen code, title, status and the dates remain. */
	for (i = m->kind->derives > 0 ? 2 + m->kind->derives : 3; i < n; i++)
		b->column[i].minor = b->column[i].type != CELL_DATE;
}

static void
put_row(struct making *m, struct report_cell *c, const struct row *row)
{
	struct str code = words_code(&m->w, row);
	struct str link = path_record(m->a, m->kind, code);
	size_t i;

	words_label(&m->w, row->label);
	if (words_value_of(row, "code")->type != VALUE_NONE)
		*c = (struct report_cell){ .type = CELL_ISO, .text = code,
			.link = link };
	c++;
	*c = report_link(words_title(&m->w, row), link);
	if (row->contested)
		c->sub = words_vi(&m->w) ? STR("có giá trị mâu thuẫn") :
		    STR("contested");
	c++;
	for (i = 0; i < m->kind->derives; i++)
		*c++ = words_status(&m->w, m->kind, row->derived[i]);
	for (i = 0; i < m->kind->fields; i++) {
		const struct field *f = &m->kind->field[i];

		if (!is_shown(m, f))
			continue;
		*c++ = words_value(&m->w, f, &row->value[i]);
	}
}

static struct str
here(struct making *m, struct str filter)
{
	return path_query(m->a, path_list(m->a, m->kind, filter), "sort",
	    m->ask->query.sort);
}

static struct str
empty_words(struct making *m)
{
	struct str one = words_small(m->a, words_one(&m->w, m->kind));

	if (m->ask->query.filter.n > 0)
		return arena_printf(m->a, "Nothing matches \"%.*s\". Take a "
		    "word away, or show all.", STRF(m->ask->query.filter));
	return arena_printf(m->a, "Nothing is recorded here yet. Add the "
	    "first: New %.*s.", STRF(one));
}

static void
put_list(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "list",
	    STR(""));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	size_t i;

	put_columns(m, b);
	for (i = 0; i < m->found.n; i++)
		put_row(m, report_row(m->a, b), &m->found.row[i]);
	b->total = (size_t)m->total;
	if (m->found.next.n > 0)
		b->next = path_query(m->a, here(m, m->ask->query.filter),
		    "after", m->found.next);
	b->empty = empty_words(m);
}

/* Facets. */

/* Where "${field}:${value}" stands as a term of its own, or SIZE_MAX. */
static size_t
term_at(struct str filter, struct str term)
{
	size_t i = 0, at;

	while (i < filter.n) {
		at = str_find(str_from(filter, i), term);
		if (at == SIZE_MAX)
			return at;
		at += i;
		if ((at == 0 || filter.p[at - 1] == ' ') &&
		    (at + term.n == filter.n || filter.p[at + term.n] == ' '))
			return at;
		i = at + 1;
	}
	return SIZE_MAX;
}

static struct str
without(struct making *m, struct str filter, size_t at, size_t n)
{
	struct str head = str_trim(str_to(filter, at));
	struct str tail = str_trim(str_from(filter, at + n));

	return arena_printf(m->a, "%.*s%s%.*s", STRF(head),
	    head.n > 0 && tail.n > 0 ? " " : "", STRF(tail));
}

/* The value as a filter takes it: bare, or between quotation marks. */
static struct str
term_of(struct making *m, struct str field, struct str value)
{
	bool bare = str_find(value, STR(" ")) == SIZE_MAX &&
	    str_find(value, STR(",")) == SIZE_MAX;

	return arena_printf(m->a, bare ? "%.*s:%.*s" : "%.*s:\"%.*s\"",
	    STRF(field), STRF(value));
}

static struct report_cell
facet_words(struct making *m, const struct field *f,
    const struct derive *d, struct str value)
{
	struct report_cell c = { 0 };

	if (value.n == 0) {
		c.text = words_vi(&m->w) ? STR("(không có)") : STR("(none)");
	} else if (d != NULL) {
		c = words_status(&m->w, m->kind, value);
	} else if (f->type == FIELD_TERM) {
		c.text = words_term(&m->w, f->list, value);
	} else if (f->type == FIELD_REF) {
		c = words_ref(&m->w, value);
		c.link = STR("");
	} else {
		c.text = words_vi(&m->w) ? STR("có") : STR("yes");
	}
	return c;
}

static void
put_facet_row(struct making *m, struct report_block *b,
    const struct field *f, const struct derive *d, const struct facet *t)
{
	struct str name = f != NULL ? f->name : d->name;
	struct str filter = m->ask->query.filter, value = t->value, term;
	struct report_cell *c = report_row(m->a, b);
	size_t at;

	c[0] = facet_words(m, f, d, value);
	if (c[0].type == CELL_ISO)
		value = c[0].text;
	if (f != NULL && f->type == FIELD_FLAG && value.n > 0)
		value = STR("yes");
	term = term_of(m, name, value);
	at = term_at(filter, term);
	if (at != SIZE_MAX) {
		filter = without(m, filter, at, term.n);
		c[0].sub = words_vi(&m->w) ? STR("đang chọn; bỏ") :
		    STR("chosen; take away");
	} else {
		filter = arena_printf(m->a, "%.*s%s%.*s", STRF(filter),
		    filter.n > 0 ? " " : "", STRF(term));
	}
	c[0].link = here(m, filter);
	c[1] = report_number(m->a, t->n, STR(""));
}

static enum err
put_facet(struct making *m, struct report_panel *p, const struct field *f,
    const struct derive *d)
{
	struct report_block *b;
	struct facet *facet;
	size_t i, n;
	enum err e;

	e = find_facet(m->r, m->a, m->kind, m->ask->query.filter,
	    d != NULL ? d->name : f->name, &facet, &n, m->why);
	if (e != ERR_OK || n < 2)
		return e;
	b = report_add_block(m->a, p, BLOCK_ROWS);
	b->text = d != NULL ? (words_vi(&m->w) ? STR("Trạng thái") :
	    STR("State")) : words_field(&m->w, f);
	report_columns(m->a, b, 2);
	b->column[0].name = d != NULL ? d->name : f->name;
	b->column[1] = (struct report_column){ .name = STR("count"),
		.type = CELL_NUMBER };
	for (i = 0; i < n && i < FACET_ROWS; i++)
		put_facet_row(m, b, f, d, &facet[i]);
	b->total = n;
	return ERR_OK;
}

static bool
is_facet(const struct making *m, const struct field *f)
{
	return f->listed && f != m->kind->title && (f->type == FIELD_TERM ||
	    f->type == FIELD_REF || f->type == FIELD_FLAG);
}

static enum err
put_facets(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "facets",
	    STR(""));
	enum err e = ERR_OK;
	size_t i;

	for (i = 0; i < m->kind->derives && e == ERR_OK; i++)
		e = put_facet(m, p, NULL, &m->kind->derive[i]);
	for (i = 0; i < m->kind->fields && e == ERR_OK; i++) {
		if (is_facet(m, &m->kind->field[i]))
			e = put_facet(m, p, &m->kind->field[i], NULL);
	}
	return e;
}

/* Those withdrawn are counted where they are shown. */
static enum err
count(struct making *m)
{
	struct str filter = m->ask->query.filter;
	int64_t gone = 0;
	enum err e = find_count(m->r, m->kind, filter, &m->total, m->why);

	if (e == ERR_OK && m->ask->query.withdrawn &&
	    str_find(filter, STR("withdrawn")) == SIZE_MAX)
		e = find_count(m->r, m->kind, arena_printf(m->a,
		    "%.*s withdrawn:*", STRF(filter)), &gone, m->why);
	m->total += gone;
	return e;
}

static void
put_head(struct making *m)
{
	struct str one = words_small(m->a, words_one(&m->w, m->kind)), word;

	word = path_word(m->a, m->kind);
	m->out->name = STR("list");
	m->out->title = words_many(&m->w, m->kind);
	m->out->sub = m->kind->help;
	m->out->path = here(m, m->ask->query.filter);
	m->out->answer = arena_printf(m->a, "*%lld* %s%s", (long long)m->total,
	    m->total == 1 ? "record" : "records",
	    m->ask->query.filter.n == 0 ? "." : m->total == 1 ?
	    " matches this filter." : " match this filter.");
	report_add_action(m->a, m->out, arena_printf(m->a, "New %.*s",
	    STRF(one)).p, arena_printf(m->a, "/%.*s/new", STRF(word)));
}

enum err
list_report(struct reader *r, struct arena *a, const struct list_ask *ask,
    struct report *out, struct why *why)
{
	struct making m = { .a = a, .r = r, .out = out, .ask = ask,
		.kind = ask->query.kind, .why = why };
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	e = find_list(r, a, &ask->query, &m.found, why);
	if (e == ERR_OK)
		e = count(&m);
	if (e != ERR_OK)
		return e;
	put_head(&m);
	put_list(&m);
	if (ask->facets)
		e = put_facets(&m);
	words_head(&m.w, out);
	return e;
}
