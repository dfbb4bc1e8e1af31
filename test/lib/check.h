/*
 * What every test includes: cmocka with the headers it wants before it, and
 * two assertions that show what they got.
 */
#ifndef LIB_CHECK_H
#define LIB_CHECK_H

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"

/* check_str(got, want): equal bytes, else show both. */
#define check_str(got, want) check_str_at((got), (want), __FILE__, __LINE__)

static inline void
check_str_at(struct str got, const char *want, const char *file, int line)
{
	if (str_is(got, want))
		return;
	print_error("got:  \"%.*s\"\nwant: \"%s\"\n", STRF(got), want);
	_fail(file, line);
}

/* check_dies(call): ${call} aborts before it has a value; tried in a child. */
#define check_dies(call) do { \
	pid_t child_ = fork(); \
	int status_ = 0; \
	assert_true(child_ >= 0); \
	if (child_ == 0) { \
		if (freopen("/dev/null", "w", stderr) == NULL) \
			_exit(1); \
		(void)signal(SIGABRT, SIG_DFL); \
		(void)!(call); \
		_exit(0); \
	} \
	assert_int_equal(waitpid(child_, &status_, 0), child_); \
	assert_true(WIFSIGNALED(status_)); \
	assert_int_equal(WTERMSIG(status_), SIGABRT); \
} while (0)

#endif
