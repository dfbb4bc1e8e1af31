#include "base/map.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

struct entry {
	struct str key;
	uint64_t hash;
	void *value;
};

struct map {
	struct arena *arena;
	struct entry *entry; /* in the order of putting */
	uint32_t *slot;      /* index into entry + 1; 0 is free */
	size_t n;
	size_t room; /* of entry; slots are twice that, a power of two */
};

struct map *
map_new(struct arena *a)
{
	struct map *m = arena_alloc(a, sizeof(*m));

	m->arena = a;
	m->room = 8;
	m->entry = arena_array(a, m->room, sizeof(*m->entry));
	m->slot = arena_array(a, 2 * m->room, sizeof(*m->slot));
	return m;
}

/* The slot of the key, or the free one where it belongs. */
static uint32_t *
map_slot(const struct map *m, struct str key, uint64_t hash)
{
	size_t mask = 2 * m->room - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		const struct entry *e;

		if (m->slot[i] == 0)
			return &m->slot[i];
		e = &m->entry[m->slot[i] - 1];
		if (e->hash == hash && str_eq(e->key, key))
			return &m->slot[i];
	}
}

void *
map_get(const struct map *m, struct str key)
{
	uint32_t at = *map_slot(m, key, str_hash(key));

	return at == 0 ? NULL : m->entry[at - 1].value;
}

static void
map_grow(struct map *m)
{
	struct entry *old = m->entry;

	m->room *= 2;
	m->entry = arena_array(m->arena, m->room, sizeof(*m->entry));
	memcpy(m->entry, old, m->n * sizeof(*old));
	m->slot = arena_array(m->arena, 2 * m->room, sizeof(*m->slot));
	for (size_t i = 0; i < m->n; i++)
		*map_slot(m, m->entry[i].key, m->entry[i].hash) =
		    (uint32_t)(i + 1);
}

void *
map_put(struct map *m, struct str key, void *value)
{
	uint64_t hash = str_hash(key);
	uint32_t *slot = map_slot(m, key, hash);
	void *before = NULL;

	ALWAYS(value != NULL);
	if (*slot != 0) {
		before = m->entry[*slot - 1].value;
		m->entry[*slot - 1].value = value;
		return before;
	}
	if (m->n == m->room) {
		map_grow(m);
		slot = map_slot(m, key, hash);
	}
	m->entry[m->n] = (struct entry){ key, hash, value };
	*slot = (uint32_t)++m->n;
	return NULL;
}

size_t
map_count(const struct map *m)
{
	return m->n;
}

void *
map_each(const struct map *m, size_t *i, struct str *key)
{
	if (*i >= m->n)
		return NULL;
	if (key != NULL)
		*key = m->entry[*i].key;
	return m->entry[(*i)++].value;
}
