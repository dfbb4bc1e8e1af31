#include "advise/balance.h"

#include <stdlib.h>

#include "advise/path.h"
#include "advise/shares.h"
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
	struct targets targets;
	const struct roll *roll;
};

static int32_t
balance_first(const struct balance_ask *ask)
{
	return ask->from != 0 ? ask->from : date_ymd(ask->year, 1, 1);
}

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

	b->roll = roll;
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

static struct str
balance_listed(struct balance *b, struct str partners, int32_t last,
    const char *more)
{
	struct str period = words_date(b->w, (struct date){
	    balance_first(b->ask), last }).text;

	if (partners.n == 0)
		return STR("");
	return path_list(b->w->a, words_kind(b->w, "activity"),
	    arena_printf(b->w->a, "%.*s start:%.*s %s", STRF(partners),
	    STRF(period), more));
}

/* The records of a part that make its numbers. */
static void
balance_lists(struct balance *b, struct str partners, struct shares_part *p)
{
	p->list = balance_listed(b, partners, b->ask->cut,
	    "status:held,reported,closed");
	p->list_dated = balance_listed(b, partners, b->ask->last != 0 ?
	    b->ask->last : date_ymd(b->ask->year, 12, 31),
	    "-status:cancelled");
}

static struct str
balance_source(struct balance *b)
{
	return tr_str(b->w->lang, "share-of-activities/2: activities held by "
	    "their partner, each partner in the first group that fits; "
	    "intervals of 90 % (Wilson 1927). Grey bars are the ranges that "
	    "recorded targets set. Shares need at least 5 activities.");
}

static struct shares
balance_shares(struct balance *b, const char *head,
    struct shares_part *part, size_t parts)
{
	return (struct shares){ .year = b->ask->year,
		.before = b->ask->year - 1, .head = head,
		.counted = TR("Held"), .formula = "share-of-activities/2",
		.has_dated = true, .part = part, .parts = parts,
		.now = b->now, .then = b->then };
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
	struct words *w = b->w;
	struct report_panel *p = report_add_panel(w->a, out, "balance",
	    tr_str(w->lang, "Is our engagement balanced?"));
	struct shares_part part[ROLL__GROUPS] = { { .now = 0 } };
	const struct roll_partner **seen = arena_array(w->a, b->partners + 1,
	    sizeof(struct roll_partner *));
	struct shares s = balance_shares(b, TR("Group"), part, ROLL__GROUPS);
	int most = 0;

	for (size_t i = 0; i < b->partners; i++)
		seen[i] = b->partner[i].partner;
	for (int g = 0; g < ROLL__GROUPS; g++) {
		const struct balance_part *from = &b->group[g];

		part[g] = (struct shares_part){ .now = from->now,
			.name = tr_str(w->lang, roll_group_words(
			(enum roll_group)g)), .then = from->then,
			.dated = from->dated,
			.target = target_of_group(&b->targets, g) };
		balance_lists(b, shares_of_group(w, b->roll, seen,
		    b->partners, g), &part[g]);
		most = from->now > b->group[most].now ? g : most;
	}
	p->width = b->ask->width;
	p->source = balance_source(b);
	(void)shares_chart(w, &s, p);
	p->answer = shares_answer(w, &s);
	if (b->now < SHARES_LEAST)
		p->answer = tr_str(w->lang, "Too few activities to say.");
	else if (p->answer.n == 0)
		p->answer = arena_printf(w->a, "%.*s %s",
		    STRF(balance_most(b, most)), tr(w->lang, "No target range "
		    "is recorded for this year."));
}

enum err
balance_panel(struct words *w, const struct balance_ask *ask,
    const struct deeds *d, const struct roll *roll, struct report *out,
    struct why *why)
{
	struct balance b = { .w = w, .ask = ask };
	enum err e = target_read(w, ask->year, &b.targets, why);

	if (e != ERR_OK)
		return e;
	balance_read(&b, d, roll);
	balance_groups(&b, out);
	out->panel[out->panels - 1].more = arena_printf(w->a,
	    "/analysis/balance?year=%d", ask->year);
	out->panel[out->panels - 1].more_words = tr_str(w->lang,
	    "Partner by partner");
	return e;
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

/* Those met most, and those with a target of their own. */
static size_t
balance_chosen(struct balance *b, struct shares_part *part)
{
	struct words *w = b->w;
	size_t n = 0;

	for (size_t i = 0; i < b->partners; i++) {
		const struct balance_part *from = &b->partner[i];
		const struct target *t = target_of_partner(&b->targets,
		    from->partner->id);

		if (t == NULL && (n >= BALANCE_PARTNERS || from->now == 0))
			continue;
		part[n] = (struct shares_part){ .now = from->now,
			.name = roll_name(from->partner, w->lang),
			.link = path_record(w->a, words_kind(w, "partner"),
			from->partner->code), .then = from->then,
			.dated = from->dated, .target = t };
		balance_lists(b, arena_printf(w->a, "partner:%.*s",
		    STRF(from->partner->code)), &part[n++]);
	}
	return n;
}

static void
balance_partners(struct balance *b, struct report *out)
{
	const char *lang = b->w->lang;
	struct report_panel *p = report_add_panel(b->w->a, out, "partners",
	    tr_str(lang, "With whom most?"));
	struct shares_part *part = arena_array(b->w->a, b->partners + 1,
	    sizeof(*part));
	struct shares s;
	int64_t foremost = 0;

	if (b->partners > 1)
		qsort(b->partner, b->partners, sizeof(*b->partner),
		    balance_order);
	s = balance_shares(b, TR("Partner"), part, balance_chosen(b, part));
	p->source = balance_source(b);
	(void)shares_chart(b->w, &s, p);
	if (b->now < SHARES_LEAST) {
		p->answer = tr_str(lang, "Too few activities to say.");
		return;
	}
	for (size_t i = 0; i < b->partners && i < 3; i++)
		foremost += b->partner[i].now;
	p->answer = arena_printf(b->w->a, tr(lang, "*The first three have "
	    "%.0f %%* of %lld activities held."), 100.0 * (double)foremost /
	    (double)b->now, (long long)b->now);
	if (shares_answer(b->w, &s).n > 0)
		p->answer = arena_printf(b->w->a, "%.*s %.*s",
		    STRF(p->answer), STRF(shares_answer(b->w, &s)));
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
	e = target_read(&w, full.year, &b.targets, why);
	if (e != ERR_OK)
		return e;
	balance_read(&b, &d, &roll);
	out->title = arena_printf(a, tr(w.lang, "Balance %d"), full.year);
	out->path = arena_printf(a, "/analysis/balance?year=%d", full.year);
	balance_groups(&b, out);
	balance_partners(&b, out);
	words_head(&w, out);
	return ERR_OK;
}
