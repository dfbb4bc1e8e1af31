#include <string.h>

#include "base/str.h"
#include "cmd/cmd.h"

#include "base/banned.h"

static void
option_left(struct buf *b, const struct cmd_option *o)
{
	buf_printf(b, "--%s%s%s", o->name, o->value != NULL ? " " : "",
	    o->value != NULL ? o->value : "");
}

void
cmd_help(const struct cmd *c, struct buf *out)
{
	size_t n;
	const struct cmd_option *o = cmd_options(&n);

	buf_printf(out, "%s\n\nExamples:\n%s\nUsage: comity %s%s%s\n",
	    c->summary, c->examples, c->name, *c->usage != '\0' ? " " : "",
	    c->usage);
	for (size_t i = 0; i < n; i++) {
		struct buf left CLEANUP(buf_free) = { .max = KIB };

		if (!cmd_takes(c, &o[i]))
			continue;
		option_left(&left, &o[i]);
		buf_printf(out, "  %-20.*s %s\n", STRF(buf_view(&left)),
		    o[i].help);
	}
	buf_text(out, "  --help               this text\n");
	if (c->more != NULL)
		buf_printf(out, "\n%s", c->more);
	buf_text(out, "\nExit status: 0 done, 1 failed, 2 not called rightly, "
	    "3 partly done,\n4 not found, 5 somebody else is writing.\n");
}

int
cmd_unknown(struct str name)
{
	const struct cmd *c = cmd_nearest(name);

	if (c != NULL)
		cmd_say("comity: there is no command \"%.*s\"; is it "
		    "\"comity %s\"?", STRF(name), c->name);
	else
		cmd_say("comity: there is no command \"%.*s\"; comity help "
		    "lists them", STRF(name));
	return CMD_USAGE;
}

/* The manual page and the completion come from the same table. */

/* Text of a manual page: backslashes, and what may not begin a line. */
static void
man_text(struct buf *b, struct str s)
{
	bool first = true;

	for (size_t i = 0; i < s.n; i++) {
		if (first && (s.p[i] == '.' || s.p[i] == '\''))
			buf_text(b, "\\&");
		if (s.p[i] == '\\')
			buf_text(b, "\\e");
		else if (s.p[i] == '-')
			buf_text(b, "\\-");
		else
			buf_char(b, s.p[i]);
		first = s.p[i] == '\n';
	}
}

static void
man_command(struct buf *b, const struct cmd *c)
{
	size_t n;
	const struct cmd_option *o = cmd_options(&n);

	buf_printf(b, ".SS %s\n", c->name);
	man_text(b, str_of(c->summary));
	buf_printf(b, "\n.PP\n.B comity %s\n", c->name);
	man_text(b, str_of(c->usage));
	buf_text(b, "\n");
	for (size_t i = 0; i < n; i++) {
		struct buf left CLEANUP(buf_free) = { .max = KIB };

		if (!cmd_takes(c, &o[i]))
			continue;
		option_left(&left, &o[i]);
		buf_text(b, ".TP\n.B ");
		man_text(b, buf_view(&left));
		buf_char(b, '\n');
		man_text(b, str_of(o[i].help));
		buf_char(b, '\n');
	}
	if (c->more != NULL) {
		buf_text(b, ".PP\n");
		man_text(b, str_of(c->more));
	}
	buf_text(b, ".PP\nExamples:\n.PP\n.nf\n");
	man_text(b, str_of(c->examples));
	buf_text(b, ".fi\n");
}

static const char man_head[] =
	".TH COMITY 1\n"
	".SH NAME\n"
	"comity \\- the register of words and deeds of defence diplomacy\n"
	".SH SYNOPSIS\n"
	".B comity\n"
	"COMMAND [OPTION...] [ARGUMENT...]\n"
	".SH DESCRIPTION\n"
	"Data goes to standard output, talk to standard error.\n"
	".SH COMMANDS\n";

static const char man_tail[] =
	".SH ENVIRONMENT\n"
	".TP\n.B COMITY_OFFICE\nThe office, where \\-\\-office is not given.\n"
	".TP\n.B COMITY_NOW\nA day or instant at which the clock stands "
	"still.\n"
	".TP\n.B NO_COLOR\nNo colours, when it is set.\n"
	".SH EXIT STATUS\n"
	"0 done, 1 failed, 2 not called rightly, 3 partly done, 4 not found, "
	"5 somebody else is writing.\n";

static void
man_put(struct buf *b)
{
	size_t n;
	const struct cmd *c = cmd_all(&n);

	buf_text(b, man_head);
	for (size_t i = 0; i < n; i++)
		man_command(b, &c[i]);
	buf_text(b, man_tail);
}

static void
bash_options(struct buf *b, const struct cmd *c)
{
	size_t n;
	const struct cmd_option *o = cmd_options(&n);

	buf_printf(b, "\t%s) words='--help", c->name);
	for (size_t i = 0; i < n; i++)
		if (cmd_takes(c, &o[i]))
			buf_printf(b, " --%s", o[i].name);
	buf_text(b, "' ;;\n");
}

/* Commands, their options, the kinds behind add and list, files elsewhere. */
static void
bash_put(struct buf *b)
{
	size_t n;
	const struct cmd *c = cmd_all(&n);

	buf_text(b, "_comity() {\n"
	    "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\n"
	    "\tCOMPREPLY=()\n"
	    "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\twords='");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%s", i > 0 ? " " : "", c[i].name);
	buf_text(b, "'\n\telif [ \"${word#-}\" != \"$word\" ]; then\n"
	    "\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < n; i++)
		bash_options(b, &c[i]);
	buf_text(b, "\tesac\n"
	    "\telif [ \"$COMP_CWORD\" -eq 2 ]; then\n"
	    "\tcase ${COMP_WORDS[1]} in\n"
	    "\tadd|list|kinds) words=$(comity kinds | cut -d' ' -f1) ;;\n"
	    "\tesac\n"
	    "\tfi\n"
	    "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	    "}\n"
	    "complete -o default -F _comity comity\n");
}

static int
help_format(struct cmd_line *l)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	if (str_is(l->format, "man"))
		man_put(&b);
	else if (str_is(l->format, "bash"))
		bash_put(&b);
	else
		return cmd_usage(l, "there is no format \"%.*s\"; there are "
		    "man, bash", STRF(l->format));
	return b.err == ERR_OK && cmd_put(buf_view(&b)) ? CMD_DONE
	    : CMD_FAILED;
}

/* "comity help list" is "comity list --help". */
static int
help_one(struct world *w, char *name)
{
	char ask[] = "--help";
	char *call[] = { name, ask, NULL };
	const struct cmd *c = cmd_named(str_of(name));

	return c == NULL ? cmd_unknown(str_of(name)) : c->run(w, 2, call);
}

int
cmd_help_list(void)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	size_t n;
	const struct cmd *c = cmd_all(&n);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "  %-11s %s\n", c[i].name, c[i].summary);
	buf_text(&b, "\nEach takes --help and --office DIR (else "
	    "$COMITY_OFFICE, else ./office).\n");
	return cmd_put(buf_view(&b)) ? CMD_DONE : CMD_FAILED;
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
	if (l.args > 0)
		return cmd_end(&l, help_one(w, arena_cstr(l.arena,
		    l.arg[0])));
	return cmd_end(&l, cmd_help_list());
}
