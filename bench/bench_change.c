/*
 * Changes a second through all checks: an activity with eight fields, words
 * and references looked up, number given, recorded, folded. And what an office
 * costs to make.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "model/change.h"
#include "model/sample.h"
#include "world/world.h"

enum { SINGLES = 1000, GROUPED = 10000 };

static void
must(enum err e, const struct why *why)
{
	if (e != ERR_OK)
		die("%s: %s", err_name(e), why->text);
}

static void
add_one(struct change_pen *p, struct arena *a)
{
	struct change_field f[] = {
		{ STR("title"), STR("Exchange of officers") },
		{ STR("type"), STR("expert-exchange") },
		{ STR("partner"), STR("AUS") },
		{ STR("start"), STR("2026-11-10") },
		{ STR("finish"), STR("2026-11-12") },
		{ STR("level"), STR("expert") },
		{ STR("place"), STR("Ha Noi") },
		{ STR("unit"), STR("FRD") },
	};
	struct change_item item = { .verb = CHANGE_ADD,
		.kind = STR("activity"), .field = f, .fields = countof(f) };
	struct change c = { .item = &item, .items = 1 };
	struct arena_mark m = arena_mark(a);
	struct change_done done;
	struct why why = { 0 };

	must(change_commit(p, a, &c, &done, &why), &why);
	arena_rewind(a, m);
}

static struct office *
make(const char *folder, bool demo)
{
	const struct str packs[] = { STR("core"), STR("vietnam") };
	struct arena *a = arena_new(MIB);
	struct office *o;
	struct change_pen *p;
	struct why why = { 0 };
	size_t records = 0;
	double from = bench_seconds();

	must(office_create(world_posix(), arena_printf(a, "%s/%s", folder,
	    demo ? "demo" : "office"), STR("Bench"), packs, 2, demo, &o,
	    &why), &why);
	if (demo) {
		must(change_open(o, &p, &why), &why);
		must(change_group(p, &why), &why);
		must(sample_load(p, o, &records, &why), &why);
		must(change_group_end(p, &why), &why);
		change_close(p);
	}
	bench_say(demo ? "an office with the sample" : "an office",
	    bench_seconds() - from, "s");
	arena_free(a);
	return o;
}

static void
changes(struct office *o)
{
	struct arena *a = arena_new(64 * MIB);
	struct change_pen *p;
	struct why why = { 0 };
	double from;

	must(change_open(o, &p, &why), &why);
	from = bench_seconds();
	for (int i = 0; i < SINGLES; i++)
		add_one(p, a);
	bench_say("activities added, one by one",
	    SINGLES / (bench_seconds() - from), "records/s");
	from = bench_seconds();
	must(change_group(p, &why), &why);
	for (int i = 0; i < GROUPED; i++)
		add_one(p, a);
	must(change_group_end(p, &why), &why);
	bench_say("activities added, in one group",
	    GROUPED / (bench_seconds() - from), "records/s");
	change_close(p);
	arena_free(a);
}

int
main(void)
{
	char folder[] = "/tmp/comity-bench-XXXXXX", command[64];
	struct office *o;

	if (mkdtemp(folder) == NULL)
		die("no folder in /tmp");
	office_close(make(folder, true));
	o = make(folder, false);
	changes(o);
	office_close(o);
	(void)snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}
