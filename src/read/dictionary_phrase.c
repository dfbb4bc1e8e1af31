#include "read/dictionary_part.h"

#include "base/str.h"

#include "base/banned.h"

/* Which of its words is the verb: the one behind "+", else the first. */
static size_t
phrase_verb(struct str words)
{
	size_t at = 0;
	struct str one;

	for (struct str rest = words; rest.n > 0; at++) {
		(void)str_cut(rest, '_', &one, &rest);
		if (str_starts(one, STR("+")))
			return at;
	}
	return str_starts(words, STR("RE_")) ? 1 : 0;
}

static struct str
phrase_word(struct str words, size_t at)
{
	struct str one = STR("");

	for (size_t i = 0; i <= at && words.n > 0; i++)
		(void)str_cut(words, '_', &one, &words);
	return dictionary_bare(one);
}

/* The word's own forms out of those of the whole. */
static struct str
phrase_forms(struct verbs *d, const struct phrase *p, size_t verb)
{
	struct str rest = p->forms, all = STR(""), one;

	while (str_word(&rest, &one))
		all = arena_printf(d->a, "%.*s %.*s", STRF(all),
		    STRF(phrase_word(one, str_find(one, STR("+")) == SIZE_MAX
		    ? verb : phrase_verb(one))));
	return all;
}

/* ${r} where the other words of the phrase stand as well. */
static void
phrase_rule(struct verbs *d, const struct phrase *p, size_t verb,
    struct frame_rule *r)
{
	struct str rest = p->words, one;

	for (size_t i = 0; rest.n > 0; i++) {
		(void)str_cut(rest, '_', &one, &rest);
		if (i != verb)
			dictionary_need(d, r, dictionary_bare(one), i < verb);
	}
}

enum err
dictionary_phrase(struct verbs *d, const struct phrase *p, struct why *why)
{
	size_t verb = phrase_verb(p->words), n = p->block->rules;
	struct frame_rule other = { .act = p->act != NULL ? p->act
	    : p->block->otherwise };
	struct frame_block *b, *old;
	uint32_t id;

	if (word_count(d->g->words) + 4 * TEXT_TOKENS_MAX > d->g->words_max)
		return dictionary_limit(why);
	id = frame_verb_add(d->a, &d->g->frame, phrase_word(p->words, verb),
	    phrase_forms(d, p, verb));
	if (id == 0)
		return ERR_OK;
	if (other.act == NULL)
		other.act = dictionary_act(d, STR("---"));
	old = d->g->frame.block[id];
	b = arena_alloc(d->a, sizeof(*b));
	b->otherwise = old != NULL ? old->otherwise : NULL;
	b->rule = arena_array(d->a, n + 1 + (old != NULL ? old->rules : 0),
	    sizeof(*b->rule));
	for (size_t i = 0; i <= n; i++) {
		struct frame_rule r = i < n ? p->block->rule[i] : other;

		phrase_rule(d, p, verb, &r);
		if (r.act != NULL)
			b->rule[b->rules++] = r;
	}
	for (size_t i = 0; old != NULL && i < old->rules; i++)
		b->rule[b->rules++] = old->rule[i];
	dictionary_sort(b);
	d->g->frame.block[id] = b;
	return ERR_OK;
}
