#include "advise/partner_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/* Reading. */

static enum err
read_deeds(struct partner *m)
{
	struct deeds all;
	enum err e = deed_of_partner(m->r, m->a, m->id, &all, m->why);

	m->deed = all.deed;
	m->deeds = all.n;
	m->w.parts |= all.parts;
	return e;
}

struct str
partner_filter(struct partner *m, const char *more)
{
	return arena_printf(m->a, "partner:%.*s%s%s", STRF(m->code),
	    more[0] != '\0' ? " " : "", more);
}

#define OPEN_STATES "open,in-progress,blocked,undated,late"

static bool
is_open(struct str status)
{
	struct str rest = STR(OPEN_STATES), one;
	bool more, open = false;

	do {
		more = str_cut(rest, ',', &one, &rest);
		open = open || str_eq(one, status);
	} while (more);
	return open;
}

/* How the promises of each side stand; one of both sides counts for each. */
static enum err
read_promises(struct partner *m)
{
	static const struct str field[] = { { "side", 4 }, { "status", 6 } };
	struct group *g;
	size_t n;
	enum err e = find_groups(m->r, m->a, m->commitment, partner_filter(m,
	    ""), field, countof(field), &g, &n, m->why);

	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		struct str side = g[i].value[0], status = g[i].value[1];

		if (str_is(side, "ours") || str_is(side, "both"))
			ledger_add(&m->side[0], status, g[i].n);
		if (str_is(side, "theirs") || str_is(side, "both"))
			ledger_add(&m->side[1], status, g[i].n);
		m->promises += g[i].n;
		m->open += is_open(status) ? g[i].n : 0;
		m->late += str_is(status, "late") ? g[i].n : 0;
	}
	return e;
}

/* Activities it leads: all, and those held and not reported. */
static enum err
read_led(struct partner *m)
{
	struct facet *f;
	size_t n;
	enum err e = find_facet(m->r, m->a, m->activity, partner_filter(m,
	    ""), STR("status"), &f, &n, m->why);

	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		m->led += f[i].n;
		m->held += str_is(f[i].value, "held") ? f[i].n : 0;
	}
	return e;
}

static enum err
read_all(struct partner *m)
{
	enum err e = read_deeds(m);

	if (e == ERR_OK)
		e = read_led(m);
	return e == ERR_OK ? read_promises(m) : e;
}

/* Where do we stand? */

int
partner_year(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return y;
}

/* Held in that year until the same day of the year as today. */
static int64_t
held_in(const struct partner *m, int year)
{
	int32_t until = date_add_months(m->r->today, 12 * (year - m->year));
	int64_t n = 0;
	size_t i;

	for (i = 0; i < m->deeds; i++)
		n += m->deed[i].dated && m->deed[i].done &&
		    partner_year(m->deed[i].day.lo) == year &&
		    m->deed[i].day.lo <= until;
	return n;
}

static const struct deed *
last_held(const struct partner *m, bool minister)
{
	size_t i;

	for (i = 0; i < m->deeds; i++) {
		const struct deed *d = &m->deed[i];

		if (d->dated && d->done && (!minister ||
		    str_is(d->level, "minister") ||
		    str_is(d->level, "head-of-state")))
			return d;
	}
	return NULL;
}

static const struct deed *
next_due(const struct partner *m)
{
	const struct deed *next = NULL;
	size_t i;

	for (i = 0; i < m->deeds; i++) {
		if (m->deed[i].dated && m->deed[i].day.lo > m->r->today &&
		    !str_is(m->deed[i].status, "cancelled"))
			next = &m->deed[i];
	}
	return next;
}

static void
share_kpi(struct partner *m, struct report_block *b, const char *label,
    size_t side, const char *filter)
{
	struct str all = partner_filter(m, filter);

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, label),
		.figure = ledger_kept(m->a, &m->side[side], arena_printf(m->a,
		    "commitment?%.*s", STRF(all))),
		.link = path_list(m->a, m->commitment, all)
	});
}

void
partner_stand(struct partner *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "stand",
	    tr_str(m->w.lang, "Where do we stand?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_KPIS);
	int64_t now = held_in(m, m->year), then = held_in(m, m->year - 1);
	struct str filter = partner_filter(m, arena_printf(m->a, "start:%d "
	    "status:held,reported,closed", m->year).p);

	p->width = 6;
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%s this year*, %lld by "
	    "the same day of %d; %s, %lld of them late."), words_count(&m->w,
	    now, "activity", "activities").p, (long long)then, m->year - 1,
	    words_count(&m->w, m->open, "promise is open", "promises are "
	    "open").p, (long long)m->late);
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = arena_printf(m->a, tr(m->w.lang, "Activities held %d"),
		    m->year),
		.figure = figure_count(now, "count-held/1", arena_printf(m->a,
		    "activity?%.*s", STRF(filter))),
		.detail = arena_printf(m->a, tr(m->w.lang, "%+lld on %d"),
		    (long long)(now - then), m->year - 1),
		.link = path_list(m->a, m->activity, filter)
	});
	share_kpi(m, b, TR("We kept"), 0, "side:ours,both "
	    "status:kept,not-kept,late");
	share_kpi(m, b, TR("They kept"), 1, "side:theirs,both "
	    "status:kept,not-kept,late");
	p->source = tr_str(m->w.lang, "share-kept/1: kept, of those kept, not "
	    "kept or late; a promise of both sides counts for each.");
}

static enum err
deed_fact(struct partner *m, struct report_block *b, const char *label,
    const struct deed *d)
{
	struct report_cell c = { .text = tr_str(m->w.lang, "none"), .tone =
	    TONE_MUTED };
	enum err e = d == NULL ? ERR_OK : part_deed(&m->w, d, SIZE_MAX, &c,
	    NULL, m->why);

	if (d != NULL)
		c.sub = words_day(&m->w, d->day.lo);
	report_fact(m->a, b, tr_str(m->w.lang, label), c);
	return e;
}

static void
count_fact(struct partner *m, struct report_block *b, const char *label,
    const struct kind *k, const char *filter, int64_t n,
    enum report_tone tone)
{
	struct report_cell c = report_number(m->a, n, path_list(m->a, k,
	    partner_filter(m, filter)));

	c.tone = n > 0 ? tone : TONE_PLAIN;
	report_fact(m->a, b, tr_str(m->w.lang, label), c);
}

enum err
partner_glance(struct partner *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "glance",
	    tr_str(m->w.lang, "At a glance?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_FACTS);
	const char *in_force = "status:in-force,expiring";
	int64_t n;
	enum err e;

	p->width = 6;
	e = deed_fact(m, b, TR("Last held"), last_held(m, false));
	if (e == ERR_OK)
		e = deed_fact(m, b, TR("Last at minister level"),
		    last_held(m, true));
	if (e == ERR_OK)
		e = deed_fact(m, b, TR("Next"), next_due(m));
	if (e != ERR_OK)
		return e;
	count_fact(m, b, TR("Open commitments"), m->commitment,
	    "status:" OPEN_STATES, m->open, TONE_PLAIN);
	count_fact(m, b, TR("Late"), m->commitment, "status:late", m->late,
	    TONE_BAD);
	e = find_count(m->r, m->agreement, partner_filter(m, in_force), &n,
	    m->why);
	if (e != ERR_OK)
		return e;
	count_fact(m, b, TR("Agreements in force"), m->agreement, in_force, n,
	    TONE_PLAIN);
	count_fact(m, b, TR("Held, not reported"), m->activity, "status:held",
	    m->held, TONE_WARN);
	return ERR_OK;
}

/* Tabs. */

/* What a tab counts: of a kind by its partner; NULL: nothing to count. */
static const struct {
	const char *tab, *words, *kind;
} tabs[] = {
	{ "", TR("Summary"), NULL },
	{ "activities", TR("Activities"), "activity" },
	{ "commitments", TR("Commitments"), "commitment" },
	{ "agreements", TR("Agreements"), "agreement" },
	{ "people", TR("People"), "person" },
	{ "plan", TR("Plan"), NULL },
	{ "documents", TR("Documents"), "document" },
	{ "facts", TR("Facts"), NULL },
	{ "history", TR("History"), NULL }
};

static enum err
count_tab(struct partner *m, const struct kind *k, int64_t *n)
{
	*n = k == m->activity ? m->led : m->promises;
	return k == m->activity || k == m->commitment ? ERR_OK :
	    find_count(m->r, k, partner_filter(m, ""), n, m->why);
}

static enum err
put_tabs(struct partner *m, const struct partner_ask *ask)
{
	m->out->tabs = 0;
	for (size_t i = 0; i < countof(tabs); i++) {
		struct str link = tabs[i].tab[0] == '\0' ?
		    path_record(m->a, m->partner, m->code) :
		    path_part(m->a, m->partner, m->code, tabs[i].tab);
		int64_t n = -1;
		enum err e = ERR_OK;

		if (str_is(STR("people"), tabs[i].tab) && !ask->people)
			continue;
		if (tabs[i].kind != NULL)
			e = count_tab(m, words_kind(&m->w, tabs[i].kind), &n);
		if (e != ERR_OK)
			return e;
		if (str_is(ask->tab, tabs[i].tab))
			m->out->tab_at = m->out->tabs;
		part_tab(&m->w, m->out, tabs[i].words, n, link);
	}
	return ERR_OK;
}

/* Head. */

/* The tier that holds today, as the chip beside the name. */
static enum err
put_tier(struct partner *m)
{
	const struct find_query q = {
		.kind = words_kind(&m->w, "partnership"),
		.filter = partner_filter(m, "status:in-force"),
		.sort = STR("-valid_from"), .limit = 1 };
	struct rows_found found = { 0 };
	enum err e = find_list(m->r, m->a, &q, &found, m->why);

	if (e != ERR_OK || found.n == 0)
		return e;
	words_label(&m->w, found.row[0].label);
	m->out->chip = words_term(&m->w, STR("tier"),
	    words_value_of(&found.row[0], "tier")->text);
	m->out->chip_tone = TONE_INFO;
	return ERR_OK;
}

static void
put_head(struct partner *m, const struct row *row)
{
	struct str region = words_term(&m->w, STR("region"),
	    words_value_of(row, "region")->text);
	struct str capital = words_value_of(row, "capital")->text;
	const struct value *vi = words_value_of(row, "name_vi");

	words_label(&m->w, row->label);
	m->out->name = STR("partner");
	m->out->title = words_vi(&m->w) && vi->type == VALUE_TEXT ? vi->text :
	    words_title(&m->w, row);
	m->out->code = m->code;
	m->out->path = path_record(m->a, m->partner, m->code);
	m->out->sub = arena_printf(m->a, "%.*s%s%.*s", STRF(capital),
	    capital.n > 0 && region.n > 0 ? " · " : "", STRF(region));
	report_add_crumb(m->a, m->out, words_many(&m->w, m->partner),
	    path_list(m->a, m->partner, STR("")));
	report_add_action(m->a, m->out, tr(m->w.lang, "New activity"),
	    path_query(m->a, STR("/activities/new"), "partner", m->code));
	if (!m->brief)
		report_add_action(m->a, m->out, tr(m->w.lang, "Print brief"),
		    path_part(m->a, m->partner, m->code, "brief"));
}

static enum err
put_summary(struct partner *m)
{
	enum err e;

	partner_stand(m);
	e = partner_glance(m);
	if (e == ERR_OK)
		e = partner_dense(m);
	if (e == ERR_OK)
		e = partner_runs(m);
	if (e == ERR_OK)
		e = partner_issues(m);
	if (e == ERR_OK)
		e = partner_owes(m);
	if (e == ERR_OK)
		e = partner_substance(m);
	if (e != ERR_OK)
		return e;
	e = partner_lately(m);
	return e != ERR_OK ? e : partner_counterparts(m);
}

static void
start(struct partner *m, struct reader *r, struct arena *a,
    const struct partner_ask *ask, struct report *out, struct why *why)
{
	*m = (struct partner){ .a = a, .r = r, .out = out,
		.id = id_str(a, ask->id), .brief = str_is(ask->tab, "brief"),
		.why = why };
	words_init(&m->w, r, a, ask->lang);
	m->partner = words_kind(&m->w, "partner");
	m->activity = words_kind(&m->w, "activity");
	m->commitment = words_kind(&m->w, "commitment");
	m->agreement = words_kind(&m->w, "agreement");
	m->year = partner_year(r->today);
}

enum err
partner_tabs(struct reader *r, struct arena *a, const struct partner_ask *ask,
    struct str code, struct report *out, struct why *why)
{
	struct partner m;
	enum err e;

	start(&m, r, a, ask, out, why);
	m.code = code;
	e = read_led(&m);
	if (e == ERR_OK)
		e = read_promises(&m);
	return e == ERR_OK ? put_tabs(&m, ask) : e;
}

/* The panels of what was asked for. */
static enum err
put_panels(struct partner *m, const struct partner_ask *ask)
{
	if (m->brief)
		return partner_brief(m);
	if (ask->tab.n == 0)
		return put_summary(m);
	m->out->path = path_part(m->a, m->partner, m->code,
	    arena_cstr(m->a, ask->tab));
	if (str_is(ask->tab, "people") && !ask->people)
		return why_set(m->why, ERR_MISSING, "There is no such page.");
	return partner_tab(m, ask->tab);
}

enum err
partner_report(struct reader *r, struct arena *a,
    const struct partner_ask *ask, struct report *out, struct why *why)
{
	struct partner m;
	struct row *row;
	size_t n;
	enum err e;

	*out = (struct report){ 0 };
	start(&m, r, a, ask, out, why);
	e = find_row(r, a, m.partner, ask->id, &row, &n, why);
	if (e != ERR_OK)
		return e;
	m.code = words_code(&m.w, &row[0]);
	put_head(&m, &row[0]);
	e = read_all(&m);
	if (e == ERR_OK)
		e = put_tier(&m);
	if (e == ERR_OK && !m.brief)
		e = put_tabs(&m, ask);
	if (e == ERR_OK)
		e = put_panels(&m, ask);
	words_head(&m.w, out);
	return e;
}
