/*
 * The processes behind the pages. A parent binds one address, forks
 * workers that make pages and one pen that alone writes, restarts what dies
 * and stops them all on SIGTERM or SIGINT. No database handle crosses a fork;
 * no threads.
 */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "model/change.h"
#include "world/world.h"

enum { SERVE_WORKERS_MAX = 32, SERVE_PORT_DEFAULT = 8080 };

struct serve_ask {
	struct str dir;       /* the office */
	struct str host;      /* the address to listen at */
	struct str name;      /* that a proxy with TLS gives us; or empty */
	bool setup;           /* offer the first run, while nobody is there */
	struct str clearance; /* tokens; empty: all */
	uint16_t port;        /* 0: any that is free */
	int workers;
	/*
	 * Called once, when requests are taken; with the address to open, and
	 * that of the first run, with its key, or empty.
	 */
	void (*ready)(void *self, struct str address, struct str setup);
	void *self;
};

/*
 * serve_run(w, ask, why):
 * Serve until a signal says to stop. ERR_INPUT for an address beyond this
 * machine while there are no accounts, or without a name. ERR_BUSY when the
 * port is taken.
 */
MUST_USE enum err serve_run(struct world *w, const struct serve_ask *ask,
    struct why *why);

#endif
