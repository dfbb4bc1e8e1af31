#include "web/page_part.h"

#include "advise/entry.h"
#include "advise/path.h"
#include "advise/words.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"

#include "base/banned.h"

/* ---- defaults ---- */

/* What stays from one entry to the next, beside the day. */
static const char *const new_kept[] = { "partner", "type", "level" };

/* The cookie has the last of type and level: "port-call.unit". */
static void
new_last(struct page *p, struct form *f)
{
	struct str type, level, last = page_cookie(p, "last");
	struct form_field *t = form_named(f, STR("type"));
	struct form_field *l = form_named(f, STR("level"));

	if (!str_is(f->kind->name, "activity") || t == NULL || l == NULL)
		return;
	(void)str_cut(last, '.', &type, &level);
	t->value = type;
	l->value = level;
	/* A word that has gone meanwhile is no default. */
	form_check(p->reader, p->arena, f);
	if (t->error.n > 0)
		t->value = STR("");
	if (l->error.n > 0)
		l->value = STR("");
	for (size_t i = 0; i < f->fields; i++)
		f->field[i].error = STR("");
	f->errors = 0;
}

/* An activity is of today, until something else is typed. */
static void
new_today(struct page *p, struct form *f)
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

/* ---- one line ---- */

static void
new_line_box(struct page *p, const struct form *f)
{
	if (f->kind->forms == 0)
		return;
	html_put(&p->out, "<form class=\"filter\" action=\"%.*s\"><label "
	    "for=\"line\">%s</label><input id=\"line\" name=\"line\" "
	    "autocomplete=\"off\" placeholder=\"%s\" value=\"%.*s\"><button "
	    "class=\"button\">%s</button></form>", STRF(p->request.path),
	    tr(p->lang, "In one line"), tr(p->lang, "12/12 aus visit dm Chief "
	    "of Army, Hanoi"), STRF(page_query(p, "line")),
	    tr(p->lang, "Read"));
}

/* What the line says stands in the fields; what is unsure is said. */
static enum err
new_line(struct page *p, struct form *f, struct why *why)
{
	struct line line;
	struct str unsure = { "", 0 };
	enum err e = entry_line(p->reader, p->arena, p->site->gazetteer,
	    f->kind, page_query(p, "line"), &line, why);

	for (size_t i = 0; e == ERR_OK && i < line.parts; i++) {
		struct form_field *to = form_named(f, line.part[i].field);
		struct value v;

		if (to == NULL)
			continue;
		to->value = line.part[i].value;
		if (to->field->type == FIELD_DATE && kind_value(to->field,
		    to->value, p->reader->today, &v, NULL) == ERR_OK)
			to->value = form_typed(p->reader, p->arena, to->field,
			    &v, p->lang);
		if (line.part[i].unsure)
			unsure = arena_printf(p->arena, "%.*s%s%.*s",
			    STRF(unsure), unsure.n > 0 ? ", " : "",
			    STRF(find_field_name(p->reader, p->arena,
			    to->field, p->lang)));
	}
	if (unsure.n > 0)
		p->frame.said = arena_printf(p->arena, tr(p->lang,
		    "Please look at: %.*s."), STRF(unsure));
	return e;
}

/* ---- what is there already ---- */

static void
new_similar(struct page *p, const struct form *f,
    const struct entry_hit *hit, size_t n)
{
	struct words w;

	html_put(&p->out, "<section class=\"panel alone similar\" "
	    "aria-label=\"%s\" id=\"similar\" role=\"status\" "
	    "data-words=\"%s\"%s>", tr(p->lang, "Similar"),
	    tr(p->lang, "There already; the same?"), n > 0 ? "" : " hidden");
	words_init(&w, p->reader, p->arena, p->lang);
	if (n > 0)
		html_put(&p->out, "<p>%s</p>", tr(p->lang, "This may be there "
		    "already. If yours is another one, save again."));
	html_put(&p->out, "<ul>");
	for (size_t i = 0; i < n; i++) {
		struct str day = hit[i].when.lo <= hit[i].when.hi ?
		    words_day(&w, hit[i].when.lo) : STR("");

		html_put(&p->out, "<li><a href=\"%.*s\">%.*s %.*s</a> %.*s"
		    "</li>", STRF(path_record(p->arena, f->kind,
		    hit[i].code)), STRF(hit[i].code), STRF(hit[i].title),
		    STRF(day));
	}
	html_put(&p->out, "</ul>");
	if (n > 0)
		html_put(&p->out, "<input type=\"hidden\" name=\"@sure\" "
		    "value=\"yes\">");
	html_put(&p->out, "</section>");
}

/* ---- the page ---- */

static void
new_head(struct page *p, const struct form *f, struct report *r)
{
	r->title = arena_printf(p->arena, tr(p->lang, "New %.*s"),
	    STRF(words_small(p->arena, page_kind_one(p, f->kind))));
	r->sub = tr_view(p->lang, f->kind->help);
	report_add_crumb(p->arena, r, page_kind_many(p, f->kind),
	    path_list(p->arena, f->kind, STR("")));
	if (str_is(f->kind->name, "activity"))
		report_add_action(p->arena, r, tr(p->lang,
		    "Paste a text instead"), STR("/activities/paste"));
	p->frame.faulty = f->errors > 0 || f->general.n > 0;
	page_refuse(p, f);
	p->frame.timeless = true;
	page_open(p, r);
}

static void
new_show(struct page *p, const struct form *f, const struct entry_hit *hit,
    size_t hits)
{
	struct report r = { .name = STR_INIT("form") };

	if (f->kind->made.n > 0)
		form_named(f, f->kind->title->name)->made = tr_str(p->lang,
		    "Left empty, it is made of type, partner and level.");
	new_head(p, f, &r);
	if (p->request.method == HTTP_GET)
		new_line_box(p, f);
	html_put(&p->out, "<form method=\"post\" novalidate "
	    "data-similar=\"%.*s\" action=\"%.*s\">", STRF(f->kind->name),
	    STRF(p->request.path));
	page_token(&p->out, p);
	form_errors(&p->out, p->reader, p->arena, f, STR(""));
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%s\">",
	    tr(p->lang, "Fields"));
	form_show(&p->out, p->reader, p->arena, f, STR(""),
	    &(struct form_lists){ .n = 0 });
	page_marking(p, "@label", f->label);
	html_put(&p->out, "</section>");
	new_similar(p, f, hit, hits);
	page_buttons(p, tr(p->lang, "Save"), tr(p->lang, "Save and next"),
	    path_list(p->arena, f->kind, STR("")));
	page_close(p, &r);
}

/* The address may bring values; what is of the page itself is no field. */
static enum err
new_fill(struct page *p, struct form *f, struct why *why)
{
	static const char *const own[] = { "done", "line", "lang" };
	struct http_pair *pair = arena_array(p->arena, p->request.queries + 1,
	    sizeof(*pair));
	size_t n = 0;

	for (size_t i = 0; i < p->request.queries; i++) {
		bool known = false;

		for (size_t k = 0; k < countof(own); k++)
			known = known ||
			    str_is(p->request.query[i].name, own[k]);
		if (!known)
			pair[n++] = p->request.query[i];
	}
	return form_fill(f, pair, n, STR(""), why);
}

/* A person is not public unless somebody says so: the next label above. */
static void
new_marking(struct page *p, struct form *f)
{
	const struct office *o = p->site->office;

	for (size_t i = 0; i < o->parts && i < 2; i++)
		if (right_group(f->kind) == ON_PERSON &&
		    (p->reader->mask >> o->part[i].part & 1) != 0)
			f->label = o->part[i].label;
}

/* GET /:list/new: ?partner=AUS, ?line=12/12 aus visit */
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
	new_last(p, &f);
	new_today(p, &f);
	new_marking(p, &f);
	e = new_fill(p, &f, why);
	if (e == ERR_OK && page_query(p, "line").n > 0)
		e = new_line(p, &f, why);
	if (e != ERR_OK)
		return e;
	f.fresh = true;
	new_show(p, &f, NULL, 0);
	return ERR_OK;
}

/* The next entry begins with what this one had. */
static struct str
new_next(struct page *p, const struct form *f)
{
	struct str path = arena_printf(p->arena, "%.*s/new",
	    STRF(path_list(p->arena, f->kind, STR(""))));

	for (size_t i = 0; i < countof(new_kept); i++) {
		const struct form_field *t = form_named(f,
		    str_of(new_kept[i]));

		if (t != NULL)
			path = path_query(p->arena, path, new_kept[i],
			    t->value);
	}
	if (f->kind->order != NULL && f->kind->order->type == FIELD_DATE)
		path = path_query(p->arena, path,
		    arena_cstr(p->arena, f->kind->order->name),
		    form_named(f, f->kind->order->name)->value);
	return path;
}

static enum err
new_write(struct page *p, struct form *f)
{
	struct change_item item = form_item(p->arena, f, CHANGE_ADD, STR(""));
	struct change c = { .label = f->label, .note = f->note,
		.item = &item, .items = 1 };
	struct change_done done = { 0 };
	enum err e;

	item.id = page_once(p);
	e = page_commit(p, f, &c, &done);
	if (e != ERR_OK)
		return e;
	if (str_is(f->kind->name, "activity"))
		page_remember(p, "last", arena_printf(p->arena, "%.*s.%.*s",
		    STRF(form_named(f, STR("type"))->value),
		    STRF(form_named(f, STR("level"))->value)));
	page_saved(p, str_is(page_field(p, "@next"), "yes") ? new_next(p, f) :
	    path_record(p->arena, f->kind, done.code[0]), &done);
	return ERR_OK;
}

/* A title that was left empty is made; the fields as a change has them. */
static struct change_item
new_item(struct page *p, struct form *f)
{
	struct change_item item = form_item(p->arena, f, CHANGE_ADD, STR(""));
	struct form_field *t = form_named(f, f->kind->title->name);

	if (f->kind->made.n > 0 && t->value.n == 0) {
		t->value = entry_title(p->reader, p->arena, f->kind,
		    item.field, item.fields);
		item = form_item(p->arena, f, CHANGE_ADD, STR(""));
	}
	return item;
}

/* POST /:list/new */
enum err
page_add(struct page *p, struct why *why)
{
	const struct kind *k;
	struct form f;
	struct change_item item;
	struct entry_hit *hit = NULL;
	size_t hits = 0;
	enum err e = page_kind(p, &k, why);

	if (e != ERR_OK)
		return e;
	form_new(p->arena, k, p->lang, &f);
	e = form_fill(&f, p->request.form, p->request.forms, STR(""), why);
	if (e != ERR_OK)
		return e;
	item = new_item(p, &f);
	form_check(p->reader, p->arena, &f);
	if (f.errors == 0 && p->once.n == 0 &&
	    !str_is(page_field(p, "@sure"), "yes"))
		e = entry_similar(p->reader, p->arena, k, item.field,
		    item.fields, &hit, &hits, why);
	if (e != ERR_OK)
		return e;
	if (f.errors == 0 && hits == 0 && new_write(p, &f) == ERR_OK)
		return ERR_OK;
	p->status = hits > 0 ? 200 : 422;
	new_show(p, &f, hit, hits);
	return ERR_OK;
}

/* ---- while typing ---- */

static void
suggest_put(struct page *p, const struct kind *k, const struct entry_hit *hit,
    size_t n)
{
	struct buf *b = &p->out;

	p->type = STR("application/json; charset=utf-8");
	buf_text(b, "{\"data\":[");
	for (size_t i = 0; i < n; i++) {
		buf_text(b, i > 0 ? ",{\"code\":" : "{\"code\":");
		buf_json(b, hit[i].code);
		buf_text(b, ",\"title\":");
		buf_json(b, hit[i].title);
		buf_text(b, ",\"link\":");
		buf_json(b, path_record(p->arena, k, hit[i].code));
		buf_char(b, '}');
	}
	buf_text(b, "]}\n");
}

/* The rest of the address is what was typed into the form so far. */
static enum err
suggest_similar(struct page *p, const struct kind *k, struct entry_hit **hit,
    size_t *n, struct why *why)
{
	const struct http_request *r = &p->request;
	struct change_field *f = arena_array(p->arena, r->queries + 1,
	    sizeof(*f));
	size_t fields = 0;

	for (size_t i = 0; i < r->queries; i++)
		if (kind_field(k, r->query[i].name) != NULL)
			f[fields++] = (struct change_field){ r->query[i].name,
				r->query[i].value };
	return entry_similar(p->reader, p->arena, k, f, fields, hit, n, why);
}

/* GET /suggest?kind=partner&q=; ?similar=activity&title=&partner=&start= */
enum err
page_choose(struct page *p, struct why *why)
{
	bool similar = page_query(p, "similar").n > 0;
	struct str name = page_query(p, similar ? "similar" : "kind");
	const struct kind *k = kind_named(&p->site->office->kinds, name);
	struct entry_hit *hit = NULL;
	size_t n = 0;
	enum err e;

	if (k == NULL)
		return why_set(why, ERR_INPUT, "There is no kind \"%.*s\"; "
		    "this page knows kind and q, or similar and fields.",
		    STRF(str_head(name, 40)));
	if (!page_may(p, k, RIGHT_READ))
		return ERR_MISSING;
	if (similar)
		e = suggest_similar(p, k, &hit, &n, why);
	else
		e = entry_choices(p->reader, p->arena, p->site->gazetteer, k,
		    page_query(p, "q"), p->lang, &hit, &n, why);
	if (e == ERR_OK)
		suggest_put(p, k, hit, n);
	return e;
}
