#include "advise/peacekeeping_part.h"

#include "advise/part.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { UN_MONTHS = 12 };

/* ---- rotations ---- */

static void
put_span(struct peacekeeping *m, struct report_block *b,
    struct report_cell label, struct date from, struct date to,
    struct report_cell state)
{
	struct report_cell *c = report_row(m->a, b);

	c[0] = label;
	c[1] = words_date(m->w, from);
	c[2] = words_date(m->w, to);
	c[3] = state;
}

static void
put_rotation(struct peacekeeping *m, struct report_block *b,
    const struct deployment *d)
{
	struct report_cell note = { .type = CELL_CHIP, .tone = TONE_MUTED };
	struct report_cell state = part_state(m->w, d->row);

	if (d->training.lo <= d->training.hi &&
	    d->training.hi >= m->w->r->today) {
		note.text = part_say(m->w, TR("training"));
		put_span(m, b, part_title(m->w, d->row), d->training,
		    d->training, note);
	}
	if (str_is(d->status, "rotating") || str_is(d->status, "overdue")) {
		state = part_due(m->w, d->finish);
		state.tone = str_is(d->status, "overdue") ? TONE_BAD :
		    TONE_WARN;
	} else if (str_is(d->status, "deployed")) {
		state.tone = TONE_OK;
	}
	put_span(m, b, part_title(m->w, d->row), d->start, d->finish, state);
	if (d->after.lo <= d->after.hi && d->after.hi >= m->w->r->today) {
		note.text = part_say(m->w, TR("after return"));
		put_span(m, b, part_title(m->w, d->row), d->after, d->after,
		    note);
	}
}

void
peacekeeping_rotations(struct peacekeeping *m)
{
	static const struct part_column c[] = {
		{ "unit", TR("Unit or post"), CELL_TEXT, false },
		{ "from", TR("From"), CELL_DATE, false },
		{ "until", TR("Relief due"), CELL_DATE, false },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p = part_panel(m->w, m->out, "rotations",
	    TR("Who is relieved when?"), 0);
	struct report_block *b = part_chart(m->w, p, CHART_GANTT, c,
	    countof(c));
	const struct deployment *next = peacekeeping_relief(m, STR(""));
	int64_t late = 0;

	for (size_t i = 0; i < m->all.n; i++) {
		late += str_is(m->all.d[i].status, "overdue");
		if (deploy_active(&m->all.d[i]) ||
		    m->all.d[i].after.hi >= m->w->r->today)
			put_rotation(m, b, &m->all.d[i]);
	}
	p->answer = next == NULL ? part_say(m->w, TR("No day of relief to "
	    "come is recorded.")) : arena_printf(m->a, tr(m->w->lang,
	    "*Next: %.*s* on %.*s; %lld overdue."),
	    STRF(words_title(m->w, next->row)),
	    STRF(words_day(m->w, next->finish.lo)), (long long)late);
	b->empty = part_say(m->w, TR("No deployment is under way or being "
	    "prepared."));
	p->source = part_say(m->w, TR("Training before, service, and the time "
	    "after return, where they are recorded."));
}

/* ---- posts open ---- */

void
peacekeeping_posts(struct peacekeeping *m)
{
	static const struct part_column c[] = {
		{ "mission", TR("Mission"), CELL_ISO, false },
		{ "unit", TR("Unit or post"), CELL_TEXT, false },
		{ "needs", TR("Language and courses needed"), CELL_TEXT, true },
		{ "from", TR("From"), CELL_DATE, false },
		{ "open", TR("Open"), CELL_NUMBER, false },
		{ "candidates", TR("Candidates"), CELL_NUMBER, false }
	};
	struct report_panel *p = part_panel(m->w, m->out, "posts",
	    TR("Which posts are open?"), 0);
	struct report_block *b = part_table(m->w, p, c, countof(c));
	int64_t open = 0, candidates = 0;

	for (size_t i = 0; i < m->all.n; i++) {
		const struct deployment *d = &m->all.d[i];
		struct report_cell *cell;

		if (!deploy_active(d) || deploy_open(d) == 0)
			continue;
		cell = report_row(m->a, b);
		cell[0] = peacekeeping_mission(m, d->mission);
		cell[1] = part_title(m->w, d->row);
		cell[2] = part_field(m->w, d->row, "needs");
		cell[3] = words_date(m->w, d->start);
		cell[4] = report_number(m->a, deploy_open(d), STR(""));
		cell[5] = report_number(m->a, d->candidates, STR(""));
		if (d->candidates < deploy_open(d))
			cell[5].tone = TONE_WARN;
		open += deploy_open(d);
		candidates += d->candidates;
	}
	p->answer = arena_printf(m->a, tr(m->w->lang, "*%lld open*, %lld "
	    "candidates nominated."), (long long)open, (long long)candidates);
	b->empty = part_say(m->w, TR("Every post is filled."));
}

/* ---- booked twice ---- */

enum err
peacekeeping_clashes(struct peacekeeping *m)
{
	static const struct part_column c[] = {
		{ "first", TR("Posting"), CELL_TEXT, false },
		{ "second", TR("And"), CELL_TEXT, false },
		{ "from", TR("From"), CELL_DATE, false },
		{ "until", TR("Until"), CELL_DATE, false }
	};
	struct deploy_clash *clash;
	struct report_panel *p;
	struct report_block *b;
	size_t n;
	enum err e = deploy_clashes(m->w->r, m->a, &m->all, &clash, &n,
	    m->why);

	if (e != ERR_OK || n == 0)
		return e;
	p = part_panel(m->w, m->out, "clashes", TR("Who is booked twice?"),
	    0);
	b = part_table(m->w, p, c, countof(c));
	p->answer = arena_printf(m->a, tr_n(m->w->lang, "*%zu double booking.*",
	    "*%zu double bookings.*", (int64_t)n), n);
	for (size_t i = 0; i < n; i++) {
		struct report_cell *cell = report_row(m->a, b);
		struct date d = clash[i].days;

		words_label(m->w, clash[i].a->label);
		words_label(m->w, clash[i].b->label);
		cell[0] = part_title(m->w, clash[i].a);
		cell[1] = part_title(m->w, clash[i].b);
		cell[2] = words_date(m->w, (struct date){ d.lo, d.lo });
		if (d.hi != INT32_MAX)
			cell[3] = words_date(m->w, (struct date){ d.hi,
				d.hi });
	}
	return ERR_OK;
}

/* ---- the table of the United Nations ---- */

static void
put_un_row(struct peacekeeping *m, struct report_block *b, int32_t day,
    struct str mission, const struct row *type)
{
	struct deploy_count n = deploy_count(&m->all, mission,
	    part_text(type, "code"), day);
	struct report_cell *c;

	if (n.number == 0)
		return;
	c = report_row(m->a, b);
	c[0] = words_date(m->w, peacekeeping_of(day));
	c[1] = peacekeeping_mission(m, mission);
	c[2].text = words_term(m->w, STR("deployment-type"), part_text(type,
	    "code"));
	c[3] = report_number(m->a, n.number - n.women, STR(""));
	c[4] = report_number(m->a, n.women, STR(""));
	c[5] = report_number(m->a, n.number, STR(""));
}

void
peacekeeping_un(struct peacekeeping *m)
{
	static const struct part_column c[] = {
		{ "month", TR("Month"), CELL_DATE, false },
		{ "mission", TR("Mission"), CELL_ISO, false },
		{ "personnel_type", TR("Type of personnel"), CELL_TEXT, false },
		{ "male", TR("Men"), CELL_NUMBER, false },
		{ "female", TR("Women"), CELL_NUMBER, false },
		{ "total", TR("Total"), CELL_NUMBER, false }
	};
	struct report_panel *p = part_panel(m->w, m->out, "un",
	    TR("What do we report to the United Nations?"), 0);
	struct report_block *b = part_table(m->w, p, c, countof(c));
	struct deploy_count now = deploy_count(&m->all, STR(""), STR(""),
	    m->w->r->today);

	for (int back = 0; back < UN_MONTHS; back++) {
		int32_t day = back == 0 ? m->w->r->today :
		    peacekeeping_month(m, back - 1) - 1;

		for (size_t i = 0; i < m->missions; i++)
			for (size_t k = 0; k < m->type.n; k++)
				put_un_row(m, b, day, m->mission[i],
				    &m->type.row[k]);
	}
	p->answer = arena_printf(m->a, tr(m->w->lang, "*%lld serve today*, "
	    "%lld of them women."), (long long)now.number,
	    (long long)now.women);
	b->empty = part_say(m->w, TR("Nobody served within the last twelve "
	    "months."));
	p->source = part_say(m->w, TR("By month, mission, type of personnel "
	    "and sex, as the tables of contributions are laid out; on the "
	    "last day of each month."));
}
