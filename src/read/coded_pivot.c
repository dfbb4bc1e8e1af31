#include <string.h>

#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

/* A table whose columns are years: of each row, a row for each of them. */

/* The columns of such a plan, in their order. */
enum { PIVOT_ABOUT, PIVOT_ROW, PIVOT_YEAR, PIVOT_VALUE, PIVOT__COLUMNS };

static bool
is_year(struct str s)
{
	int64_t n;

	s = str_trim(s);
	return s.n == 4 && str_int(s, &n) && n >= DATE_YEAR_MIN;
}

/* "TIV of arms exports from Russia, 2000-2019": whom it is about. */
static bool
about_take(struct coded *c, struct str line)
{
	struct str prefix = c->plan->about;
	size_t n;

	if (line.n > 0 && line.p[0] == '"')
		line = str_from(line, 1);
	if (prefix.n == 0 || !str_starts(line, prefix))
		return false;
	line = str_from(line, prefix.n);
	for (n = line.n; n > 0 && line.p[n - 1] != ',';)
		n--;
	c->about = arena_str(c->common, str_trim(str_head(str_to(line,
	    n > 0 ? n - 1 : line.n), 200)));
	return true;
}

bool
coded_pivot_head(struct coded *c, struct str line)
{
	size_t n;

	if (arena_left(c->common) < CODED_COMMON_LEFT || about_take(c, line))
		return false;
	arena_reset(c->scratch);
	n = coded_split(c->plan->delimiter, c->plan->quoted, line, c->cell,
	    ROW_CELLS_MAX, c->scratch);
	if (n == SIZE_MAX || n < 2 || n > ROW_CELLS_MAX ||
	    !is_year(c->cell[1]) || c->about.n == 0)
		return false;
	c->head_cells = n;
	for (size_t i = 0; i < n; i++)
		c->year[i] = is_year(c->cell[i]) ? arena_str(c->common,
		    str_trim(c->cell[i])) : STR("");
	for (size_t i = 0; i < PIVOT__COLUMNS; i++)
		c->at[i] = i;
	return true;
}

enum coded_fate
coded_pivot_row(struct coded *c, size_t line, struct coded_items *out)
{
	struct str cell[ROW_CELLS_MAX];
	enum coded_fate fate = CODED_OUTSIDE;

	memcpy(cell, c->cell, c->head_cells * sizeof(*cell));
	for (size_t i = 1; i < c->head_cells && fate != CODED_FAULT; i++) {
		if (c->year[i].n == 0)
			continue;
		c->cell[PIVOT_ABOUT] = c->about;
		c->cell[PIVOT_ROW] = cell[0];
		c->cell[PIVOT_YEAR] = c->year[i];
		c->cell[PIVOT_VALUE] = cell[i];
		fate = coded_better(fate, coded_row_read(c, line, out));
	}
	return fate;
}
