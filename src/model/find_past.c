#include <stdlib.h>

#include "base/str.h"
#include "model/find_row.h"

#include "base/banned.h"

enum { SHORT_HASH = 8, PAST_MAX = 10000 };

static struct str
hex(struct arena *a, struct str s, size_t n)
{
	char *out = arena_alloc(a, 2 * n + 1);

	ALWAYS(s.n >= n);
	for (size_t i = 0; i < n; i++) {
		static const char digits[] = "0123456789abcdef";

		out[2 * i] = digits[(unsigned char)s.p[i] >> 4];
		out[2 * i + 1] = digits[(unsigned char)s.p[i] & 15];
	}
	return (struct str){ out, 2 * n };
}

static enum err
links_of(struct reader *r, const struct kind *k, const struct field *f,
    struct str id, int64_t *n, struct why *why)
{
	struct buf arm CLEANUP(buf_free) = { .max = 1 * KIB };
	struct rows *rows;
	enum err e;

	*n = 0;
	buf_printf(&arm, "SELECT count(*) FROM %.*s_p@ t WHERE t.%.*s = ?1%s",
	    STRF(k->name), STRF(f->name),
	    kind_field(k, STR("withdrawn")) != NULL
	    ? " AND t.withdrawn IS NULL" : "");
	e = find_ask(r, &arm, "", ARGS(V_TEXT(id)), &rows, why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows))
		*n += db_int(rows, 0);
	return db_end(rows);
}

enum err
find_links(struct reader *r, struct arena *a, struct id id, struct link **out,
    size_t *n, struct why *why)
{
	const struct kinds *ks = &r->office->kinds;
	const struct kind *to = find_kind(r, id);
	char text[ID_TEXT + 1];
	size_t fields = 0;

	*n = 0;
	*out = NULL;
	if (to == NULL)
		return why_set(why, ERR_MISSING, "there is no such record");
	id_text(id, text);
	for (size_t i = 0; i < ks->n; i++)
		fields += ks->kind[i].fields;
	*out = arena_array(a, fields, sizeof(**out));
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = &ks->kind[i];

		for (size_t j = 0; j < k->fields; j++) {
			struct link *l = &(*out)[*n];
			enum err e;

			if (!kind_points_to(&k->field[j], to))
				continue;
			l->kind = k;
			l->field = &k->field[j];
			e = links_of(r, k, l->field, str_of(text), &l->n,
			    why);
			if (e != ERR_OK)
				return e;
			*n += l->n > 0;
		}
	}
	return ERR_OK;
}

/* hlc, author, part, record, note, field, value, standing, idx */
static bool
past_take(struct reader *r, struct arena *a, struct rows *rows,
    struct past *p)
{
	struct str value;

	/* A newer program's field has no name here. */
	if (!kind_of_op(&r->office->kinds, (uint16_t)db_int(rows, 5), &p->kind,
	    &p->field))
		return false;
	value = arena_str(a, db_blob(rows, 6));
	if (!value_decode(&value, &p->value) ||
	    !id_parse(db_text(rows, 1), &p->author))
		return false;
	p->hlc = (uint64_t)db_int(rows, 0);
	p->label = find_label(r, db_int(rows, 2));
	p->record = hex(a, db_blob(rows, 3), SHORT_HASH);
	p->note = arena_str(a, db_text(rows, 4));
	p->standing = db_int(rows, 7) != 0;
	return true;
}

enum err
find_history(struct reader *r, struct arena *a, struct id id,
    struct past **out, size_t *n, struct why *why)
{
	struct rows *rows;
	enum err e = db_query(r->db, DB_NO_PART, STMT_HISTORY,
	    ARGS(V_TEXT(id_str(a, id)), V_INT(PAST_MAX)), &rows, why);

	*n = 0;
	*out = NULL;
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		struct past p = { 0 };

		if (!past_take(r, a, rows, &p))
			continue;
		*out = arena_grow(a, *out, *n, sizeof(p));
		(*out)[(*n)++] = p;
	}
	return db_end(rows);
}

/* hlc, record, part, note, author, entity, field, things */
static bool
change_take(struct reader *r, struct arena *a, struct rows *rows,
    struct changed *c)
{
	c->kind = kind_numbered(&r->office->kinds,
	    (uint16_t)(db_int(rows, 6) / KIND_FIELDS_MAX));
	if (c->kind == NULL || !id_parse(db_text(rows, 4), &c->author) ||
	    !id_parse(db_text(rows, 5), &c->entity))
		return false;
	c->hlc = (uint64_t)db_int(rows, 0);
	c->record = hex(a, db_blob(rows, 1), SHORT_HASH);
	c->label = find_label(r, db_int(rows, 2));
	c->note = arena_str(a, db_text(rows, 3));
	c->things = db_int(rows, 7);
	return true;
}

enum err
find_changes(struct reader *r, struct arena *a, size_t limit,
    struct changed **out, size_t *n, struct why *why)
{
	struct rows *rows;
	enum err e;

	if (limit > FIND_LIMIT_MAX)
		limit = FIND_LIMIT_MAX;
	*n = 0;
	*out = arena_array(a, limit, sizeof(**out));
	e = db_query(r->db, DB_NO_PART, STMT_CHANGES,
	    ARGS(V_INT((int64_t)limit)), &rows, why);
	if (e != ERR_OK)
		return e;
	while (*n < limit && db_next(rows))
		*n += change_take(r, a, rows, &(*out)[*n]);
	return db_end(rows);
}
