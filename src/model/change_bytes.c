#include "base/size.h"
#include "base/str.h"
#include "model/change.h"

#include "base/banned.h"

/*
 * "CHG1", then each part in order: numbers of fixed width, texts behind their
 * length. There is one encoding of a change, and nothing may follow it.
 */
static const struct str magic = STR_INIT("CHG1");

enum {
	BYTES_MAX = 8 << 20,
	ITEMS_MAX = 4096,
	FIELDS_MAX = 2 * KIND_FIELDS_MAX
};

static void
put_str(struct buf *b, struct str s)
{
	buf_u32(b, (uint32_t)s.n);
	buf_str(b, s);
}

static void
put_item(struct buf *b, const struct change_item *item)
{
	buf_u8(b, (uint8_t)item->verb);
	put_str(b, item->kind);
	put_str(b, item->target);
	buf_put(b, item->id.b, sizeof(item->id.b));
	buf_u32(b, (uint32_t)item->fields);
	for (size_t i = 0; i < item->fields; i++) {
		put_str(b, item->field[i].name);
		put_str(b, item->field[i].value);
	}
}

void
change_encode(struct buf *b, const struct change *c)
{
	ALWAYS(c->items <= ITEMS_MAX);
	buf_str(b, magic);
	put_str(b, c->label);
	put_str(b, c->note);
	buf_put(b, c->author.b, sizeof(c->author.b));
	buf_u64(b, c->mask);
	buf_u32(b, (uint32_t)c->items);
	for (size_t i = 0; i < c->items; i++) {
		ALWAYS(c->item[i].fields <= FIELDS_MAX);
		put_item(b, &c->item[i]);
	}
}

static bool
take(struct str *s, size_t n, struct str *out)
{
	if (n > s->n)
		return false;
	*out = str_to(*s, n);
	*s = str_from(*s, n);
	return true;
}

static bool
take_number(struct str *s, size_t bytes, uint64_t *v)
{
	struct str part;

	*v = 0;
	if (!take(s, bytes, &part))
		return false;
	for (size_t i = 0; i < bytes; i++)
		*v = *v << 8 | (unsigned char)part.p[i];
	return true;
}

static bool
take_str(struct str *s, struct str *out)
{
	uint64_t n;

	return take_number(s, 4, &n) && take(s, (size_t)n, out);
}

static bool
take_id(struct str *s, struct id *id)
{
	struct str part;

	if (!take(s, sizeof(id->b), &part))
		return false;
	for (size_t i = 0; i < sizeof(id->b); i++)
		id->b[i] = (unsigned char)part.p[i];
	return true;
}

static bool
take_item(struct arena *a, struct str *s, struct change_item *item)
{
	uint64_t verb, fields;

	if (!take_number(s, 1, &verb) || verb > CHANGE_UNDO ||
	    !take_str(s, &item->kind) || !take_str(s, &item->target) ||
	    !take_id(s, &item->id) || !take_number(s, 4, &fields) ||
	    fields > FIELDS_MAX)
		return false;
	item->verb = (enum change_verb)verb;
	item->fields = (size_t)fields;
	item->field = arena_array(a, item->fields, sizeof(*item->field));
	for (size_t i = 0; i < item->fields; i++)
		if (!take_str(s, &item->field[i].name) ||
		    !take_str(s, &item->field[i].value))
			return false;
	return true;
}

static bool
take_change(struct arena *a, struct str s, struct change *c)
{
	struct str head;
	uint64_t items;

	if (!take(&s, magic.n, &head) || !str_eq(head, magic) ||
	    !take_str(&s, &c->label) || !take_str(&s, &c->note) ||
	    !take_id(&s, &c->author) || !take_number(&s, 8, &c->mask) ||
	    !take_number(&s, 4, &items) || items > ITEMS_MAX)
		return false;
	c->items = (size_t)items;
	c->item = arena_array(a, c->items, sizeof(*c->item));
	for (size_t i = 0; i < c->items; i++)
		if (!take_item(a, &s, &c->item[i]))
			return false;
	return s.n == 0;
}

enum err
change_decode(struct arena *a, struct str s, struct change *out,
    struct why *why)
{
	*out = (struct change){ 0 };
	if (s.n > BYTES_MAX)
		return why_set(why, ERR_LIMIT, "a change has at most %d MiB",
		    BYTES_MAX >> 20);
	if (!take_change(a, s, out))
		return why_set(why, ERR_INPUT, "these bytes are no change");
	return ERR_OK;
}
