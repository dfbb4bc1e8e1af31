#include "web/serve_part.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"
#include "base/tr.h"
#include "world/log.h"

#include "base/banned.h"

enum {
	PEN_MESSAGE_MAX = 384 * 1024,
	PEN_ARENA = 256 << 20,
	PEN_WAIT_MS = 15000,
	PEN_ITEMS_MAX = 4096
};

/*
 * A question is a number, the language of who asks (1 is Vietnamese) and the
 * bytes of a change; the answer is the number, an error, and then either what
 * was done or why not. The number lets a worker that was restarted pass over an
 * answer to its predecessor.
 */

static void
pen_put(struct buf *b, struct str s)
{
	buf_u32(b, (uint32_t)s.n);
	buf_str(b, s);
}

static void
pen_answer(struct buf *b, uint32_t number, enum err e,
    const struct change_done *done, const struct why *why)
{
	buf_u32(b, number);
	buf_u8(b, (uint8_t)e);
	if (e != ERR_OK) {
		pen_put(b, str_of(why->text));
		buf_u32(b, done != NULL ? (uint32_t)done->bad : 0);
		return;
	}
	buf_u32(b, (uint32_t)done->items);
	for (size_t i = 0; i < done->items; i++) {
		buf_put(b, done->id[i].b, sizeof(done->id[i].b));
		pen_put(b, done->code[i]);
	}
	pen_put(b, done->record);
}

/* Views of an answer; ${ok} falls when it is too short. */
struct pen_read {
	struct str rest;
	bool ok;
};

static struct str
pen_take(struct pen_read *r, size_t n)
{
	struct str s = { "", 0 };

	if (!r->ok || r->rest.n < n) {
		r->ok = false;
		return s;
	}
	s = str_to(r->rest, n);
	r->rest = str_from(r->rest, n);
	return s;
}

static uint32_t
pen_number(struct pen_read *r)
{
	struct str s = pen_take(r, 4);
	uint32_t v = 0;

	for (size_t i = 0; i < s.n; i++)
		v = v << 8 | (unsigned char)s.p[i];
	return v;
}

static struct str
pen_text(struct pen_read *r)
{
	return pen_take(r, pen_number(r));
}

static enum err
pen_done(struct arena *a, struct pen_read *r, struct change_done *out)
{
	uint32_t n = pen_number(r);

	if (!r->ok || n > PEN_ITEMS_MAX)
		return ERR_CORRUPT;
	out->items = n;
	out->id = arena_array(a, n, sizeof(*out->id));
	out->code = arena_array(a, n, sizeof(*out->code));
	for (uint32_t i = 0; i < n; i++) {
		struct str raw = pen_take(r, sizeof(out->id[i].b));

		if (raw.n == sizeof(out->id[i].b))
			memcpy(out->id[i].b, raw.p, raw.n);
		out->code[i] = arena_str(a, pen_text(r));
	}
	out->record = arena_str(a, pen_text(r));
	return r->ok ? ERR_OK : ERR_CORRUPT;
}

/* ---- the worker's end ---- */

/* The next message in ${b} within the time that is left; false: none. */
static bool
pen_receive(int fd, int ms, struct buf *b)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t n;

	if (poll(&p, 1, ms) <= 0)
		return false;
	n = recv(fd, b->p, b->n, MSG_DONTWAIT);
	if (n <= 0)
		return false;
	b->n = (size_t)n;
	return true;
}

static enum err
pen_send(int fd, const struct buf *b, struct why *why)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	if (b->err != ERR_OK || b->n > PEN_MESSAGE_MAX)
		return why_set(why, ERR_LIMIT, "This is more than can be saved "
		    "at once; save it in parts.");
	if (poll(&p, 1, PEN_WAIT_MS) == 1 &&
	    send(fd, b->p, b->n, MSG_NOSIGNAL | MSG_DONTWAIT) ==
	    (ssize_t)b->n)
		return ERR_OK;
	if (errno == EMSGSIZE)
		return why_set(why, ERR_LIMIT, "This is more than can be saved "
		    "at once; save it in parts.");
	return why_set(why, ERR_BUSY, "The writer is busy; nothing was saved. "
	    "Please try again.");
}

static void
pen_room(struct buf *b)
{
	static const char zero[4096];

	buf_clear(b);
	while (b->n < PEN_MESSAGE_MAX)
		buf_put(b, zero, sizeof(zero));
}

enum err
serve_commit(int fd, struct arena *a, const struct change *c,
    struct change_done *out, struct why *why)
{
	static uint32_t number; /* of the last question of this process */
	struct buf CLEANUP(buf_free) b;
	enum err e;

	/* An answer to the worker that was here before bears another number. */
	if (number == 0)
		number = (uint32_t)getpid() << 16;
	buf_init(&b, 2 * PEN_MESSAGE_MAX);
	buf_u32(&b, ++number);
	buf_u8(&b, why != NULL && tr_is_vi(why->lang));
	change_encode(&b, c);
	e = pen_send(fd, &b, why);
	if (e != ERR_OK)
		return e;
	for (;;) {
		struct pen_read r = { .ok = true };
		struct str kind;

		pen_room(&b);
		if (!pen_receive(fd, PEN_WAIT_MS, &b))
			return why_set(why, ERR_BUSY, "The writer did not "
			    "answer in time; look under Changes whether it "
			    "was saved before you send it again.");
		r.rest = buf_view(&b);
		if (pen_number(&r) != number)
			continue;
		kind = pen_take(&r, 1);
		ALWAYS(r.ok && (unsigned char)kind.p[0] < ERR__MAX);
		e = (enum err)kind.p[0];
		if (e == ERR_OK)
			return pen_done(a, &r, out);
		kind = pen_text(&r);
		*out = (struct change_done){ .bad = pen_number(&r) };
		return why_set(why, e, "%.*s", STRF(kind));
	}
}

/* ---- the pen's end ---- */

struct pen {
	const struct serve_house *house;
	struct change_pen *pen;
	struct arena *arena;
	struct buf in[SERVE_WORKERS_MAX], out[SERVE_WORKERS_MAX];
	bool asked[SERVE_WORKERS_MAX];
};

static void
pen_write(struct pen *p, int i)
{
	struct pen_read r = { .rest = buf_view(&p->in[i]), .ok = true };
	uint32_t number = pen_number(&r);
	struct change_done done = { 0 };
	struct change c = { 0 };
	struct str lang = pen_take(&r, 1);
	struct why why = { .lang = r.ok && lang.p[0] == 1 ? "vi" : "en" };
	enum err e;

	e = r.ok ? change_decode(p->arena, r.rest, &c, &why) : ERR_INPUT;
	if (e == ERR_OK)
		e = change_commit(p->pen, p->arena, &c, &done, &why);
	buf_clear(&p->out[i]);
	pen_answer(&p->out[i], number, e, &done, &why);
}

/* When the group itself could not be made durable, nobody's was. */
static void
pen_spoil(struct pen *p, enum err e, const struct why *why)
{
	for (int i = 0; i < p->house->ask->workers; i++) {
		struct pen_read r = { .rest = buf_view(&p->in[i]),
			.ok = true };

		if (!p->asked[i])
			continue;
		buf_clear(&p->out[i]);
		pen_answer(&p->out[i], pen_number(&r), e, NULL, why);
	}
}

/* All that were asked in this moment, in one durable commit. */
static void
pen_round(struct pen *p, int asked)
{
	struct why why = { 0 };
	enum err e = asked > 1 ? change_group(p->pen, &why) : ERR_OK;

	for (int i = 0; e == ERR_OK && i < p->house->ask->workers; i++)
		if (p->asked[i])
			pen_write(p, i);
	if (e == ERR_OK && asked > 1)
		e = change_group_end(p->pen, &why);
	if (e != ERR_OK)
		pen_spoil(p, e, &why);
	for (int i = 0; i < p->house->ask->workers; i++)
		if (p->asked[i])
			(void)!send(p->house->line[i][1], p->out[i].p,
			    p->out[i].n, MSG_NOSIGNAL | MSG_DONTWAIT);
	arena_reset(p->arena);
}

static void
pen_loop(struct pen *p)
{
	struct pollfd fd[SERVE_WORKERS_MAX + 1];
	int n = p->house->ask->workers;

	for (int i = 0; i < n; i++)
		fd[i] = (struct pollfd){ .fd = p->house->line[i][1],
			.events = POLLIN };
	fd[n] = (struct pollfd){ .fd = serve_stop_fd(), .events = POLLIN };
	for (;;) {
		int asked = 0;

		(void)poll(fd, (nfds_t)n + 1, -1);
		for (int i = 0; i < n; i++) {
			p->asked[i] = false;
			if ((fd[i].revents & POLLIN) == 0)
				continue;
			pen_room(&p->in[i]);
			p->asked[i] = pen_receive(fd[i].fd, 0, &p->in[i]);
			asked += p->asked[i];
		}
		if (asked > 0)
			pen_round(p, asked);
		else if (fd[n].revents != 0)
			return;
	}
}

int
serve_pen(const struct serve_house *h)
{
	struct pen p = { .house = h, .arena = arena_new(PEN_ARENA) };
	struct office *o = NULL;
	struct accounts *as = NULL;
	struct why why = { 0 };
	enum err e = office_open(h->world, h->ask->dir, &o, &why);

	for (int i = 0; i < SERVE_WORKERS_MAX; i++) {
		buf_init(&p.in[i], PEN_MESSAGE_MAX + 4096);
		buf_init(&p.out[i], PEN_MESSAGE_MAX);
	}
	if (e == ERR_OK)
		e = change_open(o, &p.pen, &why);
	if (e == ERR_OK)
		e = account_open(o, &as, &why);
	if (e == ERR_OK)
		change_guard(p.pen, as);
	if (e == ERR_OK)
		pen_loop(&p);
	else
		log_line(h->world, LOG_ERROR, "pen", "%s", why.text);
	change_close(p.pen);
	account_close(as);
	office_close(o);
	for (int i = 0; i < SERVE_WORKERS_MAX; i++) {
		buf_free(&p.in[i]);
		buf_free(&p.out[i]);
	}
	arena_free(p.arena);
	return e == ERR_OK ? 0 : 1;
}
