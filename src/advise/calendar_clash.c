#include "advise/calendar_part.h"

#include <stdlib.h>

#include "base/plain.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/clash.h"

#include "base/banned.h"

enum { CLASHES_MAX = 5, CLASH_LINKS = 3 };

/* By what two activities come into each other's way, the worst first. */
enum clash_rule {
	RULE_HEAD,
	RULE_PARTNER,
	RULE_PLACE,
	RULE_UNIT,
	RULE__MAX
};

static const char *const rule_words[RULE__MAX] = {
	TR("same head of delegation"), TR("same partner"), TR("same place"),
	TR("same unit")
};

/* A clash as it is told: who, when, by which rules. */
struct told {
	struct clash clash;
	unsigned rules;
	struct str what[RULE__MAX]; /* the post, the partner, the place */
};

static struct str
place_key(struct calendar *c, struct str place)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	plain_fold(&b, place);
	return b.err == ERR_OK ? arena_str(c->a, buf_view(&b)) : place;
}

static struct str
rule_key(struct calendar *c, enum clash_rule rule,
    const struct calendar_item *i)
{
	switch (rule) {
	case RULE_HEAD:
		return i->head;
	case RULE_PARTNER:
		return i->partner;
	case RULE_PLACE:
		/* Nobody is anywhere who meets by video. */
		if (str_is(i->direction, "online"))
			return STR("");
		return place_key(c, i->place);
	case RULE_UNIT:
		return i->unit;
	case RULE__MAX:
		break;
	}
	return STR("");
}

const char *
calendar_rule(struct calendar *c, const struct calendar_item *x,
    const struct calendar_item *y)
{
	for (int rule = 0; rule < RULE__MAX; rule++) {
		struct str key = rule_key(c, (enum clash_rule)rule, x);

		if (key.n > 0 && str_eq(key, rule_key(c,
		    (enum clash_rule)rule, y)))
			return tr(c->w.lang, rule_words[rule]);
	}
	return NULL;
}

/* What is over, or not fixed to a day, or long, keeps nobody. */
static bool
takes_time(const struct calendar *c, const struct calendar_item *i)
{
	return i->exact && i->to >= c->r->today && i->to >= c->begin &&
	    i->from <= c->end && i->to - i->from < CALENDAR_CLASH_DAYS &&
	    !str_is(i->status, "postponed") &&
	    !str_is(i->status, "suspended");
}

static bool
same_members(const struct clash *x, const struct clash *y)
{
	bool same = x->n == y->n;

	for (size_t i = 0; i < x->n && same; i++)
		same = x->of[i] == y->of[i];
	return same;
}

static struct str
rule_what(struct calendar *c, enum clash_rule rule,
    const struct calendar_item *i)
{
	return rule == RULE_PLACE ? i->place :
	    words_ref(&c->w, rule == RULE_HEAD ? i->head :
	    rule == RULE_UNIT ? i->unit : i->partner).text;
}

/* The same activities at the same time by another rule: one clash. */
static struct told *
tell(struct calendar *c, struct told *list, size_t *n, enum clash_rule rule,
    const struct clash *clash)
{
	size_t at = 0;

	while (at < *n && !same_members(&list[at].clash, clash))
		at++;
	if (at == *n) {
		list = arena_grow(c->a, list, *n, sizeof(*list));
		list[*n] = (struct told){ .clash = *clash };
		(*n)++;
	}
	list[at].rules |= 1u << rule;
	list[at].what[rule] = rule_what(c, rule, &c->item[clash->of[0]]);
	return list;
}

static struct told *
find_all(struct calendar *c, size_t *n)
{
	struct told *list = NULL;

	*n = 0;
	for (int rule = 0; rule < RULE__MAX; rule++) {
		struct clash_span *span = arena_array(c->a, c->items + 1,
		    sizeof(*span));
		struct clash *found;
		size_t spans = 0, clashes;

		for (size_t i = 0; i < c->items; i++)
			if (takes_time(c, &c->item[i]))
				span[spans++] = (struct clash_span){
					rule_key(c, (enum clash_rule)rule,
					    &c->item[i]),
					c->item[i].from, c->item[i].to, i };
		clash_find(c->a, span, spans, &found, &clashes);
		for (size_t i = 0; i < clashes; i++)
			list = tell(c, list, n, (enum clash_rule)rule,
			    &found[i]);
	}
	return list;
}

/* The worst rule first: one person cannot be at two places. */
static int
told_order(const void *x, const void *y)
{
	const struct told *a = x, *b = y;
	unsigned worst = a->rules & (~a->rules + 1);
	unsigned other = b->rules & (~b->rules + 1);

	if (worst != other)
		return worst < other ? -1 : 1;
	if (a->clash.from != b->clash.from)
		return a->clash.from < b->clash.from ? -1 : 1;
	return str_cmp(a->clash.key, b->clash.key);
}

static struct str
told_rules(struct calendar *c, const struct told *t)
{
	struct str s = STR("");

	for (int rule = 0; rule < RULE__MAX; rule++)
		if ((t->rules >> rule & 1) != 0)
			s = arena_printf(c->a, "%.*s%s%s: %.*s", STRF(s),
			    s.n > 0 ? "; " : "", tr(c->w.lang,
			    rule_words[rule]), STRF(t->what[rule]));
	return s;
}

static void
told_row(struct calendar *c, struct report_block *b, const struct told *t)
{
	struct report_cell *cell = report_row(c->a, b);
	const struct kind *k = words_kind(&c->w, "activity");

	cell[0] = (struct report_cell){ .type = CELL_CHIP,
		.tone = (t->rules & 1u << RULE_HEAD) != 0 ? TONE_BAD :
		TONE_WARN,
		.text = calendar_days(c, t->clash.from, t->clash.to) };
	cell[1].text = arena_printf(c->a, tr_n(c->w.lang,
	    "%lld activity: %.*s", "%lld activities: %.*s",
	    (int64_t)t->clash.n), (long long)t->clash.n,
	    STRF(told_rules(c, t)));
	for (size_t i = 0; i < t->clash.n && i < CLASH_LINKS; i++) {
		const struct calendar_item *one = &c->item[t->clash.of[i]];

		cell[2 + i] = words_record(&c->w, k, one->id, one->code,
		    words_cut(&c->w, one->title, 60));
	}
}

void
calendar_clashes(struct calendar *c)
{
	static const char *const name[] = { "days", "rule", "first", "second",
		"third" };
	struct report_panel *p;
	struct report_block *b;
	size_t n;
	struct told *list = find_all(c, &n);

	if (n == 0)
		return;
	qsort(list, n, sizeof(*list), told_order);
	p = report_add_panel(c->a, c->out, "clashes", tr_str(c->w.lang,
	    "What is wanted twice at once?"));
	b = report_add_block(c->a, p, BLOCK_ROWS);
	report_columns(c->a, b, countof(name));
	for (size_t i = 0; i < countof(name); i++)
		b->column[i].name = str_of(name[i]);
	for (size_t i = 0; i < n && i < CLASHES_MAX; i++)
		told_row(c, b, &list[i]);
	b->total = n;
	p->answer = arena_printf(c->a, tr_n(c->w.lang, "*%lld clash* still to "
	    "come in this time.", "*%lld clashes* still to come in this time.",
	    (int64_t)n), (long long)n);
	p->source = arena_printf(c->a, tr(c->w.lang, "Activities on the same "
	    "days with the same head of delegation, partner, place or unit; "
	    "those of more than %d days are left out. clash/1"),
	    CALENDAR_CLASH_DAYS);
}

enum err
calendar_next_clash(struct words *w, int32_t last, struct str *out,
    struct why *why)
{
	const struct calendar_ask ask = { .lang = w->lang };
	struct calendar c = { .w = *w, .a = w->a, .r = w->r, .ask = &ask,
		.first = w->r->today, .last = last, .begin = w->r->today,
		.end = last, .why = why };
	const struct told *first = NULL;
	struct told *list;
	size_t n;
	enum err e = calendar_read(&c);

	*out = STR("");
	if (e != ERR_OK)
		return e;
	w->parts |= c.w.parts;
	list = find_all(&c, &n);
	for (size_t i = 0; i < n; i++)
		if (first == NULL || list[i].clash.from < first->clash.from)
			first = &list[i];
	if (first != NULL)
		*out = arena_printf(w->a, tr_n(w->lang, "Next clash: %.*s, "
		    "%lld activity, %.*s.", "Next clash: %.*s, %lld "
		    "activities, %.*s.", (int64_t)first->clash.n),
		    STRF(calendar_days(&c, first->clash.from,
		    first->clash.to)), (long long)first->clash.n,
		    STRF(told_rules(&c, first)));
	return ERR_OK;
}
