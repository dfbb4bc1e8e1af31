/* What the files of source share. */
#ifndef READ_SOURCE_PART_H
#define READ_SOURCE_PART_H

#include "read/source.h"

/*
 * source_docx(a, bytes, b, why):
 * The text of a Word document into ${b}: a paragraph each, set apart by an
 * empty line, list numbers written out, the cells of a row in one line, what
 * was deleted left out, footnotes at the end.
 */
MUST_USE enum err source_docx(struct arena *a, struct str bytes,
    struct buf *b, struct why *why);

/*
 * source_pages(b, printed):
 * What pdftotext printed, as paragraphs: form feeds, running heads and page
 * numbers are left out, words cut at a line's end are whole again.
 */
void source_pages(struct buf *b, struct str printed);

/*
 * source_mail(a, bytes, s, part, parts, why):
 * A mail's text, subject and date into ${s}, and what is attached to it into
 * ${part} (bytes as text, names), at most SOURCE_PARTS_MAX; how many.
 */
MUST_USE enum err source_mail(struct arena *a, struct str bytes,
    struct source *s, struct source part[static SOURCE_PARTS_MAX],
    size_t *parts, struct why *why);

#endif
