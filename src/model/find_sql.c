#include "model/find_sql.h"

#include "base/str.h"
#include "model/find.h"

#include "base/banned.h"

/*
 * What a version must be to be seen: known then, and not yet replaced. "+", so
 * that SQLite does not take the index for counting where another narrows more.
 */
#define SEEN(t) \
	t ".recorded_from <= (SELECT hlc FROM asof) AND " \
	"+" t ".recorded_to > (SELECT hlc FROM asof)"

#define TODAY "(SELECT today FROM asof)"

int
find_next_part(uint64_t mask, int part)
{
	for (part++; part < 64; part++)
		if ((mask >> part & 1) != 0)
			return part;
	return -1;
}

void
find_literal(struct buf *b, struct str s)
{
	buf_char(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			buf_char(b, '\'');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '\'');
}

static void
find_column(struct buf *b, const struct field *f)
{
	buf_printf(b, ", t.%.*s", STRF(f->name));
	if (f->type == FIELD_DATE)
		buf_printf(b, ", t.%.*s_hi", STRF(f->name));
}

void
find_columns_as(struct buf *b, const struct kind *k, struct str column,
    const char *collate)
{
	for (size_t i = 0; i < k->fields; i++) {
		find_column(b, &k->field[i]);
		if (str_eq(k->field[i].name, column))
			buf_text(b, collate);
	}
}

void
find_columns(struct buf *b, const struct kind *k)
{
	find_columns_as(b, k, STR(""), "");
}

/* Rules. */

/* One end of a date field, a let or today; ${end} is "" or "_hi". */
static void
date_end(struct buf *b, const struct kind *k, struct str name, const char *end)
{
	const struct let *let = kind_let_named(k, name);

	if (str_is(name, "today") && let == NULL) {
		buf_text(b, TODAY);
		return;
	}
	if (let == NULL || let->fields == 1) {
		buf_printf(b, "t.%.*s%s", STRF(let != NULL
		    ? let->field[0]->name : name), end);
		return;
	}
	for (size_t i = 0; i < let->fields; i++)
		buf_printf(b, "%st.%.*s%s", i > 0 ? ", " : "coalesce(",
		    STRF(let->field[i]->name), end);
	buf_char(b, ')');
}

static void
cond_set(struct buf *b, const struct kind *k, const struct cond *c)
{
	const struct let *let = kind_let_named(k, c->a);

	if (let != NULL)
		date_end(b, k, c->a, "");
	else
		buf_printf(b, "t.%.*s", STRF(c->a));
	buf_text(b, " IS NOT NULL");
}

static void
cond_is(struct buf *b, const struct kind *k, const struct cond *c)
{
	const struct field *f = kind_field(k, c->a);

	ALWAYS(f != NULL);
	buf_printf(b, "(t.%.*s IS NOT NULL", STRF(c->a));
	if (f->type != FIELD_FLAG) {
		buf_printf(b, " AND t.%.*s = ", STRF(c->a));
		find_literal(b, c->text);
	} else if (str_is(c->text, "no")) {
		buf_printf(b, " AND t.%.*s = 0", STRF(c->a));
	}
	buf_char(b, ')');
}

/* Some record of another kind, not withdrawn, in a partition to be read. */
static void
cond_any(struct buf *b, const struct cond *c, uint64_t mask)
{
	const char *between = "";

	for (int p = find_next_part(mask, -1); p >= 0;
	    p = find_next_part(mask, p)) {
		/* Where there is none at all this is seen once, not by row. */
		buf_printf(b, "%s(EXISTS (SELECT 1 FROM %.*s_p%d) AND EXISTS "
		    "(SELECT 1 FROM %.*s_p%d o WHERE o.%.*s = t.id AND "
		    "o.withdrawn IS NULL", between, STRF(c->kind->name), p,
		    STRF(c->kind->name), p, STRF(c->via->name));
		/* So that the index on the reference is taken. */
		if (c->with != NULL) {
			buf_printf(b, " AND coalesce(o.%.*s, '') = ",
			    STRF(c->with->name));
			find_literal(b, c->text);
		}
		if (c->unless != NULL)
			buf_printf(b, " AND (t.%.*s IS NULL OR o.%.*s <> "
			    "t.%.*s)", STRF(c->own->name),
			    STRF(c->unless->name), STRF(c->own->name));
		buf_text(b, "))");
		between = " OR ";
	}
}

/* The record that ${via} points to has the same value. */
static void
cond_same(struct buf *b, const struct cond *c, uint64_t mask)
{
	const char *between = "";

	for (int p = find_next_part(mask, -1); p >= 0;
	    p = find_next_part(mask, p)) {
		buf_printf(b, "%sEXISTS (SELECT 1 FROM %.*s_p%d o WHERE o.id = "
		    "t.%.*s AND o.%.*s = t.%.*s)", between,
		    STRF(c->kind->name), p, STRF(c->via->name),
		    STRF(c->with->name), STRF(c->a));
		between = " OR ";
	}
}

static void
cond_text(struct buf *b, const struct kind *k, const struct cond *c,
    uint64_t mask)
{
	switch (c->type) {
	case COND_SET:
		cond_set(b, k, c);
		return;
	case COND_BEFORE:
		date_end(b, k, c->a, "_hi");
		buf_text(b, " < ");
		date_end(b, k, c->b, "");
		return;
	case COND_AFTER:
		date_end(b, k, c->a, "");
		buf_text(b, " > ");
		date_end(b, k, c->b, "_hi");
		return;
	case COND_WITHIN:
		date_end(b, k, c->a, "");
		buf_text(b, " BETWEEN " TODAY " AND " TODAY);
		buf_printf(b, " + %d", c->days);
		return;
	case COND_IS:
		cond_is(b, k, c);
		return;
	case COND_ANY:
		cond_any(b, c, mask);
		return;
	case COND_SAME:
		cond_same(b, c, mask);
		return;
	case COND_OVER:
		buf_printf(b, "t.%.*s > t.%.*s", STRF(c->a), STRF(c->b));
		return;
	}
}

void
find_rule(struct buf *b, const struct kind *k, const struct rule *rule,
    uint64_t mask)
{
	for (size_t i = 0; i < rule->conds; i++) {
		const struct cond *c = &rule->cond[i];

		buf_text(b, i > 0 ? " AND " : "");
		buf_text(b, c->negated ? "NOT (" : "(");
		cond_text(b, k, c, mask);
		buf_char(b, ')');
	}
}

/* Views. */

static struct str
label_of(const struct office *o, int part)
{
	for (size_t i = 0; i < o->parts; i++)
		if (o->part[i].part == part)
			return o->part[i].label;
	return STR("");
}

void
find_derive(struct buf *b, const struct kind *k, const struct derive *d,
    uint64_t mask)
{
	buf_text(b, "CASE");
	for (size_t i = 0; i < d->rules; i++) {
		if (d->rule[i].conds == 0) {
			buf_text(b, " ELSE ");
		} else {
			buf_text(b, " WHEN ");
			find_rule(b, k, &d->rule[i], mask);
			buf_text(b, " THEN ");
		}
		find_literal(b, d->rule[i].code);
	}
	buf_text(b, " END");
}

bool
find_hides(const struct kinds *ks, uint64_t hidden, const struct field *f)
{
	for (size_t i = 0; i < f->targets; i++)
		if ((hidden >> (f->target[i] - ks->kind) & 1) == 0)
			return false;
	return f->type == FIELD_REF && f->targets > 0;
}

void
find_sql_part_view(struct buf *b, const struct office *o, const struct kind *k,
    uint64_t hidden, int part)
{
	buf_printf(b, "CREATE TEMP VIEW %.*s_p%d AS SELECT %d AS part, ",
	    STRF(k->name), part, part);
	find_literal(b, label_of(o, part));
	buf_text(b, " AS label, t.id, t.recorded_from, t.recorded_to, "
	    "t.contested");
	buf_text(b, find_hides(&o->kinds, hidden, k->title) ? ", 0 AS named" :
	    ", t.named");
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];

		if (find_hides(&o->kinds, hidden, f))
			buf_printf(b, ", NULL AS %.*s", STRF(f->name));
		else
			find_column(b, f);
	}
	buf_printf(b, " FROM p%d_%.*s t WHERE " SEEN("t"), part,
	    STRF(k->name));
}

void
find_sql_view(struct buf *b, const struct kind *k, uint64_t mask)
{
	const char *between = "";

	buf_printf(b, "CREATE TEMP VIEW %.*s AS ", STRF(k->name));
	for (int p = find_next_part(mask, -1); p >= 0;
	    p = find_next_part(mask, p)) {
		buf_printf(b, "%sSELECT t.part, t.label, t.id, "
		    "t.recorded_from, t.recorded_to, t.contested, t.named",
		    between);
		find_columns(b, k);
		for (size_t i = 0; i < k->derives; i++) {
			buf_text(b, ", ");
			find_derive(b, k, &k->derive[i], mask);
			buf_printf(b, " AS %.*s", STRF(k->derive[i].name));
		}
		buf_printf(b, " FROM %.*s_p%d t", STRF(k->name), p);
		between = " UNION ALL ";
	}
}

/* The views that belong to no kind; "?" is the number of the partition. */
static const struct {
	const char *name;
	const char *columns;
	const char *from;
	const char *kind; /* the column that tells it: its number, or */
	const char *field; /* its number times the most fields, plus one's */
} plain_views[] = {
	{ "entity", "t.id, t.kind, t.recorded_from",
	    "p?_entity t WHERE t.recorded_from <= (SELECT hlc FROM asof)",
	    "kind", NULL },
	{ "history", "t.entity, t.field, t.hlc, t.record, t.idx, t.value, "
	    "CASE WHEN t.until > (SELECT hlc FROM asof) THEN 1 ELSE 0 END "
	    "AS standing, c.author, c.note",
	    "p?_op t JOIN p?_change c ON c.hlc = t.hlc AND c.record = t.record "
	    "WHERE t.hlc <= (SELECT hlc FROM asof)", NULL, "field" },
	{ "changed", "t.hlc, t.record, t.author, t.note, t.entity, t.field, "
	    "t.things",
	    "p?_change t WHERE t.hlc <= (SELECT hlc FROM asof)", NULL,
	    "field" },
	{ "word", "t.word, t.kind, t.id, t.weight, t.recorded_from AS since",
	    "p?_word t WHERE " SEEN("t"), "kind", NULL }
};

/* "?" in ${text} is the partition. */
static void
fill_part(struct buf *b, const char *text, int part)
{
	for (; *text != '\0'; text++) {
		if (*text == '?')
			buf_printf(b, "%d", part);
		else
			buf_char(b, *text);
	}
}

/* Nor is what was said of a field that points to them alone. */
static void
plain_hide_fields(struct buf *b, const struct kinds *ks, uint64_t hidden,
    const struct kind *k, const char *column)
{
	for (size_t i = 0; i < k->fields; i++) {
		unsigned number = k->number;

		if (find_hides(ks, hidden, &k->field[i]))
			buf_printf(b, " AND t.%s <> %u", column, number *
			    KIND_FIELDS_MAX + k->field[i].number);
	}
}

/* Rows of the hidden kinds are not there. */
static void
plain_hide(struct buf *b, const struct kinds *ks, uint64_t hidden, size_t i)
{
	for (size_t k = 0; k < ks->n; k++) {
		unsigned number = ks->kind[k].number;

		if ((hidden >> k & 1) == 0) {
			if (plain_views[i].field != NULL)
				plain_hide_fields(b, ks, hidden, &ks->kind[k],
				    plain_views[i].field);
			continue;
		}
		if (plain_views[i].kind != NULL)
			buf_printf(b, " AND t.%s <> %u", plain_views[i].kind,
			    number);
		else
			buf_printf(b, " AND NOT (t.%s >= %u AND t.%s < %u)",
			    plain_views[i].field, number * KIND_FIELDS_MAX,
			    plain_views[i].field,
			    (number + 1) * KIND_FIELDS_MAX);
	}
}

static struct str
plain_part_view(struct arena *a, const struct office *o, uint64_t hidden,
    size_t i, int part)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * KIB };

	buf_printf(&b, "CREATE TEMP VIEW %s_p%d AS SELECT %d AS part, ",
	    plain_views[i].name, part, part);
	find_literal(&b, label_of(o, part));
	buf_printf(&b, " AS label, %s FROM ", plain_views[i].columns);
	fill_part(&b, plain_views[i].from, part);
	plain_hide(&b, &o->kinds, hidden, i);
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

static struct str
plain_view(struct arena *a, uint64_t mask, size_t i)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * KIB };
	const char *between = "";

	buf_printf(&b, "CREATE TEMP VIEW %s AS ", plain_views[i].name);
	for (int p = find_next_part(mask, -1); p >= 0;
	    p = find_next_part(mask, p)) {
		buf_printf(&b, "%sSELECT * FROM %s_p%d", between,
		    plain_views[i].name, p);
		between = " UNION ALL ";
	}
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

size_t
find_sql_plain_views(struct arena *a, const struct office *o, uint64_t mask,
    uint64_t hidden, struct str **out)
{
	size_t n = 0;

	*out = arena_array(a, countof(plain_views) * 65, sizeof(**out));
	for (size_t i = 0; i < countof(plain_views); i++) {
		for (int p = find_next_part(mask, -1); p >= 0;
		    p = find_next_part(mask, p))
			(*out)[n++] = plain_part_view(a, o, hidden, i,
			    p);
		(*out)[n++] = plain_view(a, mask, i);
	}
	return n;
}
