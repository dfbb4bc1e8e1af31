#include "advise/list_part.h"

#include "base/str.h"

#include "base/banned.h"

/* ---- columns ---- */

const struct field *
list_day(const struct kind *k)
{
	if (k->order != NULL && k->order->type == FIELD_DATE)
		return k->order;
	for (size_t i = 0; i < k->fields; i++)
		if (k->field[i].listed && k->field[i].type == FIELD_DATE)
			return &k->field[i];
	return NULL;
}

static bool
list_is_offered(const struct kind *k, const struct field *f)
{
	static const char *const own[] = { "code", "withdrawn", "demo" };

	for (size_t i = 0; i < countof(own); i++)
		if (str_is(f->name, own[i]))
			return false;
	return f != k->title && f->type != FIELD_LONG;
}

bool
list_offers(const struct kind *k, size_t i, struct str *name)
{
	if (i == 0) {
		*name = k->title->name;
		return true;
	}
	if (i <= k->derives) {
		*name = k->derive[i - 1].name;
		return true;
	}
	i -= 1 + k->derives;
	for (size_t f = 0; f < k->fields; f++) {
		if (!list_is_offered(k, &k->field[f]) || i-- > 0)
			continue;
		*name = k->field[f].name;
		return true;
	}
	return false;
}

/* The words that people use for the day and the status of any kind. */
static struct str
list_alias(const struct kind *k, struct str name)
{
	const struct field *day = list_day(k);

	if (kind_field(k, name) != NULL)
		return name;
	if (str_is(name, "date") && day != NULL)
		return day->name;
	if (str_is(name, "state") && k->derives > 0)
		return k->derive[0].name;
	return name;
}

static const struct derive *
list_derive(const struct kind *k, struct str name)
{
	for (size_t i = 0; i < k->derives; i++)
		if (str_eq(k->derive[i].name, name))
			return &k->derive[i];
	return NULL;
}

/* Title, status, the listed fields. */
static void
list_usual(struct list_making *m)
{
	const struct kind *k = m->kind;

	m->column[m->columns++].field = k->title;
	for (size_t i = 0; i < k->derives; i++)
		m->column[m->columns++].derive = &k->derive[i];
	for (size_t i = 0; i < k->fields; i++)
		if (k->field[i].listed && &k->field[i] != k->title)
			m->column[m->columns++].field = &k->field[i];
}

static enum err
list_no_column(struct list_making *m, struct str name)
{
	struct str known = { "", 0 }, one;

	for (size_t i = 0; list_offers(m->kind, i, &one); i++)
		known = arena_printf(m->a, "%.*s%s%.*s", STRF(known),
		    i > 0 ? ", " : "", STRF(one));
	return why_set(m->why, ERR_INPUT, "there is no column \"%.*s\"; there "
	    "are %.*s", STRF(str_head(name, 40)), STRF(known));
}

enum err
list_choose(struct list_making *m)
{
	struct str rest = m->ask->cols, name;

	if (rest.n == 0) {
		list_usual(m);
		return ERR_OK;
	}
	while (rest.n > 0) {
		struct list_column c = { NULL, NULL };

		(void)str_cut(rest, ',', &name, &rest);
		name = list_alias(m->kind, str_trim(name));
		if (name.n == 0 || str_is(name, "code"))
			continue;
		c.derive = list_derive(m->kind, name);
		c.field = kind_field(m->kind, name);
		/* What was remembered may be of an older program. */
		if (c.derive == NULL && c.field == NULL && m->ask->cols_kept)
			continue;
		if (c.derive == NULL && c.field == NULL)
			return list_no_column(m, name);
		if (m->columns == LIST_COLUMNS_MAX)
			return why_set(m->why, ERR_INPUT, "a list has at most "
			    "%d columns", LIST_COLUMNS_MAX);
		m->column[m->columns++] = c;
	}
	return ERR_OK;
}

/* ---- parameters ---- */

/* A filter while it is gathered. */
struct narrowing {
	struct arena *a;
	const struct kind *kind;
	struct list_ask *ask;
	struct buf filter;
	struct why *why;
};

static enum err
narrow_unknown(const struct narrowing *n, struct str name)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * KIB };

	buf_text(&b, "filter, sort, after, cols, from, to, q");
	for (size_t i = 0; i < n->kind->derives; i++)
		buf_printf(&b, ", %.*s", STRF(n->kind->derive[i].name));
	for (size_t i = 0; i < n->kind->fields; i++)
		buf_printf(&b, ", %.*s", STRF(n->kind->field[i].name));
	return why_set(n->why, ERR_INPUT, "this list does not know \"%.*s\"; "
	    "it knows %.*s", STRF(str_head(name, 40)), STRF(buf_view(&b)));
}

/* A value as one word of a filter, so that it can say nothing else. */
static enum err
narrow_put(struct narrowing *n, struct str value)
{
	bool blank = false;

	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"')
			return why_set(n->why, ERR_INPUT, "a value cannot have "
			    "a quotation mark");
		blank = blank || (unsigned char)value.p[i] <= ' ';
	}
	buf_printf(&n->filter, blank ? "\"%.*s\"" : "%.*s", STRF(value));
	return ERR_OK;
}

static enum err
narrow_term(struct narrowing *n, struct str name, const char *test,
    struct str value)
{
	buf_printf(&n->filter, "%s%.*s%s", n->filter.n > 0 ? " " : "",
	    STRF(name), test);
	return narrow_put(n, value);
}

static enum err
narrow_words(struct narrowing *n, struct str words)
{
	if (str_find(words, STR("\"")) != SIZE_MAX)
		return why_set(n->why, ERR_INPUT, "words cannot have a "
		    "quotation mark");
	buf_printf(&n->filter, "%s\"%.*s\"", n->filter.n > 0 ? " " : "",
	    STRF(words));
	return ERR_OK;
}

static enum err
narrow_day(struct narrowing *n, const char *test, struct str value)
{
	const struct field *day = list_day(n->kind);

	if (day == NULL)
		return why_set(n->why, ERR_INPUT, "these records have no day; "
		    "\"from\" and \"to\" ask for nothing here");
	return narrow_term(n, day->name, test, value);
}

static enum err
narrow_once(struct narrowing *n, struct str *to, const struct list_pair *p)
{
	if (to->n > 0 && p->value.n > 0)
		return why_set(n->why, ERR_INPUT, "\"%.*s\" is said twice",
		    STRF(p->name));
	if (p->value.n > 0)
		*to = p->value;
	return ERR_OK;
}

/* All values of one name beside each other: any of them. */
static enum err
narrow_field(struct narrowing *n, const struct list_pair *p, size_t pairs,
    size_t at)
{
	struct str name = list_alias(n->kind, p[at].name);
	bool open = false;
	enum err e = ERR_OK;

	if (kind_field(n->kind, name) == NULL &&
	    list_derive(n->kind, name) == NULL)
		return narrow_unknown(n, p[at].name);
	for (size_t i = 0; i < at; i++)
		if (str_eq(p[i].name, p[at].name))
			return ERR_OK;
	for (size_t i = at; i < pairs && e == ERR_OK; i++) {
		struct str value = str_trim(p[i].value);

		if (!str_eq(p[i].name, p[at].name) || value.n == 0)
			continue;
		if (!open) {
			e = narrow_term(n, name, ":", value);
		} else {
			buf_char(&n->filter, ',');
			e = narrow_put(n, value);
		}
		open = true;
	}
	return e;
}

/* "cols=a&cols=b", as the boxes of a form are sent, is "cols=a,b". */
static void
narrow_cols(struct narrowing *n, struct str value)
{
	struct str cols = n->ask->cols;

	n->ask->cols = cols.n == 0 ? value : arena_printf(n->a, "%.*s,%.*s",
	    STRF(cols), STRF(value));
}

static enum err
narrow_one(struct narrowing *n, const struct list_pair *p, size_t pairs,
    size_t at)
{
	struct str name = p[at].name, value = str_trim(p[at].value);

	if (str_is(name, "sort"))
		return narrow_once(n, &n->ask->query.sort, &p[at]);
	if (str_is(name, "after"))
		return narrow_once(n, &n->ask->query.after, &p[at]);
	if (str_is(name, "filter")) {
		if (value.n > 0)
			buf_printf(&n->filter, "%s%.*s", n->filter.n > 0 ?
			    " " : "", STRF(value));
		return ERR_OK;
	}
	if (str_is(name, "cols")) {
		narrow_cols(n, value);
		return ERR_OK;
	}
	if (str_is(name, "from"))
		return value.n > 0 ? narrow_day(n, ">=", value) : ERR_OK;
	if (str_is(name, "to"))
		return value.n > 0 ? narrow_day(n, "<=", value) : ERR_OK;
	if (str_is(name, "q"))
		return value.n > 0 ? narrow_words(n, value) : ERR_OK;
	return narrow_field(n, p, pairs, at);
}

enum err
list_narrow(struct arena *a, const struct kind *k, const struct list_pair *p,
    size_t n, struct list_ask *ask, struct why *why)
{
	struct narrowing to = { .a = a, .kind = k, .ask = ask, .why = why };
	enum err e = ERR_OK;

	buf_init(&to.filter, 16 * KIB);
	ask->query.kind = k;
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		e = narrow_one(&to, p, n, i);
	if (e == ERR_OK && to.filter.err != ERR_OK)
		e = why_set(why, ERR_INPUT, "this asks for too much at once");
	if (e == ERR_OK)
		ask->query.filter = arena_str(a, buf_view(&to.filter));
	buf_free(&to.filter);
	return e;
}
