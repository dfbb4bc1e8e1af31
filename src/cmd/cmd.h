/*
 * What all commands share: the table of commands, options, exit status, output.
 * Data goes to standard output, talk to standard error.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "advise/report.h"
#include "model/change.h"
#include "model/reader.h"

/* What other programs rely on. */
enum cmd_exit {
	CMD_DONE = 0,
	CMD_FAILED = 1,
	CMD_USAGE = 2,   /* not called rightly */
	CMD_PARTLY = 3,  /* some of it */
	CMD_MISSING = 4, /* no such record, office or file */
	CMD_BUSY = 5     /* somebody else is writing */
};

enum { CMD_EXAMPLES_MAX = 7 };

/* A command, as --help shows it; what people read is English, for tr(). */
struct cmd {
	const char *name;
	int (*run)(struct world *w, int argc, char **argv);
	const char *summary; /* one line */
	const char *usage;   /* behind the name */
	struct {
		const char *call; /* behind "comity"; NULL: no more of them */
		const char *says; /* what it is for, or NULL */
	} example[CMD_EXAMPLES_MAX];
	const char *options; /* names of those it takes, blanks between */
	const char *more;    /* paragraphs to add, or NULL */
};

/* The table, sorted by name, and how many there are. */
const struct cmd *cmd_all(size_t *n);
/* cmd_named(name): NULL when there is none. */
const struct cmd *cmd_named(struct str name);
/* cmd_nearest(name): the command that may have been meant, or NULL. */
const struct cmd *cmd_nearest(struct str name);
/* cmd_unknown(lang, name): say so on standard error; gives CMD_USAGE. */
int cmd_unknown(const char *lang, struct str name);

/* An option is a flag or takes a text; where in struct cmd_line it goes. */
struct cmd_option {
	const char *name;
	const char *value; /* what stands behind it in help; NULL: a flag */
	size_t at;
	const char *help;
};
/* The options of all commands, sorted by name; whether one takes it. */
const struct cmd_option *cmd_options(size_t *n);
bool cmd_takes(const struct cmd *c, const struct cmd_option *o);

/* cmd_help(c, lang, out): examples first, then usage and options. */
void cmd_help(const struct cmd *c, const char *lang, struct buf *out);
/*
 * cmd_help_page(out, lang): the manual page, for man. cmd_help_completion(out):
 * for bash.
 */
void cmd_help_page(struct buf *out, const char *lang);
void cmd_help_completion(struct buf *out);
/*
 * What both show: an example, with its words from column ${at} on, which is
 * the same for all of a command; an option with its value; the exit statuses.
 */
size_t cmd_help_column(const struct cmd *c);
void cmd_help_example(struct buf *b, const char *lang, const char *call,
    const char *says, size_t at);
void cmd_help_option(struct buf *b, const char *lang,
    const struct cmd_option *o);
extern const char cmd_help_exits[];

enum { CMD_MANY_MAX = 8 };

/* One call of a command. */
struct cmd_line {
	struct world *world;
	struct arena *arena;
	const struct cmd *cmd;
	struct str office;    /* folder */
	struct str as_of, clearance, label, note, reason, pack, title,
	    directive, only, sort, format, lang, from, to, kind, limit, after,
	    check, host, port,
	    workers, listen, roles, unit, shown,
	    password_file, sheet, encoding, out, partner, roots, date, home,
	    text_lang;
	struct str taken; /* of options that may be given more than once: */
	struct {
		const char *option;
		struct str value;
	} many[CMD_MANY_MAX];
	size_t manys;
	bool json, csv, all, sample, again, events, withdrawn, compare,
	    quick, setup, dry_run, partly, template, formats, all_faults,
	    stream, table, learn;
	const char *language; /* of cmd_language: "en" or "vi" */
	size_t rows;          /* of --limit; 0: not said */
	struct str *arg; /* what is no option */
	size_t args;
	struct office *o; /* when opened by cmd_office or cmd_reader */
	struct accounts *accounts; /* for the reader: who wrote what; or NULL */
};

/*
 * cmd_begin(l, w, argc, argv):
 * Read the options that the command in the table takes; argv[0] is its name.
 * -1: go on, and call cmd_end. Else the exit status: help was shown, or it was
 * not called rightly.
 */
MUST_USE int cmd_begin(struct cmd_line *l, struct world *w, int argc,
    char **argv);

/* cmd_end(l, status): free what the call holds; gives ${status} back. */
int cmd_end(struct cmd_line *l, int status);

/*
 * cmd_language(argc, argv):
 * In which language to speak: of --lang, else of the environment: COMITY_LANG,
 * else the first of LC_ALL, LC_MESSAGES and LANG that is set. What is none of
 * ours is passed over.
 */
const char *cmd_language(int argc, char **argv);

/*
 * What people read is written in English and put into the language of the call
 * here. cmd_usage(l, fmt, ...): what is wrong with the call; gives CMD_USAGE.
 * cmd_fail(l, e, why): why it failed; gives the exit status. cmd_say(l, fmt,
 * ...): one line of talk. All three on standard error.
 */
int cmd_usage(const struct cmd_line *l, const char *fmt, ...) PRINTF(2, 3);
int cmd_fail(const struct cmd_line *l, enum err e, const struct why *why);
void cmd_say(const struct cmd_line *l, const char *fmt, ...) PRINTF(2, 3);
/* cmd_why(l): an empty reason in the language of the call. */
struct why cmd_why(const struct cmd_line *l);
/* cmd_count(l, n): 1,234 or 1.234; lives as long as the call. */
const char *cmd_count(const struct cmd_line *l, uint64_t n);

/*
 * cmd_office(l, why): open l->o, by --office, $COMITY_OFFICE or ./office,
 * unless it is open.
 */
MUST_USE enum err cmd_office(struct cmd_line *l, struct why *why);

/* cmd_reader(l, out, why): the office, and a reader by --clearance, --as-of. */
MUST_USE enum err cmd_reader(struct cmd_line *l, struct reader **out,
    struct why *why);

/*
 * cmd_put(s): standard output, whole. cmd_pad(b, s, n): ${s} in a column of
 * ${n} places, by what letters take and not by bytes. cmd_width: columns of the
 * terminal, 100 when there is none. cmd_colour: standard output is a terminal
 * and NO_COLOR is not set.
 */
MUST_USE bool cmd_put(struct str s);
void cmd_pad(struct buf *b, struct str s, size_t n);
int cmd_width(void);
bool cmd_colour(void);
/* cmd_asks: standard input and error are a terminal: a person can answer. */
bool cmd_asks(void);

/*
 * cmd_report(l, r): the report as text, --json or --csv; --format json|csv|text
 * says the same. Gives the exit status.
 */
int cmd_report(struct cmd_line *l, const struct report *r);

/*
 * cmd_meant(l, r, item, why):
 * What was typed as a word or a record's name, in either language, as its
 * code. What is neither stays, for change_commit to tell.
 */
MUST_USE enum err cmd_meant(const struct cmd_line *l, struct reader *r,
    struct change_item *item, struct why *why);

/* cmd_done_json(b, done): what a change made, as one line of JSON. */
void cmd_done_json(struct buf *b, const struct change_done *done);

/*
 * Progress on standard error, when that is a terminal and the work takes more
 * than half a second: cmd_progress(p, n) as often as one likes, then
 * cmd_progress_end(p). ${what} is English, for tr().
 */
struct cmd_progress {
	const struct cmd_line *line;
	const char *what;
	uint64_t total; /* 0: not known */
	int64_t began, shown;
};
void cmd_progress_begin(struct cmd_progress *p, const struct cmd_line *l,
    const char *what, uint64_t total);
void cmd_progress(struct cmd_progress *p, uint64_t done);
void cmd_progress_end(struct cmd_progress *p);

/* The commands. */
int cmd_accept(struct world *w, int argc, char **argv);
int cmd_add(struct world *w, int argc, char **argv);
int cmd_changes(struct world *w, int argc, char **argv);
int cmd_check_data(struct world *w, int argc, char **argv);
int cmd_close(struct world *w, int argc, char **argv);
int cmd_dump(struct world *w, int argc, char **argv);
int cmd_export(struct world *w, int argc, char **argv);
int cmd_find(struct world *w, int argc, char **argv);
int cmd_help_command(struct world *w, int argc, char **argv);
int cmd_help_list(const char *lang);
int cmd_help_start(const char *lang);
int cmd_history(struct world *w, int argc, char **argv);
int cmd_import(struct world *w, int argc, char **argv);
int cmd_init(struct world *w, int argc, char **argv);
int cmd_kinds(struct world *w, int argc, char **argv);
int cmd_list(struct world *w, int argc, char **argv);
int cmd_read(struct world *w, int argc, char **argv);
int cmd_rebuild(struct world *w, int argc, char **argv);
int cmd_review(struct world *w, int argc, char **argv);
int cmd_serve(struct world *w, int argc, char **argv);
int cmd_set(struct world *w, int argc, char **argv);
int cmd_show(struct world *w, int argc, char **argv);
int cmd_undo(struct world *w, int argc, char **argv);
int cmd_user(struct world *w, int argc, char **argv);
int cmd_verify(struct world *w, int argc, char **argv);
int cmd_version(struct world *w, int argc, char **argv);
int cmd_withdraw(struct world *w, int argc, char **argv);

#endif
