#include "advise/path.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

struct str
path_word(struct arena *a, const struct kind *k)
{
	struct str many = k->en_many.n > 0 ? k->en_many : k->en;
	char *p = arena_cstr(a, many);
	size_t i;

	for (i = 0; i < many.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
		else if (p[i] == ' ')
			p[i] = '-';
	}
	return (struct str){ p, many.n };
}

static bool
word_is(struct str many, struct str word)
{
	size_t i;

	if (many.n != word.n)
		return false;
	for (i = 0; i < many.n; i++) {
		char c = many.p[i] == ' ' ? '-' : many.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != word.p[i])
			return false;
	}
	return true;
}

const struct kind *
path_kind(const struct kinds *ks, struct str word)
{
	size_t i;

	for (i = 0; i < ks->n; i++) {
		const struct kind *k = &ks->kind[i];

		if (word_is(k->en_many.n > 0 ? k->en_many : k->en, word))
			return k;
	}
	return NULL;
}

static bool
unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c != '\0' && strchr("-._~", c) != NULL);
}

void
path_encode(struct buf *b, struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (unreserved(s.p[i]))
			buf_char(b, s.p[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)s.p[i]);
	}
}

static struct str
encoded(struct arena *a, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	path_encode(&b, s);
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

struct str
path_record(struct arena *a, const struct kind *k, struct str code)
{
	struct str word = path_word(a, k), c = encoded(a, code);

	return arena_printf(a, "/%.*s/%.*s", STRF(word), STRF(c));
}

struct str
path_part(struct arena *a, const struct kind *k, struct str code,
    const char *part)
{
	struct str p = path_record(a, k, code);

	return arena_printf(a, "%.*s/%s", STRF(p), part);
}

struct str
path_query(struct arena *a, struct str path, const char *name,
    struct str value)
{
	struct str v = encoded(a, value);
	char sep = str_find(path, STR("?")) == SIZE_MAX ? '?' : '&';

	if (value.n == 0)
		return path;
	return arena_printf(a, "%.*s%c%s=%.*s", STRF(path), sep, name, STRF(v));
}

struct str
path_list(struct arena *a, const struct kind *k, struct str filter)
{
	struct str word = path_word(a, k);

	return path_query(a, arena_printf(a, "/%.*s", STRF(word)), "filter",
	    filter);
}

struct str
path_check(struct arena *a, const struct kind *k, struct str check)
{
	return path_query(a, path_query(a, STR("/quality"), "kind", k->name),
	    "check", check);
}
