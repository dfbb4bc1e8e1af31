#include "advise/names.h"

#include "base/str.h"

#include "base/banned.h"

enum { ROWS_MAX = 20000, ALIAS_MIN = 3 };

/* The sheet in the making. */
struct names {
	struct reader *r;
	struct arena *a;
	struct buf b;
	const struct kind *kind; /* of the rows at hand */
	struct why *why;
};

static const struct value *
value_of(const struct names *n, const struct row *row, const char *field)
{
	static const struct value none = { .type = VALUE_NONE };
	const struct field *f = kind_field(n->kind, str_of(field));

	return f == NULL ? &none : &row->value[kind_field_at(n->kind, f)];
}

static struct str
text_of(const struct names *n, const struct row *row, const char *field)
{
	return value_of(n, row, field)->text;
}

/* The code of what a field points to; empty when it cannot be seen. */
static struct str
code_of(struct names *n, const struct row *row, const char *field)
{
	const struct value *v = value_of(n, row, field);
	struct str code = STR(""), title;

	if (v->type != VALUE_REF || find_name(n->r, n->a, v->ref, &code,
	    &title) != ERR_OK)
		return STR("");
	return code;
}

static void
day(struct buf *b, const struct value *v, bool first)
{
	int32_t on = first ? v->date.lo : v->date.hi;

	buf_char(b, ',');
	if (v->type == VALUE_DATE)
		date_format(b, (struct date){ on, on });
}

static void
name_put(struct names *n, struct str alias, struct str code, const char *type,
    const struct row *times)
{
	static const struct value none = { .type = VALUE_NONE };

	alias = str_trim(alias);
	if (alias.n < ALIAS_MIN || code.n == 0)
		return;
	buf_csv(&n->b, alias);
	buf_char(&n->b, ',');
	buf_csv(&n->b, code);
	buf_printf(&n->b, ",%s,", type);
	/* Names of people and organs are written alike in both languages. */
	day(&n->b, times != NULL ? value_of(n, times, "valid_from") : &none,
	    true);
	day(&n->b, times != NULL ? value_of(n, times, "valid_to") : &none,
	    false);
	buf_text(&n->b, ",register\n");
}

/* Call ${put} with each row of a kind. */
static enum err
each(struct names *n, const char *kind, struct str filter,
    void (*put)(struct names *, const struct row *))
{
	struct find_query q = { .kind = kind_named(&n->r->office->kinds,
	    str_of(kind)), .filter = filter, .limit = ROWS_MAX };
	struct rows_found found;
	enum err e;

	if (q.kind == NULL)
		return ERR_OK;
	e = find_list(n->r, n->a, &q, &found, n->why);
	n->kind = q.kind;
	for (size_t i = 0; e == ERR_OK && i < found.n; i++)
		put(n, &found.row[i]);
	return e;
}

/* The states of the packs are known already, and better. */
static void
put_partner(struct names *n, const struct row *row)
{
	struct str code = text_of(n, row, "code");
	struct str type = text_of(n, row, "type");

	if (str_is(type, "state"))
		return;
	name_put(n, text_of(n, row, "name"), code, "org", NULL);
	name_put(n, text_of(n, row, "name_vi"), code, "org", NULL);
}

static void
put_organ(struct names *n, const struct row *row)
{
	struct str code = code_of(n, row, "partner");

	name_put(n, text_of(n, row, "name"), code, "actor", row);
	name_put(n, text_of(n, row, "name_vi"), code, "actor", row);
}

static void
put_forum(struct names *n, const struct row *row)
{
	struct str code = text_of(n, row, "acronym");

	if (code.n == 0)
		code = text_of(n, row, "code");
	name_put(n, text_of(n, row, "name"), code, "forum", NULL);
	name_put(n, text_of(n, row, "name_vi"), code, "forum", NULL);
}

static void
put_mechanism(struct names *n, const struct row *row)
{
	name_put(n, text_of(n, row, "title"), text_of(n, row, "code"),
	    "forum", NULL);
	name_put(n, text_of(n, row, "name"), text_of(n, row, "code"), "forum",
	    NULL);
}

/* The record that a field points to, or NULL. */
static const struct row *
row_of(struct names *n, const struct row *row, const char *field,
    const char *kind)
{
	const struct value *v = value_of(n, row, field);
	const struct kind *k = kind_named(&n->r->office->kinds, str_of(kind));
	struct row *found;
	size_t facets;

	if (v->type != VALUE_REF || k == NULL || find_row(n->r, n->a, k,
	    v->ref, &found, &facets, NULL) != ERR_OK || facets == 0)
		return NULL;
	return &found[0];
}

/* Who held a post, from when to when. */
static void
put_tenure(struct names *n, const struct row *row)
{
	const struct kind *tenure = n->kind;
	const struct row *holder = row_of(n, row, "person", "person");
	const struct row *held = row_of(n, row, "post", "post");
	struct str code, name, partner;

	if (holder == NULL || held == NULL)
		return;
	n->kind = held->kind;
	partner = code_of(n, held, "partner");
	n->kind = holder->kind;
	name = text_of(n, holder, "name");
	code = partner.n > 0 ? partner : code_of(n, holder, "partner");
	n->kind = tenure;
	name_put(n, name, code, "actor", row);
}

static enum err
register_sheet(struct reader *r, struct arena *a, struct str *out,
    struct why *why)
{
	struct names n = { .r = r, .a = a, .why = why };
	enum err e;

	buf_init(&n.b, 16 * MIB);
	buf_text(&n.b, "alias,code,type,lang,from,to,source\n");
	e = each(&n, "partner", STR(""), put_partner);
	if (e == ERR_OK)
		e = each(&n, "organ", STR(""), put_organ);
	if (e == ERR_OK)
		e = each(&n, "forum", STR(""), put_forum);
	if (e == ERR_OK)
		e = each(&n, "mechanism", STR(""), put_mechanism);
	if (e == ERR_OK)
		e = each(&n, "tenure", STR(""), put_tenure);
	if (e == ERR_OK)
		e = n.b.err;
	*out = arena_str(a, buf_view(&n.b));
	buf_free(&n.b);
	return e;
}

enum err
names_files(struct reader *r, struct arena *a, struct world *w,
    struct gazetteer_file file[static NAMES_FILES_MAX], size_t *n,
    struct why *why)
{
	struct buf own CLEANUP(buf_free) = { .max = 4 * MIB };
	char *path = arena_cstr(a, arena_printf(a, "%.*s/names.csv",
	    STRF(r->office->dir)));
	enum err e;

	*n = 0;
	e = register_sheet(r, a, &file[0].text, why);
	if (e != ERR_OK)
		return e;
	file[0].kind = GAZETTEER_NAMES;
	file[0].name = STR("names of the register");
	*n = 1;
	e = w->read_file(w, path, &own);
	if (e == ERR_MISSING)
		return ERR_OK;
	if (e != ERR_OK)
		return why_set(why, e, "%s cannot be read", path);
	file[1] = (struct gazetteer_file){ GAZETTEER_NAMES, str_of(path),
		arena_str(a, buf_view(&own)) };
	*n = 2;
	return ERR_OK;
}
