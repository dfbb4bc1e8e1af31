#include "world/world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/str.h"
#include "world/world_run.h"

#include "base/banned.h"

enum {
	PATH_BYTES_MAX = 4096
};

struct posix {
	bool ready;
	bool stopped;
	int64_t stopped_ms;
};

static int64_t
clock_ms(clockid_t id)
{
	struct timespec t;

	ALWAYS(clock_gettime(id, &t) == 0);
	return t.tv_sec * (int64_t)1000 + t.tv_nsec / 1000000;
}

static int64_t
posix_now_ms(struct world *w)
{
	const struct posix *p = w->self;

	return p->stopped ? p->stopped_ms : clock_ms(CLOCK_REALTIME);
}

static int64_t
posix_tick_ms(struct world *w)
{
	(void)w;
	return clock_ms(CLOCK_MONOTONIC);
}

static void
posix_entropy(struct world *w, void *to, size_t n)
{
	unsigned char *p = to;

	(void)w;
	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			die("the system gives no random bytes");
		p += got;
		n -= (size_t)got;
	}
}

static enum err
err_of_errno(void)
{
	return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_IO;
}

static void
fd_close(const int *fd)
{
	if (*fd > STDERR_FILENO)
		(void)close(*fd);
}

static int
open_file(const char *path, int flags, mode_t mode)
{
	int fd;

	do {
		fd = open(path, flags | O_CLOEXEC, mode);
	} while (fd < 0 && errno == EINTR);
	return fd;
}

static enum err
posix_read_file(struct world *w, const char *path, struct buf *b)
{
	bool piped = str_is(str_of(path), "-");
	int fd CLEANUP(fd_close) = piped ? STDIN_FILENO
	    : open_file(path, O_RDONLY, 0);
	char part[8 * KIB];

	(void)w;
	if (fd < 0)
		return err_of_errno();
	for (;;) {
		ssize_t got = read(fd, part, sizeof(part));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return ERR_IO;
		if (got == 0)
			return b->err;
		buf_put(b, part, (size_t)got);
		if (b->err != ERR_OK)
			return b->err;
	}
}

static bool
write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t put = write(fd, s.p, s.n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		s = str_from(s, (size_t)put);
	}
	return true;
}

/* The new name is on disk only when its folder is. */
static bool
sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_BYTES_MAX] = ".";
	size_t n = slash != NULL ? (size_t)(slash - path) : 0;
	int fd CLEANUP(fd_close) = -1;

	if (slash != NULL)
		(void)snprintf(folder, sizeof(folder), "%.*s",
		    n > 0 ? (int)n : 1, path);
	fd = open_file(folder, O_RDONLY | O_DIRECTORY, 0);
	return fd >= 0 && fsync(fd) == 0;
}

static bool
write_beside(const char *beside, struct str s, unsigned mode)
{
	int fd = open_file(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
	    S_IRUSR | S_IWUSR);
	bool fine;

	if (fd < 0)
		return false;
	fine = fchmod(fd, (mode_t)mode) == 0 && write_all(fd, s) &&
	    fsync(fd) == 0;
	return close(fd) == 0 && fine;
}

static enum err
posix_write_file(struct world *w, const char *path, struct str s,
    unsigned mode)
{
	char beside[PATH_BYTES_MAX];
	int n = snprintf(beside, sizeof(beside), "%s.new", path);

	(void)w;
	if (n < 0 || (size_t)n >= sizeof(beside))
		return ERR_LIMIT;
	if (!write_beside(beside, s, mode) || rename(beside, path) != 0) {
		enum err e = err_of_errno();

		(void)unlink(beside);
		return e;
	}
	return sync_folder_of(path) ? ERR_OK : ERR_IO;
}

static enum err
posix_remove_file(struct world *w, const char *path)
{
	(void)w;
	if (unlink(path) != 0)
		return errno == ENOENT ? ERR_OK : err_of_errno();
	return sync_folder_of(path) ? ERR_OK : ERR_IO;
}

static enum err
posix_make_dir(struct world *w, const char *path, unsigned mode)
{
	struct stat st;

	(void)w;
	if (mkdir(path, (mode_t)mode) == 0)
		return sync_folder_of(path) ? ERR_OK : ERR_IO;
	if (errno != EEXIST)
		return err_of_errno();
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? ERR_OK : ERR_IO;
}

static bool
posix_exists(struct world *w, const char *path)
{
	struct stat st;

	(void)w;
	return lstat(path, &st) == 0;
}

static enum err
posix_file_mode(struct world *w, const char *path, unsigned *mode)
{
	struct stat st;

	(void)w;
	if (stat(path, &st) != 0)
		return err_of_errno();
	*mode = (unsigned)st.st_mode & 07777;
	return ERR_OK;
}

static int
by_bytes(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* The names of ${all}, which may lie in any order, put into ${b} sorted. */
static enum err
put_sorted(struct arena *a, const struct buf *all, size_t n, struct buf *b)
{
	const char **name = arena_array(a, n + 1, sizeof(*name));
	const char *p = all->p;

	for (size_t i = 0; i < n; i++) {
		name[i] = p;
		p += strlen(p) + 1;
	}
	if (n > 0)
		qsort(name, n, sizeof(*name), by_bytes);
	for (size_t i = 0; i < n; i++)
		buf_put(b, name[i], strlen(name[i]) + 1);
	return b->err;
}

static enum err
posix_list_dir(struct world *w, const char *path, struct buf *b)
{
	struct buf all CLEANUP(buf_free) = { .max = b->max };
	DIR *d = opendir(path);
	struct dirent *e;
	struct arena *a;
	size_t n = 0;
	enum err err;

	(void)w;
	if (d == NULL)
		return err_of_errno();
	/* This process reads its folders in one thread. */
	while ((e = readdir(d)) != NULL) { /* NOLINT(concurrency-mt-unsafe) */
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		buf_put(&all, e->d_name, strlen(e->d_name) + 1);
		n++;
	}
	(void)closedir(d);
	if (all.err != ERR_OK)
		return all.err;
	a = arena_new((n + 2) * sizeof(char *) + 64 * KIB);
	err = put_sorted(a, &all, n, b);
	arena_free(a);
	return err;
}

bool
world_posix_stopped(const char *stop, int64_t *ms)
{
	const int64_t half_day = 43200000;
	struct date day;

	if (date_parse_instant(str_of(stop), ms))
		return true;
	if (!date_parse(str_of(stop), &day) || day.lo != day.hi)
		return false;
	/* Noon in Greenwich is the same day nearly everywhere. */
	*ms = (2 * (int64_t)day.lo + 1) * half_day;
	return true;
}

static void
posix_clock(struct posix *p, const char *stop)
{
	if (stop == NULL || *stop == '\0')
		return;
	p->stopped = true;
	if (!world_posix_stopped(stop, &p->stopped_ms)) {
		(void)fprintf(stderr, "comity: COMITY_NOW is \"%s\", which is "
		    "no time\n", stop);
		exit(2);
	}
}

struct world *
world_posix(void)
{
	static struct posix self;
	static struct world world = {
		.now_ms = posix_now_ms,
		.tick_ms = posix_tick_ms,
		.entropy = posix_entropy,
		.read_file = posix_read_file,
		.write_file = posix_write_file,
		.make_dir = posix_make_dir,
		.exists = posix_exists,
		.file_mode = posix_file_mode,
		.list_dir = posix_list_dir,
		.remove_file = posix_remove_file,
		.run = world_run_child,
		.self = &self,
	};

	if (!self.ready) {
		self.ready = true;
		posix_clock(&self, getenv("COMITY_NOW"));
	}
	return &world;
}
