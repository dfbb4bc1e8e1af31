#include "base/legacy.h"

#include <assert.h>
#include <string.h>

#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

enum { GUESS_MAX = 16 * 1024, WORD_MAX = 64, WORDS_NEEDED = 3 };

/* Tones in the order of the columns of vowel_letters. */
enum tone { LEVEL, GRAVE, HOOK, TILDE, ACUTE, DOT, TONES };

static const char *const vowel_letters[] = {
	"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
	"oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
	"AÀẢÃÁẠ", "ĂẰẲẴẮẶ", "ÂẦẨẪẤẬ", "EÈẺẼÉẸ", "ÊỀỂỄẾỆ", "IÌỈĨÍỊ",
	"OÒỎÕÓỌ", "ÔỒỔỖỐỘ", "ƠỜỞỠỚỢ", "UÙỦŨÚỤ", "ƯỪỬỮỨỰ", "YỲỶỸÝỴ"
};

/* What Windows-1252 has between 0x80 and 0x9f; 0: nothing. */
static const uint16_t western[] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
};

/*
 * TCVN 5712:1993 from 0xa1 on; where the third set has nothing stands what
 * the first has there, and a blank for its loose marks.
 */
static const char tcvn3[] =
	"ĂÂÊÔƠƯĐăâêôơưđẰ     àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒ"
	"ĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ";

struct mark {
	uint16_t mark;
	char shape; /* of the vowel: ^ circumflex, ( breve, or none */
	enum tone tone;
};

/* VNI: what stands behind a vowel; small forms, as Windows-1252 shows them. */
static const struct mark vni_marks[] = {
	{ 0xf8, 0, GRAVE }, { 0xf9, 0, ACUTE }, { 0xfb, 0, HOOK },
	{ 0xf5, 0, TILDE }, { 0xef, 0, DOT }, { 0xe2, '^', LEVEL },
	{ 0xe0, '^', GRAVE }, { 0xe1, '^', ACUTE }, { 0xe5, '^', HOOK },
	{ 0xe3, '^', TILDE }, { 0xe4, '^', DOT }, { 0xea, '(', LEVEL },
	{ 0xe8, '(', GRAVE }, { 0xe9, '(', ACUTE }, { 0xfa, '(', HOOK },
	{ 0xfc, '(', TILDE }, { 0xeb, '(', DOT }
};

/* VNI: letters that stand for themselves. */
static const struct {
	uint16_t from, to;
} vni_letters[] = {
	{ 0xf1, 0x111 }, { 0xd1, 0x110 }, { 0xf4, 0x1a1 }, { 0xd4, 0x1a0 },
	{ 0xf6, 0x1b0 }, { 0xd6, 0x1af }, { 0xec, 0xec }, { 0xcc, 0xcc },
	{ 0xed, 0xed }, { 0xcd, 0xcd }, { 0xe6, 0x1ec9 }, { 0xc6, 0x1ec8 },
	{ 0xf3, 0x129 }, { 0xd3, 0x128 }, { 0xf2, 0x1ecb },
	{ 0xd2, 0x1eca }, { 0xee, 0x1ef5 }, { 0xce, 0x1ef4 }
};

static const char *const names[] = {
	[LEGACY_NONE] = "utf-8", [LEGACY_TCVN3] = "tcvn3",
	[LEGACY_VNI] = "vni", [LEGACY_1258] = "windows-1258"
};
static_assert(countof(names) == LEGACY__MAX, "names");

const char *
legacy_name(enum legacy l)
{
	return names[l];
}

bool
legacy_named(struct str name, enum legacy *out)
{
	for (size_t i = 0; i < LEGACY__MAX; i++)
		if (str_eq_nocase(name, str_of(names[i]))) {
			*out = (enum legacy)i;
			return true;
		}
	return false;
}

/* ---- letters ---- */

/* The row of a vowel without tone, or NULL. */
static const char *
vowel_row(uint32_t c)
{
	for (size_t i = 0; i < countof(vowel_letters); i++) {
		struct str s = str_of(vowel_letters[i]);

		if (str_utf8(&s) == c)
			return vowel_letters[i];
	}
	return NULL;
}

/* That vowel with its tone; 0 when it is none, or has one already. */
static uint32_t
with_tone(uint32_t c, enum tone tone)
{
	const char *row = vowel_row(c);
	struct str s = str_of(row);
	uint32_t found = 0;

	for (int i = 0; row != NULL && i <= (int)tone; i++)
		found = str_utf8(&s);
	return found;
}

static uint32_t
with_shape(uint32_t c, char shape)
{
	static const struct {
		char from, shape;
		uint16_t to;
	} shapes[] = {
		{ 'a', '^', 0xe2 }, { 'e', '^', 0xea }, { 'o', '^', 0xf4 },
		{ 'a', '(', 0x103 }, { 'A', '^', 0xc2 }, { 'E', '^', 0xca },
		{ 'O', '^', 0xd4 }, { 'A', '(', 0x102 }
	};

	if (shape == 0)
		return c;
	for (size_t i = 0; i < countof(shapes); i++)
		if ((uint32_t)shapes[i].from == c && shapes[i].shape == shape)
			return shapes[i].to;
	return 0;
}

/* The byte that Western text shows as ${c}; 0 when it is none. */
static uint32_t
byte_of(uint32_t c)
{
	for (size_t i = 0; i < countof(western); i++)
		if (western[i] == c && c != 0)
			return 0x80 + (uint32_t)i;
	return c < 0x100 ? c : 0;
}

static uint32_t
tcvn3_letter(uint32_t c)
{
	struct str s = str_of(tcvn3);
	uint32_t byte = byte_of(c), letter = ' ';

	if (byte < 0xa1)
		return c;
	for (uint32_t i = 0xa1; i <= byte && s.n > 0; i++)
		letter = str_utf8(&s);
	return letter == ' ' ? c : letter;
}

static uint32_t
vni_letter(uint32_t c)
{
	for (size_t i = 0; i < countof(vni_letters); i++)
		if (vni_letters[i].from == c)
			return vni_letters[i].to;
	return c;
}

/* The letter and the mark behind it as one; 0 when they make none. */
static uint32_t
vni_pair(uint32_t letter, uint32_t mark)
{
	uint32_t small = mark >= 0xc0 && mark <= 0xde ? mark + 0x20 : mark;

	for (size_t i = 0; i < countof(vni_marks); i++)
		if (vni_marks[i].mark == small) {
			uint32_t c = with_shape(letter, vni_marks[i].shape);

			return c == 0 ? 0 : with_tone(c, vni_marks[i].tone);
		}
	return 0;
}

static uint32_t
cp1258_letter(uint32_t c)
{
	static const struct {
		uint16_t from, to;
	} letters[] = {
		{ 0xc3, 0x102 }, { 0xe3, 0x103 }, { 0xcc, 0x300 },
		{ 0xd0, 0x110 }, { 0xf0, 0x111 }, { 0xd2, 0x309 },
		{ 0xd5, 0x1a0 }, { 0xf5, 0x1a1 }, { 0xdd, 0x1af },
		{ 0xfd, 0x1b0 }, { 0xde, 0x303 }, { 0xec, 0x301 },
		{ 0xf2, 0x323 }, { 0xfe, 0x20ab }
	};

	for (size_t i = 0; i < countof(letters); i++)
		if (letters[i].from == c)
			return letters[i].to;
	return c;
}

/* Windows-1258 writes tones as marks of their own. */
static uint32_t
cp1258_pair(uint32_t letter, uint32_t mark)
{
	static const uint16_t marks[TONES] = { [GRAVE] = 0x300,
		[HOOK] = 0x309, [TILDE] = 0x303, [ACUTE] = 0x301,
		[DOT] = 0x323 };

	for (int t = GRAVE; t < TONES; t++)
		if (marks[t] == mark)
			return with_tone(letter, (enum tone)t);
	return 0;
}

/* ---- text ---- */

/* The next letter, of UTF-8 or of single bytes. */
static uint32_t
next_letter(struct str *s)
{
	unsigned char byte = (unsigned char)s->p[0];
	uint32_t c = str_utf8(s);

	if (c != 0xfffd || byte == 0xef)
		return c;
	return byte >= 0x80 && byte < 0xa0 && western[byte - 0x80] != 0
	    ? western[byte - 0x80] : byte;
}

static uint32_t
letter_of(enum legacy l, uint32_t c)
{
	switch (l) {
	case LEGACY_TCVN3:
		return tcvn3_letter(c);
	case LEGACY_VNI:
		return vni_letter(c);
	case LEGACY_1258:
		return cp1258_letter(c);
	case LEGACY_NONE:
	case LEGACY__MAX:
		break;
	}
	return c;
}

static uint32_t
pair_of(enum legacy l, uint32_t letter, uint32_t next)
{
	if (l == LEGACY_VNI)
		return vni_pair(letter, next);
	if (l == LEGACY_1258)
		return cp1258_pair(letter, cp1258_letter(next));
	return 0;
}

void
legacy_repair(struct buf *b, enum legacy l, struct str s)
{
	while (s.n > 0) {
		uint32_t c = letter_of(l, next_letter(&s));

		/* In VNI a letter and its mark are both below 0x100. */
		if (s.n > 0) {
			struct str behind = s;
			uint32_t both = pair_of(l, c, next_letter(&behind));

			if (both != 0) {
				c = both;
				s = behind;
			}
		}
		buf_utf8(b, c);
	}
}

/* ---- which it is ---- */

static bool
one_of(struct str s, const char *list)
{
	struct str rest = str_of(list), word;

	if (s.n == 0)
		return true;
	while (str_word(&rest, &word))
		if (str_eq(word, s))
			return true;
	return false;
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

/* A syllable of Vietnamese without its marks: first, vowels, last. */
static bool
is_syllable(struct str plain)
{
	size_t first = 0, last;

	if (str_starts(plain, STR("qu")) || (str_starts(plain, STR("gi")) &&
	    plain.n > 2 && is_vowel(plain.p[2])))
		first = 2;
	while (first < plain.n && !is_vowel(plain.p[first]))
		first++;
	last = first;
	while (last < plain.n && is_vowel(plain.p[last]))
		last++;
	return last > first && last - first <= 3 &&
	    one_of(str_to(plain, first), "b c ch d g gh gi h k kh l m n ng "
	    "ngh nh p ph qu r s t th tr v x") &&
	    one_of(str_from(plain, last), "c ch m n ng nh p t");
}

/* The tone of one letter, LEVEL when it has none. */
static enum tone
tone_of(uint32_t c)
{
	for (size_t i = 0; i < countof(vowel_letters); i++) {
		struct str s = str_of(vowel_letters[i]);

		for (int t = LEVEL; t < TONES; t++)
			if (str_utf8(&s) == c)
				return (enum tone)t;
	}
	return LEVEL;
}

static bool
is_letter(uint32_t c)
{
	return c >= 0x80 && plain_letter(c) < 0x80 && plain_letter(c) != 0;
}

/* Whether a repaired word is one syllable with one tone at most. */
static bool
is_word(struct str word)
{
	char plain[WORD_MAX];
	size_t n = 0;
	int tones = 0;

	while (word.n > 0) {
		uint32_t c = str_utf8(&word), p = plain_letter(c);

		if (p < 'a' || p > 'z' || n == sizeof(plain))
			return false;
		tones += tone_of(c) != LEVEL;
		plain[n++] = (char)p;
	}
	return tones <= 1 && is_syllable((struct str){ plain, n });
}

static bool
is_blank(char c)
{
	return (unsigned char)c < 0x80 && (c < 'A' || c > 'z' ||
	    (c > 'Z' && c < 'a'));
}

/* The next run of letters, whatever alphabet they are in. */
static bool
next_word(struct str *s, struct str *word)
{
	size_t n = 0;

	while (s->n > 0 && is_blank(s->p[0]))
		*s = str_from(*s, 1);
	while (n < s->n && !is_blank(s->p[n]))
		n++;
	*word = str_to(*s, n);
	*s = str_from(*s, n);
	return n > 0;
}

static bool
beyond_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

/* Letters that only Unicode has, or CP1258's bytes would be others. */
static bool
has_unicode(struct str s)
{
	while (s.n > 0) {
		uint32_t c = str_utf8(&s);

		if (c != 0xfffd && is_letter(c) && byte_of(c) == 0)
			return true;
	}
	return false;
}

enum legacy
legacy_guess(struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * GUESS_MAX };
	size_t fit[LEGACY__MAX] = { 0 }, words = 0;
	enum legacy best = LEGACY_NONE;
	struct str word;

	s = str_head(s, GUESS_MAX);
	if (has_unicode(s))
		return LEGACY_NONE;
	while (next_word(&s, &word)) {
		if (!beyond_ascii(word) || word.n > WORD_MAX)
			continue;
		words++;
		for (int l = LEGACY_NONE; l < LEGACY__MAX; l++) {
			buf_clear(&b);
			legacy_repair(&b, (enum legacy)l, word);
			fit[l] += is_word(buf_view(&b));
		}
	}
	for (int l = LEGACY_TCVN3; l < LEGACY__MAX; l++)
		if (fit[l] > fit[best])
			best = (enum legacy)l;
	return words >= WORDS_NEEDED && fit[best] * 10 >= words * 7 ? best
	    : LEGACY_NONE;
}
