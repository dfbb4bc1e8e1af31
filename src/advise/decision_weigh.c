#include "advise/decision_part.h"

#include "advise/calendar_part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { SILENT_DAYS = 365, AGAIN_DAYS = 90 };

/* ---- what is wanted at the same time ---- */

static const struct calendar_item *
own_item(const struct calendar *c, struct str id)
{
	for (size_t i = 0; i < c->items; i++)
		if (str_eq(c->item[i].id, id))
			return &c->item[i];
	return NULL;
}

static struct report_block *
clash_block(struct decision *d, struct report_panel *p)
{
	struct report_block *b = part_rows(&d->w, p, 3);

	b->column[0].name = STR("days");
	b->column[1].name = STR("activity");
	b->column[2].name = STR("rule");
	b->empty = tr_str(d->w.lang, "Nothing else is wanted in these days by "
	    "the same head, partner, place or unit.");
	return b;
}

static void
put_clashes(struct decision *d, struct calendar *c, struct report_block *b)
{
	const struct calendar_item *own = own_item(c, id_str(d->a,
	    d->row->id));

	if (own == NULL)
		return;
	for (size_t i = 0; i < c->items; i++) {
		const struct calendar_item *o = &c->item[i];
		const char *rule;
		struct report_cell *cell;

		if (o == own || o->from > own->to || o->to < own->from ||
		    o->to - o->from >= CALENDAR_CLASH_DAYS)
			continue;
		rule = calendar_rule(c, own, o);
		if (rule == NULL)
			continue;
		cell = report_row(d->a, b);
		cell[0] = (struct report_cell){ .type = CELL_CHIP,
			.tone = TONE_WARN,
			.text = calendar_days(c, o->from, o->to) };
		cell[1] = words_record(&d->w, d->kind, o->id, o->code,
		    words_cut(&d->w, o->title, 80));
		cell[2].text = str_of(rule);
		d->need->clashes++;
	}
}

enum err
decision_clashes(struct decision *d)
{
	static const struct calendar_ask all = { .view = CALENDAR_LIST };
	struct calendar c = { .a = d->a, .r = d->r, .ask = &all,
		.out = d->out, .why = d->why };
	struct report_panel *p = part_panel(&d->w, d->out, "clashes",
	    TR("What is wanted at the same time?"), 5);
	struct report_block *b = clash_block(d, p);
	struct date finish = part_day(d->row, "finish");
	enum err e = ERR_OK;

	if (d->day.lo > d->day.hi) {
		p->answer = tr_str(d->w.lang, "*It has no date yet.*");
		return ERR_OK;
	}
	words_init(&c.w, d->r, d->a, d->w.lang);
	c.first = c.begin = c.at = d->day.lo;
	c.last = c.end = finish.lo <= finish.hi ? finish.hi : d->day.hi;
	e = calendar_read(&c);
	d->w.parts |= c.w.parts;
	if (e == ERR_OK)
		put_clashes(d, &c, b);
	p->answer = arena_printf(d->a, tr_n(d->w.lang, "*%lld other "
	    "activity.*", "*%lld other activities.*", d->need->clashes),
	    (long long)d->need->clashes);
	p->source = tr_str(d->w.lang, "Activities on the same days with the "
	    "same head of delegation, partner, place or unit. clash/1");
	return e;
}

/* ---- for and against ---- */

struct weighing {
	struct decision *d;
	struct report_block *block;
	int64_t good, bad; /* points for, against */
};

static void
point(struct weighing *w, bool good, struct str words, struct str link)
{
	struct decision *d = w->d;
	struct report_cell *c = report_row(d->a, w->block);

	c[0] = (struct report_cell){ .type = CELL_CHIP,
		.tone = good ? TONE_OK : TONE_WARN,
		.text = tr_str(d->w.lang, good ? TR("for") : TR("against")) };
	c[1] = report_link(words, link);
	w->good += good;
	w->bad += !good;
}

static void
weigh_words(struct weighing *w)
{
	struct decision *d = w->d;

	if (d->promises > 0)
		point(w, true, arena_printf(d->a, tr_n(d->w.lang, "It keeps "
		    "%lld word; %lld late.", "It keeps %lld words; %lld late.",
		    d->promises), (long long)d->promises,
		    (long long)d->late), STR(""));
	else if (d->objective)
		point(w, true, tr_str(d->w.lang, "It serves an objective."),
		    STR(""));
	else
		point(w, false, tr_str(d->w.lang, "It keeps no word and serves "
		    "no objective."), STR(""));
}

/* How long ago something was held with the partner, and whether just such. */
static void
weigh_partner(struct weighing *w, const struct deeds *with)
{
	struct decision *d = w->d;
	struct str type = part_text(d->row, "type"), own = id_str(d->a,
	    d->row->id);
	const struct roll_partner *p = roll_find(&d->roll, d->partner);
	int32_t last = INT32_MIN, again = INT32_MIN;
	struct str link;

	if (p == NULL || p->home)
		return;
	for (size_t i = 0; i < with->n; i++) {
		const struct deed *one = &with->deed[i];

		if (!one->done || !one->dated ||
		    one->day.lo > d->r->today || str_eq(one->id, own))
			continue;
		if (one->day.lo > last)
			last = one->day.lo;
		if (str_eq(one->type, type) && one->day.lo > again)
			again = one->day.lo;
	}
	link = path_record(d->a, words_kind(&d->w, "partner"), p->code);
	if (last == INT32_MIN)
		point(w, true, arena_printf(d->a, tr(d->w.lang, "It would be "
		    "the first with %.*s on record."), STRF(roll_name(p,
		    d->w.lang))), link);
	else if (d->r->today - last > SILENT_DAYS)
		point(w, true, arena_printf(d->a, tr(d->w.lang, "Nothing was "
		    "held with %.*s for %d days."), STRF(roll_name(p,
		    d->w.lang)), (int)(d->r->today - last)), link);
	if (again != INT32_MIN && d->day.lo <= d->day.hi &&
	    d->day.lo - again < AGAIN_DAYS && d->day.lo >= again)
		point(w, false, arena_printf(d->a, tr(d->w.lang, "One of this "
		    "type was held with %.*s %d days before."),
		    STRF(roll_name(p, d->w.lang)), (int)(d->day.lo - again)),
		    link);
}

static void
weigh_balance(struct weighing *w)
{
	struct decision *d = w->d;
	const char *group;

	if (!d->shares || d->foremost == d->least)
		return;
	group = tr(d->w.lang, roll_group_words(d->group));
	point(w, d->least, arena_printf(d->a, d->least ?
	    tr(d->w.lang, "It goes to the group that has least: %s, %.*s %%.")
	    : tr(d->w.lang, "It goes to the group that has most: %s, "
	    "%.*s %%."), group, STRF(decision_percent(d, d->without))),
	    STR("/analysis/balance"));
}

static void
weigh_time(struct weighing *w)
{
	struct decision *d = w->d;

	if (d->need->clashes > 0)
		point(w, false, arena_printf(d->a, tr_n(d->w.lang, "%lld other "
		    "activity is wanted at the same time.", "%lld other "
		    "activities are wanted at the same time.",
		    d->need->clashes), (long long)d->need->clashes),
		    STR("/calendar"));
	if (d->need->begun && !d->need->decided)
		point(w, false, tr_str(d->w.lang, "It has begun without being "
		    "approved."), STR(""));
}

enum err
decision_weigh(struct decision *d)
{
	struct weighing w = { .d = d };
	struct report_panel *p = part_panel(&d->w, d->out, "weigh",
	    TR("What speaks for it, what against?"), 0);
	struct deeds with = { 0 };
	enum err e = d->partner.n == 0 ? ERR_OK : deed_of_partner(d->r, d->a,
	    d->partner, &with, d->why);

	if (e != ERR_OK)
		return e;
	d->w.parts |= with.parts;
	w.block = part_rows(&d->w, p, 2);
	w.block->column[0].name = STR("side");
	w.block->column[1].name = STR("point");
	weigh_words(&w);
	weigh_partner(&w, &with);
	weigh_balance(&w);
	weigh_time(&w);
	p->answer = arena_printf(d->a, tr(d->w.lang, "*%lld for, %lld "
	    "against.* They are not added up: they weigh differently."),
	    (long long)w.good, (long long)w.bad);
	p->source = tr_str(d->w.lang, "Rules over the records above; silent "
	    "is a year without an activity held, again is within 90 days.");
	d->out->answer = p->answer;
	return ERR_OK;
}
