#include "advise/review_part.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

const struct review_count review_counts[REVIEW_COUNTS] = {
	{ "promised", TR("Promised"), "", TONE_PLAIN },
	{ "done", TR("Done"), "status:kept,claimed", TONE_PLAIN },
	{ "verified", TR("Verified"), "status:kept,not-kept", TONE_PLAIN },
	{ "late", TR("Late"), "status:late", TONE_BAD },
	{ "undated", TR("No date"), "status:undated", TONE_WARN }
};

int64_t
review_count_at(const struct ledger_count *c, size_t i)
{
	const int64_t n[] = { c->promised, c->kept + c->claimed,
		c->kept + c->not_kept, c->late, c->undated };

	return n[i];
}

void
review_count_columns(struct review *m, struct report_column *c)
{
	size_t i;

	for (i = 0; i < REVIEW_COUNTS; i++) {
		const struct review_count *n = &review_counts[i];

		c[i] = (struct report_column){ .name = str_of(n->name),
			.head = tr_str(m->w.lang, n->head),
			.type = CELL_NUMBER };
	}
}

static void
put_kpi(struct review *m, struct report_block *b, const char *label,
    int64_t n, const char *formula, const char *filter, enum report_tone tone)
{
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, label),
		.figure = figure_count(n, formula, review_evidence(m, filter)),
		.unit = arena_printf(m->a, tr(m->w.lang, "of %lld promised"),
		    (long long)m->l.count.promised),
		.tone = n > 0 ? tone : TONE_PLAIN,
		.link = review_link(m, filter)
	});
}

static struct figure
days_to_claim(struct review *m)
{
	double *days = arena_array(m->a, m->l.promises + 1, sizeof(*days));
	size_t i, n = 0;

	for (i = 0; i < m->l.promises; i++) {
		const struct ledger_promise *p = &m->l.promise[i];

		/* Only exact days, or the difference would be invented. */
		if (ledger_has(p->made) && p->made.lo == p->made.hi &&
		    ledger_has(p->claimed) && p->claimed.lo == p->claimed.hi &&
		    p->claimed.lo >= p->made.lo)
			days[n++] = p->claimed.lo - p->made.lo;
	}
	return figure_median(m->a, days, n, "median-days-to-claim/1",
	    review_evidence(m, "claimed:*"));
}

static void
put_deeds_kpi(struct review *m, struct report_block *b)
{
	struct str clauses = arena_printf(m->a, "clause?directive:%.*s",
	    STRF(m->id));

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Deeds done"),
		.figure = figure_count(m->l.count.done, "deeds-done/1",
		    clauses),
		.unit = arena_printf(m->a, tr(m->w.lang, "of %lld that serve "
		    "it"), (long long)m->l.count.deeds),
		.link = STR("#clauses")
	});
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Clauses without any deed"),
		.figure = figure_count(review_silent(&m->l),
		    "clauses-without-deed/1", clauses),
		.unit = arena_printf(m->a, tr(m->w.lang, "of %zu"),
		    m->l.clauses),
		.tone = review_silent(&m->l) > 0 ? TONE_WARN : TONE_OK,
		.link = STR("#orphans")
	});
}

void
review_figures(struct review *m)
{
	const struct ledger_count *c = &m->l.count;
	struct report_panel *p = report_add_panel(m->a, m->out, "figures",
	    tr_str(m->w.lang, "Do words become deeds?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_KPIS);

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Commitments kept"),
		.figure = ledger_kept(m->a, c, review_evidence(m,
		    "status:kept,not-kept,late")),
		.link = review_link(m, "status:kept,not-kept,late")
	});
	put_kpi(m, b, TR("Late"), c->late, "count-late/1", "status:late",
	    TONE_BAD);
	put_kpi(m, b, TR("Without date"), c->undated, "count-undated/1",
	    "status:undated", TONE_WARN);
	put_kpi(m, b, TR("Claimed, not verified"), c->claimed,
	    "count-claimed/1", "status:claimed", TONE_WARN);
	put_deeds_kpi(m, b);
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Days from promise to claim"),
		.figure = days_to_claim(m),
		.link = review_link(m, "claimed:*")
	});
	p->source = tr_str(m->w.lang, "share-kept/1: kept, of those kept, not "
	    "kept or late; who verified is not who owns. A claim alone is not "
	    "counted as kept.");
}

/* Whose promises, and how bold. */

static void
share_columns(struct review *m, struct report_column *c, const char *name,
    const char *head)
{
	c[0] = (struct report_column){ .name = str_of(name),
		.head = tr_str(m->w.lang, head) };
	review_count_columns(m, c + 1);
	c[6] = (struct report_column){ .name = STR("share_kept"),
		.head = tr_str(m->w.lang, "Kept"), .type = CELL_NUMBER };
	c[7] = (struct report_column){ .name = STR("interval"),
		.head = tr_str(m->w.lang, "90 % interval") };
}

static void
put_share_row(struct review *m, struct report_cell *row, struct str words,
    const char *filter, const struct ledger_count *c)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct str judged = arena_printf(m->a, "%s status:kept,not-kept,late",
	    filter);
	struct figure f = ledger_kept(m->a, c, review_evidence(m, judged.p));
	size_t i;

	row[0] = report_link(words, review_link(m, filter));
	for (i = 0; i < REVIEW_COUNTS; i++) {
		struct str both = arena_printf(m->a, "%s %s", filter,
		    review_counts[i].filter);

		row[1 + i] = report_number(m->a, review_count_at(c, i),
		    review_link(m, both.p));
	}
	figure_value(&b, m->w.lang, &f);
	row[6] = (struct report_cell){ .type = CELL_NUMBER,
		.text = arena_str(m->a, buf_view(&b)),
		.number = f.refused ? 0 : f.value };
	row[7].text = f.refused ? arena_printf(m->a, tr(m->w.lang, "too few: "
	    "%lld"), (long long)f.of) : arena_printf(m->a, tr(m->w.lang, "%.0f "
	    "to %.0f %% of %lld"), f.low * 100, f.high * 100, (long long)f.of);
}

void
review_sides(struct review *m)
{
	static const char *const sides[] = { "ours", "theirs", "both" };
	struct report_panel *p = report_add_panel(m->a, m->out, "sides",
	    tr_str(m->w.lang, "Do both sides keep their word?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	size_t i, j;

	share_columns(m, report_columns(m->a, b, 8), "side", TR("Whose"));
	for (i = 0; i < countof(sides); i++) {
		struct ledger_count c = { 0 };

		for (j = 0; j < m->l.promises; j++) {
			if (str_is(m->l.promise[j].side, sides[i]))
				ledger_add(&c, m->l.promise[j].status, 1);
		}
		put_share_row(m, report_row(m->a, b), words_term(&m->w,
		    STR("side"), str_of(sides[i])), arena_printf(m->a,
		    "side:%s", sides[i]).p, &c);
	}
	p->source = tr_str(m->w.lang, "share-kept/1, for each side alone.");
}

void
review_ambition(struct review *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "ambition",
	    tr_str(m->w.lang, "Are the promises that are kept also bold "
	    "ones?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	int level;
	size_t j;

	share_columns(m, report_columns(m->a, b, 8), "ambition",
	    TR("Ambition"));
	for (level = 0; level <= 4; level++) {
		struct ledger_count c = { 0 };

		for (j = 0; j < m->l.promises; j++) {
			if (m->l.promise[j].ambition == level)
				ledger_add(&c, m->l.promise[j].status, 1);
		}
		if (level == 0)
			put_share_row(m, report_row(m->a, b), tr_str(m->w.lang,
			    "not judged"), "ambition:", &c);
		else
			put_share_row(m, report_row(m->a, b),
			    arena_printf(m->a, "%d", level), arena_printf(
			    m->a, "ambition:%d", level).p, &c);
	}
	p->source = tr_str(m->w.lang, "1 goes on as before, 4 is something not "
	    "done before. A high share of small promises is no success.");
}
