/*
 * Records a second: one durable commit each, in groups of a hundred, and
 * verified afterwards. On the disk of $TMPDIR or /tmp, WAL and FULL.
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/lane.h"
#include "base/str.h"

enum {
	SINGLES = 2000,
	GROUPS = 100,
	GROUP = 100
};

static void
must(enum err e, const struct why *why)
{
	if (e != ERR_OK)
		die("%s: %s", err_name(e), why->text);
}

static void
singles(struct lane_office *o)
{
	struct why why = { 0 };
	double from = bench_seconds();

	for (int i = 0; i < SINGLES; i++)
		must(lane_try(o, "one of many", 5, &why), &why);
	bench_say("accepted changes, one by one",
	    SINGLES / (bench_seconds() - from), "records/s");
}

static void
grouped(struct lane_office *o)
{
	struct why why = { 0 };
	double from = bench_seconds();

	for (int g = 0; g < GROUPS; g++) {
		must(journal_begin(o->journal, &why), &why);
		for (int i = 0; i < GROUP; i++) {
			struct arena_mark m = arena_mark(o->arena);
			struct journal_draft d = lane_draft(o, "grouped", 5);

			must(journal_append(o->journal, o->arena, LANE_PART,
			    &d, NULL, NULL, &why), &why);
			arena_rewind(o->arena, m);
		}
		must(journal_end(o->journal, &why), &why);
	}
	bench_say("accepted changes, groups of 100",
	    GROUPS * GROUP / (bench_seconds() - from), "records/s");
}

static void
verified(struct lane_office *o)
{
	struct why why = { 0 };
	double from = bench_seconds();
	uint64_t n = 0;

	must(journal_verify(o->db, LANE_PART, &n, &why), &why);
	bench_say("verified records", (double)n / (bench_seconds() - from),
	    "records/s");
}

int
main(void)
{
	const char *tmp = getenv("TMPDIR");
	struct why why = { 0 };
	struct lane_office o;
	char dir[200], path[300];

	(void)snprintf(dir, sizeof(dir), "%s/comity-bench-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	ALWAYS(mkdtemp(dir) != NULL);
	(void)snprintf(path, sizeof(path), "%s/office.db", dir);
	lane_office_init(&o, 1);
	o.path = path;
	must(lane_office_found(&o, &why), &why);
	must(lane_office_open(&o, &why), &why);
	singles(&o);
	grouped(&o);
	verified(&o);
	lane_office_free(&o);
	(void)unlink(path);
	(void)rmdir(dir);
	return 0;
}
