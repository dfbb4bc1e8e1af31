#include "world/flow.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { PART = 256 * 1024 };

struct flow {
	struct arena *arena;
	gzFile gz;
	char *part;   /* what was read last */
	size_t n, at; /* its length, how far it was given out */
	struct buf over; /* a line that began in an earlier part */
	bool ended;
};

/* No gzip file at all is read as it is. */
static enum err
stream_open(const char *path, gzFile *gz)
{
	int fd;

	do {
		fd = str_is(str_of(path), "-") ? dup(STDIN_FILENO)
		    : open(path, O_RDONLY | O_CLOEXEC);
	} while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING
		    : ERR_IO;
	*gz = gzdopen(fd, "rb");
	if (*gz == NULL) {
		(void)close(fd);
		return ERR_NOMEM;
	}
	(void)gzbuffer(*gz, PART);
	return ERR_OK;
}

enum err
flow_open(const char *path, struct flow **out, struct why *why)
{
	gzFile gz = NULL;
	struct arena *a;
	enum err e = stream_open(path, &gz);

	*out = NULL;
	if (e != ERR_OK)
		return why_set(why, e, e == ERR_MISSING
		    ? TR("%s is not there") : TR("%s cannot be read"), path);
	a = arena_new(4 * (size_t)PART);
	*out = arena_alloc(a, sizeof(**out));
	**out = (struct flow){ .arena = a, .gz = gz,
		.part = arena_alloc(a, PART),
		.over = { .max = FLOW_LINE_MAX } };
	return ERR_OK;
}

/* The next part; a file cut short within its compression is damage. */
static enum err
part_read(struct flow *f, struct why *why)
{
	int got = gzread(f->gz, f->part, PART), error = Z_OK;

	(void)gzerror(f->gz, &error);
	if (got < 0 || (got == 0 && error != Z_OK && error != Z_STREAM_END))
		return why_set(why, ERR_IO, error == Z_ERRNO
		    ? TR("the file cannot be read on")
		    : TR("the compressed file is damaged or cut short"));
	f->n = (size_t)got;
	f->at = 0;
	f->ended = got == 0;
	return ERR_OK;
}

static struct str
without_return(struct str s)
{
	return s.n > 0 && s.p[s.n - 1] == '\r' ? str_to(s, s.n - 1) : s;
}

static enum err
line_end(struct flow *f, struct str tail, struct str *line, struct why *why)
{
	if (f->over.n == 0 && f->over.err == ERR_OK) {
		*line = without_return(tail);
		return ERR_OK;
	}
	buf_str(&f->over, tail);
	*line = without_return(buf_view(&f->over));
	if (f->over.err == ERR_OK)
		return ERR_OK;
	return why_set(why, ERR_LIMIT, "the line is longer than %d bytes",
	    FLOW_LINE_MAX);
}

enum err
flow_line(struct flow *f, struct str *line, struct why *why)
{
	buf_clear(&f->over);
	for (;;) {
		struct str left = { f->part + f->at, f->n - f->at };
		const char *end = left.n > 0 ? memchr(left.p, '\n', left.n)
		    : NULL;
		enum err e;

		if (end != NULL) {
			left.n = (size_t)(end - left.p);
			f->at += left.n + 1;
			return line_end(f, left, line, why);
		}
		buf_str(&f->over, left);
		f->at = f->n;
		e = f->ended ? ERR_OK : part_read(f, why);
		if (e != ERR_OK)
			return e;
		if (!f->ended)
			continue;
		if (f->over.n == 0 && f->over.err == ERR_OK)
			return ERR_MISSING;
		return line_end(f, STR(""), line, why);
	}
}

void
flow_close(struct flow *f)
{
	if (f == NULL)
		return;
	(void)gzclose(f->gz);
	buf_free(&f->over);
	arena_free(f->arena);
}
