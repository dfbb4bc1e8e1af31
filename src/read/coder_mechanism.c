#include "read/coder_sentence.h"

#include "base/str.h"

#include "base/banned.h"

/* What two parties hold again and again, so that it has a name. */
static const char *const held[] = { "dialogue", "border" };

static bool
is_held(const struct sentence *s, int i)
{
	const struct frame_table *f = &s->c->g->frame;

	for (size_t k = 0; k < countof(held); k++)
		if (frame_lists(&s->classes[i], frame_class(f,
		    str_of(held[k]))))
			return true;
	return false;
}

/* Behind the longest term at ${i}. */
static int
term_end(const struct sentence *s, int i)
{
	struct gazetteer_match w;

	gazetteer_at(s->c->g, &s->t[i], (size_t)(s->n - i),
	    s->c->vietnamese, INT32_MIN, &w);
	return i + (w.term_length > 0 ? (int)w.term_length : 1);
}

/* "strategic", "defence policy": what a term is more exactly. */
static bool
modifies(const struct sentence *s, int i)
{
	return i >= 0 && s->t[i].punct == 0 && s->mention_at[i] == 0 &&
	    (s->t[i].flags & (TEXT_NUMBER | TEXT_OWNER)) == 0 &&
	    (s->grammar[i] & ~(uint32_t)(FRAME_NOUN | FRAME_FORCE |
	    FRAME_ADJ)) == 0 && !s->is_verb[i] &&
	    !coder_any_word(s, i, "first second third fourth fifth sixth "
	    "seventh eighth ninth tenth eleventh twelfth last next annual new "
	    "latest joint");
}

/* A state as the text calls it, else as the pack does. */
static struct str
state_name(const struct sentence *s, struct str code)
{
	for (int k = 0; k < s->mentions; k++)
		if (str_eq(s->m[k].code, code) && !s->m[k].implied &&
		    s->m[k].name->type == GAZETTEER_STATE)
			return coder_span(s, s->m[k].begin, s->m[k].end);
	return gazetteer_state(s->c->g, code);
}

/* "Vietnam-Japan" right before the token ${i}; where it begins, or -1. */
static int
parties_before(const struct sentence *s, int i)
{
	int last = i > 0 ? s->mention_at[i - 1] : 0, first;

	if (last < 2)
		return -1;
	first = last - 1;
	/* The dash is a token where blanks stand round it. */
	if (s->m[last - 1].begin - s->m[first - 1].end > 1 ||
	    (s->m[last - 1].begin > s->m[first - 1].end &&
	    s->t[s->m[first - 1].end].punct != '-'))
		return -1;
	return s->m[first - 1].begin;
}

/* "Đối thoại Chính sách quốc phòng Việt Nam - Hàn Quốc" */
static bool
vietnamese_name(const struct sentence *s, int i, struct coder_event *e)
{
	int end = term_end(s, i), k = end;
	const struct mention *m, *next;

	while (k < s->n && s->mention_at[k] == 0 && s->t[k].punct == 0 &&
	    k < end + 4)
		k++;
	m = coder_mention(s, &k, k + 1 < s->n ? k + 1 : s->n);
	if (m == NULL || m->implied || k + 1 >= s->n ||
	    s->t[k].punct != '-' || s->mention_at[k + 1] == 0)
		return false;
	next = &s->m[s->mention_at[k + 1] - 1];
	e->mechanism = coder_span(s, i, next->end);
	return true;
}

/* The name as the text has it, or put together of both states. */
static bool
english_name(const struct sentence *s, struct arena *a, int i,
    struct coder_event *e)
{
	struct str source = state_name(s, e->source);
	struct str target = state_name(s, e->target);
	int from = i, to = term_end(s, i), begin;

	while (modifies(s, from - 1) && i - from < 4)
		from--;
	begin = parties_before(s, from);
	if (begin >= 0) {
		e->mechanism = coder_span(s, begin, to);
		return true;
	}
	/* "dialogues", "a dialogue": none of them has a name. */
	if (source.n == 0 || target.n == 0 || from == i ||
	    coder_any_word(s, from - 1, "a an") ||
	    !coder_one_of(e->activity, "dialogue border_exchange"))
		return false;
	e->mechanism = arena_printf(a, "%.*s-%.*s %.*s", STRF(source),
	    STRF(target), STRF(coder_span(s, from, to)));
	return true;
}

void
coder_mechanism(const struct sentence *s, struct arena *a,
    struct coder_event *e)
{
	if (e->mechanism.n > 0 || e->source.n != 3 || e->target.n != 3 ||
	    !coder_one_of(e->activity, "dialogue border_exchange agreement "
	    "exercise"))
		return;
	for (int i = 0; i < s->n; i++)
		if (is_held(s, i) && s->mention_at[i] == 0 &&
		    (s->c->vietnamese ? vietnamese_name(s, i, e)
		    : english_name(s, a, i, e)))
			return;
}
