#include "advise/entry.h"
#include "advise/import.h"
#include "base/plain.h"
#include "base/str.h"
#include "cmd/cmd.h"

#include "base/banned.h"

enum { NAME_MAX = 200 };

/* Marks and case aside, as they are hard to type on some keyboards. */
static bool
alike(struct str a, struct str b)
{
	struct buf x CLEANUP(buf_free) = { .max = 4 * NAME_MAX };
	struct buf y CLEANUP(buf_free) = { .max = 4 * NAME_MAX };

	plain_fold(&x, a);
	plain_fold(&y, b);
	return x.err == ERR_OK && y.err == ERR_OK && x.n > 0 &&
	    str_eq(buf_view(&x), buf_view(&y));
}

/* A word of the list by its name in either language; codes go first. */
static enum err
term_meant(struct reader *r, struct arena *a, const struct field *f,
    struct str *value, struct why *why)
{
	static const char *const langs[] = { "en", "vi" };
	struct str typed = *value;

	for (size_t l = 0; l < countof(langs); l++) {
		struct term *term;
		size_t n;
		enum err e = find_terms(r, a, f->list, langs[l], &term, &n,
		    why);

		if (e != ERR_OK)
			return e;
		for (size_t i = 0; i < n; i++)
			if (str_eq(term[i].code, typed)) {
				*value = typed;
				return ERR_OK;
			}
		for (size_t i = 0; i < n; i++)
			if (alike(term[i].name, typed))
				*value = term[i].code;
	}
	return ERR_OK;
}

/* What else the packs call a state: "Úc", "Republic of Korea". */
static bool
state_meant(struct arena *a, struct str typed, struct str *code)
{
	struct import_aliases at = { 0 };
	struct str name;

	while (import_alias(a, &at, code, &name))
		if (alike(name, typed))
			return true;
	return false;
}

/* A record by its name, where it is not called so by its reference. */
static void
record_meant(struct reader *r, struct arena *a, const struct field *f,
    struct str *value)
{
	const struct kind *one = f->targets == 1 ? f->target[0] : NULL;
	struct why aside = { 0 };
	struct str code;
	struct id id;

	if (one == NULL || find_id(r, a, *value, one, &id, NULL, &aside) !=
	    ERR_MISSING)
		return;
	if (entry_named(r, a, one, *value, &code) ||
	    (str_is(one->name, "partner") && state_meant(a, *value, &code)))
		*value = code;
}

static const struct kind *
kind_of(const struct cmd_line *l, struct reader *r,
    const struct change_item *item)
{
	const struct kind *k = NULL;
	struct why aside = { 0 };
	struct id id;

	if (item->verb == CHANGE_ADD)
		return kind_named(&l->o->kinds, item->kind);
	return find_id(r, l->arena, item->target, NULL, &id, &k, &aside) ==
	    ERR_OK ? k : NULL;
}

enum err
cmd_meant(const struct cmd_line *l, struct reader *r,
    struct change_item *item, struct why *why)
{
	const struct kind *k = kind_of(l, r, item);
	enum err e = ERR_OK;

	for (size_t i = 0; k != NULL && e == ERR_OK && i < item->fields; i++) {
		const struct field *f = kind_field(k, item->field[i].name);
		struct str *value = &item->field[i].value;

		if (f == NULL || value->n == 0 || value->n > NAME_MAX)
			continue;
		if (f->type == FIELD_TERM)
			e = term_meant(r, l->arena, f, value, why);
		else if (f->type == FIELD_REF)
			record_meant(r, l->arena, f, value);
	}
	return e;
}
