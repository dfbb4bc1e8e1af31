#include "web/meter.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/banned.h"

/* Milliseconds: the budget of a page is 50. */
static const int64_t meter_steps[] = { 5, 10, 25, 50, 100, 250, 1000, 5000 };

struct meter_one {
	uint64_t status[6]; /* 1xx to 5xx */
	uint64_t within[countof(meter_steps) + 1];
	uint64_t bytes, ms;
};

struct meter {
	int64_t since;
	struct meter_one one[METER_WORKERS];
};

struct meter *
meter_new(int64_t now_ms)
{
	/* POSIX has no other memory without a name shared across a fork. */
	int fd = open("/dev/zero", O_RDWR | O_CLOEXEC);
	struct meter *m = mmap(NULL, sizeof(*m), PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);

	(void)close(fd);
	if (m == MAP_FAILED)
		die("there is no memory for %zu bytes", sizeof(*m));
	m->since = now_ms;
	return m;
}

void
meter_note(struct meter *m, int worker, int status, size_t bytes, int64_t ms)
{
	struct meter_one *one;
	size_t step = 0;

	ALWAYS(worker >= 0 && worker < METER_WORKERS);
	one = &m->one[worker];
	one->status[status / 100 % 6]++;
	while (step < countof(meter_steps) && ms > meter_steps[step])
		step++;
	one->within[step]++;
	one->bytes += bytes;
	one->ms += ms > 0 ? (uint64_t)ms : 0;
}

static void
meter_add(struct meter_one *sum, const struct meter_one *one)
{
	for (size_t i = 0; i < countof(sum->status); i++)
		sum->status[i] += one->status[i];
	for (size_t i = 0; i < countof(sum->within); i++)
		sum->within[i] += one->within[i];
	sum->bytes += one->bytes;
	sum->ms += one->ms;
}

static void
meter_times(struct buf *b, const struct meter_one *sum)
{
	uint64_t n = 0;

	buf_text(b, "# HELP comity_seconds How long answers took to make.\n"
	    "# TYPE comity_seconds histogram\n");
	for (size_t i = 0; i < countof(meter_steps); i++) {
		n += sum->within[i];
		buf_printf(b, "comity_seconds_bucket{le=\"%g\"} %llu\n",
		    (double)meter_steps[i] / 1000, (unsigned long long)n);
	}
	n += sum->within[countof(meter_steps)];
	buf_printf(b, "comity_seconds_bucket{le=\"+Inf\"} %llu\n"
	    "comity_seconds_sum %.3f\ncomity_seconds_count %llu\n",
	    (unsigned long long)n, (double)sum->ms / 1000,
	    (unsigned long long)n);
}

void
meter_text(struct buf *b, const struct meter *m, int64_t now_ms)
{
	struct meter_one sum = { 0 };

	for (int i = 0; i < METER_WORKERS; i++)
		meter_add(&sum, &m->one[i]);
	buf_text(b, "# HELP comity_up_seconds Since the program was started.\n"
	    "# TYPE comity_up_seconds gauge\n");
	buf_printf(b, "comity_up_seconds %.3f\n",
	    (double)(now_ms - m->since) / 1000);
	buf_text(b, "# HELP comity_requests_total Answers, by class of "
	    "status.\n# TYPE comity_requests_total counter\n");
	for (int i = 2; i < 6; i++)
		buf_printf(b, "comity_requests_total{status=\"%dxx\"} %llu\n",
		    i, (unsigned long long)sum.status[i]);
	buf_text(b, "# HELP comity_bytes_total Bytes of answers.\n"
	    "# TYPE comity_bytes_total counter\n");
	buf_printf(b, "comity_bytes_total %llu\n",
	    (unsigned long long)sum.bytes);
	meter_times(b, &sum);
}
