/*
 * Vietnamese as it was written before Unicode: TCVN3 (the "ABC" fonts of TCVN
 * 5712:1993), VNI (the fonts of that name: a letter, then its mark) and
 * Windows-1258. Such text comes as bytes of old files, or as Unicode that
 * shows the bytes as Western letters ("Bé Quèc phßng"). What it most likely
 * is can be told; nothing is repaired unless somebody asks for it.
 */
#ifndef BASE_LEGACY_H
#define BASE_LEGACY_H

#include "base/buf.h"

enum legacy {
	LEGACY_NONE, /* UTF-8, or nothing that is known */
	LEGACY_TCVN3,
	LEGACY_VNI,
	LEGACY_1258,
	LEGACY__MAX
};

/* legacy_name(l), legacy_named(name, out): "tcvn3", "vni", "windows-1258". */
const char *legacy_name(enum legacy l);
MUST_USE bool legacy_named(struct str name, enum legacy *out);

/*
 * legacy_repair(b, l, s):
 * ${s}, which is UTF-8 or single bytes, as UTF-8 in composed letters. What the
 * encoding does not use stays. TCVN3 has its capitals in fonts of their own,
 * so that they come as small letters. LEGACY_NONE reads bytes that are not
 * UTF-8 as Windows-1252 and lets the rest stand.
 */
void legacy_repair(struct buf *b, enum legacy l, struct str s);

/*
 * legacy_guess(s):
 * The encoding in which ${s} reads as Vietnamese: in which most words that
 * have letters beyond ASCII become syllables of that language. LEGACY_NONE
 * when there are fewer than three such words, or none of the three fits, or
 * when it has letters that only Unicode has. Looks at the first 16 KiB.
 */
enum legacy legacy_guess(struct str s);

#endif
