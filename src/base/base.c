#include "base/base.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

#include "base/banned.h"

#undef why_set
enum err
why_set(struct why *w, enum err e, const char *fmt, ...)
{
	va_list ap;

	if (w == NULL || w->text[0] != '\0')
		return e;
	va_start(ap, fmt);
	(void)vsnprintf(w->text, sizeof(w->text), tr(w->lang, fmt), ap);
	va_end(ap);
	return e;
}

const char *
err_name(enum err e)
{
	static const char *const names[] = {
		[ERR_OK] = "ok",           [ERR_NOMEM] = "no memory",
		[ERR_LIMIT] = "too large", [ERR_IO] = "input/output",
		[ERR_INPUT] = "bad input", [ERR_BUSY] = "busy",
		[ERR_CORRUPT] = "corrupt", [ERR_DENIED] = "denied",
		[ERR_MISSING] = "missing",
	};

	static_assert(countof(names) == ERR__MAX, "every error has a name");
	return names[e];
}

void
die(const char *fmt, ...)
{
	va_list ap;

	(void)fputs("comity: ", stderr);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	abort();
}
