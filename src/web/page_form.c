#include "web/page_part.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"

#include "base/banned.h"

/* ---- what forms share ---- */

enum err
page_now(const struct page *p, struct why *why)
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

void
page_form_open(struct page *p, struct report *r)
{
	p->frame.timeless = true;
	page_open(p, r);
	html_put(&p->out, "<form method=\"post\" novalidate "
	    "action=\"%.*s\">", STRF(p->request.path));
	page_token(&p->out, p);
}

void
page_buttons(struct page *p, const char *words, const char *next,
    struct str back)
{
	html_put(&p->out, "<div class=\"actions\"><button class=\"button "
	    "first\">%s</button>", words);
	if (next != NULL)
		html_put(&p->out, "<button class=\"button\" name=\"@next\" "
		    "value=\"yes\">%s</button>", next);
	html_put(&p->out, "<a href=\"%.*s\">%s</a></div></form>", STRF(back),
	    tr(p->lang, "Cancel"));
}

static void
page_note(struct page *p, const struct form *f)
{
	html_put(&p->out, "<div class=\"field\"><label for=\"f-@note\">%s"
	    "</label><input id=\"f-@note\" name=\"@note\" "
	    "autocomplete=\"off\" value=\"%.*s\"></div>",
	    tr(p->lang, "Why (optional)"), STRF(f->note));
}

enum err
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
	page_form_open(p, &r);
	html_put(&p->out, "<input type=\"hidden\" name=\"@version\" "
	    "value=\"%.*s\">", STRF(f->version));
	form_errors(&p->out, p->reader, p->arena, f, STR(""));
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\">",
	    tr(p->lang, "Fields"));
	form_show(&p->out, p->reader, p->arena, f, STR(""),
	    &(struct form_lists){ .n = 0 });
	page_note(p, f);
	html_put(&p->out, "</section>");
	page_buttons(p, tr(p->lang, "Save"), NULL, back);
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

/* The record as it was when the form was opened; false: not to be known. */
static bool
page_row_then(struct page *p, const struct row *row, struct str version,
    struct form *then)
{
	struct reader *r = p->reader;
	uint64_t now = r->hlc;
	int32_t today = r->today;
	struct row *old;
	int64_t hlc;
	size_t n = 1;
	bool found;

	if (!str_int(version, &hlc) || hlc <= 0 ||
	    reader_move(r, (uint64_t)hlc, today, NULL) != ERR_OK)
		return false;
	found = find_row(r, p->arena, row->kind, row->id, &old, &n, NULL) ==
	    ERR_OK;
	if (found)
		form_of_row(r, p->arena, old + n - 1, p->lang, then);
	ALWAYS(reader_move(r, now, today, NULL) == ERR_OK);
	return found;
}

/*
 * Somebody saved meanwhile. Fields that one of the two left alone are what
 * the other made of them; of those that both changed, a person chooses.
 * ${f}->errors gets how many.
 */
static void
page_conflict(struct page *p, struct form *f, const struct row *row)
{
	struct form then;
	bool known = page_row_then(p, row, f->version, &then);

	f->version = arena_printf(p->arena, "%llu",
	    (unsigned long long)row->recorded);
	for (size_t i = 0; i < f->fields; i++) {
		struct form_field *to = &f->field[i];
		struct str old = known ? then.field[i].was : STR("");

		if (str_eq(to->value, to->was) ||
		    (known && str_eq(to->was, old)))
			continue;
		if (known && str_eq(to->value, old)) {
			to->value = to->was;
			continue;
		}
		to->both = true;
		to->error = tr_str(p->lang, "both changed it; choose one");
		f->errors++;
	}
	if (f->errors == 0)
		return;
	f->general = tr_str(p->lang, "Somebody else saved this record since "
	    "you opened it. Where both of you changed a field, choose which "
	    "shall stand; then save again.");
	p->status = 409;
}

/* POST /:list/:code/edit */
enum err
page_amend(struct page *p, struct why *why)
{
	struct change_done done = { 0 };
	struct change_item item;
	struct change c = { .item = &item, .items = 1 };
	struct row *row;
	struct form f;
	struct str version;
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
	if (f.errors == 0 && !str_eq(f.version, version))
		page_conflict(p, &f, row);
	if (f.errors == 0) {
		item = form_item(p->arena, &f, CHANGE_SET,
		    id_str(p->arena, row->id));
		c.label = f.label;
		c.note = f.note;
		/* Nothing differs from what stands: there is nothing to do. */
		if (item.fields == 0 ||
		    page_commit(p, &f, &c, &done) == ERR_OK) {
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
	page_form_open(p, &r);
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\"><div "
	    "class=\"field%s\"><label for=\"%s\">%s</label><span "
	    "class=\"help\">%s</span>", verb, error.n > 0 ? " wrong" : "",
	    name, label, help);
	if (error.n > 0)
		html_put(&p->out, "<span class=\"error\" role=\"alert\">%.*s"
		    "</span>", STRF(error));
	html_put(&p->out, "<textarea rows=\"3\" id=\"%s\" name=\"%s\">\n%.*s"
	    "</textarea></div></section>", name, name, STRF(value));
	page_buttons(p, verb, NULL, back);
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
	struct str also = page_field(p, "also");
	enum err e = p->site->commit(p->site->self, p->arena, &c, &done, why);

	/* What was done at once is in a record for each marking. */
	while (e == ERR_OK && also.n > 0) {
		(void)str_cut(also, ' ', &item.target, &also);
		e = p->site->commit(p->site->self, p->arena, &c, &done, why);
	}
	if (e == ERR_OK)
		page_go(p, path_query(p->arena, STR("/changes"), "undone",
		    done.record.n > 0 ? done.record : STR("none")));
	return e;
}
