#include "study/deed.h"

#include <stdlib.h>

#include "base/str.h"
#include "study/ledger.h"

#include "base/banned.h"

/* In the order of the columns that both statements have. */
static void
deed_take(struct arena *a, struct deeds *out, struct rows *rows)
{
	struct deed *d;

	out->deed = arena_grow(a, out->deed, out->n, sizeof(*d));
	d = &out->deed[out->n++];
	*d = (struct deed){ .id = arena_str(a, db_text(rows, 0)),
		.part = (int)db_int(rows, 1),
		.partner = arena_str(a, db_text(rows, 2)),
		.dated = !db_is_null(rows, 3), .day = LEDGER_NO_DATE,
		.status = arena_str(a, db_text(rows, 5)),
		.level = arena_str(a, db_text(rows, 6)),
		.domain = arena_str(a, db_text(rows, 7)),
		.type = arena_str(a, db_text(rows, 8)),
		.ours = arena_str(a, db_text(rows, 9)),
		.theirs = arena_str(a, db_text(rows, 10)) };
	if (d->dated)
		d->day = (struct date){ (int32_t)db_int(rows, 3),
			(int32_t)db_int(rows, 4) };
	d->done = ledger_done(d->status);
	out->parts |= UINT64_C(1) << d->part;
}

static int
deed_cmp_id(const struct deed *x, const struct deed *y)
{
	int c = str_cmp(x->id, y->id);

	return c != 0 ? c : x->part - y->part;
}

static int
deed_by_day(const void *x, const void *y)
{
	const struct deed *a = x, *b = y;

	if (a->day.lo != b->day.lo)
		return a->day.lo < b->day.lo ? -1 : 1;
	return deed_cmp_id(a, b);
}

static int
deed_newest(const void *x, const void *y)
{
	const struct deed *a = x, *b = y;

	if (a->dated != b->dated)
		return a->dated ? -1 : 1;
	if (a->dated && a->day.lo != b->day.lo)
		return a->day.lo > b->day.lo ? -1 : 1;
	return deed_cmp_id(a, b);
}

/* A thing on one day at several labels is one deed. */
static void
deed_order(struct deeds *out, int (*cmp)(const void *, const void *))
{
	size_t n = 0;

	if (out->n > 1)
		qsort(out->deed, out->n, sizeof(*out->deed), cmp);
	for (size_t i = 0; i < out->n; i++)
		if (n == 0 || !str_eq(out->deed[n - 1].id, out->deed[i].id))
			out->deed[n++] = out->deed[i];
	out->n = n;
}

static enum err
deed_read(struct reader *r, struct arena *a, enum stmt s,
    const struct val *args, size_t n, struct deeds *out, struct why *why)
{
	struct rows *rows = NULL;
	enum err e = db_query(r->db, DB_NO_PART, s, args, n, &rows, why);

	*out = (struct deeds){ 0 };
	if (e != ERR_OK)
		return e;
	while (db_next(rows))
		deed_take(a, out, rows);
	return db_end(rows);
}

enum err
deed_of_period(struct reader *r, struct arena *a, int32_t from, int32_t to,
    struct deeds *out, struct why *why)
{
	enum err e = deed_read(r, a, STMT_DEED_PERIOD, ARGS(V_INT(from),
	    V_INT(to)), out, why);

	if (e == ERR_OK)
		deed_order(out, deed_by_day);
	return e;
}

enum err
deed_of_partner(struct reader *r, struct arena *a, struct str partner,
    struct deeds *out, struct why *why)
{
	enum err e = deed_read(r, a, STMT_DEED_PARTNER, ARGS(V_TEXT(partner)),
	    out, why);

	if (e == ERR_OK)
		deed_order(out, deed_newest);
	return e;
}

enum err
deed_tell(struct reader *r, struct arena *a, const struct deed *d,
    struct deed_words *out, struct why *why)
{
	struct rows *rows = NULL;
	enum err e = db_query(r->db, DB_NO_PART, STMT_DEED_WORDS,
	    ARGS(V_TEXT(d->id), V_INT(d->part)), &rows, why);

	*out = (struct deed_words){ 0 };
	if (e != ERR_OK)
		return e;
	if (db_next(rows))
		*out = (struct deed_words){ arena_str(a, db_text(rows, 0)),
			arena_str(a, db_text(rows, 1)),
			arena_str(a, db_text(rows, 2)) };
	return db_end(rows);
}
