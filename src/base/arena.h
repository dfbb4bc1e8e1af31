/*
 * Memory by lifetime. Everything allocated from an arena is freed at once,
 * by arena_reset or arena_free; nothing is freed alone. Freed space is
 * poisoned under AddressSanitizer.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

struct arena;

/* A place in an arena to go back to. */
struct arena_mark {
	void *chunk;
	size_t used;
	size_t total;
};

/*
 * arena_new(cap):
 * Make an arena that never holds more than ${cap} bytes. Ends the process
 * when the system has no memory. Free with arena_free.
 */
struct arena *arena_new(size_t cap);

/*
 * arena_alloc(a, n):
 * Return ${n} zeroed bytes aligned for any type. Going over the cap ends the
 * process: a request that needs more than its cap is a fault, not a state.
 */
void *arena_alloc(struct arena *a, size_t n) MUST_USE;

/* arena_array(a, n, size): zeroed space for ${n} items of ${size} bytes. */
void *arena_array(struct arena *a, size_t n, size_t size) MUST_USE;

/*
 * arena_grow(a, list, n, size):
 * Room for one more item of ${size} bytes behind the ${n} of ${list}, which
 * grew by this call alone, from NULL: the same array, or one twice as long
 * with a copy of them, zeroed behind. Call it for an item that will be added:
 * each call for a full list copies it, and the arena keeps the old one.
 */
void *arena_grow(struct arena *a, void *list, size_t n, size_t size) MUST_USE;

/* arena_grown(a, list, n, size): a copy of such a list, which may grow on. */
void *arena_grown(struct arena *a, const void *list, size_t n,
    size_t size) MUST_USE;

/* arena_str(a, s): a copy of ${s}, NUL-terminated behind its last byte. */
struct str arena_str(struct arena *a, struct str s);

/* arena_cstr(a, s): the same copy as a C string. */
char *arena_cstr(struct arena *a, struct str s);

/* arena_printf(a, fmt, ...): formatted text, NUL-terminated behind it. */
struct str arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

/* arena_left(a): bytes that may still be asked for. */
size_t arena_left(const struct arena *a);

/* arena_mark(a), arena_rewind(a, m): free all that came after the mark. */
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

/*
 * arena_reset(a): free everything, keep the arena, and at most 256 KiB of its
 * memory, so that small pieces of work one after the other ask the system
 * once.
 */
void arena_reset(struct arena *a);

/* arena_free(a): free everything and the arena; NULL is fine. */
void arena_free(struct arena *a);

#endif
