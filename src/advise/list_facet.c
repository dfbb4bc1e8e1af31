#include "advise/list_part.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { FACET_ROWS = 12 };

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
without(struct list_making *m, struct str filter, size_t at, size_t n)
{
	struct str head = str_trim(str_to(filter, at));
	struct str tail = str_trim(str_from(filter, at + n));

	return arena_printf(m->a, "%.*s%s%.*s", STRF(head),
	    head.n > 0 && tail.n > 0 ? " " : "", STRF(tail));
}

/* The value as a filter takes it: bare, or between quotation marks. */
static struct str
term_of(struct list_making *m, struct str field, struct str value)
{
	bool bare = str_find(value, STR(" ")) == SIZE_MAX &&
	    str_find(value, STR(",")) == SIZE_MAX;

	return arena_printf(m->a, bare ? "%.*s:%.*s" : "%.*s:\"%.*s\"",
	    STRF(field), STRF(value));
}

static struct report_cell
facet_words(struct list_making *m, const struct field *f,
    const struct derive *d, struct str value)
{
	struct report_cell c = { 0 };

	if (value.n == 0) {
		c.text = tr_str(m->w.lang, "(none)");
	} else if (d != NULL) {
		c = words_status(&m->w, m->kind, value);
	} else if (f->type == FIELD_TERM) {
		c.text = words_term(&m->w, f->list, value);
	} else if (f->type == FIELD_REF) {
		c = words_ref(&m->w, value);
		c.link = STR("");
	} else {
		c.text = tr_str(m->w.lang, "yes");
	}
	return c;
}

static void
put_facet_row(struct list_making *m, struct report_block *b,
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
		c[0].sub = tr_str(m->w.lang, "chosen; take away");
	} else {
		filter = arena_printf(m->a, "%.*s%s%.*s", STRF(filter),
		    filter.n > 0 ? " " : "", STRF(term));
	}
	c[0].link = list_here(m, filter);
	c[1] = report_number(m->a, t->n, STR(""));
}

static void
put_facet(struct list_making *m, struct report_panel *p,
    const struct list_column *c, const struct facets *found)
{
	struct report_block *b;

	if (found->n < 2)
		return;
	b = report_add_block(m->a, p, BLOCK_ROWS);
	b->text = c->derive != NULL ? tr_str(m->w.lang, "State")
	    : words_field(&m->w, c->field);
	report_columns(m->a, b, 2);
	b->column[0].name = c->derive != NULL ? c->derive->name
	    : c->field->name;
	b->column[1] = (struct report_column){ .name = STR("count"),
		.type = CELL_NUMBER };
	for (size_t i = 0; i < found->n && i < FACET_ROWS; i++)
		put_facet_row(m, b, c->field, c->derive, &found->facet[i]);
	b->total = found->n;
}

/* The state first, then the fields in their order. */
static size_t
choose(const struct list_making *m, struct list_column *c, struct str *name)
{
	const struct kind *k = m->kind;
	size_t n = 0;

	for (size_t i = 0; i < k->derives; i++, n++) {
		c[n].derive = &k->derive[i];
		name[n] = k->derive[i].name;
	}
	for (size_t i = 0; i < k->fields; i++) {
		if (!kind_counts_by(k, &k->field[i]))
			continue;
		c[n].field = &k->field[i];
		name[n++] = k->field[i].name;
	}
	return n;
}

enum err
list_facets_read(struct list_making *m)
{
	size_t most = m->kind->derives + m->kind->fields;
	struct str *name = arena_array(m->a, most, sizeof(*name));

	m->facet = arena_array(m->a, most, sizeof(*m->facet));
	m->facet_found = arena_array(m->a, most, sizeof(*m->facet_found));
	m->facets = choose(m, m->facet, name);
	return find_facets(m->r, m->a, m->kind, m->ask->query.filter, name,
	    m->facets, m->facet_found, &m->total, m->why);
}

void
list_facets_put(struct list_making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "facets",
	    STR(""));

	for (size_t i = 0; i < m->facets; i++)
		put_facet(m, p, &m->facet[i], &m->facet_found[i]);
	if (p->blocks == 0)
		m->out->panels--;
}
