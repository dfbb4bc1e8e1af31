/*
 * What was read in a text, made a change: the document word for word, a record
 * for each proposal that was taken, and for each record the passage that
 * proves it. The command line and the paste page accept in the same way.
 */
#ifndef ADVISE_PROPOSE_H
#define ADVISE_PROPOSE_H

#include "model/change.h"
#include "model/find.h"
#include "read/reading.h"

struct propose_ask {
	const struct reading *reading;
	const bool *take;     /* reading->items; NULL: all that can be taken */
	bool events;          /* with take NULL: observed acts as well */
	struct str directive; /* what the clauses belong to; empty: a new one
	                         that is called as the document is */
	struct str label, note;
	const char *lang;     /* of the note, and of a title that is made */
	struct id author;
};

/*
 * propose_home(r, a):
 * The state whose register this is, for reading_opts.home; empty when the
 * packs do not say.
 */
struct str propose_home(struct reader *r, struct arena *a);

/*
 * propose_can(r, a, ask, i):
 * Why item ${i} cannot become a record, for tr(), or NULL when it can: names
 * are linked and not made, an act needs two parties the register knows, an
 * activity a type.
 */
const char *propose_can(struct reader *r, struct arena *a,
    const struct propose_ask *ask, size_t i);

/*
 * propose_change(r, a, ask, out, taken, why):
 * The change to hand to change_commit. Partners, forums and mechanisms that the
 * reader can see are linked; ${taken} gets how many proposals become records.
 * ERR_INPUT when an item was taken that cannot be.
 */
MUST_USE enum err propose_change(struct reader *r, struct arena *a,
    const struct propose_ask *ask, struct change *out, size_t *taken,
    struct why *why);

/*
 * propose_known(r, a, text, code):
 * Whether the reader can see a document with exactly this text; ${code} gets
 * its reference.
 */
MUST_USE enum err propose_known(struct reader *r, struct arena *a,
    struct str text, bool *known, struct str *code, struct why *why);

#endif
