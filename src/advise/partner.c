#include "advise/partner.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/deed.h"
#include "study/ledger.h"

#include "base/banned.h"

enum { LATELY_MAX = 8, OWES_MAX = 20, RUNS_MAX = 20, YEARS = 6,
	CELL_WORDS = 120 };

struct making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct kind *partner, *activity, *commitment, *agreement;
	struct str id, code;
	struct deed *deed; /* newest first, those without date last */
	size_t deeds;
	struct ledger_count side[2]; /* ours, theirs */
	int64_t open, late;
	int year;
	struct why *why;
};

/* Reading. */

static enum err
read_deeds(struct making *m)
{
	struct deeds all;
	enum err e = deed_of_partner(m->r, m->a, m->id, &all, m->why);

	m->deed = all.deed;
	m->deeds = all.n;
	m->w.parts |= all.parts;
	return e;
}

static struct str
of_partner(struct making *m, const char *more)
{
	return arena_printf(m->a, "partner:%.*s%s%s", STRF(m->code),
	    more[0] != '\0' ? " " : "", more);
}

/* How the promises of one side stand; a promise of both counts for each. */
static enum err
read_side(struct making *m, size_t side)
{
	static const char *const sides[] = { "side:ours,both",
		"side:theirs,both" };
	struct facet *f;
	size_t i, n;
	enum err e = find_facet(m->r, m->a, m->commitment,
	    of_partner(m, sides[side]), STR("status"), &f, &n, m->why);

	for (i = 0; i < n && e == ERR_OK; i++)
		ledger_add(&m->side[side], f[i].value, f[i].n);
	return e;
}

static enum err
read_all(struct making *m)
{
	enum err e = read_deeds(m);

	if (e == ERR_OK)
		e = read_side(m, 0);
	if (e == ERR_OK)
		e = read_side(m, 1);
	if (e == ERR_OK)
		e = find_count(m->r, m->commitment, of_partner(m,
		    "status:open,in-progress,blocked,undated,late"), &m->open,
		    m->why);
	if (e == ERR_OK)
		e = find_count(m->r, m->commitment, of_partner(m,
		    "status:late"), &m->late, m->why);
	return e;
}

/* Where do we stand? */

static int
year_of(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return y;
}

/* Held in that year until the same day of the year as today. */
static int64_t
held_in(const struct making *m, int year)
{
	int32_t until = date_add_months(m->r->today, 12 * (year - m->year));
	int64_t n = 0;
	size_t i;

	for (i = 0; i < m->deeds; i++)
		n += m->deed[i].dated && m->deed[i].done &&
		    year_of(m->deed[i].day.lo) == year &&
		    m->deed[i].day.lo <= until;
	return n;
}

static const struct deed *
last_held(const struct making *m, bool minister)
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
next_due(const struct making *m)
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
share_kpi(struct making *m, struct report_block *b, const char *label,
    size_t side, const char *filter)
{
	struct str all = of_partner(m, filter);

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, label),
		.figure = ledger_kept(m->a, &m->side[side], arena_printf(m->a,
		    "commitment?%.*s", STRF(all))),
		.link = path_list(m->a, m->commitment, all)
	});
}

static void
put_stand(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "stand",
	    tr_str(m->w.lang, "Where do we stand?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_KPIS);
	int64_t now = held_in(m, m->year), then = held_in(m, m->year - 1);
	struct str filter = of_partner(m, arena_printf(m->a, "start:%d "
	    "status:held,reported,closed", m->year).p);

	p->width = 8;
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

static void
deed_fact(struct making *m, struct report_block *b, const char *label,
    const struct deed *d)
{
	struct report_cell c = { .text = tr_str(m->w.lang, "none"), .tone =
	    TONE_MUTED };

	if (d != NULL) {
		c = words_record(&m->w, m->activity, d->id, d->code,
		    d->title);
		c.sub = words_day(&m->w, d->day.lo);
	}
	report_fact(m->a, b, tr_str(m->w.lang, label), c);
}

static enum err
count_fact(struct making *m, struct report_block *b, const char *label,
    const struct kind *k, const char *filter, enum report_tone tone)
{
	struct str all = of_partner(m, filter);
	struct report_cell c;
	int64_t n;
	enum err e = find_count(m->r, k, all, &n, m->why);

	if (e != ERR_OK)
		return e;
	c = report_number(m->a, n, path_list(m->a, k, all));
	c.tone = n > 0 ? tone : TONE_PLAIN;
	report_fact(m->a, b, tr_str(m->w.lang, label), c);
	return ERR_OK;
}

static enum err
put_glance(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "glance",
	    tr_str(m->w.lang, "At a glance?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_FACTS);
	enum err e;

	p->width = 4;
	deed_fact(m, b, TR("Last held"), last_held(m, false));
	deed_fact(m, b, TR("Last at minister level"), last_held(m, true));
	deed_fact(m, b, TR("Next"), next_due(m));
	e = count_fact(m, b, TR("Open commitments"), m->commitment,
	    "status:open,in-progress,blocked,undated,late", TONE_PLAIN);
	if (e == ERR_OK)
		e = count_fact(m, b, TR("Late"), m->commitment, "status:late",
		    TONE_BAD);
	if (e == ERR_OK)
		e = count_fact(m, b, TR("Agreements in force"), m->agreement,
		    "status:in-force,expiring", TONE_PLAIN);
	if (e == ERR_OK)
		e = count_fact(m, b, TR("Held, not reported"), m->activity,
		    "status:held", TONE_WARN);
	return e;
}

/* What do we share, what divides us? */

static enum report_tone
stance_tone(struct str stance)
{
	if (str_starts(stance, STR("cooperate")))
		return TONE_OK;
	return str_starts(stance, STR("struggle")) ? TONE_BAD : TONE_WARN;
}

static void
put_issue(struct making *m, struct report_block *b, const struct row *row)
{
	const struct kind *k = row->kind;
	struct report_cell *c = report_row(m->a, b);
	struct str stance = words_value_of(row, "stance")->text;
	struct str area = words_value_of(row, "area")->text;

	words_label(&m->w, row->label);
	c[0] = (struct report_cell){ .type = CELL_CHIP,
		.text = words_term(&m->w, STR("stance"), stance),
		.tone = stance_tone(stance) };
	c[1] = report_link(words_term(&m->w, STR("issue-area"), area),
	    path_record(m->a, k, words_code(&m->w, row)));
	c[1].sub = words_cut(&m->w, words_value_of(row, "goal")->text,
	    CELL_WORDS);
	c[2].text = words_term(&m->w, STR("trend"), words_value_of(row,
	    "trend")->text);
	c[3] = words_value(&m->w, kind_field(k, STR("reviewed")),
	    words_value_of(row, "reviewed"));
}

static enum err
put_issues(struct making *m)
{
	const struct kind *k = words_kind(&m->w, "issue_line");
	struct report_panel *p = report_add_panel(m->a, m->out, "issues",
	    tr_str(m->w.lang, "What do we share, what divides us?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	const struct find_query q = { .kind = k, .filter = of_partner(m, ""),
		.sort = STR("area") };
	static const char *const head[] = { TR("Stance"), TR("Issue"),
		TR("Trend"), TR("Reviewed") };
	static const char *const name[] = { "stance", "area", "trend",
		"reviewed" };
	struct rows_found found;
	int64_t share = 0;
	size_t i;
	enum err e = find_list(m->r, m->a, &q, &found, m->why);

	if (e != ERR_OK)
		return e;
	report_columns(m->a, b, countof(head));
	for (i = 0; i < countof(head); i++)
		b->column[i] = (struct report_column){
			.name = str_of(name[i]), .head = tr_str(m->w.lang,
			    head[i]) };
	for (i = 0; i < found.n; i++) {
		put_issue(m, b, &found.row[i]);
		share += stance_tone(words_value_of(&found.row[i],
		    "stance")->text) == TONE_OK;
	}
	p->answer = arena_printf(m->a, tr(m->w.lang, "*Common ground on %s*; "
	    "difference or struggle on %lld."), words_count(&m->w, share,
	    "issue", "issues").p, (long long)((int64_t)found.n - share));
	b->empty = tr_str(m->w.lang, "No issue line is recorded. For each "
	    "issue: what is our interest, theirs, the stance, and the line not "
	    "to be crossed?");
	p->more = path_list(m->a, k, of_partner(m, ""));
	p->more_words = tr_str(m->w.lang, "All issue lines");
	return ERR_OK;
}

/* What runs until when? */

static void
put_run(struct making *m, struct report_block *b, const struct row *row)
{
	struct report_cell *c = report_row(m->a, b);
	const struct value *from = words_value_of(row, "in_force");
	const struct value *to = words_value_of(row, "expires");

	if (from->type != VALUE_DATE)
		from = words_value_of(row, "signed");
	words_label(&m->w, row->label);
	c[0] = report_link(words_cut(&m->w, words_title(&m->w, row),
	    CELL_WORDS), path_record(m->a, row->kind,
	    words_code(&m->w, row)));
	c[1] = words_value(&m->w, kind_field(row->kind, STR("in_force")),
	    from);
	c[2] = words_value(&m->w, kind_field(row->kind, STR("expires")), to);
	c[3] = words_status(&m->w, row->kind, row->derived[0]);
}

static enum err
put_runs(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "runs",
	    tr_str(m->w.lang, "What runs until when?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	const struct find_query q = { .kind = m->agreement,
		.filter = of_partner(m,
		    "status:signed,in-force,expiring,expired"),
		.sort = STR("signed"), .limit = RUNS_MAX };
	static const char *const head[] = { TR("Agreement"), TR("From"),
		TR("Until"), TR("State") };
	static const char *const name[] = { "agreement", "from", "until",
		"status" };
	struct rows_found found;
	int64_t soon = 0;
	size_t i;
	enum err e = find_list(m->r, m->a, &q, &found, m->why);

	if (e != ERR_OK)
		return e;
	b->chart = CHART_GANTT;
	report_columns(m->a, b, 4);
	for (i = 0; i < 4; i++)
		b->column[i] = (struct report_column){
			.name = str_of(name[i]), .head = tr_str(m->w.lang,
			    head[i]) };
	b->column[1].type = b->column[2].type = CELL_DATE;
	for (i = 0; i < found.n; i++) {
		put_run(m, b, &found.row[i]);
		soon += str_is(found.row[i].derived[0], "expiring");
	}
	p->answer = soon > 0 ? arena_printf(m->a, tr(m->w.lang, "*%s within 90 "
	    "days.*"), words_count(&m->w, soon, "agreement expires",
	    "agreements expire").p) : tr_str(m->w.lang, "Nothing expires "
	    "within 90 days.");
	b->empty = tr_str(m->w.lang, "No agreement with this partner is "
	    "recorded.");
	p->more = path_list(m->a, m->agreement, of_partner(m, ""));
	p->more_words = tr_str(m->w.lang, "All agreements");
	return ERR_OK;
}

/* Who owes what? */

static enum err
put_owes(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "owes",
	    tr_str(m->w.lang, "Who owes what?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	const struct find_query q = { .kind = m->commitment,
		.filter = of_partner(m,
		    "status:late,blocked,open,in-progress,undated,claimed"),
		.sort = STR("due"), .limit = OWES_MAX };
	static const char *const name[] = { "text", "side", "owner", "due",
		"status" };
	struct rows_found found;
	size_t i, j;
	enum err e = find_list(m->r, m->a, &q, &found, m->why);

	if (e != ERR_OK)
		return e;
	p->width = 7;
	report_columns(m->a, b, countof(name));
	for (j = 0; j < countof(name); j++) {
		const struct field *f = kind_field(m->commitment,
		    str_of(name[j]));

		b->column[j].name = str_of(name[j]);
		b->column[j].head = f != NULL ? words_field(&m->w, f) :
		    tr_str(m->w.lang, "State");
	}
	for (i = 0; i < found.n; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		words_label(&m->w, row->label);
		for (j = 1; j < 4; j++)
			c[j] = words_value(&m->w, kind_field(m->commitment,
			    str_of(name[j])), words_value_of(row, name[j]));
		c[0] = report_link(words_cut(&m->w, words_title(&m->w, row),
		    CELL_WORDS), path_record(m->a, m->commitment,
		    words_code(&m->w, row)));
		c[4] = words_status(&m->w, m->commitment, row->derived[0]);
	}
	b->empty = tr_str(m->w.lang, "Nobody owes anything: no promise is "
	    "open.");
	p->more = path_list(m->a, m->commitment, of_partner(m, ""));
	p->more_words = tr_str(m->w.lang, "All commitments");
	return ERR_OK;
}

/* Where is the substance? */

struct domain {
	struct str code;
	int64_t n[YEARS];
};

static struct map *
count_domains(struct making *m)
{
	struct map *all = map_new(m->a);
	size_t i;

	for (i = 0; i < m->deeds; i++) {
		const struct deed *d = &m->deed[i];
		struct domain *t;
		int year;

		if (!d->dated || !d->done)
			continue;
		year = year_of(d->day.lo) - m->year + YEARS - 1;
		if (year < 0 || year >= YEARS)
			continue;
		t = map_get(all, d->domain);
		if (t == NULL) {
			t = arena_alloc(m->a, sizeof(*t));
			t->code = d->domain;
			(void)map_put(all, d->domain, t);
		}
		t->n[year]++;
	}
	return all;
}

static void
put_domain(struct making *m, struct report_block *b, struct map *all,
    struct str code, struct str words)
{
	const struct domain *t = map_get(all, code);
	struct report_cell *c;
	int i;

	if (t == NULL)
		return;
	c = report_row(m->a, b);
	c[0].text = words;
	for (i = 0; i < YEARS; i++)
		c[1 + i] = report_number(m->a, t->n[i], path_list(m->a,
		    m->activity, of_partner(m, arena_printf(m->a, "domain:%.*s "
		    "start:%d status:held,reported,closed", STRF(code),
		    m->year - YEARS + 1 + i).p)));
}

static enum err
put_substance(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "substance",
	    tr_str(m->w.lang, "Where is the substance?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	struct map *all = count_domains(m);
	struct term *term;
	size_t i, n;
	enum err e = find_terms(m->r, m->a, STR("domain"), m->w.lang, &term,
	    &n, m->why);

	if (e != ERR_OK)
		return e;
	p->width = 5;
	b->chart = CHART_MATRIX;
	report_columns(m->a, b, 1 + YEARS);
	b->column[0] = (struct report_column){ .name = STR("area"),
		.head = tr_str(m->w.lang, "Area") };
	for (i = 1; i <= YEARS; i++) {
		struct str y = arena_printf(m->a, "%d", m->year - YEARS +
		    (int)i);

		b->column[i] = (struct report_column){ .name = y, .head = y,
			.type = CELL_NUMBER, .minor = i <= 3 };
	}
	/* In the order of the vocabulary, then what has no area. */
	for (i = 0; i < n; i++)
		put_domain(m, b, all, term[i].code, term[i].name);
	put_domain(m, b, all, STR(""), tr_str(m->w.lang, "(area not said)"));
	b->empty = tr_str(m->w.lang, "No activity was held in the last six "
	    "years.");
	p->source = tr_str(m->w.lang, "Activities held, by area and year.");
	return ERR_OK;
}

/* What happened lately? */

static void
put_lately(struct making *m)
{
	static const char *const head[] = { TR("Date"), TR("Activity"),
		TR("Level"), TR("Place"), TR("State") };
	static const char *const name[] = { "date", "title", "level", "place",
		"status" };
	struct report_panel *p = report_add_panel(m->a, m->out, "lately",
	    tr_str(m->w.lang, "What happened lately?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	size_t i;

	report_columns(m->a, b, countof(head));
	for (i = 0; i < countof(head); i++)
		b->column[i] = (struct report_column){
			.name = str_of(name[i]), .head = tr_str(m->w.lang,
			    head[i]),
			.minor = i == 2 || i == 3 };
	b->column[0].type = CELL_DATE;
	for (i = 0; i < m->deeds && b->rows < LATELY_MAX; i++) {
		const struct deed *d = &m->deed[i];
		struct report_cell *c;

		if (!d->dated || d->day.lo > m->r->today)
			continue;
		c = report_row(m->a, b);
		c[0] = words_date(&m->w, d->day);
		c[1] = words_record(&m->w, m->activity, d->id, d->code,
		    words_cut(&m->w, d->title, CELL_WORDS));
		c[2].text = words_term(&m->w, STR("level"), d->level);
		c[3].text = d->place;
		c[4] = words_status(&m->w, m->activity, d->status);
	}
	b->total = m->deeds;
	b->empty = tr_str(m->w.lang, "No record yet. First contact? Add the "
	    "activity, or paste the news.");
	p->more = path_list(m->a, m->activity, of_partner(m, ""));
	p->more_words = tr_str(m->w.lang, "All activities");
}

/* Head. */

/* The tier that holds today, as the chip beside the name. */
static enum err
put_tier(struct making *m)
{
	const struct find_query q = {
		.kind = words_kind(&m->w, "partnership"),
		.filter = of_partner(m, "status:in-force"),
		.sort = STR("-valid_from"), .limit = 1 };
	struct rows_found found;
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
put_head(struct making *m, const struct row *row)
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
}

static enum err
put_panels(struct making *m)
{
	enum err e = put_tier(m);

	put_stand(m);
	if (e == ERR_OK)
		e = put_glance(m);
	if (e == ERR_OK)
		e = put_issues(m);
	if (e == ERR_OK)
		e = put_runs(m);
	if (e == ERR_OK)
		e = put_owes(m);
	if (e == ERR_OK)
		e = put_substance(m);
	put_lately(m);
	return e;
}

enum err
partner_report(struct reader *r, struct arena *a,
    const struct partner_ask *ask, struct report *out, struct why *why)
{
	struct making m = { .a = a, .r = r, .out = out,
		.id = id_str(a, ask->id), .why = why };
	struct row *row;
	size_t n;
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	m.partner = words_kind(&m.w, "partner");
	m.activity = words_kind(&m.w, "activity");
	m.commitment = words_kind(&m.w, "commitment");
	m.agreement = words_kind(&m.w, "agreement");
	m.year = year_of(r->today);
	e = find_row(r, a, m.partner, ask->id, &row, &n, why);
	if (e != ERR_OK)
		return e;
	m.code = words_code(&m.w, &row[0]);
	put_head(&m, &row[0]);
	e = read_all(&m);
	if (e == ERR_OK)
		e = put_panels(&m);
	words_head(&m.w, out);
	return e;
}
