#include "model/kind_part.h"

#include "base/str.h"
#include "model/kind_rule.h"

#include "base/banned.h"

enum { COMMON_MAX = KIND_OWN_FIRST - 1 };

static const char *const types[] = { "text", "long", "int", "number", "date",
	"flag", "term", "ref" };

static enum err
field_type(struct kind_parsing *p, struct field *f)
{
	struct str word;

	if (!str_word(&p->rest, &word))
		return kind_bad(p, "the type is missing");
	for (size_t i = 0; i < countof(types); i++)
		if (str_is(word, types[i])) {
			f->type = (enum field_type)i;
			return ERR_OK;
		}
	return kind_bad(p, "\"%.*s\" is no type; there are text, long, int, "
	    "number, date, flag, term LIST and ref KIND", STRF(word));
}

static enum err
field_targets(struct kind_parsing *p, struct field *f)
{
	struct str list, name;

	if (!str_word(&p->rest, &list))
		return kind_bad(p, "say which kinds it points to, or any");
	if (str_is(list, "any"))
		return ERR_OK;
	while (list.n > 0) {
		(void)str_cut(list, ',', &name, &list);
		if (f->targets == KIND_REFS_MAX)
			return kind_bad(p, "a ref has at most %d kinds",
			    KIND_REFS_MAX);
		f->target[f->targets] = kind_named(p->ks, name);
		if (f->target[f->targets++] == NULL)
			return kind_bad(p, "there is no kind \"%.*s\"",
			    STRF(name));
	}
	return ERR_OK;
}

static enum err
field_list(struct kind_parsing *p, struct field *f)
{
	struct str list;

	if (!str_word(&p->rest, &list) || !kind_word_ok(list))
		return kind_bad(p, "say the vocabulary of the term");
	f->list = arena_str(p->a, list);
	return ERR_OK;
}

static enum err
field_flags(struct kind_parsing *p, struct field *f)
{
	struct str word;

	while (str_word(&p->rest, &word)) {
		bool *flag = str_is(word, "required") ? &f->required
		    : str_is(word, "search") ? &f->searched
		    : str_is(word, "list") ? &f->listed
		    : str_is(word, "index") ? &f->indexed
		    : str_is(word, "count") ? &f->counted : NULL;

		if (flag == NULL || *flag)
			return kind_bad(p, "\"%.*s\" is not understood; a "
			    "field is required, search, list, index, count",
			    STRF(word));
		*flag = true;
	}
	if (f->searched && f->type != FIELD_TEXT && f->type != FIELD_LONG)
		return kind_bad(p, "only text is searched for words");
	return ERR_OK;
}

/* Dates have a second column, so "start" keeps "start_hi" for itself. */
static bool
columns_clash(const struct field *a, const struct field *b)
{
	return str_eq(a->name, b->name) ||
	    (a->type == FIELD_DATE && b->name.n == a->name.n + 3 &&
	    str_starts(b->name, a->name) && str_ends(b->name, STR("_hi")));
}

static enum err
field_new(struct kind_parsing *p, const struct field *f)
{
	struct kind *k = p->kind;

	for (size_t i = 0; i < k->fields; i++) {
		const struct field *g = &k->field[i];

		if (g->number == f->number)
			return kind_bad(p, "number %u is that of %.*s",
			    (unsigned)f->number, STRF(g->name));
		if (columns_clash(f, g) || columns_clash(g, f))
			return kind_bad(p, "the columns of %.*s and %.*s have "
			    "one name", STRF(g->name), STRF(f->name));
	}
	ALWAYS(k->fields < KIND_FIELDS_MAX);
	k->field[k->fields++] = *f;
	return ERR_OK;
}

enum err
kind_head_field(struct kind_parsing *p)
{
	struct field f = { 0 };
	enum err e;

	p->block = KIND_BLOCK_FIELD;
	if (p->pass != KIND_PASS_FIELDS)
		return ERR_OK;
	e = kind_take_number(p, p->common ? 1 : KIND_OWN_FIRST,
	    p->common ? COMMON_MAX : KIND_FIELDS_MAX - 1, &f.number);
	if (e == ERR_OK)
		e = kind_take_column(p, &f.name);
	f.name = arena_str(p->a, f.name);
	if (e == ERR_OK)
		e = field_type(p, &f);
	if (e == ERR_OK && f.type == FIELD_REF)
		e = field_targets(p, &f);
	if (e == ERR_OK && f.type == FIELD_TERM)
		e = field_list(p, &f);
	if (e == ERR_OK)
		e = field_flags(p, &f);
	return e == ERR_OK ? field_new(p, &f) : e;
}

enum err
kind_line_field(struct kind_parsing *p, struct str word)
{
	struct field *f = &p->kind->field[p->kind->fields - 1];

	if (str_is(word, "en"))
		return kind_take_text(p, &f->en);
	if (str_is(word, "vi"))
		return kind_take_text(p, &f->vi);
	if (str_is(word, "help"))
		return kind_take_text(p, &f->help);
	return kind_bad(p, "\"%.*s\" is not understood; a field has en, vi, "
	    "help", STRF(word));
}
