#include "base/wrap.h"

#include "base/str.h"

#include "base/banned.h"

struct span {
	uint32_t from, to;
};

static bool
within(const struct span *span, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n; i++)
		if (c >= span[i].from && c <= span[i].to)
			return true;
	return false;
}

static size_t
letter_places(uint32_t c)
{
	static const struct span none[] = { { 0x300, 0x36f },
		{ 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x200b, 0x200f },
		{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
		{ 0xfeff, 0xfeff } };
	static const struct span two[] = { { 0x1100, 0x115f },
		{ 0x2e80, 0x303e }, { 0x3041, 0xa4cf }, { 0xa960, 0xa97f },
		{ 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f },
		{ 0xff00, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f },
		{ 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd } };

	if (c < 0x300)
		return 1;
	if (within(none, countof(none), c))
		return 0;
	return within(two, countof(two), c) ? 2 : 1;
}

size_t
wrap_places(struct str s)
{
	size_t n = 0;

	while (s.n > 0)
		n += letter_places(str_utf8(&s));
	return n;
}

/* The longest beginning of ${s} in ${n} places, or its first letter. */
static size_t
bytes_of(struct str s, size_t n)
{
	struct str rest = s;
	size_t used = 0, bytes = 0;

	while (rest.n > 0) {
		size_t before = rest.n;

		used += letter_places(str_utf8(&rest));
		if (used > n && bytes > 0)
			break;
		bytes += before - rest.n;
	}
	return bytes;
}

struct str
wrap_line(struct str *s, size_t n)
{
	struct str piece, head, line;
	size_t i;

	(void)str_cut(*s, '\n', &head, &piece);
	if (wrap_places(head) <= n) {
		line = head;
		*s = piece;
		return str_trim(line);
	}
	line = str_to(*s, bytes_of(*s, n));
	if (s->p[line.n] != ' ') {
		for (i = line.n; i > 0 && line.p[i - 1] != ' '; i--)
			;
		if (i > 0)
			line.n = i;
	}
	*s = str_from(*s, line.n);
	while (s->n > 0 && s->p[0] == ' ')
		*s = str_from(*s, 1);
	return str_trim(line);
}
