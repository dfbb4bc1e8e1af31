#include "model/account_part.h"

#include <sodium.h>
#include <string.h>

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { ACCOUNT_ARENA = 4 * 1024 * 1024, MINUTE = 60000 };

int64_t
account_now(const struct accounts *as)
{
	return as->office->world->now_ms(as->office->world);
}

int64_t
account_minute(const struct accounts *as)
{
	return account_now(as) / MINUTE;
}

struct str
account_view(const unsigned char *p, size_t n)
{
	return (struct str){ (const char *)p, n };
}

void
account_hex(char *out, const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = "0123456789abcdef"[p[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[p[i] & 15];
	}
	out[2 * n] = '\0';
}

void
account_random(const struct accounts *as, char key[static ACCOUNT_KEY + 1])
{
	unsigned char raw[ACCOUNT_KEY / 2];
	struct world *w = as->office->world;

	w->entropy(w, raw, sizeof(raw));
	account_hex(key, raw, sizeof(raw));
}

void
account_hash(const struct accounts *as, const char *what, struct str s,
    unsigned char out[static ACCOUNT_HASH])
{
	crypto_generichash_state h;
	struct str w = str_of(what);

	(void)crypto_generichash_init(&h, as->key, sizeof(as->key),
	    ACCOUNT_HASH);
	(void)crypto_generichash_update(&h, (const unsigned char *)w.p,
	    w.n + 1);
	(void)crypto_generichash_update(&h, (const unsigned char *)s.p, s.n);
	(void)crypto_generichash_final(&h, out, ACCOUNT_HASH);
}

enum err
account_begin(struct accounts *as, struct why *why)
{
	return db_begin(as->db, true, why);
}

enum err
account_end(struct accounts *as, enum err e, struct why *why)
{
	if (e == ERR_OK)
		return db_commit(as->db, why);
	db_rollback(as->db);
	return e;
}

enum err
account_run(struct accounts *as, enum stmt s, const struct val *args, size_t n,
    struct why *why)
{
	return db_run(as->db, DB_NO_PART, s, args, n, why);
}

/* ---- opening ---- */

static enum err
tables_make(struct accounts *as, struct why *why)
{
	static const enum stmt tables[] = { STMT_ACCOUNT_TABLE,
		STMT_ACCOUNT_CODE_TABLE, STMT_ACCOUNT_SESSION_TABLE,
		STMT_ACCOUNT_SESSION_INDEX, STMT_ACCOUNT_TOKEN_TABLE,
		STMT_ACCOUNT_TOKEN_INDEX, STMT_ACCOUNT_TRY_TABLE,
		STMT_ACCOUNT_AUDIT_TABLE };
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < countof(tables); i++)
		e = account_run(as, tables[i], NO_ARGS, why);
	return e;
}

/* Made once, with the tables. */
static enum err
key_read(struct accounts *as, struct why *why)
{
	char hex[2 * ACCOUNT_HASH + 1];
	struct world *w = as->office->world;
	struct str kept = db_get_text(as->db, as->arena, DB_NO_PART,
	    STMT_OFFICE_GET, ARGS(V_TEXT(STR("account_key"))));

	if (kept.n > 0)
		return str_hex(kept, as->key, sizeof(as->key)) ? ERR_OK :
		    why_set(why, ERR_CORRUPT, "the key of the accounts cannot "
		    "be read");
	w->entropy(w, as->key, sizeof(as->key));
	account_hex(hex, as->key, sizeof(as->key));
	return account_run(as, STMT_OFFICE_PUT, ARGS(
	    V_TEXT(STR("account_key")), V_TEXT(str_of(hex))), why);
}

/* The tables come with the key; whoever finds it finds them. */
static bool
made(struct accounts *as)
{
	return db_get_text(as->db, as->arena, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(STR("account_key")))).n > 0;
}

static enum err
book_make(struct accounts *as, struct why *why)
{
	enum err e = account_begin(as, why);

	if (e != ERR_OK)
		return e;
	e = tables_make(as, why);
	if (e == ERR_OK)
		e = key_read(as, why);
	return account_end(as, e, why);
}

static enum err
book_open(const struct office *o, enum db_mode mode, struct accounts **out,
    struct why *why)
{
	struct arena *a = arena_new(ACCOUNT_ARENA);
	struct accounts *as = arena_alloc(a, sizeof(*as));
	enum err e;

	*out = NULL;
	ALWAYS(sodium_init() >= 0);
	*as = (struct accounts){ .office = o, .arena = a };
	e = db_open(o->db_path.p, mode, &as->db, why);
	if (e == ERR_OK && !made(as))
		e = mode == DB_MODE_WRITE ? book_make(as, why) : ERR_MISSING;
	else if (e == ERR_OK)
		e = key_read(as, why);
	if (e != ERR_OK) {
		account_close(as);
		return e;
	}
	*out = as;
	return ERR_OK;
}

enum err
account_open(const struct office *o, struct accounts **out, struct why *why)
{
	return book_open(o, DB_MODE_WRITE, out, why);
}

enum err
account_look(const struct office *o, struct accounts **out, struct why *why)
{
	return book_open(o, DB_MODE_READ, out, why);
}

void
account_close(struct accounts *as)
{
	if (as == NULL)
		return;
	db_close(as->db);
	sodium_memzero(as->key, sizeof(as->key));
	arena_free(as->arena);
}

/* ---- reading ---- */

bool
account_any(struct accounts *as)
{
	return db_get_int(as->db, DB_NO_PART, STMT_ACCOUNT_ANY, NO_ARGS, 0) !=
	    0;
}

static enum err
mask_of(const struct accounts *as, struct str clearance, uint64_t *mask,
    struct why *why)
{
	return office_clearance(as->office, str_trim(clearance).n > 0 ?
	    clearance : as->office->scheme.token[0], mask, why);
}

static enum err
row_take(struct accounts *as, struct arena *a, struct rows *r,
    struct account *out, struct why *why)
{
	enum err e;

	if (!id_parse(db_text(r, 0), &out->id))
		return why_set(why, ERR_CORRUPT, "an account has no identity");
	out->name = arena_str(a, db_text(r, 1));
	out->shown = arena_str(a, db_text(r, 2));
	out->unit = arena_str(a, db_text(r, 3));
	e = right_roles(db_text(r, 4), &out->roles, why);
	out->clearance = arena_str(a, db_text(r, 5));
	out->lang = arena_str(a, db_text(r, 6));
	out->keys = db_int(r, 7) != 0;
	out->disabled = db_int(r, 8) != 0;
	out->renew = db_int(r, 9) != 0;
	out->coded = db_int(r, 10) != 0;
	out->made = db_int(r, 11);
	return e == ERR_OK ? mask_of(as, out->clearance, &out->mask, why) : e;
}

enum err
account_list(struct accounts *as, struct arena *a, struct account **out,
    size_t *n, struct why *why)
{
	struct rows *r;
	size_t room = 16;
	enum err e = db_query(as->db, DB_NO_PART, STMT_ACCOUNT_LIST, NO_ARGS,
	    &r, why);

	*n = 0;
	*out = arena_array(a, room, sizeof(**out));
	if (e != ERR_OK)
		return e;
	while (e == ERR_OK && db_next(r)) {
		if (*n == room) {
			struct account *more = arena_array(a, 2 * room,
			    sizeof(**out));

			memcpy(more, *out, room * sizeof(**out));
			*out = more;
			room *= 2;
		}
		e = row_take(as, a, r, &(*out)[*n], why);
		*n += 1;
	}
	if (e != ERR_OK) {
		(void)db_end(r);
		return e;
	}
	return db_end(r);
}

static enum err
one(struct accounts *as, struct arena *a, enum stmt s, struct str key,
    struct account *out, struct why *why)
{
	struct rows *r;
	enum err e = db_query(as->db, DB_NO_PART, s, ARGS(V_TEXT(key)), &r,
	    why);

	*out = (struct account){ 0 };
	if (e != ERR_OK)
		return e;
	if (db_next(r)) {
		e = row_take(as, a, r, out, why);
		(void)db_end(r);
		return e;
	}
	e = db_end(r);
	return e != ERR_OK ? e : why_set(why, ERR_MISSING, "There is no such "
	    "account.");
}

enum err
account_get(struct accounts *as, struct arena *a, struct id id,
    struct account *out, struct why *why)
{
	return one(as, a, STMT_ACCOUNT_GET, id_str(a, id), out, why);
}

enum err
account_named(struct accounts *as, struct arena *a, struct str name,
    struct account *out, struct why *why)
{
	return one(as, a, STMT_ACCOUNT_NAMED, name, out, why);
}

struct str
account_shown(struct accounts *as, struct arena *a, struct id id)
{
	struct account of;

	if (as == NULL || account_get(as, a, id, &of, NULL) != ERR_OK)
		return STR("");
	return of.shown;
}

/* ---- writing ---- */

static enum err
name_check(struct str name, struct why *why)
{
	if (name.n < 2 || name.n > ACCOUNT_NAME_MAX)
		return why_set(why, ERR_INPUT, "A name to sign in with has 2 "
		    "to %d letters.", ACCOUNT_NAME_MAX);
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') &&
		    (i == 0 || (c != '.' && c != '-' && c != '_')))
			return why_set(why, ERR_INPUT, "A name to sign in "
			    "with has small letters a to z and digits, and "
			    "after the first . - or _ too.");
	}
	return ERR_OK;
}

static bool
text_fits(struct str s)
{
	if (s.n > ACCOUNT_SHOWN_MAX || !str_valid(s))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ')
			return false;
	return true;
}

static enum err
words_check(struct accounts *as, struct account *to, struct why *why)
{
	if (to->shown.n == 0)
		to->shown = to->name;
	if (!text_fits(to->shown) || !text_fits(to->unit))
		return why_set(why, ERR_INPUT, "What is shown and the unit "
		    "are one line of at most %d bytes each.",
		    ACCOUNT_SHOWN_MAX);
	if (to->lang.n > 0 && tr_known(to->lang) == NULL)
		return why_set(why, ERR_INPUT, "There is no language "
		    "\"%.*s\"; there are en and vi.", STRF(to->lang));
	if (to->clearance.n > LABEL_TEXT_MAX)
		return why_set(why, ERR_INPUT, "That clearance is too long.");
	return mask_of(as, to->clearance, &to->mask, why);
}

static struct str
roles_text(struct arena *a, unsigned roles)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	right_roles_text(&b, roles);
	return arena_str(a, buf_view(&b));
}

static enum err
add_row(struct accounts *as, struct arena *a, struct account *new,
    const char *hash, const struct account_actor *by, struct why *why)
{
	struct account there;
	struct str roles = roles_text(a, new->roles);
	enum err e = account_named(as, a, new->name, &there, NULL);

	if (e == ERR_OK)
		return why_set(why, ERR_INPUT, "There is an account \"%.*s\" "
		    "already.", STRF(new->name));
	if (e != ERR_MISSING)
		return e;
	e = account_run(as, STMT_ACCOUNT_ADD, ARGS(V_TEXT(id_str(a, new->id)),
	    V_TEXT(new->name), V_TEXT(new->shown), V_TEXT(new->unit),
	    V_TEXT(roles), V_TEXT(new->clearance), V_TEXT(new->lang),
	    V_TEXT(str_of(hash)), V_INT(new->renew),
	    V_INT(account_now(as))), why);
	if (e == ERR_OK)
		e = account_audit(as, by, "add", new->name,
		    arena_printf(a, "%.*s; %.*s", STRF(roles),
		    STRF(new->clearance)), why);
	return e;
}

enum err
account_add(struct accounts *as, struct arena *a, struct account *new,
    struct str password, const struct account_actor *by, struct why *why)
{
	char hash[ACCOUNT_HASH_TEXT];
	enum err e = name_check(new->name, why);

	if (e == ERR_OK)
		e = words_check(as, new, why);
	if (e == ERR_OK)
		e = account_rule(password, new->name, why);
	if (e != ERR_OK)
		return e;
	new->id = id_new(as->office->world);
	account_password_hash(as, password, hash);
	e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	return account_end(as, add_row(as, a, new, hash, by, why), why);
}

/* Somebody who may set right what is wrong must remain. */
static enum err
last_check(struct accounts *as, struct arena *a, const struct account *to,
    struct why *why)
{
	struct account *all;
	size_t n;
	enum err e;

	if ((to->roles >> ROLE_ADMINISTRATOR & 1) != 0 && !to->disabled)
		return ERR_OK;
	e = account_list(as, a, &all, &n, why);
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		if (!id_eq(all[i].id, to->id) && !all[i].disabled &&
		    (all[i].roles >> ROLE_ADMINISTRATOR & 1) != 0)
			return ERR_OK;
	return e != ERR_OK ? e : why_set(why, ERR_INPUT, "This is the last "
	    "administrator: make another one first.");
}

/* What was changed, for the audit. */
static struct str
difference(struct arena *a, const struct account *was,
    const struct account *to)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	if (was->roles != to->roles)
		buf_printf(&b, "roles: %.*s -> %.*s; ",
		    STRF(roles_text(a, was->roles)),
		    STRF(roles_text(a, to->roles)));
	if (!str_eq(was->clearance, to->clearance))
		buf_printf(&b, "clearance: %.*s -> %.*s; ",
		    STRF(was->clearance), STRF(to->clearance));
	if (was->disabled != to->disabled)
		buf_printf(&b, "%s; ", to->disabled ? "disabled" : "enabled");
	if (!str_eq(was->shown, to->shown))
		buf_printf(&b, "shown: %.*s; ", STRF(to->shown));
	if (!str_eq(was->unit, to->unit))
		buf_printf(&b, "unit: %.*s; ", STRF(to->unit));
	return arena_str(a, buf_view(&b));
}

static enum err
set_rows(struct accounts *as, struct arena *a, const struct account *to,
    const struct account_actor *by, struct why *why)
{
	struct account was;
	enum err e = account_get(as, a, to->id, &was, why);

	if (e == ERR_OK && (was.roles >> ROLE_ADMINISTRATOR & 1) != 0)
		e = last_check(as, a, to, why);
	if (e == ERR_OK)
		e = account_run(as, STMT_ACCOUNT_SET,
		    ARGS(V_TEXT(id_str(a, to->id)), V_TEXT(to->shown),
		    V_TEXT(to->unit), V_TEXT(roles_text(a, to->roles)),
		    V_TEXT(to->clearance), V_TEXT(to->lang),
		    V_INT(to->disabled)), why);
	if (e == ERR_OK && (was.roles != to->roles || was.mask != to->mask ||
	    to->disabled))
		e = account_sessions_end(as, to->id, STR(""), why);
	if (e == ERR_OK && to->disabled)
		e = account_run(as, STMT_ACCOUNT_TOKENS_END,
		    ARGS(V_TEXT(id_str(a, to->id))), why);
	return e != ERR_OK ? e : account_audit(as, by, "change", was.name,
	    difference(a, &was, to), why);
}

enum err
account_set(struct accounts *as, struct arena *a, const struct account *to,
    const struct account_actor *by, struct why *why)
{
	struct account copy = *to;
	enum err e = words_check(as, &copy, why);

	if (e == ERR_OK)
		e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	return account_end(as, set_rows(as, a, &copy, by, why), why);
}

enum err
account_set_own(struct accounts *as, struct id id, struct str lang, bool keys,
    struct why *why)
{
	char text[ID_TEXT + 1];

	id_text(id, text);
	if (lang.n > 0 && tr_known(lang) == NULL)
		return why_set(why, ERR_INPUT, "There is no language "
		    "\"%.*s\"; there are en and vi.", STRF(lang));
	return account_run(as, STMT_ACCOUNT_SET_OWN, ARGS(
	    V_TEXT(str_of(text)), V_TEXT(lang), V_INT(keys)), why);
}
