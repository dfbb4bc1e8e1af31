#include "advise/pace.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

struct pace {
	struct words *w;
	const struct pace_ask *ask;
	const struct deeds *deeds;
	int32_t first, last;  /* of the year */
	int32_t *plan;        /* days that were planned, once an activity */
	size_t plans;
};

/* The same activity at two labels was planned once. */
static enum err
read_plan(struct pace *p, struct why *why)
{
	struct arena *a = p->w->a;
	struct rows *rows = NULL;
	struct str before = STR("");
	enum err e = db_query(p->w->r->db, DB_NO_PART, STMT_PACE_PLANNED,
	    ARGS(V_INT(p->first - PACE_MOVED_DAYS),
	    V_INT(p->last + PACE_MOVED_DAYS), V_INT(p->first),
	    V_INT(p->last)), &rows, why);

	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		p->w->parts |= UINT64_C(1) << db_int(rows, 1);
		if (str_eq(before, db_text(rows, 0)))
			continue;
		before = arena_str(a, db_text(rows, 0));
		p->plan = arena_grow(a, p->plan, p->plans, sizeof(*p->plan));
		p->plan[p->plans++] = (int32_t)db_int(rows, 2);
	}
	return db_end(rows);
}

int64_t
pace_held(const struct deeds *d, int32_t from, int32_t to)
{
	int64_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->deed[i].done && d->deed[i].day.lo >= from &&
		    d->deed[i].day.lo <= to;
	return n;
}

static int64_t
planned(const struct pace *p, int32_t until)
{
	int64_t n = 0;

	for (size_t i = 0; i < p->plans; i++)
		n += p->plan[i] <= until;
	return n;
}

static int64_t
dated(const struct pace *p, int32_t until)
{
	int64_t n = 0;

	for (size_t i = 0; i < p->deeds->n; i++)
		n += p->deeds->deed[i].day.lo >= p->first &&
		    p->deeds->deed[i].day.lo <= until;
	return n;
}

static int32_t
year_before(int32_t day)
{
	return date_add_months(day, -12);
}

static int64_t
held_before(const struct pace *p, int32_t until)
{
	return pace_held(p->deeds, year_before(p->first), year_before(until));
}

/* ---- words ---- */

static struct str
against_plan(struct pace *p, int64_t now)
{
	struct arena *a = p->w->a;
	const char *lang = p->w->lang;
	int64_t plan = planned(p, p->ask->cut), away = now - plan;
	struct str s;

	if (away == 0)
		s = tr_str(lang, "*Yes, to the number.*");
	else if (away > 0)
		s = arena_printf(a, tr(lang, "*Yes, %lld ahead.*"),
		    (long long)away);
	else
		s = arena_printf(a, tr(lang, "*No, %lld behind.*"),
		    (long long)-away);
	return arena_printf(a, tr_n(lang, "%.*s %lld activity was held; %lld "
	    "were planned by this day, and %lld for the year.", "%.*s %lld "
	    "activities were held; %lld were planned by this day, and %lld "
	    "for the year.", now), STRF(s), (long long)now, (long long)plan,
	    (long long)planned(p, p->last));
}

static struct str
against_dates(struct pace *p, int64_t now)
{
	return arena_printf(p->w->a, tr_n(p->w->lang, "*%lld activity held;* "
	    "%lld are dated for the year. No plan is recorded: no activity "
	    "has a day it was planned for.", "*%lld activities held;* %lld "
	    "are dated for the year. No plan is recorded: no activity has a "
	    "day it was planned for.", now), (long long)now,
	    (long long)dated(p, p->last));
}

static struct str
answer(struct pace *p)
{
	int64_t now = pace_held(p->deeds, p->first, p->ask->cut);
	struct str s = p->plans > 0 ? against_plan(p, now) :
	    against_dates(p, now);

	return arena_printf(p->w->a, tr(p->w->lang, "%.*s By the same day of "
	    "%d it was %lld."), STRF(s), p->ask->year - 1,
	    (long long)held_before(p, p->ask->cut));
}

/* ---- the picture ---- */

static struct report_block *
block(struct pace *p, struct report_panel *panel)
{
	struct arena *a = p->w->a;
	const char *lang = p->w->lang;
	struct report_block *b = report_add_block(a, panel, BLOCK_CHART);
	struct report_column *c = report_columns(a, b, 4);

	b->chart = CHART_LINE;
	c[0] = (struct report_column){ .name = STR("month"),
		.head = tr_str(lang, "Month") };
	c[1] = (struct report_column){ .name = STR("held"),
		.head = arena_printf(a, tr(lang, "Held %d"), p->ask->year),
		.type = CELL_NUMBER };
	c[2] = (struct report_column){ .name = STR("held_before"),
		.head = arena_printf(a, tr(lang, "Held %d"),
		    p->ask->year - 1), .type = CELL_NUMBER };
	c[3] = (struct report_column){ .name = STR("dated"),
		.head = arena_printf(a, tr(lang, "Dated %d"), p->ask->year),
		.type = CELL_NUMBER };
	if (p->plans > 0) {
		c[3].name = STR("planned");
		c[3].head = arena_printf(a, tr(lang, "Planned %d"),
		    p->ask->year);
	}
	return b;
}

static void
row(struct pace *p, struct report_block *b, int month)
{
	struct arena *a = p->w->a;
	int32_t begin = date_ymd(p->ask->year, month, 1);
	int32_t end = date_add_months(begin, 1) - 1;
	struct report_cell *c = report_row(a, b);

	c[0].text = str_of(date_month_name(p->w->lang, month));
	/* A month that has not begun has nothing held: a gap. */
	if (begin <= p->ask->cut)
		c[1] = report_number(a, pace_held(p->deeds, p->first, end),
		    STR(""));
	c[2] = report_number(a, pace_held(p->deeds, year_before(p->first),
	    date_add_months(begin, -11) - 1), STR(""));
	c[3] = report_number(a, p->plans > 0 ? planned(p, end) :
	    dated(p, end), STR(""));
}

enum err
pace_panel(struct words *w, const struct pace_ask *ask,
    const struct deeds *d, struct report *out, struct why *why)
{
	struct pace p = { .w = w, .ask = ask, .deeds = d,
		.first = date_ymd(ask->year, 1, 1),
		.last = date_ymd(ask->year, 12, 31) };
	struct report_panel *panel;
	struct report_block *b;
	enum err e = read_plan(&p, why);

	if (e != ERR_OK)
		return e;
	panel = part_panel(w, out, "plan", TR("Are we keeping to the plan?"),
	    ask->width);
	panel->answer = answer(&p);
	b = block(&p, panel);
	for (int month = 1; month <= 12; month++)
		row(&p, b, month);
	panel->source = tr_str(w->lang, "Activities held, reported or closed, "
	    "by the day they began; planned: by the day of the approved plan, "
	    "also where it was moved or cancelled; added up. count-held/1");
	panel->more = path_list(w->a, words_kind(w, "activity"),
	    arena_printf(w->a, "start:%d", ask->year));
	panel->more_words = tr_str(w->lang, "All of the year");
	return ERR_OK;
}
