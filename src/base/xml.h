/*
 * XML as a walk over its elements and texts, for the parts of workbooks and
 * documents. Nothing is fetched, no entity but the five of XML itself is
 * known, and a document type, which could declare some, is refused. The parser
 * is libxml2's reader, whose memory follows the depth and not the length.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "base/arena.h"

enum {
	XML_DEPTH_MAX = 100,
	XML_TEXT_MAX = 8 * 1024 * 1024 /* of one run of text */
};

enum xml_step {
	XML_DONE,  /* the end, or a fault: see xml_close */
	XML_OPEN,  /* an element begins */
	XML_CLOSE, /* one ends; an empty one gives both */
	XML_TEXT   /* text, blank or not */
};

struct xml;

/*
 * xml_open(a, bytes, out, why):
 * Begin to walk ${bytes}, which must outlive the walk. Close with xml_close,
 * whatever is answered. ERR_INPUT: they are empty or too long (2 GiB).
 */
MUST_USE enum err xml_open(struct arena *a, struct str bytes,
    struct xml **out, struct why *why);

/* xml_next(x): move one step on. */
enum xml_step xml_next(struct xml *x);

/*
 * xml_name(x): the name of the element that begins or ends here, without its
 * prefix; until the next step.
 */
struct str xml_name(const struct xml *x);

/* xml_text(x): the text at an XML_TEXT, until the next step. */
struct str xml_text(const struct xml *x);

/* xml_depth(x): how many elements are open around this step; 0: the root. */
int xml_depth(const struct xml *x);

/*
 * xml_attribute(x, name):
 * The value of an attribute of the element that begins here, by its name
 * without prefix; empty when there is none. Until the next xml_attribute of
 * the same walk or the next step: copy what is kept.
 */
struct str xml_attribute(struct xml *x, const char *name);

/*
 * xml_close(x, why):
 * End the walk; NULL is fine. ERR_INPUT when it ended early: the bytes are no
 * well-formed XML, deeper than XML_DEPTH_MAX, or have a document type.
 */
MUST_USE enum err xml_close(struct xml *x, struct why *why);

#endif
