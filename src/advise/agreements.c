#include "advise/agreements.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { TABLE_MAX = 25, GANTT_MAX = 16, ACTIONS_MAX = 12 };

static const struct {
	const char *show, *words, *filter, *sort;
} states[] = {
	{ "in-force", TR("In force"), "status:in-force", "-signed" },
	{ "expiring", TR("Expiring"), "status:expiring", "expires" },
	{ "draft", TR("Draft"), "status:draft", "title" },
	{ "signed", TR("Signed, not in force"), "status:signed", "-signed" },
	{ "over", TR("Over"), "status:expired,ended", "-expires" }
};

struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *kind, *commitment, *fulfilment;
	struct map *promises, *deeds; /* id of an agreement to an int64_t */
	int64_t n[countof(states)];
	struct why *why;
};

static enum err
count_states(struct making *m)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < countof(states) && e == ERR_OK; i++)
		e = find_count(m->w.r, m->kind, str_of(states[i].filter),
		    &m->n[i], m->why);
	return e;
}

/* What hangs on each: counted once for all. */
static enum err
count_by(struct making *m, const struct kind *k, const char *field,
    struct map **out)
{
	struct facet *f;
	size_t n;
	enum err e = find_facet(m->w.r, m->a, k, STR(""), str_of(field), &f,
	    &n, m->why);

	*out = map_new(m->a);
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		if (f[i].value.n > 0)
			(void)map_put(*out, f[i].value, &f[i].n);
	return e;
}

static struct report_cell
counted(struct making *m, const struct map *all, const struct row *row,
    const struct kind *k, const char *field)
{
	const int64_t *n = map_get(all, id_str(m->a, row->id));

	if (n == NULL)
		return report_number(m->a, 0, STR(""));
	return report_number(m->a, *n, path_list(m->a, k, arena_printf(m->a,
	    "%s:%.*s", field, STRF(words_code(&m->w, row)))));
}

/* The table of one state. */

static const struct part_column columns[] = {
	{ "agreement", TR("Agreement"), CELL_TEXT, false },
	{ "partner", TR("Partner"), CELL_ISO, false },
	{ "form", TR("Form"), CELL_TEXT, true },
	{ "sector", TR("Sector"), CELL_TEXT, true },
	{ "signed", TR("Signed"), CELL_DATE, true },
	{ "expires", TR("Expires"), CELL_DATE, false },
	{ "state", TR("State"), CELL_CHIP, false },
	{ "commitments", TR("Commitments"), CELL_NUMBER, true },
	{ "deeds", TR("Deeds"), CELL_NUMBER, true }
};

static struct report_cell
state_cell(struct making *m, const struct row *row)
{
	struct report_cell c = part_state(&m->w, row);
	struct date renewal = part_day(row, "renewal_opened");

	if (!str_is(row->derived[0], "expiring"))
		return c;
	c.text = part_due(&m->w, part_day(row, "expires")).text;
	c.sub = renewal.lo <= renewal.hi ? part_say(&m->w,
	    TR("renewal opened")) : part_say(&m->w, TR("renewal not opened"));
	return c;
}

static void
put_row(struct making *m, struct report_block *b, const struct row *row)
{
	struct report_cell *c = report_row(m->a, b);

	c[0] = part_title(&m->w, row);
	c[1] = part_field(&m->w, row, "partner");
	c[2] = part_field(&m->w, row, "form");
	c[3] = part_field(&m->w, row, "sector");
	c[4] = part_field(&m->w, row, "signed");
	c[5] = part_field(&m->w, row, "expires");
	c[6] = state_cell(m, row);
	c[7] = counted(m, m->promises, row, m->commitment, "agreement");
	c[8] = counted(m, m->deeds, row, m->fulfilment, "word");
}

static enum err
put_table(struct making *m, size_t state)
{
	struct report_panel *p = part_panel(&m->w, m->out, "agreements",
	    TR("What hangs on each?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, m->kind, str_of(states[state].filter),
	    states[state].sort, TABLE_MAX, &found, m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++)
		put_row(m, b, &found.row[i]);
	b->total = (size_t)m->n[state];
	b->empty = part_say(&m->w, TR("No agreement is in this state."));
	p->more = path_list(m->a, m->kind, str_of(states[state].filter));
	p->more_words = part_say(&m->w, TR("As a list with filters"));
	return e;
}

/* What runs until when? */

static enum err
put_gantt(struct making *m)
{
	static const struct part_column c[] = {
		{ "agreement", TR("Agreement"), CELL_TEXT, false },
		{ "from", TR("From"), CELL_DATE, false },
		{ "until", TR("Until"), CELL_DATE, false },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "runs",
	    TR("What runs until when?"), 0);
	struct report_block *b = part_chart(&m->w, p, CHART_GANTT, c,
	    countof(c));
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, m->kind,
	    STR("status:in-force,expiring expires:*"), "expires", GANTT_MAX,
	    &found, m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *cell = report_row(m->a, b);
		struct date from = part_day(row, "in_force");

		cell[0] = part_title(&m->w, row);
		cell[0].text = words_cut(&m->w, cell[0].text, 60);
		cell[1] = part_field(&m->w, row, from.lo <= from.hi ?
		    "in_force" : "signed");
		cell[2] = part_field(&m->w, row, "expires");
		cell[3] = state_cell(m, row);
		cell[3].sub = STR("");
	}
	p->answer = m->n[1] == 0 ? part_say(&m->w,
	    TR("Nothing expires within 90 days.")) : arena_printf(m->a,
	    tr_n(m->w.lang, "*%lld agreement expires* within 90 days; %lld "
	    "are in force beside it.", "*%lld agreements expire* within 90 "
	    "days; %lld are in force beside them.", m->n[1]),
	    (long long)m->n[1], (long long)m->n[0]);
	b->empty = part_say(&m->w, TR("No agreement in force has a day on "
	    "which it ends."));
	p->source = part_say(&m->w, TR("Those with an end, the nearest "
	    "first."));
	return e;
}

/* Which formal acts were done? */

static enum err
put_actions(struct making *m)
{
	static const struct part_column c[] = {
		{ "date", TR("Date"), CELL_DATE, false },
		{ "action", TR("Act"), CELL_TEXT, false },
		{ "agreement", TR("Agreement"), CELL_TEXT, false },
		{ "partner", TR("By"), CELL_ISO, true }
	};
	const struct kind *k = words_kind(&m->w, "treaty_action");
	struct report_panel *p = part_panel(&m->w, m->out, "actions",
	    TR("Which formal acts were done?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));
	struct rows_found found = { 0 };
	int64_t n = 0;
	enum err e = part_find(&m->w, k, STR(""), "-date", ACTIONS_MAX,
	    &found, m->why);

	if (e == ERR_OK)
		e = find_count(m->w.r, k, STR(""), &n, m->why);
	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *cell = report_row(m->a, b);

		cell[0] = part_field(&m->w, row, "date");
		cell[1] = report_link(part_field(&m->w, row, "action").text,
		    path_record(m->a, k, words_code(&m->w, row)));
		cell[2] = part_field(&m->w, row, "agreement");
		cell[3] = part_field(&m->w, row, "partner");
	}
	if (e != ERR_OK)
		return e;
	b->total = (size_t)n;
	b->empty = part_say(&m->w, TR("No signature, ratification or other "
	    "act is recorded."));
	p->more = path_list(m->a, k, STR(""));
	p->more_words = part_say(&m->w, TR("All acts"));
	return ERR_OK;
}

static size_t
state_named(struct str show)
{
	size_t i = 0;

	while (i < countof(states) && !str_is(show, states[i].show))
		i++;
	return i;
}

static void
put_head(struct making *m, size_t state)
{
	struct str all = path_list(m->a, m->kind, STR(""));

	m->out->name = STR("agreements");
	m->out->title = words_many(&m->w, m->kind);
	m->out->path = path_query(m->a, all, "show",
	    str_of(states[state].show));
	for (size_t i = 0; i < countof(states); i++)
		part_tab(&m->w, m->out, states[i].words, m->n[i],
		    path_query(m->a, all, "show", str_of(states[i].show)));
	m->out->tab_at = state;
	report_add_action(m->a, m->out, tr(m->w.lang, "New agreement"),
	    STR("/agreements/new"));
	report_add_action(m->a, m->out, tr(m->w.lang, "As a list"),
	    path_query(m->a, all, "show", STR("list")));
}

enum err
agreements_report(struct reader *r, struct arena *a,
    const struct agreements_ask *ask, struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .why = why };
	size_t state = state_named(ask->show.n > 0 ? ask->show :
	    STR("in-force"));
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	m.kind = words_kind(&m.w, "agreement");
	m.commitment = words_kind(&m.w, "commitment");
	m.fulfilment = words_kind(&m.w, "fulfilment");
	if (state == countof(states))
		return why_set(why, ERR_INPUT, "show is one of in-force, "
		    "expiring, draft, signed, over, list.");
	e = count_states(&m);
	if (e == ERR_OK)
		e = count_by(&m, m.commitment, "agreement", &m.promises);
	if (e == ERR_OK)
		e = count_by(&m, m.fulfilment, "word", &m.deeds);
	if (e != ERR_OK)
		return e;
	put_head(&m, state);
	e = put_gantt(&m);
	if (e == ERR_OK)
		e = put_table(&m, state);
	if (e == ERR_OK)
		e = put_actions(&m);
	words_head(&m.w, out);
	return e;
}
