#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd.h"

#include "base/banned.h"

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

/* What stands behind the names of commands and options. */
static void
man_said(struct buf *b, const char *lang, const char *says)
{
	man_text(b, str_of(tr(lang, says)));
	buf_char(b, '\n');
}

/* Each paragraph by itself: roff fills its lines. */
static void
man_more(struct buf *b, const char *lang, const char *more)
{
	struct str s = str_of(tr(lang, more)), line;

	while (str_line(&s, &line)) {
		buf_text(b, ".PP\n");
		man_text(b, line);
		buf_char(b, '\n');
	}
}

static void
man_examples(struct buf *b, const char *lang, const struct cmd *c)
{
	buf_text(b, ".PP\n");
	man_said(b, lang, TR("Examples:"));
	buf_text(b, ".PP\n.nf\n");
	for (size_t i = 0; i < CMD_EXAMPLES_MAX && c->example[i].call != NULL;
	    i++) {
		struct buf line CLEANUP(buf_free) = { .max = 4 * KIB };

		cmd_help_example(&line, lang, c->example[i].call,
		    c->example[i].says, cmd_help_column(c));
		man_text(b, buf_view(&line));
	}
	buf_text(b, ".fi\n");
}

static void
man_command(struct buf *b, const char *lang, const struct cmd *c)
{
	size_t n;
	const struct cmd_option *o = cmd_options(&n);

	buf_text(b, ".SS ");
	man_text(b, str_of(c->name));
	buf_char(b, '\n');
	man_said(b, lang, c->summary);
	buf_text(b, ".PP\n.B comity ");
	man_text(b, str_of(c->name));
	buf_char(b, '\n');
	if (*c->usage != '\0')
		man_said(b, lang, c->usage);
	for (size_t i = 0; i < n; i++) {
		struct buf left CLEANUP(buf_free) = { .max = KIB };

		if (!cmd_takes(c, &o[i]))
			continue;
		cmd_help_option(&left, lang, &o[i]);
		buf_text(b, ".TP\n.B ");
		man_text(b, buf_view(&left));
		buf_char(b, '\n');
		man_said(b, lang, o[i].help);
	}
	if (c->more != NULL)
		man_more(b, lang, c->more);
	man_examples(b, lang, c);
}

static const struct {
	const char *name, *says;
} surroundings[] = {
	{ "COMITY_OFFICE", TR("The office, where --office is not given.") },
	{ "COMITY_LANG", TR("The language, en or vi, where --lang is not "
	    "given; else LC_ALL, LC_MESSAGES or LANG say it.") },
	{ "COMITY_NOW", TR("A day or instant at which the clock stands "
	    "still.") },
	{ "NO_COLOR", TR("No colours, when it is set.") },
};

static void
man_head(struct buf *b, const char *lang, const char *words)
{
	buf_text(b, ".SH ");
	man_said(b, lang, words);
}

void
cmd_help_page(struct buf *b, const char *lang)
{
	size_t n;
	const struct cmd *c = cmd_all(&n);

	/* For preconv, which man calls, and for hyphens of this language. */
	buf_printf(b, "'\\\" -*- coding: utf-8 -*-\n.TH COMITY 1\n.nh\n");
	man_head(b, lang, TR("NAME"));
	buf_text(b, "comity \\- ");
	man_said(b, lang, TR("the register of words and deeds of defence "
	    "diplomacy"));
	man_head(b, lang, TR("SYNOPSIS"));
	buf_text(b, ".B comity\n");
	man_said(b, lang, TR("COMMAND [OPTION...] [ARGUMENT...]"));
	man_head(b, lang, TR("DESCRIPTION"));
	man_said(b, lang, TR("Data goes to standard output, talk to standard "
	    "error."));
	man_head(b, lang, TR("COMMANDS"));
	for (size_t i = 0; i < n; i++)
		man_command(b, lang, &c[i]);
	man_head(b, lang, TR("ENVIRONMENT"));
	for (size_t i = 0; i < countof(surroundings); i++) {
		buf_printf(b, ".TP\n.B %s\n", surroundings[i].name);
		man_said(b, lang, surroundings[i].says);
	}
	man_head(b, lang, TR("EXIT STATUS"));
	man_said(b, lang, cmd_help_exits);
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
void
cmd_help_completion(struct buf *b)
{
	size_t n;
	const struct cmd *c = cmd_all(&n);

	buf_text(b, "_comity() {\n"
	    "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\n"
	    "\tlocal last=${COMP_WORDS[COMP_CWORD-1]}\n"
	    "\tCOMPREPLY=()\n"
	    "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\twords='");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%s", i > 0 ? " " : "", c[i].name);
	buf_text(b, "'\n\telif [ \"$last\" = --lang ]; then\n"
	    "\t\twords='en vi'\n"
	    "\telif [ \"${word#-}\" != \"$word\" ]; then\n"
	    "\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < n; i++)
		bash_options(b, &c[i]);
	buf_text(b, "\tesac\n"
	    "\telif [ \"$COMP_CWORD\" -eq 2 ]; then\n"
	    "\tcase ${COMP_WORDS[1]} in\n"
	    "\tadd|check-data|import|kinds|list)\n"
	    "\t\twords=$(comity kinds | cut -d' ' -f1) ;;\n"
	    "\thelp) words=$(comity help | sed -n "
	    "'s/^  \\([a-z-]*\\) .*/\\1/p') ;;\n"
	    "\tuser) words='list roles add set disable enable reset' ;;\n"
	    "\tesac\n"
	    "\tfi\n"
	    "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	    "}\n"
	    "complete -o default -F _comity comity\n");
}
