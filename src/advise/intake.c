#include "advise/intake.h"

#include <string.h>

#include "advise/intake_known.h"
#include "base/str.h"

#include "base/banned.h"

enum {
	/* One record has less, so that every item fits whole. */
	OPS_AIM = ENTRY_OPS_MAX - 2 * KIND_FIELDS_MAX,
	ITEMS_ARENA = 512 * 1024 * 1024,
	ITEMS_ROOM = 448 * 1024 * 1024, /* written when less is left */
	ITEMS_AIM = 600,
	WORK_ARENA = 128 * 1024 * 1024,
	OWN_ARENA = 64 * 1024 * 1024,
	OWN_LEFT = 64 * 1024,
	MADE_ARENA = 128 * 1024 * 1024,
	MADE_LEFT = 16 * 1024 * 1024, /* more than one batch takes */
	GROUP_AIM = 20000, /* items in one durable commit */
	BATCH_MAX = 4096,
	RECORDS_KEPT = 100,
	PARTNERS_ARENA = 256 * 1024 * 1024
};

struct intake {
	struct intake_ask ask;
	struct arena *own;
	struct arena *work;       /* of one record */
	struct arena *made_arena; /* of what the open group has */
	struct map *made;         /* "kind/external" to its identity */
	struct coded_items items;
	struct change_pen *pen;
	struct intake_count count;
	struct buf records;
	size_t recorded;
	struct map *partner; /* code to identity as text */
	bool lowest; /* the label is the one that everybody may see */
	bool sourced;
};

/* A batch: items as they are asked for, and which ones they were. */
struct batch {
	struct change_item *item;
	const struct coded_item **from; /* NULL: the publisher's record */
	size_t n, ops;
};

static enum err
group_begin(struct intake *in, struct why *why)
{
	enum err e = ERR_OK;

	if (in->pen == NULL)
		e = change_open(in->ask.reader->office, &in->pen, why);
	if (e == ERR_OK)
		e = change_group(in->pen, why);
	arena_reset(in->made_arena);
	in->made = map_new(in->made_arena);
	return e;
}

/* What is only tried is given up together with the pen. */
static enum err
group_end(struct intake *in, struct why *why)
{
	if (!in->ask.dry)
		return change_group_end(in->pen, why);
	change_close(in->pen);
	in->pen = NULL;
	return ERR_OK;
}

/* Partners by their identity, which costs no search for each row. */
static enum err
partners_learn(struct intake *in, struct why *why)
{
	const struct kind *k = kind_named(&in->ask.reader->office->kinds,
	    STR("partner"));
	struct find_query q = { .kind = k, .limit = FIND_LIMIT_MAX };
	size_t code = kind_field_at(k, kind_field(k, STR("code")));
	struct arena *a = arena_new(PARTNERS_ARENA);
	struct rows_found found;
	enum err e = find_list(in->ask.reader, a, &q, &found, why);

	in->partner = map_new(in->own);
	for (size_t i = 0; e == ERR_OK && i < found.n &&
	    arena_left(in->own) > OWN_LEFT; i++) {
		const struct value *v = &found.row[i].value[code];
		struct str *id = arena_alloc(in->own, sizeof(*id));

		*id = id_str(in->own, found.row[i].id);
		if (v->type == VALUE_TEXT)
			(void)map_put(in->partner, arena_str(in->own,
			    v->text), id);
	}
	arena_free(a);
	return e;
}

enum err
intake_open(const struct intake_ask *ask, struct intake **out, struct why *why)
{
	const struct office *o = ask->reader->office;
	const struct office_part *part = ask->label.n > 0
	    ? office_part_named(o, ask->label) : &o->part[0];
	struct arena *own = arena_new(OWN_ARENA);
	struct intake *in = arena_alloc(own, sizeof(*in));
	enum err e = ERR_OK;

	*in = (struct intake){ .ask = *ask, .own = own,
		.work = arena_new(WORK_ARENA),
		.made_arena = arena_new(MADE_ARENA),
		.records = { .max = MIB }, .lowest = part == &o->part[0] };
	in->items.arena = arena_new(ITEMS_ARENA);
	*out = in;
	if (part == NULL)
		e = why_set(why, ERR_INPUT, "there is no label \"%.*s\"",
		    STRF(ask->label));
	if (e == ERR_OK)
		e = partners_learn(in, why);
	if (e == ERR_OK)
		e = group_begin(in, why);
	if (e == ERR_OK)
		return ERR_OK;
	intake_close(in);
	*out = NULL;
	return e;
}

void
intake_close(struct intake *in)
{
	if (in == NULL)
		return;
	change_close(in->pen);
	buf_free(&in->records);
	arena_free(in->items.arena);
	arena_free(in->made_arena);
	arena_free(in->work);
	arena_free(in->own);
}

struct coded_items *
intake_items(struct intake *in)
{
	return &in->items;
}

const struct intake_count *
intake_count(const struct intake *in)
{
	return &in->count;
}

struct str
intake_records(const struct intake *in, size_t *n)
{
	*n = in->recorded;
	return buf_view(&in->records);
}

/* Who an item is. */

static struct str
made_key(struct arena *a, struct str kind, struct str external)
{
	return arena_printf(a, "%.*s/%.*s", STRF(kind), STRF(external));
}

static const struct id *
made_find(const struct intake *in, struct str kind, struct str external)
{
	struct arena_mark mark = arena_mark(in->work);
	const struct id *id = map_get(in->made, made_key(in->work, kind,
	    external));

	arena_rewind(in->work, mark);
	return id;
}

static void
made_put(struct intake *in, struct str kind, struct str external, struct id id)
{
	struct id *copy = arena_alloc(in->made_arena, sizeof(*copy));

	*copy = id;
	(void)map_put(in->made, made_key(in->made_arena, kind, external),
	    copy);
}

/* Above the lowest label an identity must not tell what it is of. */
static enum err
stored_above(struct intake *in, const struct kind *k, struct str external,
    struct id *id, struct why *why)
{
	struct find_query q = { .kind = k, .limit = 1, .withdrawn = true };
	struct rows_found found;
	enum err e;

	*id = (struct id){ { 0 } };
	if (memchr(external.p, '"', external.n) != NULL)
		return why_set(why, ERR_INPUT, "%s: a quotation mark cannot "
		    "stand here", "external");
	q.filter = arena_printf(in->work, "external:\"%.*s\"",
	    STRF(external));
	e = find_list(in->ask.reader, in->work, &q, &found, why);
	if (e == ERR_OK && found.n > 0)
		*id = found.row[0].id;
	return e;
}

/*
 * The record of an external number: stored already or not; an identity that
 * is zero has yet to be given. Public things have the same one everywhere.
 */
static enum err
who(struct intake *in, const struct kind *k, struct str external,
    struct id *id, bool *stored, struct why *why)
{
	enum err e = ERR_OK;

	if (in->lowest)
		*id = id_of_name(k->name, external);
	else
		e = stored_above(in, k, external, id, why);
	*stored = e == ERR_OK && !id_is_zero(*id) &&
	    find_kind(in->ask.reader, *id) == k;
	return e;
}

/* Faults. */

static void
fault(struct intake *in, const struct coded_item *item, const struct why *why)
{
	struct why plain = { .text = "", .lang = why->lang };

	(void)why_set(&plain, ERR_INPUT, "%.*s",
	    STRF(change_plain(str_of(why->text))));
	in->count.fault++;
	in->ask.fault(in->ask.self, item != NULL ? item->line : 0, &plain);
}

static bool
of_disk(enum err e)
{
	return e == ERR_IO || e == ERR_CORRUPT || e == ERR_BUSY ||
	    e == ERR_NOMEM;
}

/* Items as changes. */

static void
put(struct change_item *item, struct str name, struct str value)
{
	item->field[item->fields++] = (struct change_field){ name, value };
}

/* What the notes of our imports have in them, to know them by. */
static struct str
mark_of(const struct intake *in)
{
	return arena_printf(in->work, "(%.*s", STRF(in->ask.format->title));
}

static void
plain_put(struct intake *in, const struct kind *k,
    const struct coded_field *f, struct change_item *item)
{
	const struct field *field = kind_field(k, f->name);
	const struct str *id = field != NULL && field->type == FIELD_REF
	    ? map_get(in->partner, f->value) : NULL;

	put(item, f->name, id != NULL ? *id : f->value);
}

/* A ref to another item; false when the register has no such thing. */
static bool
ref_put(struct intake *in, const struct coded_field *f,
    struct change_item *item, struct why *why)
{
	const struct kind *k = kind_named(&in->ask.reader->office->kinds,
	    f->kind);
	const struct id *made = made_find(in, f->kind, f->value);
	struct id id = { { 0 } };
	bool stored = false;

	ALWAYS(k != NULL);
	if (made == NULL && (who(in, k, f->value, &id, &stored, why) !=
	    ERR_OK || !stored))
		return false;
	put(item, f->name, id_str(in->work, made != NULL ? *made : id));
	return true;
}

/* ERR_MISSING: it is about something that the register does not have. */
static enum err
item_change(struct intake *in, const struct coded_item *from,
    struct change_item *item, struct why *why)
{
	const struct kind *k = kind_named(&in->ask.reader->office->kinds,
	    from->kind);
	struct id id;
	bool stored;
	enum err e;

	ALWAYS(k != NULL);
	e = who(in, k, from->external, &id, &stored, why);
	if (e != ERR_OK)
		return e;
	*item = (struct change_item){ .verb = stored ? CHANGE_SET : CHANGE_ADD,
		.kind = k->name };
	item->field = arena_array(in->work, from->fields + 2,
	    sizeof(*item->field));
	for (size_t i = 0; i < from->fields; i++) {
		const struct coded_field *f = &from->field[i];

		if (f->kind.n == 0)
			plain_put(in, k, f, item);
		else if (!ref_put(in, f, item, why))
			return ERR_MISSING;
	}
	if (stored) {
		item->target = id_str(in->work, id);
		return intake_known(in->ask.reader, in->work, k, id,
		    mark_of(in), item, why);
	}
	if (id_is_zero(id))
		id = id_new(in->ask.reader->office->world);
	item->id = id;
	put(item, STR("external"), from->external);
	made_put(in, from->kind, from->external, id);
	return ERR_OK;
}

/* Who publishes the file, under what terms: once, with the first record. */
static void
source_change(struct intake *in, struct batch *b)
{
	const struct coded_format *f = in->ask.format;
	struct id id = id_of_name(STR("source"), f->source);
	struct change_item *item = &b->item[b->n];

	in->sourced = true;
	if (!in->lowest && find_kind(in->ask.reader, id) != NULL)
		return;
	*item = (struct change_item){ .verb = CHANGE_ADD,
		.kind = STR("source"), .id = id };
	item->field = arena_array(in->work, 5, sizeof(*item->field));
	put(item, STR("code"), f->source);
	put(item, STR("name"), f->publisher);
	put(item, STR("type"), STR("research"));
	put(item, STR("source"), f->url);
	put(item, STR("note"), arena_printf(in->work, "%.*s\n%.*s",
	    STRF(f->licence), STRF(f->cite)));
	b->from[b->n++] = NULL;
	b->ops += item->fields;
}

static struct str
note_of(const struct intake *in)
{
	const struct coded_format *f = in->ask.format;

	return arena_printf(in->work, "%.*s %.*s; %.*s; %.*s)",
	    STRF(in->ask.note), STRF(mark_of(in)), STRF(f->url),
	    STRF(f->licence));
}

static void
counted(struct intake *in, const struct batch *b,
    const struct change_done *done)
{
	for (size_t i = 0; i < b->n; i++) {
		if (b->from[i] == NULL)
			continue;
		if (b->item[i].verb == CHANGE_ADD)
			in->count.added++;
		else if (done->wrote[i])
			in->count.changed++;
		else
			in->count.same++;
	}
	if (done->record.n > 0 && in->recorded++ < RECORDS_KEPT)
		buf_printf(&in->records, "%s%.*s", in->records.n > 0 ? " "
		    : "", STRF(done->record));
}

/* What stands behind it in its row rests on it; other rows need the rest. */
static void
batch_without(struct batch *b, size_t bad)
{
	const struct coded_item *first = b->from[bad];
	size_t n = bad;

	for (size_t i = bad + 1; i < b->n; i++) {
		if (first != NULL && b->from[i] != NULL &&
		    b->from[i]->line == first->line)
			continue;
		b->item[n] = b->item[i];
		b->from[n++] = b->from[i];
	}
	b->n = n;
}

/* What is at fault is left out, and the others are tried again. */
static enum err
batch_commit(struct intake *in, struct batch *b, struct why *why)
{
	struct change c = { .label = in->ask.label, .note = note_of(in) };

	while (b->n > 0) {
		struct arena_mark mark = arena_mark(in->work);
		struct change_done done;
		struct why inner = { .text = "", .lang = why->lang };
		enum err e;

		c.item = b->item;
		c.items = b->n;
		e = change_commit(in->pen, in->work, &c, &done, &inner);
		if (e == ERR_OK) {
			counted(in, b, &done);
			return ERR_OK;
		}
		if (of_disk(e) || done.bad >= b->n)
			return why_set(why, e, "%s", inner.text);
		fault(in, b->from[done.bad], &inner);
		batch_without(b, done.bad);
		arena_rewind(in->work, mark);
	}
	return ERR_OK;
}

/* As many items as one record holds, from ${*at} on. */
static enum err
batch_write(struct intake *in, size_t *at, struct why *why)
{
	struct batch b = { .n = 0 };
	enum err e;

	arena_reset(in->work);
	b.item = arena_array(in->work, BATCH_MAX, sizeof(*b.item));
	b.from = arena_array(in->work, BATCH_MAX, sizeof(*b.from));
	if (!in->sourced)
		source_change(in, &b);
	for (; *at < in->items.n && b.ops < OPS_AIM && b.n < BATCH_MAX;
	    ++*at) {
		const struct coded_item *from = &in->items.item[*at];
		struct why inner = { .text = "", .lang = why->lang };

		if (made_find(in, from->kind, from->external) != NULL) {
			in->count.same++;
			continue;
		}
		e = item_change(in, from, &b.item[b.n], &inner);
		if (of_disk(e))
			return why_set(why, e, "%s", inner.text);
		if (e == ERR_MISSING) {
			in->count.apart++;
		} else if (e != ERR_OK) {
			fault(in, from, &inner);
		} else if (b.item[b.n].fields == 0) {
			in->count.same++;
		} else {
			b.from[b.n] = from;
			b.ops += b.item[b.n++].fields + 1;
		}
	}
	return batch_commit(in, &b, why);
}

/* What is only tried must see all that was tried before. */
static bool
group_full(const struct intake *in)
{
	return (!in->ask.dry && map_count(in->made) >= GROUP_AIM) ||
	    arena_left(in->made_arena) < MADE_LEFT;
}

static enum err
items_write(struct intake *in, struct why *why)
{
	enum err e = ERR_OK;
	size_t at = 0;

	while (e == ERR_OK && at < in->items.n) {
		e = batch_write(in, &at, why);
		if (e == ERR_OK && group_full(in)) {
			e = group_end(in, why);
			if (e == ERR_OK)
				e = group_begin(in, why);
		}
	}
	arena_reset(in->items.arena);
	in->items = (struct coded_items){ .arena = in->items.arena };
	return e;
}

enum err
intake_put(struct intake *in, struct why *why)
{
	if (in->items.n < ITEMS_AIM &&
	    arena_left(in->items.arena) > ITEMS_ROOM)
		return ERR_OK;
	return items_write(in, why);
}

enum err
intake_end(struct intake *in, struct why *why)
{
	enum err e = items_write(in, why);

	if (e == ERR_OK)
		e = group_end(in, why);
	change_close(in->pen);
	in->pen = NULL;
	return e;
}
