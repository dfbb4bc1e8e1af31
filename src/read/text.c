#include "read/text.h"

#include <string.h>

#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

/* A sentence longer than this is cut at a blank: it is no sentence. */
enum { SENTENCE_BYTES_MAX = 4000 };

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Of ASCII, which nearly all letters are and no table is needed for. */
static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || upper(c);
}

static struct str
part(struct str text, struct text_span s)
{
	return (struct str){ text.p + s.begin, s.end - s.begin };
}

/* Words that page makers leave behind in copied text. */
static bool
furniture(struct str line)
{
	static const struct str words[] = {
		STR_INIT("leftcenterrightdel"), STR_INIT("leftcenterright"),
		STR_INIT("advertisement"), STR_INIT("share this"),
		STR_INIT("print"), STR_INIT("share"), STR_INIT("read more"),
		STR_INIT("related news"), STR_INIT("photo"), STR_INIT("video")
	};

	for (size_t i = 0; i < countof(words); i++)
		if (str_eq_nocase(line, words[i]))
			return true;
	return false;
}

/* Whether a line begins an item of a list: "- ", "1. ", "(a) ", "• ". */
static bool
item(struct str line)
{
	size_t i = 0;

	if (line.n > 2 && strchr("-*+", line.p[0]) != NULL && blank(line.p[1]))
		return true;
	if (str_starts(line, STR("\xe2\x80\xa2")))
		return true;
	if (line.n > 3 && line.p[0] == '(' && (line.p[2] == ')' ||
	    line.p[3] == ')'))
		return true;
	while (i < line.n && digit(line.p[i]))
		i++;
	return i > 0 && i < 4 && i + 1 < line.n &&
	    strchr(".)", line.p[i]) != NULL && blank(line.p[i + 1]);
}

static bool
ends_sentence(struct str line)
{
	static const char *const quotes[] = { "\"", "\xe2\x80\x9d", ")" };

	for (size_t i = 0; i < countof(quotes); i++)
		if (str_ends(line, str_of(quotes[i])))
			line.n -= strlen(quotes[i]);
	return line.n > 0 && strchr(".?!:;", line.p[line.n - 1]) != NULL;
}

/* Whether the break behind ${line} is only where the page was full. */
static bool
wrapped(struct str line, struct str next, bool markdown)
{
	if (next.n == 0 || item(next) || furniture(next))
		return false;
	if (markdown)
		return next.p[0] != '#' && next.p[0] != '>' &&
		    !str_starts(next, STR("```"));
	if (ends_sentence(line))
		return line.n >= 60 && line.n <= 110 && !upper(next.p[0]);
	return line.n >= 45 && line.n <= 110;
}

static struct str
next_line(struct str text, size_t at)
{
	struct str rest = str_from(text, at), line = { text.p, 0 };

	(void)str_line(&rest, &line);
	return line;
}

/* What stands before the words of a Markdown line. */
static size_t
markdown_marks(struct str line)
{
	size_t i = 0;

	while (i < line.n && strchr("#>*-+ \t", line.p[i]) != NULL)
		i++;
	return i;
}

bool
text_block(struct str text, size_t *at, bool markdown, struct text_span *out)
{
	bool fenced = false;

	while (*at < text.n) {
		struct str line = next_line(text, *at), next;
		size_t begin = *at, end;

		*at += line.n;
		while (*at < text.n && text.p[(*at)++] != '\n')
			;
		while (line.n > 0 && blank(line.p[0])) {
			line = str_from(line, 1);
			begin++;
		}
		line = str_trim(line);
		if (markdown && str_starts(line, STR("```"))) {
			fenced = !fenced;
			continue;
		}
		if (line.n == 0 || fenced || furniture(line))
			continue;
		if (markdown) {
			size_t marks = markdown_marks(line);

			begin += marks;
			line = str_from(line, marks);
			if (line.n == 0 ||
			    text.p[begin - marks] == '#') {
				*out = (struct text_span){ begin,
					begin + line.n };
				if (line.n == 0)
					continue;
				return true;
			}
		}
		end = begin + line.n;
		for (;;) {
			next = *at < text.n ? next_line(text, *at)
			    : (struct str){ text.p, 0 };
			if (!wrapped(line, str_trim(next), markdown))
				break;
			*at += next.n;
			while (*at < text.n && text.p[(*at)++] != '\n')
				;
			line = str_trim(next);
			end = (size_t)(line.p - text.p) + line.n;
		}
		*out = (struct text_span){ begin, end };
		return true;
	}
	return false;
}

/* Whether the dot at ${i} belongs to an abbreviation. */
static bool
abbreviated(const struct text_rules *r, struct str text, size_t begin, size_t i)
{
	size_t from = i;
	uint32_t w;

	while (from > begin && (plain_is_word((unsigned char)text.p[from - 1])
	    || text.p[from - 1] == '.' ||
	    (unsigned char)text.p[from - 1] > 127))
		from--;
	if (from == i)
		return false;
	if (i - from == 1 && upper(text.p[from]))
		return true;
	if (i - from >= 3 && text.p[i - 2] == '.' && upper(text.p[i - 1]))
		return true;
	w = word_find(r->words, (struct str){ text.p + from, i - from });
	return w != 0 && r->abbreviation != NULL && r->abbreviation[w] != 0;
}

/* Whether a new sentence can begin with the word at ${p}. */
static bool
opens(struct str rest, bool after_capitals)
{
	static const char *const openers[] = {
		"The", "It", "In", "He", "She", "They", "This", "These", "A",
		"An", "But", "And", "At", "On", "We", "I", "For", "However",
		"After", "That", "Its", "His", "As"
	};
	struct str word;

	if (rest.n == 0)
		return true;
	if (!after_capitals)
		return !(rest.p[0] >= 'a' && rest.p[0] <= 'z') &&
		    strchr(",;:)", rest.p[0]) == NULL;
	(void)str_word(&rest, &word);
	for (size_t i = 0; i < countof(openers); i++)
		if (str_is(word, openers[i]))
			return true;
	return false;
}

static size_t
closing(struct str text, size_t i, size_t end)
{
	for (;;) {
		struct str rest = { text.p + i, end - i };

		if (rest.n > 0 && strchr("\"')]", rest.p[0]) != NULL)
			i++;
		else if (str_starts(rest, STR("\xe2\x80\x9d")) ||
		    str_starts(rest, STR("\xe2\x80\x99")))
			i += 3;
		else
			return i;
	}
}

static bool
boundary(const struct text_rules *r, struct str text, struct text_span s,
    size_t i, size_t *end)
{
	char c = text.p[i];
	bool capitals = false;
	size_t j;

	if (c != '.' && c != '?' && c != '!')
		return false;
	if (c == '.' && i > s.begin && digit(text.p[i - 1]) &&
	    i - s.begin <= 2)
		return false; /* "1. " of a list */
	j = closing(text, i + 1, s.end);
	if (j < s.end && !blank(text.p[j]))
		return false;
	if (c == '.' && abbreviated(r, text, s.begin, i)) {
		if (i < s.begin + 3 || text.p[i - 2] != '.')
			return false;
		capitals = true;
	}
	*end = j;
	while (j < s.end && blank(text.p[j]))
		j++;
	return opens((struct str){ text.p + j, s.end - j }, capitals);
}

bool
text_sentence(const struct text_rules *r, struct str text,
    struct text_span block, size_t *at, struct text_span *out)
{
	size_t i, end;

	while (*at < block.end && blank(text.p[*at]))
		++*at;
	if (*at >= block.end)
		return false;
	for (i = *at; i < block.end; i++) {
		struct text_span s = { *at, block.end };

		if (boundary(r, text, s, i, &end)) {
			*out = (struct text_span){ *at, end };
			*at = end;
			return true;
		}
		if (i - *at >= SENTENCE_BYTES_MAX && blank(text.p[i]))
			break;
	}
	end = i;
	while (end > *at && blank(text.p[end - 1]))
		end--;
	*out = (struct text_span){ *at, end };
	*at = i;
	return true;
}

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
		return letter(s.p[0]);
	return plain_is_word(str_utf8(&s));
}

/* A dotted abbreviation at the beginning of ${s}: "U.N." is 4 bytes. */
static size_t
dotted(struct str s)
{
	size_t i = 0;

	while (i + 1 < s.n && upper(s.p[i]) && s.p[i + 1] == '.')
		i += 2;
	if (i == 2 && s.n > 2 && upper(s.p[2]) &&
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

		if (letter(c) || digit(c)) {
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
		    rest.n > 1 && digit(rest.p[1]) && digit(s.p[i - 1])) {
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
			if (!letter(c))
				continue;
			big = upper(c);
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
	if (s.p[0] == '-' && s.n > 1 && blank(s.p[1]))
		*punct = '-';
	(void)str_utf8(&rest);
	return s.n - rest.n;
}

static size_t
take_word(const struct word_table *words, struct str s, struct text_token *t)
{
	bool number = digit(s.p[0]);
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
	struct str rest = part(text, s);
	uint16_t joined = 0;
	size_t n = 0;

	while (rest.n > 0 && n < TEXT_TOKENS_MAX) {
		struct text_token *t = &out[n];
		size_t took;

		*t = (struct text_token){ 0 };
		t->begin = (uint32_t)(rest.p - text.p);
		if (blank(rest.p[0])) {
			rest = str_from(rest, 1);
			joined = 0;
			continue;
		}
		if (digit(rest.p[0]) || is_letter(rest)) {
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

bool
text_is_vietnamese(struct str text)
{
	size_t marks = 0, letters = 0, seen = 0;

	while (text.n > 0 && seen++ < 4000) {
		uint32_t c;

		if ((unsigned char)text.p[0] < 0x80) {
			letters += text.p[0] > ' ';
			text = (struct str){ text.p + 1, text.n - 1 };
			continue;
		}
		c = str_utf8(&text);
		letters += plain_is_word(c);
		marks += (c >= 0x1ea0 && c <= 0x1ef9) || c == 0x110 ||
		    c == 0x111 || c == 0x1a0 || c == 0x1a1 || c == 0x1af ||
		    c == 0x1b0 || c == 0x102 || c == 0x103;
	}
	return marks >= 2 && marks * 16 > letters;
}
