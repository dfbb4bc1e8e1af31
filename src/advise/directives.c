#include "advise/directives.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { DIRECTIVES_MAX = 100, CLAUSES_MAX = 2000, OPEN_MAX = 15 };

/* How much names one clause. */
enum { PROMISED, KEPT, LATE, OBJECTIVES, DEEDS, SERVICES };

struct service {
	int64_t n[SERVICES];
};

struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *directive, *clause;
	struct map *by_clause; /* id to a struct ledger_clause */
	struct rows_found clauses;
	int64_t asked, orphans, late;
	struct why *why;
};

static struct service *
service_of(struct making *m, struct str clause)
{
	struct service *s = map_get(m->by_clause, clause);

	if (s == NULL) {
		s = arena_alloc(m->a, sizeof(*s));
		*s = (struct service){ { 0 } };
		(void)map_put(m->by_clause, clause, s);
	}
	return s;
}

/* What names the clauses: counted once for all of them. */
static enum err
count_all(struct making *m)
{
	static const struct {
		const char *kind, *filter, *field;
	} by[SERVICES] = {
		[PROMISED] = { "commitment", "", "clause" },
		[KEPT] = { "commitment", "status:kept", "clause" },
		[LATE] = { "commitment", "status:late", "clause" },
		[OBJECTIVES] = { "objective", "", "clause" },
		[DEEDS] = { "fulfilment", "", "word" }
	};
	enum err e = ERR_OK;

	m->by_clause = map_new(m->a);
	for (size_t i = 0; i < SERVICES && e == ERR_OK; i++) {
		struct facet *f;
		size_t n;

		e = find_facet(m->w.r, m->a, words_kind(&m->w, by[i].kind),
		    str_of(by[i].filter), str_of(by[i].field), &f, &n, m->why);
		for (size_t k = 0; k < n && e == ERR_OK; k++)
			service_of(m, f[k].value)->n[i] += f[k].n;
	}
	return e;
}

/* The same test as the check "orphan" of the kind. */
static bool
is_orphan(const struct service *n)
{
	return n->n[PROMISED] == 0 && n->n[DEEDS] == 0 && n->n[OBJECTIVES] == 0;
}

/* In one word: what nothing serves, what is late, what is on its way. */
static struct report_cell
clause_state(struct making *m, const struct service *n)
{
	struct report_cell c = { .type = CELL_CHIP };

	if (is_orphan(n)) {
		c.text = part_say(&m->w, TR("nothing serves it"));
		c.tone = TONE_BAD;
	} else if (n->n[LATE] > 0) {
		c.text = arena_printf(m->a, tr(m->w.lang, "%lld late"),
		    (long long)n->n[LATE]);
		c.tone = TONE_WARN;
	} else if (n->n[PROMISED] > 0 && n->n[KEPT] == n->n[PROMISED]) {
		c.text = part_say(&m->w, TR("kept"));
		c.tone = TONE_OK;
	} else {
		c.text = part_say(&m->w, TR("served"));
		c.tone = TONE_INFO;
	}
	return c;
}

static const struct part_column columns[] = {
	{ "number", TR("Reference"), CELL_ISO, false },
	{ "title", TR("Directive"), CELL_TEXT, false },
	{ "issued", TR("Issued"), CELL_DATE, true },
	{ "clauses", TR("Clauses"), CELL_NUMBER, true },
	{ "served", TR("Served"), CELL_NUMBER, false },
	{ "promises", TR("Promises"), CELL_NUMBER, true },
	{ "kept", TR("Kept"), CELL_NUMBER, true },
	{ "late", TR("Late"), CELL_NUMBER, false },
	{ "deeds", TR("Deeds"), CELL_NUMBER, true }
};

static const struct part_column open_columns[] = {
	{ "directive", TR("Directive"), CELL_ISO, true },
	{ "number", TR("Number"), CELL_TEXT, false },
	{ "text", TR("What it asks"), CELL_TEXT, false },
	{ "obligation", TR("Obligation"), CELL_TEXT, true },
	{ "state", TR("State"), CELL_CHIP, false }
};

static const struct service *
service_at(struct making *m, const struct row *clause)
{
	static const struct service none;
	const struct service *n = map_get(m->by_clause,
	    id_str(m->a, clause->id));

	return n != NULL ? n : &none;
}

static bool
has_clauses(struct making *m, const struct row *row)
{
	struct str id = id_str(m->a, row->id);

	for (size_t i = 0; i < m->clauses.n; i++)
		if (str_eq(part_ref(&m->w, &m->clauses.row[i], "directive"),
		    id))
			return true;
	return false;
}

/* Whether it is a clause of that directive. */
static bool
is_of(struct making *m, const struct row *clause, const struct row *directive)
{
	return str_eq(part_ref(&m->w, clause, "directive"),
	    id_str(m->a, directive->id));
}

/* One directive with what serves its clauses, all of them together. */
static void
put_directive(struct making *m, struct report_block *b,
    const struct row *row)
{
	struct str code = words_code(&m->w, row);
	struct report_cell *c = report_row(m->a, b);
	int64_t asked = 0, served = 0, n[SERVICES] = { 0 };

	for (size_t i = 0; i < m->clauses.n; i++) {
		const struct service *s;

		if (!is_of(m, &m->clauses.row[i], row))
			continue;
		s = service_at(m, &m->clauses.row[i]);
		asked++;
		served += !is_orphan(s);
		for (size_t k = 0; k < SERVICES; k++)
			n[k] += s->n[k];
	}
	m->asked += asked;
	m->orphans += asked - served;
	m->late += n[LATE];
	c[0].text = code;
	c[0].link = path_record(m->a, m->directive, code);
	c[1] = part_title(&m->w, row);
	c[2] = part_field(&m->w, row, "issued");
	c[3] = report_number(m->a, asked, c[0].link);
	c[4] = report_number(m->a, served, path_part(m->a, m->directive, code,
	    "review"));
	c[4].tone = served < asked ? TONE_WARN : TONE_OK;
	c[5] = report_number(m->a, n[PROMISED], STR(""));
	c[6] = report_number(m->a, n[KEPT], STR(""));
	c[7] = report_number(m->a, n[LATE], STR(""));
	c[7].tone = n[LATE] > 0 ? TONE_BAD : TONE_PLAIN;
	c[8] = report_number(m->a, n[DEEDS], STR(""));
}

static void
put_board(struct making *m, const struct rows_found *found)
{
	struct report_panel *p = part_panel(&m->w, m->out, "board",
	    TR("What does each ask, and what serves it?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));

	for (size_t i = 0; i < found->n; i++)
		if (has_clauses(m, &found->row[i]))
			put_directive(m, b, &found->row[i]);
	b->empty = part_say(&m->w, TR("None."));
	p->source = part_say(&m->w, TR("The reference leads to the clauses, "
	    "the number served to the review as known on any day."));
}

static void
put_open_clause(struct making *m, struct report_block *b,
    const struct row *directive, const struct row *row)
{
	struct report_cell *c;

	b->total++;
	if (b->rows == OPEN_MAX)
		return;
	c = report_row(m->a, b);
	c[0].text = words_code(&m->w, directive);
	c[0].link = path_record(m->a, m->directive, c[0].text);
	c[1].text = part_text(row, "ordinal");
	c[2] = part_title(&m->w, row);
	c[3] = part_field(&m->w, row, "obligation");
	c[4] = clause_state(m, service_at(m, row));
}

/* First what is late, then what nothing serves. */
static void
put_open(struct making *m, const struct rows_found *found)
{
	struct report_panel *p = part_panel(&m->w, m->out, "open",
	    TR("Which clauses are late, or does nothing serve?"), 0);
	struct report_block *b = part_table(&m->w, p, open_columns,
	    countof(open_columns));

	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < found->n; i++)
			for (size_t k = 0; k < m->clauses.n; k++) {
				const struct row *row = &m->clauses.row[k];
				const struct service *s = service_at(m, row);

				if (is_of(m, row, &found->row[i]) &&
				    (turn == 0 ? s->n[LATE] > 0 :
				    is_orphan(s)))
					put_open_clause(m, b, &found->row[i],
					    row);
			}
	b->empty = part_say(&m->w, TR("None."));
	p->more = path_check(m->a, m->clause, STR("orphan"));
	p->more_words = part_say(&m->w, TR("All clauses that nothing serves"));
}

/* Those whose text has not been taken apart yet. */
static void
put_bare(struct making *m, const struct rows_found *found)
{
	struct report_panel *p = part_panel(&m->w, m->out, "bare",
	    TR("Which have no clauses yet?"), 0);
	struct report_block *b = part_rows(&m->w, p, 2);

	p->answer = part_say(&m->w, TR("Their clauses are not recorded. Paste "
	    "the text, or add them."));
	for (size_t i = 0; i < found->n; i++) {
		struct report_cell *c;

		if (has_clauses(m, &found->row[i]))
			continue;
		c = report_row(m->a, b);
		c[0] = part_field(&m->w, &found->row[i], "issued");
		c[1] = part_title(&m->w, &found->row[i]);
		c[1].sub = words_code(&m->w, &found->row[i]);
	}
	b->empty = part_say(&m->w, TR("None."));
}

static void
put_head(struct making *m, bool ended, int64_t force, int64_t over)
{
	struct str all = path_list(m->a, m->directive, STR(""));

	m->out->name = STR("directives");
	m->out->title = words_many(&m->w, m->directive);
	m->out->path = ended ? path_query(m->a, all, "show", STR("ended")) :
	    all;
	part_tab(&m->w, m->out, TR("In force"), force, all);
	part_tab(&m->w, m->out, TR("Ended"), over,
	    path_query(m->a, all, "show", STR("ended")));
	m->out->tab_at = ended;
	report_add_action(m->a, m->out, tr(m->w.lang, "New directive"),
	    STR("/directives/new"));
	report_add_action(m->a, m->out, tr(m->w.lang, "As a list"),
	    path_query(m->a, all, "show", STR("list")));
}

enum err
directives_report(struct reader *r, struct arena *a,
    const struct directives_ask *ask, struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .why = why };
	bool ended = str_is(ask->show, "ended");
	struct rows_found found = { 0 };
	int64_t force = 0, over = 0;
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	m.directive = words_kind(&m.w, "directive");
	m.clause = words_kind(&m.w, "clause");
	if (ask->show.n > 0 && !ended)
		return why_set(why, ERR_INPUT, "show is one of ended, list.");
	e = find_count(r, m.directive, STR("status:in-force"), &force, why);
	if (e == ERR_OK)
		e = find_count(r, m.directive, STR("status:ended"), &over,
		    why);
	if (e == ERR_OK)
		e = count_all(&m);
	if (e == ERR_OK)
		e = part_find(&m.w, m.clause, STR(""), "rank", CLAUSES_MAX,
		    &m.clauses, why);
	if (e == ERR_OK)
		e = part_find(&m.w, m.directive, ended ? STR("status:ended") :
		    STR("status:in-force"), "-issued", DIRECTIVES_MAX, &found,
		    why);
	if (e != ERR_OK)
		return e;
	put_head(&m, ended, force, over);
	put_board(&m, &found);
	put_open(&m, &found);
	put_bare(&m, &found);
	out->answer = arena_printf(a, tr(m.w.lang, "*%lld of %lld clauses* are "
	    "served by a promise, an objective or a deed; %lld promises under "
	    "them are late."), (long long)(m.asked - m.orphans),
	    (long long)m.asked, (long long)m.late);
	words_head(&m.w, out);
	return ERR_OK;
}
