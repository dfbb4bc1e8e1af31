#include "base/str.h"
#include "model/change_work.h"

#include "base/banned.h"

/* Verbs. */

static enum err
verb_add(struct work *w, struct thing *t, const struct change_item *item)
{
	enum err e = change_fields(w, t, item);

	if (e == ERR_OK && !t->fill)
		e = change_required(w, t);
	if (e == ERR_OK)
		e = change_refused(w, t);
	return e == ERR_OK && !t->fill ? change_number(w, t, item) : e;
}

static enum err
verb_set(struct work *w, struct thing *t, const struct change_item *item)
{
	enum err e;

	if (item->fields == 0)
		return change_bad(w, ERR_INPUT, STR(""), "say what to set: "
		    "FIELD=VALUE");
	e = change_fields(w, t, item);
	return e == ERR_OK ? change_refused(w, t) : e;
}

/* Closing before it has begun would hide that it never was. */
static enum err
close_begun(struct work *w, struct thing *t)
{
	const struct field *f = kind_field(t->kind, STR("start"));
	struct value v;

	if (f == NULL || change_value(w, t, f) != NULL ||
	    !change_stands(w, t, f, &v) || v.date.lo <= w->today)
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
	enum err e = change_fields(w, t, item);

	if (e == ERR_OK)
		e = close_begun(w, t);
	for (size_t i = 0; e == ERR_OK && i < countof(names); i++) {
		const struct field *f = kind_field(t->kind, str_of(names[i]));
		struct value v;

		if (f == NULL || f->type != FIELD_DATE)
			continue;
		known++;
		if (change_value(w, t, f) == NULL &&
		    !change_stands(w, t, f, &v))
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
	if (str_is(t->kind->name, "term"))
		return change_bad(w, ERR_INPUT, STR(""), "words are never "
		    "withdrawn, since records hold them; set valid_to to the "
		    "last day they may be chosen");
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

static enum err (*const table[])(struct work *, struct thing *,
    const struct change_item *) = {
	[CHANGE_ADD] = verb_add,
	[CHANGE_SET] = verb_set,
	[CHANGE_CLOSE] = verb_close,
	[CHANGE_WITHDRAW] = verb_withdraw,
	[CHANGE_UNDO] = verb_undo,
};

enum err
change_do(struct work *w, struct thing *t, const struct change_item *item)
{
	ALWAYS((size_t)item->verb < countof(table));
	return table[item->verb](w, t, item);
}
