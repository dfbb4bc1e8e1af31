#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "model/change_work.h"
#include "model/find_stand.h"

#include "base/banned.h"

/* What an operation supersedes. */

struct heads {
	struct op_name *name;
	size_t n;
	bool same; /* the only one, and it has the value already */
};

static enum err
heads_read(struct work *w, struct id id, uint16_t field,
    const struct value *v, struct heads *h)
{
	char text[ID_TEXT + 1];
	struct op_name name[ENTRY_HEADS_MAX];
	struct rows *r;
	enum err e;

	*h = (struct heads){ 0 };
	id_text(id, text);
	e = db_query(w->db, w->part->part, STMT_OP_HEADS,
	    ARGS(V_TEXT(str_of(text)), V_INT(field)), &r, w->why);
	if (e != ERR_OK)
		return e;
	while (h->n < ENTRY_HEADS_MAX && db_next(r)) {
		struct str hash = db_blob(r, 0), bytes = db_blob(r, 2);
		struct value stands;

		ALWAYS(hash.n == ENTRY_HASH);
		memcpy(name[h->n].record.b, hash.p, ENTRY_HASH);
		name[h->n].index = (uint16_t)db_int(r, 1);
		ALWAYS(value_decode(&bytes, &stands));
		h->same = h->n == 0 && value_eq(&stands, v);
		h->n++;
	}
	h->name = arena_array(w->a, h->n, sizeof(*h->name));
	if (h->n > 0)
		memcpy(h->name, name, h->n * sizeof(*name));
	h->same = h->same && h->n == 1;
	return db_end(r);
}

/* Whether an item before touched the same field of the same thing. */
static bool
op_twice(const struct work *w, const struct thing *t, uint16_t field)
{
	for (size_t i = t->scan_op; i < w->ops; i++)
		if (w->op[i].field == field && id_eq(w->op[i].entity, t->id))
			return true;
	return false;
}

enum err
change_put(struct work *w, struct thing *t, const struct field *f,
    const struct value *v)
{
	uint16_t field = kind_op_field(t->kind, f);
	struct heads h = { 0 };

	if (op_twice(w, t, field))
		return change_bad(w, ERR_INPUT, f->name, "said twice in one "
		    "change");
	if (!t->fresh) {
		enum err e = heads_read(w, t->id, field, v, &h);

		if (e != ERR_OK)
			return e;
	}
	if (h.same || (h.n == 0 && v->type == VALUE_NONE) ||
	    (t->fill && h.n > 0))
		return ERR_OK;
	if (w->ops == ENTRY_OPS_MAX)
		return change_bad(w, ERR_LIMIT, STR(""), "one record changes "
		    "at most %d fields; make it several", ENTRY_OPS_MAX);
	w->op = arena_grow(w->a, w->op, w->ops, sizeof(*w->op));
	w->op[w->ops++] = (struct op){
		.entity = t->id,
		.field = field,
		.value = *v,
		.supersedes = h.name,
		.n_supersedes = h.n,
	};
	return ERR_OK;
}

bool
change_stands(struct work *w, const struct thing *t, const struct field *f,
    struct value *v)
{
	char text[ID_TEXT + 1];
	struct rows *r;
	bool found = false;

	id_text(t->id, text);
	if (db_query(w->db, w->part->part, STMT_OP_HEADS,
	    ARGS(V_TEXT(str_of(text)), V_INT(kind_op_field(t->kind, f))), &r,
	    w->why) != ERR_OK)
		return false;
	while (db_next(r)) {
		struct str bytes = arena_str(w->a, db_blob(r, 2));

		ALWAYS(value_decode(&bytes, v));
		found = v->type != VALUE_NONE;
	}
	return db_end(r) == ERR_OK && found;
}

/* Fields. */

const struct value *
change_value(const struct work *w, const struct thing *t, const struct field *f)
{
	uint16_t field = kind_op_field(t->kind, f);

	for (size_t i = t->first_op; i < w->ops; i++)
		if (w->op[i].field == field && id_eq(w->op[i].entity, t->id))
			return &w->op[i].value;
	return NULL;
}

/* The day a record is of: for its number, and the words valid then. */
static int32_t
day_of(struct work *w, const struct change_item *item, const struct kind *k)
{
	static const char *const names[] = { "start", "signed", "made", "date",
		"issued" };

	for (size_t n = 0; n < countof(names); n++) {
		const struct field *f = kind_field(k, str_of(names[n]));

		for (size_t i = 0; f != NULL && i < item->fields; i++) {
			struct value v;

			if (str_eq(item->field[i].name, f->name) &&
			    kind_value(f, item->field[i].value, w->today, &v,
			    NULL) == ERR_OK && v.type == VALUE_DATE)
				return v.date.lo;
		}
	}
	return w->today;
}

static enum err
field_named(struct work *w, const struct kind *k, struct str name,
    const struct field **out)
{
	struct buf list CLEANUP(buf_free) = { .max = 360 };

	*out = kind_field(k, name);
	if (*out != NULL)
		return ERR_OK;
	for (size_t i = 0; i < k->fields; i++)
		if (k->field[i].number >= KIND_OWN_FIRST)
			buf_printf(&list, "%s%.*s", list.n > 0 ? ", " : "",
			    STRF(k->field[i].name));
	return change_bad(w, ERR_INPUT, STR(""), "%.*s has no field "
	    "\"%.*s\"; it has %.*s", STRF(k->name), STRF(name),
	    STRF(buf_view(&list)));
}

static enum err
field_value(struct work *w, const struct field *f, struct str text,
    struct value *v)
{
	struct why inner = { .lang = w->why != NULL ? w->why->lang : NULL };

	if (f->type == FIELD_REF && str_trim(text).n > 0)
		return change_ref(w, f, text, v);
	if (kind_value(f, text, w->today, v, &inner) != ERR_OK)
		return change_bad(w, ERR_INPUT, f->name, "%s", inner.text);
	return ERR_OK;
}

/* The code is that of one record of its kind at one label. */
static enum err
code_free(struct work *w, const struct thing *t, const struct value *v,
    struct str list)
{
	bool taken = false;
	struct id id = { 0 };
	enum err e;

	if (v->type != VALUE_TEXT)
		return ERR_OK;
	for (size_t i = 0; i < w->item; i++)
		if (w->thing[i].kind == t->kind && list.n == 0 &&
		    !id_eq(w->thing[i].id, t->id) &&
		    str_eq(w->thing[i].code, v->text))
			taken = true;
	if (list.n > 0) {
		struct find_term_days days;

		e = find_stand_term(w->db, w->part->part, t->kind, list,
		    v->text, &days, w->why);
		taken = days.found && !id_eq(days.id, t->id);
	} else {
		bool found;

		e = find_stand_code(w->db, w->part->part, t->kind, v->text,
		    &id, &found, w->why);
		taken = taken || (found && !id_eq(id, t->id));
	}
	if (e == ERR_OK && taken)
		e = change_bad(w, ERR_INPUT, STR("code"), "\"%.*s\" is taken "
		    "by another %.*s", STRF(v->text), STRF(t->kind->name));
	return e;
}

/* The vocabulary of a term: its codes are unique only in there. */
static struct str
list_of(const struct thing *t, const struct change_item *item)
{
	if (str_is(t->kind->name, "term"))
		for (size_t i = 0; i < item->fields; i++)
			if (str_is(item->field[i].name, "list"))
				return str_trim(item->field[i].value);
	return STR("");
}

/* What names a word in the records that hold it stays as it is. */
static enum err
word_kept(struct work *w, const struct thing *t, const struct field *f)
{
	if (t->fresh || t->fill || !str_is(t->kind->name, "term") ||
	    (!str_is(f->name, "code") && !str_is(f->name, "list")))
		return ERR_OK;
	return change_bad(w, ERR_INPUT, f->name, "records hold this word by "
	    "it; add another word, and set valid_to on this one");
}

static enum err
field_put(struct work *w, struct thing *t, const struct change_item *item,
    const struct change_field *cf)
{
	const struct field *f;
	struct value v = VALUE_EMPTY;
	size_t before = w->ops;
	enum err e = field_named(w, t->kind, cf->name, &f);

	if (e == ERR_OK)
		e = field_value(w, f, cf->value, &v);
	if (e == ERR_OK)
		e = change_put(w, t, f, &v);
	if (e != ERR_OK || w->ops == before)
		return e;
	e = word_kept(w, t, f);
	if (e != ERR_OK)
		return e;
	if (v.type == VALUE_NONE && f->required)
		return change_bad(w, ERR_INPUT, f->name, "must have a value");
	if (f->type == FIELD_TERM && v.type == VALUE_TEXT) {
		int32_t day = day_of(w, item, t->kind);

		return change_term(w, f, &v, day < w->today ? day : w->today);
	}
	if (str_is(f->name, "code")) {
		t->code = v.type == VALUE_TEXT ? v.text : STR("");
		return code_free(w, t, &v, list_of(t, item));
	}
	return ERR_OK;
}

enum err
change_fields(struct work *w, struct thing *t, const struct change_item *item)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < item->fields; i++)
		e = field_put(w, t, item, &item->field[i]);
	return e;
}

enum err
change_required(struct work *w, const struct thing *t)
{
	for (size_t i = 0; i < t->kind->fields; i++) {
		const struct field *f = &t->kind->field[i];

		if (f->required && change_value(w, t, f) == NULL)
			return change_bad(w, ERR_INPUT, f->name, "is missing; "
			    "a new %.*s must have it", STRF(t->kind->name));
	}
	return ERR_OK;
}

/* What the field is with this change. */
static bool
becomes(struct work *w, const struct thing *t, struct str name,
    struct value *v)
{
	const struct field *f = kind_field(t->kind, name);
	const struct value *said;

	ALWAYS(f != NULL);
	said = change_value(w, t, f);
	if (said == NULL)
		return !t->fresh && change_stands(w, t, f, v);
	*v = *said;
	return v->type != VALUE_NONE;
}

static double
number_of(const struct value *v)
{
	return v->type == VALUE_INT ? (double)v->i : v->number;
}

static bool
cond_holds(struct work *w, const struct thing *t, const struct cond *c)
{
	struct value a, b;
	bool holds = becomes(w, t, c->a, &a);

	if (c->type == COND_OVER) {
		if (!holds || !becomes(w, t, c->b, &b))
			return false;
		holds = number_of(&a) > number_of(&b);
	}
	return holds != c->negated;
}

enum err
change_refused(struct work *w, const struct thing *t)
{
	const char *lang = w->why != NULL ? w->why->lang : NULL;

	for (size_t i = 0; i < t->kind->checks; i++) {
		const struct check *c = &t->kind->check[i];
		bool holds = c->refused;

		for (size_t k = 0; holds && k < c->rule.conds; k++)
			holds = cond_holds(w, t, &c->rule.cond[k]);
		if (holds)
			return change_bad(w, ERR_INPUT, c->rule.cond[0].a,
			    "%.*s", STRF(tr_is_vi(lang) && c->vi.n > 0 ?
			    c->vi : c->en));
	}
	return ERR_OK;
}

/* Numbers. */

/*
 * One row of numbers for all kinds of a label, so that a number alone names a
 * record.
 */
static enum err
serial_last(struct work *w, struct str prefix, int64_t *last)
{
	const struct kinds *ks = &w->pen->office->kinds;
	enum err e = ERR_OK;

	*last = 0;
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++) {
		int64_t n;

		if (ks->kind[i].numbering.n == 0)
			continue;
		e = find_stand_serial(w->db, w->part->part, &ks->kind[i],
		    prefix, &n, w->why);
		if (e == ERR_OK && n > *last)
			*last = n;
	}
	return e;
}

static enum err
serial_next(struct work *w, struct str prefix, int64_t *next)
{
	struct change_pen *p = w->pen;
	struct str key = arena_printf(w->a, "%d/%.*s", w->part->part,
	    STRF(prefix));
	int64_t *last = map_get(p->serial, key);

	if (last == NULL) {
		enum err e;

		last = arena_alloc(p->serials, sizeof(*last));
		e = serial_last(w, prefix, last);
		if (e != ERR_OK)
			return e;
		(void)map_put(p->serial, arena_str(p->serials, key), last);
	}
	*next = ++*last;
	return ERR_OK;
}

enum err
change_number(struct work *w, struct thing *t, const struct change_item *item)
{
	const struct field *f = kind_field(t->kind, STR("code"));
	struct value v = { .type = VALUE_TEXT };
	struct str prefix;
	int64_t serial;
	int y, m, d;
	enum err e;

	if (f == NULL || t->kind->numbering.n == 0 ||
	    change_value(w, t, f) != NULL)
		return ERR_OK;
	date_split(day_of(w, item, t->kind), &y, &m, &d);
	prefix = arena_printf(w->a, "%.*s%s%04d-", STRF(w->part->mark),
	    w->part->mark.n > 0 ? "-" : "", y);
	e = serial_next(w, prefix, &serial);
	if (e != ERR_OK)
		return e;
	v.text = t->code = arena_printf(w->a, "%.*s%04" PRId64, STRF(prefix),
	    serial);
	return change_put(w, t, f, &v);
}
