/* What the files of document share: items as they are found. */
#ifndef READ_DOCUMENT_PART_H
#define READ_DOCUMENT_PART_H

#include "base/map.h"
#include "read/coder.h"
#include "read/reading.h"

enum { DOCUMENT_CHUNK_ITEMS = 16, DOCUMENT_TERMS = 14 };

/* Items as they are found; how many there will be nobody knows. */
struct document_chunk {
	struct reading_item item[DOCUMENT_CHUNK_ITEMS];
	size_t n;
	struct document_chunk *before;
	struct arena_mark mark; /* it and all that came later */
};

struct document {
	const struct coder_context *c;
	struct arena *a; /* of what stays; the rest is in c->scratch */
	struct reading *r;
	bool events_only;
	struct document_chunk *last;
	struct reading_item *directive; /* the open one, or NULL */
	int ordinal;      /* of the last directive */
	bool asked;       /* this paragraph is a question put to the speaker */
	bool in_list;     /* this paragraph belongs to a directive */
	int class[DOCUMENT_TERMS]; /* of nouns that name activities */
	struct map *seen[READING__MAX]; /* names; of activities, types */
};

/* document_span(d, s): the bytes of ${s}. */
struct str document_span(const struct document *d, struct text_span s);

/* document_words(d, s): them with every run of white space made one blank. */
struct str document_words(struct document *d, struct text_span s);

/* document_item(d, kind, s): a new item; it stays there until document_sort. */
struct reading_item *document_item(struct document *d, enum reading_kind kind,
    struct text_span s);

/* document_put(d, kind, name, code, s): a name, each once; empty is none. */
void document_put(struct document *d, enum reading_kind kind, struct str name,
    struct str code, struct text_span s);

/* document_name(d, n): what a name of the gazetteer stands for. */
void document_name(struct document *d, const struct coder_name *n);

/* document_sort(d): all items into the reading; there is none behind it. */
void document_sort(struct document *d);

#endif
