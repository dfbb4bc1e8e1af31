/*
 * Golden files: a whole output compared with the file of what it should be.
 * With ACCEPT=1 in the environment the file is written instead; look at the
 * difference before it is committed.
 */
#ifndef LIB_GOLDEN_H
#define LIB_GOLDEN_H

#include "lib/check.h"

#define check_golden(got, path) \
	check_golden_at((got), (path), __FILE__, __LINE__)

static inline void
golden_write(struct str got, const char *path)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(got.p, 1, got.n, f), got.n);
	assert_int_equal(fclose(f), 0);
}

static inline void
golden_read(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "rb");
	char piece[4096];
	size_t n;

	if (f == NULL) {
		print_error("no %s; ACCEPT=1 writes it\n", path);
		fail();
	}
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_put(b, piece, n);
	(void)fclose(f);
	assert_int_equal(b->err, ERR_OK);
}

static inline void
check_golden_at(struct str got, const char *path, const char *file, int line)
{
	struct buf want CLEANUP(buf_free) = { .max = 64 * MIB };
	struct str g = got, w, a, b;
	int at = 0;

	if (getenv("ACCEPT") != NULL) {
		golden_write(got, path);
		return;
	}
	golden_read(&want, path);
	w = buf_view(&want);
	if (str_eq(got, w))
		return;
	do {
		at++;
		a = b = (struct str){ "", 0 };
		(void)str_line(&g, &a);
		(void)str_line(&w, &b);
	} while (str_eq(a, b) && (g.n > 0 || w.n > 0));
	print_error("%s:%d\ngot:  %.*s\nwant: %.*s\n", path, at, STRF(a),
	    STRF(b));
	_fail(file, line);
}

#endif
