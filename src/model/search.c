#include "model/search.h"

#include <string.h>

#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

enum { WORDS_MAX = 4096, WORD_BYTES_MAX = 48 };

/* At most WORD_BYTES_MAX bytes, without half a letter at the end. */
static struct str
short_word(struct str s)
{
	size_t n = WORD_BYTES_MAX;

	if (s.n <= WORD_BYTES_MAX)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_to(s, n);
}

size_t
search_words(struct arena *a, struct str text, struct str **out)
{
	struct buf b CLEANUP(buf_free) = { .max = 1 * KIB };
	struct str rest = text, word;
	size_t n = 0, room = 0;

	*out = NULL;
	while (n < WORDS_MAX && plain_word(&rest, &word)) {
		if (n == room) {
			size_t more = room == 0 ? 16 : room * 2;
			struct str *w = arena_array(a, more, sizeof(*w));

			if (n > 0)
				memcpy(w, *out, n * sizeof(*w));
			*out = w;
			room = more;
		}
		buf_clear(&b);
		plain_fold(&b, short_word(word));
		ALWAYS(b.err == ERR_OK);
		/* Nothing but marks folds away. */
		if (b.n > 0)
			(*out)[n++] = arena_str(a, buf_view(&b));
	}
	return n;
}
