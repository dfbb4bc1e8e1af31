/*
 * A file line by line in constant memory: plain or gzip, whichever it is, and
 * standard input. The decompressor is zlib.
 */
#ifndef WORLD_FLOW_H
#define WORLD_FLOW_H

#include "base/buf.h"

enum { FLOW_LINE_MAX = 4 * 1024 * 1024 };

struct flow;

/*
 * flow_open(path, out, why):
 * "-" is standard input. ERR_MISSING, ERR_IO. Free with flow_close.
 */
MUST_USE enum err flow_open(const char *path, struct flow **out,
    struct why *why);

/*
 * flow_line(f, line, why):
 * The next line without its end ("\n" or "\r\n"), valid until the next call.
 * ERR_MISSING at the end of the file; ERR_LIMIT for a line longer than
 * FLOW_LINE_MAX, which is skipped: the next call gives the one behind it;
 * ERR_IO when the file cannot be read on or its compression is damaged.
 */
MUST_USE enum err flow_line(struct flow *f, struct str *line,
    struct why *why);

void flow_close(struct flow *f);

#endif
