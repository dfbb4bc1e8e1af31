#include <sodium.h>
#include <string.h>

#include "base/plain.h"
#include "base/str.h"
#include "model/account_part.h"

#include "base/banned.h"

enum {
	ARGON_KIB = 46 * 1024, /* OWASP ASVS 5.0, 11.4.2: t = 1, m = 46 MiB */
	ARGON_PASSES = 1,
	/* Tries within a window: of one name, from one address, of all. */
	TRIES_NAME = 10,
	TRIES_ADDRESS = 60,
	TRIES_ALL = 5000,
	WINDOW = 15,     /* minutes */
	WINDOW_ALL = 60
};

/*
 * The commonest of twelve letters and more, in plain form. Shorter ones are
 * refused by their length.
 */
static const char *const commonest[] = {
	"012345678901", "0123456789012", "111111111111", "121212121212",
	"123123123123", "1234567890ab", "1234567890abc", "123456789012",
	"1234567890123", "12345678901234", "123456789123", "1234567891011",
	"12345678910", "123456789abc", "1234qwerasdf", "123qweasdzxc",
	"1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv",
	"abc123456789", "abcd12345678", "abcdefghijkl", "abcdefghijklm",
	"abcdefghijklmnop", "administrator", "administrator1", "admin1234567",
	"admin12345678", "adminadminadmin", "anhyeuem1234", "anhyeuemnhieu",
	"asdfghjkl123", "asdfghjkl1234", "asdfghjklqwerty", "changeme1234",
	"changemenow1", "comitycomity", "correcthorse", "defencedefence",
	"doimatkhau123", "football1234", "hanoi1234567", "hochiminh1890",
	"iloveyou1234", "iloveyouforever", "letmein12345", "letmeinletmein",
	"matkhau12345", "matkhau123456", "minhtriet123", "ministry1234",
	"passphrase12", "password1234", "password12345", "password123456",
	"passwordpassword", "princess1234", "q1w2e3r4t5y6", "qazwsxedcrfv",
	"qwerty123456", "qwerty1234567", "qwertyqwerty", "qwertyuiop12",
	"qwertyuiop123", "qwertyuiop1234", "qwertyuiopasdf", "quandoinhandan",
	"secretsecret", "sunshine1234", "vietnam12345", "vietnam123456",
	"vietnamvodich", "welcome12345", "zaq12wsxcde3", "zaq1xsw2cde3",
	"zxcvbnm12345", "zxcvbnmasdfg", "xinchao12345", "yeunuocyeunuoc",
};

static size_t
letters(struct str s)
{
	size_t n = 0;

	for (; s.n > 0; n++)
		(void)str_utf8(&s);
	return n;
}

/* One letter over and over, or two. */
static bool
monotone(struct str s)
{
	uint32_t a = str_utf8(&s), b = a, c;

	while (s.n > 0) {
		c = str_utf8(&s);
		if (c != a && b == a)
			b = c;
		else if (c != a && c != b)
			return false;
	}
	return true;
}

static bool
common(struct str plain)
{
	for (size_t i = 0; i < countof(commonest); i++)
		if (str_is(plain, commonest[i]))
			return true;
	return false;
}

enum err
account_rule(struct str password, struct str name, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	if (!str_valid(password))
		return why_set(why, ERR_INPUT, "The password is no text.");
	if (letters(password) < ACCOUNT_PASSWORD_MIN)
		return why_set(why, ERR_INPUT, "The password needs at least "
		    "%d letters; four or five words make a good one.",
		    ACCOUNT_PASSWORD_MIN);
	if (letters(password) > ACCOUNT_PASSWORD_MAX)
		return why_set(why, ERR_INPUT, "The password has more than %d "
		    "letters.", ACCOUNT_PASSWORD_MAX);
	plain_fold(&b, password);
	if (monotone(password) || common(buf_view(&b)))
		return why_set(why, ERR_INPUT, "This password is among the "
		    "first that are tried; choose another.");
	if (name.n > 3 && str_find(buf_view(&b), name) != SIZE_MAX)
		return why_set(why, ERR_INPUT, "The password must not have "
		    "the account's own name in it.");
	return ERR_OK;
}

/* ---- the hash ---- */

void
account_password_hash(struct accounts *as, struct str password,
    char out[static ACCOUNT_HASH_TEXT])
{
	unsigned kib = as->office->world->argon_kib;

	_Static_assert(crypto_pwhash_STRBYTES <= ACCOUNT_HASH_TEXT, "room");
	as->hashes++;
	ALWAYS(crypto_pwhash_str_alg(out, password.p, password.n,
	    ARGON_PASSES, (kib > 0 ? kib : (size_t)ARGON_KIB) * KIB,
	    crypto_pwhash_ALG_ARGON2ID13) == 0);
}

bool
account_password_fits(struct accounts *as, struct str hash,
    struct str password)
{
	char text[crypto_pwhash_STRBYTES] = { 0 };

	ALWAYS(hash.n < sizeof(text));
	memcpy(text, hash.p, hash.n);
	as->hashes++;
	return crypto_pwhash_str_verify(text, password.p, password.n) == 0;
}

/* What an unknown name is tried against. */
static struct str
dummy(struct accounts *as)
{
	char key[ACCOUNT_KEY + 1], hash[ACCOUNT_HASH_TEXT];

	if (as->dummy.n > 0)
		return as->dummy;
	account_random(as, key);
	account_password_hash(as, str_of(key), hash);
	as->hashes--; /* made once, not for anybody */
	as->dummy = arena_str(as->arena, str_of(hash));
	return as->dummy;
}

/* ---- limits ---- */

static void
try_names(struct accounts *as, const char *what, struct str name,
    struct str address, unsigned char out[3][ACCOUNT_HASH])
{
	account_hash(as, what, name, out[0]);
	account_hash(as, "address", address, out[1]);
	account_hash(as, "all", STR(""), out[2]);
}

static enum err
try_add(struct accounts *as, unsigned char what[3][ACCOUNT_HASH], int by,
    struct why *why)
{
	enum err e = ERR_OK;

	for (int i = 0; e == ERR_OK && i < 3; i++)
		e = account_run(as, STMT_ACCOUNT_TRY_ADD,
		    ARGS(V_BLOB(account_view(what[i], ACCOUNT_HASH)),
		    V_INT(account_minute(as)), V_INT(by)), why);
	return e;
}

static enum err
try_check(struct accounts *as, unsigned char what[3][ACCOUNT_HASH],
    struct why *why)
{
	static const struct { int most, minutes; } limit[] = {
		{ TRIES_NAME, WINDOW }, { TRIES_ADDRESS, WINDOW },
		{ TRIES_ALL, WINDOW_ALL }
	};
	int64_t now = account_minute(as);

	for (size_t i = 0; i < countof(limit); i++) {
		int64_t n = db_get_int(as->db, DB_NO_PART,
		    STMT_ACCOUNT_TRY_COUNT,
		    ARGS(V_BLOB(account_view(what[i], ACCOUNT_HASH)),
		    V_INT(now - limit[i].minutes)), 0);

		if (n >= limit[i].most)
			return why_set(why, ERR_LIMIT, "There were too many "
			    "tries. Wait %d minutes and try again.",
			    limit[i].minutes);
	}
	return account_run(as, STMT_ACCOUNT_TRY_OLD,
	    ARGS(V_INT(now - WINDOW_ALL)), why);
}

enum err
account_try(struct accounts *as, const char *what, struct str name,
    struct str address, struct why *why)
{
	unsigned char hash[3][ACCOUNT_HASH];
	enum err e = account_begin(as, why);

	if (e != ERR_OK)
		return e;
	try_names(as, what, name, address, hash);
	e = try_check(as, hash, why);
	if (e == ERR_OK)
		e = try_add(as, hash, 1, why);
	return account_end(as, e, why);
}

enum err
account_try_back(struct accounts *as, const char *what, struct str name,
    struct str address, struct why *why)
{
	unsigned char hash[3][ACCOUNT_HASH];

	try_names(as, what, name, address, hash);
	return try_add(as, hash, -1, why);
}

/* ---- signing in ---- */

static struct str
hash_of(struct accounts *as, struct arena *a, bool known, struct id id)
{
	struct str hash = STR("");

	if (known)
		hash = db_get_text(as->db, a, DB_NO_PART,
		    STMT_ACCOUNT_PASSWORD, ARGS(V_TEXT(id_str(a, id))));
	return hash.n > 0 ? hash : dummy(as);
}

static enum err
signed_in(struct accounts *as, bool good, struct str name,
    const struct account_actor *by, struct why *why)
{
	/* A name that is none may be a password typed in the wrong box. */
	enum err e = account_audit(as, by, good ? "sign-in" : "refused",
	    name, STR(""), why);

	if (e == ERR_OK && good)
		e = account_try_back(as, "password", name, by->address, why);
	return e;
}

enum err
account_sign_in(struct accounts *as, struct arena *a, struct str name,
    struct str password, const struct account_actor *by, struct account *out,
    struct why *why)
{
	bool known, good;
	struct str hash;
	enum err e;

	/* Before the count and for whoever asks, so that it tells nothing. */
	(void)dummy(as);
	e = account_try(as, "password", name, by->address, why);
	if (e != ERR_OK)
		return e;
	known = account_named(as, a, name, out, NULL) == ERR_OK;
	hash = hash_of(as, a, known, out->id);
	good = account_password_fits(as, hash, password);
	good = good && known && !out->disabled;
	e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	e = account_end(as, signed_in(as, good, known ? name :
	    STR("(unknown)"), by, why), why);
	if (e != ERR_OK || good)
		return e;
	*out = (struct account){ 0 };
	return why_set(why, ERR_DENIED, "This name and password do not go "
	    "together.");
}

enum err
account_confirm(struct accounts *as, struct arena *a, const struct account *of,
    struct str password, const struct account_actor *by, struct why *why)
{
	enum err e = account_try(as, "password", of->name, by->address, why);

	if (e != ERR_OK)
		return e;
	if (account_password_fits(as, hash_of(as, a, true, of->id), password))
		return account_try_back(as, "password", of->name, by->address,
		    why);
	e = account_audit(as, by, "refused", of->name, STR(""), why);
	return e != ERR_OK ? e : why_set(why, ERR_DENIED, "This is not your "
	    "password.");
}

uint64_t
account_hashes(const struct accounts *as)
{
	return as->hashes;
}

static enum err
password_rows(struct accounts *as, struct arena *a, const struct account *of,
    const char *hash, bool renew, struct str keep,
    const struct account_actor *by, struct why *why)
{
	enum err e = account_run(as, STMT_ACCOUNT_SET_PASSWORD,
	    ARGS(V_TEXT(id_str(a, of->id)), V_TEXT(str_of(hash)),
	    V_INT(renew)), why);

	if (e == ERR_OK)
		e = account_sessions_end(as, of->id, keep, why);
	if (e == ERR_OK)
		e = account_audit(as, by, renew ? "reset" : "password",
		    of->name, STR(""), why);
	return e;
}

enum err
account_set_password(struct accounts *as, struct arena *a, struct id id,
    struct str password, bool renew, struct str keep,
    const struct account_actor *by, struct why *why)
{
	char hash[ACCOUNT_HASH_TEXT];
	struct account of;
	enum err e = account_get(as, a, id, &of, why);

	if (e == ERR_OK)
		e = account_rule(password, of.name, why);
	if (e != ERR_OK)
		return e;
	account_password_hash(as, password, hash);
	e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	return account_end(as, password_rows(as, a, &of, hash, renew, keep, by,
	    why), why);
}
