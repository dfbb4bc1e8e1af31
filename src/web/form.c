#include "web/form.h"

#include "advise/entry.h"
#include "base/buf.h"
#include "base/tr.h"

#include "base/banned.h"

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
	for (size_t i = 0; i < k->forms; i++)
		out->field[out->fields++].field = k->form[i];
	for (int rank = 0; rank <= 3; rank++) {
		for (size_t i = 0; i < k->fields; i++)
			if (!form_is_hidden(&k->field[i]) &&
			    form_named(out, k->field[i].name) == NULL &&
			    form_rank(&k->field[i]) == rank)
				out->field[out->fields++].field = &k->field[i];
		/* What a kind says is asked first is all that stands open. */
		if (rank == 1 && k->forms == 0)
			out->first = out->fields;
	}
	if (out->first == 0)
		out->first = k->forms > 0 ? k->forms : out->fields;
}

struct form_field *
form_named(const struct form *f, struct str name)
{
	for (size_t i = 0; i < f->fields; i++)
		if (str_eq(f->field[i].field->name, name))
			return &f->field[i];
	return NULL;
}

struct str
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
		return str_is(name, "@sure") || str_is(name, "@next");
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

	/* Its name is as good as its code, where no other has it. */
	if (e == ERR_MISSING && one != NULL && entry_named(r, a, one,
	    to->value, &code))
		e = find_id(r, a, code, one, &id, &found, &why);
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

/* A title is made of what else is there: that is asked for, not the title. */
static bool
form_is_made(const struct form *f, const struct form_field *to)
{
	if (f->kind->made.n == 0 || to->field != f->kind->title)
		return false;
	for (size_t i = 0; i < f->fields; i++)
		if (&f->field[i] != to && f->field[i].field->required &&
		    f->field[i].value.n == 0)
			return true;
	return false;
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
		else if (to->value.n == 0 && to->field->required &&
		    !form_is_made(f, to))
			form_wrong(f, to, to->field->type == FIELD_TERM
			    ? tr_str(f->lang, "Choose one of the list.")
			    : tr_str(f->lang, "This is needed."));
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
