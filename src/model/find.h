/*
 * Finding records through a reader. The one room besides stmt.def that has
 * SQL: it composes it from kind names, field names and placeholders.
 *
 * A filter is what people type and what URLs carry:
 *     partner:AUS status:late due<2026-12 -type:exercise "field hospital"
 * Terms beside each other must all hold; "a,b" after a colon is either; "-" is
 * not; ">", "<", ">=", "<=" compare dates and numbers; "field:*" is any value
 * and "field:" (nothing) is none; bare words are looked for in the title and
 * the other searched fields. Unknown names are an error that lists the known.
 */
#ifndef MODEL_FIND_H
#define MODEL_FIND_H

#include "model/reader.h"

/* One record as the reader sees it. */
struct row {
	struct id id;
	const struct kind *kind;
	struct str label;      /* of the partition this facet is in */
	uint64_t recorded;     /* hlc of this version */
	bool contested;        /* some field has more than one standing value */
	struct value *value;   /* kind->fields of them, as kind->field */
	struct str *derived;   /* kind->derives codes */
};

struct rows_found {
	struct row *row;
	size_t n;
	struct str next; /* cursor of the next page; empty at the end */
};

enum { FIND_LIMIT_DEFAULT = 50, FIND_LIMIT_MAX = 100000 };

struct find_query {
	const struct kind *kind;
	struct str filter;
	struct str sort;  /* field, -field, status; empty: the kind's order */
	size_t limit;     /* 0: FIND_LIMIT_DEFAULT */
	struct str after; /* cursor, or empty */
	bool withdrawn;   /* withdrawn records too */
	const char *lang; /* of names to be sorted by; NULL is "en" */
};

/*
 * find_list(r, a, q, out, why): one page of records. Texts are sorted as the
 * Vietnamese alphabet has it (base/collate.h); for a Vietnamese reader by the
 * Vietnamese name where a kind has one, and persons by their given name.
 */
MUST_USE enum err find_list(struct reader *r, struct arena *a,
    const struct find_query *q, struct rows_found *out, struct why *why);

/* find_count(r, kind, filter, n, why): how many the filter finds in all. */
MUST_USE enum err find_count(struct reader *r, const struct kind *k,
    struct str filter, int64_t *n, struct why *why);

/*
 * find_facets(r, a, kind, filter, field, fields, out, total, why):
 * The values of terms, refs, flags, texts, the label or the status among what
 * the filter finds, with counts, most first; out[i] for field[i]; and how many
 * records there are in all. One walk, about half a microsecond a record.
 */
struct facet {
	struct str value; /* code or id text; empty for none */
	int64_t n;
};
struct facets {
	struct facet *facet;
	size_t n;
};
MUST_USE enum err find_facets(struct reader *r, struct arena *a,
    const struct kind *k, struct str filter, const struct str *field,
    size_t fields, struct facets *out, int64_t *total, struct why *why);

/*
 * find_groups(r, a, kind, filter, field, fields, out, n, why):
 * How many of what the filter finds have the same values in all of ${field},
 * in the order of the values; each as in find_facets. One walk.
 */
struct group {
	struct str *value; /* of each field */
	struct str key;    /* all of them, a NUL behind each */
	int64_t n;
};
MUST_USE enum err find_groups(struct reader *r, struct arena *a,
    const struct kind *k, struct str filter, const struct str *field,
    size_t fields, struct group **out, size_t *n, struct why *why);

/* find_facet(...): likewise, of one field. */
MUST_USE enum err find_facet(struct reader *r, struct arena *a,
    const struct kind *k, struct str filter, struct str field,
    struct facet **out, size_t *n, struct why *why);

/*
 * find_id(r, a, text, kind, out_id, out_kind, why):
 * What a person calls a record: an id, a code (AUS, 2026-0412), KIND:CODE or
 * KIND/CODE, the number of a directive (806 is enough of 806-NQ/QUTW when only
 * one begins so), a clause by the directive and its number there (806/3).
 * ${kind} NULL is any. ERR_MISSING, or ERR_INPUT listing the candidates when
 * several answer.
 */
MUST_USE enum err find_id(struct reader *r, struct arena *a, struct str text,
    const struct kind *kind, struct id *out, const struct kind **out_kind,
    struct why *why);

/*
 * find_row(r, a, kind, id, out, n, why):
 * The facets of one record, lowest label first. ERR_MISSING when none can be
 * seen.
 */
MUST_USE enum err find_row(struct reader *r, struct arena *a,
    const struct kind *kind, struct id id, struct row **out, size_t *n,
    struct why *why);

/* find_kind(r, id): what kind of thing it is, or NULL when not to be seen. */
const struct kind *find_kind(struct reader *r, struct id id);

/*
 * find_name(r, a, id, code, title, why):
 * How to name it in a sentence or link: its code (or id) and its title. For
 * what the reader may not see ERR_MISSING, as for what is not there.
 */
MUST_USE enum err find_name(struct reader *r, struct arena *a, struct id id,
    struct str *code, struct str *title);

/* find_name_in(r, a, id, lang, code, title): the title in that language. */
MUST_USE enum err find_name_in(struct reader *r, struct arena *a, struct id id,
    const char *lang, struct str *code, struct str *title);

/*
 * What the office calls a kind or a field in a language: as the terms of the
 * list "display" say at the reader's instant ("commitment", "commitment/many",
 * "commitment.due"), else as the kind file has it. ${r} NULL: as the kind file
 * has it.
 */
struct str find_kind_one(struct reader *r, struct arena *a,
    const struct kind *k, const char *lang);
struct str find_kind_many(struct reader *r, struct arena *a,
    const struct kind *k, const char *lang);
struct str find_field_name(struct reader *r, struct arena *a,
    const struct field *f, const char *lang);

/* find_title(r, a, row, lang): the title of a row one has already. */
struct str find_title(struct reader *r, struct arena *a, const struct row *row,
    const char *lang);

/*
 * find_text(r, a, field, value, lang):
 * A value for people: a term by its name, a date as date_say, a ref by its
 * title, yes for a flag. ${lang} is "en" or "vi"; NULL is "en".
 */
struct str find_text(struct reader *r, struct arena *a, const struct field *f,
    const struct value *v, const char *lang);

/* find_term(r, a, list, code, lang): the name of a term, or the code. */
struct str find_term(struct reader *r, struct arena *a, struct str list,
    struct str code, const char *lang);

/* find_terms(...): the words of a vocabulary valid on the reader's day. */
struct term {
	struct str code, name, meaning;
};
MUST_USE enum err find_terms(struct reader *r, struct arena *a, struct str list,
    const char *lang, struct term **out, size_t *n, struct why *why);

/* find_links(...): who points at this record: kind, field, how many. */
struct link {
	const struct kind *kind;
	const struct field *field;
	int64_t n;
};
MUST_USE enum err find_links(struct reader *r, struct arena *a, struct id id,
    struct link **out, size_t *n, struct why *why);

/*
 * find_history(...): every operation on it the reader may see, newest first;
 * of more than ten thousand the newest.
 */
struct past {
	uint64_t hlc;
	struct id author;
	struct str label;
	struct str record; /* 16 hex digits of the record's id */
	struct str note;
	const struct kind *kind;
	const struct field *field;
	struct value value;
	bool standing; /* a head: nothing has superseded it */
};
MUST_USE enum err find_history(struct reader *r, struct arena *a, struct id id,
    struct past **out, size_t *n, struct why *why);

/* find_changes(...): the latest records over all things, newest first. */
struct changed {
	uint64_t hlc;
	struct str record; /* hex of the record's id, for undo */
	struct str label;
	struct str note;
	struct id author;
	struct id entity; /* the first thing it touched */
	const struct kind *kind;
	int64_t things; /* how many things it touched */
};
MUST_USE enum err find_changes(struct reader *r, struct arena *a, size_t limit,
    struct changed **out, size_t *n, struct why *why);

/*
 * find_check(r, a, kind, check, unit_filter, limit, out, why):
 * The records of ${kind} for which the check rule holds.
 */
MUST_USE enum err find_check(struct reader *r, struct arena *a,
    const struct kind *k, const struct check *c, size_t limit,
    struct rows_found *out, int64_t *total, struct why *why);

/* find_breaks(...): whether the check rule holds for that one record. */
MUST_USE enum err find_breaks(struct reader *r, struct arena *a,
    const struct kind *k, const struct check *c, struct id id, bool *broken,
    struct why *why);

/*
 * For fold.c and reader.c, which write and open what is composed here: the
 * texts of the tables, indexes, views and row statements of a kind. Columns
 * of a kind's table: id, recorded_from, recorded_to, contested, then a column
 * a field (two for a date: name and name_hi, days since 1970). Arguments:
 * insert those columns; close the new end and the id; erase the id.
 */
void find_sql_table(struct buf *b, const struct kind *k, int part);
size_t find_sql_indexes(struct arena *a, const struct kind *k, int part,
    struct str **out);
void find_sql_insert(struct buf *b, const struct kind *k, int part);
void find_sql_close(struct buf *b, const struct kind *k, int part);
void find_sql_erase(struct buf *b, const struct kind *k, int part);
void find_sql_drop(struct buf *b, const struct kind *k, int part);
void find_sql_dump(struct buf *b, const struct kind *k, int part);

/*
 * The views of a reader: one a kind and partition, <kind>_p<N>, in which
 * counts are grouped; one a kind, <kind>, their union with the derived columns
 * behind; and entity, history, changed and word over all kinds, likewise. All
 * of the first must be made before the second. They have the columns part and
 * label before those of the table. Where a statement counts or joins over a
 * union, SQLite makes every column of every row; group in the partitions, as
 * find_facet does. What is of a kind in ${hidden} is left out, and so is what
 * points to such a kind alone.
 */
void find_sql_part_view(struct buf *b, const struct office *o,
    const struct kind *k, uint64_t hidden, int part);
void find_sql_view(struct buf *b, const struct kind *k, uint64_t mask);
size_t find_sql_plain_views(struct arena *a, const struct office *o,
    uint64_t mask, uint64_t hidden, struct str **out);

/* find_hides(ks, hidden, f): all that ${f} can point to is of those kinds. */
bool find_hides(const struct kinds *ks, uint64_t hidden,
    const struct field *f);

#endif
