/* The marks by which a document shows its order; for document.c only. */
#ifndef READ_DOCUMENT_MARK_H
#define READ_DOCUMENT_MARK_H

#include "base/arena.h"
#include "read/text.h"

struct document;

struct document_mark {
	int ordinal;
	size_t length; /* of the mark, in bytes */
	bool spelled;  /* in words: "Secondly", "Hai là" */
};

/*
 * document_ordinal(s, before, m):
 * Whether paragraph ${s} begins with "Firstly,", "(a)", "3.", "Thứ hai", or
 * "Last but not least", which comes after number ${before}.
 */
bool document_ordinal(struct str s, int before, struct document_mark *m);

/* document_obliges(s): whether ${s} holds a word of obligation. */
bool document_obliges(struct str s);

/* document_goes_on(s): whether ${s} begins as what continues a directive. */
bool document_goes_on(struct str s);

/*
 * document_label(s, label, asks):
 * "Reporter: " before what is said; ${asks} when it is who puts questions.
 */
bool document_label(struct str s, struct str *label, bool *asks);

/* document_interview(s): whether ${s} tells who was interviewed or speaks. */
bool document_interview(struct str s);

/* document_note(d, name, s): a reference found; see document_references. */
void document_note(struct document *d, struct str name, struct text_span s);

/*
 * document_references(a, s, base, d, note):
 * Call ${note} with each resolution, decree, law or congress named in ${s},
 * with spans that count from ${base}. Names are made in ${a}.
 */
void document_references(struct arena *a, struct str s, size_t base,
    struct document *d,
    void (*note)(struct document *, struct str, struct text_span));

#endif
