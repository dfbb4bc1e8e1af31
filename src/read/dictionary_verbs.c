#include "read/dictionary.h"

#include <string.h>

#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

enum {
	HEADS_MAX = 400, /* verbs of one block */
	ACTS_MAX = 64    /* what a pattern can make: a root, turned or not */
};

struct verbs {
	struct arena *a;
	struct gazetteer *g;
	struct map *set;         /* "&FOOD" -> its class, an int */
	int open;                /* the set whose members follow, -1 none */
	struct frame_block *head[HEADS_MAX]; /* of the verbs of this block */
	size_t heads;
	struct frame_block *block; /* what they share, NULL outside of one */
	bool patterns;           /* of this block were read */
	struct frame *act[ACTS_MAX];
	size_t acts;
};

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

/* The one frame that makes this root, kept for all patterns that do. */
static const struct frame *
act_of(struct verbs *d, struct str code)
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
	if (d->acts == ACTS_MAX)
		return NULL;
	d->act[d->acts] = arena_alloc(d->a, sizeof(f));
	*d->act[d->acts] = f;
	return d->act[d->acts++];
}

/* The class of a set, made when it is new; -1 when there is no room. */
static int
set_of(struct verbs *d, struct str name)
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

static struct str
bare(struct str s)
{
	while (s.n > 0 && strchr("_ ", s.p[s.n - 1]) != NULL)
		s.n--;
	while (s.n > 0 && strchr("+&_", s.p[0]) != NULL)
		s = str_from(s, 1);
	return s;
}

static enum err
limit(struct why *why)
{
	return why_set(why, ERR_LIMIT, "the verb dictionary has more words "
	    "than can be held");
}

static void
add_need(struct verbs *d, struct frame_rule *r, struct str w, bool before)
{
	struct frame_need n = { .class = -1, .before = before };

	if (w.n == 0 || r->needs == FRAME_NEEDS_MAX)
		return;
	if (w.p[0] == '&') {
		n.class = set_of(d, bare(w));
	} else {
		n.word[0] = word_add(d->g->words, w);
		n.word[1] = word_add(d->g->words, arena_printf(d->a, "%.*ss",
		    STRF(w)));
	}
	if (n.class >= 0 || n.word[0] != 0)
		r->need[r->needs++] = n;
}

/* "- &MILITARY * {ARMS SHIPMENT} (TO BORDER) [154]" */
static enum err
pattern(struct verbs *d, struct str line, struct why *why)
{
	struct frame_rule r = { .needs = 0 };
	struct str words, code, one, part;
	bool before = true;

	if (!str_cut(str_from(line, 1), '[', &words, &code) ||
	    !str_cut(code, ']', &code, &part))
		return ERR_OK;
	if (word_count(d->g->words) + 4 * TEXT_TOKENS_MAX > d->g->words_max)
		return limit(why);
	while (str_word(&words, &one)) {
		while (one.n > 0 && strchr("({", one.p[0]) != NULL)
			one = str_from(one, 1);
		while (one.n > 0 && strchr(")}", one.p[one.n - 1]) != NULL)
			one.n--;
		if (str_is(one, "*"))
			before = false;
		if (one.n == 0 || strchr("*$+%^", one.p[0]) != NULL)
			continue;
		if (one.p[0] == '&') {
			add_need(d, &r, one, before);
			continue;
		}
		while (one.n > 0) {
			(void)str_cut(one, '_', &part, &one);
			add_need(d, &r, part, before);
		}
	}
	r.act = act_of(d, code);
	d->patterns = true;
	if (d->block == NULL || r.act == NULL)
		return ERR_OK;
	d->block->rule = arena_grow(d->a, d->block->rule, d->block->rules,
	    sizeof(r));
	d->block->rule[d->block->rules++] = r;
	return ERR_OK;
}

/* The rules with the most needs first; equal ones as they were written. */
static void
close_block(struct verbs *d)
{
	struct frame_block *b = d->block;

	for (size_t i = 1; b != NULL && i < b->rules; i++) {
		struct frame_rule r = b->rule[i];
		size_t j = i;

		for (; j > 0 && b->rule[j - 1].needs < r.needs; j--)
			b->rule[j] = b->rule[j - 1];
		b->rule[j] = r;
	}
	for (size_t i = 0; b != NULL && i < d->heads; i++) {
		d->head[i]->rule = b->rule;
		d->head[i]->rules = b->rules;
		/* "EXPRESS [0110]" amid verbs of [010] is that by itself. */
		if (d->head[i]->otherwise == NULL)
			d->head[i]->otherwise = b->otherwise;
	}
	d->block = NULL;
	d->heads = 0;
	d->patterns = false;
}

static void
open_block(struct verbs *d)
{
	close_block(d);
	d->block = arena_alloc(d->a, sizeof(*d->block));
}

/* "ABANDON {ABANDONS ABANDONED} [080]" */
static enum err
head(struct verbs *d, struct str line, struct why *why)
{
	struct str name, forms, code, rest;
	struct frame_block *own;
	uint32_t id;

	if (word_count(d->g->words) + 4 * TEXT_TOKENS_MAX > d->g->words_max)
		return limit(why);
	(void)str_cut(line, '[', &name, &code);
	(void)str_cut(code, ']', &code, &rest);
	(void)str_cut(name, '{', &name, &forms);
	(void)str_cut(forms, '}', &forms, &rest);
	name = bare(str_trim(name));
	/* Verbs of two words are left to the patterns of the first. */
	if (name.n == 0 || str_find(name, STR("_")) != SIZE_MAX ||
	    str_find(name, STR(" ")) != SIZE_MAX)
		return ERR_OK;
	/* TABARI gives each verb patterns of its own. */
	if (d->block == NULL || d->patterns)
		open_block(d);
	id = frame_verb_add(d->a, &d->g->frame, name, forms);
	if (id == 0 || d->heads == HEADS_MAX)
		return ERR_OK;
	own = arena_alloc(d->a, sizeof(*own));
	if (dictionary_root(code).n > 0)
		own->otherwise = act_of(d, code);
	d->head[d->heads++] = own;
	d->g->frame.block[id] = own;
	return ERR_OK;
}

/* "--- ABANDON [080] ---" */
static void
title(struct verbs *d, struct str line)
{
	struct str name, code, rest;

	open_block(d);
	d->open = -1;
	(void)str_cut(line, '[', &name, &code);
	(void)str_cut(code, ']', &code, &rest);
	if (dictionary_root(code).n > 0)
		d->block->otherwise = act_of(d, code);
}

/* A member of the open set: "+PRIME_MINISTER". */
static enum err
member(struct verbs *d, struct str line, struct why *why)
{
	char *p = arena_cstr(d->a, bare(line));
	struct str words = str_of(p);
	enum err e;

	for (char *c = p; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	e = gazetteer_term(d->a, d->g, words, d->open, why);
	/* "RELIEF_" has no plural. */
	if (e != ERR_OK || words.n == 0 || str_ends(line, STR("_")))
		return e;
	return gazetteer_term(d->a, d->g, arena_printf(d->a, "%.*s%s",
	    STRF(words), strchr("sxzSXZ", words.p[words.n - 1]) != NULL
	    ? "es" : "s"), d->open, why);
}

static enum err
verb_line(struct verbs *d, struct str line, struct why *why)
{
	if (str_starts(line, STR("---"))) {
		title(d, line);
		return ERR_OK;
	}
	if (line.p[0] == '-')
		return pattern(d, line, why);
	if (line.p[0] == '&') {
		d->open = set_of(d, bare(line));
		return ERR_OK;
	}
	if (line.p[0] == '+' && d->open >= 0)
		return member(d, line, why);
	d->open = -1;
	return head(d, line, why);
}

enum err
dictionary_verbs(struct arena *a, struct gazetteer *g,
    const struct gazetteer_file *f, struct why *why)
{
	struct verbs *d = arena_alloc(a, sizeof(*d));
	struct str rest = f->text, line, comment;
	enum err e = ERR_OK;

	*d = (struct verbs){ .a = a, .g = g, .set = map_new(a), .open = -1 };
	while (e == ERR_OK && str_line(&rest, &line)) {
		(void)str_cut(line, '#', &line, &comment);
		(void)str_cut(line, ';', &line, &comment);
		line = str_trim(line);
		if (line.n > 0)
			e = verb_line(d, line, why);
	}
	close_block(d);
	return e;
}
