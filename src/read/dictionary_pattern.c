#include "read/dictionary_part.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum { CHOICES_MAX = 64 }; /* rules of one pattern with alternatives */

/* PLOVER's roots by CAMEO's first two digits, and what differs from them. */
struct str
dictionary_root(struct str code)
{
	static const char *const roots[] = {
		"", "", "REQUEST", "AGREE", "CONSULT", "SUPPORT", "COOPERATE",
		"AID", "YIELD", "ACCUSE", "REQUEST", "ACCUSE", "REJECT",
		"THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE",
		"ASSAULT", "ASSAULT", "ASSAULT"
	};
	int64_t v;

	if (str_starts(code, STR("163")))
		return STR("COERCE");
	if (str_starts(code, STR("175")) || str_starts(code, STR("1712")))
		return STR("ASSAULT");
	if (code.n < 2 || !str_int(str_to(code, 2), &v) || v < 0 ||
	    v >= (int64_t)countof(roots))
		return STR("");
	return str_of(roots[v]);
}

static struct str
activity_of(struct str code, struct str root)
{
	if (str_starts(code, STR("042")) || str_starts(code, STR("043")))
		return STR("visit");
	if (str_starts(code, STR("062")))
		return STR("exercise");
	if (str_is(root, "CONSULT"))
		return STR("~meeting");
	if (str_is(root, "AID"))
		return STR("~aid");
	if (str_is(root, "AGREE") || str_starts(code, STR("057")))
		return STR("~agreement");
	return str_is(root, "COOPERATE") ? STR("~exchange")
	    : str_is(root, "MOBILIZE") || str_is(root, "PROTEST") ||
	    str_is(root, "COERCE") || str_is(root, "ASSAULT") ? STR("none")
	    : STR("statement");
}

const struct frame *
dictionary_act(struct verbs *d, struct str code)
{
	struct str first, second, root;
	bool two = str_cut(code, ':', &first, &second);
	bool turned = two && str_trim(first).n == 0;
	struct frame f = { .target = FRAME_ANY };

	code = str_trim(turned ? second : first);
	root = dictionary_root(code);
	f.root = root;
	if (root.n > 0) {
		f.activity = activity_of(code, root);
		f.target = turned ? FRAME_SWAP : two && str_eq(str_trim(first),
		    str_trim(second)) ? FRAME_RECIP : FRAME_ANY;
	}
	for (size_t i = 0; i < d->acts; i++)
		if (str_eq(d->act[i]->root, root) &&
		    d->act[i]->target == f.target &&
		    str_eq(d->act[i]->activity, f.activity))
			return d->act[i];
	if (d->acts == DICTIONARY_ACTS_MAX)
		return NULL;
	d->act[d->acts] = arena_alloc(d->a, sizeof(f));
	*d->act[d->acts] = f;
	return d->act[d->acts++];
}

int
dictionary_set(struct verbs *d, struct str name)
{
	int *class = map_get(d->set, name);
	int c;

	if (class != NULL)
		return *class;
	c = frame_class_add(d->a, &d->g->frame, arena_printf(d->a, "&%.*s",
	    STRF(name)));
	class = arena_alloc(d->a, sizeof(*class));
	*class = c;
	(void)map_put(d->set, arena_str(d->a, name), class);
	return c;
}

struct str
dictionary_bare(struct str s)
{
	while (s.n > 0 && strchr("_ ", s.p[s.n - 1]) != NULL)
		s.n--;
	while (s.n > 0 && strchr("+&_", s.p[0]) != NULL)
		s = str_from(s, 1);
	return s;
}

enum err
dictionary_limit(struct why *why)
{
	return why_set(why, ERR_LIMIT, "the verb dictionary has more words "
	    "than can be held");
}

void
dictionary_need(struct verbs *d, struct frame_rule *r, struct str w,
    bool before)
{
	struct frame_need n = { .class = -1, .before = before };

	if (w.n == 0)
		return;
	/* A pattern longer than can be held would say more than it does. */
	if (r->needs == FRAME_NEEDS_MAX) {
		r->act = NULL;
		return;
	}
	if (w.p[0] == '&') {
		n.class = dictionary_set(d, dictionary_bare(w));
	} else {
		n.word[0] = word_add(d->g->words, w);
		n.word[1] = word_add(d->g->words, arena_printf(d->a, "%.*ss",
		    STRF(w)));
	}
	if (n.class >= 0 || n.word[0] != 0)
		r->need[r->needs++] = n;
}

/* "BY/WITH" is either. */
static void
add_either(struct verbs *d, struct frame_rule *r, struct str w, bool before)
{
	struct str one, other;

	if (!str_cut(w, '/', &one, &other) || one.n == 0 || other.n == 0 ||
	    r->needs == FRAME_NEEDS_MAX) {
		dictionary_need(d, r, w, before);
		return;
	}
	r->need[r->needs++] = (struct frame_need){ .word = {
		word_add(d->g->words, one), word_add(d->g->words, other) },
		.class = -1, .before = before };
}

/* "WENT_TO_*_FOR": words with the verb among them; "^_", "$" say nothing. */
static void
add_words(struct verbs *d, struct frame_rule *r, struct str words,
    bool *before)
{
	struct str part;

	while (words.n > 0) {
		(void)str_cut(words, '_', &part, &words);
		while (part.n > 0 && strchr("({^$%+", part.p[0]) != NULL)
			part = str_from(part, 1);
		while (part.n > 0 && strchr(")}", part.p[part.n - 1]) != NULL)
			part.n--;
		if (part.n > 0 && part.p[0] == '*') {
			*before = false;
			part = str_from(part, 1);
		}
		add_either(d, r, part, *before);
	}
}

/* One pattern without alternatives: "&MILITARY * {ARMS SHIPMENT}". */
static enum err
rule_add(struct verbs *d, struct str words, const struct frame *act,
    struct why *why)
{
	struct frame_rule r = { .act = act };
	bool before = true;
	struct str one;

	if (word_count(d->g->words) + 4 * TEXT_TOKENS_MAX > d->g->words_max)
		return dictionary_limit(why);
	while (str_word(&words, &one))
		add_words(d, &r, one, &before);
	if (d->block == NULL || r.act == NULL)
		return ERR_OK;
	d->block->rule = arena_grow(d->a, d->block->rule, d->block->rules,
	    sizeof(r));
	d->block->rule[d->block->rules++] = r;
	return ERR_OK;
}

/*
 * TABARI's "{ SALE | GIFT OF } TO" is a rule for each; braces without a bar
 * are PETRARCH's and hold words together.
 */
static enum err
choices(struct verbs *d, struct str words, const struct frame *act,
    size_t *left, struct why *why)
{
	struct str head, list, tail, one;
	enum err e = ERR_OK;

	if (str_find(words, STR("|")) == SIZE_MAX ||
	    !str_cut(words, '{', &head, &list) ||
	    !str_cut(list, '}', &list, &tail))
		return rule_add(d, words, act, why);
	while (e == ERR_OK && list.n > 0 && *left > 0) {
		(void)str_cut(list, '|', &one, &list);
		--*left;
		e = choices(d, arena_printf(d->a, "%.*s %.*s %.*s", STRF(head),
		    STRF(one), STRF(tail)), act, left, why);
	}
	return e;
}

/* "- * { SALE | GIFT } (TO BORDER) [154]" */
enum err
dictionary_pattern(struct verbs *d, struct str line, struct why *why)
{
	struct str words, code, rest;
	size_t left = CHOICES_MAX;

	if (!str_cut(str_from(line, 1), '[', &words, &code) ||
	    !str_cut(code, ']', &code, &rest))
		return ERR_OK;
	d->patterns = true;
	return choices(d, words, dictionary_act(d, code), &left, why);
}

void
dictionary_sort(struct frame_block *b)
{
	for (size_t i = 1; i < b->rules; i++) {
		struct frame_rule r = b->rule[i];
		size_t j = i;

		for (; j > 0 && b->rule[j - 1].needs < r.needs; j--)
			b->rule[j] = b->rule[j - 1];
		b->rule[j] = r;
	}
}
