#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/* Words that two who deal with each other are called by. */
static const char pairs[] = "sides countries ministers parties armies navies "
    "nations leaders militaries governments ministries forces delegations "
    "neighbours neighbors";
static const char pairs_vi[] = "bên nước bộ quân lực đoàn";

/* Guests and what they come on. */
static const char guests[] = "delegation guest guests visitors ship ships "
    "vessel vessels";

static bool
any_name(const struct sentence *s, int from, int to)
{
	for (int i = from < 0 ? 0 : from; i < to && i < s->n; i++)
		if (s->mention_at[i] != 0)
			return true;
	return false;
}

static struct mention
implied(struct sentence *s, int from, int to, struct str code)
{
	struct gazetteer_name *name = &s->stand_in[s->stand_ins];

	*name = (struct gazetteer_name){ .code = code,
		.type = GAZETTEER_ACTOR, .valid = { INT32_MIN, INT32_MAX } };
	return (struct mention){ .begin = from, .end = to, .name = name,
		.code = code, .implied = true };
}

/*
 * ${code}, and ${other} unless it is empty, stand at the tokens from ${from};
 * mentions stay in order.
 */
static void
stand_in(struct sentence *s, int from, int to, struct str code,
    struct str other)
{
	struct mention m;
	int at = s->mentions;

	if (code.n == 0 || s->mentions == MENTIONS_MAX ||
	    s->stand_ins + 2 > (int)countof(s->stand_in))
		return;
	m = implied(s, from, to, code);
	s->stand_ins++;
	if (other.n > 0) {
		s->other[s->stand_ins] = implied(s, from, to, other);
		m.other = &s->other[s->stand_ins++];
	}
	while (at > 0 && s->m[at - 1].begin > from)
		at--;
	memmove(&s->m[at + 1], &s->m[at], (size_t)(s->mentions - at) *
	    sizeof(s->m[0]));
	s->m[at] = m;
	s->mentions++;
	for (int k = at; k < s->mentions; k++)
		for (int i = s->m[k].begin; i < s->m[k].end; i++)
			s->mention_at[i] = k + 1;
	for (int i = from; i < to; i++)
		s->grammar[i] = 0;
}

/* Two actors named in this sentence before ${i}. */
static bool
two_before(const struct sentence *s, int i)
{
	int n = 0;
	struct str first = STR("");

	for (int k = 0; k < s->mentions && s->m[k].begin < i; k++) {
		if (s->m[k].code.n == 0 || str_eq(s->m[k].code, first))
			continue;
		first = s->m[k].code;
		n++;
	}
	return n > 1;
}

/* "the two sides", "both ministers", "hai nước" */
static bool
two_sides(struct sentence *s, int i)
{
	bool vietnamese = s->c->vietnamese;
	int next = i + 1;

	if (vietnamese ? !coder_is_word(s, i, "hai")
	    : !coder_any_word(s, i, "two both"))
		return false;
	/* "the two defence ministers" */
	while (!vietnamese && next < i + 3 && next < s->n &&
	    coder_any_word(s, next, "defence defense foreign"))
		next++;
	if (next >= s->n || any_name(s, i, next + 2) ||
	    !coder_any_word(s, next, vietnamese ? pairs_vi : pairs) ||
	    coder_is_word(s, next + 1, "of") || two_before(s, i))
		return false;
	stand_in(s, i, next + 1, s->memory.pair[0], s->memory.pair[1]);
	return true;
}

/* "They", "He" at the beginning: who acted before. */
static void
pronoun(struct sentence *s)
{
	int i = 0;

	while (i < s->n && (s->t[i].punct == '"' ||
	    (s->grammar[i] & FRAME_ADV) != 0))
		i++;
	if (coder_is_word(s, i, "they") && s->memory.pair[1].n > 0)
		stand_in(s, i, i + 1, s->memory.pair[0], s->memory.pair[1]);
	else if (coder_any_word(s, i, "he she they") ||
	    (s->c->vietnamese && coder_is_word(s, i, "ông")))
		stand_in(s, i, i + 1, s->memory.subject, STR(""));
}

/* "the delegation", without a word whose */
static void
guest(struct sentence *s, int i)
{
	if (!coder_is_word(s, i, "the") || i + 1 >= s->n ||
	    !coder_any_word(s, i + 1, guests) || any_name(s, i, i + 3))
		return;
	stand_in(s, i + 1, i + 2, s->memory.subject, STR(""));
}

/* Whether the phrase at ${i} says whose it is: "the Ministry of X of Y". */
static bool
owned(const struct sentence *s, int i)
{
	const struct frame_table *f = &s->c->g->frame;

	if (any_name(s, i - 2, i))
		return true;
	for (int k = i + 1; k < s->n && k < i + 8; k++) {
		if (s->mention_at[k] != 0)
			return true;
		if (s->t[k].punct != 0 || (s->grammar[k] & (FRAME_BE |
		    FRAME_HAVE | FRAME_MODAL | FRAME_DO)) != 0 ||
		    (f->verb[s->t[k].word].base != 0 &&
		    (s->t[k].flags & TEXT_CAP) == 0))
			break;
	}
	return false;
}

/* "the Ministry of National Defence", "our navy", "we" */
static bool
at_home(const struct sentence *s, int i)
{
	bool capital = (s->t[i].flags & TEXT_CAP) != 0 &&
	    (s->grammar[i] & (FRAME_ROLE | FRAME_FORCE)) != 0;

	if (coder_any_word(s, i, "we our us ours"))
		return true;
	/* A title before a person's name is anybody's. */
	return capital && !owned(s, i) && i > 0 &&
	    coder_any_word(s, i - 1, "the deputy") && i + 1 < s->n &&
	    ((s->t[i + 1].flags & TEXT_CAP) == 0 ||
	    coder_is_word(s, i + 1, "of"));
}

/* "Tàu 016 thăm Xin-ga-po": nothing before the verb says whose it is. */
static bool
ownerless(const struct sentence *s, int i)
{
	for (int k = i + 1; k < s->n && k < i + 12; k++) {
		if (s->mention_at[k] != 0)
			return false;
		if (k > i + 1 && s->c->g->frame.first[s->t[k].word] != NULL)
			return true;
	}
	return false;
}

/* "Bộ trưởng Quốc phòng", "quân đội ta" */
static int
at_home_vietnamese(const struct sentence *s, int i)
{
	if (coder_is_word(s, i, "ta") && coder_any_word(s, i - 1,
	    "chúng nước đội quân"))
		return 1;
	if ((s->t[i].flags & TEXT_CAP) == 0)
		return 0;
	if (i == 0 && coder_any_word(s, i, "tàu đoàn") && ownerless(s, i))
		return 1;
	if (coder_is_word(s, i, "quân") && coder_is_word(s, i + 1, "đội") &&
	    !any_name(s, i, i + 6))
		return 2;
	if (!coder_is_word(s, i, "bộ"))
		return 0;
	if (coder_is_word(s, i + 1, "quốc") && coder_is_word(s, i + 2,
	    "phòng") && !any_name(s, i, i + 6))
		return 3;
	if (coder_is_word(s, i + 1, "trưởng") && coder_is_word(s, i + 2,
	    "quốc") && !any_name(s, i, i + 7))
		return 4;
	return 0;
}

static void
home(struct sentence *s)
{
	for (int i = 0; i < s->n; i++) {
		int length = s->mention_at[i] != 0 ? 0 : s->c->vietnamese
		    ? at_home_vietnamese(s, i) : at_home(s, i);

		if (length > 0 && i + length <= s->n)
			stand_in(s, i, i + length, s->c->home, STR(""));
	}
}

void
coder_refer(struct sentence *s)
{
	s->stand_ins = 0;
	if (s->c->home.n > 0)
		home(s);
	if (s->memory.subject.n == 0)
		return;
	if (!any_name(s, 0, 2))
		pronoun(s);
	for (int i = 0; i + 1 < s->n; i++)
		if (s->mention_at[i] == 0 && !(s->memory.pair[1].n > 0 &&
		    two_sides(s, i)))
			guest(s, i);
}

void
coder_remember(struct sentence *s, const struct coder_event *e, size_t n)
{
	struct memory *m = &s->memory;
	struct str code[2] = { { "", 0 }, { "", 0 } };
	int found = 0;

	if (n > 0 && e[0].source.n > 0) {
		m->subject = e[0].source;
		if (e[0].target.n > 0) {
			m->pair[0] = e[0].source;
			m->pair[1] = e[0].target;
		}
		return;
	}
	for (int k = 0; k < s->mentions && found < 2; k++)
		if (s->m[k].code.n > 0 && (found == 0 ||
		    !str_eq(s->m[k].code, code[0])))
			code[found++] = s->m[k].code;
	if (found > 0)
		m->subject = code[0];
	if (found > 1) {
		m->pair[0] = code[0];
		m->pair[1] = code[1];
	}
}
