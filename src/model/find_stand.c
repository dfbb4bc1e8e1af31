#include "model/find_stand.h"

#include "base/str.h"
#include "model/fold.h"

#include "base/banned.h"

enum {
	SQL_MAX = 512,
	WORDS_SHOWN = 30,
	SERIAL_WIDTH = 4,
	SERIAL_WIDTH_MAX = 15
};

/* "+": by what else is asked, not among all that stand. */
#define STANDS "+recorded_to = 9223372036854775807"

_Static_assert(FOLD_FOREVER == 9223372036854775807, "STANDS names it");

static enum err
ask(struct db *db, struct buf *sql, const struct val *args, size_t n,
    struct rows **out, struct why *why)
{
	ALWAYS(sql->err == ERR_OK);
	return db_compose(db, DB_LOOK, buf_view(sql), args, n, out, why);
}

static enum err
bad_id(struct why *why)
{
	return why_set(why, ERR_CORRUPT, "a table holds an identity that is "
	    "none; rebuild the tables");
}

enum err
find_stand_code(struct db *db, int part, const struct kind *k,
    struct str code, struct id *out, bool *found, struct why *why)
{
	struct buf sql CLEANUP(buf_free) = { .max = SQL_MAX };
	struct rows *r = NULL;
	enum err e;

	buf_printf(&sql, "SELECT id FROM p%d_%.*s WHERE code = ?1 AND " STANDS
	    " ORDER BY id LIMIT 1", part, STRF(k->name));
	*found = false;
	e = ask(db, &sql, ARGS(V_TEXT(code)), &r, why);
	if (e != ERR_OK)
		return e;
	if (db_next(r)) {
		*found = true;
		if (!id_parse(db_text(r, 0), out))
			e = bad_id(why);
	}
	return e != ERR_OK ? (void)db_end(r), e : db_end(r);
}

enum err
find_stand_prefix(struct db *db, int part, const struct kind *k,
    struct str prefix, struct id *out, size_t *found, struct why *why)
{
	struct buf sql CLEANUP(buf_free) = { .max = SQL_MAX };
	struct buf past CLEANUP(buf_free) = { .max = SQL_MAX };
	struct rows *r = NULL;
	enum err e;

	buf_str(&past, prefix);
	buf_char(&past, '\x7f');
	buf_printf(&sql, "SELECT id, code FROM p%d_%.*s WHERE code > ?1 AND "
	    "code < ?2 AND " STANDS " AND withdrawn IS NULL ORDER BY code",
	    part, STRF(k->name));
	*found = 0;
	e = past.err != ERR_OK ? past.err
	    : ask(db, &sql, ARGS(V_TEXT(prefix), V_TEXT(buf_view(&past))), &r,
	    why);
	if (e != ERR_OK)
		return e;
	while (e == ERR_OK && *found < 2 && db_next(r)) {
		char next = db_text(r, 1).p[prefix.n];

		if (next >= '0' && next <= '9')
			continue;
		if (*found == 0 && !id_parse(db_text(r, 0), out))
			e = bad_id(why);
		(*found)++;
	}
	return e != ERR_OK ? (void)db_end(r), e : db_end(r);
}

enum err
find_stand_term(struct db *db, int part, const struct kind *term,
    struct str list, struct str code, struct find_term_days *out,
    struct why *why)
{
	struct buf sql CLEANUP(buf_free) = { .max = SQL_MAX };
	struct rows *r = NULL;
	enum err e;

	buf_printf(&sql, "SELECT id, valid_from, valid_to_hi FROM p%d_%.*s "
	    "WHERE code = ?1 AND list = ?2 AND " STANDS
	    " AND withdrawn IS NULL ORDER BY id LIMIT 1", part,
	    STRF(term->name));
	*out = (struct find_term_days){ .from = INT32_MIN, .to = INT32_MAX };
	e = ask(db, &sql, ARGS(V_TEXT(code), V_TEXT(list)), &r, why);
	if (e != ERR_OK)
		return e;
	if (db_next(r)) {
		out->found = true;
		if (!id_parse(db_text(r, 0), &out->id))
			e = bad_id(why);
		if (!db_is_null(r, 1))
			out->from = (int32_t)db_int(r, 1);
		if (!db_is_null(r, 2))
			out->to = (int32_t)db_int(r, 2);
	}
	return e != ERR_OK ? (void)db_end(r), e : db_end(r);
}

enum err
find_stand_words(struct db *db, int part, const struct kind *term,
    struct str list, struct buf *out, struct why *why)
{
	struct buf sql CLEANUP(buf_free) = { .max = SQL_MAX };
	struct rows *r = NULL;
	enum err e;

	buf_printf(&sql, "SELECT code FROM p%d_%.*s WHERE list = ?1 AND "
	    STANDS " AND withdrawn IS NULL ORDER BY rank IS NOT NULL, rank, "
	    "code LIMIT %d", part, STRF(term->name), WORDS_SHOWN);
	e = ask(db, &sql, ARGS(V_TEXT(list)), &r, why);
	if (e != ERR_OK)
		return e;
	while (db_next(r))
		buf_printf(out, "%s%.*s", out->n > 0 ? ", " : "",
		    STRF(db_text(r, 0)));
	return db_end(r);
}

/* The greatest number with so many digits behind the prefix, or 0. */
static enum err
serial_of_width(struct db *db, int part, const struct kind *k,
    struct str prefix, size_t width, int64_t *last, struct why *why)
{
	struct buf sql CLEANUP(buf_free) = { .max = SQL_MAX };
	struct buf past CLEANUP(buf_free) = { .max = SQL_MAX };
	struct rows *r = NULL;
	enum err e;

	buf_str(&past, prefix);
	buf_char(&past, ':'); /* the character behind 9 */
	buf_printf(&sql, "SELECT code FROM p%d_%.*s WHERE code > ?1 AND "
	    "code < ?2 ORDER BY code DESC", part, STRF(k->name));
	*last = 0;
	e = past.err != ERR_OK ? past.err
	    : ask(db, &sql, ARGS(V_TEXT(prefix), V_TEXT(buf_view(&past))), &r,
	    why);
	if (e != ERR_OK)
		return e;
	/* People also write codes of their own: 2026-X. */
	while (*last == 0 && db_next(r)) {
		struct str tail = str_from(db_text(r, 0), prefix.n);

		if (tail.n != width || !str_int(tail, last) || *last < 0)
			*last = 0;
	}
	return db_end(r);
}

enum err
find_stand_serial(struct db *db, int part, const struct kind *k,
    struct str prefix, int64_t *last, struct why *why)
{
	int64_t most = 9999, found = 0;
	enum err e = ERR_OK;

	*last = 0;
	/*
	 * With one width the order of text is that of numbers, so the index
	 * gives the last at once; five digits come only after 9999.
	 */
	for (size_t width = SERIAL_WIDTH; e == ERR_OK; width++) {
		e = serial_of_width(db, part, k, prefix, width, &found, why);
		if (found > *last)
			*last = found;
		if (found < most || width == SERIAL_WIDTH_MAX)
			break;
		most = most * 10 + 9;
	}
	return e;
}
