/*
 * Plain form of text for search and comparison: lower case, no marks, so that
 * "Đà Nẵng", "đà nẵng" and "da nang" are one. Letters of other scripts keep
 * their marks and lose only their case.
 */
#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H

#include "base/buf.h"

/* plain_fold(b, s): append the plain form of ${s}. Never longer than ${s}. */
void plain_fold(struct buf *b, struct str s);

/*
 * plain_letter(c):
 * The plain form of one code point: a base letter (đ gives d, ß gives s), the
 * lower case of a letter that has none, 0 for a mark that vanishes.
 */
uint32_t plain_letter(uint32_t c);

/*
 * plain_lower(c): the lower case of a Latin letter with the marks that
 * European languages and Vietnamese have; anything else as it is.
 */
uint32_t plain_lower(uint32_t c);

/* plain_is_word(c): whether ${c} is a letter or digit of any script. */
bool plain_is_word(uint32_t c);

/*
 * plain_word(s, word):
 * Take the next run of letters and digits off ${s}, as written.
 */
bool plain_word(struct str *s, struct str *word);

#endif
