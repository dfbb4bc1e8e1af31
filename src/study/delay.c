#include "study/delay.h"

#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

/* The first day somebody else found each promise kept. */
static enum err
delay_found(struct reader *r, struct arena *a, struct map *day,
    struct delays *out, struct why *why)
{
	struct rows *rows = NULL;
	enum err e = db_query(r->db, DB_NO_PART, STMT_DELAY_KEPT, NO_ARGS,
	    &rows, why);

	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		int64_t *first;

		out->parts |= UINT64_C(1) << db_int(rows, 1);
		if (map_get(day, db_text(rows, 0)) != NULL)
			continue;
		first = arena_alloc(a, sizeof(*first));
		*first = db_int(rows, 2);
		(void)map_put(day, arena_str(a, db_text(rows, 0)), first);
	}
	return db_end(rows);
}

static void
delay_add(struct arena *a, struct delays *out, struct str level, double days)
{
	struct delay_level *l = out->n == 0 ? NULL : &out->level[out->n - 1];

	if (l == NULL || !str_eq(l->level, level)) {
		out->level = arena_grow(a, out->level, out->n, sizeof(*l));
		l = &out->level[out->n++];
		*l = (struct delay_level){ .level = arena_str(a, level) };
	}
	l->day = arena_grow(a, l->day, l->n, sizeof(*l->day));
	l->day[l->n++] = days;
	out->all = arena_grow(a, out->all, out->alls, sizeof(*out->all));
	out->all[out->alls++] = days;
}

enum err
delay_read(struct reader *r, struct arena *a, struct delays *out,
    struct why *why)
{
	struct map *day = map_new(a), *seen = map_new(a);
	struct rows *rows = NULL;
	enum err e;

	*out = (struct delays){ 0 };
	e = delay_found(r, a, day, out, why);
	if (e == ERR_OK)
		e = db_query(r->db, DB_NO_PART, STMT_DELAY_PROMISES, NO_ARGS,
		    &rows, why);
	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		const int64_t *found = map_get(day, db_text(rows, 0));
		int64_t until = db_is_null(rows, 4) ? found != NULL ? *found :
		    INT64_MIN : db_int(rows, 4);

		out->parts |= UINT64_C(1) << db_int(rows, 1);
		/* Recorded at two labels it still is one promise. */
		if (until < db_int(rows, 3) || map_put(seen,
		    arena_str(a, db_text(rows, 0)), out) != NULL)
			continue;
		delay_add(a, out, db_text(rows, 2),
		    (double)(until - db_int(rows, 3)));
	}
	return db_end(rows);
}
