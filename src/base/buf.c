#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/size.h"
#include "base/str.h"

#include "base/banned.h"

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

void
buf_free(struct buf *b)
{
	free(b->p);
	buf_init(b, b->max);
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->err = ERR_OK;
}

static bool
buf_room(struct buf *b, size_t n)
{
	size_t need, room;
	char *p;

	if (b->err != ERR_OK)
		return false;
	if (n > b->max || b->n > b->max - n) {
		b->err = ERR_LIMIT;
		return false;
	}
	/* One byte more, for the NUL that vsnprintf writes; never counted. */
	need = size_add(b->n + n, 1);
	if (need <= b->room)
		return true;
	room = b->room < 256 ? 256 : b->room * 2;
	while (room < need)
		room = size_mul(room, 2);
	p = realloc(b->p, room);
	if (p == NULL) {
		b->err = ERR_NOMEM;
		return false;
	}
	b->p = p;
	b->room = room;
	return true;
}

void
buf_put(struct buf *b, const void *p, size_t n)
{
	if (n == 0 || !buf_room(b, n))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
buf_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}

void
buf_text(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	ALWAYS(n >= 0);
	if (!buf_room(b, (size_t)n))
		return;
	(void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

static void
buf_bigend(struct buf *b, uint64_t v, int bytes)
{
	unsigned char raw[8];

	for (int i = 0; i < bytes; i++)
		raw[i] = (unsigned char)(v >> (8 * (bytes - 1 - i)));
	buf_put(b, raw, (size_t)bytes);
}

void
buf_u8(struct buf *b, uint8_t v)
{
	buf_bigend(b, v, 1);
}

void
buf_u16(struct buf *b, uint16_t v)
{
	buf_bigend(b, v, 2);
}

void
buf_u32(struct buf *b, uint32_t v)
{
	buf_bigend(b, v, 4);
}

void
buf_u64(struct buf *b, uint64_t v)
{
	buf_bigend(b, v, 8);
}

void
buf_utf8(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_u8(b, (uint8_t)c);
	} else if (c < 0x800) {
		buf_u8(b, (uint8_t)(0xc0 | c >> 6));
		buf_u8(b, (uint8_t)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_u8(b, (uint8_t)(0xe0 | c >> 12));
		buf_u8(b, (uint8_t)(0x80 | (c >> 6 & 0x3f)));
		buf_u8(b, (uint8_t)(0x80 | (c & 0x3f)));
	} else {
		buf_u8(b, (uint8_t)(0xf0 | (c >> 18 & 0x07)));
		buf_u8(b, (uint8_t)(0x80 | (c >> 12 & 0x3f)));
		buf_u8(b, (uint8_t)(0x80 | (c >> 6 & 0x3f)));
		buf_u8(b, (uint8_t)(0x80 | (c & 0x3f)));
	}
}

void
buf_json(struct buf *b, struct str s)
{
	buf_char(b, '"');
	while (s.n > 0) {
		uint32_t c = str_utf8(&s);

		if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", (char)c);
		else if (c == '\n')
			buf_text(b, "\\n");
		else if (c == '\t')
			buf_text(b, "\\t");
		else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029)
			buf_printf(b, "\\u%04x", (unsigned)c);
		else
			buf_utf8(b, c);
	}
	buf_char(b, '"');
}

void
buf_csv(struct buf *b, struct str s)
{
	bool quote = false;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' ||
		    s.p[i] == '\r')
			quote = true;
	if (quote)
		buf_char(b, '"');
	if (s.n > 0 && s.p[0] != '\0' && strchr("=+-@\t\r", s.p[0]) != NULL)
		buf_char(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	if (quote)
		buf_char(b, '"');
}

struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p != NULL ? b->p : "", b->n };
}
