/*
 * A seeded generator (SplitMix64) for simulation, samples and forecasts: the
 * same seed gives the same numbers everywhere. Never for keys or salts; those
 * come from the world.
 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include "base/base.h"

struct rng {
	uint64_t state;
};

static inline uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* rng_below(r, n): a number from 0 to ${n} - 1; ${n} > 0. */
static inline uint64_t
rng_below(struct rng *r, uint64_t n)
{
	ALWAYS(n > 0);
	return rng_next(r) % n;
}

#endif
