/*
 * The words the reader knows: names of states, organisations, forums, posts
 * and missions, and the frames that make events of verbs and nouns. All of it
 * is pack data, embedded in the program.
 */
#ifndef READ_GAZETTEER_H
#define READ_GAZETTEER_H

#include "base/arena.h"

struct gazetteer;

/*
 * gazetteer_load(a, out, why):
 * Read the packs' names and patterns into ${a}; under 50 ms, about 4 MiB. The
 * gazetteer is never written afterwards, so one serves a whole process.
 * ERR_INPUT, with file and line, when a pack is not well formed.
 */
MUST_USE enum err gazetteer_load(struct arena *a, struct gazetteer **out,
    struct why *why);

#endif
