/*
 * One line as a person types it, "12/12 aus visit dm Chief of Army, Hanoi",
 * into fields. First a day, a partner and words of vocabularies in any order;
 * then the title; what stands behind its last comma is the place. Pure.
 * Nothing is invented: each part is some of the bytes of the line, and what
 * was found by a weaker rule than its whole code or name is unsure.
 */
#ifndef READ_LINE_H
#define READ_LINE_H

#include "read/gazetteer.h"

enum { LINE_BYTES_MAX = 1000, LINE_PARTS_MAX = 12 };

/* A word of a vocabulary that the caller knows. */
struct line_word {
	struct str field;    /* it is a value of: "type" */
	struct str code;
	struct str en, vi;   /* its names; either may be empty */
};

struct line_ask {
	const struct gazetteer *gazetteer; /* names of partners, or NULL */
	struct str partner; /* the field those are values of */
	struct str day, title, place; /* the other fields; empty: none */
	const struct line_word *word; /* better ones first */
	size_t words;
	int32_t today;
};

struct line_part {
	struct str field;
	struct str value;  /* a code, an exact date, or words of the line */
	size_t begin, end; /* where it stands */
	bool unsure;       /* by initials, by a part of a name, or late */
};

struct line {
	struct line_part part[LINE_PARTS_MAX];
	size_t parts;
};

/*
 * line_read(a, ask, text, out, why):
 * ERR_INPUT: not UTF-8, or longer than LINE_BYTES_MAX. A field is said once;
 * costs the length of the line times the number of words.
 */
MUST_USE enum err line_read(struct arena *a, const struct line_ask *ask,
    struct str text, struct line *out, struct why *why);

#endif
