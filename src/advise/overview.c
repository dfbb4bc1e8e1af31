#include "advise/overview.h"

#include <stdlib.h>

#include "advise/balance.h"
#include "advise/pace.h"
#include "advise/path.h"
#include "advise/presence.h"
#include "advise/words.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/deed.h"
#include "study/ledger.h"

#include "base/banned.h"

enum {
	LATE_MAX = 5,
	OTHER_MAX = 3,
	NEXT_MAX = 6,
	NEXT_DAYS = 30,
	CONTACT_DAYS = 365,
	CHANGES_MAX = 8,
	CELL_WORDS = 120
};

/* How many promises of one level are in one state. */
struct flow {
	struct str level, status;
	int64_t n;
};

struct contact {
	const struct roll_partner *partner;
	int32_t last; /* the day of the last activity held */
};

struct making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	struct deed *deed;
	size_t deeds;
	struct flow *flow;
	size_t flows;
	struct roll roll;
	struct map *contact; /* id of a partner to a struct contact */
	const struct kind *activity, *commitment, *agreement, *partner;
	int year;
	int32_t first, last, cut; /* of the year; the day figures stop */
	struct ledger_count promise;
	struct why *why;
};

/* Reading. */

/* Of this year, not of the last. */
static bool
of_this_year(const struct making *m, const struct deed *d)
{
	return d->day.lo >= m->first;
}

static enum err
read_deeds(struct making *m)
{
	struct deeds all;
	enum err e = deed_of_period(m->r, m->a, date_ymd(m->year - 1, 1, 1),
	    m->last, &all, m->why);

	m->deed = all.deed;
	m->deeds = all.n;
	m->w.parts |= all.parts;
	return e;
}

/* The roll, and beside each partner when it was last met. */
static enum err
read_roll(struct making *m)
{
	enum err e = roll_read(m->r, m->a, &m->roll, m->why);
	size_t i;

	m->w.parts |= m->roll.parts;
	for (i = 0; i < m->roll.n && e == ERR_OK; i++) {
		struct contact *c = arena_alloc(m->a, sizeof(*c));

		c->partner = m->roll.partner[i];
		c->last = INT32_MIN;
		(void)map_put(m->contact, c->partner->id, c);
	}
	return e;
}

/* One row for all partitions of the same level and state. */
static struct flow *
flow_of(struct making *m, struct str level, struct str status)
{
	struct flow *f = m->flows == 0 ? NULL : &m->flow[m->flows - 1];

	if (f != NULL && str_eq(f->level, level) &&
	    str_eq(f->status, status))
		return f;
	m->flow = arena_grow(m->a, m->flow, m->flows, sizeof(*f));
	f = &m->flow[m->flows++];
	*f = (struct flow){ arena_str(m->a, level),
		arena_str(m->a, status), 0 };
	return f;
}

static void
take_promises(struct making *m, struct rows *rows)
{
	struct str status = db_text(rows, 1);
	int64_t n = db_int(rows, 3);

	flow_of(m, db_text(rows, 0), status)->n += n;
	ledger_add(&m->promise, status, n);
}

static enum err
walk(struct making *m, enum stmt s, int part,
    void (*take)(struct making *, struct rows *))
{
	struct rows *rows = NULL;
	enum err e = db_query(m->r->db, DB_NO_PART, s, NO_ARGS, &rows, m->why);

	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		m->w.parts |= UINT64_C(1) << db_int(rows, part);
		take(m, rows);
	}
	return db_end(rows);
}

static enum err
read_all(struct making *m)
{
	enum err e = read_deeds(m);
	size_t i;

	if (e == ERR_OK)
		e = read_roll(m);
	if (e == ERR_OK)
		e = walk(m, STMT_OVERVIEW_COMMITMENTS, 2, take_promises);
	for (i = 0; i < m->deeds && e == ERR_OK; i++) {
		struct contact *c = map_get(m->contact, m->deed[i].partner);

		if (c != NULL && m->deed[i].done && m->deed[i].day.lo <= m->cut
		    && m->deed[i].day.lo > c->last)
			c->last = m->deed[i].day.lo;
	}
	return e;
}

/* Figures. */

static int
month_of(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return month - 1;
}

/* Held in the year, or in the last one, until the same day. */
static int64_t
held_until(const struct making *m, bool this_year, int32_t day)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < m->deeds; i++)
		n += of_this_year(m, &m->deed[i]) == this_year &&
		    m->deed[i].done && m->deed[i].day.lo <= day;
	return n;
}

static int64_t
dated(const struct making *m)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < m->deeds; i++)
		n += of_this_year(m, &m->deed[i]);
	return n;
}

/* The same day a year before. */
static int32_t
year_before(const struct making *m)
{
	return date_add_months(m->cut, -12);
}

static struct str
year_filter(struct making *m, const char *more)
{
	return arena_printf(m->a, "start:%d%s", m->year, more);
}

static void
held_kpi(struct making *m, struct report_block *b)
{
	int64_t now = held_until(m, true, m->cut);
	int64_t then = held_until(m, false, year_before(m));
	struct str filter = year_filter(m, " status:held,reported,closed");
	double *spark = arena_array(m->a, 12, sizeof(*spark));
	size_t i;

	for (i = 0; i < m->deeds; i++) {
		if (of_this_year(m, &m->deed[i]) && m->deed[i].done)
			spark[month_of(m->deed[i].day.lo)]++;
	}
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = arena_printf(m->a, tr(m->w.lang, "Activities held %d"),
		    m->year),
		.figure = figure_count(now, "count-held/1", arena_printf(m->a,
		    "activity?%.*s", STRF(filter))),
		.unit = arena_printf(m->a, tr(m->w.lang, "of %lld dated"),
		    (long long)dated(m)),
		.detail = arena_printf(m->a, tr(m->w.lang, "%+lld on %d by the "
		    "same day"), (long long)(now - then), m->year - 1),
		.link = path_list(m->a, m->activity, filter),
		.spark = spark, .sparks = (size_t)month_of(m->cut) + 1
	});
}

static void
kept_kpi(struct making *m, struct report_block *b)
{
	const char *filter = "status:kept,not-kept,late";

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Commitments kept"),
		.figure = ledger_kept(m->a, &m->promise, arena_printf(m->a,
		    "commitment?%s", filter)),
		.detail = arena_printf(m->a, tr(m->w.lang, "%lld late, %lld "
		    "without date"), (long long)m->promise.late,
		    (long long)m->promise.undated),
		.tone = m->promise.late > 0 ? TONE_BAD : TONE_PLAIN,
		.link = path_list(m->a, m->commitment, str_of(filter))
	});
}

static void
contact_kpi(struct making *m, struct report_block *b)
{
	int64_t near = 0, tiered = 0, silent = 0;
	int32_t first = m->cut - CONTACT_DAYS + 1;
	struct str filter = arena_printf(m->a, "start>=%.*s "
	    "status:held,reported,closed", STRF(words_date(&m->w,
	    (struct date){ first, first }).text));
	struct contact *c;
	size_t i = 0;

	while ((c = map_each(m->contact, &i, NULL)) != NULL) {
		bool in = c->last > m->cut - CONTACT_DAYS;

		near += in && !c->partner->home;
		tiered += c->partner->tiered && !c->partner->home;
		silent += c->partner->tiered && !c->partner->home && !in;
	}
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Partners in contact"),
		.figure = figure_count(near, "partners-in-contact/1",
		    arena_printf(m->a, "activity?%.*s", STRF(filter))),
		.unit = tr_str(m->w.lang, "within 12 months"),
		.detail = arena_printf(m->a, tr(m->w.lang, "%lld of %lld with "
		    "a tier are silent"), (long long)silent, (long long)tiered),
		.tone = silent > 0 ? TONE_WARN : TONE_PLAIN,
		/* The meetings that make the contact; a filter of them. */
		.link = path_list(m->a, m->activity, filter)
	});
}

static enum err
count_kpi(struct making *m, struct report_block *b, const struct kind *k,
    const char *label, const char *filter, const char *formula,
    enum report_tone tone, struct str detail)
{
	int64_t n;
	enum err e = find_count(m->r, k, str_of(filter), &n, m->why);

	if (e != ERR_OK)
		return e;
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, label),
		.figure = figure_count(n, formula, arena_printf(m->a,
		    "%.*s?%s", STRF(k->name), filter)),
		.detail = detail, .tone = n > 0 ? tone : TONE_PLAIN,
		.link = path_list(m->a, k, str_of(filter))
	});
	return ERR_OK;
}

static enum err
put_figures(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "figures",
	    STR(""));
	struct report_block *b = report_add_block(m->a, p, BLOCK_KPIS);
	int64_t soon;
	enum err e;

	held_kpi(m, b);
	kept_kpi(m, b);
	contact_kpi(m, b);
	e = find_count(m->r, m->agreement, STR("status:expiring"), &soon,
	    m->why);
	if (e == ERR_OK)
		e = count_kpi(m, b, m->agreement, TR("Agreements in force"),
		    "status:in-force,expiring", "count-in-force/1", TONE_PLAIN,
		    arena_printf(m->a, tr(m->w.lang, "%lld expire within 90 "
		    "days"), (long long)soon));
	if (e == ERR_OK)
		e = count_kpi(m, b, m->activity, TR("Held, not reported"),
		    "status:held", "count-held-not-reported/1", TONE_WARN,
		    STR(""));
	return e;
}

/* What needs a decision? */

static struct report_block *
rows_block(struct making *m, struct report_panel *p, const char *const *name,
    size_t n)
{
	struct report_block *b = report_add_block(m->a, p, BLOCK_ROWS);
	size_t i;

	report_columns(m->a, b, n);
	for (i = 0; i < n; i++)
		b->column[i].name = str_of(name[i]);
	return b;
}

static struct report_cell
days_chip(struct making *m, const struct kind *k, const struct value *v)
{
	struct report_cell c = { .type = CELL_CHIP };
	int32_t days;

	if (v->type != VALUE_DATE)
		return c;
	if (v->date.hi < m->r->today) {
		days = m->r->today - v->date.hi;
		c.text = k == m->commitment ?
		    arena_printf(m->a, tr(m->w.lang, "%d d late"), days) :
		    k == m->activity ?
		    arena_printf(m->a, tr(m->w.lang, "%d d ago"), days) :
		    arena_printf(m->a, tr(m->w.lang, "%d d past"), days);
		c.tone = TONE_BAD;
	} else {
		days = v->date.lo > m->r->today ? v->date.lo - m->r->today : 0;
		c.text = arena_printf(m->a, tr(m->w.lang, "in %d d"), days);
		c.tone = TONE_WARN;
	}
	return c;
}

/* The first records a filter finds, each with why it is here. */
static enum err
put_pressing(struct making *m, struct report_block *b, const struct kind *k,
    const char *filter, const char *sort, size_t limit)
{
	const struct find_query q = { .kind = k, .filter = str_of(filter),
		.sort = str_of(sort), .limit = limit };
	struct rows_found found;
	enum err e = find_list(m->r, m->a, &q, &found, m->why);
	size_t i;

	for (i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		const struct value *ref = words_value_of(row, "partner");
		struct report_cell *c = report_row(m->a, b);

		words_label(&m->w, row->label);
		c[0] = days_chip(m, k, words_value_of(row, sort));
		if (k == m->activity)
			c[0].tone = TONE_WARN;
		c[1] = report_link(words_cut(&m->w, words_title(&m->w, row),
		    CELL_WORDS), path_record(m->a, k, words_code(&m->w, row)));
		c[1].sub = words_status(&m->w, k, row->derived[0]).text;
		if (ref->type == VALUE_REF)
			c[2] = words_ref(&m->w, id_str(m->a, ref->ref));
	}
	return e;
}

static enum err
put_decisions(struct making *m)
{
	static const char *const name[] = { "state", "what", "partner" };
	struct report_panel *p = report_add_panel(m->a, m->out, "decisions",
	    tr_str(m->w.lang, "What needs a decision?"));
	struct report_block *b = rows_block(m, p, name, 3);
	int64_t soon = 0, open = 0;
	enum err e;

	p->width = 7;
	e = put_pressing(m, b, m->commitment, "status:late", "due", LATE_MAX);
	if (e == ERR_OK)
		e = put_pressing(m, b, m->agreement, "status:expiring",
		    "expires", OTHER_MAX);
	if (e == ERR_OK)
		e = put_pressing(m, b, m->activity, "status:held", "start",
		    OTHER_MAX);
	if (e == ERR_OK)
		e = find_count(m->r, m->agreement, STR("status:expiring"),
		    &soon, m->why);
	if (e == ERR_OK)
		e = find_count(m->r, m->activity, STR("status:held"), &open,
		    m->why);
	if (e != ERR_OK)
		return e;
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%s*, %s within 90 days, "
	    "%s held and not reported."), words_count(&m->w, m->promise.late,
	    "late commitment", "late commitments").p, words_count(&m->w, soon,
	    "agreement expires", "agreements expire").p, words_count(&m->w,
	    open, "activity", "activities").p);
	b->empty = tr_str(m->w.lang, "Nothing is late, expiring or "
	    "unreported.");
	p->more = path_list(m->a, m->commitment, STR("status:late"));
	p->more_words = tr_str(m->w.lang, "All late commitments");
	return ERR_OK;
}

/* What is next? */

static void
put_next_row(struct making *m, struct report_block *b, const struct deed *d)
{
	struct report_cell *c = report_row(m->a, b);
	struct str level = words_term(&m->w, STR("level"), d->level);

	c[0] = words_date(&m->w, d->day);
	c[1] = words_record(&m->w, m->activity, d->id, d->code,
	    words_cut(&m->w, d->title, CELL_WORDS));
	c[1].sub = arena_printf(m->a, "%.*s%s%.*s", STRF(level),
	    level.n > 0 && d->place.n > 0 ? " · " : "", STRF(d->place));
	c[2] = words_ref(&m->w, d->partner);
	c[3] = words_status(&m->w, m->activity, d->status);
}

static void
put_next(struct making *m)
{
	static const char *const name[] = { "date", "what", "partner",
		"state" };
	struct report_panel *p = report_add_panel(m->a, m->out, "next",
	    tr_str(m->w.lang, "What is next?"));
	struct report_block *b = rows_block(m, p, name, 4);
	int64_t unsure = 0, n = 0;
	size_t i;

	p->width = 5;
	for (i = 0; i < m->deeds; i++) {
		const struct deed *d = &m->deed[i];

		if (d->day.lo < m->r->today ||
		    d->day.lo > m->r->today + NEXT_DAYS)
			continue;
		unsure += str_is(d->status, "proposed");
		if (n++ < NEXT_MAX)
			put_next_row(m, b, d);
	}
	b->total = (size_t)n;
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%s* within %d days; "
	    "%lld not yet approved."), words_count(&m->w, n, "activity",
	    "activities").p, NEXT_DAYS, (long long)unsure);
	b->empty = tr_str(m->w.lang, "Nothing is dated within the next 30 "
	    "days.");
	p->more = path_query(m->a, path_list(m->a, m->activity, arena_printf(
	    m->a, "start>=%.*s", STRF(words_date(&m->w, (struct date){
	    m->r->today, m->r->today }).text))), "sort", STR("start"));
	p->more_words = tr_str(m->w.lang, "All that is coming");
}

/* Do we keep to the plan? Are we balanced? Where are we present? */

static enum err
put_engagement(struct making *m)
{
	const struct deeds d = { .deed = m->deed, .n = m->deeds };
	const struct pace_ask pace = { .year = m->year, .cut = m->cut,
		.width = 7 };
	const struct balance_ask balance = { .year = m->year, .cut = m->cut,
		.width = 5 };
	const struct presence_ask presence = { .last = m->cut,
		.first = m->cut - CONTACT_DAYS + 1, .width = 7 };
	enum err e = pace_panel(&m->w, &pace, &d, m->out, m->why);

	if (e != ERR_OK)
		return e;
	balance_panel(&m->w, &balance, &d, &m->roll, m->out);
	presence_panel(&m->w, &presence, &d, &m->roll, m->out);
	return ERR_OK;
}

/* Do words become deeds? */

static struct report_block *
flow_block(struct making *m, struct report_panel *p)
{
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	struct report_column *c = report_columns(m->a, b, 3);

	b->chart = CHART_SANKEY;
	c[0] = (struct report_column){ .name = STR("level"),
		.head = tr_str(m->w.lang, "Level of the talks") };
	c[1] = (struct report_column){ .name = STR("status"),
		.head = tr_str(m->w.lang, "State today"), .type = CELL_CHIP };
	c[2] = (struct report_column){ .name = STR("count"),
		.head = tr_str(m->w.lang, "Commitments"), .type = CELL_NUMBER };
	b->empty = tr_str(m->w.lang, "No commitment is recorded yet. Record "
	    "what was promised, by whom and until when.");
	return b;
}

static void
put_flow(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "words",
	    tr_str(m->w.lang, "Do words become deeds?"));
	struct report_block *b = flow_block(m, p);
	size_t i;

	p->width = 5;
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%lld of %s are kept*; "
	    "%lld are late, %lld have no date."), (long long)m->promise.kept,
	    words_count(&m->w, m->promise.promised, "commitment",
	    "commitments").p, (long long)m->promise.late,
	    (long long)m->promise.undated);
	for (i = 0; i < m->flows; i++) {
		const struct flow *f = &m->flow[i];
		struct report_cell *c = report_row(m->a, b);
		struct str filter = arena_printf(m->a, "level:%.*s "
		    "status:%.*s", STRF(f->level), STRF(f->status));

		c[0].text = f->level.n > 0 ? words_term(&m->w, STR("level"),
		    f->level) : tr_str(m->w.lang, "(level not said)");
		c[1] = words_status(&m->w, m->commitment, f->status);
		c[2] = report_number(m->a, f->n, path_list(m->a,
		    m->commitment, filter));
	}
	p->source = tr_str(m->w.lang, "Left: level of the talks. Right: state "
	    "today.");
}

/* When do activities pile up? */

static void
put_calendar(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "calendar",
	    tr_str(m->w.lang, "When do activities pile up?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	int64_t month[12] = { 0 };
	struct report_cell *c = NULL;
	int32_t day = INT32_MIN;
	int busiest = 0, i;
	size_t k;

	b->chart = CHART_CALENDAR;
	report_columns(m->a, b, 2);
	b->column[0] = (struct report_column){ .name = STR("day"),
		.head = tr_str(m->w.lang, "Day"), .type = CELL_DATE };
	b->column[1] = (struct report_column){ .name = STR("count"),
		.head = tr_str(m->w.lang, "Activities"), .type = CELL_NUMBER };
	for (k = 0; k < m->deeds; k++) {
		const struct deed *d = &m->deed[k];

		/* A month or a year is no day to mark. */
		if (!of_this_year(m, d) || d->day.lo != d->day.hi)
			continue;
		month[month_of(d->day.lo)]++;
		if (d->day.lo != day) {
			day = d->day.lo;
			c = report_row(m->a, b);
			c[0] = words_date(&m->w, d->day);
			c[1] = report_number(m->a, 0, path_list(m->a,
			    m->activity, arena_printf(m->a, "start:%.*s",
			    STRF(c[0].text))));
		}
		ALWAYS(c != NULL);
		c[1].number++;
		c[1].text = arena_printf(m->a, "%.0f", c[1].number);
	}
	for (i = 1; i < 12; i++)
		busiest = month[i] > month[busiest] ? i : busiest;
	p->answer = month[busiest] == 0 ? tr_str(m->w.lang, "No activity has a "
	    "day yet.") : arena_printf(m->a, tr(m->w.lang, "*Busiest month:* "
	    "%s, with %s."), date_month_name(m->w.lang, busiest + 1),
	    words_count(&m->w, month[busiest], "activity", "activities").p);
	b->empty = tr_str(m->w.lang, "Activities with an exact first day are "
	    "drawn here.");
	p->more = arena_printf(m->a, "/calendar?view=year&at=%d", m->year);
	p->more_words = tr_str(m->w.lang, "Calendar, with what is wanted "
	    "twice");
}

/* What changed? */

static enum err
put_changes(struct making *m)
{
	static const char *const name[] = { "what", "kind", "note" };
	struct report_panel *p = report_add_panel(m->a, m->out, "changes",
	    tr_str(m->w.lang, "What changed?"));
	struct report_block *b = rows_block(m, p, name, 3);
	struct changed *c;
	size_t i, n;
	enum err e = find_changes(m->r, m->a, CHANGES_MAX, &c, &n, m->why);

	for (i = 0; i < n && e == ERR_OK; i++) {
		struct report_cell *cell = report_row(m->a, b);

		words_label(&m->w, c[i].label);
		cell[0] = words_ref(&m->w, id_str(m->a, c[i].entity));
		cell[0].text = words_cut(&m->w, cell[0].text, CELL_WORDS);
		if (c[i].things > 1)
			cell[0].sub = arena_printf(m->a, tr(m->w.lang, "and "
			    "%lld more"), (long long)(c[i].things - 1));
		if (c[i].kind != NULL)
			cell[1].text = words_one(&m->w, c[i].kind);
		cell[2].text = words_cut(&m->w, c[i].note, CELL_WORDS);
	}
	p->more = STR("/changes");
	p->more_words = tr_str(m->w.lang, "All changes");
	return e;
}

/* The first day. */

static void
put_start(struct making *m)
{
	static const struct {
		const char *words, *link, *why;
	} step[] = {
		{ TR("Add the first activity"), "/activities/new",
		    TR("with whom, what, when; the status follows from the "
		    "dates") },
		{ TR("Paste a text"), "/paste", TR("minutes, a statement, a "
		    "news item: promises and events are proposed with their "
		    "words") },
		{ TR("Look at the directives"), "/directives", TR("each "
		    "clause waits for the promises and deeds that serve it") },
		{ TR("Look at the partners"), "/partners", TR("states, "
		    "organisations and forums are there already") }
	};
	static const char *const name[] = { "what" };
	struct report_panel *p = report_add_panel(m->a, m->out, "start",
	    tr_str(m->w.lang, "Where to begin?"));
	struct report_block *b = rows_block(m, p, name, 1);
	size_t i;

	p->answer = tr_str(m->w.lang, "*Nothing is recorded yet.* Four ways to "
	    "begin; the panels of this page fill by themselves.");
	for (i = 0; i < countof(step); i++) {
		struct report_cell *c = report_row(m->a, b);

		*c = report_link(tr_str(m->w.lang, step[i].words),
		    str_of(step[i].link));
		c->sub = tr_str(m->w.lang, step[i].why);
	}
}

static void
put_head(struct making *m)
{
	struct str day = words_day(&m->w, m->r->today);

	m->out->name = STR("overview");
	m->out->title = tr_str(m->w.lang, "Overview");
	m->out->path = STR("/");
	m->out->sub = arena_printf(m->a, tr(m->w.lang, "%.*s. Year %d."),
	    STRF(day), m->year);
	report_add_action(m->a, m->out, tr(m->w.lang, "New activity"),
	    STR("/activities/new"));
}

static enum err
put_panels(struct making *m)
{
	enum err e = put_figures(m);

	if (e == ERR_OK)
		e = put_decisions(m);
	if (e != ERR_OK)
		return e;
	put_next(m);
	e = put_engagement(m);
	if (e != ERR_OK)
		return e;
	put_flow(m);
	put_calendar(m);
	return ERR_OK;
}

enum err
overview_report(struct reader *r, struct arena *a,
    const struct overview_ask *ask, struct report *out, struct why *why)
{
	struct making m = { .a = a, .r = r, .out = out,
		.contact = map_new(a), .year = ask->year, .why = why };
	int month, day;
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	if (m.year == 0)
		date_split(r->today, &m.year, &month, &day);
	m.first = date_ymd(m.year, 1, 1);
	m.last = date_ymd(m.year, 12, 31);
	m.cut = r->today < m.last ? r->today : m.last;
	if (m.cut < m.first)
		m.cut = m.first;
	m.activity = words_kind(&m.w, "activity");
	m.commitment = words_kind(&m.w, "commitment");
	m.agreement = words_kind(&m.w, "agreement");
	m.partner = words_kind(&m.w, "partner");
	e = read_all(&m);
	if (e != ERR_OK)
		return e;
	put_head(&m);
	if (m.deeds == 0 && m.promise.promised == 0)
		put_start(&m);
	else
		e = put_panels(&m);
	if (e == ERR_OK)
		e = put_changes(&m);
	words_head(&m.w, out);
	return e;
}
