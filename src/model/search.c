#include "model/search.h"

#include <string.h>

#include "base/map.h"
#include "base/plain.h"
#include "base/str.h"
#include "model/find_row.h"

#include "base/banned.h"

enum {
	WORDS_MAX = 4096,
	WORD_BYTES_MAX = 48,
	ASKED_MAX = 12,    /* words of one question */
	WORDS_BEFORE = 5,  /* in a snippet, before the match */
	WORDS_AROUND = 16, /* in all */
	SNIPPET_MAX = 240,
	SEARCH_MAX = 1000,  /* hits of one question */
	MATCHES_MAX = 4000  /* more, for some are left out */
};

size_t
search_words(struct arena *a, struct str text, struct str **out)
{
	struct buf b CLEANUP(buf_free) = { .max = 1 * KIB };
	struct str rest = text, word;
	size_t n = 0;

	*out = NULL;
	while (n < WORDS_MAX && plain_word(&rest, &word)) {
		buf_clear(&b);
		plain_fold(&b, str_head(word, WORD_BYTES_MAX));
		ALWAYS(b.err == ERR_OK);
		/* Nothing but marks folds away. */
		if (b.n == 0)
			continue;
		*out = arena_grow(a, *out, n, sizeof(**out));
		(*out)[n++] = arena_str(a, buf_view(&b));
	}
	return n;
}

/* What is looked for. */
struct asked {
	struct str word[ASKED_MAX]; /* folded; the last is a beginning */
	size_t n;
};

static bool
asked_is(const struct asked *q, struct str word)
{
	struct buf b CLEANUP(buf_free) = { .max = 1 * KIB };

	plain_fold(&b, str_head(word, WORD_BYTES_MAX));
	for (size_t i = 0; i < q->n; i++)
		if (i + 1 == q->n ? str_starts(buf_view(&b), q->word[i])
		    : str_eq(buf_view(&b), q->word[i]))
			return true;
	return false;
}

/* From some words before the first match to some behind it. */
static struct str
around(const struct asked *q, struct str text)
{
	struct str rest = text, word, before[WORDS_BEFORE];
	size_t seen = 0, after = 0;
	const char *from = NULL, *to = NULL;

	while (plain_word(&rest, &word)) {
		if (from == NULL && asked_is(q, word))
			from = seen == 0 ? word.p : before[seen < WORDS_BEFORE
			    ? 0 : seen % WORDS_BEFORE].p;
		before[seen++ % WORDS_BEFORE] = word;
		if (from == NULL)
			continue;
		if (word.p + word.n > from + SNIPPET_MAX ||
		    ++after > WORDS_AROUND - WORDS_BEFORE)
			break;
		to = word.p + word.n;
	}
	return to == NULL ? STR("")
	    : (struct str){ from, (size_t)(to - from) };
}

/* With "…" on each side where the text goes on. */
static struct str
dotted(struct arena *a, struct str part, struct str text)
{
	struct str whole = str_trim(text);
	const char *end = part.p + part.n;

	if (part.n == 0)
		return STR("");
	return arena_printf(a, "%s%.*s%s", part.p > whole.p ? "… " : "",
	    STRF(part), end + 1 < whole.p + whole.n ? " …" : "");
}

/* The first searched text of a record, besides code and title, that matches. */
static struct str
snippet(struct arena *a, const struct asked *q, const struct row *row)
{
	struct str s = STR(""), text = STR("");

	for (size_t i = row->kind->fields; i > 0 && s.n == 0; i--) {
		const struct field *f = &row->kind->field[i - 1];

		if (!f->searched || f == row->kind->title ||
		    str_is(f->name, "code") ||
		    row->value[i - 1].type != VALUE_TEXT)
			continue;
		text = row->value[i - 1].text;
		s = around(q, text);
	}
	return dotted(a, s, text);
}

static bool
is_withdrawn(const struct row *row)
{
	const struct field *f = kind_field(row->kind, STR("withdrawn"));

	return f != NULL && row->value[kind_field_at(row->kind, f)].type !=
	    VALUE_NONE;
}

/* The facet in which the words were found. */
static const struct row *
facet(const struct reader *r, const struct row *row, size_t n, int64_t part)
{
	struct str label = find_label(r, part);

	for (size_t i = 0; i < n; i++)
		if (str_eq(row[i].label, label))
			return &row[i];
	return &row[0];
}

/* False for what lists leave out. */
static bool
hit_make(struct reader *r, struct arena *a, const struct asked *q,
    const struct find_match *m, struct hit *h)
{
	const struct field *code;
	const struct row *row;
	struct row *all;
	size_t n;

	h->kind = kind_numbered(&r->office->kinds, m->kind);
	if (h->kind == NULL || !id_parse(str_of(m->id), &h->id) ||
	    find_row(r, a, h->kind, h->id, &all, &n, NULL) != ERR_OK)
		return false;
	row = facet(r, all, n, m->part);
	if (is_withdrawn(row))
		return false;
	code = kind_field(h->kind, STR("code"));
	h->code = code != NULL ? row->value[kind_field_at(h->kind, code)].text
	    : STR("");
	if (h->code.n == 0)
		h->code = id_str(a, h->id);
	h->title = find_title(r, a, row, "en");
	h->snippet = snippet(a, q, row);
	return true;
}

static enum err
ask(struct asked *q, struct arena *a, struct str text, struct why *why)
{
	struct str *word;
	size_t n = search_words(a, text, &word);

	if (n == 0)
		return why_set(why, ERR_INPUT, "there is no word to look for");
	if (n > ASKED_MAX)
		return why_set(why, ERR_INPUT, "at most %d words are looked "
		    "for at once", ASKED_MAX);
	q->n = n;
	memcpy(q->word, word, n * sizeof(*word));
	return ERR_OK;
}

enum err
search_find(struct reader *r, struct arena *a, struct str text,
    const struct kind *kind, size_t limit, struct hit **out, size_t *n,
    struct why *why)
{
	struct map *seen = map_new(a);
	struct asked q = { .n = 0 };
	struct find_match *m;
	size_t found;
	enum err e;

	*n = 0;
	*out = NULL;
	if (limit == 0 || limit > SEARCH_MAX)
		limit = limit == 0 ? FIND_LIMIT_DEFAULT : SEARCH_MAX;
	e = ask(&q, a, text, why);
	if (e != ERR_OK)
		return e;
	e = find_words(r, a, q.word, q.n, kind, MATCHES_MAX, &m, &found, why);
	if (e != ERR_OK)
		return e;
	*out = arena_array(a, limit, sizeof(**out));
	/* What has fewer of the words than the best is no answer. */
	for (size_t i = 0, best = 0; i < found && *n < limit &&
	    (*n == 0 || m[i].words == m[best].words); i++) {
		/* A thing at two labels has two rows; the better counts. */
		if (map_put(seen, str_of(m[i].id), r) != NULL ||
		    !hit_make(r, a, &q, &m[i], &(*out)[*n]))
			continue;
		if ((*n)++ == 0)
			best = i;
	}
	return ERR_OK;
}
