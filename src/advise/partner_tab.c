#include "advise/partner_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { TAB_MAX = 100, QUARTERS = 6 };

/* Activities. */

static const struct part_column deed_columns[] = {
	{ "date", TR("Date"), CELL_DATE, false },
	{ "title", TR("Activity"), CELL_TEXT, false },
	{ "level", TR("Level"), CELL_TEXT, true },
	{ "area", TR("Area"), CELL_TEXT, true },
	{ "place", TR("Place"), CELL_TEXT, true },
	{ "status", TR("State"), CELL_CHIP, false }
};

static enum err
put_deed(struct partner *m, struct report_block *b, const struct deed *d)
{
	struct report_cell *c = report_row(m->a, b);

	if (d->dated)
		c[0] = words_date(&m->w, d->day);
	c[2].text = words_term(&m->w, STR("level"), d->level);
	c[3].text = words_term(&m->w, STR("domain"), d->domain);
	c[5] = words_status(&m->w, m->activity, d->status);
	return part_deed(&m->w, d, PART_WORDS, &c[1], &c[4].text, m->why);
}

/* Those ahead, the next first; or those behind, the latest first. */
static enum err
put_deeds(struct partner *m, const char *name, const char *question,
    bool ahead, const char *empty)
{
	struct report_panel *p = part_panel(&m->w, m->out, name, question, 0);
	struct report_block *b = part_table(&m->w, p, deed_columns,
	    countof(deed_columns));
	size_t n = 0;
	enum err e = ERR_OK;

	for (size_t k = 0; k < m->deeds && e == ERR_OK; k++) {
		const struct deed *d = &m->deed[ahead ? m->deeds - 1 - k : k];

		if ((d->dated && d->day.lo > m->r->today) != ahead)
			continue;
		if (n++ < TAB_MAX)
			e = put_deed(m, b, d);
	}
	b->total = n;
	b->empty = part_say(&m->w, empty);
	p->answer = arena_printf(m->a, tr_n(m->w.lang, "*%zu activity*.",
	    "*%zu activities*.", (int64_t)n), n);
	return e;
}

static enum err
tab_activities(struct partner *m)
{
	enum err e = put_deeds(m, "ahead", TR("What is coming?"), true,
	    TR("Nothing with this partner is dated."));

	if (e == ERR_OK)
		e = put_deeds(m, "behind", TR("What have we done together?"),
		    false, TR("No record yet. First contact? Add the "
		    "activity, or paste the news."));
	if (e != ERR_OK)
		return e;
	m->out->panel[1].more = path_list(m->a, m->activity,
	    partner_filter(m, ""));
	m->out->panel[1].more_words = part_say(&m->w,
	    TR("As a list with filters"));
	return ERR_OK;
}

/* Commitments. */

static enum err
put_promises(struct partner *m, const char *name, const char *question,
    const char *filter, const char *sort, const char *empty)
{
	static const struct part_column columns[] = {
		{ "state", TR("State"), CELL_CHIP, false },
		{ "text", TR("What"), CELL_TEXT, false },
		{ "made_at", TR("Made at"), CELL_TEXT, true },
		{ "owner", TR("Owner"), CELL_TEXT, true },
		{ "made", TR("Made on"), CELL_DATE, true },
		{ "due", TR("Due"), CELL_DATE, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, name, question, 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct str all = partner_filter(m, filter);
	struct rows_found found = { 0 };
	int64_t n;
	enum err e = find_count(m->r, m->commitment, all, &n, m->why);

	if (e == ERR_OK)
		e = part_find(&m->w, m->commitment, all, sort, TAB_MAX, &found,
		    m->why);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < found.n; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_state(&m->w, row);
		if (str_is(row->derived[0], "late"))
			c[0].text = part_due(&m->w, part_day(row,
			    "due")).text;
		c[1] = part_title(&m->w, row);
		c[2] = part_field(&m->w, row, "made_at");
		c[3] = part_field(&m->w, row, "owner");
		c[4] = part_field(&m->w, row, "made");
		c[5] = part_field(&m->w, row, "due");
	}
	b->total = (size_t)n;
	b->empty = part_say(&m->w, empty);
	p->more = path_list(m->a, m->commitment, all);
	p->more_words = part_say(&m->w, TR("As a list with filters"));
	return ERR_OK;
}

static enum err
tab_commitments(struct partner *m)
{
	enum err e = put_promises(m, "ours", TR("What do we owe?"),
	    "side:ours,both status:late,blocked,open,in-progress,undated",
	    "due", TR("We owe nothing: none of our promises is open."));

	if (e == ERR_OK)
		e = put_promises(m, "theirs", TR("What do they owe?"),
		    "side:theirs status:late,blocked,open,in-progress,undated",
		    "due", TR("They owe nothing: none of their promises is "
		    "open."));
	if (e == ERR_OK)
		e = put_promises(m, "delivered", TR("What was delivered?"),
		    "status:kept,claimed,not-kept", "-due",
		    TR("Nothing was delivered yet."));
	return e;
}

/* Agreements. */

static enum err
tab_agreements(struct partner *m)
{
	static const struct part_column columns[] = {
		{ "title", TR("Agreement"), CELL_TEXT, false },
		{ "form", TR("Form"), CELL_TEXT, true },
		{ "sector", TR("Sector"), CELL_TEXT, true },
		{ "signed", TR("Signed"), CELL_DATE, false },
		{ "expires", TR("Expires"), CELL_DATE, false },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p;
	struct report_block *b;
	struct rows_found found = { 0 };
	enum err e = partner_runs(m);

	if (e == ERR_OK)
		e = part_find(&m->w, m->agreement, partner_filter(m, ""),
		    "-signed", TAB_MAX, &found, m->why);
	if (e != ERR_OK)
		return e;
	p = part_panel(&m->w, m->out, "agreements", TR("What binds us?"), 0);
	b = part_table(&m->w, p, columns, countof(columns));
	for (size_t i = 0; i < found.n; i++) {
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_title(&m->w, &found.row[i]);
		c[1] = part_field(&m->w, &found.row[i], "form");
		c[2] = part_field(&m->w, &found.row[i], "sector");
		c[3] = part_field(&m->w, &found.row[i], "signed");
		c[4] = part_field(&m->w, &found.row[i], "expires");
		c[5] = part_state(&m->w, &found.row[i]);
	}
	b->empty = part_say(&m->w, TR("No agreement with this partner is "
	    "recorded."));
	return ERR_OK;
}

/* People: theirs, and ours who are there. */

static enum err
put_holders(struct partner *m, const char *name, const char *question,
    struct str filter, const char *empty)
{
	static const struct part_column columns[] = {
		{ "post", TR("Post"), CELL_TEXT, false },
		{ "person", TR("Held by"), CELL_TEXT, false },
		{ "from", TR("From"), CELL_DATE, false },
		{ "until", TR("Until"), CELL_DATE, true }
	};
	const struct kind *k = words_kind(&m->w, "post");
	struct report_panel *p = part_panel(&m->w, m->out, name, question, 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct rows_found posts = { 0 }, held = { 0 };
	enum err e = part_find(&m->w, k, filter, "name", TAB_MAX, &posts,
	    m->why);

	for (size_t i = 0; i < posts.n && e == ERR_OK; i++) {
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_title(&m->w, &posts.row[i]);
		e = part_find(&m->w, words_kind(&m->w, "tenure"),
		    arena_printf(m->a, "post:%.*s", STRF(id_str(m->a,
		    posts.row[i].id))), "-valid_from", 1, &held, m->why);
		if (e != ERR_OK || held.n == 0)
			continue;
		c[1] = part_field(&m->w, &held.row[0], "person");
		c[1].text = part_ranked(&m->w, &held.row[0], c[1].text);
		c[2] = part_field(&m->w, &held.row[0], "valid_from");
		c[3] = part_field(&m->w, &held.row[0], "valid_to");
	}
	b->empty = part_say(&m->w, empty);
	return e;
}

static enum err
tab_people(struct partner *m)
{
	enum err e = put_holders(m, "theirs", TR("Who is on their side?"),
	    partner_filter(m, ""), TR("No post of theirs is recorded. Add the "
	    "minister, the chief of defence, the attaché."));

	if (e == ERR_OK)
		e = put_holders(m, "ours", TR("Who of ours is there?"),
		    arena_printf(m->a, "host:%.*s", STRF(m->code)),
		    TR("No post of ours is there."));
	if (e == ERR_OK)
		e = partner_counterparts(m);
	/* Nothing is beside it here. */
	if (e == ERR_OK)
		m->out->panel[m->out->panels - 1].width = 0;
	return e;
}

/* Plan: what lies ahead, quarter by quarter. */

static struct str
quarter_of(struct partner *m, int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return arena_printf(m->a, "%d-Q%d", y, (month - 1) / 3 + 1);
}

static enum err
put_plan_row(struct partner *m, struct report_block *b, const struct deed *d,
    struct str *last)
{
	struct report_cell *c = report_row(m->a, b);

	c[0].text = quarter_of(m, d->day.lo);
	c[0].again = str_eq(c[0].text, *last);
	*last = c[0].text;
	c[1] = words_date(&m->w, d->day);
	c[3].text = words_term(&m->w, STR("level"), d->level);
	c[4] = words_status(&m->w, m->activity, d->status);
	return part_deed(&m->w, d, SIZE_MAX, &c[2], NULL, m->why);
}

static enum err
tab_plan(struct partner *m)
{
	static const struct part_column columns[] = {
		{ "quarter", TR("Quarter"), CELL_TEXT, false },
		{ "date", TR("Date"), CELL_DATE, false },
		{ "activity", TR("Activity"), CELL_TEXT, false },
		{ "level", TR("Level"), CELL_TEXT, true },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "plan",
	    TR("What is planned, quarter by quarter?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	int32_t until = date_add_months(m->r->today, 3 * QUARTERS);
	struct str last = { "", 0 };
	int64_t n = 0, undated = 0;
	enum err e = ERR_OK;

	for (size_t k = m->deeds; e == ERR_OK && k-- > 0;) {
		const struct deed *d = &m->deed[k];

		undated += !d->dated && !str_is(d->status, "cancelled");
		if (!d->dated || d->day.lo <= m->r->today ||
		    d->day.lo > until || str_is(d->status, "cancelled"))
			continue;
		e = put_plan_row(m, b, d, &last);
		n++;
	}
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%lld planned* within "
	    "six quarters; %lld have no date."), (long long)n,
	    (long long)undated);
	b->empty = part_say(&m->w, TR("Nothing is planned with this partner."));
	p->more = arena_printf(m->a, "/plans/%d", m->year + 1);
	p->more_words = arena_printf(m->a, tr(m->w.lang, "Plan %d"),
	    m->year + 1);
	return e;
}

/* Documents: about it, or from an activity with it. */

static enum err
tab_documents(struct partner *m)
{
	static const struct part_column columns[] = {
		{ "date", TR("Date"), CELL_DATE, false },
		{ "title", TR("Title"), CELL_TEXT, false },
		{ "type", TR("Type"), CELL_TEXT, true },
		{ "activity", TR("From activity"), CELL_TEXT, true }
	};
	const struct kind *k = words_kind(&m->w, "document");
	struct report_panel *p = part_panel(&m->w, m->out, "documents",
	    TR("Which texts do we keep?"), 0);
	struct report_block *b = part_table(&m->w, p, columns,
	    countof(columns));
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, k, partner_filter(m, ""), "-date",
	    TAB_MAX, &found, m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_field(&m->w, &found.row[i], "date");
		c[1] = part_title(&m->w, &found.row[i]);
		c[1].link = arena_printf(m->a, "/library/%.*s",
		    STRF(words_code(&m->w, &found.row[i])));
		c[2] = part_field(&m->w, &found.row[i], "type");
		c[3] = part_field(&m->w, &found.row[i], "activity");
	}
	b->empty = part_say(&m->w, TR("No text about this partner is kept. "
	    "Paste minutes, a statement, the news."));
	p->more = path_list(m->a, k, partner_filter(m, ""));
	p->more_words = part_say(&m->w, TR("As a list with filters"));
	return e;
}

enum err
partner_tab(struct partner *m, struct str tab)
{
	static const struct {
		const char *name;
		enum err (*put)(struct partner *m);
	} all[] = {
		{ "activities", tab_activities },
		{ "commitments", tab_commitments },
		{ "agreements", tab_agreements }, { "people", tab_people },
		{ "plan", tab_plan }, { "documents", tab_documents }
	};

	for (size_t i = 0; i < countof(all); i++)
		if (str_is(tab, all[i].name))
			return all[i].put(m);
	return why_set(m->why, ERR_MISSING, "There is no such page.");
}
