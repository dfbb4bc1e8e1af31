#include "advise/quality_part.h"

#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/deploy.h"
#include "study/duplicate.h"

#include "base/banned.h"

enum { FETCHED_MAX = 20000 };

static void
more_put(struct quality_finding *f, const struct row *row, struct str sub)
{
	if (f->rows.n < QUALITY_ROWS_MAX) {
		f->rows.row[f->rows.n] = *row;
		f->sub[f->rows.n++] = sub;
	}
	f->total++;
}

static void
more_room(struct words *w, struct quality_finding *f)
{
	f->rows.row = arena_array(w->a, QUALITY_ROWS_MAX,
	    sizeof(*f->rows.row));
	f->sub = arena_array(w->a, QUALITY_ROWS_MAX, sizeof(*f->sub));
}

/* The same field said twice at one time, and nobody has decided. */
static enum err
more_contested(struct words *w, const struct kind *k,
    const struct quality_ask *ask, struct quality_finding *out,
    struct why *why)
{
	struct find_query q = { .kind = k, .limit = QUALITY_ROWS_MAX,
		.filter = STR_INIT("contested:yes") };
	enum err e = find_list(w->r, w->a, &q, &out->rows, why);

	(void)ask;
	out->total = (int64_t)out->rows.n;
	if (e == ERR_OK && out->rows.next.n > 0)
		e = find_count(w->r, k, q.filter, &out->total, why);
	return e;
}

/* ---- activities ---- */

static struct duplicate_record
duplicate_of(struct words *w, const struct row *row)
{
	const struct value *partner = words_value_of(row, "partner");
	const struct value *start = words_value_of(row, "start");
	const struct value *finish = words_value_of(row, "finish");
	struct duplicate_record r = { .when = { 1, 0 },
		.title = words_title(w, row) };

	if (partner->type == VALUE_REF)
		r.partner = id_str(w->a, partner->ref);
	if (start->type == VALUE_DATE && partner->type == VALUE_REF)
		r.when = start->date;
	if (r.when.lo <= r.when.hi && finish->type == VALUE_DATE &&
	    finish->date.hi > r.when.hi)
		r.when.hi = finish->date.hi;
	return r;
}

/* Of each pair the later one is the finding; beside it stands the other. */
static enum err
more_duplicate(struct words *w, const struct kind *k,
    const struct quality_ask *ask, struct quality_finding *out,
    struct why *why)
{
	struct find_query q = { .kind = k, .limit = FETCHED_MAX };
	struct duplicate_record *r;
	struct duplicate_pair *pair;
	struct rows_found all;
	bool *told;
	size_t pairs;
	enum err e;

	(void)ask;
	q.filter = arena_printf(w->a, "start>=now-%dd cancelled: partner:*",
	    QUALITY_DAYS_BACK);
	e = find_list(w->r, w->a, &q, &all, why);
	if (e != ERR_OK)
		return e;
	r = arena_array(w->a, all.n + 1, sizeof(*r));
	told = arena_array(w->a, all.n + 1, sizeof(*told));
	for (size_t i = 0; i < all.n; i++)
		r[i] = duplicate_of(w, &all.row[i]);
	pairs = duplicate_pairs(w->a, r, all.n, &pair);
	more_room(w, out);
	for (size_t i = 0; i < pairs; i++) {
		const struct row *row = &all.row[pair[i].b];

		/* Two facets of one record are one record. */
		if (told[pair[i].b] || id_eq(row->id, all.row[pair[i].a].id))
			continue;
		told[pair[i].b] = true;
		more_put(out, row, arena_printf(w->a, tr(w->lang,
		    "like %.*s"), STRF(words_code(w,
		    &all.row[pair[i].a]))));
	}
	return ERR_OK;
}

/* ---- mechanisms ---- */

/* The last day on which each mechanism met, by its id. */
static enum err
more_met(struct words *w, struct map *met, struct why *why)
{
	struct find_query q = { .kind = words_kind(w, "activity"),
		.limit = FETCHED_MAX, .sort = STR_INIT("-start"),
		.filter = STR_INIT("mechanism:* start<=now cancelled:") };
	struct rows_found all;
	enum err e = find_list(w->r, w->a, &q, &all, why);

	for (size_t i = 0; e == ERR_OK && i < all.n; i++) {
		const struct value *m = words_value_of(&all.row[i],
		    "mechanism");
		const struct value *start = words_value_of(&all.row[i],
		    "start");
		struct str id = id_str(w->a, m->ref);
		int32_t *day;

		if (map_get(met, id) != NULL)
			continue;
		day = arena_alloc(w->a, sizeof(*day));
		*day = start->date.hi;
		(void)map_put(met, id, day);
	}
	return e;
}

/* Its rhythm has passed since it met last; one that never met is left out. */
static enum err
more_overdue(struct words *w, const struct kind *k,
    const struct quality_ask *ask, struct quality_finding *out,
    struct why *why)
{
	struct find_query q = { .kind = k, .limit = FETCHED_MAX,
		.filter = STR_INIT("cadence_months:* lapsed:") };
	struct map *met = map_new(w->a);
	struct rows_found all;
	enum err e = find_list(w->r, w->a, &q, &all, why);

	(void)ask;
	if (e == ERR_OK)
		e = more_met(w, met, why);
	if (e != ERR_OK)
		return e;
	more_room(w, out);
	for (size_t i = 0; i < all.n; i++) {
		int64_t months = words_value_of(&all.row[i],
		    "cadence_months")->i;
		const int32_t *day = map_get(met, id_str(w->a, all.row[i].id));

		if (day == NULL || months <= 0 || months > 1200 ||
		    date_add_months(*day, (int)months) >= w->r->today)
			continue;
		more_put(out, &all.row[i], arena_printf(w->a, tr(w->lang,
		    "met last on %.*s"), STRF(words_day(w, *day))));
	}
	return ERR_OK;
}

/* ---- partners ---- */

/* Contact there was, and for so many months there is none, nor planned. */
static enum err
more_silent(struct words *w, const struct kind *k,
    const struct quality_ask *ask, struct quality_finding *out,
    struct why *why)
{
	const struct kind *activity = words_kind(w, "activity");
	int months = ask->months > 0 ? ask->months : QUALITY_MONTHS;
	struct buf CLEANUP(buf_free) since;
	int32_t day = date_add_months(w->r->today, -months);
	struct facet *ever, *late = NULL;
	struct map *heard = map_new(w->a);
	size_t n, m = 0;
	enum err e;

	buf_init(&since, KIB);
	date_format(&since, (struct date){ day, day });
	e = find_facet(w->r, w->a, activity, STR("cancelled:"),
	    STR("partner"), &ever, &n, why);
	if (e == ERR_OK)
		e = find_facet(w->r, w->a, activity, arena_printf(w->a,
		    "cancelled: start>=%.*s", STRF(buf_view(&since))),
		    STR("partner"), &late, &m, why);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < m; i++)
		(void)map_put(heard, late[i].value, &late[i]);
	more_room(w, out);
	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		struct row *row;
		size_t rows = 1;
		struct id id;

		if (map_get(heard, ever[i].value) != NULL ||
		    !id_parse(ever[i].value, &id))
			continue;
		if (find_row(w->r, w->a, k, id, &row, &rows, NULL) == ERR_OK)
			more_put(out, row, arena_printf(w->a, tr_n(w->lang,
			    "%lld activity before", "%lld activities before",
			    ever[i].n), (long long)ever[i].n));
	}
	return e;
}

/* ---- deployments ---- */

/* One person in two places, or at a course while in a mission. */
static enum err
more_booked(struct words *w, const struct kind *k,
    const struct quality_ask *ask, struct quality_finding *out,
    struct why *why)
{
	struct deployments all;
	struct deploy_clash *clash = NULL;
	size_t n = 0;
	enum err e = deploy_read(w->r, w->a, STR(""), &all, why);

	(void)k;
	(void)ask;
	if (e == ERR_OK)
		e = deploy_clashes(w->r, w->a, &all, &clash, &n, why);
	more_room(w, out);
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		more_put(out, clash[i].a, arena_printf(w->a, tr(w->lang,
		    "also %.*s"), STRF(words_title(w, clash[i].b))));
	return e;
}

/* ---- one record ---- */

/* What is mended by reporting leads there; all else to its form. */
static struct report_cell
mend_of(struct words *w, const struct row *row, const struct check *c)
{
	bool close = str_is(c->name, "held-not-reported");

	return report_link(close ? tr_str(w->lang, "Report and close") :
	    tr_str(w->lang, "Mend"), path_part(w->a, row->kind,
	    words_code(w, row), close ? "close" : "edit"));
}

enum err
quality_of(struct words *w, const struct row *row, struct report *out,
    struct why *why)
{
	const struct kind *k = row->kind;
	struct report_panel *p;
	struct report_block *b = NULL;
	enum err e = ERR_OK;

	for (size_t i = 0; i < k->checks && e == ERR_OK; i++) {
		const struct check *c = &k->check[i];
		struct report_cell *cell;
		bool broken = false;

		e = find_breaks(w->r, w->a, k, c, row->id, &broken, why);
		if (e != ERR_OK || !broken)
			continue;
		if (b == NULL) {
			p = report_add_panel(w->a, out, "wrong",
			    tr_str(w->lang, "What is to be mended?"));
			b = report_add_block(w->a, p, BLOCK_ROWS);
			(void)report_columns(w->a, b, 2);
			b->column[0].name = STR("words");
			b->column[1].name = STR("mend");
		}
		cell = report_row(w->a, b);
		cell[0].text = words_vi(w) && c->vi.n > 0 ? c->vi : c->en;
		cell[0].tone = TONE_WARN;
		cell[1] = mend_of(w, row, c);
	}
	return e;
}

static const struct quality_more mores[] = {
	{ "activity", "duplicate", TR("May be there twice: the same partner, "
	    "the same days, a like title."), more_duplicate },
	{ "mechanism", "overdue", TR("Has not met for longer than its "
	    "rhythm."), more_overdue },
	{ "partner", "silent", TR("There was contact, and for a long time "
	    "there is none, nor any planned."), more_silent },
	{ "deployment", "booked-twice", TR("One person is in two places, or "
	    "at a course while in a mission."), more_booked },
	{ "", "contested", TR("A field has two values, and nobody has "
	    "decided."), more_contested },
};

const struct quality_more *
quality_mores(size_t *n)
{
	*n = countof(mores);
	return mores;
}
