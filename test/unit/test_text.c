#include "lib/check.h"

#include "read/gazetteer.h"
#include "read/text.h"

#include "base/banned.h"

static struct arena *arena;
static struct gazetteer *g;

static int
open_words(void **state)
{
	struct why why = { 0 };

	(void)state;
	arena = arena_new(64 * MIB);
	if (gazetteer_load(arena, &g, &why) != ERR_OK)
		print_error("%s\n", why.text);
	return g == NULL;
}

static int
close_words(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The sentences of ${text} with "|" between them. */
static struct str
sentences(const char *text)
{
	struct str t = str_of(text), out = { "", 0 };
	struct text_span block = { 0, t.n }, s;
	size_t at = 0;

	while (text_sentence(&g->rules, t, block, &at, &s)) {
		struct str one = { t.p + s.begin, s.end - s.begin };

		out = arena_printf(arena, "%.*s%s%.*s", STRF(out),
		    out.n > 0 ? "|" : "", STRF(one));
	}
	return out;
}

static void
sentence_ends(void **state)
{
	(void)state;
	check_str(sentences("One. Two? Three!"), "One.|Two?|Three!");
	check_str(sentences("The U.N. mission opened. It grew."),
	    "The U.N. mission opened.|It grew.");
	check_str(sentences("Sr. Lt. Gen. A spoke to Gen. B. He left."),
	    "Sr. Lt. Gen. A spoke to Gen. B. He left.");
	check_str(sentences("He joined the U.N. The mission grew."),
	    "He joined the U.N.|The mission grew.");
	check_str(sentences("It cost 4.5 million. Nobody paid."),
	    "It cost 4.5 million.|Nobody paid.");
	check_str(sentences("\"We agreed.\" They left."),
	    "\"We agreed.\"|They left.");
	check_str(sentences("1. Plans are made."), "1. Plans are made.");
	check_str(sentences("See No. 4 of it. Then stop"),
	    "See No. 4 of it.|Then stop");
	check_str(sentences("   "), "");
}

static struct str
blocks(const char *text, bool markdown)
{
	struct str t = str_of(text), out = { "", 0 };
	struct text_span s;
	size_t at = 0;

	while (text_block(t, &at, markdown, &s))
		out = arena_printf(arena, "%.*s[%.*s]", STRF(out),
		    (int)(s.end - s.begin), t.p + s.begin);
	return out;
}

static void
paragraphs(void **state)
{
	(void)state;
	check_str(blocks("A one.\n\nB two.\n", false), "[A one.][B two.]");
	check_str(blocks("A.\nleftcenterrightdel\nB", false), "[A.][B]");
	check_str(blocks("  padded  \r\n\r\n", false), "[padded]");
	check_str(blocks("", false), "");
	/* A line that is full goes on in the next. */
	check_str(blocks("The two ministries will meet again in the spring of "
	    "next\nyear.", false), "[The two ministries will meet again in "
	    "the spring of next\nyear.]");
	check_str(blocks("# Title\ntext\n```\ncode\n```\n- item", true),
	    "[Title][text][item]");
}

static void
html(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct why why = { 0 };

	(void)state;
	assert_int_equal(text_of_html(&b, STR("<html><head><title>x</title>"
	    "<script>bad()</script></head><body><p>H&agrave;  N&#7897;i"
	    "</p><div>two<br>three</div></body></html>"), &why), ERR_OK);
	check_str(buf_view(&b), "H\xc3\xa0 N\xe1\xbb\x99i\n\ntwo\n\nthree\n\n");
	buf_clear(&b);
	assert_int_equal(text_of_html(&b, STR(""), &why), ERR_INPUT);
	assert_true(why.text[0] != '\0');
}

static struct str
tokens(const char *text)
{
	struct text_token t[TEXT_TOKENS_MAX];
	struct str s = str_of(text), out = { "", 0 };
	size_t n = text_tokens(g->words, s, (struct text_span){ 0, s.n }, t);

	for (size_t i = 0; i < n; i++)
		out = arena_printf(arena, "%.*s%s%.*s%s%s", STRF(out),
		    i > 0 ? " " : "", (int)(t[i].end - t[i].begin),
		    s.p + t[i].begin, t[i].flags & TEXT_OWNER ? "'" : "",
		    t[i].flags & TEXT_JOINED ? "-" : "");
	return out;
}

static void
words(void **state)
{
	(void)state;
	check_str(tokens("Vietnam's army, and ministers' talks"),
	    "Vietnam' army , and ministers' talks");
	check_str(tokens("Vietnam-Japan talks"), "Vietnam Japan- talks");
	check_str(tokens("the U.S. fleet"), "the U.S. fleet");
	check_str(tokens("ADMM+ in 2,300.5 t"), "ADMM+ in 2,300.5 t");
	check_str(tokens("didn\xe2\x80\x99t **go**"),
	    "didn\xe2\x80\x99t go");
	check_str(tokens("\xff\xfe!"), "!");
}

static void
language(void **state)
{
	(void)state;
	assert_true(text_is_vietnamese(STR("B\xe1\xbb\x99 Qu\xe1\xbb\x91"
	    "c ph\xc3\xb2ng Vi\xe1\xbb\x87t Nam")));
	assert_false(text_is_vietnamese(STR("The ministry of defence")));
	assert_false(text_is_vietnamese(STR("")));
}

/* Folding is what makes two writings one word. */
static void
folding(void **state)
{
	char out[WORD_BYTES_MAX];
	size_t n = word_fold(STR("U.N."), out);

	(void)state;
	check_str(((struct str){ out, n }), "un");
	n = word_fold(STR("\xc4\x90\xe1\xba\xa0I"), out);
	check_str(((struct str){ out, n }), "\xc4\x91\xe1\xba\xa1i");
	assert_int_equal(word_fold((struct str){ "aaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 73 }, out),
	    0);
	assert_int_equal(word_find(g->words, STR("Minister")),
	    word_find(g->words, STR("MINISTER")));
	assert_int_equal(word_find(g->words, STR("qzxqzx")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentence_ends),
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(html),
		cmocka_unit_test(words),
		cmocka_unit_test(language),
		cmocka_unit_test(folding),
	};

	return cmocka_run_group_tests(tests, open_words, close_words);
}
