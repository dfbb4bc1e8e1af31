/* Sums and products of sizes that cannot wrap: they end the process first. */
#ifndef BASE_SIZE_H
#define BASE_SIZE_H

#include "base/base.h"

static inline size_t
size_add(size_t a, size_t b)
{
	size_t r;

	ALWAYS(!__builtin_add_overflow(a, b, &r));
	return r;
}

static inline size_t
size_mul(size_t a, size_t b)
{
	size_t r;

	ALWAYS(!__builtin_mul_overflow(a, b, &r));
	return r;
}

#endif
