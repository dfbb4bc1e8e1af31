#include "read/line.h"

#include <string.h>

#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

enum {
	TOKENS_MAX = 200,
	SPAN_MAX = 6,   /* words of one name */
	WITHIN_MIN = 4, /* letters of a word that is part of a name */
	PLACE_WORDS = 4
};

enum match {
	MATCH_NONE,
	MATCH_WITHIN,
	MATCH_INITIALS,
	MATCH_WHOLE
};

struct token {
	size_t begin, end; /* without commas at its end */
	bool comma;
};

struct scan {
	struct arena *a;
	const struct line_ask *ask;
	struct str text;
	struct token token[TOKENS_MAX];
	size_t tokens;
	struct str *en, *vi; /* the names of ask->word, folded */
	struct line *out;
};

static struct str
folded(struct arena *a, struct str s)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, MIB);
	plain_fold(&b, s);
	return arena_str(a, buf_view(&b));
}

static void
cut_tokens(struct scan *s)
{
	size_t i = 0;

	while (i < s->text.n && s->tokens < TOKENS_MAX) {
		struct token *t = &s->token[s->tokens];

		while (i < s->text.n && (unsigned char)s->text.p[i] <= ' ')
			i++;
		t->begin = i;
		while (i < s->text.n && (unsigned char)s->text.p[i] > ' ')
			i++;
		t->end = i;
		t->comma = false;
		while (t->end > t->begin && s->text.p[t->end - 1] == ',') {
			t->end--;
			t->comma = true;
		}
		if (t->end > t->begin)
			s->tokens++;
	}
}

/* The bytes of ${n} tokens from ${at} on. */
static struct str
span_text(const struct scan *s, size_t at, size_t n)
{
	size_t begin = s->token[at].begin;

	return str_to(str_from(s->text, begin),
	    s->token[at + n - 1].end - begin);
}

static bool
is_said(const struct scan *s, struct str field)
{
	for (size_t i = 0; i < s->out->parts; i++)
		if (str_eq(s->out->part[i].field, field))
			return true;
	return field.n == 0;
}

static void
say(struct scan *s, struct str field, struct str value, size_t at, size_t n,
    bool unsure)
{
	ALWAYS(s->out->parts < LINE_PARTS_MAX);
	s->out->part[s->out->parts++] = (struct line_part){ field, value,
		s->token[at].begin, s->token[at + n - 1].end, unsure };
}

/* ---- one rule each ---- */

static size_t
take_day(struct scan *s, size_t at)
{
	for (size_t n = 3; n > 0; n--) {
		struct buf CLEANUP(buf_free) b;
		struct date d;

		buf_init(&b, KIB);
		if (at + n > s->tokens || is_said(s, s->ask->day) ||
		    !date_parse_human(span_text(s, at, n), s->ask->today, &d))
			continue;
		/* A number alone is mostly none: "2026 people". */
		if (n == 1 && d.hi - d.lo > 31)
			continue;
		date_format(&b, d);
		say(s, s->ask->day, arena_str(s->a, buf_view(&b)), at, n,
		    false);
		return n;
	}
	return 0;
}

/* The first letters of its words, the small ones left out or not. */
static bool
is_initials(struct str typed, struct str name)
{
	static const char *const small[] = { "of", "the", "on", "and", "in",
		"to", "a", "or" };
	struct str rest[2] = { typed, typed }, words = name, word;
	bool both[2] = { true, true };

	if (typed.n < 2)
		return false;
	while (str_word(&words, &word)) {
		bool is_small = false;

		for (size_t i = 0; i < countof(small); i++)
			is_small = is_small || str_is(word, small[i]);
		for (int k = 0; k < 2; k++) {
			if (k == 1 && is_small)
				continue;
			both[k] = both[k] && rest[k].n > 0 &&
			    rest[k].p[0] == word.p[0];
			rest[k] = str_from(rest[k], both[k]);
		}
	}
	return (both[0] && rest[0].n == 0) || (both[1] && rest[1].n == 0);
}

static bool
is_within(struct str typed, struct str name)
{
	struct str word;

	if (typed.n < WITHIN_MIN)
		return false;
	while (str_word(&name, &word))
		if (str_eq(word, typed))
			return true;
	return false;
}

static enum match
match_word(const struct scan *s, size_t i, struct str typed, bool one)
{
	const struct line_word *w = &s->ask->word[i];

	if (str_eq_nocase(typed, w->code) || str_eq(typed, s->en[i]) ||
	    str_eq(typed, s->vi[i]))
		return MATCH_WHOLE;
	if (one && (is_initials(typed, s->en[i]) ||
	    is_initials(typed, s->vi[i])))
		return MATCH_INITIALS;
	if (one && (is_within(typed, s->en[i]) || is_within(typed, s->vi[i])))
		return MATCH_WITHIN;
	return MATCH_NONE;
}

/* The word that ${n} tokens are, if they are one at least as ${least} says. */
static bool
take_span(struct scan *s, size_t at, size_t n, enum match least, bool late)
{
	struct str typed = folded(s->a, span_text(s, at, n));
	enum match best = MATCH_NONE;
	size_t found = 0;

	for (size_t i = 0; i < s->ask->words; i++) {
		enum match m;

		if (is_said(s, s->ask->word[i].field))
			continue;
		m = match_word(s, i, typed, n == 1);
		if (m > best) {
			best = m;
			found = i;
		}
	}
	if (best == MATCH_NONE || best < least)
		return false;
	say(s, s->ask->word[found].field, s->ask->word[found].code, at, n,
	    best != MATCH_WHOLE || late);
	return true;
}

static size_t
take_word(struct scan *s, size_t at, enum match least, bool late)
{
	for (size_t n = SPAN_MAX; n > 0; n--)
		if (at + n <= s->tokens && take_span(s, at, n, least, late))
			return n;
	return 0;
}

/* A partner by any of the names that the packs know. */
static size_t
take_partner(struct scan *s, size_t at, bool late)
{
	struct text_token token[TEXT_TOKENS_MAX];
	struct text_span span = { s->token[at].begin, s->text.n };
	struct gazetteer_match m;
	size_t n, end, tokens = 0;

	if (s->ask->gazetteer == NULL || is_said(s, s->ask->partner))
		return 0;
	n = text_tokens(s->ask->gazetteer->words, s->text, span, token);
	if (n == 0)
		return 0;
	gazetteer_at(s->ask->gazetteer, token, n,
	    text_is_vietnamese(s->text), s->ask->today, &m);
	if (m.name == NULL || m.name->code.n == 0 ||
	    (m.name->type != GAZETTEER_STATE && m.name->type != GAZETTEER_ORG))
		return 0;
	end = token[m.length - 1].end;
	while (at + tokens < s->tokens && s->token[at + tokens].begin < end)
		tokens++;
	say(s, s->ask->partner, m.name->code, at, tokens, late);
	return tokens;
}

/* The same where it is typed without marks or capitals: "uc", "an do". */
static size_t
take_plain(struct scan *s, size_t at)
{
	const struct gazetteer_name *name[1];

	if (s->ask->gazetteer == NULL || is_said(s, s->ask->partner))
		return 0;
	for (size_t n = PLACE_WORDS; n > 0; n--) {
		struct str typed;

		if (at + n > s->tokens)
			continue;
		typed = folded(s->a, span_text(s, at, n));
		if (typed.n < 2 || gazetteer_plain(s->ask->gazetteer, typed,
		    true, name, 1) == 0)
			continue;
		say(s, s->ask->partner, name[0]->code, at, n, true);
		return n;
	}
	return 0;
}

/* ---- the line ---- */

/* What stands in front, in any order; the place of the first other token. */
static size_t
take_head(struct scan *s)
{
	size_t at = 0;

	while (at < s->tokens) {
		size_t n = take_day(s, at);

		if (n == 0)
			n = take_word(s, at, MATCH_INITIALS, false);
		if (n == 0)
			n = take_partner(s, at, false);
		if (n == 0)
			n = take_word(s, at, MATCH_WITHIN, false);
		if (n == 0)
			n = take_plain(s, at);
		if (n == 0)
			break;
		at += n;
	}
	return at;
}

/* What the title itself tells, where the head did not. */
static void
take_late(struct scan *s, size_t from)
{
	size_t parts = s->out->parts;

	for (size_t at = from; at < s->tokens;) {
		size_t n = 0;

		if (s->out->parts + 1 < LINE_PARTS_MAX)
			n = take_partner(s, at, true);
		if (n == 0 && s->out->parts + 1 < LINE_PARTS_MAX)
			n = take_word(s, at, MATCH_WHOLE, true);
		at += n > 0 ? n : 1;
	}
	ALWAYS(s->out->parts >= parts);
}

/* "Chief of Army, Hanoi": behind the last comma, if it is short. */
static void
take_title(struct scan *s, size_t from)
{
	size_t end = s->tokens;

	if (from == s->tokens)
		return;
	for (size_t i = s->tokens - 1; i > from; i--) {
		if (!s->token[i - 1].comma)
			continue;
		if (s->tokens - i <= PLACE_WORDS && s->ask->place.n > 0) {
			say(s, s->ask->place, span_text(s, i, s->tokens - i),
			    i, s->tokens - i, false);
			end = i;
		}
		break;
	}
	if (s->ask->title.n > 0)
		say(s, s->ask->title, span_text(s, from, end - from), from,
		    end - from, false);
}

enum err
line_read(struct arena *a, const struct line_ask *ask, struct str text,
    struct line *out, struct why *why)
{
	struct scan *s = arena_alloc(a, sizeof(*s));
	size_t from;

	*out = (struct line){ .parts = 0 };
	if (!str_valid(text))
		return why_set(why, ERR_INPUT, "the line is not UTF-8");
	if (text.n > LINE_BYTES_MAX)
		return why_set(why, ERR_INPUT, "a line has at most %d bytes; "
		    "paste a longer text instead", LINE_BYTES_MAX);
	s->a = a;
	s->ask = ask;
	s->text = text;
	s->out = out;
	s->en = arena_array(a, ask->words + 1, sizeof(*s->en));
	s->vi = arena_array(a, ask->words + 1, sizeof(*s->vi));
	for (size_t i = 0; i < ask->words; i++) {
		s->en[i] = folded(a, ask->word[i].en);
		s->vi[i] = folded(a, ask->word[i].vi);
	}
	cut_tokens(s);
	from = take_head(s);
	take_late(s, from);
	take_title(s, from);
	return ERR_OK;
}
