/* One line a figure: bench/run.sh makes the table of them. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdio.h>
#include <time.h>

#include "base/base.h"

/* Seconds of this process's wall clock, for differences. */
static inline double
bench_seconds(void)
{
	struct timespec t;

	ALWAYS(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* name, value, unit; tab-separated. */
static inline void
bench_say(const char *name, double value, const char *unit)
{
	(void)printf("%s\t%.*f\t%s\n", name, value < 10 ? 2 : 0, value, unit);
	(void)fflush(stdout);
}

#endif
