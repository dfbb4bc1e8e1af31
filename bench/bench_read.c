/*
 * Reading text: sentences and megabytes a second on one thread, and how long
 * the words take to load. The text is bench/statement.txt, our own; TABARI
 * 0.8.4b2 with its dictionaries coded 7,400 to 7,900 sentences a second on the
 * same machine, single sentences of news, events only.
 */
#include "bench.h"

#include <sys/resource.h>

#include "base/str.h"
#include "read/gazetteer.h"
#include "read/reading.h"
#include "world/world.h"

static void
must(enum err e, const struct why *why)
{
	if (e != ERR_OK)
		die("%s: %s", err_name(e), why->text);
}

static size_t
sentences(const struct gazetteer *g, struct str text)
{
	struct text_span block, sentence;
	size_t at = 0, n = 0;

	while (text_block(text, &at, false, &block)) {
		size_t in = block.begin;

		while (text_sentence(&g->rules, text, block, &in, &sentence))
			n++;
	}
	return n;
}

int
main(void)
{
	struct buf file CLEANUP(buf_free) = { .max = MIB };
	struct arena *words = arena_new(64 * MIB), *a = arena_new(64 * MIB);
	struct world *w = world_posix();
	struct gazetteer *g;
	struct reading r;
	struct rusage use;
	struct why why = { 0 };
	double from = bench_seconds(), seconds;
	size_t per, n = 0;

	must(gazetteer_load(words, &g, &why), &why);
	bench_say("loading the words", (bench_seconds() - from) * 1e3, "ms");
	must(w->read_file(w, "bench/statement.txt", &file), &why);
	per = sentences(g, buf_view(&file));
	from = bench_seconds();
	do {
		must(reading_of(a, g, buf_view(&file), STR("statement.txt"),
		    NULL, &r, &why), &why);
		ALWAYS(r.items > 10);
		arena_reset(a);
		n++;
		seconds = bench_seconds() - from;
	} while (seconds < 2);
	bench_say("reading text", (double)(n * per) / seconds, "sentences/s");
	bench_say("reading text", (double)(n * file.n) / seconds / 1e6,
	    "MB/s");
	ALWAYS(getrusage(RUSAGE_SELF, &use) == 0);
	bench_say("memory for reading", (double)use.ru_maxrss / 1024, "MB");
	arena_free(a);
	arena_free(words);
	return 0;
}
