#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"
#include "model/find_row.h"

#include "base/banned.h"

enum { TERMS_MAX = 4096, KEY_MAX = 512 };

/* The words of a vocabulary are records like any others. */
static bool
has_terms(const struct reader *r)
{
	return kind_named(&r->office->kinds, STR("term")) != NULL;
}

static struct str
term_ask(struct reader *r, struct arena *a, struct str list, struct str code,
    const char *lang)
{
	bool vi = tr_is_vi(lang);
	struct str name = STR("");
	struct rows *rows;

	if (!has_terms(r) || db_query(r->db, DB_NO_PART, STMT_TERM_NAME,
	    ARGS(V_TEXT(list), V_TEXT(code)), &rows, NULL) != ERR_OK)
		return arena_str(a, code);
	if (db_next(rows)) {
		if (vi)
			name = arena_str(a, db_text(rows, 1));
		if (name.n == 0)
			name = arena_str(a, db_text(rows, 0));
	}
	if (db_end(rows) != ERR_OK || name.n == 0)
		return arena_str(a, code);
	return name;
}

struct str
find_term(struct reader *r, struct arena *a, struct str list, struct str code,
    const char *lang)
{
	struct buf key CLEANUP(buf_free) = { .max = KEY_MAX };
	struct str *name;

	/* Remembered only while nothing can change: within one transaction. */
	if (!r->begun)
		return term_ask(r, a, list, code, lang);
	if (r->terms == NULL)
		r->terms = map_new(r->arena);
	buf_printf(&key, "%.*s %.*s %s", STRF(list), STRF(code),
	    tr_is_vi(lang) ? "vi" : "en");
	if (key.err != ERR_OK || map_count(r->terms) >= TERMS_MAX)
		return term_ask(r, a, list, code, lang);
	name = map_get(r->terms, buf_view(&key));
	if (name == NULL) {
		name = arena_alloc(r->arena, sizeof(*name));
		*name = term_ask(r, r->arena, list, code, lang);
		(void)map_put(r->terms, arena_str(r->arena, buf_view(&key)),
		    name);
	}
	return arena_str(a, *name);
}

/* ---- what the office calls things ---- */

/* Few offices have names of their own: whether this one does is asked once. */
static bool
has_own_names(struct reader *r, struct arena *a)
{
	struct term *term;
	size_t n = 0;
	bool *any = r->begun && r->terms != NULL ?
	    map_get(r->terms, STR("display")) : NULL;

	if (any != NULL)
		return *any;
	if (find_terms(r, a, STR("display"), NULL, &term, &n, NULL) != ERR_OK)
		return false;
	if (!r->begun)
		return n > 0;
	if (r->terms == NULL)
		r->terms = map_new(r->arena);
	any = arena_alloc(r->arena, sizeof(*any));
	*any = n > 0;
	(void)map_put(r->terms, STR("display"), any);
	return *any;
}

static struct str
own_name(struct reader *r, struct arena *a, struct str code, struct str usual,
    const char *lang)
{
	struct str name;

	if (r == NULL || !has_own_names(r, a))
		return usual;
	name = find_term(r, a, STR("display"), code, lang);
	return str_eq(name, code) ? usual : name;
}

struct str
find_kind_one(struct reader *r, struct arena *a, const struct kind *k,
    const char *lang)
{
	return own_name(r, a, k->name, tr_is_vi(lang) && k->vi.n > 0 ? k->vi :
	    k->en, lang);
}

struct str
find_kind_many(struct reader *r, struct arena *a, const struct kind *k,
    const char *lang)
{
	struct str usual = k->en_many.n > 0 ? k->en_many : k->en;

	if (tr_is_vi(lang))
		return find_kind_one(r, a, k, lang);
	return own_name(r, a, arena_printf(a, "%.*s/many", STRF(k->name)),
	    usual, lang);
}

struct str
find_field_name(struct reader *r, struct arena *a, const struct field *f,
    const char *lang)
{
	struct str usual = tr_is_vi(lang) && f->vi.n > 0 ? f->vi : f->en;

	if (f->kind == NULL)
		return usual;
	return own_name(r, a, arena_printf(a, "%.*s.%.*s",
	    STRF(f->kind->name), STRF(f->name)), usual, lang);
}

enum err
find_terms(struct reader *r, struct arena *a, struct str list,
    const char *lang, struct term **out, size_t *n, struct why *why)
{
	bool vi = tr_is_vi(lang);
	struct map *seen = map_new(a);
	struct rows *rows;
	enum err e;

	*n = 0;
	*out = arena_array(a, TERMS_MAX, sizeof(**out));
	if (!has_terms(r))
		return ERR_OK;
	e = db_query(r->db, DB_NO_PART, STMT_TERM_LIST,
	    ARGS(V_TEXT(list), V_INT(r->today)), &rows, why);
	if (e != ERR_OK)
		return e;
	while (*n < TERMS_MAX && db_next(rows)) {
		struct term *t = &(*out)[*n];

		t->code = arena_str(a, db_text(rows, 0));
		if (map_put(seen, t->code, t) != NULL)
			continue; /* a facet at a higher label */
		t->name = arena_str(a, db_text(rows, vi ? 2 : 1));
		if (t->name.n == 0)
			t->name = arena_str(a, db_text(rows, 1));
		t->meaning = arena_str(a, db_text(rows, 3));
		(*n)++;
	}
	return db_end(rows);
}

/* Where references lead in a circle, the third gives its id. */
static struct str
text_of(struct reader *r, struct arena *a, const struct field *f,
    const struct value *v, const char *lang, int depth);

static struct str
title_of(struct reader *r, struct arena *a, const struct row *row,
    const char *lang, int depth)
{
	const struct kind *k = row->kind;
	const struct field *f = k->title;
	const struct field *vi = NULL;
	struct buf name CLEANUP(buf_free) = { .max = 256 };

	buf_printf(&name, "%.*s_vi", STRF(f->name));
	if (tr_is_vi(lang))
		vi = kind_field(k, buf_view(&name));
	if (vi != NULL &&
	    row->value[kind_field_at(k, vi)].type == VALUE_TEXT)
		f = vi;
	return text_of(r, a, f, &row->value[kind_field_at(k, f)], lang, depth);
}

static struct str
ref_text(struct reader *r, struct arena *a, struct id id, const char *lang,
    int depth)
{
	const struct kind *k = depth < 2 ? find_kind(r, id) : NULL;
	struct str text = STR("");
	struct row *row;
	size_t n;

	if (k != NULL && find_row(r, a, k, id, &row, &n, NULL) == ERR_OK) {
		const struct field *code = kind_field(k, STR("code"));

		text = title_of(r, a, row, lang, depth + 1);
		if (text.n == 0 && code != NULL)
			text = row->value[kind_field_at(k, code)].text;
	}
	return text.n > 0 ? text : id_str(a, id);
}

static struct str
text_of(struct reader *r, struct arena *a, const struct field *f,
    const struct value *v, const char *lang, int depth)
{
	struct buf b CLEANUP(buf_free) = { .max = KIND_LONG_MAX };

	switch (v->type) {
	case VALUE_NONE:
	case VALUE__MAX:
		return STR("");
	case VALUE_TEXT:
		return f->type == FIELD_TERM
		    ? find_term(r, a, f->list, v->text, lang) : v->text;
	case VALUE_REF:
		return ref_text(r, a, v->ref, lang, depth);
	case VALUE_INT:
		if (f->type == FIELD_FLAG)
			return tr_str(lang, "yes");
		value_text(&b, v);
		break;
	case VALUE_DATE:
		date_say(&b, lang, v->date);
		break;
	case VALUE_NUMBER:
		value_text(&b, v);
		break;
	}
	return arena_str(a, buf_view(&b));
}

struct str
find_text(struct reader *r, struct arena *a, const struct field *f,
    const struct value *v, const char *lang)
{
	return text_of(r, a, f, v, lang, 0);
}

struct str
find_title(struct reader *r, struct arena *a, const struct row *row,
    const char *lang)
{
	return title_of(r, a, row, lang, 0);
}
