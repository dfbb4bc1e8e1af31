/* What any date reader takes, date_format writes and date_parse reads back. */
#include "base/date.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_back(struct date d)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct date again;

	ALWAYS(d.lo <= d.hi);
	date_format(&b, d);
	ALWAYS(date_parse(buf_view(&b), &again));
	ALWAYS(again.lo == d.lo && again.hi == d.hi);
	buf_clear(&b);
	date_show(&b, d);
	ALWAYS(b.err == ERR_OK && b.n > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct str s = { (const char *)data, size };
	int64_t ms, again;
	struct date d;

	if (date_parse(s, &d))
		check_back(d);
	if (date_parse_human(s, date_ymd(2024, 2, 29), &d))
		check_back(d);
	if (date_parse_instant(s, &ms)) {
		date_format_instant(&b, ms);
		ALWAYS(date_parse_instant(buf_view(&b), &again));
		ALWAYS(again == ms);
	}
	return 0;
}
