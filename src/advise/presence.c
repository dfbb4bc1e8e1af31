#include "advise/presence.h"

#include <stdlib.h>

#include "advise/atlas.h"
#include "advise/part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { PRESENCE_FORMOST = 3 };

/* What was held with one partner. */
struct presence {
	const struct roll_partner *partner;
	int64_t n;
	int32_t last;
};

/* The most first; equals by code. */
static int
presence_order(const void *x, const void *y)
{
	const struct presence *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return str_cmp(a->partner->code, b->partner->code);
}

static struct presence *
presence_count(struct arena *a, const struct presence_ask *ask,
    const struct deeds *d, const struct roll *roll, size_t *n)
{
	struct presence *list = arena_array(a, roll->n + 1, sizeof(*list));
	struct map *seen = map_new(a);

	*n = 0;
	for (size_t i = 0; i < d->n; i++) {
		const struct deed *one = &d->deed[i];
		const struct roll_partner *p = roll_find(roll, one->partner);
		struct presence *at;

		if (p == NULL || p->home || !one->done || one->day.lo <
		    ask->first || one->day.lo > ask->last)
			continue;
		at = map_get(seen, p->id);
		if (at == NULL) {
			at = &list[(*n)++];
			at->partner = p;
			(void)map_put(seen, p->id, at);
		}
		at->n++;
		if (at->n == 1 || one->day.lo > at->last)
			at->last = one->day.lo;
	}
	qsort(list, *n, sizeof(*list), presence_order);
	return list;
}

static struct str
presence_filter(struct words *w, const struct presence_ask *ask,
    struct str code)
{
	struct date first = { ask->first, ask->first };
	struct date last = { ask->last, ask->last };

	return arena_printf(w->a, "partner:%.*s start>=%.*s start<=%.*s "
	    "status:held,reported,closed", STRF(code),
	    STRF(words_date(w, first).text), STRF(words_date(w, last).text));
}

static struct report_block *
presence_block(struct words *w, struct report_panel *p)
{
	struct report_block *b = report_add_block(w->a, p, BLOCK_CHART);
	struct report_column *c = report_columns(w->a, b, 4);

	b->chart = CHART_MAP;
	b->view = atlas_view(w->r->office);
	c[0] = (struct report_column){ .name = STR("code"),
		.head = tr_str(w->lang, "Code"), .type = CELL_ISO };
	c[1] = (struct report_column){ .name = STR("partner"),
		.head = tr_str(w->lang, "Partner") };
	c[2] = (struct report_column){ .name = STR("activities"),
		.head = tr_str(w->lang, "Activities"), .type = CELL_NUMBER };
	c[3] = (struct report_column){ .name = STR("last"),
		.head = tr_str(w->lang, "Last"), .type = CELL_DATE,
		.minor = true };
	b->empty = tr_str(w->lang, "Nothing was held with a partner in this "
	    "time. Activities that are held are drawn here.");
	return b;
}

static void
presence_row(struct words *w, const struct presence_ask *ask,
    struct report_block *b, const struct presence *p)
{
	struct report_cell *c = report_row(w->a, b);

	c[0] = (struct report_cell){ .type = CELL_ISO,
		.text = p->partner->code, .link = path_record(w->a,
		    words_kind(w, "partner"), p->partner->code) };
	c[1].text = roll_name(p->partner, w->lang);
	c[2] = report_number(w->a, p->n, path_list(w->a,
	    words_kind(w, "activity"), presence_filter(w, ask,
	    p->partner->code)));
	c[3] = words_date(w, (struct date){ p->last, p->last });
}

/* Our own state has no number; the map shows where it lies. */
static void
presence_home(struct words *w, struct report_block *b,
    const struct roll *roll)
{
	for (size_t i = 0; i < roll->n; i++) {
		const struct roll_partner *p = roll->partner[i];
		struct report_cell *c;

		if (!p->home || p->code.n == 0)
			continue;
		c = report_row(w->a, b);
		c[0] = (struct report_cell){ .type = CELL_ISO,
			.text = p->code, .tone = TONE_INFO };
		c[1].text = roll_name(p, w->lang);
		c[1].sub = tr_str(w->lang, "home");
		c[2].type = CELL_NUMBER;
		c[3].type = CELL_DATE;
		return;
	}
}

static struct str
presence_answer(struct words *w, const struct presence_ask *ask,
    const struct presence *list, size_t n)
{
	struct str most = STR("");

	for (size_t i = 0; i < n && i < PRESENCE_FORMOST; i++)
		most = arena_printf(w->a, "%.*s%s%.*s %lld", STRF(most),
		    i > 0 ? ", " : "", STRF(roll_name(list[i].partner,
		    w->lang)), (long long)list[i].n);
	if (n == 0)
		return tr_str(w->lang, "Nothing was held with a partner in "
		    "this time.");
	if (ask->year)
		return arena_printf(w->a, tr_n(w->lang, "*%lld partner* had "
		    "at least one activity in this time. Most: %.*s.",
		    "*%lld partners* had at least one activity in this time. "
		    "Most: %.*s.", (int64_t)n), (long long)n, STRF(most));
	return arena_printf(w->a, tr_n(w->lang, "*%lld partner* had at least "
	    "one activity in the last 12 months. Most: %.*s.",
	    "*%lld partners* had at least one activity in the last 12 months. "
	    "Most: %.*s.", (int64_t)n), (long long)n, STRF(most));
}

void
presence_panel(struct words *w, const struct presence_ask *ask,
    const struct deeds *d, const struct roll *roll, struct report *out)
{
	struct report_panel *p = report_add_panel(w->a, out, "presence",
	    tr_str(w->lang, "Where are we present?"));
	struct report_block *b = presence_block(w, p);
	size_t n;
	struct presence *list = presence_count(w->a, ask, d, roll, &n);

	p->width = ask->width;
	p->answer = presence_answer(w, ask, list, n);
	for (size_t i = 0; i < n; i++)
		presence_row(w, ask, b, &list[i]);
	if (n > 0)
		presence_home(w, b, roll);
	p->source = arena_printf(w->a, tr(w->lang, "Activities held, by their "
	    "leading partner; activities-by-partner/1. %.*s"),
	    STRF(atlas_caption(w->a, b->view, w->lang)));
	p->more = STR("/partners");
	p->more_words = tr_str(w->lang, "All partners");
}

/* ---- the page of all partners ---- */

struct presence_line {
	const struct roll_partner *partner;
	const struct presence *held; /* NULL: nothing in the period */
};

/* By group, then by what was held, then by code. */
static int
presence_line_order(const void *x, const void *y)
{
	const struct presence_line *a = x, *b = y;
	int64_t m = a->held != NULL ? a->held->n : 0;
	int64_t n = b->held != NULL ? b->held->n : 0;

	if (a->partner->group != b->partner->group)
		return a->partner->group < b->partner->group ? -1 : 1;
	if (m != n)
		return m > n ? -1 : 1;
	return str_cmp(a->partner->code, b->partner->code);
}

/* Those with a tier or something held; the others are in the list alone. */
static struct presence_line *
presence_lines(struct words *w, const struct roll *roll,
    const struct presence *list, size_t n, size_t *out)
{
	struct presence_line *line = arena_array(w->a, roll->n + 1,
	    sizeof(*line));
	struct map *held = map_new(w->a);
	size_t lines = 0;

	for (size_t i = 0; i < n; i++) {
		struct presence_line *l = &line[lines++];

		l->partner = list[i].partner;
		l->held = &list[i];
		(void)map_put(held, l->partner->id, l);
	}
	for (size_t i = 0; i < roll->n; i++)
		if (roll->partner[i]->tiered && !roll->partner[i]->home &&
		    map_get(held, roll->partner[i]->id) == NULL)
			line[lines++].partner = roll->partner[i];
	qsort(line, lines, sizeof(*line), presence_line_order);
	*out = lines;
	return line;
}

static void
presence_line_row(struct words *w, const struct presence_ask *ask,
    struct report_block *b, const struct presence_line *l)
{
	struct report_cell *c = report_row(w->a, b);
	struct str code = l->partner->code;

	c[0] = (struct report_cell){ .type = CELL_ISO, .text = code,
		.link = path_record(w->a, words_kind(w, "partner"), code) };
	c[1] = report_link(roll_name(l->partner, w->lang), c[0].link);
	c[2].text = words_term(w, STR("tier"), l->partner->tier);
	c[3].text = tr_str(w->lang, roll_group_words(l->partner->group));
	c[4] = report_number(w->a, l->held != NULL ? l->held->n : 0,
	    path_list(w->a, words_kind(w, "activity"), presence_filter(w, ask,
	    code)));
	c[5].type = CELL_DATE;
	if (l->held != NULL)
		c[5] = words_date(w, (struct date){ l->held->last,
		    l->held->last });
}

static void
presence_table(struct words *w, const struct presence_ask *ask,
    const struct deeds *d, const struct roll *roll, struct report *out)
{
	static const struct part_column column[] = {
		{ "code", TR("Code"), CELL_ISO, false },
		{ "partner", TR("Partner"), CELL_TEXT, false },
		{ "tier", TR("Tier"), CELL_TEXT, true },
		{ "group", TR("Group"), CELL_TEXT, true },
		{ "activities", TR("Activities"), CELL_NUMBER, false },
		{ "last", TR("Last"), CELL_DATE, false }
	};
	struct report_panel *p = part_panel(w, out, "partners",
	    TR("Who are our partners?"), 12);
	struct report_block *b = part_table(w, p, column, countof(column));
	size_t n, lines, silent = 0;
	struct presence *list = presence_count(w->a, ask, d, roll, &n);
	struct presence_line *line = presence_lines(w, roll, list, n, &lines);

	for (size_t i = 0; i < lines; i++) {
		presence_line_row(w, ask, b, &line[i]);
		silent += line[i].held == NULL;
	}
	p->answer = arena_printf(w->a, tr(w->lang, "*%zu partners* with a "
	    "tier or an activity in this time; with %zu of them nothing was "
	    "held."), lines, silent);
	b->empty = tr_str(w->lang, "No partner has a tier or an activity "
	    "yet.");
	p->more = STR("/partners?show=list");
	p->more_words = tr_str(w->lang, "All partners as a list");
}

enum err
presence_report(struct reader *r, struct arena *a,
    const struct presence_ask *ask, const char *lang, struct report *out,
    struct why *why)
{
	struct words w;
	struct deeds d;
	struct roll roll;
	enum err e;

	*out = (struct report){ .name = STR_INIT("presence"),
		.path = STR_INIT("/partners") };
	words_init(&w, r, a, lang);
	out->title = tr_str(w.lang, "Partners");
	e = deed_of_period(r, a, ask->first, ask->last, &d, why);
	if (e == ERR_OK)
		e = roll_read(r, a, &roll, why);
	if (e != ERR_OK)
		return e;
	w.parts |= d.parts | roll.parts;
	presence_panel(&w, ask, &d, &roll, out);
	presence_table(&w, ask, &d, &roll, out);
	words_head(&w, out);
	return ERR_OK;
}
