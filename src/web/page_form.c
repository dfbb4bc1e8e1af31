#include "web/page.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/plain.h"
#include "base/tr.h"
#include "model/find.h"
#include "model/search.h"
#include "web/form.h"
#include "web/html.h"

#include "base/banned.h"

enum { PAGE_SIMILAR = 5 };

/* ---- what forms share ---- */

static enum err
page_now(struct page *p, struct why *why)
{
	if (p->reader->now)
		return ERR_OK;
	return why_set(why, ERR_DENIED, "The past is not written to.");
}

/* The form of a record bears the marking that the record has. */
static void
page_marked(struct page *p, struct report *r, struct str label)
{
	struct words w;

	words_init(&w, p->reader, p->arena, p->lang);
	words_label(&w, label);
	words_head(&w, r);
}

static void
page_form_open(struct page *p, struct report *r, const char *path_end)
{
	p->frame.timeless = true;
	page_open(p, r);
	html_put(&p->out, "<form method=\"post\" novalidate "
	    "action=\"%.*s%s\">", STRF(p->request.path), path_end);
	page_token(&p->out, p);
}

static void
page_buttons(struct page *p, const char *words, struct str back)
{
	html_put(&p->out, "<div class=\"actions\"><button class=\"button "
	    "first\">%s</button><a href=\"%.*s\">%s</a></div></form>",
	    words, STRF(back), tr(p->lang, "Cancel"));
}

static void
page_note(struct page *p, const struct form *f)
{
	html_put(&p->out, "<div class=\"field\"><label for=\"f-@note\">%s"
	    "</label><input id=\"f-@note\" name=\"@note\" "
	    "autocomplete=\"off\" value=\"%.*s\"></div>",
	    tr(p->lang, "Why (optional)"), STRF(f->note));
}

static enum err
page_commit(struct page *p, struct form *f, struct change *c,
    struct change_done *done)
{
	struct why why = { .lang = p->lang };
	enum err e;

	c->mask = p->reader->mask;
	e = p->site->commit(p->site->self, p->arena, c, done, &why);
	if (e != ERR_OK)
		f->general = arena_printf(p->arena, "%s", why.text[0] != '\0' ?
		    why.text : tr(p->lang, "It could not be written; please "
		    "try again."));
	return e;
}

/* ---- new ---- */

/* Records of the kind whose title is the same but for case and marks. */
static void
page_similar(struct page *p, const struct form *f, struct buf *out)
{
	struct form_field *title = f->kind->title == NULL ? NULL :
	    form_named(f, f->kind->title->name);
	struct buf CLEANUP(buf_free) mine, other;
	struct hit *hit;
	size_t n = 0;

	buf_init(&mine, KIND_LONG_MAX);
	buf_init(&other, KIND_LONG_MAX);
	if (title == NULL || title->value.n == 0 || search_find(p->reader,
	    p->arena, title->value, f->kind, PAGE_SIMILAR, &hit, &n, NULL) !=
	    ERR_OK)
		return;
	plain_fold(&mine, title->value);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&other);
		plain_fold(&other, hit[i].title);
		if (!str_eq(buf_view(&mine), buf_view(&other)))
			continue;
		html_put(out, "<li><a href=\"%.*s\">%.*s %.*s</a></li>",
		    STRF(path_record(p->arena, f->kind, hit[i].code)),
		    STRF(hit[i].code), STRF(hit[i].title));
	}
}

static struct str
page_word(struct page *p, const struct form *f, const char *name)
{
	const struct form_field *t = form_named(f, str_of(name));

	if (t == NULL || t->value.n == 0 || t->field->type != FIELD_TERM)
		return t != NULL ? t->value : STR("");
	return find_term(p->reader, p->arena, t->field->list, t->value,
	    p->lang);
}

/* An activity without a title is called by its type, partner and level. */
static void
page_title(struct page *p, struct form *f)
{
	struct form_field *t = form_named(f, STR("title"));
	struct str partner = page_word(p, f, "partner"), type, level;

	if (!str_is(f->kind->name, "activity") || str_trim(t->value).n > 0)
		return;
	type = page_word(p, f, "type");
	level = words_small(p->arena, page_word(p, f, "level"));
	if (type.n > 0 && partner.n > 0)
		t->value = arena_printf(p->arena, "%.*s, %.*s%s%.*s",
		    STRF(type), STRF(partner), level.n > 0 ? ", " : "",
		    STRF(level));
}

static void
page_new_show(struct page *p, const struct form *f, struct str similar)
{
	struct report r = { .name = STR_INIT("form") };
	struct str list = path_list(p->arena, f->kind, STR(""));

	if (str_is(f->kind->name, "activity"))
		form_named(f, STR("title"))->made = tr_str(p->lang,
		    "Left empty, it is made of type, partner and level.");

	r.title = arena_printf(p->arena, tr(p->lang, "New %.*s"),
	    STRF(words_small(p->arena, page_kind_one(p, f->kind))));
	r.sub = tr_view(p->lang, f->kind->help);
	report_add_crumb(p->arena, &r, page_kind_many(p, f->kind), list);
	if (str_is(f->kind->name, "activity"))
		report_add_action(p->arena, &r, tr(p->lang,
		    "Paste a text instead"), STR("/activities/paste"));
	p->frame.faulty = f->errors > 0 || f->general.n > 0;
	page_refuse(p, f);
	page_form_open(p, &r, "");
	form_errors(&p->out, p->reader, p->arena, f, STR(""));
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\">",
	    tr(p->lang, "Fields"));
	form_show(&p->out, p->reader, p->arena, f, STR(""),
	    &(struct form_lists){ .n = 0 });
	page_marking(p, "@label", f->label);
	html_put(&p->out, "</section>");
	if (similar.n > 0) {
		html_put(&p->out, "<section class=\"panel alone\" "
		    "aria-label=\"%s\"><p>%s</p><ul>", tr(p->lang, "Similar"),
		    tr(p->lang, "There is one with this title already. If "
		    "yours is another one, save again."));
		/* Made by html_put above: links and titles, escaped. */
		buf_str(&p->out, similar);
		html_put(&p->out, "</ul><input type=\"hidden\" "
		    "name=\"@sure\" value=\"yes\"></section>");
	}
	page_buttons(p, tr(p->lang, "Save"), list);
	page_close(p, &r);
}

/* An activity is of today, until something else is typed. */
static void
page_today(struct page *p, struct form *f)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 };
	struct form_field *start = form_named(f, STR("start"));

	if (!str_is(f->kind->name, "activity"))
		return;
	if (tr_is_vi(p->lang))
		date_say(&b, p->lang, (struct date){ p->reader->today,
			p->reader->today });
	else
		date_format(&b, (struct date){ p->reader->today,
			p->reader->today });
	start->value = arena_str(p->arena, buf_view(&b));
}

/* GET /:list/new: the address may bring values: ?partner=AUS */
enum err
page_new(struct page *p, struct why *why)
{
	const struct kind *k;
	struct form f;
	enum err e = page_kind(p, &k, why);

	if (e == ERR_OK)
		e = page_now(p, why);
	if (e != ERR_OK)
		return e;
	form_new(p->arena, k, p->lang, &f);
	page_today(p, &f);
	e = form_fill(&f, p->request.query, p->request.queries, STR(""), why);
	if (e != ERR_OK)
		return e;
	f.fresh = true;
	page_new_show(p, &f, STR(""));
	return ERR_OK;
}

static enum err
page_add_checked(struct page *p, struct form *f)
{
	struct change_item item = form_item(p->arena, f, CHANGE_ADD, STR(""));
	struct change c = { .label = f->label, .note = f->note,
		.item = &item, .items = 1 };
	struct change_done done = { 0 };
	enum err e;

	item.id = page_once(p);
	e = page_commit(p, f, &c, &done);
	if (e == ERR_OK)
		page_saved(p, path_record(p->arena, f->kind, done.code[0]),
		    &done);
	return e;
}

/* POST /:list/new */
enum err
page_add(struct page *p, struct why *why)
{
	const struct kind *k;
	struct form f;
	struct buf CLEANUP(buf_free) similar;
	enum err e = page_kind(p, &k, why);

	buf_init(&similar, MIB);
	if (e != ERR_OK)
		return e;
	form_new(p->arena, k, p->lang, &f);
	e = form_fill(&f, p->request.form, p->request.forms, STR(""), why);
	if (e != ERR_OK)
		return e;
	page_title(p, &f);
	form_check(p->reader, p->arena, &f);
	if (f.errors == 0 && p->once.n == 0 &&
	    !str_is(page_field(p, "@sure"), "yes"))
		page_similar(p, &f, &similar);
	if (f.errors == 0 && similar.n == 0 &&
	    page_add_checked(p, &f) == ERR_OK)
		return ERR_OK;
	p->status = similar.n > 0 ? 200 : 422;
	page_new_show(p, &f, buf_view(&similar));
	return ERR_OK;
}

/* ---- edit ---- */

static enum err
page_row(struct page *p, struct row **row, struct why *why)
{
	const struct kind *k;
	struct id id;
	size_t n = 1;
	enum err e = page_record(p, &k, &id, why);

	if (e == ERR_OK)
		e = page_now(p, why);
	if (e == ERR_OK)
		e = find_row(p->reader, p->arena, k, id, row, &n, why);
	/* The highest facet that may be seen is the one that is written. */
	if (e == ERR_OK)
		*row += n - 1;
	return e;
}

static void
page_edit_show(struct page *p, const struct form *f)
{
	struct report r = { .name = STR_INIT("form") };
	struct str back = path_record(p->arena, f->kind, p->arg[1]);

	r.title = arena_printf(p->arena, tr(p->lang, "Edit %.*s %.*s"),
	    STRF(words_small(p->arena, page_kind_one(p, f->kind))),
	    STRF(p->arg[1]));
	report_add_crumb(p->arena, &r, page_kind_many(p, f->kind),
	    path_list(p->arena, f->kind, STR("")));
	report_add_crumb(p->arena, &r, p->arg[1], back);
	report_add_action(p->arena, &r, tr(p->lang, "Withdraw"),
	    path_part(p->arena, f->kind, p->arg[1], "withdraw"));
	page_marked(p, &r, f->label);
	p->frame.faulty = f->errors > 0 || f->general.n > 0;
	page_refuse(p, f);
	page_form_open(p, &r, "");
	html_put(&p->out, "<input type=\"hidden\" name=\"@version\" "
	    "value=\"%.*s\">", STRF(f->version));
	form_errors(&p->out, p->reader, p->arena, f, STR(""));
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\">",
	    tr(p->lang, "Fields"));
	form_show(&p->out, p->reader, p->arena, f, STR(""),
	    &(struct form_lists){ .n = 0 });
	page_note(p, f);
	html_put(&p->out, "</section>");
	page_buttons(p, tr(p->lang, "Save"), back);
	page_close(p, &r);
}

/* GET /:list/:code/edit */
enum err
page_edit(struct page *p, struct why *why)
{
	struct row *row;
	struct form f;
	enum err e = page_row(p, &row, why);

	if (e != ERR_OK)
		return e;
	form_of_row(p->reader, p->arena, row, p->lang, &f);
	f.label = row->label;
	page_edit_show(p, &f);
	return ERR_OK;
}

/*
 * Somebody saved meanwhile: what was typed stays, what stands now is told
 * field by field, and saving again is a decision.
 */
static void
page_conflict(struct page *p, struct form *f, struct str version)
{
	f->version = version;
	f->general = tr_str(p->lang, "Somebody else saved this record since "
	    "you opened it. Fields that differ from what stands now are "
	    "marked; save again to put yours there.");
	for (size_t i = 0; i < f->fields; i++) {
		struct form_field *to = &f->field[i];

		if (str_eq(to->value, to->was))
			continue;
		to->error = arena_printf(p->arena, tr(p->lang,
		    "Now stands: %.*s"), STRF(to->was.n > 0 ? to->was :
		    tr_str(p->lang, "nothing")));
		f->errors++;
	}
	p->status = 409;
}

/* POST /:list/:code/edit */
enum err
page_amend(struct page *p, struct why *why)
{
	struct change_done done = { 0 };
	struct change_item item;
	struct change c = { .item = &item, .items = 1 };
	struct str version;
	struct row *row;
	struct form f;
	enum err e = page_row(p, &row, why);

	if (e != ERR_OK)
		return e;
	form_of_row(p->reader, p->arena, row, p->lang, &f);
	version = f.version;
	f.version = STR("");
	e = form_fill(&f, p->request.form, p->request.forms, STR(""), why);
	if (e != ERR_OK)
		return e;
	f.label = row->label;
	form_check(p->reader, p->arena, &f);
	p->status = 422;
	/* A program that does not say what it has seen, does not mind. */
	if (p->program && f.version.n == 0)
		f.version = version;
	if (f.errors == 0 && !str_eq(f.version, version)) {
		page_conflict(p, &f, version);
	} else if (f.errors == 0) {
		item = form_item(p->arena, &f, CHANGE_SET,
		    id_str(p->arena, row->id));
		c.label = f.label;
		c.note = f.note;
		if (page_commit(p, &f, &c, &done) == ERR_OK) {
			page_saved(p, path_record(p->arena, f.kind,
			    p->arg[1]), &done);
			return ERR_OK;
		}
	}
	page_edit_show(p, &f);
	return ERR_OK;
}

/* ---- close, withdraw, undo ---- */

static void
page_ask(struct page *p, const struct row *row, const char *verb,
    const char *label, const char *name, const char *help, struct str value,
    struct str error)
{
	const struct kind *k = row->kind;
	struct report r = { .name = STR_INIT("form") };
	struct str back = path_record(p->arena, k, p->arg[1]);

	page_marked(p, &r, row->label);
	r.title = arena_printf(p->arena, "%s %.*s %.*s", verb,
	    STRF(words_small(p->arena, page_kind_one(p, k))), STRF(p->arg[1]));
	report_add_crumb(p->arena, &r, page_kind_many(p, k),
	    path_list(p->arena, k, STR("")));
	report_add_crumb(p->arena, &r, p->arg[1], back);
	p->frame.faulty = error.n > 0;
	p->refusal = error;
	page_form_open(p, &r, "");
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\"><div "
	    "class=\"field%s\"><label for=\"%s\">%s</label><span "
	    "class=\"help\">%s</span>", verb, error.n > 0 ? " wrong" : "",
	    name, label, help);
	if (error.n > 0)
		html_put(&p->out, "<span class=\"error\" role=\"alert\">%.*s"
		    "</span>", STRF(error));
	html_put(&p->out, "<textarea rows=\"3\" id=\"%s\" name=\"%s\">\n%.*s"
	    "</textarea></div></section>", name, name, STRF(value));
	page_buttons(p, verb, back);
	page_close(p, &r);
}

static void
page_ask_close(struct page *p, const struct row *row, struct str error)
{
	page_ask(p, row, tr(p->lang, "Close"), tr(p->lang, "Report"), "report",
	    tr(p->lang, "What came of it, in a sentence or two; it can stay "
	    "empty."), page_field(p, "report"), error);
}

static void
page_ask_withdraw(struct page *p, const struct row *row, struct str error)
{
	page_ask(p, row, tr(p->lang, "Withdraw"), tr(p->lang, "Reason"),
	    "reason", tr(p->lang, "The record no longer counts. It stays in "
	    "the history with this reason, and it can be undone."),
	    page_field(p, "reason"), error);
}

/* GET /:list/:code/close: an activity that is held, reported, done with. */
enum err
page_close_ask(struct page *p, struct why *why)
{
	struct row *row;
	enum err e = page_row(p, &row, why);

	if (e == ERR_OK && !str_is(row->kind->name, "activity"))
		e = why_set(why, ERR_MISSING, "Only activities are closed.");
	if (e == ERR_OK)
		page_ask_close(p, row, STR(""));
	return e;
}

/* One item on one record, back to its page. */
static enum err
page_do(struct page *p, const struct row *row, struct change_item *item,
    struct str note, struct form *f)
{
	struct change_done done = { 0 };
	struct change c = { .label = row->label, .note = note, .item = item,
		.items = 1 };
	enum err e;

	item->target = id_str(p->arena, row->id);
	e = page_commit(p, f, &c, &done);
	if (e == ERR_OK)
		page_saved(p, page_back(p, row->kind, path_record(p->arena,
		    row->kind, p->arg[1])), &done);
	else
		p->status = 422;
	return e;
}

/* POST /:list/:code/close */
enum err
page_close_do(struct page *p, struct why *why)
{
	struct change_field field = { STR_INIT("report"), { NULL, 0 } };
	struct change_item item = { .verb = CHANGE_CLOSE, .field = &field };
	struct form f = { 0 };
	struct row *row;
	enum err e = page_row(p, &row, why);

	if (e == ERR_OK && !str_is(row->kind->name, "activity"))
		e = why_set(why, ERR_MISSING, "Only activities are closed.");
	if (e != ERR_OK)
		return e;
	field.value = str_trim(page_field(p, "report"));
	item.fields = field.value.n > 0;
	if (page_do(p, row, &item, STR(""), &f) != ERR_OK)
		page_ask_close(p, row, f.general);
	return ERR_OK;
}

/* GET /:list/:code/withdraw */
enum err
page_withdraw_ask(struct page *p, struct why *why)
{
	struct row *row;
	enum err e = page_row(p, &row, why);

	if (e == ERR_OK)
		page_ask_withdraw(p, row, STR(""));
	return e;
}

/* POST /:list/:code/withdraw */
enum err
page_withdraw_do(struct page *p, struct why *why)
{
	struct change_item item = { .verb = CHANGE_WITHDRAW };
	struct form f = { 0 };
	struct str reason = str_trim(page_field(p, "reason"));
	struct row *row;
	enum err e = page_row(p, &row, why);

	if (e != ERR_OK)
		return e;
	if (reason.n == 0) {
		p->status = 422;
		page_ask_withdraw(p, row, tr_str(p->lang, "Enter a reason."));
	} else if (page_do(p, row, &item, reason, &f) != ERR_OK) {
		page_ask_withdraw(p, row, f.general);
	}
	return ERR_OK;
}

/* POST /changes/:record/undo */
enum err
page_undo(struct page *p, struct why *why)
{
	struct change_item item = { .verb = CHANGE_UNDO, .target = p->arg[0] };
	struct change c = { .mask = p->reader->mask, .item = &item,
		.items = 1 };
	struct change_done done = { 0 };
	enum err e = p->site->commit(p->site->self, p->arena, &c, &done, why);

	if (e == ERR_OK)
		page_go(p, path_query(p->arena, STR("/changes"), "undone",
		    done.record.n > 0 ? done.record : STR("none")));
	return e;
}
