/*
 * The conditions of derive and check rules, for kind_parse.c alone. All fields
 * of all kinds must be known before the first rule is read.
 */
#ifndef MODEL_KIND_RULE_H
#define MODEL_KIND_RULE_H

#include "model/kind.h"

enum {
	KIND_CONDS_MAX = 16, /* of one rule */
	KIND_RULES_MAX = 32, /* of one derive */
	KIND_LETS_MAX = 8
};

/*
 * kind_rule(a, ks, k, text, out, why):
 * Read what stands behind "when" in kind ${k}. ERR_INPUT says which word is
 * wrong; file and line are the caller's to add.
 */
MUST_USE enum err kind_rule(struct arena *a, const struct kinds *ks,
    const struct kind *k, struct str text, struct rule *out, struct why *why);

/* kind_let(k, text, out, why): read "NAME = FIELD | FIELD". */
MUST_USE enum err kind_let(const struct kind *k,
    struct str text, struct let *out, struct why *why);

/* kind_word_ok(s): whether it may name a kind, a field or a rule. */
bool kind_word_ok(struct str s);

#endif
