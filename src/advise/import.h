/*
 * A table of people's own, row by row, as changes of one kind: columns by the
 * name of the field or what people call it, words by their name, and each row
 * known again when the table comes a second time.
 */
#ifndef ADVISE_IMPORT_H
#define ADVISE_IMPORT_H

#include "base/sheet.h"
#include "model/change.h"
#include "model/find.h"

struct import {
	const struct kind *kind;
	struct sheet sheet;
	const struct field **field; /* of each column; NULL: left out */
	size_t external;            /* the column of external numbers, or
	                               SIZE_MAX */
	size_t code;                /* the column of references, or SIZE_MAX */
	struct map *words;          /* "list/plain name" to a code */
};

/*
 * import_open(r, a, kind, text, out, why):
 * Read the table and its head: CSV, whose first row names the columns by field
 * name or by its English or Vietnamese words, case and marks aside. A column
 * without a name is left out. ERR_INPUT names a column that is no field.
 */
MUST_USE enum err import_open(struct reader *r, struct arena *a,
    const struct kind *k, struct str text, struct import *out,
    struct why *why);

/*
 * import_row(r, a, im, row, out, why):
 * That row as an item: a new thing, or a change of the one that has its
 * external number or reference. A row with neither gets an external number
 * made of its cells, so that the same table twice writes nothing.
 */
MUST_USE enum err import_row(struct reader *r, struct arena *a,
    const struct import *im, size_t row, struct change_item *out,
    struct why *why);

/* import_template(b, kind): an empty table with the fields of the kind. */
void import_template(struct buf *b, const struct kind *k);

#endif
