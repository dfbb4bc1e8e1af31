#include "study/duplicate.h"

#include <stdlib.h>

#include "base/plain.h"

#include "base/banned.h"

enum { WORDS_MAX = 40 };

/* Words that say nothing of what it is about; folded. */
static bool
is_small(struct str w)
{
	static const char *const small[] = { "a", "an", "the", "of", "in",
		"on", "at", "to", "and", "with", "for", "by", "cua", "va",
		"voi", "tai", "ve" };

	for (size_t i = 0; i < countof(small); i++)
		if (str_is(w, small[i]))
			return true;
	return false;
}

static size_t
words_of(struct arena *a, struct str title, struct str *out)
{
	struct buf CLEANUP(buf_free) b;
	struct str s;
	size_t n = 0, i = 0;

	buf_init(&b, MIB);
	plain_fold(&b, title);
	s = arena_str(a, buf_view(&b));
	while (i < s.n && n < WORDS_MAX) {
		size_t begin = i;

		while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') ||
		    (s.p[i] >= '0' && s.p[i] <= '9') ||
		    (unsigned char)s.p[i] >= 0x80))
			i++;
		if (i == begin) {
			i++;
			continue;
		}
		out[n] = str_to(str_from(s, begin), i - begin);
		n += !is_small(out[n]);
	}
	return n;
}

/* The words of a title, read once. */
struct words {
	struct str word[WORDS_MAX];
	size_t n;
};

static double
alike_words(const struct words *x, const struct words *y)
{
	bool used[WORDS_MAX] = { false };
	size_t shared = 0, most = x->n > y->n ? x->n : y->n;

	for (size_t i = 0; i < x->n; i++)
		for (size_t k = 0; k < y->n; k++)
			if (!used[k] && str_eq(x->word[i], y->word[k])) {
				used[k] = true;
				shared++;
				break;
			}
	return x->n == 0 || y->n == 0 ? 0 : (double)shared / (double)most;
}

double
duplicate_alike(struct arena *a, struct str x, struct str y)
{
	struct words one, two;

	one.n = words_of(a, x, one.word);
	two.n = words_of(a, y, two.word);
	return alike_words(&one, &two);
}

static bool
has_day(const struct duplicate_record *r)
{
	return r->when.lo <= r->when.hi &&
	    r->when.hi - r->when.lo <= DUPLICATE_SPAN;
}

bool
duplicate_meets(const struct duplicate_record *x,
    const struct duplicate_record *y)
{
	return has_day(x) && has_day(y) && str_eq(x->partner, y->partner) &&
	    x->when.lo <= y->when.hi + DUPLICATE_DAYS &&
	    y->when.lo <= x->when.hi + DUPLICATE_DAYS;
}

/* A record in the order of partner and day. */
struct placed {
	const struct duplicate_record *r;
	struct words *words; /* NULL: not read yet */
};

static int
by_partner_and_day(const void *p, const void *q)
{
	const struct duplicate_record *x = ((const struct placed *)p)->r;
	const struct duplicate_record *y = ((const struct placed *)q)->r;
	int c = str_cmp(x->partner, y->partner);

	if (c != 0)
		return c;
	if (x->when.lo != y->when.lo)
		return x->when.lo < y->when.lo ? -1 : 1;
	return (x > y) - (x < y);
}

static const struct words *
placed_words(struct arena *a, struct placed *p)
{
	struct str word[WORDS_MAX];

	if (p->words != NULL)
		return p->words;
	p->words = arena_alloc(a, sizeof(*p->words));
	p->words->n = words_of(a, p->r->title, word);
	for (size_t i = 0; i < p->words->n; i++)
		p->words->word[i] = word[i];
	return p->words;
}

/* The pairs of ${p[at]} with those behind it. */
static size_t
pairs_from(struct arena *a, const struct duplicate_record *base,
    struct placed *p, size_t n, size_t at, struct duplicate_pair *out)
{
	const struct duplicate_record *x = p[at].r;
	size_t found = 0;

	for (size_t i = at + 1; i < n && i <= at + DUPLICATE_NEXT; i++) {
		const struct duplicate_record *y = p[i].r;
		double alike;

		/* Behind it by day: the first that is too late ends it. */
		if (!str_eq(x->partner, y->partner) ||
		    y->when.lo > x->when.hi + DUPLICATE_DAYS)
			break;
		if (!duplicate_meets(x, y))
			continue;
		alike = alike_words(placed_words(a, &p[at]),
		    placed_words(a, &p[i]));
		if (alike >= DUPLICATE_ALIKE)
			out[found++] = (struct duplicate_pair){
				(size_t)(x - base), (size_t)(y - base), alike };
	}
	return found;
}

size_t
duplicate_pairs(struct arena *a, const struct duplicate_record *r, size_t n,
    struct duplicate_pair **out)
{
	struct placed *sorted = arena_array(a, n + 1, sizeof(*sorted));
	struct duplicate_pair one[DUPLICATE_NEXT], *all;
	size_t pairs = 0, room = n + 16, days = 0;

	for (size_t i = 0; i < n; i++)
		if (has_day(&r[i]))
			sorted[days++].r = &r[i];
	qsort(sorted, days, sizeof(*sorted), by_partner_and_day);
	all = arena_array(a, room, sizeof(*all));
	for (size_t i = 0; i < days; i++) {
		size_t found = pairs_from(a, r, sorted, days, i, one);

		if (pairs + found > room) {
			struct duplicate_pair *more;

			room *= 2;
			more = arena_array(a, room, sizeof(*more));
			for (size_t k = 0; k < pairs; k++)
				more[k] = all[k];
			all = more;
		}
		for (size_t k = 0; k < found && pairs < room; k++)
			all[pairs++] = one[k];
	}
	*out = all;
	return pairs;
}
