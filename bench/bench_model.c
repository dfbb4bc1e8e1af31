/*
 * The register at 100,000 records: writing them in groups, making the tables
 * anew, and the reports of pages on top. Every second a deed of the last five
 * years, half of the rest promises under the clauses of Resolution 806, half
 * links between the two. On the disk of $TMPDIR or /tmp.
 *
 *	bench_model [RECORDS [FOLDER]]	keeps the office when a folder is named
 *	bench_model RECORDS FOLDER VERSIONS
 *					amends them until there are as many
 *					versions, and makes no tables anew
 *	bench_model 0 FOLDER		only the reports, of such an office
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "advise/overview.h"
#include "advise/partner.h"
#include "advise/review.h"
#include "base/rng.h"
#include "base/str.h"
#include "model/change.h"
#include "model/fold.h"
#include "model/reader.h"

enum {
	GROUP = 1000,
	CLAUSES = 11,
	TIMES = 7
};

static const char *const partners[] = { "LAO", "KHM", "CHN", "USA", "JPN",
	"IND", "AUS", "RUS", "KOR", "FRA", "IDN", "PHL", "SGP", "THA", "NZL",
	"GBR" };
static const char *const types[] = { "senior-visit", "policy-dialogue",
	"staff-talks", "exercise", "port-call", "expert-exchange",
	"military-medicine", "peacekeeping", "seminar" };

static void
must(enum err e, const struct why *why)
{
	if (e != ERR_OK)
		die("%s: %s", err_name(e), why->text);
}

struct writing {
	struct change_pen *pen;
	struct arena *a;
	struct rng rng;
	struct why why;
};

static struct str
day(struct writing *w)
{
	struct buf b CLEANUP(buf_free) = { .max = 100 };
	int32_t d = date_ymd(2021, 1, 1) + (int32_t)rng_below(&w->rng, 5 * 365);

	date_format(&b, (struct date){ d, d });
	return arena_str(w->a, buf_view(&b));
}

static struct str
clause(struct writing *w)
{
	return arena_printf(w->a, "806-NQ/QUTW/%d",
	    (int)rng_below(&w->rng, CLAUSES) + 1);
}

static struct str
partner(struct writing *w)
{
	return str_of(partners[rng_below(&w->rng, countof(partners))]);
}

static void
write_one(struct writing *w, const char *kind, struct change_field *f,
    size_t n)
{
	struct change_item item = { .verb = CHANGE_ADD, .kind = str_of(kind),
		.field = f, .fields = n };
	struct change c = { .item = &item, .items = 1 };
	struct change_done done;

	must(change_commit(w->pen, w->a, &c, &done, &w->why), &w->why);
}

static void
write_deed(struct writing *w, size_t number)
{
	struct change_field f[] = {
		{ STR("code"), arena_printf(w->a, "D%zu", number) },
		{ STR("title"), arena_printf(w->a, "Deed %zu of the bench",
		    number) },
		{ STR("type"), str_of(types[rng_below(&w->rng,
		    countof(types))]) },
		{ STR("partner"), partner(w) },
		{ STR("start"), day(w) },
		{ STR("place"), STR("Ha Noi") },
	};

	write_one(w, "activity", f, countof(f));
}

static void
write_promise(struct writing *w, size_t number)
{
	struct change_field f[] = {
		{ STR("code"), arena_printf(w->a, "P%zu", number) },
		{ STR("text"), arena_printf(w->a, "Promise %zu: to train and "
		    "to report on it", number) },
		{ STR("side"), STR("ours") },
		{ STR("partner"), partner(w) },
		{ STR("made"), day(w) },
		{ STR("due"), day(w) },
		{ STR("clause"), clause(w) },
	};

	write_one(w, "commitment", f, countof(f));
}

/* Between a deed and a promise that are there already. */
static void
write_link(struct writing *w, size_t number)
{
	struct change_field f[] = {
		{ STR("deed"), arena_printf(w->a, "activity:D%zu",
		    number - 3) },
		{ STR("word"), arena_printf(w->a, "commitment:P%zu",
		    number - 2) },
	};

	write_one(w, "fulfilment", f, countof(f));
}

static void
write_all(const struct office *o, size_t records)
{
	struct writing w = { .a = arena_new(256 * MIB), .rng = { 1 } };
	double from = bench_seconds();

	must(change_open(o, &w.pen, &w.why), &w.why);
	for (size_t i = 0; i < records; i++) {
		if (i % GROUP == 0)
			must(change_group(w.pen, &w.why), &w.why);
		if (i % 4 == 1)
			write_promise(&w, i);
		else if (i % 4 == 3)
			write_link(&w, i);
		else
			write_deed(&w, i);
		if (i % GROUP == GROUP - 1 || i + 1 == records)
			must(change_group_end(w.pen, &w.why), &w.why);
		arena_reset(w.a);
	}
	change_close(w.pen);
	arena_free(w.a);
	bench_say("checked, signed and folded",
	    (double)records / (bench_seconds() - from), "records/s");
}

/* A deed's place or a promise's day moves, as they do when work goes on. */
static void
amend_one(struct writing *w, size_t records)
{
	size_t number = rng_below(&w->rng, (uint32_t)(records / 4)) * 4;
	bool deed = rng_below(&w->rng, 2) == 0;
	struct change_field f = deed
	    ? (struct change_field){ STR("place"), arena_printf(w->a,
		"Room %d", (int)rng_below(&w->rng, 1000)) }
	    : (struct change_field){ STR("due"), day(w) };
	struct change_item item = { .verb = CHANGE_SET, .fields = 1,
		.field = &f, .target = deed
		    ? arena_printf(w->a, "activity:D%zu", number)
		    : arena_printf(w->a, "commitment:P%zu", number + 1) };
	struct change c = { .item = &item, .items = 1 };
	struct change_done done;

	must(change_commit(w->pen, w->a, &c, &done, &w->why), &w->why);
}

static void
amend_all(const struct office *o, size_t records, size_t versions)
{
	struct writing w = { .a = arena_new(256 * MIB), .rng = { 2 } };
	double from = bench_seconds();

	must(change_open(o, &w.pen, &w.why), &w.why);
	for (size_t i = records; i < versions; i++) {
		if (i % GROUP == 0 || i == records)
			must(change_group(w.pen, &w.why), &w.why);
		amend_one(&w, records);
		if (i % GROUP == GROUP - 1 || i + 1 == versions)
			must(change_group_end(w.pen, &w.why), &w.why);
		arena_reset(w.a);
	}
	change_close(w.pen);
	arena_free(w.a);
	bench_say("amended, signed and folded", (double)(versions - records) /
	    (bench_seconds() - from), "records/s");
}

static void
count_one(void *self)
{
	++*(size_t *)self;
}

static enum err
visit(void *self, int part, const struct entry *e, struct why *why)
{
	(void)part;
	(void)e;
	(void)why;
	count_one(self);
	return ERR_OK;
}

static void
rebuild(const struct office *o)
{
	char *path = arena_cstr(o->arena, o->db_path);
	struct arena *a = arena_new(512 * MIB);
	struct why why = { 0 };
	struct db *db;
	size_t n = 0;
	double from;

	must(db_open(path, DB_MODE_WRITE, &db, &why), &why);
	from = bench_seconds();
	for (size_t i = 0; i < o->parts; i++) {
		must(journal_walk(db, o->part[i].part, a, visit, &n, &why),
		    &why);
		arena_reset(a);
	}
	bench_say("walking the journal", (double)n / (bench_seconds() - from),
	    "records/s");
	from = bench_seconds();
	must(db_begin(db, true, &why), &why);
	for (size_t i = 0; i < o->parts; i++) {
		must(fold_rebuild(db, a, &o->kinds, o->part[i].part, &why),
		    &why);
		arena_reset(a);
	}
	must(db_commit(db, &why), &why);
	bench_say("rebuilding all tables",
	    (double)n / (bench_seconds() - from), "records/s");
	db_close(db);
	arena_free(a);
}

struct asking {
	struct reader *r;
	struct arena *a;
	struct id directive, partner;
	struct why why;
};

static void
ask_review(struct asking *q)
{
	struct review_ask ask = { .directive = q->directive };
	struct report out;

	must(review_report(q->r, q->a, &ask, &out, &q->why), &q->why);
}

static void
ask_partner(struct asking *q)
{
	struct partner_ask ask = { .id = q->partner };
	struct report out;

	must(partner_report(q->r, q->a, &ask, &out, &q->why), &q->why);
}

static void
ask_overview(struct asking *q)
{
	struct overview_ask ask = { 0 };
	struct report out;

	must(overview_report(q->r, q->a, &ask, &out, &q->why), &q->why);
}

/* The median of some runs, after one that warms the cache. */
static void
time_report(struct asking *q, const char *name, void (*report)(struct asking *))
{
	double took[TIMES];

	for (int i = -1; i < TIMES; i++) {
		double from = bench_seconds();

		must(reader_begin(q->r, &q->why), &q->why);
		report(q);
		reader_end(q->r);
		arena_reset(q->a);
		if (i < 0)
			continue;
		took[i] = (bench_seconds() - from) * 1e3;
		for (int j = i; j > 0 && took[j] < took[j - 1]; j--) {
			double swap = took[j];

			took[j] = took[j - 1];
			took[j - 1] = swap;
		}
	}
	bench_say(name, took[TIMES / 2], "ms");
}

static struct id
id_of(struct asking *q, const char *name)
{
	const struct kind *kind;
	struct id id;

	must(find_id(q->r, q->a, str_of(name), NULL, &id, &kind, &q->why),
	    &q->why);
	return id;
}

static void
reports(const struct office *o)
{
	struct asking q = { .a = arena_new(512 * MIB) };
	double from;
	uint64_t mask;

	must(office_clearance(o, STR(""), &mask, &q.why), &q.why);
	from = bench_seconds();
	must(reader_open(o, mask, UINT64_MAX, office_today(o), &q.r, &q.why),
	    &q.why);
	bench_say("opening a reader", (bench_seconds() - from) * 1e3, "ms");
	must(reader_begin(q.r, &q.why), &q.why);
	q.directive = id_of(&q, "directive:806-NQ/QUTW");
	q.partner = id_of(&q, "partner:AUS");
	reader_end(q.r);
	time_report(&q, "review of a directive, five years", ask_review);
	time_report(&q, "one partner", ask_partner);
	time_report(&q, "the first page", ask_overview);
	reader_close(q.r);
	arena_free(q.a);
}

static struct office *
make(const char *dir, size_t records, size_t versions)
{
	const struct str packs[] = { STR("core"), STR("vietnam") };
	struct why why = { 0 };
	struct office *o;

	must(office_create(world_posix(), str_of(dir), STR("Bench"), packs,
	    countof(packs), true, &o, &why), &why);
	write_all(o, records);
	if (versions > 0)
		amend_all(o, records, versions);
	else
		rebuild(o);
	return o;
}

int
main(int argc, char **argv)
{
	char dir[200] = "/tmp/comity-bench-XXXXXX";
	struct why why = { 0 };
	int64_t records = 100000, versions = 0;
	struct office *o;

	if (argc > 1)
		ALWAYS(str_int(str_of(argv[1]), &records) && records >= 0);
	if (argc > 2)
		(void)snprintf(dir, sizeof(dir), "%s", argv[2]);
	else
		ALWAYS(mkdtemp(dir) != NULL && rmdir(dir) == 0);
	if (argc > 3)
		ALWAYS(str_int(str_of(argv[3]), &versions) &&
		    versions > records);
	if (records > 0)
		o = make(dir, (size_t)records, (size_t)versions);
	else
		must(office_open(world_posix(), str_of(dir), &o, &why), &why);
	reports(o);
	office_close(o);
	if (argc <= 2)
		(void)printf("# office in %s\n", dir);
	return 0;
}
