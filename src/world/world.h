/*
 * Everything that is not a function of its inputs, as one table: the clock,
 * chance, files. A program gets the real one from world_posix; tests bring a
 * twin that can stop the clock and fail.
 */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "base/arena.h"
#include "base/buf.h"

/* A program and what it may use. */
struct world_run {
	const char *const *argv; /* ends with NULL; found along $PATH */
	struct str in;           /* its standard input */
	unsigned seconds;        /* the most, of processor time and of ours */
	size_t memory;           /* the most address space, in bytes */
};

struct world {
	/* Milliseconds since 1970-01-01 UTC. */
	int64_t (*now_ms)(struct world *);
	/* Milliseconds of a clock that never jumps, for measuring only. */
	int64_t (*tick_ms)(struct world *);
	/* ${n} bytes fit for keys; ends the process when there are none. */
	void (*entropy)(struct world *, void *p, size_t n);
	/*
	 * The whole file into ${b}. ERR_MISSING, ERR_LIMIT over the buffer's
	 * maximum, ERR_IO. "-" is standard input.
	 */
	enum err (*read_file)(struct world *, const char *path, struct buf *b);
	/*
	 * Replace the file at once and durably: written beside it with mode
	 * ${mode}, synced, renamed, folder synced.
	 */
	enum err (*write_file)(struct world *, const char *path, struct str s,
	    unsigned mode);
	/* A file is gone afterwards, and durably; none there is fine. */
	enum err (*remove_file)(struct world *, const char *path);
	/* One folder, parents must exist; an existing one is fine. */
	enum err (*make_dir)(struct world *, const char *path, unsigned mode);
	/* Whether there is anything at ${path}. */
	bool (*exists)(struct world *, const char *path);
	/* The permission bits (0600) of what is at ${path}. ERR_MISSING. */
	enum err (*file_mode)(struct world *, const char *path, unsigned *mode);
	/*
	 * The names in a folder into ${b}, each ended by a NUL, in the order
	 * of their bytes; "." and ".." left out. ERR_MISSING when ${path} is
	 * no folder, ERR_LIMIT over the buffer's maximum.
	 */
	enum err (*list_dir)(struct world *, const char *path, struct buf *b);
	/*
	 * Run a program to its end; what it prints goes into ${b}. Nothing of
	 * it is left when this returns. ERR_MISSING: it is not installed.
	 * ERR_LIMIT: it wanted more than ${r} or ${b} allow, and was ended.
	 * ERR_INPUT: it failed by its own account.
	 */
	enum err (*run)(struct world *, const struct world_run *r,
	    struct buf *b);
	/*
	 * KiB that the hash of a password takes; 0, as in the real world: what
	 * it should. Twins for tests alone set less.
	 */
	unsigned argon_kib;
	void *self;
};

/*
 * world_posix():
 * The real world; a static object. $COMITY_NOW (RFC 3339 instant or a date)
 * stops its clock for tests and demonstrations; it must be one.
 */
struct world *world_posix(void);

/* world_posix_stopped(text, ms): whether it can be $COMITY_NOW, and when. */
bool world_posix_stopped(const char *text, int64_t *ms);

#endif
