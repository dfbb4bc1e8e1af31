#include "study/deed.h"

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
	d->id = arena_str(a, db_text(rows, 0));
	d->code = arena_str(a, db_text(rows, 2));
	d->title = arena_str(a, db_text(rows, 3));
	d->partner = arena_str(a, db_text(rows, 4));
	d->dated = !db_is_null(rows, 5);
	d->day = d->dated ? (struct date){ (int32_t)db_int(rows, 5),
		(int32_t)db_int(rows, 6) } : LEDGER_NO_DATE;
	d->status = arena_str(a, db_text(rows, 7));
	d->level = arena_str(a, db_text(rows, 8));
	d->domain = arena_str(a, db_text(rows, 9));
	d->place = arena_str(a, db_text(rows, 10));
	d->type = arena_str(a, db_text(rows, 11));
	d->ours = arena_str(a, db_text(rows, 12));
	d->theirs = arena_str(a, db_text(rows, 13));
	d->done = ledger_done(d->status);
}

static enum err
deed_read(struct arena *a, struct rows *rows, struct deeds *out)
{
	while (db_next(rows)) {
		out->parts |= UINT64_C(1) << db_int(rows, 1);
		if (out->n == 0 || !str_eq(out->deed[out->n - 1].id,
		    db_text(rows, 0)))
			deed_take(a, out, rows);
	}
	return db_end(rows);
}

enum err
deed_of_period(struct reader *r, struct arena *a, int32_t from, int32_t to,
    struct deeds *out, struct why *why)
{
	struct rows *rows = NULL;
	enum err e = db_query(r->db, DB_NO_PART, STMT_DEED_PERIOD,
	    ARGS(V_INT(from), V_INT(to)), &rows, why);

	*out = (struct deeds){ 0 };
	return e != ERR_OK ? e : deed_read(a, rows, out);
}

enum err
deed_of_partner(struct reader *r, struct arena *a, struct str partner,
    struct deeds *out, struct why *why)
{
	struct rows *rows = NULL;
	enum err e = db_query(r->db, DB_NO_PART, STMT_DEED_PARTNER,
	    ARGS(V_TEXT(partner)), &rows, why);

	*out = (struct deeds){ 0 };
	return e != ERR_OK ? e : deed_read(a, rows, out);
}
