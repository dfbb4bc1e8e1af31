#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/str.h"
#include "base/tr.h"
#include "base/wrap.h"

#include "base/banned.h"

enum {
	WIDTH_DEFAULT = 100,
	WIDTH_LEAST = 40,
	PROGRESS_AFTER_MS = 500,
	PROGRESS_EVERY_MS = 100
};

/* "vi_VN.UTF-8" is Vietnamese; every other place that is set is English. */
static const char *
locale_language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES",
		"LANG" };

	for (size_t i = 0; i < countof(names); i++) {
		struct str s = str_of(getenv(names[i])), rest;

		if (s.n == 0)
			continue;
		(void)str_cut(s, '.', &s, &rest);
		(void)str_cut(s, '@', &s, &rest);
		(void)str_cut(s, '_', &s, &rest);
		return str_eq_nocase(s, STR("vi")) ? "vi" : "en";
	}
	return "en";
}

const char *
cmd_language(int argc, char **argv)
{
	const char *known = tr_known(str_of(getenv("COMITY_LANG")));
	const char *lang = known != NULL ? known : locale_language();

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		struct str name, value;

		if (!str_cut(str_of(argv[i]), '=', &name, &value) &&
		    i + 1 < argc)
			value = str_of(argv[i + 1]);
		if (!str_is(name, "--lang"))
			continue;
		known = tr_known(value);
		lang = known != NULL ? known : lang;
	}
	return lang;
}

int
cmd_usage(const struct cmd_line *l, const char *fmt, ...)
{
	const char *lang = l->language, *usage = l->cmd->usage;
	va_list ap;

	(void)fprintf(stderr, "comity %s: ", l->cmd->name);
	va_start(ap, fmt);
	(void)vfprintf(stderr, tr(lang, fmt), ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	(void)fprintf(stderr, tr(lang, "Usage: comity %s%s%s"), l->cmd->name,
	    *usage != '\0' ? " " : "", tr(lang, usage));
	(void)fputc('\n', stderr);
	return CMD_USAGE;
}

int
cmd_fail(const struct cmd_line *l, enum err e, const struct why *why)
{
	(void)fflush(stdout);
	(void)fprintf(stderr, "comity %s: %s\n", l->cmd->name,
	    why->text[0] != '\0' ? why->text : tr(l->language, err_name(e)));
	return e == ERR_MISSING ? CMD_MISSING : e == ERR_BUSY ? CMD_BUSY
	    : CMD_FAILED;
}

void
cmd_say(const struct cmd_line *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vfprintf(stderr, tr(l->language, fmt), ap);
	va_end(ap);
	(void)fputc('\n', stderr);
}

struct why
cmd_why(const struct cmd_line *l)
{
	return (struct why){ .lang = l->language };
}

const char *
cmd_count(const struct cmd_line *l, uint64_t n)
{
	struct buf b CLEANUP(buf_free) = { .max = 32 };

	tr_count(&b, l->language, (int64_t)n);
	return arena_cstr(l->arena, buf_view(&b));
}

bool
cmd_put(struct str s)
{
	return fwrite(s.p, 1, s.n, stdout) == s.n && fflush(stdout) == 0;
}

void
cmd_pad(struct buf *b, struct str s, size_t n)
{
	buf_str(b, s);
	for (size_t took = wrap_places(s); took < n; took++)
		buf_char(b, ' ');
}

int
cmd_width(void)
{
	struct winsize size;
	int64_t n;

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ==
	    0 && size.ws_col >= WIDTH_LEAST)
		return size.ws_col;
	if (str_int(str_of(getenv("COLUMNS")), &n) && n >= WIDTH_LEAST &&
	    n <= 1000)
		return (int)n;
	return WIDTH_DEFAULT;
}

bool
cmd_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

bool
cmd_asks(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

void
cmd_progress_begin(struct cmd_progress *p, const struct cmd_line *l,
    const char *what, uint64_t total)
{
	*p = (struct cmd_progress){ .line = l, .what = what, .total = total,
		.began = l->world->tick_ms(l->world) };
}

void
cmd_progress(struct cmd_progress *p, uint64_t done)
{
	const char *lang = p->line->language;
	int64_t now = p->line->world->tick_ms(p->line->world);

	if (now - p->began < PROGRESS_AFTER_MS ||
	    now - p->shown < PROGRESS_EVERY_MS || !isatty(STDERR_FILENO))
		return;
	p->shown = now;
	(void)fprintf(stderr, "\r%s  ", tr(lang, p->what));
	if (p->total > 0)
		(void)fprintf(stderr, tr(lang, "%s of %s  %d %%"),
		    cmd_count(p->line, done), cmd_count(p->line, p->total),
		    (int)(100 * done / p->total));
	else
		(void)fputs(cmd_count(p->line, done), stderr);
	(void)fputs("\033[K", stderr);
	(void)fflush(stderr);
}

void
cmd_progress_end(struct cmd_progress *p)
{
	if (p->shown != 0)
		(void)fputs("\r\033[K", stderr);
}
