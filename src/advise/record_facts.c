#include "advise/record_part.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

static struct str
field_label(struct record_page *m, const struct field *f)
{
	return words_field(&m->w, f);
}

/* All values of a contested field that stand, each with its record. */
static void
put_contested(struct record_page *m, struct report_block *b,
    const struct field *f, const struct past *past, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct report_cell c;

		if (!past[i].standing || past[i].field != f)
			continue;
		c = words_value(&m->w, f, &past[i].value);
		if (past[i].value.type == VALUE_NONE)
			c.text = tr_str(m->w.lang, "(emptied)");
		c.tone = TONE_WARN;
		c.sub = arena_printf(m->a, tr(m->w.lang, "one of several "
		    "values; record %.*s"), STRF(past[i].record));
		report_fact(m->a, b, field_label(m, f), c);
	}
}

static size_t
standing(const struct past *past, size_t n, const struct field *f)
{
	size_t i, heads = 0;

	for (i = 0; i < n; i++)
		heads += past[i].standing && past[i].field == f;
	return heads;
}

/* A document's text has a panel of its own. */
static bool
has_panel(const struct record_page *m, const struct field *f)
{
	return record_is(m, "document") && str_is(f->name, "text");
}

static void
put_fields(struct record_page *m, struct report_block *b, const struct row *row,
    const struct past *past, size_t n)
{
	size_t i, j, fields = m->kind->fields;

	ALWAYS(fields > 0);
	/* Its own fields first; what all kinds have comes after. */
	for (j = 0; j < fields * 2; j++) {
		const struct field *f;

		i = j % fields;
		f = &m->kind->field[i];
		if ((f->number >= KIND_OWN_FIRST) != (j < fields) ||
		    has_panel(m, f))
			continue;
		if (row->contested && standing(past, n, f) > 1)
			put_contested(m, b, f, past, n);
		else if (row->value[i].type != VALUE_NONE)
			report_fact(m->a, b, field_label(m, f),
			    words_value(&m->w, f, &row->value[i]));
	}
}

enum err
record_facts(struct record_page *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "facts",
	    tr_str(m->w.lang, "What is known?"));
	struct past *past = NULL;
	enum err e = ERR_OK;
	size_t i, n = 0;

	for (i = 0; i < m->rows; i++) {
		struct report_block *b = report_add_block(m->a, p,
		    BLOCK_FACTS);

		if (m->row[i].contested && past == NULL)
			e = find_history(m->r, m->a, m->id, &past, &n,
			    m->why);
		if (e != ERR_OK)
			return e;
		if (m->rows > 1)
			b->text = m->row[i].label;
		words_label(&m->w, m->row[i].label);
		put_fields(m, b, &m->row[i], past, n);
		b->empty = tr_str(m->w.lang, "Nothing but its existence.");
	}
	return ERR_OK;
}
