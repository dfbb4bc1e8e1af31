#include "lib/lane.h"

#include "base/str.h"

#include "base/banned.h"

static const char key_path[] = "key";

/* The one derived table: the note of each record, by its number. */
static enum err
fold_note(void *self, struct db *db, int part, const struct entry *e,
    struct why *why)
{
	(void)self;
	ALWAYS(part == LANE_PART);
	return db_compose(db, DB_TABLE, STR("INSERT INTO p1_note(seq, note) "
	    "VALUES(?1, ?2)"), ARGS(V_INT((int64_t)e->seq), V_TEXT(e->note)),
	    NULL, why);
}

static const struct journal_fold fold = { fold_note, NULL };

void
lane_office_init(struct lane_office *o, uint64_t seed)
{
	struct why why = { 0 };

	*o = (struct lane_office){ .path = ":memory:" };
	sim_world_init(&o->sim, seed);
	o->arena = arena_new(64 * MIB);
	if (key_create(&o->sim.world, key_path, &why) != ERR_OK ||
	    key_load(&o->sim.world, key_path, &o->key, &why) != ERR_OK)
		die("test office: %s", why.text);
}

static enum err
found(struct lane_office *o, struct why *why)
{
	static const struct str genesis =
	    STR_INIT("office=Test\nlabel=PUBLIC\nepoch=1\n");
	enum err e = db_begin(o->db, true, why);

	if (e != ERR_OK)
		return e;
	e = db_run(o->db, DB_NO_PART, STMT_OFFICE_TABLE, NO_ARGS, why);
	if (e == ERR_OK)
		e = db_run(o->db, DB_NO_PART, STMT_PARTITION_TABLE, NO_ARGS,
		    why);
	if (e == ERR_OK)
		e = journal_found(o->db, &o->sim.world, o->key, LANE_PART,
		    genesis, why);
	if (e == ERR_OK)
		e = db_compose(o->db, DB_SCHEMA, STR("CREATE TABLE "
		    "p1_note(seq INTEGER NOT NULL, note TEXT NOT NULL, "
		    "PRIMARY KEY(seq))"), NO_ARGS, NULL, why);
	if (e == ERR_OK)
		return db_commit(o->db, why);
	db_rollback(o->db);
	return e;
}

enum err
lane_office_found(struct lane_office *o, struct why *why)
{
	enum err e = db_open(o->path, DB_MODE_CREATE, &o->db, why);

	if (e == ERR_OK)
		e = found(o, why);
	db_close(o->db);
	o->db = NULL;
	return e;
}

enum err
lane_office_open(struct lane_office *o, struct why *why)
{
	enum err e = db_open(o->path, DB_MODE_WRITE, &o->db, why);

	if (e != ERR_OK)
		return e;
	return journal_open(o->db, &o->sim.world, o->key, &o->journal, why);
}

void
lane_office_close(struct lane_office *o)
{
	journal_close(o->journal);
	db_close(o->db);
	o->journal = NULL;
	o->db = NULL;
}

void
lane_office_make(struct lane_office *o, uint64_t seed)
{
	struct why why = { 0 };

	lane_office_init(o, seed);
	if (db_open(o->path, DB_MODE_CREATE, &o->db, &why) != ERR_OK ||
	    found(o, &why) != ERR_OK || journal_open(o->db, &o->sim.world,
	    o->key, &o->journal, &why) != ERR_OK)
		die("test office: %s", why.text);
}

void
lane_office_free(struct lane_office *o)
{
	lane_office_close(o);
	key_free(o->key);
	arena_free(o->arena);
	sim_world_free(&o->sim);
}

/* One of each type of value, in turn. */
static struct value
some_value(struct lane_office *o, size_t i)
{
	int32_t day = date_ymd(2026, 3, 1) + (int32_t)i;

	switch ((enum value_type)(i % VALUE__MAX)) {
	case VALUE_TEXT:
		return (struct value){ .type = VALUE_TEXT,
			.text = arena_printf(o->arena, "Đà Nẵng %zu", i) };
	case VALUE_INT:
		return (struct value){ .type = VALUE_INT, .i = -(int64_t)i };
	case VALUE_NUMBER:
		return (struct value){ .type = VALUE_NUMBER,
			.number = (double)i / 3 };
	case VALUE_DATE:
		return (struct value){ .type = VALUE_DATE,
			.date = { day, day + 2 } };
	case VALUE_REF:
		return (struct value){ .type = VALUE_REF,
			.ref = id_new(&o->sim.world) };
	case VALUE_NONE:
	case VALUE__MAX:
		break;
	}
	return VALUE_EMPTY;
}

static void
some_heads(struct lane_office *o, struct op *op, size_t n)
{
	op->n_supersedes = n;
	op->supersedes = arena_array(o->arena, n, sizeof(*op->supersedes));
	for (size_t i = 0; i < n; i++) {
		o->sim.world.entropy(&o->sim.world,
		    op->supersedes[i].record.b, ENTRY_HASH);
		op->supersedes[i].index = (uint16_t)i;
	}
}

struct journal_draft
lane_draft(struct lane_office *o, const char *note, size_t ops)
{
	struct journal_draft d = {
		.author = id_new(&o->sim.world),
		.note = str_of(note),
		.op = arena_array(o->arena, ops, sizeof(*d.op)),
		.ops = ops,
	};

	for (size_t i = 0; i < ops; i++) {
		d.op[i].entity = id_new(&o->sim.world);
		d.op[i].field = (uint16_t)(64 + i);
		d.op[i].value = some_value(o, i + 1);
		some_heads(o, &d.op[i], i % 3);
	}
	return d;
}

static enum err
append(struct lane_office *o, const char *note, size_t ops, struct why *why)
{
	struct journal_draft d = lane_draft(o, note, ops);

	return journal_append(o->journal, o->arena, LANE_PART, &d, &fold,
	    NULL, why);
}

enum err
lane_try(struct lane_office *o, const char *note, size_t ops, struct why *why)
{
	enum err e = journal_begin(o->journal, why);

	if (e != ERR_OK)
		return e;
	e = append(o, note, ops, why);
	if (e == ERR_OK)
		return journal_end(o->journal, why);
	journal_abandon(o->journal);
	return e;
}

enum err
lane_try_group(struct lane_office *o, size_t n, size_t ops, struct why *why)
{
	enum err e = journal_begin(o->journal, why);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		e = append(o, "one of a group", ops, why);
	if (e == ERR_OK)
		return journal_end(o->journal, why);
	journal_abandon(o->journal);
	return e;
}

void
lane_append(struct lane_office *o, const char *note, size_t ops)
{
	struct why why = { 0 };

	sim_world_advance(&o->sim, 1000);
	if (lane_try(o, note, ops, &why) != ERR_OK)
		die("test office: %s", why.text);
}

/* One step of the walk beside that over the table of notes. */
static enum err
compare_note(void *self, int part, const struct entry *e, struct why *why)
{
	struct rows *notes = self;

	(void)part;
	if (e->kind == ENTRY_GENESIS)
		return ERR_OK;
	if (!db_next(notes) || db_int(notes, 0) != (int64_t)e->seq ||
	    !str_eq(db_text(notes, 1), e->note))
		return why_set(why, ERR_CORRUPT, "the table is not what the "
		    "fold makes of record %llu", (unsigned long long)e->seq);
	return ERR_OK;
}

uint64_t
lane_check(struct lane_office *o)
{
	struct why why = { 0 };
	struct rows *notes = NULL;
	uint64_t count = 0;
	enum err e = journal_verify(o->db, LANE_PART, &count, &why);

	if (e == ERR_OK)
		e = db_compose(o->db, DB_LOOK, STR("SELECT seq, note FROM "
		    "p1_note ORDER BY seq"), NO_ARGS, &notes, &why);
	if (e == ERR_OK)
		e = journal_walk(o->db, LANE_PART, o->arena, compare_note,
		    notes, &why);
	if (e == ERR_OK && db_next(notes))
		e = why_set(&why, ERR_CORRUPT, "the table has a row that no "
		    "record made");
	if (e == ERR_OK)
		e = db_end(notes);
	if (e != ERR_OK)
		die("test office: %s", why.text);
	return count;
}
