#include "advise/plan_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/clash.h"
#include "study/figure.h"

#include "base/banned.h"

enum { LEAST = 5, MS_BITS = 16, SINCE_MAX = 30 };

/* ---- balance ---- */

static struct report_cell
percent(struct plan *m, double share)
{
	return (struct report_cell){ .type = CELL_NUMBER,
		.number = share * 100,
		.text = arena_printf(m->a, "%.0f %%", share * 100) };
}

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

void
plan_balance(struct plan *m)
{
	struct report_panel *p = part_panel(&m->w, m->out, "balance",
	    TR("Is the plan balanced?"), 8);
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	struct report_column *c = report_columns(m->a, b, 6);
	int64_t now[ROLL__GROUPS] = { 0 }, then[ROLL__GROUPS] = { 0 };
	int64_t all, before;
	size_t most = 0;

	static const char *const name[] = { "group", "share", "low", "high",
		"before", "activities" };

	b->chart = CHART_DOTS;
	for (size_t i = 0; i < countof(name); i++)
		c[i] = (struct report_column){ .name = str_of(name[i]),
			.type = i > 0 ? CELL_NUMBER : CELL_TEXT };
	c[0].head = part_say(&m->w, TR("Group"));
	c[1].head = arena_printf(m->a, "%d", m->year);
	c[2].head = part_say(&m->w, TR("Low (90 %)"));
	c[3].head = part_say(&m->w, TR("High (90 %)"));
	c[4].head = arena_printf(m->a, "%d", m->compare);
	c[5].head = part_say(&m->w, TR("Activities"));
	count_groups(m->now, m->nows, now, &all);
	count_groups(m->then, m->thens, then, &before);
	for (size_t g = 0; g < ROLL__GROUPS && all >= LEAST; g++) {
		struct figure f = figure_share(m->a, now[g], all,
		    "share-of-plan/1", STR(""));
		struct report_cell *cell = report_row(m->a, b);

		most = now[g] > now[most] ? g : most;
		cell[0].text = part_say(&m->w,
		    roll_group_words((enum roll_group)g));
		cell[1] = percent(m, f.value);
		cell[2] = percent(m, f.low);
		cell[3] = percent(m, f.high);
		if (before >= LEAST)
			cell[4] = percent(m, (double)then[g] /
			    (double)before);
		cell[5] = report_number(m->a, now[g], STR(""));
	}
	p->answer = all < LEAST ? part_say(&m->w, TR("Too few activities to "
	    "say.")) : arena_printf(m->a, tr(m->w.lang, "*%s have most*: %lld "
	    "of %lld activities."), part_say(&m->w, roll_group_words(
	    (enum roll_group)most)).p, (long long)now[most], (long long)all);
	p->source = part_say(&m->w, TR("share-of-plan/1: what is dated in the "
	    "year and not cancelled, by the group of its partner; bars are "
	    "intervals (90 %), rings the year beside it."));
	b->empty = part_say(&m->w, TR("Shares need at least five "
	    "activities."));
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

static int32_t
day_of(const struct plan *m, uint64_t hlc)
{
	int64_t ms = (int64_t)(hlc >> MS_BITS) +
	    (int64_t)m->w.r->office->offset_min * 60000;

	return (int32_t)(ms / 86400000);
}

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
		int32_t day = day_of(m, row->recorded);
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
