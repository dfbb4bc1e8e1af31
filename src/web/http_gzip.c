#include "web/http.h"

#include <string.h>
#include <zlib.h>

#include "base/banned.h"

/* zlib: 15 bits of window, and 16 for a header as gzip has it. */
enum { WINDOW = 15 + 16, LEVEL = 6, MEMORY = 8 };

/* "gzip", "x-gzip" or "*", unless its weight is nought. */
static bool
gzip_named(struct str word)
{
	struct str name, rest, weight;

	if (!str_cut(word, ';', &name, &rest))
		name = word;
	name = str_trim(name);
	if (!str_eq_nocase(name, STR("gzip")) &&
	    !str_eq_nocase(name, STR("x-gzip")) && !str_is(name, "*"))
		return false;
	weight = str_trim(rest);
	if (!str_starts(weight, STR("q=")))
		return true;
	weight = str_from(weight, 2);
	for (size_t i = 0; i < weight.n; i++)
		if (weight.p[i] >= '1' && weight.p[i] <= '9')
			return true;
	return false;
}

bool
http_takes_gzip(struct str header)
{
	struct str word;

	while (header.n > 0) {
		(void)str_cut(header, ',', &word, &header);
		if (gzip_named(word))
			return true;
	}
	return false;
}

bool
http_is_words(struct str type)
{
	return str_starts(type, STR("text/")) ||
	    str_starts(type, STR("application/json")) ||
	    str_starts(type, STR("application/problem+json")) ||
	    str_starts(type, STR("application/geo+json")) ||
	    str_starts(type, STR("application/atom+xml")) ||
	    str_starts(type, STR("image/svg+xml"));
}

static enum err
gzip_all(z_stream *z, struct buf *b, struct str s)
{
	unsigned char part[8 * 1024];
	int done = Z_OK;

	/* zlib reads what it is given through a pointer older than const. */
	z->next_in = (Bytef *)(uintptr_t)s.p;
	z->avail_in = (uInt)s.n;
	while (done == Z_OK) {
		z->next_out = part;
		z->avail_out = sizeof(part);
		done = deflate(z, Z_FINISH);
		if (done != Z_OK && done != Z_STREAM_END)
			return ERR_LIMIT;
		buf_put(b, (const char *)part, sizeof(part) - z->avail_out);
	}
	return b->err;
}

enum err
http_gzip(struct buf *b, struct str s, size_t pad)
{
	Bytef name[HTTP_PAD_MAX + 1];
	gz_header head = { .os = 255, .name = name };
	z_stream z = { 0 };
	enum err e;

	ALWAYS(pad <= HTTP_PAD_MAX);
	if (s.n > UINT32_MAX)
		return ERR_LIMIT;
	memset(name, 'x', pad);
	name[pad] = 0;
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, WINDOW, MEMORY,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return ERR_NOMEM;
	e = deflateSetHeader(&z, &head) == Z_OK ? gzip_all(&z, b, s)
	    : ERR_LIMIT;
	(void)deflateEnd(&z);
	return e;
}
