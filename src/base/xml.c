#include "base/xml.h"

#include <libxml/xmlreader.h>
#include <limits.h>

#include "base/str.h"

#include "base/banned.h"

enum fault { FAULT_NONE, FAULT_FORM, FAULT_DEPTH, FAULT_TYPE, FAULT_TEXT };

struct xml {
	xmlTextReaderPtr reader;
	xmlChar *attribute; /* the last one asked for */
	enum fault fault;
	bool empty; /* the element here is empty: its end comes next */
	bool done;
};

/* A fault is told by xml_close; libxml2 would print it. */
static void
silent(void *self, const char *message, xmlParserSeverities severity,
    xmlTextReaderLocatorPtr where)
{
	(void)self;
	(void)message;
	(void)severity;
	(void)where;
}

enum err
xml_open(struct arena *a, struct str bytes, struct xml **out,
    struct why *why)
{
	struct xml *x;

	*out = NULL;
	if (bytes.n == 0 || bytes.n > INT_MAX)
		return why_set(why, ERR_INPUT, "the XML is empty or too long");
	x = arena_alloc(a, sizeof(*x));
	x->reader = xmlReaderForMemory(bytes.p, (int)bytes.n, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
	ALWAYS(x->reader != NULL);
	xmlTextReaderSetErrorHandler(x->reader, silent, NULL);
	*out = x;
	return ERR_OK;
}

static enum xml_step
xml_fault(struct xml *x, enum fault fault)
{
	x->fault = fault;
	x->done = true;
	return XML_DONE;
}

static enum xml_step
xml_step_of(struct xml *x, int type)
{
	switch (type) {
	case XML_READER_TYPE_ELEMENT:
		if (xmlTextReaderDepth(x->reader) > XML_DEPTH_MAX)
			return xml_fault(x, FAULT_DEPTH);
		x->empty = xmlTextReaderIsEmptyElement(x->reader) == 1;
		return XML_OPEN;
	case XML_READER_TYPE_END_ELEMENT:
		return XML_CLOSE;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		if (xml_text(x).n > XML_TEXT_MAX)
			return xml_fault(x, FAULT_TEXT);
		return XML_TEXT;
	case XML_READER_TYPE_DOCUMENT_TYPE:
	case XML_READER_TYPE_ENTITY_REFERENCE:
		return xml_fault(x, FAULT_TYPE);
	default: /* comments, instructions: nothing to a table or a text */
		return XML_DONE;
	}
}

enum xml_step
xml_next(struct xml *x)
{
	if (x->done)
		return XML_DONE;
	if (x->empty) {
		x->empty = false;
		return XML_CLOSE;
	}
	for (;;) {
		int n = xmlTextReaderRead(x->reader);
		enum xml_step step;

		if (n != 1) {
			x->done = true;
			if (n < 0)
				x->fault = FAULT_FORM;
			return XML_DONE;
		}
		step = xml_step_of(x, xmlTextReaderNodeType(x->reader));
		if (step != XML_DONE || x->done)
			return step;
	}
}

static struct str
view(const xmlChar *text)
{
	return str_of((const char *)text);
}

struct str
xml_name(const struct xml *x)
{
	return view(xmlTextReaderConstLocalName(x->reader));
}

struct str
xml_text(const struct xml *x)
{
	return view(xmlTextReaderConstValue(x->reader));
}

int
xml_depth(const struct xml *x)
{
	return xmlTextReaderDepth(x->reader);
}

struct str
xml_attribute(struct xml *x, const char *name)
{
	struct str found = { "", 0 };
	int more;

	xmlFree(x->attribute);
	x->attribute = NULL;
	for (more = xmlTextReaderMoveToFirstAttribute(x->reader); more == 1;
	    more = xmlTextReaderMoveToNextAttribute(x->reader))
		if (str_is(view(xmlTextReaderConstLocalName(x->reader)),
		    name)) {
			x->attribute = xmlTextReaderValue(x->reader);
			found = view(x->attribute);
			break;
		}
	(void)xmlTextReaderMoveToElement(x->reader);
	return found;
}

enum err
xml_close(struct xml *x, struct why *why)
{
	static const char *const says[] = {
		[FAULT_NONE] = "",
		[FAULT_FORM] = "the XML is not well formed",
		[FAULT_DEPTH] = "the XML is nested too deeply",
		[FAULT_TYPE] =
		    ("the XML has a document type or entities: they are not "
		    "read"),
		[FAULT_TEXT] = "the XML has one text that is too long",
	};
	enum fault fault;

	if (x == NULL)
		return ERR_OK;
	fault = x->fault;
	xmlFree(x->attribute);
	xmlFreeTextReader(x->reader);
	return fault == FAULT_NONE ? ERR_OK
	    : why_set(why, ERR_INPUT, "%s", says[fault]);
}
