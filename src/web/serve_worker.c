#include "web/serve_part.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "base/str.h"
#include "web/route.h"
#include "web/kept.h"
#include "world/log.h"

#include "base/banned.h"

enum {
	WORKER_CONNECTIONS_MAX = 1500,
	WORKER_FILES = WORKER_CONNECTIONS_MAX + 100,
	WORKER_MEMORY = 32 * 1024, /* of a connection: its header fits or not */
	WORKER_PACKED_MIN = 1024, /* less is one packet as it is */
	WORKER_IDLE_S = 15,
	WORKER_TICK_MS = 500,
	WORKER_DRAIN_MS = 3000
};

/* How long a client may take for each part of its turn. */
enum worker_state { WORKER_HEADER, WORKER_BODY, WORKER_ANSWER };
static const int64_t worker_patience_ms[] = {
	[WORKER_HEADER] = 12000,
	[WORKER_BODY] = 60000,
	[WORKER_ANSWER] = 300000, /* a long page over a thin line */
};

struct worker_slot {
	bool used;
	int fd;
	int64_t since;
	enum worker_state state;
};

struct worker {
	const struct serve_house *house;
	struct page_site site;
	struct page_counts counts[PAGE_KEPT];
	struct office *office;
	int number;
	struct reader *reader;
	struct accounts *accounts;
	struct serve_views views;
	int line;
	int64_t watched;
	struct worker_slot slot[WORKER_CONNECTIONS_MAX];
};

/* One request while it comes in. */
struct worker_call {
	struct arena *arena;
	struct worker_slot *slot;
	struct str target;
	uintptr_t target_at; /* where the library had it */
	struct buf body;
	int64_t began;
	bool seen; /* its header is complete */
};

static int64_t
worker_tick(const struct worker *w)
{
	return w->house->world->tick_ms(w->house->world);
}

static void
worker_turn(const struct worker *w, struct worker_slot *s,
    enum worker_state state)
{
	if (s == NULL)
		return;
	s->state = state;
	s->since = worker_tick(w);
}

/* ---- connections ---- */

static void
worker_connection(void *cls, struct MHD_Connection *c, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	struct worker *w = cls;
	struct worker_slot *s = *context;
	const union MHD_ConnectionInfo *info;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (s != NULL)
			s->used = false;
		return;
	}
	info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	*context = NULL;
	for (size_t i = 0; i < countof(w->slot) && info != NULL; i++) {
		s = &w->slot[i];
		if (s->used)
			continue;
		*s = (struct worker_slot){ .used = true,
			.fd = info->connect_fd };
		worker_turn(w, s, WORKER_HEADER);
		*context = s;
		return;
	}
}

/* The library counts any byte as a sign of life; this does not. */
static void
worker_watch(struct worker *w)
{
	int64_t now = worker_tick(w);

	if (now - w->watched < WORKER_TICK_MS)
		return;
	w->watched = now;
	for (size_t i = 0; i < countof(w->slot); i++) {
		struct worker_slot *s = &w->slot[i];

		if (!s->used || now - s->since < worker_patience_ms[s->state])
			continue;
		(void)shutdown(s->fd, SHUT_RDWR);
		s->since = now;
	}
}

static void *
worker_target(void *cls, const char *uri, struct MHD_Connection *c)
{
	struct worker *w = cls;
	struct arena *a = arena_new(PAGE_ARENA_MAX);
	struct worker_call *call = arena_alloc(a, sizeof(*call));
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	call->arena = a;
	call->slot = info != NULL ? info->socket_context : NULL;
	call->target = arena_str(a, str_of(uri));
	call->target_at = (uintptr_t)uri;
	call->began = worker_tick(w);
	buf_init(&call->body, route_takes(call->target));
	return call;
}

static void
worker_completed(void *cls, struct MHD_Connection *c, void **context,
    enum MHD_RequestTerminationCode code)
{
	struct worker *w = cls;
	struct worker_call *call = *context;

	(void)c;
	(void)code;
	if (call == NULL)
		return;
	worker_turn(w, call->slot, WORKER_HEADER);
	buf_free(&call->body);
	arena_free(call->arena);
	*context = NULL;
}

/* Escapes are ours to read: http.c refuses what this library would take. */
static size_t
worker_unescape(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls;
	(void)c;
	return strlen(s);
}

/* ---- answers ---- */

static const char *const worker_headers[][2] = {
	{ "Content-Security-Policy", "default-src 'none'; script-src 'self'; "
	    "style-src 'self'; img-src 'self' data:; font-src 'self'; "
	    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
	    "frame-ancestors 'none'; require-trusted-types-for 'script'; "
	    "trusted-types 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
};

static void
worker_header(struct MHD_Response *r, const char *name, const char *value)
{
	ALWAYS(MHD_add_response_header(r, name, value) == MHD_YES);
}

static void
worker_text(struct arena *a, struct MHD_Response *r, const char *name,
    struct str value)
{
	if (value.n > 0)
		worker_header(r, name, arena_cstr(a, value));
}

static struct str
worker_asked(struct MHD_Connection *c, const char *name)
{
	return str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

/* The answer for a slow line; whether it is packed, and became smaller. */
static bool
worker_pack(struct world *world, struct MHD_Connection *c,
    const struct page *p, struct buf *packed)
{
	unsigned char pad;

	if (world == NULL || p->out.n < WORKER_PACKED_MIN ||
	    !http_is_words(p->type) ||
	    !http_takes_gzip(worker_asked(c, "Accept-Encoding")))
		return false;
	world->entropy(world, &pad, sizeof(pad));
	return http_gzip(packed, buf_view(&p->out), pad) == ERR_OK &&
	    packed->n < p->out.n;
}

/* ${world} NULL: as it is. */
static enum MHD_Result
worker_send(struct world *world, struct MHD_Connection *c,
    const struct page *p)
{
	struct buf packed CLEANUP(buf_free) = { .max = PAGE_OUT_MAX };
	bool small = worker_pack(world, c, p, &packed);
	const struct buf *body = small ? &packed : &p->out;
	struct MHD_Response *r;
	enum MHD_Result done;

	/* The library asks for a writable pointer, and copies. */
	r = MHD_create_response_from_buffer(body->n,
	    body->n > 0 ? body->p : arena_alloc(p->arena, 1),
	    MHD_RESPMEM_MUST_COPY);
	ALWAYS(r != NULL);
	if (small)
		worker_header(r, "Content-Encoding", "gzip");
	if (http_is_words(p->type))
		worker_header(r, "Vary", "Accept-Encoding");
	for (size_t i = 0; i < countof(worker_headers); i++)
		worker_header(r, worker_headers[i][0], worker_headers[i][1]);
	worker_text(p->arena, r, "Content-Type", p->type);
	worker_text(p->arena, r, "Location", p->location);
	if (p->file.n > 0)
		worker_text(p->arena, r, "Content-Disposition",
		    arena_printf(p->arena, "%s; filename=\"%.*s\"", p->shown
		    ? "inline" : "attachment", STRF(p->file)));
	worker_text(p->arena, r, "Allow", p->allow);
	worker_text(p->arena, r, "ETag", p->etag);
	worker_text(p->arena, r, "Set-Cookie", p->cookie);
	if (p->unknown)
		worker_header(r, "WWW-Authenticate", "Bearer");
	if (p->secure)
		worker_header(r, "Strict-Transport-Security",
		    "max-age=31536000; includeSubDomains");
	worker_text(p->arena, r, "Set-Cookie", p->keep);
	if (p->keep_lang != NULL)
		worker_text(p->arena, r, "Set-Cookie", arena_printf(p->arena,
		    "lang=%s; Path=/; Max-Age=31536000; SameSite=Lax; "
		    "HttpOnly", p->keep_lang));
	worker_header(r, "Cache-Control", p->immutable ?
	    "public, max-age=31536000, immutable" : "no-store");
	done = MHD_queue_response(c, (unsigned)p->status, r);
	MHD_destroy_response(r);
	return done;
}

/* The path as it may stand in a log: nothing of the query, no odd byte. */
static struct str
worker_path(struct arena *a, struct str target)
{
	struct str path, rest;
	char *p;

	(void)str_cut(target, '?', &path, &rest);
	/* The address of a feed is its secret. */
	if (str_starts(path, STR("/feeds/")))
		path = STR("/feeds/...");
	p = arena_cstr(a, path);
	for (size_t i = 0; i < path.n; i++)
		if (p[i] <= ' ' || p[i] >= 0x7f)
			p[i] = '?';
	return (struct str){ p, path.n < 200 ? path.n : 200 };
}

/*
 * Where a request comes from. A proxy on this machine says it; what anyone
 * else says is not believed. Proxies append, so the last word is ours.
 */
static struct str
worker_address(struct MHD_Connection *c, struct arena *a)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	char text[INET6_ADDRSTRLEN] = "";
	struct str said = worker_asked(c, "X-Forwarded-For"), last;
	const struct sockaddr *at = info != NULL ? info->client_addr : NULL;
	bool near = false;

	if (at != NULL && at->sa_family == AF_INET) {
		const struct sockaddr_in *four = (const void *)at;

		(void)inet_ntop(AF_INET, &four->sin_addr, text, sizeof(text));
		near = ntohl(four->sin_addr.s_addr) >> 24 == 127;
	} else if (at != NULL && at->sa_family == AF_INET6) {
		const struct sockaddr_in6 *six = (const void *)at;

		(void)inet_ntop(AF_INET6, &six->sin6_addr, text,
		    sizeof(text));
		near = IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
	}
	while (str_cut(said, ',', &last, &said))
		;
	said = str_trim(last);
	if (near && said.n > 0 && said.n < sizeof(text) && str_valid(said))
		return arena_str(a, said);
	return arena_str(a, str_of(text));
}

static enum MHD_Result
worker_answer(struct worker *w, struct MHD_Connection *c,
    struct worker_call *call, const char *method)
{
	struct page p = { .arena = call->arena };
	struct page_call ask = { .method = str_of(method),
		.target = call->target, .body = buf_view(&call->body),
		.type = worker_asked(c, "Content-Type"),
		.cookies = worker_asked(c, "Cookie"),
		.languages = worker_asked(c, "Accept-Language"),
		.accept = worker_asked(c, "Accept") };
	enum MHD_Result done;

	ask.authorization = worker_asked(c, "Authorization");
	ask.agent = worker_asked(c, "User-Agent");
	ask.none_match = worker_asked(c, "If-None-Match");
	ask.match = worker_asked(c, "If-Match");
	ask.once = worker_asked(c, "Idempotency-Key");
	ask.address = worker_address(c, call->arena);
	/* Another worker, or the terminal, may have set something since. */
	(void)!account_refresh(w->accounts, w->office, NULL);
	ask.origin.host = worker_asked(c, "Host");
	ask.origin.origin = worker_asked(c, "Origin");
	ask.origin.site = worker_asked(c, "Sec-Fetch-Site");
	buf_init(&p.out, PAGE_OUT_MAX);
	page_answer(&p, &w->site, &ask);
	worker_turn(w, call->slot, WORKER_ANSWER);
	done = worker_send(w->house->world, c, &p);
	meter_note(w->house->meter, w->number, p.status, p.out.n,
	    worker_tick(w) - call->began);
	log_line(w->house->world, LOG_INFO, "serve",
	    "%.8s %.*s %d %zu bytes %lld ms", method,
	    STRF(worker_path(call->arena, call->target)), p.status, p.out.n,
	    (long long)(worker_tick(w) - call->began));
	buf_free(&p.out);
	return done;
}

/* ---- framing ---- */

struct worker_lengths {
	int lengths, encodings;
	int64_t length;
};

static enum MHD_Result
worker_length(void *cls, enum MHD_ValueKind kind, const char *name,
    const char *value)
{
	struct worker_lengths *l = cls;

	(void)kind;
	if (str_eq_nocase(str_of(name), STR("Content-Length"))) {
		l->lengths++;
		if (!str_int(str_of(value), &l->length) || l->length < 0)
			l->lengths = 2;
	}
	if (str_eq_nocase(str_of(name), STR("Transfer-Encoding")))
		l->encodings++;
	return MHD_YES;
}

/*
 * What a proxy in front could read otherwise is refused: a length twice, any
 * transfer coding, a NUL or more than one blank in the request line (the
 * version then does not follow where the target ends). 0 is good.
 */
static int
worker_framing(struct MHD_Connection *c, const struct worker_call *call,
    const char *version)
{
	struct worker_lengths l = { 0 };

	(void)MHD_get_connection_values(c, MHD_HEADER_KIND, worker_length, &l);
	if (l.lengths > 1 ||
	    (uintptr_t)version != call->target_at + call->target.n + 1)
		return 400;
	if (l.encodings > 0)
		return 411;
	return (size_t)l.length > route_takes(call->target) ? 413 : 0;
}

static enum MHD_Result
worker_refuse(struct MHD_Connection *c, struct worker_call *call, int status)
{
	struct page p = { .arena = call->arena, .status = status,
		.type = STR_INIT("text/plain; charset=utf-8") };
	enum MHD_Result done;

	buf_init(&p.out, KIB);
	buf_printf(&p.out, "%s\n", status == 413 ? "More was sent than a form "
	    "may hold. Long documents go through comity read." :
	    status == 411 ? "A form comes with its length and no transfer "
	    "coding." : "The request is not well formed.");
	done = worker_send(NULL, c, &p);
	buf_free(&p.out);
	return done;
}

static enum MHD_Result
worker_access(void *cls, struct MHD_Connection *c, const char *url,
    const char *method, const char *version, const char *data, size_t *size,
    void **context)
{
	struct worker *w = cls;
	struct worker_call *call = *context;

	(void)url;
	if (call == NULL)
		return MHD_NO;
	if (!call->seen) {
		int status = worker_framing(c, call, version);

		call->seen = true;
		worker_turn(w, call->slot, WORKER_BODY);
		return status != 0 ? worker_refuse(c, call, status) : MHD_YES;
	}
	if (*size > 0) {
		buf_put(&call->body, data, *size);
		*size = 0;
		return call->body.err == ERR_OK ? MHD_YES : MHD_NO;
	}
	return worker_answer(w, c, call, method);
}

/* ---- life ---- */

/* As many descriptors as connections, as far as the system lets us. */
static void
worker_files(void)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur >= WORKER_FILES)
		return;
	l.rlim_cur = l.rlim_max < WORKER_FILES ? l.rlim_max : WORKER_FILES;
	(void)setrlimit(RLIMIT_NOFILE, &l);
}

static struct MHD_Daemon *
worker_start(struct worker *w)
{
	return MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, worker_access, w,
	    MHD_OPTION_LISTEN_SOCKET, w->house->listener,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)WORKER_CONNECTIONS_MAX,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WORKER_MEMORY,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)WORKER_IDLE_S,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
	    MHD_OPTION_NOTIFY_CONNECTION, worker_connection, w,
	    MHD_OPTION_NOTIFY_COMPLETED, worker_completed, w,
	    MHD_OPTION_URI_LOG_CALLBACK, worker_target, w,
	    MHD_OPTION_UNESCAPE_CALLBACK, worker_unescape, NULL,
	    MHD_OPTION_END);
}

static int
worker_timeout(struct MHD_Daemon *d)
{
	MHD_UNSIGNED_LONG_LONG ms;

	if (MHD_get_timeout(d, &ms) == MHD_YES && ms < WORKER_TICK_MS)
		return (int)ms;
	return WORKER_TICK_MS;
}

static unsigned
worker_busy(struct MHD_Daemon *d)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(d,
	    MHD_DAEMON_INFO_CURRENT_CONNECTIONS);

	return info != NULL ? info->num_connections : 0;
}

/* Until a signal; then what has begun is ended, as far as it goes quickly. */
static void
worker_loop(struct worker *w, struct MHD_Daemon *d)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(d,
	    MHD_DAEMON_INFO_EPOLL_FD);
	struct pollfd fd[2] = {
		{ .fd = info->epoll_fd, .events = POLLIN },
		{ .fd = serve_stop_fd(), .events = POLLIN },
	};
	int64_t until = 0;

	while (until == 0 || (worker_tick(w) < until && worker_busy(d) > 0)) {
		(void)poll(fd, until == 0 ? 2 : 1, worker_timeout(d));
		(void)MHD_run(d);
		worker_watch(w);
		if (until == 0 && fd[1].revents != 0) {
			(void)MHD_quiesce_daemon(d);
			until = worker_tick(w) + WORKER_DRAIN_MS;
			fd[1].revents = 0;
		}
	}
}

static enum err
worker_commit(void *self, struct arena *a, const struct change *c,
    struct change_done *out, struct why *why)
{
	const struct worker *w = self;

	return serve_commit(w->line, a, c, out, why);
}

static enum err
worker_view(void *self, uint64_t mask, uint64_t hidden, struct page_view *out,
    struct why *why)
{
	struct worker *w = self;

	return serve_view(&w->views, mask, hidden, out, why);
}

static enum err
worker_open(struct worker *w, struct why *why)
{
	const struct serve_house *h = w->house;
	uint64_t mask = 0, hlc = 0;
	int32_t today = 0;
	enum err e = office_open(h->world, h->ask->dir, &w->office, why);

	if (e == ERR_OK)
		e = office_clearance(w->office, h->ask->clearance, &mask, why);
	if (e == ERR_OK)
		e = office_as_of(w->office, STR(""), &hlc, &today, why);
	if (e == ERR_OK)
		e = reader_open(w->office, mask, hlc, today, &w->reader, why);
	if (e == ERR_OK)
		e = account_open(w->office, &w->accounts, why);
	if (e != ERR_OK)
		return e;
	w->reader->accounts = w->accounts;
	w->views = (struct serve_views){ .office = w->office,
		.accounts = w->accounts, .mask = mask };
	w->site = (struct page_site){ .office = w->office,
		.accounts = w->accounts, .view = worker_view,
		.host = h->ask->name, .setup = str_of(h->setup),
		.reader = w->reader, .gazetteer = h->gazetteer,
		.port = h->port, .commit = worker_commit, .self = w,
		.counts = w->counts, .kept = kept_new() };
	w->site.meter = h->meter;
	memcpy(w->site.token, h->token, sizeof(h->token));
	return ERR_OK;
}

int
serve_worker(const struct serve_house *h, int number)
{
	struct arena *a = arena_new(MIB);
	struct worker *w = arena_alloc(a, sizeof(*w));
	struct MHD_Daemon *d = NULL;
	struct why why = { 0 };
	enum err e;

	w->house = h;
	w->number = number;
	w->line = h->line[number][0];
	e = worker_open(w, &why);
	worker_files();
	if (e == ERR_OK)
		d = worker_start(w);
	if (e == ERR_OK && d == NULL)
		e = why_set(&why, ERR_IO, "The HTTP library does not start.");
	if (e == ERR_OK) {
		worker_loop(w, d);
		MHD_stop_daemon(d);
	} else {
		log_line(h->world, LOG_ERROR, "worker", "%s", why.text);
	}
	serve_views_close(&w->views);
	if (w->reader != NULL)
		reader_close(w->reader);
	account_close(w->accounts);
	if (w->office != NULL)
		office_close(w->office);
	arena_free(a);
	return e == ERR_OK ? 0 : 1;
}
