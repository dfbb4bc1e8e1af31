/*
 * Packs: vocabularies and public facts as data, packs/NAME/datapackage.json
 * and a CSV a kind; see doc/packs.md. Loaded as records like any other change;
 * loading again adds only what is new.
 */
#ifndef MODEL_PACK_H
#define MODEL_PACK_H

#include "model/change.h"

/* pack_labels(a, name, out scheme, marks, why): the labels of label.csv. */
MUST_USE enum err pack_labels(struct arena *a, struct str name,
    struct label_scheme *out, struct str *marks, struct why *why);

/*
 * pack_setting(a, name, key, out, why):
 * The value of ${key} in the pack's setting.csv (name, value, source), or
 * empty: such as utc_offset, +07:00.
 */
MUST_USE enum err pack_setting(struct arena *a, struct str name,
    struct str key, struct str *out, struct why *why);

/*
 * pack_load(p, o, name, records, why):
 * Write the rows of the pack at the lowest label. ERR_INPUT names file, line
 * and column. ${records} gets how many rows it has.
 */
MUST_USE enum err pack_load(struct change_pen *p, const struct office *o,
    struct str name, size_t *records, struct why *why);

#endif
