#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "advise/report_pdf.h"
#include "advise/report_xlsx.h"
#include "base/str.h"
#include "model/account.h"
#include "model/find.h"

#include "base/banned.h"

enum {
	WIDTH_DEFAULT = 100,
	WIDTH_LEAST = 40,
	OUTPUT_MAX = 1024 * 1024 * 1024,
	PROGRESS_AFTER_MS = 500,
	PROGRESS_EVERY_MS = 100
};

static const struct cmd_option options[] = {
#define FLAG(name, member, help) \
	{ name, NULL, offsetof(struct cmd_line, member), help }
#define TEXT(name, value, member, help) \
	{ name, value, offsetof(struct cmd_line, member), help }
	FLAG("again", again, "take a text that is stored already"),
	FLAG("all", all, "without asking for each"),
	TEXT("after", "CURSOR", after, "the page behind this cursor"),
	TEXT("as-of", "WHEN", as_of,
	    "as it was known then: a date, or 2026-06-30T12:00:00Z"),
	TEXT("check", "NAME", check, "only this check"),
	TEXT("clearance", "TOKENS", clearance,
	    "what a holder of these, such as internal, may see"),
	FLAG("compare", compare, "fail when the tables were not equal before"),
	FLAG("csv", csv, "a table for spreadsheets"),
	TEXT("directive", "CODE", directive,
	    "the directive that the clauses found belong to"),
	FLAG("dry-run", dry_run, "say what would be done, and do nothing"),
	TEXT("encoding", "NAME", encoding,
	    "the texts are tcvn3, vni or windows-1258, and are repaired"),
	FLAG("events", events, "observed acts as well"),
	FLAG("faults", all_faults, "every row with a fault, not the first "
	    "twenty"),
	TEXT("format", "FORM", format,
	    "text, json, csv, xlsx, pdf, html; of a coded file its name"),
	FLAG("formats", formats, "the coded files that can be read"),
	TEXT("from", "DATE", from, "only from this day on"),
	TEXT("host", "NAME", host,
	    "the name that a proxy with TLS in front has"),
	FLAG("json", json, "for programs; the keys stay as they are"),
	TEXT("kind", "KIND", kind, "only records of this kind"),
	TEXT("label", "LABEL", label, "who may see what is written"),
	TEXT("lang", "en|vi", lang, "the language of names"),
	TEXT("limit", "N", limit, "at most so many"),
	TEXT("listen", "ADDRESS", listen,
	    "127.0.0.1 unless said; others need accounts and --host"),
	TEXT("name", "NAME", title, "what the office is called"),
	TEXT("note", "TEXT", note, "why; kept with the change"),
	TEXT("office", "DIR", office,
	    "the office; else $COMITY_OFFICE, else ./office"),
	TEXT("only", "LIST", only, "only these numbers, such as 1,3,5-7"),
	TEXT("out", "FOLDER", out, "write into this folder, which is made"),
	TEXT("pack", "NAME", pack, "vocabularies and public facts to begin "
	    "with"),
	TEXT("partner", "CODES", partner,
	    "only rows with one of these, such as VNM,USA"),
	FLAG("partly", partly, "leave out what has faults"),
	TEXT("password-file", "FILE", password_file,
	    "its first line; else standard input"),
	TEXT("port", "N", port, "8080 unless said; 0 for any that is free"),
	FLAG("quick", quick, "the records alone, not what the tables say"),
	TEXT("roles", "LIST", roles, "such as officer,planner"),
	TEXT("roots", "ACTS", roots, "only these acts, such as CONSULT,AID"),
	FLAG("sample", sample, "add invented records, marked DEMO everywhere"),
	FLAG("setup", setup, "offer the steps of the first run"),
	TEXT("sheet", "NAME", sheet, "of the workbook; a number counts from 1"),
	TEXT("shown", "TEXT", shown,
	    "beside its changes; a post rather than a name"),
	TEXT("since", "DATE", from, "only from this day on, as --from"),
	TEXT("sort", "FIELD", sort, "by this field; -FIELD downward"),
	FLAG("template", template, "print an empty table for this kind"),
	TEXT("to", "DATE", to, "only until this day"),
	TEXT("unit", "TEXT", unit, "where it belongs"),
	FLAG("withdrawn", withdrawn, "withdrawn records as well"),
	TEXT("workers", "N", workers, "processes that make pages; 2 unless "
	    "said"),
};

/* A cap, not what is taken: 100,000 rows with all their fields fit. */
#define LINE_ARENA (4096 * MIB)

const struct cmd_option *
cmd_options(size_t *n)
{
	*n = countof(options);
	return options;
}

bool
cmd_takes(const struct cmd *c, const struct cmd_option *o)
{
	struct str list = str_of(c->options), word;

	if (strcmp(o->name, "office") == 0)
		return true;
	while (str_word(&list, &word))
		if (str_is(word, o->name))
			return true;
	return false;
}

int
cmd_usage(const struct cmd_line *l, const char *fmt, ...)
{
	va_list ap;

	(void)fprintf(stderr, "comity %s: ", l->cmd->name);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fprintf(stderr, "\nUsage: comity %s%s%s\n", l->cmd->name,
	    *l->cmd->usage != '\0' ? " " : "", l->cmd->usage);
	return CMD_USAGE;
}

static const struct cmd_option *
option_named(const struct cmd *c, struct str name)
{
	for (size_t i = 0; i < countof(options); i++)
		if (str_is(name, options[i].name) &&
		    cmd_takes(c, &options[i]))
			return &options[i];
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
		return cmd_usage(l, "--%s wants %s", o->name, o->value);
	if (!joined)
		value = str_of(argv[++*i]);
	*(struct str *)(void *)((char *)l + o->at) = value;
	return -1;
}

/* What --lang and --limit say means the same to each that takes them. */
static int
options_mean(struct cmd_line *l)
{
	int64_t n = 0;

	l->language = str_is(l->lang, "vi") ? "vi" : "en";
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
help_put(const struct cmd *c)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };

	cmd_help(c, &b);
	return cmd_put(buf_view(&b)) ? CMD_DONE : CMD_FAILED;
}

int
cmd_begin(struct cmd_line *l, struct world *w, int argc, char **argv)
{
	bool only_args = false;
	int status = -1;

	*l = (struct cmd_line){ .world = w,
		.cmd = cmd_named(str_of(argv[0])) };
	ALWAYS(l->cmd != NULL);
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return help_put(l->cmd);
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

int
cmd_fail(const struct cmd_line *l, enum err e, const struct why *why)
{
	(void)fflush(stdout);
	(void)fprintf(stderr, "comity %s: %s\n", l->cmd->name,
	    why->text[0] != '\0' ? why->text : err_name(e));
	return e == ERR_MISSING ? CMD_MISSING : e == ERR_BUSY ? CMD_BUSY
	    : CMD_FAILED;
}

enum err
cmd_office(struct cmd_line *l, struct why *why)
{
	struct str dir = l->office;

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
	if (e == ERR_OK && account_look(l->o, &l->accounts, NULL) == ERR_OK)
		(*out)->accounts = l->accounts;
	return e;
}

bool
cmd_put(struct str s)
{
	return fwrite(s.p, 1, s.n, stdout) == s.n && fflush(stdout) == 0;
}

void
cmd_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
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
		struct why why = { .lang = l->language };
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
		cmd_say("comity %s: the output could not be written",
		    l->cmd->name);
		return CMD_FAILED;
	}
	return CMD_DONE;
}

void
cmd_progress_begin(struct cmd_progress *p, struct world *w, const char *what,
    uint64_t total)
{
	*p = (struct cmd_progress){ .world = w, .what = what, .total = total,
		.began = w->tick_ms(w) };
}

void
cmd_progress(struct cmd_progress *p, uint64_t done)
{
	int64_t now = p->world->tick_ms(p->world);

	if (now - p->began < PROGRESS_AFTER_MS ||
	    now - p->shown < PROGRESS_EVERY_MS || !isatty(STDERR_FILENO))
		return;
	p->shown = now;
	if (p->total > 0)
		(void)fprintf(stderr, "\r%s  %llu of %llu  %d %% ", p->what,
		    (unsigned long long)done, (unsigned long long)p->total,
		    (int)(100 * done / p->total));
	else
		(void)fprintf(stderr, "\r%s  %llu ", p->what,
		    (unsigned long long)done);
	(void)fflush(stderr);
}

void
cmd_progress_end(struct cmd_progress *p)
{
	if (p->shown != 0)
		(void)fprintf(stderr, "\r%60s\r", "");
}
