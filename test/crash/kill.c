/*
 * The process is killed in the midst of its work, on the real disk, again and
 * again in one office: what it said was done is there when the next one opens
 * (D1, D2), and the chain goes on. $KILLS asks for more.
 */
#include "lib/check.h"

#include "base/rng.h"
#include "lib/folder.h"
#include "lib/lane.h"

enum { KILLS = 25 };

/* The child: a byte into the pipe for each record that was acknowledged. */
static void
work_until_killed(struct lane_office *o, int pipe_end)
{
	if (lane_office_open(o, NULL) != ERR_OK)
		_exit(1);
	for (size_t i = 0;; i++) {
		if (lane_try(o, "until killed", 1 + i % 4, NULL) != ERR_OK)
			_exit(2);
		if (write(pipe_end, "+", 1) != 1)
			_exit(3);
	}
}

static uint64_t
drain(int fd)
{
	char some[4096];
	uint64_t sum = 0;
	ssize_t n;

	while ((n = read(fd, some, sizeof(some))) > 0)
		sum += (uint64_t)n;
	assert_int_equal(n, 0);
	return sum;
}

/* One life: gives the records that were acknowledged in it. */
static uint64_t
one_life(struct lane_office *o, struct rng *r)
{
	uint64_t wanted = 1 + rng_below(r, 12), acknowledged = 0;
	int ends[2], status = 0;
	pid_t child;
	char one;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)close(ends[0]);
		work_until_killed(o, ends[1]);
	}
	(void)close(ends[1]);
	while (acknowledged < wanted && read(ends[0], &one, 1) == 1)
		acknowledged++;
	/* At any moment of the next one. */
	for (uint64_t spin = rng_below(r, 200000); spin > 0; spin--)
		(void)rng_next(r);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	/* It died of this, and not of an error of its own. */
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGKILL);
	acknowledged += drain(ends[0]);
	(void)close(ends[0]);
	assert_true(acknowledged >= wanted);
	return acknowledged;
}

static int64_t
kills(void)
{
	const char *wanted = getenv("KILLS");
	int64_t n = KILLS;

	if (wanted != NULL)
		assert_true(str_int(str_of(wanted), &n) && n > 0);
	return n;
}

static void
nothing_acknowledged_is_lost(void **state)
{
	struct folder f;
	struct lane_office o;
	struct why why = { 0 };
	struct rng r = { 4 };
	uint64_t there = 1, acknowledged = 0;

	(void)state;
	folder_make(&f);
	lane_office_init(&o, 1);
	o.path = f.file;
	assert_int_equal(lane_office_found(&o, &why), ERR_OK);
	for (int64_t i = 0; i < kills(); i++) {
		uint64_t life = one_life(&o, &r), now;

		if (lane_office_open(&o, &why) != ERR_OK)
			fail_msg("%s", why.text);
		now = lane_check(&o);
		lane_office_close(&o);
		/* One more may have been written and not yet told. */
		assert_true(now >= there + life && now <= there + life + 1);
		there = now;
		acknowledged += life;
		arena_reset(o.arena);
	}
	print_message("%llu records acknowledged in %lld lives\n",
	    (unsigned long long)acknowledged, (long long)kills());
	lane_office_free(&o);
	folder_remove(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_acknowledged_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
