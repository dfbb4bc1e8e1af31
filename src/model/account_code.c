#include <liboath/oath.h>
#include <sodium.h>
#include <string.h>

#include "base/str.h"
#include "model/account_part.h"

#include "base/banned.h"

enum { STEP_S = 30, DIGITS = 6, SPREAD = 1 };

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void
account_secret(struct accounts *as, unsigned char secret[static ACCOUNT_SECRET])
{
	struct world *w = as->office->world;

	w->entropy(w, secret, ACCOUNT_SECRET);
}

/* Twenty bytes are thirty-two letters of five bits, without a rest. */
void
account_secret_text(struct buf *b,
    const unsigned char secret[static ACCOUNT_SECRET], bool grouped)
{
	uint32_t bits = 0;
	int have = 0, out = 0;

	for (size_t i = 0; i < ACCOUNT_SECRET; i++) {
		bits = (bits << 8 | secret[i]) & 0xffff;
		for (have += 8; have >= 5; have -= 5) {
			if (grouped && out > 0 && out % 4 == 0)
				buf_char(b, ' ');
			buf_char(b, base32[bits >> (have - 5) & 31]);
			out++;
		}
	}
}

bool
account_secret_parse(struct str s, unsigned char secret[static ACCOUNT_SECRET])
{
	uint32_t bits = 0;
	int have = 0;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *at = s.p[i] != '\0' ? strchr(base32, s.p[i]) :
		    NULL;

		if (s.p[i] == ' ')
			continue;
		if (at == NULL)
			return false;
		bits = (bits << 5 | (uint32_t)(at - base32)) & 0xffff;
		have += 5;
		if (have < 8)
			continue;
		have -= 8;
		if (n == ACCOUNT_SECRET)
			return false;
		secret[n++] = (unsigned char)(bits >> have & 0xff);
	}
	return n == ACCOUNT_SECRET && have == 0;
}

/* The step of a right code, later than ${last}; -1: it is none. */
static int64_t
code_step(const struct accounts *as, const char *secret, struct str code,
    int64_t last)
{
	char text[DIGITS + 1] = { 0 };
	uint64_t step = 0;
	int at = 0;

	if (code.n != DIGITS)
		return -1;
	memcpy(text, code.p, DIGITS);
	ALWAYS(oath_init() == OATH_OK);
	if (oath_totp_validate3(secret, ACCOUNT_SECRET,
	    account_now(as) / 1000, STEP_S, OATH_TOTP_DEFAULT_START_TIME,
	    SPREAD, &at, &step, text) < 0)
		return -1;
	return (int64_t)step > last ? (int64_t)step : -1;
}

/* ---- recovery codes ---- */

/* Typed with blanks or dashes, in either case, O for 0 and the like aside. */
static bool
recovery_parse(struct str s, struct id *out)
{
	char text[ACCOUNT_CODE_TEXT];
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '-')
			continue;
		if (n == sizeof(text))
			return false;
		text[n++] = s.p[i];
	}
	return id_parse((struct str){ text, n }, out);
}

static void
recovery_hash(const struct accounts *as, struct id code,
    unsigned char out[static ACCOUNT_HASH])
{
	account_hash(as, "recovery", account_view(code.b, sizeof(code.b)),
	    out);
}

static enum err
recovery_make(struct accounts *as, struct arena *a, struct str id,
    struct str **codes, struct why *why)
{
	unsigned char hash[ACCOUNT_HASH];
	enum err e = account_run(as, STMT_ACCOUNT_CODES_END, ARGS(V_TEXT(id)),
	    why);

	*codes = arena_array(a, ACCOUNT_CODES, sizeof(**codes));
	for (size_t i = 0; e == ERR_OK && i < ACCOUNT_CODES; i++) {
		struct id code = id_new(as->office->world);

		(*codes)[i] = id_str(a, code);
		recovery_hash(as, code, hash);
		e = account_run(as, STMT_ACCOUNT_CODE_ADD, ARGS(V_TEXT(id),
		    V_BLOB(account_view(hash, sizeof(hash)))), why);
	}
	return e;
}

/* Used up by its use. */
static enum err
recovery_take(struct accounts *as, struct str id, struct str typed, bool *good,
    struct why *why)
{
	unsigned char hash[ACCOUNT_HASH];
	struct id code;

	*good = false;
	if (!recovery_parse(typed, &code))
		return ERR_OK;
	recovery_hash(as, code, hash);
	*good = db_get_int(as->db, DB_NO_PART, STMT_ACCOUNT_CODE_HAS,
	    ARGS(V_TEXT(id), V_BLOB(account_view(hash, sizeof(hash)))), 0) ==
	    1;
	if (!*good)
		return ERR_OK;
	return account_run(as, STMT_ACCOUNT_CODE_END, ARGS(V_TEXT(id),
	    V_BLOB(account_view(hash, sizeof(hash)))), why);
}

int64_t
account_codes_left(struct accounts *as, struct id id)
{
	char text[ID_TEXT + 1];

	id_text(id, text);
	return db_get_int(as->db, DB_NO_PART, STMT_ACCOUNT_CODE_COUNT,
	    ARGS(V_TEXT(str_of(text))), 0);
}

/* ---- enrolling ---- */

static enum err
enrol_rows(struct accounts *as, struct arena *a, struct id id,
    const unsigned char *secret, int64_t step, struct str **codes,
    const struct account_actor *by, struct why *why)
{
	struct str text = id_str(a, id);
	struct account of;
	enum err e = account_get(as, a, id, &of, why);

	if (e == ERR_OK)
		e = account_run(as, STMT_ACCOUNT_SET_SECRET, ARGS(V_TEXT(text),
		    V_BLOB(account_view(secret, ACCOUNT_SECRET)),
		    V_INT(step)), why);
	if (e == ERR_OK)
		e = recovery_make(as, a, text, codes, why);
	return e != ERR_OK ? e : account_audit(as, by, "second-factor",
	    of.name, STR("on"), why);
}

enum err
account_enrol(struct accounts *as, struct arena *a, struct id id,
    const unsigned char secret[static ACCOUNT_SECRET], struct str code,
    struct str **codes, const struct account_actor *by, struct why *why)
{
	int64_t step = code_step(as, (const char *)secret, str_trim(code), 0);
	enum err e;

	if (step < 0)
		return why_set(why, ERR_INPUT, "This is not the code that the "
		    "application shows now. Check the clock of the telephone "
		    "and type the next one.");
	e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	return account_end(as, enrol_rows(as, a, id, secret, step, codes, by,
	    why), why);
}

static enum err
unenrol_rows(struct accounts *as, struct arena *a, struct id id,
    const struct account_actor *by, struct why *why)
{
	struct str text = id_str(a, id);
	struct account of;
	enum err e = account_get(as, a, id, &of, why);

	if (e == ERR_OK)
		e = account_run(as, STMT_ACCOUNT_NO_SECRET,
		    ARGS(V_TEXT(text)), why);
	if (e == ERR_OK)
		e = account_run(as, STMT_ACCOUNT_CODES_END,
		    ARGS(V_TEXT(text)), why);
	return e != ERR_OK ? e : account_audit(as, by, "second-factor",
	    of.name, STR("off"), why);
}

enum err
account_unenrol(struct accounts *as, struct id id,
    const struct account_actor *by, struct why *why)
{
	struct arena *a = arena_new(MIB);
	enum err e = account_begin(as, why);

	if (e == ERR_OK)
		e = account_end(as, unenrol_rows(as, a, id, by, why), why);
	arena_free(a);
	return e;
}

/* ---- using ---- */

/* Read and stored in one transaction, so that a code works once (W5). */
static enum err
totp_take(struct accounts *as, struct str id, struct str code, bool *good,
    struct why *why)
{
	char secret[ACCOUNT_SECRET];
	int64_t step = -1;
	struct rows *r;
	enum err e = db_query(as->db, DB_NO_PART, STMT_ACCOUNT_SECRET,
	    ARGS(V_TEXT(id)), &r, why);

	*good = false;
	if (e != ERR_OK)
		return e;
	if (db_next(r) && db_blob(r, 0).n == sizeof(secret)) {
		memcpy(secret, db_blob(r, 0).p, sizeof(secret));
		step = code_step(as, secret, code, db_int(r, 1));
		sodium_memzero(secret, sizeof(secret));
	}
	e = db_end(r);
	*good = step >= 0;
	if (e != ERR_OK || !*good)
		return e;
	return account_run(as, STMT_ACCOUNT_STEP, ARGS(V_TEXT(id),
	    V_INT(step)), why);
}

static enum err
code_take(struct accounts *as, struct arena *a, const struct account *of,
    struct str code, const struct account_actor *by, bool *good,
    struct why *why)
{
	struct str id = id_str(a, of->id);
	bool recovery = false;
	enum err e = totp_take(as, id, code, good, why);

	if (e == ERR_OK && !*good) {
		e = recovery_take(as, id, code, &recovery, why);
		*good = recovery;
	}
	if (e == ERR_OK)
		e = account_audit(as, by, *good ? "code" : "refused-code",
		    of->name, recovery ? STR("recovery") : STR(""), why);
	if (e == ERR_OK && *good)
		e = account_try_back(as, "code", of->name, by->address, why);
	return e;
}

enum err
account_code(struct accounts *as, struct arena *a, const struct account *of,
    struct str code, const struct account_actor *by, struct why *why)
{
	bool good = false;
	enum err e = account_try(as, "code", of->name, by->address, why);

	if (e == ERR_OK)
		e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	e = account_end(as, code_take(as, a, of, str_trim(code), by, &good,
	    why), why);
	if (e != ERR_OK || good)
		return e;
	return why_set(why, ERR_DENIED, "This code is not right, or it was "
	    "used already. Wait for the next one.");
}
