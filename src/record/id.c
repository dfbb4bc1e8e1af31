#include "record/id.h"

#include <sodium.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct id
id_new(struct world *w)
{
	struct id id;

	w->entropy(w, id.b, sizeof(id.b));
	return id;
}

static void
hash_part(crypto_hash_sha256_state *h, struct str s)
{
	unsigned char n[4];

	ALWAYS(s.n <= UINT32_MAX);
	for (size_t i = 0; i < sizeof(n); i++)
		n[i] = (unsigned char)(s.n >> (24 - 8 * i));
	(void)crypto_hash_sha256_update(h, n, sizeof(n));
	(void)crypto_hash_sha256_update(h, (const unsigned char *)s.p, s.n);
}

struct id
id_of_name(struct str space, struct str name)
{
	unsigned char sum[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state h;
	struct id id;

	(void)crypto_hash_sha256_init(&h);
	hash_part(&h, space);
	hash_part(&h, name);
	(void)crypto_hash_sha256_final(&h, sum);
	memcpy(id.b, sum, sizeof(id.b));
	return id;
}

bool
id_eq(struct id a, struct id b)
{
	return memcmp(a.b, b.b, sizeof(a.b)) == 0;
}

bool
id_is_zero(struct id a)
{
	return id_eq(a, (struct id){ { 0 } });
}

void
id_text(struct id id, char text[static ID_TEXT + 1])
{
	unsigned bits = 0, held = 2; /* 130 bits of text: two in front are 0 */
	size_t at = 0;

	for (size_t i = 0; i < sizeof(id.b); i++) {
		bits = (bits << 8 | id.b[i]) & 0xfff;
		for (held += 8; held >= 5; held -= 5)
			text[at++] = digits[bits >> (held - 5) & 31];
	}
	ALWAYS(at == ID_TEXT && held == 0);
	text[at] = '\0';
}

struct str
id_str(struct arena *a, struct id id)
{
	char text[ID_TEXT + 1];

	id_text(id, text);
	return arena_str(a, (struct str){ text, ID_TEXT });
}

static int
digit_value(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	at = c == '\0' ? NULL : strchr(digits, c);
	return at == NULL ? -1 : (int)(at - digits);
}

bool
id_parse(struct str s, struct id *out)
{
	unsigned bits = 0, held = 0;
	size_t at = 0;

	/* The first digit stands for three bits. */
	if (s.n != ID_TEXT || s.p[0] > '7')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int v = digit_value(s.p[i]);

		if (v < 0)
			return false;
		bits = (bits << 5 | (unsigned)v) & 0xfff;
		held += i == 0 ? 3 : 5;
		if (held >= 8) {
			held -= 8;
			out->b[at++] = (unsigned char)(bits >> held & 0xff);
		}
	}
	ALWAYS(at == sizeof(out->b) && held == 0);
	return true;
}
