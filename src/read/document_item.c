#include "read/document_part.h"

#include "base/str.h"
#include "read/document_mark.h"

#include "base/banned.h"

struct str
document_span(const struct document *d, struct text_span s)
{
	return (struct str){ d->r->text.p + s.begin, s.end - s.begin };
}

/* Whether no white space in it needs to be made one blank. */
static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= '\t' && s.p[i] <= '\r') || (s.p[i] == ' ' &&
		    (i == 0 || s.p[i - 1] == ' ')))
			return false;
	return true;
}

struct str
document_words(struct document *d, struct text_span span)
{
	struct str s = document_span(d, span);
	char *p;
	size_t n = 0;

	if (is_plain(s))
		return s;
	p = arena_alloc(d->a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		bool space = s.p[i] == ' ' || (s.p[i] >= '\t' &&
		    s.p[i] <= '\r');

		if (!space)
			p[n++] = s.p[i];
		else if (n > 0 && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return (struct str){ p, n };
}

struct reading_item *
document_item(struct document *d, enum reading_kind kind, struct text_span s)
{
	struct reading *r = d->r;
	struct reading_item *i;

	if (d->last == NULL || d->last->n == DOCUMENT_CHUNK_ITEMS) {
		struct arena_mark mark = arena_mark(d->c->scratch);
		struct document_chunk *c = arena_alloc(d->c->scratch,
		    sizeof(*c));

		c->before = d->last;
		c->mark = mark;
		d->last = c;
	}
	ALWAYS(s.begin < s.end && s.end <= r->text.n);
	i = &d->last->item[d->last->n++];
	r->items++;
	*i = (struct reading_item){ .kind = kind, .begin = s.begin,
		.end = s.end };
	i->text = document_words(d, s);
	r->count[kind]++;
	return i;
}

void
document_put(struct document *d, enum reading_kind kind, struct str name,
    struct str code, struct text_span s)
{
	struct reading_item *i;

	if (name.n == 0 || map_put(d->seen[kind], name, d) != NULL)
		return;
	i = document_item(d, kind, s);
	i->name = name;
	i->code = code;
}

void
document_name(struct document *d, const struct coder_name *n)
{
	const struct gazetteer_name *g = n->name;
	struct text_span s = { n->begin, n->end };

	switch (g->type) {
	case GAZETTEER_STATE:
	case GAZETTEER_NATIONALITY:
	case GAZETTEER_CAPITAL:
	case GAZETTEER_CITY:
	case GAZETTEER_ACTOR:
		document_put(d, READING_STATE, g->code, g->code, s);
		break;
	case GAZETTEER_ORG:
		document_put(d, READING_ORGANISATION, g->code, g->code, s);
		break;
	case GAZETTEER_ORGAN:
		document_put(d, READING_STATE, g->code, g->code, s);
		document_put(d, READING_ORGANISATION, g->short_name, g->code,
		    s);
		break;
	case GAZETTEER_FORUM:
		document_put(d, READING_MECHANISM, g->code, g->code, s);
		break;
	case GAZETTEER_MISSION:
		document_put(d, READING_MECHANISM, g->code, g->code, s);
		break;
	case GAZETTEER_EXERCISE:
		document_put(d, READING_MECHANISM, g->code, g->code, s);
		break;
	case GAZETTEER_REGION:
	case GAZETTEER_TYPE__MAX:
		break;
	}
}

void
document_note(struct document *d, struct str name, struct text_span s)
{
	document_put(d, READING_REFERENCE, name, STR(""), s);
}

/* Put ${x} before those up to ${end} that begin behind it: nearly all do. */
static void
put_item(struct reading_item *item, size_t at, size_t end,
    const struct reading_item *x)
{
	for (; at + 1 < end && item[at + 1].begin < x->begin; at++)
		item[at] = item[at + 1];
	item[at] = *x;
}

/*
 * By kind, then by place, then as found. From the last to the first, so that
 * each chunk is given back when it was copied: what is found in a large text
 * is never there twice.
 */
void
document_sort(struct document *d)
{
	struct reading *r = d->r;
	size_t at[READING__MAX], end[READING__MAX], sum = 0;

	r->item = arena_array(d->a, r->items + 1, sizeof(*r->item));
	for (int k = 0; k < READING__MAX; k++) {
		sum += r->count[k];
		at[k] = end[k] = sum;
	}
	for (struct document_chunk *c = d->last; c != NULL;) {
		struct document_chunk *before = c->before;

		while (c->n-- > 0) {
			const struct reading_item *x = &c->item[c->n];

			put_item(r->item, --at[x->kind], end[x->kind], x);
		}
		arena_rewind(d->c->scratch, c->mark);
		c = before;
	}
}
