/*
 * The one writer of markup. The plain verb is the safe one: the format is
 * literal markup, every argument is text. There is no verb for raw markup.
 */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/buf.h"
#include "base/str.h"

/*
 * html_put(b, fmt, ...):
 * Append the markup ${fmt} with its arguments. What %s and %.*s bring is
 * escaped for text and for attributes in double quotes. Of the other verbs
 * there are %d, %u, %zu, %ld, %lld, %.Nf and %%; any other ends the process.
 */
void html_put(struct buf *b, const char *fmt, ...) PRINTF(2, 3);

/*
 * html_text(b, s):
 * ${s} as text: no byte of the output is < > " or ', no & begins anything but
 * an entity of this function, and what is not UTF-8, or a control character
 * that HTML forbids, becomes U+FFFD.
 */
void html_text(struct buf *b, struct str s);

#endif
