#include "web/session.h"

#include "base/str.h"
#include "web/http.h"

#include "base/banned.h"

static struct str
session_name(struct arena *a, const struct session_ask *ask)
{
	return ask->secure ? STR("__Host-comity") :
	    arena_printf(a, "comity-%u", (unsigned)ask->port);
}

struct str
session_cookie(struct arena *a, const struct session_ask *ask, struct str key)
{
	return arena_printf(a, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s",
	    STRF(session_name(a, ask)), STRF(key),
	    ask->secure ? "; Secure" : "", key.n == 0 ? "; Max-Age=0" : "");
}

static enum err
session_program(struct accounts *as, struct arena *a, struct str key,
    struct session *out, struct why *why)
{
	struct account_token t;
	enum err e = account_token_find(as, a, key, &t, &out->account, why);

	if (e == ERR_MISSING)
		return ERR_DENIED; /* with the reason that is set already */
	if (e != ERR_OK)
		return e;
	out->known = true;
	out->program = true;
	out->scope = t.scope;
	out->filter = t.filter;
	return ERR_OK;
}

enum err
session_find(struct accounts *as, struct arena *a,
    const struct session_ask *ask, struct session *out, struct why *why)
{
	const struct str bearer = STR("Bearer ");
	enum account_stage stage;
	struct str key;
	enum err e;

	*out = (struct session){ .local = as == NULL || !account_any(as) };
	if (out->local)
		return ERR_OK;
	if (ask->feed.n > 0)
		return session_program(as, a, ask->feed, out, why);
	if (ask->authorization.n > bearer.n && str_eq_nocase(
	    str_to(ask->authorization, bearer.n), bearer))
		return session_program(as, a, str_trim(str_from(
		    ask->authorization, bearer.n)), out, why);
	key = http_cookie(ask->cookies, session_name(a, ask).p);
	if (key.n == 0)
		return ERR_OK;
	e = account_session(as, a, key, &out->account, &stage, why);
	if (e == ERR_MISSING)
		return ERR_OK;
	out->known = e == ERR_OK;
	out->half = stage == ACCOUNT_HALF;
	out->key = arena_str(a, key);
	return e;
}

struct str
session_next(struct str s)
{
	if (s.n == 0 || s.p[0] != '/' || s.n > HTTP_TARGET_MAX)
		return STR("/");
	/* "//host" and what browsers take for it lead away. */
	if (s.n > 1 && (s.p[1] == '/' || s.p[1] == '\\'))
		return STR("/");
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '\\' ||
		    s.p[i] == 0x7f)
			return STR("/");
	return s;
}
