/*
 * What helps a person who enters a record: the title that is made when none
 * is given, what there is already that is like it, one typed line as fields,
 * and records to choose from while a name is typed.
 */
#ifndef ADVISE_ENTRY_H
#define ADVISE_ENTRY_H

#include "model/change.h"
#include "model/find.h"
#include "read/line.h"

/*
 * entry_title(r, a, k, f, n):
 * Of what kind->made says, with terms by their English name and records by
 * their title; what has no value is left out with what stands before it.
 * Empty when the kind makes no title or its first field has no value.
 */
struct str entry_title(struct reader *r, struct arena *a, const struct kind *k,
    const struct change_field *f, size_t n);

/* A record that is there already, or can be chosen. */
struct entry_hit {
	struct str code, title;
	struct date when; /* lo > hi: none */
};

enum { ENTRY_SIMILAR = 5, ENTRY_CHOICES = 8 };

/*
 * entry_similar(r, a, k, f, n, out, hits, why):
 * Records that the one being entered may be again: of the same partner on
 * days that meet with a like title (study/duplicate), or with the same title
 * but for case and marks. Looks at no more than some hundred records.
 */
MUST_USE enum err entry_similar(struct reader *r, struct arena *a,
    const struct kind *k, const struct change_field *f, size_t n,
    struct entry_hit **out, size_t *hits, struct why *why);

/*
 * entry_line(r, a, g, k, text, lang, out, why):
 * line_read with the day, title, place, partner and the vocabularies of the
 * fields that the kind's form asks first.
 */
MUST_USE enum err entry_line(struct reader *r, struct arena *a,
    const struct gazetteer *g, const struct kind *k, struct str text,
    struct line *out, struct why *why);

/*
 * entry_choices(r, a, g, k, typed, lang, out, hits, why):
 * At most ENTRY_CHOICES records of ${k}: by the beginning of their code, an
 * alias the packs know, or words of their names in any language, marks and
 * case left aside.
 */
MUST_USE enum err entry_choices(struct reader *r, struct arena *a,
    const struct gazetteer *g, const struct kind *k, struct str typed,
    const char *lang, struct entry_hit **out, size_t *hits, struct why *why);

/*
 * entry_named(r, a, k, typed, code):
 * Whether one record of ${k} and no other is called just ${typed} in a
 * language, marks and case left aside; ${code} gets what it goes by.
 */
MUST_USE bool entry_named(struct reader *r, struct arena *a,
    const struct kind *k, struct str typed, struct str *code);

#endif
