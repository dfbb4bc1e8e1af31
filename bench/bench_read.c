/*
 * bench_read FOLDER PROGRAM: reading text: sentences and megabytes a second of
 * one thread's processor time, how long the words take to load, how fast the
 * program itself reads short news as a stream of JSON, its start and all the
 * system does for it counted in, and what a stream of 128 MB and a text of
 * 15 MB hold in memory. The texts are our own: bench/statement.txt, and
 * bench/news.txt, a sentence a line. TABARI 0.8.4b2 with its dictionaries coded
 * 7,400 to 7,900 sentences and 1.2 MB a second on the same machine, single
 * sentences of news, events only.
 */
#include "bench.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

static double
processor_seconds(int who)
{
	struct rusage use;

	ALWAYS(getrusage(who, &use) == 0);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

/* ${program} over ${file}; its processor time is added to the children's. */
static void
run(const char *program, const char *form, const char *file)
{
	int status = 0;
	pid_t child = fork();

	ALWAYS(child >= 0);
	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
			_exit(1);
		(void)execl(program, program, "read", form, file,
		    (char *)NULL);
		_exit(1);
	}
	ALWAYS(waitpid(child, &status, 0) == child);
	ALWAYS(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/*
 * The text again and again, as it is or a paragraph a line of JSON; how often,
 * and in ${bytes} how large that is.
 */
static size_t
write_text(const char *path, struct str text, size_t most, bool stream,
    size_t *bytes)
{
	FILE *f = fopen(path, "w");
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	size_t n = 0, id = 0, times = 0;

	ALWAYS(f != NULL);
	for (; n < most; times++) {
		struct str rest = text, line;

		while (str_line(&rest, &line)) {
			if (stream && str_trim(line).n == 0)
				continue;
			buf_clear(&b);
			if (stream) {
				buf_printf(&b, "{\"id\":%zu,\"text\":", id++);
				buf_json(&b, line);
				buf_text(&b, "}\n");
			} else {
				buf_str(&b, line);
				buf_char(&b, '\n');
			}
			ALWAYS(fwrite(b.p, 1, b.n, f) == b.n);
			n += b.n;
		}
	}
	ALWAYS(fclose(f) == 0);
	*bytes = n;
	return times;
}

/* The best of five, for whoever else works on the machine. */
static void
news(const char *path, const char *program, struct str text, size_t per)
{
	size_t bytes, times = write_text(path, text, 8 * MIB, true, &bytes);
	double best = 0;

	for (int i = 0; i < 5; i++) {
		double from = processor_seconds(RUSAGE_CHILDREN), took;

		run(program, "--stream", path);
		took = processor_seconds(RUSAGE_CHILDREN) - from;
		best = i == 0 || took < best ? took : best;
	}
	bench_say("short news as a stream", (double)(times * per) / best,
	    "sentences/s");
	bench_say("short news as a stream", (double)(times * text.n) / best /
	    1e6, "MB/s");
}

/* Memory is that of the largest child so far: the stream comes first. */
static void
by_program(const char *path, const char *program, struct str text)
{
	struct rusage use;
	double from;
	size_t n;

	(void)write_text(path, text, 128 * MIB, true, &n);
	from = processor_seconds(RUSAGE_CHILDREN);
	run(program, "--stream", path);
	bench_say("a stream of 128 MB", (double)n / 1e6 /
	    (processor_seconds(RUSAGE_CHILDREN) - from), "MB/s");
	ALWAYS(getrusage(RUSAGE_CHILDREN, &use) == 0);
	bench_say("memory for a stream of 128 MB", (double)use.ru_maxrss /
	    1024, "MB");
	(void)write_text(path, text, 15 * MIB, false, &n);
	run(program, "--json", path);
	ALWAYS(getrusage(RUSAGE_CHILDREN, &use) == 0);
	bench_say("memory for one text of 15 MB", (double)use.ru_maxrss /
	    1024, "MB");
}

int
main(int argc, char **argv)
{
	struct buf file CLEANUP(buf_free) = { .max = MIB };
	struct buf short_news CLEANUP(buf_free) = { .max = MIB };
	struct arena *words = arena_new(64 * MIB), *a = arena_new(64 * MIB);
	struct world *w = world_posix();
	struct gazetteer *g;
	struct reading r;
	struct rusage use;
	struct why why = { 0 };
	double from = processor_seconds(RUSAGE_SELF), seconds;
	size_t per, n = 0;

	must(gazetteer_load(words, &g, &why), &why);
	bench_say("loading the words", (processor_seconds(RUSAGE_SELF) -
	    from) * 1e3, "ms");
	must(w->read_file(w, "bench/statement.txt", &file), &why);
	must(w->read_file(w, "bench/news.txt", &short_news), &why);
	per = sentences(g, buf_view(&file));
	from = processor_seconds(RUSAGE_SELF);
	do {
		must(reading_of(a, g, buf_view(&file), STR("statement.txt"),
		    NULL, &r, &why), &why);
		ALWAYS(r.items > 10);
		arena_reset(a);
		n++;
		seconds = processor_seconds(RUSAGE_SELF) - from;
	} while (seconds < 2);
	bench_say("reading text", (double)(n * per) / seconds, "sentences/s");
	bench_say("reading text", (double)(n * file.n) / seconds / 1e6,
	    "MB/s");
	ALWAYS(getrusage(RUSAGE_SELF, &use) == 0);
	bench_say("memory for reading", (double)use.ru_maxrss / 1024, "MB");
	if (argc == 3) {
		char path[4096];

		(void)snprintf(path, sizeof(path), "%s/read", argv[1]);
		news(path, argv[2], buf_view(&short_news), sentences(g,
		    buf_view(&short_news)));
		by_program(path, argv[2], buf_view(&file));
		(void)unlink(path);
	}
	arena_free(a);
	arena_free(words);
	return 0;
}
