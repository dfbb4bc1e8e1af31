#include "model/find_filter.h"

#include <string.h>

#include "base/str.h"
#include "model/find.h"
#include "model/find_sql.h"
#include "model/search.h"

#include "base/banned.h"

enum { TEXT_MAX = 400, ARGS_SPARE = 8 /* for the place in the list */ };

/* Reading. */

struct scan {
	struct arena *a;
	const struct kind *kind;
	struct str s; /* what is left */
	struct why *why;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static void
known_names(struct buf *b, const struct kind *k)
{
	for (size_t i = 0; i < k->fields; i++)
		buf_printf(b, "%s%.*s", i > 0 ? ", " : "",
		    STRF(k->field[i].name));
	for (size_t i = 0; i < k->derives; i++)
		buf_printf(b, ", %.*s", STRF(k->derive[i].name));
	buf_text(b, ", label, contested, id");
}

static enum err
unknown_name(const struct scan *s, struct str name)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	known_names(&b, s->kind);
	return why_set(s->why, ERR_INPUT, "%.*s has no field \"%.*s\"; it has "
	    "%.*s", STRF(s->kind->name),
	    STRF(str_head(name, 40)),
	    STRF(buf_view(&b)));
}

static enum err
term_name(const struct scan *s, struct str name, struct find_term *t)
{
	t->field = kind_field(s->kind, name);
	if (t->field != NULL) {
		t->what = FIND_FIELD;
		return ERR_OK;
	}
	for (size_t i = 0; i < s->kind->derives; i++)
		if (str_eq(s->kind->derive[i].name, name)) {
			t->what = FIND_DERIVED;
			t->derive = &s->kind->derive[i];
			return ERR_OK;
		}
	/* What lists call State is the status. */
	if (str_is(name, "state") && s->kind->derives > 0)
		return term_name(s, s->kind->derive[0].name, t);
	if (str_is(name, "label"))
		t->what = FIND_LABEL;
	else if (str_is(name, "contested"))
		t->what = FIND_CONTESTED;
	else if (str_is(name, "id"))
		t->what = FIND_ID;
	else
		return unknown_name(s, name);
	return ERR_OK;
}

static enum find_test
term_test(struct scan *s)
{
	char c = s->s.p[0];
	bool also;

	s->s = str_from(s->s, 1);
	if (c == ':' || c == '=')
		return FIND_IS;
	also = s->s.n > 0 && s->s.p[0] == '=';
	if (also)
		s->s = str_from(s->s, 1);
	if (c == '<')
		return also ? FIND_LESS_IS : FIND_LESS;
	return also ? FIND_MORE_IS : FIND_MORE;
}

/* What stands between two quotation marks, the first being next. */
static enum err
quoted(struct scan *s, struct str *out)
{
	struct str rest = str_from(s->s, 1);

	if (!str_cut(rest, '"', out, &s->s))
		return why_set(s->why, ERR_INPUT, "a quotation mark is missing "
		    "at the end of the filter");
	return ERR_OK;
}

static struct str
plain_value(struct scan *s)
{
	size_t n = 0;
	struct str v;

	while (n < s->s.n && !is_blank(s->s.p[n]) && s->s.p[n] != ',')
		n++;
	v = str_to(s->s, n);
	s->s = str_from(s->s, n);
	return v;
}

static enum err
term_values(struct scan *s, struct find_term *t)
{
	struct str v[FIND_VALUES_MAX];
	bool more;

	do {
		enum err e = ERR_OK;

		if (t->values == FIND_VALUES_MAX)
			return why_set(s->why, ERR_INPUT, "at most %d values "
			    "fit behind one colon", FIND_VALUES_MAX);
		if (s->s.n > 0 && s->s.p[0] == '"')
			e = quoted(s, &v[t->values]);
		else
			v[t->values] = plain_value(s);
		if (e != ERR_OK)
			return e;
		if (v[t->values].n > 0)
			t->values++;
		more = s->s.n > 0 && s->s.p[0] == ',';
		if (more)
			s->s = str_from(s->s, 1);
	} while (more);
	t->value = arena_array(s->a, t->values, sizeof(*v));
	if (t->values > 0)
		memcpy(t->value, v, t->values * sizeof(*v));
	return ERR_OK;
}

static bool
compares(const struct find_term *t)
{
	return t->what == FIND_FIELD && (t->field->type == FIELD_DATE ||
	    t->field->type == FIELD_INT || t->field->type == FIELD_NUMBER);
}

static enum err
term_check(const struct scan *s, struct str name, struct find_term *t)
{
	if (t->test != FIND_IS) {
		if (!compares(t))
			return why_set(s->why, ERR_INPUT, "only dates and "
			    "numbers can be compared; write %.*s:VALUE",
			    STRF(name));
		if (t->values != 1)
			return why_set(s->why, ERR_INPUT, "behind %.*s stands "
			    "one date or number to compare with", STRF(name));
		return ERR_OK;
	}
	if (t->values == 0)
		t->test = FIND_NONE;
	else if (t->values == 1 && str_is(t->value[0], "*"))
		t->test = FIND_ANY;
	return ERR_OK;
}

/* The words of a text; a text without any can be in no record. */
static enum err
term_words(struct scan *s, struct str text, struct find_term *t)
{
	t->what = FIND_TEXT;
	t->test = FIND_WORDS;
	t->values = search_words(s->a, text, &t->value);
	if (t->values > FIND_VALUES_MAX)
		return why_set(s->why, ERR_INPUT, "at most %d words are looked "
		    "for at once", FIND_VALUES_MAX);
	if (t->values == 0)
		return why_set(s->why, ERR_INPUT, "\"%.*s\" has no word to "
		    "look for", STRF(str_head(text, 40)));
	return ERR_OK;
}

static enum err
term_read(struct scan *s, struct find_term *t)
{
	struct str word;
	size_t n = 0;
	enum err e;

	if (s->s.n > 1 && s->s.p[0] == '-' && !is_blank(s->s.p[1])) {
		t->negated = true;
		s->s = str_from(s->s, 1);
	}
	if (s->s.p[0] == '"') {
		e = quoted(s, &word);
		return e != ERR_OK ? e : term_words(s, word, t);
	}
	while (n < s->s.n && is_name(s->s.p[n]))
		n++;
	if (n > 0 && n < s->s.n && strchr(":=<>", s->s.p[n]) != NULL) {
		struct str name = str_to(s->s, n);

		s->s = str_from(s->s, n);
		e = term_name(s, name, t);
		if (e != ERR_OK)
			return e;
		t->test = term_test(s);
		e = term_values(s, t);
		return e != ERR_OK ? e : term_check(s, name, t);
	}
	for (n = 0; n < s->s.n && !is_blank(s->s.p[n]); n++)
		;
	word = str_to(s->s, n);
	s->s = str_from(s->s, n);
	return term_words(s, word, t);
}

enum err
find_parse(struct arena *a, const struct kind *k, struct str text,
    struct find_tree *out, struct why *why)
{
	struct scan s = { .a = a, .kind = k, .s = str_trim(text), .why = why };

	*out = (struct find_tree){ 0 };
	if (text.n > FIND_FILTER_MAX)
		return why_set(why, ERR_INPUT, "a filter has at most %d bytes",
		    FIND_FILTER_MAX);
	if (!str_valid(text))
		return why_set(why, ERR_INPUT, "the filter is not UTF-8");
	out->term = arena_array(a, FIND_TERMS_MAX, sizeof(*out->term));
	while (s.s.n > 0) {
		enum err e;

		if (out->terms == FIND_TERMS_MAX)
			return why_set(why, ERR_INPUT, "a filter has at most "
			    "%d terms", FIND_TERMS_MAX);
		e = term_read(&s, &out->term[out->terms++]);
		if (e != ERR_OK)
			return e;
		s.s = str_trim(s.s);
	}
	return ERR_OK;
}

/* SQL. */

struct where {
	struct reader *r;
	struct arena *a;
	const struct kind *kind;
	struct buf *b;
	struct find_args *args;
	struct why *why;
	bool refers; /* some term is on a reference, which finds fewer */
};

size_t
find_arg(struct find_args *args, struct val v)
{
	ALWAYS(args->n < FIND_ARGS_MAX);
	args->v[args->n++] = v;
	return args->n;
}

static void
put_arg(struct where *w, struct val v)
{
	buf_printf(w->b, "?%zu", find_arg(w->args, v));
}

static void
put_column(struct where *w, const struct find_term *t)
{
	switch (t->what) {
	case FIND_FIELD:
		buf_printf(w->b, "t.%.*s", STRF(t->field->name));
		return;
	case FIND_DERIVED:
		find_derive(w->b, w->kind, t->derive, w->r != NULL
		    ? w->r->mask : 1);
		return;
	case FIND_LABEL:
		buf_text(w->b, "t.label");
		return;
	case FIND_CONTESTED:
		buf_text(w->b, "t.contested");
		return;
	case FIND_ID:
	case FIND_TEXT:
		break;
	}
	buf_text(w->b, "t.id");
}

/* "... IN (?1, ?2)", behind a column; the values are texts. */
static void
one_of(struct where *w, const struct str *v, size_t n)
{
	buf_text(w->b, " IN (");
	for (size_t i = 0; i < n; i++) {
		buf_text(w->b, i > 0 ? ", " : "");
		put_arg(w, V_TEXT(v[i]));
	}
	buf_char(w->b, ')');
}

/* The pattern of LIKE for any text that has ${s} in it, lower case. */
static struct str
like_pattern(struct arena *a, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * FIND_FILTER_MAX };

	buf_char(&b, '%');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%' || c == '_' || c == '\\')
			buf_char(&b, '\\');
		buf_char(&b, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
	}
	buf_char(&b, '%');
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

static enum err
where_text(struct where *w, const struct find_term *t)
{
	const struct field *f = t->field;

	/* Codes and numbers are known exactly, other texts by a part. */
	if (f->indexed || str_is(f->name, "code")) {
		put_column(w, t);
		one_of(w, t->value, t->values);
		return ERR_OK;
	}
	for (size_t i = 0; i < t->values; i++) {
		if (t->value[i].n > TEXT_MAX)
			return why_set(w->why, ERR_INPUT, "%.*s: at most %d "
			    "bytes of a text are looked for", STRF(f->name),
			    TEXT_MAX);
		buf_printf(w->b, "%slower(t.%.*s) LIKE ", i > 0 ? " OR " : "",
		    STRF(f->name));
		put_arg(w, V_TEXT(like_pattern(w->a, t->value[i])));
		buf_text(w->b, " ESCAPE '\\'");
	}
	return ERR_OK;
}

static const char *
comparison(enum find_test test)
{
	switch (test) {
	case FIND_LESS:
		return "<";
	case FIND_LESS_IS:
		return "<=";
	case FIND_MORE:
		return ">";
	case FIND_MORE_IS:
		return ">=";
	case FIND_IS:
	case FIND_ANY:
	case FIND_NONE:
	case FIND_WORDS:
		break;
	}
	return "=";
}

/*
 * A date is a span. Less is wholly before, more wholly after; "<=" and ">="
 * are not later, not earlier than the other's end; ":" is wholly inside.
 */
static void
where_date(struct where *w, const struct find_term *t, struct date d)
{
	bool upper = t->test == FIND_LESS || t->test == FIND_LESS_IS;
	const char *than = comparison(t->test);
	struct str n = t->field->name;
	bool lo = t->test == FIND_LESS || t->test == FIND_MORE_IS;
	size_t end;

	if (t->test == FIND_IS) {
		end = find_arg(w->args, V_INT(d.hi));
		buf_printf(w->b, "(t.%.*s_hi <= ?%zu AND t.%.*s BETWEEN ",
		    STRF(n), end, STRF(n));
		put_arg(w, V_INT(d.lo));
		buf_printf(w->b, " AND ?%zu)", end);
		return;
	}
	/* The first day besides the last, for the index is on that. */
	end = find_arg(w->args, V_INT(lo ? d.lo : d.hi));
	buf_printf(w->b, "t.%.*s %s ?%zu", STRF(n), than, end);
	if (upper)
		buf_printf(w->b, " AND t.%.*s_hi %s ?%zu", STRF(n), than, end);
}

/* Dates, numbers and flags, as a person types them. */
static enum err
where_typed(struct where *w, const struct find_term *t)
{
	for (size_t i = 0; i < t->values; i++) {
		struct why inner = { .lang = w->why != NULL ?
		    w->why->lang : NULL };
		struct value v;

		if (kind_value(t->field, t->value[i], w->r != NULL
		    ? w->r->today : 0, &v, &inner) != ERR_OK)
			return why_set(w->why, ERR_INPUT, "%.*s: %s",
			    STRF(t->field->name), inner.text);
		buf_text(w->b, i > 0 ? " OR " : "");
		if (v.type == VALUE_DATE) {
			where_date(w, t, v.date);
		} else if (v.type == VALUE_NONE) { /* a flag that is not set */
			buf_printf(w->b, "t.%.*s IS NULL",
			    STRF(t->field->name));
		} else {
			buf_printf(w->b, "t.%.*s %s ", STRF(t->field->name),
			    comparison(t->test));
			put_arg(w, v.type == VALUE_INT ? V_INT(v.i)
			    : V_REAL(v.number));
		}
	}
	return ERR_OK;
}

/* What the record is called, among the kinds the field may point to. */
static enum err
ref_find(struct where *w, const struct field *f, struct str name,
    struct id *out)
{
	enum err e = ERR_MISSING;

	if (f->targets == 0)
		return find_id(w->r, w->a, name, NULL, out, NULL, w->why);
	for (size_t i = 0; e == ERR_MISSING && i < f->targets; i++) {
		struct why inner = { .lang = w->why != NULL ?
		    w->why->lang : NULL };

		e = find_id(w->r, w->a, name, f->target[i], out, NULL,
		    &inner);
		if (e != ERR_OK && e != ERR_MISSING)
			return why_set(w->why, e, "%.*s: %s", STRF(f->name),
			    inner.text);
	}
	return e;
}

static enum err
where_ref(struct where *w, const struct find_term *t)
{
	struct str *id = arena_array(w->a, t->values, sizeof(*id));

	for (size_t i = 0; i < t->values; i++) {
		struct id found;
		enum err e;

		if (id_parse(t->value[i], &found)) {
			id[i] = id_str(w->a, found);
			continue;
		}
		if (w->r == NULL)
			return why_set(w->why, ERR_INPUT, "\"%.*s\" is no id",
			    STRF(t->value[i]));
		e = ref_find(w, t->field, t->value[i], &found);
		if (e == ERR_MISSING)
			return why_set(w->why, ERR_INPUT, "%.*s: nothing is "
			    "called \"%.*s\"", STRF(t->field->name),
			    STRF(t->value[i]));
		if (e != ERR_OK)
			return e;
		id[i] = id_str(w->a, found);
	}
	put_column(w, t);
	one_of(w, id, t->values);
	return ERR_OK;
}

static enum err
where_field(struct where *w, const struct find_term *t)
{
	switch (t->field->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
		return where_text(w, t);
	case FIELD_TERM:
		/* So that the index on the reference is taken. */
		if (w->refers)
			buf_printf(w->b, "coalesce(t.%.*s, '')",
			    STRF(t->field->name));
		else
			put_column(w, t);
		one_of(w, t->value, t->values);
		return ERR_OK;
	case FIELD_INT:
	case FIELD_NUMBER:
	case FIELD_DATE:
	case FIELD_FLAG:
		return where_typed(w, t);
	case FIELD_REF:
		break;
	}
	return where_ref(w, t);
}

static bool
derives_code(const struct derive *d, struct str code)
{
	for (size_t i = 0; i < d->rules; i++)
		if (str_eq(d->rule[i].code, code))
			return true;
	return false;
}

static enum err
where_derived(struct where *w, const struct find_term *t)
{
	const struct derive *d = t->derive;
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	for (size_t i = 0; i < t->values; i++) {
		if (derives_code(d, t->value[i]))
			continue;
		for (size_t c = 0; c < d->rules; c++)
			buf_printf(&b, "%s%.*s", c > 0 ? ", " : "",
			    STRF(d->rule[c].code));
		return why_set(w->why, ERR_INPUT, "no %.*s is \"%.*s\"; it is "
		    "one of %.*s", STRF(d->name),
		    STRF(str_head(t->value[i], 40)), STRF(buf_view(&b)));
	}
	put_column(w, t);
	one_of(w, t->value, t->values);
	return ERR_OK;
}

static enum err
where_contested(struct where *w, const struct find_term *t)
{
	if (t->values != 1 || (!str_is(t->value[0], "yes") &&
	    !str_is(t->value[0], "no")))
		return why_set(w->why, ERR_INPUT, "contested is yes or no");
	buf_printf(w->b, "t.contested = %d", str_is(t->value[0], "yes"));
	return ERR_OK;
}

/* Every word, taken as a beginning, is in the record. */
static void
where_words(struct where *w, const struct find_term *t)
{
	for (size_t i = 0; i < t->values; i++) {
		struct str past = arena_printf(w->a, "%.*s\xf4\x8f\xbf\xbf",
		    STRF(t->value[i]));

		buf_printf(w->b, "%st.id IN (SELECT w.id FROM word_p@ w WHERE "
		    "w.word >= ", i > 0 ? " AND " : "");
		put_arg(w, V_TEXT(t->value[i]));
		buf_text(w->b, " AND w.word < ");
		put_arg(w, V_TEXT(past));
		buf_printf(w->b, " AND w.kind = %d)", (int)w->kind->number);
	}
}

static enum err
where_is(struct where *w, const struct find_term *t)
{
	switch (t->what) {
	case FIND_FIELD:
		return where_field(w, t);
	case FIND_DERIVED:
		return where_derived(w, t);
	case FIND_LABEL:
	case FIND_ID:
		put_column(w, t);
		one_of(w, t->value, t->values);
		return ERR_OK;
	case FIND_CONTESTED:
		return where_contested(w, t);
	case FIND_TEXT:
		break;
	}
	where_words(w, t);
	return ERR_OK;
}

/* Whether there is a title stands beside what is counted; texts do not. */
static void
where_any(struct where *w, const struct find_term *t)
{
	if (t->what == FIND_FIELD && t->field == w->kind->title) {
		buf_printf(w->b, "t.named = %d", t->test == FIND_ANY);
		return;
	}
	put_column(w, t);
	buf_text(w->b, t->test == FIND_ANY ? " IS NOT NULL" : " IS NULL");
}

static bool
refers(const struct find_tree *tree)
{
	for (size_t i = 0; i < tree->terms; i++) {
		const struct find_term *t = &tree->term[i];

		if (t->what == FIND_FIELD && t->field->type == FIELD_REF &&
		    t->test == FIND_IS && !t->negated)
			return true;
	}
	return false;
}

enum err
find_where(struct reader *r, struct arena *a, const struct kind *k,
    const struct find_tree *tree, struct buf *b, struct find_args *args,
    struct why *why)
{
	struct where w = { r, a, k, b, args, why, refers(tree) };

	for (size_t i = 0; i < tree->terms; i++) {
		const struct find_term *t = &tree->term[i];
		enum err e = ERR_OK;

		/* Without a value a term is unknown, and "-" finds it. */
		buf_text(b, " AND (");
		if (args->n + 2 * t->values + ARGS_SPARE > FIND_ARGS_MAX)
			return why_set(why, ERR_INPUT, "the filter has too "
			    "many values");
		if (t->test == FIND_ANY || t->test == FIND_NONE) {
			where_any(&w, t);
		} else {
			e = where_is(&w, t);
		}
		if (e != ERR_OK)
			return e;
		buf_text(b, t->negated ? ") IS NOT TRUE" : ")");
	}
	return ERR_OK;
}
