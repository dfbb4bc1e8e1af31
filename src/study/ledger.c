#include "study/ledger_part.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

struct str
ledger_text(struct ledger_reading *g, struct rows *rows, int column)
{
	return arena_str(g->a, db_text(rows, column));
}

struct date
ledger_date(struct rows *rows, int column)
{
	if (db_is_null(rows, column))
		return LEDGER_NO_DATE;
	return (struct date){ (int32_t)db_int(rows, column),
		(int32_t)db_int(rows, column + 1) };
}

const struct kind *
ledger_kind(const struct reader *r, const char *name)
{
	const struct kind *k = kind_named(&r->office->kinds, str_of(name));

	ALWAYS(k != NULL);
	return k;
}

enum err
ledger_walk(struct ledger_reading *g, enum stmt s, int column,
    void (*take)(struct ledger_reading *, struct rows *))
{
	struct rows *rows = NULL;
	struct str taken = { "", 0 };
	enum err e;

	e = db_query(g->r->db, DB_NO_PART, s,
	    (const struct val[]){ V_TEXT(g->scope[0]), V_TEXT(g->scope[1]) },
	    strlen(db_stmt_info(s)->params), &rows, g->why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		g->out->parts |= UINT64_C(1) << db_int(rows, 1);
		if (db_is_null(rows, column) ||
		    str_eq(db_text(rows, 0), taken))
			continue;
		taken = ledger_text(g, rows, 0);
		take(g, rows);
	}
	return db_end(rows);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The run of digits that begins at ${i}, without leading zeros. */
static struct str
digits_at(struct str s, size_t i)
{
	size_t end = i;

	while (end < s.n && is_digit(s.p[end]))
		end++;
	while (i + 1 < end && s.p[i] == '0')
		i++;
	return (struct str){ s.p + i, end - i };
}

int
ledger_natural(struct str x, struct str y)
{
	size_t i = 0, j = 0;

	while (i < x.n && j < y.n) {
		if (is_digit(x.p[i]) && is_digit(y.p[j])) {
			struct str m = digits_at(x, i), n = digits_at(y, j);
			int d = m.n != n.n ? (m.n < n.n ? -1 : 1)
			                   : str_cmp(m, n);

			if (d != 0)
				return d;
			i = (size_t)(m.p + m.n - x.p);
			j = (size_t)(n.p + n.n - y.p);
			continue;
		}
		if (x.p[i] != y.p[j])
			return (unsigned char)x.p[i] < (unsigned char)y.p[j]
			    ? -1 : 1;
		i++;
		j++;
	}
	return (i < x.n) - (j < y.n);
}

void
ledger_put_place(struct ledger_reading *g, struct str id, size_t clause,
    size_t promise, const struct kind *by)
{
	struct ledger_place *p = arena_alloc(g->a, sizeof(*p));

	*p = (struct ledger_place){ clause, promise, by };
	(void)map_put(g->at, id, p);
}

bool
ledger_inside(const struct ledger_ask *ask, struct date d)
{
	return ledger_has(d) && d.lo >= ask->from && d.hi <= ask->to;
}

bool
ledger_unplaced(const struct ledger_ask *ask, struct date d)
{
	return !ledger_has(d) || (!ledger_inside(ask, d) && d.lo <= ask->to &&
	    d.hi >= ask->from);
}

bool
ledger_bounded(const struct ledger_ask *ask)
{
	return ask->from != INT32_MIN || ask->to != INT32_MAX;
}

int
ledger_by_date(struct date a, struct date b)
{
	if (ledger_has(a) != ledger_has(b))
		return ledger_has(a) ? -1 : 1;
	if (!ledger_has(a) || (a.lo == b.lo && a.hi == b.hi))
		return 0;
	if (a.lo != b.lo)
		return a.lo < b.lo ? -1 : 1;
	return a.hi < b.hi ? -1 : 1;
}

void
ledger_add(struct ledger_count *c, struct str status, int64_t n)
{
	const struct {
		const char *status;
		int64_t *count;
	} of[] = {
		{ "kept", &c->kept }, { "not-kept", &c->not_kept },
		{ "claimed", &c->claimed }, { "late", &c->late },
		{ "undated", &c->undated }, { "retracted", &c->dropped },
		{ "superseded", &c->dropped }
	};

	c->promised += n;
	for (size_t i = 0; i < countof(of); i++)
		if (str_is(status, of[i].status))
			*of[i].count += n;
}

int64_t
ledger_judged(const struct ledger_count *c)
{
	return c->kept + c->not_kept + c->late;
}

struct figure
ledger_kept(struct arena *a, const struct ledger_count *c, struct str filter)
{
	return figure_share(a, c->kept, ledger_judged(c), "share-kept/1",
	    filter);
}

bool
ledger_done(struct str status)
{
	static const char *const done[] = { "held", "reported", "closed",
		"done", "signed", "in-force", "expiring", "expired", "ended" };
	size_t i;

	for (i = 0; i < countof(done); i++) {
		if (str_is(status, done[i]))
			return true;
	}
	return false;
}

static struct str
id_or_empty(struct arena *a, struct id id)
{
	return id_is_zero(id) ? STR("") : id_str(a, id);
}

enum err
ledger_read(struct reader *r, struct arena *a, const struct ledger_ask *ask,
    struct ledger *out, struct why *why)
{
	struct ledger_reading g = { .r = r, .a = a, .ask = ask, .out = out,
		.at = map_new(a), .deeds = map_new(a),
		.scope = { id_or_empty(a, ask->directive),
		    id_or_empty(a, ask->clause) }, .why = why };
	enum err e;

	*out = (struct ledger){ 0 };
	e = ledger_read_clauses(&g);
	if (e == ERR_OK)
		e = ledger_read_promises(&g);
	if (e == ERR_OK)
		e = ledger_read_deeds(&g);
	return e;
}
