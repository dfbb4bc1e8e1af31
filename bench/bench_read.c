/*
 * bench_read FOLDER PROGRAM: reading text: sentences and megabytes a second of
 * one thread's processor time, how long the words take to load, and what a
 * stream of 128 MB and a text of 15 MB hold in memory, by the program itself.
 * The text is bench/statement.txt, our own; TABARI 0.8.4b2 with its
 * dictionaries coded 7,400 to 7,900 sentences a second on the same machine,
 * single sentences of news, events only.
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
	return (double)use.ru_utime.tv_sec + (double)use.ru_utime.tv_usec /
	    1e6;
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

/* The text again and again, as it is or a paragraph a line of JSON. */
static size_t
write_text(const char *path, struct str text, size_t most, bool stream)
{
	FILE *f = fopen(path, "w");
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	size_t n = 0, id = 0;

	ALWAYS(f != NULL);
	while (n < most) {
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
	return n;
}

/* Memory is that of the largest child so far: the stream comes first. */
static void
by_program(const char *folder, const char *program, struct str text)
{
	char path[4096];
	struct rusage use;
	double from = processor_seconds(RUSAGE_CHILDREN);
	size_t n;

	(void)snprintf(path, sizeof(path), "%s/read", folder);
	n = write_text(path, text, 128 * MIB, true);
	run(program, "--stream", path);
	bench_say("a stream of 128 MB", (double)n / 1e6 /
	    (processor_seconds(RUSAGE_CHILDREN) - from), "MB/s");
	ALWAYS(getrusage(RUSAGE_CHILDREN, &use) == 0);
	bench_say("memory for a stream of 128 MB", (double)use.ru_maxrss /
	    1024, "MB");
	(void)write_text(path, text, 15 * MIB, false);
	run(program, "--json", path);
	ALWAYS(getrusage(RUSAGE_CHILDREN, &use) == 0);
	bench_say("memory for one text of 15 MB", (double)use.ru_maxrss /
	    1024, "MB");
	(void)unlink(path);
}

int
main(int argc, char **argv)
{
	struct buf file CLEANUP(buf_free) = { .max = MIB };
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
	if (argc == 3)
		by_program(argv[1], argv[2], buf_view(&file));
	arena_free(a);
	arena_free(words);
	return 0;
}
