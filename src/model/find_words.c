#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/find_row.h"
#include "model/find_sql.h"

#include "base/banned.h"

enum {
	EACH_MAX = 20000, /* records of one word in one partition */
	ALL_MAX = 300000,
	BEGUN_MAX = 40,   /* words that begin like the last */
	BEGINNING = 2,    /* bytes of such a beginning */
	WHOLE = 5         /* a whole word weighs more than a beginning */
};

/* A word looked for, in one record; ${which} is its number in the question. */
struct posting {
	struct find_match m;
	size_t which;
};

struct looking {
	struct reader *r;
	struct arena *a;
	const struct kind *kind;
	struct posting *found;
	size_t n;
	struct why *why;
};

static void
take(struct looking *l, struct rows *rows, int part, size_t which, int times)
{
	while (l->n < ALL_MAX && db_next(rows)) {
		struct str id = db_text(rows, 0);
		struct posting *p;

		ALWAYS(id.n == ID_TEXT);
		l->found = arena_grow(l->a, l->found, l->n, sizeof(*p));
		p = &l->found[l->n++];
		memcpy(p->m.id, id.p, ID_TEXT);
		p->m.kind = (uint16_t)db_int(rows, 1);
		p->m.weight = times * (int)db_int(rows, 2);
		p->m.since = db_int(rows, 3);
		p->m.part = part;
		p->which = which;
	}
}

/* The newest records with exactly this word, in each partition. */
static enum err
look_for(struct looking *l, struct str word, size_t which, int times)
{
	struct buf sql CLEANUP(buf_free) = { .max = 1 * KIB };
	enum err e = ERR_OK;

	for (int p = find_next_part(l->r->mask, -1); e == ERR_OK && p >= 0;
	    p = find_next_part(l->r->mask, p)) {
		struct val args[] = { V_TEXT(word), V_INT(EACH_MAX),
			V_INT(l->kind != NULL ? l->kind->number : 0) };
		struct rows *rows;

		buf_clear(&sql);
		buf_printf(&sql, "SELECT w.id, w.kind, w.weight, w.since FROM "
		    "word_p%d w WHERE w.word = ?1%s ORDER BY w.since DESC, "
		    "w.kind DESC, w.id DESC LIMIT ?2", p,
		    l->kind != NULL ? " AND w.kind = ?3" : "");
		e = db_compose(l->r->db, DB_READ, buf_view(&sql), args,
		    l->kind != NULL ? 3 : 2, &rows, l->why);
		if (e != ERR_OK)
			return e;
		take(l, rows, p, which, times);
		e = db_end(rows);
	}
	return e;
}

/* The first word behind ${after} and before ${past}, or none. */
static enum err
next_word(struct looking *l, struct str after, struct str past,
    struct str *out)
{
	struct buf arm CLEANUP(buf_free) = { .max = 1 * KIB };
	struct rows *rows;
	enum err e;

	*out = STR("");
	buf_text(&arm, "SELECT min(w.word) FROM word_p@ w WHERE w.word > ?1 "
	    "AND w.word < ?2");
	e = find_ask(l->r, &arm, "", ARGS(V_TEXT(after), V_TEXT(past)), &rows,
	    l->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows))
		if (!db_is_null(rows, 0) && (out->n == 0 ||
		    str_cmp(db_text(rows, 0), *out) < 0))
			*out = arena_str(l->a, db_text(rows, 0));
	return db_end(rows);
}

static enum err
look_for_begun(struct looking *l, struct str word, size_t which)
{
	struct str past = arena_printf(l->a, "%.*s\xf4\x8f\xbf\xbf",
	    STRF(word));
	enum err e = ERR_OK;

	for (int i = 0; e == ERR_OK && i < BEGUN_MAX && l->n < ALL_MAX; i++) {
		e = next_word(l, word, past, &word);
		if (e != ERR_OK || word.n == 0)
			break;
		e = look_for(l, word, which, 1);
	}
	return e;
}

/* Those of one record together, those of one word together, best first. */
static int
posting_cmp(const void *x, const void *y)
{
	const struct posting *a = x, *b = y;
	int c = memcmp(a->m.id, b->m.id, ID_TEXT);

	if (c == 0)
		c = (a->m.kind > b->m.kind) - (a->m.kind < b->m.kind);
	if (c == 0)
		c = (a->m.part > b->m.part) - (a->m.part < b->m.part);
	if (c == 0)
		c = (a->which > b->which) - (a->which < b->which);
	return c != 0 ? c : b->m.weight - a->m.weight;
}

/* Most words first, then weight, then the newest. */
static int
match_cmp(const void *x, const void *y)
{
	const struct find_match *a = x, *b = y;

	if (a->words != b->words)
		return a->words > b->words ? -1 : 1;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	if (a->since != b->since)
		return a->since > b->since ? -1 : 1;
	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return memcmp(a->id, b->id, ID_TEXT);
}

/* One match a record from the postings, which are in order. */
static size_t
matches(const struct looking *l, struct find_match *m)
{
	const struct posting *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct posting *p = &l->found[i];
		bool same = last != NULL && p->m.part == last->m.part &&
		    p->m.kind == last->m.kind &&
		    memcmp(p->m.id, last->m.id, ID_TEXT) == 0;

		if (!same) {
			m[n] = p->m;
			m[n++].words = 1;
		} else if (p->which != last->which) {
			m[n - 1].words++;
			m[n - 1].weight += p->m.weight;
		}
		if (m[n - 1].since < p->m.since)
			m[n - 1].since = p->m.since;
		last = p;
	}
	return n;
}

static void
best(struct looking *l, struct arena *a, size_t most, struct find_match **out,
    size_t *found)
{
	struct find_match *m = arena_array(l->a, l->n, sizeof(*m));

	if (l->n > 1)
		qsort(l->found, l->n, sizeof(*l->found), posting_cmp);
	*found = matches(l, m);
	if (*found > 1)
		qsort(m, *found, sizeof(*m), match_cmp);
	if (*found > most)
		*found = most;
	*out = arena_array(a, *found, sizeof(*m));
	if (*found > 0)
		memcpy(*out, m, *found * sizeof(*m));
}

enum err
find_words(struct reader *r, struct arena *a, const struct str *word, size_t n,
    const struct kind *kind, size_t most, struct find_match **out,
    size_t *found, struct why *why)
{
	struct looking l = { .r = r, .kind = kind, .why = why,
		.a = arena_new(256 * MIB) };
	enum err e = ERR_OK;

	*out = NULL;
	*found = 0;
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = look_for(&l, word[i], i, WHOLE);
	if (e == ERR_OK && n > 0 && word[n - 1].n >= BEGINNING)
		e = look_for_begun(&l, word[n - 1], n - 1);
	if (e == ERR_OK)
		best(&l, a, most, out, found);
	arena_free(l.a);
	return e;
}
