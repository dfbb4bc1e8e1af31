#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cmd/cmd.h"

#include "base/banned.h"

#define VERSION "0.1.0"

static int
version_put(void)
{
	return cmd_put(STR("comity " VERSION "\n")) ? CMD_DONE : CMD_FAILED;
}

int
cmd_version(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, version_put());
}

/* How many words at ${argv} say the office or the language: 0, 1 or 2. */
static int
said_before(int argc, char **argv)
{
	struct str name, value;
	bool joined = str_cut(str_of(argv[1]), '=', &name, &value);

	if (!str_is(name, "--office") && !str_is(name, "--lang"))
		return 0;
	return joined ? 1 : argc > 2 ? 2 : 0;
}

/* They may be said before the command, too: it is moved in front of them. */
static int
command_first(int argc, char **argv)
{
	int at = 1;

	for (int n; at < argc && (n = said_before(argc - at + 1,
	    argv + at - 1)) > 0;)
		at += n;
	if (at > 1 && at < argc) {
		char *name = argv[at];

		memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof(*argv));
		argv[1] = name;
	}
	return at;
}

/* A clock that stands nowhere would make every answer of today wrong. */
static bool
clock_fine(const char *lang)
{
	const char *now = getenv("COMITY_NOW");
	const struct cmd_line l = { .language = lang };
	int64_t ms;

	if (now == NULL || *now == '\0' || world_posix_stopped(now, &ms))
		return true;
	cmd_say(&l, "comity: COMITY_NOW is \"%s\"; it must be a day such as "
	    "2026-11-21 or an instant such as 2026-11-21T08:00:00Z", now);
	return false;
}

int
main(int argc, char **argv)
{
	const char *lang = cmd_language(argc, argv);
	const struct cmd *c;
	struct str name;

	if (!clock_fine(lang))
		return CMD_USAGE;
	if (command_first(argc, argv) >= argc)
		return cmd_help_start(lang);
	name = str_of(argv[1]);
	if (str_is(name, "--help") || str_is(name, "-h"))
		return cmd_help_list(lang);
	if (str_is(name, "--version"))
		return version_put();
	c = cmd_named(name);
	return c != NULL ? c->run(world_posix(), argc - 1, argv + 1)
	    : cmd_unknown(lang, name);
}
