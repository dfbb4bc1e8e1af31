#include "study/ledger_part.h"

#include "base/str.h"

#include "base/banned.h"

/* What the ref field ${name} of a thing names; false when nothing. */
static bool
follow(struct ledger_reading *g, const struct kind *k, struct id id,
    const char *name, struct id *to)
{
	const struct field *f = kind_field(k, str_of(name));
	struct row *row;
	size_t i, n, at;

	if (f == NULL || find_row(g->r, g->a, k, id, &row, &n, NULL) != ERR_OK)
		return false;
	at = kind_field_at(k, f);
	for (i = 0; i < n; i++) {
		if (row[i].value[at].type == VALUE_REF) {
			*to = row[i].value[at].ref;
			return true;
		}
	}
	return false;
}

/* From a word up: to its clause, and to the directive of that. */
static void
climb(struct ledger_reading *g, struct ledger_word *w)
{
	const struct kind *clause = ledger_kind(g->r, "clause");
	struct id objective;

	if (str_is(w->kind->name, "directive"))
		w->directive = w->word;
	else if (w->kind == clause)
		w->clause = w->word;
	else if (!follow(g, w->kind, w->word, "clause", &w->clause) &&
	    follow(g, w->kind, w->word, "objective", &objective))
		(void)follow(g, ledger_kind(g->r, "objective"), objective,
		    "clause", &w->clause);
	if (!id_is_zero(w->clause))
		(void)follow(g, clause, w->clause, "directive",
		    &w->directive);
}

struct words {
	struct ledger_word *word;
	size_t n;
};

static void
put_word(struct ledger_reading *g, struct words *ws, struct id word,
    const struct kind *link)
{
	const struct kind *k = find_kind(g->r, word);
	size_t i;

	/* What cannot be seen is not there. */
	if (k == NULL)
		return;
	for (i = 0; i < ws->n; i++) {
		if (id_eq(ws->word[i].word, word))
			return;
	}
	ws->word = arena_grow(g->a, ws->word, ws->n, sizeof(*ws->word));
	ws->word[ws->n] = (struct ledger_word){ .kind = k, .word = word,
		.link = link };
	climb(g, &ws->word[ws->n++]);
}

static enum err
words_linked(struct ledger_reading *g, struct words *ws)
{
	const struct kind *k = ledger_kind(g->r, "fulfilment");
	struct rows *rows = NULL;
	struct id *id = NULL;
	size_t i, n = 0;
	enum err e;

	e = db_query(g->r->db, DB_NO_PART, STMT_LEDGER_DEED_WORDS,
	    ARGS(V_TEXT(g->scope[0])), &rows, g->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		struct id word;

		if (!id_parse(db_text(rows, 0), &word))
			continue;
		id = arena_grow(g->a, id, n, sizeof(*id));
		id[n++] = word;
	}
	e = db_end(rows);
	for (i = 0; i < n && e == ERR_OK; i++)
		put_word(g, ws, id[i], k);
	return e;
}

enum err
ledger_words(struct reader *r, struct arena *a, struct id deed,
    struct ledger_word **out, size_t *n, struct why *why)
{
	static const char *const named[] = { "clause", "objective",
		"activity" };
	const struct kind *k = find_kind(r, deed);
	struct ledger_reading g = { .r = r, .a = a,
		.scope = { id_str(a, deed), { "", 0 } }, .why = why };
	struct words ws = { 0 };
	struct id to;
	enum err e;
	size_t i;

	*out = NULL;
	*n = 0;
	e = words_linked(&g, &ws);
	if (e != ERR_OK || k == NULL)
		return e;
	for (i = 0; i < countof(named); i++) {
		if (follow(&g, k, deed, named[i], &to))
			put_word(&g, &ws, to, NULL);
	}
	*out = ws.word;
	*n = ws.n;
	return ERR_OK;
}
