/* How wide a text is on a terminal, and lines of it that fit. */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include "base/base.h"

/*
 * wrap_places(s):
 * How many places ${s} takes: one a letter, however many bytes it has; none
 * for marks that combine with the letter before; two for the wide letters of
 * East Asia.
 */
size_t wrap_places(struct str s);

/*
 * wrap_line(s, n):
 * Take the next line of at most ${n} places off ${s}: at a newline always,
 * else at the last blank that lets it fit, else within a word. At least one
 * letter is taken, so that the caller moves on.
 */
struct str wrap_line(struct str *s, size_t n);

#endif
