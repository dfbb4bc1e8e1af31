#include "web/page.h"

#include "advise/path.h"
#include "advise/plan.h"
#include "advise/words.h"
#include "base/tr.h"
#include "web/form.h"
#include "web/html.h"

#include "base/banned.h"

enum { PLAN_FIELDS_MAX = 16, PLAN_NEXT = 9 };

/* The year that the address names: four digits, else none. */
static bool
plan_year(struct str s, int *year)
{
	int64_t y;

	if (s.n != 4 || !str_int(s, &y) || y < DATE_YEAR_MIN ||
	    y > DATE_YEAR_MAX)
		return false;
	*year = (int)y;
	return true;
}

static enum err
plan_ask(struct page *p, struct plan_ask *ask, struct why *why)
{
	struct str compare = page_query(p, "compare");

	*ask = (struct plan_ask){ .lang = p->lang };
	if (!plan_year(p->arg[0], &ask->year))
		return why_set(why, ERR_MISSING, "There is no such plan.");
	if (compare.n > 0 && !plan_year(compare, &ask->compare))
		return why_set(why, ERR_INPUT, "A year is written as four "
		    "digits, such as 2026.");
	return ERR_OK;
}

/*
 * GET /plans: the plan that is being made or kept, from September on that of
 * the next year; the list of plans where it is asked for.
 */
enum err
page_plans(struct page *p, struct why *why)
{
	int year, month, day;

	if (p->request.queries > 0 || p->request.format != HTTP_HTML) {
		p->arg[0] = STR("plans");
		return page_list(p, why);
	}
	date_split(p->reader->today, &year, &month, &day);
	page_go(p, arena_printf(p->arena, "/plans/%d",
	    year + (month >= PLAN_NEXT)));
	return ERR_OK;
}

/* GET /plans/:code: the grid of a year; or the record of a plan. */
enum err
page_plan(struct page *p, struct why *why)
{
	struct plan_ask ask;
	struct report r = { 0 };
	int year;
	enum err e;

	if (!plan_year(p->arg[0], &year)) {
		p->arg[1] = p->arg[0];
		p->arg[0] = STR("plans");
		return page_shown(p, why);
	}
	e = plan_ask(p, &ask, why);
	if (e == ERR_OK)
		e = plan_report(p->reader, p->arena, &ask, &r, why);
	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* ---- copying a year ---- */

/* A date as it is written in the reader's language. */
static struct str
plan_typed(struct page *p, struct str start)
{
	struct value v = { .type = VALUE_DATE };
	const struct kind *k = kind_named(&p->site->office->kinds,
	    STR("activity"));

	return !date_parse(start, &v.date) ? start : form_typed(p->reader,
	    p->arena, kind_field(k, STR("start")), &v, p->lang);
}

static void
plan_copy_row(struct page *p, const struct plan_copy *c)
{
	struct str id = id_str(p->arena, c->row->id);

	html_put(&p->out, "<tr><td><input type=\"checkbox\" name=\"take\" "
	    "value=\"%.*s\" aria-label=\"%.*s\"%s></td><th scope=\"row\">"
	    "%.*s</th><td>", STRF(id), STRF(c->title),
	    c->there ? "" : " checked", STRF(c->title));
	if (c->partner.n > 0)
		html_put(&p->out, "<span class=\"iso\">%.*s</span>",
		    STRF(c->partner));
	html_put(&p->out, "</td><td><input name=\"start-%.*s\" size=\"10\" "
	    "value=\"%.*s\" aria-label=\"%s %.*s\"></td><td>%s</td></tr>",
	    STRF(id), STRF(plan_typed(p, c->start)), tr(p->lang, "From"), STRF(c->title),
	    c->there ? tr(p->lang, "planned already") : "");
}

/* What is copied is not told to more people than it was. */
static bool
plan_covers(const struct page *p, struct str label, struct str of)
{
	const struct office *o = p->site->office;
	const struct office_part *a = office_part_named(o, label);
	const struct office_part *b = office_part_named(o, of);

	return a != NULL && b != NULL &&
	    label_dominates(&o->scheme, a->expr, b->expr);
}

static struct str
plan_highest(const struct page *p, const struct plan_copy *c, size_t n)
{
	struct str label = STR("");

	for (size_t i = 0; i < n; i++)
		if (label.n == 0 || !plan_covers(p, label, c[i].row->label))
			label = c[i].row->label;
	return label;
}

static void
plan_copy_page(struct page *p, const struct plan_ask *ask,
    const struct plan_copy *c, size_t n, struct str wrong)
{
	int from = ask->compare != 0 ? ask->compare : ask->year - 1;
	struct report r = { .name = STR_INIT("plan-copy"),
		.title = arena_printf(p->arena, tr(p->lang, "Plan %d: copy %d "
		"and adjust"), ask->year, from) };
	struct buf *b = &p->out;

	report_add_crumb(p->arena, &r, arena_printf(p->arena, tr(p->lang,
	    "Plan %d"), ask->year), arena_printf(p->arena, "/plans/%d",
	    ask->year));
	p->frame.timeless = true;
	p->frame.faulty = wrong.n > 0;
	page_open(p, &r);
	if (wrong.n > 0)
		html_put(b, "<p class=\"panel error\" role=\"alert\">%.*s</p>",
		    STRF(wrong));
	html_put(b, "<form class=\"panel\" method=\"post\" action=\"/plans/%d/"
	    "copy?compare=%d\"><p>%s</p>", ask->year, from, tr(p->lang,
	    "Each ticked row becomes a proposed activity, all in one change "
	    "that can be undone. A date is a day, a month or a quarter."));
	page_token(b, p);
	html_put(b, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%.*s\"><table><thead><tr><td></td><th scope=\"col\">"
	    "%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><td>"
	    "</td></tr></thead><tbody>", STRF(r.title),
	    tr(p->lang, "Activity"), tr(p->lang, "Partner"),
	    tr(p->lang, "From"));
	for (size_t i = 0; i < n; i++)
		plan_copy_row(p, &c[i]);
	html_put(b, "</tbody></table></div>");
	if (n == 0)
		html_put(b, "<p class=\"empty\">%s</p>", tr(p->lang,
		    "Nothing was dated in that year."));
	page_marking(p, "label", plan_highest(p, c, n));
	html_put(b, "<p><button class=\"button first\">%s</button></p></form>",
	    tr(p->lang, "Propose the ticked"));
	page_close(p, &r);
}

static enum err
plan_copies_of(struct page *p, struct plan_ask *ask, struct plan_copy **c,
    size_t *n, struct why *why)
{
	enum err e = plan_ask(p, ask, why);

	return e != ERR_OK ? e : plan_copies(p->reader, p->arena, ask, c, n,
	    why);
}

/* GET /plans/:code/copy */
enum err
page_plan_copy(struct page *p, struct why *why)
{
	struct plan_ask ask;
	struct plan_copy *c;
	size_t n;
	enum err e = plan_copies_of(p, &ask, &c, &n, why);

	if (e == ERR_OK)
		plan_copy_page(p, &ask, c, n, STR(""));
	return e;
}

static bool
plan_is_ticked(const struct page *p, struct str id)
{
	for (size_t i = 0; i < p->request.forms; i++)
		if (str_is(p->request.form[i].name, "take") &&
		    str_eq(p->request.form[i].value, id))
			return true;
	return false;
}

static void
plan_field(struct change_item *item, struct str name, struct str value)
{
	if (value.n == 0)
		return;
	ALWAYS(item->fields < PLAN_FIELDS_MAX);
	item->field[item->fields++] = (struct change_field){ name, value };
}

/* What stays the same from year to year; dates and reports do not. */
static struct change_item
plan_item(struct page *p, const struct plan_copy *c, struct str start)
{
	static const char *const kept[] = { "type", "level", "direction",
		"mechanism", "forum", "domain", "substance", "exercise_type",
		"head_ours", "head_theirs", "unit" };
	struct change_item item = { .verb = CHANGE_ADD,
		.kind = STR_INIT("activity"),
		.field = arena_array(p->arena, PLAN_FIELDS_MAX,
		    sizeof(*item.field)) };

	plan_field(&item, STR("title"), c->title);
	plan_field(&item, STR("partner"), c->partner);
	plan_field(&item, STR("start"), start);
	plan_field(&item, STR("planned"), start);
	for (size_t i = 0; i < countof(kept); i++) {
		const struct value *v = words_value_of(c->row, kept[i]);

		if (v->type == VALUE_TEXT)
			plan_field(&item, str_of(kept[i]), v->text);
		else if (v->type == VALUE_REF)
			plan_field(&item, str_of(kept[i]), id_str(p->arena,
			    v->ref));
	}
	return item;
}

static enum err
plan_items(struct page *p, const struct plan_copy *c, size_t n,
    struct change *out, struct change_item *item, struct why *why)
{

	for (size_t i = 0; i < n; i++) {
		struct str id = id_str(p->arena, c[i].row->id), start;

		if (!plan_is_ticked(p, id))
			continue;
		if (out->label.n > 0 && !plan_covers(p, out->label,
		    c[i].row->label))
			return why_set(why, ERR_INPUT, "\"%.*s\" is marked "
			    "%.*s: choose a marking that covers it, or leave "
			    "it out.", STRF(c[i].title),
			    STRF(c[i].row->label));
		start = str_trim(page_field(p, arena_printf(p->arena,
		    "start-%.*s", STRF(id)).p));
		item[out->items++] = plan_item(p, &c[i], start);
	}
	out->item = item;
	return out->items > 0 ? ERR_OK : why_set(why, ERR_INPUT,
	    "Tick at least one row.");
}

/* POST /plans/:code/copy */
enum err
page_plan_copy_do(struct page *p, struct why *why)
{
	struct plan_ask ask;
	struct plan_copy *c;
	struct change_item *item;
	struct change change = { .mask = p->reader->mask,
		.label = page_field(p, "label") };
	struct change_done done = { 0 };
	struct why inner = { .lang = p->lang };
	size_t n;
	enum err e = plan_copies_of(p, &ask, &c, &n, why);

	if (e != ERR_OK)
		return e;
	item = arena_array(p->arena, n + 1, sizeof(*item));
	if (change.label.n == 0)
		change.label = plan_highest(p, c, n);
	e = plan_items(p, c, n, &change, item, &inner);
	change.note = arena_printf(p->arena, tr(p->lang, "Copied from the "
	    "plan of %d"), ask.compare != 0 ? ask.compare : ask.year - 1);
	if (e == ERR_OK)
		e = p->site->commit(p->site->self, p->arena, &change, &done,
		    &inner);
	if (e == ERR_OK) {
		page_saved(p, arena_printf(p->arena, "/plans/%d", ask.year),
		    &done);
		return ERR_OK;
	}
	p->status = 422;
	plan_copy_page(p, &ask, c, n, str_of(inner.text));
	return ERR_OK;
}
