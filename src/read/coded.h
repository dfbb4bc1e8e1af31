/*
 * Files of coded events and of other public data about states, line by line,
 * as records of this program's kinds. What a format is stands in a
 * description, packs/core/NAME.coded; how its codes translate in
 * packs/core/coded_states.csv and coded_words.csv. doc/coded.md has the
 * syntax. This room knows no database: a line goes in, items come out.
 */
#ifndef READ_CODED_H
#define READ_CODED_H

#include "base/date.h"
#include "base/map.h"

enum { CODED_FORMATS_MAX = 64 };

/* What a description says of itself. */
struct coded_format {
	struct str name;      /* such as "gdelt2" */
	struct str title;     /* GDELT 2.0 events */
	struct str source;    /* code of the publisher's record */
	struct str publisher; /* its name */
	struct str licence, url, cite;
	struct str becomes; /* what its rows become, in a sentence */
	struct str with;    /* formats that may come in the same call */
	const struct coded_plan *plan;
};

struct coded_formats {
	struct coded_format *format; /* by name */
	size_t n;
	const struct coded_tables *tables;
};

/*
 * coded_load(a, out, why):
 * All descriptions of this program. ERR_INPUT names file and line.
 */
MUST_USE enum err coded_load(struct arena *a, struct coded_formats *out,
    struct why *why);

/*
 * coded_describe(a, file, text, out, why):
 * One description; for coded_load, and for tests of bad ones.
 */
MUST_USE enum err coded_describe(struct arena *a, struct str file,
    struct str text, struct coded_format *out, struct why *why);

/* coded_named(fs, name): NULL when there is none. */
const struct coded_format *coded_named(const struct coded_formats *fs,
    struct str name);

/* Which rows are wanted. Maps have codes as keys. */
struct coded_ask {
	struct str home;            /* the own state; empty: none */
	const struct map *partners; /* that the register has; NULL: any */
	const struct map *only;     /* one of these must be in it; NULL: any */
	const struct map *roots;    /* acts; NULL: any */
	struct date span;           /* the row's date, if any, lies in it */
	bool alone; /* one state that is known is enough */
	const char *lang;           /* in which faults are told */
};

/* A field of an item; of a ref to another item, that one's kind as well. */
struct coded_field {
	struct str name;
	struct str value;
	struct str kind; /* empty: ${value} as a person types it; else ${value}
	                    is the external number of a record of that kind */
};

/* A record that a row makes. */
struct coded_item {
	struct str kind;
	struct str external; /* who it is: never empty */
	struct coded_field *field;
	size_t fields;
	size_t line; /* of the file */
};

struct coded_items {
	struct arena *arena; /* of the items and their texts; the caller's */
	struct coded_item *item;
	size_t n;
	/* Of CODED_FAULT: */
	size_t line;
	struct str column;
	struct why why;
};

enum coded_fate {
	CODED_MORE,    /* the row goes on in the next line, or was a head */
	CODED_ITEMS,   /* items were added */
	CODED_KEPT,    /* it was added up, and comes out later */
	CODED_OUTSIDE, /* not between known states, or not asked for */
	CODED_NOTHING, /* it says no act: a public statement, an abstention */
	CODED_FAULT,
	CODED__MAX
};

/* One file while it is read, and what several files of a call share. */
struct coded;

/*
 * coded_new(fs, ask):
 * What does not depend on a file; memory stays within some 64 MiB. Free with
 * coded_free.
 */
struct coded *coded_new(const struct coded_formats *fs,
    const struct coded_ask *ask);
void coded_free(struct coded *c);

/*
 * coded_begin(c, format, first, out_format, why):
 * A file begins; ${first} is its first line, which is given to coded_line
 * afterwards as well. Where ${format} names others that may come with it, the
 * head decides which one this file is.
 */
MUST_USE enum err coded_begin(struct coded *c, const struct coded_format *f,
    struct str first, const struct coded_format **out, struct why *why);

/*
 * coded_line(c, line, number, out):
 * The next line. Items are added to ${out}, in its arena.
 */
enum coded_fate coded_line(struct coded *c, struct str line, size_t number,
    struct coded_items *out);

/*
 * coded_end(c, out): the end of the file: what was added up comes out.
 * CODED_FAULT when the file ends within a row, or no head was found.
 */
enum coded_fate coded_end(struct coded *c, struct coded_items *out);

/*
 * coded_unknown(c, i, name, count):
 * The ${i}-th name of a state that is in no table, with how often it came; at
 * most 40 are kept. False at the end.
 */
bool coded_unknown(const struct coded *c, size_t i, struct str *name,
    size_t *count);

#endif
