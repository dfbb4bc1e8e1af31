/*
 * Who asks: the session that a cookie names, the token that a program sends,
 * or the one local user of an office without accounts. No pages.
 */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "model/account.h"

/* What a request says of whom it is from. */
struct session_ask {
	struct str cookies;       /* Cookie */
	struct str authorization; /* Authorization */
	struct str feed;          /* the token in the address of a feed */
	uint16_t port;
	bool secure;              /* came through TLS */
};

struct session {
	bool local;   /* there are no accounts: one user, who may everything */
	bool known;   /* an account asks */
	bool half;    /* its code is still awaited: nothing but that */
	bool program; /* by a token, so that no browser is made to send it */
	enum account_scope scope; /* of the token */
	struct str filter;        /* of a feed */
	struct account account;
	struct str key;           /* of the session, not of a token */
};

/*
 * session_find(as, a, ask, out, why):
 * ${as} NULL is an office without accounts. Nobody is an answer, not an error;
 * ERR_DENIED for a token that is none.
 */
MUST_USE enum err session_find(struct accounts *as, struct arena *a,
    const struct session_ask *ask, struct session *out, struct why *why);

/*
 * session_cookie(a, ask, key):
 * The value of Set-Cookie for ${key}; with an empty key the one that ends it.
 * Through TLS it is "__Host-comity" and Secure; else it bears the port in its
 * name, for browsers do not keep ports apart. Lax, so that a link in a mail
 * leads somewhere: nothing is changed by GET, and a POST bears a token.
 */
struct str session_cookie(struct arena *a, const struct session_ask *ask,
    struct str key);

/*
 * session_next(a, s):
 * Where to go on after signing in: ${s} when it is a path of this site, else
 * the overview.
 */
struct str session_next(struct str s);

#endif
