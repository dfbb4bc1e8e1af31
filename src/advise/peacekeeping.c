#include "advise/peacekeeping.h"

#include "advise/part.h"
#include "advise/path.h"
#include "advise/peacekeeping_part.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/figure.h"

#include "base/banned.h"

enum { MONTHS = 24 };

static enum err
read_all(struct peacekeeping *m, struct str mission)
{
	enum err e = deploy_read(m->w->r, m->a, mission, &m->all, m->why);

	if (e == ERR_OK)
		e = part_find(m->w, words_kind(m->w, "term"),
		    STR("list:deployment-type"), "rank", 0, &m->type, m->why);
	for (size_t i = 0; i < m->all.n && e == ERR_OK; i++) {
		size_t k = 0;

		words_label(m->w, m->all.d[i].row->label);
		while (k < m->missions && !str_eq(m->mission[k],
		    m->all.d[i].mission))
			k++;
		if (k == m->missions && k < PEACEKEEPING_MISSIONS_MAX)
			m->mission[m->missions++] = m->all.d[i].mission;
	}
	return e;
}

static struct str
mission_path(struct peacekeeping *m, struct str code)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	buf_text(&b, "/peacekeeping/");
	path_encode(&b, code);
	return arena_str(m->a, buf_view(&b));
}

struct report_cell
peacekeeping_mission(struct peacekeeping *m, struct str code)
{
	struct report_cell c = report_link(code, mission_path(m, code));

	c.type = CELL_ISO;
	return c;
}

static struct report_cell
share_cell(struct peacekeeping *m, struct deploy_count n)
{
	if (n.number == 0)
		return (struct report_cell){ .type = CELL_NUMBER };
	return report_percent(m->a, 100 * (double)n.women /
	    (double)n.number);
}

const struct deployment *
peacekeeping_relief(const struct peacekeeping *m, struct str mission)
{
	const struct deployment *next = NULL;

	for (size_t i = 0; i < m->all.n; i++) {
		const struct deployment *d = &m->all.d[i];

		if (!deploy_serves(d, m->w->r->today) ||
		    !deploy_active(d) || d->finish.lo > d->finish.hi ||
		    d->finish.hi < m->w->r->today ||
		    (mission.n > 0 && !str_eq(d->mission, mission)))
			continue;
		if (next == NULL || d->finish.lo < next->finish.lo)
			next = d;
	}
	return next;
}

static int64_t
open_posts(const struct peacekeeping *m, struct str mission)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->all.n; i++)
		if (deploy_active(&m->all.d[i]) && (mission.n == 0 ||
		    str_eq(m->all.d[i].mission, mission)))
			n += deploy_open(&m->all.d[i]);
	return n;
}

/* In training or named, not yet there. */
static int64_t
preparing(const struct peacekeeping *m)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->all.n; i++)
		if (str_is(m->all.d[i].status, "preparing"))
			n += m->all.d[i].number;
	return n;
}

/* The aim for those who serve today, each type by its own, in per cent. */
static double
aim(const struct peacekeeping *m)
{
	double sum = 0, of = 0;

	for (size_t i = 0; i < m->type.n; i++) {
		const struct value *v = words_value_of(&m->type.row[i],
		    "score");
		struct deploy_count n = deploy_count(&m->all, STR(""),
		    part_text(&m->type.row[i], "code"), m->w->r->today);

		if (v->type != VALUE_NUMBER)
			continue;
		sum += v->number * (double)n.number;
		of += (double)n.number;
	}
	return of > 0 ? sum / of : 0;
}

/* ---- key figures ---- */

static void
put_women(struct peacekeeping *m, struct report_block *b,
    struct deploy_count now)
{
	double goal = aim(m);
	struct report_kpi k = { .label = part_say(m->w, TR("Women")),
		.figure = figure_share(m->a, now.women, now.number,
		"share-women/1", STR("deployment?status:deployed,rotating,"
		"overdue")) };

	if (goal > 0) {
		k.unit = arena_printf(m->a, tr(m->w->lang, "aim %.0f %%"),
		    goal);
		k.tone = !k.figure.refused && k.figure.value * 100 < goal ?
		    TONE_WARN : TONE_PLAIN;
	}
	report_add_kpi(m->a, b, &k);
}

static void
put_relief(struct peacekeeping *m, struct report_block *b)
{
	const struct deployment *next = peacekeeping_relief(m, STR(""));
	struct report_kpi k = { .label = part_say(m->w, TR("Next rotation")) };
	int32_t days;

	if (next == NULL) {
		k.figure = (struct figure){ .refused = true,
			.refusal = part_say(m->w, TR("no day of relief is "
			"recorded")) };
		report_add_kpi(m->a, b, &k);
		return;
	}
	days = next->finish.lo - m->w->r->today;
	k.figure = figure_count(days, "days-to-relief/1", STR(""));
	k.unit = part_say(m->w, TR("days"));
	k.tone = days <= 90 ? TONE_WARN : TONE_PLAIN;
	k.detail = arena_printf(m->a, "%.*s, %.*s",
	    STRF(words_day(m->w, next->finish.lo)),
	    STRF(words_title(m->w, next->row)));
	k.link = path_record(m->a, next->row->kind, words_code(m->w,
	    next->row));
	report_add_kpi(m->a, b, &k);
}

static void
put_figures(struct peacekeeping *m)
{
	struct report_panel *p = part_panel(m->w, m->out, "figures", "", 0);
	struct report_block *b = report_add_block(m->a, p, BLOCK_KPIS);
	struct deploy_count now = deploy_count(&m->all, STR(""), STR(""),
	    m->w->r->today);
	int64_t open = open_posts(m, STR(""));

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = part_say(m->w, TR("Deployed")),
		.figure = figure_count(now.number, "count-deployed/1",
		STR("deployment?status:deployed,rotating,overdue")),
		.detail = arena_printf(m->a, tr(m->w->lang,
		"%lld more in preparation"), (long long)preparing(m)),
		.link = path_list(m->a, words_kind(m->w, "deployment"),
		STR("status:deployed,rotating,overdue")) });
	put_women(m, b, now);
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = part_say(m->w, TR("Posts open")),
		.figure = figure_count(open, "posts-open/1", STR("")),
		.tone = open > 0 ? TONE_WARN : TONE_PLAIN });
	put_relief(m, b);
}

/* ---- who is deployed? ---- */

static const struct part_column who_columns[] = {
	{ "mission", TR("Mission"), CELL_ISO, false },
	{ "units", TR("Unit"), CELL_TEXT, false },
	{ "personnel", TR("Personnel"), CELL_NUMBER, false },
	{ "women", TR("Women"), CELL_NUMBER, false },
	{ "relief", TR("Next rotation"), CELL_DATE, false },
	{ "state", TR("State"), CELL_CHIP, false }
};

static struct str
units_of(struct peacekeeping *m, struct str mission)
{
	struct str s = { "", 0 };
	size_t n = 0;

	for (size_t i = 0; i < m->all.n; i++) {
		const struct deployment *d = &m->all.d[i];

		if (!str_eq(d->mission, mission) ||
		    !deploy_serves(d, m->w->r->today) || n++ >= 2)
			continue;
		s = arena_printf(m->a, "%.*s%s%.*s", STRF(s),
		    s.n > 0 ? "; " : "", STRF(words_title(m->w, d->row)));
	}
	return n <= 2 ? s : arena_printf(m->a, tr(m->w->lang,
	    "%.*s and %zu others"), STRF(s), n - 2);
}

/* "closed, 2024 to 2025": a mission that nobody serves in stays listed. */
static struct report_cell
closed_cell(struct peacekeeping *m, struct str mission)
{
	struct report_cell c = { .type = CELL_CHIP, .tone = TONE_MUTED };
	int32_t first = INT32_MAX, last = INT32_MIN;
	int from, to, month, day;

	for (size_t i = 0; i < m->all.n; i++) {
		const struct deployment *d = &m->all.d[i];

		if (!str_eq(d->mission, mission) || d->ended.lo > d->ended.hi)
			continue;
		first = d->start.lo < first ? d->start.lo : first;
		last = d->ended.hi > last ? d->ended.hi : last;
	}
	if (first > last) {
		c.text = part_say(m->w, TR("in preparation"));
		c.tone = TONE_INFO;
		return c;
	}
	date_split(first, &from, &month, &day);
	date_split(last, &to, &month, &day);
	c.text = arena_printf(m->a, tr(m->w->lang, "closed, %d to %d"), from,
	    to);
	return c;
}

static struct report_cell
state_cell(struct peacekeeping *m, struct str mission, int64_t serving)
{
	int64_t open = open_posts(m, mission);
	struct report_cell c = { .type = CELL_CHIP, .tone = TONE_WARN };

	if (serving == 0)
		return closed_cell(m, mission);
	if (open == 0)
		return (struct report_cell){ .type = CELL_CHIP,
			.text = part_say(m->w, TR("all posts filled")),
			.tone = TONE_OK };
	c.text = arena_printf(m->a, tr_n(m->w->lang, "%lld post open",
	    "%lld posts open", open), (long long)open);
	return c;
}

static void
put_mission(struct peacekeeping *m, struct report_block *b, struct str mission)
{
	struct deploy_count n = deploy_count(&m->all, mission, STR(""),
	    m->w->r->today);
	const struct deployment *next = peacekeeping_relief(m, mission);
	struct report_cell *c = report_row(m->a, b);

	c[0] = peacekeeping_mission(m, mission);
	c[1].text = units_of(m, mission);
	c[2] = report_number(m->a, n.number, STR(""));
	c[3] = share_cell(m, n);
	if (next != NULL)
		c[4] = words_date(m->w, next->finish);
	c[5] = state_cell(m, mission, n.number);
}

static void
put_who(struct peacekeeping *m, int width)
{
	struct report_panel *p = part_panel(m->w, m->out, "deployed",
	    TR("Who is deployed?"), width);
	struct report_block *b = part_table(m->w, p, who_columns,
	    countof(who_columns));
	struct deploy_count now = deploy_count(&m->all, STR(""), STR(""),
	    m->w->r->today);
	int64_t serving = 0;
	struct report_cell *c;

	for (size_t i = 0; i < m->missions; i++) {
		put_mission(m, b, m->mission[i]);
		serving += deploy_count(&m->all, m->mission[i], STR(""),
		    m->w->r->today).number > 0;
	}
	b->empty = part_say(m->w, TR("Nobody is deployed. Add the first unit "
	    "or post: New deployment."));
	/* From elsewhere to this page, and from here to what it counts. */
	p->more = m->out->path.n > 1 ? path_list(m->a, words_kind(m->w,
	    "deployment"), m->missions == 1 ? arena_printf(m->a, "mission:%.*s",
	    STRF(m->mission[0])) : STR("")) : STR("/peacekeeping");
	p->more_words = m->out->path.n > 1 ? part_say(m->w,
	    TR("All deployments as a list")) : part_say(m->w,
	    TR("Peacekeeping"));
	p->answer = arena_printf(m->a, tr_n(m->w->lang, "*%lld deployed* in "
	    "%lld mission; %lld in preparation.", "*%lld deployed* in %lld "
	    "missions; %lld in preparation.", serving),
	    (long long)now.number, (long long)serving,
	    (long long)preparing(m));
	if (m->missions < 2)
		return;
	c = report_row(m->a, b);
	c[0].text = part_say(m->w, TR("Total"));
	c[2] = report_number(m->a, now.number, STR(""));
	c[3] = share_cell(m, now);
}

/* ---- how many, where? ---- */

int32_t
peacekeeping_month(const struct peacekeeping *m, int back)
{
	int y, month, d;

	date_split(m->w->r->today, &y, &month, &d);
	return date_add_months(date_ymd(y, month, 1), -back);
}

struct date
peacekeeping_of(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return (struct date){ date_ymd(y, month, 1),
		date_ymd(y, month, date_month_days(y, month)) };
}

/* Those who serve on a day, in one mission or in all (""). */
static struct str
serving_list(struct peacekeeping *m, struct str mission, int32_t day)
{
	struct str on = words_date(m->w, (struct date){ day, day }).text;

	return path_list(m->a, words_kind(m->w, "deployment"),
	    arena_printf(m->a, "%s%.*s%sstart<=%.*s -ended<%.*s "
	    "-status:cancelled", mission.n > 0 ? "mission:" : "",
	    STRF(mission), mission.n > 0 ? " " : "", STRF(on), STRF(on)));
}

static void
put_numbers(struct peacekeeping *m)
{
	struct report_panel *p = part_panel(m->w, m->out, "numbers",
	    TR("How many, where?"), 0);
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	struct report_column *c = report_columns(m->a, b, 2 + m->missions);
	int64_t most = 0, now = 0;

	b->chart = CHART_STEPS;
	c[0] = (struct report_column){ .name = STR("month"),
		.head = part_say(m->w, TR("Month")), .type = CELL_DATE };
	c[1] = (struct report_column){ .name = STR("all"),
		.head = part_say(m->w, TR("All missions")),
		.type = CELL_NUMBER };
	for (size_t i = 0; i < m->missions; i++)
		c[2 + i] = (struct report_column){ .name = m->mission[i],
			.head = m->mission[i], .type = CELL_NUMBER };
	for (int back = MONTHS - 1; back >= 0; back--) {
		/* Its last day; of this month, today. */
		int32_t day = back == 0 ? m->w->r->today :
		    peacekeeping_month(m, back - 1) - 1;
		struct report_cell *cell = report_row(m->a, b);

		now = deploy_count(&m->all, STR(""), STR(""), day).number;
		most = now > most ? now : most;
		cell[0] = words_date(m->w, peacekeeping_of(day));
		cell[1] = report_number(m->a, now, serving_list(m, STR(""),
		    day));
		for (size_t i = 0; i < m->missions; i++)
			cell[2 + i] = report_number(m->a, deploy_count(&m->all,
			    m->mission[i], STR(""), day).number,
			    serving_list(m, m->mission[i], day));
	}
	p->answer = arena_printf(m->a, tr(m->w->lang, "*%lld serve today*; the "
	    "most within two years were %lld."), (long long)now,
	    (long long)most);
	p->source = part_say(m->w, TR("Those in a mission on the last day of "
	    "each month, by first day and return."));
}

/* ---- head ---- */

static void
put_tabs(struct peacekeeping *m, const struct peacekeeping_ask *ask)
{
	part_tab(m->w, m->out, TR("Figures"), -1, STR("/peacekeeping"));
	part_tab(m->w, m->out, TR("Rotations"), -1,
	    STR("/peacekeeping/rotations"));
	part_tab(m->w, m->out, TR("UN table"), -1, STR("/peacekeeping/un"));
	for (size_t i = 0; i < m->missions; i++)
		report_add_tab(m->a, m->out, m->mission[i],
		    mission_path(m, m->mission[i]));
	m->out->tab_at = str_is(ask->show, "rotations") ? 1 :
	    str_is(ask->show, "un") ? 2 : 0;
	for (size_t i = 0; i < m->missions && ask->mission.n > 0; i++)
		if (str_eq(m->mission[i], ask->mission))
			m->out->tab_at = 3 + i;
}

static enum err
put_head(struct peacekeeping *m, const struct peacekeeping_ask *ask)
{
	struct report *out = m->out;
	struct rows_found found = { 0 };
	enum err e = ERR_OK;

	out->name = STR("peacekeeping");
	out->title = part_say(m->w, TR("Peacekeeping"));
	out->path = ask->show.n > 0 ? arena_printf(m->a, "/peacekeeping/%.*s",
	    STRF(ask->show)) : STR("/peacekeeping");
	report_add_action(m->a, out, tr(m->w->lang, "New deployment"),
	    STR("/deployments/new"));
	put_tabs(m, ask);
	if (ask->mission.n == 0)
		return e;
	out->path = mission_path(m, ask->mission);
	out->code = ask->mission;
	report_add_crumb(m->a, out, out->title, STR("/peacekeeping"));
	e = part_find(m->w, words_kind(m->w, "term"), arena_printf(m->a,
	    "list:mission code:\"%.*s\"", STRF(ask->mission)), "rank", 1,
	    &found, m->why);
	if (e == ERR_OK && found.n == 0)
		return why_set(m->why, ERR_MISSING, "There is no such "
		    "mission.");
	if (e == ERR_OK)
		out->title = words_term(m->w, STR("mission"), ask->mission);
	return e;
}

enum err
peacekeeping_report(struct reader *r, struct arena *a,
    const struct peacekeeping_ask *ask, struct report *out, struct why *why)
{
	struct words w;
	struct peacekeeping m = { .w = &w, .a = a, .out = out, .why = why };
	enum err e;

	*out = (struct report){ 0 };
	words_init(&w, r, a, ask->lang);
	e = read_all(&m, STR(""));
	if (e == ERR_OK)
		e = put_head(&m, ask);
	/* The tabs name all missions; the panels are of the one. */
	m.missions = 0;
	if (e == ERR_OK && ask->mission.n > 0)
		e = read_all(&m, ask->mission);
	else if (e == ERR_OK)
		e = read_all(&m, STR(""));
	if (e != ERR_OK)
		return e;
	if (str_is(ask->show, "un")) {
		peacekeeping_un(&m);
	} else if (str_is(ask->show, "rotations")) {
		peacekeeping_rotations(&m);
		e = peacekeeping_clashes(&m);
	} else {
		put_figures(&m);
		put_who(&m, 0);
		put_numbers(&m);
		peacekeeping_rotations(&m);
		peacekeeping_posts(&m);
		e = peacekeeping_clashes(&m);
	}
	words_head(&w, out);
	return e;
}

enum err
peacekeeping_panel(struct words *w, struct report *out, int width,
    struct why *why)
{
	struct peacekeeping m = { .w = w, .a = w->a, .out = out, .why = why };
	enum err e = read_all(&m, STR(""));

	if (e == ERR_OK)
		put_who(&m, width);
	return e;
}
