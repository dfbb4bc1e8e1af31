/*
 * The office's signing key: Ed25519 by libsodium, in a file only its owner may
 * read. Signed is "comity-rec-v1" and a NUL, then the header.
 */
#ifndef RECORD_KEY_H
#define RECORD_KEY_H

#include "record/entry.h"
#include "world/world.h"

struct key;

/* key_create(w, path, why): a new key in a new file; never over an old one. */
MUST_USE enum err key_create(struct world *w, const char *path,
    struct why *why);

/* key_load(w, path, out, why): ERR_DENIED when others may read the file. */
MUST_USE enum err key_load(struct world *w, const char *path, struct key **out,
    struct why *why);

/* key_free(k): wipe and free; NULL is fine. */
void key_free(struct key *k);

void key_public(const struct key *k, unsigned char out[static ENTRY_PUBLIC]);

/* key_sign(k, header, out): the signature of these header bytes. */
void key_sign(const struct key *k, struct str header,
    unsigned char out[static ENTRY_SIGNATURE]);

/* key_check(public, header, signature): whether it is that key's. */
MUST_USE bool key_check(const unsigned char public[static ENTRY_PUBLIC],
    struct str header, struct str signature);

#endif
