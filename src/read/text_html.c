#include "read/text.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

static bool
one_of(const xmlChar *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (xmlStrcasecmp(name, (const xmlChar *)list[i]) == 0)
			return true;
	return false;
}

static bool
is_silent(const xmlNode *n)
{
	static const char *const names[] = {
		"script", "style", "head", "noscript", "template", "svg",
		"form", "nav", "iframe", "object"
	};

	return n->name != NULL && one_of(n->name, names, countof(names));
}

static bool
is_block(const xmlNode *n)
{
	static const char *const names[] = {
		"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul",
		"ol", "table", "tr", "td", "th", "blockquote", "section",
		"article", "header", "footer", "aside", "figure", "figcaption",
		"pre", "dl", "dt", "dd", "hr", "br", "main", "title"
	};

	return n->type == XML_ELEMENT_NODE && n->name != NULL &&
	    one_of(n->name, names, countof(names));
}

static void
paragraph(struct buf *b)
{
	while (b->n > 0 && b->p[b->n - 1] == ' ')
		b->n--;
	if (b->n > 0 && b->p[b->n - 1] != '\n')
		buf_text(b, "\n\n");
}

/* Text with every run of white space made one blank. */
static void
words(struct buf *b, const xmlChar *content)
{
	const char *p = (const char *)content;

	for (; p != NULL && *p != '\0'; p++) {
		bool space = *p == ' ' || (*p >= '\t' && *p <= '\r');

		if (!space)
			buf_char(b, *p);
		else if (b->n > 0 && b->p[b->n - 1] != ' ' &&
		    b->p[b->n - 1] != '\n')
			buf_char(b, ' ');
	}
}

/* Depth first without recursion: a document may nest as deep as it likes. */
static void
walk(struct buf *b, xmlNode *root)
{
	xmlNode *n = root;

	while (n != NULL && b->err == ERR_OK) {
		bool down = n->type == XML_ELEMENT_NODE && !is_silent(n);

		if (is_block(n))
			paragraph(b);
		if (n->type == XML_TEXT_NODE)
			words(b, n->content);
		if (down && n->children != NULL) {
			n = n->children;
			continue;
		}
		while (n != root && n->next == NULL) {
			n = n->parent;
			if (is_block(n))
				paragraph(b);
		}
		if (n == root)
			return;
		if (is_block(n))
			paragraph(b);
		n = n->next;
	}
}

enum err
text_of_html(struct buf *b, struct str html, struct why *why)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
	xmlDoc *doc;
	xmlNode *root;

	if (html.n > INT_MAX)
		return why_set(why, ERR_LIMIT, "the page is too long");
	doc = htmlReadMemory(html.p, (int)html.n, NULL, "UTF-8", options);
	root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	if (root != NULL)
		walk(b, root);
	paragraph(b);
	xmlFreeDoc(doc);
	if (root == NULL)
		return why_set(why, ERR_INPUT,
		    "no HTML was found in the page");
	if (b->err != ERR_OK)
		return why_set(why, b->err, "the page is too long");
	return ERR_OK;
}
