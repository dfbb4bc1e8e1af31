#include "advise/calendar_part.h"

#include <string.h>

#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/deed.h"

#include "base/banned.h"

enum { CELL_WORDS = 90 };

static struct report_block *
block(struct calendar *c, struct report_panel *p, enum report_block_type type)
{
	static const struct {
		const char *name, *head;
		enum report_cell_type type;
	} heads[] = {
		{ "from", TR("From"), CELL_DATE },
		{ "to", TR("To"), CELL_DATE },
		{ "what", TR("Activity"), CELL_TEXT },
		{ "partner", TR("Partner"), CELL_ISO },
		{ "state", TR("State"), CELL_CHIP },
	};
	struct report_block *b = report_add_block(c->a, p, type);
	struct report_column *column = report_columns(c->a, b, countof(heads));

	for (size_t i = 0; i < countof(heads); i++)
		column[i] = (struct report_column){
			.name = str_of(heads[i].name),
			.head = tr_str(c->w.lang, heads[i].head),
			.type = heads[i].type };
	return b;
}

static void
row(struct calendar *c, struct report_block *b, const struct calendar_item *i)
{
	struct report_cell *cell = report_row(c->a, b);
	const struct kind *k = words_kind(&c->w, "activity");
	struct str level = words_term(&c->w, STR("level"), i->level);

	cell[0] = words_date(&c->w, i->exact ? (struct date){ i->from,
	    i->from } : (struct date){ i->from, i->to });
	cell[1].type = CELL_DATE;
	if (i->exact && i->to > i->from)
		cell[1] = words_date(&c->w, (struct date){ i->to, i->to });
	cell[2] = words_record(&c->w, k, i->id, i->code, words_cut(&c->w,
	    i->title, CELL_WORDS));
	cell[2].sub = arena_printf(c->a, "%.*s%s%.*s", STRF(level),
	    level.n > 0 && i->place.n > 0 ? " · " : "", STRF(i->place));
	cell[3] = words_ref(&c->w, i->partner);
	cell[4] = words_status(&c->w, k, i->status);
}

/* What was left out because it is not fixed to a day. */
static size_t
put_vague(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = NULL;
	size_t n = 0;

	for (size_t i = 0; i < c->items; i++) {
		if (c->item[i].exact || c->item[i].from > c->end ||
		    c->item[i].to < c->begin)
			continue;
		if (b == NULL) {
			b = block(c, p, BLOCK_ROWS);
			b->text = tr_str(c->w.lang, "Not fixed to a day");
		}
		row(c, b, &c->item[i]);
		b->cell[(b->rows - 1) * b->columns + 1] =
		    (struct report_cell){ 0 };
		n++;
	}
	return n;
}

static void
put_grid(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = block(c, p, BLOCK_CHART);

	b->chart = CHART_MONTH;
	b->first = c->first;
	b->last = c->last;
	b->next = calendar_path(c, CALENDAR_WEEK, CALENDAR_NO_DAY);
	for (size_t i = 0; i < c->items; i++)
		if (c->item[i].exact)
			row(c, b, &c->item[i]);
}

/* Days of the year, as many as are on: one row a day. */
static void
put_year(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = report_add_block(c->a, p, BLOCK_CHART);
	struct report_cell *cell = NULL;
	int32_t day = INT32_MIN;

	b->chart = CHART_CALENDAR;
	report_columns(c->a, b, 2);
	b->column[0] = (struct report_column){ .name = STR("day"),
		.head = tr_str(c->w.lang, "Day"), .type = CELL_DATE };
	b->column[1] = (struct report_column){ .name = STR("count"),
		.head = tr_str(c->w.lang, "Activities"), .type = CELL_NUMBER };
	for (size_t i = 0; i < c->items; i++) {
		const struct calendar_item *one = &c->item[i];

		if (!one->exact || one->from < c->begin)
			continue;
		if (one->from != day || cell == NULL) {
			day = one->from;
			cell = report_row(c->a, b);
			cell[0] = words_date(&c->w, (struct date){ day, day });
			cell[1] = report_number(c->a, 0, calendar_path(c,
			    CALENDAR_WEEK, day));
		}
		cell[1].number++;
		cell[1].text = arena_printf(c->a, "%.0f", cell[1].number);
	}
}

/* The month with what is held here, or abroad, alone. */
static struct str
month_where(struct calendar *c, int32_t from, const char *where)
{
	if (c->ask->where.n > 0 || strcmp(where, "elsewhere") == 0)
		return STR("");
	return path_query(c->a, calendar_path(c, CALENDAR_MONTH, from),
	    "where", str_of(where));
}

/* Month by month: how many, by level; each leads to its month. */
void
calendar_months(struct calendar *c)
{
	const char *lang = c->w.lang;
	struct report_panel *p = report_add_panel(c->a, c->out, "months",
	    tr_str(lang, "How much in which month?"));
	struct report_block *b = report_add_block(c->a, p, BLOCK_CHART);
	int64_t most = 0, all = 0;
	int fullest = 0;
	static const char *const name[] = { "month", "hosted", "abroad",
		"elsewhere", "all" };
	static const char *const head[] = { TR("Month"), TR("Hosted"),
		TR("Abroad"), TR("Elsewhere"), TR("All") };

	b->chart = CHART_MATRIX;
	report_columns(c->a, b, countof(name));
	for (size_t i = 0; i < countof(name); i++)
		b->column[i] = (struct report_column){ .name = str_of(name[i]),
			.head = tr_str(lang, head[i]),
			.type = i > 0 ? CELL_NUMBER : CELL_TEXT };
	for (int m = 0; m < 12; m++) {
		int32_t from = date_add_months(c->begin, m);
		int32_t to = date_add_months(c->begin, m + 1) - 1;
		int64_t n[4] = { 0 };
		struct report_cell *cell = report_row(c->a, b);

		for (size_t i = 0; i < c->items; i++) {
			const struct calendar_item *one = &c->item[i];

			if (one->from < from || one->from > to)
				continue;
			n[str_is(one->direction, "hosted") ? 0 :
			    str_is(one->direction, "abroad") ? 1 : 2]++;
			n[3]++;
		}
		cell[0] = report_link(calendar_say(c, (struct date){ from,
		    to }), calendar_path(c, CALENDAR_MONTH, from));
		for (int k = 0; k < 4; k++)
			cell[k + 1] = report_number(c->a, n[k], k == 3 ?
			    cell[0].link : month_where(c, from, name[k + 1]));
		fullest = n[3] > most ? m : fullest;
		most = n[3] > most ? n[3] : most;
		all += n[3];
	}
	p->answer = most == 0 ? tr_str(lang, "No activity has a day yet.") :
	    arena_printf(c->a, tr(lang, "*%s is the fullest month*: %lld of "
	    "%lld in the year."), date_month_name(lang, fullest + 1),
	    (long long)most, (long long)all);
	p->source = tr_str(lang, "What begins in the month, by where it is; a "
	    "month leads to its days.");
}

static void
put_agenda(struct calendar *c, struct report_panel *p)
{
	struct report_block *b = NULL;
	int32_t until = INT32_MIN;

	for (size_t i = 0; i < c->items; i++) {
		const struct calendar_item *one = &c->item[i];

		if (!one->exact)
			continue;
		if (b == NULL || one->from > until) {
			int32_t from = one->from < c->begin ? c->begin :
			    one->from;
			int y, m, d;

			date_split(from, &y, &m, &d);
			until = date_add_months(date_ymd(y, m, 1), 1) - 1;
			b = block(c, p, BLOCK_ROWS);
			b->text = calendar_say(c, (struct date){
			    date_ymd(y, m, 1), until });
		}
		row(c, b, one);
		b->cell[(b->rows - 1) * b->columns + 1] =
		    (struct report_cell){ 0 };
		if (one->to > one->from) {
			struct report_cell *cell = &b->cell[(b->rows - 1) *
			    b->columns + 2];

			cell->sub = arena_printf(c->a, "%.*s%s%s %.*s",
			    STRF(cell->sub), cell->sub.n > 0 ? " · " : "",
			    tr(c->w.lang, "until"), STRF(calendar_say(c,
			    (struct date){ one->to, one->to })));
		}
	}
}

/* ---- words ---- */

static size_t
count(const struct calendar *c, size_t *busy, int32_t *busiest)
{
	size_t n = 0, here = 0;
	int32_t day = INT32_MIN;

	*busy = 0;
	for (size_t i = 0; i < c->items; i++) {
		const struct calendar_item *one = &c->item[i];

		if (one->from > c->end || one->to < c->begin)
			continue;
		n++;
		if (!one->exact || one->from < c->begin)
			continue;
		here = one->from == day ? here + 1 : 1;
		day = one->from;
		if (here > *busy) {
			*busy = here;
			*busiest = day;
		}
	}
	return n;
}

/* "No activity in November 2026. Next: ..." */
static enum err
put_empty(struct calendar *c, struct report_panel *p)
{
	struct deeds later;
	enum err e = deed_of_period(c->r, c->a, c->end + 1, c->end +
	    CALENDAR_BACK, &later, c->why);
	const struct deed *d;
	struct deed_words t;

	if (e != ERR_OK)
		return e;
	p->answer = arena_printf(c->a, tr(c->w.lang, "No activity in %.*s."),
	    STRF(calendar_period(c)));
	if (later.n == 0)
		return ERR_OK;
	d = &later.deed[0];
	e = deed_tell(c->r, c->a, d, &t, c->why);
	c->w.parts |= later.parts;
	p->answer = arena_printf(c->a, tr(c->w.lang, "%.*s The next one is on "
	    "%.*s: %.*s."), STRF(p->answer), STRF(calendar_say(c, d->day)),
	    STRF(words_cut(&c->w, t.title, CELL_WORDS)));
	p->more = calendar_path(c, c->ask->view, d->day.lo);
	p->more_words = tr_str(c->w.lang, "Go there");
	return e;
}

static enum err
put_answer(struct calendar *c, struct report_panel *p)
{
	size_t busy;
	int32_t busiest = 0;
	size_t n = count(c, &busy, &busiest);

	if (n == 0)
		return put_empty(c, p);
	p->answer = arena_printf(c->a, tr_n(c->w.lang, "*%lld activity* in "
	    "%.*s.", "*%lld activities* in %.*s.", (int64_t)n), (long long)n,
	    STRF(calendar_period(c)));
	if (busy > 1)
		p->answer = arena_printf(c->a, tr(c->w.lang, "%.*s Most begin "
		    "on %.*s: %zu."), STRF(p->answer), STRF(calendar_say(c,
		    (struct date){ busiest, busiest })), busy);
	return ERR_OK;
}

enum err
calendar_put(struct calendar *c)
{
	struct report_panel *p = report_add_panel(c->a, c->out, "calendar",
	    tr_str(c->w.lang, "What is on when?"));
	enum err e = put_answer(c, p);

	if (e != ERR_OK)
		return e;
	switch (c->ask->view) {
	case CALENDAR_MONTH:
	case CALENDAR_WEEK:
		put_grid(c, p);
		(void)put_vague(c, p);
		break;
	case CALENDAR_YEAR:
		put_year(c, p);
		break;
	case CALENDAR_LIST:
		put_agenda(c, p);
		(void)put_vague(c, p);
		break;
	case CALENDAR__VIEWS:
		break;
	}
	p->source = tr_str(c->w.lang, "Activities that are not cancelled. "
	    "Within weeks, what takes more than 7 days stands on its first "
	    "and its last day.");
	return ERR_OK;
}
