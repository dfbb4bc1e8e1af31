#include "web/page_part.h"

#include "advise/path.h"
#include "base/plain.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/form.h"
#include "web/html.h"

#include "base/banned.h"

struct bulk_refused {
	struct str id;
	struct str why;
};

/*
 * One thing done to every ticked row, in one change; a marking has a lane of
 * its own, so rows of several markings are a change each.
 */
struct bulk {
	struct page *p;
	const struct kind *kind;
	struct change_item *item;
	struct str *label; /* of each item */
	size_t items;
	struct change_field field;
	struct str note;
	struct str wrong; /* with what was asked; nothing was done */
	struct bulk_refused *refused;
	size_t refuseds;
	size_t changed;
	struct change_done done; /* the last */
	struct str *record;      /* of those that were written */
	size_t records;
};

/* ---- the form below the list ---- */

static bool
bulk_is_offered(const struct kind *k, const struct field *f)
{
	static const char *const own[] = { "code", "withdrawn", "demo",
		"external" };

	for (size_t i = 0; i < countof(own); i++)
		if (str_is(f->name, own[i]))
			return false;
	return f != k->title && f->type != FIELD_LONG;
}

static bool
bulk_closes(const struct kind *k)
{
	return kind_field(k, STR("closed")) != NULL ||
	    kind_field(k, STR("claimed")) != NULL ||
	    kind_field(k, STR("done")) != NULL;
}

/* Who answers for it, and until when, is what is mostly set. */
static bool
bulk_is_first(const struct kind *k, const struct field *f)
{
	const struct field *owner = kind_field(k, STR("owner"));

	return f == (owner != NULL ? owner : kind_field(k, STR("unit")));
}

static void
bulk_fields(struct page *p, const struct kind *k)
{
	html_put(&p->out, "<label for=\"bulk-field\">%s</label><select "
	    "id=\"bulk-field\" name=\"field\">", tr(p->lang, "Set"));
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];

		if (!bulk_is_offered(k, f))
			continue;
		html_put(&p->out, "<option value=\"%.*s\"", STRF(f->name));
		if (bulk_is_first(k, f))
			html_put(&p->out, " selected");
		html_put(&p->out, ">%.*s</option>", STRF(tr_is_vi(p->lang) &&
		    f->vi.n > 0 ? f->vi : f->en));
	}
	html_put(&p->out, "</select><label for=\"bulk-value\">%s</label><input "
	    "id=\"bulk-value\" name=\"value\" autocomplete=\"off\" "
	    "placeholder=\"%s\"><button class=\"button\" name=\"do\" "
	    "value=\"set\">%s</button>", tr(p->lang, "to"),
	    tr(p->lang, "empty clears it"), tr(p->lang, "Set"));
}

/* Not only those that are shown: all that the filter finds. */
static void
bulk_every(struct page *p, size_t total)
{
	if (total == 0)
		return;
	html_put(&p->out, "<label><input type=\"checkbox\" name=\"all\" "
	    "value=\"yes\"%s>%.*s</label>", total > PAGE_BULK_MAX ?
	    " disabled" : "", STRF(arena_printf(p->arena, tr(p->lang,
	    "all %zu of this list"), total)));
}

void
page_bulk_form(struct page *p, const struct kind *k, struct str back,
    size_t total)
{
	html_put(&p->out, "<form id=\"bulk\" class=\"filter bulk\" "
	    "method=\"post\" action=\"%.*s/bulk\" aria-label=\"%s\">",
	    STRF(p->frame.path), tr(p->lang, "Change the ticked rows"));
	page_token(&p->out, p);
	html_put(&p->out, "<input type=\"hidden\" name=\"back\" "
	    "value=\"%.*s\"><b data-all=\"%s\" data-report=\"%s\">%s</b>",
	    STRF(back), tr(p->lang, "All rows of this page"),
	    tr(p->lang, "What came of it"), tr(p->lang, "Ticked rows:"));
	bulk_every(p, total);
	bulk_fields(p, k);
	if (bulk_closes(k))
		html_put(&p->out, "<button class=\"button\" name=\"do\" "
		    "value=\"close\">%s</button>", tr(p->lang, "Close"));
	html_put(&p->out, "<label for=\"bulk-reason\">%s</label><input "
	    "id=\"bulk-reason\" name=\"reason\" autocomplete=\"off\"><button "
	    "class=\"button\" name=\"do\" value=\"withdraw\">%s</button>"
	    "</form>", tr(p->lang, "Why"), tr(p->lang, "Withdraw"));
}

/* ---- what is asked ---- */

/* "start: " says nothing to who ticked rows. */
static struct str
bulk_plain(struct bulk *k, struct str why)
{
	const struct field *f;
	struct str head, rest;

	why = change_plain(why);
	f = str_cut(why, ':', &head, &rest) ? kind_field(k->kind, head) : NULL;
	if (f == NULL)
		return arena_str(k->p->arena, why);
	return arena_printf(k->p->arena, "%.*s: %.*s",
	    STRF(find_field_name(k->p->reader, k->p->arena, f, k->p->lang)),
	    STRF(str_trim(rest)));
}

static void
bulk_refuse(struct bulk *k, struct str id, struct str why)
{
	k->refused[k->refuseds++] = (struct bulk_refused){ id,
		bulk_plain(k, why) };
}

/* A word of a vocabulary by its code or its name, in either language. */
static enum err
bulk_term(struct bulk *k, const struct field *f, struct str *value,
    struct why *why)
{
	struct page *p = k->p;
	struct buf CLEANUP(buf_free) typed, name;
	struct str known = { "", 0 };
	struct term *term;
	size_t n;
	enum err e = find_terms(p->reader, p->arena, f->list, p->lang, &term,
	    &n, why);

	if (e != ERR_OK)
		return e;
	buf_init(&typed, 8 * KIB);
	buf_init(&name, 8 * KIB);
	plain_fold(&typed, *value);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&name);
		plain_fold(&name, term[i].name);
		if (str_eq(term[i].code, *value) ||
		    str_eq(buf_view(&name), buf_view(&typed))) {
			*value = term[i].code;
			return ERR_OK;
		}
		known = arena_printf(p->arena, "%.*s%s%.*s", STRF(known),
		    i > 0 ? ", " : "", STRF(term[i].name));
	}
	return why_set(why, ERR_INPUT, "%.*s has no \"%.*s\"; it is one of "
	    "%.*s", STRF(find_field_name(p->reader, p->arena, f, p->lang)),
	    STRF(str_head(*value, 40)), STRF(known));
}

/* The value as a form would take it: a code for a name, a mended date. */
static enum err
bulk_value(struct bulk *k, struct why *why)
{
	struct page *p = k->p;
	struct str name = page_field(p, "field");
	const struct field *f = kind_field(k->kind, name);
	struct form_field typed = { .field = f,
		.value = str_trim(page_field(p, "value")) };
	struct form form = { .kind = k->kind, .field = &typed, .fields = 1,
		.lang = p->lang };

	if (f == NULL || !bulk_is_offered(k->kind, f))
		return why_set(why, ERR_INPUT, "Choose a field to set.");
	if (f->type == FIELD_TERM && typed.value.n > 0) {
		enum err e = bulk_term(k, f, &typed.value, why);

		if (e != ERR_OK)
			return e;
	}
	form_check(p->reader, p->arena, &form);
	if (form.errors > 0)
		return why_set(why, ERR_INPUT, "%.*s: %.*s",
		    STRF(find_field_name(p->reader, p->arena, f, p->lang)),
		    STRF(typed.error));
	k->field = (struct change_field){ f->name, typed.value };
	return ERR_OK;
}

static enum err
bulk_verb(struct bulk *k, enum change_verb *verb, struct why *why)
{
	struct str what = page_field(k->p, "do");

	k->note = str_trim(page_field(k->p, "reason"));
	if (str_is(what, "close")) {
		*verb = CHANGE_CLOSE;
		return ERR_OK;
	}
	if (str_is(what, "withdraw")) {
		*verb = CHANGE_WITHDRAW;
		return k->note.n > 0 ? ERR_OK : why_set(why, ERR_INPUT,
		    "Say why the records no longer count, then withdraw.");
	}
	*verb = CHANGE_SET;
	return bulk_value(k, why);
}

/* A record is changed where its highest facet that can be seen stands. */
static void
bulk_row(struct bulk *k, enum change_verb verb, struct id id)
{
	struct page *p = k->p;
	struct str name = id_str(p->arena, id);
	struct why why = { .lang = p->lang };
	struct row *row;
	size_t n = 1;

	if (find_row(p->reader, p->arena, k->kind, id, &row, &n, &why) !=
	    ERR_OK) {
		bulk_refuse(k, name, str_of(why.text));
		return;
	}
	k->label[k->items] = row[n - 1].label;
	k->item[k->items++] = (struct change_item){ .verb = verb,
		.target = name, .field = &k->field,
		.fields = verb == CHANGE_SET };
}

static void
bulk_room(struct bulk *k)
{
	k->item = arena_array(k->p->arena, PAGE_BULK_MAX, sizeof(*k->item));
	k->label = arena_array(k->p->arena, PAGE_BULK_MAX, sizeof(*k->label));
	k->record = arena_array(k->p->arena, PAGE_BULK_MAX,
	    sizeof(*k->record));
	k->refused = arena_array(k->p->arena, PAGE_BULK_MAX,
	    sizeof(*k->refused));
}

/* The ticked rows as items; what cannot be seen is not there. */
static enum err
bulk_rows(struct bulk *k, enum change_verb verb, struct why *why)
{
	const struct http_request *r = &k->p->request;

	for (size_t i = 0; i < r->forms; i++) {
		struct id id;

		if (!str_is(r->form[i].name, "row"))
			continue;
		if (k->items + k->refuseds == PAGE_BULK_MAX)
			return why_set(why, ERR_LIMIT, "At most %d rows are "
			    "changed at once.", PAGE_BULK_MAX);
		if (!id_parse(r->form[i].value, &id))
			return why_set(why, ERR_INPUT, "A ticked row is none "
			    "of a list.");
		bulk_row(k, verb, id);
	}
	if (k->items + k->refuseds == 0)
		return why_set(why, ERR_INPUT, "Tick the rows first.");
	return ERR_OK;
}

/* ---- doing it ---- */

static bool
bulk_is_of_row(enum err e)
{
	return e == ERR_INPUT || e == ERR_MISSING || e == ERR_DENIED;
}

/* What is refused is taken out, until the rest is one change. */
static enum err
bulk_commit(struct bulk *k, struct str label, struct change_item *item,
    size_t items, struct why *why)
{
	struct page *p = k->p;

	while (items > 0) {
		struct change c = { .label = label, .note = k->note,
			.item = item, .items = items,
			.mask = p->reader->mask };
		struct why one = { .lang = p->lang };
		enum err e = p->site->commit(p->site->self, p->arena, &c,
		    &k->done, &one);
		size_t bad = k->done.bad;

		if (e == ERR_OK) {
			k->changed += items;
			if (k->done.record.n > 0)
				k->record[k->records++] = k->done.record;
			return ERR_OK;
		}
		if (!bulk_is_of_row(e) || bad >= items)
			return why_set(why, e, "%s", one.text);
		bulk_refuse(k, item[bad].target, str_of(one.text));
		for (size_t i = bad + 1; i < items; i++)
			item[i - 1] = item[i];
		items--;
	}
	return ERR_OK;
}

/* Marking by marking. */
static enum err
bulk_do(struct bulk *k, struct why *why)
{
	struct change_item *one = arena_array(k->p->arena, k->items + 1,
	    sizeof(*one));
	enum err e = ERR_OK;

	for (size_t i = 0; i < k->items && e == ERR_OK; i++) {
		size_t n = 0;

		if (k->label[i].n == 0)
			continue;
		for (size_t j = k->items; j-- > i;) {
			if (!str_eq(k->label[i], k->label[j]))
				continue;
			one[n++] = k->item[j];
			if (j > i)
				k->label[j] = STR("");
		}
		e = bulk_commit(k, k->label[i], one, n, why);
	}
	return e;
}

static struct str
bulk_back(struct bulk *k)
{
	return page_back(k->p, k->kind, path_list(k->p->arena, k->kind,
	    STR("")));
}

static void
bulk_rows_refused(struct bulk *k, struct report *r)
{
	struct page *p = k->p;
	struct report_panel *panel = report_add_panel(p->arena, r, "refused",
	    tr_str(p->lang, "What was refused, and why?"));
	struct report_block *b = report_add_block(p->arena, panel,
	    BLOCK_TABLE);

	(void)report_columns(p->arena, b, 3);
	b->column[0] = (struct report_column){ .name = STR("code"),
		.head = tr_str(p->lang, "Reference"), .type = CELL_ISO };
	b->column[1] = (struct report_column){ .name = STR("title"),
		.head = find_kind_one(p->reader, p->arena, k->kind, p->lang) };
	b->column[2] = (struct report_column){ .name = STR("why"),
		.head = tr_str(p->lang, "Why") };
	for (size_t i = 0; i < k->refuseds; i++) {
		struct report_cell *c = report_row(p->arena, b);
		struct str code, title;
		struct id id;

		c[0].type = CELL_ISO;
		c[0].text = k->refused[i].id;
		c[2].text = k->refused[i].why;
		if (!id_parse(k->refused[i].id, &id) || find_name(p->reader,
		    p->arena, id, &code, &title) != ERR_OK)
			continue;
		c[0].text = code;
		c[0].link = path_record(p->arena, k->kind, code);
		c[1] = report_link(title, c[0].link);
	}
}

/* One undo takes all back, those of other markings as well. */
static void
bulk_undo(struct bulk *k)
{
	struct show_frame *f = &k->p->frame;

	if (k->records == 0)
		return;
	f->said = tr_str(k->p->lang, "Saved.");
	f->undo = arena_printf(k->p->arena, "/changes/%.*s/undo",
	    STRF(k->record[0]));
	for (size_t i = 1; i < k->records; i++)
		f->also = arena_printf(k->p->arena, "%.*s%s%.*s",
		    STRF(f->also), i > 1 ? " " : "", STRF(k->record[i]));
}

static void
bulk_show(struct bulk *k)
{
	struct page *p = k->p;
	struct report r = { .name = STR_INIT("bulk") };
	struct str back = bulk_back(k);

	r.title = k->refuseds == 0 && k->wrong.n == 0 ?
	    tr_str(p->lang, "Done") :
	    k->changed > 0 ? tr_str(p->lang, "Partly done") :
	    tr_str(p->lang, "Not done");
	r.answer = k->wrong.n > 0 ? k->wrong : arena_printf(p->arena,
	    tr(p->lang, "*%zu* changed, *%zu* refused."), k->changed,
	    k->refuseds);
	report_add_crumb(p->arena, &r, find_kind_many(p->reader, p->arena,
	    k->kind, p->lang), back);
	if (k->refuseds > 0)
		bulk_rows_refused(k, &r);
	bulk_undo(k);
	p->status = k->changed > 0 ? 200 : k->wrong.n > 0 ? 400 : 422;
	p->frame.timeless = true;
	page_open(p, &r);
	show_panels(&p->out, &p->frame, &r);
	html_put(&p->out, "<div class=\"actions\"><a class=\"button\" "
	    "href=\"%.*s\">%s</a></div>", STRF(back),
	    tr(p->lang, "Back to the list"));
	page_close(p, &r);
}

/* What is done, in words: "Owner: Navy", "Close". */
static struct str
bulk_words(struct bulk *k, enum change_verb verb,
    struct page_bulk_plan *plan)
{
	struct page *p = k->p;

	if (verb == CHANGE_CLOSE)
		return tr_str(p->lang, "Close");
	if (verb == CHANGE_WITHDRAW)
		return tr_str(p->lang, "Withdraw");
	plan->field = kind_field(k->kind, k->field.name);
	plan->value = str_trim(page_field(p, "value"));
	return arena_printf(p->arena, "%.*s → %.*s",
	    STRF(find_field_name(p->reader, p->arena, plan->field, p->lang)),
	    STRF(plan->value.n > 0 ? plan->value :
	    tr_str(p->lang, "nothing")));
}

/* All that the list finds, once somebody saw how many; ${asked}: not yet. */
static enum err
bulk_list(struct bulk *k, enum change_verb verb, bool *asked,
    struct why *why)
{
	struct page *p = k->p;
	struct page_bulk_plan plan = { .kind = k->kind };
	enum err e;

	plan.back = bulk_back(k);
	plan.what = bulk_words(k, verb, &plan);
	e = page_bulk_all(p, &plan, why);
	if (e != ERR_OK)
		return e;
	*asked = !str_eq(page_field(p, "sure"), arena_printf(p->arena, "%zu",
	    plan.rows));
	if (*asked)
		page_bulk_ask(p, &plan);
	for (size_t i = 0; !*asked && i < plan.rows; i++)
		bulk_row(k, verb, plan.row[i].id);
	return ERR_OK;
}

/* All of it, unless it has to be asked first. */
static enum err
bulk_run(struct bulk *k, bool *asked, struct why *why)
{
	enum change_verb verb = CHANGE_SET;
	enum err e = bulk_verb(k, &verb, why);

	if (e != ERR_OK)
		return e;
	bulk_room(k);
	e = str_is(page_field(k->p, "all"), "yes")
	    ? bulk_list(k, verb, asked, why) : bulk_rows(k, verb, why);
	return e != ERR_OK || *asked ? e : bulk_do(k, why);
}

/* POST /:list/bulk */
enum err
page_bulk(struct page *p, struct why *why)
{
	struct why wrong = { .lang = p->lang };
	struct bulk k = { .p = p };
	bool asked = false;
	enum err e = page_kind(p, &k.kind, why);

	if (e != ERR_OK)
		return e;
	e = bulk_run(&k, &asked, &wrong);
	if (e != ERR_OK && e != ERR_INPUT && e != ERR_LIMIT)
		return why_set(why, e, "%s", wrong.text);
	if (e != ERR_OK)
		k.wrong = arena_str(p->arena, str_of(wrong.text));
	if (asked)
		return ERR_OK;
	if (e != ERR_OK || k.refuseds > 0 || k.records > 1)
		bulk_show(&k);
	else
		page_saved(p, bulk_back(&k), &k.done);
	return ERR_OK;
}
