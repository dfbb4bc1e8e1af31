#include "model/find.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/str.h"
#include "model/find_row.h"
#include "model/find_sql.h"

#include "base/banned.h"

enum { SQL_MAX = 128 * KIB };

/* What is counted: the records of a kind that a filter finds. */
struct counting {
	struct reader *r;
	struct arena *a;
	const struct kind *kind;
	struct buf arm;
	struct find_args args;
	struct why *why;
};

/*
 * Whether an index of lists leads to few records. If not, the one with all
 * that is counted passes over long rows and over what has been replaced: also
 * for what lists are narrowed by, of which each value has many records.
 */
static bool
narrows(const struct kind *k, const struct find_tree *tree)
{
	for (size_t i = 0; i < tree->terms; i++) {
		const struct find_term *t = &tree->term[i];

		if (t->what == FIND_ID && !t->negated)
			return true;
		if (t->what == FIND_FIELD && !t->negated &&
		    t->test == FIND_IS && (t->field->type == FIELD_REF ||
		    t->field->type == FIELD_TEXT) &&
		    !kind_counts_by(k, t->field))
			return true;
	}
	return false;
}

static enum err
count_where(struct counting *c, struct str filter)
{
	struct find_tree tree;
	enum err e = find_parse(c->a, c->kind, filter, &tree, c->why);

	if (e != ERR_OK)
		return e;
	buf_printf(&c->arm, " FROM %.*s_p@ t WHERE TRUE", STRF(c->kind->name));
	if (!narrows(c->kind, &tree))
		buf_printf(&c->arm, " AND t.recorded_to > ?%zu", find_arg(
		    &c->args, V_INT(c->r->hlc >= INT64_MAX ? INT64_MAX - 1 :
		    (int64_t)c->r->hlc)));
	return find_filtered(c->r, c->a, c->kind, filter, false, &c->arm,
	    &c->args, c->why);
}

/* In each partition, then summed. */
enum err
find_sum(struct reader *r, const struct buf *arm,
    const struct find_args *args, int64_t *n, struct why *why)
{
	struct rows *rows;
	enum err e = find_ask(r, arm, "", args->v, args->n, &rows, why);

	*n = 0;
	if (e != ERR_OK)
		return e;
	while (db_next(rows))
		*n += db_int(rows, 0);
	return db_end(rows);
}

enum err
find_count(struct reader *r, const struct kind *k, struct str filter,
    int64_t *n, struct why *why)
{
	struct counting *c;
	struct arena *a = arena_new(4 * MIB);
	enum err e;

	*n = 0;
	c = arena_alloc(a, sizeof(*c));
	*c = (struct counting){ .r = r, .a = a, .kind = k, .why = why,
		.arm = { .max = SQL_MAX } };
	buf_text(&c->arm, "SELECT count(*)");
	e = count_where(c, filter);
	if (e == ERR_OK)
		e = find_sum(r, &c->arm, &c->args, n, why);
	buf_free(&c->arm);
	arena_free(a);
	return e;
}

/* Facets: one walk over the records, each column counted by its values. */

static enum err
facet_column(struct counting *c, struct str name)
{
	const struct kind *k = c->kind;
	const struct field *f = kind_field(k, name);

	if (str_is(name, "label") || (f != NULL && (f->type == FIELD_TERM ||
	    f->type == FIELD_REF || f->type == FIELD_FLAG ||
	    f->type == FIELD_TEXT))) {
		buf_printf(&c->arm, "t.%.*s", STRF(name));
		return ERR_OK;
	}
	for (size_t i = 0; f == NULL && i < k->derives; i++)
		if (str_eq(k->derive[i].name, name)) {
			find_derive(&c->arm, k, &k->derive[i], c->r->mask);
			return ERR_OK;
		}
	return why_set(c->why, ERR_INPUT, "%.*s cannot be counted by "
	    "\"%.*s\"; name a term, a reference, a flag or the status",
	    STRF(k->name), STRF(str_head(name, 40)));
}

/* Most first, then by value; none is last of its number. */
static int
facet_cmp(const void *x, const void *y)
{
	const struct facet *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return str_cmp(a->value, b->value);
}

/* The count of one value, which is often that of the row before. */
static struct facet *
facet_of(struct arena *a, struct map *sums, struct facet *last, struct val v)
{
	struct str value = v.type == VAL_TEXT ? v.s : v.type == VAL_INT ?
	    STR("yes") : STR("");

	if (last != NULL && str_eq(last->value, value))
		return last;
	last = map_get(sums, value);
	if (last == NULL) {
		last = arena_alloc(a, sizeof(*last));
		last->value = arena_str(a, value);
		(void)map_put(sums, last->value, last);
	}
	return last;
}

static void
facets_sorted(struct arena *a, struct map *sums, struct facets *out)
{
	struct facet *f;
	struct str value;
	size_t i = 0;

	out->n = 0;
	out->facet = arena_array(a, map_count(sums) + 1, sizeof(*out->facet));
	while ((f = map_each(sums, &i, &value)) != NULL)
		out->facet[out->n++] = *f;
	qsort(out->facet, out->n, sizeof(*out->facet), facet_cmp);
}

static enum err
facets_walk(struct arena *a, struct rows *rows, size_t fields,
    struct facets *out, int64_t *total)
{
	struct map **sums = arena_array(a, fields, sizeof(struct map *));
	struct facet **last = arena_array(a, fields, sizeof(struct facet *));

	for (size_t i = 0; i < fields; i++)
		sums[i] = map_new(a);
	while (db_next(rows)) {
		for (size_t i = 0; i < fields; i++) {
			last[i] = facet_of(a, sums[i], last[i],
			    db_val(rows, (int)i));
			last[i]->n++;
		}
		++*total;
	}
	for (size_t i = 0; i < fields; i++)
		facets_sorted(a, sums[i], &out[i]);
	return db_end(rows);
}

/* The named columns of all that the filter finds, in each partition. */
static enum err
columns_ask(struct counting *c, struct str filter, const struct str *field,
    size_t fields, struct rows **rows)
{
	enum err e = ERR_OK;

	buf_text(&c->arm, "SELECT ");
	for (size_t i = 0; e == ERR_OK && i < fields; i++) {
		buf_text(&c->arm, i > 0 ? ", " : "");
		e = facet_column(c, field[i]);
	}
	if (e == ERR_OK)
		e = count_where(c, filter);
	if (e == ERR_OK)
		e = find_ask(c->r, &c->arm, "", c->args.v, c->args.n, rows,
		    c->why);
	buf_free(&c->arm);
	return e;
}

enum err
find_facets(struct reader *r, struct arena *a, const struct kind *k,
    struct str filter, const struct str *field, size_t fields,
    struct facets *out, int64_t *total, struct why *why)
{
	struct counting *c = arena_alloc(a, sizeof(*c));
	struct rows *rows = NULL;
	enum err e;

	if (fields == 0)
		return find_count(r, k, filter, total, why);
	*c = (struct counting){ .r = r, .a = a, .kind = k, .why = why,
		.arm = { .max = SQL_MAX } };
	*total = 0;
	e = columns_ask(c, filter, field, fields, &rows);
	return e != ERR_OK ? e : facets_walk(a, rows, fields, out, total);
}

enum err
find_facet(struct reader *r, struct arena *a, const struct kind *k,
    struct str filter, struct str field, struct facet **out, size_t *n,
    struct why *why)
{
	struct facets all = { 0 };
	int64_t total;
	enum err e = find_facets(r, a, k, filter, &field, 1, &all, &total,
	    why);

	*out = all.facet;
	*n = all.n;
	return e;
}

/* Groups: the same walk, counted by all columns at once. */

static struct str
cell(struct rows *rows, size_t i)
{
	struct val v = db_val(rows, (int)i);

	return v.type == VAL_TEXT ? v.s : v.type == VAL_INT ? STR("yes") :
	    STR("");
}

/* The values one behind the other, which none has a NUL in. */
static void
group_key(struct buf *key, struct rows *rows, size_t fields)
{
	buf_clear(key);
	for (size_t i = 0; i < fields; i++) {
		buf_str(key, cell(rows, i));
		buf_char(key, '\0');
	}
}

static struct group *
group_new(struct arena *a, struct map *all, struct str key, size_t fields)
{
	struct group *g = arena_alloc(a, sizeof(*g));
	struct str rest = arena_str(a, key);

	*g = (struct group){ .key = rest,
		.value = arena_array(a, fields, sizeof(*g->value)) };
	for (size_t i = 0; i < fields; i++)
		ALWAYS(str_cut(rest, '\0', &g->value[i], &rest));
	(void)map_put(all, g->key, g);
	return g;
}

static int
group_cmp(const void *x, const void *y)
{
	const struct group *a = x, *b = y;

	return str_cmp(a->key, b->key);
}

static enum err
groups_walk(struct arena *a, struct rows *rows, size_t fields,
    struct map *all)
{
	struct buf key CLEANUP(buf_free) = { .max = 1 * MIB };

	while (db_next(rows)) {
		struct group *g;

		group_key(&key, rows, fields);
		g = map_get(all, buf_view(&key));
		if (g == NULL)
			g = group_new(a, all, buf_view(&key), fields);
		g->n++;
	}
	ALWAYS(key.err == ERR_OK);
	return db_end(rows);
}

enum err
find_groups(struct reader *r, struct arena *a, const struct kind *k,
    struct str filter, const struct str *field, size_t fields,
    struct group **out, size_t *n, struct why *why)
{
	struct counting *c = arena_alloc(a, sizeof(*c));
	struct map *all = map_new(a);
	struct rows *rows = NULL;
	const struct group *g;
	size_t i = 0;
	enum err e;

	*c = (struct counting){ .r = r, .a = a, .kind = k, .why = why,
		.arm = { .max = SQL_MAX } };
	e = columns_ask(c, filter, field, fields, &rows);
	if (e == ERR_OK)
		e = groups_walk(a, rows, fields, all);
	*n = 0;
	*out = arena_array(a, map_count(all) + 1, sizeof(**out));
	while ((g = map_each(all, &i, NULL)) != NULL)
		(*out)[(*n)++] = *g;
	if (*n > 1)
		qsort(*out, *n, sizeof(**out), group_cmp);
	return e;
}
