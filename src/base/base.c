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
		[ERR_OK] = TR("ok"),
		[ERR_NOMEM] = TR("no memory"),
		[ERR_LIMIT] = TR("too large"),
		[ERR_IO] = TR("input/output"),
		[ERR_INPUT] = TR("bad input"),
		[ERR_BUSY] = TR("busy"),
		[ERR_CORRUPT] = TR("corrupt"),
		[ERR_DENIED] = TR("denied"),
		[ERR_MISSING] = TR("missing"),
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
