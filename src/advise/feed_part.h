/* What the files of feed share. */
#ifndef ADVISE_FEED_PART_H
#define ADVISE_FEED_PART_H

#include "advise/feed.h"
#include "advise/words.h"

/* feed_ms(hlc): milliseconds since 1970 of a record's instant. */
int64_t feed_ms(uint64_t hlc);

/* feed_url(w, ask, path): the whole address, or empty without a base. */
struct str feed_url(struct words *w, const struct feed_ask *ask,
    struct str path);

/* feed_path(w, row): the path of that record. */
struct str feed_path(struct words *w, const struct row *row);

#endif
