#include "web/page.h"

#include <string.h>

#include "advise/path.h"
#include "base/date.h"
#include "base/tr.h"
#include "model/find.h"

#include "base/banned.h"

static const struct show_nav page_nav[] = {
	{ .words = STR_INIT(TR("Overview")), .link = STR_INIT("/"),
	    .key = 'h' },
	{ .words = STR_INIT(TR("Activities")),
	    .link = STR_INIT("/activities"), .key = 'a' },
	{ .words = STR_INIT(TR("Calendar")), .link = STR_INIT("/calendar"),
	    .key = 'k' },
	{ .words = STR_INIT(TR("Partners")), .link = STR_INIT("/partners"),
	    .key = 'p' },
	{ .words = STR_INIT(TR("Commitments")),
	    .link = STR_INIT("/commitments"), .key = 'c' },
	{ .words = STR_INIT(TR("Approvals")),
	    .link = STR_INIT("/approvals"), .key = 'w' },
	{ .words = STR_INIT(TR("Agreements")),
	    .link = STR_INIT("/agreements"), .key = 'r' },
	{ .words = STR_INIT(TR("Forums")), .link = STR_INIT("/forums"),
	    .key = 'f' },
	{ .words = STR_INIT(TR("Peacekeeping")),
	    .link = STR_INIT("/peacekeeping"), .key = 'm', .gap = true },
	{ .words = STR_INIT(TR("People")), .link = STR_INIT("/people"),
	    .key = 'e' },
	{ .words = STR_INIT(TR("Plan")), .link = STR_INIT("/plans"),
	    .key = 'b', .gap = true },
	{ .words = STR_INIT(TR("Analysis")), .link = STR_INIT("/analysis"),
	    .key = 'y' },
	{ .words = STR_INIT(TR("Directives")),
	    .link = STR_INIT("/directives"), .key = 'd', .gap = true },
	{ .words = STR_INIT(TR("Reviews")), .link = STR_INIT("/reviews"),
	    .key = 'v' },
	{ .words = STR_INIT(TR("Reports")), .link = STR_INIT("/reports"),
	    .key = 'o' },
	{ .words = STR_INIT(TR("Library")), .link = STR_INIT("/library"),
	    .key = 'l' },
	{ .words = STR_INIT(TR("Paste a text")),
	    .link = STR_INIT("/activities/paste"), .key = 'x', .gap = true },
	{ .words = STR_INIT(TR("Import a table")),
	    .link = STR_INIT("/imports") },
	{ .words = STR_INIT(TR("Check data")), .link = STR_INIT("/quality"),
	    .key = 'q' },
	{ .words = STR_INIT(TR("Changes")), .link = STR_INIT("/changes"),
	    .key = 'u' },
	{ .words = STR_INIT(TR("Help")), .link = STR_INIT("/help"),
	    .gap = true },
	{ .words = STR_INIT(TR("Administration")),
	    .link = STR_INIT("/admin") },
	{ .words = STR_INIT(TR("Audit")), .link = STR_INIT("/admin/audit") },
};

/* Lists that show how many there are; late promises are shown as such. */
static const struct {
	const char *link, *kind, *filter;
	bool bad;
} page_counted[PAGE_COUNTS] = {
	{ "/activities", "activity", "", false },
	{ "/partners", "partner", "", false },
	{ "/commitments", "commitment", "status:late", true },
	{ "/agreements", "agreement", "", false },
	{ "/directives", "directive", "", false },
};

static void
page_count(struct page *p, struct page_counts *c)
{
	for (size_t i = 0; i < PAGE_COUNTS; i++) {
		const struct kind *k = kind_named(&p->site->office->kinds,
		    str_of(page_counted[i].kind));

		c->n[i] = 0;
		if (k != NULL && find_count(p->reader, k,
		    str_of(page_counted[i].filter), &c->n[i], NULL) != ERR_OK)
			c->n[i] = 0;
	}
}

/* The counts of this moment: remembered, or counted in the oldest's place. */
static const struct page_counts *
page_counts_now(struct page *p)
{
	struct page_counts *kept = p->site->counts, fresh = {
		.newest = page_newest(p), .today = p->reader->today };

	for (size_t i = 0; i < PAGE_KEPT; i++)
		if (kept[i].newest == fresh.newest && fresh.newest != 0 &&
		    kept[i].today == fresh.today)
			return &kept[i];
	page_count(p, &fresh);
	memmove(&kept[1], &kept[0], (PAGE_KEPT - 1) * sizeof(kept[0]));
	kept[0] = fresh;
	return &kept[0];
}

static struct str
page_number(struct page *p, int64_t n)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	tr_count(&b, p->lang, n);
	return arena_str(p->arena, buf_view(&b));
}

/* A list is called as the office calls its records. */
static struct str
page_nav_words(struct page *p, const struct show_nav *n)
{
	const struct kind *k = path_kind(&p->site->office->kinds,
	    str_from(n->link, 1));

	return k != NULL ? page_kind_many(p, k) : tr_view(p->lang, n->words);
}

static void
page_nav_counts(struct page *p, struct show_nav *nav, size_t navs)
{
	const struct page_counts *c = page_counts_now(p);

	for (size_t i = 0; i < navs; i++)
		for (size_t k = 0; k < PAGE_COUNTS; k++) {
			if (!str_is(nav[i].link, page_counted[k].link) ||
			    c->n[k] == 0)
				continue;
			nav[i].bad = page_counted[k].bad;
			nav[i].count = page_number(p, c->n[k]);
			if (nav[i].bad)
				nav[i].count = arena_printf(p->arena,
				    tr(p->lang, "%.*s late"),
				    STRF(nav[i].count));
		}
}

static bool
page_is_hex(struct str s)
{
	unsigned char bytes[32];

	return s.n > 0 && s.n <= 64 && s.n % 2 == 0 &&
	    str_hex(s, bytes, s.n / 2);
}

/* What was just done, told by the address that a POST led to. */
static void
page_said(struct page *p)
{
	struct str done = page_query(p, "done");
	struct str undone = page_query(p, "undone");

	if (str_is(done, "none"))
		p->frame.said = tr_str(p->lang, "Nothing had to change.");
	else if (page_is_hex(done))
		p->frame.said = tr_str(p->lang, "Saved.");
	else if (page_is_hex(undone))
		p->frame.said = tr_str(p->lang, "Undone.");
	if (!page_is_hex(done))
		done = undone;
	if (page_is_hex(done))
		p->frame.undo = arena_printf(p->arena, "/changes/%.*s/undo",
		    STRF(done));
}

static struct str
page_day_words(struct page *p, int32_t day)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, KIB);
	date_say(&b, p->lang, (struct date){ day, day });
	return arena_str(p->arena, buf_view(&b));
}

static struct str
page_instant(struct page *p)
{
	struct world *w = p->site->office->world;
	int64_t ms = w->now_ms(w) +
	    (int64_t)p->site->office->offset_min * 60000;
	struct buf CLEANUP(buf_free) b;
	struct str s;

	buf_init(&b, KIB);
	date_format_instant(&b, ms);
	s = buf_view(&b);
	if (s.n < 16)
		return STR("");
	return arena_printf(p->arena, "%.*s %.*s",
	    STRF(page_day_words(p, office_today(p->site->office))), 5,
	    s.p + 11);
}

/* What the page is as known on: a day, or the instant that was asked for. */
static struct str
page_as_of(struct page *p)
{
	struct str day = page_day_words(p, p->reader->today);
	struct buf CLEANUP(buf_free) b;
	int64_t ms;

	buf_init(&b, KIB);
	if (!date_parse_instant(page_query(p, "asof"), &ms))
		return day;
	date_format_instant(&b, ms +
	    (int64_t)p->site->office->offset_min * 60000);
	if (b.n < 19)
		return day;
	return arena_printf(p->arena, "%.*s, %.*s", STRF(day), 8, b.p + 11);
}

/* Nothing is to be undone by one who undoes nothing. */
static void
page_offer_undo(struct report *r)
{
	for (size_t i = 0; i < r->panels; i++)
		for (size_t k = 0; k < r->panel[i].blocks; k++) {
			struct report_block *b = &r->panel[i].block[k];

			for (size_t c = 0; c < b->rows * b->columns; c++)
				if (str_ends(b->cell[c].link, STR("/undo")))
					b->cell[c] = (struct report_cell){ 0 };
		}
}

/* What leads nowhere for whoever asks is not offered. */
static void
page_offer(struct page *p, struct report *r)
{
	struct show_frame *f = &p->frame;
	struct report_link *to = arena_array(p->arena, r->actions,
	    sizeof(*to));
	size_t n = 0;

	for (size_t i = 0; i < r->actions; i++)
		if (page_link_may(p, r->action[i].link))
			to[n++] = r->action[i];
	r->action = to;
	r->actions = n;
	if (!p->local && !right_somewhere(p->roles, RIGHT_UNDO))
		page_offer_undo(r);
	f->fixed = !page_may_named(p, "activity", RIGHT_ADD);
	f->bare = !p->local && (!p->who.known || p->who.half);
	f->me = p->who.known && !p->who.half ? p->who.account.shown :
	    STR("");
}

/* The audit stands under administration, for whoever has that. */
static bool
page_nav_may(struct page *p, struct str link)
{
	if (p->local && str_starts(link, STR("/admin")))
		return false;
	return page_link_may(p, link) && !(str_is(link, "/admin/audit") &&
	    page_link_may(p, STR("/admin")));
}

static void
page_frame(struct page *p, struct report *r)
{
	struct show_frame *f = &p->frame;
	struct show_nav *nav = arena_array(p->arena, countof(page_nav),
	    sizeof(*nav));
	size_t navs = 0;

	for (size_t i = 0; i < countof(page_nav); i++)
		if (page_nav_may(p, page_nav[i].link))
			nav[navs++] = page_nav[i];
	for (size_t i = 0; i < navs; i++)
		nav[i].words = page_nav_words(p, &nav[i]);
	page_offer(p, r);
	if (p->reader != NULL)
		page_nav_counts(p, nav, navs);
	f->nav = nav;
	f->navs = f->bare ? 0 : navs;
	f->office = p->site->office->name;
	f->path = p->request.path.n > 0 ? p->request.path : STR("/");
	if (str_is(f->path, "/overview"))
		f->path = STR("/");
	f->query = p->request.query;
	f->queries = p->request.queries;
	f->token = str_of(p->site->token);
	f->now = page_instant(p);
	f->today = p->reader != NULL ? p->reader->today :
	    office_today(p->site->office);
	page_said(p);
	r->lang = p->lang;
	r->demo = p->site->office->demo;
	r->as_of = p->reader != NULL && !p->reader->now ?
	    page_query(p, "asof") : STR("");
	if (r->as_of.n > 0)
		f->as_of = page_as_of(p);
}

void
page_open(struct page *p, struct report *r)
{
	page_frame(p, r);
	show_open(&p->out, &p->frame, r);
}

void
page_close(struct page *p, struct report *r)
{
	show_close(&p->out, &p->frame, r);
}

/* Only the panel that was asked for. */
static enum err
page_one_panel(struct page *p, struct report *r, struct why *why)
{
	struct str name = page_query(p, "panel");

	if (name.n == 0)
		return ERR_OK;
	for (size_t i = 0; i < r->panels; i++) {
		if (!str_eq(r->panel[i].name, name))
			continue;
		r->panel = &r->panel[i];
		r->panels = 1;
		return ERR_OK;
	}
	return why_set(why, ERR_MISSING, "This page has no such panel.");
}

enum err
page_report(struct page *p, struct report *r, struct why *why)
{
	enum err e = page_one_panel(p, r, why);

	if (e != ERR_OK)
		return e;
	p->frame.formats = true;
	if (p->request.format != HTTP_HTML)
		return page_format(p, r, why);
	page_frame(p, r);
	show_page(&p->out, &p->frame, r);
	return p->out.err;
}
