/*
 * A list in the making: shared by list.c (the table), list_facet.c (what
 * narrows it) and list_ask.c (what an address asks for).
 */
#ifndef ADVISE_LIST_PART_H
#define ADVISE_LIST_PART_H

#include "advise/list.h"
#include "advise/words.h"

enum { LIST_COLUMNS_MAX = KIND_FIELDS_MAX + 4 };

/* One column: a field, or the derived status. */
struct list_column {
	const struct field *field;
	const struct derive *derive;
};

struct list_making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct list_ask *ask;
	const struct kind *kind;
	struct list_column column[LIST_COLUMNS_MAX];
	size_t columns;
	bool steps; /* some row has something that can be done */
	struct rows_found found;
	int64_t total;
	struct list_column *facet; /* what narrows it, */
	struct facets *facet_found; /* with what was found of each */
	size_t facets;
	struct why *why;
};

/* list_here(m, filter): the address of this list with another filter. */
struct str list_here(struct list_making *m, struct str filter);

/* list_choose(m): fill m->column with what was asked, or the kind lists. */
MUST_USE enum err list_choose(struct list_making *m);

/*
 * list_facets_read(m), list_facets_put(m): count what narrows the list, and
 * m->total in the same walk; append the panel "facets".
 */
MUST_USE enum err list_facets_read(struct list_making *m);
void list_facets_put(struct list_making *m);

#endif
