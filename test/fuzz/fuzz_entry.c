/*
 * A record that decodes encodes to its very bytes. The input is a header and a
 * payload; so that payloads get past the commitment, the header is also sealed
 * anew for the payload that stands behind it.
 */
#include <string.h>

#include "base/str.h"
#include "record/entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char signature[ENTRY_SIGNATURE];

static enum err
decode(struct arena *a, struct str header, struct str payload,
    struct entry *e)
{
	struct why why = { 0 };
	enum err err = entry_decode(a, header, (struct str){ signature,
	    sizeof(signature) }, payload, e, &why);

	/* A refusal says why; an acceptance does not. */
	ALWAYS((err == ERR_OK) == (why.text[0] == '\0'));
	ALWAYS(err == ERR_OK || err == ERR_CORRUPT);
	return err;
}

static void
check_back(struct str header, struct str payload, struct entry *e)
{
	struct buf h CLEANUP(buf_free) = { .max = KIB };
	struct buf p CLEANUP(buf_free) = { .max = ENTRY_PAYLOAD_MAX };
	struct hash id = e->id;

	if (e->kind <= ENTRY_CHANGE && payload.p != NULL) {
		entry_payload(&p, e);
		ALWAYS(str_eq(buf_view(&p), payload));
		entry_seal(e, payload);
		ALWAYS(memcmp(&id, &e->id, sizeof(id)) == 0);
	}
	entry_header(&h, e);
	ALWAYS(str_eq(buf_view(&h), header));
}

/* The same header for this payload. */
static void
seal_anew(struct arena *a, struct entry *e, struct str payload)
{
	struct buf header CLEANUP(buf_free) = { .max = KIB };

	if (payload.n < sizeof(e->salt) || payload.n > ENTRY_PAYLOAD_MAX)
		return;
	entry_seal(e, payload);
	entry_header(&header, e);
	if (decode(a, buf_view(&header), payload, e) == ERR_OK)
		check_back(buf_view(&header), payload, e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size }, header, payload;
	struct arena *a = arena_new(16 * MIB);
	struct entry e;

	header = str_to(s, size < ENTRY_HEADER ? size : ENTRY_HEADER);
	payload = str_from(s, header.n);
	if (decode(a, header, payload, &e) == ERR_OK)
		check_back(header, payload, &e);
	if (decode(a, header, (struct str){ NULL, 0 }, &e) == ERR_OK) {
		check_back(header, (struct str){ NULL, 0 }, &e);
		seal_anew(a, &e, payload);
	}
	arena_free(a);
	return 0;
}
