/*
 * A record of the journal as bytes: one transaction in one lane. The layout is
 * doc/format.md; encode and decode are exact inverses and everything else is
 * refused. Pure: time, chance and keys arrive as arguments.
 */
#ifndef RECORD_ENTRY_H
#define RECORD_ENTRY_H

#include "base/arena.h"
#include "record/value.h"

enum {
	ENTRY_HASH = 32,
	ENTRY_SIGNATURE = 64,
	ENTRY_PUBLIC = 32,
	ENTRY_HEADER = 124, /* bytes of an encoded header */
	ENTRY_OPS_MAX = 4096,
	ENTRY_HEADS_MAX = 64, /* ops that one op may supersede */
	ENTRY_PAYLOAD_MAX = 4 << 20
};

struct hash {
	unsigned char b[ENTRY_HASH];
};

enum entry_kind {
	ENTRY_GENESIS = 0, /* the first of a lane: office, label, key, epoch */
	ENTRY_CHANGE = 1
	/* Greater kinds are of a newer program: kept, chained, not folded. */
};

/* Where an operation stands: which record, which of its operations. */
struct op_name {
	struct hash record;
	uint16_t index;
};

/*
 * One field of one thing takes a value; VALUE_NONE empties it. The field's
 * number tells the kind too: kind * 64 + number within the kind.
 */
struct op {
	struct id entity;
	uint16_t field;
	struct value value;
	struct op_name *supersedes; /* the heads its author saw */
	size_t n_supersedes;
};

struct entry {
	/* header */
	unsigned char lane[16];
	uint64_t seq;
	struct hash prev; /* zero for seq 0 */
	uint64_t hlc;     /* ms since 1970 << 16 | counter */
	uint16_t kind;
	struct id author;
	uint32_t payload_len;
	struct hash commit; /* to the payload, salted */
	/* outside the header */
	unsigned char signature[ENTRY_SIGNATURE];
	struct hash id; /* of the header */
	/* payload */
	unsigned char salt[32];
	struct str note; /* why, in words; genesis: name=value lines */
	struct op *op;
	size_t ops;
};

/* entry_op_cmp(a, b): the order of a set of operations; <0, 0, >0. */
int entry_op_cmp(const struct op_name *a, const struct op_name *b);

/*
 * entry_payload(b, e): append the payload bytes of ${e} (salt, note, ops).
 * Limits above are the caller's promise.
 */
void entry_payload(struct buf *b, const struct entry *e);

/*
 * entry_seal(e, payload):
 * Set payload_len, commit and id of ${e} for these payload bytes.
 */
void entry_seal(struct entry *e, struct str payload);

/* entry_header(b, e): append the ENTRY_HEADER bytes of ${e}. */
void entry_header(struct buf *b, const struct entry *e);

/*
 * entry_decode(a, header, signature, payload, e, why):
 * Read the three parts back, checking every length, order and limit, the
 * commitment and the identity, not the signature. An erased payload is given
 * with n = 0 and p = NULL: then ops is 0 and the commitment stands unchecked.
 * ERR_CORRUPT says which part.
 */
MUST_USE enum err entry_decode(struct arena *a, struct str header,
    struct str signature, struct str payload, struct entry *e, struct why *why);

#endif
