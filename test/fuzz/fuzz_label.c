/*
 * A label that parses has a text that parses to the same text; its decision is
 * that of a plain reading of the expression, and more tokens never see less.
 * The first byte is the number of levels.
 */
#include "base/str.h"
#include "record/label.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TOKENS = 6 };

static bool read_all(struct str *s, uint64_t held);

static char
peek(struct str *s)
{
	while (s->n > 0 && s->p[0] == ' ')
		*s = str_from(*s, 1);
	return s->n > 0 ? s->p[0] : '\0';
}

static char
next(struct str *s)
{
	char c = peek(s);

	*s = str_from(*s, 1);
	return c;
}

static bool
read_part(struct str *s, uint64_t held)
{
	char c = next(s);
	bool seen;

	if (c != '(')
		return (held >> (c - 'A') & 1) != 0;
	seen = read_all(s, held);
	ALWAYS(next(s) == ')');
	return seen;
}

static bool
read_all(struct str *s, uint64_t held)
{
	bool seen = read_part(s, held);

	while (peek(s) == '&' || peek(s) == '|') {
		char sign = next(s);
		bool other = read_part(s, held);

		seen = sign == '&' ? seen && other : seen || other;
	}
	return seen;
}

static void
check(struct arena *a, const struct label_scheme *scheme, struct str text,
    const struct label *l)
{
	struct str normal = label_text(a, scheme, l);
	const struct label *again;

	for (uint64_t set = 0; set < 1 << TOKENS; set++) {
		uint64_t held = label_hold(scheme, set);
		struct str rest = text;
		bool seen = label_sees(l, held);

		ALWAYS(seen == read_all(&rest, held));
		for (int i = 0; i < TOKENS && seen; i++)
			ALWAYS(label_sees(l, label_hold(scheme,
			    set | (uint64_t)1 << i)));
	}
	ALWAYS(label_parse(a, scheme, normal, &again, NULL) == ERR_OK);
	ALWAYS(str_eq(label_text(a, scheme, again), normal));
	ALWAYS(label_dominates(scheme, l, again));
	ALWAYS(label_dominates(scheme, again, l));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct label_scheme scheme = { .tokens = TOKENS,
		.token = { STR_INIT("A"), STR_INIT("B"), STR_INIT("C"),
			STR_INIT("D"), STR_INIT("E"), STR_INIT("F") } };
	struct arena *a = arena_new(4 * MIB);
	struct why why = { 0 };
	const struct label *l;
	struct str text;

	if (size > 0) {
		scheme.levels = data[0] % (TOKENS + 1u);
		text = (struct str){ (const char *)data + 1, size - 1 };
		if (label_parse(a, &scheme, text, &l, &why) == ERR_OK)
			check(a, &scheme, text, l);
		else
			ALWAYS(why.text[0] != '\0');
	}
	arena_free(a);
	return 0;
}
