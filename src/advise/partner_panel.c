#include "advise/partner_part.h"

#include <stdlib.h>

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { LATELY_MAX = 8, OWES_MAX = 20, RUNS_MAX = 20, BRIEF_MAX = 6,
	COUNTERPARTS_MAX = 8, YEARS = 6, CELL_WORDS = 120 };

/* What do we share, what divides us? */

static enum report_tone
stance_tone(struct str stance)
{
	if (str_starts(stance, STR("cooperate")))
		return TONE_OK;
	return str_starts(stance, STR("struggle")) ? TONE_BAD : TONE_WARN;
}

static void
put_issue(struct partner *m, struct report_block *b, const struct row *row)
{
	struct report_cell *c = report_row(m->a, b);
	struct str stance = part_text(row, "stance");
	struct report_cell trend = part_field(&m->w, row, "trend");

	c[0] = report_link(part_field(&m->w, row, "area").text,
	    path_record(m->a, row->kind, words_code(&m->w, row)));
	c[0].sub = words_cut(&m->w, part_text(row, "goal"), PART_WORDS);
	if (trend.text.n > 0)
		c[0].sub = arena_printf(m->a, "%.*s%s%.*s", STRF(c[0].sub),
		    c[0].sub.n > 0 ? " · " : "", STRF(trend.text));
	c[1] = (struct report_cell){ .type = CELL_TEXT,
		.text = words_term(&m->w, STR("stance"), stance),
		.tone = stance_tone(stance) };
}

/* Those of one sort, and the day the oldest of all was looked at last. */
static void
put_sort(struct partner *m, struct report_panel *p, const char *words,
    bool share, const struct rows_found *found)
{
	struct report_block *b = part_rows(&m->w, p, 2);

	b->text = part_say(&m->w, words);
	for (size_t i = 0; i < found->n; i++)
		if ((stance_tone(part_text(&found->row[i], "stance")) ==
		    TONE_OK) == share)
			put_issue(m, b, &found->row[i]);
	b->empty = part_say(&m->w, TR("None recorded."));
}

static void
put_reviewed(struct partner *m, struct report_panel *p,
    const struct rows_found *found)
{
	int32_t oldest = INT32_MAX;

	for (size_t i = 0; i < found->n; i++) {
		struct date d = part_day(&found->row[i], "reviewed");

		if (d.lo <= d.hi && d.hi < oldest)
			oldest = d.hi;
	}
	p->source = oldest == INT32_MAX ? part_say(&m->w,
	    TR("Not reviewed yet.")) : arena_printf(m->a, tr(m->w.lang,
	    "Reviewed %.*s or later."), STRF(words_day(&m->w, oldest)));
}

enum err
partner_issues(struct partner *m)
{
	const struct kind *k = words_kind(&m->w, "issue_line");
	struct report_panel *p = part_panel(&m->w, m->out, "issues",
	    TR("What do we share, what divides us?"), m->brief ? 0 : 4);
	struct rows_found found = { 0 };
	int64_t share = 0;
	enum err e = part_find(&m->w, k, partner_filter(m, ""), "area",
	    m->brief ? BRIEF_MAX : 0, &found, m->why);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < found.n; i++)
		share += stance_tone(part_text(&found.row[i], "stance")) ==
		    TONE_OK;
	p->answer = found.n == 0 ? part_say(&m->w, TR("No issue line is "
	    "recorded. For each issue: what is our interest, theirs, the "
	    "stance, and the line not to be crossed?")) : arena_printf(m->a,
	    tr(m->w.lang, "*Common ground on %s*; difference or struggle on "
	    "%lld."), words_count(&m->w, share, "issue", "issues").p,
	    (long long)((int64_t)found.n - share));
	put_sort(m, p, TR("Common ground"), true, &found);
	put_sort(m, p, TR("To be managed"), false, &found);
	if (found.n > 0)
		put_reviewed(m, p, &found);
	p->more = path_list(m->a, k, partner_filter(m, ""));
	p->more_words = part_say(&m->w, TR("All issue lines"));
	return ERR_OK;
}

/* What runs until when? */

static void
put_run(struct partner *m, struct report_block *b, const struct row *row)
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

enum err
partner_runs(struct partner *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "runs",
	    tr_str(m->w.lang, "What runs until when?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_CHART);
	const struct find_query q = { .kind = m->agreement,
		.filter = partner_filter(m,
		    "status:signed,in-force,expiring,expired"),
		.sort = STR("signed"),
		.limit = m->brief ? BRIEF_MAX : RUNS_MAX };
	static const char *const head[] = { TR("Agreement"), TR("From"),
		TR("Until"), TR("State") };
	static const char *const name[] = { "agreement", "from", "until",
		"status" };
	struct rows_found found = { 0 };
	int64_t soon = 0;
	size_t i;
	enum err e = find_list(m->r, m->a, &q, &found, m->why);

	if (e != ERR_OK)
		return e;
	p->width = m->brief ? 0 : 8;
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
	p->source = tr_str(m->w.lang, "From the day in force, or else signed, "
	    "to the day it expires; without one it runs on.");
	p->more = path_list(m->a, m->agreement, partner_filter(m, ""));
	p->more_words = tr_str(m->w.lang, "All agreements");
	return ERR_OK;
}

/* Who owes what? */

enum err
partner_owes(struct partner *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "owes",
	    tr_str(m->w.lang, "Who owes what?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	const struct find_query q = { .kind = m->commitment,
		.filter = partner_filter(m,
		    "status:late,blocked,open,in-progress,undated,claimed"),
		.sort = STR("due"), .limit = m->brief ? BRIEF_MAX : OWES_MAX };
	static const char *const name[] = { "text", "side", "owner", "due",
		"status" };
	struct rows_found found = { 0 };
	size_t i, j;
	enum err e = find_list(m->r, m->a, &q, &found, m->why);

	if (e != ERR_OK)
		return e;
	p->width = 7;
	p->column = true;
	report_columns(m->a, b, countof(name));
	for (j = 0; j < countof(name); j++) {
		const struct field *f = kind_field(m->commitment,
		    str_of(name[j]));

		b->column[j].name = str_of(name[j]);
		b->column[j].head = f != NULL ? words_field(&m->w, f) :
		    tr_str(m->w.lang, "State");
	}
	b->column[1].minor = b->column[2].minor = true;
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
		c[4] = str_is(row->derived[0], "claimed") ||
		    part_day(row, "due").lo > part_day(row, "due").hi ?
		    words_status(&m->w, m->commitment, row->derived[0]) :
		    part_due(&m->w, part_day(row, "due"));
	}
	b->empty = tr_str(m->w.lang, "Nobody owes anything: no promise is "
	    "open.");
	p->more = path_list(m->a, m->commitment, partner_filter(m, ""));
	p->more_words = tr_str(m->w.lang, "All commitments");
	return ERR_OK;
}

/* Where is the substance? */

struct domain {
	struct str code;
	int64_t n[YEARS];
};

static struct map *
count_domains(struct partner *m)
{
	struct map *all = map_new(m->a);
	size_t i;

	for (i = 0; i < m->deeds; i++) {
		const struct deed *d = &m->deed[i];
		struct domain *t;
		int year;

		if (!d->dated || !d->done)
			continue;
		year = partner_year(d->day.lo) - m->year + YEARS - 1;
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
put_domain(struct partner *m, struct report_block *b, struct map *all,
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
		    m->activity, partner_filter(m, arena_printf(m->a,
		    "domain:%.*s start:%d status:held,reported,closed",
		    STRF(code), m->year - YEARS + 1 + i).p)));
}

/* Which area has most of all that was held in these years. */
static struct str
say_substance(struct partner *m, const struct report_block *b)
{
	int64_t most = 0, all = 0;
	size_t at = 0;

	for (size_t i = 0; i < b->rows; i++) {
		const struct report_cell *c = &b->cell[i * b->columns];
		int64_t n = 0;

		for (size_t k = 1; k < b->columns; k++)
			n += (int64_t)c[k].number;
		all += n;
		at = n > most ? i : at;
		most = n > most ? n : most;
	}
	if (most == 0)
		return STR("");
	return arena_printf(m->a, tr(m->w.lang, "*Most in: %.*s*, %lld of "
	    "%lld held in %d years, in %zu areas."),
	    STRF(b->cell[at * b->columns].text), (long long)most,
	    (long long)all, YEARS, b->rows);
}

enum err
partner_substance(struct partner *m)
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
	p->column = true;
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
	p->answer = say_substance(m, b);
	b->empty = tr_str(m->w.lang, "No activity was held in the last six "
	    "years.");
	p->source = tr_str(m->w.lang, "Activities held, by area and year.");
	return ERR_OK;
}

/* What happened lately? */

enum err
partner_lately(struct partner *m)
{
	static const char *const head[] = { TR("Date"), TR("Activity"),
		TR("Level"), TR("Place"), TR("State") };
	static const char *const name[] = { "date", "title", "level", "place",
		"status" };
	struct report_panel *p = report_add_panel(m->a, m->out, "lately",
	    tr_str(m->w.lang, "What happened lately?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	size_t i;

	p->width = 7;
	p->column = true;
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
		enum err e;

		if (!d->dated || d->day.lo > m->r->today)
			continue;
		c = report_row(m->a, b);
		c[0] = words_date(&m->w, d->day);
		e = part_deed(&m->w, d, CELL_WORDS, &c[1], &c[3].text, m->why);
		if (e != ERR_OK)
			return e;
		c[2].text = words_term(&m->w, STR("level"), d->level);
		c[4] = words_status(&m->w, m->activity, d->status);
	}
	b->total = m->deeds;
	b->empty = tr_str(m->w.lang, "No record yet. First contact? Add the "
	    "activity, or paste the news.");
	p->more = path_list(m->a, m->activity, partner_filter(m, ""));
	p->more_words = tr_str(m->w.lang, "All activities");
	return ERR_OK;
}

/* Who are our counterparts? */

/* One of their posts: who of ours met it last, and when. */
struct counterpart {
	const struct row *post;
	struct str ours;
	int32_t met; /* INT32_MIN: never */
};

static const struct deed *
deed_by_id(const struct partner *m, struct str id)
{
	for (size_t i = 0; i < m->deeds; i++)
		if (str_eq(m->deed[i].id, id))
			return &m->deed[i];
	return NULL;
}

static void
meet(struct partner *m, struct map *by_post, struct str post,
    const struct deed *d)
{
	struct counterpart *c = map_get(by_post, post);

	if (c == NULL || d == NULL || !d->done || !d->dated ||
	    d->day.lo <= c->met || d->day.lo > m->r->today)
		return;
	c->met = d->day.lo;
	if (d->ours.n > 0)
		c->ours = d->ours;
}

static enum err
read_met(struct partner *m, struct map *by_post)
{
	struct rows_found took = { 0 };
	enum err e = part_find(&m->w, words_kind(&m->w, "participant"),
	    partner_filter(m, "post:*"), "", FIND_LIMIT_MAX, &took, m->why);

	for (size_t i = 0; i < m->deeds; i++)
		if (m->deed[i].theirs.n > 0)
			meet(m, by_post, m->deed[i].theirs, &m->deed[i]);
	for (size_t i = 0; i < took.n && e == ERR_OK; i++)
		meet(m, by_post, part_ref(&m->w, &took.row[i], "post"),
		    deed_by_id(m, part_ref(&m->w, &took.row[i],
		    "activity")));
	return e;
}

static int
by_met(const void *x, const void *y)
{
	const struct counterpart *a = x, *b = y;

	return a->met != b->met ? (a->met > b->met ? -1 : 1) : 0;
}

static void
put_counterpart(struct partner *m, struct report_block *b,
    const struct counterpart *c)
{
	struct report_cell *cell = report_row(m->a, b);

	cell[0] = part_title(&m->w, c->post);
	cell[1] = words_ref(&m->w, c->ours);
	if (c->met == INT32_MIN)
		cell[2] = (struct report_cell){ .tone = TONE_MUTED,
			.text = part_say(&m->w, TR("not met yet")) };
	else
		cell[2] = words_date(&m->w, (struct date){ c->met, c->met });
}

enum err
partner_counterparts(struct partner *m)
{
	static const struct part_column columns[] = {
		{ "theirs", TR("Their side"), CELL_TEXT, false },
		{ "ours", TR("Our side"), CELL_TEXT, false },
		{ "met", TR("Last met"), CELL_DATE, false }
	};
	const struct kind *k = words_kind(&m->w, "post");
	struct report_panel *p = part_panel(&m->w, m->out, "counterparts",
	    TR("Who are our counterparts?"), m->brief ? 0 : 5);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct map *by_post = map_new(m->a);
	struct counterpart *all;
	struct rows_found posts = { 0 };
	size_t met = 0;
	enum err e = part_find(&m->w, k, partner_filter(m, ""), "name",
	    FIND_LIMIT_MAX, &posts, m->why);

	p->column = true;
	if (e != ERR_OK)
		return e;
	all = arena_array(m->a, posts.n + 1, sizeof(*all));
	for (size_t i = 0; i < posts.n; i++) {
		all[i] = (struct counterpart){ .post = &posts.row[i],
			.met = INT32_MIN };
		(void)map_put(by_post, id_str(m->a, posts.row[i].id),
		    &all[i]);
	}
	e = read_met(m, by_post);
	if (posts.n > 1)
		qsort(all, posts.n, sizeof(*all), by_met);
	for (size_t i = 0; i < posts.n; i++)
		met += all[i].met != INT32_MIN;
	for (size_t i = 0; i < posts.n && i < (m->brief ? BRIEF_MAX :
	    COUNTERPARTS_MAX); i++)
		put_counterpart(m, b, &all[i]);
	b->total = posts.n;
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%zu of %zu posts* of "
	    "theirs have been met."), met, posts.n);
	b->empty = part_say(&m->w, TR("No post of theirs is recorded. Add the "
	    "minister, the chief of defence, the attaché."));
	p->more = path_list(m->a, k, partner_filter(m, ""));
	p->more_words = part_say(&m->w, TR("All posts"));
	return e;
}
