/*
 * Labels: who may see. An expression of tokens with & (and), | (or) and
 * parentheses, which are required where both occur; no negation; normalised to
 * its shortest alternatives, so that labels which mean the same have the same
 * text. The levels of a pack are tokens in order: who holds one holds those
 * below.
 */
#ifndef RECORD_LABEL_H
#define RECORD_LABEL_H

#include "base/arena.h"

enum { LABEL_TOKENS_MAX = 64, LABEL_TEXT_MAX = 400, LABEL_DEPTH_MAX = 8 };

/* The tokens an office knows; levels first, lowest first. */
struct label_scheme {
	struct str token[LABEL_TOKENS_MAX];
	size_t tokens;
	size_t levels; /* the first so many tokens are levels */
};

struct label; /* a parsed expression */

/*
 * label_parse(a, scheme, text, out, why):
 * ERR_INPUT names the place of a malformed expression or unknown token, or
 * says that the expression has too many alternatives (64).
 */
MUST_USE enum err label_parse(struct arena *a, const struct label_scheme *s,
    struct str text, const struct label **out, struct why *why);

/* label_text(a, s, l): the normalised text. */
struct str label_text(struct arena *a, const struct label_scheme *s,
    const struct label *l);

/* label_hold(s, tokens): the set with every level below a held one added. */
uint64_t label_hold(const struct label_scheme *s, uint64_t tokens);

/* label_sees(l, held): whether a holder may see it; ${held} by label_hold. */
bool label_sees(const struct label *l, uint64_t held);

/*
 * label_dominates(s, high, low):
 * Whether everybody who may see ${high} may see ${low}: then a record at
 * ${high} may point to one at ${low}.
 */
bool label_dominates(const struct label_scheme *s, const struct label *high,
    const struct label *low);

#endif
