#include "advise/review_part.h"

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { FILTER_CLAUSES_MAX = 30 };

static struct str
exact_day(struct review *m, int32_t day)
{
	return words_date(&m->w, (struct date){ day, day }).text;
}

/* The filter terms of the period, on the date field ${field}. */
static struct str
period_filter(struct review *m, const char *field)
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

/*
 * clause:A,B,C and the period: all promises of the review. A filter takes so
 * many values and no more; a longer directive has only the filters of its
 * clauses, and this is empty.
 */
static struct str
all_filter(struct review *m)
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
narrowed(struct review *m, struct str filter, const char *more)
{
	return arena_printf(m->a, "%.*s%s%s", STRF(filter),
	    more[0] != '\0' ? " " : "", more);
}

/* kind?filter of all promises narrowed, for a figure. */
struct str
review_evidence(struct review *m, const char *more)
{
	struct str f = narrowed(m, m->all, more);

	if (m->all.n == 0)
		return arena_printf(m->a, "clause?directive:%.*s", STRF(m->id));
	return arena_printf(m->a, "commitment?%.*s", STRF(f));
}

struct str
review_link(struct review *m, const char *more)
{
	if (m->all.n == 0)
		return STR("#clauses");
	return path_list(m->a, m->commitment, narrowed(m, m->all, more));
}

struct str
review_clause_link(struct review *m, const struct ledger_clause *c,
    const char *more)
{
	struct str period = period_filter(m, "made");
	struct str f = arena_printf(m->a, "clause:%.*s%.*s", STRF(c->id),
	    STRF(period));

	return path_list(m->a, m->commitment, narrowed(m, f, more));
}

/* Head. */

static struct str
period_words(struct review *m)
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

int64_t
review_silent(const struct ledger *l)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < l->clauses; i++)
		n += l->clause[i].count.deeds == 0;
	return n;
}

/* The document in one sentence. */
static struct str
answer(struct review *m)
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
	    "%s have no deed.", review_silent(&m->l)), (long long)c->late,
	    (long long)c->undated, (long long)c->claimed,
	    (long long)review_silent(&m->l), words_count(&m->w,
	    (int64_t)m->l.clauses, "clause", "clauses").p);
	return arena_str(m->a, buf_view(&b));
}

static void
put_directive(struct review *m, const struct row *row)
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
put_head(struct review *m)
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
begin(struct review *m)
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
	struct review m = { .a = a, .r = r, .out = out, .ask = ask,
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
	review_figures(&m);
	review_clauses(&m);
	for (i = 0; i < m.l.clauses; i++)
		review_clause(&m, i);
	review_sides(&m);
	review_ambition(&m);
	e = review_orphans(&m);
	review_quality(&m);
	words_head(&m.w, out);
	return e;
}
