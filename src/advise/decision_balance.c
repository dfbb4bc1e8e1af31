#include "advise/decision_part.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { LEAST = 5 }; /* activities, below which no share is said */

/* What counts: held, or decided on, in the year; not what is only proposed. */
static bool
counts(const struct decision *d, const struct deed *one)
{
	return one->day.lo >= date_ymd(d->year, 1, 1) &&
	    !str_is(one->status, "proposed") &&
	    !str_is(one->status, "postponed") &&
	    !str_is(one->status, "suspended") &&
	    !str_eq(one->id, id_str(d->a, d->row->id));
}

static int64_t
count_groups(struct decision *d, int64_t n[static ROLL__GROUPS])
{
	int64_t all = 0;

	for (size_t i = 0; i < d->deeds.n; i++) {
		const struct roll_partner *p = roll_find(&d->roll,
		    d->deeds.deed[i].partner);

		if (p == NULL || p->home || !counts(d, &d->deeds.deed[i]))
			continue;
		n[p->group]++;
		all++;
	}
	return all;
}

struct str
decision_percent(struct decision *d, double share)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	tr_number(&b, d->w.lang, arena_printf(d->a, "%.1f", share * 100));
	return arena_str(d->a, buf_view(&b));
}

static struct report_cell
percent(struct decision *d, double share)
{
	return (struct report_cell){ .type = CELL_NUMBER,
		.number = share * 100, .text = arena_printf(d->a,
		"%.*s\u00a0%%", STRF(decision_percent(d, share))) };
}

static struct report_block *
block(struct decision *d, struct report_panel *p)
{
	static const struct part_column column[] = {
		{ "group", TR("Group"), CELL_TEXT, false },
		{ "with", TR("With it"), CELL_NUMBER, false },
		{ "low", TR("From (90 %)"), CELL_NUMBER, false },
		{ "high", TR("To (90 %)"), CELL_NUMBER, false },
		{ "without", TR("Without it"), CELL_NUMBER, false },
		{ "now", TR("Activities without it"), CELL_NUMBER, false },
		{ "then", TR("With it, number"), CELL_NUMBER, false }
	};

	return part_chart(&d->w, p, CHART_DOTS, column, countof(column));
}

static void
put_group(struct decision *d, struct report_block *b, enum roll_group g,
    int64_t n, int64_t all, bool its)
{
	struct figure f = figure_share(d->a, n + its, all + 1,
	    "share-decided/1", STR(""));
	struct report_cell *c = report_row(d->a, b);

	c[0].text = tr_str(d->w.lang, roll_group_words(g));
	c[1] = percent(d, f.value);
	c[2] = percent(d, f.low);
	c[3] = percent(d, f.high);
	c[4] = percent(d, (double)n / (double)all);
	c[5] = report_number(d->a, n, STR(""));
	c[6] = report_number(d->a, n + its, STR(""));
}

static void
compare(struct decision *d, const int64_t *n, int64_t all)
{
	int64_t own = n[d->group];

	d->shares = true;
	d->foremost = d->least = true;
	for (int g = 0; g < ROLL__GROUPS; g++) {
		d->foremost &= n[g] <= own;
		d->least &= n[g] >= own;
	}
	d->without = (double)own / (double)all;
	d->with = (double)(own + 1) / (double)(all + 1);
}

void
decision_balance(struct decision *d)
{
	const struct roll_partner *p = roll_find(&d->roll, d->partner);
	int64_t n[ROLL__GROUPS] = { 0 }, all = count_groups(d, n);
	struct report_panel *panel = report_add_panel(d->a, d->out, "balance",
	    arena_printf(d->a, tr(d->w.lang, "What does it do to the balance "
	    "of %d?"), d->year));
	struct report_block *b;

	panel->width = 7;
	panel->source = tr_str(d->w.lang, "share-decided/1: activities of the "
	    "year that are held, planned or approved, each partner in the "
	    "first group that fits; rings are the shares without this one, "
	    "bars are intervals of 90 %, not targets.");
	if (p == NULL || p->home || all < LEAST) {
		panel->answer = p == NULL || p->home ? tr_str(d->w.lang,
		    "*Nothing*: it has no partner abroad.") :
		    tr_str(d->w.lang, "Too few activities to say.");
		return;
	}
	d->group = p->group;
	compare(d, n, all);
	b = block(d, panel);
	for (int g = 0; g < ROLL__GROUPS; g++)
		put_group(d, b, (enum roll_group)g, n[g], all,
		    g == (int)p->group);
	panel->answer = arena_printf(d->a, tr(d->w.lang, "*%s: from %.*s to "
	    "%.*s %%* of %lld activities."), tr(d->w.lang,
	    roll_group_words(p->group)), STRF(decision_percent(d,
	    d->without)), STRF(decision_percent(d, d->with)),
	    (long long)all + 1);
}
