/*
 * A whole document: what it directs (enumerations with their continuation
 * paragraphs), what it promises (obligations with actor, content and year),
 * what it refers to, whom it names, who speaks, when it was written.
 */
#ifndef READ_DOCUMENT_H
#define READ_DOCUMENT_H

#include "read/coder.h"
#include "read/reading.h"

/*
 * document_read(c, a, markdown, events_only, r):
 * Fill ${r}, of which lang, text, file and any given date are set, with its
 * items, or with its events alone, which are the same. All lives in ${a} or
 * points into r->text and the gazetteer.
 */
void document_read(const struct coder_context *c, struct arena *a,
    bool markdown, bool events_only, struct reading *r);

#endif
