/*
 * The register as a gazetteer: what its partners, organs, forums and
 * mechanisms are called, and who held which post when, so that a text is read
 * with the names that the office itself keeps.
 */
#ifndef ADVISE_NAMES_H
#define ADVISE_NAMES_H

#include "model/find.h"
#include "read/gazetteer.h"

enum { NAMES_FILES_MAX = 2 };

/*
 * names_files(r, a, w, file, n, why):
 * What to hand to gazetteer_load_with, in ${a}: the names that the reader ${r}
 * can see, and the sheet names.csv of the office's folder if there is one. A
 * person acts for the state of the post that was held on the day of the text,
 * and is not known at other times. ${n} gets how many files.
 */
MUST_USE enum err names_files(struct reader *r, struct arena *a,
    struct world *w, struct gazetteer_file file[static NAMES_FILES_MAX],
    size_t *n, struct why *why);

#endif
