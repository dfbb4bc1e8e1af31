/* What the files of serve share: the processes and the line between them. */
#ifndef WEB_SERVE_PART_H
#define WEB_SERVE_PART_H

#include "read/gazetteer.h"
#include "web/page.h"
#include "web/serve.h"

/* What a child needs of its parent; the same in each, never written. */
struct serve_house {
	struct world *world;
	const struct serve_ask *ask;
	const struct gazetteer *gazetteer;
	int listener;
	uint16_t port;
	char token[PAGE_TOKEN + 1];
	/* Worker i writes into line[i][0], the pen reads line[i][1]. */
	int line[SERVE_WORKERS_MAX][2];
};

/* The life of a child, until it is told to stop; gives its exit status. */
int serve_worker(const struct serve_house *h, int number);
int serve_pen(const struct serve_house *h);

/*
 * serve_stop_fd(): in a child, a descriptor that becomes readable when it is
 * to stop.
 */
int serve_stop_fd(void);

/*
 * serve_commit(fd, a, c, out, why): as change_commit, through the line ${fd}
 * to the pen. ERR_LIMIT when the change is too long for the line, ERR_BUSY
 * when no answer came in time.
 */
MUST_USE enum err serve_commit(int fd, struct arena *a, const struct change *c,
    struct change_done *out, struct why *why);

#endif
