#include "model/fold_thing.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/search.h"

#include "base/banned.h"

enum {
	WEIGHT_NAME = 4, /* of a word in the code or the title */
	WEIGHT_TEXT = 1,
	GATHERED = 100000 /* words that wait, some megabytes */
};

/* A word of a thing from one instant to another. */
struct fold_posting {
	struct str word;
	uint16_t kind;
	char id[ID_TEXT + 1];
	int64_t from, to;
	int weight;
};

bool
fold_has_words(const struct kind *k, const struct field *f)
{
	return (f->type == FIELD_TEXT || f->type == FIELD_LONG) &&
	    (f->searched || f == k->title || str_is(f->name, "code"));
}

/* A word of a thing: what it weighs, and since when. */
struct weight {
	int weight; /* 0: gone */
	int seen;   /* at the version being looked at */
	int64_t from;
};

static void
words_of_text(const struct fold_thing *t, struct map *words, struct str text,
    int weight)
{
	struct str *word;
	size_t n = search_words(t->fold->a, text, &word);

	for (size_t i = 0; i < n; i++) {
		struct weight *w = map_get(words, word[i]);

		if (w == NULL) {
			w = arena_alloc(t->fold->a, sizeof(*w));
			(void)map_put(words, word[i], w);
		}
		if (w->seen < weight)
			w->seen = weight;
	}
}

static void
words_at(const struct fold_thing *t, int64_t hlc, struct map *words)
{
	const struct value *state[KIND_FIELDS_MAX];

	(void)fold_state(t, hlc, state);
	for (size_t i = 0; i < t->kind->fields; i++) {
		const struct field *f = &t->kind->field[i];

		if (state[i] != NULL && state[i]->type == VALUE_TEXT &&
		    fold_has_words(t->kind, f))
			words_of_text(t, words, state[i]->text,
			    f == t->kind->title || str_is(f->name, "code")
			    ? WEIGHT_NAME : WEIGHT_TEXT);
	}
}

static enum err
posting_add(struct db *db, int part, const struct fold_posting *p,
    struct why *why)
{
	return db_run(db, part, STMT_WORD_ADD, ARGS(V_TEXT(p->word),
	    V_INT(p->kind), V_TEXT(fold_id(p->id)), V_INT(p->from),
	    V_INT(p->to), V_INT(p->weight)), why);
}

static int
posting_cmp(const void *x, const void *y)
{
	const struct fold_posting *a = x, *b = y;
	int c = str_cmp(a->word, b->word);

	if (c == 0)
		c = (a->from > b->from) - (a->from < b->from);
	if (c == 0)
		c = (a->kind > b->kind) - (a->kind < b->kind);
	return c != 0 ? c : memcmp(a->id, b->id, ID_TEXT);
}

static enum err
gathered_write(struct fold *f, struct db *db, int part, struct why *why)
{
	enum err e = ERR_OK;

	if (f->n_gathered > 1)
		qsort(f->gathered, f->n_gathered, sizeof(*f->gathered),
		    posting_cmp);
	for (size_t i = 0; e == ERR_OK && i < f->n_gathered; i++)
		e = posting_add(db, part, &f->gathered[i], why);
	f->n_gathered = 0;
	arena_reset(f->gathered_text);
	return e;
}

static enum err
word_add(const struct fold_thing *t, struct str word, const struct weight *w,
    int64_t to)
{
	struct fold *f = t->fold;
	struct fold_posting p = { .word = word, .kind = t->kind->number,
		.from = w->from, .to = to, .weight = w->weight };
	enum err e = ERR_OK;

	memcpy(p.id, t->id, sizeof(p.id));
	if (f->gathered == NULL)
		return posting_add(t->db, t->part, &p, t->why);
	if (f->n_gathered == GATHERED)
		e = gathered_write(f, t->db, t->part, t->why);
	p.word = arena_str(f->gathered_text, word);
	f->gathered[f->n_gathered++] = p;
	return e;
}

static enum err
word_end(const struct fold_thing *t, struct str word, const struct weight *w,
    int64_t to)
{
	return db_run(t->db, t->part, STMT_WORD_END, ARGS(V_TEXT(word),
	    V_INT(t->kind->number), V_TEXT(fold_id(t->id)), V_INT(w->from),
	    V_INT(to)), t->why);
}

static enum err
word_erase(const struct fold_thing *t, struct str word, const struct weight *w)
{
	return db_run(t->db, t->part, STMT_WORD_ERASE, ARGS(V_TEXT(word),
	    V_INT(t->kind->number), V_TEXT(fold_id(t->id)), V_INT(w->from)),
	    t->why);
}

static enum err
word_gone(const struct fold_thing *t, struct str word, const struct weight *w,
    int64_t to, enum fold_words what)
{
	switch (what) {
	case FOLD_RECALL:
		break;
	case FOLD_NEXT:
		return word_end(t, word, w, to);
	case FOLD_MAKE:
		return word_add(t, word, w, to);
	case FOLD_ERASE:
		return word_erase(t, word, w);
	}
	return ERR_OK;
}

/* From the words before the instant ${hlc} to those at it. */
static enum err
words_move(const struct fold_thing *t, struct map *words, int64_t hlc,
    enum fold_words what)
{
	struct str word;
	struct weight *w;
	size_t i = 0;
	enum err e = ERR_OK;

	words_at(t, hlc, words);
	while (e == ERR_OK && (w = map_each(words, &i, &word)) != NULL) {
		if (w->seen != w->weight) {
			if (w->weight > 0)
				e = word_gone(t, word, w, hlc, what);
			w->weight = w->seen;
			w->from = hlc;
			if (e == ERR_OK && w->weight > 0 && what == FOLD_NEXT)
				e = word_add(t, word, w, FOLD_FOREVER);
		}
		w->seen = 0;
	}
	return e;
}

/* Those words that stand at the end end never. */
enum err
fold_words(const struct fold_thing *t, const int64_t *at, size_t n,
    enum fold_words what)
{
	struct map *words = map_new(t->fold->a);
	struct weight *w;
	struct str word;
	size_t i = 0;
	enum err e = ERR_OK;

	for (size_t v = 0; e == ERR_OK && v < n; v++)
		e = words_move(t, words, at[v], what);
	while (e == ERR_OK && (w = map_each(words, &i, &word)) != NULL)
		if (w->weight > 0)
			e = word_gone(t, word, w, FOLD_FOREVER, what);
	return e;
}

enum err
fold_words_next(const struct fold_thing *t, const int64_t *at, size_t n)
{
	struct map *words = map_new(t->fold->a);
	enum err e = ERR_OK;

	ALWAYS(n > 0);
	for (size_t i = 0; e == ERR_OK && i + 1 < n; i++)
		e = words_move(t, words, at[i], FOLD_RECALL);
	return e != ERR_OK ? e : words_move(t, words, at[n - 1], FOLD_NEXT);
}

void
fold_gather(struct fold *f)
{
	f->gathered = arena_array(f->a, GATHERED, sizeof(*f->gathered));
	f->gathered_text = arena_new(GATHERED * (size_t)128);
}

enum err
fold_gathered(struct fold *f, struct db *db, int part, struct why *why)
{
	enum err e = gathered_write(f, db, part, why);

	arena_free(f->gathered_text);
	f->gathered = NULL;
	return e;
}
