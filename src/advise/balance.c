#include "advise/balance.h"

#include <stdlib.h>

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { BALANCE_PARTNERS = 20 };

/* A share that is compared: of a group, or of one partner. */
struct balance_part {
	const struct roll_partner *partner; /* NULL for a group */
	int64_t now, then, dated;
};

struct balance {
	struct words *w;
	const struct balance_ask *ask;
	struct balance_part group[ROLL__GROUPS];
	struct balance_part *partner;
	size_t partners;
	int64_t now, then, dated; /* sums */
};

/* Held until the day in the year; until the same day in the one before. */
static void
balance_count(struct balance *b, const struct deed *d,
    struct balance_part *part)
{
	int32_t first = date_ymd(b->ask->year, 1, 1);

	if (d->day.lo >= first) {
		part->dated++;
		part->now += d->done && d->day.lo <= b->ask->cut;
	} else if (d->day.lo >= date_ymd(b->ask->year - 1, 1, 1)) {
		part->then += d->done &&
		    d->day.lo <= date_add_months(b->ask->cut, -12);
	}
}

static void
balance_read(struct balance *b, const struct deeds *d,
    const struct roll *roll)
{
	struct map *seen = map_new(b->w->a);

	b->partner = arena_array(b->w->a, roll->n + 1, sizeof(*b->partner));
	for (size_t i = 0; i < d->n; i++) {
		const struct roll_partner *p = roll_find(roll,
		    d->deed[i].partner);
		struct balance_part *part;

		if (p == NULL || p->home)
			continue;
		part = map_get(seen, p->id);
		if (part == NULL) {
			part = &b->partner[b->partners++];
			part->partner = p;
			(void)map_put(seen, p->id, part);
		}
		balance_count(b, &d->deed[i], part);
		balance_count(b, &d->deed[i], &b->group[p->group]);
	}
	for (int g = 0; g < ROLL__GROUPS; g++) {
		b->now += b->group[g].now;
		b->then += b->group[g].then;
		b->dated += b->group[g].dated;
	}
}

static struct report_cell
balance_percent(struct balance *b, double share)
{
	return (struct report_cell){ .type = CELL_NUMBER,
		.number = share * 100,
		.text = arena_printf(b->w->a, "%.0f %%", share * 100) };
}

static struct report_block *
balance_block(struct balance *b, struct report_panel *p, const char *head)
{
	static const char *const name[] = { "group", "share", "low", "high",
		"before", "activities", "dated" };
	struct report_block *t = report_add_block(b->w->a, p, BLOCK_CHART);
	struct report_column *c = report_columns(b->w->a, t, countof(name));
	const char *lang = b->w->lang;

	t->chart = CHART_DOTS;
	for (size_t i = 0; i < countof(name); i++)
		c[i] = (struct report_column){ .name = str_of(name[i]),
			.type = i > 0 ? CELL_NUMBER : CELL_TEXT };
	c[0].head = tr_str(lang, head);
	c[1].head = arena_printf(b->w->a, "%d", b->ask->year);
	c[2].head = tr_str(lang, "From (90 %)");
	c[3].head = tr_str(lang, "To (90 %)");
	c[4].head = arena_printf(b->w->a, "%d", b->ask->year - 1);
	c[5].head = tr_str(lang, "Held");
	c[6].head = tr_str(lang, "Dated, whole year");
	t->empty = tr_str(lang, "Fewer than five activities were held this "
	    "year: too few for shares.");
	return t;
}

static void
balance_row(struct balance *b, struct report_block *t, struct str name,
    const struct balance_part *part)
{
	struct arena *a = b->w->a;
	struct report_cell *c = report_row(a, t);
	struct figure f = figure_share(a, part->now, b->now,
	    "share-of-activities/1", STR(""));
	struct str filter = arena_printf(a, "%s%.*s start:%d",
	    part->partner != NULL ? "partner:" : "",
	    STRF(part->partner != NULL ? part->partner->code : STR("")),
	    b->ask->year);

	c[0].text = name;
	if (part->partner != NULL)
		c[0].link = path_record(a, words_kind(b->w, "partner"),
		    part->partner->code);
	c[1] = balance_percent(b, f.value);
	c[2] = balance_percent(b, f.low);
	c[3] = balance_percent(b, f.high);
	if (b->then >= BALANCE_LEAST)
		c[4] = balance_percent(b, (double)part->then /
		    (double)b->then);
	c[5] = report_number(a, part->now, part->partner == NULL ? STR("") :
	    path_list(a, words_kind(b->w, "activity"), arena_printf(a,
	    "%.*s status:held,reported,closed", STRF(filter))));
	c[6] = report_number(a, part->dated, STR(""));
}

/* No range of a plan is recorded anywhere, and none is made up. */
static struct str
balance_source(struct balance *b)
{
	return tr_str(b->w->lang, "share-of-activities/1: activities held by "
	    "their partner, each partner in the first group that fits. Bars "
	    "are intervals of 90 %, not targets: no planned range is recorded. "
	    "Shares need at least 5 activities.");
}

/* Who has most; two that have equally much do not have most. */
static struct str
balance_most(struct balance *b, int most)
{
	const char *lang = b->w->lang;
	int64_t n = b->group[most].now;
	int equals = 0;

	for (int g = 0; g < ROLL__GROUPS; g++)
		equals += b->group[g].now == n;
	if (equals > 1)
		return arena_printf(b->w->a, tr(lang, "*No group has most*: "
		    "%d groups have %lld of %lld activities each."), equals,
		    (long long)n, (long long)b->now);
	return arena_printf(b->w->a, tr(lang, "*%s have most*: %lld of "
	    "%lld activities."), tr(lang, roll_group_words(
	    (enum roll_group)most)), (long long)n, (long long)b->now);
}

static void
balance_groups(struct balance *b, struct report *out)
{
	const char *lang = b->w->lang;
	struct report_panel *p = report_add_panel(b->w->a, out, "balance",
	    tr_str(lang, "Is our engagement balanced?"));
	struct report_block *t = balance_block(b, p, "Group");
	int most = 0;

	p->width = b->ask->width;
	p->source = balance_source(b);
	for (int g = 0; g < ROLL__GROUPS; g++)
		most = b->group[g].now > b->group[most].now ? g : most;
	if (b->now < BALANCE_LEAST) {
		p->answer = tr_str(lang, "Too few activities to say.");
		return;
	}
	p->answer = balance_most(b, most);
	for (int g = 0; g < ROLL__GROUPS; g++)
		balance_row(b, t, tr_str(lang, roll_group_words(
		    (enum roll_group)g)), &b->group[g]);
}

void
balance_panel(struct words *w, const struct balance_ask *ask,
    const struct deeds *d, const struct roll *roll, struct report *out)
{
	struct balance b = { .w = w, .ask = ask };

	balance_read(&b, d, roll);
	balance_groups(&b, out);
	out->panel[out->panels - 1].more = arena_printf(w->a,
	    "/analysis/balance?year=%d", ask->year);
	out->panel[out->panels - 1].more_words = tr_str(w->lang,
	    "Partner by partner");
}

/* ---- the page ---- */

static int
balance_order(const void *x, const void *y)
{
	const struct balance_part *a = x, *b = y;

	if (a->now != b->now)
		return a->now > b->now ? -1 : 1;
	return str_cmp(a->partner->code, b->partner->code);
}

static void
balance_partners(struct balance *b, struct report *out)
{
	const char *lang = b->w->lang;
	struct report_panel *p = report_add_panel(b->w->a, out, "partners",
	    tr_str(lang, "With whom most?"));
	struct report_block *t = balance_block(b, p, "Partner");
	int64_t foremost = 0;

	p->source = balance_source(b);
	if (b->now < BALANCE_LEAST) {
		p->answer = tr_str(lang, "Too few activities to say.");
		return;
	}
	qsort(b->partner, b->partners, sizeof(*b->partner), balance_order);
	for (size_t i = 0; i < b->partners && i < BALANCE_PARTNERS; i++)
		if (b->partner[i].now > 0)
			balance_row(b, t, roll_name(b->partner[i].partner,
			    lang), &b->partner[i]);
	for (size_t i = 0; i < b->partners && i < 3; i++)
		foremost += b->partner[i].now;
	p->answer = arena_printf(b->w->a, tr(lang, "*The first three have "
	    "%.0f %%* of %lld activities held."), 100.0 * (double)foremost /
	    (double)b->now, (long long)b->now);
}

enum err
balance_report(struct reader *r, struct arena *a,
    const struct balance_ask *ask, const char *lang, struct report *out,
    struct why *why)
{
	struct balance_ask full = *ask;
	struct words w;
	struct balance b = { .w = &w, .ask = &full };
	struct deeds d;
	struct roll roll;
	int month, day;
	enum err e;

	*out = (struct report){ .name = STR_INIT("balance") };
	words_init(&w, r, a, lang);
	if (full.year == 0)
		date_split(r->today, &full.year, &month, &day);
	full.cut = date_ymd(full.year, 12, 31);
	if (r->today < full.cut)
		full.cut = r->today;
	e = deed_of_period(r, a, date_ymd(full.year - 1, 1, 1),
	    date_ymd(full.year, 12, 31), &d, why);
	if (e == ERR_OK)
		e = roll_read(r, a, &roll, why);
	if (e != ERR_OK)
		return e;
	w.parts |= d.parts | roll.parts;
	balance_read(&b, &d, &roll);
	out->title = arena_printf(a, tr(w.lang, "Balance %d"), full.year);
	out->path = arena_printf(a, "/analysis/balance?year=%d", full.year);
	balance_groups(&b, out);
	balance_partners(&b, out);
	words_head(&w, out);
	return ERR_OK;
}
