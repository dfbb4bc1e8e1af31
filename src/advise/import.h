/*
 * A table of people's own, row by row, as changes of one kind: columns by the
 * name of the field or what people call it, words by their name, and each row
 * known again when the table comes a second time.
 */
#ifndef ADVISE_IMPORT_H
#define ADVISE_IMPORT_H

#include "base/legacy.h"
#include "base/book.h"
#include "model/change.h"
#include "model/find.h"

/* A file, and how it is to be read. */
struct import_ask {
	struct str bytes;   /* .xlsx, .ods, CSV, or with semicolons or tabs */
	struct str sheet;   /* its name, or a number from 1; empty: the first
	                       with something in it */
	bool repair;        /* its texts are of ${encoding} */
	enum legacy encoding;
	bool lenient;       /* a column that is no field is left out */
	struct str columns; /* a field's name a column, parted by tabs, empty
	                       where one is left out; SIZE 0: by their heads */
	struct str words;   /* lines of field, cell and what it means, parted by
	                       tabs: said by a person once for all rows */
};

struct import {
	const struct kind *kind;
	struct str *sheets;         /* names of all sheets of the file */
	size_t sheet_count, sheet_at;
	enum legacy looks;          /* texts that seem to be of this encoding,
	                               though not repaired; LEGACY_NONE */
	struct sheet sheet;
	const struct field **field; /* of each column; NULL: left out */
	size_t external;            /* the column of external numbers, or
	                               SIZE_MAX */
	size_t code;                /* the column of references, or SIZE_MAX */
	struct map *words;          /* "list/plain name" to a code */
	struct map *first;          /* number of a row to the first that has it,
	                               as a pointer to its line */
};

/*
 * import_open(r, a, kind, ask, out, why):
 * Read the table and its head: the row that names the columns, by field name
 * or by its English or Vietnamese words, case and marks aside. A column
 * without a name, or of the state that follows from dates, is left out.
 * ERR_INPUT names a column that is no field, and, for texts that are not UTF-8,
 * the encoding that they seem to be of.
 */
MUST_USE enum err import_open(struct reader *r, struct arena *a,
    const struct kind *k, const struct import_ask *ask, struct import *out,
    struct why *why);

/* import_field(k, head): the field that a column of that name is, or NULL. */
const struct field *import_field(const struct kind *k, struct str head);

/*
 * import_alias(a, at, code, name): what the packs call states, one name after
 * the other; begin with *${at} zeroed. False at the end.
 */
struct import_aliases {
	size_t asset, row;
	struct sheet sheet;
};
MUST_USE bool import_alias(struct arena *a, struct import_aliases *at,
    struct str *code, struct str *name);

/* import_empty(im, row): whether nothing that is taken stands in that row. */
bool import_empty(const struct import *im, size_t row);

/*
 * import_cell(im, a, row, column): what that cell means: the code of a word, of
 * a record that alone has that name, letter by letter, or of a state by one of
 * its names; a date without the time of day; what a person said that it is;
 * else the cell.
 */
struct str import_cell(const struct import *im, struct arena *a, size_t row,
    size_t column);

/*
 * import_knows(im, a, f, code): whether ${code} is a word of the vocabulary of
 * the term field ${f}, which must be one of the columns.
 */
bool import_knows(const struct import *im, struct arena *a,
    const struct field *f, struct str code);

/*
 * import_twin(im, a, row): the number of the row above that is the same thing:
 * it has the same external number or reference, or else the same cells; 0 when
 * there is none.
 */
size_t import_twin(const struct import *im, struct arena *a, size_t row);

/*
 * import_row(r, a, im, row, out, why):
 * That row as an item: a new thing, or a change of the one that has its
 * external number or reference. A row with neither gets an external number
 * made of its cells, so that the same table twice writes nothing.
 */
MUST_USE enum err import_row(struct reader *r, struct arena *a,
    const struct import *im, size_t row, struct change_item *out,
    struct why *why);

/*
 * import_template(b, kind): an empty table with the fields of the kind.
 * import_offers(k, i): the fields that a table can have, one after the other;
 * NULL at the end.
 */
void import_template(struct buf *b, const struct kind *k);
const struct field *import_offers(const struct kind *k, size_t i);

#endif
