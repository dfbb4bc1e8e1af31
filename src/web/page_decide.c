#include "web/page.h"

#include "advise/decision.h"
#include "advise/part.h"
#include "advise/path.h"
#include "advise/record.h"
#include "base/str.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"

#include "base/banned.h"

/*
 * Approving: the questions that a proposal is asked first, what it does to the
 * balance, and a reason in writing for every yes, clash or late decision. The
 * reason is the note of the change, so that the history has it.
 */

enum { DECIDE_QUESTIONS = 20 };

struct deciding {
	struct page *p;
	const struct kind *kind;
	struct row *row;
	struct decision_need need;
	struct report report;
	struct row *question; /* guardrails in their order */
	size_t questions;
	struct str yes; /* codes of those answered so, with ", " between */
	struct str error;
	struct why *why;
};

static enum err
decide_questions(struct deciding *d)
{
	struct page *p = d->p;
	struct find_query q = { .limit = DECIDE_QUESTIONS };
	struct rows_found found;
	enum err e;

	q.kind = kind_named(&p->site->office->kinds, STR("guardrail"));
	if (q.kind == NULL)
		return ERR_OK;
	e = find_list(p->reader, p->arena, &q, &found, d->why);
	d->question = found.row;
	d->questions = e == ERR_OK ? found.n : 0;
	return e;
}

/* A plan is decided on as it stands; an activity with what it does. */
static enum err
decide_read(struct deciding *d)
{
	struct page *p = d->p;
	struct decision_ask ask = { .lang = p->lang };
	const struct value *v;
	size_t n;
	enum err e = page_record(p, &d->kind, &ask.id, d->why);

	if (e != ERR_OK)
		return e;
	if (kind_field(d->kind, STR("approved")) == NULL)
		return why_set(d->why, ERR_MISSING, "Only activities and plans "
		    "are approved.");
	if (!p->reader->now)
		return why_set(d->why, ERR_DENIED,
		    "The past is not written to.");
	e = find_row(p->reader, p->arena, d->kind, ask.id, &d->row, &n,
	    d->why);
	if (e != ERR_OK)
		return e;
	d->row += n - 1;
	if (str_is(d->kind->name, "activity"))
		e = decision_report(p->reader, p->arena, &ask, &d->report,
		    &d->need, d->why);
	else
		e = record_report(p->reader, p->arena, &(struct record_ask){
		    .kind = d->kind, .id = ask.id, .lang = p->lang },
		    &d->report, d->why);
	v = words_value_of(d->row, "approved");
	d->need.decided |= v->type != VALUE_NONE;
	return e != ERR_OK ? e : decide_questions(d);
}

/* ---- the form ---- */

static void
decide_question(struct deciding *d, const struct row *q, size_t i)
{
	struct page *p = d->p;
	struct str code = part_text(q, "code");
	struct str title = part_text(q, tr_is_vi(p->lang) ? "title_vi" :
	    "title");
	struct str question = part_text(q, tr_is_vi(p->lang) ?
	    "question_vi" : "question");
	struct str asked = page_field(p, arena_printf(p->arena, "g-%zu",
	    i).p);

	html_put(&p->out, "<div class=\"field\"><label class=\"tick\"><input "
	    "type=\"checkbox\" name=\"g-%zu\" value=\"%.*s\"", i, STRF(code));
	if (asked.n > 0)
		html_put(&p->out, " checked");
	if (question.n == 0)
		question = part_text(q, "question");
	html_put(&p->out, "> <strong>%.*s</strong> %.*s</label></div>",
	    STRF(title), STRF(question));
}

static void
decide_form(struct deciding *d)
{
	struct page *p = d->p;
	struct str back = path_record(p->arena, d->kind, p->arg[1]);

	html_put(&p->out, "<form class=\"decide\" method=\"post\" novalidate "
	    "action=\"%.*s\">", STRF(p->request.path));
	page_token(&p->out, p);
	html_put(&p->out, "<section class=\"panel\" aria-labelledby=\"ask\">"
	    "<h2 id=\"ask\">%s</h2>", tr(p->lang, "Does it touch what we do "
	    "not do?"));
	if (d->questions > 0)
		html_put(&p->out, "<p class=\"help\">%s</p>", tr(p->lang,
		    "Tick each question whose answer is yes or may be yes. A "
		    "yes needs a reason in writing; all else counts as no."));
	for (size_t i = 0; i < d->questions; i++)
		decide_question(d, &d->question[i], i);
	html_put(&p->out, "<div class=\"field%s\"><label for=\"reason\">%s"
	    "</label>", d->error.n > 0 ? " wrong" : "",
	    tr(p->lang, "Reason"));
	if (d->error.n > 0)
		html_put(&p->out, "<span class=\"error\" role=\"alert\">%.*s"
		    "</span>", STRF(d->error));
	html_put(&p->out, "<textarea id=\"reason\" name=\"reason\" "
	    "rows=\"3\">\n%.*s</textarea></div>",
	    STRF(page_field(p, "reason")));
	if (p->local)
		html_put(&p->out, "<div class=\"field\"><label for=\"by\">%s"
		    "</label><input id=\"by\" name=\"by\" value=\"%.*s\">"
		    "</div>", tr(p->lang, "Approved by (post)"),
		    STRF(page_field(p, "by")));
	html_put(&p->out, "</section><div class=\"actions\"><button "
	    "class=\"button first\">%s</button><a href=\"%.*s\">%s</a></div>"
	    "</form>", tr(p->lang, "Approve"), STRF(back),
	    tr(p->lang, "Not now"));
}

static enum err
decide_show(struct deciding *d)
{
	struct page *p = d->p;

	p->refusal = d->error;
	if (p->request.format != HTTP_HTML)
		return page_report(p, &d->report, d->why);
	p->frame.faulty = d->error.n > 0;
	p->frame.formats = true;
	p->frame.timeless = true;
	page_open(p, &d->report);
	show_panels(&p->out, &p->frame, &d->report);
	if (d->need.decided)
		html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\">"
		    "<p>%s</p></section>", tr(p->lang, "Decision"),
		    tr(p->lang, "It is decided on already. The history says "
		    "by whom and why; a change can be undone there."));
	else
		decide_form(d);
	page_close(p, &d->report);
	return p->out.err;
}

/* GET /:list/:code/approve */
enum err
page_decide(struct page *p, struct why *why)
{
	struct deciding d = { .p = p, .why = why };
	enum err e = decide_read(&d);

	return e != ERR_OK ? e : decide_show(&d);
}

/* ---- the decision ---- */

static void
decide_answers(struct deciding *d)
{
	struct page *p = d->p;

	for (size_t i = 0; i < d->questions; i++)
		if (page_field(p, arena_printf(p->arena, "g-%zu", i).p).n > 0)
			d->yes = arena_printf(p->arena, "%.*s%s%.*s",
			    STRF(d->yes), d->yes.n > 0 ? ", " : "",
			    STRF(part_text(&d->question[i], "code")));
}

static struct str
decide_note(const struct deciding *d)
{
	struct page *p = d->p;
	struct str reason = str_trim(page_field(p, "reason"));

	if (d->yes.n == 0)
		return reason;
	return arena_printf(p->arena, tr(p->lang, "Answered with yes: %.*s. "
	    "%.*s"), STRF(d->yes), STRF(reason));
}

static enum err
decide_commit(struct deciding *d)
{
	struct page *p = d->p;
	struct buf today CLEANUP(buf_free) = { .max = 64 };
	struct change_field field[2] = { { .name = STR("approved") },
		{ .name = STR("approved_by") } };
	struct change_item item = { .verb = CHANGE_SET, .field = field,
		.fields = 1, .target = id_str(p->arena, d->row->id) };
	struct change c = { .label = d->row->label, .note = decide_note(d),
		.item = &item, .items = 1, .mask = p->reader->mask };
	struct change_done done = { 0 };
	enum err e;

	date_format(&today, (struct date){ p->reader->today,
		p->reader->today });
	field[0].value = buf_view(&today);
	field[1].value = p->local ? str_trim(page_field(p, "by")) :
	    p->who.account.shown;
	if (field[1].value.n > 0 &&
	    kind_field(d->kind, STR("approved_by")) != NULL)
		item.fields = 2;
	e = p->site->commit(p->site->self, p->arena, &c, &done, d->why);
	if (e == ERR_OK)
		page_saved(p, path_record(p->arena, d->kind, p->arg[1]),
		    &done);
	return e;
}

/* POST /:list/:code/approve */
enum err
page_decide_do(struct page *p, struct why *why)
{
	struct deciding d = { .p = p, .why = why };
	const char *owes;
	enum err e = decide_read(&d);

	if (e != ERR_OK)
		return e;
	decide_answers(&d);
	owes = decision_owes(&d.need, d.yes.n > 0, page_field(p, "reason"));
	if (!d.need.decided && owes == NULL)
		return decide_commit(&d);
	p->status = d.need.decided ? 409 : 422;
	d.error = owes != NULL ? tr_str(p->lang, owes) : STR("");
	return decide_show(&d);
}

/* GET /approvals */
enum err
page_approvals(struct page *p, struct why *why)
{
	struct report r;
	enum err e = ERR_OK;

	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = decision_waiting(p->reader, p->arena, p->lang, &r, why);
	if (e != ERR_OK)
		return e;
	page_keep(p, STR(""), &r);
	return page_report(p, &r, why);
}
