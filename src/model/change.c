#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "model/change_work.h"
#include "model/find_stand.h"
#include "model/fold.h"

#include "base/banned.h"

enum {
	FOLD_ARENA = 256 * 1024 * 1024,
	SERIAL_ARENA = 16 * 1024 * 1024,
	RECORD_HEX = 8 /* bytes of a record's id that name it */
};

static const int64_t MINUTE_MS = 60000;

/* The pen. */

static int64_t
pen_now(struct world *w)
{
	const struct change_pen *p = w->self;

	if (p->clock_ms != 0)
		return p->clock_ms;
	return p->office->world->now_ms(p->office->world);
}

static void
pen_entropy(struct world *w, void *to, size_t n)
{
	const struct change_pen *p = w->self;

	p->office->world->entropy(p->office->world, to, n);
}

enum err
change_open(const struct office *o, struct change_pen **out, struct why *why)
{
	struct arena *a = arena_new(FOLD_ARENA);
	struct change_pen *p = arena_alloc(a, sizeof(*p));
	enum err e;

	p->office = o;
	p->arena = a;
	p->world = *o->world;
	p->world.self = p;
	p->world.now_ms = pen_now;
	p->world.entropy = pen_entropy;
	p->fold = fold_of(a, &o->kinds);
	p->serials = arena_new(SERIAL_ARENA);
	e = key_load(o->world, o->key_path.p, &p->key, why);
	if (e == ERR_OK)
		e = db_open(o->db_path.p, DB_MODE_WRITE, &p->db, why);
	if (e == ERR_OK)
		e = journal_open(p->db, &p->world, p->key, &p->journal, why);
	if (e != ERR_OK) {
		change_close(p);
		p = NULL;
	}
	*out = p;
	return e;
}

void
change_close(struct change_pen *p)
{
	if (p == NULL)
		return;
	if (p->group)
		journal_abandon(p->journal);
	if (p->journal != NULL)
		journal_close(p->journal);
	db_close(p->db);
	key_free(p->key);
	arena_free(p->serials);
	arena_free(p->arena);
}

void
change_clock(struct change_pen *p, int64_t ms)
{
	p->clock_ms = ms;
}

enum err
change_group(struct change_pen *p, struct why *why)
{
	enum err e;

	ALWAYS(!p->group);
	e = journal_begin(p->journal, why);
	p->group = e == ERR_OK;
	arena_reset(p->serials);
	p->serial = map_new(p->serials);
	return e;
}

enum err
change_group_end(struct change_pen *p, struct why *why)
{
	ALWAYS(p->group);
	p->group = false;
	return journal_end(p->journal, why);
}

/* Messages. */

enum err
change_bad(struct work *w, enum err e, struct str field, const char *fmt, ...)
{
	struct buf b CLEANUP(buf_free) = { .max = 400 };
	va_list ap;

	if (w->c->items > 1)
		buf_printf(&b, "item %zu: ", w->item + 1);
	if (field.n > 0)
		buf_printf(&b, "%.*s: ", STRF(field));
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	return why_set(w->why, e, "%.*s", STRF(buf_view(&b)));
}

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

static void
op_room(struct work *w)
{
	struct op *more;

	if (w->ops < w->room)
		return;
	w->room = w->room == 0 ? 64 : 2 * w->room;
	more = arena_array(w->a, w->room, sizeof(*more));
	if (w->ops > 0)
		memcpy(more, w->op, w->ops * sizeof(*more));
	w->op = more;
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
	op_room(w);
	w->op[w->ops++] = (struct op){
		.entity = t->id,
		.field = field,
		.value = *v,
		.supersedes = h.name,
		.n_supersedes = h.n,
	};
	return ERR_OK;
}

static bool
stands(struct work *w, const struct thing *t, const struct field *f,
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

static const struct value *
op_value(const struct work *w, const struct thing *t, const struct field *f)
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
	struct why inner = { "" };

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

static enum err
required_there(struct work *w, const struct thing *t)
{
	for (size_t i = 0; i < t->kind->fields; i++) {
		const struct field *f = &t->kind->field[i];

		if (f->required && op_value(w, t, f) == NULL)
			return change_bad(w, ERR_INPUT, f->name, "is missing; "
			    "a new %.*s must have it", STRF(t->kind->name));
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

/* "2026-0412", with the label's mark in front above the lowest. */
static enum err
number_give(struct work *w, struct thing *t, const struct change_item *item)
{
	const struct field *f = kind_field(t->kind, STR("code"));
	struct value v = { .type = VALUE_TEXT };
	struct str prefix;
	int64_t serial;
	int y, m, d;
	enum err e;

	if (f == NULL || t->kind->numbering.n == 0 ||
	    op_value(w, t, f) != NULL)
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

/* Verbs. */

static enum err
fields_put(struct work *w, struct thing *t, const struct change_item *item)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < item->fields; i++)
		e = field_put(w, t, item, &item->field[i]);
	return e;
}

static enum err
verb_add(struct work *w, struct thing *t, const struct change_item *item)
{
	enum err e = fields_put(w, t, item);

	if (e != ERR_OK || t->fill)
		return e;
	e = required_there(w, t);
	return e == ERR_OK ? number_give(w, t, item) : e;
}

static enum err
verb_set(struct work *w, struct thing *t, const struct change_item *item)
{
	if (item->fields == 0)
		return change_bad(w, ERR_INPUT, STR(""), "say what to set: "
		    "FIELD=VALUE");
	return fields_put(w, t, item);
}

/* Closing before it has begun would hide that it never was. */
static enum err
close_begun(struct work *w, struct thing *t)
{
	const struct field *f = kind_field(t->kind, STR("start"));
	struct value v;

	if (f == NULL || op_value(w, t, f) != NULL || !stands(w, t, f, &v) ||
	    v.date.lo <= w->today)
		return ERR_OK;
	return change_bad(w, ERR_INPUT, STR("start"), "it has not begun; set "
	    "its true day first, or set cancelled=today");
}

static enum err
verb_close(struct work *w, struct thing *t, const struct change_item *item)
{
	static const char *const names[] = { "confirmed", "reported", "closed",
		"claimed", "done" };
	struct value today = { .type = VALUE_DATE,
		.date = { w->today, w->today } };
	size_t known = 0;
	enum err e = fields_put(w, t, item);

	if (e == ERR_OK)
		e = close_begun(w, t);
	for (size_t i = 0; e == ERR_OK && i < countof(names); i++) {
		const struct field *f = kind_field(t->kind, str_of(names[i]));
		struct value v;

		if (f == NULL || f->type != FIELD_DATE)
			continue;
		known++;
		if (op_value(w, t, f) == NULL && !stands(w, t, f, &v))
			e = change_put(w, t, f, &today);
	}
	if (e == ERR_OK && known == 0)
		e = change_bad(w, ERR_INPUT, STR(""), "a %.*s cannot be "
		    "closed", STRF(t->kind->name));
	return e;
}

static enum err
verb_withdraw(struct work *w, struct thing *t, const struct change_item *item)
{
	const struct field *f = kind_field(t->kind, STR("withdrawn"));
	struct value v = { .type = VALUE_TEXT, .text = str_trim(w->c->note) };
	struct str line;

	(void)item;
	ALWAYS(f != NULL);
	if (!str_line(&v.text, &line) || line.n == 0)
		return change_bad(w, ERR_INPUT, STR(""), "say why it no longer "
		    "counts, in the note");
	v.text = line;
	return change_put(w, t, f, &v);
}

static enum err
verb_undo(struct work *w, struct thing *t, const struct change_item *item)
{
	(void)t;
	return change_undo(w, item->target);
}

static enum err (*const verbs[])(struct work *, struct thing *,
    const struct change_item *) = {
	[CHANGE_ADD] = verb_add,
	[CHANGE_SET] = verb_set,
	[CHANGE_CLOSE] = verb_close,
	[CHANGE_WITHDRAW] = verb_withdraw,
	[CHANGE_UNDO] = verb_undo,
};

/* What each item is about. */

static enum err
thing_new(struct work *w, const struct change_item *item, struct thing *t)
{
	const struct office *o = w->pen->office;
	struct buf list CLEANUP(buf_free) = { .max = 400 };

	t->kind = kind_named(&o->kinds, item->kind);
	t->id = id_is_zero(item->id) ? id_new(o->world) : item->id;
	if (t->kind != NULL)
		return ERR_OK;
	for (size_t i = 0; i < o->kinds.n; i++)
		buf_printf(&list, "%s%.*s", i > 0 ? ", " : "",
		    STRF(o->kinds.kind[i].name));
	return change_bad(w, ERR_INPUT, STR(""), "there is no kind \"%.*s\"; "
	    "there are %.*s", STRF(item->kind), STRF(buf_view(&list)));
}

static enum err
things_find(struct work *w)
{
	enum err e = ERR_OK;

	w->thing = arena_array(w->a, w->c->items, sizeof(*w->thing));
	for (w->item = 0; e == ERR_OK && w->item < w->c->items; w->item++) {
		const struct change_item *item = &w->c->item[w->item];
		struct thing *t = &w->thing[w->item];

		if (item->verb == CHANGE_ADD)
			e = thing_new(w, item, t);
		else if (item->verb != CHANGE_UNDO)
			e = change_name(w, STR(""), item->target, NULL, 0,
			    &t->kind, &t->id);
		if (e != ERR_OK)
			break;
	}
	return e;
}

/* The label. */

static enum err
part_named(struct work *w)
{
	const struct office *o = w->pen->office;
	struct buf list CLEANUP(buf_free) = { .max = 300 };

	w->part = office_part_named(o, w->c->label);
	if (w->part != NULL && change_visible(w, w->part))
		return ERR_OK;
	for (size_t i = 0; i < o->parts; i++)
		if (change_visible(w, &o->part[i]))
			buf_printf(&list, "%s%.*s", list.n > 0 ? ", " : "",
			    STRF(o->part[i].label));
	return change_bad(w, ERR_INPUT, STR("label"), "there is no label "
	    "\"%.*s\"; there are %.*s", STRF(w->c->label),
	    STRF(buf_view(&list)));
}

/* The lowest label at which the thing of an item can be seen. */
static enum err
part_of(struct work *w, const struct change_item *item, const struct thing *t,
    const struct office_part **out)
{
	const struct office *o = w->pen->office;

	*out = NULL;
	if (item->verb == CHANGE_ADD)
		return ERR_OK;
	if (item->verb == CHANGE_UNDO)
		return change_undo_find(w, item->target, out);
	for (size_t p = 0; p < o->parts; p++)
		if (change_visible(w, &o->part[p]) &&
		    change_has(w, &o->part[p], t->kind, t->id)) {
			*out = &o->part[p];
			break;
		}
	return ERR_OK;
}

static enum err
part_agrees(struct work *w, const struct office_part *at, enum change_verb verb)
{
	if (at == NULL || at == w->part)
		return ERR_OK;
	if (w->part == NULL) {
		w->part = at;
		return ERR_OK;
	}
	if (w->c->label.n == 0)
		return change_bad(w, ERR_INPUT, STR("label"), "the items stand "
		    "at different labels; make one change for each");
	if (verb == CHANGE_UNDO)
		return change_bad(w, ERR_INPUT, STR("label"), "the record is "
		    "at %.*s, and so is what undoes it", STRF(at->label));
	if (label_dominates(&w->pen->office->scheme, w->part->expr, at->expr))
		return ERR_OK;
	return change_bad(w, ERR_DENIED, STR("label"), "the record is at "
	    "%.*s and cannot be changed at %.*s", STRF(at->label),
	    STRF(w->part->label));
}

static enum err
part_choose(struct work *w)
{
	const struct office *o = w->pen->office;
	enum err e = w->c->label.n > 0 ? part_named(w) : ERR_OK;

	for (w->item = 0; e == ERR_OK && w->item < w->c->items; w->item++) {
		const struct change_item *item = &w->c->item[w->item];
		const struct office_part *at;

		e = part_of(w, item, &w->thing[w->item], &at);
		if (e == ERR_OK)
			e = part_agrees(w, at, item->verb);
		if (e != ERR_OK)
			return e;
	}
	for (size_t p = 0; w->part == NULL && p < o->parts; p++)
		if (change_visible(w, &o->part[p]))
			w->part = &o->part[p];
	if (e == ERR_OK && w->part == NULL)
		e = change_bad(w, ERR_DENIED, STR(""), "no label may be "
		    "written");
	return e;
}

/* Items become operations. */

static enum err
added_once(struct work *w, const struct thing *t)
{
	for (size_t i = 0; i < w->item; i++)
		if (id_eq(w->thing[i].id, t->id))
			return change_bad(w, ERR_INPUT, STR(""), "the same "
			    "thing as item %zu; it is added once", i + 1);
	return ERR_OK;
}

static enum err
items_put(struct work *w)
{
	enum err e = ERR_OK;

	for (w->item = 0; w->item < w->c->items; w->item++) {
		const struct change_item *item = &w->c->item[w->item];
		struct thing *t = &w->thing[w->item];

		t->first_op = w->ops;
		if (t->kind != NULL) {
			t->fresh = !change_has(w, w->part, t->kind, t->id);
			t->fill = item->verb == CHANGE_ADD && !t->fresh;
		}
		/* What is added now was not touched by an item before. */
		t->scan_op = item->verb == CHANGE_ADD ? w->ops : 0;
		if (item->verb == CHANGE_ADD)
			e = added_once(w, t);
		if (e == ERR_OK)
			e = verbs[item->verb](w, t, item);
		if (e != ERR_OK)
			return e;
	}
	return e;
}

static enum err
record_append(struct work *w, struct change_done *out)
{
	struct journal_draft draft = { .author = w->c->author,
		.note = w->c->note, .op = w->op, .ops = w->ops };
	struct buf hex CLEANUP(buf_free) = { .max = 64 };
	struct entry entry;
	enum err e;

	if (w->ops == 0)
		return ERR_OK;
	e = journal_append(w->pen->journal, w->a, w->part->part, &draft,
	    &w->pen->fold, &entry, w->why);
	for (size_t i = 0; i < RECORD_HEX; i++)
		buf_printf(&hex, "%02x", entry.id.b[i]);
	if (e == ERR_OK)
		out->record = arena_str(w->a, buf_view(&hex));
	return e;
}

/* The code of a thing that was not given one here. */
static struct str
code_of(struct work *w, struct thing *t)
{
	const struct field *f;
	struct value v;

	if (t->kind == NULL)
		return STR("");
	f = kind_field(t->kind, STR("code"));
	if (t->code.n > 0)
		return t->code;
	if (f != NULL && stands(w, t, f, &v))
		return v.text;
	return id_str(w->a, t->id);
}

static void
done_fill(struct work *w, struct change_done *out)
{
	out->items = w->c->items;
	out->id = arena_array(w->a, out->items, sizeof(*out->id));
	out->code = arena_array(w->a, out->items, sizeof(*out->code));
	for (size_t i = 0; i < out->items; i++) {
		out->id[i] = w->thing[i].id;
		out->code[i] = code_of(w, &w->thing[i]);
	}
}

static enum err
commit_inside(struct work *w, struct change_done *out)
{
	enum err e = things_find(w);

	if (e == ERR_OK)
		e = part_choose(w);
	if (e == ERR_OK)
		e = items_put(w);
	out->bad = w->item;
	if (e == ERR_OK)
		e = record_append(w, out);
	if (e == ERR_OK)
		done_fill(w, out);
	return e;
}

static enum err
note_check(const struct change *c, struct why *why)
{
	if (c->note.n > KIND_TEXT_MAX || !str_valid(c->note))
		return why_set(why, ERR_INPUT, "the note must be UTF-8 text of "
		    "at most %d bytes", KIND_TEXT_MAX);
	if (c->items == 0)
		return why_set(why, ERR_INPUT, "the change changes nothing");
	return ERR_OK;
}

enum err
change_commit(struct change_pen *p, struct arena *a, const struct change *c,
    struct change_done *out, struct why *why)
{
	struct work w = { .pen = p, .db = p->db, .a = a, .c = c, .why = why,
		.mask = c->mask != 0 ? c->mask : UINT64_MAX };
	bool alone = !p->group;
	enum err e = note_check(c, why);

	*out = (struct change_done){ 0 };
	w.today = date_day_of_ms(pen_now(&p->world) +
	    p->office->offset_min * MINUTE_MS);
	if (e == ERR_OK && alone)
		e = change_group(p, why);
	if (e != ERR_OK)
		return e;
	e = commit_inside(&w, out);
	if (!alone)
		return e;
	if (e == ERR_OK)
		return change_group_end(p, why);
	p->group = false;
	journal_abandon(p->journal);
	return e;
}
