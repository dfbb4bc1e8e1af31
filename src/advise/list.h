/*
 * A list of the records of one kind: its listed fields and status, a link on
 * each, facets with counts, the next page, what to do when it is empty.
 *
 * Panel "list" has the table; panel "facets" has a BLOCK_ROWS for each term,
 * ref, flag and status field: words with the link that narrows the list by
 * them, and the count. The block's text is the field's name for people.
 */
#ifndef ADVISE_LIST_H
#define ADVISE_LIST_H

#include "advise/report.h"
#include "model/find.h"

struct list_ask {
	struct find_query query;
	bool facets;
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/*
 * list_report(r, a, ask, out, why):
 * ERR_INPUT as find_list, for a filter or sort that cannot be read.
 */
MUST_USE enum err list_report(struct reader *r, struct arena *a,
    const struct list_ask *ask, struct report *out, struct why *why);

#endif
