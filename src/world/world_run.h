/* Programs run as children, with bounds; for world_posix only. */
#ifndef WORLD_WORLD_RUN_H
#define WORLD_WORLD_RUN_H

#include "world/world.h"

/* world_run_child(w, r, b): see struct world's run. */
MUST_USE enum err world_run_child(struct world *w, const struct world_run *r,
    struct buf *b);

#endif
