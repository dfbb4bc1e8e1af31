#include "web/page.h"

#include "advise/history.h"
#include "advise/list.h"
#include "advise/partner.h"
#include "advise/path.h"
#include "advise/quality.h"
#include "advise/record.h"
#include "advise/review.h"
#include "advise/words.h"
#include "base/date.h"
#include "base/plain.h"
#include "base/tr.h"
#include "model/search.h"
#include "web/html.h"

#include "base/banned.h"

enum { PAGE_CHANGES = 50, PAGE_HITS = 50, PAGE_BREACHES = 200,
	PAGE_BREACHES_FEW = 3 };

/* ---- one record ---- */

/* The tabs of a partner beside its facts and its history. */
static enum err
page_partner_tabs(struct page *p, struct report *r, struct id id,
    const char *tab, struct why *why)
{
	struct partner_ask ask = { .id = id, .lang = p->lang,
		.tab = str_of(tab),
		.people = page_may_named(p, "person", RIGHT_READ) };

	return partner_tabs(p->reader, p->arena, &ask, p->arg[1], r, why);
}

static enum err
page_record_report(struct page *p, const struct kind *k, struct id id,
    struct report *r, struct why *why)
{
	struct record_ask ask = { .kind = k, .id = id, .lang = p->lang };
	enum err e = record_report(p->reader, p->arena, &ask, r, why);

	if (e == ERR_OK && str_is(k->name, "partner"))
		e = page_partner_tabs(p, r, id, "facts", why);
	return e;
}

static bool
page_can_close(const struct report *r)
{
	for (size_t i = 0; i < r->actions; i++)
		if (str_ends(r->action[i].link, STR("/close")))
			return true;
	return false;
}

/* Close an activity in one line, from its own page. */
static void
page_close_line(struct page *p, const struct kind *k, const struct report *r)
{
	struct str path = path_part(p->arena, k, p->arg[1], "close");

	if (!page_can_close(r) || !p->reader->now)
		return;
	html_put(&p->out, "<form class=\"filter\" method=\"post\" "
	    "action=\"%.*s\">", STRF(path));
	page_token(&p->out, p);
	html_put(&p->out, "<label for=\"report\">%s</label><input "
	    "id=\"report\" name=\"report\" placeholder=\"%s\"><button "
	    "class=\"button\">%s</button></form>", tr(p->lang, "Close it in "
	    "one line:"), tr(p->lang, "What came of it"), tr(p->lang, "Close "
	    "activity"));
}

static enum err
page_shown_report(struct page *p, const struct kind *k, struct report *r,
    struct why *why)
{
	bool people = page_may_named(p, "person", RIGHT_READ);
	struct str besides = people ? STR("people") : STR("");
	struct partner_ask ask;
	struct id id;
	enum err e;

	if (page_kept(p, besides, r))
		return ERR_OK;
	e = page_record(p, &k, &id, why);
	if (e != ERR_OK)
		return e;
	ask = (struct partner_ask){ .id = id, .lang = p->lang,
		.people = people };
	if (!str_is(k->name, "partner"))
		e = page_record_report(p, k, id, r, why);
	else
		e = partner_report(p->reader, p->arena, &ask, r, why);
	if (e == ERR_OK)
		page_keep(p, besides, r);
	return e;
}

/* GET /:list/:code */
enum err
page_shown(struct page *p, struct why *why)
{
	const struct kind *k;
	struct report r = { 0 };
	enum err e = page_kind(p, &k, why);

	if (e == ERR_OK && p->request.format == HTTP_ATOM)
		return page_news_of(p, why);
	if (e == ERR_OK)
		e = page_shown_report(p, k, &r, why);
	if (e != ERR_OK)
		return e;
	if (p->request.format != HTTP_HTML)
		return page_report(p, &r, why);
	p->frame.formats = true;
	page_open(p, &r);
	page_close_line(p, k, &r);
	show_panels(&p->out, &p->frame, &r);
	page_close(p, &r);
	return ERR_OK;
}

/* GET /:list/:code/facts */
enum err
page_facts(struct page *p, struct why *why)
{
	const struct kind *k;
	struct report r = { 0 };
	struct id id;
	enum err e = page_record(p, &k, &id, why);

	if (e == ERR_OK)
		e = page_record_report(p, k, id, &r, why);
	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* GET /:list/:code/history */
enum err
page_history(struct page *p, struct why *why)
{
	struct history_ask ask = { .lang = p->lang };
	struct report r = { 0 };
	enum err e = page_record(p, &ask.kind, &ask.id, why);

	if (e == ERR_OK)
		e = history_report(p->reader, p->arena, &ask, &r, why);
	if (e != ERR_OK)
		return e;
	if (str_is(ask.kind->name, "partner"))
		e = page_partner_tabs(p, &r, ask.id, "history", why);
	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* ---- review ---- */

/* From, to and as known on: the three dates of a review, in one form. */
static void
page_review_box(struct page *p)
{
	static const struct {
		const char *name, *words, *hint;
	} fields[] = {
		{ "from", TR("From"), TR("the beginning") },
		{ "to", TR("until"), TR("no end") },
		{ "asof", TR("as known on"), TR("now") },
	};
	struct buf *b = &p->out;

	html_put(b, "<form class=\"filter\" aria-label=\"%s\" "
	    "action=\"%.*s\">", tr(p->lang, "Period of the review"),
	    STRF(p->frame.path));
	for (size_t i = 0; i < countof(fields); i++)
		html_put(b, "<label for=\"review-%s\">%s</label><input "
		    "id=\"review-%s\" name=\"%s\" size=\"12\" "
		    "placeholder=\"%s\" value=\"%.*s\">", fields[i].name,
		    tr(p->lang, fields[i].words), fields[i].name,
		    fields[i].name, tr(p->lang, fields[i].hint),
		    STRF(page_query(p, fields[i].name)));
	html_put(b, "<button class=\"button\">%s</button></form>",
	    tr(p->lang, "Show"));
}

/* GET /directives/:code/review */
enum err
page_review(struct page *p, struct why *why)
{
	struct review_ask ask = { .lang = p->lang };
	struct report r = { 0 };
	const struct kind *k;
	enum err e = page_record(p, &k, &ask.directive, why);

	if (e == ERR_OK && !str_is(k->name, "directive"))
		e = why_set(why, ERR_MISSING, "Only directives are reviewed.");
	if (e == ERR_OK)
		e = review_bound(page_query(p, "from"), p->reader->today,
		    &ask.from, why);
	if (e == ERR_OK)
		e = review_bound(page_query(p, "to"), p->reader->today,
		    &ask.to, why);
	if (e == ERR_OK && !page_kept(p, STR(""), &r)) {
		e = review_report(p->reader, p->arena, &ask, &r, why);
		if (e == ERR_OK)
			page_keep(p, STR(""), &r);
	}
	if (e != ERR_OK)
		return e;
	if (p->request.format != HTTP_HTML || page_query(p, "panel").n > 0)
		return page_report(p, &r, why);
	p->frame.formats = true;
	/* Its own form has the point in time. */
	p->frame.timeless = true;
	page_open(p, &r);
	page_review_box(p);
	show_panels(&p->out, &p->frame, &r);
	page_close(p, &r);
	return ERR_OK;
}

/* GET /reviews/:code: the short way to a review. */
enum err
page_review_of(struct page *p, struct why *why)
{
	static const char *const kept[] = { "from", "to", "asof" };
	static const char *const ending[] = { "", ".json", ".csv" };
	const struct kind *k = kind_named(&p->site->office->kinds,
	    STR("directive")), *found;
	struct str path;
	struct id id;
	enum err e;

	ALWAYS(k != NULL);
	e = find_id(p->reader, p->arena, p->arg[0], k, &id, &found, why);
	if (e != ERR_OK)
		return e == ERR_INPUT ? ERR_MISSING : e;
	path = path_part(p->arena, k, p->arg[0], "review");
	path = arena_printf(p->arena, "%.*s%s", STRF(path),
	    ending[p->request.format]);
	for (size_t i = 0; i < countof(kept); i++)
		path = path_query(p->arena, path, kept[i],
		    page_query(p, kept[i]));
	page_go(p, path);
	return ERR_OK;
}

/* GET /reviews: which directives can be reviewed. */
enum err
page_reviews(struct page *p, struct why *why)
{
	struct list_ask ask = { .query.limit = 200, .lang = p->lang };
	struct report r = { 0 };
	enum err e;

	ask.query.kind = kind_named(&p->site->office->kinds, STR("directive"));
	ALWAYS(ask.query.kind != NULL);
	e = list_report(p->reader, p->arena, &ask, &r, why);
	if (e != ERR_OK)
		return e;
	r.title = tr_str(p->lang, "Reviews");
	r.sub = tr_str(p->lang, "What each directive asked, what was promised "
	    "and done for it, as known on any day. Choose one.");
	r.actions = 0;
	for (size_t i = 0; i < r.panels; i++) {
		struct report_block *t = r.panel[i].block;

		if (!str_is(r.panel[i].name, "list") || r.panel[i].blocks == 0)
			continue;
		r.panel[i].question = tr_str(p->lang, "Which directive?");
		for (size_t k = 0; k < t->columns; k++)
			t->column[k].sort = STR("");
		for (size_t k = 0; k < t->rows * t->columns; k++)
			if (str_starts(t->cell[k].link, STR("/directives/")))
				t->cell[k].link = arena_printf(p->arena,
				    "%.*s/review", STRF(t->cell[k].link));
	}
	return page_report(p, &r, why);
}

/* ---- checks, changes, search ---- */

/* GET /quality */
enum err
page_quality(struct page *p, struct why *why)
{
	struct quality_ask ask = { .check = page_query(p, "check"),
		.unit = page_query(p, "unit"), .limit = PAGE_BREACHES_FEW,
		.lang = p->lang };
	struct str months = page_query(p, "months");
	int64_t silent = 0;
	struct str name = page_query(p, "kind");
	struct report r = { 0 };
	int64_t found;
	enum err e;

	if (name.n > 0) {
		ask.kind = kind_named(&p->site->office->kinds, name);
		ask.limit = PAGE_BREACHES;
		if (ask.kind == NULL)
			return why_set(why, ERR_INPUT,
			    "There is no kind \"%.*s\".", STRF(name));
	}
	if (months.n > 0 && (!str_int(months, &silent) || silent < 1 ||
	    silent > 1200))
		return why_set(why, ERR_INPUT, "Months are a number from 1 "
		    "to 1200.");
	ask.months = (int)silent;
	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = quality_report(p->reader, p->arena, &ask, &r, &found, why);
	if (e != ERR_OK)
		return e;
	page_keep(p, STR(""), &r);
	return page_report(p, &r, why);
}

/* GET /changes */
enum err
page_changes(struct page *p, struct why *why)
{
	struct history_narrow by = { page_query(p, "kind"),
		page_query(p, "by"), page_query(p, "day") };
	struct report r = { 0 };
	enum err e;

	if (p->request.format == HTTP_ATOM)
		return page_news(p, why);
	e = history_narrowed(p->reader, p->arena, &by, PAGE_CHANGES, p->lang,
	    &r, why);
	return e != ERR_OK ? e : page_report(p, &r, why);
}

static void
page_hit(struct page *p, struct words *w, struct report_block *b,
    const struct hit *h)
{
	struct report_cell *c = report_row(p->arena, b);
	struct str title = h->title;
	struct row *row;
	size_t n = 0;

	if (find_row(p->reader, p->arena, h->kind, h->id, &row, &n, NULL) ==
	    ERR_OK) {
		for (size_t i = 0; i < n; i++)
			words_label(w, row[i].label);
		title = words_title(w, &row[0]);
	}
	c[0].type = CELL_CHIP;
	c[0].text = words_one(w, h->kind);
	c[1].text = title.n > 0 ? title : h->code;
	c[1].link = path_record(p->arena, h->kind, h->code);
	c[1].sub = h->snippet;
	c[2].type = CELL_ISO;
	c[2].text = h->code;
}

static bool
page_alike(struct str a, struct str folded)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, KIB);
	plain_fold(&b, a);
	return str_eq(buf_view(&b), folded);
}

/* A list by what it is called, here or usually, in either language. */
static void
page_lists_called(struct page *p, struct words *w, struct report_block *b,
    struct str q)
{
	static const char *const langs[] = { "en", "vi" };
	const struct kinds *ks = &p->site->office->kinds;
	struct buf CLEANUP(buf_free) mine;

	buf_init(&mine, KIB);
	plain_fold(&mine, str_head(q, 200));
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = &ks->kind[i];
		struct str name = buf_view(&mine);
		bool called = page_alike(k->en_many, name) ||
		    page_alike(k->en, name) || page_alike(k->vi, name);
		struct report_cell *c;

		for (size_t l = 0; l < countof(langs); l++)
			called = called || page_alike(find_kind_one(p->reader,
			    p->arena, k, langs[l]), name) ||
			    page_alike(find_kind_many(p->reader, p->arena, k,
			    langs[l]), name);
		if (!called || !page_may(p, k, RIGHT_READ))
			continue;
		c = report_row(p->arena, b);
		c[0] = (struct report_cell){ .type = CELL_CHIP,
			.text = tr_str(p->lang, "list") };
		c[1] = report_link(words_many(w, k), path_list(p->arena, k,
		    STR("")));
	}
}

/* GET /search */
enum err
page_search(struct page *p, struct why *why)
{
	struct str q = str_trim(page_query(p, "q"));
	struct report r = { .name = STR_INIT("search"),
		.title = tr_str(p->lang, "Search") };
	struct report_panel *panel;
	struct report_block *b;
	struct words w;
	struct hit *hit = NULL;
	size_t n = 0;
	enum err e = ERR_OK;

	if (q.n > 0)
		e = search_find(p->reader, p->arena, q, NULL, PAGE_HITS, &hit,
		    &n, why);
	if (e != ERR_OK)
		return e;
	words_init(&w, p->reader, p->arena, p->lang);
	panel = report_add_panel(p->arena, &r, "hits", tr_str(p->lang, "What "
	    "was found?"));
	if (q.n > 0)
		panel->answer = arena_printf(p->arena, n == PAGE_HITS ?
		    tr(p->lang, "*%zu or more* for “%.*s”.") :
		    tr(p->lang, "*%zu* for “%.*s”."), n, STRF(q));
	panel->source = tr_str(p->lang, "Every word must be there, the last "
	    "one may be begun; marks and case do not matter.");
	b = report_add_block(p->arena, panel, BLOCK_ROWS);
	(void)report_columns(p->arena, b, 3);
	b->column[0] = (struct report_column){ .name = STR("kind"),
		.head = tr_str(p->lang, "Kind"), .type = CELL_CHIP };
	b->column[1] = (struct report_column){ .name = STR("title"),
		.head = tr_str(p->lang, "Title") };
	b->column[2] = (struct report_column){ .name = STR("code"),
		.head = tr_str(p->lang, "Reference"), .type = CELL_ISO };
	if (q.n > 0)
		page_lists_called(p, &w, b, q);
	for (size_t i = 0; i < n; i++)
		page_hit(p, &w, b, &hit[i]);
	words_head(&w, &r);
	b->empty = q.n > 0 ? tr_str(p->lang, "Nothing was found. Fewer words, "
	    "or the beginning of one, find more.") : tr_str(p->lang, "Type a "
	    "word, a reference or a name above.");
	p->frame.search = q;
	return page_report(p, &r, why);
}
