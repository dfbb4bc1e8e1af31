/*
 * Whatever text comes in, html_text lets no markup byte out, what comes out is
 * UTF-8, and reading the entities back gives what went in, where it was text.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "advise/path.h"
#include "base/buf.h"
#include "base/str.h"
#include "web/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
unescape(struct buf *b, struct str s)
{
	static const struct {
		const char *entity, *text;
	} known[] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" }, { "&#39;", "'" },
	};

	while (s.n > 0) {
		size_t i = 0;

		if (s.p[0] != '&') {
			buf_char(b, s.p[0]);
			s = str_from(s, 1);
			continue;
		}
		while (i < countof(known) &&
		    !str_starts(s, str_of(known[i].entity)))
			i++;
		ALWAYS(i < countof(known));
		buf_text(b, known[i].text);
		s = str_from(s, strlen(known[i].entity));
	}
}

static bool
plain_text(struct str s)
{
	while (s.n > 0) {
		uint32_t c = str_utf8(&s);

		if (c < ' ' || c >= 0x7f)
			return false;
	}
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct buf CLEANUP(buf_free) out, back, part;

	buf_init(&out, 64 * MIB);
	buf_init(&back, 64 * MIB);
	buf_init(&part, 64 * MIB);
	html_text(&out, in);
	for (size_t i = 0; i < out.n; i++)
		ALWAYS(memchr("<>\"'", out.p[i], 4) == NULL);
	ALWAYS(str_valid(buf_view(&out)));
	unescape(&back, buf_view(&out));
	if (plain_text(in))
		ALWAYS(str_eq(buf_view(&back), in));
	path_encode(&part, in);
	for (size_t i = 0; i < part.n; i++)
		ALWAYS(memchr("<>\"'&/?#=+ \\", part.p[i], 12) == NULL &&
		    part.p[i] > ' ' && part.p[i] < 0x7f);
	return 0;
}
