/*
 * The dictionaries of other event coders, as they are written: actor files of
 * Phoenix, PETRARCH and TABARI, and CAMEO verb files of PETRARCH (1 and 2) and
 * TABARI. For gazetteer.c.
 */
#ifndef READ_DICTIONARY_H
#define READ_DICTIONARY_H

#include "read/gazetteer.h"

/*
 * dictionary_actors(a, g, f, why):
 * Names, +SYNONYMS and their [CODE dates] into ${g}. A code that begins with a
 * state's is that state, IGOUNO is UN and so on; ~ codes of an agents file
 * make posts and forces of single words. Restrictions in time ([VNMGOV
 * <920619], >, first-last) hold as written, to the day. A line that is none of
 * this is passed over. ERR_LIMIT.
 */
MUST_USE enum err dictionary_actors(struct arena *a, struct gazetteer *g,
    const struct gazetteer_file *f, struct why *why);

/*
 * dictionary_verbs(a, g, f, why):
 * Verbs with their {FORMS}, &SYNONYMS and patterns into ${g}. A pattern's
 * words have to stand on their side of the verb, in any order; codes become
 * the root of PLOVER that CAMEO's own table gives, [:CODE] turns source and
 * target round, [---] says that there is no event. ERR_LIMIT.
 */
MUST_USE enum err dictionary_verbs(struct arena *a, struct gazetteer *g,
    const struct gazetteer_file *f, struct why *why);

/* dictionary_root(code): PLOVER's root of a CAMEO code; empty for none. */
struct str dictionary_root(struct str code);

#endif
