/*
 * Any bytes as a kind file beside another: refused with file and
 * line, or a kind whose parts are whole.
 */
#include "base/str.h"
#include "model/kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char common[] =
    "common\n"
    "field 1 code text search\n\ten Reference\n"
    "field 2 valid_from date\n\ten True from\n";

static const char beside[] =
    "kind 500 partner\n"
    "en Partner | Partners\n"
    "title name\n"
    "order name\n"
    "field 16 name text\n\ten Name\n"
    "field 17 tier term tier\n\ten Tier\n"
    "field 18 about ref any\n\ten About\n";

static void
check_cond(const struct kind *k, const struct cond *c)
{
	if (c->type == COND_ANY || c->type == COND_SAME)
		ALWAYS(c->kind != NULL && c->via != NULL &&
		    c->via->type == FIELD_REF);
	if (c->type == COND_SAME)
		ALWAYS(c->with != NULL && kind_field(k, c->a) != NULL);
	if (c->type == COND_BEFORE || c->type == COND_AFTER)
		ALWAYS(c->a.n > 0 && c->b.n > 0);
}

static void
check_kind(const struct kinds *ks, const struct kind *k)
{
	ALWAYS(k->title != NULL && k->order != NULL && k->en.n > 0);
	ALWAYS(k->fields <= KIND_FIELDS_MAX);
	ALWAYS(kind_named(ks, k->name) == k);
	for (size_t i = 0; i < k->fields; i++) {
		const struct kind *back;
		const struct field *f;

		ALWAYS(kind_of_op(ks, kind_op_field(k, &k->field[i]), &back,
		    &f));
		ALWAYS(back == k && f == &k->field[i] && f->en.n > 0);
	}
	for (size_t i = 0; i < k->derives; i++)
		for (size_t j = 0; j < k->derive[i].rules; j++)
			for (size_t c = 0; c < k->derive[i].rule[j].conds; c++)
				check_cond(k, &k->derive[i].rule[j].cond[c]);
	for (size_t i = 0; i < k->checks; i++) {
		ALWAYS(k->check[i].rule.conds > 0);
		for (size_t c = 0; c < k->check[i].rule.conds; c++)
			check_cond(k, &k->check[i].rule.cond[c]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kind_file file[] = {
		{ STR("common.kind"), str_of(common) },
		{ STR("partner.kind"), str_of(beside) },
		{ STR("x.kind"), { (const char *)data, size } }
	};
	struct arena *a;
	struct kinds ks;
	struct why why = { 0 };

	if (size > 64 * KIB)
		return 0;
	a = arena_new(64 * MIB);
	if (kind_parse(a, file, countof(file), &ks, &why) == ERR_OK)
		for (size_t i = 0; i < ks.n; i++)
			check_kind(&ks, &ks.kind[i]);
	else
		ALWAYS(str_starts(str_of(why.text), STR("x.kind:")));
	arena_free(a);
	return 0;
}
