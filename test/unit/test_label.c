#include "lib/check.h"

#include "base/rng.h"
#include "record/label.h"

/* Two levels and two other words; S above P. */
static const struct label_scheme small = {
	.token = { STR_INIT("P"), STR_INIT("S"), STR_INIT("N"), STR_INIT("Q") },
	.tokens = 4,
	.levels = 2,
};

/*
 * L16: the reference, as plainly as it can be said. An expression is read
 * again from its text for each holder.
 */
static bool ref_all(const char **p, unsigned held);

static bool
ref_part(const char **p, unsigned held)
{
	bool seen;

	if (**p == '(') {
		++*p;
		seen = ref_all(p, held);
		++*p; /* the closing one */
		return seen;
	}
	switch (*(*p)++) {
	case 'P':
		return (held & 3) != 0; /* S holds P */
	case 'S':
		return (held & 2) != 0;
	case 'N':
		return (held & 4) != 0;
	default:
		return (held & 8) != 0;
	}
}

static bool
ref_all(const char **p, unsigned held)
{
	bool seen = ref_part(p, held), other;

	while (**p == '&' || **p == '|') {
		char sign = *(*p)++;

		other = ref_part(p, held);
		seen = sign == '&' ? seen && other : seen || other;
	}
	return seen;
}

static bool
reference(const char *text, unsigned held)
{
	return ref_all(&text, held);
}

static const struct label *
must_parse(struct arena *a, const struct label_scheme *s, const char *text)
{
	struct why why = { 0 };
	const struct label *l;

	if (label_parse(a, s, str_of(text), &l, &why) != ERR_OK)
		fail_msg("%s: %s", text, why.text);
	return l;
}

/* What the reference says for all 16 sets of tokens, a bit each. */
static unsigned
meaning(const char *text)
{
	unsigned m = 0;

	for (unsigned held = 0; held < 16; held++)
		m |= (unsigned)reference(text, held) << held;
	return m;
}

struct all {
	struct arena *keep;
	struct arena *scratch;
	struct arena_mark empty;
	size_t count;
	struct str text[1 << 16]; /* normal text of each meaning */
};

static void
check_expression(struct all *all, const char *text)
{
	const struct label *l;
	struct str normal;
	unsigned m = meaning(text), back = 0;

	arena_rewind(all->scratch, all->empty);
	l = must_parse(all->scratch, &small, text);
	for (unsigned held = 0; held < 16; held++)
		back |= (unsigned)label_sees(l, label_hold(&small, held)) <<
		    held;
	if (back != m)
		fail_msg("%s: decided %x, the reference %x", text, back, m);
	/* Monotone: one token more never sees less. */
	for (unsigned held = 0; held < 16; held++)
		for (unsigned more = 1; more < 16; more *= 2)
			if ((m >> held & 1) > (m >> (held | more) & 1))
				fail_msg("%s: more tokens see less", text);
	/* The same meaning has the same text, which reads back as itself. */
	normal = label_text(all->scratch, &small, l);
	all->count++;
	if (all->text[m].p != NULL) {
		if (!str_eq(all->text[m], normal))
			fail_msg("%s: %.*s", text, STRF(normal));
		return;
	}
	all->text[m] = arena_str(all->keep, normal);
	l = must_parse(all->scratch, &small,
	    arena_cstr(all->scratch, normal));
	assert_true(str_eq(label_text(all->scratch, &small, l), normal));
}

static size_t
closing(const char *text, size_t open)
{
	size_t depth = 0, at = open;

	do {
		if (text[at] == '(')
			depth++;
		if (text[at] == ')')
			depth--;
		at++;
	} while (depth > 0);
	return at - 1;
}

/* Whether parentheses hold one token, or just other parentheses, or all. */
static bool
redundant(const char *text)
{
	for (size_t i = 0; text[i] != '\0'; i++) {
		size_t end;

		if (text[i] != '(')
			continue;
		end = closing(text, i);
		if (end == i + 2 || (i == 0 && text[end + 1] == '\0') ||
		    (text[i + 1] == '(' && closing(text, i + 1) == end - 1))
			return true;
	}
	return false;
}

/* All trees over ${leaves} tokens, as text; ${depth} parentheses allowed. */
static void
grow(struct all *all, char *text, size_t n, size_t leaves, size_t depth,
    size_t open, char sign[static 4])
{
	static const char tokens[] = "PSNQ";

	for (const char *t = tokens; *t != '\0'; t++) {
		text[n] = *t;
		/* Close any number of those that are open. */
		for (size_t close = 0; close <= open; close++) {
			size_t at = n + 1;

			for (size_t i = 0; i < close; i++)
				text[at++] = ')';
			if (leaves == 1) {
				if (close != open)
					continue;
				text[at] = '\0';
				if (!redundant(text))
					check_expression(all, text);
				continue;
			}
			for (int which = 0; which < 2; which++) {
				size_t level = open - close;
				char was[4], s = which == 0 ? '&' : '|';

				memcpy(was, sign, 4);
				if (sign[level] != '\0' && sign[level] != s)
					continue;
				sign[level] = s;
				text[at] = s;
				/* Open as many as may be. */
				for (size_t o = 0; level + o <= depth; o++) {
					size_t to = at + 1;

					for (size_t i = 0; i < o; i++) {
						text[to++] = '(';
						sign[level + i + 1] = '\0';
					}
					grow(all, text, to, leaves - 1, depth,
					    level + o, sign);
				}
				memcpy(sign, was, 4);
			}
		}
	}
}

static void
agrees_with_the_reference(void **state)
{
	struct all *all = calloc(1, sizeof(*all));

	(void)state;
	assert_non_null(all);
	all->keep = arena_new(8 * MIB);
	all->scratch = arena_new(MIB);
	(void)!arena_alloc(all->scratch, 1); /* so that a chunk stays */
	all->empty = arena_mark(all->scratch);
	for (size_t leaves = 1; leaves <= 4; leaves++) {
		for (size_t o = 0; o <= 3; o++) {
			char text[40] = "(((", sign[4] = { 0 };

			grow(all, text, o, leaves, 3, o, sign);
		}
	}
	print_message("%zu expressions\n", all->count);
	assert_true(all->count > 10000);
	arena_free(all->keep);
	arena_free(all->scratch);
	free(all);
}

static void
dominates_by_all_holders(void **state)
{
	static const char *const texts[] = {
		"P", "S", "N", "S&N", "P&N", "N|Q", "S&(N|Q)", "S|N",
		"(S&N)|(P&Q)", "P|N", "S&N&Q", "P|S",
	};
	struct arena *a = arena_new(MIB);

	(void)state;
	for (size_t i = 0; i < countof(texts); i++) {
		for (size_t k = 0; k < countof(texts); k++) {
			unsigned high = meaning(texts[i]);
			unsigned low = meaning(texts[k]);

			assert_int_equal(label_dominates(&small,
			    must_parse(a, &small, texts[i]),
			    must_parse(a, &small, texts[k])),
			    (high & ~low) == 0);
		}
	}
	arena_free(a);
}

static void
normal_texts(void **state)
{
	static const struct {
		const char *text, *normal;
	} same[] = {
		{ "S & N", "N&S" }, { " ( ( S ) ) ", "S" }, { "S|P", "P" },
		{ "S&P", "S" }, { "N|(N&S)", "N" },
		{ "S&(N|Q)", "(N&S)|(Q&S)" }, { "N&N&N", "N" },
		{ "(S&N)|(P&N)", "N&P" }, { "Q|N", "N|Q" },
		{ "Q|(S&N)", "(N&S)|Q" },
	};
	struct arena *a = arena_new(MIB);

	(void)state;
	for (size_t i = 0; i < countof(same); i++)
		check_str(label_text(a, &small, must_parse(a, &small,
		    same[i].text)), same[i].normal);
	arena_free(a);
}

/* L13: no label, an unknown word, a malformed expression: refused. */
static void
bad_expressions_name_the_place(void **state)
{
	static const struct {
		const char *text, *place;
	} bad[] = {
		{ "", "character 1:" }, { "  ", "character 3:" },
		{ "X", "character 1: this office does not know" },
		{ "S&", "character 3:" }, { "&S", "character 1:" },
		{ "S N", "character 3:" }, { "(S", "character 3:" },
		{ "S)", "character 2:" }, { "()", "character 2:" },
		{ "(", "character 2:" }, { "(S&", "character 4:" },
		{ "S&N|Q", "character 4: & and |" },
		{ "S|N&Q", "character 4: & and |" }, { "s", "character 1:" },
		{ "!S", "character 1:" }, { "S&&N", "character 3:" },
		{ "(((((((((S)))))))))", "character 9: too many paren" },
	};
	struct arena *a = arena_new(MIB);
	const struct label *l;
	char longest[LABEL_TEXT_MAX + 2];

	(void)state;
	for (size_t i = 0; i < countof(bad); i++) {
		struct why why = { 0 };

		assert_int_equal(label_parse(a, &small, str_of(bad[i].text),
		    &l, &why), ERR_INPUT);
		assert_null(l);
		if (str_find(str_of(why.text), str_of(bad[i].place)) ==
		    SIZE_MAX)
			fail_msg("%s: %s", bad[i].text, why.text);
	}
	assert_int_equal(label_parse(a, &small, STR("S\0"), &l, NULL),
	    ERR_INPUT);
	memset(longest, ' ', sizeof(longest));
	longest[0] = 'S';
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(label_parse(a, &small, str_of(longest), &l, NULL),
	    ERR_INPUT);
	longest[LABEL_TEXT_MAX] = '\0';
	assert_int_equal(label_parse(a, &small, str_of(longest), &l, NULL),
	    ERR_OK);
	arena_free(a);
}

/* Sixty-four tokens, and expressions that would grow without end. */
static void
limits(void **state)
{
	struct arena *a = arena_new(8 * MIB);
	struct label_scheme s = { .tokens = 64, .levels = 64 };
	struct buf text CLEANUP(buf_free) = { .max = KIB };
	struct why why = { 0 };
	const struct label *l;

	(void)state;
	for (size_t i = 0; i < 64; i++)
		s.token[i] = arena_printf(a, "t%zu", i);
	l = must_parse(a, &s, "t63");
	assert_true(label_sees(l, label_hold(&s, (uint64_t)1 << 63)));
	assert_false(label_sees(l, label_hold(&s, (uint64_t)1 << 62)));
	assert_true(label_hold(&s, (uint64_t)1 << 63) == UINT64_MAX);
	assert_true(label_hold(&s, 0) == 0);
	s.levels = 0;
	for (int i = 0; i < 30; i += 2)
		buf_printf(&text, "%s(t%d|t%d)", i > 0 ? "&" : "", i, i + 1);
	assert_int_equal(label_parse(a, &s, buf_view(&text), &l, NULL),
	    ERR_INPUT);
	/* 64 alternatives, and one more: pairs of twelve short words. */
	buf_clear(&text);
	for (int i = 0, n = 0; i < 12; i++) {
		for (int k = i + 1; k < 12 && n < 64; k++, n++)
			buf_printf(&text, "%s(%c&%c)", n > 0 ? "|" : "",
			    'a' + i, 'a' + k);
	}
	for (size_t i = 0; i < 12; i++)
		s.token[i] = arena_printf(a, "%c", (char)('a' + (char)i));
	assert_int_equal(label_parse(a, &s, buf_view(&text), &l, NULL),
	    ERR_OK);
	buf_text(&text, "|(k&l)");
	assert_true(text.n <= LABEL_TEXT_MAX);
	assert_int_equal(label_parse(a, &s, buf_view(&text), &l, &why),
	    ERR_INPUT);
	assert_true(str_ends(str_of(why.text), STR("too many alternatives")));
	/* Few alternatives, but their text would be too long. */
	buf_clear(&text);
	for (size_t i = 0; i < 64; i++)
		s.token[i] = arena_printf(a, "a_long_word_%zu", i);
	buf_printf(&text, "(%.*s", STRF(s.token[0]));
	for (size_t i = 1; i < 12; i++)
		buf_printf(&text, "|%.*s", STRF(s.token[i]));
	buf_text(&text, ")");
	assert_int_equal(label_parse(a, &s, buf_view(&text), &l, NULL),
	    ERR_OK);
	for (size_t i = 12; i < 15; i++)
		buf_printf(&text, "&%.*s", STRF(s.token[i]));
	assert_true(text.n < LABEL_TEXT_MAX);
	assert_int_equal(label_parse(a, &s, buf_view(&text), &l, NULL),
	    ERR_INPUT);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_reference),
		cmocka_unit_test(dominates_by_all_holders),
		cmocka_unit_test(normal_texts),
		cmocka_unit_test(bad_expressions_name_the_place),
		cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
