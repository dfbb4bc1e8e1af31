#include "advise/overview_part.h"

#include "advise/balance.h"
#include "advise/calendar.h"
#include "advise/history_part.h"
#include "advise/pace.h"
#include "advise/part.h"
#include "advise/path.h"
#include "advise/presence.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { LATE_MAX = 5, OTHER_MAX = 3, NEXT_MAX = 6, NEXT_DAYS = 30,
	CHANGES_MAX = 8, PRESSING_MAX = 500, CELL_WORDS = 120 };

/* What needs a decision? */

static struct report_cell
days_chip(struct overview *m, const struct kind *k, const struct value *v)
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

/* Who owes it, or how it stands, and the day it is about. */
static struct str
pressing_words(struct overview *m, const struct kind *k,
    const struct row *row, struct str day)
{
	struct str who = k != m->commitment
	    ? words_status(&m->w, k, row->derived[0]).text
	    : words_ref(&m->w, part_ref(&m->w, row, "owner")).text;
	const struct value *v = words_value_of(row, day.p);
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	if (v->type == VALUE_DATE)
		date_say(&b, m->w.lang, v->date);
	return arena_printf(m->a, "%.*s%s%.*s", STRF(who),
	    who.n > 0 && b.n > 0 ? " · " : "", STRF(buf_view(&b)));
}

/* The first records a filter finds, each with why it is here. */
static enum err
put_pressing(struct overview *m, struct report_block *b, const struct kind *k,
    const char *filter, const char *sort, size_t limit)
{
	/* Of one group they are looked for among many. */
	const struct find_query q = { .kind = k, .filter = str_of(filter),
		.sort = str_of(sort),
		.limit = m->group < 0 ? limit : PRESSING_MAX };
	struct rows_found found = { 0 };
	enum err e = find_list(m->r, m->a, &q, &found, m->why);
	size_t put = 0;

	for (size_t i = 0; i < found.n && e == ERR_OK && put < limit; i++) {
		const struct row *row = &found.row[i];
		struct str partner = part_ref(&m->w, row, "partner");
		struct report_cell *c;

		if (!overview_has(m, partner))
			continue;
		put++;
		c = report_row(m->a, b);
		words_label(&m->w, row->label);
		c[0] = days_chip(m, k, words_value_of(row, sort));
		if (k == m->activity)
			c[0].tone = TONE_WARN;
		c[1] = report_link(words_cut(&m->w, words_title(&m->w, row),
		    CELL_WORDS), path_record(m->a, k, words_code(&m->w, row)));
		c[1].sub = pressing_words(m, k, row, str_of(sort));
		c[2] = words_ref(&m->w, partner);
	}
	return e;
}

enum err
overview_decisions(struct overview *m)
{
	static const char *const name[] = { "state", "what", "partner" };
	struct report_panel *p = report_add_panel(m->a, m->out, "decisions",
	    tr_str(m->w.lang, "What needs a decision?"));
	struct report_block *b = overview_rows(m, p, name, 3);
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
		e = overview_count(m, m->agreement, "status:expiring", &soon);
	if (e == ERR_OK)
		e = overview_count(m, m->activity, "status:held", &open);
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

static enum err
put_next_row(struct overview *m, struct report_block *b, const struct deed *d)
{
	struct report_cell *c = report_row(m->a, b);
	struct str level = words_term(&m->w, STR("level"), d->level), place;
	enum err e = part_deed(&m->w, d, CELL_WORDS, &c[1], &place, m->why);

	c[0] = words_date(&m->w, d->day);
	c[1].sub = arena_printf(m->a, "%.*s%s%.*s", STRF(level),
	    level.n > 0 && place.n > 0 ? " · " : "", STRF(place));
	c[2] = words_ref(&m->w, d->partner);
	c[3] = words_status(&m->w, m->activity, d->status);
	return e;
}

enum err
overview_next(struct overview *m)
{
	static const char *const name[] = { "date", "what", "partner",
		"state" };
	struct report_panel *p = report_add_panel(m->a, m->out, "next",
	    tr_str(m->w.lang, "What is next?"));
	struct report_block *b = overview_rows(m, p, name, 4);
	int64_t unsure = 0, n = 0;
	enum err e = ERR_OK;
	size_t i;

	p->width = 5;
	for (i = 0; i < m->deeds && e == ERR_OK; i++) {
		const struct deed *d = &m->deed[i];

		if (d->day.lo < m->r->today ||
		    d->day.lo > m->r->today + NEXT_DAYS)
			continue;
		unsure += str_is(d->status, "proposed");
		if (n++ < NEXT_MAX)
			e = put_next_row(m, b, d);
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
	return e;
}

/* Do we keep to the plan? Are we balanced? Where are we present? */

/* Those of the period, and of the same days a year before. */
static struct deeds
in_period(struct overview *m)
{
	struct deeds d = { .deed = arena_array(m->a, m->deeds + 1,
	    sizeof(*d.deed)) };
	int32_t from = date_add_months(m->from, -12);
	int32_t to = date_add_months(m->to, -12);

	for (size_t i = 0; i < m->deeds; i++) {
		int32_t day = m->deed[i].day.lo;

		if ((day >= m->from && day <= m->to) ||
		    (day >= from && day <= to))
			d.deed[d.n++] = m->deed[i];
	}
	return d;
}

enum err
overview_engagement(struct overview *m)
{
	const struct deeds d = in_period(m);
	const struct balance_ask balance = { .year = m->year, .from = m->from,
		.cut = m->cut, .last = m->to, .width = 5 };
	const struct presence_ask presence = { .last = m->cut,
		.first = m->cut - OVERVIEW_CONTACT + 1, .width = 7 };
	const struct deeds all = { .deed = m->deed, .n = m->deeds };
	const struct pace_ask pace = { .year = m->year, .cut = m->cut,
		.width = 7, .roll = m->group < 0 ? NULL : &m->roll,
		.group = (enum roll_group)(m->group < 0 ? 0 : m->group) };
	enum err e = pace_panel(&m->w, &pace, &all, m->out, m->why);

	if (e != ERR_OK)
		return e;
	e = balance_panel(&m->w, &balance, &d, &m->roll, m->out, m->why);
	if (e != ERR_OK)
		return e;
	presence_panel(&m->w, &presence, &all, &m->roll, m->out);
	return ERR_OK;
}

/* Do words become deeds? */

static struct report_block *
flow_block(struct overview *m, struct report_panel *p)
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

enum err
overview_flow(struct overview *m)
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
		const struct overview_line *f = &m->flow[i];
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
	return ERR_OK;
}

/* When do activities pile up? */

enum err
overview_calendar(struct overview *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "calendar",
	    tr_str(m->w.lang, "When do activities pile up?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	int64_t month[12] = { 0 };
	struct report_cell *c = NULL;
	int32_t day = INT32_MIN;
	int busiest = 0, i;
	struct str clash;
	size_t k;
	enum err e;

	b->chart = CHART_CALENDAR;
	report_columns(m->a, b, 2);
	b->column[0] = (struct report_column){ .name = STR("day"),
		.head = tr_str(m->w.lang, "Day"), .type = CELL_DATE };
	b->column[1] = (struct report_column){ .name = STR("count"),
		.head = tr_str(m->w.lang, "Activities"), .type = CELL_NUMBER };
	for (k = 0; k < m->deeds; k++) {
		const struct deed *d = &m->deed[k];

		/* A month or a year is no day to mark. */
		if (!overview_of_year(m, d) || d->day.lo != d->day.hi)
			continue;
		month[overview_month(d->day.lo)]++;
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
	p->source = tr_str(m->w.lang, "Activities by their first day, also "
	    "those to come; cancelled ones are left out.");
	p->more = arena_printf(m->a, "/calendar?view=year&at=%d", m->year);
	p->more_words = tr_str(m->w.lang, "Calendar, with what is wanted "
	    "twice");
	/* Whoever else is visited counts too, so not for one group alone. */
	if (m->group >= 0)
		return ERR_OK;
	e = calendar_next_clash(&m->w, m->last, &clash, m->why);
	if (e == ERR_OK && clash.n > 0)
		p->answer = arena_printf(m->a, "%.*s %.*s", STRF(p->answer),
		    STRF(clash));
	return e;
}

/* What changed? */

/* "16:00 · Desk officer · Activities"; and how many more with it. */
static struct str
change_words(struct overview *m, const struct changed *c)
{
	struct str when = history_clock(&m->w, c->hlc);
	struct str who = history_author(&m->w, c->author).text;
	struct str kind = c->kind != NULL ? words_one(&m->w, c->kind) :
	    STR("");
	struct str more = { "", 0 };

	if (c->things > 1)
		more = arena_printf(m->a, tr(m->w.lang, "and %lld more"),
		    (long long)(c->things - 1));
	return arena_printf(m->a, "%.*s%s%.*s · %.*s%s%.*s",
	    STRF(str_from(when, when.n < 5 ? 0 : when.n - 5)),
	    who.n > 0 ? " · " : "", STRF(who), STRF(kind),
	    more.n > 0 ? " " : "", STRF(more));
}

enum err
overview_changes(struct overview *m)
{
	static const char *const name[] = { "day", "what", "note" };
	struct report_panel *p = report_add_panel(m->a, m->out, "changes",
	    tr_str(m->w.lang, "What changed?"));
	struct report_block *b = overview_rows(m, p, name, 3);
	struct changed *c;
	size_t i, n;
	enum err e = find_changes(m->r, m->a, CHANGES_MAX, &c, &n, m->why);

	p->width = m->begun ? 5 : 0;
	for (i = 0; i < n && e == ERR_OK; i++) {
		struct report_cell *cell = report_row(m->a, b);
		int32_t day = history_day(&m->w, c[i].hlc);

		words_label(&m->w, c[i].label);
		cell[0] = words_date(&m->w, (struct date){ day, day });
		cell[1] = words_ref(&m->w, id_str(m->a, c[i].entity));
		cell[1].text = words_cut(&m->w, cell[1].text, CELL_WORDS);
		cell[1].sub = change_words(m, &c[i]);
		cell[2].text = words_cut(&m->w, c[i].note, CELL_WORDS);
	}
	p->more = STR("/changes");
	p->more_words = tr_str(m->w.lang, "All changes");
	return e;
}
