#include "model/kind_rule.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/* What is left of a rule, and the last word taken off it. */
struct rest {
	const struct kinds *ks;
	const struct kind *kind;
	struct str s;
	struct why *why;
};

static bool
next_is(struct rest *r, const char *word)
{
	struct str s = r->s, w;

	if (!str_word(&s, &w) || !str_is(w, word))
		return false;
	r->s = s;
	return true;
}

static enum err
next_word(struct rest *r, const char *what, struct str *out)
{
	if (str_word(&r->s, out))
		return ERR_OK;
	return why_set(r->why, ERR_INPUT, "%s is missing at the end of the "
	    "rule", what);
}

/* A word that stands for one date: today, a let, a date field. */
static enum err
is_date(struct rest *r, struct str name)
{
	const struct field *f = kind_field(r->kind, name);

	if (str_is(name, "today") || kind_let_named(r->kind, name) != NULL)
		return ERR_OK;
	if (f == NULL)
		return why_set(r->why, ERR_INPUT, "\"%.*s\" is neither a field "
		    "of %.*s nor a let nor today", STRF(name),
		    STRF(r->kind->name));
	if (f->type != FIELD_DATE)
		return why_set(r->why, ERR_INPUT, "\"%.*s\" is not a date",
		    STRF(name));
	return ERR_OK;
}

/* "with FIELD=CODE" */
static enum err
any_with(struct rest *r, struct cond *c)
{
	struct str word, field;
	enum err e = next_word(r, "FIELD=CODE", &word);

	if (e != ERR_OK)
		return e;
	if (!str_cut(word, '=', &field, &c->text) || c->text.n == 0)
		return why_set(r->why, ERR_INPUT, "after \"with\" stands "
		    "FIELD=CODE, not \"%.*s\"", STRF(word));
	c->with = kind_field(c->kind, field);
	if (c->with == NULL || (c->with->type != FIELD_TERM &&
	    c->with->type != FIELD_TEXT))
		return why_set(r->why, ERR_INPUT, "%.*s has no term or text "
		    "field \"%.*s\"", STRF(c->kind->name), STRF(field));
	return ERR_OK;
}

/* "unless FIELD=OWN" */
static enum err
any_unless(struct rest *r, struct cond *c)
{
	struct str word, field, own;
	enum err e = next_word(r, "FIELD=OWN", &word);

	if (e != ERR_OK)
		return e;
	(void)str_cut(word, '=', &field, &own);
	c->unless = kind_field(c->kind, field);
	c->own = kind_field(r->kind, own);
	if (c->unless == NULL || c->own == NULL ||
	    c->unless->type != c->own->type)
		return why_set(r->why, ERR_INPUT, "after \"unless\" stand a "
		    "field of %.*s and one of %.*s that can be equal, "
		    "FIELD=OWN, not \"%.*s\"", STRF(c->kind->name),
		    STRF(r->kind->name), STRF(word));
	return ERR_OK;
}

/* "any KIND.FIELD", then "with FIELD=CODE", then "unless FIELD=OWN" */
static enum err
cond_any(struct rest *r, struct cond *c)
{
	struct str word, kind, field;
	enum err e = next_word(r, "KIND.FIELD", &word);

	if (e != ERR_OK)
		return e;
	(void)str_cut(word, '.', &kind, &field);
	c->type = COND_ANY;
	c->kind = kind_named(r->ks, kind);
	c->via = c->kind != NULL ? kind_field(c->kind, field) : NULL;
	if (c->via == NULL)
		return why_set(r->why, ERR_INPUT, "\"%.*s\" is no field of "
		    "another kind", STRF(word));
	if (!kind_points_to(c->via, r->kind))
		return why_set(r->why, ERR_INPUT, "%.*s does not point to "
		    "%.*s", STRF(word), STRF(r->kind->name));
	if (next_is(r, "with"))
		e = any_with(r, c);
	if (e == ERR_OK && next_is(r, "unless"))
		e = any_unless(r, c);
	return e;
}

/* "FIELD same REF.FIELD" */
static enum err
cond_same(struct rest *r, struct cond *c)
{
	struct str word, ref, field;
	const struct field *f = kind_field(r->kind, c->a);
	enum err e = next_word(r, "REF.FIELD", &word);

	if (e != ERR_OK)
		return e;
	(void)str_cut(word, '.', &ref, &field);
	c->via = kind_field(r->kind, ref);
	if (c->via == NULL || c->via->type != FIELD_REF ||
	    c->via->targets != 1)
		return why_set(r->why, ERR_INPUT, "\"%.*s\" does not point to "
		    "exactly one kind", STRF(ref));
	c->kind = c->via->target[0];
	c->with = kind_field(c->kind, field);
	if (c->with == NULL)
		return why_set(r->why, ERR_INPUT, "%.*s has no field \"%.*s\"",
		    STRF(c->kind->name), STRF(field));
	if (f == NULL || f->type != c->with->type)
		return why_set(r->why, ERR_INPUT, "\"%.*s\" and \"%.*s\" "
		    "cannot be the same", STRF(c->a), STRF(word));
	return ERR_OK;
}

static enum err
cond_is(struct rest *r, struct cond *c)
{
	const struct field *f = kind_field(r->kind, c->a);

	if (f == NULL || (f->type != FIELD_TERM && f->type != FIELD_TEXT &&
	    f->type != FIELD_FLAG))
		return why_set(r->why, ERR_INPUT, "\"%.*s\" is no term, text "
		    "or flag of %.*s", STRF(c->a), STRF(r->kind->name));
	return next_word(r, "a code", &c->text);
}

static enum err
cond_within(struct rest *r, struct cond *c)
{
	struct str word = { 0 };
	int64_t days;
	enum err e = is_date(r, c->a);

	if (e == ERR_OK)
		e = next_word(r, "a number of days", &word);
	if (e != ERR_OK)
		return e;
	if (!str_int(word, &days) || days < 0 || days > 36600)
		return why_set(r->why, ERR_INPUT, "\"%.*s\" is not a number of "
		    "days", STRF(word));
	c->days = (int)days;
	return ERR_OK;
}

static enum err
cond_order(struct rest *r, struct cond *c)
{
	enum err e = is_date(r, c->a);

	if (e == ERR_OK)
		e = next_word(r, "a date", &c->b);
	return e == ERR_OK ? is_date(r, c->b) : e;
}

static enum err
is_number(struct rest *r, struct str name)
{
	const struct field *f = kind_field(r->kind, name);

	if (f != NULL && (f->type == FIELD_NUMBER || f->type == FIELD_INT))
		return ERR_OK;
	return why_set(r->why, ERR_INPUT, "\"%.*s\" is no number of %.*s",
	    STRF(name), STRF(r->kind->name));
}

static enum err
cond_over(struct rest *r, struct cond *c)
{
	enum err e = is_number(r, c->a);

	if (e == ERR_OK)
		e = next_word(r, "a number", &c->b);
	return e == ERR_OK ? is_number(r, c->b) : e;
}

/* A verb that follows a name; none of them is a field that has a value. */
static const struct verb {
	const char *word;
	enum cond_type type;
	enum err (*read)(struct rest *, struct cond *);
} verbs[] = {
	{ "before", COND_BEFORE, cond_order },
	{ "after", COND_AFTER, cond_order },
	{ "within", COND_WITHIN, cond_within },
	{ "is", COND_IS, cond_is },
	{ "same", COND_SAME, cond_same },
	{ "over", COND_OVER, cond_over }
};

static enum err
cond_set(struct rest *r, struct cond *c)
{
	if (kind_field(r->kind, c->a) != NULL ||
	    kind_let_named(r->kind, c->a) != NULL)
		return ERR_OK;
	return why_set(r->why, ERR_INPUT, "\"%.*s\" is neither a field of %.*s "
	    "nor a let", STRF(c->a), STRF(r->kind->name));
}

static enum err
cond_read(struct rest *r, struct cond *c)
{
	bool before = next_is(r, "not"), behind;
	enum err e;

	*c = (struct cond){ .type = COND_SET, .negated = before };
	if (next_is(r, "any"))
		return cond_any(r, c);
	e = next_word(r, "a field", &c->a);
	if (e != ERR_OK)
		return e;
	behind = next_is(r, "not");
	if (behind && before)
		return why_set(r->why, ERR_INPUT, "\"not\" stands twice in one "
		    "condition");
	c->negated = before || behind;
	for (size_t i = 0; i < countof(verbs); i++)
		if (next_is(r, verbs[i].word)) {
			c->type = verbs[i].type;
			return verbs[i].read(r, c);
		}
	if (behind)
		return why_set(r->why, ERR_INPUT, "after \"%.*s not\" stands "
		    "before, after, within, is, same or over", STRF(c->a));
	return cond_set(r, c);
}

enum err
kind_rule(struct arena *a, const struct kinds *ks, const struct kind *k,
    struct str text, struct rule *out, struct why *why)
{
	struct rest r = { .ks = ks, .kind = k, .s = text, .why = why };
	struct cond c[KIND_CONDS_MAX];
	size_t n = 0;

	do {
		enum err e;

		if (n == KIND_CONDS_MAX)
			return why_set(why, ERR_INPUT, "a rule has at most %d "
			    "conditions", KIND_CONDS_MAX);
		e = cond_read(&r, &c[n++]);
		if (e != ERR_OK)
			return e;
	} while (next_is(&r, "and"));
	r.s = str_trim(r.s);
	if (r.s.n > 0)
		return why_set(why, ERR_INPUT, "conditions are joined by "
		    "\"and\"; \"%.*s\" is not understood", STRF(r.s));
	out->cond = arena_array(a, n, sizeof(*out->cond));
	memcpy(out->cond, c, n * sizeof(*c));
	out->conds = n;
	return ERR_OK;
}

enum err
kind_let(const struct kind *k, struct str text, struct let *out,
    struct why *why)
{
	struct str list;

	*out = (struct let){ 0 };
	if (!str_cut(text, '=', &out->name, &list))
		return why_set(why, ERR_INPUT, "a let is NAME = FIELD | FIELD");
	out->name = str_trim(out->name);
	if (!kind_word_ok(out->name) || kind_field(k, out->name) != NULL ||
	    kind_let_named(k, out->name) != NULL || str_is(out->name, "today"))
		return why_set(why, ERR_INPUT, "\"%.*s\" cannot name a let",
		    STRF(out->name));
	while (list.n > 0) {
		struct str name;
		const struct field *f;

		(void)str_cut(list, '|', &name, &list);
		name = str_trim(name);
		f = kind_field(k, name);
		if (f == NULL || f->type != FIELD_DATE)
			return why_set(why, ERR_INPUT, "\"%.*s\" is no date "
			    "field of %.*s", STRF(name), STRF(k->name));
		if (out->fields == countof(out->field))
			return why_set(why, ERR_INPUT, "a let has at most %zu "
			    "fields", countof(out->field));
		out->field[out->fields++] = f;
	}
	if (out->fields == 0)
		return why_set(why, ERR_INPUT, "a let is NAME = FIELD | FIELD");
	return ERR_OK;
}
