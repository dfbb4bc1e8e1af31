#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "base/wrap.h"
#include "cmd/cmd.h"

#include "base/banned.h"

enum {
	HELP_WIDTH = 79,
	OPTION_WIDTH = 20, /* of its name; a longer one has a line of its own */
	CALL_BEGIN = 9,    /* behind "  comity " */
	START_WIDTH = 45
};

static void
blanks(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_char(b, ' ');
}

/* A text from column ${at} on, which is where the first line stands. */
static void
filled(struct buf *b, const char *text, size_t at)
{
	struct str s = str_of(text);

	for (bool first = true; s.n > 0; first = false) {
		struct str line = wrap_line(&s, HELP_WIDTH - at);

		if (!first)
			blanks(b, at);
		buf_str(b, line);
		buf_char(b, '\n');
	}
}

/* Where the words of examples begin: behind the longest call that has some. */
size_t
cmd_help_column(const struct cmd *c)
{
	size_t at = 0;

	for (size_t i = 0; i < CMD_EXAMPLES_MAX && c->example[i].call != NULL;
	    i++) {
		size_t n = strlen(c->example[i].call) + CALL_BEGIN + 2;

		if (c->example[i].says != NULL && n > at)
			at = n;
	}
	return at;
}

void
cmd_help_example(struct buf *b, const char *lang, const char *call,
    const char *says, size_t at)
{
	buf_text(b, "  comity ");
	if (says == NULL) {
		buf_printf(b, "%s\n", call);
		return;
	}
	cmd_pad(b, str_of(call), at - CALL_BEGIN);
	filled(b, tr(lang, says), at);
}

void
cmd_help_option(struct buf *b, const char *lang, const struct cmd_option *o)
{
	buf_printf(b, "--%s%s%s", o->name, o->value != NULL ? " " : "",
	    o->value != NULL ? tr(lang, o->value) : "");
}

static void
option_put(struct buf *b, struct str left, const char *says)
{
	buf_text(b, "  ");
	if (wrap_places(left) > OPTION_WIDTH) {
		buf_str(b, left);
		buf_char(b, '\n');
		blanks(b, OPTION_WIDTH + 3);
	} else {
		cmd_pad(b, left, OPTION_WIDTH + 1);
	}
	filled(b, says, OPTION_WIDTH + 3);
}

const char cmd_help_exits[] = TR("Exit status: 0 done, 1 failed, 2 not "
    "called rightly, 3 partly done, 4 not found, 5 somebody else is writing.");

void
cmd_help(const struct cmd *c, const char *lang, struct buf *out)
{
	size_t n;
	const struct cmd_option *o = cmd_options(&n);

	filled(out, tr(lang, c->summary), 0);
	buf_printf(out, "\n%s\n", tr(lang, "Examples:"));
	for (size_t i = 0; i < CMD_EXAMPLES_MAX && c->example[i].call != NULL;
	    i++)
		cmd_help_example(out, lang, c->example[i].call,
		    c->example[i].says, cmd_help_column(c));
	buf_char(out, '\n');
	buf_printf(out, tr(lang, "Usage: comity %s%s%s"), c->name,
	    *c->usage != '\0' ? " " : "", tr(lang, c->usage));
	buf_char(out, '\n');
	for (size_t i = 0; i < n; i++) {
		struct buf left CLEANUP(buf_free) = { .max = KIB };

		if (!cmd_takes(c, &o[i]))
			continue;
		cmd_help_option(&left, lang, &o[i]);
		option_put(out, buf_view(&left), tr(lang, o[i].help));
	}
	option_put(out, STR("--help"), tr(lang, "this text"));
	if (c->more != NULL) {
		buf_char(out, '\n');
		filled(out, tr(lang, c->more), 0);
	}
	buf_char(out, '\n');
	filled(out, tr(lang, cmd_help_exits), 0);
}

int
cmd_unknown(const char *lang, struct str name)
{
	const struct cmd *c = cmd_nearest(name);
	const struct cmd_line l = { .language = lang };

	if (str_is(name, "--lang"))
		cmd_say(&l, "comity: --%s wants %s", "lang", "en|vi");
	else if (str_is(name, "--office"))
		cmd_say(&l, "comity: --%s wants %s", "office", tr(lang, "DIR"));
	else if (str_starts(name, STR("-")))
		cmd_say(&l, "comity: the command goes first, then %.*s; comity "
		    "help lists the commands", STRF(name));
	else if (c != NULL)
		cmd_say(&l, "comity: there is no command \"%.*s\"; is it "
		    "\"comity %s\"?", STRF(name), c->name);
	else
		cmd_say(&l, "comity: there is no command \"%.*s\"; comity help "
		    "lists them", STRF(name));
	return CMD_USAGE;
}

static int
help_format(struct cmd_line *l)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	if (str_is(l->format, "man"))
		cmd_help_page(&b, l->language);
	else if (str_is(l->format, "bash"))
		cmd_help_completion(&b);
	else
		return cmd_usage(l, "there is no format \"%.*s\"; there are "
		    "man, bash", STRF(l->format));
	return b.err == ERR_OK && cmd_put(buf_view(&b)) ? CMD_DONE
	    : CMD_FAILED;
}

static int
help_put(const struct buf *b)
{
	return b->err == ERR_OK && cmd_put(buf_view(b)) ? CMD_DONE
	    : CMD_FAILED;
}

/* "comity help list" is "comity list --help". */
static int
help_one(const struct cmd_line *l)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	const struct cmd *c = cmd_named(l->arg[0]);

	if (c == NULL)
		return cmd_unknown(l->language, l->arg[0]);
	cmd_help(c, l->language, &b);
	return help_put(&b);
}

/* What one does first, when nothing is said. */
int
cmd_help_start(const char *lang)
{
	static const struct {
		const char *call, *says;
	} first[] = {
		{ "init office --pack vietnam", TR("make an office") },
		{ "init demo --pack vietnam --sample",
		    TR("one to look around in") },
		{ "serve", TR("open it in the browser") },
		{ "read interview.html", TR("see what a text promises") },
		{ "review 806", TR("words and deeds of a directive") },
	};
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };

	filled(&b, tr(lang, "Comity keeps the words and deeds of defence "
	    "diplomacy."), 0);
	buf_char(&b, '\n');
	for (size_t i = 0; i < countof(first); i++)
		cmd_help_example(&b, lang, first[i].call, first[i].says,
		    START_WIDTH);
	buf_char(&b, '\n');
	filled(&b, tr(lang, "comity help lists all commands; each takes "
	    "--help. --lang vi, or COMITY_LANG=vi, speaks Vietnamese."), 0);
	return help_put(&b);
}

int
cmd_help_list(const char *lang)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	size_t n;
	const struct cmd *c = cmd_all(&n);

	for (size_t i = 0; i < n; i++) {
		buf_text(&b, "  ");
		cmd_pad(&b, str_of(c[i].name), 12);
		filled(&b, tr(lang, c[i].summary), 14);
	}
	buf_char(&b, '\n');
	filled(&b, tr(lang, "Each takes --help, --lang en or vi (else "
	    "$COMITY_LANG, else the locale) and --office DIR (else "
	    "$COMITY_OFFICE, else ./office)."), 0);
	filled(&b, tr(lang, cmd_help_exits), 0);
	return help_put(&b);
}

int
cmd_help_command(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	if (l.format.n > 0)
		return cmd_end(&l, help_format(&l));
	return cmd_end(&l, l.args > 0 ? help_one(&l)
	    : cmd_help_list(l.language));
}
