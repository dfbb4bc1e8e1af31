/*
 * The whole register as a package of tables that any program reads: a CSV a
 * kind, and datapackage.json with the schema, length and checksum of each
 * (Frictionless Data Package v1, Table Schema). Only what the reader may see,
 * as known at its instant; a record at two labels has a row for each.
 */
#ifndef ADVISE_EXPORT_H
#define ADVISE_EXPORT_H

#include "base/packed.h"
#include "model/find.h"

enum { EXPORT_BYTES_MAX = 512 * 1024 * 1024 };

/*
 * export_files(r, a, out, n, why):
 * The files of the package, datapackage.json first, then a table for each kind
 * that has records, in the order of the kinds. The same records give the same
 * bytes. ERR_LIMIT over EXPORT_BYTES_MAX or the room in ${a}.
 */
MUST_USE enum err export_files(struct reader *r, struct arena *a,
    struct packed_part **out, size_t *n, struct why *why);

#endif
