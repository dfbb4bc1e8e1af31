/* Views of text: compare, cut, trim, whole numbers, UTF-8. Never writes. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/base.h"

/* str_of(c): the view of a C string; NULL gives the empty view. */
struct str str_of(const char *c);

bool str_eq(struct str a, struct str b);
/* str_is(a, c): whether ${a} equals the C string ${c}. */
bool str_is(struct str a, const char *c);
/* str_eq_nocase(a, b): the same for ASCII letters in either case. */
bool str_eq_nocase(struct str a, struct str b);
/* str_cmp(a, b): byte order; <0, 0, >0. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* str_from(s, i), str_to(s, i): behind, before byte ${i}; bounds hold. */
struct str str_from(struct str s, size_t i);
struct str str_to(struct str s, size_t i);

/*
 * str_head(s, n): at most the first ${n} bytes, and no half of a letter at
 * their end; all of ${s} when it is no longer.
 */
struct str str_head(struct str s, size_t n);

/* str_trim(s): without ASCII white space at both ends. */
struct str str_trim(struct str s);

/*
 * str_cut(s, sep, head, tail):
 * Cut ${s} at the first ${sep}. Without one, ${head} is all of it, ${tail} is
 * empty and the answer is false. ${head} or ${tail} may be ${s} itself.
 */
bool str_cut(struct str s, char sep, struct str *head, struct str *tail);

/* str_line(s, line): take the next line off ${s}; false when none is left. */
bool str_line(struct str *s, struct str *line);

/* str_word(s, word): take the next blank-separated word off ${s}. */
bool str_word(struct str *s, struct str *word);

/* str_find(s, needle): the offset of the first one, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);

/* str_int(s, v): all of ${s} as a decimal whole number, with range check. */
MUST_USE bool str_int(struct str s, int64_t *v);

/* str_real(s, v): all of ${s} as a finite decimal number with a point. */
MUST_USE bool str_real(struct str s, double *v);

/* str_hex(s, out, n): exactly ${n} bytes from 2${n} hex digits. */
MUST_USE bool str_hex(struct str s, unsigned char *out, size_t n);

/*
 * str_utf8(s):
 * Take one code point off the non-empty ${s}. A byte that is no UTF-8 gives
 * U+FFFD and is taken alone, so that the caller always moves on.
 */
uint32_t str_utf8(struct str *s);

/* str_valid(s): whether ${s} is UTF-8 without NUL. */
bool str_valid(struct str s);

/* str_hash(s): a 64-bit hash for maps; never stored. */
uint64_t str_hash(struct str s);

#endif
