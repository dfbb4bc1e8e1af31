#include "record/entry.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum {
	VERSION = 1,
	ALGORITHM = 1, /* Ed25519, SHA-256 */
	SALT = 32,
	COMMIT_TAG = 1,
	ID_TAG = 0,
	OP_MIN = 16 + 2 + 5 + 1 /* the shortest operation */
};

static const char magic[4] = { 'C', 'M', 'T', 'Y' };

static_assert(ENTRY_HASH == crypto_hash_sha256_BYTES, "SHA-256");
static_assert(ENTRY_HEADER == 4 + 1 + 1 + 16 + 8 + ENTRY_HASH + 8 + 2 + 16 +
    4 + ENTRY_HASH, "the header is what doc/format.md says");

/* Writing. */

static void
op_payload(struct buf *b, const struct op *op)
{
	ALWAYS(op->n_supersedes <= ENTRY_HEADS_MAX);
	buf_put(b, op->entity.b, sizeof(op->entity.b));
	buf_u16(b, op->field);
	value_encode(b, &op->value);
	buf_u8(b, (uint8_t)op->n_supersedes);
	for (size_t i = 0; i < op->n_supersedes; i++) {
		buf_put(b, op->supersedes[i].record.b, ENTRY_HASH);
		buf_u16(b, op->supersedes[i].index);
	}
}

void
entry_payload(struct buf *b, const struct entry *e)
{
	ALWAYS(e->ops <= ENTRY_OPS_MAX);
	ALWAYS(e->note.n <= ENTRY_PAYLOAD_MAX);
	buf_put(b, e->salt, sizeof(e->salt));
	buf_u32(b, (uint32_t)e->note.n);
	buf_str(b, e->note);
	buf_u16(b, (uint16_t)e->ops);
	for (size_t i = 0; i < e->ops; i++)
		op_payload(b, &e->op[i]);
}

static struct hash
hash_of(unsigned char tag, struct str s)
{
	crypto_hash_sha256_state h;
	struct hash out;

	(void)crypto_hash_sha256_init(&h);
	(void)crypto_hash_sha256_update(&h, &tag, 1);
	(void)crypto_hash_sha256_update(&h, (const unsigned char *)s.p, s.n);
	(void)crypto_hash_sha256_final(&h, out.b);
	return out;
}

void
entry_header(struct buf *b, const struct entry *e)
{
	buf_put(b, magic, sizeof(magic));
	buf_u8(b, VERSION);
	buf_u8(b, ALGORITHM);
	buf_put(b, e->lane, sizeof(e->lane));
	buf_u64(b, e->seq);
	buf_put(b, e->prev.b, ENTRY_HASH);
	buf_u64(b, e->hlc);
	buf_u16(b, e->kind);
	buf_put(b, e->author.b, sizeof(e->author.b));
	buf_u32(b, e->payload_len);
	buf_put(b, e->commit.b, ENTRY_HASH);
}

void
entry_seal(struct entry *e, struct str payload)
{
	struct buf header CLEANUP(buf_free) = { .max = ENTRY_HEADER };

	ALWAYS(payload.n >= SALT && payload.n <= ENTRY_PAYLOAD_MAX);
	e->payload_len = (uint32_t)payload.n;
	e->commit = hash_of(COMMIT_TAG, payload);
	entry_header(&header, e);
	ALWAYS(header.err == ERR_OK && header.n == ENTRY_HEADER);
	e->id = hash_of(ID_TAG, buf_view(&header));
}

/* Reading: every take fails when there is too little, and moves on. */

static bool
take(struct str *s, void *to, size_t n)
{
	if (s->n < n)
		return false;
	memcpy(to, s->p, n);
	*s = str_from(*s, n);
	return true;
}

static bool
take_whole(struct str *s, size_t n, uint64_t *out)
{
	uint64_t v = 0;

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | (unsigned char)s->p[i];
	*s = str_from(*s, n);
	*out = v;
	return true;
}

static bool
take_header(struct str s, struct entry *e)
{
	uint64_t version, algorithm, kind, payload_len;
	char word[sizeof(magic)];

	if (s.n != ENTRY_HEADER || !take(&s, word, sizeof(word)) ||
	    memcmp(word, magic, sizeof(magic)) != 0)
		return false;
	if (!take_whole(&s, 1, &version) || version != VERSION ||
	    !take_whole(&s, 1, &algorithm) || algorithm != ALGORITHM)
		return false;
	if (!take(&s, e->lane, sizeof(e->lane)) ||
	    !take_whole(&s, 8, &e->seq) || !take(&s, e->prev.b, ENTRY_HASH) ||
	    !take_whole(&s, 8, &e->hlc) || !take_whole(&s, 2, &kind) ||
	    !take(&s, e->author.b, sizeof(e->author.b)) ||
	    !take_whole(&s, 4, &payload_len) ||
	    !take(&s, e->commit.b, ENTRY_HASH))
		return false;
	e->kind = (uint16_t)kind;
	e->payload_len = (uint32_t)payload_len;
	return true;
}

/* What one header says must agree with itself. */
static bool
header_agrees(const struct entry *e)
{
	static const struct hash none;
	bool first = e->seq == 0;

	return first == (e->kind == ENTRY_GENESIS) &&
	    (!first || memcmp(&e->prev, &none, sizeof(none)) == 0) &&
	    e->seq <= INT64_MAX && e->hlc <= INT64_MAX &&
	    e->payload_len >= SALT && e->payload_len <= ENTRY_PAYLOAD_MAX;
}

int
entry_op_cmp(const struct op_name *a, const struct op_name *b)
{
	int c = memcmp(a->record.b, b->record.b, ENTRY_HASH);

	return c != 0 ? c : (int)a->index - (int)b->index;
}

static bool
take_heads(struct arena *a, struct str *s, struct op *op)
{
	uint64_t n, index;

	if (!take_whole(s, 1, &n) || n > ENTRY_HEADS_MAX ||
	    s->n < n * (ENTRY_HASH + 2))
		return false;
	op->n_supersedes = (size_t)n;
	op->supersedes = arena_array(a, (size_t)n, sizeof(*op->supersedes));
	for (size_t i = 0; i < n; i++) {
		struct op_name *name = &op->supersedes[i];

		if (!take(s, name->record.b, ENTRY_HASH) ||
		    !take_whole(s, 2, &index))
			return false;
		name->index = (uint16_t)index;
		/* A set has one order, so a payload has one encoding. */
		if (i > 0 && entry_op_cmp(name - 1, name) >= 0)
			return false;
	}
	return true;
}

static bool
take_op(struct arena *a, struct str *s, struct op *op)
{
	uint64_t field;

	if (!take(s, op->entity.b, sizeof(op->entity.b)) ||
	    !take_whole(s, 2, &field))
		return false;
	op->field = (uint16_t)field;
	return value_decode(s, &op->value) && take_heads(a, s, op);
}

static bool
take_payload(struct arena *a, struct str s, struct entry *e)
{
	uint64_t note, ops;

	if (!take_whole(&s, 4, &note) || note > s.n)
		return false;
	e->note = str_to(s, (size_t)note);
	s = str_from(s, (size_t)note);
	if (!str_valid(e->note) || !take_whole(&s, 2, &ops) ||
	    ops > ENTRY_OPS_MAX || s.n < ops * OP_MIN)
		return false;
	if (e->kind == ENTRY_GENESIS && ops > 0)
		return false;
	e->op = arena_array(a, (size_t)ops, sizeof(*e->op));
	for (e->ops = 0; e->ops < ops; e->ops++)
		if (!take_op(a, &s, &e->op[e->ops]))
			return false;
	return s.n == 0;
}

static enum err
decode_payload(struct arena *a, struct str payload, struct entry *e,
    struct why *why)
{
	struct hash commit;
	struct str rest = payload;

	if (payload.n != e->payload_len)
		return why_set(why, ERR_CORRUPT, "the payload has %zu bytes, "
		    "its header says %u", payload.n, (unsigned)e->payload_len);
	commit = hash_of(COMMIT_TAG, payload);
	if (memcmp(&commit, &e->commit, sizeof(commit)) != 0)
		return why_set(why, ERR_CORRUPT, "the payload is not what the "
		    "header commits to");
	ALWAYS(take(&rest, e->salt, SALT));
	if (e->kind <= ENTRY_CHANGE && !take_payload(a, rest, e))
		return why_set(why, ERR_CORRUPT, "the payload is malformed");
	return ERR_OK;
}

enum err
entry_decode(struct arena *a, struct str header, struct str signature,
    struct str payload, struct entry *e, struct why *why)
{
	memset(e, 0, sizeof(*e));
	if (!take_header(header, e) || !header_agrees(e))
		return why_set(why, ERR_CORRUPT, "the header is malformed");
	if (!take(&signature, e->signature, ENTRY_SIGNATURE) ||
	    signature.n != 0)
		return why_set(why, ERR_CORRUPT, "the signature has not %d "
		    "bytes", ENTRY_SIGNATURE);
	e->id = hash_of(ID_TAG, header);
	if (payload.p == NULL && payload.n == 0)
		return ERR_OK;
	return decode_payload(a, payload, e, why);
}
