#include "study/clash.h"

#include <stdlib.h>

#include "base/str.h"

#include "base/banned.h"

static int
clash_span_order(const void *x, const void *y)
{
	const struct clash_span *a = x, *b = y;
	int c = str_cmp(a->key, b->key);

	if (c != 0)
		return c;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->of < b->of ? -1 : a->of > b->of;
}

static int
clash_order(const void *x, const void *y)
{
	const struct clash *a = x, *b = y;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return str_cmp(a->key, b->key);
}

struct sweep {
	struct arena *a;
	struct clash *out;
	size_t n;
	bool open;  /* out[n - 1] may still grow */
	size_t far; /* the span that ends last of those of this key */
};

static void
clash_join(struct sweep *s, size_t of)
{
	struct clash *c = &s->out[s->n - 1];

	c->of = arena_grow(s->a, c->of, c->n, sizeof(*c->of));
	c->of[c->n++] = of;
}

/* ${b} begins while ${a}, which ends last of all before it, still runs. */
static void
clash_meet(struct sweep *s, const struct clash_span *a,
    const struct clash_span *b)
{
	int32_t to = a->to < b->to ? a->to : b->to;
	struct clash *c;

	if (s->open && b->from <= s->out[s->n - 1].to) {
		c = &s->out[s->n - 1];
		c->to = to > c->to ? to : c->to;
	} else {
		s->out = arena_grow(s->a, s->out, s->n, sizeof(*s->out));
		c = &s->out[s->n++];
		*c = (struct clash){ .key = b->key, .from = b->from,
			.to = to };
		s->open = true;
		clash_join(s, a->of);
	}
	clash_join(s, b->of);
}

void
clash_find(struct arena *a, struct clash_span *span, size_t n,
    struct clash **out, size_t *clashes)
{
	struct sweep s = { .a = a };

	qsort(span, n, sizeof(*span), clash_span_order);
	for (size_t i = 1; i < n; i++) {
		const struct clash_span *before = &span[s.far];

		if (!str_eq(before->key, span[i].key)) {
			s.open = false;
			s.far = i;
			continue;
		}
		if (span[i].key.n > 0 && span[i].from <= before->to)
			clash_meet(&s, before, &span[i]);
		if (span[i].to > before->to)
			s.far = i;
	}
	if (s.n > 0)
		qsort(s.out, s.n, sizeof(*s.out), clash_order);
	*out = s.out;
	*clashes = s.n;
}
