#include "lib/check.h"

#include "base/rng.h"
#include "lib/register.h"

static const char kinds[] =
    "common\n"
    "field 1 code text search\n"
    "\ten Reference\n"
    "field 9 withdrawn text\n"
    "\ten Withdrawn because\n"
    "kind 1 state\n"
    "en State | States\n"
    "title name\n"
    "order name\n"
    "field 16 name text search list\n"
    "\ten Name\n"
    "kind 2 deed\n"
    "en Deed | Deeds\n"
    "title title\n"
    "order -day\n"
    "field 16 title text search list\n"
    "\ten Title\n"
    "field 17 day date list\n"
    "\ten Day\n"
    "field 18 partner ref state list\n"
    "\ten Partner\n"
    "field 19 cost number\n"
    "\ten Cost\n"
    "field 20 people int\n"
    "\ten People\n"
    "field 21 open flag\n"
    "\ten Open\n"
    "field 22 report long search\n"
    "\ten Report\n";

static void
check_line(struct reg *g, const char *line)
{
	struct str dump = reg_dump(g, 0);

	if (str_find(dump, str_of(line)) != SIZE_MAX)
		return;
	print_error("no \"%s\" in\n%.*s", line, STRF(dump));
	fail();
}

static void
versions_follow_each_other(void **state)
{
	struct reg g;

	(void)state;
	reg_make(&g, kinds, 1);
	reg_put(&g, 0, 100, "deed", 1, "title=Field_hospital day=2026-11 "
	    "partner=#7 cost=1.5 people=63 open=yes");
	reg_put(&g, 0, 200, "deed", 1, "title=Field_exercise people=");
	check_line(&g, "\ndeed \"20000000000000000000000001\" 100 200 0 - - "
	    "\"Field hospital\" 20758 20787 \"20000000000000000000000007\" "
	    "1.5 63 1 -\n");
	check_line(&g, "\ndeed \"20000000000000000000000001\" 200 "
	    "9223372036854775807 0 - - \"Field exercise\" 20758 20787 "
	    "\"20000000000000000000000007\" 1.5 - 1 -\n");
	check_line(&g, "\nword \"exercise\" 2 \"20000000000000000000000001\" "
	    "200 9223372036854775807 4\n");
	check_line(&g, "\nword \"field\" 2 \"20000000000000000000000001\" "
	    "100 9223372036854775807 4\n");
	check_line(&g, "\nword \"hospital\" 2 \"20000000000000000000000001\" "
	    "100 200 4\n");
	reg_free(&g);
}

/* Two offices change one field without seeing each other. */
static void
heads_that_differ_are_contested(void **state)
{
	struct reg g;
	struct op *op;

	(void)state;
	reg_make(&g, kinds, 1);
	reg_put(&g, 0, 100, "deed", 1, "title=One people=1");
	reg_put(&g, 0, 200, "deed", 1, "people=2");
	op = arena_array(g.arena, 1, sizeof(*op));
	*op = (struct op){ .entity = reg_id(1),
		.field = reg_field(&g, "deed.people"),
		.value = { .type = VALUE_INT, .i = 3 } };
	reg_apply(&g, 0, reg_entry(&g, 150, 1, op));
	check_line(&g, " 100 150 0 - - \"One\" - - - - 1 - -\n");
	check_line(&g, " 150 200 1 - - \"One\" - - - - 3 - -\n");
	check_line(&g, " 200 9223372036854775807 1 - - \"One\" - - - - 2 - -");
	/* Two who resolve it alike without seeing each other agree. */
	op = arena_array(g.arena, 2, sizeof(*op));
	op[0] = op[1] = (struct op){ .entity = reg_id(2),
		.field = reg_field(&g, "deed.people"),
		.value = { .type = VALUE_INT, .i = 5 } };
	reg_apply(&g, 0, reg_entry(&g, 250, 1, &op[0]));
	reg_apply(&g, 0, reg_entry(&g, 260, 1, &op[1]));
	check_line(&g, " 260 9223372036854775807 0 - - - - - - - 5 - -");
	/* Resolving supersedes both. */
	reg_put(&g, 0, 300, "deed", 1, "people=3");
	check_line(&g, " 300 9223372036854775807 0 - - \"One\" - - - - 3 - -");
	reg_free(&g);
}

/* Arrival in any order. */

enum { LANES = 3, RECORDS = 40, THINGS = 4, OPS_MAX = 5 };

struct made {
	struct entry *e[LANES][RECORDS];
};

static struct value
some_value(struct reg *g, struct rng *rng)
{
	static const char *const text[] = { "", "Hội thảo", "field hospital",
		"Hospital of the field", "one", "two, two" };
	int64_t n = (int64_t)rng_below(rng, 3);

	switch (rng_below(rng, 6)) {
	case 0:
		return VALUE_EMPTY;
	case 1:
		return (struct value){ .type = VALUE_INT, .i = n };
	case 2:
		return (struct value){ .type = VALUE_NUMBER,
			.number = (double)n / 2 };
	case 3:
		return (struct value){ .type = VALUE_DATE,
			.date = { (int32_t)n, (int32_t)n + 30 } };
	case 4:
		return (struct value){ .type = VALUE_REF,
			.ref = reg_id((uint64_t)n) };
	default:
		return (struct value){ .type = VALUE_TEXT, .text =
			arena_str(g->arena,
			str_of(text[rng_below(rng, countof(text))])) };
	}
}

/* Any op of any record may be named: earlier, later, of another field. */
static void
some_supersedes(struct reg *g, struct rng *rng, struct made *m, struct op *op)
{
	op->n_supersedes = rng_below(rng, 4);
	op->supersedes = arena_array(g->arena, 4, sizeof(*op->supersedes));
	for (size_t i = 0; i < op->n_supersedes; i++) {
		const struct entry *e = m->e[rng_below(rng, LANES)]
		    [rng_below(rng, RECORDS)];

		op->supersedes[i].record = e->id;
		op->supersedes[i].index = (uint16_t)rng_below(rng, OPS_MAX);
		if (rng_below(rng, 4) == 0 || e->ops == 0)
			continue;
		/* Mostly one that it may supersede. */
		op->supersedes[i].index = (uint16_t)rng_below(rng, e->ops);
		op->entity = e->op[op->supersedes[i].index].entity;
		op->field = e->op[op->supersedes[i].index].field;
	}
}

static void
make_records(struct reg *g, struct rng *rng, struct made *m)
{
	for (size_t l = 0; l < LANES; l++)
		for (size_t i = 0; i < RECORDS; i++) {
			uint64_t hlc = 10 * i + rng_below(rng, 30);
			size_t n = 1 + rng_below(rng, OPS_MAX);
			struct op *op = arena_array(g->arena, n, sizeof(*op));

			for (size_t o = 0; o < n; o++)
				op[o] = (struct op){
					.entity = reg_id(rng_below(rng,
					    THINGS)),
					/* Kind 3 and fields above 22 are of a
					 * newer program. */
					.field = (uint16_t)(64 * (1 +
					    rng_below(rng, 3)) + 14 +
					    rng_below(rng, 10)),
					.value = some_value(g, rng) };
			m->e[l][i] = reg_entry(g, hlc, n, op);
		}
	for (size_t l = 0; l < LANES; l++)
		for (size_t i = 0; i < RECORDS; i++)
			for (size_t o = 0; o < m->e[l][i]->ops; o++)
				some_supersedes(g, rng, m, &m->e[l][i]->op[o]);
}

static struct str
dump_in_some_order(struct reg *g, struct rng *rng, const struct made *m)
{
	struct why why = { 0 };
	size_t at[LANES] = { 0 }, left = (size_t)LANES * RECORDS;
	struct str dump;

	assert_int_equal(db_begin(g->db, true, &why), ERR_OK);
	while (left > 0) {
		size_t l = rng_below(rng, LANES);

		if (at[l] == RECORDS)
			continue;
		reg_apply(g, 0, m->e[l][at[l]++]);
		left--;
	}
	dump = reg_dump(g, 0);
	db_rollback(g->db);
	return dump;
}

static void
order_of_arrival_does_not_matter(void **state)
{
	struct rng rng = { 2026 };
	size_t contested = 0, pending = 0;

	(void)state;
	for (int world = 0; world < 12; world++) {
		struct reg g;
		struct made m;
		struct str first, again;

		reg_make(&g, kinds, 1);
		make_records(&g, &rng, &m);
		first = dump_in_some_order(&g, &rng, &m);
		contested += str_find(first, STR(" 1 - - \"")) != SIZE_MAX;
		pending += str_find(first, STR("\npending ")) != SIZE_MAX;
		assert_true(first.n > 10000);
		for (int order = 0; order < 5; order++) {
			again = dump_in_some_order(&g, &rng, &m);
			assert_true(str_eq(first, again));
		}
		reg_free(&g);
	}
	/* The worlds had what makes it hard. */
	assert_true(contested > 6);
	assert_true(pending > 6);
}

/* Rebuilding from a real journal gives what the records gave one by one. */

enum { WRITTEN = 120 };

static void
write_some(struct reg *g, struct journal *j, struct rng *rng, int part)
{
	static const char *const fields[] = { "deed.title", "deed.day",
		"deed.partner", "deed.cost", "deed.people", "deed.open",
		"deed.report", "deed.code" };
	struct why why = { 0 };
	struct entry e;
	struct op op[4];
	struct journal_draft d = { .author = reg_id(9), .op = op };

	d.ops = 1 + rng_below(rng, countof(op));
	for (size_t i = 0; i < d.ops; i++)
		op[i] = (struct op){ .entity = reg_id(rng_below(rng, 9)),
			.field = reg_field(g,
			    fields[rng_below(rng, countof(fields))]),
			.value = some_value(g, rng) };
	assert_int_equal(journal_append(j, g->arena, part, &d, &g->fold, &e,
	    &why), ERR_OK);
}

static void
rebuild_gives_the_same(void **state)
{
	struct world *w = world_posix();
	struct rng rng = { 5 };
	struct why why = { 0 };
	struct str path, before[2];
	struct journal *j;
	struct key *key;
	struct reg g;

	(void)state;
	reg_make(&g, kinds, 2);
	path = arena_printf(g.arena, "%s/key", g.folder.path);
	assert_int_equal(key_create(w, path.p, &why), ERR_OK);
	assert_int_equal(key_load(w, path.p, &key, &why), ERR_OK);
	assert_int_equal(db_begin(g.db, true, &why), ERR_OK);
	for (int p = 0; p < 2; p++)
		assert_int_equal(journal_found(g.db, w, key, p,
		    STR("label=x\n"), &why), ERR_OK);
	assert_int_equal(db_commit(g.db, &why), ERR_OK);
	assert_int_equal(journal_open(g.db, w, key, &j, &why), ERR_OK);
	for (int i = 0; i < WRITTEN; i++) {
		assert_int_equal(journal_begin(j, &why), ERR_OK);
		write_some(&g, j, &rng, i % 2);
		assert_int_equal(journal_end(j, &why), ERR_OK);
		if (i % 40 != 39)
			continue;
		before[0] = reg_dump(&g, 0);
		before[1] = reg_dump(&g, 1);
		assert_int_equal(db_begin(g.db, true, &why), ERR_OK);
		for (int p = 0; p < 2; p++)
			assert_int_equal(fold_rebuild(g.db, g.arena,
			    &g.office.kinds, p, &why), ERR_OK);
		assert_int_equal(db_commit(g.db, &why), ERR_OK);
		assert_true(str_eq(reg_dump(&g, 0), before[0]));
		assert_true(str_eq(reg_dump(&g, 1), before[1]));
	}
	assert_true(before[0].n > 5000);
	journal_close(j);
	key_free(key);
	(void)unlink(path.p);
	reg_free(&g);
}

/*
 * An older program keeps what it does not know; the newer one finds it there.
 * A record of a newer sort changes no table.
 */
static void
newer_fields_wait_for_a_newer_program(void **state)
{
	static const char newer[] = "field 40 colour text\n\ten Colour\n";
	struct world *w = world_posix();
	struct why why = { 0 };
	struct arena *a = arena_new(64 * MIB);
	struct str path, all, before;
	struct journal_draft d = { .author = reg_id(9) };
	struct journal *j;
	struct reader *r;
	struct entry *e;
	struct key *key;
	struct op op[2];
	struct reg g;

	(void)state;
	reg_make(&g, kinds, 1);
	path = arena_printf(g.arena, "%s/key", g.folder.path);
	assert_int_equal(key_create(w, path.p, &why), ERR_OK);
	assert_int_equal(key_load(w, path.p, &key, &why), ERR_OK);
	assert_int_equal(db_begin(g.db, true, &why), ERR_OK);
	assert_int_equal(journal_found(g.db, w, key, 0, STR("label=x\n"),
	    &why), ERR_OK);
	assert_int_equal(db_commit(g.db, &why), ERR_OK);
	assert_int_equal(journal_open(g.db, w, key, &j, &why), ERR_OK);
	op[0] = (struct op){ .entity = reg_id(1),
		.field = reg_field(&g, "deed.title"),
		.value = { .type = VALUE_TEXT, .text = STR("One") } };
	op[1] = op[0];
	op[1].field = 2 * KIND_FIELDS_MAX + 40;
	op[1].value.text = STR("red");
	d.op = op;
	d.ops = 2;
	assert_int_equal(journal_begin(j, &why), ERR_OK);
	assert_int_equal(journal_append(j, a, 0, &d, &g.fold, NULL, &why),
	    ERR_OK);
	assert_int_equal(journal_end(j, &why), ERR_OK);
	before = reg_dump(&g, 0);
	assert_true(str_find(before, STR("726564")) != SIZE_MAX);
	assert_true(str_find(before, STR("\"red\"")) == SIZE_MAX);
	e = reg_entry(&g, 900, 1, op);
	e->kind = ENTRY_CHANGE + 1;
	reg_apply(&g, 0, e);
	assert_true(str_eq(reg_dump(&g, 0), before));
	all = arena_printf(g.arena, "%s%s", kinds, newer);
	assert_int_equal(fold_fits(g.db, &g.office.kinds, 0, &why), ERR_OK);
	reg_kinds(&g, all.p);
	assert_int_equal(fold_fits(g.db, &g.office.kinds, 0, &why), ERR_INPUT);
	assert_int_equal(reader_open(&g.office, 1, 0, 0, &r, NULL), ERR_INPUT);
	assert_null(r);
	assert_int_equal(db_begin(g.db, true, &why), ERR_OK);
	assert_int_equal(fold_rebuild(g.db, a, &g.office.kinds, 0, &why),
	    ERR_OK);
	assert_int_equal(db_commit(g.db, &why), ERR_OK);
	check_line(&g, " - - \"One\" - - - - - - - \"red\"\n");
	assert_int_equal(fold_fits(g.db, &g.office.kinds, 0, &why), ERR_OK);
	journal_close(j);
	key_free(key);
	arena_free(a);
	(void)unlink(path.p);
	reg_free(&g);
}

/* A value of another type than the field's is kept, but shown to nobody. */
static void
hostile_values_do_not_reach_a_table(void **state)
{
	struct reg g;
	struct op *op;

	(void)state;
	reg_make(&g, kinds, 1);
	op = arena_array(g.arena, 3, sizeof(*op));
	op[0] = (struct op){ .entity = reg_id(1),
		.field = reg_field(&g, "deed.people"),
		.value = { .type = VALUE_TEXT, .text = STR("many") } };
	op[1] = (struct op){ .entity = reg_id(1),
		.field = reg_field(&g, "deed.title"),
		.value = { .type = VALUE_INT, .i = 7 } };
	op[2] = (struct op){ .entity = reg_id(1),
		.field = reg_field(&g, "deed.cost"),
		.value = { .type = VALUE_NUMBER, .number = 2.5 } };
	reg_apply(&g, 0, reg_entry(&g, UINT64_MAX, 3, op));
	check_line(&g, "\ndeed \"20000000000000000000000001\" "
	    "9223372036854775806 9223372036854775807 0 - - - - - - 2.5 - - -");
	reg_free(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_follow_each_other),
		cmocka_unit_test(heads_that_differ_are_contested),
		cmocka_unit_test(order_of_arrival_does_not_matter),
		cmocka_unit_test(rebuild_gives_the_same),
		cmocka_unit_test(newer_fields_wait_for_a_newer_program),
		cmocka_unit_test(hostile_values_do_not_reach_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
