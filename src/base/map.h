/* One hash map from text to pointer, in an arena; keys are not copied. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map;

/* map_new(a): an empty map that lives as long as ${a}. */
struct map *map_new(struct arena *a);

/* map_get(m, key): what was put there, or NULL. */
void *map_get(const struct map *m, struct str key);

/*
 * map_put(m, key, value):
 * Store ${value}, never NULL, under ${key}, whose bytes must outlive the map.
 * Returns what stood there before, or NULL.
 */
void *map_put(struct map *m, struct str key, void *value);

size_t map_count(const struct map *m);

/*
 * map_each(m, i, key):
 * Walk in the order of putting: start with *${i} = 0; NULL at the end.
 */
void *map_each(const struct map *m, size_t *i, struct str *key);

#endif
