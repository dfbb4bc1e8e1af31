#include "advise/commitments.h"

#include <stdlib.h>

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/delay.h"
#include "study/ledger.h"

#include "base/banned.h"

enum { TABLE_MAX = 25, BOARD_MAX = 12, OWNED_MAX = 500, SOON = 30,
	POINTS_MAX = 200 };

#define UNDER_WAY "open,in-progress,blocked"

enum state { LATE, DUE, TRACK, UNDATED, DELIVERED, STATES };

static const struct {
	const char *show, *words, *sort;
} states[STATES] = {
	{ "late", TR("Late"), "due" },
	{ "due", TR("Due in 30 days"), "due" },
	{ "track", TR("On track"), "due" },
	{ "undated", TR("No date"), "made" },
	{ "delivered", TR("Delivered"), "-due" }
};

struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *kind, *activity;
	struct str filter[STATES];
	int64_t n[STATES];
	struct why *why;
};

/* How many are in one of these states, of "a,b,c". */
static int64_t
count_of(const struct facet *f, size_t n, const char *codes)
{
	struct str rest = str_of(codes), one;
	int64_t sum = 0;
	bool more;

	do {
		more = str_cut(rest, ',', &one, &rest);
		for (size_t i = 0; i < n; i++)
			sum += str_eq(f[i].value, one) ? f[i].n : 0;
	} while (more);
	return sum;
}

/* All by one walk, and one over those with a date until then. */
static enum err
count_states(struct making *m)
{
	struct str soon = words_date(&m->w, (struct date){
	    m->w.r->today + SOON, m->w.r->today + SOON }).text;
	struct facet *all, *near = NULL;
	size_t alls, nears = 0;
	enum err e = find_facet(m->w.r, m->a, m->kind, STR(""), STR("status"),
	    &all, &alls, m->why);

	m->filter[LATE] = STR("status:late");
	m->filter[DUE] = arena_printf(m->a, "status:" UNDER_WAY " due<=%.*s",
	    STRF(soon));
	m->filter[TRACK] = arena_printf(m->a, "status:" UNDER_WAY
	    " -due<=%.*s", STRF(soon));
	m->filter[UNDATED] = STR("status:undated");
	m->filter[DELIVERED] = STR("status:kept,claimed");
	if (e == ERR_OK)
		e = find_facet(m->w.r, m->a, m->kind, arena_printf(m->a,
		    "due<=%.*s", STRF(soon)), STR("status"), &near, &nears,
		    m->why);
	if (e != ERR_OK)
		return e;
	m->n[LATE] = count_of(all, alls, "late");
	m->n[DUE] = count_of(near, nears, UNDER_WAY);
	m->n[TRACK] = count_of(all, alls, UNDER_WAY) - m->n[DUE];
	m->n[UNDATED] = count_of(all, alls, "undated");
	m->n[DELIVERED] = count_of(all, alls, "kept,claimed");
	return ERR_OK;
}

/* The first of one state in its order; nothing is looked for in vain. */
static enum err
find_state(struct making *m, size_t state, size_t limit,
    struct rows_found *out)
{
	*out = (struct rows_found){ 0 };
	return m->n[state] == 0 ? ERR_OK : part_find(&m->w, m->kind,
	    m->filter[state], states[state].sort, limit, out, m->why);
}

/* The table of one state. */

static const struct part_column columns[] = {
	{ "state", TR("State"), CELL_CHIP, false },
	{ "text", TR("What"), CELL_TEXT, false },
	{ "partner", TR("Partner"), CELL_ISO, false },
	{ "made_at", TR("Made at"), CELL_TEXT, true },
	{ "by", TR("By whom"), CELL_TEXT, true },
	{ "owner", TR("Owner"), CELL_TEXT, true },
	{ "due", TR("Due"), CELL_DATE, false },
	{ "age", TR("Age (days)"), CELL_NUMBER, true },
	{ "last", TR("Last step"), CELL_TEXT, true }
};

/* The latest deed that serves it, or what its owner claims. */
static enum err
last_step(struct making *m, const struct row *row, struct report_cell *c)
{
	struct date claimed = part_day(row, "claimed");
	struct ledger_deed *deed;
	size_t n;
	enum err e;

	if (claimed.lo <= claimed.hi) {
		c->text = arena_printf(m->a, tr(m->w.lang, "claimed %.*s"),
		    STRF(words_day(&m->w, claimed.lo)));
		return ERR_OK;
	}
	e = ledger_deeds(m->w.r, m->a, row->id, &deed, &n, m->why);
	if (e != ERR_OK)
		return e;
	if (n == 0) {
		*c = (struct report_cell){ .text = part_say(&m->w,
		    TR("none recorded")), .tone = TONE_MUTED };
		return ERR_OK;
	}
	*c = words_record(&m->w, deed[n - 1].kind, deed[n - 1].id,
	    deed[n - 1].code, words_cut(&m->w, deed[n - 1].title, 60));
	if (ledger_has(deed[n - 1].day))
		c->sub = words_day(&m->w, deed[n - 1].day.lo);
	return ERR_OK;
}

static struct report_cell
made_at(struct making *m, const struct row *row)
{
	struct report_cell c = part_field(&m->w, row, "made_at");
	struct date made = part_day(row, "made");

	c.text = words_cut(&m->w, c.text, 60);
	if (made.lo > made.hi)
		return c;
	if (c.text.n == 0)
		return words_date(&m->w, made);
	c.sub = words_day(&m->w, made.lo);
	return c;
}

static enum err
put_row(struct making *m, struct report_block *b, const struct row *row)
{
	struct report_cell *c = report_row(m->a, b);
	struct date made = part_day(row, "made"), due = part_day(row, "due");
	bool open = !str_is(row->derived[0], "kept") &&
	    !str_is(row->derived[0], "claimed");

	c[0] = open && due.lo <= due.hi ? part_due(&m->w, due) :
	    part_state(&m->w, row);
	if (row->contested)
		c[0].sub = part_say(&m->w, TR("contested"));
	c[1] = part_title(&m->w, row);
	c[2] = part_field(&m->w, row, "partner");
	c[3] = made_at(m, row);
	c[4] = part_field(&m->w, row, "side");
	c[4].sub = part_field(&m->w, row, "level").text;
	c[5] = part_field(&m->w, row, "owner");
	c[6] = part_field(&m->w, row, "due");
	if (made.lo <= made.hi && made.lo <= m->w.r->today)
		c[7] = report_number(m->a, m->w.r->today - made.lo, STR(""));
	return last_step(m, row, &c[8]);
}

/* "No late commitment. Next due 9 Dec." is a result, not a blank. */
static enum err
good_news(struct making *m, struct str *out)
{
	struct rows_found next = { 0 };
	enum err e = part_find(&m->w, m->kind,
	    STR("status:open,in-progress,blocked due:*"), "due", 1, &next,
	    m->why);

	if (e != ERR_OK)
		return e;
	*out = next.n == 0 ? part_say(&m->w,
	    TR("No late commitment, and none has a date to come.")) :
	    arena_printf(m->a, tr(m->w.lang,
	    "No late commitment. Next due %.*s."),
	    STRF(words_day(&m->w, part_day(&next.row[0], "due").hi)));
	return ERR_OK;
}

static struct str
count_words(struct making *m)
{
	return arena_printf(m->a, tr(m->w.lang, "*%lld late*, %lld due within "
	    "30 days, %lld on track, %lld without a date."),
	    (long long)m->n[LATE], (long long)m->n[DUE],
	    (long long)m->n[TRACK], (long long)m->n[UNDATED]);
}

static enum err
put_table(struct making *m, size_t state)
{
	struct report_panel *p = part_panel(&m->w, m->out, "promises",
	    TR("What was promised, and what became of it?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct rows_found found = { 0 };
	enum err e = find_state(m, state, TABLE_MAX, &found);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++)
		e = put_row(m, b, &found.row[i]);
	b->total = (size_t)m->n[state];
	b->empty = part_say(&m->w, TR("No commitment is in this state."));
	p->answer = count_words(m);
	if (e == ERR_OK && m->n[LATE] == 0 && state == LATE) {
		e = good_news(m, &b->empty);
		p->answer = b->empty;
	}
	p->more = path_list(m->a, m->kind, m->filter[state]);
	p->more_words = part_say(&m->w, TR("As a list with filters"));
	return e;
}

/* How long do we take? */

static struct report_cell
days(struct making *m, double n)
{
	return (struct report_cell){ .type = CELL_NUMBER, .number = n,
		.text = arena_printf(m->a, "%.0f", n) };
}

/* Each promise as a point: how many days it took, the shortest first. */
static struct str
each_day(struct making *m, const struct delay_level *l)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	for (size_t i = 0; i < l->n && i < POINTS_MAX; i++)
		buf_printf(&b, "%s%.0f", i > 0 ? " " : "", l->day[i]);
	return arena_str(m->a, buf_view(&b));
}

static int
by_days(const void *x, const void *y)
{
	const double *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static void
put_level(struct making *m, struct report_block *b, struct delay_level *l)
{
	struct figure f = figure_median(m->a, l->day, l->n, "days-to-keep/1",
	    STR(""));
	struct report_cell *c = report_row(m->a, b);

	if (l->n > 1)
		qsort(l->day, l->n, sizeof(*l->day), by_days);
	c[0].text = l->level.n > 0 ? words_term(&m->w, STR("level"),
	    l->level) : part_say(&m->w, TR("(level not said)"));
	if (!f.refused) {
		c[1] = days(m, f.value);
		c[2] = days(m, f.low);
		c[3] = days(m, f.high);
	}
	c[4] = report_link(arena_printf(m->a, "%zu", l->n), path_list(m->a,
	    m->kind, arena_printf(m->a, "level:%.*s status:kept,claimed",
	    STRF(l->level))));
	c[5].text = each_day(m, l);
}

static enum err
put_delays(struct making *m)
{
	static const struct part_column c[] = {
		{ "level", TR("Level of the talks"), CELL_TEXT, false },
		{ "days", TR("Median days"), CELL_NUMBER, false },
		{ "low", TR("Low (90 %)"), CELL_NUMBER, false },
		{ "high", TR("High (90 %)"), CELL_NUMBER, false },
		{ "promises", TR("Delivered"), CELL_TEXT, false },
		{ "points", TR("Days of each"), CELL_TEXT, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "delay",
	    TR("How long do we take?"), 0);
	struct report_block *b = part_chart(&m->w, p, CHART_DOTS, c,
	    countof(c));
	struct delays d;
	struct figure all;
	enum err e = delay_read(m->w.r, m->a, &d, m->why);

	if (e != ERR_OK)
		return e;
	m->w.parts |= d.parts;
	all = figure_median(m->a, d.all, d.alls, "days-to-keep/1", STR(""));
	p->answer = all.refused ? arena_printf(m->a, tr(m->w.lang, "Too few to "
	    "say: %zu delivered, at least 8 are needed."), d.alls) :
	    arena_printf(m->a, tr(m->w.lang, "*%.0f days* from promise to "
	    "delivery, for half of %zu delivered (90 %% interval %.0f to "
	    "%.0f)."), all.value, d.alls, all.low, all.high);
	for (size_t i = 0; i < d.n; i++)
		put_level(m, b, &d.level[i]);
	p->source = part_say(&m->w, TR("days-to-keep/1: from the day it was "
	    "made to the day claimed, or else first verified; median with "
	    "its interval (90 %) for levels with at least 8; rings: one "
	    "promise each."));
	b->empty = part_say(&m->w, TR("No promise has been delivered "
	    "yet."));
	return ERR_OK;
}

/* The board: a column of links for each state. */

static enum err
put_column(struct making *m, size_t state)
{
	struct report_panel *p = part_panel(&m->w, m->out, states[state].show,
	    states[state].words, state == LATE || state == TRACK ? 3 : 2);
	struct report_block *b = part_rows(&m->w, p, 1);
	struct rows_found found = { 0 };
	enum err e = find_state(m, state, BOARD_MAX, &found);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		struct report_cell when = state == DELIVERED ||
		    state == UNDATED ? part_state(&m->w, row) :
		    part_due(&m->w, part_day(row, "due"));

		*c = part_title(&m->w, row);
		c->text = words_cut(&m->w, c->text, 70);
		c->sub = arena_printf(m->a, "%.*s · %.*s", STRF(when.text),
		    STRF(part_field(&m->w, row, "partner").text));
	}
	b->total = (size_t)m->n[state];
	b->empty = part_say(&m->w, TR("None."));
	p->more = path_list(m->a, m->kind, m->filter[state]);
	p->more_words = part_say(&m->w, TR("All"));
	return e;
}

/* By owner, for the board's table: with a line to sign. */

static const struct part_column owned_columns[] = {
	{ "state", TR("State"), CELL_CHIP, false },
	{ "text", TR("What"), CELL_TEXT, false },
	{ "partner", TR("Partner"), CELL_ISO, false },
	{ "made", TR("Made on"), CELL_DATE, true },
	{ "due", TR("Due"), CELL_DATE, false }
};

static struct report_block *
owned_block(struct making *m, struct map *all, const struct row *row)
{
	struct report_cell owner = part_field(&m->w, row, "owner");
	struct report_block *b = map_get(all, owner.text);
	struct report_panel *p;

	if (b != NULL)
		return b;
	p = report_add_panel(m->a, m->out, arena_printf(m->a, "owner-%zu",
	    m->out->panels + 1).p, owner.text.n > 0 ? owner.text :
	    part_say(&m->w, TR("Without an owner")));
	b = part_table(&m->w, p, owned_columns, countof(owned_columns));
	p->source = part_say(&m->w, TR("Seen and agreed (name, signature, "
	    "date): ______________________________"));
	(void)map_put(all, owner.text, b);
	return b;
}

static enum err
put_owners(struct making *m)
{
	struct map *all = map_new(m->a);
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, m->kind, STR("status:late,open,"
	    "in-progress,blocked,undated side:ours,both"), "due", OWNED_MAX,
	    &found, m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_block *b = owned_block(m, all, row);
		struct report_cell *c = report_row(m->a, b);
		struct date due = part_day(row, "due");

		c[0] = due.lo <= due.hi ? part_due(&m->w, due) :
		    part_state(&m->w, row);
		c[1] = part_title(&m->w, row);
		c[2] = part_field(&m->w, row, "partner");
		c[3] = part_field(&m->w, row, "made");
		c[4] = part_field(&m->w, row, "due");
	}
	m->out->sub = part_say(&m->w, TR("What we still owe, by who answers "
	    "for it. To be printed and signed."));
	return e;
}

/* Head. */

static size_t
state_named(struct str show)
{
	size_t i = 0;

	while (i < STATES && !str_is(show, states[i].show))
		i++;
	return i;
}

static void
put_head(struct making *m, struct str show)
{
	static const struct {
		const char *show, *words;
	} view[] = { { "board", TR("Board") }, { "owners", TR("By owner") } };
	struct str all = path_list(m->a, m->kind, STR(""));
	size_t i;

	m->out->name = STR("commitments");
	m->out->title = words_many(&m->w, m->kind);
	m->out->path = path_query(m->a, all, "show", show);
	for (i = 0; i < STATES; i++) {
		m->out->tab_at = str_is(show, states[i].show) ? i :
		    m->out->tab_at;
		part_tab(&m->w, m->out, states[i].words, m->n[i],
		    path_query(m->a, all, "show", str_of(states[i].show)));
	}
	for (i = 0; i < countof(view); i++) {
		m->out->tab_at = str_is(show, view[i].show) ? STATES + i :
		    m->out->tab_at;
		part_tab(&m->w, m->out, view[i].words, -1, path_query(m->a,
		    all, "show", str_of(view[i].show)));
	}
	report_add_action(m->a, m->out, tr(m->w.lang, "New commitment"),
	    STR("/commitments/new"));
	report_add_action(m->a, m->out, tr(m->w.lang, "As a list"),
	    path_query(m->a, all, "show", STR("list")));
}

static enum err
put_panels(struct making *m, struct str show)
{
	enum err e = ERR_OK;

	if (str_is(show, "board")) {
		for (size_t i = 0; i < STATES && e == ERR_OK; i++)
			e = put_column(m, i);
		return e;
	}
	if (str_is(show, "owners"))
		return put_owners(m);
	e = put_table(m, state_named(show));
	return e == ERR_OK ? put_delays(m) : e;
}

enum err
commitments_report(struct reader *r, struct arena *a,
    const struct commitments_ask *ask, struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .why = why };
	struct str show = ask->show.n > 0 ? ask->show : STR("late");
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	m.kind = words_kind(&m.w, "commitment");
	m.activity = words_kind(&m.w, "activity");
	if (state_named(show) == STATES && !str_is(show, "board") &&
	    !str_is(show, "owners"))
		return why_set(why, ERR_INPUT, "show is one of late, due, "
		    "track, undated, delivered, board, owners, list.");
	e = count_states(&m);
	if (e != ERR_OK)
		return e;
	put_head(&m, show);
	e = put_panels(&m, show);
	words_head(&m.w, out);
	return e;
}
