#include "model/kind_part.h"

#include "base/str.h"
#include "model/kind_rule.h"

#include "base/banned.h"

enum { CHECKS_MAX = 32 };

enum err
kind_head_derive(struct kind_parsing *p)
{
	struct derive *d;
	enum err e;

	p->block = KIND_BLOCK_DERIVE;
	p->otherwise = false;
	if (p->pass != KIND_PASS_RULES)
		return ERR_OK;
	if (p->kind->derives > 0)
		return kind_bad(p, "a kind derives one value");
	p->kind->derive = d = arena_alloc(p->a, sizeof(*d));
	d->rule = arena_array(p->a, KIND_RULES_MAX, sizeof(*d->rule));
	p->kind->let = arena_array(p->a, KIND_LETS_MAX, sizeof(struct let));
	e = kind_take_column(p, &d->name);
	if (e != ERR_OK)
		return e;
	d->name = arena_str(p->a, d->name);
	if (kind_field(p->kind, d->name) != NULL)
		return kind_bad(p, "%.*s is a field already", STRF(d->name));
	if (!str_word(&p->rest, &d->list) || !kind_word_ok(d->list))
		return kind_bad(p, "say the vocabulary of its codes");
	d->list = arena_str(p->a, d->list);
	p->kind->derives = 1;
	return kind_take_end(p);
}

enum err
kind_head_check(struct kind_parsing *p)
{
	struct kind *k = p->kind;
	struct str name;

	p->block = KIND_BLOCK_CHECK;
	p->checked = false;
	if (p->pass != KIND_PASS_RULES)
		return ERR_OK;
	if (!str_word(&p->rest, &name) || !kind_word_ok(name))
		return kind_bad(p, "a check needs a name");
	for (size_t i = 0; i < k->checks; i++)
		if (str_eq(k->check[i].name, name))
			return kind_bad(p, "there is a check %.*s already",
			    STRF(name));
	if (k->check == NULL)
		k->check = arena_array(p->a, CHECKS_MAX, sizeof(*k->check));
	if (k->checks == CHECKS_MAX)
		return kind_bad(p, "a kind has at most %d checks", CHECKS_MAX);
	k->check[k->checks].name = arena_str(p->a, name);
	if (str_is(str_trim(p->rest), "refused")) {
		k->check[k->checks].refused = true;
		p->rest = STR("");
	}
	k->checks++;
	return kind_take_end(p);
}

/* Add file and line to what the rule reader says. */
static enum err
rule_of(struct kind_parsing *p, struct rule *r)
{
	struct why inner = { 0 };

	if (kind_rule(p->a, p->ks, p->kind, p->rest, r, &inner) == ERR_OK)
		return ERR_OK;
	return kind_bad(p, "%s", inner.text);
}

static enum err
line_let(struct kind_parsing *p)
{
	struct kind *k = p->kind;
	struct why inner = { 0 };

	if (k->lets == KIND_LETS_MAX)
		return kind_bad(p, "a kind has at most %d lets", KIND_LETS_MAX);
	if (kind_let(k, p->rest, &k->let[k->lets], &inner) != ERR_OK)
		return kind_bad(p, "%s", inner.text);
	k->let[k->lets].name = arena_str(p->a, k->let[k->lets].name);
	k->lets++;
	return ERR_OK;
}

enum err
kind_line_derive(struct kind_parsing *p, struct str word)
{
	struct derive *d = p->kind->derive;
	struct rule *r = &d->rule[d->rules];
	struct str verb;

	if (p->otherwise)
		return kind_bad(p, "nothing follows \"otherwise\"");
	if (str_is(word, "let"))
		return line_let(p);
	if (d->rules == KIND_RULES_MAX)
		return kind_bad(p, "a derive has at most %d rules",
		    KIND_RULES_MAX);
	if (!kind_word_ok(word) || !str_word(&p->rest, &verb))
		return kind_bad(p, "a rule is CODE when CONDITIONS");
	r->code = arena_str(p->a, word);
	d->rules++;
	if (str_is(verb, "otherwise")) {
		p->otherwise = true;
		return kind_take_end(p);
	}
	if (!str_is(verb, "when"))
		return kind_bad(p, "a rule is CODE when CONDITIONS");
	return rule_of(p, r);
}

/* What is refused is decided from the record alone, on whatever day. */
static enum err
rule_own(struct kind_parsing *p, const struct rule *r)
{
	for (size_t i = 0; i < r->conds; i++) {
		const struct cond *c = &r->cond[i];

		if (c->type != COND_OVER && (c->type != COND_SET ||
		    kind_field(p->kind, c->a) == NULL))
			return kind_bad(p, "what is refused is said by its own "
			    "fields: A, or A over B");
	}
	return ERR_OK;
}

enum err
kind_line_check(struct kind_parsing *p, struct str word)
{
	struct check *c = &p->kind->check[p->kind->checks - 1];
	enum err e;

	if (str_is(word, "en"))
		return kind_take_text(p, &c->en);
	if (str_is(word, "vi"))
		return kind_take_text(p, &c->vi);
	if (!str_is(word, "when") || p->checked)
		return kind_bad(p, "\"%.*s\" is not understood; a check has "
		    "one when, an en, a vi", STRF(word));
	p->checked = true;
	e = rule_of(p, &c->rule);
	return e == ERR_OK && c->refused ? rule_own(p, &c->rule) : e;
}
