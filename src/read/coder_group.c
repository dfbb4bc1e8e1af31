#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/* Behind which token the clause of the verb at ${to} begins. */
static int
clause_begin(const struct sentence *s, int from, int to, struct group *v)
{
	int begin = from;

	for (int i = from; i < to; i++) {
		uint32_t g = s->grammar[i];
		char p = s->t[i].punct;

		if ((g & FRAME_IF) != 0) {
			v->iffy = true;
			begin = i + 1;
		} else if ((g & FRAME_REL) != 0) {
			v->relative = true;
			begin = i + 1;
		} else if ((g & FRAME_SUB) != 0 && (g & FRAME_PREP) == 0) {
			v->dependent = true;
			begin = i + 1;
		} else if ((g & FRAME_SUB) != 0) {
			/* "after the vote" or "after it voted": both hide. */
			v->dependent = true;
			begin = i + 1;
		} else if (p == ';' || p == '"' || p == ':') {
			v->relative = v->dependent = false;
			begin = i + 1;
		} else if (p == ',' || p == '-') {
			v->dependent = false;
			begin = i + 1;
		} else if (coder_is_word(s, i, "that")) {
			begin = i + 1;
		}
	}
	return begin;
}

static bool
has_noun(const struct sentence *s, int from, int to)
{
	for (int i = from; i < to; i++)
		if (s->mention_at[i] != 0 || ((s->t[i].flags & TEXT_PUNCT) == 0
		    && (s->grammar[i] & (CODER_CLOSED &
		    ~(uint32_t)FRAME_PRON)) == 0))
			return true;
	return false;
}

/* "BOGOTA, March 8 (Agency)": a month stands before the bracket. */
static bool
dated(const struct sentence *s, int to)
{
	for (int i = 0; i < to; i++)
		if ((coder_grammar(s, i) & FRAME_MONTH) != 0)
			return true;
	return false;
}

/* Behind "On a visit to Zimbabwe," and the like. */
static int
behind_fronted(const struct sentence *s, int to)
{
	int begin = 0, i = 0;

	/* "PARIS -", "BAGHDAD:" and other datelines. */
	for (i = 0; i < to && i < 12; i++)
		if (s->t[i].punct == '-' || s->t[i].punct == ':' ||
		    (s->t[i].punct == ')' && dated(s, i))) {
			begin = i + 1;
			break;
		}
	for (;;) {
		uint32_t g = coder_grammar(s, begin);
		int comma = -1;
		bool fronted = (g & (FRAME_PREP | FRAME_ADV | FRAME_SUB |
		    FRAME_AND | FRAME_WEEKDAY)) != 0 ||
		    (begin < s->n &&
		    coder_verb_at(s, begin)->forms == FRAME_ING);

		if (coder_any_word(s, begin, "last this however meanwhile"))
			fronted = true;
		if (!fronted)
			return begin;
		for (i = begin; i < to; i++)
			if (s->t[i].punct == ',') {
				comma = i;
				break;
			}
		if (comma < 0)
			return begin;
		begin = comma + 1;
	}
}

/* Whether what follows ${v} may be a clause without "that". */
static bool
takes_clause(const struct sentence *s, const struct group *v)
{
	const struct frame *f = s->c->g->frame.first[v->base];

	for (; f != NULL; f = f->next)
		if (f->control == FRAME_SAY || f->control == FRAME_WISH)
			return true;
	return false;
}

static bool
boundary(const struct sentence *s, int from, int to)
{
	for (int i = from; i < to; i++)
		if (s->t[i].punct != 0 || (s->grammar[i] & (FRAME_AND |
		    FRAME_SUB | FRAME_REL)) != 0 || coder_is_word(s, i, "that"))
			return true;
	return false;
}

/* "visited Hanoi and the king met ...": what is before "and" was visited. */
static int
behind_and(const struct sentence *s, int from, int to)
{
	int begin = from;

	for (int i = from; i < to; i++)
		if ((s->grammar[i] & FRAME_AND) != 0)
			begin = i + 1;
	return begin;
}

static bool
names(const struct sentence *s, int from, int to)
{
	for (int i = from; i < to; i++)
		if (s->mention_at[i] != 0)
			return true;
	return false;
}

static bool
no_finite(const struct sentence *s, int k)
{
	for (int i = 0; i < k; i++)
		if (s->v[i].kind == GROUP_FINITE && !s->v[i].relative)
			return false;
	return true;
}

/*
 * A verb behind another with nothing between that begins a clause. Whether
 * that settled what it is.
 */
static bool
unbounded(struct sentence *s, int k)
{
	struct group *v = &s->v[k];
	const struct group *u = &s->v[k - 1];
	int p = coder_verb_before(s, v->begin);

	/* "a diplomat it arrested", "fears they were helping" */
	if ((coder_grammar(s, p) & FRAME_PRON) != 0) {
		v->relative = !takes_clause(s, u);
		v->subject = p;
		v->subject_end = v->begin;
		return true;
	}
	if (takes_clause(s, u) || v->relative || v->dependent ||
	    boundary(s, u->end, v->begin))
		return false;
	/* "The delegation headed by the chief has begun": its verb at last. */
	if (u->kind == GROUP_PART && v->kind == GROUP_FINITE &&
	    no_finite(s, k)) {
		v->subject = behind_fronted(s, u->begin);
		v->subject_end = names(s, v->subject, u->begin) ? u->begin
		    : v->begin;
		v->shares = false;
		return has_noun(s, v->subject, v->subject_end);
	}
	if (v->past && u->kind != GROUP_PART) {
		/* "detainees held after": no clause begins here. */
		v->kind = GROUP_PART;
		v->passive = true;
		v->subject = u->end;
		v->subject_end = v->begin;
		return true;
	}
	if (v->past || !v->bare)
		return false;
	/* "upgrade Vietnam's radar stations": a noun after all. */
	v->kind = GROUP_PART;
	v->base = 0;
	s->is_verb[v->verb] = false;
	v->shares = true;
	return true;
}

/* The first group's subject begins the sentence. */
static void
first_subject(struct sentence *s, int begin)
{
	struct group *v = &s->v[0];
	int front = behind_fronted(s, v->begin);

	/* Appositions: the subject begins before their commas. */
	v->subject = front;
	v->subject_end = v->begin;
	if (v->relative)
		return;
	if (v->dependent || v->iffy)
		v->subject = begin;
	v->shares = v->kind == GROUP_PART ||
	    !has_noun(s, v->subject, v->begin);
}

static void
find_subject(struct sentence *s, int k)
{
	struct group *v = &s->v[k];
	int from = k > 0 ? s->v[k - 1].end : 0, begin;

	if (v->kind == GROUP_INF || v->kind == GROUP_ING) {
		(void)clause_begin(s, from, v->begin, v);
		v->relative = v->iffy = false;
		v->shares = true;
		return;
	}
	begin = clause_begin(s, from, v->begin, v);
	if (k > 0 && begin == from)
		begin = behind_and(s, from, v->begin);
	if (k == 0) {
		first_subject(s, begin);
		return;
	}
	if (v->kind == GROUP_FINITE && begin == from && unbounded(s, k))
		return;
	if (v->kind == GROUP_PART || !has_noun(s, begin, v->begin)) {
		v->shares = true;
		return;
	}
	v->subject = begin;
	v->subject_end = v->begin;
}

/* The group whose subject ${k} shares. */
static void
share_subject(struct sentence *s, int k)
{
	struct group *v = &s->v[k];

	for (int i = k - 1; i >= 0; i--) {
		const struct group *u = &s->v[i];

		if (u->kind != GROUP_FINITE && u->subject < 0)
			continue;
		if (!v->relative && u->relative && i > 0 &&
		    v->kind == GROUP_FINITE)
			continue;
		if (u->subject >= 0) {
			v->subject = u->subject;
			v->subject_end = u->subject_end;
			if (u->iffy && v->kind != GROUP_FINITE)
				v->iffy = true;
			return;
		}
	}
	if (v->subject < 0) {
		v->subject = behind_fronted(s, v->begin);
		v->subject_end = v->begin;
	}
}

static void
find_objects(struct sentence *s, int k)
{
	struct group *v = &s->v[k];
	int end = s->n;

	for (int j = k + 1; j < s->groups; j++) {
		const struct group *u = &s->v[j];

		if (u->kind != GROUP_FINITE)
			continue;
		end = u->subject >= v->end ? u->subject : u->begin;
		break;
	}
	for (int i = v->end; i < end; i++)
		if (s->t[i].punct == ';' || ((s->grammar[i] & (FRAME_SUB |
		    FRAME_PREP)) == FRAME_SUB &&
		    !coder_is_word(s, i, "as")) || (s->t[i].punct == '"' &&
		    i > v->end + 1)) {
			end = i;
			break;
		}
	v->object_end = end > v->end ? end : v->end;
}

/* "It remains unclear when", "they debated whether": nobody knows. */
static bool
not_known(const struct sentence *s, int k)
{
	int i = s->v[k].subject_end > 0 && s->v[k].subject >= 0
	    ? s->v[k].subject : s->v[k].begin;

	for (int j = i - 1; j >= 0 && j > i - 4; j--)
		if (coder_any_word(s, j, "unclear uncertain unknown unlikely "
		    "doubtful undecided whether"))
			return true;
	return false;
}

void
coder_groups(struct sentence *s)
{
	bool finite = false;

	s->groups = 0;
	for (int i = 0; i < s->n && s->groups < GROUPS_MAX;) {
		struct group v;
		int kind;

		if (s->mention_at[i] != 0 || s->t[i].punct != 0) {
			i++;
			continue;
		}
		if ((s->grammar[i] & CODER_AUXILIARY) != 0 &&
		    coder_verb_group(s, i, &v)) {
			s->v[s->groups++] = v;
			finite = true;
			i = v.end;
			continue;
		}
		if (coder_verb_at(s, i)->base == 0 ||
		    (kind = coder_verb_bare(s, i, finite)) < 0) {
			i++;
			continue;
		}
		v = (struct group){ .begin = i, .verb = i, .end = i + 1,
			.base = coder_verb_at(s, i)->base,
			.kind = (enum group_kind)kind, .subject = -1,
			.bare = true };
		if ((s->t[i].flags & TEXT_JOINED) != 0 &&
		    coder_is_word(s, i - 1, "test"))
			v.base = s->t[i - 1].word; /* test-fired */
		v.passive = kind == GROUP_PART;
		v.past = (coder_verb_at(s, i)->forms & FRAME_PAST) != 0;
		finite |= kind == GROUP_FINITE;
		s->v[s->groups++] = v;
		i++;
	}
	memset(s->is_verb, 0, (size_t)s->n * sizeof(s->is_verb[0]));
	for (int k = 0; k < s->groups; k++)
		s->is_verb[s->v[k].verb] = true;
	for (int k = 0; k < s->groups; k++)
		find_subject(s, k);
	for (int k = 0; k < s->groups; k++)
		if (s->v[k].shares)
			share_subject(s, k);
	for (int k = 0; k < s->groups; k++)
		if (s->v[k].subject >= 0 && (coder_is_word(s, s->v[k].subject,
		    "no") || coder_is_word(s, s->v[k].subject, "neither")))
			s->v[k].negated = true;
	for (int k = 0; k < s->groups; k++)
		if (not_known(s, k))
			s->v[k].iffy = true;
	for (int k = 0; k < s->groups; k++)
		find_objects(s, k);
}
