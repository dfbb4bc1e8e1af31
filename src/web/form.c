#include "web/form.h"

#include "base/buf.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

enum { FORM_CHOICES_MAX = 300, FORM_CHOICE_BYTES = 80 };

/* Not for people to type: they have pages of their own, or none. */
static bool
form_is_hidden(const struct field *f)
{
	static const char *const hidden[] = { "withdrawn", "demo", "external" };

	for (size_t i = 0; i < countof(hidden); i++)
		if (str_is(f->name, hidden[i]))
			return true;
	return false;
}

/* What must be said, what lists show, then the rest, then what all have. */
static int
form_rank(const struct field *f)
{
	if (f->number < KIND_OWN_FIRST)
		return 3;
	return f->required ? 0 : f->listed ? 1 : 2;
}

void
form_new(struct arena *a, const struct kind *k, const char *lang,
    struct form *out)
{
	*out = (struct form){ .kind = k, .lang = lang };
	out->field = arena_array(a, k->fields, sizeof(*out->field));
	for (int rank = 0; rank <= 3; rank++)
		for (size_t i = 0; i < k->fields; i++)
			if (!form_is_hidden(&k->field[i]) &&
			    form_rank(&k->field[i]) == rank)
				out->field[out->fields++].field = &k->field[i];
}

struct form_field *
form_named(const struct form *f, struct str name)
{
	for (size_t i = 0; i < f->fields; i++)
		if (str_eq(f->field[i].field->name, name))
			return &f->field[i];
	return NULL;
}

/* A value as a person would type it: a record by its code. */
static struct str
form_typed(struct reader *r, struct arena *a, const struct field *f,
    const struct value *v, const char *lang)
{
	struct buf CLEANUP(buf_free) b;
	struct str code, title;

	buf_init(&b, 2 * KIND_LONG_MAX);
	if (v->type == VALUE_NONE)
		return STR("");
	if (f->type == FIELD_FLAG)
		return STR("yes");
	if (v->type == VALUE_REF && find_name(r, a, v->ref, &code,
	    &title) == ERR_OK)
		return code;
	/* A date as its reader writes it, where that is read back as it. */
	if (v->type == VALUE_DATE && tr_is_vi(lang)) {
		struct date d;

		date_say(&b, lang, v->date);
		if (date_parse_human(buf_view(&b), r->today, &d) &&
		    d.lo == v->date.lo && d.hi == v->date.hi)
			return arena_str(a, buf_view(&b));
		buf_clear(&b);
	}
	value_text(&b, v);
	return arena_str(a, buf_view(&b));
}

void
form_of_row(struct reader *r, struct arena *a, const struct row *row,
    const char *lang, struct form *out)
{
	form_new(a, row->kind, lang, out);
	out->version = arena_printf(a, "%llu",
	    (unsigned long long)row->recorded);
	for (size_t i = 0; i < out->fields; i++) {
		struct form_field *f = &out->field[i];
		size_t at = kind_field_at(row->kind, f->field);

		f->was = form_typed(r, a, f->field, &row->value[at], lang);
		f->value = f->was;
	}
}

static bool
form_own_name(struct form *f, struct str name, struct str value)
{
	if (str_is(name, "token"))
		return true;
	if (str_is(name, "@label"))
		f->label = value;
	else if (str_is(name, "@note"))
		f->note = value;
	else if (str_is(name, "@version"))
		f->version = value;
	else
		return str_is(name, "@sure");
	return true;
}

enum err
form_fill(struct form *f, const struct http_pair *p, size_t n,
    struct str prefix, struct why *why)
{
	for (size_t i = 0; i < n; i++) {
		struct form_field *to;
		struct str name = p[i].name;

		if (!str_starts(name, prefix))
			continue;
		name = str_from(name, prefix.n);
		to = form_named(f, name);
		if (to != NULL)
			to->value = str_trim(p[i].value);
		else if (!form_own_name(f, name, p[i].value))
			return why_set(why, ERR_INPUT, "%.*s has no field "
			    "\"%.*s\".", STRF(tr_is_vi(f->lang) ? f->kind->vi :
			    f->kind->en), STRF(name));
	}
	return ERR_OK;
}

/* ---- check ---- */

static void
form_wrong(struct form *f, struct form_field *to, struct str error)
{
	to->error = error;
	f->errors++;
}

static void
form_check_term(struct reader *r, struct arena *a, struct form *f,
    struct form_field *to)
{
	struct why why = { .lang = f->lang };
	struct term *term;
	size_t n;

	if (find_terms(r, a, to->field->list, f->lang, &term, &n, &why) !=
	    ERR_OK) {
		form_wrong(f, to, arena_printf(a, "%s", why.text));
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (str_eq(term[i].code, to->value))
			return;
	form_wrong(f, to, tr_str(f->lang, "Choose one of the list."));
}

static void
form_check_ref(struct reader *r, struct arena *a, struct form *f,
    struct form_field *to)
{
	const struct kind *one = to->field->targets == 1 ?
	    to->field->target[0] : NULL, *found;
	struct why why = { .lang = f->lang };
	struct str code, title;
	struct id id;
	enum err e = find_id(r, a, to->value, one, &id, &found, &why);

	if (e == ERR_OK && find_name(r, a, id, &code, &title) == ERR_OK)
		to->value = one != NULL ? code : id_str(a, id);
	else if (e == ERR_MISSING && one != NULL)
		form_wrong(f, to, arena_printf(a, tr(f->lang, "There is no "
		    "%.*s \"%.*s\"; choose one from the list, or add it "
		    "first."), STRF(find_kind_one(r, a, one, f->lang)),
		    STRF(to->value)));
	else
		form_wrong(f, to, arena_printf(a, "%s", why.text));
}

static void
form_check_value(struct reader *r, struct arena *a, struct form *f,
    struct form_field *to)
{
	struct why why = { .lang = f->lang };
	struct value v;

	switch (to->field->type) {
	case FIELD_REF:
		form_check_ref(r, a, f, to);
		break;
	case FIELD_TERM:
		form_check_term(r, a, f, to);
		break;
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_INT:
	case FIELD_NUMBER:
	case FIELD_DATE:
	case FIELD_FLAG:
		if (kind_value(to->field, to->value, r->today, &v, &why) !=
		    ERR_OK)
			form_wrong(f, to, arena_printf(a, "%s", why.text));
		break;
	}
}

void
form_check(struct reader *r, struct arena *a, struct form *f)
{
	f->errors = 0;
	for (size_t i = 0; i < f->fields; i++) {
		struct form_field *to = &f->field[i];

		to->error = STR("");
		if (to->value.n > 0 && !str_eq(to->value, to->was))
			form_check_value(r, a, f, to);
		else if (to->value.n == 0 && to->field->required)
			form_wrong(f, to, arena_printf(a,
			    tr(f->lang, "Enter %.*s."),
			    STRF(find_field_name(r, a, to->field, f->lang))));
	}
}

struct change_item
form_item(struct arena *a, const struct form *f, enum change_verb verb,
    struct str target)
{
	struct change_item item = { .verb = verb, .kind = f->kind->name,
		.target = target };

	item.field = arena_array(a, f->fields, sizeof(*item.field));
	for (size_t i = 0; i < f->fields; i++) {
		const struct form_field *from = &f->field[i];

		if (str_eq(from->value, from->was))
			continue;
		item.field[item.fields++] = (struct change_field){
			.name = from->field->name, .value = from->value };
	}
	return item;
}

/* ---- show ---- */

/* A list that cannot be read is not an empty one. */
static void
form_unread(struct buf *b, const struct why *why)
{
	html_put(b, "<span class=\"error\">%s %s</span>",
	    tr(why->lang, "The list cannot be read:"), why->text);
}

struct form_out {
	struct buf *b;
	struct reader *r;
	struct arena *a;
	const struct form *form;
	struct str prefix;
	struct form_lists *lists;
};

static void
form_name(const struct form_out *o, const struct form_field *f)
{
	html_put(o->b, " id=\"f-%.*s%.*s\" name=\"%.*s%.*s\"", STRF(o->prefix),
	    STRF(f->field->name), STRF(o->prefix), STRF(f->field->name));
	if (f->error.n > 0 || f->field->help.n > 0)
		html_put(o->b, " aria-describedby=\"d-%.*s%.*s\"",
		    STRF(o->prefix), STRF(f->field->name));
	if (f->error.n > 0)
		html_put(o->b, " aria-invalid=\"true\"");
	if (f->field->required && f->made.n == 0)
		html_put(o->b, " required");
	if (o->form->fresh && f == o->form->field)
		html_put(o->b, " autofocus");
}

static void
form_option(const struct form_out *o, struct str code, struct str name,
    struct str chosen)
{
	html_put(o->b, "<option value=\"%.*s\"", STRF(code));
	if (str_eq(code, chosen))
		html_put(o->b, " selected");
	html_put(o->b, ">%.*s</option>", STRF(name));
}

static void
form_select(const struct form_out *o, const struct form_field *f)
{
	struct why why = { .lang = o->form->lang };
	struct term *term = NULL;
	size_t n = 0;
	bool known = f->value.n == 0;

	if (find_terms(o->r, o->a, f->field->list, o->form->lang, &term, &n,
	    &why) != ERR_OK)
		form_unread(o->b, &why);
	html_put(o->b, "<select");
	form_name(o, f);
	html_put(o->b, "><option value=\"\">–</option>");
	for (size_t i = 0; i < n; i++) {
		known = known || str_eq(term[i].code, f->value);
		form_option(o, term[i].code, term[i].name, f->value);
	}
	/* What stands there already is not lost when its word has gone. */
	if (!known)
		form_option(o, f->value, f->value, f->value);
	html_put(o->b, "</select>");
}

/* The records to choose from, as a list beside the box. */
static void
form_choices(const struct form_out *o, const struct form_field *f)
{
	struct find_query q = { .limit = FORM_CHOICES_MAX };
	struct rows_found found = { .n = 0 };
	struct why why = { .lang = o->form->lang };
	struct str code, title;

	q.kind = f->field->target[0];
	for (size_t i = 0; i < o->lists->n; i++)
		if (o->lists->kind[i] == q.kind)
			return;
	ALWAYS(o->lists->n < countof(o->lists->kind));
	o->lists->kind[o->lists->n++] = q.kind;
	if (find_list(o->r, o->a, &q, &found, &why) != ERR_OK) {
		form_unread(o->b, &why);
		return;
	}
	html_put(o->b, "<datalist id=\"l-%.*s\">", STRF(q.kind->name));
	for (size_t i = 0; i < found.n; i++)
		if (find_name_in(o->r, o->a, found.row[i].id, o->form->lang,
		    &code, &title) ==
		    ERR_OK)
			html_put(o->b, "<option value=\"%.*s\">%.*s</option>",
			    STRF(code), STRF(str_head(title,
			    FORM_CHOICE_BYTES)));
	html_put(o->b, "</datalist>");
}

static void
form_box(const struct form_out *o, const struct form_field *f)
{
	bool ref = f->field->type == FIELD_REF && f->field->targets == 1;

	html_put(o->b, "<input");
	form_name(o, f);
	if (ref)
		html_put(o->b, " list=\"l-%.*s\"",
		    STRF(f->field->target[0]->name));
	html_put(o->b, " autocomplete=\"off\" value=\"%.*s\">",
	    STRF(f->value));
	if (ref)
		form_choices(o, f);
}

static void
form_control(const struct form_out *o, const struct form_field *f)
{
	switch (f->field->type) {
	case FIELD_TERM:
		form_select(o, f);
		break;
	case FIELD_LONG:
		html_put(o->b, "<textarea rows=\"3\"");
		form_name(o, f);
		/* The first line end behind the tag would be dropped. */
		html_put(o->b, ">\n%.*s</textarea>", STRF(f->value));
		break;
	case FIELD_FLAG:
		html_put(o->b, "<select");
		form_name(o, f);
		html_put(o->b, "><option value=\"\">%s</option>",
		    tr(o->form->lang, "no"));
		form_option(o, STR("yes"), tr_str(o->form->lang, "yes"),
		    f->value);
		html_put(o->b, "</select>");
		break;
	case FIELD_TEXT:
	case FIELD_INT:
	case FIELD_NUMBER:
	case FIELD_DATE:
	case FIELD_REF:
		form_box(o, f);
		break;
	}
}

/* What to type, where the type alone does not say. */
static struct str
form_hint(const struct form_field *f, const char *lang)
{
	if (f->made.n > 0)
		return f->made;
	if (f->field->help.n > 0)
		return tr_view(lang, f->field->help);
	if (f->field->type == FIELD_DATE)
		return tr_str(lang, "21/11/2026, 2026-11, today, -3 or mon");
	return STR("");
}

static void
form_row(const struct form_out *o, const struct form_field *f)
{
	struct str hint = form_hint(f, o->form->lang);
	bool wide = f->field->type == FIELD_LONG || f->field == o->form->kind->
	    title;

	html_put(o->b, "<div class=\"field%s%s\"><label for=\"f-%.*s%.*s\">"
	    "%.*s", wide ? " wide" : "", f->error.n > 0 ? " wrong" : "",
	    STRF(o->prefix), STRF(f->field->name),
	    STRF(find_field_name(o->r, o->a, f->field,
	    o->form->lang)));
	if (f->field->required && f->made.n == 0)
		html_put(o->b, " <span class=\"required\">%s</span>",
		    tr(o->form->lang, "(required)"));
	html_put(o->b, "</label>");
	if (f->error.n > 0)
		html_put(o->b, "<span class=\"error\" id=\"d-%.*s%.*s\">%.*s"
		    "</span>", STRF(o->prefix), STRF(f->field->name),
		    STRF(f->error));
	else if (f->field->help.n > 0)
		html_put(o->b, "<span class=\"help\" id=\"d-%.*s%.*s\">%.*s"
		    "</span>", STRF(o->prefix), STRF(f->field->name),
		    STRF(hint));
	else if (hint.n > 0)
		html_put(o->b, "<span class=\"help\">%.*s</span>", STRF(hint));
	form_control(o, f);
	html_put(o->b, "</div>");
}

void
form_errors(struct buf *b, struct reader *r, struct arena *a,
    const struct form *f, struct str prefix)
{
	if (f->errors == 0 && f->general.n == 0)
		return;
	html_put(b, "<div class=\"summary\" role=\"alert\" tabindex=\"-1\" "
	    "aria-labelledby=\"summary\"><h2 id=\"summary\">%s</h2><ul>",
	    tr(f->lang, "Not saved yet: please mend this"));
	if (f->general.n > 0)
		html_put(b, "<li>%.*s</li>", STRF(f->general));
	for (size_t i = 0; i < f->fields; i++)
		if (f->field[i].error.n > 0)
			html_put(b, "<li><a href=\"#f-%.*s%.*s\">%.*s: %.*s"
			    "</a></li>", STRF(prefix),
			    STRF(f->field[i].field->name),
			    STRF(find_field_name(r, a,
			    f->field[i].field, f->lang)),
			    STRF(f->field[i].error));
	html_put(b, "</ul></div>");
}

/* How many of the first fields stand open; the rest folds away. */
static size_t
form_first(const struct form *f)
{
	size_t n = 0;

	while (n < f->fields && form_rank(f->field[n].field) < 2)
		n++;
	return n > 0 ? n : f->fields;
}

void
form_show(struct buf *b, struct reader *r, struct arena *a,
    const struct form *f, struct str prefix, struct form_lists *lists)
{
	struct form_out o = { b, r, a, f, prefix, lists };
	size_t first = form_first(f);
	bool open = false;

	html_put(b, "<div class=\"fields\">");
	for (size_t i = 0; i < first; i++)
		form_row(&o, &f->field[i]);
	for (size_t i = first; i < f->fields && f->brief; i++)
		if (f->field[i].error.n > 0)
			form_row(&o, &f->field[i]);
	html_put(b, "</div>");
	if (first == f->fields || f->brief)
		return;
	for (size_t i = first; i < f->fields; i++)
		open = open || f->field[i].value.n > 0 ||
		    f->field[i].error.n > 0;
	if (open)
		html_put(b, "<details open>");
	else
		html_put(b, "<details>");
	html_put(b, "<summary>");
	html_put(b, tr_n(f->lang, "%zu more field", "%zu more fields",
	    (int64_t)(f->fields - first)), f->fields - first);
	html_put(b, "</summary><div class=\"fields\">");
	for (size_t i = first; i < f->fields; i++)
		form_row(&o, &f->field[i]);
	html_put(b, "</div></details>");
}
