#include "advise/papers.h"

#include "advise/calendar.h"
#include "advise/decision.h"
#include "advise/overview.h"
#include "advise/part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { DECIDED_MAX = 100, LATE_MAX = 40, QUARTERS = 4 };

/* A paper in the making. */
struct making {
	struct words w;
	struct reader *r;
	struct arena *a;
	struct report *out;
	struct date period;
	struct why *why;
};

static struct str
exact(struct arena *a, struct date d)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	date_format(&b, d);
	return arena_str(a, buf_view(&b));
}

/* The quarter that ${back} quarters before lies around today. */
static struct date
quarter(struct reader *r, int back)
{
	int year, month, day;
	int32_t first;

	date_split(r->today, &year, &month, &day);
	first = date_add_months(date_ymd(year, (month - 1) / 3 * 3 + 1, 1),
	    -3 * back);
	return (struct date){ first, date_add_months(first, 3) - 1 };
}

static struct str
said(struct making *m, struct date d)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	date_say(&b, m->w.lang, d);
	return arena_str(m->a, buf_view(&b));
}

/* ---- which there are ---- */

static void
put_paper(struct making *m, struct report_block *b, struct str words,
    struct str link, const char *about)
{
	struct report_cell *c = report_row(m->a, b);

	*c = report_link(words, link);
	c->sub = part_say(&m->w, about);
}

/* One of a quarter, with its name. */
static void
put_quarter(struct making *m, struct report_block *b, const char *words,
    const char *path, int back, const char *about)
{
	struct date d = quarter(m->r, back);

	put_paper(m, b, arena_printf(m->a, "%.*s: %.*s",
	    STRF(part_say(&m->w, words)), STRF(said(m, d))),
	    path_query(m->a, str_of(path), "period", exact(m->a, d)), about);
}

void
papers_report(struct reader *r, struct arena *a, const struct papers_ask *ask,
    struct report *out)
{
	struct making m = { .r = r, .a = a, .out = out };
	struct report_panel *p;
	struct report_block *b;

	*out = (struct report){ .name = STR_INIT("reports"),
		.path = STR_INIT("/reports") };
	words_init(&m.w, r, a, ask->lang);
	out->title = part_say(&m.w, TR("Reports"));
	p = part_panel(&m.w, out, "papers", TR("What is to be laid before "
	    "others?"), 0);
	b = part_rows(&m.w, p, 1);
	put_quarter(&m, b, TR("Paper for the board"), "/reports/board", 0,
	    TR("Late promises, what waits for a decision, what was decided, "
	    "clashes, what is next; with a line to sign."));
	put_quarter(&m, b, TR("Quarterly report"), "/", 1, TR("The figures "
	    "and pictures of the overview, of that quarter."));
	put_paper(&m, b, part_say(&m.w, TR("Promises by owner, to sign")),
	    STR("/commitments?show=owners"), TR("A sheet for each unit that "
	    "answers for some."));
	put_paper(&m, b, part_say(&m.w, TR("Review of a directive")),
	    STR("/reviews"), TR("Clause by clause, as known on any day."));
	put_paper(&m, b, part_say(&m.w, TR("Brief on a partner")),
	    STR("/partners"), TR("Two pages with sources: Print brief on the "
	    "partner's page."));
	put_paper(&m, b, part_say(&m.w, TR("Table of the United Nations")),
	    STR("/peacekeeping/un"), TR("Who serves, by mission and month."));
	p->source = part_say(&m.w, TR("Each prints on A4 with its marking; "
	    "below it are PDF, Excel and text."));
	words_head(&m.w, out);
}

/* ---- for the board ---- */

static void
take(struct making *m, const struct report *from, const char *name,
    const char *as)
{
	for (size_t i = 0; i < from->panels; i++) {
		struct report_panel *p;

		if (name[0] != '\0' && !str_is(from->panel[i].name, name))
			continue;
		p = report_add_panel(m->a, m->out, "", STR(""));
		*p = from->panel[i];
		p->name = arena_printf(m->a, "%s%.*s", as, STRF(p->name));
		p->width = 0;
		p->column = false;
	}
	words_label(&m->w, from->marking);
}

/* The figures of the period, and what is next. */
static enum err
put_figures(struct making *m, struct report *overview)
{
	struct overview_ask ask = { .period = m->period, .lang = m->w.lang };
	enum err e = overview_report(m->r, m->a, &ask, overview, m->why);

	if (e == ERR_OK)
		take(m, overview, "figures", "");
	return e;
}

/* What is late, a line each: a board sees many. */
static enum err
put_late(struct making *m)
{
	static const struct part_column columns[] = {
		{ "late", TR("State"), CELL_CHIP, false },
		{ "what", TR("What"), CELL_TEXT, false },
		{ "partner", TR("Partner"), CELL_ISO, false },
		{ "owner", TR("Owner"), CELL_TEXT, true },
		{ "due", TR("Due"), CELL_DATE, true }
	};
	const struct kind *k = words_kind(&m->w, "commitment");
	struct report_panel *p = part_panel(&m->w, m->out, "late",
	    TR("Which promises are late?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct rows_found found = { 0 };
	int64_t all = 0;
	enum err e = find_count(m->r, k, STR("status:late"), &all, m->why);

	if (e == ERR_OK)
		e = part_find(&m->w, k, STR("status:late"), "due", LATE_MAX,
		    &found, m->why);
	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_due(&m->w, part_day(row, "due"));
		c[1] = part_title(&m->w, row);
		c[2] = part_field(&m->w, row, "partner");
		c[3] = part_field(&m->w, row, "owner");
		c[4] = part_field(&m->w, row, "due");
	}
	b->total = (size_t)all;
	b->empty = part_say(&m->w, TR("None."));
	p->answer = arena_printf(m->a, "*%s*.", words_count(&m->w, all,
	    "late commitment", "late commitments").p);
	p->more = path_list(m->a, k, STR("status:late"));
	p->more_words = part_say(&m->w, TR("All late commitments"));
	return e;
}

static enum err
put_waiting(struct making *m)
{
	struct report from;
	enum err e = decision_waiting(m->r, m->a, m->w.lang, &from, m->why);

	if (e == ERR_OK)
		take(m, &from, "", "waiting-");
	return e;
}

static enum err
put_decisions(struct making *m, struct report_block *b, const char *kind,
    size_t *n)
{
	const struct kind *k = words_kind(&m->w, kind);
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, k, arena_printf(m->a,
	    "approved>=%.*s approved<=%.*s", STRF(exact(m->a, (struct date){
	    m->period.lo, m->period.lo })), STRF(exact(m->a, (struct date){
	    m->period.hi, m->period.hi }))), "approved", DECIDED_MAX, &found,
	    m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_field(&m->w, row, "approved");
		c[1] = part_title(&m->w, row);
		if (kind_field(k, STR("partner")) != NULL)
			c[2] = part_field(&m->w, row, "partner");
		c[3] = part_field(&m->w, row, "approved_by");
		c[4] = part_state(&m->w, row);
	}
	*n += found.n;
	return e;
}

/* What was decided: the log of the period. */
static enum err
put_decided(struct making *m)
{
	static const struct part_column columns[] = {
		{ "approved", TR("Approved"), CELL_DATE, false },
		{ "what", TR("What"), CELL_TEXT, false },
		{ "partner", TR("Partner"), CELL_ISO, true },
		{ "by", TR("Approved by"), CELL_TEXT, true },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "decided",
	    TR("What was decided?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	size_t n = 0;
	enum err e = put_decisions(m, b, "plan", &n);

	if (e == ERR_OK)
		e = put_decisions(m, b, "activity", &n);
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%s* in %.*s."),
	    words_count(&m->w, (int64_t)n, "decision", "decisions").p,
	    STRF(said(m, m->period)));
	b->empty = part_say(&m->w, TR("Nothing was approved in this time."));
	return e;
}

static enum err
put_clashes(struct making *m)
{
	struct calendar_ask ask = { .view = CALENDAR_LIST,
		.lang = m->w.lang };
	struct calendar_way way;
	struct report from;
	enum err e = calendar_report(m->r, m->a, &ask, &from, &way, m->why);

	if (e == ERR_OK)
		take(m, &from, "clashes", "");
	return e;
}

static void
put_sign(struct making *m)
{
	struct report_panel *p = part_panel(&m->w, m->out, "sign",
	    TR("Who has seen it?"), 0);

	p->source = part_say(&m->w, TR("Seen and agreed (name, signature, "
	    "date): ______________________________"));
}

/* The quarters of late, this one last. */
static void
put_tabs(struct making *m)
{
	m->out->tab_at = QUARTERS;
	for (int back = QUARTERS - 1; back >= 0; back--) {
		struct date d = quarter(m->r, back);

		if (d.lo == m->period.lo && d.hi == m->period.hi)
			m->out->tab_at = m->out->tabs;
		report_add_tab(m->a, m->out, said(m, d), path_query(m->a,
		    STR("/reports/board"), "period", exact(m->a, d)));
	}
}

static enum err
put_all(struct making *m)
{
	struct report overview;
	enum err e = put_figures(m, &overview);

	if (e == ERR_OK)
		e = put_late(m);
	if (e == ERR_OK)
		e = put_waiting(m);
	if (e == ERR_OK)
		e = put_decided(m);
	if (e == ERR_OK)
		e = put_clashes(m);
	if (e != ERR_OK)
		return e;
	take(m, &overview, "next", "");
	put_sign(m);
	return ERR_OK;
}

enum err
papers_board(struct reader *r, struct arena *a, const struct papers_ask *ask,
    struct report *out, struct why *why)
{
	struct making m = { .r = r, .a = a, .out = out, .why = why,
		.period = ask->period };
	enum err e;

	*out = (struct report){ .name = STR_INIT("board") };
	if (m.period.lo == 0 && m.period.hi == 0)
		m.period = quarter(r, 0);
	words_init(&m.w, r, a, ask->lang);
	e = put_all(&m);
	if (e != ERR_OK)
		return e;
	out->title = part_say(&m.w, TR("Paper for the board"));
	out->path = path_query(a, STR("/reports/board"), "period",
	    exact(a, m.period));
	out->sub = arena_printf(a, tr(m.w.lang, "%.*s, as known on %.*s."),
	    STRF(said(&m, m.period)), STRF(words_day(&m.w, r->today)));
	report_add_crumb(a, out, part_say(&m.w, TR("Reports")),
	    STR("/reports"));
	put_tabs(&m);
	words_head(&m.w, out);
	return ERR_OK;
}
