/*
 * Growing output with a maximum and a sticky error: write fifty times, look
 * at err once. After an error every write is a no-op.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/base.h"

struct buf {
	char *p;
	size_t n;
	size_t room;
	size_t max;
	enum err err; /* ERR_OK, ERR_LIMIT at the maximum, ERR_NOMEM */
};

/* buf_init(b, max): an empty buffer that holds at most ${max} bytes. */
void buf_init(struct buf *b, size_t max);

/* buf_free(b): give back the memory; the buffer is empty and usable. */
void buf_free(struct buf *b);

/* buf_clear(b): empty it, forget the error, keep the memory. */
void buf_clear(struct buf *b);

void buf_put(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_text(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) PRINTF(2, 0);

/* Whole numbers, most significant byte first. */
void buf_u8(struct buf *b, uint8_t v);
void buf_u16(struct buf *b, uint16_t v);
void buf_u32(struct buf *b, uint32_t v);
void buf_u64(struct buf *b, uint64_t v);

/* buf_utf8(b, c): the code point ${c} as UTF-8. */
void buf_utf8(struct buf *b, uint32_t c);

/*
 * buf_json(b, s):
 * ${s} as a JSON string with its quotes. Bytes that are not UTF-8 become
 * U+FFFD, so that the output is always valid JSON.
 */
void buf_json(struct buf *b, struct str s);

/*
 * buf_csv(b, s):
 * ${s} as one CSV cell (RFC 4180). A cell that a spreadsheet would take for a
 * formula gets a leading apostrophe.
 */
void buf_csv(struct buf *b, struct str s);

/* buf_view(b): what was written, until the next write. */
struct str buf_view(const struct buf *b);

#endif
