#include "advise/overview_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "advise/peacekeeping.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/* ---- what the panels share ---- */

bool
overview_of_year(const struct overview *m, const struct deed *d)
{
	return d->day.lo >= m->first;
}

int
overview_month(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return month - 1;
}

struct str
overview_filter(struct overview *m, const char *more)
{
	struct str period = words_date(&m->w, (struct date){ m->from,
	    m->to }).text;

	return arena_printf(m->a, "start:%.*s%s", STRF(period), more);
}

bool
overview_in_group(const struct overview *m, const struct roll_partner *p)
{
	return m->group < 0 || (p != NULL && !p->home &&
	    (int)p->group == m->group);
}

bool
overview_has(const struct overview *m, struct str partner)
{
	return m->group < 0 || overview_in_group(m, roll_find(&m->roll,
	    partner));
}

enum err
overview_count(struct overview *m, const struct kind *k, const char *filter,
    int64_t *n)
{
	struct facet *f;
	size_t facets;
	enum err e;

	if (m->group < 0)
		return find_count(m->r, k, str_of(filter), n, m->why);
	*n = 0;
	e = find_facet(m->r, m->a, k, str_of(filter), STR("partner"), &f,
	    &facets, m->why);
	for (size_t i = 0; i < facets && e == ERR_OK; i++)
		if (overview_has(m, f[i].value))
			*n += f[i].n;
	return e;
}

struct report_block *
overview_rows(struct overview *m, struct report_panel *p,
    const char *const *name, size_t n)
{
	struct report_block *b = report_add_block(m->a, p, BLOCK_ROWS);

	report_columns(m->a, b, n);
	for (size_t i = 0; i < n; i++)
		b->column[i].name = str_of(name[i]);
	return b;
}

/* ---- reading ---- */

/* The roll, and beside each partner when it was last met. */
static enum err
read_roll(struct overview *m)
{
	enum err e = roll_read(m->r, m->a, &m->roll, m->why);

	m->w.parts |= m->roll.parts;
	for (size_t i = 0; i < m->roll.n && e == ERR_OK; i++) {
		struct overview_contact *c = arena_alloc(m->a, sizeof(*c));

		c->partner = m->roll.partner[i];
		c->last = INT32_MIN;
		(void)map_put(m->contact, c->partner->id, c);
	}
	return e;
}

static void
meet(struct overview *m, const struct deed *d)
{
	struct overview_contact *c = map_get(m->contact, d->partner);

	if (c != NULL && d->done && d->day.lo <= m->cut && d->day.lo > c->last)
		c->last = d->day.lo;
}

static enum err
read_deeds(struct overview *m)
{
	struct deeds all;
	enum err e = deed_of_period(m->r, m->a, date_ymd(m->year - 1, 1, 1),
	    m->last, &all, m->why);

	m->w.parts |= all.parts;
	m->deed = all.deed;
	for (size_t i = 0; i < all.n && e == ERR_OK; i++) {
		m->begun = true;
		if (!overview_has(m, all.deed[i].partner))
			continue;
		m->deed[m->deeds++] = all.deed[i];
		meet(m, &all.deed[i]);
	}
	return e;
}

/* One row for all partitions and partners of the same level and state. */
static struct overview_line *
line_of(struct overview *m, struct str level, struct str status)
{
	struct overview_line *f = m->flows == 0 ? NULL :
	    &m->flow[m->flows - 1];

	if (f != NULL && str_eq(f->level, level) &&
	    str_eq(f->status, status))
		return f;
	m->flow = arena_grow(m->a, m->flow, m->flows, sizeof(*f));
	f = &m->flow[m->flows++];
	*f = (struct overview_line){ arena_str(m->a, level),
		arena_str(m->a, status), 0 };
	return f;
}

static enum err
read_promises(struct overview *m)
{
	static const struct str field[] = { { "level", 5 }, { "status", 6 },
		{ "partner", 7 }, { "label", 5 } };
	struct group *g;
	size_t n;
	enum err e = find_groups(m->r, m->a, m->commitment, STR("text:*"),
	    field, countof(field), &g, &n, m->why);

	m->begun = m->begun || n > 0;
	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		words_label(&m->w, g[i].value[3]);
		if (!overview_has(m, g[i].value[2]))
			continue;
		line_of(m, g[i].value[0], g[i].value[1])->n += g[i].n;
		ledger_add(&m->promise, g[i].value[1], g[i].n);
	}
	return e;
}

/* ---- the first day ---- */

/* The steps, each with whether it is done already. */
static enum err
put_start(struct overview *m)
{
	static const struct {
		const char *words, *link, *why, *kind;
	} step[] = {
		{ TR("Add partners"), "/partners", TR("states, organisations "
		    "and forums; a pack brings them"), "partner" },
		{ TR("Bring in what there is"), "/imports/new?kind=activity",
		    TR("import a table of activities, or paste a text"),
		    "activity" },
		{ TR("Set the plan"), "/plans/new", TR("of the year, with "
		    "what it is to reach"), "plan" },
		{ TR("Invite colleagues"), "/admin", TR("accounts with a "
		    "clearance and a role; until then you are the only user"),
		    "" },
		{ TR("Look at invented records"), "/help", TR("comity init "
		    "--sample makes an office to practise in, apart from "
		    "this one"), "" }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "start",
	    TR("Where to begin?"), 0);
	struct report_block *b = part_rows(&m->w, p, 2);

	p->answer = tr_str(m->w.lang, "*Nothing is recorded yet.* Five steps, "
	    "in any order; the panels of this page fill by themselves.");
	for (size_t i = 0; i < countof(step); i++) {
		struct report_cell *c = report_row(m->a, b);
		int64_t n = 0;
		enum err e = step[i].kind[0] == '\0' ? ERR_OK :
		    find_count(m->r, words_kind(&m->w, step[i].kind), STR(""),
		    &n, m->why);

		if (e != ERR_OK)
			return e;
		c[0] = (struct report_cell){ .type = CELL_CHIP,
			.text = tr_str(m->w.lang, n > 0 ? TR("done") :
			    TR("to do")), .tone = n > 0 ? TONE_OK :
			    TONE_INFO };
		c[1] = report_link(tr_str(m->w.lang, step[i].words),
		    str_of(step[i].link));
		c[1].sub = tr_str(m->w.lang, step[i].why);
	}
	return ERR_OK;
}

/* ---- all of it ---- */

static enum err
put_deployed(struct overview *m)
{
	return peacekeeping_panel(&m->w, m->out, 7, m->why);
}

/* A panel that cannot be made says so; the page and the others stand. */
static void
put_alone(struct overview *m, const char *name, const char *question,
    int width, enum err (*put)(struct overview *m))
{
	struct why why = { .lang = m->w.lang }, *outer = m->why;
	size_t before = m->out->panels;
	struct report_panel *p;
	struct report_block *b;
	enum err e;

	m->why = &why;
	e = put(m);
	m->why = outer;
	if (e == ERR_OK)
		return;
	m->out->panels = before;
	p = part_panel(&m->w, m->out, name, question, width);
	p->answer = tr_str(m->w.lang, "*This could not be computed.* The "
	    "other panels stand.");
	b = report_add_block(m->a, p, BLOCK_TEXT);
	b->text = arena_str(m->a, str_of(why.text));
}

static void
put_panels(struct overview *m)
{
	static const struct {
		const char *name, *question;
		int width;
		enum err (*put)(struct overview *m);
	} all[] = {
		{ "figures", TR("How do we stand?"), 0, overview_figures },
		{ "decisions", TR("What needs a decision?"), 7,
		    overview_decisions },
		{ "next", TR("What is next?"), 5, overview_next },
		{ "plan", TR("Are we keeping to the plan?"), 7,
		    overview_engagement },
		{ "words", TR("Do words become deeds?"), 5, overview_flow },
		{ "calendar", TR("When do activities pile up?"), 0,
		    overview_calendar },
		{ "deployed", TR("Who is deployed?"), 7, put_deployed },
		{ "changes", TR("What changed?"), 5, overview_changes }
	};

	for (size_t i = 0; i < countof(all); i++)
		put_alone(m, all[i].name, all[i].question, all[i].width,
		    all[i].put);
}

/* "Sat 21 Nov 2026 · week 47"; weeks as ISO 8601 counts them. */
static struct str
today_words(struct overview *m)
{
	int32_t day = m->r->today, thursday = day - date_weekday(day) + 3;
	int year, month, of_month;

	date_split(thursday, &year, &month, &of_month);
	return arena_printf(m->a, tr(m->w.lang, "%s %.*s · week %d"),
	    date_weekday_name(m->w.lang, date_weekday(day)),
	    STRF(words_day(&m->w, day)),
	    (thursday - date_ymd(year, 1, 1)) / 7 + 1);
}

static void
put_head(struct overview *m)
{
	struct str day = today_words(m), group = { "", 0 };
	struct report_cell period = words_date(&m->w, (struct date){ m->from,
	    m->to });
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	if (m->group >= 0)
		group = tr_str(m->w.lang, roll_group_words(
		    (enum roll_group)m->group));
	report_shown(&b, m->w.lang, &period);
	m->out->name = STR("overview");
	m->out->title = tr_str(m->w.lang, "Overview");
	m->out->path = STR("/");
	m->out->sub = arena_printf(m->a, "%.*s · %.*s%s%.*s", STRF(day),
	    STRF(buf_view(&b)), group.n > 0 ? " · " : "", STRF(group));
	report_add_action(m->a, m->out, tr(m->w.lang, "New activity"),
	    STR("/activities/new"));
}

static void
start(struct overview *m, const struct overview_ask *ask)
{
	int month, day;

	m->year = ask->year;
	if (ask->period.lo <= ask->period.hi && ask->period.lo != 0)
		date_split(ask->period.lo, &m->year, &month, &day);
	if (m->year == 0)
		date_split(m->r->today, &m->year, &month, &day);
	m->first = m->from = date_ymd(m->year, 1, 1);
	m->last = m->to = date_ymd(m->year, 12, 31);
	if (ask->period.lo <= ask->period.hi && ask->period.lo != 0) {
		m->from = ask->period.lo;
		m->to = ask->period.hi < m->last ? ask->period.hi : m->last;
	}
	m->cut = m->r->today < m->to ? m->r->today : m->to;
	if (m->cut < m->from)
		m->cut = m->from;
	m->activity = words_kind(&m->w, "activity");
	m->commitment = words_kind(&m->w, "commitment");
	m->agreement = words_kind(&m->w, "agreement");
	m->partner = words_kind(&m->w, "partner");
}

bool
overview_group(struct str word, int *group)
{
	static const char *const words[ROLL__GROUPS] = { "neighbours",
		"asean", "p5", "tier", "other" };

	*group = 0;
	while (*group < ROLL__GROUPS && !str_is(word, words[*group]))
		++*group;
	return *group < ROLL__GROUPS;
}

enum err
overview_report(struct reader *r, struct arena *a,
    const struct overview_ask *ask, struct report *out, struct why *why)
{
	struct overview m = { .a = a, .r = r, .out = out,
		.contact = map_new(a), .group = -1, .why = why };
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	if (ask->group.n > 0 && !overview_group(ask->group, &m.group))
		return why_set(why, ERR_INPUT, "group is one of neighbours, "
		    "asean, p5, tier, other.");
	start(&m, ask);
	e = read_roll(&m);
	if (e == ERR_OK)
		e = read_deeds(&m);
	if (e == ERR_OK)
		e = read_promises(&m);
	if (e != ERR_OK)
		return e;
	put_head(&m);
	if (m.begun) {
		put_panels(&m);
	} else {
		e = put_start(&m);
		if (e == ERR_OK)
			put_alone(&m, "changes", TR("What changed?"), 0,
			    overview_changes);
	}
	words_head(&m.w, out);
	return e;
}
