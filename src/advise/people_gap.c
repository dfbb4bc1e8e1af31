#include "advise/people_part.h"

#include "base/str.h"
#include "base/tr.h"
#include "study/deploy.h"

#include "base/banned.h"

enum { AHEAD_DAYS = 183 };

struct gaps {
	struct words *w;
	struct report *out;
	struct deployments postings;
	struct rows_found tenures, learnt;
	int32_t until; /* the last day that is looked at */
};

static bool
is_day(struct date d)
{
	return d.lo <= d.hi;
}

/* Whether one of these rows begins on ${day} or later, for the same one. */
static const struct row *
later(struct gaps *g, const struct rows_found *rows, const char *of,
    struct str id, const char *start, int32_t day)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *row = &rows->row[i];
		struct date d = part_day(row, start);

		if (is_day(d) && d.hi >= day &&
		    str_eq(part_ref(g->w, row, of), id))
			return row;
	}
	return NULL;
}

/* What is recorded for a person from that day on: post, mission or course. */
static struct report_cell
next_of(struct gaps *g, struct str person, int32_t day)
{
	const struct row *row = later(g, &g->tenures, "person", person,
	    "valid_from", day);

	if (row != NULL)
		return part_field(g->w, row, "post");
	for (size_t i = 0; i < g->postings.n; i++)
		if (str_eq(g->postings.d[i].person, person) &&
		    is_day(g->postings.d[i].start) &&
		    g->postings.d[i].start.hi >= day)
			return part_title(g->w, g->postings.d[i].row);
	row = later(g, &g->learnt, "person", person, "start", day);
	if (row != NULL)
		return part_title(g->w, row);
	return (struct report_cell){ .tone = TONE_WARN,
		.text = part_say(g->w, TR("nothing is recorded")) };
}

/* ---- who comes back? ---- */

static size_t
put_return(struct gaps *g, struct report_block *b, const struct row *row,
    struct report_cell from, struct date back, struct date after)
{
	struct report_cell *c = report_row(g->w->a, b);

	c[0] = part_due(g->w, back);
	c[1] = part_field(g->w, row, "person");
	if (kind_field(row->kind, STR("rank")) != NULL)
		c[1].text = part_ranked(g->w, row, c[1].text);
	c[2] = from;
	c[3] = words_date(g->w, back);
	c[4] = words_date(g->w, after);
	c[5] = next_of(g, part_ref(g->w, row, "person"), back.lo);
	return c[5].tone == TONE_WARN;
}

static void
put_returns(struct gaps *g)
{
	static const struct part_column c[] = {
		{ "state", TR("State"), CELL_CHIP, false },
		{ "person", TR("Person"), CELL_TEXT, false },
		{ "from", TR("Comes from"), CELL_TEXT, false },
		{ "back", TR("Back"), CELL_DATE, false },
		{ "after", TR("After return"), CELL_DATE, true },
		{ "next", TR("What follows"), CELL_TEXT, false }
	};
	struct report_panel *p = part_panel(g->w, g->out, "returns",
	    TR("Who comes back, and what for?"), 0);
	struct report_block *b = part_table(g->w, p, c, countof(c));
	size_t open = 0;

	for (size_t i = 0; i < g->postings.n; i++) {
		const struct deployment *d = &g->postings.d[i];
		struct date back = is_day(d->ended) ? d->ended : d->finish;

		if (d->person.n > 0 && is_day(back) && back.lo <= g->until &&
		    (deploy_active(d) || (is_day(d->after) &&
		    d->after.hi >= g->w->r->today)))
			open += put_return(g, b, d->row, part_title(g->w,
			    d->row), back, d->after);
	}
	for (size_t i = 0; i < g->tenures.n; i++) {
		const struct row *row = &g->tenures.row[i];
		struct date to = part_day(row, "valid_to");

		if (is_day(to) && to.hi >= g->w->r->today &&
		    to.lo <= g->until)
			open += put_return(g, b, row, part_field(g->w, row,
			    "post"), to, (struct date){ 1, 0 });
	}
	p->answer = arena_printf(g->w->a, tr_n(g->w->lang, "*%zu comes back "
	    "within six months*; what follows is not recorded for %zu.",
	    "*%zu come back within six months*; what follows is not recorded "
	    "for %zu.", (int64_t)b->rows), b->rows, open);
	b->empty = part_say(g->w, TR("Nobody comes back within six months."));
}

/* ---- which posts have nobody? ---- */

static void
put_gap(struct gaps *g, struct report_block *b, struct date from,
    struct report_cell post, struct report_cell needs, int64_t open,
    int64_t candidates)
{
	struct report_cell *c = report_row(g->w->a, b);

	c[0] = part_due(g->w, from);
	c[1] = post;
	c[2] = words_date(g->w, from);
	c[3] = needs;
	c[4] = report_number(g->w->a, open, STR(""));
	c[5] = report_number(g->w->a, candidates, STR(""));
	if (candidates < open)
		c[5].tone = TONE_WARN;
}

static void
put_empty(struct gaps *g)
{
	static const struct part_column c[] = {
		{ "state", TR("State"), CELL_CHIP, false },
		{ "post", TR("Post"), CELL_TEXT, false },
		{ "from", TR("From"), CELL_DATE, false },
		{ "needs", TR("Language and courses needed"), CELL_TEXT,
		    true },
		{ "open", TR("Open"), CELL_NUMBER, false },
		{ "candidates", TR("Candidates"), CELL_NUMBER, false }
	};
	struct report_panel *p = part_panel(g->w, g->out, "gaps",
	    TR("Which posts have nobody?"), 0);
	struct report_block *b = part_table(g->w, p, c, countof(c));
	struct report_cell none = { .type = CELL_TEXT };
	int64_t open = 0;

	for (size_t i = 0; i < g->tenures.n; i++) {
		const struct row *row = &g->tenures.row[i];
		struct date to = part_day(row, "valid_to");

		if (!is_day(to) || to.lo > g->until || later(g, &g->tenures,
		    "post", part_ref(g->w, row, "post"), "valid_from",
		    to.lo) != NULL)
			continue;
		put_gap(g, b, to, part_field(g->w, row, "post"), none, 1, 0);
		open++;
	}
	for (size_t i = 0; i < g->postings.n; i++) {
		const struct deployment *d = &g->postings.d[i];

		if (!deploy_active(d) || deploy_open(d) == 0)
			continue;
		put_gap(g, b, d->start, part_title(g->w, d->row),
		    part_field(g->w, d->row, "needs"), deploy_open(d),
		    d->candidates);
		open += deploy_open(d);
	}
	p->answer = arena_printf(g->w->a, tr_n(g->w->lang, "*%lld post* has "
	    "nobody, or will have nobody within six months.", "*%lld posts* "
	    "have nobody, or will have nobody within six months.", open),
	    (long long)open);
	b->empty = part_say(g->w, TR("Every post has somebody for the next "
	    "six months."));
}

enum err
people_gaps(struct words *w, struct report *out, struct why *why)
{
	struct gaps g = { .w = w, .out = out,
		.until = w->r->today + AHEAD_DAYS };
	enum err e = deploy_read(w->r, w->a, STR(""), &g.postings, why);

	if (e == ERR_OK)
		e = part_find(w, words_kind(w, "tenure"), STR(""),
		    "valid_from", FIND_LIMIT_MAX, &g.tenures, why);
	if (e == ERR_OK)
		e = part_find(w, words_kind(w, "qualification"), STR(""),
		    "start", FIND_LIMIT_MAX, &g.learnt, why);
	if (e != ERR_OK)
		return e;
	put_returns(&g);
	put_empty(&g);
	return ERR_OK;
}
