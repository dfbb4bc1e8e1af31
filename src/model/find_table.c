#include "model/find.h"

#include "base/str.h"
#include "model/find_sql.h"

#include "base/banned.h"

static const char *
column_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_INT:
	case FIELD_FLAG:
	case FIELD_DATE:
		return "INTEGER";
	case FIELD_NUMBER:
		return "{real}";
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_TERM:
	case FIELD_REF:
		break;
	}
	return "TEXT";
}

void
find_sql_table(struct buf *b, const struct kind *k, int part)
{
	buf_printf(b, "CREATE TABLE p%d_%.*s(id TEXT NOT NULL, recorded_from "
	    "INTEGER NOT NULL, recorded_to INTEGER NOT NULL, contested INTEGER "
	    "NOT NULL, named INTEGER GENERATED ALWAYS AS (CASE WHEN %.*s IS "
	    "NULL THEN 0 ELSE 1 END) STORED", part, STRF(k->name),
	    STRF(k->title->name));
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];

		buf_printf(b, ", %.*s %s", STRF(f->name), column_type(f));
		if (f->type == FIELD_DATE)
			buf_printf(b, ", %.*s_hi INTEGER", STRF(f->name));
	}
	buf_text(b, ", PRIMARY KEY(id, recorded_from))");
}

/* An index that lists ${f} in the order of lists, where it has a value. */
static bool
is_indexed(const struct kind *k, const struct field *f)
{
	return f == k->order || f->type == FIELD_REF || f->indexed ||
	    str_is(f->name, "code") || (f->type == FIELD_TERM && f->listed);
}

/* A date has two columns, of which rules may want either. */
static void
scan_column(struct buf *b, const struct field *f)
{
	buf_printf(b, ", %.*s", STRF(f->name));
	if (f->type == FIELD_DATE)
		buf_printf(b, ", %.*s_hi", STRF(f->name));
}

static bool
let_has(const struct kind *k, struct str let, const struct field *f)
{
	const struct let *l = kind_let_named(k, let);

	for (size_t i = 0; l != NULL && i < l->fields; i++)
		if (l->field[i] == f)
			return true;
	return l == NULL && str_eq(let, f->name);
}

static bool
rule_has(const struct kind *k, const struct rule *rule, const struct field *f)
{
	for (size_t i = 0; i < rule->conds; i++) {
		const struct cond *c = &rule->cond[i];

		if (let_has(k, c->a, f) || let_has(k, c->b, f) || c->own == f)
			return true;
	}
	return false;
}

/* Whether it is counted by, or a rule that is counted looks at it. */
static bool
is_counted(const struct kind *k, const struct field *f)
{
	if (f->counted || kind_counts_by(k, f) || str_is(f->name, "withdrawn"))
		return true;
	for (size_t i = 0; i < k->derives; i++)
		for (size_t j = 0; j < k->derive[i].rules; j++)
			if (rule_has(k, &k->derive[i].rule[j], f))
				return true;
	for (size_t i = 0; i < k->checks; i++)
		if (rule_has(k, &k->check[i].rule, f))
			return true;
	return false;
}

/* All that is counted, so that no row is read for it. */
static void
counted_columns(struct buf *b, const struct kind *k, const struct field *but)
{
	buf_text(b, ", named");
	for (size_t i = 0; i < k->fields; i++)
		if (&k->field[i] != but && is_counted(k, &k->field[i]))
			scan_column(b, &k->field[i]);
}

/*
 * Lists show those without the order's value, too, at the end; what narrows
 * them or has been replaced is told without its row.
 */
static void
order_columns(struct buf *b, const struct kind *k)
{
	if (k->order->type == FIELD_DATE)
		buf_printf(b, ", %.*s_hi", STRF(k->order->name));
	buf_text(b, ", recorded_to, recorded_from");
	counted_columns(b, k, k->order);
}

static struct str
index_text(struct arena *a, const struct kind *k, const struct field *f,
    int part)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * KIB };
	bool narrows = f->type == FIELD_REF || f->type == FIELD_TERM;

	buf_printf(&b, "CREATE INDEX p%d_%.*s__%.*s ON p%d_%.*s(%.*s", part,
	    STRF(k->name), STRF(f->name), part, STRF(k->name), STRF(f->name));
	if (narrows && f != k->order)
		buf_printf(&b, ", %.*s", STRF(k->order->name));
	buf_text(&b, ", id");
	if (f == k->order)
		order_columns(&b, k);
	buf_char(&b, ')');
	if (f != k->order)
		buf_printf(&b, " WHERE %.*s IS NOT NULL", STRF(f->name));
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

/*
 * The versions that stand, with all that is counted of them, beside each
 * other: those that have been replaced, and long reports, are passed over.
 */
static struct str
scan_text(struct arena *a, const struct kind *k, int part)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * KIB };

	buf_printf(&b, "CREATE INDEX p%d_%.*s__standing ON p%d_%.*s("
	    "recorded_to, recorded_from", part, STRF(k->name), part,
	    STRF(k->name));
	counted_columns(&b, k, NULL);
	buf_text(&b, ", id)");
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

size_t
find_sql_indexes(struct arena *a, const struct kind *k, int part,
    struct str **out)
{
	size_t n = 0;

	*out = arena_array(a, k->fields + 1, sizeof(**out));
	(*out)[n++] = scan_text(a, k, part);
	for (size_t i = 0; i < k->fields; i++)
		if (is_indexed(k, &k->field[i]))
			(*out)[n++] = index_text(a, k, &k->field[i], part);
	return n;
}

void
find_sql_insert(struct buf *b, const struct kind *k, int part)
{
	size_t n = 4;

	buf_printf(b, "INSERT INTO p%d_%.*s(id, recorded_from, recorded_to, "
	    "contested", part, STRF(k->name));
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];

		buf_printf(b, ", %.*s", STRF(f->name));
		if (f->type == FIELD_DATE)
			buf_printf(b, ", %.*s_hi", STRF(f->name));
		n += f->type == FIELD_DATE ? 2 : 1;
	}
	buf_text(b, ") VALUES(?1");
	for (size_t i = 2; i <= n; i++)
		buf_printf(b, ", ?%zu", i);
	buf_char(b, ')');
}

void
find_sql_close(struct buf *b, const struct kind *k, int part)
{
	/* "+": by the thing, not among all that stand. */
	buf_printf(b, "UPDATE p%d_%.*s SET recorded_to = ?1 WHERE id = ?2 AND "
	    "+recorded_to = %lld", part, STRF(k->name), (long long)INT64_MAX);
}

void
find_sql_erase(struct buf *b, const struct kind *k, int part)
{
	buf_printf(b, "DELETE FROM p%d_%.*s WHERE id = ?1", part,
	    STRF(k->name));
}

void
find_sql_drop(struct buf *b, const struct kind *k, int part)
{
	buf_printf(b, "DROP TABLE IF EXISTS p%d_%.*s", part, STRF(k->name));
}

void
find_sql_dump(struct buf *b, const struct kind *k, int part)
{
	buf_printf(b, "SELECT t.id, t.recorded_from, t.recorded_to, "
	    "t.contested");
	find_columns(b, k);
	buf_printf(b, " FROM p%d_%.*s t ORDER BY t.id, t.recorded_from", part,
	    STRF(k->name));
}
