#include "model/find.h"

#include <inttypes.h>

#include "base/str.h"
#include "base/tr.h"
#include "model/find_row.h"
#include "model/find_sql.h"

#include "base/banned.h"

static bool
mentions(const struct find_tree *tree, const struct field *f)
{
	for (size_t i = 0; i < tree->terms; i++)
		if (tree->term[i].what == FIND_FIELD &&
		    tree->term[i].field == f)
			return true;
	return false;
}

enum err
find_filtered(struct reader *r, struct arena *a, const struct kind *k,
    struct str filter, bool withdrawn, struct buf *b, struct find_args *args,
    struct why *why)
{
	const struct field *f = kind_field(k, STR("withdrawn"));
	struct find_tree tree;
	enum err e = find_parse(a, k, filter, &tree, why);

	if (e != ERR_OK)
		return e;
	if (f != NULL && !withdrawn && !mentions(&tree, f))
		buf_text(b, " AND t.withdrawn IS NULL");
	return find_where(r, a, k, &tree, b, args, why);
}

/* The order of a list: by one column, then id, then partition. */
struct order {
	struct str column;           /* of the view "t" ... */
	const struct derive *derive; /* ... or else a derived value */
	bool descending;
	bool real, text; /* else a whole number */
	bool always;     /* every record has a value */
	int at;          /* of the column in the result */
	const char *collate; /* of a text that people read, or "" */
};

static bool
order_column(const struct kind *k, struct str name, struct order *o)
{
	int at = FIND_ROW_FIELDS;

	o->collate = "";
	o->column = name;
	if (str_is(name, "recorded")) {
		o->column = STR("recorded_from");
		o->at = 2;
		o->always = true;
		return true;
	}
	for (size_t i = 0; i < k->fields; i++) {
		enum field_type type = k->field[i].type;

		o->at = at;
		at += type == FIELD_DATE ? 2 : 1;
		if (!str_eq(k->field[i].name, name))
			continue;
		o->real = type == FIELD_NUMBER;
		o->text = type == FIELD_TEXT || type == FIELD_LONG ||
		    type == FIELD_TERM || type == FIELD_REF;
		if (type == FIELD_TEXT && !str_is(name, "code"))
			o->collate = " COLLATE names";
		return true;
	}
	for (size_t i = 0; i < k->derives; i++, at++)
		if (str_eq(k->derive[i].name, name)) {
			o->at = at;
			o->derive = &k->derive[i];
			o->text = o->always = true;
			return true;
		}
	return false;
}

/* In a Vietnamese list the Vietnamese name, and persons by the given name. */
static void
order_in_vietnamese(const struct kind *k, struct order *o)
{
	struct buf name CLEANUP(buf_free) = { .max = KIB };
	const struct field *vi;

	if (o->collate[0] == '\0')
		return;
	buf_printf(&name, "%.*s_vi", STRF(o->column));
	vi = kind_field(k, buf_view(&name));
	if (vi != NULL)
		ALWAYS(order_column(k, vi->name, o));
	else if (str_is(k->name, "person") && str_is(o->column, "name"))
		o->collate = " COLLATE given";
}

static enum err
order_of(const struct kind *k, struct str sort, const char *lang,
    struct order *o, struct why *why)
{
	*o = (struct order){ .descending = k->descending };
	if (sort.n == 0)
		sort = k->order->name;
	else
		o->descending = sort.p[0] == '-';
	if (sort.n > 0 && sort.p[0] == '-')
		sort = str_from(sort, 1);
	if (!order_column(k, sort, o))
		return why_set(why, ERR_INPUT, "%.*s cannot be sorted by "
		    "\"%.*s\"; name one of its fields", STRF(k->name),
		    STRF(str_head(sort, 40)));
	if (tr_is_vi(lang))
		order_in_vietnamese(k, o);
	return ERR_OK;
}

/*
 * A place in a list, as text: "v" or "n" (with or without a value to sort by),
 * the partition, the id and the value, with points between.
 */
struct place {
	bool set;
	bool without;
	int64_t part;
	struct str id;
	struct val key;
};

static bool
key_parse(struct str s, const struct order *o, struct val *key)
{
	if (o->text) {
		*key = V_TEXT(s);
		return str_valid(s);
	}
	if (o->real) {
		*key = V_REAL(0);
		return str_real(s, &key->r);
	}
	*key = V_INT(0);
	return str_int(s, &key->i);
}

static enum err
place_parse(struct str s, const struct order *o, struct place *p,
    struct why *why)
{
	struct str part, key;
	struct id id;

	*p = (struct place){ .set = s.n > 0 };
	if (s.n == 0)
		return ERR_OK;
	p->without = s.p[0] == 'n' && !o->always;
	if ((p->without || s.p[0] == 'v') &&
	    str_cut(str_from(s, 1), '.', &part, &p->id) &&
	    str_cut(p->id, '.', &p->id, &key) && str_int(part, &p->part) &&
	    id_parse(p->id, &id) &&
	    (p->without || key_parse(key, o, &p->key)))
		return ERR_OK;
	return why_set(why, ERR_INPUT, "that page of the list is not there; "
	    "begin at the first");
}

static struct str
place_text(struct arena *a, const struct order *o, struct rows *rows)
{
	struct val key = db_val(rows, o->at);
	struct str id = db_text(rows, 1);
	int part = (int)db_int(rows, 0);

	if (key.type == VAL_NULL)
		return arena_printf(a, "n%d.%.*s.", part, STRF(id));
	if (o->text)
		return arena_printf(a, "v%d.%.*s.%.*s", part, STRF(id),
		    STRF(key.s));
	if (o->real)
		return arena_printf(a, "v%d.%.*s.%.17g", part, STRF(id),
		    key.r);
	return arena_printf(a, "v%d.%.*s.%" PRId64, part, STRF(id), key.i);
}

struct list {
	struct reader *r;
	struct arena *a;
	const struct find_query *q;
	struct order order;
	struct place after;
	size_t limit;
	bool more;
	struct rows_found *out;
	struct why *why;
};

/* Those with a value to sort by, or those without, behind a place. */
static void
where_place(struct buf *b, const struct list *l, bool without,
    struct find_args *args)
{
	const struct order *o = &l->order;
	const struct place *after = &l->after;

	if (!o->always)
		buf_printf(b, " AND t.%.*s IS %sNULL", STRF(o->column),
		    without ? "" : "NOT ");
	if (!after->set || after->without != without)
		return;
	buf_text(b, " AND (");
	if (o->derive != NULL)
		find_derive(b, l->q->kind, o->derive, l->r->mask);
	else if (!without)
		buf_printf(b, "t.%.*s%s", STRF(o->column), o->collate);
	buf_printf(b, "%st.id, t.part) %s (", without ? "" : ", ",
	    o->descending ? "<" : ">");
	if (!without)
		buf_printf(b, "?%zu, ", find_arg(args, after->key));
	buf_printf(b, "?%zu, ", find_arg(args, V_TEXT(after->id)));
	buf_printf(b, "?%zu)", find_arg(args, V_INT(after->part)));
}

static struct row *
list_row(struct list *l)
{
	struct rows_found *out = l->out;

	out->row = arena_grow(l->a, out->row, out->n, sizeof(*out->row));
	return &out->row[out->n++];
}

/* One row more than asked for tells that there is a next page. */
static enum err
list_take(struct list *l, struct rows *rows)
{
	enum err e = ERR_OK, last;

	while (e == ERR_OK && db_next(rows)) {
		l->more = l->out->n == l->limit;
		if (l->more)
			break;
		e = find_row_take(l->r, l->a, l->q->kind, rows, list_row(l),
		    l->why);
		if (l->out->n == l->limit)
			l->out->next = place_text(l->a, &l->order, rows);
	}
	last = db_end(rows);
	return e != ERR_OK ? e : last;
}

static enum err
list_part(struct list *l, bool without)
{
	struct buf arm CLEANUP(buf_free) = { .max = 128 * KIB };
	struct buf tail CLEANUP(buf_free) = { .max = 1 * KIB };
	struct find_args *args = arena_alloc(l->a, sizeof(*args));
	const char *down = l->order.descending ? " DESC" : "";
	struct rows *rows;
	enum err e;

	find_row_select_as(&arm, l->r, l->q->kind, l->order.column,
	    l->order.collate);
	e = find_filtered(l->r, l->a, l->q->kind, l->q->filter,
	    l->q->withdrawn, &arm, args, l->why);
	if (e != ERR_OK)
		return e;
	where_place(&arm, l, without, args);
	buf_text(&tail, " ORDER BY ");
	if (!without)
		buf_printf(&tail, "%d%s, ", l->order.at + 1, down);
	buf_printf(&tail, "2%s, 1%s LIMIT ?%zu", down, down, find_arg(args,
	    V_INT((int64_t)(l->limit + 1 - l->out->n))));
	buf_char(&tail, '\0');
	e = find_ask(l->r, &arm, tail.p, args->v, args->n, &rows,
	    l->why);
	return e != ERR_OK ? e : list_take(l, rows);
}

enum err
find_list(struct reader *r, struct arena *a, const struct find_query *q,
    struct rows_found *out, struct why *why)
{
	struct list l = { .r = r, .a = a, .q = q, .out = out, .why = why,
		.limit = q->limit == 0 ? FIND_LIMIT_DEFAULT : q->limit };
	enum err e = order_of(q->kind, q->sort, q->lang, &l.order, why);

	*out = (struct rows_found){ .next = STR("") };
	if (l.limit > FIND_LIMIT_MAX)
		l.limit = FIND_LIMIT_MAX;
	if (e == ERR_OK)
		e = place_parse(q->after, &l.order, &l.after, why);
	/* Those that have no value to sort by come last, up or down. */
	if (e == ERR_OK && !l.after.without)
		e = list_part(&l, false);
	if (e == ERR_OK && !l.more && !l.order.always)
		e = list_part(&l, true);
	if (!l.more)
		out->next = STR("");
	return e;
}

enum err
find_breaks(struct reader *r, struct arena *a, const struct kind *k,
    const struct check *c, struct id id, bool *broken, struct why *why)
{
	struct buf arm CLEANUP(buf_free) = { .max = 128 * KIB };
	struct find_args *args = arena_alloc(a, sizeof(*args));
	int64_t n = 0;
	enum err e;

	buf_printf(&arm, "SELECT count(*) FROM %.*s_p@ t WHERE t.id = ?%zu%s",
	    STRF(k->name), find_arg(args, V_TEXT(id_str(a, id))),
	    kind_field(k, STR("withdrawn")) != NULL ?
	    " AND t.withdrawn IS NULL AND " : " AND ");
	find_rule(&arm, k, &c->rule, r->mask);
	e = find_sum(r, &arm, args, &n, why);
	*broken = n > 0;
	return e;
}

enum err
find_check(struct reader *r, struct arena *a, const struct kind *k,
    const struct check *c, size_t limit, struct rows_found *out,
    int64_t *total, struct why *why)
{
	struct buf arm CLEANUP(buf_free) = { .max = 128 * KIB };
	struct buf cond CLEANUP(buf_free) = { .max = 64 * KIB };
	struct find_args *args = arena_alloc(a, sizeof(*args));
	struct find_query q = { .kind = k };
	struct list l = { .r = r, .a = a, .q = &q, .out = out, .why = why,
		.limit = limit == 0 ? FIND_LIMIT_DEFAULT : limit };
	struct rows *rows;
	enum err e;

	*out = (struct rows_found){ .next = STR("") };
	ALWAYS(order_column(k, STR("recorded"), &l.order));
	buf_text(&cond, kind_field(k, STR("withdrawn")) != NULL
	    ? " AND t.withdrawn IS NULL AND " : " AND ");
	find_rule(&cond, k, &c->rule, r->mask);
	buf_printf(&arm, "SELECT count(*) FROM %.*s_p@ t WHERE TRUE",
	    STRF(k->name));
	buf_str(&arm, buf_view(&cond));
	e = find_sum(r, &arm, args, total, why);
	if (e != ERR_OK)
		return e;
	buf_clear(&arm);
	find_row_select(&arm, r, k);
	buf_str(&arm, buf_view(&cond));
	buf_clear(&cond);
	buf_printf(&cond, " ORDER BY 2, 1 LIMIT ?%zu",
	    find_arg(args, V_INT((int64_t)l.limit)));
	buf_char(&cond, '\0');
	e = find_ask(r, &arm, cond.p, args->v, args->n, &rows, why);
	return e != ERR_OK ? e : list_take(&l, rows);
}
