#include "advise/plan_part.h"

#include "advise/history_part.h"
#include "advise/part.h"
#include "advise/path.h"
#include "advise/shares.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/clash.h"

#include "base/banned.h"

enum { SINCE_MAX = 30 };

/* ---- balance ---- */

static void
count_groups(const struct plan_deed *d, size_t n, int64_t *out, int64_t *all)
{
	*all = 0;
	for (size_t i = 0; i < n; i++) {
		if (d[i].partner == NULL || d[i].partner->home)
			continue;
		out[plan_group(&d[i])]++;
		++*all;
	}
}

/* Each partner of the year once. */
static size_t
partners_of(struct plan *m, const struct roll_partner **out)
{
	struct map *seen = map_new(m->a);
	size_t n = 0;

	for (size_t i = 0; i < m->nows; i++) {
		const struct roll_partner *p = m->now[i].partner;

		if (p != NULL && !p->home && map_put(seen, p->id, m) == NULL)
			out[n++] = p;
	}
	return n;
}

static struct str
group_list(struct plan *m, const struct roll_partner *const *seen, size_t n,
    int group)
{
	struct str partners = shares_of_group(&m->w, &m->roll, seen, n,
	    group);

	return partners.n == 0 ? STR("") : path_list(m->a, m->activity,
	    arena_printf(m->a, "%.*s start:%d -status:cancelled",
	    STRF(partners), m->year));
}

static struct str
most_of(struct plan *m, const struct shares *s)
{
	size_t most = 0;

	for (size_t g = 1; g < s->parts; g++)
		most = s->part[g].now > s->part[most].now ? g : most;
	return arena_printf(m->a, tr(m->w.lang, "*%s have most*: %lld of "
	    "%lld activities."), s->part[most].name.p,
	    (long long)s->part[most].now, (long long)s->now);
}

void
plan_balance(struct plan *m)
{
	struct report_panel *p = part_panel(&m->w, m->out, "balance",
	    TR("Is the plan balanced?"), 8);
	int64_t now[ROLL__GROUPS] = { 0 }, then[ROLL__GROUPS] = { 0 };
	struct shares_part part[ROLL__GROUPS] = { { .now = 0 } };
	const struct roll_partner **seen = arena_array(m->a, m->nows + 1,
	    sizeof(struct roll_partner *));
	size_t n = partners_of(m, seen);
	struct shares s = { .year = m->year, .before = m->compare,
		.head = TR("Group"), .counted = TR("Activities"),
		.formula = "share-of-plan/2", .part = part,
		.parts = ROLL__GROUPS };

	count_groups(m->now, m->nows, now, &s.now);
	count_groups(m->then, m->thens, then, &s.then);
	for (int g = 0; g < ROLL__GROUPS; g++)
		part[g] = (struct shares_part){ .name = part_say(&m->w,
			roll_group_words((enum roll_group)g)), .now = now[g],
			.then = then[g], .list = group_list(m, seen, n, g),
			.target = target_of_group(&m->targets, g) };
	(void)shares_chart(&m->w, &s, p);
	p->answer = shares_answer(&m->w, &s);
	if (s.now < SHARES_LEAST)
		p->answer = part_say(&m->w, TR("Too few activities to say."));
	else if (p->answer.n == 0)
		p->answer = arena_printf(m->a, "%.*s %s", STRF(most_of(m,
		    &s)), tr(m->w.lang, "No target range is recorded for this "
		    "year."));
	p->source = part_say(&m->w, TR("share-of-plan/2: what is dated in the "
	    "year and not cancelled, by the group of its partner; intervals "
	    "of 90 % (Wilson 1927), rings the year beside it, grey bars the "
	    "ranges that recorded targets set."));
	p->more = path_query(m->a, path_list(m->a, words_kind(&m->w,
	    "target"), arena_printf(m->a, "-period<%d -period>%d", m->year,
	    m->year)), "show", STR("list"));
	p->more_words = part_say(&m->w, TR("The targets of the year"));
}

/* ---- load ---- */

struct load {
	int64_t n, days, senior;
	double cost;
};

static bool
is_senior(struct str level)
{
	return str_is(level, "minister") || str_is(level, "head-of-state") ||
	    str_is(level, "deputy-minister") ||
	    str_is(level, "chief-general-staff");
}

static struct load
load_of(const struct plan_deed *d, size_t n, int quarter)
{
	struct load l = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (d[i].quarter != quarter)
			continue;
		l.n++;
		l.cost += d[i].cost;
		l.senior += is_senior(part_text(d[i].row, "level"));
		/* A month or a quarter is no length. */
		if (d[i].start.lo == d[i].start.hi)
			l.days += d[i].finish.lo <= d[i].finish.hi ?
			    d[i].finish.hi - d[i].start.lo + 1 : 1;
	}
	return l;
}

void
plan_load(struct plan *m)
{
	static const struct part_column c[] = {
		{ "quarter", TR("Quarter"), CELL_TEXT, false },
		{ "activities", TR("Activities"), CELL_NUMBER, false },
		{ "before", TR("The year beside it"), CELL_NUMBER, false },
		{ "senior", TR("At senior level"), CELL_NUMBER, true },
		{ "days", TR("Days dated"), CELL_NUMBER, true },
		{ "cost", TR("Cost (million dong)"), CELL_NUMBER, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "load",
	    TR("How heavy is each quarter?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));
	int fullest = 0;
	int64_t most = -1;

	for (int q = 0; q < PLAN_QUARTERS; q++) {
		struct load now = load_of(m->now, m->nows, q);
		struct load then = load_of(m->then, m->thens, q);
		struct report_cell *cell = report_row(m->a, b);

		cell[0].text = arena_printf(m->a, "%d-Q%d", m->year, q + 1);
		cell[1] = report_number(m->a, now.n, STR(""));
		cell[2] = report_number(m->a, then.n, STR(""));
		cell[3] = report_number(m->a, now.senior, STR(""));
		cell[4] = report_number(m->a, now.days, STR(""));
		cell[5] = (struct report_cell){ .type = CELL_NUMBER,
			.number = now.cost,
			.text = arena_printf(m->a, "%.0f", now.cost) };
		if (now.n > most) {
			most = now.n;
			fullest = q;
		}
	}
	p->answer = arena_printf(m->a, tr(m->w.lang, "*Quarter %d is the "
	    "fullest*, with %lld activities."), fullest + 1, (long long)most);
}

/* ---- rules ---- */

/* Nobody leads two delegations on one day. */
static void
put_heads(struct plan *m, struct report_block *b)
{
	struct clash_span *span = arena_array(m->a, m->nows + 1,
	    sizeof(*span));
	struct clash *clash;
	size_t n = 0, clashes;

	for (size_t i = 0; i < m->nows; i++) {
		const struct plan_deed *d = &m->now[i];
		struct str head = part_ref(&m->w, d->row, "head_ours");

		if (head.n == 0 || d->start.lo != d->start.hi)
			continue;
		span[n++] = (struct clash_span){ head, d->start.lo,
			d->finish.lo <= d->finish.hi ? d->finish.hi :
			d->start.hi, i };
	}
	clash_find(m->a, span, n, &clash, &clashes);
	for (size_t i = 0; i < clashes; i++)
		for (size_t k = 0; k < clash[i].n; k++) {
			const struct plan_deed *d = &m->now[clash[i].of[k]];
			struct report_cell *c = report_row(m->a, b);

			c[0] = (struct report_cell){ .type = CELL_CHIP,
				.text = part_say(&m->w, TR("one head, two "
				"places")), .tone = TONE_BAD };
			c[0].again = k > 0;
			c[1] = part_title(&m->w, d->row);
			c[2] = words_date(&m->w, d->start);
			c[3] = part_field(&m->w, d->row, "head_ours");
		}
}

static void
put_rule(struct plan *m, struct report_block *b, const struct plan_deed *d,
    const char *words, enum report_tone tone)
{
	struct report_cell *c = report_row(m->a, b);

	c[0] = (struct report_cell){ .type = CELL_CHIP,
		.text = part_say(&m->w, words), .tone = tone };
	c[1] = part_title(&m->w, d->row);
	c[2] = words_date(&m->w, d->start);
	c[3] = part_field(&m->w, d->row, "partner");
}

void
plan_rules(struct plan *m)
{
	static const struct part_column c[] = {
		{ "rule", TR("Rule"), CELL_CHIP, false },
		{ "activity", TR("Activity"), CELL_TEXT, false },
		{ "date", TR("Date"), CELL_DATE, false },
		{ "whom", TR("Whom it concerns"), CELL_TEXT, true }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "rules",
	    TR("Which rules does it break?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));
	size_t hard;

	put_heads(m, b);
	for (size_t i = 0; i < m->nows; i++)
		if (m->now[i].finish.lo <= m->now[i].finish.hi &&
		    m->now[i].finish.hi < m->now[i].start.lo)
			put_rule(m, b, &m->now[i], TR("ends before it begins"),
			    TONE_BAD);
	hard = b->rows;
	for (size_t i = 0; i < m->nows; i++)
		if (part_ref(&m->w, m->now[i].row, "partner").n == 0 &&
		    part_ref(&m->w, m->now[i].row, "forum").n == 0)
			put_rule(m, b, &m->now[i], TR("with nobody"),
			    TONE_WARN);
	p->answer = b->rows == 0 ? part_say(&m->w, TR("None.")) :
	    arena_printf(m->a, tr(m->w.lang, "*%zu cells* break a rule that "
	    "cannot be bent; %zu lack something."), hard, b->rows - hard);
	b->empty = part_say(&m->w, TR("No head is in two places, nothing ends "
	    "before it begins, everything has a partner or a forum."));
}

/* ---- since it was approved ---- */

void
plan_since(struct plan *m)
{
	static const struct part_column c[] = {
		{ "recorded", TR("Recorded"), CELL_DATE, false },
		{ "activity", TR("Activity"), CELL_TEXT, false },
		{ "partner", TR("Partner"), CELL_ISO, false },
		{ "date", TR("Date"), CELL_DATE, false },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct date approved = m->plan == NULL ? (struct date){ 1, 0 } :
	    part_day(m->plan, "approved");
	struct report_panel *p;
	struct report_block *b;
	size_t n = 0;

	if (approved.lo > approved.hi)
		return;
	p = part_panel(&m->w, m->out, "since", TR("What changed since it was "
	    "approved?"), 0);
	b = part_table(&m->w, p, c, countof(c));
	for (size_t i = m->nows; i-- > 0;) {
		const struct row *row = m->now[i].row;
		int32_t day = history_day(&m->w, row->recorded);
		struct report_cell *cell;

		if (day <= approved.hi || n++ >= SINCE_MAX)
			continue;
		cell = report_row(m->a, b);
		cell[0] = words_date(&m->w, (struct date){ day, day });
		cell[1] = part_title(&m->w, row);
		cell[2] = part_field(&m->w, row, "partner");
		cell[3] = words_date(&m->w, m->now[i].start);
		cell[4] = part_state(&m->w, row);
	}
	b->total = n;
	p->answer = arena_printf(m->a, tr_n(m->w.lang, "*%zu activity* of the "
	    "year was recorded or changed since %.*s.", "*%zu activities* of "
	    "the year were recorded or changed since %.*s.", (int64_t)n), n,
	    STRF(words_day(&m->w, approved.hi)));
	b->empty = part_say(&m->w, TR("Nothing."));
}
