#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

static bool
one_of(struct str root, const char *list)
{
	struct str rest = str_of(list), one;

	while (str_word(&rest, &one))
		if (str_eq(one, root))
			return true;
	return false;
}

static const struct mention *
mention_from(const struct sentence *s, int *i, int to)
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

static bool
is_word(const struct sentence *s, int i, const char *w)
{
	return i >= 0 && i < s->n && s->t[i].word != 0 &&
	    str_is(word_text(s->c->g->words, s->t[i].word), w);
}

static bool
at_place(const struct mention *m)
{
	return (m->prep & FRAME_PLACE) != 0;
}

struct actors {
	const struct mention *m[ACTORS_MAX];
	int n;
};

static void
actor_add(struct actors *a, const struct mention *m)
{
	if (a->n == ACTORS_MAX || m->code.n == 0)
		return;
	for (int i = 0; i < a->n; i++)
		if (str_eq(a->m[i]->code, m->code))
			return;
	a->m[a->n++] = m;
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
static void
phrase_actors(const struct sentence *s, int from, int to, struct actors *a)
{
	const struct mention *last = NULL, *m;
	int i = from;

	a->n = 0;
	while ((m = mention_from(s, &i, to)) != NULL) {
		if (m->code.n == 0)
			continue;
		if (last == NULL && at_place(m)) {
			int j = i;
			const struct mention *next = mention_from(s, &j, to);

			/* "Militants in Mali" are Mali's if nobody else. */
			if (next != NULL && next->code.n > 0 &&
			    !at_place(next) && !joined(s, m->end, next->begin))
				continue;
		}
		if (last != NULL && !joined(s, last->end, m->begin))
			break;
		actor_add(a, m);
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

/* The target among the objects, and those joined to it. */
static void
object_actors(const struct sentence *s, int from, int to,
    const struct actors *not, struct actors *a)
{
	const struct mention *best = NULL, *m, *last;
	int best_rank = -1, i = from;

	a->n = 0;
	while ((m = mention_from(s, &i, to)) != NULL) {
		int rank = target_rank(s, m) * 4;

		if (m->code.n == 0)
			continue;
		for (int j = 0; j < not->n; j++)
			if (str_eq(not->m[j]->code, m->code))
				rank -= 20;
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
	actor_add(a, best);
	last = best;
	i = best->end;
	while ((m = mention_from(s, &i, to)) != NULL &&
	    joined(s, last->end, m->begin)) {
		if (m->code.n > 0)
			actor_add(a, m);
		last = m;
	}
}

static void
window(const struct sentence *s, int from, int to, struct frame_set *out)
{
	memset(out, 0, sizeof(*out));
	for (int i = from; i < to; i++)
		for (size_t j = 0; !s->is_verb[i] &&
		    j < countof(out->bits); j++)
			out->bits[j] |= s->classes[i].bits[j];
}

static bool
particle_follows(const struct sentence *s, const struct group *v, uint32_t w)
{
	for (int i = v->end; i < s->n && i < v->end + 2; i++) {
		if (s->t[i].word == w && s->mention_at[i] == 0)
			return true;
		if ((s->grammar[i] & FRAME_ADV) == 0)
			return false;
	}
	return false;
}

static const struct frame *
match_frame(const struct sentence *s, int k)
{
	const struct group *v = &s->v[k];
	const struct frame *f = s->c->g->frame.first[v->base];
	struct frame_set object, subject;
	int reach = v->object_end;

	if (f == NULL)
		return NULL;
	if (reach > v->end + 16)
		reach = v->end + 16;
	window(s, v->end, reach, &object);
	window(s, v->subject < 0 ? 0 : v->subject, v->subject < 0 ? 0
	    : v->subject_end, &subject);
	if (v->passive) {
		/* What is done is done to the subject. */
		for (size_t j = 0; j < countof(object.bits); j++)
			object.bits[j] |= subject.bits[j];
	}
	for (; f != NULL; f = f->next) {
		bool fits = f->particle == 0 ? !v->whole
		    : particle_follows(s, v, f->particle);

		for (int i = 0; fits && i < f->groups; i++)
			fits = frame_meet(&f->object[i], &object) ||
			    frame_meet(&f->subject[i], &subject);
		if (fits && !frame_meet(&f->without, &object))
			return f;
	}
	return NULL;
}

static bool
cooperative(struct str root)
{
	static const char *const roots[] = {
		"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"
	};

	for (size_t i = 0; i < countof(roots); i++)
		if (str_is(root, roots[i]))
			return true;
	return false;
}

static const struct {
	const char *fallback;
	const char *classes; /* in order */
} topics[] = {
	{ "aid", "peacekeeping trainingnoun warlegacy" },
	{ "event", "dialogue border exercise patrol portcall visit "
	    "trainingnoun industry office exchange talks" },
	{ "hadr", "peacekeeping" },
	{ "agreement", "peacekeeping border patrol exercise medical industry "
	    "portcall training visits exchange visit" },
	{ "statement", "peacekeeping exercise patrol industry portcall visit "
	    "training" },
	{ "invitation", "exercise dialogue sport talks trainingnoun" },
	{ "offer", "exercise patrol industry trainingnoun visit aidnoun" },
	{ "meeting", "sport border dialogue industry" },
	{ "visit", "portcall peacekeeping dialogue border" },
	{ "exchange", "border warlegacy training industry medical" },
	{ "dialogue", "border" },
	{ "training", "peacekeeping" }
};

static const struct {
	const char *class;
	const char *activity;
} activities[] = {
	{ "portcall", "port_call" }, { "border", "border_exchange" },
	{ "warlegacy", "war_legacy" }, { "sport", "sport_culture" },
	{ "agreementnoun", "agreement" }, { "talks", "meeting" },
	{ "visits", "exchange" }, { "aidnoun", "aid" },
	{ "office", "exchange" }, { "trainingnoun", "training" }
};

/* What the activity is about: the first of its classes that is named. */
static struct str
topic_of(const struct frame_set *c, const struct frame_table *f,
    struct str activity)
{
	struct str list, one;

	if (activity.n == 0 || activity.p[0] != '~')
		return activity;
	activity = str_from(activity, 1);
	for (size_t i = 0; i < countof(topics); i++) {
		if (!str_is(activity, topics[i].fallback))
			continue;
		list = str_of(topics[i].classes);
		while (str_word(&list, &one)) {
			if (!frame_has(c, frame_class(f, one)))
				continue;
			for (size_t j = 0; j < countof(activities); j++)
				if (str_is(one, activities[j].class))
					return str_of(activities[j].activity);
			return one;
		}
	}
	return str_is(activity, "event") ? STR("meeting")
	    : str_is(activity, "invitation") ? STR("visit")
	    : str_is(activity, "offer") ? STR("agreement") : activity;
}

/* What one verb group says, before it is written down as events. */
struct act {
	const struct frame *f;
	struct str root;
	struct str activity;
	struct str status;
	struct actors source;
	struct actors target;
	int last; /* the last group used */
};

static bool
planned(const struct group *v)
{
	return v->future || (v->maybe && v->said);
}

/* The group that ${k} governs, or -1. */
static int
governed(const struct sentence *s, int k, enum frame_control c)
{
	const struct group *v = &s->v[k], *u;
	int j = k + 1;

	if (j >= s->groups)
		return -1;
	u = &s->v[j];
	if (c == FRAME_SAY) {
		if (u->relative || u->kind == GROUP_ING)
			return -1;
		return u->kind == GROUP_FINITE && !u->dependent ? j : -1;
	}
	if (u->begin - v->end > 14 || u->kind == GROUP_PART)
		return -1;
	if (u->kind == GROUP_FINITE && s->c->vietnamese &&
	    c == FRAME_REQUEST)
		return u->begin - v->end < 8 ? j : -1;
	if (u->kind == GROUP_FINITE)
		return !u->shares && !u->relative && !u->dependent &&
		    (c == FRAME_PROMISE || c == FRAME_THREATEN) &&
		    u->begin - v->end < 10 && (u->future || u->maybe ||
		    u->must) ? j : -1;
	if (u->kind == GROUP_ING && c != FRAME_BEGIN && c != FRAME_STOP &&
	    c != FRAME_REFUSE && c != FRAME_PROPOSE && c != FRAME_FAIL)
		return -1;
	for (int i = v->end; i < u->begin; i++)
		if (s->t[i].punct != 0 && s->t[i].punct != '"')
			return -1;
	return j;
}

/* A plan to do it, a refusal of it, its end: what that is in PLOVER. */
static bool
transform(struct act *a, enum frame_control c)
{
	bool good = cooperative(a->root);

	switch (c) {
	case FRAME_PROMISE:
	case FRAME_PLAN:
		a->status = STR("planned");
		if (good)
			a->root = STR("AGREE");
		else if (str_is(a->root, "SANCTION") ||
		    str_is(a->root, "COERCE") || str_is(a->root, "ASSAULT") ||
		    str_is(a->root, "PROTEST"))
			a->root = STR("THREATEN");
		return true;
	case FRAME_PROPOSE:
		a->status = STR("proposed");
		if (good)
			a->root = STR("AGREE");
		return true;
	case FRAME_REFUSE:
	case FRAME_CANCEL:
		a->status = c == FRAME_CANCEL ? STR("cancelled") : STR("done");
		if (!good && !str_is(a->root, "REQUEST"))
			return false;
		a->root = STR("REJECT");
		return true;
	case FRAME_FAIL:
		if (!good)
			return false;
		a->root = STR("REJECT");
		return true;
	case FRAME_STOP:
		if (str_is(a->root, "CONSULT") || str_is(a->root, "AGREE") ||
		    str_is(a->root, "SUPPORT"))
			a->root = STR("REJECT");
		else if (good)
			a->root = STR("SANCTION");
		else
			a->root = STR("YIELD");
		return true;
	case FRAME_THREATEN:
		a->root = STR("THREATEN");
		a->activity = STR("statement");
		return true;
	case FRAME_BEGIN:
	case FRAME_SAY:
		return true;
	case FRAME_NONE:
	case FRAME_REQUEST:
	case FRAME_WISH:
	case FRAME_CONTROL__MAX:
		break;
	}
	return false;
}

/* Tense, modality and polarity of the group itself. */
static bool
modality(const struct sentence *s, const struct group *v, struct act *a)
{
	bool good = cooperative(a->root);

	if (v->iffy)
		return false;
	if (v->negated) {
		if (!good || a->f->control == FRAME_PLAN || (!v->future && !v->maybe &&
		    !str_is(a->root, "YIELD") && !str_is(a->root, "AGREE")))
			return false;
		a->root = STR("REJECT");
		return true;
	}
	if (planned(v))
		return transform(a, FRAME_PLAN);
	if (v->maybe || v->must)
		return str_is(a->status, "planned") ||
		    str_is(a->root, "REQUEST");
	if (v->going_on && !is_word(s, v->begin, "was") &&
	    !is_word(s, v->begin, "were") && str_is(a->status, "done"))
		a->status = STR("ongoing");
	return true;
}

static void
by_actors(const struct sentence *s, const struct group *v, struct actors *a)
{
	const struct mention *m;
	int i = v->end;

	a->n = 0;
	while ((m = mention_from(s, &i, v->object_end)) != NULL)
		if (m->code.n > 0 && is_word(s, m->begin, "by") == false &&
		    m->prep_word != 0 && str_is(word_text(s->c->g->words,
		    m->prep_word), "by")) {
			phrase_actors(s, m->begin, v->object_end, a);
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
	while ((m = mention_from(s, &i, v->object_end)) != NULL)
		if (m->code.n > 0 && (m->prep_word != 0 &&
		    (is_word(s, m->begin - 1, "from") || at_place(m)))) {
			actor_add(&a->source, m);
			return;
		}
}

static bool
prep_is(const struct sentence *s, const struct mention *m, const char *w)
{
	return m->prep_word != 0 && str_is(word_text(s->c->g->words,
	    m->prep_word), w);
}

/* "A visit to X by Y ended", "talks between X and Y opened". */
static void
nominal_actors(const struct sentence *s, const struct group *v,
    struct act *a)
{
	const struct mention *by = NULL, *m;
	struct actors all = { .n = 0 };
	int i = 0;

	while ((m = mention_from(s, &i, s->n)) != NULL) {
		/* "the visit in X", but not "ended in X" */
		if (m->code.n == 0 || (at_place(m) && m->begin > v->begin &&
		    !prep_is(s, m, "between")))
			continue;
		if (by == NULL && prep_is(s, m, "by"))
			by = m;
		actor_add(&all, m);
	}
	if (all.n < 2) {
		if (a->f->target == FRAME_RECIP && a->target.n > 0 &&
		    at_place(a->target.m[0]))
			a->target.n = 0;
		return;
	}
	if (by != NULL && !str_eq(by->code, all.m[0]->code)) {
		all.m[1] = all.m[0];
		all.m[0] = by;
	}
	a->source.n = a->target.n = 0;
	actor_add(&a->source, all.m[0]);
	actor_add(&a->target, all.m[1]);
}

/* Those who come to a forum or mission come to whom it belongs. */
static void
host_target(const struct sentence *s, const struct group *v, struct act *a)
{
	const struct mention *m;
	int i = v->end;

	while ((m = mention_from(s, &i, v->object_end)) != NULL) {
		if (m->code.n == 0 || (m->name->type != GAZETTEER_ORG &&
		    m->name->type != GAZETTEER_FORUM &&
		    m->name->type != GAZETTEER_MISSION))
			continue;
		a->target.n = 0;
		actor_add(&a->target, m);
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
	while ((m = mention_from(s, &i, v->object_end)) != NULL)
		actor_add(a->source.n == 0 ? &a->source : &a->target, m);
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
		phrase_actors(s, u->subject, u->subject_end, &a->target);
	if (a->target.n == 0 && u->relative)
		object_actors(s, u->end, u->object_end, &a->source,
		    &a->target);
}

static void
find_actors(const struct sentence *s, const struct group *v, struct act *a)
{
	struct actors none = { .n = 0 };
	int from = v->subject < 0 ? 0 : v->subject;
	int to = v->subject < 0 ? 0 : v->subject_end;

	if (v->passive) {
		if (v->kind == GROUP_PART && v->begin > 0) {
			from = v->subject < 0 ? 0 : v->subject;
			to = v->begin;
		}
		phrase_actors(s, from, to, &a->target);
		by_actors(s, v, &a->source);
		if (a->target.n == 0)
			object_actors(s, v->end, v->object_end, &a->source,
			    &a->target);
	} else {
		phrase_actors(s, from, to, &a->source);
		object_actors(s, v->end, v->object_end,
		    a->source.n > 0 ? &a->source : &none, &a->target);
	}
	if (v->passive && a->source.n == 0)
		from_actors(s, v, a);
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

static bool
says_pronoun(const struct sentence *s, const struct group *v)
{
	for (int i = v->subject; i >= 0 && i < v->subject_end; i++)
		if ((s->grammar[i] & FRAME_PRON) != 0)
			return true;
	return false;
}

static bool code(struct sentence *s, int k, struct act *a, int depth);

/* "X said Y would do it": Y's deed; "X said Y must": X's request. */
static bool
code_said(struct sentence *s, int k, struct act *a, int depth)
{
	const struct group *v = &s->v[k];
	struct actors speaker;
	int j = governed(s, k, FRAME_SAY);

	if (j < 0 || v->iffy)
		return false;
	s->v[j].said = true;
	phrase_actors(s, v->subject < 0 ? 0 : v->subject,
	    v->subject < 0 ? 0 : v->subject_end, &speaker);
	if (s->v[j].must && is_word(s, s->v[j].begin, "must") && !says_pronoun(s, &s->v[j])) {
		phrase_actors(s, s->v[j].subject, s->v[j].subject_end,
		    &a->target);
		a->source = speaker;
		a->root = STR("REQUEST");
		a->activity = STR("statement");
		a->status = STR("done");
		a->f = s->c->g->frame.first[v->base];
		a->last = j;
		return a->target.n > 0 && speaker.n > 0;
	}
	if (!code(s, j, a, depth + 1))
		return false;
	if (a->source.n == 0 && says_pronoun(s, &s->v[j]))
		a->source = speaker;
	return true;
}

static bool
code_governed(struct sentence *s, int k, int j, const struct frame *f,
    struct act *a, int depth)
{
	struct group *v = &s->v[k], *u = &s->v[j];
	struct act own = { .f = f };

	if (u->kind != GROUP_FINITE) {
		u->subject = v->subject;
		u->subject_end = v->subject_end;
	}
	if (u->kind == GROUP_FINITE)
		u->future = u->maybe = u->must = false;
	if (!code(s, j, a, depth + 1))
		return false;
	if (v->passive && f->control == FRAME_PLAN)
		v->passive = false;
	find_actors(s, v, &own);
	if (a->source.n == 0)
		a->source = own.source;
	/* "called Y to convey X's support": towards Y. */
	if (a->target.n == 0 || (a->source.n > 0 && str_eq(
	    a->target.m[0]->code, a->source.m[0]->code)))
		if (own.target.n > 0)
			a->target = own.target;
	if (str_is(f->root, "AGREE") && f->control == FRAME_PROMISE &&
	    (one_of(a->activity, "statement none") ||
	    (str_is(a->root, "COOPERATE") && str_is(a->activity, "exchange"))))
		a->activity = STR("agreement");
	if (f->control == FRAME_FAIL && str_is(a->root, "AGREE"))
		return transform(a, FRAME_REFUSE);
	return transform(a, f->control);
}

static bool
blocked(const struct sentence *s, int k)
{
	const struct frame *f = match_frame(s, k);

	return f != NULL && f->root.n == 0 && f->control == FRAME_NONE;
}

/* The act of group ${k}; false when it is no event. */
static bool
code(struct sentence *s, int k, struct act *a, int depth)
{
	struct group *v = &s->v[k];
	const struct frame *f = match_frame(s, k);
	struct frame_set all;
	int j;

	a->last = k;
	if (f == NULL || depth > 6)
		return false;
	if (f->control == FRAME_SAY) {
		if (code_said(s, k, a, depth))
			return true;
		if (f->root.n == 0)
			return false;
	}
	j = f->control == FRAME_NONE ? -1 : governed(s, k, f->control);
	if (f->control != FRAME_NONE && f->control != FRAME_REQUEST &&
	    f->control != FRAME_WISH && f->control != FRAME_SAY && j >= 0 &&
	    code_governed(s, k, j, f, a, depth))
		return modality(s, v, a);
	/* "declined to comment": what is governed is no deed. */
	if (j >= 0 && f->control == FRAME_REFUSE && blocked(s, j))
		return false;
	a->last = k;
	if (f->root.n == 0)
		return false;
	a->f = f;
	a->root = f->root;
	a->status = STR("done");
	find_actors(s, v, a);
	window(s, v->subject < 0 ? v->begin : v->subject, j >= 0 &&
	    f->control == FRAME_REQUEST ? s->v[j].object_end : v->object_end,
	    &all);
	a->activity = topic_of(&all, &s->c->g->frame, f->activity);
	if (f->control == FRAME_PROMISE || f->control == FRAME_PLAN)
		a->status = STR("planned");
	if (f->control == FRAME_PROPOSE || (f->control == FRAME_REQUEST &&
	    str_is(f->root, "AGREE")))
		a->status = STR("proposed");
	if (f->control == FRAME_CANCEL)
		a->status = STR("cancelled");
	if (j > k && f->control == FRAME_REQUEST)
		a->last = j;
	return modality(s, v, a);
}

/* The tokens of the clause: from the last main verb before to its objects. */
static void
clause_of(const struct sentence *s, int k, int *from, int *to)
{
	*from = 0;
	*to = s->v[k].object_end;
	for (int j = k - 1; j >= 0; j--)
		if (s->v[j].kind == GROUP_FINITE && !s->v[j].said &&
		    j + 1 != k) {
			*from = s->v[j].end;
			break;
		}
}

static void
place_and_time(const struct sentence *s, int k, struct coder_event *e)
{
	bool future = one_of(e->status, "planned proposed");
	const struct mention *m;
	int from, to, i;

	clause_of(s, k, &from, &to);
	i = from;
	while ((m = mention_from(s, &i, to)) != NULL) {
		bool forum = m->name->type == GAZETTEER_FORUM ||
		    m->name->type == GAZETTEER_EXERCISE;
		bool mission = m->name->type == GAZETTEER_MISSION;

		if ((forum || mission) && e->mechanism.n == 0)
			e->mechanism = m->name->code;
		if (mission && e->where.n == 0)
			e->where = m->name->host;
	}
	i = from;
	while (e->where.n == 0 && (m = mention_from(s, &i, to)) != NULL)
		if (at_place(m) && m->code.n == 3 &&
		    m->name->type != GAZETTEER_FORUM)
			e->where = m->code;
	if (e->where.n == 0 && str_is(e->mode, "visit") && e->target.n == 3)
		e->where = e->target;
	e->has_when = coder_when(s, 0, s->n, future, &e->when);
}

static bool
role_in(const struct sentence *s, int from, int to)
{
	for (int i = from; i < to; i++)
		if ((s->grammar[i] & (FRAME_ROLE | FRAME_FORCE)) != 0)
			return true;
	return false;
}

/* A post without a state that acts in a capital is of that state. */
static void
host_of(const struct sentence *s, const struct group *v, struct act *a)
{
	int i = v->end;
	const struct mention *m;

	if (a->source.n > 0 || !role_in(s, v->subject < 0 ? 0 : v->subject,
	    v->subject < 0 ? 0 : v->subject_end) || a->target.n != 1)
		return;
	while ((m = mention_from(s, &i, v->object_end)) != NULL)
		if (at_place(m) && m->name->type == GAZETTEER_CAPITAL &&
		    !str_eq(m->code, a->target.m[0]->code))
			actor_add(&a->source, m);
}

static int
rank_of(const struct group *v, const struct coder_event *e)
{
	int rank = 10;

	if (v->relative || v->dependent)
		rank -= 4;
	if (v->kind == GROUP_ING)
		rank -= 3;
	if (v->kind == GROUP_PART)
		rank -= 5;
	if (v->kind == GROUP_INF)
		rank -= 4;
	rank += (e->source.n > 0) + (e->target.n > 0) * 2;
	return rank;
}

/* One actor alone is evidence for some acts; a place alone is none. */
static bool
enough(const struct group *v, const struct act *a,
    const struct mention *source, const struct mention *target,
    bool vietnamese)
{
	if (source != NULL && target != NULL)
		return !vietnamese || !str_eq(source->code, target->code);
	/* Vietnamese says nothing of voice: one actor may be either. */
	if (vietnamese)
		return false;
	/* A main clause may say it of one; a dependent one says too little. */
	if ((source == NULL && target == NULL) || v->relative ||
	    v->dependent || v->kind != GROUP_FINITE)
		return false;
	if (source == NULL && (target->name->type == GAZETTEER_FORUM ||
	    str_is(a->f->mode, "visit")))
		return false;
	if (a->f->target == FRAME_SWAP)
		return false;
	if (source == NULL)
		return !one_of(a->root, "COOPERATE MOBILIZE REQUEST") &&
		    (v->passive || !at_place(target));
	return (!one_of(a->root, "CONSULT COOPERATE") &&
	    !one_of(a->f->root, "CONSULT COOPERATE")) ||
	    a->f->target == FRAME_ALONE;
}

static size_t
particle_end(const struct sentence *s, const struct group *v, uint32_t w)
{
	for (int i = v->end; i < s->n && i < v->end + 2; i++)
		if (s->t[i].word == w)
			return s->t[i].end;
	return s->t[v->end - 1].end;
}

/* The words of the frame are evidence too: "held ... an exercise". */
static void
cover_terms(const struct sentence *s, const struct group *v,
    const struct frame *f, struct coder_event *e)
{
	int to = v->object_end < v->end + 16 ? v->object_end : v->end + 16;

	for (int g = 0; g < f->groups; g++) {
		for (int i = v->end; i < to; i++)
			if (frame_meet(&f->object[g], &s->classes[i])) {
				if (s->t[i].end > e->end)
					e->end = s->t[i].end;
				break;
			}
		for (int i = v->subject; i >= 0 && i < v->subject_end; i++)
			if (frame_meet(&f->subject[g], &s->classes[i]) &&
			    s->t[i].begin < e->begin)
				e->begin = s->t[i].begin;
	}
}

/* "two Thai navy ships" rather than "Thai", where it is short. */
static struct str
phrase_of(const struct sentence *s, const struct group *v,
    const struct act *a, const struct mention *m)
{
	int from = v->subject, to = v->subject_end;

	if (from < 0 || m->begin < from || m->end > to || to - from > 10 ||
	    a->source.n > 1 || v->passive || a->f->nominal)
		return coder_span(s, m->begin, m->end);
	while (from < m->begin && (s->t[from].punct != 0 ||
	    (s->grammar[from] & (FRAME_DET | FRAME_AND)) != 0))
		from++;
	for (int i = m->end; i < to; i++)
		if (s->t[i].punct != 0 || (s->grammar[i] & (FRAME_SUB |
		    FRAME_REL)) != 0)
			to = i;
	return coder_span(s, from, to);
}

static int
put(struct sentence *s, int k, const struct act *a,
    const struct mention *source, const struct mention *target,
    struct candidate *out)
{
	const struct group *v = &s->v[k];
	struct coder_event *e = &out->e;
	const struct group *last = &s->v[a->last];

	memset(out, 0, sizeof(*out));
	if (!enough(v, a, source, target, s->c->vietnamese))
		return 0;
	e->source = source != NULL ? source->code : STR("");
	e->target = target != NULL ? target->code : STR("");
	e->root = a->root;
	e->mode = str_is(a->root, "CONSULT") ? a->f->mode : STR("");
	e->status = a->status;
	e->activity = a->activity;
	e->begin = s->t[v->begin].begin;
	e->end = s->t[last->end - 1].end;
	if (a->f->particle != 0 && last == v)
		e->end = particle_end(s, v, a->f->particle);
	cover_terms(s, v, a->f, e);
	if (source != NULL) {
		e->source_text = phrase_of(s, v, a, source);
		if (s->t[source->begin].begin < e->begin)
			e->begin = s->t[source->begin].begin;
		if (s->t[source->end - 1].end > e->end)
			e->end = s->t[source->end - 1].end;
	}
	if (target != NULL) {
		e->target_text = coder_span(s, target->begin, target->end);
		if (s->t[target->begin].begin < e->begin)
			e->begin = s->t[target->begin].begin;
		if (s->t[target->end - 1].end > e->end)
			e->end = s->t[target->end - 1].end;
	}
	place_and_time(s, k, e);
	out->rank = rank_of(v, e);
	out->group = k;
	return 1;
}

static bool
among(const struct mention *m, const struct actors *a)
{
	for (int i = 0; i < a->n; i++)
		if (str_eq(a->m[i]->code, m->code))
			return true;
	return false;
}

/* One act as events: each actor towards each, or among themselves. */
static int
spread(struct sentence *s, int k, struct act *a, struct candidate *out,
    int max)
{
	int n = 0;

	if (a->f->target == FRAME_ALONE)
		a->target.n = 0;
	host_of(s, &s->v[k], a);
	/* An organisation does not deal with itself; a state may, at home. */
	if (a->source.n == 1 && a->target.n == 1 &&
	    (a->source.m[0]->name->type == GAZETTEER_ORG ||
	    a->source.m[0]->name->type == GAZETTEER_FORUM) && str_eq(a->source.m[0]->code, a->target.m[0]->code))
		a->target.n = 0;
	/* "X and Y discussed it in Z": Z is only where. */
	if (a->source.n > 1 && a->target.n > 0 && one_of(a->root,
	    "AGREE CONSULT COOPERATE SUPPORT") &&
	    (at_place(a->target.m[0]) || a->f->target == FRAME_RECIP ||
	    among(a->target.m[0], &a->source)))
		a->target.n = 0;
	if (a->target.n == 0 && a->source.n == 1 && one_of(a->root,
	    "PROTEST COERCE") && a->source.m[0]->code.n == 3)
		a->target = a->source;
	if (a->source.n > 1 && a->target.n == 0) {
		for (int i = 0; i < a->source.n; i++)
			for (int j = i + 1; j < a->source.n && n < max; j++)
				n += put(s, k, a, a->source.m[i],
				    a->source.m[j], &out[n]);
		return n;
	}
	if (a->source.n == 0 && a->target.n > 1 &&
	    (!s->c->vietnamese || s->v[k].passive) && (a->f->target == FRAME_RECIP || a->f->control == FRAME_CANCEL))
		return put(s, k, a, a->target.m[0], a->target.m[1], out);
	for (int i = 0; i < a->source.n || i == 0; i++)
		for (int j = 0; (j < a->target.n || j == 0) && n < max; j++)
			n += put(s, k, a, i < a->source.n ? a->source.m[i]
			    : NULL, j < a->target.n ? a->target.m[j] : NULL,
			    &out[n]);
	return n;
}

int
coder_events(struct sentence *s, struct candidate *out, int max)
{
	bool used[GROUPS_MAX] = { false };
	int n = 0;

	for (int k = 0; k < s->groups && n < max; k++) {
		struct act a = { 0 };
		const struct frame *f;

		if (used[k])
			continue;
		if (code(s, k, &a, 0)) {
			n += spread(s, k, &a, out + n, max - n);
			for (int j = k; j <= a.last; j++)
				used[j] = true;
			continue;
		}
		f = match_frame(s, k);
		if (f != NULL && f->root.n == 0 && (f->control == FRAME_WISH ||
		    f->control == FRAME_NONE))
			for (int j = k + 1; j < s->groups &&
			    !(s->v[j].kind == GROUP_FINITE &&
			    s->v[j].shares && !s->v[j].relative); j++)
				used[j] = true;
	}
	return n;
}
