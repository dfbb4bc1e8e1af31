/*
 * The bytes of a file as texts that can be read, whatever kind of document it
 * is: text, Markdown, HTML, PDF, a Word document, a mail with what is attached
 * to it. Spans of a reading point into the text made here, which is what is
 * stored, so that a passage can be shown without the file.
 */
#ifndef READ_SOURCE_H
#define READ_SOURCE_H

#include "read/reading.h"
#include "world/world.h"

enum source_kind {
	SOURCE_TEXT,
	SOURCE_MARKDOWN,
	SOURCE_HTML,
	SOURCE_PDF,
	SOURCE_DOCX,
	SOURCE_MAIL,
	SOURCE__MAX
};

enum {
	/* The most bytes a file may have, pictures and all. */
	SOURCE_BYTES_MAX = 64 * 1024 * 1024,
	/* More attachments than this are no mail. */
	SOURCE_PARTS_MAX = 100
};

/* One text of a file. */
struct source {
	struct str name; /* the file's; of an attachment "mail.eml: x.docx" */
	struct str text; /* UTF-8 */
	enum reading_format format; /* of text: never READING_AUTO */
	struct str title; /* a mail's subject; else empty */
	bool has_date;    /* a mail's */
	struct date date;
	struct str fault; /* why this attachment could not be read, else "" */
	struct source *next; /* an attachment */
};

/* source_kind(bytes, name): by the first bytes, else by the name's ending. */
enum source_kind source_kind(struct str bytes, struct str name);

/* source_kind_name(k): "PDF", "Word document", ... */
const char *source_kind_name(enum source_kind k);

/* source_reads(name): whether a folder's file of this name is a document. */
bool source_reads(struct str name);

/*
 * source_of(a, w, bytes, name, out, why):
 * The texts of the file ${name} with these ${bytes}, in ${a}, which must
 * outlive them as ${bytes} must. PDF is read by pdftotext in a child of ${w}
 * with bounded time, memory and output. An attachment that cannot be read is
 * in the list with its fault.
 * ERR_INPUT: damaged, or no text is in it. ERR_LIMIT: too long. ERR_MISSING:
 * a program that is needed is not installed.
 */
MUST_USE enum err source_of(struct arena *a, struct world *w, struct str bytes,
    struct str name, struct source **out, struct why *why);

/* source_opts(s, given, out): ${given} with what the source itself knows. */
void source_opts(const struct source *s, const struct reading_opts *given,
    struct reading_opts *out);

#endif
