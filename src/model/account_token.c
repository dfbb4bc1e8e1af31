#include "base/str.h"
#include "model/account_part.h"

#include "base/banned.h"

enum { FILTER_MAX = 2000 };

static const char *const scopes[] = {
	[ACCOUNT_READ] = "read", [ACCOUNT_WRITE] = "write",
	[ACCOUNT_FEED] = "feed"
};

const char *
account_scope_name(enum account_scope s)
{
	return scopes[s];
}

bool
account_scope_parse(struct str s, enum account_scope *out)
{
	for (size_t i = 0; i < countof(scopes); i++)
		if (str_is(s, scopes[i])) {
			*out = (enum account_scope)i;
			return true;
		}
	return false;
}

static enum err
token_check(const struct account_token *t, struct why *why)
{
	if (t->name.n == 0 || t->name.n > ACCOUNT_SHOWN_MAX ||
	    !str_valid(t->name))
		return why_set(why, ERR_INPUT, "Say what the token is for, in "
		    "at most %d bytes.", ACCOUNT_SHOWN_MAX);
	if (t->scope == ACCOUNT_FEED && (t->filter.n == 0 ||
	    t->filter.p[0] != '/' || t->filter.n > FILTER_MAX ||
	    !str_valid(t->filter)))
		return why_set(why, ERR_INPUT, "A feed is of a list: the "
		    "address of one, such as /activities?filter=partner:AUS.");
	if (t->scope != ACCOUNT_FEED && t->filter.n > 0)
		return why_set(why, ERR_INPUT, "Only a feed has a filter.");
	return ERR_OK;
}

static enum err
token_rows(struct accounts *as, struct arena *a, struct id id,
    const struct account_token *t, struct str hash,
    const struct account_actor *by, struct why *why)
{
	struct account_token *all;
	struct account of;
	size_t n = 0;
	enum err e = account_get(as, a, id, &of, why);

	if (e == ERR_OK)
		e = account_token_list(as, a, id, &all, &n, why);
	if (e == ERR_OK && n >= ACCOUNT_TOKENS_MAX)
		e = why_set(why, ERR_LIMIT, "There are %d tokens; revoke one "
		    "first.", ACCOUNT_TOKENS_MAX);
	if (e == ERR_OK)
		e = account_run(as, STMT_ACCOUNT_TOKEN_ADD,
		    ARGS(V_TEXT(id_str(a, t->id)), V_BLOB(hash),
		    V_TEXT(id_str(a, id)), V_TEXT(t->name),
		    V_TEXT(str_of(scopes[t->scope])), V_TEXT(t->filter),
		    V_INT(account_now(as))), why);
	return e != ERR_OK ? e : account_audit(as, by, "token", of.name,
	    arena_printf(a, "%s; %.*s", scopes[t->scope], STRF(t->name)),
	    why);
}

enum err
account_token_add(struct accounts *as, struct arena *a, struct id id,
    struct account_token *new, char key[static ACCOUNT_KEY + 1],
    const struct account_actor *by, struct why *why)
{
	unsigned char hash[ACCOUNT_HASH];
	enum err e = token_check(new, why);

	if (e == ERR_OK)
		e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	new->id = id_new(as->office->world);
	account_random(as, key);
	account_hash(as, "token", str_of(key), hash);
	return account_end(as, token_rows(as, a, id, new,
	    account_view(hash, sizeof(hash)), by, why), why);
}

/* id, name, scope, filter, made; without the account between. */
static bool
token_take(struct arena *a, struct rows *r, int name,
    struct account_token *out)
{
	*out = (struct account_token){ .name = arena_str(a,
	    db_text(r, name)), .filter = arena_str(a, db_text(r, name + 2)),
		.made = db_int(r, name + 3) };
	return id_parse(db_text(r, 0), &out->id) &&
	    account_scope_parse(db_text(r, name + 1), &out->scope);
}

enum err
account_token_find(struct accounts *as, struct arena *a, struct str key,
    struct account_token *out, struct account *of, struct why *why)
{
	unsigned char hash[ACCOUNT_HASH];
	struct id id = { { 0 } };
	bool found = false;
	struct rows *r;
	enum err e;

	account_hash(as, "token", key, hash);
	e = db_query(as->db, DB_NO_PART, STMT_ACCOUNT_TOKEN_FIND,
	    ARGS(V_BLOB(account_view(hash, sizeof(hash)))), &r, why);
	if (e != ERR_OK)
		return e;
	if (db_next(r))
		found = id_parse(db_text(r, 1), &id) &&
		    token_take(a, r, 2, out);
	e = db_end(r);
	if (e == ERR_OK && found)
		e = account_get(as, a, id, of, NULL);
	if (e == ERR_OK && (!found || of->disabled))
		e = ERR_MISSING;
	return e != ERR_MISSING ? e : why_set(why, e, "There is no such "
	    "token, or it was revoked.");
}

enum err
account_token_list(struct accounts *as, struct arena *a, struct id id,
    struct account_token **out, size_t *n, struct why *why)
{
	struct rows *r;
	enum err e = db_query(as->db, DB_NO_PART, STMT_ACCOUNT_TOKEN_LIST,
	    ARGS(V_TEXT(id_str(a, id))), &r, why);

	*n = 0;
	*out = arena_array(a, ACCOUNT_TOKENS_MAX, sizeof(**out));
	if (e != ERR_OK)
		return e;
	while (*n < ACCOUNT_TOKENS_MAX && db_next(r))
		*n += token_take(a, r, 1, &(*out)[*n]);
	return db_end(r);
}

static enum err
token_end_rows(struct accounts *as, struct arena *a, struct id id,
    struct id token, const struct account_actor *by, struct why *why)
{
	struct account of;
	enum err e = account_get(as, a, id, &of, why);

	if (e == ERR_OK)
		e = account_run(as, STMT_ACCOUNT_TOKEN_END,
		    ARGS(V_TEXT(id_str(a, id)), V_TEXT(id_str(a, token))),
		    why);
	return e != ERR_OK ? e : account_audit(as, by, "token-end", of.name,
	    STR(""), why);
}

enum err
account_token_end(struct accounts *as, struct id id, struct id token,
    const struct account_actor *by, struct why *why)
{
	struct arena *a = arena_new(MIB);
	enum err e = account_begin(as, why);

	if (e == ERR_OK)
		e = account_end(as, token_end_rows(as, a, id, token, by, why),
		    why);
	arena_free(a);
	return e;
}
