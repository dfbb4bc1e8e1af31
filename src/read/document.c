#include "read/document.h"

#include <assert.h>

#include "base/str.h"
#include "read/document_mark.h"
#include "read/document_part.h"
#include "read/same.h"

#include "base/banned.h"

/* Nouns that name an activity by themselves, and the register's type. */
static const struct {
	const char *class;
	const char *type;
} named[] = {
	{ "dialogue", "dialogue" }, { "exercise", "exercise" },
	{ "patrol", "patrol" }, { "peacekeeping", "peacekeeping" },
	{ "border", "border_exchange" }, { "sport", "sport_culture" },
	{ "warlegacy", "war_legacy" }, { "industrynoun", "industry" },
	{ "trainingnoun", "training" },
	{ "trainingword", "training" }, { "port_call", "port_call" },
	{ "exchangenoun", "exchange" }, { "medicalnoun", "medical" },
	{ "hadr", "hadr" }
};
static_assert(countof(named) == DOCUMENT_TERMS, "a class for each");

static const struct {
	const char *type;
	const char *domain;
} domains[] = {
	{ "visit", "senior-visit" }, { "dialogue", "policy-dialogue" },
	{ "meeting", "bilateral-meeting" }, { "exercise", "exercise" },
	{ "training", "course-sent" }, { "peacekeeping", "peacekeeping" },
	{ "agreement", "ceremony" }, { "port_call", "port-call" },
	{ "border_exchange", "border-exchange" }, { "patrol", "joint-patrol" },
	{ "hadr", "hadr" }, { "medical", "military-medicine" },
	{ "industry", "defence-industry" }, { "war_legacy", "war-legacy" },
	{ "exchange", "expert-exchange" }, { "sport_culture", "sports" }
};

static struct str
domain_of(struct str type, bool forum)
{
	if (forum && (str_is(type, "meeting") || str_is(type, "dialogue")))
		return STR("multilateral-session");
	for (size_t i = 0; i < countof(domains); i++)
		if (str_is(type, domains[i].type))
			return str_of(domains[i].domain);
	return STR("");
}

/* The names of the bits, blanks between. */
static struct str
context_names(struct document *d, uint32_t bits)
{
	const struct gazetteer *g = d->c->g;
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	for (int k = 0; k < g->contexts; k++)
		if ((bits >> k & 1) != 0)
			buf_printf(&b, "%s%.*s", b.n > 0 ? " " : "",
			    STRF(g->context[k]));
	return arena_str(d->a, buf_view(&b));
}

static void
take_event(struct document *d, const struct coder_event *e)
{
	struct str about = context_names(d, e->contexts);
	struct text_span s = { e->begin, e->end };
	enum reading_kind kinds[] = { READING_EVENT, READING_ACTIVITY };
	size_t n = d->events_only ? 1 : countof(kinds);
	bool forum = !d->events_only &&
	    map_get(d->seen[READING_MECHANISM], e->mechanism) != NULL;

	if (e->mechanism.n > 0 && !d->events_only)
		document_put(d, READING_MECHANISM, e->mechanism, STR(""), s);
	for (size_t i = 0; i < n; i++) {
		struct reading_item *x;

		if (kinds[i] == READING_ACTIVITY && (e->activity.n == 0 ||
		    str_is(e->activity, "none") ||
		    str_is(e->activity, "statement")))
			continue;
		x = document_item(d, kinds[i], s);
		x->source = e->source;
		x->target = e->target;
		x->who = e->source_text;
		x->to_whom = e->target_text;
		x->root = e->root;
		x->mode = e->mode;
		x->status = e->status;
		x->type = e->activity;
		x->domain_type = domain_of(e->activity, forum);
		if (kinds[i] == READING_ACTIVITY)
			(void)map_put(d->seen[READING_ACTIVITY], e->activity,
			    d);
		x->mechanism = e->mechanism;
		x->where = e->where;
		x->contexts = about;
		x->has_when = e->has_when;
		x->when = e->when;
		if (e->has_when) {
			int m, day;

			date_split(e->when.lo, &x->year, &m, &day);
		}
	}
}

static void
take_due(struct reading_item *x, const struct coder_duty *duty)
{
	int m, day;

	x->has_due = duty->has_due;
	x->due = duty->due;
	if (duty->has_due)
		date_split(duty->due.hi, &x->year, &m, &day);
}

/* Activities that are named but made by no event: once a type. */
static void
take_terms(struct document *d, const struct coder_name *n)
{
	for (size_t i = 0; i < countof(named); i++) {
		struct str type = str_of(named[i].type);
		struct reading_item *x;
		struct text_span s = { n->begin, n->end };

		if (!frame_lists(n->classes, d->class[i]) ||
		    map_put(d->seen[READING_ACTIVITY], type, d) != NULL)
			continue;
		x = document_item(d, READING_ACTIVITY, s);
		x->type = type;
		x->domain_type = domain_of(type, false);
		x->status = STR("ongoing");
	}
}

static void
take_duty(struct document *d, const struct coder_duty *duty)
{
	bool instructs = duty->force == CODER_INSTRUCT;
	struct reading_item *x;

	/* A directive is one item; a year in it is a promise besides. */
	if (d->in_list && !instructs && !duty->has_due)
		return;
	/* "We should be active" binds nobody to anything. */
	if (duty->force == CODER_SHOULD && !duty->has_due &&
	    (duty->we || duty->who.end == 0))
		return;
	if (d->asked && !duty->named)
		return;
	x = document_item(d, instructs ? READING_DIRECTIVE : READING_COMMITMENT,
	    duty->span);
	if (instructs)
		x->ordinal = ++d->ordinal;
	if (duty->who.end > duty->who.begin)
		x->who = document_span(d, duty->who);
	if (duty->to_whom.end > duty->to_whom.begin) {
		x->to_whom = x->who;
		x->who = document_span(d, duty->to_whom);
	}
	x->status = duty->force == CODER_SHOULD ? STR("proposed")
	    : STR("planned");
	take_due(x, duty);
}

/* Whether a sentence ends with its mark of question, quotes or not. */
static bool
is_question(struct str s)
{
	static const struct str quotes[] = { STR_INIT("\""),
		STR_INIT("\xe2\x80\x9d"), STR_INIT(")"), STR_INIT("'"),
		STR_INIT("\xe2\x80\x99") };

	for (size_t i = 0; i < countof(quotes); i++)
		if (str_ends(s, quotes[i]))
			s.n -= quotes[i].n;
	return str_ends(s, STR("?"));
}

static void
take_events(struct document *d, struct text_span s)
{
	struct coder_event events[CODER_EVENTS_MAX];
	size_t n = coder_sentence(d->c, d->a, d->r->text, s, events);

	for (size_t i = 0; i < n; i++)
		take_event(d, &events[i]);
}

static void
take_sentence(struct document *d, struct text_span s)
{
	struct coder_name names[CODER_NAMES_MAX];
	struct coder_duty duties[CODER_DUTIES_MAX];
	size_t n = coder_names(d->c, d->r->text, s, names), m;
	bool asks = is_question(document_span(d, s));

	for (size_t i = 0; i < n; i++)
		if (names[i].name != NULL)
			document_name(d, &names[i]);
	document_references(d->a, document_span(d, s), s.begin, d,
	    document_note);
	if (!asks)
		take_events(d, s);
	for (size_t i = 0; i < n; i++)
		take_terms(d, &names[i]);
	/* Who asks about a plan promises nothing. */
	m = asks ? 0 : coder_duties(d->c, d->r->text, s, false, duties);
	for (size_t i = 0; i < m; i++)
		take_duty(d, &duties[i]);
}

/*
 * Whether an ordinal leads a directive: it obliges, or it follows one that
 * does, or it is one of the bare verbs that Vietnamese lists are made of.
 */
static bool
lists(const struct document *d, struct str s, const struct document_mark *m)
{
	if (document_obliges(str_from(s, m->length)))
		return true;
	return m->spelled && s.n > 40 && (d->c->vietnamese ||
	    (d->directive != NULL && m->ordinal == d->ordinal + 1));
}

/* A paragraph led by an ordinal opens a directive; one that goes on, joins. */
static void
take_list(struct document *d, struct text_span b)
{
	struct document_mark m;
	struct str s = document_span(d, b);
	struct reading_item *x;

	d->in_list = false;
	if (document_ordinal(s, d->ordinal, &m) && lists(d, s, &m)) {
		x = document_item(d, READING_DIRECTIVE, b);
		x->ordinal = m.ordinal;
		d->ordinal = m.ordinal;
		d->directive = x;
		d->in_list = true;
		return;
	}
	if (d->directive == NULL)
		return;
	if ((document_obliges(s) || d->c->vietnamese) &&
	    document_goes_on(s)) {
		x = d->directive;
		x->end = b.end;
		x->text = document_words(d, (struct text_span){ x->begin,
			x->end });
		d->in_list = true;
		return;
	}
	d->directive = NULL;
}

/* Who is directed, and by when, from the sentences of the directive. */
static void
fill_directive(struct document *d, struct reading_item *x)
{
	struct text_span b = { x->begin, x->end }, s;
	struct coder_duty duties[CODER_DUTIES_MAX];
	size_t at = x->begin;

	while (text_sentence(&d->c->g->rules, d->r->text, b, &at, &s)) {
		size_t n = coder_duties(d->c, d->r->text, s, true, duties);

		for (size_t i = 0; i < n; i++) {
			if (x->who.n == 0 && duties[i].who.end > 0)
				x->who = document_span(d, duties[i].who);
			if (!x->has_due)
				take_due(x, &duties[i]);
		}
	}
}

static void
fill_directives(struct document *d)
{
	for (struct document_chunk *c = d->last; c != NULL; c = c->before)
		for (size_t i = 0; i < c->n; i++)
			if (c->item[i].kind == READING_DIRECTIVE &&
			    c->item[i].who.n == 0)
				fill_directive(d, &c->item[i]);
}

/* "Reporter: ..." and "Deputy Defence Minister: ...". */
static void
take_label(struct document *d, struct text_span *b)
{
	struct str s = document_span(d, *b), label;
	bool asks;

	if (!document_label(s, &label, &asks))
		return;
	d->asked = asks;
	if (!asks && d->r->speaker.n == 0)
		d->r->speaker = label;
	b->begin += label.n + 1;
	while (b->begin < b->end && d->r->text.p[b->begin] == ' ')
		b->begin++;
}

/* Who speaks, and for whom: "we" is his state unless somebody said else. */
static void
take_speaker(struct document *d, struct coder_context *c, struct text_span s)
{
	struct coder_name names[CODER_NAMES_MAX];
	struct text_span post;
	size_t n;

	if (!coder_post(d->c, d->r->text, s, &post))
		return;
	d->r->speaker = document_span(d, post);
	n = coder_names(d->c, d->r->text, s, names);
	for (size_t i = 0; i < n && c->home.n == 0; i++)
		if (names[i].name != NULL && names[i].name->code.n == 3 &&
		    names[i].name->type <= GAZETTEER_CITY)
			c->home = names[i].name->code;
}

/*
 * Where the date of the text may stand in ${b}: in a short line that is no
 * sentence, or before the dash or bracket that ends a dateline.
 */
static bool
dateline(const struct document *d, const struct text_span *b,
    struct text_span *out)
{
	static const char *const ends[] = { " - ", "\xe2\x80\x93",
		"\xe2\x80\x94", ")" };
	struct str s = document_span(d, *b);
	size_t end = SIZE_MAX;

	*out = *b;
	if (s.n < 120)
		return s.p[s.n - 1] != '.' || s.n < 40;
	s = str_head(s, 80);
	for (size_t i = 0; i < countof(ends); i++) {
		size_t at = str_find(s, str_of(ends[i]));

		if (at < end)
			end = at;
	}
	out->end = end == SIZE_MAX ? b->begin : b->begin + end;
	return end != SIZE_MAX && end > 0;
}

/* What more than events is found by. */
static void
prepare(struct document *d)
{
	for (size_t k = 0; k < READING__MAX; k++)
		d->seen[k] = map_new(d->c->scratch);
	for (size_t i = 0; i < countof(named); i++)
		d->class[i] = frame_class(&d->c->g->frame,
		    str_of(named[i].class));
}

void
document_read(const struct coder_context *given, struct arena *a,
    bool markdown, bool events_only, struct reading *r)
{
	struct coder_context own = *given, *c = &own;
	struct document d = { .c = c, .a = a, .r = r,
		.events_only = events_only };
	struct arena_mark mark = arena_mark(c->scratch);
	struct text_span b, s;
	size_t at = 0, blocks = 0;

	if (!events_only)
		prepare(&d);
	while (text_block(r->text, &at, markdown, &b)) {
		size_t in;

		take_label(&d, &b);
		if (b.begin >= b.end)
			continue;
		if (!r->has_date && blocks++ < 6 && dateline(&d, &b, &s)) {
			r->has_date = coder_date(c, r->text, s, &r->date);
			c->has_date = r->has_date;
			c->date = r->date;
		}
		if (!d.asked && !events_only)
			take_list(&d, b);
		in = b.begin;
		while (text_sentence(&c->g->rules, r->text, b, &in, &s)) {
			if (r->speaker.n == 0 && document_interview(
			    document_span(&d, s)))
				take_speaker(&d, c, s);
			if (!events_only)
				take_sentence(&d, s);
			else if (!is_question(document_span(&d, s)))
				take_events(&d, s);
		}
	}
	fill_directives(&d);
	document_sort(&d);
	arena_rewind(c->scratch, mark);
	same_within(a, c->scratch, r);
}
