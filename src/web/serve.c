#include "web/serve_part.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "world/log.h"

#include "base/banned.h"

enum {
	SERVE_BACKLOG = 128,
	SERVE_QUICK_MS = 1000,  /* a child that lives shorter did not start */
	SERVE_QUICK_DEATHS = 5, /* so many in a row, and we give up */
	SERVE_PATIENCE_MS = 6000,
	SERVE_GAZETTEER_ARENA = 64 << 20,
	SERVE_LINE_BYTES = 200 * 1024
};

/* The one thing a signal handler may touch. */
static int serve_pipe[2] = { -1, -1 };

static void
serve_signal(int number)
{
	unsigned char byte = (unsigned char)number;
	int saved = errno;

	(void)!write(serve_pipe[1], &byte, 1);
	errno = saved;
}

static void
serve_on(int number, void (*handler)(int))
{
	struct sigaction act = { .sa_handler = handler,
		.sa_flags = SA_RESTART };

	(void)sigemptyset(&act.sa_mask);
	ALWAYS(sigaction(number, &act, NULL) == 0);
}

static void
serve_flags(int fd)
{
	ALWAYS(fcntl(fd, F_SETFL, O_NONBLOCK) == 0);
	ALWAYS(fcntl(fd, F_SETFD, FD_CLOEXEC) == 0);
}

static void
serve_signals(void)
{
	ALWAYS(pipe(serve_pipe) == 0);
	serve_flags(serve_pipe[0]);
	serve_flags(serve_pipe[1]);
}

int
serve_stop_fd(void)
{
	return serve_pipe[0];
}

/* ---- the address ---- */

union serve_address {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
};

/* Beyond this machine: only where everyone signs in, and behind TLS. */
static enum err
serve_address_far(const struct serve_house *h, union serve_address *out,
    socklen_t *n, struct why *why)
{
	const struct serve_ask *ask = h->ask;
	char text[INET6_ADDRSTRLEN] = "";

	if (ask->host.n < sizeof(text))
		memcpy(text, ask->host.p, ask->host.n);
	if (inet_pton(AF_INET, text, &out->four.sin_addr) == 1) {
		out->four.sin_family = AF_INET;
		out->four.sin_port = htons(ask->port);
		*n = sizeof(out->four);
	} else if (inet_pton(AF_INET6, text, &out->six.sin6_addr) == 1) {
		out->six.sin6_family = AF_INET6;
		out->six.sin6_port = htons(ask->port);
		*n = sizeof(out->six);
	} else {
		return why_set(why, ERR_INPUT, "%.*s is no address; it is one "
		    "such as 127.0.0.1, ::1 or 10.0.0.5.", STRF(ask->host));
	}
	if (!h->accounts)
		return why_set(why, ERR_INPUT, "This office has no accounts, "
		    "so it serves this machine alone: 127.0.0.1 or ::1, not "
		    "%.*s. Make them with comity user add, or use a tunnel "
		    "such as ssh -L.", STRF(ask->host));
	if (ask->name.n == 0)
		return why_set(why, ERR_INPUT, "Beyond this machine, a proxy "
		    "with TLS stands in front; say its name with --host. See "
		    "doc/serve.md.");
	return ERR_OK;
}

static enum err
serve_address(const struct serve_house *h, union serve_address *out,
    socklen_t *n, struct why *why)
{
	const struct serve_ask *ask = h->ask;

	memset(out, 0, sizeof(*out));
	if (str_is(ask->host, "127.0.0.1") || str_is(ask->host, "localhost")) {
		out->four.sin_family = AF_INET;
		out->four.sin_port = htons(ask->port);
		out->four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		*n = sizeof(out->four);
		return ERR_OK;
	}
	if (str_is(ask->host, "::1")) {
		out->six.sin6_family = AF_INET6;
		out->six.sin6_port = htons(ask->port);
		out->six.sin6_addr = in6addr_loopback;
		*n = sizeof(out->six);
		return ERR_OK;
	}
	return serve_address_far(h, out, n, why);
}

static enum err
serve_listen(struct serve_house *h, struct why *why)
{
	union serve_address at;
	socklen_t n;
	int yes = 1, fd;
	enum err e = serve_address(h, &at, &n, why);

	if (e != ERR_OK)
		return e;
	fd = socket(at.any.sa_family, SOCK_STREAM, 0);
	ALWAYS(fd >= 0);
	serve_flags(fd);
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, &at.any, n) != 0 || listen(fd, SERVE_BACKLOG) != 0) {
		e = why_set(why, errno == EADDRINUSE ? ERR_BUSY : ERR_IO,
		    "port %u: %s; choose another with --port",
		    (unsigned)h->ask->port, strerror(errno));
		(void)close(fd);
		return e;
	}
	ALWAYS(getsockname(fd, &at.any, &n) == 0);
	h->port = ntohs(at.any.sa_family == AF_INET ? at.four.sin_port :
	    at.six.sin6_port);
	h->listener = fd;
	return ERR_OK;
}

/* ---- children ---- */

struct serve_child {
	pid_t pid;
	int64_t since;
};

struct serve_parent {
	struct serve_house *house;
	struct serve_child child[SERVE_WORKERS_MAX + 1]; /* the pen is last */
	int children;
	int quick; /* deaths in a row of children that had just begun */
	bool stopping;
};

/* In the child: signals of its own; it ends when its parent has ended. */
static void
serve_begin(pid_t parent)
{
	(void)close(serve_pipe[0]);
	(void)close(serve_pipe[1]);
	serve_signals();
	serve_on(SIGTERM, serve_signal);
	serve_on(SIGINT, SIG_IGN);
	serve_on(SIGCHLD, SIG_DFL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(0);
}

static void
serve_fork(struct serve_parent *p, int number)
{
	struct world *w = p->house->world;
	pid_t parent = getpid(), pid = fork();

	ALWAYS(pid >= 0);
	if (pid == 0) {
		serve_begin(parent);
		_exit(number == p->house->ask->workers ?
		    serve_pen(p->house) : serve_worker(p->house, number));
	}
	p->child[number] = (struct serve_child){ pid, w->tick_ms(w) };
}

static void
serve_died(struct serve_parent *p, int number, int status)
{
	struct world *w = p->house->world;
	const char *name = number == p->house->ask->workers ? "pen" : "worker";
	int64_t lived = w->tick_ms(w) - p->child[number].since;

	p->child[number].pid = 0;
	if (p->stopping)
		return;
	log_line(w, LOG_ERROR, "serve", "the %s ended (%s %d) after %lld ms; "
	    "it is started again", name,
	    WIFSIGNALED(status) ? "signal" : "status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
	    (long long)lived);
	p->quick = lived < SERVE_QUICK_MS ? p->quick + 1 : 0;
	if (p->quick < SERVE_QUICK_DEATHS)
		serve_fork(p, number);
}

static void
serve_reap(struct serve_parent *p)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (int i = 0; i < p->children; i++)
			if (p->child[i].pid == pid)
				serve_died(p, i, status);
}

static void
serve_tell(struct serve_parent *p, int from, int to, int number)
{
	for (int i = from; i < to; i++)
		if (p->child[i].pid > 0)
			(void)kill(p->child[i].pid, number);
}

static bool
serve_alive(const struct serve_parent *p, int from, int to)
{
	for (int i = from; i < to; i++)
		if (p->child[i].pid > 0)
			return true;
	return false;
}

/* Which signal came within ${ms}; 0 for none. */
static int
serve_wait(int ms)
{
	struct pollfd fd = { .fd = serve_pipe[0], .events = POLLIN };
	unsigned char byte;

	(void)poll(&fd, 1, ms);
	return read(serve_pipe[0], &byte, 1) == 1 ? byte : 0;
}

/* Ask them to end what they do; who does not in time is ended. */
static void
serve_end(struct serve_parent *p, int from, int to)
{
	struct world *w = p->house->world;
	int64_t until = w->tick_ms(w) + SERVE_PATIENCE_MS;

	serve_tell(p, from, to, SIGTERM);
	while (serve_alive(p, from, to) && w->tick_ms(w) < until) {
		(void)serve_wait(100);
		serve_reap(p);
	}
	serve_tell(p, from, to, SIGKILL);
	while (serve_alive(p, from, to)) {
		(void)serve_wait(100);
		serve_reap(p);
	}
}

static enum err
serve_watch(struct serve_parent *p, struct why *why)
{
	int workers = p->house->ask->workers, number = 0;

	while (number != SIGTERM && number != SIGINT &&
	    p->quick < SERVE_QUICK_DEATHS) {
		number = serve_wait(-1);
		if (number == SIGCHLD)
			serve_reap(p);
	}
	p->stopping = true;
	/* Workers first: what they have begun may still need the pen. */
	serve_end(p, 0, workers);
	serve_end(p, workers, workers + 1);
	if (p->quick >= SERVE_QUICK_DEATHS)
		return why_set(why, ERR_IO, "The processes that serve pages "
		    "do not start; the lines above say why.");
	return ERR_OK;
}

/* ---- the house ---- */

static void
serve_random(struct serve_house *h, char out[static PAGE_TOKEN + 1])
{
	unsigned char raw[PAGE_TOKEN / 2];

	h->world->entropy(h->world, raw, sizeof(raw));
	for (size_t i = 0; i < sizeof(raw); i++) {
		out[2 * i] = "0123456789abcdef"[raw[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[raw[i] & 15];
	}
	out[PAGE_TOKEN] = '\0';
}

/* The first run is offered when asked for, or until it is done with. */
static void
serve_keys(struct serve_house *h)
{
	serve_random(h, h->token);
	if (h->offer)
		serve_random(h, h->setup);
}

static void
serve_lines(struct serve_house *h)
{
	int bytes = SERVE_LINE_BYTES;

	for (int i = 0; i < h->ask->workers; i++) {
		ALWAYS(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, h->line[i]) == 0);
		for (int k = 0; k < 2; k++) {
			(void)fcntl(h->line[i][k], F_SETFD, FD_CLOEXEC);
			(void)setsockopt(h->line[i][k], SOL_SOCKET, SO_SNDBUF,
			    &bytes, sizeof(bytes));
		}
	}
}

static void
serve_say(const struct serve_house *h)
{
	struct buf CLEANUP(buf_free) b, setup;
	bool six = str_is(h->ask->host, "::1");

	buf_init(&b, KIB);
	buf_printf(&b, "http://%s:%u/", six ? "[::1]" : "127.0.0.1",
	    (unsigned)h->port);
	buf_init(&setup, KIB);
	if (h->setup[0] != '\0')
		buf_printf(&setup, "%.*ssetup?key=%s", STRF(buf_view(&b)),
		    h->setup);
	if (h->ask->ready != NULL)
		h->ask->ready(h->ask->self, buf_view(&b), buf_view(&setup));
}

static enum err
serve_processes(struct serve_house *h, struct why *why)
{
	struct serve_parent p = { .house = h,
		.children = h->ask->workers + 1 };

	serve_signals();
	serve_on(SIGTERM, serve_signal);
	serve_on(SIGINT, serve_signal);
	serve_on(SIGCHLD, serve_signal);
	serve_on(SIGPIPE, SIG_IGN);
	for (int i = p.children - 1; i >= 0; i--)
		serve_fork(&p, i);
	serve_say(h);
	return serve_watch(&p, why);
}

/*
 * What no child could open is told once, before there are children. All that
 * is opened here is closed again: no handle crosses a fork.
 */
static enum err
serve_try(struct serve_house *h, struct why *why)
{
	const struct serve_ask *ask = h->ask;
	struct change_pen *pen = NULL;
	struct accounts *as = NULL;
	struct reader *r = NULL;
	struct office *o = NULL;
	uint64_t mask = 0, hlc = 0;
	int32_t today = 0;
	enum err e = office_open(h->world, ask->dir, &o, why);

	if (e == ERR_OK)
		e = office_clearance(o, ask->clearance, &mask, why);
	if (e == ERR_OK)
		e = office_as_of(o, STR(""), &hlc, &today, why);
	if (e == ERR_OK)
		e = reader_open(o, mask, hlc, today, &r, why);
	if (e == ERR_OK)
		e = change_open(o, &pen, why);
	if (e == ERR_OK)
		e = account_open(o, &as, why);
	if (e == ERR_OK) {
		h->accounts = account_any(as);
		h->offer = !h->accounts && (ask->setup ||
		    str_is(o->setup, "open"));
	}
	account_close(as);
	change_close(pen);
	if (r != NULL)
		reader_close(r);
	if (o != NULL)
		office_close(o);
	return e;
}

enum err
serve_run(struct world *w, const struct serve_ask *ask, struct why *why)
{
	struct serve_house h = { .world = w, .ask = ask };
	struct gazetteer *g;
	struct arena *a;
	enum err e;

	if (ask->workers < 1 || ask->workers > SERVE_WORKERS_MAX)
		return why_set(why, ERR_INPUT, "Between 1 and %d workers can "
		    "serve.", SERVE_WORKERS_MAX);
	e = serve_try(&h, why);
	if (e == ERR_OK)
		e = serve_listen(&h, why);
	if (e != ERR_OK)
		return e;
	/* Read once, before the forks: the children share its pages. */
	a = arena_new(SERVE_GAZETTEER_ARENA);
	e = gazetteer_load(a, &g, why);
	h.gazetteer = g;
	h.meter = meter_new(w->now_ms(w));
	if (e == ERR_OK) {
		serve_keys(&h);
		serve_lines(&h);
		e = serve_processes(&h, why);
	}
	(void)close(h.listener);
	arena_free(a);
	return e;
}
