#include "model/kind_part.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/* "kind 19 activity": a place in the table, in the order of the files. */
static enum err
head_kind(struct kind_parsing *p)
{
	uint16_t number = 0;
	struct str name = { 0 };
	struct kind *k;
	enum err e;

	if (p->common || p->opened)
		return kind_bad(p, "a file describes one kind, or is common");
	p->opened = true;
	if (p->pass != KIND_PASS_NAMES)
		return ERR_OK;
	e = kind_take_number(p, 1, KIND_MAX - 1, &number);
	if (e == ERR_OK)
		e = kind_take_column(p, &name);
	if (e == ERR_OK)
		e = kind_take_end(p);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < p->ks->n; i++) {
		k = &p->ks->kind[i];
		if (k->number == number || str_eq(k->name, name))
			return kind_bad(p, "kind %u %.*s is there already",
			    (unsigned)k->number, STRF(k->name));
	}
	k = &p->ks->kind[p->ks->n++];
	k->number = number;
	k->name = arena_str(p->a, name);
	p->kind = k;
	return ERR_OK;
}

static enum err
head_common(struct kind_parsing *p)
{
	if (!p->common || p->opened)
		return kind_bad(p, "\"common\" stands first, in the first file "
		    "alone");
	p->opened = true;
	return kind_take_end(p);
}

/* "Activity | Activities" */
static enum err
head_en(struct kind_parsing *p)
{
	struct str one, many;

	if (!str_cut(p->rest, '|', &one, &many) || str_trim(one).n == 0 ||
	    str_trim(many).n == 0)
		return kind_bad(p, "say one and many: en Visit | Visits");
	p->rest = one;
	if (kind_take_text(p, &p->kind->en) != ERR_OK)
		return ERR_INPUT;
	p->rest = many;
	return kind_take_text(p, &p->kind->en_many);
}

static enum err
head_vi(struct kind_parsing *p)
{
	return kind_take_text(p, &p->kind->vi);
}

static enum err
head_help(struct kind_parsing *p)
{
	return kind_take_text(p, &p->kind->help);
}

static enum err
head_number(struct kind_parsing *p)
{
	if (!str_is(str_trim(p->rest), "{year}-{serial}"))
		return kind_bad(p, "the one numbering there is, is "
		    "{year}-{serial}");
	return kind_take_text(p, &p->kind->numbering);
}

static enum err
own_field(struct kind_parsing *p, struct str name, const struct field **out)
{
	if (*out != NULL)
		return kind_bad(p, "this was said already");
	*out = kind_field(p->kind, name);
	if (*out == NULL)
		return kind_bad(p, "%.*s has no field \"%.*s\"",
		    STRF(p->kind->name), STRF(name));
	return ERR_OK;
}

static enum err
head_title(struct kind_parsing *p)
{
	return own_field(p, str_trim(p->rest), &p->kind->title);
}

static enum err
head_order(struct kind_parsing *p)
{
	struct str name = str_trim(p->rest);

	p->kind->descending = str_starts(name, STR("-"));
	return own_field(p, str_from(name, p->kind->descending),
	    &p->kind->order);
}

/* "form start partner type": what is asked first, in this order. */
static enum err
head_form(struct kind_parsing *p)
{
	struct kind *k = p->kind;
	struct str name;

	if (k->forms > 0)
		return kind_bad(p, "this was said already");
	while (str_word(&p->rest, &name)) {
		if (k->forms == KIND_FORM_MAX)
			return kind_bad(p, "a form asks at most %d fields "
			    "first", KIND_FORM_MAX);
		if (own_field(p, name, &k->form[k->forms]) != ERR_OK)
			return ERR_INPUT;
		k->forms++;
	}
	return k->forms > 0 ? ERR_OK : kind_bad(p, "say which fields");
}

/* "made {type}, {partner}": names of fields between braces. */
static enum err
head_made(struct kind_parsing *p)
{
	struct str rest = p->rest, name, skipped;
	const struct field *f;

	if (str_find(rest, STR("{")) == SIZE_MAX)
		return kind_bad(p, "say fields in braces: made {type}, "
		    "{partner}");
	while (str_cut(rest, '{', &skipped, &rest)) {
		f = NULL;
		if (!str_cut(rest, '}', &name, &rest))
			return kind_bad(p, "a brace is not closed");
		if (own_field(p, name, &f) != ERR_OK)
			return ERR_INPUT;
	}
	return kind_take_text(p, &p->kind->made);
}

/* Statements at the beginning of a line, and the pass that reads them. */
static const struct statement {
	const char *word;
	int pass; /* of those that stand alone; -1: they decide themselves */
	bool in_common;
	enum err (*read)(struct kind_parsing *);
} statements[] = {
	{ "common", -1, true, head_common },
	{ "kind", -1, false, head_kind },
	{ "en", KIND_PASS_FIELDS, false, head_en },
	{ "vi", KIND_PASS_FIELDS, false, head_vi },
	{ "help", KIND_PASS_FIELDS, false, head_help },
	{ "number", KIND_PASS_FIELDS, false, head_number },
	{ "title", KIND_PASS_RULES, false, head_title },
	{ "order", KIND_PASS_RULES, false, head_order },
	{ "form", KIND_PASS_RULES, false, head_form },
	{ "made", KIND_PASS_RULES, false, head_made },
	{ "field", -1, true, kind_head_field },
	{ "derive", -1, false, kind_head_derive },
	{ "check", -1, false, kind_head_check }
};

static enum err
line_head(struct kind_parsing *p, struct str word)
{
	for (size_t i = 0; i < countof(statements); i++) {
		const struct statement *s = &statements[i];

		if (!str_is(word, s->word))
			continue;
		if (i > 1 && !p->opened)
			return kind_bad(p, "the file begins with \"common\" or "
			    "\"kind NUMBER NAME\"");
		if (p->common && !s->in_common)
			return kind_bad(p, "\"%.*s\" is of one kind, not "
			    "common", STRF(word));
		p->block = KIND_BLOCK_HEAD;
		if (s->pass >= 0 && s->pass != (int)p->pass)
			return ERR_OK;
		return s->read(p);
	}
	return kind_bad(p, "\"%.*s\" is not understood", STRF(word));
}

/* When a block closes: is it whole? */
static enum err
block_end(struct kind_parsing *p)
{
	const struct kind *k = p->kind;

	if (p->pass == KIND_PASS_RULES && p->block == KIND_BLOCK_DERIVE &&
	    !p->otherwise)
		return kind_bad(p, "the derive above ends without "
		    "\"otherwise\"");
	if (p->pass == KIND_PASS_RULES && p->block == KIND_BLOCK_CHECK &&
	    (!p->checked || k->check[k->checks - 1].en.n == 0))
		return kind_bad(p, "the check above needs a when and an en");
	if (p->pass == KIND_PASS_FIELDS && p->block == KIND_BLOCK_FIELD &&
	    k->field[k->fields - 1].en.n == 0)
		return kind_bad(p, "the field above needs an en");
	return ERR_OK;
}

static enum err
line_inner(struct kind_parsing *p, struct str word)
{
	bool fields = p->pass == KIND_PASS_FIELDS;
	bool rules = p->pass == KIND_PASS_RULES;

	switch (p->block) {
	case KIND_BLOCK_FIELD:
		return fields ? kind_line_field(p, word) : ERR_OK;
	case KIND_BLOCK_DERIVE:
		return rules ? kind_line_derive(p, word) : ERR_OK;
	case KIND_BLOCK_CHECK:
		return rules ? kind_line_check(p, word) : ERR_OK;
	case KIND_BLOCK_HEAD:
		break;
	}
	return kind_bad(p, "an indented line belongs to a field, derive or "
	    "check");
}

static enum err
line_read(struct kind_parsing *p, struct str line)
{
	bool indented = line.n > 0 && (line.p[0] == '\t' || line.p[0] == ' ');
	struct str word;
	enum err e;

	p->rest = line;
	if (!str_word(&p->rest, &word) || word.p[0] == '#')
		return ERR_OK;
	if (indented)
		return line_inner(p, word);
	e = block_end(p);
	return e == ERR_OK ? line_head(p, word) : e;
}

static enum err
file_read(struct kind_parsing *p, const struct kind_file *f)
{
	struct str text = f->text, line;
	enum err e = ERR_OK;

	p->file = f->name;
	p->line = 0;
	p->opened = false;
	p->block = KIND_BLOCK_HEAD;
	while (e == ERR_OK && str_line(&text, &line)) {
		p->line++;
		e = line_read(p, line);
	}
	if (e == ERR_OK)
		e = block_end(p);
	if (e == ERR_OK && !p->opened)
		e = kind_bad(p, "the file is empty");
	return e;
}

/* A kind begins with the common fields, which each kind has of its own. */
static void
kind_begin(struct kind_parsing *p, struct kind *k, const struct kind *common)
{
	k->field = arena_array(p->a, KIND_FIELDS_MAX, sizeof(*k->field));
	if (common->fields > 0)
		memcpy(k->field, common->field,
		    common->fields * sizeof(*k->field));
	k->fields = common->fields;
}

static enum err
kind_whole(struct kind_parsing *p, const struct kind *k)
{
	if (k->en.n == 0)
		return kind_bad(p, "the kind has no name: en Visit | Visits");
	if (k->title == NULL)
		return kind_bad(p, "the kind has no title");
	if (k->order == NULL)
		return kind_bad(p, "the kind has no order");
	return ERR_OK;
}

/* Small numbers first: the table is walked in this order everywhere. */
static void
kinds_sort(struct kinds *ks)
{
	for (size_t i = 1; i < ks->n; i++)
		for (size_t j = i; j > 0 &&
		    ks->kind[j].number < ks->kind[j - 1].number; j--) {
			struct kind low = ks->kind[j];

			ks->kind[j] = ks->kind[j - 1];
			ks->kind[j - 1] = low;
		}
	for (size_t i = 0; i < ks->n; i++)
		(void)map_put(ks->by_name, ks->kind[i].name, &ks->kind[i]);
}

/* ${of_file} gets the kind that each file describes; none for the first. */
static enum err
pass_names(struct kind_parsing *p, const struct kind_file *file, size_t n,
    struct kind **of_file)
{
	struct str *name = arena_array(p->a, n, sizeof(*name));
	enum err e = ERR_OK;

	p->pass = KIND_PASS_NAMES;
	for (size_t i = 0; e == ERR_OK && i < n; i++) {
		p->common = i == 0;
		e = file_read(p, &file[i]);
		if (e == ERR_OK && i > 0)
			name[i] = p->kind->name;
	}
	if (e != ERR_OK)
		return e;
	kinds_sort(p->ks);
	for (size_t i = 1; i < n; i++)
		of_file[i] = map_get(p->ks->by_name, name[i]);
	return ERR_OK;
}

/* The pass of the fields or of the rules; the common ones come first. */
static enum err
pass_inner(struct kind_parsing *p, const struct kind_file *file, size_t n,
    struct kind *common, struct kind **of_file)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < n; i++) {
		p->common = i == 0;
		p->kind = i == 0 ? common : of_file[i];
		if (i > 0 && p->pass == KIND_PASS_FIELDS)
			kind_begin(p, p->kind, common);
		e = file_read(p, &file[i]);
		if (e == ERR_OK && i > 0 && p->pass == KIND_PASS_RULES)
			e = kind_whole(p, p->kind);
	}
	return e;
}

enum err
kind_parse(struct arena *a, const struct kind_file *file, size_t n,
    struct kinds *out, struct why *why)
{
	struct kind common = { 0 }, **of_file;
	struct kind_parsing p = { .a = a, .ks = out, .why = why };
	enum err e;

	if (n == 0 || n > KIND_MAX)
		return why_set(why, ERR_INPUT, "there are no kind files, or "
		    "more than %d", KIND_MAX);
	*out = (struct kinds){ .by_name = map_new(a) };
	out->kind = arena_array(a, n, sizeof(*out->kind));
	of_file = arena_array(a, n, sizeof(struct kind *));
	e = pass_names(&p, file, n, of_file);
	kind_begin(&p, &common, &common);
	for (p.pass = KIND_PASS_FIELDS; e == ERR_OK && p.pass <=
	    KIND_PASS_RULES; p.pass++)
		e = pass_inner(&p, file, n, &common, of_file);
	for (size_t i = 0; e == ERR_OK && i < out->n; i++)
		for (size_t f = 0; f < out->kind[i].fields; f++)
			out->kind[i].field[f].kind = &out->kind[i];
	return e;
}
