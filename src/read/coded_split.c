#include <string.h>

#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

bool
coded_split_open(struct str s, bool open)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end && (p = memchr(p, '"', (size_t)(end - p))) != NULL) {
		open = !open;
		p++;
	}
	return open;
}

/* A cell in quotation marks from ${i} on; ${i} moves behind it. */
static bool
quoted_cell(struct str row, size_t *i, struct str *cell, struct arena *a)
{
	size_t n = 0, from = ++*i;
	bool doubled = false;
	char *to;

	for (; *i < row.n; ++*i, n++)
		if (row.p[*i] == '"') {
			if (*i + 1 == row.n || row.p[*i + 1] != '"')
				break;
			doubled = true;
			++*i;
		}
	if (*i == row.n)
		return false;
	*cell = (struct str){ row.p + from, *i - from };
	++*i;
	if (!doubled)
		return true;
	to = arena_alloc(a, n);
	for (size_t j = 0, k = 0; j < n; j++, k++) {
		to[j] = cell->p[k];
		k += cell->p[k] == '"';
	}
	*cell = (struct str){ to, n };
	return true;
}

size_t
coded_split(char delimiter, bool quoted, struct str row, struct str *cell,
    size_t max, struct arena *a)
{
	size_t n = 0, i = 0;

	for (;;) {
		struct str c = { row.p + i, 0 };
		const char *end;

		if (quoted && i < row.n && row.p[i] == '"') {
			if (!quoted_cell(row, &i, &c, a) ||
			    (i < row.n && row.p[i] != delimiter))
				return SIZE_MAX;
		} else {
			end = i < row.n ? memchr(row.p + i, delimiter,
			    row.n - i) : NULL;
			c.n = end != NULL ? (size_t)(end - c.p) : row.n - i;
			i += c.n;
		}
		if (n < max)
			cell[n] = c;
		n++;
		if (i >= row.n)
			return n;
		i++;
	}
}
