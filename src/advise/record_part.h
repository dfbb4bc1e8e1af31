/* What the files of record share. */
#ifndef ADVISE_RECORD_PART_H
#define ADVISE_RECORD_PART_H

#include "advise/record.h"
#include "advise/words.h"

enum { RECORD_LIST_MAX = 100 }; /* rows of a panel */

/* A record's page in the making. */
struct record_page {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct kind *kind;
	struct id id;
	struct str id_text, code;
	struct row *row; /* its facets */
	size_t rows;
	struct why *why;
};

/* record_is(m, name): whether it is of that kind. */
bool record_is(const struct record_page *m, const char *name);

/*
 * record_rows(m, kind, field, out): the first RECORD_LIST_MAX of ${kind} whose
 * ${field} is this record.
 */
MUST_USE enum err record_rows(struct record_page *m, const char *kind,
    const char *field, struct rows_found *out);

/* The panels, each of them left out where it has nothing to say. */
MUST_USE enum err record_facts(struct record_page *m);
MUST_USE enum err record_passages(struct record_page *m);
MUST_USE enum err record_text(struct record_page *m);
MUST_USE enum err record_deeds(struct record_page *m);
MUST_USE enum err record_serves(struct record_page *m);
MUST_USE enum err record_clause(struct record_page *m);
MUST_USE enum err record_clauses(struct record_page *m);

/* record_attached(m): what belongs on its page because it points at it. */
MUST_USE enum err record_attached(struct record_page *m);

/* record_links(m): how many of each kind point at it. */
MUST_USE enum err record_links(struct record_page *m);

#endif
