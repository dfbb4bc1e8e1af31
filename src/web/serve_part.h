/* What the files of serve share: the processes and the line between them. */
#ifndef WEB_SERVE_PART_H
#define WEB_SERVE_PART_H

#include "read/gazetteer.h"
#include "web/meter.h"
#include "web/page.h"
#include "web/serve.h"

/* What a child needs of its parent; the same in each, never written. */
struct serve_house {
	struct world *world;
	const struct serve_ask *ask;
	const struct gazetteer *gazetteer;
	struct meter *meter; /* shared */
	int listener;
	uint16_t port;
	char token[PAGE_TOKEN + 1];
	bool accounts; /* there was one when we began */
	bool offer;    /* the first run */
	char setup[PAGE_TOKEN + 1]; /* key of the first run, or "" */
	/* Worker i writes into line[i][0], the pen reads line[i][1]. */
	int line[SERVE_WORKERS_MAX][2];
};

/*
 * The readers of one worker, one for each class of those who ask: the same
 * partitions, the same kinds hidden. Nothing is shared between classes (L12).
 * There are as many as people of different kinds at work at a time; the one
 * that was longest not asked for makes room.
 */
enum { SERVE_VIEWS = 8 };

struct serve_view {
	uint64_t mask, hidden;
	int64_t used; /* 0: free */
	struct page_view view;
	struct page_counts counts[PAGE_KEPT];
};

struct serve_views {
	const struct office *office;
	struct accounts *accounts;
	uint64_t mask; /* that the program was started with */
	int64_t asked;
	struct serve_view one[SERVE_VIEWS];
};

/* serve_view(v, mask, hidden, out, why): some milliseconds the first time. */
MUST_USE enum err serve_view(struct serve_views *v, uint64_t mask,
    uint64_t hidden, struct page_view *out, struct why *why);
void serve_views_close(struct serve_views *v);

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
