#include "read/coder.h"

#include <string.h>

#include "base/str.h"
#include "read/coder_sentence.h"

#include "base/banned.h"

struct str
coder_span(const struct sentence *s, int from, int to)
{
	return (struct str){ s->text.p + s->t[from].begin,
		s->t[to - 1].end - s->t[from].begin };
}

/* Whom a name acts for. */
static struct str
actor_code(const struct gazetteer_name *n)
{
	switch (n->type) {
	case GAZETTEER_REGION:
	case GAZETTEER_EXERCISE:
		return STR("");
	case GAZETTEER_FORUM:
		return n->host;
	case GAZETTEER_MISSION:
		return str_starts(n->code, STR("EU")) ? STR("EU")
		    : str_starts(n->code, STR("A")) ? STR("AU") : STR("UN");
	case GAZETTEER_STATE:
	case GAZETTEER_NATIONALITY:
	case GAZETTEER_CAPITAL:
	case GAZETTEER_CITY:
	case GAZETTEER_ORG:
	case GAZETTEER_ACTOR:
	case GAZETTEER_ORGAN:
	case GAZETTEER_TYPE__MAX:
		break;
	}
	return n->code;
}

static void
mention_add(struct sentence *s, int i, const struct gazetteer_match *w)
{
	struct mention *m = &s->m[s->mentions];

	if (s->mentions == MENTIONS_MAX)
		return;
	*m = (struct mention){ .begin = i, .end = i + (int)w->length,
		.name = w->name, .code = actor_code(w->name) };
	s->mentions++;
	for (int j = m->begin; j < m->end; j++)
		s->mention_at[j] = s->mentions;
}

static void
find_names(struct sentence *s)
{
	const struct coder_context *c = s->c;
	int32_t day = c->has_date ? c->date.hi : INT32_MIN;
	int covered = 0;

	for (int i = 0; i < s->n; i++) {
		struct gazetteer_match w;

		gazetteer_at(c->g, &s->t[i], (size_t)(s->n - i),
		    c->vietnamese, day, &w);
		s->classes[i] = w.classes;
		if (w.name != NULL && i >= covered) {
			mention_add(s, i, &w);
			covered = i + (int)w.length;
		}
	}
}

/* Whether only "," or "and" stands between two names. */
static bool
listed(const struct sentence *s, int from, int to)
{
	if (from == to)
		return (s->t[to].flags & TEXT_JOINED) != 0;
	for (int i = from; i < to; i++)
		if (s->t[i].punct != ',' && s->t[i].punct != '-' &&
		    (s->grammar[i] & FRAME_AND) == 0)
			return false;
	return true;
}

/* The preposition before each name, over what belongs to its phrase. */
static void
find_prepositions(struct sentence *s)
{
	for (int k = 0; k < s->mentions; k++) {
		struct mention *m = &s->m[k];

		/* "from Poland, Germany and Sweden" */
		if (k > 0 && listed(s, s->m[k - 1].end, m->begin)) {
			m->prep = s->m[k - 1].prep;
			m->prep_word = s->m[k - 1].prep_word;
			continue;
		}
		for (int i = m->begin - 1; i >= 0 && m->begin - i < 9; i--) {
			uint32_t g = s->grammar[i];
			uint32_t w = s->t[i].word;


			if ((g & FRAME_PREP) != 0) {
				m->prep = g;
				m->prep_word = w;
				break;
			}
			if (s->t[i].punct != 0 || s->mention_at[i] != 0 ||
			    (g & (FRAME_AND | FRAME_SUB | FRAME_REL |
			    FRAME_MODAL | FRAME_BE | FRAME_HAVE)) != 0)
				break;
			if ((g & (FRAME_DET | FRAME_ADJ | FRAME_ROLE |
			    FRAME_FORCE | FRAME_NOUN | FRAME_NUMBER)) == 0 &&
			    s->c->g->frame.verb[w].base != 0)
				break;
		}
	}
}

void
coder_init(struct coder_context *c, struct arena *scratch)
{
	c->scratch = scratch;
	/* Zeroed: the empty span of no text is open. */
	c->work = arena_alloc(scratch, sizeof(*c->work));
}

struct sentence *
coder_open(const struct coder_context *c, struct str text,
    struct text_span span)
{
	const struct frame_table *f = &c->g->frame;
	struct sentence *s = c->work;

	s->groups = 0;
	if (s->text.p == text.p && s->text.n == text.n && s->c == c &&
	    s->span.begin == span.begin && s->span.end == span.end)
		return s;
	s->c = c;
	s->text = text;
	s->span = span;
	s->n = (int)text_tokens(s->c->g->words, s->text, span, s->t);
	s->mentions = 0;
	memset(s->mention_at, 0, (size_t)s->n * sizeof(s->mention_at[0]));
	find_names(s);
	s->stand_ins = 0;
	for (int i = 0; i < s->n; i++) {
		uint32_t g = f->grammar[s->t[i].word];

		/* "May" is a month and a name unless it stands low. */
		if ((s->t[i].flags & TEXT_CAP) != 0 && i > 0 &&
		    (g & FRAME_MODAL) != 0)
			g &= ~(uint32_t)(FRAME_MODAL | FRAME_MAYBE);
		s->grammar[i] = s->mention_at[i] != 0 ? 0 : g;
	}
	coder_refer(s);
	find_prepositions(s);
	return s;
}

static bool
same_event(const struct coder_event *a, const struct coder_event *b)
{
	return str_eq(a->source, b->source) && str_eq(a->target, b->target) &&
	    str_eq(a->root, b->root);
}

/* The best act, and what another main verb adds to it. */
static size_t
choose(const struct candidate *c, int n,
    struct coder_event out[static CODER_EVENTS_MAX])
{
	int best = 0;
	size_t count = 0;

	for (int i = 1; i < n; i++)
		if (c[i].rank > c[best].rank)
			best = i;
	for (int i = 0; i < n && count < CODER_EVENTS_MAX; i++) {
		bool twice = false;

		if (c[i].group != c[best].group)
			continue;
		for (size_t j = 0; j < count; j++)
			twice |= same_event(&out[j], &c[i].e);
		if (!twice)
			out[count++] = c[i].e;
	}
	return count;
}

/* What the sentence is about, verbs and all. */
static uint32_t
contexts_of(const struct sentence *s)
{
	const struct gazetteer *g = s->c->g;
	struct frame_set all = { { 0 } };
	uint32_t bits = 0;

	for (int i = 0; i < s->n; i++)
		frame_add(&all, &s->classes[i]);
	for (int k = 0; k < g->contexts; k++)
		if (frame_has(&all, g->context_class[k]))
			bits |= (uint32_t)1 << k;
	return bits;
}

size_t
coder_sentence(const struct coder_context *c, struct arena *a,
    struct str text, struct text_span span,
    struct coder_event out[static CODER_EVENTS_MAX])
{
	struct sentence *s = coder_open(c, text, span);
	struct candidate found[24];
	size_t chosen;
	int n;

	if (s->mentions == 0)
		return 0;
	if (c->vietnamese)
		coder_vietnamese(s);
	else
		coder_groups(s);
	n = coder_events(s, found, (int)countof(found));
	chosen = n > 0 ? choose(found, n, out) : 0;
	if (chosen > 0 && chosen < CODER_EVENTS_MAX && coder_beside(s,
	    &out[0], &out[chosen]))
		chosen++;
	for (size_t i = 0; i < chosen; i++) {
		coder_mechanism(s, a, &out[i]);
		out[i].contexts = contexts_of(s);
	}
	coder_remember(s, out, chosen);
	return chosen;
}
