#include "advise/network.h"

#include <stdlib.h>

#include "advise/part.h"
#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/roll.h"

#include "base/banned.h"

struct forum {
	struct str id, code, name, name_vi, acronym;
	size_t members;
	bool ours; /* we belong to it */
};

/* One that belongs to a forum. */
struct member {
	const struct roll_partner *partner;
	struct forum *forum;
	struct str role;
	struct date since;
};

/* How one partner stands in all forums. */
struct stand {
	const struct roll_partner *partner;
	int64_t forums, shared;
};

struct network {
	struct words w;
	struct arena *a;
	struct reader *r;
	struct report *out;
	struct roll roll;
	struct map *forum; /* id to struct forum */
	struct member *member;
	size_t members;
	struct stand *stand;
	size_t stands;
	struct why *why;
};

/* ---- reading ---- */

static void
take_forum(struct network *n, struct rows *rows)
{
	struct forum *f;

	if (map_get(n->forum, db_text(rows, 0)) != NULL)
		return;
	f = arena_alloc(n->a, sizeof(*f));
	*f = (struct forum){ .id = arena_str(n->a, db_text(rows, 0)),
		.code = arena_str(n->a, db_text(rows, 2)),
		.name = arena_str(n->a, db_text(rows, 3)),
		.name_vi = arena_str(n->a, db_text(rows, 4)),
		.acronym = arena_str(n->a, db_text(rows, 5)) };
	(void)map_put(n->forum, f->id, f);
}

/* The same membership at two labels is one. */
static void
take_member(struct network *n, struct rows *rows)
{
	const struct roll_partner *p = roll_find(&n->roll, db_text(rows, 0));
	struct forum *f = map_get(n->forum, db_text(rows, 2));
	struct member *last = n->members > 0 ? &n->member[n->members - 1] :
	    NULL;

	if (p == NULL || f == NULL || p->code.n == 0 ||
	    (last != NULL && last->partner == p && last->forum == f))
		return;
	n->member = arena_grow(n->a, n->member, n->members,
	    sizeof(*n->member));
	n->member[n->members++] = (struct member){ .partner = p, .forum = f,
		.role = arena_str(n->a, db_text(rows, 3)),
		.since = { db_is_null(rows, 4) ? 1 : (int32_t)db_int(rows, 4),
		    db_is_null(rows, 4) ? 0 : (int32_t)db_int(rows, 4) } };
	f->members++;
	f->ours = f->ours || p->home;
}

static enum err
walk(struct network *n, enum stmt s, const struct val *args, size_t count,
    void (*take)(struct network *, struct rows *))
{
	struct rows *rows = NULL;
	enum err e = db_query(n->r->db, DB_NO_PART, s, args, count, &rows,
	    n->why);

	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		n->w.parts |= UINT64_C(1) << db_int(rows, 1);
		take(n, rows);
	}
	return db_end(rows);
}

static enum err
read_all(struct network *n)
{
	enum err e = roll_read(n->r, n->a, &n->roll, n->why);

	n->w.parts |= n->roll.parts;
	if (e == ERR_OK)
		e = walk(n, STMT_NETWORK_FORUMS, NO_ARGS, take_forum);
	if (e == ERR_OK)
		e = walk(n, STMT_NETWORK_MEMBERS, ARGS(V_INT(n->r->today),
		    V_INT(n->r->today)), take_member);
	return e;
}

/* The most shared with us first, then the most in all. */
static int
stand_order(const void *x, const void *y)
{
	const struct stand *a = x, *b = y;

	if (a->shared != b->shared)
		return a->shared > b->shared ? -1 : 1;
	if (a->forums != b->forums)
		return a->forums > b->forums ? -1 : 1;
	return str_cmp(a->partner->code, b->partner->code);
}

static void
count(struct network *n)
{
	struct map *seen = map_new(n->a);

	n->stand = arena_array(n->a, n->members + 1, sizeof(*n->stand));
	for (size_t i = 0; i < n->members; i++) {
		const struct member *m = &n->member[i];
		struct stand *s = map_get(seen, m->partner->id);

		if (m->partner->home)
			continue;
		if (s == NULL) {
			s = &n->stand[n->stands++];
			s->partner = m->partner;
			(void)map_put(seen, m->partner->id, s);
		}
		s->forums++;
		s->shared += m->forum->ours;
	}
	qsort(n->stand, n->stands, sizeof(*n->stand), stand_order);
}

/* ---- what is shown ---- */

static struct str
forum_name(const struct network *n, const struct forum *f)
{
	if (f->acronym.n > 0)
		return f->acronym;
	return tr_is_vi(n->w.lang) && f->name_vi.n > 0 ? f->name_vi : f->name;
}

static struct report_cell
partner_cell(struct network *n, const struct roll_partner *p)
{
	return (struct report_cell){ .type = CELL_ISO, .text = p->code,
		.tone = p->home ? TONE_INFO : TONE_PLAIN,
		.link = path_record(n->a, words_kind(&n->w, "partner"),
		    p->code) };
}

static struct str
forums_answer(struct network *n)
{
	struct str most = STR(""), s;
	int64_t ours = 0, alone = 0;
	struct forum *f;
	size_t i = 0;

	while ((f = map_each(n->forum, &i, NULL)) != NULL)
		ours += f->ours;
	for (i = 0; i < n->stands; i++)
		alone += n->stand[i].shared == 0;
	for (i = 0; i < n->stands && i < 3 && n->stand[i].shared > 0; i++)
		most = arena_printf(n->a, "%.*s%s%.*s %lld", STRF(most),
		    i > 0 ? ", " : "", STRF(roll_name(n->stand[i].partner,
		    n->w.lang)), (long long)n->stand[i].shared);
	if (ours == 0)
		return tr_str(n->w.lang, "No forum is recorded that we belong "
		    "to.");
	s = arena_printf(n->a, tr_n(n->w.lang, "*We sit in %lld forum.*",
	    "*We sit in %lld forums.*", ours), (long long)ours);
	if (most.n > 0)
		s = arena_printf(n->a, tr(n->w.lang, "%.*s Most are shared "
		    "with: %.*s."), STRF(s), STRF(most));
	if (alone > 0)
		s = arena_printf(n->a, tr_n(n->w.lang, "%.*s %lld partner "
		    "shares none of them.", "%.*s %lld partners share none of "
		    "them.", alone), STRF(s), (long long)alone);
	return s;
}

static void
put_forums(struct network *n)
{
	static const struct part_column column[] = {
		{ "partner", TR("Partner"), CELL_ISO, false },
		{ "forum", TR("Forum"), CELL_TEXT, false },
		{ "role", TR("Role"), CELL_TEXT, true },
		{ "since", TR("Since"), CELL_DATE, true }
	};
	struct report_panel *p = part_panel(&n->w, n->out, "forums",
	    TR("Who connects with whom?"), 12);
	struct report_block *b = part_chart(&n->w, p, CHART_NETWORK, column,
	    countof(column));

	p->answer = forums_answer(n);
	b->empty = tr_str(n->w.lang, "No membership is recorded yet. Add who "
	    "belongs to a forum, and the ties are drawn here.");
	for (size_t i = 0; i < n->members; i++) {
		const struct member *m = &n->member[i];
		struct report_cell *c = report_row(n->a, b);

		c[0] = partner_cell(n, m->partner);
		c[1] = words_record(&n->w, words_kind(&n->w, "forum"),
		    m->forum->id, m->forum->code, forum_name(n, m->forum));
		c[2].text = words_term(&n->w, STR("member-role"), m->role);
		c[3] = words_date(&n->w, m->since);
	}
	p->source = tr_str(n->w.lang, "Memberships in force today. Larger "
	    "marks have more ties; where a mark lies has no meaning of "
	    "its own. "
	    "forum-ties/1");
}

static void
put_partners(struct network *n)
{
	static const struct part_column column[] = {
		{ "code", TR("Code"), CELL_ISO, false },
		{ "partner", TR("Partner"), CELL_TEXT, false },
		{ "shared", TR("Forums with us"), CELL_NUMBER, false },
		{ "forums", TR("Forums in all"), CELL_NUMBER, false }
	};
	struct report_panel *p = part_panel(&n->w, n->out, "partners",
	    TR("Whom do we meet most often?"), 5);
	struct report_block *b = part_table(&n->w, p, column, countof(column));

	b->empty = tr_str(n->w.lang, "No partner belongs to a forum yet.");
	b->total = n->stands;
	for (size_t i = 0; i < n->stands && i < NETWORK_PARTNERS; i++) {
		const struct stand *s = &n->stand[i];
		struct report_cell *c = report_row(n->a, b);

		c[0] = partner_cell(n, s->partner);
		c[1].text = roll_name(s->partner, n->w.lang);
		c[2] = report_number(n->a, s->shared, STR(""));
		c[3] = report_number(n->a, s->forums, path_list(n->a,
		    words_kind(&n->w, "membership"), arena_printf(n->a,
		    "partner:%.*s", STRF(s->partner->code))));
	}
	p->answer = n->stands == 0 ? STR("") : arena_printf(n->a,
	    tr_n(n->w.lang, "*%lld partner* belongs to a forum that is "
	    "recorded here.", "*%lld partners* belong to forums that are "
	    "recorded here.", (int64_t)n->stands), (long long)n->stands);
}

/* One meeting: its row, which grows by one partner after the other. */
static void
take_table(struct network *n, struct report_block *b, struct rows *rows,
    struct str *last)
{
	const struct roll_partner *p = roll_find(&n->roll, db_text(rows, 4));
	struct report_cell *c;

	if (p == NULL || p->home || p->code.n == 0)
		return;
	if (!str_eq(*last, db_text(rows, 0))) {
		*last = arena_str(n->a, db_text(rows, 0));
		b->total++;
		if (b->rows == NETWORK_MEETINGS)
			return;
		c = report_row(n->a, b);
		c[0] = words_date(&n->w, (struct date){
		    (int32_t)db_int(rows, 5), (int32_t)db_int(rows, 6) });
		c[1] = words_record(&n->w, words_kind(&n->w, "activity"),
		    *last, arena_str(n->a, db_text(rows, 2)), words_cut(&n->w,
		    arena_str(n->a, db_text(rows, 3)), PART_WORDS));
		c[3].type = CELL_NUMBER;
	} else if (b->total > b->rows) {
		return;
	}
	c = &b->cell[(b->rows - 1) * b->columns];
	c[2].text = arena_printf(n->a, "%.*s%s%.*s", STRF(c[2].text),
	    c[2].text.n > 0 ? ", " : "", STRF(p->code));
	c[3].number++;
	c[3].text = arena_printf(n->a, "%.0f", c[3].number);
}

static enum err
put_tables(struct network *n)
{
	static const struct part_column column[] = {
		{ "day", TR("Day"), CELL_DATE, false },
		{ "activity", TR("Activity"), CELL_TEXT, false },
		{ "partners", TR("With"), CELL_TEXT, false },
		{ "count", TR("Partners"), CELL_NUMBER, true }
	};
	struct report_panel *p = part_panel(&n->w, n->out, "tables",
	    TR("Who was at one table with us?"), 7);
	struct report_block *b = part_table(&n->w, p, column, countof(column));
	struct rows *rows = NULL;
	struct str last = STR("");
	enum err e = db_query(n->r->db, DB_NO_PART, STMT_NETWORK_TABLES,
	    ARGS(V_INT(date_add_months(n->r->today, -12 * NETWORK_YEARS)),
	    V_INT(n->r->today)), &rows, n->why);

	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		n->w.parts |= UINT64_C(1) << db_int(rows, 1);
		take_table(n, b, rows, &last);
	}
	p->answer = arena_printf(n->a, tr_n(n->w.lang, "*%lld meeting* with "
	    "recorded participants in the last %d years.", "*%lld meetings* "
	    "with recorded participants in the last %d years.",
	    (int64_t)b->total), (long long)b->total, NETWORK_YEARS);
	b->empty = tr_str(n->w.lang, "Participants of activities are listed "
	    "here once they are recorded.");
	return db_end(rows);
}

enum err
network_report(struct reader *r, struct arena *a, const char *lang,
    struct report *out, struct why *why)
{
	struct network n = { .a = a, .r = r, .out = out, .why = why,
		.forum = map_new(a) };
	enum err e;

	*out = (struct report){ .name = STR_INIT("network"),
		.path = STR_INIT("/analysis/network") };
	words_init(&n.w, r, a, lang);
	e = read_all(&n);
	if (e != ERR_OK)
		return e;
	count(&n);
	out->title = tr_str(n.w.lang, "Network of forums");
	put_forums(&n);
	put_partners(&n);
	e = put_tables(&n);
	words_head(&n.w, out);
	return e;
}
