/*
 * The tables of the ledger that a review and a record have in common: promises
 * with their state, deeds with the way they serve.
 */
#ifndef ADVISE_CHAIN_H
#define ADVISE_CHAIN_H

#include "advise/words.h"
#include "study/ledger.h"

/* chain_promises(w, p): a table for promises; chain_promise adds one. */
struct report_block *chain_promises(struct words *w, struct report_panel *p);
void chain_promise(struct words *w, struct report_block *b,
    const struct ledger_promise *t);

/*
 * chain_deeds(w, p, way): a table for deeds, with a fifth column for the way
 * they serve when ${way}; chain_deed adds one and returns its cells.
 */
struct report_block *chain_deeds(struct words *w, struct report_panel *p,
    bool way);
struct report_cell *chain_deed(struct words *w, struct report_block *b,
    const struct ledger_deed *d);

/* chain_way(w, l, k): how: the promise it keeps, or the kind of word. */
struct report_cell chain_way(struct words *w, const struct ledger *l,
    const struct ledger_link *k);

#endif
