#include "read/coder_sentence.h"

#include "base/str.h"

#include "base/banned.h"

const struct mention *
coder_mention(const struct sentence *s, int *i, int to)
{
	for (; *i < to; ++*i) {
		int at = s->mention_at[*i];

		if (at != 0) {
			const struct mention *m = &s->m[at - 1];

			*i = m->end;
			return m;
		}
	}
	return NULL;
}

bool
coder_at_place(const struct mention *m)
{
	return (m->prep & FRAME_PLACE) != 0;
}

void
coder_actor_add(struct actors *a, const struct mention *m)
{
	if (a->n == ACTORS_MAX || m->code.n == 0)
		return;
	for (int i = 0; i < a->n; i++)
		if (str_eq(a->m[i]->code, m->code))
			return;
	a->m[a->n++] = m;
	if (m->other != NULL)
		coder_actor_add(a, m->other);
}

/* Whether "A, B and his C counterpart" joins what ends and begins there. */
static bool
joined(const struct sentence *s, int from, int to)
{
	bool and = false;

	if (to - from > 9)
		return false;
	if (from == to)
		return (s->t[to].flags & TEXT_JOINED) != 0;
	for (int i = from; i < to; i++) {
		uint32_t g = s->grammar[i];

		if ((g & FRAME_AND) != 0 || s->t[i].punct == '-')
			and = true;
		else if (s->t[i].punct == ',' && to - i <= 2)
			and = true;
		else if ((g & (FRAME_PREP | FRAME_SUB | FRAME_REL |
		    FRAME_BE)) != 0 || s->t[i].punct != 0)
			return false;
	}
	return and;
}

/* The actors of a noun phrase: the first, and those joined to it. */
void
coder_phrase_actors(const struct sentence *s, int from, int to,
    struct actors *a)
{
	const struct mention *last = NULL, *m;
	int i = from;

	a->n = 0;
	while ((m = coder_mention(s, &i, to)) != NULL) {
		if (m->code.n == 0)
			continue;
		if (last == NULL && coder_at_place(m)) {
			int j = i;
			const struct mention *next = coder_mention(s, &j, to);

			/* "Militants in Mali" are Mali's if nobody else. */
			if (next != NULL && next->code.n > 0 &&
			    !coder_at_place(next) &&
			    !joined(s, m->end, next->begin))
				continue;
		}
		/* "Border Guard of Vietnam" is one in Vietnamese. */
		if (last != NULL && !joined(s, last->end, m->begin) &&
		    !(last->end == m->begin && str_eq(last->code, m->code)))
			break;
		coder_actor_add(a, m);
		last = m;
	}
}

/* How good a target a mention is, by what stands before it. */
static int
target_rank(const struct sentence *s, const struct mention *m)
{
	static const struct {
		const char *prep;
		int rank;
	} ranks[] = {
		{ "with", 9 }, { "to", 8 }, { "against", 9 }, { "on", 7 },
		{ "at", 6 }, { "toward", 8 }, { "towards", 8 },
		{ "from", 7 }, { "of", 7 }, { "for", 6 }, { "by", 6 },
		{ "into", 7 }, { "onto", 7 }, { "between", 9 },
		{ "over", 6 }, { "in", 4 }, { "under", 1 }, { "via", 1 },
		{ "during", 2 }, { "through", 2 }, { "like", 0 },
		{ "despite", 0 }, { "including", 5 }, { "about", 4 },
		{ "near", 2 }, { "off", 2 }, { "với", 9 }, { "cho", 8 },
		{ "đến", 8 }, { "tới", 8 }, { "sang", 8 }, { "của", 7 },
		{ "từ", 7 }, { "giữa", 9 }, { "về", 5 }
	};

	if (m->prep == 0)
		return 8;
	for (size_t i = 0; i < countof(ranks); i++)
		if (str_is(word_text(s->c->g->words, m->prep_word),
		    ranks[i].prep))
			return ranks[i].rank;
	return 4;
}

/* "the ambassador of X to Y": X is met, wherever he serves. */
static bool
accredited(const struct sentence *s, const struct mention *m)
{
	int before = m->begin >= 2 ? s->mention_at[m->begin - 2] : 0;
	const struct mention *x = before != 0 ? &s->m[before - 1] : NULL;

	return x != NULL && x->begin >= 2 && coder_any_word(s, m->begin - 1,
	    "to in") && coder_any_word(s, x->begin - 2, "ambassador envoy "
	    "attaché attache representative consul");
}

/* The target among the objects, and those joined to it. */
void
coder_object_actors(const struct sentence *s, int from, int to,
    const struct actors *not, struct actors *a)
{
	const struct mention *best = NULL, *m, *last;
	int best_rank = -1, i = from;

	a->n = 0;
	while ((m = coder_mention(s, &i, to)) != NULL) {
		int rank = target_rank(s, m) * 4;

		if (m->code.n == 0)
			continue;
		for (int j = 0; j < not->n; j++)
			if (str_eq(not->m[j]->code, m->code))
				rank -= 20;
		if (accredited(s, m))
			rank -= 12;
		if (m->name->type == GAZETTEER_FORUM)
			rank -= 8;
		if (m->name->type == GAZETTEER_ORG && rank > 0)
			rank -= 1;
		rank -= (m->begin - from) / 3;
		if (rank > best_rank) {
			best_rank = rank;
			best = m;
		}
	}
	if (best == NULL)
		return;
	coder_actor_add(a, best);
	last = best;
	i = best->end;
	while ((m = coder_mention(s, &i, to)) != NULL &&
	    joined(s, last->end, m->begin)) {
		if (m->code.n > 0)
			coder_actor_add(a, m);
		last = m;
	}
}

static bool
prep_is(const struct sentence *s, const struct mention *m, const char *w)
{
	return m->prep_word != 0 && str_is(word_text(s->c->g->words,
	    m->prep_word), w);
}

static void
by_actors(const struct sentence *s, const struct group *v, struct actors *a)
{
	const struct mention *m;
	int i = v->end;

	a->n = 0;
	while ((m = coder_mention(s, &i, v->object_end)) != NULL)
		if (m->code.n > 0 && prep_is(s, m, "by")) {
			coder_phrase_actors(s, m->begin, v->object_end, a);
			return;
		}
}

/* "expelled from North Korea", "released by a court in Libya". */
static void
from_actors(const struct sentence *s, const struct group *v, struct act *a)
{
	const struct mention *m;
	int i = v->end;

	if (!str_is(a->f->root, "SANCTION") && !str_is(a->f->root, "YIELD") &&
	    !str_is(a->f->root, "COERCE") && !str_is(a->f->root, "ASSAULT"))
		return;
	while ((m = coder_mention(s, &i, v->object_end)) != NULL)
		if (m->code.n > 0 && (prep_is(s, m, "from") ||
		    coder_at_place(m))) {
			coder_actor_add(&a->source, m);
			return;
		}
}

/* "A visit to X by Y ended", "talks between X and Y opened". */
static void
nominal_actors(const struct sentence *s, const struct group *v,
    struct act *a)
{
	const struct mention *by = NULL, *m;
	struct actors all = { .n = 0 };
	int i = 0;

	while ((m = coder_mention(s, &i, s->n)) != NULL) {
		/* "the visit in X", but not "ended in X" */
		if (m->code.n == 0 || (coder_at_place(m) &&
		    m->begin > v->begin && !prep_is(s, m, "between")))
			continue;
		if (by == NULL && (prep_is(s, m, "by") ||
		    (s->c->vietnamese && prep_is(s, m, "của"))))
			by = m;
		coder_actor_add(&all, m);
	}
	if (all.n < 2) {
		if (a->f->target == FRAME_RECIP && a->target.n > 0 &&
		    coder_at_place(a->target.m[0]))
			a->target.n = 0;
		return;
	}
	if (by != NULL && !str_eq(by->code, all.m[0]->code)) {
		all.m[1] = all.m[0];
		all.m[0] = by;
	}
	a->source.n = a->target.n = 0;
	coder_actor_add(&a->source, all.m[0]);
	coder_actor_add(&a->target, all.m[1]);
}

/* Those who come to a forum or mission come to whom it belongs. */
static void
host_target(const struct sentence *s, const struct group *v, struct act *a)
{
	const struct mention *m;
	int i = v->end;

	while ((m = coder_mention(s, &i, v->object_end)) != NULL) {
		if (m->code.n == 0 || (m->name->type != GAZETTEER_ORG &&
		    m->name->type != GAZETTEER_FORUM &&
		    m->name->type != GAZETTEER_MISSION))
			continue;
		a->target.n = 0;
		coder_actor_add(&a->target, m);
		return;
	}
}

/* "will lead a Vietnamese delegation to the Seoul Defense Dialogue" */
static void
led_actors(const struct sentence *s, const struct group *v, struct act *a)
{
	const struct mention *m;
	int i = v->end;

	a->source.n = a->target.n = 0;
	while ((m = coder_mention(s, &i, v->object_end)) != NULL)
		coder_actor_add(a->source.n == 0 ? &a->source : &a->target, m);
}

/* "denied that Y had", "lifted the curbs it imposed on Y". */
static void
next_clause(const struct sentence *s, const struct group *v, struct act *a)
{
	const struct group *u = v + 1;

	if (v->verb == s->v[s->groups - 1].verb || u->begin - v->end > 12 ||
	    u->kind == GROUP_ING || u->dependent || u->iffy)
		return;
	if (u->subject >= v->end)
		coder_phrase_actors(s, u->subject, u->subject_end, &a->target);
	if (a->target.n == 0 && u->relative)
		coder_object_actors(s, u->end, u->object_end, &a->source,
		    &a->target);
}

/* "the two sides", "both countries": those named before. */
static bool
two_sides(const struct sentence *s, int from, int to)
{
	for (int i = from; i + 1 < to; i++)
		if (coder_any_word(s, i, "two both") && coder_any_word(s,
		    i + 1, "sides countries ministers parties armies navies "
		    "nations leaders defence defense"))
			return true;
	return false;
}

void
coder_all_actors(const struct sentence *s, int from, int to,
    struct actors *a)
{
	const struct mention *m;

	a->n = 0;
	while ((m = coder_mention(s, &from, to)) != NULL && a->n < 2)
		/* Of the dialogue "at" which it was, not the town it was in. */
		if (!prep_is(s, m, "in"))
			coder_actor_add(a, m);
	if (a->n < 2)
		a->n = 0;
}

/* Who says what stands in quotes: '"We thank X," said the Y minister'. */
static const struct mention *
speaker(const struct sentence *s)
{
	for (int k = 0; k < s->groups; k++) {
		const struct group *v = &s->v[k];
		struct actors a;

		if (!coder_any_word(s, v->verb, "said says told stated "
		    "declared added noted announced"))
			continue;
		coder_phrase_actors(s, v->subject < 0 ? 0 : v->subject,
		    v->subject < 0 ? 0 : v->subject_end, &a);
		/* The verb may come first. */
		if (a.n == 0 || (v->begin > 0 &&
		    s->t[v->begin - 1].punct != 0))
			coder_phrase_actors(s, v->end, v->end + 9 < s->n
			    ? v->end + 9 : s->n, &a);
		if (a.n > 0)
			return a.m[0];
	}
	return NULL;
}

static bool
says_we(const struct sentence *s, int from, int to)
{
	for (int i = from; i < to; i++)
		if (coder_any_word(s, i, "we our i my"))
			return true;
	return false;
}

void
coder_find_actors(const struct sentence *s, const struct group *v,
    struct act *a)
{
	struct actors none = { .n = 0 };
	int from = v->subject < 0 ? 0 : v->subject;
	int to = v->subject < 0 ? 0 : v->subject_end;

	if (v->passive) {
		if (v->kind == GROUP_PART && v->begin > 0) {
			from = v->subject < 0 ? 0 : v->subject;
			to = v->begin;
		}
		coder_phrase_actors(s, from, to, &a->target);
		by_actors(s, v, &a->source);
		if (a->target.n == 0)
			coder_object_actors(s, v->end, v->object_end,
			    &a->source, &a->target);
	} else {
		coder_phrase_actors(s, from, to, &a->source);
		if (a->source.n == 0 && two_sides(s, from, to))
			coder_all_actors(s, 0, from, &a->source);
		if (a->source.n == 0 && says_we(s, from, to) &&
		    speaker(s) != NULL)
			coder_actor_add(&a->source, speaker(s));
		coder_object_actors(s, v->end, v->object_end,
		    a->source.n > 0 ? &a->source : &none, &a->target);
	}
	if (v->passive && a->source.n == 0)
		from_actors(s, v, a);
	/* "Officers from X were sent to the mission": X sent them. */
	if (v->passive && a->source.n == 0 && a->f->target == FRAME_HOST)
		coder_phrase_actors(s, from, to, &a->source);
	if (a->f->nominal)
		nominal_actors(s, v, a);
	if (a->f->target == FRAME_HOST)
		host_target(s, v, a);
	if (a->f->target == FRAME_LED)
		led_actors(s, v, a);
	if (a->target.n == 0 && !v->passive)
		next_clause(s, v, a);
	if (a->f->target == FRAME_SWAP) {
		struct actors t = a->source;

		a->source = a->target;
		a->target = t;
	}
}

