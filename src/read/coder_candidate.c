#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

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
	bool future = coder_one_of(e->status, "planned proposed");
	const struct mention *m;
	int from, to, i;

	clause_of(s, k, &from, &to);
	i = from;
	while ((m = coder_mention(s, &i, to)) != NULL) {
		bool forum = m->name->type == GAZETTEER_FORUM ||
		    m->name->type == GAZETTEER_EXERCISE;
		bool mission = m->name->type == GAZETTEER_MISSION;

		if ((forum || mission) && e->mechanism.n == 0)
			e->mechanism = m->name->code;
		if (mission && e->where.n == 0)
			e->where = m->name->host;
	}
	i = from;
	while (e->where.n == 0 && (m = coder_mention(s, &i, to)) != NULL)
		if (coder_at_place(m) && m->code.n == 3 &&
		    m->name->type != GAZETTEER_FORUM)
			e->where = m->code;
	if (e->where.n == 0 && str_is(e->mode, "visit") && e->target.n == 3)
		e->where = e->target;
	/* "HANOI, 5 March - X met Y on Monday": the clause's own date. */
	e->has_when = coder_when(s, s->v[k].begin, s->v[k].object_end, future,
	    &e->when) || coder_when(s, 0, s->n, future, &e->when);
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
	while ((m = coder_mention(s, &i, v->object_end)) != NULL)
		if (coder_at_place(m) && m->name->type == GAZETTEER_CAPITAL &&
		    !str_eq(m->code, a->target.m[0]->code))
			coder_actor_add(&a->source, m);
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
	/* Far behind the verb a name belongs to something else. */
	if (source == NULL && !v->passive && target->begin > v->end + 8)
		return false;
	if (source == NULL && (target->name->type == GAZETTEER_FORUM ||
	    str_is(a->f->mode, "visit")))
		return false;
	if (a->f->target == FRAME_SWAP)
		return false;
	if (source == NULL)
		return !coder_one_of(a->root, "COOPERATE MOBILIZE REQUEST") &&
		    (v->passive || !coder_at_place(target));
	/* A forum's members cooperate among themselves. */
	if (source->name->type == GAZETTEER_FORUM &&
	    str_is(a->activity, "exercise"))
		return true;
	return (!coder_one_of(a->root, "CONSULT COOPERATE") &&
	    !coder_one_of(a->f->root, "CONSULT COOPERATE")) ||
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

/* Whether what begins at token ${i} is of one of the classes. */
static bool
of_class(const struct sentence *s, int i, const struct frame_list *l)
{
	for (size_t k = 0; k < l->n; k++)
		if (frame_lists(&s->classes[i], l->class[k]))
			return true;
	return false;
}

/* The words of the frame are evidence too: "held ... an exercise". */
static void
cover_terms(const struct sentence *s, const struct group *v,
    const struct frame *f, struct coder_event *e)
{
	int to = v->object_end < v->end + 16 ? v->object_end : v->end + 16;

	for (int g = 0; g < f->groups; g++) {
		for (int i = v->end; i < to; i++)
			if (of_class(s, i, &f->object[g])) {
				if (s->t[i].end > e->end)
					e->end = s->t[i].end;
				break;
			}
		for (int i = v->subject; i >= 0 && i < v->subject_end; i++)
			if (of_class(s, i, &f->subject[g]) &&
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

static bool
jointly(const struct sentence *s, const struct group *v)
{
	for (int i = v->begin; i < v->object_end; i++)
		if (coder_any_word(s, i, "jointly together"))
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
	    a->source.m[0]->name->type == GAZETTEER_FORUM) &&
	    str_eq(a->source.m[0]->code, a->target.m[0]->code))
		a->target.n = 0;
	/* A drill near somebody is not one with him. */
	if (a->source.n == 1 && a->target.n > 0 &&
	    coder_one_of(a->activity, "exercise patrol") &&
	    a->f->target == FRAME_RECIP && coder_at_place(a->target.m[0]))
		a->target.n = 0;
	/* "X and Y discussed it in Z": Z is only where. */
	if (a->source.n > 1 && a->target.n > 0 &&
	    a->f->target == FRAME_RECIP && coder_at_place(a->target.m[0]))
		a->target.n = 0;
	if (a->source.n > 1 && a->target.n > 0 && coder_one_of(a->root,
	    "AGREE CONSULT COOPERATE SUPPORT") &&
	    (coder_at_place(a->target.m[0]) || a->f->target == FRAME_RECIP ||
	    among(a->target.m[0], &a->source)))
		a->target.n = 0;
	/* "X's and Y's doctors are jointly treating": with each other. */
	if (a->source.n > 1 && a->target.n == 0 && str_is(a->root, "AID") &&
	    jointly(s, &s->v[k]))
		a->root = STR("COOPERATE");
	if (a->target.n == 0 && a->source.n == 1 && coder_one_of(a->root,
	    "PROTEST COERCE") && a->source.m[0]->code.n == 3)
		a->target = a->source;
	if (a->source.n > 1 && a->target.n == 0 &&
	    (a->f->target == FRAME_RECIP || coder_one_of(a->root,
	    "AGREE CONSULT COOPERATE SUPPORT"))) {
		for (int i = 0; i < a->source.n; i++)
			for (int j = i + 1; j < a->source.n && n < max; j++)
				n += put(s, k, a, a->source.m[i],
				    a->source.m[j], &out[n]);
		return n;
	}
	if (a->source.n == 0 && a->target.n > 1 &&
	    (!s->c->vietnamese || s->v[k].passive) &&
	    (a->f->target == FRAME_RECIP ||
	    a->f->control == FRAME_CANCEL))
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
		if (coder_act(s, k, &a, 0)) {
			n += spread(s, k, &a, out + n, max - n);
			for (int j = k; j <= a.last; j++)
				used[j] = true;
			continue;
		}
		f = coder_frame(s, k);
		/* "could agree to hold": nor was anything held. */
		if (f != NULL && f->control != FRAME_NONE && k + 1 <
		    s->groups && s->v[k + 1].kind == GROUP_INF &&
		    (s->v[k].maybe || s->v[k].negated || s->v[k].iffy ||
		    s->v[k].must))
			used[k + 1] = true;
		if (f != NULL && f->root.n == 0 && (f->control == FRAME_WISH ||
		    f->control == FRAME_NONE))
			for (int j = k + 1; j < s->groups &&
			    !(s->v[j].kind == GROUP_FINITE &&
			    s->v[j].shares && !s->v[j].relative); j++)
				used[j] = true;
	}
	return n;
}
