#include "lib/check.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "web/meter.h"

static void
says(const struct buf *b, const char *line)
{
	if (str_find(buf_view(b), str_of(line)) == SIZE_MAX)
		fail_msg("no \"%s\" in:\n%.*s", line, (int)b->n, b->p);
}

/* What another process notes is counted here. */
static void
processes_are_added_up(void **state)
{
	struct meter *m = meter_new(1000);
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	pid_t pid = fork();
	int status;

	(void)state;
	if (pid == 0) {
		meter_note(m, 1, 404, 20, 7);
		_exit(0);
	}
	meter_note(m, 0, 200, 100, 3);
	meter_note(m, 0, 503, 1, 99999);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	meter_text(&b, m, 3500);
	says(&b, "comity_up_seconds 2.500\n");
	says(&b, "comity_requests_total{status=\"2xx\"} 1\n");
	says(&b, "comity_requests_total{status=\"4xx\"} 1\n");
	says(&b, "comity_requests_total{status=\"5xx\"} 1\n");
	says(&b, "comity_bytes_total 121\n");
	says(&b, "comity_seconds_bucket{le=\"0.005\"} 1\n");
	says(&b, "comity_seconds_bucket{le=\"0.01\"} 2\n");
	says(&b, "comity_seconds_bucket{le=\"5\"} 2\n");
	says(&b, "comity_seconds_bucket{le=\"+Inf\"} 3\n");
	says(&b, "comity_seconds_count 3\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(processes_are_added_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
