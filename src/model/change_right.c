#include "base/str.h"
#include "base/tr.h"
#include "model/account.h"
#include "model/change_work.h"

#include "base/banned.h"

void
change_guard(struct change_pen *p, struct accounts *as)
{
	p->guard = as;
}

bool
change_hidden(const struct work *w, const struct kind *k)
{
	return (w->hidden >> (k - w->pen->office->kinds.kind) & 1) != 0;
}

enum err
change_author(struct work *w)
{
	struct account author;
	enum err e;

	if (w->pen->guard == NULL || !account_any(w->pen->guard))
		return ERR_OK;
	e = account_get(w->pen->guard, w->a, w->c->author, &author, NULL);
	if (e == ERR_MISSING || (e == ERR_OK && author.disabled))
		return change_bad(w, ERR_DENIED, STR(""), "nobody who may "
		    "write has asked for this; sign in again");
	if (e != ERR_OK)
		return change_bad(w, e, STR(""), "the accounts cannot be "
		    "read");
	w->guarded = true;
	w->roles = author.roles;
	w->mask &= author.mask;
	w->hidden = right_hidden(&w->pen->office->kinds, author.roles);
	return ERR_OK;
}

static enum right
right_of(enum change_verb v)
{
	switch (v) {
	case CHANGE_ADD:
		return RIGHT_ADD;
	case CHANGE_SET:
		return RIGHT_SET;
	case CHANGE_CLOSE:
		return RIGHT_CLOSE;
	case CHANGE_WITHDRAW:
		return RIGHT_WITHDRAW;
	case CHANGE_UNDO:
		return RIGHT_UNDO;
	}
	return RIGHT_NONE;
}

static enum err
may(struct work *w, const struct kind *k, enum right r)
{
	const char *lang = w->why != NULL ? w->why->lang : NULL;
	enum right_group g = right_group(k);

	if (right_may(w->roles, g, r))
		return ERR_OK;
	if (!right_may(w->roles, g, RIGHT_READ))
		return change_bad(w, ERR_MISSING, STR(""), "there is no such "
		    "record");
	return change_bad(w, ERR_DENIED, STR(""), "your account may not %s "
	    "%.*s", tr(lang, right_name(r)), STRF(tr_is_vi(lang) ? k->vi :
	    k->en_many));
}

/*
 * To approve is more than to write, and may be all that one may: "approved",
 * "approved_by" and what else a kind has that begins so.
 */
static bool
approves(struct str field)
{
	return str_starts(field, STR("approved"));
}

static enum err
item_may(struct work *w, const struct change_item *item, const struct kind *k)
{
	bool other = item->fields == 0;
	enum err e = ERR_OK;

	for (size_t i = 0; i < item->fields && e == ERR_OK; i++) {
		if (approves(item->field[i].name))
			e = may(w, k, RIGHT_APPROVE);
		else
			other = true;
	}
	if (e == ERR_OK && other)
		e = may(w, k, right_of(item->verb));
	return e;
}

/* What undoing does is known by its operations alone. */
static enum err
ops_may(struct work *w)
{
	const struct kinds *ks = &w->pen->office->kinds;
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < w->ops; i++) {
		const struct field *f;
		const struct kind *k;

		if (kind_of_op(ks, w->op[i].field, &k, &f))
			e = may(w, k, RIGHT_UNDO);
	}
	return e;
}

enum err
change_may(struct work *w)
{
	bool undoes = false;
	enum err e = ERR_OK;

	if (!w->guarded)
		return ERR_OK;
	for (w->item = 0; e == ERR_OK && w->item < w->c->items; w->item++) {
		const struct change_item *item = &w->c->item[w->item];

		undoes |= item->verb == CHANGE_UNDO;
		if (item->verb != CHANGE_UNDO &&
		    w->thing[w->item].kind != NULL)
			e = item_may(w, item, w->thing[w->item].kind);
		if (e != ERR_OK)
			return e;
	}
	return undoes ? ops_may(w) : ERR_OK;
}
