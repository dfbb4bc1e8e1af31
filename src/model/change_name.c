#include "base/str.h"
#include "model/change_work.h"
#include "model/find_stand.h"

#include "base/banned.h"

bool
change_visible(const struct work *w, const struct office_part *p)
{
	return (w->mask >> p->part & 1) != 0;
}

bool
change_has(const struct work *w, const struct office_part *p,
    const struct kind *k, struct id id)
{
	char text[ID_TEXT + 1];

	id_text(id, text);
	return db_get_int(w->db, p->part, STMT_ENTITY_LAST,
	    ARGS(V_TEXT(str_of(text)), V_INT(k->number)), -1) >= 0;
}

static bool
is_target(const struct kind *k, const struct kind *const *targets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (targets[i] == k)
			return true;
	return n == 0;
}

/* "$2": the thing of an earlier item. */
static enum err
name_item(struct work *w, struct str field, struct str text,
    const struct kind **kind, struct id *id)
{
	int64_t n;

	if (!str_int(str_from(text, 1), &n) || n < 1 ||
	    (size_t)n > w->item)
		return change_bad(w, ERR_INPUT, field, "\"%.*s\" names no "
		    "earlier item", STRF(text));
	*kind = w->thing[n - 1].kind;
	*id = w->thing[n - 1].id;
	return ERR_OK;
}

static bool
of_items(const struct work *w, struct id id, const struct kind **kind)
{
	for (size_t i = 0; i < w->c->items; i++)
		if (w->thing[i].kind != NULL && id_eq(w->thing[i].id, id)) {
			*kind = w->thing[i].kind;
			return true;
		}
	return false;
}

static bool
name_id(struct work *w, struct id id, const struct kind **kind)
{
	const struct office *o = w->pen->office;

	if (of_items(w, id, kind))
		return true;
	for (size_t k = 0; k < o->kinds.n; k++)
		for (size_t p = 0; p < o->parts; p++) {
			*kind = &o->kinds.kind[k];
			if (!change_hidden(w, *kind) &&
			    change_visible(w, &o->part[p]) &&
			    change_has(w, &o->part[p], *kind, id))
				return true;
		}
	*kind = NULL;
	return false;
}

/* Answers met so far; a thing seen at two labels is one. */
struct answers {
	const struct kind *kind;
	struct id id;
	size_t n;
	struct buf list;
};

static void
answer(struct answers *an, const struct kind *k, struct id id)
{
	if (an->n > 0 && an->kind == k && id_eq(an->id, id))
		return;
	if (an->n == 0) {
		an->kind = k;
		an->id = id;
	}
	an->n++;
	buf_printf(&an->list, "%s%.*s", an->list.n > 0 ? ", " : "",
	    STRF(k->name));
}

static enum err
name_code_at(struct work *w, const struct kind *k,
    const struct office_part *p, struct str code, struct answers *an)
{
	bool found;
	struct id id;
	enum err e = find_stand_code(w->db, p->part, k, code, &id, &found,
	    w->why);

	if (e == ERR_OK && found)
		answer(an, k, id);
	return e;
}

static enum err
name_code(struct work *w, struct str code, const struct kind *const *targets,
    size_t n, struct answers *an)
{
	const struct office *o = w->pen->office;
	enum err e = ERR_OK;

	for (size_t i = 0; i < o->kinds.n; i++) {
		const struct kind *k = &o->kinds.kind[i];

		/* Words repeat between lists: only a list tells which. */
		if (!is_target(k, targets, n) || change_hidden(w, k) ||
		    (n == 0 && str_is(k->name, "term")))
			continue;
		for (size_t p = 0; e == ERR_OK && p < o->parts; p++)
			if (change_visible(w, &o->part[p]))
				e = name_code_at(w, k, &o->part[p], code, an);
	}
	return e;
}

/* New things of this change may be named by the code they are given. */
static void
name_fresh(struct work *w, struct str code, const struct kind *const *targets,
    size_t n, struct answers *an)
{
	for (size_t i = 0; i < w->c->items; i++) {
		const struct change_item *item = &w->c->item[i];

		if (item->verb != CHANGE_ADD || w->thing[i].kind == NULL ||
		    !is_target(w->thing[i].kind, targets, n))
			continue;
		for (size_t f = 0; f < item->fields; f++)
			if (str_is(item->field[f].name, "code") &&
			    str_eq(str_trim(item->field[f].value), code))
				answer(an, w->thing[i].kind, w->thing[i].id);
	}
}

/* The number of a directive: 806. */
static enum err
name_number(struct work *w, struct str text,
    const struct kind *const *targets, size_t n, struct answers *an)
{
	const struct office *o = w->pen->office;
	const struct kind *k = kind_named(&o->kinds, STR("directive"));
	enum err e = ERR_OK;

	if (k == NULL || !is_target(k, targets, n) || change_hidden(w, k) ||
	    text.n < 2)
		return ERR_OK;
	for (size_t p = 0; e == ERR_OK && p < o->parts; p++) {
		size_t found;
		struct id id;

		if (!change_visible(w, &o->part[p]))
			continue;
		e = find_stand_prefix(w->db, o->part[p].part, k, text, &id,
		    &found, w->why);
		for (size_t i = 0; e == ERR_OK && i < found; i++)
			answer(an, k, id);
		/* Two codes that begin so are two answers. */
		if (found > 1)
			an->n += 1;
	}
	return e;
}

static enum err
name_any(struct work *w, struct str text, const struct kind *const *targets,
    size_t n, struct answers *an)
{
	enum err e = name_code(w, text, targets, n, an);

	if (e == ERR_OK && an->n == 0)
		name_fresh(w, text, targets, n, an);
	if (e == ERR_OK && an->n == 0)
		e = name_number(w, text, targets, n, an);
	return e;
}

/* "activity:2026-0412", "activity/2026-0412" */
static enum err
name_kind(struct work *w, struct str text, const struct kind *const *targets,
    size_t n, struct answers *an)
{
	for (size_t i = 0; i < 2; i++) {
		struct str head, code;
		const struct kind *k;

		if (!str_cut(text, "/:"[i], &head, &code))
			continue;
		k = kind_named(&w->pen->office->kinds, head);
		if (k != NULL && is_target(k, targets, n))
			return name_any(w, code, &k, 1, an);
	}
	return ERR_OK;
}

static enum err
name_missing(struct work *w, struct str field, struct str text,
    const struct kind *const *targets, size_t n)
{
	if (n == 1)
		return change_bad(w, ERR_MISSING, field, "there is no %.*s "
		    "\"%.*s\"", STRF(targets[0]->name), STRF(text));
	return change_bad(w, ERR_MISSING, field, "there is no record \"%.*s\"; "
	    "name it by its reference, such as 2026-0001, or by KIND:REFERENCE",
	    STRF(text));
}

enum err
change_name(struct work *w, struct str field, struct str text,
    const struct kind *const *targets, size_t n, const struct kind **kind,
    struct id *id)
{
	struct answers an = { .list = { .max = 200 } };
	enum err e = ERR_OK;

	*kind = NULL;
	text = str_trim(text);
	if (str_starts(text, STR("$")))
		return name_item(w, field, text, kind, id);
	if (id_parse(text, id))
		return name_id(w, *id, kind) ? ERR_OK
		    : name_missing(w, field, text, targets, n);
	e = name_any(w, text, targets, n, &an);
	if (e == ERR_OK && an.n == 0)
		e = name_kind(w, text, targets, n, &an);
	if (e == ERR_OK && an.n == 0)
		e = name_missing(w, field, text, targets, n);
	if (e == ERR_OK && an.n > 1)
		e = change_bad(w, ERR_INPUT, field, "\"%.*s\" names more than "
		    "one record (%.*s); say KIND:REFERENCE or the id",
		    STRF(text), STRF(buf_view(&an.list)));
	buf_free(&an.list);
	*kind = an.kind;
	*id = an.id;
	return e;
}

static enum err
ref_kind(struct work *w, const struct field *f, struct str text,
    const struct kind *k)
{
	struct buf list CLEANUP(buf_free) = { .max = 200 };

	if (is_target(k, f->target, f->targets))
		return ERR_OK;
	for (size_t i = 0; i < f->targets; i++)
		buf_printf(&list, "%s%.*s", i > 0 ? ", " : "",
		    STRF(f->target[i]->name));
	return change_bad(w, ERR_INPUT, f->name, "\"%.*s\" is a record of the "
	    "kind %.*s; here stands one of %.*s", STRF(str_trim(text)),
	    STRF(k->name), STRF(buf_view(&list)));
}

/* Who may see the record must be able to see what it points to. */
static enum err
ref_label(struct work *w, const struct field *f, struct str text,
    const struct kind *k, struct id id)
{
	const struct office *o = w->pen->office;
	const struct office_part *at = NULL;
	const struct kind *fresh;

	if (of_items(w, id, &fresh))
		return ERR_OK;
	for (size_t p = 0; p < o->parts; p++) {
		if (!change_visible(w, &o->part[p]) ||
		    !change_has(w, &o->part[p], k, id))
			continue;
		if (label_dominates(&o->scheme, w->part->expr,
		    o->part[p].expr))
			return ERR_OK;
		at = &o->part[p];
	}
	ALWAYS(at != NULL);
	return change_bad(w, ERR_DENIED, f->name, "\"%.*s\" is at the label "
	    "%.*s; a record at %.*s may not point to it, so write this one at "
	    "%.*s too", STRF(str_trim(text)), STRF(at->label),
	    STRF(w->part->label), STRF(at->label));
}

enum err
change_ref(struct work *w, const struct field *f, struct str text,
    struct value *v)
{
	const struct kind *k;
	enum err e;

	*v = (struct value){ .type = VALUE_REF };
	e = change_name(w, f->name, text, f->target, f->targets, &k, &v->ref);
	if (e != ERR_OK)
		return e;
	ALWAYS(k != NULL);
	e = ref_kind(w, f, text, k);
	return e == ERR_OK ? ref_label(w, f, text, k, v->ref) : e;
}

enum err
change_term(struct work *w, const struct field *f, const struct value *v,
    int32_t day)
{
	const struct office *o = w->pen->office;
	const struct kind *term = kind_named(&o->kinds, STR("term"));
	struct buf words CLEANUP(buf_free) = { .max = 300 };
	struct find_term_days days = { 0 };

	ALWAYS(term != NULL);
	for (size_t p = 0; p < o->parts; p++) {
		enum err e;

		if (!label_dominates(&o->scheme, w->part->expr,
		    o->part[p].expr))
			continue;
		e = find_stand_term(w->db, o->part[p].part, term, f->list,
		    v->text, &days, w->why);
		if (e != ERR_OK)
			return e;
		if (days.found && day >= days.from && day <= days.to)
			return ERR_OK;
		if (days.found)
			return change_bad(w, ERR_INPUT, f->name, "\"%.*s\" is "
			    "a word of %.*s that is not valid on that day",
			    STRF(v->text), STRF(f->list));
		e = find_stand_words(w->db, o->part[p].part, term, f->list,
		    &words, w->why);
		if (e != ERR_OK)
			return e;
	}
	if (words.err != ERR_OK)
		return change_bad(w, ERR_INPUT, f->name, "\"%.*s\" is no word "
		    "of %.*s; there are: %.*s and more, see comity list term "
		    "list:%.*s", STRF(v->text), STRF(f->list),
		    STRF(buf_view(&words)), STRF(f->list));
	return change_bad(w, ERR_INPUT, f->name, "\"%.*s\" is no word of "
	    "%.*s; there are: %.*s", STRF(v->text), STRF(f->list),
	    STRF(buf_view(&words)));
}
