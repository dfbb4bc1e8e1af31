#include "read/gazetteer.h"

#include <string.h>

#include "base/assets.h"
#include "base/map.h"
#include "base/plain.h"
#include "base/sheet.h"
#include "base/str.h"
#include "read/dictionary.h"

#include "base/banned.h"

/* Room for the packs, and for dictionaries of people's own besides. */
enum {
	NODES_MAX = 1 << 14,
	WORDS_MAX = 30000,
	NODES_MORE = 1 << 18,
	WORDS_MORE = 200000,
	SPARE = TEXT_TOKENS_MAX
};

struct gazetteer_node {
	struct gazetteer_name *name;
	struct gazetteer_class *class; /* of the term that ends here */
	struct frame_list classes; /* of all that end on the way here */
	uint32_t before;      /* the node that leads here */
	uint16_t length;      /* words on the way */
	uint16_t term_length; /* of the longest term on the way */
	/* A bit for each word that leads on: most others are none of them. */
	uint64_t follows;
};

struct gazetteer_edge {
	uint32_t from;
	uint32_t word;
	uint32_t to;
};

static uint32_t
edge_slot(const struct gazetteer *g, uint32_t from, uint32_t word)
{
	uint32_t h = (from * 0x9e3779b1u) ^ (word * 0x85ebca6bu);
	uint32_t mask = (uint32_t)g->slots - 1;

	for (uint32_t i = (h ^ h >> 15) & mask;; i = (i + 1) & mask) {
		const struct gazetteer_edge *e = &g->edge[g->slot[i]];

		if (g->slot[i] == 0 || (e->from == from && e->word == word))
			return i;
	}
}

static uint64_t
follow_bit(uint32_t word)
{
	return (uint64_t)1 << word % 64;
}

static uint32_t
step(const struct gazetteer *g, uint32_t from, uint32_t word)
{
	uint32_t at;

	if (word == 0)
		return 0;
	if (from == 0)
		return word < g->words_max ? g->root[word] : 0;
	if ((g->node[from].follows & follow_bit(word)) == 0)
		return 0;
	at = g->slot[edge_slot(g, from, word)];
	return at == 0 ? 0 : g->edge[at].to;
}

static uint32_t
step_make(struct gazetteer *g, uint32_t from, uint32_t word)
{
	uint32_t to = step(g, from, word);

	if (to != 0)
		return to;
	to = (uint32_t)++g->nodes;
	ALWAYS(to < g->nodes_max && word < g->words_max);
	g->node[to].before = from;
	g->node[to].length = (uint16_t)(g->node[from].length + 1);
	g->node[from].follows |= follow_bit(word);
	if (from == 0) {
		g->root[word] = to;
	} else {
		uint32_t slot = edge_slot(g, from, word);

		g->edge[++g->edges] = (struct gazetteer_edge){ from, word,
			to };
		g->slot[slot] = (uint32_t)g->edges;
	}
	return to;
}

/* The node at the end of these words, made when it is not there. */
static uint32_t
path(struct gazetteer *g, struct str words)
{
	struct text_token t[TEXT_TOKENS_MAX];
	struct str rest = words, one;
	uint32_t node = 0;
	size_t n;

	/* So that every word has a number before it is looked up. */
	while (rest.n > 0) {
		size_t i = 0;

		while (i < rest.n && strchr(" -/,()", rest.p[i]) == NULL)
			i++;
		one = str_to(rest, i);
		(void)word_add(g->words, one);
		/* People's, ministers' */
		if (str_ends(one, STR("'s")))
			(void)word_add(g->words, str_to(one, one.n - 2));
		else if (str_ends(one, STR("'")))
			(void)word_add(g->words, str_to(one, one.n - 1));
		rest = str_from(rest, i < rest.n ? i + 1 : i);
	}
	n = text_tokens(g->words, words, (struct text_span){ 0, words.n }, t);
	for (size_t i = 0; i < n; i++)
		if ((t[i].flags & TEXT_PUNCT) == 0)
			node = step_make(g, node, t[i].word);
	return node;
}

static bool
all_capitals(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || s.p[i] == '.' ||
		    (s.p[i] >= '0' && s.p[i] <= '9')))
			return false;
	return true;
}

static bool
small_letter(struct str s)
{
	return s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z';
}

static const char *const types[GAZETTEER_TYPE__MAX] = {
	"state", "nationality", "capital", "city", "org", "actor", "organ",
	"forum", "mission", "exercise", "region"
};

/* Room for one more name, however many words it has. */
static bool
has_room(const struct gazetteer *g)
{
	return g->nodes + SPARE < g->nodes_max && word_count(g->words) +
	    2 * SPARE < g->words_max;
}

enum err
gazetteer_add(struct arena *a, struct gazetteer *g,
    const struct gazetteer_name *given, struct why *why)
{
	struct gazetteer_name *n = arena_alloc(a, sizeof(*n));
	struct gazetteer_name **at;
	uint32_t node;

	if (!has_room(g))
		return why_set(why, ERR_LIMIT, "the dictionaries have more "
		    "names than can be held; leave out what is not needed");
	*n = *given;
	node = path(g, n->alias);
	if (node == 0)
		return ERR_OK; /* no word in it */
	at = &g->node[node].name;
	/* What holds for a time is looked at first. */
	while (!n->dated && *at != NULL && (*at)->dated)
		at = &(*at)->next;
	n->next = *at;
	*at = n;
	g->names++;
	return ERR_OK;
}

static enum err
name_add(struct arena *a, struct gazetteer *g, const struct sheet *s,
    size_t row, struct why *why)
{
	struct gazetteer_name *n = arena_alloc(a, sizeof(*n));
	struct str type = sheet_cell(s, row, 2), from, to;
	struct date d;
	int t = 0;
	enum err e;

	while (t < GAZETTEER_TYPE__MAX && !str_is(type, types[t]))
		t++;
	if (t == GAZETTEER_TYPE__MAX)
		return why_set(why, ERR_INPUT,
		    "line %zu: no such type of name (%.*s)", s->line[row],
		    STRF(type));
	n->alias = sheet_cell(s, row, 0);
	n->code = sheet_cell(s, row, 1);
	n->type = (enum gazetteer_type)t;
	n->vietnamese = str_is(sheet_cell(s, row, 3), "vi");
	n->exact = all_capitals(n->alias);
	n->capital = !n->exact && !small_letter(n->alias);
	n->valid = (struct date){ INT32_MIN, INT32_MAX };
	from = sheet_cell(s, row, 4);
	to = sheet_cell(s, row, 5);
	if ((from.n > 0 && !date_parse(from, &d)) ||
	    (to.n > 0 && !date_parse(to, &d)))
		return why_set(why, ERR_INPUT, "line %zu: not a date",
		    s->line[row]);
	if (from.n > 0 && date_parse(from, &d))
		n->valid.lo = d.lo;
	if (to.n > 0 && date_parse(to, &d))
		n->valid.hi = d.hi;
	(void)str_cut(n->code, '@', &n->code, &n->host);
	(void)str_cut(n->code, ':', &n->code, &n->short_name);
	e = gazetteer_add(a, g, n, why);
	if (e != ERR_OK)
		return e;
	if (n->type == GAZETTEER_STATE && !n->vietnamese &&
	    map_get(g->state, n->code) == NULL)
		(void)map_put(g->state, n->code, &n->alias);
	return ERR_OK;
}

static enum err
load_names(struct arena *a, struct gazetteer *g, struct why *why)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < assets_count; i++) {
		struct str name = assets_all[i].name;
		struct sheet s;

		if (!str_starts(name, STR("packs/")) ||
		    str_find(name, STR("/names")) == SIZE_MAX)
			continue;
		e = sheet_read(a, assets_all[i].body, &s, why);
		for (size_t r = 0; e == ERR_OK && r < s.rows; r++)
			e = name_add(a, g, &s, r, why);
		if (e != ERR_OK && why != NULL && str_find(str_of(why->text),
		    name) == SIZE_MAX) {
			struct why inner = *why;

			*why = (struct why){ 0 };
			return why_set(why, e, "%.*s: %.400s", STRF(name),
			    inner.text);
		}
	}
	return e;
}

static void
find_contexts(struct gazetteer *g)
{
	struct str name;
	size_t at = 0;
	int *class;

	while ((class = map_each(g->frame.class, &at, &name)) != NULL)
		if (str_starts(name, STR("context_")) &&
		    g->contexts < GAZETTEER_CONTEXTS_MAX) {
			g->context[g->contexts] = str_from(name, 8);
			g->context_class[g->contexts++] = *class;
		}
}

enum err
gazetteer_term(struct arena *a, struct gazetteer *g, struct str words,
    int class, struct why *why)
{
	struct gazetteer_class *c;
	uint32_t node;

	if (!has_room(g))
		return why_set(why, ERR_LIMIT, "the dictionaries have more "
		    "words than can be held; leave out what is not needed");
	node = path(g, words);
	if (node == 0 || class < 0)
		return ERR_OK;
	c = arena_alloc(a, sizeof(*c));
	c->class = class;
	c->next = g->node[node].class;
	g->node[node].class = c;
	return ERR_OK;
}

static void
load_terms(struct arena *a, struct gazetteer *g, struct frame_term *terms)
{
	for (; terms != NULL; terms = terms->next) {
		struct gazetteer_class *c = arena_alloc(a, sizeof(*c));
		uint32_t node = path(g, terms->words);

		c->class = terms->class;
		c->next = g->node[node].class;
		g->node[node].class = c;
	}
}

/* A sheet of names of people's own. */
static enum err
load_own_names(struct arena *a, struct gazetteer *g,
    const struct gazetteer_file *f, struct why *why)
{
	struct sheet s;
	struct why inner = { 0 };
	enum err e = sheet_read(a, f->text, &s, &inner);

	if (e == ERR_OK && s.columns < 6)
		e = why_set(&inner, ERR_INPUT, "the columns must be alias, "
		    "code, type, lang, from, to");
	for (size_t r = 0; e == ERR_OK && r < s.rows; r++)
		e = name_add(a, g, &s, r, &inner);
	return e == ERR_OK ? e : why_set(why, e, "%.*s: %s", STRF(f->name),
	    inner.text);
}

static enum err
load_file(struct arena *a, struct gazetteer *g,
    const struct gazetteer_file *f, struct why *why)
{
	switch (f->kind) {
	case GAZETTEER_NAMES:
		return load_own_names(a, g, f, why);
	case GAZETTEER_ACTORS:
		return dictionary_actors(a, g, f, why);
	case GAZETTEER_VERBS:
		return dictionary_verbs(a, g, f, why);
	}
	return ERR_OK;
}

/*
 * Each node's list is what is on the way to it and its own, between the class
 * that a mission's name counts as and that of a forum's, so that with either
 * it is a piece of the same array. A node is made behind the one before it.
 */
static void
gather_classes(struct arena *a, struct gazetteer *g)
{
	ALWAYS(g->mission_class >= 0 && g->forum_class >= 0);
	for (size_t i = 0; i <= g->nodes; i++) {
		struct gazetteer_node *node = &g->node[i];
		const struct gazetteer_node *before = &g->node[node->before];
		const struct gazetteer_class *c;
		size_t n = before->classes.n;
		uint16_t *class;

		for (c = node->class; c != NULL; c = c->next)
			n++;
		class = arena_array(a, n + 2, sizeof(*class));
		*class++ = (uint16_t)g->mission_class;
		node->classes.class = class;
		for (size_t k = 0; k < before->classes.n; k++)
			*class++ = before->classes.class[k];
		for (c = node->class; c != NULL; c = c->next)
			*class++ = (uint16_t)c->class;
		*class = (uint16_t)g->forum_class;
		node->classes.n = n;
		node->term_length = node->class != NULL ? node->length
		    : before->term_length;
	}
}

enum err
gazetteer_load(struct arena *a, struct gazetteer **out, struct why *why)
{
	return gazetteer_load_with(a, NULL, 0, out, why);
}

enum err
gazetteer_load_with(struct arena *a, const struct gazetteer_file *file,
    size_t n, struct gazetteer **out, struct why *why)
{
	struct gazetteer *g = arena_alloc(a, sizeof(*g));
	struct frame_term *terms = NULL;
	enum err e;

	g->words = word_table_new(a);
	g->nodes_max = n > 0 ? NODES_MORE : NODES_MAX;
	g->words_max = n > 0 ? WORDS_MORE : WORDS_MAX;
	g->slots = 2 * g->nodes_max;
	g->node = arena_array(a, g->nodes_max, sizeof(*g->node));
	g->edge = arena_array(a, g->nodes_max, sizeof(*g->edge));
	g->root = arena_array(a, g->words_max, sizeof(*g->root));
	g->slot = arena_array(a, g->slots, sizeof(*g->slot));
	g->state = map_new(a);
	e = frame_load(a, g->words, g->words_max, &terms, &g->frame, why);
	if (e == ERR_OK)
		e = load_names(a, g, why);
	if (e != ERR_OK)
		return e;
	load_terms(a, g, terms);
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = load_file(a, g, &file[i], why);
	if (e != ERR_OK)
		return e;
	find_contexts(g);
	g->mission_class = frame_class(&g->frame, STR("peacekeeping"));
	g->forum_class = frame_class(&g->frame, STR("forum"));
	gather_classes(a, g);
	ALWAYS(word_count(g->words) < g->words_max);
	g->rules = (struct text_rules){ g->words, g->frame.abbreviation };
	*out = g;
	return ERR_OK;
}

static bool
fits(const struct gazetteer_name *n, const struct text_token *t,
    size_t length, bool vietnamese, int32_t day)
{
	/* Vietnamese syllables are English words; the reverse is no harm. */
	if (n->vietnamese && !vietnamese)
		return false;
	if (vietnamese && !n->vietnamese && n->type == GAZETTEER_NATIONALITY)
		return false;
	if (n->exact && length == 1 && (t->flags & TEXT_UPPER) == 0)
		return false;
	if (n->capital && (t->flags & TEXT_CAP) == 0)
		return false;
	if (n->capital && t->end - t->begin < 3 && n->alias.n < 3 &&
	    t->word == 0)
		return false;
	if (n->dated && day == INT32_MIN)
		return false;
	if (day != INT32_MIN && (day < n->valid.lo || day > n->valid.hi))
		return false;
	return true;
}

void
gazetteer_at(const struct gazetteer *g, const struct text_token *t, size_t n,
    bool vietnamese, int32_t day, struct gazetteer_match *out)
{
	const struct gazetteer_node *node = &g->node[0];
	uint32_t at = 0;

	*out = (struct gazetteer_match){ .name = NULL };
	for (size_t i = 0; i < n && (t[i].flags & TEXT_PUNCT) == 0; i++) {
		const struct gazetteer_name *name;

		at = step(g, at, t[i].word);
		if (at == 0)
			break;
		node = &g->node[at];
		for (name = node->name; name != NULL; name = name->next)
			if (fits(name, t, i + 1, vietnamese, day)) {
				out->name = name;
				out->length = i + 1;
				break;
			}
	}
	out->classes = node->classes;
	out->term_length = node->term_length;
	if (out->name != NULL && out->name->type == GAZETTEER_MISSION)
		out->classes.class--;
	if (out->name != NULL && (out->name->type == GAZETTEER_MISSION ||
	    out->name->type == GAZETTEER_FORUM))
		out->classes.n++;
}

static bool
plain_is(const struct gazetteer_name *n, struct str plain, bool whole)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	if (n->code.n == 0 || (n->type != GAZETTEER_STATE &&
	    n->type != GAZETTEER_ORG))
		return false;
	plain_fold(&b, n->alias);
	return whole ? str_eq(buf_view(&b), plain)
	    : str_starts(buf_view(&b), plain);
}

size_t
gazetteer_plain(const struct gazetteer *g, struct str plain, bool whole,
    const struct gazetteer_name **out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < g->nodes && n < max; i++)
		for (const struct gazetteer_name *x = g->node[i].name;
		    x != NULL && n < max; x = x->next) {
			size_t at = 0;

			if (!plain_is(x, plain, whole))
				continue;
			while (at < n && !str_eq(out[at]->code, x->code))
				at++;
			if (at == n)
				out[n++] = x;
		}
	return n;
}

struct str
gazetteer_state(const struct gazetteer *g, struct str code)
{
	const struct str *name = map_get(g->state, code);

	return name != NULL ? *name : STR("");
}
