#include "base/plain.h"

#include "base/str.h"

#include "base/banned.h"

/*
 * The base letter of each Latin letter with marks, from the canonical
 * decompositions of the Unicode Character Database 14; "." where there is
 * none. Letters that do not decompose (d with stroke, o with slash) were added
 * by hand.
 */
static const char latin[] = /* U+00C0 to U+024F */
	"aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
	"lllnnnnnn.nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
	"b......................i..l.....oo.............uu....zz........."
	"....dddlllnnnaaiioouuuuuuuuuu.aaaa..ggggkkoooo..jdddgg..nnaa...."
	"aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy......acclt."
	"...b..eejj..rryy";
static const char latin_more[] = /* U+1E00 to U+1EFF */
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
	"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
	"wwwwwwwwwwxxxxyyzzzzzzhtwyas..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
	"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

static bool
is_mark(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || c == 0x200b || c == 0x200c ||
	    c == 0x200d || c == 0xfeff || c == 0xad;
}

uint32_t
plain_letter(uint32_t c)
{
	char base = '.';

	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c >= 0xc0 && c <= 0x24f)
		base = latin[c - 0xc0];
	else if (c >= 0x1e00 && c <= 0x1eff)
		base = latin_more[c - 0x1e00];
	if (base != '.')
		return (uint32_t)base;
	if (is_mark(c))
		return 0;
	if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 32; /* Greek, Cyrillic */
	if (c >= 0x400 && c <= 0x40f)
		return c + 80;
	return c;
}

uint32_t
plain_lower(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
		return c + 32;
	/* Pairs: the capital is even, or odd where one stands alone before. */
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177) ||
	    (c >= 0x1e00 && c <= 0x1e95) || (c >= 0x1ea0 && c <= 0x1eff) ||
	    c == 0x1a0)
		return c | 1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e) ||
	    c == 0x1af)
		return c + (c & 1);
	return c;
}

bool
plain_is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9');
	if (c < 0xc0 || c == 0xd7 || c == 0xf7)
		return c == 0xaa || c == 0xb5 || c == 0xba;
	/* General and CJK punctuation, symbols, forms, the replacement. */
	return !(c >= 0x2000 && c <= 0x2bff) && !(c >= 0x3000 && c <= 0x3004) &&
	    !(c >= 0x3008 && c <= 0x3020) && !(c >= 0xfe10 && c <= 0xfe6f) &&
	    !(c >= 0xff00 && c <= 0xff0f) && !(c >= 0xfff0 && c <= 0xffff);
}

void
plain_fold(struct buf *b, struct str s)
{
	while (s.n > 0) {
		uint32_t c = plain_letter(str_utf8(&s));

		if (c != 0)
			buf_utf8(b, c);
	}
}

bool
plain_word(struct str *s, struct str *word)
{
	struct str rest = *s;

	while (s->n > 0) {
		rest = *s;
		if (plain_is_word(str_utf8(&rest)))
			break;
		*s = rest;
	}
	if (s->n == 0)
		return false;
	rest = *s;
	while (rest.n > 0) {
		struct str next = rest;

		if (!plain_is_word(str_utf8(&next)))
			break;
		rest = next;
	}
	*word = str_to(*s, s->n - rest.n);
	*s = rest;
	return true;
}
