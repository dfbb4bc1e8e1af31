/*
 * Text into blocks (paragraphs), sentences and tokens, all as byte offsets.
 * For plain text and Markdown they point into the text as it came; HTML is
 * first made into plain text. Knows no meaning.
 */
#ifndef READ_TEXT_H
#define READ_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "read/word.h"

enum text_flag {
	TEXT_WORD = 1,      /* letters */
	TEXT_NUMBER = 2,    /* begins with a digit */
	TEXT_PUNCT = 4,     /* one sign, in punct */
	TEXT_CAP = 8,       /* begins with a capital */
	TEXT_UPPER = 16,    /* two letters or more, all capital */
	TEXT_JOINED = 32,   /* a hyphen stands before it */
	TEXT_OWNER = 64,    /* followed by 's or ' */
	TEXT_DOTTED = 128,  /* an abbreviation with its dots */
	TEXT_FIRST = 256    /* the first word of its sentence */
};

struct text_token {
	uint32_t begin; /* in the text */
	uint32_t end;   /* without 's */
	uint32_t word;  /* its number, 0 when not known */
	uint16_t flags;
	char punct;     /* . , ; : ( ) " ? ! - for a sign, else 0 */
};

struct text_span {
	size_t begin;
	size_t end;
};

/* What the abbreviations are: word numbers for which a dot ends nothing. */
struct text_rules {
	const struct word_table *words;
	const unsigned char *abbreviation; /* by word number */
};

/*
 * text_of_html(b, html, why):
 * The text of ${html} into ${b}: paragraphs are set apart by an empty line,
 * scripts and styles left out. Loads nothing, expands no entity but
 * characters. ERR_INPUT when nothing can be parsed, ERR_LIMIT.
 */
MUST_USE enum err text_of_html(struct buf *b, struct str html,
    struct why *why);

/*
 * text_block(text, at, markdown, out):
 * The next paragraph at or behind *${at}, which moves on; false at the end.
 * Page furniture and, in Markdown, fences and the marks at a line's beginning
 * are left out. Single line breaks inside a sentence do not end a block.
 */
bool text_block(struct str text, size_t *at, bool markdown,
    struct text_span *out);

/*
 * text_sentence(r, text, block, at, out):
 * The next sentence of ${block} at or behind *${at}, which moves on.
 * "U.N.", "Gen.", "Sr. Lt. Gen." and initials do not end one.
 */
bool text_sentence(const struct text_rules *r, struct str text,
    struct text_span block, size_t *at, struct text_span *out);

/* More tokens in one sentence than this are left unread. */
enum { TEXT_TOKENS_MAX = 400 };

/*
 * text_tokens(words, text, s, out):
 * The tokens of ${s} into ${out}; how many. Words are looked up in ${words}.
 */
size_t text_tokens(const struct word_table *words, struct str text,
    struct text_span s, struct text_token out[static TEXT_TOKENS_MAX]);

/* text_is_vietnamese(text): whether its letters are those of Vietnamese. */
bool text_is_vietnamese(struct str text);

#endif
