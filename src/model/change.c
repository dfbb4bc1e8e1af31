#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "model/change_work.h"
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
	struct buf b CLEANUP(buf_free) = { .max = 470 };
	const char *lang = w->why != NULL ? w->why->lang : NULL;
	va_list ap;

	if (w->c->items > 1)
		buf_printf(&b, tr(lang, "item %zu: "), w->item + 1);
	if (field.n > 0)
		buf_printf(&b, "%.*s: ", STRF(field));
	va_start(ap, fmt);
	buf_vprintf(&b, tr(lang, fmt), ap);
	va_end(ap);
	return why_set(w->why, e, "%.*s", STRF(buf_view(&b)));
}

/* "item 12", "mục 12" */
static bool
is_item(struct str head)
{
	struct str word, number;
	int64_t n;

	return str_cut(head, ' ', &word, &number) && str_int(number, &n);
}

struct str
change_plain(struct str why)
{
	struct str head, rest;

	return str_cut(why, ':', &head, &rest) && is_item(head) ?
	    str_trim(rest) : why;
}

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
			e = change_do(w, t, item);
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
	if (f != NULL && change_stands(w, t, f, &v))
		return v.text;
	return id_str(w->a, t->id);
}

static void
done_fill(struct work *w, struct change_done *out)
{
	out->items = w->c->items;
	out->id = arena_array(w->a, out->items, sizeof(*out->id));
	out->code = arena_array(w->a, out->items, sizeof(*out->code));
	out->wrote = arena_array(w->a, out->items, sizeof(*out->wrote));
	for (size_t i = 0; i < out->items; i++) {
		size_t end = i + 1 < out->items ? w->thing[i + 1].first_op
		    : w->ops;

		out->wrote[i] = end > w->thing[i].first_op;
		out->id[i] = w->thing[i].id;
		out->code[i] = code_of(w, &w->thing[i]);
	}
}

static enum err
commit_inside(struct work *w, struct change_done *out)
{
	enum err e = change_author(w);

	if (e == ERR_OK)
		e = things_find(w);
	if (e == ERR_OK)
		e = change_may(w);
	if (e == ERR_OK)
		e = part_choose(w);
	if (e == ERR_OK)
		e = items_put(w);
	out->bad = w->item;
	if (e == ERR_OK)
		e = change_may(w);
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
