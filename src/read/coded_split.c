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

/* Cells are short: a loop is faster than memchr, which is called for each. */
static size_t
split_plain(char delimiter, struct str row, struct str *cell, size_t max)
{
	const char *p = row.p, *from = row.p, *end = row.p + row.n;
	size_t n = 0;

	for (; p < end; p++) {
		if (*p != delimiter)
			continue;
		if (n < max)
			cell[n] = (struct str){ from, (size_t)(p - from) };
		n++;
		from = p + 1;
	}
	if (n < max)
		cell[n] = (struct str){ from, (size_t)(end - from) };
	return n + 1;
}

size_t
coded_split(char delimiter, bool quoted, struct str row, struct str *cell,
    size_t max, struct arena *a)
{
	size_t n = 0, i = 0;

	if (!quoted)
		return split_plain(delimiter, row, cell, max);
	for (;;) {
		struct str c = { row.p + i, 0 };

		if (i < row.n && row.p[i] == '"') {
			if (!quoted_cell(row, &i, &c, a) ||
			    (i < row.n && row.p[i] != delimiter))
				return SIZE_MAX;
		} else {
			while (i < row.n && row.p[i] != delimiter)
				i++;
			c.n = (size_t)(row.p + i - c.p);
		}
		if (n < max)
			cell[n] = c;
		n++;
		if (i >= row.n)
			return n;
		i++;
	}
}
