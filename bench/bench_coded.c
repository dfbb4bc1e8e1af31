/*
 * Coded events: rows a second of a GDELT 2.0 file, read alone and written as
 * records, and how much memory that took. The file is made here by a fixed
 * seed: 61 columns, some 370 bytes a row, a third of the rows between two
 * states. It is left in the folder for bench/run.sh, which gives the same file
 * to mawk and to sqlite3.
 *
 *	bench_coded FOLDER
 */
#include "bench.h"

#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>

#include "advise/intake.h"
#include "base/rng.h"
#include "base/str.h"
#include "world/flow.h"

enum { ROWS = 1000000, WRITTEN = 100000 };

static struct arena *arena;
static struct coded_formats formats;
static struct why why;

static void
must(enum err e)
{
	if (e != ERR_OK)
		die("%s: %s", err_name(e), why.text);
}

/* Where others work beside it, the clock on the wall tells little. */
static double
cpu_seconds(void)
{
	struct timespec t;

	ALWAYS(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
row_put(FILE *f, struct rng *r, size_t i)
{
	static const char *const state[] = { "USA", "VNM", "CHN", "RUS", "JPN",
		"", "", "", "", "AUS", "IND", "FRA", "GBR", "LAO", "KHM", "",
		"", "EUR", "AFR", "THA" };
	static const char *const code[] = { "010", "020", "036", "040", "042",
		"043", "046", "051", "057", "061", "071", "0841", "111", "112",
		"120", "130", "141", "154", "163", "173", "190", "193" };
	const char *a = state[rng_below(r, countof(state))];
	const char *b = state[rng_below(r, countof(state))];
	const char *c = code[rng_below(r, countof(code))];
	int day = (int)rng_below(r, 28) + 1, month = (int)rng_below(r, 12) + 1;

	(void)fprintf(f, "%zu\t2024%02d%02d\t2024%02d\t2024\t2024.5\t%sGOV\t"
	    "%s\t%s\t\t\t\t\tGOV\t\t\t%sMIL\t%s\t%s\t\t\t\t\tMIL\t\t\t1\t%s\t"
	    "%.3s\t%.2s\t1\t1.9\t4\t1\t4\t-1.5\t4\tHanoi, Ha Noi, Vietnam\t"
	    "VM\tVM44\t00000\t21.0333\t105.85\t-3714993\t4\tCanberra, "
	    "Australian Capital Territory, Australia\tAS\tAS01\t5212\t"
	    "-35.2833\t149.217\t-1563952\t4\tHanoi, Ha Noi, Vietnam\tVM\t"
	    "VM44\t00000\t21.0333\t105.85\t-3714993\t20240626120000\t"
	    "https://news.example.org/articles/2024/06/%zu-defence-talks\n",
	    1000000000 + i, month, day, month, a, a, a, b, b, b, c, c, c, i);
}

static void
file_make(const char *path)
{
	struct rng r = { 2024 };
	FILE *f = fopen(path, "w");

	ALWAYS(f != NULL);
	for (size_t i = 0; i < ROWS; i++)
		row_put(f, &r, i);
	ALWAYS(fclose(f) == 0);
}

/* Lines until ${items} are made; how many lines. */
static size_t
read_lines(const char *path, struct coded *c, struct coded_items *out,
    struct intake *in, size_t items)
{
	const struct coded_format *f = coded_named(&formats, STR("gdelt2"));
	size_t lines = 0, made = 0;
	struct flow *flow;
	struct str line;

	must(flow_open(path, &flow, &why));
	while (made < items && flow_line(flow, &line, &why) == ERR_OK) {
		enum coded_fate fate;

		if (lines++ == 0)
			must(coded_begin(c, f, line, &f, &why));
		fate = coded_line(c, line, lines, out);
		ALWAYS(fate != CODED_FAULT);
		made += fate == CODED_ITEMS;
		if (in != NULL) {
			must(intake_put(in, &why));
		} else if (out->n >= 1000) {
			arena_reset(out->arena);
			*out = (struct coded_items){ .arena = out->arena };
		}
	}
	must(why.text[0] == '\0' ? ERR_OK : ERR_IO);
	flow_close(flow);
	return lines;
}

static void
fault(void *self, size_t line, const struct why *w)
{
	(void)self;
	die("line %zu: %s", line, w->text);
}

static void
write_events(const char *path, struct str folder, const struct coded_ask *ask)
{
	const struct str packs[] = { STR("core"), STR("vietnam") };
	struct intake_ask in_ask = { .format = coded_named(&formats,
		STR("gdelt2")), .note = STR("bench"), .fault = fault };
	struct coded *c = coded_new(&formats, ask);
	struct office *o;
	struct intake *in;
	uint64_t hlc;
	int32_t today;
	double from;

	must(office_create(world_posix(), folder, STR("Bench"), packs, 2,
	    false, &o, &why));
	must(office_as_of(o, STR(""), &hlc, &today, &why));
	must(reader_open(o, 31, hlc, today, &in_ask.reader, &why));
	for (int again = 0; again < 2; again++) {
		from = bench_seconds();
		must(intake_open(&in_ask, &in, &why));
		(void)read_lines(path, c, intake_items(in), in, WRITTEN);
		must(intake_end(in, &why));
		ALWAYS((again ? intake_count(in)->same
		    : intake_count(in)->added) == WRITTEN);
		bench_say(again ? "coded events, known again"
		    : "coded events, read and written", WRITTEN /
		    (bench_seconds() - from), "events/s");
		intake_close(in);
	}
	reader_close(in_ask.reader);
	office_close(o);
	coded_free(c);
}

int
main(int argc, char **argv)
{
	struct coded_ask ask = { .home = STR_INIT("VNM"),
		.span = { INT32_MIN, INT32_MAX } };
	struct coded_items items = { .arena = arena_new(64 * MIB) };
	struct rusage use;
	struct coded *c;
	const char *path;
	double from, cpu, seconds;
	size_t lines;

	ALWAYS(argc >= 2);
	arena = arena_new(256 * MIB);
	path = arena_printf(arena, "%s/events.csv", argv[1]).p;
	file_make(path);
	must(coded_load(arena, &formats, &why));
	c = coded_new(&formats, &ask);
	cpu = cpu_seconds();
	from = bench_seconds();
	lines = read_lines(path, c, &items, NULL, SIZE_MAX);
	seconds = bench_seconds() - from;
	ALWAYS(lines == ROWS);
	bench_say("coded events, read alone", ROWS / seconds, "rows/s");
	bench_say("coded events, read alone, of the processor's time",
	    ROWS / (cpu_seconds() - cpu), "rows/s");
	ALWAYS(getrusage(RUSAGE_SELF, &use) == 0);
	bench_say("coded events, read alone", (double)use.ru_maxrss / 1024,
	    "MB");
	coded_free(c);
	write_events(path, arena_printf(arena, "%s/coded", argv[1]), &ask);
	arena_free(items.arena);
	arena_free(arena);
	return 0;
}
