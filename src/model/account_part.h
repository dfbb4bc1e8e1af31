/* What the files of account share. */
#ifndef MODEL_ACCOUNT_PART_H
#define MODEL_ACCOUNT_PART_H

#include "model/account.h"

enum { ACCOUNT_HASH = 32 };

struct accounts {
	const struct office *office;
	struct db *db;
	struct arena *arena;
	unsigned char key[ACCOUNT_HASH]; /* of the hashes of random secrets */
	struct str dummy; /* a password hash that nothing fits */
	uint64_t hashes;
};

/* account_now(as): ms. account_minute(as): minutes. */
int64_t account_now(const struct accounts *as);
int64_t account_minute(const struct accounts *as);

/* account_hash(as, what, s, out): keyed; ${what} keeps the uses apart. */
void account_hash(const struct accounts *as, const char *what, struct str s,
    unsigned char out[static ACCOUNT_HASH]);
/* account_random(as, key): 256 random bits as hex. */
void account_random(const struct accounts *as,
    char key[static ACCOUNT_KEY + 1]);
/* account_hex(out, p, n): 2${n} digits and a NUL. */
void account_hex(char *out, const unsigned char *p, size_t n);
struct str account_view(const unsigned char *p, size_t n);

/*
 * account_begin(as, why), account_end(as, e, why):
 * One writing transaction; ended by ${e}: kept when it is ERR_OK.
 */
MUST_USE enum err account_begin(struct accounts *as, struct why *why);
MUST_USE enum err account_end(struct accounts *as, enum err e,
    struct why *why);

/* account_run(as, s, args, n, why): db_run. */
MUST_USE enum err account_run(struct accounts *as, enum stmt s,
    const struct val *args, size_t n, struct why *why);

/*
 * account_password_hash(as, password, out):
 * Argon2id as the world's cost says; costs what it is meant to cost.
 */
enum { ACCOUNT_HASH_TEXT = 128 };
void account_password_hash(struct accounts *as, struct str password,
    char out[static ACCOUNT_HASH_TEXT]);
/* account_password_fits(as, hash, password): the same cost. */
MUST_USE bool account_password_fits(struct accounts *as, struct str hash,
    struct str password);

/*
 * account_try(as, what, name, address, why):
 * Count a try of ${what} ("password", "code"); ERR_LIMIT when there were too
 * many for this name, from this address or in all. account_try_back: it was a
 * right one.
 */
MUST_USE enum err account_try(struct accounts *as, const char *what,
    struct str name, struct str address, struct why *why);
MUST_USE enum err account_try_back(struct accounts *as, const char *what,
    struct str name, struct str address, struct why *why);

#endif
