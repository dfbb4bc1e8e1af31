#include "read/text_part.h"

#include <string.h>

#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

/* How many bytes the apostrophe at ${s} has, 0 when there is none. */
static size_t
apostrophe(struct str s)
{
	if (s.n > 0 && s.p[0] == '\'')
		return 1;
	return str_starts(s, STR("\xe2\x80\x99")) ? 3 : 0;
}

static bool
is_letter(struct str s)
{
	if (s.n == 0)
		return false;
	if ((unsigned char)s.p[0] < 0x80)
		return text_letter(s.p[0]);
	return plain_is_word(str_utf8(&s));
}

/* A dotted abbreviation at the beginning of ${s}: "U.N." is 4 bytes. */
static size_t
dotted(struct str s)
{
	size_t i = 0;

	while (i + 1 < s.n && text_upper(s.p[i]) && s.p[i + 1] == '.')
		i += 2;
	if (i == 2 && s.n > 2 && text_upper(s.p[2]) &&
	    (s.n == 3 || !is_letter(str_from(s, 3))))
		return 3; /* "U.S" */
	return i >= 4 ? i : 0;
}

/* The length of the word at the beginning of ${s}. */
static size_t
word_length(struct str s, bool number)
{
	size_t i = 0;

	while (i < s.n) {
		struct str rest;
		char c = s.p[i];
		size_t quote;

		if (text_letter(c) || text_digit(c)) {
			i++;
			continue;
		}
		rest = str_from(s, i);
		if ((unsigned char)c >= 0x80 && is_letter(rest)) {
			(void)str_utf8(&rest);
			i = s.n - rest.n;
			continue;
		}
		if (number && (c == '.' || c == ',') && i > 0 &&
		    rest.n > 1 && text_digit(rest.p[1]) &&
		    text_digit(s.p[i - 1])) {
			i++;
			continue;
		}
		quote = apostrophe(rest);
		if (quote == 0 || i == 0 || number ||
		    !is_letter(str_from(rest, quote)))
			break;
		/* 's belongs to what is owned; d'Ivoire, didn't are words. */
		if (rest.n > quote && (rest.p[quote] == 's' ||
		    rest.p[quote] == 'S') &&
		    !is_letter(str_from(rest, quote + 1)))
			break;
		i += quote;
	}
	return i;
}

/* Whether a letter that is not ASCII is a capital. */
static bool
wide_capital(uint32_t c)
{
	return plain_is_word(c) && ((c >= 0xc0 && c <= 0xde) ||
	    ((c >= 0x1e00 || c < 0x180) && c >= 0x100 && c < 0x2000 &&
	    (c & 1) == 0) || c == 0x1a0 || c == 0x1af ||
	    (c >= 0x400 && c < 0x430));
}

static uint16_t
letter_case(struct str w)
{
	unsigned capitals = 0, letters = 0;
	uint16_t flags = 0;

	while (w.n > 0) {
		char c = w.p[0];
		bool big;

		if ((unsigned char)c >= 0x80) {
			big = wide_capital(str_utf8(&w));
		} else {
			w = (struct str){ w.p + 1, w.n - 1 };
			if (!text_letter(c))
				continue;
			big = text_upper(c);
		}
		if (letters == 0 && big)
			flags |= TEXT_CAP;
		letters++;
		capitals += big;
	}
	if (letters > 1 && capitals == letters)
		flags |= TEXT_UPPER;
	return flags;
}

/* The length of a sign, and which it counts as; '\0' is passed over. */
static size_t
sign(struct str s, char *punct)
{
	static const struct {
		struct str bytes;
		char as;
	} wide[] = {
		{ STR_INIT("\xe2\x80\x9c"), '"' },
		{ STR_INIT("\xe2\x80\x9d"), '"' },
		{ STR_INIT("\xe2\x80\x93"), '-' },
		{ STR_INIT("\xe2\x80\x94"), '-' },
		{ STR_INIT("\xe2\x80\xa6"), '.' }
	};
	struct str rest = s;

	for (size_t i = 0; i < countof(wide); i++)
		if (str_starts(s, wide[i].bytes)) {
			*punct = wide[i].as;
			return 3;
		}
	*punct = '\0';
	if (strchr(".,;:()?!\"", s.p[0]) != NULL && s.p[0] != '\0')
		*punct = s.p[0];
	if (str_starts(s, STR("--"))) {
		*punct = '-';
		return 2;
	}
	if (s.p[0] == '-' && s.n > 1 && text_blank(s.p[1]))
		*punct = '-';
	(void)str_utf8(&rest);
	return s.n - rest.n;
}

static size_t
take_word(const struct word_table *words, struct str s, struct text_token *t)
{
	bool number = text_digit(s.p[0]);
	size_t n = dotted(s), quote;
	struct str w;

	t->flags = number ? TEXT_NUMBER : TEXT_WORD;
	if (n > 0)
		t->flags |= TEXT_DOTTED;
	else
		n = word_length(s, number);
	w = str_to(s, n);
	t->end = t->begin + (uint32_t)n;
	t->flags |= letter_case(w);
	t->word = word_find(words, w);
	/* ADMM+ is another thing than ADMM. */
	if (n < s.n && s.p[n] == '+' && (t->flags & TEXT_UPPER) != 0) {
		uint32_t plus = word_find(words, str_to(s, n + 1));

		if (plus != 0) {
			t->word = plus;
			t->end++;
			n++;
		}
	}
	quote = apostrophe(str_from(s, n));
	if (quote > 0) {
		struct str rest = str_from(s, n + quote);

		if (rest.n > 0 && (rest.p[0] == 's' || rest.p[0] == 'S') &&
		    !is_letter(str_from(rest, 1))) {
			t->flags |= TEXT_OWNER;
			n += quote + 1;
		} else if (!is_letter(rest) && w.n > 1 &&
		    (w.p[w.n - 1] == 's' || w.p[w.n - 1] == 'S')) {
			t->flags |= TEXT_OWNER;
			n += quote;
		}
	}
	return n;
}

size_t
text_tokens(const struct word_table *words, struct str text,
    struct text_span s, struct text_token out[static TEXT_TOKENS_MAX])
{
	struct str rest = { text.p + s.begin, s.end - s.begin };
	uint16_t joined = 0;
	size_t n = 0;

	while (rest.n > 0 && n < TEXT_TOKENS_MAX) {
		struct text_token *t = &out[n];
		size_t took;

		*t = (struct text_token){ 0 };
		t->begin = (uint32_t)(rest.p - text.p);
		if (text_blank(rest.p[0])) {
			rest = str_from(rest, 1);
			joined = 0;
			continue;
		}
		if (text_digit(rest.p[0]) || is_letter(rest)) {
			took = take_word(words, rest, t);
			t->flags |= joined;
			if (n == 0)
				t->flags |= TEXT_FIRST;
			n++;
			joined = 0;
		} else {
			took = sign(rest, &t->punct);
			joined = rest.p[0] == '-' && n > 0 &&
			    t->punct == '\0' ? TEXT_JOINED : 0;
			/* A dot that is left is of "St." or the end. */
			if (t->punct != '\0' && t->punct != '.') {
				t->end = t->begin + (uint32_t)took;
				t->flags = TEXT_PUNCT;
				n++;
			}
		}
		rest = str_from(rest, took);
	}
	return n;
}
