/*
 * What the workers did, counted in memory that they share: each writes its own
 * part, whoever is asked adds them up. No path, no name, nothing of a record.
 */
#ifndef WEB_METER_H
#define WEB_METER_H

#include "base/buf.h"

enum { METER_WORKERS = 64 };

struct meter;

/* meter_new(now_ms): before the forks; it lives as long as the processes. */
struct meter *meter_new(int64_t now_ms);

/* meter_note(m, worker, status, bytes, ms): one answer. */
void meter_note(struct meter *m, int worker, int status, size_t bytes,
    int64_t ms);

/*
 * meter_text(b, m, now_ms): as monitors read it (the text format of
 * Prometheus, version 0.0.4): requests by class of status, bytes, a histogram
 * of times, and since when.
 */
void meter_text(struct buf *b, const struct meter *m, int64_t now_ms);

#endif
