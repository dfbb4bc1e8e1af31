#include "read/dictionary_part.h"

#include <string.h>

#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

static void
close_block(struct verbs *d)
{
	struct frame_block *b = d->block;

	if (b != NULL)
		dictionary_sort(b);
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

/* A word of the block's verbs, with its irregular forms. */
static void
head_add(struct verbs *d, struct str name, struct str forms,
    const struct frame *act)
{
	uint32_t id = frame_verb_add(d->a, &d->g->frame, name, forms);
	struct frame_block *own;

	if (id == 0 || d->heads == DICTIONARY_HEADS_MAX)
		return;
	own = arena_alloc(d->a, sizeof(*own));
	own->otherwise = act;
	d->head[d->heads++] = own;
	d->g->frame.block[id] = own;
}

/* TABARI writes stems: "APPL" is apply, "ANNOUNC" announce. */
static struct str
whole_verb(struct verbs *d, struct str name)
{
	static const char *const ends[] = { "", "E", "Y" };

	for (size_t i = 0; i < countof(ends); i++) {
		struct str whole = arena_printf(d->a, "%.*s%s", STRF(name),
		    ends[i]);
		uint32_t id = word_find(d->g->words, whole);

		if (id != 0 && d->g->frame.verb[id].base != 0)
			return whole;
	}
	return name;
}

/* "RE_OPEN" is "reopen", and with a hyphen a verb of two words. */
static void
again_add(struct verbs *d, struct str name, struct str forms,
    const struct frame *act)
{
	struct str verb = dictionary_bare(str_from(name, 2));
	struct str all = STR(""), one;

	if (!str_starts(name, STR("RE_")) ||
	    str_find(verb, STR("_")) != SIZE_MAX)
		return;
	while (str_word(&forms, &one))
		all = arena_printf(d->a, "%.*s RE%.*s", STRF(all),
		    STRF(dictionary_bare(str_from(dictionary_bare(one), 2))));
	head_add(d, arena_printf(d->a, "RE%.*s", STRF(verb)), all, act);
}

/* "ABANDON {ABANDONS ABANDONED} [080]", "+DRAW_OUT {+DREW_OUT}" */
static enum err
head(struct verbs *d, struct str line, struct why *why)
{
	const struct frame *act = NULL;
	struct str name, forms, code, rest;
	struct phrase *p;

	if (word_count(d->g->words) + 4 * TEXT_TOKENS_MAX > d->g->words_max)
		return dictionary_limit(why);
	(void)str_cut(line, '[', &name, &code);
	(void)str_cut(code, ']', &code, &rest);
	(void)str_cut(name, '{', &name, &forms);
	(void)str_cut(forms, '}', &forms, &rest);
	name = str_trim(name);
	if (dictionary_bare(name).n == 0 ||
	    str_find(name, STR(" ")) != SIZE_MAX)
		return ERR_OK;
	/* TABARI gives each verb patterns of its own. */
	if (d->block == NULL || d->patterns)
		open_block(d);
	if (dictionary_root(code).n > 0)
		act = dictionary_act(d, code);
	if (str_find(dictionary_bare(name), STR("_")) == SIZE_MAX) {
		head_add(d, whole_verb(d, dictionary_bare(name)), forms, act);
		return ERR_OK;
	}
	again_add(d, dictionary_bare(name), forms, act);
	p = arena_alloc(d->a, sizeof(*p));
	*p = (struct phrase){ name, forms, d->block, act, NULL };
	*d->last = p;
	d->last = &p->next;
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
		d->block->otherwise = dictionary_act(d, code);
}

/* A member of the open set: "+PRIME_MINISTER". */
static enum err
member(struct verbs *d, struct str line, struct why *why)
{
	char *p = arena_cstr(d->a, dictionary_bare(line));
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
		return dictionary_pattern(d, line, why);
	/* "~ a (a b Q) SAY = a b Q": the reader has its own way for that. */
	if (line.p[0] == '~')
		return ERR_OK;
	if (line.p[0] == '&') {
		d->open = dictionary_set(d, dictionary_bare(line));
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

	*d = (struct verbs){ .a = a, .g = g, .set = map_new(a), .open = -1,
		.last = &d->first };
	while (e == ERR_OK && str_line(&rest, &line)) {
		(void)str_cut(line, '#', &line, &comment);
		(void)str_cut(line, ';', &line, &comment);
		line = str_trim(line);
		if (line.n > 0)
			e = verb_line(d, line, why);
	}
	close_block(d);
	for (struct phrase *p = d->first; e == ERR_OK && p != NULL;
	    p = p->next)
		e = dictionary_phrase(d, p, why);
	return e;
}
