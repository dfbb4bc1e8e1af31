#include "lib/check.h"

#include <sodium.h>
#include <sqlite3.h>

#include "lib/lane.h"
#include "lib/vfs_shim.h"

static enum err
append(struct lane_office *o, const struct journal_draft *d,
    const struct journal_fold *fold, struct entry *out)
{
	return journal_append(o->journal, o->arena, LANE_PART, d, fold, out,
	    NULL);
}

static uint64_t
must_verify(struct lane_office *o)
{
	struct why why = { 0 };
	uint64_t count = 0;

	if (journal_verify(o->db, LANE_PART, &count, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return count;
}

static void
appended_reads_back(void **state)
{
	struct lane_office o;
	struct journal_draft d;
	const unsigned char none[32] = { 0 };
	struct entry e, again;
	int64_t began;

	(void)state;
	lane_office_make(&o, 1);
	began = o.sim.now_ms;
	lane_append(&o, "first", 3);
	d = lane_draft(&o, "second", 12);
	assert_int_equal(journal_begin(o.journal, NULL), ERR_OK);
	assert_int_equal(append(&o, &d, NULL, &e), ERR_OK);
	assert_int_equal(journal_end(o.journal, NULL), ERR_OK);
	assert_int_equal(e.seq, 2);
	assert_int_equal(e.ops, 12);
	check_str(e.note, "second");
	assert_true(id_eq(e.author, d.author));
	for (size_t i = 0; i < e.ops; i++) {
		assert_true(id_eq(e.op[i].entity, d.op[i].entity));
		assert_int_equal(e.op[i].field, d.op[i].field);
		assert_true(value_eq(&e.op[i].value, &d.op[i].value));
		assert_int_equal(e.op[i].n_supersedes, d.op[i].n_supersedes);
	}
	assert_int_equal(journal_get(o.db, LANE_PART, e.lane, 2, o.arena,
	    &again, NULL), ERR_OK);
	assert_memory_equal(&again.id, &e.id, sizeof(e.id));
	assert_int_equal(journal_get(o.db, LANE_PART, e.lane, 3, o.arena,
	    &again, NULL), ERR_MISSING);
	assert_int_equal(journal_get(o.db, LANE_PART, e.lane, 0, o.arena,
	    &again, NULL), ERR_OK);
	assert_int_equal(again.kind, ENTRY_GENESIS);
	assert_true(again.hlc == (uint64_t)began << 16);
	/* Salts are chance, each its own. */
	assert_memory_not_equal(again.salt, none, sizeof(none));
	assert_memory_not_equal(e.salt, none, sizeof(none));
	assert_memory_not_equal(e.salt, again.salt, sizeof(e.salt));
	assert_memory_not_equal(e.lane, none, sizeof(e.lane));
	assert_true(str_starts(again.note, STR("office=Test\nlabel=PUBLIC\n"
	    "epoch=1\npublic-key=")));
	assert_int_equal(must_verify(&o), 3);
	lane_office_free(&o);
}

/* Heads come from a set: any order, and twice, is one encoding. */
static void
heads_are_sorted(void **state)
{
	struct lane_office o;
	struct journal_draft d;
	struct op_name heads[5] = {
		{ { { 9 } }, 1 }, { { { 1 } }, 7 }, { { { 9 } }, 0 },
		{ { { 1 } }, 7 }, { { { 4 } }, 2 },
	};
	struct entry e;

	(void)state;
	lane_office_make(&o, 1);
	d = lane_draft(&o, "", 1);
	d.op[0].supersedes = heads;
	d.op[0].n_supersedes = 5;
	assert_int_equal(journal_begin(o.journal, NULL), ERR_OK);
	assert_int_equal(append(&o, &d, NULL, &e), ERR_OK);
	assert_int_equal(journal_end(o.journal, NULL), ERR_OK);
	assert_int_equal(e.op[0].n_supersedes, 4);
	assert_int_equal(e.op[0].supersedes[0].record.b[0], 1);
	assert_int_equal(e.op[0].supersedes[1].record.b[0], 4);
	assert_int_equal(e.op[0].supersedes[2].index, 0);
	assert_int_equal(e.op[0].supersedes[3].index, 1);
	/* The draft is the caller's and stays as it was. */
	assert_ptr_equal(d.op[0].supersedes, heads);
	assert_int_equal(heads[0].record.b[0], 9);
	lane_office_free(&o);
}

/* The clock of a lane only goes forward, whatever the office's does. */
static void
clock_never_goes_back(void **state)
{
	static const int64_t clocks[] = { 5000, 5000, 4000, 0, -7, 6000 };
	struct lane_office o;
	struct journal_draft d;
	uint64_t last = 0;

	(void)state;
	lane_office_make(&o, 1);
	for (size_t i = 0; i < countof(clocks); i++) {
		int64_t now = 1800000000000 + clocks[i];
		struct entry e;

		o.sim.now_ms = clocks[i] > 0 ? now : clocks[i];
		d = lane_draft(&o, "", 1);
		assert_int_equal(journal_begin(o.journal, NULL), ERR_OK);
		assert_int_equal(append(&o, &d, NULL, &e), ERR_OK);
		assert_int_equal(journal_end(o.journal, NULL), ERR_OK);
		assert_true(e.hlc > last);
		assert_true(e.hlc >= (uint64_t)now << 16 || clocks[i] < 5000);
		last = e.hlc;
	}
	/* So far ahead that there is no number for it. */
	o.sim.now_ms = INT64_MAX >> 1;
	assert_int_equal(lane_try(&o, "", 1, NULL), ERR_LIMIT);
	assert_int_equal(must_verify(&o), 1 + countof(clocks));
	lane_office_free(&o);
}

struct folded {
	size_t calls;
	enum err answer;
};

static enum err
fold_count(void *self, struct db *db, int part, const struct entry *e,
    struct why *why)
{
	struct folded *f = self;

	f->calls++;
	assert_int_equal(part, LANE_PART);
	assert_int_equal(e->kind, ENTRY_CHANGE);
	/* Leaves a trace in the tables, whatever it answers. */
	assert_int_equal(db_run(db, DB_NO_PART, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(e->note), V_TEXT(STR("folded"))), why), ERR_OK);
	return f->answer;
}

/* J7: record and tables together; one that fails leaves the others. */
static void
failed_fold_leaves_nothing_of_its_record(void **state)
{
	struct lane_office o;
	struct folded f = { 0, ERR_OK };
	const struct journal_fold fold = { fold_count, &f };
	static const char *const notes[] = { "one", "two", "three" };

	(void)state;
	lane_office_make(&o, 1);
	assert_int_equal(journal_begin(o.journal, NULL), ERR_OK);
	for (size_t i = 0; i < 3; i++) {
		struct journal_draft d = lane_draft(&o, notes[i], 2);

		f.answer = i == 1 ? ERR_INPUT : ERR_OK;
		assert_int_equal(append(&o, &d, &fold, NULL), f.answer);
	}
	assert_int_equal(journal_end(o.journal, NULL), ERR_OK);
	assert_int_equal(f.calls, 3);
	assert_int_equal(must_verify(&o), 3);
	for (size_t i = 0; i < 3; i++)
		check_str(db_get_text(o.db, o.arena, DB_NO_PART,
		    STMT_OFFICE_GET, ARGS(V_TEXT(str_of(notes[i])))),
		    i == 1 ? "" : "folded");
	/* And a group that is abandoned leaves nothing at all. */
	assert_int_equal(journal_begin(o.journal, NULL), ERR_OK);
	{
		struct journal_draft d = lane_draft(&o, "four", 1);

		assert_int_equal(append(&o, &d, &fold, NULL), ERR_OK);
	}
	journal_abandon(o.journal);
	assert_int_equal(must_verify(&o), 3);
	check_str(db_get_text(o.db, o.arena, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(STR("four")))), "");
	lane_append(&o, "five", 1);
	assert_int_equal(must_verify(&o), 4);
	lane_office_free(&o);
}

static void
limits_are_told(void **state)
{
	struct lane_office o;
	struct why why = { 0 };
	struct journal_draft d;
	char *large = calloc(1, ENTRY_PAYLOAD_MAX);

	(void)state;
	assert_non_null(large);
	lane_office_make(&o, 1);
	assert_int_equal(journal_begin(o.journal, NULL), ERR_OK);
	d = lane_draft(&o, "", ENTRY_OPS_MAX);
	assert_int_equal(append(&o, &d, NULL, NULL), ERR_OK);
	d = lane_draft(&o, "", ENTRY_OPS_MAX + 1);
	assert_int_equal(append(&o, &d, NULL, NULL), ERR_LIMIT);
	d = lane_draft(&o, "", 1);
	d.op[0].n_supersedes = ENTRY_HEADS_MAX + 1;
	assert_int_equal(append(&o, &d, NULL, NULL), ERR_LIMIT);
	d = lane_draft(&o, "", 1);
	memset(large, 'x', ENTRY_PAYLOAD_MAX);
	d.op[0].value = (struct value){ .type = VALUE_TEXT,
		.text = { large, ENTRY_PAYLOAD_MAX } };
	assert_int_equal(journal_append(o.journal, o.arena, LANE_PART, &d,
	    NULL, NULL, &why), ERR_LIMIT);
	check_str(str_of(why.text), "one record may hold at most 4 MiB");
	d.op[0].value.text.n -= 1000;
	assert_int_equal(append(&o, &d, NULL, NULL), ERR_OK);
	d.note = STR("\xff");
	assert_int_equal(append(&o, &d, NULL, NULL), ERR_INPUT);
	d = lane_draft(&o, "", 1);
	d.op[0].value.text = STR("no\0t text");
	assert_int_equal(append(&o, &d, NULL, NULL), ERR_INPUT);
	assert_int_equal(journal_end(o.journal, NULL), ERR_OK);
	assert_int_equal(must_verify(&o), 3);
	free(large);
	lane_office_free(&o);
}

struct seen {
	uint64_t next;
	size_t ops;
	uint64_t stop_at;
};

static enum err
see(void *self, int part, const struct entry *e, struct why *why)
{
	struct seen *s = self;

	assert_int_equal(part, LANE_PART);
	assert_int_equal(e->seq, s->next);
	if (e->seq == s->stop_at)
		return why_set(why, ERR_DENIED, "enough");
	s->next++;
	s->ops += e->ops;
	return ERR_OK;
}

static void
walk_shows_every_record_in_order(void **state)
{
	struct lane_office o;
	struct seen s = { .stop_at = UINT64_MAX }, two = { .stop_at = 2 };
	struct arena *a = arena_new(4 * KIB); /* enough for one */

	(void)state;
	lane_office_make(&o, 1);
	for (size_t i = 1; i <= 200; i++)
		lane_append(&o, "a note", i % 4);
	assert_int_equal(journal_walk(o.db, LANE_PART, a, see, &s, NULL),
	    ERR_OK);
	assert_int_equal(s.next, 201);
	assert_int_equal(s.ops, 50 * (1 + 2 + 3));
	assert_int_equal(journal_walk(o.db, LANE_PART, a, see, &two, NULL),
	    ERR_DENIED);
	assert_int_equal(two.next, 2);
	arena_free(a);
	lane_office_free(&o);
}

/* Another key's lane in the same partition: a new epoch, another office. */
static void
lanes_stand_side_by_side(void **state)
{
	struct lane_office o;
	struct journal *mine;
	struct key *other;

	(void)state;
	lane_office_make(&o, 1);
	lane_append(&o, "mine", 1);
	mine = o.journal;
	assert_int_equal(key_create(&o.sim.world, "other", NULL), ERR_OK);
	assert_int_equal(key_load(&o.sim.world, "other", &other, NULL),
	    ERR_OK);
	assert_int_equal(journal_open(o.db, &o.sim.world, other, &o.journal,
	    NULL), ERR_OK);
	/* Without a lane of its own, a key appends nothing. */
	assert_int_equal(lane_try(&o, "", 1, NULL), ERR_MISSING);
	assert_int_equal(db_begin(o.db, true, NULL), ERR_OK);
	assert_int_equal(journal_found(o.db, &o.sim.world, other, LANE_PART,
	    STR("label=PUBLIC"), NULL), ERR_OK);
	assert_int_equal(db_commit(o.db, NULL), ERR_OK);
	assert_int_equal(must_verify(&o), 3);
	assert_int_equal(lane_try_group(&o, 1, 1, NULL), ERR_INPUT);
	journal_close(o.journal);
	o.journal = mine;
	lane_append(&o, "mine again", 1);
	assert_int_equal(must_verify(&o), 4);
	key_free(other);
	lane_office_free(&o);
}

static void
a_key_has_one_lane_in_a_partition(void **state)
{
	struct lane_office o;

	(void)state;
	lane_office_make(&o, 1);
	assert_int_equal(db_begin(o.db, true, NULL), ERR_OK);
	assert_int_equal(journal_found(o.db, &o.sim.world, o.key, 2,
	    STR("label=SECRET"), NULL), ERR_OK);
	assert_int_equal(journal_found(o.db, &o.sim.world, o.key, 2,
	    STR("label=SECRET"), NULL), ERR_INPUT);
	db_rollback(o.db);
	/* What a lane says of itself is text, and not too much of it. */
	assert_int_equal(db_begin(o.db, true, NULL), ERR_OK);
	assert_int_equal(journal_found(o.db, &o.sim.world, o.key, 2,
	    STR("label=\xff"), NULL), ERR_INPUT);
	db_rollback(o.db);
	assert_int_equal(must_verify(&o), 1);
	lane_office_free(&o);
}

/*
 * Tampering: the database is changed past the door, as its administrator
 * could, and verify must name the record.
 */
struct tampered {
	struct lane_office o;
	struct vfs_disk *disk;
	sqlite3 *lite; /* the office's own connection */
	sqlite3 *raw;  /* another one, past the door */
};

/* The connection that db_open made last, for what the door would refuse. */
static sqlite3 *last_opened;

static int
note_opened(sqlite3 *lite, char **why, const struct sqlite3_api_routines *api)
{
	(void)why;
	(void)api;
	last_opened = lite;
	return SQLITE_OK;
}

static void
tampered_make(struct tampered *t, size_t records)
{
	struct why why = { 0 };

	t->disk = vfs_disk_new(1);
	vfs_disk_install(t->disk);
	lane_office_init(&t->o, 5);
	t->o.path = "office.db";
	if (lane_office_found(&t->o, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(sqlite3_auto_extension((void (*)(void))note_opened),
	    SQLITE_OK);
	if (lane_office_open(&t->o, &why) != ERR_OK)
		fail_msg("%s", why.text);
	sqlite3_reset_auto_extension();
	t->lite = last_opened;
	for (size_t i = 1; i < records; i++)
		lane_append(&t->o, "n", 2);
	assert_int_equal(sqlite3_open("office.db", &t->raw), SQLITE_OK);
}

static void
tampered_free(struct tampered *t)
{
	(void)sqlite3_close(t->raw);
	lane_office_free(&t->o);
	vfs_disk_free(t->disk);
}

static void
raw(struct tampered *t, const char *sql)
{
	char *said = NULL;

	if (sqlite3_exec(t->raw, sql, NULL, NULL, &said) != SQLITE_OK)
		fail_msg("%s: %s", sql, said);
}

/* Verify fails, and says these words. */
static void
names(struct tampered *t, const char *words)
{
	struct why why = { 0 };
	uint64_t count;
	enum err e = journal_verify(t->o.db, LANE_PART, &count, &why);

	if (e != ERR_CORRUPT || str_find(str_of(why.text), str_of(words)) ==
	    SIZE_MAX)
		fail_msg("want \"%s\", got %s: %s", words, err_name(e),
		    why.text);
}

/* Put bytes into a column of one record. */
static void
raw_put(struct tampered *t, const char *column, int seq, const void *p,
    size_t n)
{
	char sql[200];
	sqlite3_stmt *s;

	(void)snprintf(sql, sizeof(sql), "UPDATE p1_record SET %s = ?1 "
	    "WHERE seq = %d", column, seq);
	assert_int_equal(sqlite3_prepare_v2(t->raw, sql, -1, &s, NULL),
	    SQLITE_OK);
	(void)sqlite3_bind_blob(s, 1, p, (int)n, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(s), SQLITE_DONE);
	(void)sqlite3_finalize(s);
	assert_int_equal(sqlite3_changes(t->raw), 1);
}

static size_t
raw_get(struct tampered *t, const char *column, int seq, void *p, size_t max)
{
	char sql[200];
	sqlite3_stmt *s;
	size_t n;

	(void)snprintf(sql, sizeof(sql), "SELECT %s FROM p1_record "
	    "WHERE seq = %d", column, seq);
	assert_int_equal(sqlite3_prepare_v2(t->raw, sql, -1, &s, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	n = (size_t)sqlite3_column_bytes(s, 0);
	assert_true(n > 0 && n <= max);
	memcpy(p, sqlite3_column_blob(s, 0), n);
	(void)sqlite3_finalize(s);
	return n;
}

static size_t
flip_all(struct tampered *t, const char *column, int seq)
{
	unsigned char b[4096];
	size_t n = raw_get(t, column, seq, b, sizeof(b));
	char words[60];

	(void)snprintf(words, sizeof(words), "record %d of lane ", seq);
	for (size_t bit = 0; bit < 8 * n; bit++) {
		b[bit / 8] ^= (unsigned char)(1 << bit % 8);
		raw_put(t, column, seq, b, n);
		names(t, words);
		b[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	raw_put(t, column, seq, b, n);
	return 8 * n;
}

/* J3: every bit of every record. */
static void
every_flipped_bit_is_named(void **state)
{
	static const char *const columns[] = { "id", "header", "signature",
		"payload" };
	struct tampered t;
	size_t bits = 0;

	(void)state;
	tampered_make(&t, 3);
	for (int seq = 0; seq < 3; seq++)
		for (size_t i = 0; i < countof(columns); i++)
			bits += flip_all(&t, columns[i], seq);
	print_message("%zu bits\n", bits);
	assert_true(bits > (size_t)3 * 8 * (32 + 124 + 64 + 100));
	assert_int_equal(must_verify(&t.o), 3);
	tampered_free(&t);
}

static enum err
keep_last(void *self, int part, const struct entry *e, struct why *why)
{
	struct entry *last = self;

	(void)part;
	(void)why;
	*last = *e;
	last->note = STR("");
	last->ops = 0;
	last->op = NULL;
	return ERR_OK;
}

/* The other columns hold what the header says, too. */
static void
every_other_column_is_held(void **state)
{
	static const struct {
		const char *sql, *words, *undo;
	} deed[] = {
		{ "UPDATE p1_record SET hlc = hlc + 1 WHERE seq = 1",
		    "record 1 of lane", "UPDATE p1_record SET hlc = hlc - 1 "
		    "WHERE seq = 1" },
		{ "UPDATE p1_record SET seq = 9 WHERE seq = 3",
		    "record 9 of lane",
		    "UPDATE p1_record SET seq = 3 WHERE seq = 9" },
		{ "UPDATE p1_record SET seq = -1 WHERE seq = 2",
		    "record -1 of lane",
		    "UPDATE p1_record SET seq = 2 WHERE seq = -1" },
		{ "UPDATE p1_lane SET next_seq = next_seq + 1",
		    "record 4 of lane",
		    "UPDATE p1_lane SET next_seq = next_seq - 1" },
		{ "UPDATE p1_lane SET next_seq = next_seq - 1",
		    "record 3 of lane",
		    "UPDATE p1_lane SET next_seq = next_seq + 1" },
		{ "UPDATE p1_lane SET hlc = hlc + 1", "record 3 of lane",
		    "UPDATE p1_lane SET hlc = hlc - 1" },
	};
	struct tampered t;
	struct entry last;

	(void)state;
	tampered_make(&t, 4);
	for (size_t i = 0; i < countof(deed); i++) {
		raw(&t, deed[i].sql);
		names(&t, deed[i].words);
		raw(&t, deed[i].undo);
		assert_int_equal(must_verify(&t.o), 4);
	}
	raw(&t, "UPDATE p1_record SET lane = x'00' WHERE seq = 2");
	names(&t, "record 2 of lane");
	assert_int_equal(journal_walk(t.o.db, LANE_PART, t.o.arena, keep_last,
	    &last, NULL), ERR_CORRUPT);
	tampered_free(&t);
	tampered_make(&t, 4);
	raw(&t, "UPDATE p1_lane SET head = x'00'");
	names(&t, "the lane table of partition 1 is damaged");
	assert_int_equal(lane_try(&t.o, "", 1, NULL), ERR_CORRUPT);
	raw(&t, "UPDATE p1_lane SET lane = zeroblob(16)");
	names(&t, "the lane table of partition 1 is damaged");
	raw(&t, "UPDATE p1_lane SET head = zeroblob(32)");
	names(&t, "its lane is not in the lane table");
	raw(&t, "DELETE FROM p1_lane");
	names(&t, "its lane is not in the lane table");
	assert_int_equal(lane_try(&t.o, "", 1, NULL), ERR_MISSING);
	tampered_free(&t);
}

/* J1, J4: what is not there, what stands elsewhere, what was put between. */
static void
deleted_swapped_and_cut_are_named(void **state)
{
	static const struct {
		const char *sql, *words;
	} deed[] = {
		{ "DELETE FROM p1_record WHERE seq = 0",
		    "record 0 of lane" },
		{ "DELETE FROM p1_record WHERE seq = 2",
		    "record 2 of lane" },
		{ "DELETE FROM p1_record WHERE seq IN (1, 2)",
		    "it is missing; record 3 is there" },
		{ "DELETE FROM p1_record WHERE seq = 4",
		    "record 4 of lane" },
		{ "DELETE FROM p1_record WHERE seq >= 3",
		    "record 3 of lane" },
		{ "DELETE FROM p1_record", "is missing" },
		{ "UPDATE p1_record SET payload = NULL WHERE seq = 2",
		    "record 2 of lane" },
		{ "UPDATE p1_record SET payload = x'' WHERE seq = 2",
		    "record 2 of lane" },
		{ "UPDATE p1_record SET seq = -5 WHERE seq = 1; "
		    "UPDATE p1_record SET seq = 1 WHERE seq = 2; "
		    "UPDATE p1_record SET seq = 2 WHERE seq = -5",
		    "record 1 of lane" },
		{ "UPDATE p1_record SET seq = seq + 100 WHERE seq >= 2; "
		    "UPDATE p1_record SET seq = seq - 99 WHERE seq >= 100; "
		    "INSERT INTO p1_record SELECT lane, 2, x'00', hlc, header, "
		    "signature, payload FROM p1_record WHERE seq = 1",
		    "record 2 of lane" },
		{ "UPDATE p1_record SET (header, signature, payload, id, hlc) "
		    "= (SELECT header, signature, payload, x'01', hlc "
		    "FROM p1_record WHERE seq = 2) WHERE seq = 3",
		    "record 3 of lane" },
	};

	(void)state;
	for (size_t i = 0; i < countof(deed); i++) {
		struct tampered t;

		tampered_make(&t, 5);
		raw(&t, deed[i].sql);
		names(&t, deed[i].words);
		tampered_free(&t);
	}
}

/* A writer at work while the journal is verified: that is no damage. */
static struct lane_office *busy;

static int
append_meanwhile(unsigned what, void *self, void *statement, void *text)
{
	size_t *times = self;

	(void)what;
	(void)statement;
	if (str_starts(str_of(text), STR("SELECT lane"))) {
		lane_append(busy, "meanwhile", 1);
		++*times;
	}
	return 0;
}

static void
verify_is_of_one_moment(void **state)
{
	struct tampered t;
	struct why why = { 0 };
	struct db *reader;
	uint64_t count;
	size_t times = 0;

	(void)state;
	tampered_make(&t, 4);
	assert_int_equal(sqlite3_auto_extension((void (*)(void))note_opened),
	    SQLITE_OK);
	assert_int_equal(db_open("office.db", DB_MODE_READ, &reader, &why),
	    ERR_OK);
	sqlite3_reset_auto_extension();
	busy = &t.o;
	assert_int_equal(sqlite3_trace_v2(last_opened, SQLITE_TRACE_STMT,
	    append_meanwhile, &times), SQLITE_OK);
	if (journal_verify(reader, LANE_PART, &count, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(times, 3);
	assert_true(count >= 4 && count < 7);
	(void)sqlite3_trace_v2(last_opened, 0, NULL, NULL);
	assert_int_equal(journal_verify(reader, LANE_PART, &count, &why),
	    ERR_OK);
	assert_int_equal(count, 7);
	db_close(reader);
	tampered_free(&t);
}

/* A record made whole, with header, payload and signature that agree. */
static void
forge(struct tampered *t, const struct key *k, struct entry *e, bool replace)
{
	struct buf payload CLEANUP(buf_free) = { .max = MIB };
	struct buf header CLEANUP(buf_free) = { .max = KIB };
	sqlite3_stmt *s;
	unsigned char signature[ENTRY_SIGNATURE];

	entry_payload(&payload, e);
	entry_seal(e, buf_view(&payload));
	entry_header(&header, e);
	key_sign(k, buf_view(&header), signature);
	assert_int_equal(sqlite3_prepare_v2(t->raw, replace
	    ? "REPLACE INTO p1_record VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
	    : "INSERT INTO p1_record VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", -1,
	    &s, NULL), SQLITE_OK);
	(void)sqlite3_bind_blob(s, 1, e->lane, 16, SQLITE_STATIC);
	(void)sqlite3_bind_int64(s, 2, (int64_t)e->seq);
	(void)sqlite3_bind_blob(s, 3, e->id.b, ENTRY_HASH, SQLITE_STATIC);
	(void)sqlite3_bind_int64(s, 4, (int64_t)e->hlc);
	(void)sqlite3_bind_blob(s, 5, header.p, (int)header.n, SQLITE_STATIC);
	(void)sqlite3_bind_blob(s, 6, signature, ENTRY_SIGNATURE,
	    SQLITE_STATIC);
	(void)sqlite3_bind_blob(s, 7, payload.p, (int)payload.n,
	    SQLITE_STATIC);
	assert_int_equal(sqlite3_step(s), SQLITE_DONE);
	(void)sqlite3_finalize(s);
}

static void
last_of(struct tampered *t, struct entry *last)
{
	assert_int_equal(journal_walk(t->o.db, LANE_PART, t->o.arena,
	    keep_last, last, NULL), ERR_OK);
}

/* With the office's own key, even: what the lane table remembers tells. */
static void
forged_records_are_named(void **state)
{
	struct tampered t;
	struct entry e;
	struct key *other;

	(void)state;
	tampered_make(&t, 4);
	last_of(&t, &e);
	e.seq = 4;
	e.prev = e.id;
	e.hlc++;
	forge(&t, t.o.key, &e, false);
	names(&t, "record 4 of lane");
	raw(&t, "DELETE FROM p1_record WHERE seq = 4");
	assert_int_equal(must_verify(&t.o), 4);
	/* The last one again, with another payload. */
	last_of(&t, &e);
	forge(&t, t.o.key, &e, true);
	names(&t, "record 3 of lane");
	/* By a key that is not the lane's. */
	assert_int_equal(key_create(&t.o.sim.world, "other", NULL), ERR_OK);
	assert_int_equal(key_load(&t.o.sim.world, "other", &other, NULL),
	    ERR_OK);
	forge(&t, other, &e, true);
	names(&t, "the signature is not that of the lane's key");
	key_free(other);
	/* One that does not follow what is before it, and one from before. */
	e.prev.b[0] ^= 1;
	forge(&t, t.o.key, &e, true);
	names(&t, "record 3 of lane");
	e.prev.b[0] ^= 1;
	e.hlc = 1;
	forge(&t, t.o.key, &e, true);
	names(&t, "it is no later than the record before it");
	tampered_free(&t);
}

static void
genesis_must_name_its_key(void **state)
{
	static const char *const notes[] = {
		"label=PUBLIC\n", "public-key=\n", "public-key=00ff\n",
		"public-key=0123456789abcdef\n",
	};
	struct tampered t;
	struct entry e;

	(void)state;
	tampered_make(&t, 1);
	last_of(&t, &e);
	for (size_t i = 0; i < countof(notes); i++) {
		e.note = str_of(notes[i]);
		forge(&t, t.o.key, &e, true);
		names(&t, "record 0 of lane");
		names(&t, "it names no key");
	}
	tampered_free(&t);
}

/*
 * J10: what comes back is not what was written. A trigger plays the memory or
 * the disk that does it; the door has triggers off, so it is let in first.
 */
static void
what_reads_back_otherwise_is_not_kept(void **state)
{
	static const char *const deed[] = {
		"payload = (SELECT payload FROM p1_record WHERE seq = 1)",
		"signature = (SELECT signature FROM p1_record WHERE seq = 1)",
		"header = (SELECT header FROM p1_record WHERE seq = 1)",
		"payload = NULL", "hlc = new.hlc + 1", "id = x'00'",
		"seq = new.seq + 1",
		"(header, payload) = (SELECT header, payload FROM p1_record)",
	};
	struct tampered t;
	char sql[300];
	enum err e;

	(void)state;
	tampered_make(&t, 3);
	for (size_t i = 0; i < countof(deed); i++) {
		(void)snprintf(sql, sizeof(sql), "CREATE TRIGGER other AFTER "
		    "INSERT ON p1_record BEGIN UPDATE p1_record SET %s WHERE "
		    "seq = new.seq; END", deed[i]);
		raw(&t, sql);
		assert_int_equal(lane_try(&t.o, "", 1, NULL), ERR_OK);
		assert_int_equal(sqlite3_db_config(t.lite,
		    SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL), SQLITE_OK);
		e = lane_try(&t.o, "", 1, NULL);
		if (e != ERR_CORRUPT && e != ERR_MISSING)
			fail_msg("%s: %s", deed[i], err_name(e));
		assert_int_equal(sqlite3_db_config(t.lite,
		    SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL), SQLITE_OK);
		raw(&t, "DROP TRIGGER other");
		assert_int_equal(must_verify(&t.o), 4 + i);
	}
	tampered_free(&t);
}

/* Nothing is built on a chain whose head is not what it was. */
static void
append_refuses_a_changed_head(void **state)
{
	struct tampered t;

	(void)state;
	tampered_make(&t, 3);
	raw(&t, "UPDATE p1_lane SET head = zeroblob(32)");
	assert_int_equal(lane_try(&t.o, "", 1, NULL), ERR_CORRUPT);
	raw(&t, "UPDATE p1_lane SET head = (SELECT id FROM p1_record "
	    "WHERE seq = 2)");
	assert_int_equal(lane_try(&t.o, "", 1, NULL), ERR_OK);
	raw(&t, "DELETE FROM p1_record WHERE seq = 3");
	assert_int_equal(lane_try(&t.o, "", 1, NULL), ERR_CORRUPT);
	tampered_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appended_reads_back),
		cmocka_unit_test(heads_are_sorted),
		cmocka_unit_test(clock_never_goes_back),
		cmocka_unit_test(failed_fold_leaves_nothing_of_its_record),
		cmocka_unit_test(limits_are_told),
		cmocka_unit_test(walk_shows_every_record_in_order),
		cmocka_unit_test(lanes_stand_side_by_side),
		cmocka_unit_test(a_key_has_one_lane_in_a_partition),
		cmocka_unit_test(every_flipped_bit_is_named),
		cmocka_unit_test(every_other_column_is_held),
		cmocka_unit_test(deleted_swapped_and_cut_are_named),
		cmocka_unit_test(verify_is_of_one_moment),
		cmocka_unit_test(forged_records_are_named),
		cmocka_unit_test(genesis_must_name_its_key),
		cmocka_unit_test(what_reads_back_otherwise_is_not_kept),
		cmocka_unit_test(append_refuses_a_changed_head),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
