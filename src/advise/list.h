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
	struct str cols; /* "title,start": the columns behind the reference;
	                    empty: those that the kind lists */
	bool cols_kept;  /* remembered, not asked: left out of links */
	bool facets;
	bool steps;       /* a column with what can be done in one line, and
	                     rows that can be ticked */
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/*
 * list_report(r, a, ask, out, why):
 * ERR_INPUT as find_list, for a filter or sort that cannot be read, and for a
 * column that the kind does not have.
 */
MUST_USE enum err list_report(struct reader *r, struct arena *a,
    const struct list_ask *ask, struct report *out, struct why *why);

/* One parameter of an address. */
struct list_pair {
	struct str name, value;
};

/*
 * list_narrow(a, k, p, n, ask, why):
 * Take the parameters of an address into ${ask}: "filter", "sort", "after",
 * "cols" and, in plain words, a field or "status" ("state") with a value
 * ("partner=AUS&partner=IND" is either), "from" and "to" for the day of the
 * list (2026, 2026-Q3, a day, now-90d), "q" for words. What is asked is
 * gathered in the filter, so that there is one language of filters. A value
 * that is empty asks for nothing. ERR_INPUT on another name, listing the
 * known, on "sort" or "after" twice, on a quotation mark in a value.
 */
MUST_USE enum err list_narrow(struct arena *a, const struct kind *k,
    const struct list_pair *p, size_t n, struct list_ask *ask,
    struct why *why);

/* list_day(k): the date that "from" and "to" are about, or NULL. */
const struct field *list_day(const struct kind *k);

/*
 * list_offers(k, i, name): the columns that ${k} can show, one after the
 * other; false when there are no more.
 */
MUST_USE bool list_offers(const struct kind *k, size_t i, struct str *name);

/* list_can_close(row): an activity that is over, but not closed. */
bool list_can_close(const struct row *row);

#endif
