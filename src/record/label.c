#include "record/label.h"

#include <string.h>

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/*
 * An expression without negation has one shortest form as alternatives of
 * token sets, none of which implies another. That form is kept, so that equal
 * labels are equal text, and deciding is a subset test.
 */
enum { TERMS_MAX = 64 };

struct label {
	size_t n;
	uint64_t term[TERMS_MAX]; /* of levels the highest alone */
};

struct parser {
	struct arena *a;
	const struct label_scheme *s;
	struct str text; /* all of it, to tell the place */
	struct str rest;
	size_t depth;
	struct why *why;
};

static uint64_t
levels_mask(const struct label_scheme *s)
{
	ALWAYS(s->levels <= s->tokens && s->tokens <= LABEL_TOKENS_MAX);
	return s->levels == 64 ? UINT64_MAX : ((uint64_t)1 << s->levels) - 1;
}

uint64_t
label_hold(const struct label_scheme *s, uint64_t tokens)
{
	uint64_t levels = tokens & levels_mask(s);

	/* Every bit below the highest level. */
	for (unsigned i = 1; i < 64; i *= 2)
		levels |= levels >> i;
	return tokens | levels;
}

/* Of the levels in ${term} the highest says it all. */
static uint64_t
term_short(const struct label_scheme *s, uint64_t term)
{
	uint64_t levels = term & levels_mask(s), below = levels;

	for (unsigned i = 1; i < 64; i *= 2)
		below |= below >> i;
	return (term & ~levels) | (levels & ~(below >> 1));
}

static bool
implies(const struct label_scheme *s, uint64_t term, uint64_t other)
{
	return (other & ~label_hold(s, term)) == 0;
}

/* Add one alternative and keep the form shortest. */
static bool
label_add(const struct label_scheme *s, struct label *l, uint64_t term)
{
	size_t kept = 0;

	term = term_short(s, term);
	for (size_t i = 0; i < l->n; i++)
		if (implies(s, term, l->term[i]))
			return true;
	for (size_t i = 0; i < l->n; i++)
		if (!implies(s, l->term[i], term))
			l->term[kept++] = l->term[i];
	l->n = kept;
	if (l->n == TERMS_MAX)
		return false;
	l->term[l->n++] = term;
	return true;
}

/* Parsing: expression = part (& part)* | part (| part)*. */

static enum err
wrong(struct parser *p, const char *what)
{
	return why_set(p->why, ERR_INPUT, "the label \"%.*s\" is malformed at "
	    "character %zu: %s", STRF(p->text),
	    p->text.n - p->rest.n + 1,
	    tr(p->why != NULL ? p->why->lang : NULL, what));
}

static void
skip_blank(struct parser *p)
{
	while (p->rest.n > 0 && p->rest.p[0] == ' ')
		p->rest = str_from(p->rest, 1);
}

static char
peek(struct parser *p)
{
	skip_blank(p);
	return p->rest.n > 0 ? p->rest.p[0] : '\0';
}

static enum err
parse_token(struct parser *p, struct label *out)
{
	size_t n = 0;
	struct str word;

	while (n < p->rest.n && strchr(" &|()", p->rest.p[n]) == NULL)
		n++;
	word = str_to(p->rest, n);
	if (n == 0)
		return wrong(p, TR("a word should stand here"));
	for (size_t i = 0; i < p->s->tokens; i++) {
		if (!str_eq(p->s->token[i], word))
			continue;
		out->n = 1;
		out->term[0] = (uint64_t)1 << i;
		p->rest = str_from(p->rest, n);
		return ERR_OK;
	}
	return wrong(p, TR("this office does not know that word"));
}

static enum err parse_all(struct parser *p, struct label *out);

static enum err
parse_part(struct parser *p, struct label *out)
{
	enum err e;

	if (peek(p) != '(')
		return parse_token(p, out);
	if (++p->depth > LABEL_DEPTH_MAX)
		return wrong(p, TR("too many parentheses inside each other"));
	p->rest = str_from(p->rest, 1);
	e = parse_all(p, out);
	if (e != ERR_OK)
		return e;
	if (peek(p) != ')')
		return wrong(p, TR("a closing parenthesis should stand here"));
	p->rest = str_from(p->rest, 1);
	p->depth--;
	return ERR_OK;
}

static bool
label_or(const struct label_scheme *s, struct label *l,
    const struct label *more)
{
	for (size_t i = 0; i < more->n; i++)
		if (!label_add(s, l, more->term[i]))
			return false;
	return true;
}

static bool
label_and(const struct label_scheme *s, struct label *l,
    const struct label *more)
{
	struct label both = { .n = 0 };

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < more->n; k++)
			if (!label_add(s, &both, l->term[i] | more->term[k]))
				return false;
	*l = both;
	return true;
}

static enum err
parse_all(struct parser *p, struct label *out)
{
	struct label *more = arena_alloc(p->a, sizeof(*more));
	char sign = '\0', next;
	enum err e = parse_part(p, out);

	while (e == ERR_OK && ((next = peek(p)) == '&' || next == '|')) {
		if (sign != '\0' && sign != next)
			return wrong(p, TR("& and | stand together; "
			    "put one of them in parentheses"));
		sign = next;
		p->rest = str_from(p->rest, 1);
		e = parse_part(p, more);
		if (e == ERR_OK && !(sign == '&' ? label_and(p->s, out, more)
		    : label_or(p->s, out, more)))
			e = wrong(p, TR("too many alternatives"));
	}
	return e;
}

enum err
label_parse(struct arena *a, const struct label_scheme *s, struct str text,
    const struct label **out, struct why *why)
{
	struct parser p = { .a = a, .s = s, .text = text, .rest = text,
		.why = why };
	struct label *l = arena_alloc(a, sizeof(*l));
	enum err e;

	*out = NULL;
	if (text.n > LABEL_TEXT_MAX || !str_valid(text))
		return why_set(why, ERR_INPUT, "a label is a text of at most "
		    "%d characters", LABEL_TEXT_MAX);
	e = parse_all(&p, l);
	if (e == ERR_OK && peek(&p) != '\0')
		e = wrong(&p, TR("& or | should stand here"));
	if (e == ERR_OK && label_text(a, s, l).n > LABEL_TEXT_MAX)
		e = wrong(&p, TR("too many alternatives"));
	if (e == ERR_OK)
		*out = l;
	return e;
}

/* The normal text. */

static struct str
term_text(struct arena *a, const struct label_scheme *s, uint64_t term,
    bool alone)
{
	const char *sign = "";
	struct str text = STR("");
	bool one = (term & (term - 1)) == 0;

	/* In order of their letters, which a new token does not change. */
	while (term != 0) {
		size_t least = LABEL_TOKENS_MAX;

		for (size_t i = 0; i < s->tokens; i++)
			if ((term >> i & 1) != 0 &&
			    (least == LABEL_TOKENS_MAX || str_cmp(
			    s->token[i], s->token[least]) < 0))
				least = i;
		ALWAYS(least < s->tokens);
		text = arena_printf(a, "%.*s%s%.*s", STRF(text), sign,
		    STRF(s->token[least]));
		term &= ~((uint64_t)1 << least);
		sign = "&";
	}
	return one || alone ? text : arena_printf(a, "(%.*s)", STRF(text));
}

struct str
label_text(struct arena *a, const struct label_scheme *s,
    const struct label *l)
{
	struct str term[TERMS_MAX], text = STR("");

	for (size_t i = 0; i < l->n; i++) {
		struct str t = term_text(a, s, l->term[i], l->n == 1);
		size_t at = i;

		for (; at > 0 && str_cmp(t, term[at - 1]) < 0; at--)
			term[at] = term[at - 1];
		term[at] = t;
	}
	for (size_t i = 0; i < l->n; i++)
		text = arena_printf(a, "%.*s%s%.*s", STRF(text),
		    i > 0 ? "|" : "", STRF(term[i]));
	return text;
}

/* Deciding. */

bool
label_sees(const struct label *l, uint64_t held)
{
	for (size_t i = 0; i < l->n; i++)
		if ((l->term[i] & ~held) == 0)
			return true;
	return false;
}

bool
label_dominates(const struct label_scheme *s, const struct label *high,
    const struct label *low)
{
	/* Who sees high holds one of its alternatives. */
	for (size_t i = 0; i < high->n; i++)
		if (!label_sees(low, label_hold(s, high->term[i])))
			return false;
	return true;
}
