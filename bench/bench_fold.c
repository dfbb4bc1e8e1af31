/*
 * The fold and the reader: records a second written, folded one by one and
 * made again, and what a page asks. Two thirds of the records make a deed,
 * one third amends one; all in one label of four.
 *
 *	bench_fold [RECORDS]
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/rng.h"
#include "base/str.h"
#include "lib/register.h"
#include "model/search.h"

enum { GROUP = 1000, PARTNERS = 150, WORDS = 4000, TIMES = 50 };

struct made {
	struct reg g;
	struct key *key;
	struct journal *journal;
	struct arena *a;
	struct rng rng;
	uint64_t things;
	struct why why;
};

static void
must(enum err e, const struct why *why)
{
	if (e != ERR_OK)
		die("%s: %s", err_name(e), why->text);
}

static void
set(struct made *m, struct op *op, uint64_t thing, const char *field,
    struct value v)
{
	*op = (struct op){ .entity = reg_id(thing),
		.field = reg_field(&m->g, field), .value = v };
}

static struct value
text(struct str s)
{
	return (struct value){ .type = VALUE_TEXT, .text = s };
}

/* Common words are common: the lower half is drawn twice as often. */
static struct str
some_words(struct made *m, int n)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	for (int i = 0; i < n; i++)
		buf_printf(&b, "%sword%d", i > 0 ? " " : "",
		    (int)rng_below(&m->rng, 1 + rng_below(&m->rng, WORDS)));
	return arena_str(m->a, buf_view(&b));
}

static size_t
new_deed(struct made *m, struct op *op)
{
	uint64_t n = 1000000 + m->things++;
	int32_t day = 18000 + (int32_t)rng_below(&m->rng, 3000);

	set(m, &op[0], n, "activity.code", text(arena_printf(m->a,
	    "2026-%06d", (int)m->things)));
	set(m, &op[1], n, "activity.title", text(some_words(m, 6)));
	set(m, &op[2], n, "activity.type", text(rng_below(&m->rng, 3) == 0
	    ? STR("visit") : STR("course")));
	set(m, &op[3], n, "activity.partner", (struct value){
	    .type = VALUE_REF, .ref = reg_id(rng_below(&m->rng, PARTNERS)) });
	set(m, &op[4], n, "activity.start", (struct value){
	    .type = VALUE_DATE, .date = { day, day } });
	set(m, &op[5], n, "activity.place", text(some_words(m, 2)));
	return 6;
}

static size_t
amended_deed(struct made *m, struct op *op)
{
	uint64_t n = 1000000 + rng_below(&m->rng, m->things);

	set(m, &op[0], n, "activity.reported", (struct value){
	    .type = VALUE_DATE, .date = { 20000, 20000 } });
	set(m, &op[1], n, "activity.report", text(some_words(m, 12)));
	return 2;
}

static void
write_records(struct made *m, long records)
{
	for (long i = 0; i < records; i++) {
		struct op op[8];
		struct journal_draft d = { .author = reg_id(1), .op = op };

		if (i % GROUP == 0)
			must(journal_begin(m->journal, &m->why), &m->why);
		d.ops = i % 3 == 2 ? amended_deed(m, op) : new_deed(m, op);
		must(journal_append(m->journal, m->a, 0, &d, &m->g.fold, NULL,
		    &m->why), &m->why);
		arena_reset(m->a);
		if (i % GROUP == GROUP - 1 || i + 1 == records)
			must(journal_end(m->journal, &m->why), &m->why);
	}
}

/* Milliseconds of one question, over some asked alike. */
struct asked {
	struct reader *r;
	struct arena *a;
	const struct kind *kind;
	struct why why;
};

static void
list(struct asked *q, const char *name, const char *filter, const char *sort)
{
	double from = bench_seconds();
	size_t rows = 0;

	for (int i = 0; i < TIMES; i++) {
		struct find_query f = { .kind = q->kind,
			.filter = str_of(filter), .sort = str_of(sort) };
		struct rows_found found;

		must(find_list(q->r, q->a, &f, &found, &q->why), &q->why);
		rows += found.n;
		arena_reset(q->a);
	}
	bench_say(name, (bench_seconds() - from) * 1000 / TIMES, "ms");
	ALWAYS(rows > 0);
}

static void
by_id(struct asked *q, uint64_t things)
{
	double from = bench_seconds();
	struct rng rng = { 7 };

	for (int i = 0; i < 10 * TIMES; i++) {
		struct row *row;
		size_t n;

		must(find_row(q->r, q->a, q->kind, reg_id(1000000 +
		    rng_below(&rng, things)), &row, &n, &q->why), &q->why);
		arena_reset(q->a);
	}
	bench_say("record by id", (bench_seconds() - from) * 100 / TIMES,
	    "ms");
}

static void
counted(struct asked *q, const char *name, const char *field)
{
	double from = bench_seconds();
	struct facet *f;
	size_t n;

	must(find_facet(q->r, q->a, q->kind, STR(""), str_of(field), &f, &n,
	    &q->why), &q->why);
	bench_say(name, (bench_seconds() - from) * 1000, "ms");
	ALWAYS(n > 0);
	arena_reset(q->a);
}

static void
searched(struct asked *q, const char *name, const char *words)
{
	double from = bench_seconds();

	for (int i = 0; i < TIMES / 10; i++) {
		struct hit *hit;
		size_t n;

		must(search_find(q->r, q->a, str_of(words), NULL, 20, &hit, &n,
		    &q->why), &q->why);
		ALWAYS(n > 0);
		arena_reset(q->a);
	}
	bench_say(name, (bench_seconds() - from) * 10000 / TIMES, "ms");
}

static void
read_pages(struct made *m, uint64_t hlc)
{
	struct asked q = { .a = m->a, .kind = reg_kind(&m->g, "activity") };
	double from = bench_seconds();

	q.r = reg_reader(&m->g, 0xf, hlc);
	bench_say("reader open, 4 labels", (bench_seconds() - from) * 1000,
	    "ms");
	by_id(&q, m->things / 2);
	list(&q, "newest 50", "", "");
	list(&q, "newest 50 of a partner",
	    "partner:20000000000000000000000001", "");
	list(&q, "50 by code", "", "code");
	list(&q, "newest 50 of a type", "type:visit", "");
	list(&q, "newest 50 of a status", "status:reported", "");
	list(&q, "50 with a word", "word17", "");
	counted(&q, "count by type", "type");
	counted(&q, "count by status", "status");
	searched(&q, "search, a common word", "word1 word2");
	searched(&q, "search, a rare word", "word399");
	reader_close(q.r);
}

int
main(int argc, char **argv)
{
	struct made m = { .rng = { 2026 } };
	struct world *w = world_posix();
	long records = argc > 1 ? strtol(argv[1], NULL, 10) : 100000;
	struct str path;
	double from;

	reg_make(&m.g, NULL, 4);
	m.a = arena_new(256 * MIB);
	path = arena_printf(m.g.arena, "%s/key", m.g.folder.path);
	must(key_create(w, path.p, &m.why), &m.why);
	must(key_load(w, path.p, &m.key, &m.why), &m.why);
	must(db_begin(m.g.db, true, &m.why), &m.why);
	must(journal_found(m.g.db, w, m.key, 0, STR("label=l0\n"), &m.why),
	    &m.why);
	must(db_commit(m.g.db, &m.why), &m.why);
	must(journal_open(m.g.db, w, m.key, &m.journal, &m.why), &m.why);
	from = bench_seconds();
	write_records(&m, records);
	bench_say("written and folded", (double)records /
	    (bench_seconds() - from), "records/s");
	journal_close(m.journal);
	from = bench_seconds();
	must(db_begin(m.g.db, true, &m.why), &m.why);
	must(fold_rebuild(m.g.db, m.a, &m.g.office.kinds, 0, &m.why), &m.why);
	must(db_commit(m.g.db, &m.why), &m.why);
	bench_say("rebuilt", (double)records / (bench_seconds() - from),
	    "records/s");
	read_pages(&m, 0);
	key_free(m.key);
	(void)unlink(path.p);
	reg_free(&m.g);
	arena_free(m.a);
	return 0;
}
