#include "web/form.h"

#include "base/buf.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

/* Records with names of their own, and those with no more than a number. */
enum {
	FORM_CHOICES_MAX = 300,
	FORM_NUMBERED_MAX = 100,
	FORM_CHOICE_BYTES = 80
};

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

/*
 * The records to choose from, as a list beside the box; where there are more
 * than a person would look through, a reference is typed, or found by script.
 */
static void
form_choices(const struct form_out *o, const struct form_field *f)
{
	struct find_query q = { .lang = o->form->lang };
	struct rows_found found = { .n = 0 };
	struct why why = { .lang = o->form->lang };
	struct str code, title;

	q.kind = f->field->target[0];
	q.limit = q.kind->numbering.n > 0 ? FORM_NUMBERED_MAX :
	    FORM_CHOICES_MAX;
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
	for (size_t i = 0; i < found.n && found.next.n == 0; i++)
		if (find_name_in(o->r, o->a, found.row[i].id, o->form->lang,
		    &code, &title) == ERR_OK)
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
		html_put(o->b, " list=\"l-%.*s\" data-suggest=\"%.*s\"",
		    STRF(f->field->target[0]->name),
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

/* One of two values of a field, to be chosen. */
static void
form_side(const struct form_out *o, const struct form_field *f,
    struct str value, const char *words, bool chosen)
{
	html_put(o->b, "<label><input type=\"radio\" name=\"%.*s%.*s\" "
	    "value=\"%.*s\"%s> <b>%s</b> <span>%.*s</span></label>",
	    STRF(o->prefix), STRF(f->field->name), STRF(value),
	    chosen ? " checked" : "", words, STRF(value.n > 0 ? value :
	    tr_str(o->form->lang, "nothing")));
}

/* Both changed it: the two stand side by side, and one is chosen. */
static void
form_both(const struct form_out *o, const struct form_field *f)
{
	html_put(o->b, "<fieldset class=\"field wide wrong\" id=\"f-%.*s%.*s\""
	    " tabindex=\"-1\"><legend>%.*s</legend><div class=\"both\">",
	    STRF(o->prefix), STRF(f->field->name), STRF(find_field_name(o->r,
	    o->a, f->field, o->form->lang)));
	form_side(o, f, f->value, tr(o->form->lang, "Yours:"), true);
	form_side(o, f, f->was, tr(o->form->lang, "Theirs, which stands:"),
	    false);
	html_put(o->b, "</div></fieldset>");
}

static void
form_row(const struct form_out *o, const struct form_field *f)
{
	struct str hint = form_hint(f, o->form->lang);
	bool wide = f->field->type == FIELD_LONG || f->field == o->form->kind->
	    title;

	if (f->both) {
		form_both(o, f);
		return;
	}
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

/* ---- what folds away ---- */

static const char *const form_groups[] = {
	TR("Dates"), TR("With whom, and for what"), TR("Details"),
	TR("Source, validity, notes"),
};

static size_t
form_group(const struct field *f)
{
	if (f->number < KIND_OWN_FIRST)
		return 3;
	return f->type == FIELD_DATE ? 0 : f->type == FIELD_REF ? 1 : 2;
}

/* What points to nothing that its reader may see is not asked. */
static bool
form_asks(const struct form_out *o, const struct form_field *f)
{
	return !find_hides(&o->r->office->kinds, o->r->hidden, f->field);
}

/* One group: open where something stands in it or is wrong. */
static void
form_fold(const struct form_out *o, size_t group)
{
	const struct form *f = o->form;
	bool open = false;
	size_t n = 0;

	for (size_t i = f->first; i < f->fields; i++) {
		if (form_group(f->field[i].field) != group ||
		    !form_asks(o, &f->field[i]))
			continue;
		n++;
		open = open || f->field[i].value.n > 0 ||
		    f->field[i].error.n > 0;
	}
	if (n == 0)
		return;
	html_put(o->b, open ? "<details open>" : "<details>");
	html_put(o->b, "<summary>%s (%zu)</summary><div class=\"fields\">",
	    tr(f->lang, form_groups[group]), n);
	for (size_t i = f->first; i < f->fields; i++)
		if (form_group(f->field[i].field) == group &&
		    form_asks(o, &f->field[i]))
			form_row(o, &f->field[i]);
	html_put(o->b, "</div></details>");
}

void
form_show(struct buf *b, struct reader *r, struct arena *a,
    const struct form *f, struct str prefix, struct form_lists *lists)
{
	struct form_out o = { b, r, a, f, prefix, lists };

	html_put(b, "<div class=\"fields\">");
	for (size_t i = 0; i < f->first; i++)
		if (form_asks(&o, &f->field[i]))
			form_row(&o, &f->field[i]);
	for (size_t i = f->first; i < f->fields && f->brief; i++)
		/* What names another of the same change is not for people. */
		if (f->field[i].error.n > 0 || (f->field[i].value.n > 0 &&
		    f->field[i].value.p[0] != '$'))
			form_row(&o, &f->field[i]);
	html_put(b, "</div>");
	for (size_t i = 0; i < countof(form_groups) && !f->brief; i++)
		form_fold(&o, i);
}
