/*
 * A form made from a kind: its fields with labels, help and choices, what was
 * typed, what is wrong with it and how to mend it, and in the end the change
 * it asks for. Nothing that was typed is ever lost.
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "model/change.h"
#include "model/find.h"
#include "web/http.h"

struct form_field {
	const struct field *field;
	struct str was;   /* what stands, as it would be typed */
	struct str value; /* as typed */
	struct str error; /* how to mend, or empty */
	struct str made;  /* of what it is made when left empty, or empty */
	bool both;        /* changed by somebody else too: choose one */
};

struct form {
	const struct kind *kind;
	const char *lang; /* of who fills it in; NULL is "en" */
	struct form_field *field;
	size_t fields;
	size_t first;       /* how many stand open; the rest folds away */
	struct str label;   /* for a new record: under which marking */
	struct str note;    /* why, in words */
	struct str version; /* of the record the form was made from */
	struct str general; /* an error of no one field */
	size_t errors;
	bool fresh; /* nothing was typed yet: the first field has the cursor */
	bool brief; /* show what must be said and what is, not all there is */
};

/* The lists of records to choose from that a page has already. */
struct form_lists {
	const struct kind *kind[64];
	size_t n;
};

/* form_new(a, k, lang, out): an empty form of the kind. */
void form_new(struct arena *a, const struct kind *k, const char *lang,
    struct form *out);

/*
 * form_typed(r, a, f, v, lang): a value as a person would type it: a record by
 * its code, a date as it is written in that language.
 */
struct str form_typed(struct reader *r, struct arena *a, const struct field *f,
    const struct value *v, const char *lang);

/* form_of_row(r, a, row, lang, out): the form of a record as it stands. */
void form_of_row(struct reader *r, struct arena *a, const struct row *row,
    const char *lang, struct form *out);

/*
 * form_fill(f, pairs, n, prefix, why):
 * Take what was typed; names may begin with ${prefix}. ERR_INPUT on a name
 * that is no field of the kind.
 */
MUST_USE enum err form_fill(struct form *f, const struct http_pair *p,
    size_t n, struct str prefix, struct why *why);

/*
 * form_check(r, a, f):
 * Look at each value: required, of its type, a known term, a record that can
 * be seen. What was not touched is let stand. Errors are in the fields and
 * counted.
 */
void form_check(struct reader *r, struct arena *a, struct form *f);

/*
 * form_item(a, f, verb, target):
 * The fields that differ from what stood, as an item of a change.
 */
struct change_item form_item(struct arena *a, const struct form *f,
    enum change_verb verb, struct str target);

/*
 * form_show(b, r, a, f, prefix, lists):
 * The fields; ids and names begin with ${prefix}. Lists of choices are written
 * once a page. The caller writes the form element around it.
 */
void form_show(struct buf *b, struct reader *r, struct arena *a,
    const struct form *f, struct str prefix, struct form_lists *lists);

/* form_errors(b, r, a, f, prefix): the summary alone. */
void form_errors(struct buf *b, struct reader *r, struct arena *a,
    const struct form *f, struct str prefix);

/* form_named(f, name): NULL when there is none. */
struct form_field *form_named(const struct form *f, struct str name);

#endif
