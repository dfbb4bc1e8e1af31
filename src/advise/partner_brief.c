#include "advise/partner_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { NOTES_MAX = 40, SOURCE_WORDS = 160 };

/* The notes at the end: one for each record that the brief names. */
struct notes {
	struct partner *m;
	struct report_block *b;
	struct map *by_link; /* path of a record to the words of its mark */
	size_t n;
};

/* The record that a link of this site leads to, or NULL. */
static const struct row *
record_of(struct partner *m, struct str link)
{
	struct str list, code;
	const struct kind *k, *found;
	struct row *row;
	struct id id;
	size_t n;

	if (link.n < 2 || str_find(link, STR("?")) != SIZE_MAX)
		return NULL;
	if (!str_cut(str_from(link, 1), '/', &list, &code) ||
	    str_find(code, STR("/")) != SIZE_MAX)
		return NULL;
	k = path_kind(&m->r->office->kinds, list);
	if (k == NULL || find_id(m->r, m->a, code, k, &id, &found, NULL) !=
	    ERR_OK)
		return NULL;
	return find_row(m->r, m->a, k, id, &row, &n, NULL) == ERR_OK ?
	    &row[0] : NULL;
}

static void
put_note(struct notes *s, const struct row *row)
{
	struct report_cell *c = report_row(s->m->a, s->b);
	struct report_cell document = part_field(&s->m->w, row, "document");

	words_label(&s->m->w, row->label);
	c[0].text = arena_printf(s->m->a, "%zu", s->n);
	c[1].text = arena_printf(s->m->a, "%.*s %.*s",
	    STRF(words_one(&s->m->w, row->kind)),
	    STRF(words_code(&s->m->w, row)));
	if (words_value_of(row, "code")->type != VALUE_TEXT)
		c[1].text = words_one(&s->m->w, row->kind);
	c[2].text = words_cut(&s->m->w, part_text(row, "source"),
	    SOURCE_WORDS);
	if (document.text.n > 0)
		c[2] = document;
	if (c[2].text.n == 0)
		c[2] = (struct report_cell){ .tone = TONE_MUTED,
			.text = part_say(&s->m->w, TR("no source recorded")) };
	if (part_text(row, "grading").n > 0)
		c[2].text = arena_printf(s->m->a, "%.*s (%.*s)",
		    STRF(c[2].text), STRF(part_text(row, "grading")));
}

/* What is said needs a source; who is who does not. */
static bool
is_noted(const struct kind *k)
{
	static const char *const noted[] = { "activity", "agreement",
		"commitment", "issue_line" };

	for (size_t i = 0; i < countof(noted); i++)
		if (str_is(k->name, noted[i]))
			return true;
	return false;
}

/* "[3]" behind what it names: the same record has the same number. */
static void
mark(struct notes *s, struct report_cell *c)
{
	struct str *known;
	const struct row *row;

	if (c->link.n == 0 || c->type != CELL_TEXT || c->text.n == 0)
		return;
	known = map_get(s->by_link, c->link);
	if (known == NULL) {
		if (s->n == NOTES_MAX)
			return;
		row = record_of(s->m, c->link);
		if (row == NULL || !is_noted(row->kind))
			return;
		s->n++;
		known = arena_alloc(s->m->a, sizeof(*known));
		*known = arena_printf(s->m->a, " [%zu]", s->n);
		(void)map_put(s->by_link, c->link, known);
		put_note(s, row);
	}
	c->text = arena_printf(s->m->a, "%.*s%.*s", STRF(c->text),
	    STRF(*known));
}

static void
put_notes(struct partner *m, size_t panels)
{
	static const struct part_column columns[] = {
		{ "number", TR("No."), CELL_TEXT, false },
		{ "record", TR("Record"), CELL_TEXT, false },
		{ "source", TR("Source"), CELL_TEXT, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "notes",
	    TR("Where is this from?"), 0);
	struct notes s = { .m = m, .by_link = map_new(m->a) };

	s.b = part_table(&m->w, p, columns, countof(columns));
	for (size_t i = 0; i < panels; i++)
		for (size_t k = 0; k < m->out->panel[i].blocks; k++) {
			struct report_block *b = &m->out->panel[i].block[k];

			for (size_t c = 0; c < b->rows * b->columns; c++)
				mark(&s, &b->cell[c]);
			b->next = STR("");
		}
	s.b->empty = part_say(&m->w, TR("No record is named."));
}

enum err
partner_brief(struct partner *m)
{
	enum err e;

	m->out->name = STR("brief");
	m->out->path = path_part(m->a, m->partner, m->code, "brief");
	report_add_crumb(m->a, m->out, m->out->title, path_record(m->a,
	    m->partner, m->code));
	m->out->actions = 0;
	partner_stand(m);
	e = partner_glance(m);
	if (e == ERR_OK)
		e = partner_runs(m);
	if (e == ERR_OK)
		e = partner_owes(m);
	if (e == ERR_OK)
		e = partner_issues(m);
	if (e == ERR_OK)
		e = partner_counterparts(m);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < m->out->panels; i++) {
		m->out->panel[i].more = STR("");
		m->out->panel[i].width = 0;
		m->out->panel[i].column = false;
	}
	put_notes(m, m->out->panels);
	return ERR_OK;
}
