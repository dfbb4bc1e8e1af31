#include "model/reader.h"

#include "base/str.h"
#include "model/find.h"
#include "model/fold.h"

#include "base/banned.h"

enum { VIEW_MAX = 512 * KIB, READER_ARENA_MAX = 64 * MIB };

/* The last instant is that before the end of a version that stands. */
static struct val
instant(uint64_t hlc)
{
	return V_INT(hlc >= INT64_MAX ? INT64_MAX - 1 : (int64_t)hlc);
}

static enum err
view_make(struct db *db, const struct buf *b, struct why *why)
{
	ALWAYS(b->err == ERR_OK);
	return db_compose(db, DB_VIEW, buf_view(b), NO_ARGS, NULL, why);
}

static bool
is_hidden(const struct reader *r, const struct kind *k)
{
	return (r->hidden >> (k - r->office->kinds.kind) & 1) != 0;
}

static enum err
part_views(struct reader *r, const struct kind *k, struct buf *b,
    struct why *why)
{
	enum err e = ERR_OK;

	for (int p = 0; e == ERR_OK && p < 64; p++) {
		if ((r->mask >> p & 1) == 0)
			continue;
		buf_clear(b);
		find_sql_part_view(b, r->office, k, r->hidden, p);
		if (is_hidden(r, k))
			buf_text(b, " AND 1 = 0");
		e = view_make(r->db, b, why);
	}
	return e;
}

/* A derived value looks at other kinds, so that their parts come first. */
static enum err
kind_views(struct reader *r, struct buf *b, struct why *why)
{
	const struct kinds *ks = &r->office->kinds;
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < ks->n; i++)
		e = part_views(r, &ks->kind[i], b, why);
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++) {
		buf_clear(b);
		find_sql_view(b, &ks->kind[i], r->mask);
		e = view_make(r->db, b, why);
	}
	return e;
}

static enum err
plain_views(struct reader *r, struct why *why)
{
	struct str *view;
	size_t n = find_sql_plain_views(r->arena, r->office, r->mask,
	    r->hidden, &view);
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = db_compose(r->db, DB_VIEW, view[i], NO_ARGS, NULL, why);
	arena_rewind(r->arena, r->clear);
	return e;
}

static enum err
views(struct reader *r, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = VIEW_MAX };
	enum err e = db_run(r->db, DB_NO_PART, STMT_ASOF_TABLE, NO_ARGS, why);

	if (e == ERR_OK)
		e = db_run(r->db, DB_NO_PART, STMT_ASOF_ADD,
		    ARGS(instant(r->hlc), V_INT(r->today)), why);
	if (e == ERR_OK)
		e = kind_views(r, &b, why);
	return e != ERR_OK ? e : plain_views(r, why);
}

/* Views on columns that are not there would fail one by one, later. */
static enum err
tables_fit(struct reader *r, struct why *why)
{
	enum err e = ERR_OK;

	for (int p = 0; e == ERR_OK && p < 64; p++)
		if ((r->mask >> p & 1) != 0)
			e = fold_fits(r->db, &r->office->kinds, p, why);
	return e;
}

static void
forget(struct reader *r)
{
	arena_rewind(r->arena, r->clear);
	r->terms = NULL;
}

/* The partitions that are there, of those asked for. */
static uint64_t
present(const struct office *o, uint64_t mask)
{
	uint64_t there = 0;

	for (size_t i = 0; i < o->parts; i++)
		there |= (uint64_t)1 << o->part[i].part;
	return mask & there;
}

enum err
reader_open(const struct office *o, uint64_t mask, uint64_t hlc, int32_t today,
    struct reader **out, struct why *why)
{
	return reader_open_hiding(o, mask, 0, hlc, today, out, why);
}

enum err
reader_open_hiding(const struct office *o, uint64_t mask, uint64_t hidden,
    uint64_t hlc, int32_t today, struct reader **out, struct why *why)
{
	struct reader *r;
	struct arena *a;
	enum err e;

	*out = NULL;
	mask = present(o, mask);
	if (mask == 0)
		return why_set(why, ERR_DENIED, "there is nothing that this "
		    "clearance may read");
	a = arena_new(READER_ARENA_MAX);
	r = arena_alloc(a, sizeof(*r));
	*r = (struct reader){ .office = o, .mask = mask, .hidden = hidden,
		.hlc = hlc,
		.today = today, .now = hlc >= INT64_MAX - 1, .arena = a,
		.clear = arena_mark(a) };
	e = db_open(o->db_path.p, DB_MODE_READ, &r->db, why);
	if (e == ERR_OK)
		e = tables_fit(r, why);
	if (e == ERR_OK)
		e = views(r, why);
	if (e != ERR_OK) {
		reader_close(r);
		return e;
	}
	db_reads(r->db, mask);
	*out = r;
	return ERR_OK;
}

enum err
reader_move(struct reader *r, uint64_t hlc, int32_t today, struct why *why)
{
	enum err e = db_run(r->db, DB_NO_PART, STMT_ASOF_MOVE,
	    ARGS(instant(hlc), V_INT(today)), why);

	if (e != ERR_OK)
		return e;
	forget(r);
	r->hlc = hlc;
	r->today = today;
	r->now = hlc >= INT64_MAX - 1;
	return ERR_OK;
}

enum err
reader_begin(struct reader *r, struct why *why)
{
	enum err e;

	ALWAYS(!r->begun);
	forget(r);
	e = db_begin(r->db, false, why);
	r->begun = e == ERR_OK;
	return e;
}

void
reader_end(struct reader *r)
{
	if (r->begun)
		db_rollback(r->db);
	r->begun = false;
	forget(r);
}

void
reader_close(struct reader *r)
{
	if (r == NULL)
		return;
	if (r->begun)
		reader_end(r);
	db_close(r->db);
	arena_free(r->arena);
}
