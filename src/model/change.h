/*
 * A change: what a person, a form, an importer or an accepted proposal wants
 * written, checked against kinds, vocabularies, labels and what stands, and
 * committed as one record. The one way in.
 */
#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

#include "model/office.h"

enum change_verb {
	CHANGE_ADD,      /* a new thing of a kind */
	CHANGE_SET,      /* fields of an existing one */
	CHANGE_CLOSE,    /* held, reported and closed today, report optional */
	CHANGE_WITHDRAW, /* it no longer counts; needs a reason */
	CHANGE_UNDO      /* what record ${target} did, back as it was before */
};

struct change_field {
	struct str name;
	struct str value; /* as typed; empty clears */
};

/* One thing touched. Later items name an earlier new thing as "$1", "$2"… */
struct change_item {
	enum change_verb verb;
	struct str kind;   /* CHANGE_ADD */
	struct str target; /* else: id, code, KIND:CODE; a record, to undo */
	struct change_field *field;
	size_t fields;
	struct id id; /* CHANGE_ADD: the identity to give; zero: a new one;
	                 of a thing that is there, only fields never said
	                 before are filled */
};

struct change {
	struct str label; /* empty: that of the thing; of new ones the lowest */
	struct str note;  /* why, in words; may be empty */
	struct id author;
	uint64_t mask; /* partitions the author may see, 0 for all: what lies
	                  elsewhere is missing for them */
	struct change_item *item;
	size_t items;
};

struct change_done {
	struct id *id;     /* one an item */
	struct str *code;  /* its code, or its id as text */
	bool *wrote;       /* whether it had to be written */
	size_t items;
	struct str record; /* hex of the record written, for undo; "" if nothing
	                      had to change */
	size_t bad;        /* on failure: the item at fault */
};

/* The pen: an office opened for writing, in one process. */
struct change_pen;

/* change_open(o, out, why): ERR_BUSY when another holds the file too long. */
MUST_USE enum err change_open(const struct office *o, struct change_pen **out,
    struct why *why);
void change_close(struct change_pen *p);

/*
 * change_commit(p, a, c, out, why):
 * Check and write all items as one record, durably, or nothing. ERR_INPUT
 * says which item and field and how to mend; ERR_MISSING names a target that
 * is not there; ERR_DENIED a reference from a low label to a high record.
 * A code is given to new things of numbered kinds. Values that stand already
 * are left out.
 */
MUST_USE enum err change_commit(struct change_pen *p, struct arena *a,
    const struct change *c, struct change_done *out, struct why *why);

/*
 * change_plain(why): what such a why says without its "item 12: ", for those
 * who know the thing by another name than its place among the items.
 */
struct str change_plain(struct str why);

/*
 * change_guard(p, as):
 * From now on each change must come from an account of ${as}, which stays the
 * caller's, and be within its clearance and its rights; ERR_DENIED, or
 * ERR_MISSING where it may not know of the thing. While the office has no
 * account all are taken. Without a guard, as in the terminal, too.
 */
struct accounts;
void change_guard(struct change_pen *p, struct accounts *as);

/*
 * change_group(p, why), change_group_end(p, why):
 * Many changes in one durable commit, for packs, samples and imports. A change
 * that fails inside leaves the others.
 */
MUST_USE enum err change_group(struct change_pen *p, struct why *why);
MUST_USE enum err change_group_end(struct change_pen *p, struct why *why);

/*
 * change_clock(p, ms):
 * Records from now on bear this time: for samples, which lie in the past. 0
 * gives the clock back. Time never goes back in a lane.
 */
void change_clock(struct change_pen *p, int64_t ms);

/*
 * change_encode(b, c), change_decode(a, s, out, why):
 * A change as bytes, from a worker to the writer. Anything change_encode would
 * not have written is refused.
 */
void change_encode(struct buf *b, const struct change *c);
MUST_USE enum err change_decode(struct arena *a, struct str s,
    struct change *out, struct why *why);

#endif
