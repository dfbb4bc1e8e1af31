#include "base/collate.h"

#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

/* Letters with marks that the alphabet has as letters of their own. */
static const struct {
	uint32_t first, last;
	uint32_t after; /* how far behind the letter without the mark */
} collate_own[] = {
	{ 0xc2, 0xc2, 2 },     { 0xca, 0xca, 1 },     /* Â Ê */
	{ 0xd4, 0xd4, 1 },     { 0xe2, 0xe2, 2 },     /* Ô â */
	{ 0xea, 0xea, 1 },     { 0xf4, 0xf4, 1 },     /* ê ô */
	{ 0x102, 0x103, 1 },   { 0x110, 0x111, 1 },   /* ă đ */
	{ 0x1a0, 0x1a1, 2 },   { 0x1af, 0x1b0, 1 },   /* ơ ư */
	{ 0x1ea4, 0x1ead, 2 }, { 0x1eae, 0x1eb7, 1 }, /* â ă with tones */
	{ 0x1ebe, 0x1ec7, 1 }, { 0x1ed0, 0x1ed9, 1 }, /* ê ô */
	{ 0x1eda, 0x1ee3, 2 }, { 0x1ee8, 0x1ef1, 1 }, /* ơ ư */
};

/* The place of the next letter; marks that stand alone are passed over. */
static uint32_t
collate_next(struct str *s)
{
	while (s->n > 0) {
		uint32_t c = str_utf8(s), letter = plain_letter(c);

		if (letter == 0)
			continue;
		for (size_t i = 0; c >= 0xc0 && i < countof(collate_own); i++)
			if (c >= collate_own[i].first &&
			    c <= collate_own[i].last)
				return letter * 4 + collate_own[i].after;
		return letter * 4;
	}
	return 0;
}

int
collate_names(struct str a, struct str b)
{
	struct str x = a, y = b;
	uint32_t p, q;

	do {
		p = collate_next(&x);
		q = collate_next(&y);
	} while (p == q && p != 0);
	if (p != q)
		return p < q ? -1 : 1;
	return str_cmp(a, b);
}

static struct str
collate_last_word(struct str s)
{
	s = str_trim(s);
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == ' ')
			return str_from(s, i);
	return s;
}

int
collate_given(struct str a, struct str b)
{
	int c = collate_names(collate_last_word(a), collate_last_word(b));

	return c != 0 ? c : collate_names(a, b);
}
