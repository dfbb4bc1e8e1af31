#include "read/coder_sentence.h"

#include "base/str.h"

#include "base/banned.h"

const struct frame_verb *
coder_verb_at(const struct sentence *s, int i)
{
	static const struct frame_verb none;
	uint32_t w;

	if (i < 0 || i >= s->n || s->mention_at[i] != 0)
		return &none;
	w = s->t[i].word;
	return &s->c->g->frame.verb[w];
}

static char
punct(const struct sentence *s, int i)
{
	return i < 0 || i >= s->n ? '\0' : s->t[i].punct;
}

/* The token before ${i} that is no adverb. */
int
coder_verb_before(const struct sentence *s, int i)
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
	return (s->grammar[p] & CODER_BEFORE_NOUN) != 0 &&
	    (s->grammar[p] & (FRAME_TO | FRAME_FORCE | FRAME_ROLE)) == 0;
}

/* Whether the words behind ${i} look like an object or an adverbial. */
static bool
object_follows(const struct sentence *s, int i)
{
	const struct mention *m = mention_at(s, i);

	return m != NULL || (coder_grammar(s, i) & (FRAME_DET | FRAME_PRON |
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
	uint32_t gp = coder_grammar(s, p);

	if ((coder_grammar(s, i + 1) & FRAME_TO) != 0 &&
	    (gp & CODER_CLOSED) == 0 &&
	    (coder_verb_at(s, i + 2)->forms & FRAME_BASE) != 0 &&
	    !finite_before)
		return GROUP_FINITE;
	if ((s->grammar[i] & FRAME_NOUN) == 0)
		return m != NULL || (gp & FRAME_PREP) == 0 ? GROUP_FINITE : -1;
	if (m != NULL ? m->name->type == GAZETTEER_NATIONALITY
	    : (gp & (FRAME_PRON | FRAME_REL | FRAME_ROLE | FRAME_FORCE)) == 0)
		return -1;
	return object_follows(s, i + 1) ? GROUP_FINITE : -1;
}

/* "Vietnam, Laos sign treaty": two names, a verb, and no article. */
static bool
headline(const struct sentence *s, int i, int p)
{
	const struct mention *m = mention_at(s, p), *first;
	uint32_t next = coder_grammar(s, i + 1);
	int before;

	if (m == NULL || p != i - 1 || i + 1 >= s->n ||
	    (s->grammar[i] & FRAME_ADJ) != 0 || m->name->type ==
	    GAZETTEER_NATIONALITY || (next & (FRAME_PREP | FRAME_BE |
	    FRAME_MODAL | FRAME_HAVE | FRAME_AND)) != 0 ||
	    s->t[i + 1].punct != 0)
		return false;
	before = m->begin - 1;
	while (before > 0 && before > m->begin - 4 && (punct(s, before) == ','
	    || (coder_grammar(s, before) & (FRAME_AND | FRAME_DET)) != 0))
		before--;
	first = before < m->begin - 1 ? mention_at(s, before) : NULL;
	return first != NULL && first->begin < 2 && first->name->type !=
	    GAZETTEER_NATIONALITY;
}

/* "They visit", "France and Italy sign a treaty": the base form. */
static int
base_kind(const struct sentence *s, int i, int p, bool finite_before)
{
	bool plural = s->t[p].end > s->t[p].begin &&
	    s->text.p[s->t[p].end - 1] == 's';
	uint32_t gp = coder_grammar(s, p);

	if ((gp & FRAME_PRON) != 0)
		return GROUP_FINITE;
	if (finite_before || (gp & CODER_CLOSED) != 0)
		return -1;
	if (plural && p < i - 1 && coder_is_word(s, i - 1, "jointly"))
		return GROUP_FINITE;
	if ((s->grammar[i] & FRAME_NOUN) == 0 && (coder_grammar(s, i + 1) &
	    (FRAME_PREP | FRAME_TO)) != 0)
		plural |= (gp & FRAME_FORCE) != 0;
	else if (headline(s, i, p))
		return GROUP_FINITE;
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
	    (coder_grammar(s, i + 1) & FRAME_PREP) != 0 &&
	    (coder_verb_at(s, p - 1)->forms & FRAME_ING) != 0;
}

/* "the Vietnam-Laos working group meeting": an -ing inside a noun phrase. */
static bool
working_group(const struct sentence *s, int i, int p)
{
	bool noun = p == i - 1 && p >= 0 && s->t[p].punct == 0 &&
	    (coder_grammar(s, p) & (CODER_CLOSED | FRAME_ROLE |
	    FRAME_FORCE)) == 0;

	return noun && !object_follows(s, i + 1) && (coder_grammar(s, i + 1) &
	    (CODER_CLOSED | FRAME_ADJ)) == 0 && punct(s, i + 1) != ',' &&
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
	    p != i - 1 || (coder_grammar(s, i + 1) & (FRAME_PREP | FRAME_BE |
	    FRAME_MODAL | FRAME_HAVE)) != 0)
		return false;
	return m != NULL ? m->name->type != GAZETTEER_NATIONALITY
	    : (coder_grammar(s, p) & (FRAME_FORCE | FRAME_ROLE)) != 0;
}

/* A verb without auxiliary: which kind, or -1 when it is a noun here. */
int
coder_verb_bare(const struct sentence *s, int i, bool finite_before)
{
	const struct frame_verb *v = coder_verb_at(s, i);
	int p = coder_verb_before(s, i);
	uint32_t gp = coder_grammar(s, p);

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
	unsigned forms = coder_verb_at(s, j)->forms;

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
bool
coder_verb_group(const struct sentence *s, int i, struct group *v)
{
	uint32_t last = 0;
	int j = i;

	*v = (struct group){ .begin = i, .kind = GROUP_FINITE, .subject = -1 };
	if (i > 0 &&
	    (coder_grammar(s, coder_verb_before(s, i)) & FRAME_TO) != 0)
		v->kind = GROUP_INF;
	/* "led by the minister may have": months and names are no modals. */
	if ((s->grammar[i] & FRAME_MODAL) != 0 &&
	    (s->t[i].flags & TEXT_CAP) != 0 && i > 0)
		return false;
	for (; j < s->n && s->mention_at[j] == 0; j++) {
		uint32_t g = s->grammar[j];
		const struct frame_verb *w = coder_verb_at(s, j);

		if ((g & CODER_AUXILIARY) != 0) {
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
		    (coder_verb_at(s, j + 1)->forms & FRAME_BASE) != 0) {
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
		    (coder_grammar(s, j + 1) & FRAME_TO) != 0) {
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
