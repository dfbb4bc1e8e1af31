/*
 * Accounts: who signs in, as what, with which clearance; their passwords,
 * second factors, sessions, tokens, and the audit of all that. They lie in
 * tables office_*, beside the journal and not in it: no office tells another
 * who its people are. An office without accounts has one local user, who may
 * do everything.
 *
 * Secrets are kept as hashes: passwords by Argon2id, random ones of 128 bits
 * and more by keyed BLAKE2b. Only the second factor's secret must be readable.
 */
#ifndef MODEL_ACCOUNT_H
#define MODEL_ACCOUNT_H

#include "model/office.h"
#include "model/right.h"

enum {
	ACCOUNT_NAME_MAX = 40,
	ACCOUNT_SHOWN_MAX = 80,
	ACCOUNT_PASSWORD_MIN = 12,  /* letters, as typed */
	ACCOUNT_PASSWORD_MAX = 200,
	ACCOUNT_KEY = 64,           /* hex digits of a session or token */
	ACCOUNT_CODES = 10,         /* recovery codes given at once */
	ACCOUNT_CODE_TEXT = 26,     /* letters of one; 128 bits */
	ACCOUNT_TOKENS_MAX = 20,    /* of one account */
	ACCOUNT_PAGE = 200          /* rows of the audit at once */
};

/* The book of accounts: a connection that may write tables office_*. */
struct accounts;

struct account {
	struct id id;         /* the author of its changes */
	struct str name;      /* typed to sign in: a-z 0-9 . - _ */
	struct str shown;     /* beside its changes: a post, not a name */
	struct str unit;
	struct str clearance; /* tokens; empty: the lowest alone */
	struct str lang;      /* "en", "vi", or empty: as the browser asks */
	unsigned roles;       /* bits, as right.h */
	uint64_t mask;        /* partitions, from its clearance */
	bool keys;            /* keys of the pages are on */
	bool disabled;
	bool renew;           /* must choose a password before anything else */
	bool coded;           /* has a second factor */
	int64_t made;         /* ms */
};

/* Who acts, for the audit. */
struct account_actor {
	struct str who;     /* an account's name, "terminal", "setup" */
	struct str address; /* where from; may be empty */
};

/*
 * account_open(o, out, why), account_close(as):
 * Makes the tables when they are missing. One connection; never across a fork.
 */
MUST_USE enum err account_open(const struct office *o, struct accounts **out,
    struct why *why);
/*
 * account_look(o, out, why): the same for reading alone; makes nothing.
 * ERR_MISSING when the office never had accounts.
 */
MUST_USE enum err account_look(const struct office *o, struct accounts **out,
    struct why *why);
void account_close(struct accounts *as);

/* account_any(as): whether the office has an account; some microseconds. */
bool account_any(struct accounts *as);

/* account_list(as, a, out, n, why): by name. */
MUST_USE enum err account_list(struct accounts *as, struct arena *a,
    struct account **out, size_t *n, struct why *why);
/* ERR_MISSING when there is none. */
MUST_USE enum err account_get(struct accounts *as, struct arena *a,
    struct id id, struct account *out, struct why *why);
MUST_USE enum err account_named(struct accounts *as, struct arena *a,
    struct str name, struct account *out, struct why *why);

/*
 * account_shown(as, a, id): what stands beside its changes; empty when ${as}
 * is NULL or it is no account.
 */
struct str account_shown(struct accounts *as, struct arena *a, struct id id);

/*
 * account_add(as, a, new, password, by, why):
 * ${new} without its id, which it gets. ERR_INPUT says what is wrong with a
 * name, a clearance or the password.
 */
MUST_USE enum err account_add(struct accounts *as, struct arena *a,
    struct account *new, struct str password, const struct account_actor *by,
    struct why *why);

/*
 * account_set(as, a, to, by, why):
 * Shown, unit, roles, clearance, language, disabled of ${to}->id. When what it
 * may do or see changes, its sessions end (W3), and with disabling its tokens
 * end too. ERR_INPUT when the last administrator would go.
 */
MUST_USE enum err account_set(struct accounts *as, struct arena *a,
    const struct account *to, const struct account_actor *by, struct why *why);
/* account_set_own(as, id, lang, keys, why): what anyone sets for himself. */
MUST_USE enum err account_set_own(struct accounts *as, struct id id,
    struct str lang, bool keys, struct why *why);

/* ---- passwords ---- */

/*
 * account_rule(password, name, why):
 * Whether it may be one: long enough, not among the commonest, not the name.
 * No other rules of composition.
 */
MUST_USE enum err account_rule(struct str password, struct str name,
    struct why *why);

/*
 * account_set_password(as, a, id, password, renew, keep, by, why):
 * Ends the account's sessions but that of key ${keep} (may be empty).
 */
MUST_USE enum err account_set_password(struct accounts *as, struct arena *a,
    struct id id, struct str password, bool renew, struct str keep,
    const struct account_actor *by, struct why *why);

/*
 * account_sign_in(as, a, name, password, by, out, why):
 * ERR_DENIED with one and the same reason for an unknown name, a wrong
 * password and a disabled account, after the same work: one hash. ERR_LIMIT
 * without any when there were too many tries for this name, from this address
 * or in all; a right password does not count.
 */
MUST_USE enum err account_sign_in(struct accounts *as, struct arena *a,
    struct str name, struct str password, const struct account_actor *by,
    struct account *out, struct why *why);

/*
 * account_confirm(as, a, of, password, by, why):
 * Whether the holder of ${of} is still the one who types; limited and audited
 * like signing in. ERR_DENIED, ERR_LIMIT.
 */
MUST_USE enum err account_confirm(struct accounts *as, struct arena *a,
    const struct account *of, struct str password,
    const struct account_actor *by, struct why *why);

/* account_hashes(as): password hashes made since opening, for tests. */
uint64_t account_hashes(const struct accounts *as);

/* ---- second factor ---- */

/* account_secret(as, secret): a new one, not yet the account's. */
enum { ACCOUNT_SECRET = 20 };
void account_secret(struct accounts *as,
    unsigned char secret[static ACCOUNT_SECRET]);

/* account_secret_text(b, secret): base 32, in groups of four with blanks
 * between when ${grouped}. */
void account_secret_text(struct buf *b,
    const unsigned char secret[static ACCOUNT_SECRET], bool grouped);
/* account_secret_parse(s, secret): the other way. */
MUST_USE bool account_secret_parse(struct str s,
    unsigned char secret[static ACCOUNT_SECRET]);

/*
 * account_enrol(as, a, id, secret, code, codes, by, why):
 * The secret is the account's when ${code} shows that its holder has it; with
 * it come ACCOUNT_CODES recovery codes, which are shown this once. ERR_INPUT
 * for a wrong code.
 */
MUST_USE enum err account_enrol(struct accounts *as, struct arena *a,
    struct id id, const unsigned char secret[static ACCOUNT_SECRET],
    struct str code, struct str **codes, const struct account_actor *by,
    struct why *why);

/* account_unenrol(as, id, by, why): no second factor any more. */
MUST_USE enum err account_unenrol(struct accounts *as, struct id id,
    const struct account_actor *by, struct why *why);

/*
 * account_code(as, a, account, code, by, why):
 * A code of the second factor within one step of now, later than the last that
 * was taken (W5), or a recovery code, once. ERR_DENIED; ERR_LIMIT after too
 * many.
 */
MUST_USE enum err account_code(struct accounts *as, struct arena *a,
    const struct account *account, struct str code,
    const struct account_actor *by, struct why *why);

/* account_codes_left(as, id): recovery codes not used yet. */
int64_t account_codes_left(struct accounts *as, struct id id);

/* ---- sessions ---- */

enum account_stage {
	ACCOUNT_HALF, /* the password was right, the code is awaited */
	ACCOUNT_FULL
};

struct account_session {
	struct str name; /* 16 hex digits that name it on a page */
	struct str address, agent;
	int64_t made, seen;
	bool here; /* the one that asks */
};

/*
 * account_session_begin(as, id, stage, address, agent, key, why):
 * A new session of 256 random bits, as hex in ${key}; kept as a hash. It ends
 * after an hour without a request and after twelve; half a one after ten
 * minutes.
 */
MUST_USE enum err account_session_begin(struct accounts *as, struct id id,
    enum account_stage stage, struct str address, struct str agent,
    char key[static ACCOUNT_KEY + 1], struct why *why);
/* account_session(as, a, key, out, stage, why): ERR_MISSING: there is none. */
MUST_USE enum err account_session(struct accounts *as, struct arena *a,
    struct str key, struct account *out, enum account_stage *stage,
    struct why *why);
/* account_form(as, key, token): the token of the forms of that session. */
void account_form(struct accounts *as, struct str key,
    char token[static ACCOUNT_KEY + 1]);
MUST_USE enum err account_sessions(struct accounts *as, struct arena *a,
    struct id id, struct str here, struct account_session **out, size_t *n,
    struct why *why);
/* account_session_end(as, id, key, why): by its key or by its name. */
MUST_USE enum err account_session_end(struct accounts *as, struct id id,
    struct str key, struct why *why);
/* account_sessions_end(as, id, keep, why): all, but that of key ${keep}. */
MUST_USE enum err account_sessions_end(struct accounts *as, struct id id,
    struct str keep, struct why *why);

/* ---- tokens: for programs and for feeds ---- */

enum account_scope { ACCOUNT_READ, ACCOUNT_WRITE, ACCOUNT_FEED };

struct account_token {
	struct id id;
	struct str name;   /* what it is for */
	enum account_scope scope;
	struct str filter; /* of a feed: the path with its query; else empty */
	int64_t made;
};

/*
 * account_token_add(as, a, id, new, key, by, why):
 * ${new} without its id. The key is told this once.
 */
MUST_USE enum err account_token_add(struct accounts *as, struct arena *a,
    struct id id, struct account_token *new, char key[static ACCOUNT_KEY + 1],
    const struct account_actor *by, struct why *why);
/*
 * account_token_find(as, a, key, out, of, why):
 * The token and the account it acts for. ERR_MISSING when there is none, it
 * was revoked or its account is disabled.
 */
MUST_USE enum err account_token_find(struct accounts *as, struct arena *a,
    struct str key, struct account_token *out, struct account *of,
    struct why *why);
MUST_USE enum err account_token_list(struct accounts *as, struct arena *a,
    struct id id, struct account_token **out, size_t *n, struct why *why);
MUST_USE enum err account_token_end(struct accounts *as, struct id id,
    struct id token, const struct account_actor *by, struct why *why);
/* account_scope_name(s): "read", "write", "feed". */
const char *account_scope_name(enum account_scope s);
MUST_USE bool account_scope_parse(struct str s, enum account_scope *out);

/* ---- audit ---- */

struct account_event {
	int64_t seq, at;
	struct str who, what, about, detail, address;
};

/* account_audit(as, by, what, about, detail): note it; lost only with the
 * disk. ${what} is a word: "sign-in", "add", "roles". */
MUST_USE enum err account_audit(struct accounts *as,
    const struct account_actor *by, const char *what, struct str about,
    struct str detail, struct why *why);
/* account_audited(as, a, before, out, n, why): newest first, ACCOUNT_PAGE at
 * most; ${before} 0: from the newest. */
MUST_USE enum err account_audited(struct accounts *as, struct arena *a,
    int64_t before, struct account_event **out, size_t *n, struct why *why);

/* ---- settings of the office ---- */

/* account_refresh(as, o, why): office_refresh by this connection. */
MUST_USE enum err account_refresh(struct accounts *as, struct office *o,
    struct why *why);

/*
 * account_setting(as, name, value, by, why):
 * Set office_setting(o, name) for good; offices that are open see it after
 * office_refresh. ERR_INPUT for a value that the setting does not take.
 */
MUST_USE enum err account_setting(struct accounts *as, const char *name,
    struct str value, const struct account_actor *by, struct why *why);

#endif
