/*
 * One change while it is being checked: shared by change.c (the pen, the label,
 * the record), change_name.c (what the words of a change name), change_put.c
 * (fields become operations), change_verb.c and change_undo.c.
 */
#ifndef MODEL_CHANGE_WORK_H
#define MODEL_CHANGE_WORK_H

#include "model/change.h"

struct change_pen {
	const struct office *office;
	struct world world; /* the office's, but for change_clock */
	int64_t clock_ms;
	struct key *key;
	struct db *db;
	struct journal *journal;
	struct arena *arena; /* of the fold */
	struct journal_fold fold;
	bool group;
	struct accounts *guard; /* who may change what, or NULL */
	struct map *serial; /* while a group is open: last numbers given */
	struct arena *serials;
};

/* The thing an item is about. */
struct thing {
	const struct kind *kind;
	struct id id;
	bool fresh; /* the partition knows nothing of it yet */
	bool fill;  /* added again: only what was never said is written */
	struct str code;
	size_t first_op; /* the first of this item */
	size_t scan_op;  /* the first that may be of the same thing */
};

struct work {
	struct change_pen *pen;
	struct db *db;
	struct arena *a;
	const struct change *c;
	struct why *why;
	uint64_t mask;  /* partitions the author may see */
	uint64_t hidden; /* kinds he may not, by their place */
	unsigned roles; /* his, when ${guarded} */
	bool guarded;
	int32_t today;
	const struct office_part *part; /* where the record goes */
	struct thing *thing; /* one an item */
	size_t item;         /* being worked at, for messages */
	struct op *op;
	size_t ops;
};

/*
 * change_bad(w, e, field, fmt, ...):
 * The reason with the item and field it is about in front.
 */
enum err change_bad(struct work *w, enum err e, struct str field,
    const char *fmt, ...) PRINTF(4, 5);

/* change_visible(w, part): whether the author may see that partition. */
bool change_visible(const struct work *w, const struct office_part *p);

/*
 * change_name(w, field, text, targets, n, kind, id):
 * The thing that ${text} names: an id, a code, KIND:CODE, KIND/CODE, "$1", or
 * the number of a directive. ${n} 0: of any kind. ERR_MISSING when there is
 * none that the author may see.
 */
MUST_USE enum err change_name(struct work *w, struct str field,
    struct str text, const struct kind *const *targets, size_t n,
    const struct kind **kind, struct id *id);

/* change_has(w, part, kind, id): the partition holds something of it. */
bool change_has(const struct work *w, const struct office_part *p,
    const struct kind *k, struct id id);

/*
 * change_ref(w, f, text, v): a ref field's value, at a label that the record's
 * label dominates.
 */
MUST_USE enum err change_ref(struct work *w, const struct field *f,
    struct str text, struct value *v);

/* change_term(w, f, v, day): the code is of the list and valid on the day. */
MUST_USE enum err change_term(struct work *w, const struct field *f,
    const struct value *v, int32_t day);

/*
 * change_put(w, t, f, v):
 * Field ${f} of ${t} takes ${v}: superseding what stands, left out when it
 * stands already.
 */
MUST_USE enum err change_put(struct work *w, struct thing *t,
    const struct field *f, const struct value *v);

/* change_stands(w, t, f, v): the value that stands, if there is one. */
bool change_stands(struct work *w, const struct thing *t,
    const struct field *f, struct value *v);
/* change_value(w, t, f): what this item says of the field, or NULL. */
const struct value *change_value(const struct work *w, const struct thing *t,
    const struct field *f);

/* change_fields(w, t, item): check and put the fields of an item. */
MUST_USE enum err change_fields(struct work *w, struct thing *t,
    const struct change_item *item);
/* change_required(w, t): a new thing has all it must have. */
MUST_USE enum err change_required(struct work *w, const struct thing *t);
/* change_refused(w, t): that no check of its kind refuses what it becomes. */
MUST_USE enum err change_refused(struct work *w, const struct thing *t);
/*
 * change_number(w, t, item):
 * "2026-0412", with the label's mark in front above the lowest, for a new thing
 * of a numbered kind that has no code.
 */
MUST_USE enum err change_number(struct work *w, struct thing *t,
    const struct change_item *item);

/* change_do(w, t, item): what the item's verb asks. */
MUST_USE enum err change_do(struct work *w, struct thing *t,
    const struct change_item *item);

/*
 * change_author(w): who the author is and what he may see, at the beginning.
 * change_may(w): that he may do what the items ask, when what they are about
 * is known and again when the operations are. ERR_MISSING for what he may not
 * see, ERR_DENIED for what he may not do.
 */
MUST_USE enum err change_author(struct work *w);
MUST_USE enum err change_may(struct work *w);
/* change_hidden(w, k): whether things of ${k} are not there for him. */
bool change_hidden(const struct work *w, const struct kind *k);

/* change_undo_find(w, target, part): which partition has that record. */
MUST_USE enum err change_undo_find(struct work *w, struct str target,
    const struct office_part **part);
/* change_undo(w, target): put the fields of that record back. */
MUST_USE enum err change_undo(struct work *w, struct str target);

#endif
