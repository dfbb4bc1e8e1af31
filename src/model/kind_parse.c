#include <string.h>

#include "base/str.h"
#include "model/kind.h"
#include "model/kind_rule.h"

#include "base/banned.h"

/*
 * Words that SQLite or PostgreSQL keep for themselves, and the columns that
 * every table has of its own. Sorted.
 */
static const char *const reserved[] = { "add", "all", "alter", "analyse",
	"analyze", "and", "any", "array", "as", "asc", "asymmetric",
	"authorization", "autoincrement", "between", "binary", "both", "case",
	"cast", "check", "collate", "collation", "column", "commit",
	"concurrently", "constraint", "contested", "create", "cross",
	"current_catalog", "current_date", "current_role", "current_schema",
	"current_time", "current_timestamp", "current_user", "default",
	"deferrable", "delete", "desc", "distinct", "do", "drop", "else", "end",
	"escape", "except", "exists", "false", "fetch", "for", "foreign",
	"freeze", "from", "full", "grant", "group", "having", "id", "ilike",
	"in", "index", "initially", "inner", "insert", "intersect", "into",
	"is", "isnull", "join", "kind", "label", "lateral", "leading", "left",
	"like", "limit", "localtime", "localtimestamp", "named", "natural",
	"not", "nothing", "notnull", "null", "offset", "on", "only", "or", "order",
	"outer", "overlaps", "part", "placing", "primary", "record",
	"recorded_from", "recorded_to", "references", "returning", "right",
	"rowid", "select", "session_user", "set", "similar", "some",
	"symmetric", "table", "tablesample", "then", "to", "today", "trailing",
	"transaction", "true", "union", "unique", "update", "user", "using",
	"values", "variadic", "verbose", "when", "where", "window", "with" };

enum {
	WORD_MAX = 40,
	COMMON_MAX = KIND_OWN_FIRST - 1,
	CHECKS_MAX = 32
};

/* Each file is read three times, since kinds name each other. */
enum pass { PASS_NAMES, PASS_FIELDS, PASS_RULES };

enum block { BLOCK_HEAD, BLOCK_FIELD, BLOCK_DERIVE, BLOCK_CHECK };

struct parse {
	struct arena *a;
	struct kinds *ks;
	struct why *why;
	struct str file;
	size_t line;
	enum pass pass;
	bool common;       /* the file of the common fields */
	bool opened;       /* its first statement was read */
	struct kind *kind; /* while reading the common file: of fields alone */
	enum block block;
	struct str rest; /* of the statement, behind its first word */
	bool checked;    /* a check has its "when" */
	bool otherwise;  /* a derive has its last rule */
};

static enum err
bad(struct parse *p, const char *fmt, ...) PRINTF(2, 3);

static enum err
bad(struct parse *p, const char *fmt, ...)
{
	struct buf b CLEANUP(buf_free) = { .max = sizeof(p->why->text) };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	return why_set(p->why, ERR_INPUT, "%.*s:%zu: %.*s", STRF(p->file),
	    p->line, STRF(buf_view(&b)));
}

static bool
is_reserved(struct str s)
{
	for (size_t i = 0; i < countof(reserved); i++)
		if (str_is(s, reserved[i]))
			return true;
	return false;
}

bool
kind_word_ok(struct str s)
{
	if (s.n == 0 || s.n > WORD_MAX || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' ||
		    s.p[i] == '-' || (s.p[i] >= '0' && s.p[i] <= '9')))
			return false;
	return true;
}

static bool
is_column(struct str s)
{
	return kind_word_ok(s) && memchr(s.p, '-', s.n) == NULL;
}

static enum err
take_column(struct parse *p, struct str *name)
{
	if (!str_word(&p->rest, name))
		return bad(p, "a name is missing");
	if (!is_column(*name))
		return bad(p, "\"%.*s\" is no name: small letters, digits and "
		    "_, a letter first, at most %d", STRF(*name), WORD_MAX);
	if (is_reserved(*name))
		return bad(p, "\"%.*s\" is a word of SQL; choose another",
		    STRF(*name));
	return ERR_OK;
}

static enum err
take_number(struct parse *p, int64_t least, int64_t most, uint16_t *out)
{
	struct str word;
	int64_t n;

	if (!str_word(&p->rest, &word) || !str_int(word, &n) || n < least ||
	    n > most)
		return bad(p, "a number from %lld to %lld must stand here",
		    (long long)least, (long long)most);
	*out = (uint16_t)n;
	return ERR_OK;
}

static enum err
take_end(struct parse *p)
{
	p->rest = str_trim(p->rest);
	if (p->rest.n == 0)
		return ERR_OK;
	return bad(p, "\"%.*s\" is not understood here", STRF(p->rest));
}

static enum err
take_text(struct parse *p, struct str *out)
{
	struct str s = str_trim(p->rest);

	if (s.n == 0)
		return bad(p, "the words are missing");
	if (out->n > 0)
		return bad(p, "this was said already");
	if (!str_valid(s))
		return bad(p, "not UTF-8 text");
	*out = arena_str(p->a, s);
	return ERR_OK;
}

/* "kind 19 activity": a place in the table, in the order of the files. */
static enum err
head_kind(struct parse *p)
{
	uint16_t number = 0;
	struct str name = { 0 };
	struct kind *k;
	enum err e;

	if (p->common || p->opened)
		return bad(p, "a file describes one kind, or is common");
	p->opened = true;
	if (p->pass != PASS_NAMES)
		return ERR_OK;
	e = take_number(p, 1, KIND_MAX - 1, &number);
	if (e == ERR_OK)
		e = take_column(p, &name);
	if (e == ERR_OK)
		e = take_end(p);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < p->ks->n; i++) {
		k = &p->ks->kind[i];
		if (k->number == number || str_eq(k->name, name))
			return bad(p, "kind %u %.*s is there already",
			    (unsigned)k->number, STRF(k->name));
	}
	k = &p->ks->kind[p->ks->n++];
	k->number = number;
	k->name = arena_str(p->a, name);
	p->kind = k;
	return ERR_OK;
}

static enum err
head_common(struct parse *p)
{
	if (!p->common || p->opened)
		return bad(p, "\"common\" stands first, in the first file "
		    "alone");
	p->opened = true;
	return take_end(p);
}

/* "Activity | Activities" */
static enum err
head_en(struct parse *p)
{
	struct str one, many;

	if (!str_cut(p->rest, '|', &one, &many) || str_trim(one).n == 0 ||
	    str_trim(many).n == 0)
		return bad(p, "say one and many: en Visit | Visits");
	p->rest = one;
	if (take_text(p, &p->kind->en) != ERR_OK)
		return ERR_INPUT;
	p->rest = many;
	return take_text(p, &p->kind->en_many);
}

static enum err
head_vi(struct parse *p)
{
	return take_text(p, &p->kind->vi);
}

static enum err
head_help(struct parse *p)
{
	return take_text(p, &p->kind->help);
}

static enum err
head_number(struct parse *p)
{
	if (!str_is(str_trim(p->rest), "{year}-{serial}"))
		return bad(p, "the one numbering there is, is {year}-{serial}");
	return take_text(p, &p->kind->numbering);
}

static enum err
own_field(struct parse *p, struct str name, const struct field **out)
{
	if (*out != NULL)
		return bad(p, "this was said already");
	*out = kind_field(p->kind, name);
	if (*out == NULL)
		return bad(p, "%.*s has no field \"%.*s\"",
		    STRF(p->kind->name), STRF(name));
	return ERR_OK;
}

static enum err
head_title(struct parse *p)
{
	return own_field(p, str_trim(p->rest), &p->kind->title);
}

static enum err
head_order(struct parse *p)
{
	struct str name = str_trim(p->rest);

	p->kind->descending = str_starts(name, STR("-"));
	return own_field(p, str_from(name, p->kind->descending),
	    &p->kind->order);
}

/* "form start partner type": what is asked first, in this order. */
static enum err
head_form(struct parse *p)
{
	struct kind *k = p->kind;
	struct str name;

	if (k->forms > 0)
		return bad(p, "this was said already");
	while (str_word(&p->rest, &name)) {
		if (k->forms == KIND_FORM_MAX)
			return bad(p, "a form asks at most %d fields first",
			    KIND_FORM_MAX);
		if (own_field(p, name, &k->form[k->forms]) != ERR_OK)
			return ERR_INPUT;
		k->forms++;
	}
	return k->forms > 0 ? ERR_OK : bad(p, "say which fields");
}

/* "made {type}, {partner}": names of fields between braces. */
static enum err
head_made(struct parse *p)
{
	struct str rest = p->rest, name, skipped;
	const struct field *f;

	if (str_find(rest, STR("{")) == SIZE_MAX)
		return bad(p, "say fields in braces: made {type}, {partner}");
	while (str_cut(rest, '{', &skipped, &rest)) {
		f = NULL;
		if (!str_cut(rest, '}', &name, &rest))
			return bad(p, "a brace is not closed");
		if (own_field(p, name, &f) != ERR_OK)
			return ERR_INPUT;
	}
	return take_text(p, &p->kind->made);
}

static const char *const types[] = { "text", "long", "int", "number", "date",
	"flag", "term", "ref" };

static enum err
field_type(struct parse *p, struct field *f)
{
	struct str word;

	if (!str_word(&p->rest, &word))
		return bad(p, "the type is missing");
	for (size_t i = 0; i < countof(types); i++)
		if (str_is(word, types[i])) {
			f->type = (enum field_type)i;
			return ERR_OK;
		}
	return bad(p, "\"%.*s\" is no type; there are text, long, int, number, "
	    "date, flag, term LIST and ref KIND", STRF(word));
}

static enum err
field_targets(struct parse *p, struct field *f)
{
	struct str list, name;

	if (!str_word(&p->rest, &list))
		return bad(p, "say which kinds it points to, or any");
	if (str_is(list, "any"))
		return ERR_OK;
	while (list.n > 0) {
		(void)str_cut(list, ',', &name, &list);
		if (f->targets == KIND_REFS_MAX)
			return bad(p, "a ref has at most %d kinds",
			    KIND_REFS_MAX);
		f->target[f->targets] = kind_named(p->ks, name);
		if (f->target[f->targets++] == NULL)
			return bad(p, "there is no kind \"%.*s\"", STRF(name));
	}
	return ERR_OK;
}

static enum err
field_list(struct parse *p, struct field *f)
{
	struct str list;

	if (!str_word(&p->rest, &list) || !kind_word_ok(list))
		return bad(p, "say the vocabulary of the term");
	f->list = arena_str(p->a, list);
	return ERR_OK;
}

static enum err
field_flags(struct parse *p, struct field *f)
{
	struct str word;

	while (str_word(&p->rest, &word)) {
		bool *flag = str_is(word, "required") ? &f->required
		    : str_is(word, "search") ? &f->searched
		    : str_is(word, "list") ? &f->listed
		    : str_is(word, "index") ? &f->indexed
		    : str_is(word, "count") ? &f->counted : NULL;

		if (flag == NULL || *flag)
			return bad(p, "\"%.*s\" is not understood; a field is "
			    "required, search, list, index, count", STRF(word));
		*flag = true;
	}
	if (f->searched && f->type != FIELD_TEXT && f->type != FIELD_LONG)
		return bad(p, "only text is searched for words");
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
field_new(struct parse *p, const struct field *f)
{
	struct kind *k = p->kind;

	for (size_t i = 0; i < k->fields; i++) {
		const struct field *g = &k->field[i];

		if (g->number == f->number)
			return bad(p, "number %u is that of %.*s",
			    (unsigned)f->number, STRF(g->name));
		if (columns_clash(f, g) || columns_clash(g, f))
			return bad(p, "the columns of %.*s and %.*s have one "
			    "name", STRF(g->name), STRF(f->name));
	}
	ALWAYS(k->fields < KIND_FIELDS_MAX);
	k->field[k->fields++] = *f;
	return ERR_OK;
}

static enum err
head_field(struct parse *p)
{
	struct field f = { 0 };
	enum err e;

	p->block = BLOCK_FIELD;
	if (p->pass != PASS_FIELDS)
		return ERR_OK;
	e = take_number(p, p->common ? 1 : KIND_OWN_FIRST,
	    p->common ? COMMON_MAX : KIND_FIELDS_MAX - 1, &f.number);
	if (e == ERR_OK)
		e = take_column(p, &f.name);
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

static enum err
head_derive(struct parse *p)
{
	struct derive *d;
	enum err e;

	p->block = BLOCK_DERIVE;
	p->otherwise = false;
	if (p->pass != PASS_RULES)
		return ERR_OK;
	if (p->kind->derives > 0)
		return bad(p, "a kind derives one value");
	p->kind->derive = d = arena_alloc(p->a, sizeof(*d));
	d->rule = arena_array(p->a, KIND_RULES_MAX, sizeof(*d->rule));
	p->kind->let = arena_array(p->a, KIND_LETS_MAX, sizeof(struct let));
	e = take_column(p, &d->name);
	if (e != ERR_OK)
		return e;
	d->name = arena_str(p->a, d->name);
	if (kind_field(p->kind, d->name) != NULL)
		return bad(p, "%.*s is a field already", STRF(d->name));
	if (!str_word(&p->rest, &d->list) || !kind_word_ok(d->list))
		return bad(p, "say the vocabulary of its codes");
	d->list = arena_str(p->a, d->list);
	p->kind->derives = 1;
	return take_end(p);
}

static enum err
head_check(struct parse *p)
{
	struct kind *k = p->kind;
	struct str name;

	p->block = BLOCK_CHECK;
	p->checked = false;
	if (p->pass != PASS_RULES)
		return ERR_OK;
	if (!str_word(&p->rest, &name) || !kind_word_ok(name))
		return bad(p, "a check needs a name");
	for (size_t i = 0; i < k->checks; i++)
		if (str_eq(k->check[i].name, name))
			return bad(p, "there is a check %.*s already",
			    STRF(name));
	if (k->check == NULL)
		k->check = arena_array(p->a, CHECKS_MAX, sizeof(*k->check));
	if (k->checks == CHECKS_MAX)
		return bad(p, "a kind has at most %d checks", CHECKS_MAX);
	k->check[k->checks].name = arena_str(p->a, name);
	if (str_is(str_trim(p->rest), "refused")) {
		k->check[k->checks].refused = true;
		p->rest = STR("");
	}
	k->checks++;
	return take_end(p);
}

/* Statements at the beginning of a line, and the pass that reads them. */
static const struct statement {
	const char *word;
	int pass; /* of those that stand alone; -1: they decide themselves */
	bool in_common;
	enum err (*read)(struct parse *);
} statements[] = {
	{ "common", -1, true, head_common },
	{ "kind", -1, false, head_kind },
	{ "en", PASS_FIELDS, false, head_en },
	{ "vi", PASS_FIELDS, false, head_vi },
	{ "help", PASS_FIELDS, false, head_help },
	{ "number", PASS_FIELDS, false, head_number },
	{ "title", PASS_RULES, false, head_title },
	{ "order", PASS_RULES, false, head_order },
	{ "form", PASS_RULES, false, head_form },
	{ "made", PASS_RULES, false, head_made },
	{ "field", -1, true, head_field },
	{ "derive", -1, false, head_derive },
	{ "check", -1, false, head_check }
};

static enum err
line_head(struct parse *p, struct str word)
{
	for (size_t i = 0; i < countof(statements); i++) {
		const struct statement *s = &statements[i];

		if (!str_is(word, s->word))
			continue;
		if (i > 1 && !p->opened)
			return bad(p, "the file begins with \"common\" or "
			    "\"kind NUMBER NAME\"");
		if (p->common && !s->in_common)
			return bad(p, "\"%.*s\" is of one kind, not common",
			    STRF(word));
		p->block = BLOCK_HEAD;
		if (s->pass >= 0 && s->pass != (int)p->pass)
			return ERR_OK;
		return s->read(p);
	}
	return bad(p, "\"%.*s\" is not understood", STRF(word));
}

static enum err
line_field(struct parse *p, struct str word)
{
	struct field *f = &p->kind->field[p->kind->fields - 1];

	if (str_is(word, "en"))
		return take_text(p, &f->en);
	if (str_is(word, "vi"))
		return take_text(p, &f->vi);
	if (str_is(word, "help"))
		return take_text(p, &f->help);
	return bad(p, "\"%.*s\" is not understood; a field has en, vi, help",
	    STRF(word));
}

/* Add file and line to what the rule reader says. */
static enum err
rule_of(struct parse *p, struct rule *r)
{
	struct why inner = { 0 };

	if (kind_rule(p->a, p->ks, p->kind, p->rest, r, &inner) == ERR_OK)
		return ERR_OK;
	return bad(p, "%s", inner.text);
}

static enum err
line_let(struct parse *p)
{
	struct kind *k = p->kind;
	struct why inner = { 0 };

	if (k->lets == KIND_LETS_MAX)
		return bad(p, "a kind has at most %d lets", KIND_LETS_MAX);
	if (kind_let(k, p->rest, &k->let[k->lets], &inner) != ERR_OK)
		return bad(p, "%s", inner.text);
	k->let[k->lets].name = arena_str(p->a, k->let[k->lets].name);
	k->lets++;
	return ERR_OK;
}

static enum err
line_derive(struct parse *p, struct str word)
{
	struct derive *d = p->kind->derive;
	struct rule *r = &d->rule[d->rules];
	struct str verb;

	if (p->otherwise)
		return bad(p, "nothing follows \"otherwise\"");
	if (str_is(word, "let"))
		return line_let(p);
	if (d->rules == KIND_RULES_MAX)
		return bad(p, "a derive has at most %d rules", KIND_RULES_MAX);
	if (!kind_word_ok(word) || !str_word(&p->rest, &verb))
		return bad(p, "a rule is CODE when CONDITIONS");
	r->code = arena_str(p->a, word);
	d->rules++;
	if (str_is(verb, "otherwise")) {
		p->otherwise = true;
		return take_end(p);
	}
	if (!str_is(verb, "when"))
		return bad(p, "a rule is CODE when CONDITIONS");
	return rule_of(p, r);
}

/* What is refused is decided from the record alone, on whatever day. */
static enum err
rule_own(struct parse *p, const struct rule *r)
{
	for (size_t i = 0; i < r->conds; i++) {
		const struct cond *c = &r->cond[i];

		if (c->type != COND_OVER && (c->type != COND_SET ||
		    kind_field(p->kind, c->a) == NULL))
			return bad(p, "what is refused is said by its own "
			    "fields: A, or A over B");
	}
	return ERR_OK;
}

static enum err
line_check(struct parse *p, struct str word)
{
	struct check *c = &p->kind->check[p->kind->checks - 1];
	enum err e;

	if (str_is(word, "en"))
		return take_text(p, &c->en);
	if (str_is(word, "vi"))
		return take_text(p, &c->vi);
	if (!str_is(word, "when") || p->checked)
		return bad(p, "\"%.*s\" is not understood; a check has one "
		    "when, an en, a vi", STRF(word));
	p->checked = true;
	e = rule_of(p, &c->rule);
	return e == ERR_OK && c->refused ? rule_own(p, &c->rule) : e;
}

/* When a block closes: is it whole? */
static enum err
block_end(struct parse *p)
{
	const struct kind *k = p->kind;

	if (p->pass == PASS_RULES && p->block == BLOCK_DERIVE && !p->otherwise)
		return bad(p, "the derive above ends without \"otherwise\"");
	if (p->pass == PASS_RULES && p->block == BLOCK_CHECK &&
	    (!p->checked || k->check[k->checks - 1].en.n == 0))
		return bad(p, "the check above needs a when and an en");
	if (p->pass == PASS_FIELDS && p->block == BLOCK_FIELD &&
	    k->field[k->fields - 1].en.n == 0)
		return bad(p, "the field above needs an en");
	return ERR_OK;
}

static enum err
line_inner(struct parse *p, struct str word)
{
	switch (p->block) {
	case BLOCK_FIELD:
		return p->pass == PASS_FIELDS ? line_field(p, word) : ERR_OK;
	case BLOCK_DERIVE:
		return p->pass == PASS_RULES ? line_derive(p, word) : ERR_OK;
	case BLOCK_CHECK:
		return p->pass == PASS_RULES ? line_check(p, word) : ERR_OK;
	case BLOCK_HEAD:
		break;
	}
	return bad(p, "an indented line belongs to a field, derive or check");
}

static enum err
line_read(struct parse *p, struct str line)
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
file_read(struct parse *p, const struct kind_file *f)
{
	struct str text = f->text, line;
	enum err e = ERR_OK;

	p->file = f->name;
	p->line = 0;
	p->opened = false;
	p->block = BLOCK_HEAD;
	while (e == ERR_OK && str_line(&text, &line)) {
		p->line++;
		e = line_read(p, line);
	}
	if (e == ERR_OK)
		e = block_end(p);
	if (e == ERR_OK && !p->opened)
		e = bad(p, "the file is empty");
	return e;
}

/* A kind begins with the common fields, which each kind has of its own. */
static void
kind_begin(struct parse *p, struct kind *k, const struct kind *common)
{
	k->field = arena_array(p->a, KIND_FIELDS_MAX, sizeof(*k->field));
	if (common->fields > 0)
		memcpy(k->field, common->field,
		    common->fields * sizeof(*k->field));
	k->fields = common->fields;
}

static enum err
kind_whole(struct parse *p, const struct kind *k)
{
	if (k->en.n == 0)
		return bad(p, "the kind has no name: en Visit | Visits");
	if (k->title == NULL)
		return bad(p, "the kind has no title");
	if (k->order == NULL)
		return bad(p, "the kind has no order");
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
pass_names(struct parse *p, const struct kind_file *file, size_t n,
    struct kind **of_file)
{
	struct str *name = arena_array(p->a, n, sizeof(*name));
	enum err e = ERR_OK;

	p->pass = PASS_NAMES;
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

enum err
kind_parse(struct arena *a, const struct kind_file *file, size_t n,
    struct kinds *out, struct why *why)
{
	struct kind common = { 0 }, **of_file;
	struct parse p = { .a = a, .ks = out, .why = why };
	enum err e;

	if (n == 0 || n > KIND_MAX)
		return why_set(why, ERR_INPUT, "there are no kind files, or "
		    "more than %d", KIND_MAX);
	*out = (struct kinds){ .by_name = map_new(a) };
	out->kind = arena_array(a, n, sizeof(*out->kind));
	of_file = arena_array(a, n, sizeof(struct kind *));
	e = pass_names(&p, file, n, of_file);
	kind_begin(&p, &common, &common);
	for (int pass = PASS_FIELDS; e == ERR_OK && pass <= PASS_RULES; pass++)
		for (size_t i = 0; e == ERR_OK && i < n; i++) {
			p.pass = (enum pass)pass;
			p.common = i == 0;
			p.kind = i == 0 ? &common : of_file[i];
			if (i > 0 && pass == PASS_FIELDS)
				kind_begin(&p, p.kind, &common);
			e = file_read(&p, &file[i]);
			if (e == ERR_OK && i > 0 && pass == PASS_RULES)
				e = kind_whole(&p, p.kind);
		}
	for (size_t i = 0; e == ERR_OK && i < out->n; i++)
		for (size_t f = 0; f < out->kind[i].fields; f++)
			out->kind[i].field[f].kind = &out->kind[i];
	return e;
}
