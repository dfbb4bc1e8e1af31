#include "advise/overview_part.h"

#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/deploy.h"
#include "study/figure.h"

#include "base/banned.h"

/* Of the period, held by the day the figures stop; or a year before. */
static int64_t
held_in(const struct overview *m, bool now)
{
	int32_t from = now ? m->from : date_add_months(m->from, -12);
	int32_t to = now ? m->cut : date_add_months(m->cut, -12);
	int64_t n = 0;

	for (size_t i = 0; i < m->deeds; i++)
		n += m->deed[i].done && m->deed[i].day.lo >= from &&
		    m->deed[i].day.lo <= to;
	return n;
}

static int64_t
dated(const struct overview *m)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->deeds; i++)
		n += m->deed[i].day.lo >= m->from &&
		    m->deed[i].day.lo <= m->to;
	return n;
}

static void
held_kpi(struct overview *m, struct report_block *b)
{
	int64_t now = held_in(m, true), then = held_in(m, false);
	struct report_cell period = words_date(&m->w, (struct date){ m->from,
	    m->to });
	struct str filter = overview_filter(m, " status:held,reported,closed");
	double *spark = arena_array(m->a, 12, sizeof(*spark));
	struct buf shown CLEANUP(buf_free) = { .max = KIB };

	report_shown(&shown, m->w.lang, &period);
	for (size_t i = 0; i < m->deeds; i++)
		if (overview_of_year(m, &m->deed[i]) && m->deed[i].done)
			spark[overview_month(m->deed[i].day.lo)]++;
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = arena_printf(m->a, tr(m->w.lang,
		    "Activities held %.*s"), STRF(buf_view(&shown))),
		.figure = figure_count(now, "count-held/1", arena_printf(m->a,
		    "activity?%.*s", STRF(filter))),
		.unit = arena_printf(m->a, tr(m->w.lang, "of %lld dated"),
		    (long long)dated(m)),
		.detail = arena_printf(m->a, tr(m->w.lang, "%+lld on %d by the "
		    "same day"), (long long)(now - then), m->year - 1),
		.link = path_list(m->a, m->activity, filter),
		.spark = spark, .sparks = (size_t)overview_month(m->cut) + 1
	});
}

static void
kept_kpi(struct overview *m, struct report_block *b)
{
	const char *filter = "status:kept,not-kept,late";

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Commitments kept"),
		.figure = ledger_kept(m->a, &m->promise, arena_printf(m->a,
		    "commitment?%s", filter)),
		.detail = arena_printf(m->a, tr(m->w.lang, "%lld late, %lld "
		    "without date"), (long long)m->promise.late,
		    (long long)m->promise.undated),
		.tone = m->promise.late > 0 ? TONE_BAD : TONE_PLAIN,
		.link = path_list(m->a, m->commitment, str_of(filter))
	});
}

static void
contact_kpi(struct overview *m, struct report_block *b)
{
	int64_t near = 0, tiered = 0, silent = 0;
	int32_t first = m->cut - OVERVIEW_CONTACT + 1;
	struct str filter = arena_printf(m->a, "start>=%.*s "
	    "status:held,reported,closed", STRF(words_date(&m->w,
	    (struct date){ first, first }).text));
	struct overview_contact *c;
	size_t i = 0;

	while ((c = map_each(m->contact, &i, NULL)) != NULL) {
		bool in = c->last > m->cut - OVERVIEW_CONTACT;

		if (!overview_in_group(m, c->partner))
			continue;
		near += in && !c->partner->home;
		tiered += c->partner->tiered && !c->partner->home;
		silent += c->partner->tiered && !c->partner->home && !in;
	}
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Partners in contact"),
		.figure = figure_count(near, "partners-in-contact/1",
		    arena_printf(m->a, "activity?%.*s", STRF(filter))),
		.unit = tr_str(m->w.lang, "within 12 months"),
		.detail = arena_printf(m->a, tr(m->w.lang, "%lld of %lld with "
		    "a tier are silent"), (long long)silent, (long long)tiered),
		.tone = silent > 0 ? TONE_WARN : TONE_PLAIN,
		/* The meetings that make the contact; a filter of them. */
		.link = path_list(m->a, m->activity, filter)
	});
}

static enum err
count_kpi(struct overview *m, struct report_block *b, const struct kind *k,
    const char *label, const char *filter, const char *formula,
    enum report_tone tone, struct str detail)
{
	int64_t n;
	enum err e = overview_count(m, k, filter, &n);

	if (e != ERR_OK)
		return e;
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, label),
		.figure = figure_count(n, formula, arena_printf(m->a,
		    "%.*s?%s", STRF(k->name), filter)),
		.detail = detail, .tone = n > 0 ? tone : TONE_PLAIN,
		.link = path_list(m->a, k, str_of(filter))
	});
	return ERR_OK;
}

/* Serving with the United Nations, and what share of them are women. */
static enum err
deployed_kpi(struct overview *m, struct report_block *b)
{
	struct deployments all;
	struct deploy_count n;
	enum err e = deploy_read(m->r, m->a, STR(""), &all, m->why);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < all.n; i++)
		words_label(&m->w, all.d[i].row->label);
	n = deploy_count(&all, STR(""), STR(""), m->r->today);
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Deployed with the UN"),
		.figure = figure_count(n.number, "count-deployed/1",
		    STR("deployment?status:deployed,rotating,overdue")),
		.detail = n.number == 0 ? STR("") : arena_printf(m->a,
		    tr(m->w.lang, "%.0f %% women"), 100 * (double)n.women /
		    (double)n.number),
		.link = STR("/peacekeeping") });
	return ERR_OK;
}

enum err
overview_figures(struct overview *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "figures",
	    STR(""));
	struct report_block *b = report_add_block(m->a, p, BLOCK_KPIS);
	int64_t soon;
	enum err e;

	held_kpi(m, b);
	kept_kpi(m, b);
	contact_kpi(m, b);
	e = overview_count(m, m->agreement, "status:expiring", &soon);
	if (e == ERR_OK)
		e = count_kpi(m, b, m->agreement, TR("Agreements in force"),
		    "status:in-force,expiring", "count-in-force/1", TONE_PLAIN,
		    arena_printf(m->a, tr(m->w.lang, "%lld expire within 90 "
		    "days"), (long long)soon));
	return e == ERR_OK ? deployed_kpi(m, b) : e;
}
