#include "lib/sim_world.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

struct sim_file {
	struct sim_file *next;
	char *path;
	char *bytes;
	size_t n;
	unsigned mode;
	bool folder;
};

static char *
copy(const char *p, size_t n)
{
	char *c = malloc(n + 1);

	ALWAYS(c != NULL);
	if (n > 0)
		memcpy(c, p, n);
	c[n] = '\0';
	return c;
}

static struct sim_file *
find(const struct sim_world *s, const char *path)
{
	struct sim_file *f = s->files;

	while (f != NULL && strcmp(f->path, path) != 0)
		f = f->next;
	return f;
}

static struct sim_file *
find_or_add(struct sim_world *s, const char *path)
{
	struct sim_file *f = find(s, path);

	if (f != NULL)
		return f;
	f = calloc(1, sizeof(*f));
	ALWAYS(f != NULL);
	f->path = copy(path, strlen(path));
	f->bytes = copy("", 0);
	f->next = s->files;
	s->files = f;
	return f;
}

/* As on a disk, a name needs its folder; the root and "." are always there. */
static bool
has_folder(const struct sim_world *s, const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct sim_file *f;
	char *folder;

	if (slash == NULL || slash == path)
		return true;
	folder = copy(path, (size_t)(slash - path));
	f = find(s, folder);
	free(folder);
	return f != NULL && f->folder;
}

static bool
strikes(struct sim_world *s)
{
	if (s->until_fault < 0)
		return false;
	if (s->until_fault > 0) {
		s->until_fault--;
		return false;
	}
	s->struck = true;
	if (!s->persistent)
		s->until_fault = -1;
	return true;
}

static int64_t
sim_now_ms(struct world *w)
{
	return ((const struct sim_world *)w->self)->now_ms;
}

static int64_t
sim_tick_ms(struct world *w)
{
	return ((const struct sim_world *)w->self)->tick_ms;
}

static void
sim_entropy(struct world *w, void *p, size_t n)
{
	struct sim_world *s = w->self;
	unsigned char *to = p;

	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)(rng_next(&s->rng) >> 24);
}

static enum err
sim_read_file(struct world *w, const char *path, struct buf *b)
{
	struct sim_world *s = w->self;
	const struct sim_file *f = find(s, path);

	if (strikes(s))
		return ERR_IO;
	if (f == NULL)
		return ERR_MISSING;
	if (f->folder)
		return ERR_IO;
	buf_put(b, f->bytes, f->n);
	return b->err;
}

static enum err
sim_write_file(struct world *w, const char *path, struct str bytes,
    unsigned mode)
{
	struct sim_world *s = w->self;
	struct sim_file *f;

	if (strikes(s))
		return ERR_IO;
	if (!has_folder(s, path))
		return ERR_MISSING;
	f = find_or_add(s, path);
	if (f->folder)
		return ERR_IO;
	free(f->bytes);
	f->bytes = copy(bytes.p, bytes.n);
	f->n = bytes.n;
	f->mode = mode;
	return ERR_OK;
}

static enum err
sim_make_dir(struct world *w, const char *path, unsigned mode)
{
	struct sim_world *s = w->self;
	const struct sim_file *there = find(s, path);
	struct sim_file *f;

	if (strikes(s))
		return ERR_IO;
	if (there != NULL)
		return there->folder ? ERR_OK : ERR_IO;
	if (!has_folder(s, path))
		return ERR_MISSING;
	f = find_or_add(s, path);
	f->folder = true;
	f->mode = mode;
	return ERR_OK;
}

static bool
sim_exists(struct world *w, const char *path)
{
	return find(w->self, path) != NULL;
}

static enum err
sim_file_mode(struct world *w, const char *path, unsigned *mode)
{
	const struct sim_file *f = find(w->self, path);

	if (f == NULL)
		return ERR_MISSING;
	*mode = f->mode;
	return ERR_OK;
}

void
sim_world_init(struct sim_world *s, uint64_t seed)
{
	*s = (struct sim_world){
		.world = {
			.now_ms = sim_now_ms,
			.tick_ms = sim_tick_ms,
			.entropy = sim_entropy,
			.read_file = sim_read_file,
			.write_file = sim_write_file,
			.make_dir = sim_make_dir,
			.exists = sim_exists,
			.file_mode = sim_file_mode,
			.self = s,
		},
		.now_ms = 1767225600000, /* 2026-01-01T00:00:00Z */
		.rng = { seed },
		.until_fault = -1,
	};
}

void
sim_world_free(struct sim_world *s)
{
	while (s->files != NULL) {
		struct sim_file *f = s->files;

		s->files = f->next;
		free(f->path);
		free(f->bytes);
		free(f);
	}
}

void
sim_world_advance(struct sim_world *s, int64_t ms)
{
	s->now_ms += ms;
	s->tick_ms += ms;
}

void
sim_world_fail(struct sim_world *s, long n, bool persistent)
{
	s->until_fault = n;
	s->persistent = persistent;
	s->struck = false;
}

bool
sim_world_heal(struct sim_world *s)
{
	s->until_fault = -1;
	return s->struck;
}

struct str
sim_world_file(const struct sim_world *s, const char *path)
{
	const struct sim_file *f = find(s, path);

	return f != NULL && !f->folder ? (struct str){ f->bytes, f->n }
	    : (struct str){ NULL, 0 };
}

unsigned
sim_world_mode(const struct sim_world *s, const char *path)
{
	const struct sim_file *f = find(s, path);

	return f != NULL ? f->mode : 0;
}
