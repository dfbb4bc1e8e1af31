#include "advise/entry.h"

#include "base/plain.h"
#include "base/str.h"
#include "model/search.h"

#include "base/banned.h"

enum {
	WALK_MAX = 600, /* a kind with no more is walked for its names */
	WORDS_MAX = 2000
};

/* ---- a line ---- */

static enum err
line_terms(struct reader *r, struct arena *a, const struct field *f,
    struct line_ask *ask, struct line_word *word, struct why *why)
{
	struct term *en, *vi = NULL;
	size_t n, m = 0;
	enum err e = find_terms(r, a, f->list, "en", &en, &n, why);

	if (e == ERR_OK)
		e = find_terms(r, a, f->list, "vi", &vi, &m, why);
	for (size_t i = 0; e == ERR_OK && i < n && ask->words < WORDS_MAX; i++)
		word[ask->words++] = (struct line_word){ f->name, en[i].code,
			en[i].name, i < m ? vi[i].name : STR("") };
	return e;
}

/* Partners by their codes; their names the gazetteer knows better. */
static enum err
line_partners(struct reader *r, struct arena *a, const struct field *f,
    struct line_ask *ask, struct line_word *word, struct why *why)
{
	struct find_query q = { .kind = f->target[0], .limit = WALK_MAX };
	struct rows_found found;
	enum err e = find_list(r, a, &q, &found, why);

	for (size_t i = 0; e == ERR_OK && i < found.n &&
	    ask->words < WORDS_MAX; i++) {
		struct str code, title;

		if (find_name(r, a, found.row[i].id, &code, &title) == ERR_OK)
			word[ask->words++] = (struct line_word){ f->name,
				code, find_title(r, a, &found.row[i], "en"),
				find_title(r, a, &found.row[i], "vi") };
	}
	return e;
}

enum err
entry_line(struct reader *r, struct arena *a, const struct gazetteer *g,
    const struct kind *k, struct str text, struct line *out, struct why *why)
{
	struct line_word *word = arena_array(a, WORDS_MAX, sizeof(*word));
	struct line_ask ask = { .gazetteer = g, .word = word,
		.partner = STR_INIT(""), .day = STR_INIT(""),
		.title = k->title->name, .place = STR_INIT(""),
		.today = r->today };
	enum err e = ERR_OK;

	for (size_t i = 0; i < k->forms && e == ERR_OK; i++) {
		const struct field *f = k->form[i];

		if (f->type == FIELD_DATE && ask.day.n == 0)
			ask.day = f->name;
		else if (f->type == FIELD_TERM)
			e = line_terms(r, a, f, &ask, word, why);
		else if (f->type == FIELD_REF && f->targets == 1 &&
		    str_is(f->target[0]->name, "partner")) {
			ask.partner = f->name;
			e = line_partners(r, a, f, &ask, word, why);
		} else if (f->type == FIELD_TEXT && f != k->title)
			ask.place = f->name;
	}
	return e != ERR_OK ? e : line_read(a, &ask, text, out, why);
}

/* ---- records to choose from ---- */

struct choosing {
	struct reader *r;
	struct arena *a;
	const struct kind *k;
	const char *lang;
	struct str typed; /* folded */
	struct entry_hit *hit;
	size_t hits;
};

static struct str
choice_folded(struct arena *a, struct str s)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, 4 * MIB);
	plain_fold(&b, s);
	return arena_str(a, buf_view(&b));
}

static void
choice_put(struct choosing *c, struct str code, struct str title)
{
	for (size_t i = 0; i < c->hits; i++)
		if (str_eq(c->hit[i].code, code))
			return;
	if (c->hits < ENTRY_CHOICES)
		c->hit[c->hits++] = (struct entry_hit){ code, title,
			{ 1, 0 } };
}

/* Partners by the names of the packs: "Úc", and "uc" as well. */
static void
choice_alias(struct choosing *c, const struct gazetteer *g, bool whole)
{
	const struct gazetteer_name *name[ENTRY_CHOICES];
	size_t n;

	if (g == NULL || !str_is(c->k->name, "partner"))
		return;
	n = gazetteer_plain(g, c->typed, whole, name, ENTRY_CHOICES);
	for (size_t i = 0; i < n; i++) {
		const struct kind *found;
		struct str code, title;
		struct id id;

		if (find_id(c->r, c->a, name[i]->code, c->k, &id, &found,
		    NULL) == ERR_OK && find_name(c->r, c->a, id, &code,
		    &title) == ERR_OK)
			choice_put(c, code, title);
	}
}

/* 0: not at all; 1: a word begins so; 2: the name does; 3: the code. */
static int
choice_fit(const struct choosing *c, struct str code, struct str name)
{
	size_t at = 0;

	if (str_starts(code, c->typed))
		return 3;
	if (str_starts(name, c->typed))
		return 2;
	while (at < name.n) {
		size_t next = str_find(str_from(name, at), c->typed);

		if (next == SIZE_MAX)
			return 0;
		at += next;
		if (at > 0 && (name.p[at - 1] == ' ' || name.p[at - 1] == '-'))
			return 1;
		at++;
	}
	return 0;
}

static enum err
choice_walk(struct choosing *c, bool *walked, struct why *why)
{
	struct find_query q = { .kind = c->k, .limit = WALK_MAX };
	struct rows_found found;
	struct entry_hit *row;
	int *fit;
	enum err e = find_list(c->r, c->a, &q, &found, why);

	*walked = e == ERR_OK && found.next.n == 0;
	if (!*walked)
		return e;
	row = arena_array(c->a, found.n + 1, sizeof(*row));
	fit = arena_array(c->a, found.n + 1, sizeof(*fit));
	for (size_t i = 0; i < found.n; i++) {
		struct str code, title, en, vi;
		int two;

		if (find_name(c->r, c->a, found.row[i].id, &code, &title) !=
		    ERR_OK)
			continue;
		en = choice_folded(c->a, find_title(c->r, c->a,
		    &found.row[i], "en"));
		vi = choice_folded(c->a, find_title(c->r, c->a,
		    &found.row[i], "vi"));
		row[i] = (struct entry_hit){ code, find_title(c->r, c->a,
		    &found.row[i], c->lang), { 1, 0 } };
		code = choice_folded(c->a, code);
		fit[i] = choice_fit(c, code, en);
		two = choice_fit(c, code, vi);
		fit[i] = two > fit[i] ? two : fit[i];
	}
	for (int turn = 3; turn > 0; turn--)
		for (size_t i = 0; i < found.n; i++)
			if (fit[i] == turn)
				choice_put(c, row[i].code, row[i].title);
	return ERR_OK;
}

/* Of many records: those that have the words. */
static enum err
choice_search(struct choosing *c, struct str typed, struct why *why)
{
	struct hit *hit;
	size_t n = 0;
	enum err e = search_find(c->r, c->a, typed, c->k, ENTRY_CHOICES, &hit,
	    &n, why);

	for (size_t i = 0; e == ERR_OK && i < n; i++)
		choice_put(c, hit[i].code, hit[i].title);
	return e;
}

enum err
entry_choices(struct reader *r, struct arena *a, const struct gazetteer *g,
    const struct kind *k, struct str typed, const char *lang,
    struct entry_hit **out, size_t *hits, struct why *why)
{
	struct choosing c = { .r = r, .a = a, .k = k, .lang = lang };
	bool walked = false;
	enum err e = ERR_OK;

	typed = str_trim(typed);
	c.typed = choice_folded(a, typed);
	c.hit = arena_array(a, ENTRY_CHOICES, sizeof(*c.hit));
	if (c.typed.n > 0) {
		choice_alias(&c, g, true);
		e = choice_walk(&c, &walked, why);
		if (e == ERR_OK && !walked)
			e = choice_search(&c, typed, why);
		if (e == ERR_OK && c.typed.n > 1)
			choice_alias(&c, g, false);
	}
	*out = c.hit;
	*hits = c.hits;
	return e;
}

bool
entry_named(struct reader *r, struct arena *a, const struct kind *k,
    struct str typed, struct str *code)
{
	static const char *const langs[] = { "en", "vi" };
	struct str plain = choice_folded(a, str_trim(typed));

	*code = STR("");
	for (size_t l = 0; l < countof(langs); l++) {
		struct entry_hit *hit;
		size_t n;

		if (entry_choices(r, a, NULL, k, typed, langs[l], &hit, &n,
		    NULL) != ERR_OK)
			return false;
		for (size_t i = 0; i < n; i++) {
			if (!str_eq(choice_folded(a, hit[i].title), plain) ||
			    str_eq(hit[i].code, *code))
				continue;
			if (code->n > 0)
				return false;
			*code = hit[i].code;
		}
	}
	return code->n > 0;
}
