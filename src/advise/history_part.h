/* What the files of history share. */
#ifndef ADVISE_HISTORY_PART_H
#define ADVISE_HISTORY_PART_H

#include "advise/history.h"
#include "advise/words.h"

/* history_clock(w, hlc): on the office's clock: 2026-11-21 09:40. */
struct str history_clock(struct words *w, uint64_t hlc);
/* history_day(w, hlc): the day of that. */
int32_t history_day(struct words *w, uint64_t hlc);

/* history_author(w, id): who wrote it; empty when nobody is named. */
struct report_cell history_author(struct words *w, struct id author);

/* history_undo(w, record): the way to take that record back. */
struct report_cell history_undo(struct words *w, struct str record);

#endif
