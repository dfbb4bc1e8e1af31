#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "advise/report_pdf.h"
#include "advise/report_xlsx.h"
#include "base/str.h"
#include "base/tr.h"
#include "model/account.h"
#include "model/find.h"

#include "base/banned.h"

enum { OUTPUT_MAX = 1024 * 1024 * 1024 };

/* A cap, not what is taken: 100,000 rows with all their fields fit. */
#define LINE_ARENA (4096 * MIB)

static const struct cmd_option *
option_named(const struct cmd *c, struct str name)
{
	size_t n;
	const struct cmd_option *o = cmd_options(&n);

	for (size_t i = 0; i < n; i++)
		if (str_is(name, o[i].name) && cmd_takes(c, &o[i]))
			return &o[i];
	return NULL;
}

/* One "--name", "--name value" or "--name=value" at argv[*i]. */
static int
option_read(struct cmd_line *l, int argc, char **argv, int *i)
{
	struct str name, value;
	bool joined = str_cut(str_from(str_of(argv[*i]), 2), '=', &name,
	    &value);
	const struct cmd_option *o = option_named(l->cmd, name);

	if (o == NULL)
		return cmd_usage(l, "it takes no option --%.*s", STRF(name));
	if (o->value == NULL) {
		bool *flag = (bool *)((char *)l + o->at);

		if (joined)
			return cmd_usage(l, "--%s takes no value", o->name);
		*flag = true;
		return -1;
	}
	if (!joined && *i + 1 == argc)
		return cmd_usage(l, "--%s wants %s", o->name,
		    tr(l->language, o->value));
	if (!joined)
		value = str_of(argv[++*i]);
	*(struct str *)(void *)((char *)l + o->at) = value;
	if (o->at != offsetof(struct cmd_line, taken))
		return -1;
	if (l->manys == countof(l->many))
		return cmd_usage(l, "at most %d files of names and verbs",
		    CMD_MANY_MAX);
	l->many[l->manys].option = o->name;
	l->many[l->manys++].value = value;
	return -1;
}

/* What --lang and --limit say means the same to each that takes them. */
static int
options_mean(struct cmd_line *l)
{
	int64_t n = 0;

	if (l->lang.n > 0 && !str_is(l->lang, l->language))
		return cmd_usage(l, "--lang is en or vi");
	if (l->limit.n > 0 && (!str_int(l->limit, &n) || n < 1 ||
	    n > FIND_LIMIT_MAX))
		return cmd_usage(l, "--limit is a number from 1 to %d",
		    FIND_LIMIT_MAX);
	l->rows = (size_t)n;
	return -1;
}

static int
help_put(const struct cmd_line *l)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };

	cmd_help(l->cmd, l->language, &b);
	return cmd_put(buf_view(&b)) ? CMD_DONE : CMD_FAILED;
}

int
cmd_begin(struct cmd_line *l, struct world *w, int argc, char **argv)
{
	bool only_args = false;
	int status = -1;

	*l = (struct cmd_line){ .world = w,
		.cmd = cmd_named(str_of(argv[0])),
		.language = cmd_language(argc, argv) };
	ALWAYS(l->cmd != NULL);
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return help_put(l);
	l->arena = arena_new(LINE_ARENA);
	l->arg = arena_array(l->arena, (size_t)argc, sizeof(*l->arg));
	for (int i = 1; status < 0 && i < argc; i++) {
		if (!only_args && strcmp(argv[i], "--") == 0)
			only_args = true;
		else if (!only_args && strncmp(argv[i], "--", 2) == 0)
			status = option_read(l, argc, argv, &i);
		else
			l->arg[l->args++] = str_of(argv[i]);
	}
	if (status < 0)
		status = options_mean(l);
	if (status < 0 && *l->cmd->usage == '\0' && l->args > 0)
		status = cmd_usage(l, "it takes no argument");
	return status < 0 ? -1 : cmd_end(l, status);
}

int
cmd_end(struct cmd_line *l, int status)
{
	account_close(l->accounts);
	office_close(l->o);
	arena_free(l->arena);
	return status;
}

enum err
cmd_office(struct cmd_line *l, struct why *why)
{
	struct str dir = l->office;

	if (l->o != NULL)
		return ERR_OK;
	if (dir.n == 0)
		dir = str_of(getenv("COMITY_OFFICE"));
	if (dir.n == 0)
		dir = STR("./office");
	return office_open(l->world, dir, &l->o, why);
}

enum err
cmd_reader(struct cmd_line *l, struct reader **out, struct why *why)
{
	uint64_t mask = 0, hlc = 0;
	int32_t today = 0;
	enum err e = cmd_office(l, why);

	*out = NULL;
	if (e == ERR_OK)
		e = office_clearance(l->o, l->clearance, &mask, why);
	if (e == ERR_OK)
		e = office_as_of(l->o, l->as_of, &hlc, &today, why);
	if (e == ERR_OK)
		e = reader_open(l->o, mask, hlc, today, out, why);
	if (e == ERR_OK && (l->accounts != NULL ||
	    account_look(l->o, &l->accounts, NULL) == ERR_OK))
		(*out)->accounts = l->accounts;
	return e;
}

int
cmd_report(struct cmd_line *l, const struct report *r)
{
	struct buf b CLEANUP(buf_free) = { .max = OUTPUT_MAX };

	if (l->json || str_is(l->format, "json")) {
		report_json(&b, r);
		if (b.n > 0 && b.p[b.n - 1] != '\n')
			buf_char(&b, '\n');
	} else if (l->csv || str_is(l->format, "csv")) {
		if (!report_csv(&b, r))
			return cmd_usage(l, "this has no table; take --json");
	} else if (l->format.n == 0 || str_is(l->format, "text")) {
		report_text(&b, r, cmd_width(), cmd_colour());
	} else if (str_is(l->format, "pdf") || str_is(l->format, "xlsx")) {
		struct why why = cmd_why(l);
		enum err e = str_is(l->format, "pdf")
		    ? report_pdf(l->arena, r, &b, &why)
		    : report_xlsx_all(l->arena, r, &b, &why);

		if (e != ERR_OK)
			return cmd_fail(l, e, &why);
	} else {
		return cmd_usage(l, "there is no format \"%.*s\"; there are "
		    "text, json, csv, xlsx, pdf", STRF(l->format));
	}
	if (b.err != ERR_OK || !cmd_put(buf_view(&b))) {
		cmd_say(l, "comity %s: the output could not be written",
		    l->cmd->name);
		return CMD_FAILED;
	}
	return CMD_DONE;
}
