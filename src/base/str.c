#include "base/str.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct str
str_of(const char *c)
{
	return c != NULL ? (struct str){ c, strlen(c) } : (struct str){ "", 0 };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(struct str a, const char *c)
{
	return str_eq(a, str_of(c));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.p, b.p, n) : 0;

	if (c != 0)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_to(s, prefix.n), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

struct str
str_from(struct str s, size_t i)
{
	ALWAYS(i <= s.n);
	/* Not even zero may be added to a null pointer. */
	return i == 0 ? s : (struct str){ s.p + i, s.n - i };
}

struct str
str_to(struct str s, size_t i)
{
	ALWAYS(i <= s.n);
	return (struct str){ s.p, i };
}

struct str
str_head(struct str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_to(s, n);
}

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && blank(s.p[0]))
		s = str_from(s, 1);
	while (s.n > 0 && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_cut(struct str s, char sep, struct str *head, struct str *tail)
{
	const char *at = s.n > 0 ? memchr(s.p, sep, s.n) : NULL;

	if (at == NULL) {
		*head = s;
		*tail = str_from(s, s.n);
		return false;
	}
	*head = str_to(s, (size_t)(at - s.p));
	*tail = str_from(s, (size_t)(at - s.p) + 1);
	return true;
}

bool
str_line(struct str *s, struct str *line)
{
	if (s->n == 0)
		return false;
	(void)str_cut(*s, '\n', line, s);
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

bool
str_word(struct str *s, struct str *word)
{
	size_t i = 0;

	*s = str_trim(*s);
	while (i < s->n && !blank(s->p[i]))
		i++;
	*word = str_to(*s, i);
	*s = str_from(*s, i);
	return i > 0;
}

size_t
str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t i = 0; i + needle.n <= s.n; i++) {
		const char *at = memchr(s.p + i, needle.p[0],
		    s.n - needle.n + 1 - i);

		if (at == NULL)
			return SIZE_MAX;
		i = (size_t)(at - s.p);
		if (memcmp(at, needle.p, needle.n) == 0)
			return i;
	}
	return SIZE_MAX;
}

bool
str_int(struct str s, int64_t *v)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	int64_t r = 0;

	if (minus)
		s = str_from(s, 1);
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int d = s.p[i] - '0';

		if (d < 0 || d > 9 || __builtin_mul_overflow(r, 10, &r) ||
		    __builtin_sub_overflow(r, d, &r))
			return false;
	}
	if (!minus && r == INT64_MIN)
		return false;
	*v = minus ? r : -r;
	return true;
}

bool
str_real(struct str s, double *v)
{
	char text[64], *end;

	if (s.n == 0 || s.n >= sizeof(text) || blank(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (strchr("0123456789+-.eE", s.p[i]) == NULL)
			return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	errno = 0;
	*v = strtod(text, &end);
	return end == text + s.n && errno == 0 && isfinite(*v);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
str_hex(struct str s, unsigned char *out, size_t n)
{
	if (s.n != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int hi = hex_digit(s.p[2 * i]), lo = hex_digit(s.p[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return false;
		out[i] = (unsigned char)(hi << 4 | lo);
	}
	return true;
}

uint32_t
str_utf8(struct str *s)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)s->p;
	uint32_t c;
	size_t n;

	ALWAYS(s->n > 0);
	c = p[0];
	n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3
	    : c < 0xf5 ? 4 : 0;
	if (n == 1) {
		*s = str_from(*s, 1);
		return c;
	}
	if (n != 0 && n <= s->n) {
		c = p[0] & (0x7fU >> n);
		for (size_t i = 1; i < n; i++) {
			if ((p[i] & 0xc0) != 0x80) {
				n = 0;
				break;
			}
			c = c << 6 | (p[i] & 0x3f);
		}
		if (n != 0 && c >= least[n] && c <= 0x10ffff &&
		    (c < 0xd800 || c > 0xdfff)) {
			*s = str_from(*s, n);
			return c;
		}
	}
	*s = str_from(*s, 1);
	return 0xfffd;
}

bool
str_valid(struct str s)
{
	while (s.n > 0) {
		struct str before = s;
		uint32_t c = str_utf8(&s);

		if (c == 0 || (c == 0xfffd && before.n - s.n == 1))
			return false;
	}
	return true;
}

uint64_t
str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h ^ h >> 32;
}
