#include "model/find_row.h"

#include "base/str.h"
#include "model/find_sql.h"

#include "base/banned.h"

enum { SQL_MAX = 512 * KIB, IDS_MAX = 8 };

void
find_arms(struct buf *b, const struct reader *r, struct str arm)
{
	const char *between = "";

	for (int p = find_next_part(r->mask, -1); p >= 0;
	    p = find_next_part(r->mask, p)) {
		buf_text(b, between);
		for (size_t i = 0; i < arm.n; i++) {
			if (arm.p[i] == '@')
				buf_printf(b, "%d", p);
			else
				buf_char(b, arm.p[i]);
		}
		between = " UNION ALL ";
	}
}

enum err
find_ask(struct reader *r, const struct buf *arm, const char *end,
    const struct val *args, size_t n, struct rows **out, struct why *why)
{
	struct buf sql CLEANUP(buf_free) = { .max = SQL_MAX };

	ALWAYS(arm->err == ERR_OK);
	find_arms(&sql, r, buf_view(arm));
	buf_text(&sql, end);
	ALWAYS(sql.err == ERR_OK);
	return db_compose(r->db, DB_READ, buf_view(&sql), args, n, out, why);
}

struct str
find_label(const struct reader *r, int64_t part)
{
	const struct office *o = r->office;

	for (size_t i = 0; i < o->parts; i++)
		if (o->part[i].part == part)
			return o->part[i].label;
	return STR("");
}

void
find_row_select(struct buf *b, const struct reader *r, const struct kind *k)
{
	find_row_select_as(b, r, k, STR(""), "");
}

void
find_row_select_as(struct buf *b, const struct reader *r,
    const struct kind *k, struct str column, const char *collate)
{
	buf_text(b, "SELECT t.part, t.id, t.recorded_from, t.contested");
	find_columns_as(b, k, column, collate);
	for (size_t i = 0; i < k->derives; i++) {
		buf_text(b, ", ");
		find_derive(b, k, &k->derive[i], r->mask);
	}
	buf_printf(b, " FROM %.*s_p@ t WHERE TRUE", STRF(k->name));
}

/* One column, or two for a date, as the field's value. */
static bool
value_take(struct arena *a, const struct field *f, struct rows *rows, int at,
    struct value *v)
{
	*v = VALUE_EMPTY;
	if (db_is_null(rows, at))
		return true;
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_TERM:
		v->type = VALUE_TEXT;
		v->text = arena_str(a, db_text(rows, at));
		return true;
	case FIELD_INT:
	case FIELD_FLAG:
		v->type = VALUE_INT;
		v->i = db_int(rows, at);
		return true;
	case FIELD_NUMBER:
		v->type = VALUE_NUMBER;
		v->number = db_real(rows, at);
		return true;
	case FIELD_DATE:
		v->type = VALUE_DATE;
		v->date.lo = (int32_t)db_int(rows, at);
		v->date.hi = (int32_t)db_int(rows, at + 1);
		return true;
	case FIELD_REF:
		break;
	}
	v->type = VALUE_REF;
	return id_parse(db_text(rows, at), &v->ref);
}

enum err
find_row_take(struct reader *r, struct arena *a, const struct kind *k,
    struct rows *rows, struct row *out, struct why *why)
{
	int at = FIND_ROW_FIELDS;
	bool fine = id_parse(db_text(rows, 1), &out->id);

	out->kind = k;
	out->label = find_label(r, db_int(rows, 0));
	out->recorded = (uint64_t)db_int(rows, 2);
	out->contested = db_int(rows, 3) != 0;
	out->value = arena_array(a, k->fields, sizeof(*out->value));
	for (size_t i = 0; i < k->fields; i++) {
		fine &= value_take(a, &k->field[i], rows, at, &out->value[i]);
		at += k->field[i].type == FIELD_DATE ? 2 : 1;
	}
	out->derived = arena_array(a, k->derives, sizeof(*out->derived));
	for (size_t i = 0; i < k->derives; i++)
		out->derived[i] = db_is_null(rows, at + (int)i) ? STR("")
		    : arena_str(a, db_text(rows, at + (int)i));
	return fine ? ERR_OK : why_set(why, ERR_CORRUPT, "a table of %.*s "
	    "holds an identity that is none; rebuild the tables",
	    STRF(k->name));
}

static enum err
end(struct rows *rows, enum err e)
{
	enum err last = db_end(rows);

	return e != ERR_OK ? e : last;
}

enum err
find_row(struct reader *r, struct arena *a, const struct kind *kind,
    struct id id, struct row **out, size_t *n, struct why *why)
{
	struct buf arm CLEANUP(buf_free) = { .max = 128 * KIB };
	char text[ID_TEXT + 1];
	struct rows *rows;
	enum err e;

	id_text(id, text);
	*n = 0;
	*out = arena_array(a, r->office->parts, sizeof(**out));
	find_row_select(&arm, r, kind);
	buf_text(&arm, " AND t.id = ?1");
	e = find_ask(r, &arm, " ORDER BY 1", ARGS(V_TEXT(str_of(text))), &rows,
	    why);
	if (e != ERR_OK)
		return e;
	while (e == ERR_OK && db_next(rows)) {
		ALWAYS(*n < r->office->parts);
		e = find_row_take(r, a, kind, rows, &(*out)[(*n)++], why);
	}
	e = end(rows, e);
	if (e == ERR_OK && *n == 0)
		return why_set(why, ERR_MISSING, "there is no such %.*s",
		    STRF(kind->name));
	return e;
}

const struct kind *
find_kind(struct reader *r, struct id id)
{
	const struct kind *k = NULL;
	char text[ID_TEXT + 1];
	struct rows *rows;

	id_text(id, text);
	if (db_query(r->db, DB_NO_PART, STMT_ENTITY_KIND,
	    ARGS(V_TEXT(str_of(text))), &rows, NULL) != ERR_OK)
		return NULL;
	while (k == NULL && db_next(rows))
		k = kind_numbered(&r->office->kinds,
		    (uint16_t)db_int(rows, 0));
	return end(rows, ERR_OK) == ERR_OK ? k : NULL;
}

/* What people call a record. */

struct called {
	struct id id;
	const struct kind *kind;
	struct str code;
	bool withdrawn;
};

struct calling {
	struct reader *r;
	struct arena *a;
	struct called found[IDS_MAX];
	size_t n;
	struct why *why;
};

/* The id, code and withdrawal of rows, as candidates. */
static enum err
call_take(struct calling *c, const struct kind *k, struct rows *rows)
{
	while (db_next(rows) && c->n < IDS_MAX) {
		struct called *f = &c->found[c->n];

		if (!id_parse(db_text(rows, 0), &f->id))
			continue;
		if (c->n > 0 && id_eq(f->id, f[-1].id))
			continue; /* another facet of the same */
		f->kind = k;
		f->code = arena_str(c->a, db_text(rows, 1));
		f->withdrawn = !db_is_null(rows, 2);
		c->n++;
	}
	return db_end(rows);
}

/*
 * Records of a kind whose code is ${code}, or begins so and goes on with a
 * sign: 806 is the beginning of 806-NQ, not of 8061.
 */
static enum err
call_code(struct calling *c, const struct kind *k, struct str code, bool begins)
{
	struct buf arm CLEANUP(buf_free) = { .max = 4 * KIB };
	struct val args[] = { V_TEXT(code), V_NULL };
	struct rows *rows;
	enum err e;

	args[1] = V_TEXT(arena_printf(c->a, "%.*s0", STRF(code)));
	buf_printf(&arm, "SELECT t.id, t.code, t.withdrawn FROM %.*s_p@ t "
	    "WHERE t.code %s", STRF(k->name),
	    begins ? "> ?1 AND t.code < ?2" : "= ?1");
	e = find_ask(c->r, &arm, " ORDER BY 1", args, begins ? 2 : 1, &rows,
	    c->why);
	return e != ERR_OK ? e : call_take(c, k, rows);
}

/* A clause by its directive and its number there: 806/3. */
static enum err
call_clause(struct calling *c, const struct kind *kind, struct str text)
{
	const struct kinds *ks = &c->r->office->kinds;
	const struct kind *directive = kind_named(ks, STR("directive"));
	const struct kind *clause = kind_named(ks, STR("clause"));
	struct buf arm CLEANUP(buf_free) = { .max = 4 * KIB };
	struct why aside = { .lang = NULL };
	struct str head, ordinal;
	struct rows *rows;
	struct id id;
	enum err e;

	if (directive == NULL || clause == NULL || (kind != NULL && kind !=
	    clause) || !str_cut(text, '/', &head, &ordinal) || ordinal.n == 0)
		return ERR_OK;
	if (find_id(c->r, c->a, head, directive, &id, NULL, &aside) != ERR_OK)
		return ERR_OK;
	buf_text(&arm, "SELECT t.id, t.code, t.withdrawn FROM clause_p@ t "
	    "WHERE t.directive = ?1 AND t.ordinal = ?2");
	e = find_ask(c->r, &arm, " ORDER BY 1", (struct val[]){
	    V_TEXT(id_str(c->a, id)), V_TEXT(ordinal) }, 2, &rows, c->why);
	return e != ERR_OK ? e : call_take(c, clause, rows);
}

static struct str
upper(struct arena *a, struct str s)
{
	char *c = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (c[i] >= 'a' && c[i] <= 'z')
			c[i] = (char)(c[i] - 'a' + 'A');
	return (struct str){ c, s.n };
}

static enum err
call_kinds(struct calling *c, const struct kind *kind, struct str code,
    bool begins)
{
	const struct kinds *ks = &c->r->office->kinds;
	enum err e = ERR_OK;

	if (kind != NULL)
		return call_code(c, kind, code, begins);
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++)
		e = call_code(c, &ks->kind[i], code, begins);
	return e;
}

/* As written, else in capitals, else as the beginning of one. */
static enum err
call(struct calling *c, const struct kind *kind, struct str code)
{
	const struct kind *directive = kind_named(&c->r->office->kinds,
	    STR("directive"));
	struct str capital = upper(c->a, code);
	enum err e = call_kinds(c, kind, code, false);

	if (e == ERR_OK && c->n == 0 && !str_eq(capital, code))
		e = call_kinds(c, kind, capital, false);
	/* A directive is called by its number, its clauses are not. */
	if (e == ERR_OK && c->n == 0 && kind == NULL && directive != NULL)
		e = call_code(c, directive, capital, true);
	if (e == ERR_OK && c->n == 0)
		e = call_kinds(c, kind, capital, true);
	return e;
}

/* What was withdrawn is meant only when nothing else is called so. */
static void
prefer_standing(struct calling *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!c->found[i].withdrawn)
			c->found[n++] = c->found[i];
	if (n > 0)
		c->n = n;
}

/* At two labels the same code may name two things. */
static bool
called_twice(const struct calling *c, size_t at)
{
	for (size_t i = 0; i < c->n; i++)
		if (i != at && c->found[i].kind == c->found[at].kind &&
		    str_eq(c->found[i].code, c->found[at].code))
			return true;
	return false;
}

static enum err
called_one(struct calling *c, struct str text, struct id *out,
    const struct kind **out_kind)
{
	struct buf b CLEANUP(buf_free) = { .max = 2 * KIB };

	text = str_head(text, 60);
	prefer_standing(c);
	if (c->n == 0)
		return why_set(c->why, ERR_MISSING, "there is no record called "
		    "\"%.*s\"", STRF(text));
	if (c->n == 1) {
		*out = c->found[0].id;
		if (out_kind != NULL)
			*out_kind = c->found[0].kind;
		return ERR_OK;
	}
	for (size_t i = 0; i < c->n; i++)
		buf_printf(&b, "%s%.*s:%.*s", i > 0 ? ", " : "",
		    STRF(c->found[i].kind->name), STRF(called_twice(c, i)
		    ? id_str(c->a, c->found[i].id) : c->found[i].code));
	return why_set(c->why, ERR_INPUT, "\"%.*s\" can be %.*s; name one",
	    STRF(text), STRF(buf_view(&b)));
}

/* KIND:CODE or KIND/CODE, when there is such a kind. */
static const struct kind *
kind_before(const struct reader *r, struct str text, struct str *code)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == ':' || text.p[i] == '/') {
			*code = str_from(text, i + 1);
			return kind_named(&r->office->kinds, str_to(text, i));
		}
	return NULL;
}

enum err
find_id(struct reader *r, struct arena *a, struct str text,
    const struct kind *kind, struct id *out, const struct kind **out_kind,
    struct why *why)
{
	struct calling c = { .r = r, .a = a, .why = why };
	struct str code = str_trim(text);
	const struct kind *named = kind_before(r, code, &code), *k;
	enum err e = ERR_OK;

	if (named == NULL)
		code = str_trim(text);
	else if (kind != NULL && kind != named)
		return called_one(&c, text, out, out_kind);
	else
		kind = named;
	if (id_parse(code, out)) {
		k = find_kind(r, *out);
		if (k == NULL || (kind != NULL && k != kind))
			return called_one(&c, text, out, out_kind);
		if (out_kind != NULL)
			*out_kind = k;
		return ERR_OK;
	}
	if (code.n > 0 && code.n <= KIND_CODE_MAX && str_valid(code)) {
		e = call(&c, kind, code);
		if (e == ERR_OK && c.n == 0)
			e = call_clause(&c, kind, code);
	}
	return e != ERR_OK ? e : called_one(&c, text, out, out_kind);
}

enum err
find_name_in(struct reader *r, struct arena *a, struct id id,
    const char *lang, struct str *code, struct str *title)
{
	const struct kind *k = find_kind(r, id);
	const struct field *f;
	struct row *row;
	struct value *v;
	size_t n;
	enum err e;

	*code = *title = STR("");
	if (k == NULL)
		return ERR_MISSING;
	e = find_row(r, a, k, id, &row, &n, NULL);
	if (e != ERR_OK)
		return e;
	f = kind_field(k, STR("code"));
	v = f != NULL ? &row->value[kind_field_at(k, f)] : NULL;
	*code = v != NULL && v->type == VALUE_TEXT ? v->text : id_str(a, id);
	*title = find_title(r, a, row, lang);
	return ERR_OK;
}

enum err
find_name(struct reader *r, struct arena *a, struct id id, struct str *code,
    struct str *title)
{
	return find_name_in(r, a, id, NULL, code, title);
}
