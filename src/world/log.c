#include "world/log.h"

#include <unistd.h>

#include "base/date.h"
#include "base/str.h"

#include "base/banned.h"

void
log_line(struct world *w, enum log_level level, const char *room,
    const char *fmt, ...)
{
	static const char *const names[] = {
		[LOG_ERROR] = "error", [LOG_WARN] = "warn", [LOG_INFO] = "info",
	};
	struct buf line CLEANUP(buf_free) = { .max = 8 * KIB };
	ssize_t sent;
	va_list ap;

	date_format_instant(&line, w->now_ms(w));
	buf_printf(&line, " %s %s: ", names[level], room);
	va_start(ap, fmt);
	buf_vprintf(&line, fmt, ap);
	va_end(ap);
	/* What came from outside cannot begin a line of its own. */
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < ' ' || line.p[i] == 0x7f)
			line.p[i] = ' ';
	if (line.err != ERR_OK) {
		buf_clear(&line);
		date_format_instant(&line, w->now_ms(w));
		buf_printf(&line, " %s %s: (too long to log)", names[level],
		    room);
	}
	buf_char(&line, '\n');
	/* One write, so that the lines of several processes do not mix. */
	sent = write(STDERR_FILENO, line.p, line.n);
	(void)sent; /* there is nobody left to tell */
}
