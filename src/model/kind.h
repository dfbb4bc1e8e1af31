/*
 * Kinds: what is recorded, read from the files in kinds. Tables, forms, lists,
 * import, API and search all come from these structures. The syntax is
 * described in doc/kinds.md.
 */
#ifndef MODEL_KIND_H
#define MODEL_KIND_H

#include "base/map.h"
#include "record/value.h"

enum {
	KIND_FIELDS_MAX = 64, /* per kind, numbers 0 to 63 */
	KIND_OWN_FIRST = 16,  /* smaller numbers are common to all kinds */
	KIND_REFS_MAX = 8,
	KIND_FORM_MAX = 12,
	KIND_MAX = 512,
	KIND_TEXT_MAX = 2000,        /* bytes of a text field */
	KIND_LONG_MAX = 1024 * 1024, /* bytes of a long field */
	KIND_CODE_MAX = 80
};

enum field_type {
	FIELD_TEXT,
	FIELD_LONG,
	FIELD_INT,
	FIELD_NUMBER,
	FIELD_DATE,
	FIELD_FLAG, /* stored as the whole number 1, or empty */
	FIELD_TERM, /* stored as the code, text */
	FIELD_REF
};

struct kind;

struct field {
	struct str name;
	uint16_t number; /* within the kind; common fields below 16 */
	enum field_type type;
	struct str list;                         /* of a term field */
	const struct kind *target[KIND_REFS_MAX]; /* of a ref; none: any kind */
	size_t targets;
	bool required;
	bool searched; /* its words are found by search */
	bool listed;   /* a column of the default list */
	bool indexed;  /* besides refs, terms, dates of the order and code */
	bool counted;  /* pages add up by it, or by whether it is there */
	struct str en, vi, help;
	const struct kind *kind; /* that it belongs to */
};

/* One condition of a derive or check rule; all of a rule must hold. */
enum cond_type {
	COND_SET,    /* the field has a value */
	COND_BEFORE, /* wholly before: a.hi < b.lo */
	COND_AFTER,  /* wholly after: a.lo > b.hi */
	COND_WITHIN, /* a.lo between today and today + days */
	COND_IS,     /* term, text or flag equals */
	COND_ANY,    /* another kind has a record whose ref field points here */
	COND_SAME,   /* equals the field of the record that a ref points to */
	COND_OVER    /* a number greater than another of the record */
};

struct cond {
	enum cond_type type;
	bool negated;
	struct str a; /* a field or a let name */
	struct str b; /* a field, a let name or "today" */
	int days;
	struct str text;
	const struct kind *kind; /* COND_ANY, COND_SAME */
	const struct field *via; /* the ref field to go through */
	const struct field *with; /* a field of that kind, or NULL */
	const struct field *unless; /* COND_ANY: one that is not as ${own} */
	const struct field *own;
};

/* The first of these date fields that has a value. */
struct let {
	struct str name;
	const struct field *field[8];
	size_t fields;
};

struct rule {
	struct str code; /* of the derived value; empty in a check */
	struct cond *cond;
	size_t conds;
};

/* A value that dates and links imply: a read-only column of every view. */
struct derive {
	struct str name;
	struct str list; /* of terms that name its codes */
	struct rule *rule;
	size_t rules;
};

/* A contradiction or gap that check-data lists. */
struct check {
	struct str name, en, vi;
	bool refused; /* no change may make such a record */
	struct rule rule;
};

struct kind {
	struct str name;
	uint16_t number;
	struct str en, en_many, vi, help;
	struct str numbering;           /* "{year}-{serial}", or empty */
	const struct field *title;      /* the field that names a record */
	const struct field *order;      /* the default order of lists */
	bool descending;
	const struct field *form[KIND_FORM_MAX]; /* what a form asks first */
	size_t forms;
	struct str made; /* "{type}, {partner}": of what a title is made when
	                    none is given; empty: it must be given */
	struct field *field; /* common fields first, then its own */
	size_t fields;
	struct let *let;
	size_t lets;
	struct derive *derive; /* at most one today: "status" */
	size_t derives;
	struct check *check;
	size_t checks;
};

struct kinds {
	struct kind *kind; /* by number */
	size_t n;
	struct map *by_name;
};

/*
 * kind_parse(a, file, n, out, why):
 * Read ${n} kind files, the common one first. ERR_INPUT names file and line:
 * an unknown word, a number twice, a ref to a kind that is not there, a column
 * name that SQL keeps for itself, a rule on a field that does not exist.
 */
struct kind_file {
	struct str name;
	struct str text;
};
MUST_USE enum err kind_parse(struct arena *a, const struct kind_file *file,
    size_t n, struct kinds *out, struct why *why);

/* kind_load(a, out): the kinds of this program, from its assets. */
void kind_load(struct arena *a, struct kinds *out);

/* kind_named(ks, name), kind_numbered(ks, number): NULL when unknown. */
const struct kind *kind_named(const struct kinds *ks, struct str name);
const struct kind *kind_numbered(const struct kinds *ks, uint16_t number);

/* kind_field(k, name): a common or own field, or NULL. */
const struct field *kind_field(const struct kind *k, struct str name);
/* kind_let_named(k, name): the let of that name, or NULL. */
const struct let *kind_let_named(const struct kind *k, struct str name);
/* kind_points_to(f, k): whether ${f} may name a record of ${k}. */
bool kind_points_to(const struct field *f, const struct kind *k);
/*
 * kind_counts_by(k, f): whether lists are narrowed and counted by it: a term,
 * a reference or a flag that the kind lists, and that does not name a record.
 */
bool kind_counts_by(const struct kind *k, const struct field *f);
/* kind_field_at(k, f): its place in k->field. */
size_t kind_field_at(const struct kind *k, const struct field *f);

/* The field number of an operation: kind and field in one. */
uint16_t kind_op_field(const struct kind *k, const struct field *f);
/* kind_of_op(ks, number, kind, field): false for a newer program's. */
MUST_USE bool kind_of_op(const struct kinds *ks, uint16_t number,
    const struct kind **k, const struct field **f);

/*
 * kind_value(f, text, today, out, why):
 * What a person typed, as a value of field ${f}: dates as people write them,
 * yes/no for flags; an empty text is VALUE_EMPTY. References and terms are
 * checked for form alone; a ref must be an id here. ERR_INPUT tells how to
 * mend.
 */
MUST_USE enum err kind_value(const struct field *f, struct str text,
    int32_t today, struct value *out, struct why *why);

#endif
