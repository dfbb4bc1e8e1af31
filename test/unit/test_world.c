#include "lib/check.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "base/date.h"
#include "lib/folder.h"
#include "world/log.h"

static void
written_file_reads_back(void **state)
{
	const struct folder *f = *state;
	struct world *w = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct stat st;

	assert_false(w->exists(w, f->file));
	assert_int_equal(w->write_file(w, f->file, STR("old"), 0644), ERR_OK);
	assert_int_equal(w->write_file(w, f->file, STR("new\0x"), 0600),
	    ERR_OK);
	assert_true(w->exists(w, f->file));
	assert_int_equal(w->read_file(w, f->file, &b), ERR_OK);
	assert_int_equal(b.n, 5);
	assert_memory_equal(b.p, "new\0x", 5);
	assert_int_equal(stat(f->file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

/* A crash between writing and renaming leaves this; the next write wins. */
static void
leftover_does_not_stop_writing(void **state)
{
	const struct folder *f = *state;
	struct world *w = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	char beside[300];

	(void)snprintf(beside, sizeof(beside), "%s.new", f->file);
	assert_int_equal(w->write_file(w, beside, STR("half of it, long"),
	    0644), ERR_OK);
	assert_int_equal(w->write_file(w, f->file, STR("whole"), 0600), ERR_OK);
	assert_int_equal(w->read_file(w, f->file, &b), ERR_OK);
	check_str(buf_view(&b), "whole");
	assert_false(w->exists(w, beside));
}

static void
failures_have_names(void **state)
{
	const struct folder *f = *state;
	struct world *w = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = 4 };
	char inner[300];

	(void)snprintf(inner, sizeof(inner), "%s/no/such", f->path);
	assert_int_equal(w->read_file(w, inner, &b), ERR_MISSING);
	assert_int_equal(w->write_file(w, inner, STR("x"), 0600), ERR_MISSING);
	assert_int_equal(w->make_dir(w, inner, 0700), ERR_MISSING);
	assert_int_equal(w->read_file(w, f->path, &b), ERR_IO);
	assert_int_equal(w->write_file(w, f->file, STR("12345"), 0600),
	    ERR_OK);
	assert_int_equal(w->read_file(w, f->file, &b), ERR_LIMIT);
	assert_int_equal(w->make_dir(w, f->file, 0700), ERR_IO);
	assert_int_equal(w->make_dir(w, f->path, 0700), ERR_OK);
}

/* A file may grow to a hundred bytes: as a full disk, in the middle. */
static void
failed_write_keeps_the_old_file(void **state)
{
	const struct folder *f = *state;
	struct world *w = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	static const char large[1000];
	struct rlimit before, tight;
	char beside[300];

	assert_int_equal(w->write_file(w, f->file, STR("old"), 0600), ERR_OK);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	tight = before;
	tight.rlim_cur = 100;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	assert_int_equal(w->write_file(w, f->file,
	    (struct str){ large, sizeof(large) }, 0600), ERR_IO);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(w->read_file(w, f->file, &b), ERR_OK);
	check_str(buf_view(&b), "old");
	(void)snprintf(beside, sizeof(beside), "%s.new", f->file);
	assert_false(w->exists(w, beside));
}

static void
dash_is_standard_input(void **state)
{
	struct world *w = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	int before = dup(STDIN_FILENO), ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "piped", 5), 5);
	(void)close(ends[1]);
	assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
	(void)close(ends[0]);
	assert_int_equal(w->read_file(w, "-", &b), ERR_OK);
	check_str(buf_view(&b), "piped");
	assert_true(before < 0 || dup2(before, STDIN_FILENO) >= 0);
	(void)close(before);
}

static void
what_is_removed_is_gone(void **state)
{
	const struct folder *f = *state;
	struct world *w = world_posix();

	assert_int_equal(w->write_file(w, f->file, STR("x"), 0600), ERR_OK);
	assert_int_equal(w->remove_file(w, f->file), ERR_OK);
	assert_false(w->exists(w, f->file));
	assert_int_equal(w->remove_file(w, f->file), ERR_OK);
	assert_int_not_equal(w->remove_file(w, f->path), ERR_OK);
	assert_true(w->exists(w, f->path));
}

static void
folders_are_listed_in_order(void **state)
{
	const struct folder *f = *state;
	struct world *w = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct buf tight CLEANUP(buf_free) = { .max = 4 };
	char other[300];

	(void)snprintf(other, sizeof(other), "%s/Zoo", f->path);
	assert_int_equal(w->write_file(w, f->file, STR("x"), 0600), ERR_OK);
	assert_int_equal(w->make_dir(w, other, 0700), ERR_OK);
	assert_int_equal(w->list_dir(w, f->path, &b), ERR_OK);
	assert_int_equal(b.n, 9);
	assert_memory_equal(b.p, "Zoo\0file\0", 9);
	assert_int_equal(w->list_dir(w, f->path, &tight), ERR_LIMIT);
	assert_int_equal(w->list_dir(w, f->file, &b), ERR_MISSING);
	assert_int_equal(rmdir(other), 0);
}

static enum err
run(const char *script, struct str in, size_t most, struct buf *b)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	struct world_run r = { argv, in, 2, 512 * MIB };
	struct world *w = world_posix();

	buf_init(b, most);
	return w->run(w, &r, b);
}

static void
programs_run_within_bounds(void **state)
{
	static char much[300000];
	const char *const none[] = { "no-such-program", NULL };
	struct world_run r = { none, STR_INIT(""), 2, 512 * MIB };
	struct world *w = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	memset(much, 'm', sizeof(much));
	assert_int_equal(run("cat", (struct str){ much, sizeof(much) }, MIB,
	    &b), ERR_OK);
	assert_int_equal(b.n, sizeof(much));
	buf_free(&b);
	/* It need not read what it is given. */
	assert_int_equal(run("echo x", (struct str){ much, sizeof(much) },
	    MIB, &b), ERR_OK);
	check_str(buf_view(&b), "x\n");
	buf_free(&b);
	assert_int_equal(run("exit 3", STR(""), MIB, &b), ERR_INPUT);
	assert_int_equal(run("while echo xxxxxxxx; do :; done", STR(""),
	    KIB, &b), ERR_LIMIT);
	buf_free(&b);
	assert_int_equal(run("sleep 60", STR(""), KIB, &b), ERR_LIMIT);
	assert_int_equal(w->run(w, &r, &b), ERR_MISSING);
}

static void
clocks(void **state)
{
	struct world *w = world_posix();
	struct timespec t;
	int64_t tick, now;

	(void)state;
	assert_int_equal(clock_gettime(CLOCK_REALTIME, &t), 0);
	now = w->now_ms(w);
	assert_true(now >= t.tv_sec * (int64_t)1000);
	assert_true(now < (t.tv_sec + 60) * (int64_t)1000);
	tick = w->tick_ms(w);
	assert_true(w->tick_ms(w) >= tick);
}

/* In a child, because the clock is stopped once for a process. */
static void
stopped(const char *text, int64_t want, int status_want)
{
	pid_t child = fork();
	int status = 0;

	assert_true(child >= 0);
	if (child == 0) {
		struct world *w;

		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(9);
		(void)setenv("COMITY_NOW", text, 1);
		w = world_posix();
		_exit(w->now_ms(w) == want && w->now_ms(w) == want ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), status_want);
}

static void
clock_can_be_stopped(void **state)
{
	(void)state;
	stopped("2026-11-21T08:00:00Z", 1795248000000, 0);
	stopped("2026-11-21", 1795262400000, 0); /* noon */
	stopped("2026-11", 0, 2);
	stopped("soon", 0, 2);
}

static void
chance_differs(void **state)
{
	unsigned char a[1000] = { 0 }, b[1000] = { 0 };
	struct world *w = world_posix();
	size_t zeros = 0;

	(void)state;
	w->entropy(w, a, sizeof(a));
	w->entropy(w, b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	for (size_t i = 0; i < sizeof(a); i++)
		zeros += a[i] == 0;
	assert_true(zeros < 50);
}

static int64_t
stone_ms(struct world *w)
{
	(void)w;
	return 1795248000000;
}

static void
log_says_whole_lines(void **state)
{
	const struct folder *f = *state;
	struct world w = { .now_ms = stone_ms }, *real = world_posix();
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	int fd = open(f->file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int before = dup(STDERR_FILENO);

	assert_true(fd >= 0 && before >= 0);
	assert_true(dup2(fd, STDERR_FILENO) >= 0);
	log_line(&w, LOG_WARN, "store", "disk %d%%", 97);
	log_line(&w, LOG_INFO, "serve", "bad path \"%s\"", "a\nforged\r\x1b");
	log_line(&w, LOG_ERROR, "main", "%0*d", 20000, 1);
	assert_true(dup2(before, STDERR_FILENO) >= 0);
	(void)close(before);
	(void)close(fd);
	assert_int_equal(real->read_file(real, f->file, &b), ERR_OK);
	check_str(buf_view(&b),
	    "2026-11-21T08:00:00.000Z warn store: disk 97%\n"
	    "2026-11-21T08:00:00.000Z info serve: bad path \"a forged  \"\n"
	    "2026-11-21T08:00:00.000Z error main: (too long to log)\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_can_be_stopped), /* before any clock */
		cmocka_unit_test_setup_teardown(written_file_reads_back,
		    folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(leftover_does_not_stop_writing,
		    folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(failures_have_names,
		    folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(failed_write_keeps_the_old_file,
		    folder_setup, folder_teardown),
		cmocka_unit_test(dash_is_standard_input),
		cmocka_unit_test_setup_teardown(what_is_removed_is_gone,
		    folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(folders_are_listed_in_order,
		    folder_setup, folder_teardown),
		cmocka_unit_test(programs_run_within_bounds),
		cmocka_unit_test(clocks),
		cmocka_unit_test(chance_differs),
		cmocka_unit_test_setup_teardown(log_says_whole_lines,
		    folder_setup, folder_teardown),
	};

	/* The real clock is tested here, whatever the caller has stopped. */
	(void)unsetenv("COMITY_NOW");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
