#include <string.h>

#include "base/str.h"
#include "model/account_part.h"

#include "base/banned.h"

static const int64_t idle_ms = 60 * 60000;
static const int64_t life_ms = 12 * 60 * 60000;
static const int64_t half_ms = 10 * 60000; /* between password and code */
static const int64_t touch_ms = 60000;     /* how exactly "seen" is kept */

enum { AGENT_MAX = 160, SESSION_NAME = 8 /* bytes that name one */ };

static void
session_hash(const struct accounts *as, struct str key,
    unsigned char out[static ACCOUNT_HASH])
{
	account_hash(as, "session", key, out);
}

static enum err
sessions_old(struct accounts *as, struct why *why)
{
	int64_t now = account_now(as);

	return account_run(as, STMT_ACCOUNT_SESSIONS_OLD,
	    ARGS(V_INT(now - life_ms), V_INT(now - idle_ms)), why);
}

enum err
account_session_begin(struct accounts *as, struct id id,
    enum account_stage stage, struct str address, struct str agent,
    char key[static ACCOUNT_KEY + 1], struct why *why)
{
	unsigned char hash[ACCOUNT_HASH];
	char text[ID_TEXT + 1];
	enum err e = account_begin(as, why);

	if (e != ERR_OK)
		return e;
	account_random(as, key);
	session_hash(as, str_of(key), hash);
	id_text(id, text);
	e = sessions_old(as, why);
	if (e == ERR_OK)
		e = account_run(as, STMT_ACCOUNT_SESSION_ADD,
		    ARGS(V_BLOB(account_view(hash, sizeof(hash))),
		    V_TEXT(str_of(text)), V_INT(stage),
		    V_INT(account_now(as)), V_TEXT(address),
		    V_TEXT(str_valid(agent) ? str_head(agent, AGENT_MAX) :
		    STR(""))), why);
	return account_end(as, e, why);
}

struct found {
	struct id account;
	int64_t stage, made, seen;
};

static bool
session_read(struct accounts *as, struct str hash, struct found *out)
{
	struct rows *r;
	bool is = false;

	if (db_query(as->db, DB_NO_PART, STMT_ACCOUNT_SESSION_GET,
	    ARGS(V_BLOB(hash)), &r, NULL) != ERR_OK)
		return false;
	if (db_next(r)) {
		is = id_parse(db_text(r, 0), &out->account);
		out->stage = db_int(r, 1);
		out->made = db_int(r, 2);
		out->seen = db_int(r, 3);
	}
	return db_end(r) == ERR_OK && is;
}

static bool
session_lives(const struct accounts *as, const struct found *f)
{
	int64_t now = account_now(as);

	return now - f->made < life_ms && now - f->seen < idle_ms &&
	    (f->stage != ACCOUNT_HALF || now - f->made < half_ms);
}

enum err
account_session(struct accounts *as, struct arena *a, struct str key,
    struct account *out, enum account_stage *stage, struct why *why)
{
	unsigned char hash[ACCOUNT_HASH] = { 0 };
	struct str h = account_view(hash, sizeof(hash));
	struct found f = { .stage = 0 };
	enum err e;

	if (key.n != ACCOUNT_KEY)
		return ERR_MISSING;
	session_hash(as, key, hash);
	if (!session_read(as, h, &f) || !session_lives(as, &f))
		return ERR_MISSING;
	e = account_get(as, a, f.account, out, why);
	if (e != ERR_OK || out->disabled)
		return ERR_MISSING;
	*stage = f.stage == ACCOUNT_FULL ? ACCOUNT_FULL : ACCOUNT_HALF;
	/* A long write elsewhere is no reason to refuse a page. */
	if (account_now(as) - f.seen >= touch_ms)
		(void)!account_run(as, STMT_ACCOUNT_SESSION_SEEN,
		    ARGS(V_BLOB(h), V_INT(account_now(as))), NULL);
	return ERR_OK;
}

void
account_form(struct accounts *as, struct str key,
    char token[static ACCOUNT_KEY + 1])
{
	unsigned char hash[ACCOUNT_HASH];

	account_hash(as, "form", key, hash);
	account_hex(token, hash, sizeof(hash));
}

static void
session_take(struct accounts *as, struct arena *a, struct rows *r,
    struct str here, struct account_session *out)
{
	unsigned char hash[ACCOUNT_HASH];
	char name[2 * SESSION_NAME + 1];
	struct str h = db_blob(r, 0);

	session_hash(as, here, hash);
	ALWAYS(h.n == ACCOUNT_HASH);
	account_hex(name, (const unsigned char *)h.p, SESSION_NAME);
	*out = (struct account_session){ .name = arena_str(a, str_of(name)),
		.made = db_int(r, 1), .seen = db_int(r, 2),
		.address = arena_str(a, db_text(r, 3)),
		.agent = arena_str(a, db_text(r, 4)),
		.here = str_eq(h, account_view(hash, sizeof(hash))) };
}

enum err
account_sessions(struct accounts *as, struct arena *a, struct id id,
    struct str here, struct account_session **out, size_t *n, struct why *why)
{
	enum { SHOWN_MAX = 100 };
	struct rows *r;
	enum err e = db_query(as->db, DB_NO_PART, STMT_ACCOUNT_SESSION_LIST,
	    ARGS(V_TEXT(id_str(a, id))), &r, why);

	*n = 0;
	*out = arena_array(a, SHOWN_MAX, sizeof(**out));
	if (e != ERR_OK)
		return e;
	while (*n < SHOWN_MAX && db_next(r)) {
		struct found f = { .stage = ACCOUNT_FULL,
			.made = db_int(r, 1), .seen = db_int(r, 2) };

		if (session_lives(as, &f))
			session_take(as, a, r, here, &(*out)[(*n)++]);
	}
	return db_end(r);
}

/* The hash of the account's session of that name. */
static bool
session_named(struct accounts *as, struct str id, struct str name,
    unsigned char out[static ACCOUNT_HASH])
{
	unsigned char want[SESSION_NAME];
	bool found = false;
	struct rows *r;

	if (!str_hex(name, want, sizeof(want)) || db_query(as->db, DB_NO_PART,
	    STMT_ACCOUNT_SESSION_LIST, ARGS(V_TEXT(id)), &r, NULL) != ERR_OK)
		return false;
	while (!found && db_next(r)) {
		struct str h = db_blob(r, 0);

		found = h.n == ACCOUNT_HASH &&
		    memcmp(h.p, want, sizeof(want)) == 0;
		if (found)
			memcpy(out, h.p, ACCOUNT_HASH);
	}
	(void)db_end(r);
	return found;
}

enum err
account_session_end(struct accounts *as, struct id id, struct str key,
    struct why *why)
{
	unsigned char hash[ACCOUNT_HASH];
	char text[ID_TEXT + 1];

	id_text(id, text);
	if (key.n == ACCOUNT_KEY)
		session_hash(as, key, hash);
	else if (!session_named(as, str_of(text), key, hash))
		return why_set(why, ERR_MISSING, "There is no such session.");
	return account_run(as, STMT_ACCOUNT_SESSION_END,
	    ARGS(V_TEXT(str_of(text)),
	    V_BLOB(account_view(hash, sizeof(hash)))), why);
}

enum err
account_sessions_end(struct accounts *as, struct id id, struct str keep,
    struct why *why)
{
	unsigned char hash[ACCOUNT_HASH];
	char text[ID_TEXT + 1];

	id_text(id, text);
	session_hash(as, keep, hash);
	return account_run(as, STMT_ACCOUNT_SESSIONS_END,
	    ARGS(V_TEXT(str_of(text)),
	    V_BLOB(account_view(hash, sizeof(hash)))), why);
}
