#include "read/coded.h"

#include <string.h>

#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

enum {
	COMMON_ARENA = 64 * 1024 * 1024,
	ROW_ARENA = 32 * 1024 * 1024,
	ROW_MAX = 8 * 1024 * 1024,
	PREAMBLE_MAX = 40,
	NAME_MAX = 120
};

struct coded *
coded_new(const struct coded_formats *fs, const struct coded_ask *ask)
{
	struct arena *own = arena_new(256 * KIB);
	struct coded *c = arena_alloc(own, sizeof(*c));

	c->own = own;
	c->common = arena_new(COMMON_ARENA);
	c->scratch = arena_new(ROW_ARENA);
	c->seen_arena = arena_new(COMMON_ARENA);
	c->formats = fs;
	c->ask = ask;
	c->kept = map_new(c->common);
	c->seen = map_new(c->seen_arena);
	c->fold.max = 4 * KIB;
	c->open.max = ROW_MAX;
	c->add = coded_add_new();
	return c;
}

void
coded_free(struct coded *c)
{
	if (c == NULL)
		return;
	coded_add_free(c->add);
	buf_free(&c->fold);
	buf_free(&c->open);
	arena_free(c->seen_arena);
	arena_free(c->scratch);
	arena_free(c->common);
	arena_free(c->own);
}

bool
coded_unknown(const struct coded *c, size_t i, struct str *name,
    size_t *count)
{
	if (i >= c->unknowns)
		return false;
	*name = c->unknown[i];
	*count = c->count[i];
	return true;
}

/* Heads. */

static struct str
without_mark(struct str s)
{
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_from(s, 3);
	return str_starts(s, STR("#!")) ? str_from(s, 2) : s;
}

/* Where the columns stand in a head; the first that is missing, or SIZE_MAX. */
static size_t
head_read(const struct coded_plan *plan, const struct str *cell, size_t n,
    size_t *at)
{
	size_t missing = SIZE_MAX;

	for (size_t i = 0; i < plan->columns; i++) {
		at[i] = SIZE_MAX;
		for (size_t j = 0; j < n && at[i] == SIZE_MAX; j++)
			if (str_eq_nocase(str_trim(cell[j]), plan->column[i]))
				at[i] = j;
		if (at[i] == SIZE_MAX && !plan->optional[i] &&
		    missing == SIZE_MAX)
			missing = i;
	}
	return missing;
}

/* Some files have a few separators too many at the end of a line. */
static size_t
without_empty(const struct str *cell, size_t n, size_t least)
{
	while (n > least && str_trim(cell[n - 1]).n == 0)
		n--;
	return n;
}

static size_t
head_missing(struct coded *c, const struct coded_plan *plan, struct str line)
{
	size_t n;

	arena_reset(c->scratch);
	n = coded_split(plan->delimiter, plan->quoted, without_mark(line),
	    c->cell, ROW_CELLS_MAX, c->scratch);
	if (n == SIZE_MAX || n > ROW_CELLS_MAX)
		n = 0;
	n = without_empty(c->cell, n, 0);
	c->head_cells = n;
	return head_read(plan, c->cell, n, c->at);
}

static void
file_new(struct coded *c, const struct coded_format *f)
{
	c->format = f;
	c->plan = f->plan;
	c->headed = f->plan->headless;
	c->lines = c->open_line = 0;
	c->about = STR("");
	buf_clear(&c->open);
	for (size_t i = 0; c->headed && i < PLAN_COLUMNS_MAX; i++)
		c->at[i] = i;
}

enum err
coded_begin(struct coded *c, const struct coded_format *f, struct str first,
    const struct coded_format **out, struct why *why)
{
	struct str with = f->with, name;
	size_t missing = SIZE_MAX;

	*out = f;
	if (!f->plan->headless && !f->plan->preamble)
		missing = head_missing(c, f->plan, first);
	while (missing != SIZE_MAX && str_word(&with, &name)) {
		const struct coded_format *other = coded_named(c->formats,
		    name);

		ALWAYS(other != NULL);
		if (head_missing(c, other->plan, first) == SIZE_MAX) {
			*out = other;
			missing = SIZE_MAX;
		}
	}
	file_new(c, *out);
	if (missing == SIZE_MAX)
		return ERR_OK;
	return why_set(why, ERR_INPUT, "this is no file of %.*s: a column "
	    "\"%.*s\" is missing in its first line", STRF(f->title),
	    STRF(f->plan->column[missing]));
}

/* Faults. */

static enum coded_fate
fault(struct coded_items *out, size_t line, struct str column)
{
	out->line = line;
	out->column = column;
	return CODED_FAULT;
}

static enum coded_fate
row_fault(const struct coded *c, struct coded_items *out, size_t line)
{
	const struct coded_row *row = &c->row;

	out->why = row->why;
	return fault(out, line, row->fault_column == SIZE_MAX ? STR("")
	    : c->plan->column[row->fault_column]);
}

/* States. */

static void
unknown_count(struct coded *c, struct str name)
{
	name = str_head(name, NAME_MAX);
	for (size_t i = 0; i < c->unknowns; i++)
		if (str_eq(c->unknown[i], name)) {
			c->count[i]++;
			return;
		}
	if (c->unknowns == CODED_UNKNOWN_MAX ||
	    arena_left(c->common) < CODED_COMMON_LEFT)
		return;
	c->unknown[c->unknowns] = arena_str(c->common, name);
	c->count[c->unknowns++] = 1;
}

static bool
on_side(const struct coded_row *row, size_t side, struct str code)
{
	for (size_t i = 0; i < row->states; i++)
		if (row->side[i] == side && str_eq(row->state[i], code))
			return true;
	return false;
}

static void
state_add(struct coded *c, size_t side, struct str cell)
{
	const struct side *s = &c->plan->side[side];
	struct coded_row *row = &c->row;
	struct str code = s->fixed.n > 0 ? s->fixed
	    : coded_tables_state(row->tables, s->scheme, cell, &c->fold);

	if (code.n == 0 || (c->ask->partners != NULL &&
	    map_get(c->ask->partners, code) == NULL)) {
		unknown_count(c, cell);
		return;
	}
	if (row->states == ROW_STATES_MAX || on_side(row, side, code))
		return;
	row->state[row->states] = code;
	row->side[row->states++] = side;
	if (str_eq(code, c->ask->home))
		row->home = true;
}

static void
states_read(struct coded *c)
{
	struct coded_row *row = &c->row;

	row->states = 0;
	row->home = false;
	for (size_t i = 0; i < c->plan->sides; i++) {
		const struct side *s = &c->plan->side[i];

		if (s->fixed.n > 0)
			state_add(c, i, STR(""));
		for (size_t j = 0; j < s->columns; j++) {
			struct str cell = row->cell[s->column[j]], one;

			while (cell.n > 0) {
				one = cell;
				if (s->split != '\0')
					(void)str_cut(cell, s->split, &one,
					    &cell);
				else
					cell = STR("");
				one = str_trim(one);
				if (one.n > 0)
					state_add(c, i, one);
			}
		}
	}
}

static bool
states_wanted(const struct coded *c)
{
	const struct coded_row *row = &c->row;
	size_t need = c->plan->need, distinct = 0;
	bool only = c->ask->only == NULL || c->plan->sides == 0;

	for (size_t i = 0; i < row->states; i++) {
		distinct += !coded_again(row, i);
		only = only || map_get(c->ask->only, row->state[i]) != NULL;
	}
	if (c->ask->alone && need > 1)
		need = 1;
	return distinct >= need && only;
}

/* Values that fields share, and filters. */

static enum coded_fate
lets_read(struct coded *c)
{
	const struct coded_plan *plan = c->plan;
	const struct coded_ask *ask = c->ask;
	struct coded_row *row = &c->row;

	for (size_t i = 0; i < plan->lets; i++) {
		struct coded_value *v = &row->let[i];

		row->got[i] = coded_value(row, &plan->let[i], v);
		if (row->got[i] == GOT_FAULT)
			return CODED_FAULT;
		if (row->got[i] == GOT_NO_ACT)
			return CODED_NOTHING;
		if (i == plan->date && (row->got[i] != GOT_VALUE
		    ? ask->span.lo != INT32_MIN || ask->span.hi != INT32_MAX
		    : v->date.hi < ask->span.lo || v->date.lo > ask->span.hi))
			return CODED_OUTSIDE;
		if (i == plan->root && ask->roots != NULL &&
		    map_get(ask->roots, v->text) == NULL)
			return CODED_OUTSIDE;
	}
	return CODED_ITEMS;
}

static void
date_keep(struct coded *c)
{
	const struct coded_plan *plan = c->plan;
	struct str key;
	struct date *d;

	if (!plan->keeps || c->row.got[plan->date] != GOT_VALUE ||
	    arena_left(c->common) < CODED_COMMON_LEFT)
		return;
	key = coded_value_key(&c->row, &plan->keep);
	if (key.n == 0 || key.n > NAME_MAX)
		return;
	d = arena_alloc(c->common, sizeof(*d));
	*d = c->row.let[plan->date].date;
	(void)map_put(c->kept, arena_str(c->common, key), d);
}

/* Rows. */

static void
cells_take(struct coded *c)
{
	const struct coded_plan *plan = c->plan;
	struct coded_row *row = &c->row;

	for (size_t k = 0; k < plan->uses; k++) {
		size_t i = plan->use[k];

		row->cell[i] = c->at[i] == SIZE_MAX ? STR("")
		    : str_trim(c->cell[c->at[i]]);
		for (size_t j = 0; j < plan->empties; j++)
			if (str_eq(row->cell[i], plan->empty[j]))
				row->cell[i] = STR("");
	}
}

enum coded_fate
coded_row_read(struct coded *c, size_t line, struct coded_items *out)
{
	struct coded_row *row = &c->row;
	enum coded_fate fate = CODED_OUTSIDE;
	size_t before = out->n;

	row->plan = c->plan;
	row->tables = c->formats->tables;
	row->ask = c->ask;
	row->kept = c->kept;
	row->arena = out->arena;
	row->fault_column = SIZE_MAX;
	row->a = row->b = SIZE_MAX;
	cells_take(c);
	states_read(c);
	if (!states_wanted(c))
		return CODED_OUTSIDE;
	fate = lets_read(c);
	if (fate == CODED_ITEMS) {
		date_keep(c);
		fate = CODED_OUTSIDE;
		for (size_t i = 0; fate != CODED_FAULT && i < c->plan->makes;
		    i++)
			fate = coded_better(fate, coded_make(c,
			    &c->plan->make[i], line, out));
	}
	if (fate == CODED_FAULT) {
		out->n = before; /* all of a row, or nothing */
		coded_unsee(c);
		return row_fault(c, out, line);
	}
	return fate;
}

static enum coded_fate
cells_wrong(const struct coded *c, struct coded_items *out, size_t line,
    size_t n)
{
	if (n == SIZE_MAX)
		(void)why_set(&out->why, ERR_INPUT, "a quotation mark is "
		    "missing or stands in the middle of a cell");
	else
		(void)why_set(&out->why, ERR_INPUT, "the row has %zu cells, "
		    "not %zu", n, c->plan->headless ? c->plan->most
		    : c->head_cells);
	return fault(out, line, STR(""));
}

/* A file without a head may have one all the same. */
static bool
is_head(const struct coded *c)
{
	return c->plan->headless && c->lines == 1 && str_eq_nocase(str_trim(
	    without_mark(c->cell[0])), c->plan->column[0]);
}

static enum coded_fate
row_line(struct coded *c, struct str row, size_t line, struct coded_items *out)
{
	const struct coded_plan *plan = c->plan;
	size_t n;

	if (!c->headed) {
		c->headed = plan->pivot ? coded_pivot_head(c, row)
		    : head_missing(c, plan, row) == SIZE_MAX;
		if (c->headed || c->lines <= PREAMBLE_MAX)
			return CODED_MORE;
	}
	arena_reset(c->scratch);
	n = coded_split(plan->delimiter, plan->quoted, row, c->cell,
	    ROW_CELLS_MAX, c->scratch);
	if (n != SIZE_MAX && n > 0 && is_head(c))
		return CODED_MORE;
	if (n <= ROW_CELLS_MAX && !plan->headless)
		n = without_empty(c->cell, n, c->head_cells);
	if (n == SIZE_MAX || n > ROW_CELLS_MAX || (plan->headless
	    ? n < plan->least || n > plan->most : n != c->head_cells))
		return cells_wrong(c, out, line, n);
	for (size_t i = n; plan->headless && i < plan->columns; i++)
		c->cell[i] = STR("");
	return plan->pivot ? coded_pivot_row(c, line, out)
	    : coded_row_read(c, line, out);
}

enum coded_fate
coded_line(struct coded *c, struct str line, size_t number,
    struct coded_items *out)
{
	enum coded_fate fate;
	bool open;

	ALWAYS(c->plan != NULL);
	out->why = (struct why){ .lang = c->ask->lang };
	c->lines++;
	if (c->open_line == 0 && str_trim(line).n == 0)
		return CODED_MORE;
	open = c->plan->quoted && coded_split_open(line, c->open_line > 0);
	if (!open && c->open_line == 0)
		return row_line(c, line, number, out);
	if (c->open_line == 0)
		c->open_line = number;
	else
		buf_char(&c->open, '\n');
	buf_str(&c->open, line);
	if (open && c->open.err == ERR_OK)
		return CODED_MORE;
	number = c->open_line;
	c->open_line = 0;
	if (c->open.err == ERR_OK) {
		fate = row_line(c, buf_view(&c->open), number, out);
	} else {
		(void)why_set(&out->why, ERR_LIMIT, "the row is longer than "
		    "%d bytes", ROW_MAX);
		fate = fault(out, number, STR(""));
	}
	buf_clear(&c->open);
	return fate;
}

enum coded_fate
coded_end(struct coded *c, struct coded_items *out)
{
	size_t before = out->n, open = c->open_line;

	out->why = (struct why){ .lang = c->ask->lang };
	coded_add_flush(c->add, out);
	c->open_line = 0;
	buf_clear(&c->open);
	if (open > 0) {
		(void)why_set(&out->why, ERR_INPUT, "a quotation mark is not "
		    "closed until the end of the file");
		return fault(out, open, STR(""));
	}
	if (!c->headed) {
		(void)why_set(&out->why, ERR_INPUT, "no line names the columns "
		    "of %.*s", STRF(c->format->title));
		return fault(out, c->lines, STR(""));
	}
	return out->n > before ? CODED_ITEMS : CODED_NOTHING;
}
