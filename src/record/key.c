#include "record/key.h"

#include <sodium.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum { SEED = crypto_sign_SEEDBYTES, FILE_MAX = 4096 };

struct key {
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	unsigned char public[crypto_sign_PUBLICKEYBYTES];
};

static const struct str file_head = STR_INIT("comity-key-v1 ");
static const char context[] = "comity-rec-v1"; /* with its NUL */

enum err
key_create(struct world *w, const char *path, struct why *why)
{
	struct buf text CLEANUP(buf_free) = { .max = FILE_MAX };
	unsigned char seed[SEED];
	enum err e;

	if (w->exists(w, path))
		return why_set(why, ERR_INPUT, "%s is there already; a key is "
		    "never written over", path);
	w->entropy(w, seed, sizeof(seed));
	buf_str(&text, file_head);
	for (size_t i = 0; i < sizeof(seed); i++)
		buf_printf(&text, "%02x", seed[i]);
	buf_char(&text, '\n');
	sodium_memzero(seed, sizeof(seed));
	if (text.err != ERR_OK)
		return why_set(why, text.err, "out of memory");
	e = w->write_file(w, path, buf_view(&text), 0600);
	sodium_memzero(text.p, text.n);
	return e == ERR_OK ? e : why_set(why, e, "cannot write the key %s",
	    path);
}

static enum err
file_is_private(struct world *w, const char *path, struct why *why)
{
	unsigned mode;
	enum err e = w->file_mode(w, path, &mode);

	if (e != ERR_OK)
		return why_set(why, e, "cannot find the key %s", path);
	if ((mode & 077) != 0)
		return why_set(why, ERR_DENIED, "others may read the key %s: "
		    "chmod 600 %s", path, path);
	return ERR_OK;
}

/* The seed in the text of a key file. */
static bool
seed_parse(struct str text, unsigned char seed[static SEED])
{
	return str_starts(text, file_head) && str_ends(text, STR("\n")) &&
	    str_hex(str_to(str_from(text, file_head.n),
	    text.n - file_head.n - 1), seed, SEED);
}

static enum err
key_new(const unsigned char seed[static SEED], struct key **out,
    struct why *why)
{
	struct key *k;

	if (sodium_init() < 0)
		return why_set(why, ERR_IO, "libsodium does not start");
	/* Locked in memory, between guard pages, out of core files. */
	k = sodium_malloc(sizeof(*k));
	if (k == NULL)
		return why_set(why, ERR_NOMEM, "out of memory for the key");
	ALWAYS(crypto_sign_seed_keypair(k->public, k->secret, seed) == 0);
	*out = k;
	return ERR_OK;
}

enum err
key_load(struct world *w, const char *path, struct key **out, struct why *why)
{
	struct buf text CLEANUP(buf_free) = { .max = FILE_MAX };
	unsigned char seed[SEED];
	enum err e = file_is_private(w, path, why);

	*out = NULL;
	if (e != ERR_OK)
		return e;
	e = w->read_file(w, path, &text);
	if (e != ERR_OK)
		return why_set(why, e, "cannot read the key %s", path);
	if (seed_parse(buf_view(&text), seed))
		e = key_new(seed, out, why);
	else
		e = why_set(why, ERR_CORRUPT, "%s is not a key of Comity",
		    path);
	sodium_memzero(seed, sizeof(seed));
	if (text.n > 0)
		sodium_memzero(text.p, text.n);
	return e;
}

void
key_free(struct key *k)
{
	sodium_free(k); /* wipes; NULL is fine */
}

void
key_public(const struct key *k, unsigned char out[static ENTRY_PUBLIC])
{
	memcpy(out, k->public, ENTRY_PUBLIC);
}

/* What is signed; longer than a header it cannot be. */
static size_t
signed_bytes(struct str header, unsigned char *out)
{
	ALWAYS(header.n == ENTRY_HEADER);
	memcpy(out, context, sizeof(context));
	memcpy(out + sizeof(context), header.p, header.n);
	return sizeof(context) + header.n;
}

void
key_sign(const struct key *k, struct str header,
    unsigned char out[static ENTRY_SIGNATURE])
{
	unsigned char text[sizeof(context) + ENTRY_HEADER];
	size_t n = signed_bytes(header, text);

	ALWAYS(crypto_sign_detached(out, NULL, text, n, k->secret) == 0);
}

bool
key_check(const unsigned char public[static ENTRY_PUBLIC], struct str header,
    struct str signature)
{
	unsigned char text[sizeof(context) + ENTRY_HEADER];

	if (header.n != ENTRY_HEADER || signature.n != ENTRY_SIGNATURE)
		return false;
	ALWAYS(sodium_init() >= 0);
	return crypto_sign_verify_detached((const unsigned char *)signature.p,
	    text, signed_bytes(header, text), public) == 0;
}
