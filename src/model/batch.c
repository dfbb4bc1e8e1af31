#include "model/batch.h"

#include <sodium.h>
#include <string.h>

#include "base/str.h"
#include "store/db.h"

#include "base/banned.h"

struct batches {
	const struct office *office;
	struct arena *arena;
	struct db *db;
};

static enum err
batch_run(struct batches *bs, enum stmt s, const struct val *args, size_t n,
    struct why *why)
{
	return db_run(bs->db, DB_NO_PART, s, args, n, why);
}

/* Run as a write of its own. */
static enum err
batch_write(struct batches *bs, enum stmt s, const struct val *args, size_t n,
    struct why *why)
{
	enum err e = db_begin(bs->db, true, why);

	if (e != ERR_OK)
		return e;
	e = batch_run(bs, s, args, n, why);
	if (e == ERR_OK)
		return db_commit(bs->db, why);
	db_rollback(bs->db);
	return e;
}

/* Whoever finds the setting finds the tables. */
static enum err
tables_make(struct batches *bs, struct why *why)
{
	enum err e = db_begin(bs->db, true, why);

	if (e != ERR_OK)
		return e;
	e = batch_run(bs, STMT_BATCH_TABLE, NULL, 0, why);
	if (e == ERR_OK)
		e = batch_run(bs, STMT_BATCH_HEAD_TABLE, NULL, 0, why);
	if (e == ERR_OK)
		e = batch_run(bs, STMT_OFFICE_PUT, ARGS(V_TEXT(STR("imports")),
		    V_TEXT(STR("1"))), why);
	if (e == ERR_OK)
		return db_commit(bs->db, why);
	db_rollback(bs->db);
	return e;
}

enum err
batch_open(const struct office *o, struct batches **out, struct why *why)
{
	struct arena *a = arena_new(MIB);
	struct batches *bs = arena_alloc(a, sizeof(*bs));
	enum err e;

	*out = NULL;
	*bs = (struct batches){ .office = o, .arena = a };
	e = db_open(o->db_path.p, DB_MODE_WRITE, &bs->db, why);
	if (e == ERR_OK && db_get_text(bs->db, a, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(STR("imports")))).n == 0)
		e = tables_make(bs, why);
	if (e == ERR_OK)
		*out = bs;
	else
		batch_close(bs);
	return e;
}

void
batch_close(struct batches *bs)
{
	if (bs == NULL)
		return;
	db_close(bs->db);
	arena_free(bs->arena);
}

/* ---- files ---- */

static const char *
file_path(struct batches *bs, struct arena *a, int64_t number)
{
	return arena_printf(a, "%.*s/imports/%lld", STRF(bs->office->dir),
	    (long long)number).p;
}

static struct str
hash_of(struct arena *a, struct str bytes)
{
	unsigned char raw[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof(raw) + 1];

	(void)crypto_hash_sha256(raw, (const unsigned char *)bytes.p, bytes.n);
	(void)sodium_bin2hex(hex, sizeof(hex), raw, sizeof(raw));
	return arena_str(a, str_of(hex));
}

static enum err
file_store(struct batches *bs, struct arena *a, struct str bytes,
    int64_t number, struct why *why)
{
	struct world *w = bs->office->world;
	enum err e = w->make_dir(w, arena_printf(a, "%.*s/imports",
	    STRF(bs->office->dir)).p, 0700);

	if (e == ERR_OK)
		e = w->write_file(w, file_path(bs, a, number), bytes, 0600);
	return e == ERR_OK ? e : why_set(why, e,
	    "the file cannot be stored in the folder of the office");
}

bool
batch_keeps(const struct batch *b, int64_t now)
{
	if (b->state == BATCH_CANCELLED || b->state == BATCH_UNDOING ||
	    b->state == BATCH_UNDONE)
		return false;
	if (b->state == BATCH_DONE && batch_count(b, BATCH_FAULT) == 0)
		return false;
	return now - b->made < BATCH_FILE_DAYS * INT64_C(86400000);
}

/* What cannot be removed now is tried again with the next import. */
static void
file_tidy(struct batches *bs, struct arena *a, const struct batch *b)
{
	struct world *w = bs->office->world;

	if (!batch_keeps(b, w->now_ms(w)))
		(void)w->remove_file(w, file_path(bs, a, b->number));
}

/* A file without a row is one that is given at this moment. */
static void
files_tidy(struct batches *bs, struct arena *a)
{
	struct buf names CLEANUP(buf_free) = { .max = MIB };
	struct world *w = bs->office->world;

	if (w->list_dir(w, arena_printf(a, "%.*s/imports",
	    STRF(bs->office->dir)).p, &names) != ERR_OK)
		return;
	for (size_t at = 0; at < names.n;) {
		struct str name = str_of(names.p + at);
		struct why why = { .text = "" };
		struct batch b;
		int64_t number;

		at += name.n + 1;
		if (str_int(name, &number) &&
		    batch_get(bs, a, number, &b, &why) == ERR_OK)
			file_tidy(bs, a, &b);
	}
}

enum err
batch_file(struct batches *bs, struct arena *a, const struct batch *b,
    struct str *out, struct why *why)
{
	struct buf bytes CLEANUP(buf_free) = { .max = BATCH_FILE_MAX };
	struct world *w = bs->office->world;
	enum err e = w->read_file(w, file_path(bs, a, b->number), &bytes);

	if (e != ERR_OK)
		return why_set(why, e, "the file of this import is gone; it is "
		    "kept for %d days at most", BATCH_FILE_DAYS);
	*out = arena_str(a, buf_view(&bytes));
	return str_eq(hash_of(a, *out), b->hash) ? ERR_OK : why_set(why,
	    ERR_CORRUPT, "the file of this import is not what was given");
}

/* ---- rows ---- */

enum err
batch_add(struct batches *bs, struct arena *a, struct str bytes,
    struct batch *b, struct why *why)
{
	struct world *w = bs->office->world;
	enum err e;

	if (bytes.n > BATCH_FILE_MAX)
		return why_set(why, ERR_LIMIT, "the file is longer than %d MiB",
		    BATCH_FILE_MAX / (1024 * 1024));
	b->hash = hash_of(a, bytes);
	b->made = w->now_ms(w);
	b->state = BATCH_COLUMNS;
	e = db_begin(bs->db, true, why);
	if (e != ERR_OK)
		return e;
	e = batch_run(bs, STMT_BATCH_ADD, ARGS(V_TEXT(b->name),
	    V_TEXT(b->hash), V_TEXT(b->who), V_INT(b->made), V_TEXT(b->kind),
	    V_TEXT(b->label)), why);
	b->number = db_get_int(bs->db, DB_NO_PART, STMT_BATCH_LAST, NULL, 0, 0);
	/* The file first: a row without its file would be a promise. */
	if (e == ERR_OK)
		e = file_store(bs, a, bytes, b->number, why);
	if (e != ERR_OK) {
		db_rollback(bs->db);
		return e;
	}
	e = db_commit(bs->db, why);
	if (e == ERR_OK)
		files_tidy(bs, a);
	return e;
}

static void
row_take(struct arena *a, struct rows *r, struct batch *out)
{
	int64_t state = db_int(r, 5);

	ALWAYS(state >= 0 && state < BATCH__MAX);
	*out = (struct batch){ .number = db_int(r, 0),
		.name = arena_str(a, db_text(r, 1)),
		.hash = arena_str(a, db_text(r, 2)),
		.who = arena_str(a, db_text(r, 3)), .made = db_int(r, 4),
		.state = (enum batch_state)state,
		.kind = arena_str(a, db_text(r, 6)),
		.sheet = arena_str(a, db_text(r, 7)),
		.encoding = arena_str(a, db_text(r, 8)),
		.columns = arena_str(a, db_text(r, 9)),
		.words = arena_str(a, db_text(r, 10)),
		.label = arena_str(a, db_text(r, 11)), .rows = db_int(r, 12),
		.fates = arena_str(a, db_text(r, 13)),
		.unknown = arena_str(a, db_text(r, 14)), .at = db_int(r, 15),
		.added = db_int(r, 16), .changed = db_int(r, 17),
		.records = arena_str(a, db_text(r, 18)) };
}

enum err
batch_get(struct batches *bs, struct arena *a, int64_t number,
    struct batch *out, struct why *why)
{
	struct rows *r;
	bool found = false;
	enum err e = db_query(bs->db, DB_NO_PART, STMT_BATCH_GET,
	    ARGS(V_INT(number)), &r, why);

	if (e != ERR_OK)
		return e;
	if (db_next(r)) {
		row_take(a, r, out);
		found = true;
	}
	e = db_end(r);
	return e != ERR_OK || found ? e : why_set(why, ERR_MISSING,
	    "there is no such import");
}

enum err
batch_list(struct batches *bs, struct arena *a, struct batch **out, size_t *n,
    struct why *why)
{
	struct rows *r;
	enum err e = db_query(bs->db, DB_NO_PART, STMT_BATCH_LIST,
	    ARGS(V_INT(BATCH_LIST_MAX)), &r, why);

	*n = 0;
	*out = NULL;
	if (e != ERR_OK)
		return e;
	while (db_next(r)) {
		*out = arena_grow(a, *out, *n, sizeof(**out));
		row_take(a, r, &(*out)[(*n)++]);
	}
	return db_end(r);
}

enum err
batch_set(struct batches *bs, const struct batch *b, struct why *why)
{
	struct arena_mark mark = arena_mark(bs->arena);
	enum err e = batch_write(bs, STMT_BATCH_SET, ARGS(V_INT(b->number),
	    V_INT(b->state), V_TEXT(b->kind), V_TEXT(b->sheet),
	    V_TEXT(b->encoding), V_TEXT(b->columns), V_TEXT(b->words),
	    V_TEXT(b->label), V_INT(b->rows), V_TEXT(b->fates),
	    V_TEXT(b->unknown), V_INT(b->at), V_INT(b->added),
	    V_INT(b->changed), V_TEXT(b->records)), why);

	if (e == ERR_OK)
		file_tidy(bs, bs->arena, b);
	arena_rewind(bs->arena, mark);
	return e;
}

enum err
batch_remember(struct batches *bs, struct str kind, struct str heads,
    struct str columns, struct str words, struct why *why)
{
	return batch_write(bs, STMT_BATCH_HEAD_PUT, ARGS(V_TEXT(kind),
	    V_TEXT(heads), V_TEXT(columns), V_TEXT(words)), why);
}

enum err
batch_remembered(struct batches *bs, struct arena *a, struct str kind,
    struct str heads, struct str *columns, struct str *words,
    struct why *why)
{
	struct rows *r;
	enum err e = db_query(bs->db, DB_NO_PART, STMT_BATCH_HEAD_GET,
	    ARGS(V_TEXT(kind), V_TEXT(heads)), &r, why);

	*columns = *words = STR("");
	if (e != ERR_OK)
		return e;
	if (db_next(r)) {
		*columns = arena_str(a, db_text(r, 0));
		*words = arena_str(a, db_text(r, 1));
	}
	return db_end(r);
}

size_t
batch_count(const struct batch *b, enum batch_fate fate)
{
	size_t n = 0;

	for (size_t i = 0; i < b->fates.n; i++)
		n += b->fates.p[i] == (char)fate;
	return n;
}
