#include "read/coder_sentence.h"

#include "base/str.h"

#include "base/banned.h"

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
		/* What is threatened lies ahead; the threat was made. */
		if (str_is(a->root, "THREATEN"))
			a->status = STR("done");
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
		if (!good || a->f->control == FRAME_PLAN ||
		    (!v->future && !v->maybe &&
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
	if (v->going_on && !coder_is_word(s, v->begin, "was") &&
	    !coder_is_word(s, v->begin, "were") && str_is(a->status, "done"))
		a->status = STR("ongoing");
	return true;
}

static bool
says_pronoun(const struct sentence *s, const struct group *v)
{
	for (int i = v->subject; i >= 0 && i < v->subject_end; i++)
		if ((s->grammar[i] & FRAME_PRON) != 0)
			return true;
	return false;
}

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
	coder_phrase_actors(s, v->subject < 0 ? 0 : v->subject,
	    v->subject < 0 ? 0 : v->subject_end, &speaker);
	if (s->v[j].must && coder_is_word(s, s->v[j].begin, "must") &&
	    !says_pronoun(s, &s->v[j])) {
		coder_phrase_actors(s, s->v[j].subject, s->v[j].subject_end,
		    &a->target);
		a->source = speaker;
		a->root = STR("REQUEST");
		a->activity = STR("statement");
		a->status = STR("done");
		a->f = s->c->g->frame.first[v->base];
		a->last = j;
		return a->target.n > 0 && speaker.n > 0;
	}
	if (!coder_act(s, j, a, depth + 1))
		return false;
	if (says_pronoun(s, &s->v[j])) {
		if (a->f->target == FRAME_SWAP && a->target.n == 0)
			a->target = speaker;
		else if (a->source.n == 0)
			a->source = speaker;
	}
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
	if (!coder_act(s, j, a, depth + 1))
		return false;
	if (v->passive && f->control == FRAME_PLAN)
		v->passive = false;
	coder_find_actors(s, v, &own);
	/* "arrived in X to study": X teaches. */
	if (a->source.n == 0)
		a->source = a->f->target == FRAME_SWAP ? own.target
		    : own.source;
	/* "called Y to convey X's support": towards Y. */
	if (a->target.n == 0 || (a->source.n > 0 && str_eq(
	    a->target.m[0]->code, a->source.m[0]->code)))
		if (own.target.n > 0)
			a->target = own.target;
	if (str_is(f->root, "AGREE") && f->control == FRAME_PROMISE &&
	    (coder_one_of(a->activity, "statement none") ||
	    (str_is(a->f->activity, "~exchange") &&
	    str_is(a->activity, "exchange"))))
		a->activity = STR("agreement");
	if (f->control == FRAME_FAIL && str_is(a->root, "AGREE"))
		return transform(a, FRAME_REFUSE);
	return transform(a, f->control);
}

/* States protest in words, people in the street. */
static bool
state_itself(const struct group *v, const struct act *a)
{
	return a->source.n == 1 && a->source.m[0]->end == v->subject_end &&
	    a->source.m[0]->begin <= v->subject + 1 &&
	    a->source.m[0]->name->type != GAZETTEER_NATIONALITY &&
	    a->source.m[0]->name->type != GAZETTEER_CITY;
}

static bool
blocked(const struct sentence *s, int k)
{
	const struct frame *f = coder_frame(s, k);

	return f != NULL && f->root.n == 0 && f->control == FRAME_NONE;
}

/* The act of group ${k}; false when it is no event. */
bool
coder_act(struct sentence *s, int k, struct act *a, int depth)
{
	struct group *v = &s->v[k];
	const struct frame *f = coder_frame(s, k);
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
	coder_find_actors(s, v, a);
	coder_window(s, v->subject < 0 ? v->begin : v->subject, j >= 0 &&
	    f->control == FRAME_REQUEST ? s->v[j].object_end : v->object_end,
	    &all);
	a->activity = coder_topic(&all, &s->c->g->frame, f->activity);
	if (str_is(a->root, "PROTEST") && state_itself(v, a)) {
		a->root = STR("ACCUSE");
		a->activity = STR("statement");
	}
	if (f->control == FRAME_PROMISE || f->control == FRAME_PLAN)
		a->status = STR("planned");
	if (f->control == FRAME_PROPOSE || (f->control == FRAME_REQUEST &&
	    str_is(f->root, "AGREE")))
		a->status = STR("proposed");
	if (f->control == FRAME_CANCEL)
		a->status = STR("cancelled");
	/* Nothing of what somebody denies has happened, as far as is told. */
	if (str_is(f->root, "REJECT") && coder_any_word(s, v->verb,
	    "denied denies deny denying")) {
		a->status = STR("denied");
		a->last = s->groups - 1;
	}
	if (j > k && f->control == FRAME_REQUEST)
		a->last = j;
	return modality(s, v, a);
}

