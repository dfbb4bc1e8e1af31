#include "web/kept.h"

#include "base/str.h"

#include "base/banned.h"

struct kept_one {
	struct arena *arena; /* NULL: free */
	struct kept_moment at;
	struct str question;
	struct report report;
	size_t bytes;
	uint64_t asked; /* when last, counted in questions */
};

struct kept {
	struct arena *arena;
	struct kept_one one[KEPT_REPORTS];
	size_t bytes;
	uint64_t asked;
};

/* No report is larger while it is copied; whether it is kept is seen after. */
enum { COPY_MAX = 256 << 20 };

struct kept *
kept_new(void)
{
	struct arena *a = arena_new(MIB);
	struct kept *k = arena_alloc(a, sizeof(*k));

	k->arena = a;
	return k;
}

static void
forget(struct kept *k, struct kept_one *one)
{
	if (one->arena == NULL)
		return;
	k->bytes -= one->bytes;
	arena_free(one->arena);
	*one = (struct kept_one){ 0 };
}

void
kept_free(struct kept *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < KEPT_REPORTS; i++)
		forget(k, &k->one[i]);
	arena_free(k->arena);
}

static bool
same(const struct kept_moment *a, const struct kept_moment *b)
{
	return a->newest == b->newest && a->setting == b->setting &&
	    a->today == b->today;
}

bool
kept_get(struct kept *k, struct arena *a, const struct kept_moment *at,
    struct str question, struct report *out)
{
	for (size_t i = 0; i < KEPT_REPORTS; i++) {
		struct kept_one *one = &k->one[i];

		if (one->arena == NULL || !str_eq(one->question, question) ||
		    !same(&one->at, at))
			continue;
		one->asked = ++k->asked;
		*out = report_copy(a, &one->report);
		return true;
	}
	return false;
}

/* The place of the same question, a free one, or the longest not asked for. */
static struct kept_one *
place(struct kept *k, struct str question)
{
	struct kept_one *best = &k->one[0];

	for (size_t i = 0; i < KEPT_REPORTS; i++) {
		struct kept_one *one = &k->one[i];

		if (one->arena != NULL && str_eq(one->question, question))
			return one;
		if (one->asked < best->asked)
			best = one;
	}
	return best;
}

static void
make_room(struct kept *k)
{
	while (k->bytes > KEPT_ALL_MAX) {
		struct kept_one *oldest = NULL;

		for (size_t i = 0; i < KEPT_REPORTS; i++)
			if (k->one[i].arena != NULL && (oldest == NULL ||
			    k->one[i].asked < oldest->asked))
				oldest = &k->one[i];
		ALWAYS(oldest != NULL);
		forget(k, oldest);
	}
}

void
kept_put(struct kept *k, const struct kept_moment *at, struct str question,
    const struct report *r)
{
	struct kept_one *one = place(k, question);
	struct arena *a = arena_new(COPY_MAX);

	forget(k, one);
	*one = (struct kept_one){ .arena = a, .at = *at,
		.question = arena_str(a, question),
		.report = report_copy(a, r), .asked = ++k->asked };
	one->bytes = COPY_MAX - arena_left(a);
	k->bytes += one->bytes;
	if (one->bytes > KEPT_ONE_MAX)
		forget(k, one);
	make_room(k);
}
