/*
 * Whatever bytes come: what is repaired is UTF-8, ASCII stays as it is, and
 * what is repaired once has its letters; the guess ends.
 */
#include "base/legacy.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static bool
has_nul(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\0')
			return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	enum legacy guess;

	if (size > 65536)
		return 0;
	guess = legacy_guess(in);
	ALWAYS(guess < LEGACY__MAX);
	ALWAYS(guess == LEGACY_NONE || !is_ascii(in));
	for (int l = LEGACY_NONE; l < LEGACY__MAX; l++) {
		struct buf b CLEANUP(buf_free) = { .max = 8 * size + 16 };

		legacy_repair(&b, (enum legacy)l, in);
		ALWAYS(b.err == ERR_OK);
		ALWAYS(has_nul(in) || str_valid(buf_view(&b)));
		if (is_ascii(in))
			ALWAYS(str_eq(buf_view(&b), in));
	}
	return 0;
}
