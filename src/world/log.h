/* One line an event on stderr, no secrets: time, level, room, words. */
#ifndef WORLD_LOG_H
#define WORLD_LOG_H

#include "world/world.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO };

/* log_line(w, level, room, fmt, ...): say it, whole lines only. */
void log_line(struct world *w, enum log_level level, const char *room,
    const char *fmt, ...) PRINTF(4, 5);

#endif
