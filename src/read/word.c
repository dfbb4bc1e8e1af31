#include "read/word.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/* The hash beside the number spares a look at most other words. */
struct slot {
	uint32_t hash;
	uint32_t word;
};

/* Close together, for each token of a text is looked up here. */
struct word_table {
	struct arena *arena;
	char *text;    /* of all words, one behind the other */
	uint32_t *end; /* of each in text, by number; 0 is nothing */
	struct slot *slot;
	uint32_t n;
	uint32_t room; /* of end; slots are twice that, a power of two */
	size_t text_room;
};

struct word_table *
word_table_new(struct arena *a)
{
	struct word_table *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	t->room = 8192;
	t->text_room = 64 * KIB;
	t->text = arena_alloc(a, t->text_room);
	t->end = arena_array(a, t->room + 1, sizeof(*t->end));
	t->slot = arena_array(a, 2 * (size_t)t->room, sizeof(*t->slot));
	return t;
}

uint32_t
word_count(const struct word_table *t)
{
	return t->n;
}

/* The lower case of one letter that is not ASCII, its marks kept. */
static uint32_t
lower(uint32_t c)
{
	if (c >= 0xc0 && c <= 0xde)
		return c == 0xd7 ? c : c + 32;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c + (c & 1);
	if ((c >= 0x100 && c <= 0x177) || (c >= 0x1e00 && c <= 0x1eff))
		return c | 1;
	if (c == 0x1a0 || c == 0x1af)
		return c + 1;
	if (c == 0x2019)
		return '\'';
	if (c >= 0x400 && c <= 0x42f)
		return c < 0x410 ? c + 80 : c + 32;
	return c;
}

static size_t
put_utf8(char *p, uint32_t c)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xe0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3f));
		p[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	p[0] = (char)(0xf0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3f));
	p[2] = (char)(0x80 | (c >> 6 & 0x3f));
	p[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

size_t
word_fold(struct str s, char out[static WORD_BYTES_MAX])
{
	size_t n = 0;

	while (s.n > 0) {
		unsigned char c = (unsigned char)s.p[0];

		if (n + 4 > WORD_BYTES_MAX)
			return 0;
		if (c < 0x80) {
			if (c != '.' || s.n == 1 || n == 0 ||
			    (s.p[1] >= '0' && s.p[1] <= '9'))
				out[n++] = c >= 'A' && c <= 'Z'
				    ? (char)(c + 32) : (char)c;
			s = (struct str){ s.p + 1, s.n - 1 };
			continue;
		}
		n += put_utf8(out + n, lower(str_utf8(&s)));
	}
	if (n > 1 && out[n - 1] == '.')
		n--;
	return n;
}

struct str
word_text(const struct word_table *t, uint32_t id)
{
	uint32_t begin;

	ALWAYS(id <= t->n);
	begin = id > 0 ? t->end[id - 1] : 0;
	return (struct str){ t->text + begin, t->end[id] - begin };
}

static struct slot *
find_slot(const struct word_table *t, struct str s, uint32_t hash)
{
	size_t mask = 2 * (size_t)t->room - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct slot *e = &t->slot[i];

		if (e->word == 0 || (e->hash == hash &&
		    str_eq(word_text(t, e->word), s)))
			return e;
	}
}

static void
grow(struct word_table *t)
{
	uint32_t *old = t->end;

	t->room *= 2;
	t->end = arena_array(t->arena, t->room + 1, sizeof(*t->end));
	memcpy(t->end, old, (t->n + 1) * sizeof(*old));
	t->slot = arena_array(t->arena, 2 * (size_t)t->room, sizeof(*t->slot));
	for (uint32_t i = 1; i <= t->n; i++) {
		struct str w = word_text(t, i);
		uint32_t hash = (uint32_t)str_hash(w);

		*find_slot(t, w, hash) = (struct slot){ hash, i };
	}
}

static void
put_text(struct word_table *t, struct str w)
{
	size_t begin = t->end[t->n];

	if (t->text_room - begin < w.n) {
		char *old = t->text;

		t->text_room *= 2;
		t->text = arena_alloc(t->arena, t->text_room);
		memcpy(t->text, old, begin);
	}
	memcpy(t->text + begin, w.p, w.n);
	t->end[++t->n] = (uint32_t)(begin + w.n);
}

uint32_t
word_add(struct word_table *t, struct str s)
{
	char fold[WORD_BYTES_MAX];
	struct str w = { fold, word_fold(s, fold) };
	uint32_t hash = (uint32_t)str_hash(w);
	struct slot *slot;

	if (w.n == 0)
		return 0;
	slot = find_slot(t, w, hash);
	if (slot->word != 0)
		return slot->word;
	if (t->n == t->room) {
		grow(t);
		slot = find_slot(t, w, hash);
	}
	put_text(t, w);
	*slot = (struct slot){ hash, t->n };
	return t->n;
}

uint32_t
word_find(const struct word_table *t, struct str s)
{
	char fold[WORD_BYTES_MAX];
	struct str w = { fold, word_fold(s, fold) };

	return w.n == 0 ? 0
	    : find_slot(t, w, (uint32_t)str_hash(w))->word;
}
