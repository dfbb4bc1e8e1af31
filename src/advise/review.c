#include "advise/review.h"


#include "advise/chain.h"
#include "advise/path.h"
#include "advise/words.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/ledger.h"

#include "base/banned.h"

enum {
	ROWS_MAX = 100,    /* promises or deeds listed under one clause */
	ORPHANS_MAX = 50,
	FILTER_CLAUSES_MAX = 30,
	CLAUSE_WORDS = 120 /* bytes of a clause in the table */
};

/* A review in the making. */
struct making {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	const struct review_ask *ask;
	struct ledger l;
	struct str id, code; /* of the directive */
	const struct kind *directive, *clause, *commitment, *activity;
	struct str all; /* the filter of all its commitments */
	int32_t from, to;
	struct why *why;
};

static struct str
exact_day(struct making *m, int32_t day)
{
	return words_date(&m->w, (struct date){ day, day }).text;
}

/* The filter terms of the period, on the date field ${field}. */
static struct str
period_filter(struct making *m, const char *field)
{
	struct str s = { "", 0 }, day;

	if (m->from != INT32_MIN) {
		day = exact_day(m, m->from);
		s = arena_printf(m->a, " %s>=%.*s", field, STRF(day));
	}
	if (m->to != INT32_MAX) {
		day = exact_day(m, m->to);
		s = arena_printf(m->a, "%.*s %s<=%.*s", STRF(s), field,
		    STRF(day));
	}
	return s;
}

static struct str
name_of(const struct ledger_clause *c)
{
	return c->code.n > 0 ? c->code : c->id;
}

/*
 * clause:A,B,C and the period: all promises of the review. A filter takes so
 * many values and no more; a longer directive has only the filters of its
 * clauses, and this is empty.
 */
static struct str
all_filter(struct making *m)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	size_t i;

	if (m->l.clauses > FILTER_CLAUSES_MAX)
		return STR("");
	buf_text(&b, "clause:");
	for (i = 0; i < m->l.clauses; i++) {
		if (i > 0)
			buf_char(&b, ',');
		buf_str(&b, m->l.clause[i].id);
	}
	buf_str(&b, period_filter(m, "made"));
	ALWAYS(b.err == ERR_OK);
	return arena_str(m->a, buf_view(&b));
}

/* ${filter} narrowed by ${more}, which may be empty. */
static struct str
narrowed(struct making *m, struct str filter, const char *more)
{
	return arena_printf(m->a, "%.*s%s%s", STRF(filter),
	    more[0] != '\0' ? " " : "", more);
}

/* kind?filter of all promises narrowed, for a figure. */
static struct str
evidence(struct making *m, const char *more)
{
	struct str f = narrowed(m, m->all, more);

	if (m->all.n == 0)
		return arena_printf(m->a, "clause?directive:%.*s", STRF(m->id));
	return arena_printf(m->a, "commitment?%.*s", STRF(f));
}

static struct str
all_link(struct making *m, const char *more)
{
	if (m->all.n == 0)
		return STR("#clauses");
	return path_list(m->a, m->commitment, narrowed(m, m->all, more));
}

static struct str
clause_link(struct making *m, const struct ledger_clause *c, const char *more)
{
	struct str period = period_filter(m, "made");
	struct str f = arena_printf(m->a, "clause:%.*s%.*s", STRF(c->id),
	    STRF(period));

	return path_list(m->a, m->commitment, narrowed(m, f, more));
}

/* Head. */

static struct str
period_words(struct making *m)
{
	struct str from, to;

	if (m->from == INT32_MIN && m->to == INT32_MAX)
		return tr_str(m->w.lang, "All promises and deeds");
	if (m->to == INT32_MAX) {
		from = words_day(&m->w, m->from);
		return arena_printf(m->a, tr(m->w.lang, "Promises made and "
		    "deeds begun since %.*s"), STRF(from));
	}
	to = words_day(&m->w, m->to);
	if (m->from == INT32_MIN)
		return arena_printf(m->a, tr(m->w.lang, "Promises made and "
		    "deeds begun until %.*s"), STRF(to));
	from = words_day(&m->w, m->from);
	return arena_printf(m->a, tr(m->w.lang, "Promises made and deeds begun "
	    "from %.*s to %.*s"), STRF(from), STRF(to));
}

static int64_t
silent_clauses(const struct ledger *l)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < l->clauses; i++)
		n += l->clause[i].count.deeds == 0;
	return n;
}

/* The document in one sentence. */
static struct str
answer(struct making *m)
{
	const struct ledger_count *c = &m->l.count;
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	if (m->l.clauses == 0)
		return tr_str(m->w.lang, "This directive has no clause "
		    "recorded yet; add its clauses, and what serves them can "
		    "be counted.");
	if (ledger_judged(c) == 0)
		buf_text(&b, tr(m->w.lang, "*No promise has been verified or "
		    "is late yet*"));
	else
		buf_printf(&b, tr_n(m->w.lang, "*%lld of %s verified or late "
		    "is kept*", "*%lld of %s verified or late are kept*",
		    c->kept), (long long)c->kept, words_count(&m->w,
		    ledger_judged(c), "promise", "promises").p);
	buf_printf(&b, tr_n(m->w.lang, "; %lld late, %lld without date, %lld "
	    "claimed but not verified. %lld of %s has no deed.", "; %lld "
	    "late, %lld without date, %lld claimed but not verified. %lld of "
	    "%s have no deed.", silent_clauses(&m->l)), (long long)c->late,
	    (long long)c->undated, (long long)c->claimed,
	    (long long)silent_clauses(&m->l), words_count(&m->w,
	    (int64_t)m->l.clauses, "clause", "clauses").p);
	return arena_str(m->a, buf_view(&b));
}

static void
put_directive(struct making *m, const struct row *row)
{
	const struct value *vi = words_value_of(row, "title_vi");
	struct report_cell chip;

	m->id = id_str(m->a, row->id);
	m->code = words_code(&m->w, row);
	m->out->title = words_vi(&m->w) && vi->type == VALUE_TEXT ? vi->text :
	    words_title(&m->w, row);
	m->out->code = m->code;
	if (m->directive->derives > 0) {
		chip = words_status(&m->w, m->directive, row->derived[0]);
		m->out->chip = chip.text;
		m->out->chip_tone = chip.tone;
	}
	words_label(&m->w, row->label);
}

static void
put_head(struct making *m)
{
	struct str path = path_part(m->a, m->directive, m->code, "review");
	struct str day = words_day(&m->w, m->r->today);
	struct str period = period_words(m);

	m->out->name = STR("review");
	if (m->from != INT32_MIN)
		path = path_query(m->a, path, "from", exact_day(m, m->from));
	if (m->to != INT32_MAX)
		path = path_query(m->a, path, "to", exact_day(m, m->to));
	m->out->path = path;
	m->out->sub = arena_printf(m->a, tr(m->w.lang, "Review, clause by "
	    "clause. %.*s, as known on %.*s."), STRF(period), STRF(day));
	m->out->answer = answer(m);
	report_add_crumb(m->a, m->out, words_many(&m->w, m->directive),
	    path_list(m->a, m->directive, STR("")));
	report_add_crumb(m->a, m->out, m->out->title,
	    path_record(m->a, m->directive, m->code));
}

/* Figures. */

static void
put_kpi(struct making *m, struct report_block *b, const char *label,
    int64_t n, const char *formula, const char *filter, enum report_tone tone)
{
	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, label),
		.figure = figure_count(n, formula, evidence(m, filter)),
		.unit = arena_printf(m->a, tr(m->w.lang, "of %lld promised"),
		    (long long)m->l.count.promised),
		.tone = n > 0 ? tone : TONE_PLAIN,
		.link = all_link(m, filter)
	});
}

static struct figure
days_to_claim(struct making *m)
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
	    evidence(m, "claimed:*"));
}

static void
put_deeds_kpi(struct making *m, struct report_block *b)
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
		.figure = figure_count(silent_clauses(&m->l),
		    "clauses-without-deed/1", clauses),
		.unit = arena_printf(m->a, tr(m->w.lang, "of %zu"),
		    m->l.clauses),
		.tone = silent_clauses(&m->l) > 0 ? TONE_WARN : TONE_OK,
		.link = STR("#orphans")
	});
}

static void
put_figures(struct making *m)
{
	const struct ledger_count *c = &m->l.count;
	struct report_panel *p = report_add_panel(m->a, m->out, "figures",
	    tr_str(m->w.lang, "Do words become deeds?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_KPIS);

	report_add_kpi(m->a, b, &(struct report_kpi){
		.label = tr_str(m->w.lang, "Commitments kept"),
		.figure = ledger_kept(m->a, c, evidence(m,
		    "status:kept,not-kept,late")),
		.link = all_link(m, "status:kept,not-kept,late")
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
		.link = all_link(m, "claimed:*")
	});
	p->source = tr_str(m->w.lang, "share-kept/1: kept, of those kept, not "
	    "kept or late; who verified is not who owns. A claim alone is not "
	    "counted as kept.");
}

/* The table, clause by clause. */

static const struct {
	const char *name, *head, *filter;
	enum report_tone tone;
} counts[] = {
	{ "promised", TR("Promised"), "", TONE_PLAIN },
	{ "done", TR("Done"), "status:kept,claimed", TONE_PLAIN },
	{ "verified", TR("Verified"), "status:kept,not-kept", TONE_PLAIN },
	{ "late", TR("Late"), "status:late", TONE_BAD },
	{ "undated", TR("No date"), "status:undated", TONE_WARN }
};

static int64_t
count_at(const struct ledger_count *c, size_t i)
{
	const int64_t n[] = { c->promised, c->kept + c->claimed,
		c->kept + c->not_kept, c->late, c->undated };

	return n[i];
}

static void
count_columns(struct making *m, struct report_column *c)
{
	size_t i;

	for (i = 0; i < countof(counts); i++)
		c[i] = (struct report_column){ .name = str_of(counts[i].name),
			.head = tr_str(m->w.lang, counts[i].head), .type =
			    CELL_NUMBER };
}

static struct str
clause_words(struct making *m, const struct ledger_clause *c)
{
	return words_vi(&m->w) && c->text_vi.n > 0 ? c->text_vi : c->text;
}

static void
put_clause_row(struct making *m, struct report_cell *row,
    const struct ledger_clause *c)
{
	struct str link = path_record(m->a, m->clause, name_of(c));
	size_t i;

	row[0] = report_link(c->ordinal, arena_printf(m->a, "#clause-%zu",
	    (size_t)(c - m->l.clause) + 1));
	row[1] = report_link(words_cut(&m->w, clause_words(m, c),
	    CLAUSE_WORDS), link);
	row[2].text = words_term(&m->w, STR("obligation"), c->obligation);
	for (i = 0; i < countof(counts); i++) {
		int64_t n = count_at(&c->count, i);

		row[3 + i] = report_number(m->a, n,
		    clause_link(m, c, counts[i].filter));
		row[3 + i].tone = n > 0 ? counts[i].tone : TONE_PLAIN;
	}
	row[8] = report_number(m->a, c->count.deeds, link);
	row[8].tone = c->count.deeds == 0 ? TONE_WARN : TONE_PLAIN;
	row[9] = report_number(m->a, c->count.done, link);
}

static void
put_total_row(struct making *m, struct report_cell *row)
{
	size_t i;

	row[1].text = tr_str(m->w.lang, "All clauses");
	for (i = 0; i < countof(counts); i++)
		row[3 + i] = report_number(m->a, count_at(&m->l.count, i),
		    all_link(m, counts[i].filter));
	row[8] = report_number(m->a, m->l.count.deeds, STR(""));
	row[9] = report_number(m->a, m->l.count.done, STR(""));
}

static void
put_clauses(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "clauses",
	    tr_str(m->w.lang, "What was promised, done and verified, clause by "
	    "clause?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(m->a, b, 10);
	size_t i;

	c[0] = (struct report_column){ .name = STR("ordinal"),
		.head = tr_str(m->w.lang, "No.") };
	c[1] = (struct report_column){ .name = STR("clause"),
		.head = tr_str(m->w.lang, "Clause") };
	c[2] = (struct report_column){ .name = STR("obligation"),
		.head = tr_str(m->w.lang, "Obligation"), .minor = true };
	count_columns(m, c + 3);
	c[8] = (struct report_column){ .name = STR("deeds"),
		.head = tr_str(m->w.lang, "Deeds"), .type = CELL_NUMBER };
	c[9] = (struct report_column){ .name = STR("deeds_done"),
		.head = tr_str(m->w.lang, "Held"), .type = CELL_NUMBER };
	for (i = 0; i < m->l.clauses; i++)
		put_clause_row(m, report_row(m->a, b), &m->l.clause[i]);
	if (m->l.clauses > 0)
		put_total_row(m, report_row(m->a, b));
	b->empty = tr_str(m->w.lang, "No clause is recorded. Add the clauses "
	    "of this directive; promises and deeds are then counted under "
	    "each.");
	p->source = tr_str(m->w.lang, "ledger/1: a deed counts once under each "
	    "clause that it serves directly, by a promise, an objective or a "
	    "task.");
}

/* One panel a clause. */

static void
put_clause_deeds(struct making *m, struct report_panel *p,
    const struct ledger_clause *c)
{
	struct report_block *b = chain_deeds(&m->w, p, true);
	size_t i;

	for (i = 0; i < c->links && i < ROWS_MAX; i++) {
		const struct ledger_link *k = &m->l.link[c->first_link + i];

		chain_deed(&m->w, b, &m->l.deed[k->deed])[4] =
		    chain_way(&m->w, &m->l, k);
	}
	b->total = c->links;
	b->empty = tr_str(m->w.lang, "No deed serves this clause.");
}

static struct str
clause_answer(struct making *m, const struct ledger_clause *c)
{
	const struct ledger_count *n = &c->count;

	if (n->promised == 0 && n->deeds == 0)
		return tr_str(m->w.lang, "*Nothing was promised and nothing "
		    "was done under this clause.*");
	return arena_printf(m->a, tr(m->w.lang, "*%s, %lld kept, %lld late*; "
	    "%s, %lld of them held or done."), words_count(&m->w, n->promised,
	    "promise", "promises").p, (long long)n->kept, (long long)n->late,
	    words_count(&m->w, n->deeds, "deed", "deeds").p,
	    (long long)n->done);
}

static void
put_clause(struct making *m, size_t i)
{
	const struct ledger_clause *c = &m->l.clause[i];
	struct str words = clause_words(m, c), name;
	struct report_panel *p;
	struct report_block *b;
	size_t j;

	name = arena_printf(m->a, "clause-%zu", i + 1);
	p = report_add_panel(m->a, m->out, name.p, arena_printf(m->a,
	    "%.*s. %.*s", STRF(c->ordinal), STRF(words)));
	p->answer = clause_answer(m, c);
	p->more = path_record(m->a, m->clause, name_of(c));
	p->more_words = tr_str(m->w.lang, "All of this clause");
	if (c->promises == 0 && c->links == 0)
		return;
	b = chain_promises(&m->w, p);
	for (j = 0; j < c->promises && j < ROWS_MAX; j++)
		chain_promise(&m->w, b,
		    &m->l.promise[c->first_promise + j]);
	b->total = c->promises;
	b->empty = tr_str(m->w.lang, "Nothing was promised under this clause.");
	put_clause_deeds(m, p, c);
}

/* Whose promises, and how bold. */

static void
share_columns(struct making *m, struct report_column *c, const char *name,
    const char *head)
{
	c[0] = (struct report_column){ .name = str_of(name),
		.head = tr_str(m->w.lang, head) };
	count_columns(m, c + 1);
	c[6] = (struct report_column){ .name = STR("share_kept"),
		.head = tr_str(m->w.lang, "Kept"), .type = CELL_NUMBER };
	c[7] = (struct report_column){ .name = STR("interval"),
		.head = tr_str(m->w.lang, "90 % interval") };
}

static void
put_share_row(struct making *m, struct report_cell *row, struct str words,
    const char *filter, const struct ledger_count *c)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct str judged = arena_printf(m->a, "%s status:kept,not-kept,late",
	    filter);
	struct figure f = ledger_kept(m->a, c, evidence(m, judged.p));
	size_t i;

	row[0] = report_link(words, all_link(m, filter));
	for (i = 0; i < countof(counts); i++) {
		struct str both = arena_printf(m->a, "%s %s", filter,
		    counts[i].filter);

		row[1 + i] = report_number(m->a, count_at(c, i),
		    all_link(m, both.p));
	}
	figure_value(&b, m->w.lang, &f);
	row[6] = (struct report_cell){ .type = CELL_NUMBER,
		.text = arena_str(m->a, buf_view(&b)),
		.number = f.refused ? 0 : f.value };
	row[7].text = f.refused ? arena_printf(m->a, tr(m->w.lang, "too few: "
	    "%lld"), (long long)f.of) : arena_printf(m->a, tr(m->w.lang, "%.0f "
	    "to %.0f %% of %lld"), f.low * 100, f.high * 100, (long long)f.of);
}

static void
put_sides(struct making *m)
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

static void
put_ambition(struct making *m)
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

/* What has no deed, and what serves nothing. */

static void
put_silent(struct making *m, struct report_panel *p)
{
	struct report_block *b = report_add_block(m->a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(m->a, b, 3);
	size_t i;

	b->text = tr_str(m->w.lang, "Clauses without any deed");
	c[0] = (struct report_column){ .name = STR("ordinal"),
		.head = tr_str(m->w.lang, "No.") };
	c[1] = (struct report_column){ .name = STR("clause"),
		.head = tr_str(m->w.lang, "Clause") };
	c[2] = (struct report_column){ .name = STR("promised"),
		.head = tr_str(m->w.lang, "Promised"), .type = CELL_NUMBER };
	for (i = 0; i < m->l.clauses; i++) {
		const struct ledger_clause *t = &m->l.clause[i];
		struct report_cell *row;

		if (t->count.deeds > 0)
			continue;
		row = report_row(m->a, b);
		row[0].text = t->ordinal;
		row[1] = report_link(words_cut(&m->w, clause_words(m, t),
		    CLAUSE_WORDS), path_record(m->a, m->clause, name_of(t)));
		row[2] = report_number(m->a, t->count.promised,
		    clause_link(m, t, ""));
	}
	b->empty = tr_str(m->w.lang, "Every clause has a deed.");
}

/* Deeds of the period that serve no word at all, of this or any directive. */
static enum err
put_unserving(struct making *m, struct report_panel *p)
{
	struct report_block *b = chain_deeds(&m->w, p, false);
	struct rows *rows = NULL;
	struct str last = { "", 0 };
	size_t n = 0;
	enum err e;

	b->text = tr_str(m->w.lang, "Activities of the period that serve "
	    "nothing");
	e = db_query(m->r->db, DB_NO_PART, STMT_REVIEW_UNSERVING,
	    ARGS(V_INT(m->from), V_INT(m->to)), &rows, m->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		struct ledger_deed d = { .kind = m->activity };

		if (str_eq(last, db_text(rows, 0)))
			continue;
		d.id = last = arena_str(m->a, db_text(rows, 0));
		if (n++ >= ORPHANS_MAX)
			continue;
		d.code = arena_str(m->a, db_text(rows, 2));
		d.title = arena_str(m->a, db_text(rows, 3));
		d.partner = arena_str(m->a, db_text(rows, 4));
		d.day = (struct date){ (int32_t)db_int(rows, 5),
			(int32_t)db_int(rows, 6) };
		d.status = arena_str(m->a, db_text(rows, 7));
		m->w.parts |= UINT64_C(1) << db_int(rows, 1);
		(void)chain_deed(&m->w, b, &d);
	}
	b->total = n;
	b->empty = tr_str(m->w.lang, "Every activity of the period serves a "
	    "clause, a promise or an objective.");
	p->more = path_check(m->a, m->activity, STR("serves-nothing"));
	p->more_words = tr_str(m->w.lang, "All activities that serve nothing");
	return db_end(rows);
}

static enum err
put_orphans(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "orphans",
	    tr_str(m->w.lang, "Which words have no deed, which deeds serve no "
	    "word?"));

	put_silent(m, p);
	return put_unserving(m, p);
}

/* How far it can be relied on. */

static int64_t
count_if(struct making *m, bool (*is)(const struct ledger_promise *))
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < m->l.promises; i++)
		n += is(&m->l.promise[i]);
	return n;
}

static bool
is_contested(const struct ledger_promise *p)
{
	return p->contested;
}

static bool
has_no_owner(const struct ledger_promise *p)
{
	return p->owner.n == 0 && !str_is(p->side, "theirs");
}

static bool
has_no_ambition(const struct ledger_promise *p)
{
	return p->ambition == 0;
}

static void
put_quality(struct making *m)
{
	struct report_panel *p = report_add_panel(m->a, m->out, "quality",
	    tr_str(m->w.lang, "How far can this be relied on?"));
	struct report_block *b = report_add_block(m->a, p, BLOCK_FACTS);
	const struct {
		const char *words;
		int64_t n;
		const char *filter;
	} fact[] = {
		{ TR("Claimed, but verified by nobody"), m->l.count.claimed,
		    "status:claimed" },
		{ TR("Our promises without an owner"),
		    count_if(m, has_no_owner), "owner: side:ours,both" },
		{ TR("Promises with no judgement of ambition"),
		    count_if(m, has_no_ambition), "ambition:" },
		{ TR("Promises on which two records disagree"),
		    count_if(m, is_contested), "contested:yes" }
	};
	size_t i;

	for (i = 0; i < countof(fact); i++)
		report_fact(m->a, b, tr_str(m->w.lang, fact[i].words),
		    report_number(m->a, fact[i].n, all_link(m,
		    fact[i].filter)));
	report_fact(m->a, b, tr_str(m->w.lang, "Promises left out: day of "
	    "making unknown"), report_number(m->a, m->l.promises_unplaced,
	    STR("")));
	report_fact(m->a, b, tr_str(m->w.lang, "Deeds left out: day unknown"),
	    report_number(m->a, m->l.deeds_unplaced, STR("")));
	p->more = path_query(m->a, STR("/quality"), "kind", STR("commitment"));
	p->more_words = tr_str(m->w.lang, "Data quality of all commitments");
}

enum err
review_bound(struct str text, int32_t today, struct review_bound *out,
    struct why *why)
{
	*out = (struct review_bound){ .set = text.n > 0 };
	if (!out->set || date_parse_human(text, today, &out->date))
		return ERR_OK;
	return why_set(why, ERR_INPUT, "\"%.*s\" is no date; write 2021, "
	    "2021-Q3, 2021-11 or 21/11/2021", STRF(str_head(text, 40)));
}

static enum err
begin(struct making *m)
{
	struct row *row;
	size_t n;
	enum err e;

	m->directive = words_kind(&m->w, "directive");
	m->clause = words_kind(&m->w, "clause");
	m->commitment = words_kind(&m->w, "commitment");
	m->activity = words_kind(&m->w, "activity");
	m->from = m->ask->from.set ? m->ask->from.date.lo : INT32_MIN;
	m->to = m->ask->to.set ? m->ask->to.date.hi : INT32_MAX;
	if (m->from > m->to)
		return why_set(m->why, ERR_INPUT, "the period ends before it "
		    "begins; give the earlier date first");
	e = find_row(m->r, m->a, m->directive, m->ask->directive, &row, &n,
	    m->why);
	if (e != ERR_OK)
		return e;
	put_directive(m, &row[0]);
	return ledger_read(m->r, m->a, &(struct ledger_ask){
		.directive = m->ask->directive, .from = m->from,
		.to = m->to }, &m->l, m->why);
}

enum err
review_report(struct reader *r, struct arena *a, const struct review_ask *ask,
    struct report *out, struct why *why)
{
	struct making m = { .a = a, .r = r, .out = out, .ask = ask,
		.why = why };
	enum err e;
	size_t i;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	e = begin(&m);
	if (e != ERR_OK)
		return e;
	m.w.parts |= m.l.parts;
	m.all = all_filter(&m);
	put_head(&m);
	put_figures(&m);
	put_clauses(&m);
	for (i = 0; i < m.l.clauses; i++)
		put_clause(&m, i);
	put_sides(&m);
	put_ambition(&m);
	e = put_orphans(&m);
	put_quality(&m);
	words_head(&m.w, out);
	return e;
}
