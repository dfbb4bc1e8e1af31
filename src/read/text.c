#include "read/text.h"

#include <string.h>

#include "base/plain.h"
#include "base/str.h"
#include "read/text_part.h"

#include "base/banned.h"

/* A sentence longer than this is cut at a blank: it is no sentence. */
enum { SENTENCE_BYTES_MAX = 4000 };

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

	if (line.n > 2 && strchr("-*+", line.p[0]) != NULL &&
	    text_blank(line.p[1]))
		return true;
	if (str_starts(line, STR("\xe2\x80\xa2")))
		return true;
	if (line.n > 3 && line.p[0] == '(' && (line.p[2] == ')' ||
	    line.p[3] == ')'))
		return true;
	while (i < line.n && text_digit(line.p[i]))
		i++;
	return i > 0 && i < 4 && i + 1 < line.n &&
	    strchr(".)", line.p[i]) != NULL && text_blank(line.p[i + 1]);
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
		return line.n >= 60 && line.n <= 110 && !text_upper(next.p[0]);
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
		while (line.n > 0 && text_blank(line.p[0])) {
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
	if (i - from == 1 && text_upper(text.p[from]))
		return true;
	if (i - from >= 3 && text.p[i - 2] == '.' && text_upper(text.p[i - 1]))
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
	if (c == '.' && i > s.begin && text_digit(text.p[i - 1]) &&
	    i - s.begin <= 2)
		return false; /* "1. " of a list */
	j = closing(text, i + 1, s.end);
	if (j < s.end && !text_blank(text.p[j]))
		return false;
	if (c == '.' && abbreviated(r, text, s.begin, i)) {
		if (i < s.begin + 3 || text.p[i - 2] != '.')
			return false;
		capitals = true;
	}
	*end = j;
	while (j < s.end && text_blank(text.p[j]))
		j++;
	return opens((struct str){ text.p + j, s.end - j }, capitals);
}

bool
text_sentence(const struct text_rules *r, struct str text,
    struct text_span block, size_t *at, struct text_span *out)
{
	size_t i, end;

	while (*at < block.end && text_blank(text.p[*at]))
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
		if (i - *at >= SENTENCE_BYTES_MAX && text_blank(text.p[i]))
			break;
	}
	end = i;
	while (end > *at && text_blank(text.p[end - 1]))
		end--;
	*out = (struct text_span){ *at, end };
	*at = i;
	return true;
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
