/*
 * A twin of the world for tests: its clock moves only when told to, its
 * chance comes from a seed, its files are in memory and it can fail.
 *
 *	struct sim_world sim;
 *	sim_world_init(&sim, 1);
 *	e = office_init(&sim.world, ...);
 *	sim_world_advance(&sim, 1000);
 *	sim_world_free(&sim);
 */
#ifndef LIB_SIM_WORLD_H
#define LIB_SIM_WORLD_H

#include "base/rng.h"
#include "world/world.h"

struct sim_file;

struct sim_world {
	struct world world; /* hand out its address */
	int64_t now_ms;     /* read and set at will */
	int64_t tick_ms;
	struct rng rng;
	struct sim_file *files;
	long until_fault; /* file operations left; negative is never */
	bool persistent;
	bool struck;
};

/*
 * sim_world_init(s, seed):
 * An empty world at 2026-01-01T00:00:00Z. Equal seeds give equal chance.
 */
void sim_world_init(struct sim_world *s, uint64_t seed);
void sim_world_free(struct sim_world *s);

/* sim_world_advance(s, ms): both clocks, by ${ms}. */
void sim_world_advance(struct sim_world *s, int64_t ms);

/*
 * sim_world_fail(s, n, persistent):
 * The ${n}-th file operation from now (0 is the next: read_file, write_file,
 * make_dir) gives ERR_IO and changes nothing; with ${persistent} all after it
 * do as well.
 */
void sim_world_fail(struct sim_world *s, long n, bool persistent);

/* sim_world_heal(s): no more failures; tells whether one has struck. */
bool sim_world_heal(struct sim_world *s);

/* sim_world_file(s, path): its bytes, or {NULL, 0} when there is none. */
struct str sim_world_file(const struct sim_world *s, const char *path);

/* sim_world_mode(s, path): the mode it was written with; 0 for none. */
unsigned sim_world_mode(const struct sim_world *s, const char *path);

#endif
