/*
 * Invented working records for a first look, made by a fixed rule from
 * packs/sample: the same in every office. Each carries demo=yes.
 */
#ifndef MODEL_SAMPLE_H
#define MODEL_SAMPLE_H

#include "model/change.h"

/* sample_load(p, o, records, why): into an office created with demo. */
MUST_USE enum err sample_load(struct change_pen *p, const struct office *o,
    size_t *records, struct why *why);

#endif
