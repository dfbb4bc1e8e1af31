/* What the files of import share. */
#ifndef ADVISE_IMPORT_PART_H
#define ADVISE_IMPORT_PART_H

#include "advise/import.h"

/* import_file(a, ask, im, why): the sheet that was asked for, as UTF-8. */
MUST_USE enum err import_file(struct arena *a, const struct import_ask *ask,
    struct import *im, struct why *why);

/*
 * import_learn_words(r, a, words, list, why): what the words of a vocabulary
 * are called. import_learn_names: what the records of a kind are.
 * import_learn_said: what a person said that a cell means.
 */
MUST_USE enum err import_learn_words(struct reader *r, struct arena *a,
    struct map *words, struct str list, struct why *why);
MUST_USE enum err import_learn_names(struct reader *r, struct arena *a,
    struct map *words, const struct kind *k, struct why *why);
void import_learn_said(struct arena *a, struct map *words, struct str lines);

#endif
