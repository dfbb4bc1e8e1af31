#include "lib/check.h"

#include "lib/promises.h"
#include "model/find.h"
#include "study/ledger.h"

static struct reg g;
static struct why why;

static int
load(void **state)
{
	(void)state;
	promises_make(&g);
	promises_secret(&g);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reg_free(&g);
	return 0;
}

/* Every page has its share of kept from here, so here it is held. */
static void
only_what_was_judged_is_in_the_share(void **state)
{
	static const struct {
		const char *status;
		int64_t n;
	} t[] = {
		{ "kept", 8 }, { "not-kept", 1 }, { "late", 3 },
		{ "claimed", 20 }, { "undated", 30 }, { "open", 40 },
		{ "retracted", 50 }, { "superseded", 60 }
	};
	struct arena *a = arena_new(64 * KIB);
	struct ledger_count c = { 0 };
	struct figure f;

	(void)state;
	for (size_t i = 0; i < countof(t); i++)
		ledger_add(&c, str_of(t[i].status), t[i].n);
	assert_int_equal(c.promised, 212);
	assert_int_equal(c.claimed, 20);
	assert_int_equal(c.undated, 30);
	assert_int_equal(c.dropped, 110);
	assert_int_equal(ledger_judged(&c), 12);
	f = ledger_kept(a, &c, STR("commitment?side:ours"));
	assert_int_equal(f.n, 8);
	assert_int_equal(f.of, 12);
	check_str(f.formula, "share-kept/1");
	check_str(f.filter, "commitment?side:ours");
	arena_free(a);
}

static void
what_lies_ahead_is_not_done(void **state)
{
	static const char *const done[] = { "held", "reported", "closed",
		"done", "signed", "in-force", "expired" };
	static const char *const not[] = { "", "planned", "approved",
		"cancelled", "postponed", "underway", "open", "negotiating" };

	(void)state;
	for (size_t i = 0; i < countof(done); i++)
		assert_true(ledger_done(str_of(done[i])));
	for (size_t i = 0; i < countof(not); i++)
		assert_false(ledger_done(str_of(not[i])));
}

static struct ledger
read_ledger(uint64_t mask, uint64_t hlc, struct ledger_ask ask)
{
	struct reader *r = reg_reader(&g, mask, hlc);
	struct ledger l;
	enum err e = ledger_read(r, g.arena, &ask, &l, &why);

	if (e != ERR_OK)
		fail_msg("%s", why.text);
	reader_close(r);
	return l;
}

static struct ledger_ask
of_directive(int32_t from, int32_t to)
{
	return (struct ledger_ask){ .directive = reg_id(P_DIRECTIVE),
		.from = from, .to = to };
}

/* A clause's deeds as text: "code by way|code by way". */
static struct str
ways(const struct ledger *l, size_t clause)
{
	const struct ledger_clause *c = &l->clause[clause];
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	for (size_t i = 0; i < c->links; i++) {
		const struct ledger_link *k = &l->link[c->first_link + i];
		const struct ledger_deed *d = &l->deed[k->deed];

		buf_text(&b, i > 0 ? " | " : "");
		buf_str(&b, d->code.n > 0 ? d->code : d->title);
		if (k->promise != SIZE_MAX)
			buf_printf(&b, " by %.*s",
			    STRF(l->promise[k->promise].code));
		else if (k->by != NULL)
			buf_printf(&b, " by %.*s", STRF(k->by->name));
	}
	return arena_str(g.arena, buf_view(&b));
}

static void
from_clauses_to_deeds(void **state)
{
	struct ledger l = read_ledger(1, 0, of_directive(INT32_MIN,
	    INT32_MAX));

	(void)state;
	assert_int_equal(l.clauses, 3);
	check_str(l.clause[0].ordinal, "1");
	check_str(l.clause[1].ordinal, "2");
	check_str(l.clause[2].ordinal, "10");
	check_str(ways(&l, 0), "2025-0300 by 2025-0001 | "
	    "2025-0101 by 2025-0001 | 2026-0002 by objective");
	check_str(ways(&l, 1), "2025-0101 by task | "
	    "Draft the form of answers | 2026-0007 by 2019-0001 | 2026-0007 | "
	    "2026-0009 by 2025-0004");
	check_str(ways(&l, 2), "");
	assert_int_equal(l.parts, 1);
}

static void
counts(void **state)
{
	struct ledger l = read_ledger(1, 0, of_directive(INT32_MIN,
	    INT32_MAX));
	const struct ledger_count *c = &l.clause[0].count;

	(void)state;
	assert_int_equal(c->promised, 2);
	assert_int_equal(c->kept, 1);
	assert_int_equal(c->late, 1);
	assert_int_equal(c->deeds, 3);
	assert_int_equal(c->done, 3);
	c = &l.clause[1].count;
	assert_int_equal(c->promised, 4);
	assert_int_equal(c->kept, 0);
	assert_int_equal(c->claimed, 1);
	assert_int_equal(c->undated, 1);
	assert_int_equal(c->late, 1); /* of 2019 */
	assert_int_equal(c->deeds, 4);
	assert_int_equal(c->done, 3);
	/* The course serves two clauses and is one deed. */
	assert_int_equal(l.count.deeds, 6);
	assert_int_equal(l.count.done, 5);
	assert_int_equal(l.count.promised, 6);
}

static void
a_period_takes_what_is_inside(void **state)
{
	struct ledger l = read_ledger(1, 0, of_directive(date_ymd(2025, 3, 1),
	    date_ymd(2025, 12, 31)));

	(void)state;
	assert_int_equal(l.count.promised, 3);
	check_str(ways(&l, 0), "2025-0300 by commitment | "
	    "2025-0101 by commitment");
	check_str(ways(&l, 1), "2025-0101 by task | "
	    "Draft the form of answers");
	assert_int_equal(l.promises_unplaced, 0);
	l = read_ledger(1, 0, of_directive(date_ymd(2025, 6, 5),
	    date_ymd(2025, 6, 9)));
	assert_int_equal(l.count.promised, 0);
	assert_int_equal(l.count.deeds, 0);
}

static void
one_clause_alone(void **state)
{
	struct ledger l = read_ledger(1, 0, (struct ledger_ask){
		.clause = reg_id(P_CLAUSE_1), .from = INT32_MIN,
		.to = INT32_MAX });

	(void)state;
	assert_int_equal(l.clauses, 1);
	assert_int_equal(l.promises, 2);
	check_str(l.promise[0].code, "2025-0001");
	assert_int_equal(l.promise[0].deeds, 2);
	check_str(l.promise[1].status, "late");
	assert_int_equal(l.count.deeds, 3);
}

static void
nothing_of_a_label_above(void **state)
{
	struct ledger low = read_ledger(1, 0, of_directive(INT32_MIN,
	    INT32_MAX));
	struct ledger high = read_ledger(3, 0, of_directive(INT32_MIN,
	    INT32_MAX));
	struct ledger before = read_ledger(3, 499, of_directive(INT32_MIN,
	    INT32_MAX));

	(void)state;
	assert_int_equal(low.count.promised, 6);
	assert_int_equal(high.count.promised, 7);
	assert_int_equal(high.clause[2].count.deeds, 1);
	assert_int_equal(low.clause[2].count.deeds, 0);
	assert_int_equal(high.parts, 3);
	assert_int_equal(before.count.promised, 6);
	assert_int_equal(before.parts, 1);
}

/* A deed's words as text: "kind word > clause > directive". */
static struct str
words_of(uint64_t deed)
{
	struct reader *r = reg_reader(&g, 1, 0);
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	struct ledger_word *word;
	size_t n;

	assert_int_equal(ledger_words(r, g.arena, reg_id(deed), &word, &n,
	    &why), ERR_OK);
	for (size_t i = 0; i < n; i++) {
		const struct ledger_word *t = &word[i];

		buf_printf(&b, "%s%.*s %d", i > 0 ? " | " : "",
		    STRF(t->kind->name), t->word.b[15]);
		if (!id_is_zero(t->clause))
			buf_printf(&b, " > %d", t->clause.b[15]);
		if (!id_is_zero(t->directive))
			buf_printf(&b, " > %d", t->directive.b[15]);
	}
	reader_close(r);
	return arena_str(g.arena, buf_view(&b));
}

static void
from_a_deed_back(void **state)
{
	(void)state;
	check_str(words_of(P_COURSE), "commitment 20 > 11 > 10 | "
	    "task 36 > 12 > 10");
	check_str(words_of(P_EXERCISE), "clause 12 > 12 > 10 | "
	    "commitment 25 > 12 > 10");
	check_str(words_of(P_SEMINAR), "objective 15 > 11 > 10");
	check_str(words_of(P_TASK), "clause 12 > 12 > 10");
	check_str(words_of(P_PARADE), "");
	/* What cannot be seen serves nothing, as what is not there. */
	check_str(words_of(P_SECRET_DEED), "");
}

static void
from_a_promise_on(void **state)
{
	struct reader *r = reg_reader(&g, 1, 0);
	struct ledger_deed *deed;
	size_t n;

	(void)state;
	assert_int_equal(ledger_deeds(r, g.arena, reg_id(P_KEPT), &deed, &n,
	    &why), ERR_OK);
	assert_int_equal(n, 2);
	check_str(deed[0].code, "2025-0300");
	check_str(deed[1].code, "2025-0101");
	assert_true(deed[1].done);
	assert_int_equal(ledger_deeds(r, g.arena, reg_id(P_OBJECTIVE), &deed,
	    &n, &why), ERR_OK);
	assert_int_equal(n, 1);
	check_str(deed[0].code, "2026-0002");
	assert_int_equal(ledger_deeds(r, g.arena, reg_id(P_UNDATED), &deed,
	    &n, &why), ERR_OK);
	assert_int_equal(n, 0);
	reader_close(r);
}

static int64_t
how_many(struct reg *o, const char *filter)
{
	struct reader *r = reg_reader(o, 1, 0);
	int64_t n;

	assert_int_equal(find_count(r, reg_kind(o, "commitment"),
	    str_of(filter), &n, &why), ERR_OK);
	reader_close(r);
	return n;
}

/* What its owner says of a promise is a claim, whatever it is called. */
static void
the_owner_does_not_verify(void **state)
{
	static const char mine[] = "commitment=#24 result=kept "
	    "date=2025-12-01 verifier=#3";
	static const char others[] = "commitment=#24 result=kept "
	    "date=2025-12-02 verifier=#4";
	struct reg o;

	(void)state;
	promises_make(&o);
	assert_int_equal(how_many(&o, "status:claimed"), 1);
	assert_int_equal(how_many(&o, "status:kept"), 1);
	reg_put(&o, 0, 600, "verification", 90, mine);
	assert_int_equal(how_many(&o, "status:claimed"), 1);
	assert_int_equal(how_many(&o, "status:kept"), 1);
	reg_put(&o, 0, 601, "verification", 91, others);
	assert_int_equal(how_many(&o, "status:claimed"), 0);
	assert_int_equal(how_many(&o, "status:kept"), 2);
	reg_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_was_judged_is_in_the_share),
		cmocka_unit_test(what_lies_ahead_is_not_done),
		cmocka_unit_test(from_clauses_to_deeds),
		cmocka_unit_test(counts),
		cmocka_unit_test(a_period_takes_what_is_inside),
		cmocka_unit_test(one_clause_alone),
		cmocka_unit_test(nothing_of_a_label_above),
		cmocka_unit_test(from_a_deed_back),
		cmocka_unit_test(from_a_promise_on),
		cmocka_unit_test(the_owner_does_not_verify),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
