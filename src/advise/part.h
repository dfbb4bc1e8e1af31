/*
 * What builders of pages put together again and again: a panel with its
 * question, a table from a literal list of columns, records found by a filter,
 * a field of a record as a cell. English texts are translated here.
 */
#ifndef ADVISE_PART_H
#define ADVISE_PART_H

#include "advise/words.h"
#include "study/deed.h"

/* Texts are marked with TR() where they stand. */
struct part_column {
	const char *name, *head;
	enum report_cell_type type;
	bool minor;
};

enum { PART_WORDS = 120 }; /* bytes of a title within a table */

/* part_panel(w, r, name, question, width): append one. */
struct report_panel *part_panel(struct words *w, struct report *r,
    const char *name, const char *question, int width);

/* part_table(w, p, c, n), part_chart(...): append one with these columns. */
struct report_block *part_table(struct words *w, struct report_panel *p,
    const struct part_column *c, size_t n);
struct report_block *part_chart(struct words *w, struct report_panel *p,
    enum report_chart chart, const struct part_column *c, size_t n);

/* part_rows(w, p, n): a list of rows with ${n} cells. */
struct report_block *part_rows(struct words *w, struct report_panel *p,
    size_t n);

/* part_say(w, s): an English sentence in the reader's language. */
struct str part_say(struct words *w, const char *s);

/* part_tab(w, r, words, n, link): a tab; with its count when n >= 0. */
void part_tab(struct words *w, struct report *r, const char *words, int64_t n,
    struct str link);

/*
 * part_find(w, kind, filter, sort, limit, out, why):
 * As find_list, and what was read counts for the marking.
 */
MUST_USE enum err part_find(struct words *w, const struct kind *k,
    struct str filter, const char *sort, size_t limit, struct rows_found *out,
    struct why *why);

/*
 * part_title(w, row): its title in the reader's language, cut, with the link
 * to it.
 */
struct report_cell part_title(struct words *w, const struct row *row);

/*
 * part_deed(w, d, most, out, place, why):
 * The title of an activity, at most so many bytes, with the link to it; and
 * where it is, unless ${place} is NULL.
 */
MUST_USE enum err part_deed(struct words *w, const struct deed *d, size_t most,
    struct report_cell *out, struct str *place, struct why *why);

/* part_field(w, row, name): a field as a cell; empty when it has none. */
struct report_cell part_field(struct words *w, const struct row *row,
    const char *name);

/* part_text(row, name): a text or code of it; empty when it has none. */
struct str part_text(const struct row *row, const char *name);
/* part_ranked(w, tenure, name): the rank of a tenure before its holder's name,
 * as both languages have it. */
struct str part_ranked(struct words *w, const struct row *tenure,
    struct str name);
/* part_int(row, name): a whole number of it; 0 when it has none. */
int64_t part_int(const struct row *row, const char *name);
/* part_day(row, name): a date of it; lo > hi when it has none. */
struct date part_day(const struct row *row, const char *name);
/* part_ref(w, row, name): the id it points to; empty when none. */
struct str part_ref(struct words *w, const struct row *row, const char *name);

/* part_state(w, row): its derived status as a chip. */
struct report_cell part_state(struct words *w, const struct row *row);

/* part_due(w, d): days late or to go as a chip; empty without a date. */
struct report_cell part_due(struct words *w, struct date d);

#endif
