#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum {
	AUXILIARY = FRAME_MODAL | FRAME_BE | FRAME_HAVE | FRAME_DO,
	BEFORE_NOUN = FRAME_DET | FRAME_ADJ | FRAME_PREP | FRAME_NUMBER,
	CLOSED = FRAME_DET | FRAME_PREP | FRAME_AND | FRAME_SUB | FRAME_REL |
	    FRAME_MODAL | FRAME_NOT | FRAME_BE | FRAME_HAVE | FRAME_DO |
	    FRAME_PRON | FRAME_ADV | FRAME_TO | FRAME_IF
};

static const struct frame_verb *
verb_at(const struct sentence *s, int i)
{
	static const struct frame_verb none;
	uint32_t w;

	if (i < 0 || i >= s->n || s->mention_at[i] != 0)
		return &none;
	w = s->t[i].word;
	return &s->c->g->frame.verb[w];
}

static uint32_t
grammar(const struct sentence *s, int i)
{
	return i < 0 || i >= s->n ? 0 : s->grammar[i];
}

static char
punct(const struct sentence *s, int i)
{
	return i < 0 || i >= s->n ? '\0' : s->t[i].punct;
}

/* The token before ${i} that is no adverb. */
static int
before(const struct sentence *s, int i)
{
	do
		i--;
	while (i >= 0 && (s->grammar[i] & (FRAME_ADV | FRAME_NOT)) != 0 &&
	    (s->grammar[i] & (FRAME_MODAL | FRAME_BE | FRAME_DO |
	    FRAME_HAVE)) == 0);
	return i;
}

static const struct mention *
mention_at(const struct sentence *s, int i)
{
	int m = i >= 0 && i < s->n ? s->mention_at[i] : 0;

	return m != 0 ? &s->m[m - 1] : NULL;
}

/* Whether what stands at ${p} calls for a noun to follow. */
static bool
wants_noun(const struct sentence *s, int p)
{
	const struct mention *m = mention_at(s, p);

	if (p < 0)
		return false;
	if ((s->t[p].flags & TEXT_OWNER) != 0)
		return true;
	if (m != NULL)
		return m->name->type == GAZETTEER_NATIONALITY &&
		    (s->t[p].end - s->t[p].begin < 2 ||
		    s->text.p[s->t[p].end - 1] != 's');
	/* "Thousands" are people; "three" wants to know of what. */
	if ((s->grammar[p] & FRAME_NUMBER) != 0 &&
	    s->c->g->frame.value[s->t[p].word] == 0)
		return false;
	return (s->grammar[p] & BEFORE_NOUN) != 0 &&
	    (s->grammar[p] & (FRAME_TO | FRAME_FORCE | FRAME_ROLE)) == 0;
}

/* Whether the words behind ${i} look like an object or an adverbial. */
static bool
object_follows(const struct sentence *s, int i)
{
	const struct mention *m = mention_at(s, i);

	return m != NULL || (grammar(s, i) & (FRAME_DET | FRAME_PRON |
	    FRAME_NUMBER)) != 0 || (i < s->n &&
	    (s->t[i].flags & TEXT_NUMBER) != 0);
}

/* Half of a compound, or a name: no verb whatever it looks like. */
static bool
no_verb(const struct sentence *s, int i)
{
	if ((s->t[i].flags & TEXT_JOINED) != 0 &&
	    !coder_any_word(s, i - 1, "co re test"))
		return true;
	if (i + 1 < s->n && (s->t[i + 1].flags & TEXT_JOINED) != 0 &&
	    !coder_is_word(s, i, "co"))
		return true;
	return (s->t[i].flags & TEXT_CAP) != 0 && i > 0 &&
	    punct(s, i - 1) == 0;
}

/* "Vietnam visits", "the ministry plans to": a present that ends in s. */
static int
present_kind(const struct sentence *s, int i, int p, bool finite_before)
{
	const struct mention *m = mention_at(s, p);
	uint32_t gp = grammar(s, p);

	if ((grammar(s, i + 1) & FRAME_TO) != 0 && (gp & CLOSED) == 0 &&
	    (verb_at(s, i + 2)->forms & FRAME_BASE) != 0 && !finite_before)
		return GROUP_FINITE;
	if ((s->grammar[i] & FRAME_NOUN) == 0)
		return m != NULL || (gp & FRAME_PREP) == 0 ? GROUP_FINITE : -1;
	if (m != NULL ? m->name->type == GAZETTEER_NATIONALITY
	    : (gp & (FRAME_PRON | FRAME_REL | FRAME_ROLE | FRAME_FORCE)) == 0)
		return -1;
	return object_follows(s, i + 1) ? GROUP_FINITE : -1;
}

/* "They visit", "France and Italy sign a treaty": the base form. */
static int
base_kind(const struct sentence *s, int i, int p, bool finite_before)
{
	bool plural = s->t[p].end > s->t[p].begin &&
	    s->text.p[s->t[p].end - 1] == 's';
	uint32_t gp = grammar(s, p);

	if ((gp & FRAME_PRON) != 0)
		return GROUP_FINITE;
	if (finite_before || (gp & CLOSED) != 0)
		return -1;
	if (plural && p < i - 1 && coder_is_word(s, i - 1, "jointly"))
		return GROUP_FINITE;
	if ((s->grammar[i] & FRAME_NOUN) == 0 && (grammar(s, i + 1) &
	    (FRAME_PREP | FRAME_TO)) != 0)
		plural |= (gp & FRAME_FORCE) != 0;
	else if (!object_follows(s, i + 1))
		return -1;
	return plural || mention_at(s, p) != NULL ? GROUP_FINITE : -1;
}

/* "has begun talking to aid workers": after all that, aid is a noun. */
static bool
aid_workers(const struct sentence *s, int i, int p)
{
	return p == i - 1 && p > 0 && i + 1 < s->n &&
	    (s->grammar[i] & FRAME_NOUN) != 0 &&
	    (grammar(s, i + 1) & FRAME_PREP) != 0 &&
	    (verb_at(s, p - 1)->forms & FRAME_ING) != 0;
}

/* "the Vietnam-Laos working group meeting": an -ing inside a noun phrase. */
static bool
working_group(const struct sentence *s, int i, int p)
{
	bool noun = p == i - 1 && p >= 0 && s->t[p].punct == 0 &&
	    (grammar(s, p) & (CLOSED | FRAME_ROLE | FRAME_FORCE)) == 0;

	return noun && !object_follows(s, i + 1) && (grammar(s, i + 1) &
	    (CLOSED | FRAME_ADJ)) == 0 && punct(s, i + 1) != ',' &&
	    s->t[p].end > s->t[p].begin &&
	    s->text.p[s->t[p].end - 1] != 's';
}

/* "Burundi cut its ties": a verb whose past looks like a noun. */
static bool
same_in_past(const struct sentence *s, int i, int p,
    const struct frame_verb *v)
{
	const struct mention *m = mention_at(s, p);

	if ((v->forms & FRAME_BASE) == 0 || (v->forms & FRAME_PAST) == 0 ||
	    p != i - 1 || (grammar(s, i + 1) & (FRAME_PREP | FRAME_BE |
	    FRAME_MODAL | FRAME_HAVE)) != 0)
		return false;
	return m != NULL ? m->name->type != GAZETTEER_NATIONALITY
	    : (grammar(s, p) & (FRAME_FORCE | FRAME_ROLE)) != 0;
}

/* A verb without auxiliary: which kind, or -1 when it is a noun here. */
static int
bare_kind(const struct sentence *s, int i, bool finite_before)
{
	const struct frame_verb *v = verb_at(s, i);
	int p = before(s, i);
	uint32_t gp = grammar(s, p);

	if (no_verb(s, i))
		return -1;
	if ((gp & FRAME_TO) != 0 && (v->forms & FRAME_BASE) != 0)
		return aid_workers(s, i, p) ? -1 : GROUP_INF;
	if ((v->forms & FRAME_ING) != 0)
		return (wants_noun(s, p) && (gp & FRAME_PREP) == 0) ||
		    working_group(s, i, p) ||
		    ((s->grammar[i] & FRAME_NOUN) != 0 &&
		    !object_follows(s, i + 1)) ? -1 : GROUP_ING;
	if (wants_noun(s, p))
		return -1;
	/* "to displaced people"; "the court this week": no verbs here. */
	if (((gp & FRAME_PREP) != 0 && p == i - 1 && (v->forms & FRAME_BASE)
	    == 0) || (s->grammar[i] & (FRAME_FORCE | FRAME_ROLE)) != 0)
		return -1;
	if ((v->forms & (FRAME_PAST | FRAME_PART)) != 0 &&
	    ((v->forms & FRAME_BASE) == 0 ||
	    (s->grammar[i] & FRAME_NOUN) == 0)) {
		bool by = (v->forms & FRAME_PART) != 0 &&
		    coder_is_word(s, i + 1, "by");

		return (v->forms & FRAME_PAST) == 0 || by || p < 0
		    ? GROUP_PART : GROUP_FINITE;
	}
	if (p < 0 || punct(s, p) == '"')
		return -1;
	if (same_in_past(s, i, p, v) && !finite_before)
		return GROUP_FINITE;
	if ((v->forms & FRAME_S) != 0)
		return present_kind(s, i, p, finite_before);
	return (v->forms & FRAME_BASE) != 0
	    ? base_kind(s, i, p, finite_before) : -1;
}

/* One auxiliary into what it says of the group. */
static void
auxiliary(struct group *v, uint32_t g)
{
	v->future |= (g & FRAME_FUTURE) != 0;
	v->maybe |= (g & FRAME_MAYBE) != 0;
	v->must |= (g & FRAME_MUST) != 0;
	v->negated |= (g & FRAME_NOT) != 0;
	v->perfect |= (g & FRAME_HAVE) != 0;
}

/* Whether the verb at ${j} goes with the auxiliary ${last} before it. */
static bool
main_verb(const struct sentence *s, int j, uint32_t last, struct group *v)
{
	unsigned forms = verb_at(s, j)->forms;

	if ((last & FRAME_BE) != 0) {
		v->passive = (forms & FRAME_PART) != 0;
		v->going_on = (forms & FRAME_ING) != 0;
		return v->passive || v->going_on ||
		    (s->grammar[j] & FRAME_NOUN) == 0;
	}
	if ((last & FRAME_HAVE) != 0)
		return (forms & (FRAME_PART | FRAME_PAST)) != 0;
	return (forms & FRAME_BASE) != 0;
}

/* No other verb follows: the last auxiliary is the verb itself. */
static void
auxiliary_alone(const struct sentence *s, struct group *v)
{
	v->end = v->verb + 1;
	v->base = s->c->g->frame.verb[s->t[v->verb].word].base;
	if ((s->grammar[v->verb] & FRAME_BE) != 0) {
		v->base = word_find(s->c->g->words, STR("be"));
		v->going_on = true;
	}
	if ((s->grammar[v->verb] & FRAME_HAVE) != 0) {
		v->base = word_find(s->c->g->words, STR("have"));
		v->perfect = false;
		/* "has no plan to buy" */
		v->iffy = coder_is_word(s, v->end, "no");
	}
}

/* A group that begins with an auxiliary at ${i}; false when it is none. */
static bool
auxiliary_group(const struct sentence *s, int i, struct group *v)
{
	uint32_t last = 0;
	int j = i;

	*v = (struct group){ .begin = i, .kind = GROUP_FINITE, .subject = -1 };
	if (i > 0 && (grammar(s, before(s, i)) & FRAME_TO) != 0)
		v->kind = GROUP_INF;
	/* "led by the minister may have": months and names are no modals. */
	if ((s->grammar[i] & FRAME_MODAL) != 0 &&
	    (s->t[i].flags & TEXT_CAP) != 0 && i > 0)
		return false;
	for (; j < s->n && s->mention_at[j] == 0; j++) {
		uint32_t g = s->grammar[j];
		const struct frame_verb *w = verb_at(s, j);

		if ((g & AUXILIARY) != 0) {
			/* "had" and "did" may be the verb themselves. */
			auxiliary(v, g);
			last = g;
			v->verb = j;
			continue;
		}
		if ((g & (FRAME_ADV | FRAME_NOT)) != 0) {
			v->negated |= (g & FRAME_NOT) != 0;
			continue;
		}
		/* is to host, has to leave, is going to visit */
		if ((g & FRAME_TO) != 0 && (last & (FRAME_BE | FRAME_HAVE)) &&
		    (verb_at(s, j + 1)->forms & FRAME_BASE) != 0) {
			if ((last & FRAME_BE) != 0)
				v->future = true;
			else
				v->must = true;
			last = FRAME_MODAL;
			continue;
		}
		if (w->base == 0)
			break;
		if ((last & FRAME_BE) != 0 && coder_is_word(s, j, "going") &&
		    (grammar(s, j + 1) & FRAME_TO) != 0) {
			v->future = true;
			continue;
		}
		if (!main_verb(s, j, last, v))
			break;
		v->verb = j;
		v->base = w->base;
		v->end = j + 1;
		return true;
	}
	auxiliary_alone(s, v);
	return true;
}

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
		    && (s->grammar[i] & (CLOSED & ~(uint32_t)FRAME_PRON)) == 0))
			return true;
	return false;
}

/* "BOGOTA, March 8 (Agency)": a month stands before the bracket. */
static bool
dated(const struct sentence *s, int to)
{
	for (int i = 0; i < to; i++)
		if ((grammar(s, i) & FRAME_MONTH) != 0)
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
		uint32_t g = grammar(s, begin);
		int comma = -1;
		bool fronted = (g & (FRAME_PREP | FRAME_ADV | FRAME_SUB |
		    FRAME_AND | FRAME_WEEKDAY)) != 0 ||
		    (begin < s->n && verb_at(s, begin)->forms == FRAME_ING);

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
	int p = before(s, v->begin);

	/* "a diplomat it arrested", "fears they were helping" */
	if ((grammar(s, p) & FRAME_PRON) != 0) {
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
		if ((s->grammar[i] & AUXILIARY) != 0 &&
		    auxiliary_group(s, i, &v)) {
			s->v[s->groups++] = v;
			finite = true;
			i = v.end;
			continue;
		}
		if (verb_at(s, i)->base == 0 ||
		    (kind = bare_kind(s, i, finite)) < 0) {
			i++;
			continue;
		}
		v = (struct group){ .begin = i, .verb = i, .end = i + 1,
			.base = verb_at(s, i)->base,
			.kind = (enum group_kind)kind, .subject = -1,
			.bare = true };
		if ((s->t[i].flags & TEXT_JOINED) != 0 &&
		    coder_is_word(s, i - 1, "test"))
			v.base = s->t[i - 1].word; /* test-fired */
		v.passive = kind == GROUP_PART;
		v.past = (verb_at(s, i)->forms & FRAME_PAST) != 0;
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
