#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/size.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#define REDZONE 16
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define REDZONE 0
#endif

#include "base/banned.h"

enum {
	ALIGN = 16,
	CHUNK_MIN = 16 * 1024,
	KEEP_MAX = 256 * 1024,
	GROW_MIN = 8 /* items of a list; a power of two */
};

struct chunk {
	struct chunk *below;
	size_t size; /* bytes of data behind this header */
	size_t used;
	size_t written; /* what was never handed out is zero still */
};

struct arena {
	struct chunk *top;
	size_t cap;
	size_t total; /* bytes handed out, over all chunks */
};

static_assert(sizeof(struct chunk) % ALIGN == 0, "data starts aligned");

static char *
chunk_data(struct chunk *c)
{
	return (char *)(c + 1);
}

static void
chunk_push(struct arena *a, size_t need)
{
	size_t size = need > CHUNK_MIN ? need : CHUNK_MIN;
	struct chunk *c;

	/* Chunks double, so that a large document is a few of them. */
	if (a->top != NULL && a->top->size * 2 > size && need < MIB)
		size = a->top->size * 2 < 4 * MIB ? a->top->size * 2 : 4 * MIB;
	if (size < need)
		size = need;
	/* Large pieces come as zeroes, of which no page exists until used. */
	c = calloc(1, size_add(sizeof(*c), size));
	if (c == NULL)
		die("out of memory (%zu bytes)", size);
	c->below = a->top;
	c->size = size;
	POISON(chunk_data(c), size);
	a->top = c;
}

struct arena *
arena_new(size_t cap)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		die("out of memory");
	a->cap = cap;
	return a;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	size_t step = size_add(n, REDZONE + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	struct chunk *c;
	char *p;

	if (step > a->cap - a->total)
		die("a piece of work needs more than its %zu bytes", a->cap);
	if (a->top == NULL || a->top->size - a->top->used < step)
		chunk_push(a, step);
	c = a->top;
	p = chunk_data(c) + c->used;
	UNPOISON(p, n);
	if (c->used < c->written)
		memset(p, 0, n < c->written - c->used ? n
		    : c->written - c->used);
	c->used += step;
	a->total += step;
	if (c->written < c->used)
		c->written = c->used;
	return p;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	return arena_alloc(a, size_mul(n, size));
}

void *
arena_grow(struct arena *a, void *list, size_t n, size_t size)
{
	void *p;

	/* A full one is a power of two long: its length need not be kept. */
	if (n != 0 && (n < GROW_MIN || (n & (n - 1)) != 0))
		return list;
	p = arena_array(a, n == 0 ? GROW_MIN : size_mul(n, 2), size);
	if (n > 0)
		memcpy(p, list, size_mul(n, size));
	return p;
}

void *
arena_grown(struct arena *a, const void *list, size_t n, size_t size)
{
	size_t room = GROW_MIN;
	void *p;

	if (n == 0)
		return NULL;
	while (room < n)
		room = size_mul(room, 2);
	p = arena_array(a, room, size);
	memcpy(p, list, size_mul(n, size));
	return p;
}

char *
arena_cstr(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, size_add(s.n, 1));

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

struct str
arena_str(struct arena *a, struct str s)
{
	return (struct str){ arena_cstr(a, s), s.n };
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	ALWAYS(n >= 0);
	p = arena_alloc(a, (size_t)n + 1);
	(void)vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return (struct str){ p, (size_t)n };
}

size_t
arena_left(const struct arena *a)
{
	return a->cap - a->total;
}

struct arena_mark
arena_mark(const struct arena *a)
{
	size_t used = a->top != NULL ? a->top->used : 0;

	return (struct arena_mark){ a->top, used, a->total };
}

void
arena_rewind(struct arena *a, struct arena_mark m)
{
	while (a->top != m.chunk) {
		struct chunk *c = a->top;

		ALWAYS(c != NULL);
		a->top = c->below;
		UNPOISON(chunk_data(c), c->size);
		free(c);
	}
	if (a->top != NULL) {
		ALWAYS(a->top->used >= m.used);
		POISON(chunk_data(a->top) + m.used, a->top->size - m.used);
		a->top->used = m.used;
	}
	a->total = m.total;
}

void
arena_reset(struct arena *a)
{
	static const struct arena_mark empty;
	struct chunk *last = a->top;

	if (last == NULL || last->size > KEEP_MAX) {
		arena_rewind(a, empty);
		return;
	}
	/* Chunks grow, so the next work like this one fits into the last. */
	a->top = last->below;
	arena_rewind(a, empty);
	last->below = NULL;
	last->used = 0;
	POISON(chunk_data(last), last->size);
	a->top = last;
}

void
arena_free(struct arena *a)
{
	static const struct arena_mark empty;

	if (a == NULL)
		return;
	arena_rewind(a, empty);
	free(a);
}
