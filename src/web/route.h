/*
 * Which page answers what: one sorted table of data, with what each row may
 * be asked and sent. What is not in the table is not there.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "model/right.h"
#include "web/page.h"

struct route {
	enum http_method method;
	const char *path;    /* parts, or :names that stand for any */
	page_handler *page;
	const char *query;   /* known keys; NULL: the page looks itself */
	size_t body_max;     /* bytes of a POST */
	bool bare;           /* needs no reader: files of the site */
	enum right right;    /* that one must have for it; no row is without */
	/*
	 * On what: a kind; "*" is any; "" the kind that :list names; NULL the
	 * program itself.
	 */
	const char *on;
};

/*
 * route_find(method, part, parts, arg):
 * The row for these parts, with what stood for its names in ${arg}; parts win
 * over names. NULL when there is none.
 */
const struct route *route_find(enum http_method m, const struct str *part,
    size_t parts, struct str arg[static 4]);

/*
 * route_takes(target): the most bytes that a request of this target may bring,
 * before it is read any further.
 */
size_t route_takes(struct str target);

/* route_all(n): the table, for tests. */
const struct route *route_all(size_t *n);

#endif
