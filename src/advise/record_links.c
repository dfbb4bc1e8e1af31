#include "advise/record_part.h"

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/*
 * What points at a record of some kind and belongs on its page: the rows of
 * another kind through a field of theirs, with the fields shown.
 */
static const struct attached {
	const char *of, *kind, *via, *question;
	const char *field[5];
	const char *empty; /* NULL: no panel when there is nothing */
} attached[] = {
	{ "commitment", "verification", "commitment", TR("Who says whether it "
	    "was kept?"), { "result", "date", "verifier", "evidence_level",
	    "evidence" }, TR("Nobody has verified it. Somebody other than its "
	    "owner can.") },
	{ "commitment", "evidence", "about", TR("What shows it?"), { "title",
	    "date", "evidence_level", "source", "document" },
	    TR("No evidence is recorded.") },
	{ "activity", "participant", "activity", TR("Who took part?"), { "role",
	    "partner", "organ", "post", "attended" }, NULL },
	{ "activity", "commitment", "made_at", TR("What was promised there?"),
	    { "text", "side", "partner", "due", "owner" }, NULL },
	{ "activity", "task", "activity", TR("What has to be done for it?"),
	    { "title", "owner", "due", "done" }, NULL },
	{ "activity", "evidence", "about", TR("What shows it?"), { "title",
	    "date", "evidence_level", "source", "document" },
	    TR("No evidence is recorded.") },
	{ "task", "evidence", "about", TR("What shows it?"), { "title", "date",
	    "evidence_level", "source", "document" }, NULL },
	{ "measurement", "evidence", "about", TR("What shows it?"), { "title",
	    "date", "evidence_level", "source", "document" }, NULL },
	{ "agreement", "treaty_action", "agreement",
	    TR("What was done with the text?"), { "action", "date", "partner",
	    "note" }, NULL },
	{ "agreement", "commitment", "agreement", TR("What does it promise?"),
	    { "text", "side", "due", "owner" }, NULL },
	{ "agreement", "mechanism", "agreement", TR("Who carries it out?"),
	    { "name", "type", "level", "cadence_months" }, NULL },
	{ "forum", "session", "forum", TR("When does it meet?"), { "title",
	    "start", "host", "place" }, NULL },
	{ "forum", "membership", "forum", TR("Who belongs to it?"), { "partner",
	    "role", "valid_from", "valid_to" }, NULL },
	{ "mechanism", "activity", "mechanism", TR("When did it meet?"),
	    { "title", "start", "level", "place" }, NULL },
	{ "plan", "objective", "plan", TR("What is it to reach?"), { "title",
	    "clause", "lead", "due", "done" }, NULL },
	{ "objective", "indicator", "objective", TR("How is it told?"),
	    { "title", "unit_of", "baseline", "target", "target_date" },
	    NULL },
	{ "indicator", "measurement", "indicator", TR("What was measured?"),
	    { "period", "value", "evidence_level" }, NULL },
	{ "person", "tenure", "person", TR("Which posts, and when?"), { "post",
	    "rank", "valid_from", "valid_to" }, NULL },
	{ "post", "tenure", "post", TR("Who held it, and when?"), { "person",
	    "rank", "valid_from", "valid_to" }, NULL }
};

static struct report_block *
attached_block(struct record_page *m, const struct attached *t,
    const struct kind *k)
{
	struct report_panel *p = report_add_panel(m->a, m->out, t->kind,
	    tr_str(m->w.lang, t->question));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	size_t j, n = 0;

	while (n < countof(t->field) && t->field[n] != NULL)
		n++;
	report_columns(m->a, b, n);
	for (j = 0; j < n; j++)
		b->column[j] = (struct report_column){
			.name = str_of(t->field[j]),
			.head = words_field(&m->w, kind_field(k,
			    str_of(t->field[j]))), .minor = j > 2 };
	if (t->empty != NULL)
		b->empty = tr_str(m->w.lang, t->empty);
	p->more = path_list(m->a, k, arena_printf(m->a, "%s:%.*s", t->via,
	    STRF(m->id_text)));
	p->more_words = words_many(&m->w, k);
	return b;
}

static enum err
put_attached(struct record_page *m, const struct attached *t)
{
	const struct kind *k = words_kind(&m->w, t->kind);
	struct rows_found found;
	struct report_block *b;
	enum err e;
	size_t i, j;

	e = record_rows(m, t->kind, t->via, &found);
	if (e != ERR_OK || (found.n == 0 && t->empty == NULL))
		return e;
	b = attached_block(m, t, k);
	for (i = 0; i < found.n; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		words_label(&m->w, row->label);
		for (j = 0; j < b->columns; j++)
			c[j] = words_value(&m->w, kind_field(k,
			    str_of(t->field[j])), words_value_of(row,
			    t->field[j]));
		if (c[0].link.n == 0)
			c[0].link = path_record(m->a, k,
			    words_code(&m->w, row));
	}
	return ERR_OK;
}

enum err
record_attached(struct record_page *m)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < countof(attached) && e == ERR_OK; i++)
		if (record_is(m, attached[i].of))
			e = put_attached(m, &attached[i]);
	return e;
}

enum err
record_links(struct record_page *m)
{
	struct report_panel *p;
	struct report_block *b;
	struct link *link;
	size_t i, n;
	enum err e;

	e = find_links(m->r, m->a, m->id, &link, &n, m->why);
	if (e != ERR_OK || n == 0)
		return e;
	p = report_add_panel(m->a, m->out, "links", tr_str(m->w.lang, "What "
	    "else points here?"));
	b = report_add_block(m->a, p, BLOCK_ROWS);
	report_columns(m->a, b, 3);
	b->column[0].name = STR("kind");
	b->column[1].name = STR("field");
	b->column[2] = (struct report_column){ .name = STR("count"),
		.type = CELL_NUMBER };
	for (i = 0; i < n; i++) {
		struct report_cell *c = report_row(m->a, b);
		struct str filter = arena_printf(m->a, "%.*s:%.*s",
		    STRF(link[i].field->name), STRF(m->id_text));

		c[0] = report_link(words_many(&m->w, link[i].kind),
		    path_list(m->a, link[i].kind, filter));
		c[1].text = words_field(&m->w, link[i].field);
		c[2] = report_number(m->a, link[i].n, c[0].link);
	}
	return ERR_OK;
}
