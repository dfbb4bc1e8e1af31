#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "cmd/cmd.h"

#include "base/banned.h"

#define VERSION "0.1.0"

/* What reading commands share, and what writing ones do. */
#define READING "as-of clearance json csv format lang"
#define WRITING "json label note"

static int cmd_version(struct world *w, int argc, char **argv);

/* Sorted by name. */
static const struct cmd commands[] = {
	{ "accept", cmd_accept,
	    "Turn what was read in a text into records.",
	    "[--all | --only LIST] FILE...",
	    "  comity accept minutes.txt              ask about each proposal\n"
	    "  comity accept --all --label internal minutes.txt\n"
	    "  comity accept --only 1,3,5-7 interview.html\n"
	    "  comity accept --all --directive 806 plan.txt\n",
	    "all only events again directive clearance " WRITING,
	    "The text is stored word for word, and each record points to its "
	    "passage.\nOne text is one change; comity undo takes it back.\n" },
	{ "add", cmd_add,
	    "Write a new record.",
	    "KIND FIELD=VALUE...",
	    "  comity add activity type=port-call partner=AUS "
	    "start=2026-12-01 title=\"Port call\"\n"
	    "  comity add commitment side=ours partner=FRA due=2027-06 "
	    "text=\"We will send two doctors\"\n"
	    "  comity add evidence about=2026-0412 title=Minutes "
	    "--label internal\n",
	    WRITING,
	    "The reference of the new record is printed. comity kinds KIND "
	    "names the fields.\n"
	    "FIELD=@FILE takes the value from a file, FIELD=@- from standard "
	    "input;\n@@ stands for a value that begins with @.\n" },
	{ "changes", cmd_changes,
	    "The latest changes of all records.",
	    "",
	    "  comity changes\n"
	    "  comity changes --limit 100 --json\n",
	    "limit " READING, NULL },
	{ "check-data", cmd_check_data,
	    "List what is missing, late or contradictory.",
	    "[KIND]",
	    "  comity check-data\n"
	    "  comity check-data activity --check held-not-reported\n",
	    "check limit " READING, NULL },
	{ "close", cmd_close,
	    "Close an activity, task, commitment or objective in one line.",
	    "ID [FIELD=VALUE...]",
	    "  comity close 2026-0412\n"
	    "  comity close 2026-0412 report=\"Agreed to meet in May\"\n",
	    WRITING,
	    "Held, reported and closed become today where they are empty.\n" },
	{ "dump", cmd_dump,
	    "The tables as text in one order, to compare two offices.",
	    "",
	    "  comity dump | sha256sum\n",
	    "clearance", NULL },
	{ "export", cmd_export,
	    "Give the whole register as tables that any program reads.",
	    "",
	    "  comity export >register.zip\n"
	    "  comity export --out register\n"
	    "  comity export --out then --as-of 2026-03-03\n",
	    "as-of clearance lang out",
	    "A CSV table for each kind and datapackage.json with their schema "
	    "and checksums\n(Frictionless Data). Only what the reader may "
	    "see.\n" },
	{ "find", cmd_find,
	    "Look for words in all records.",
	    "WORD...",
	    "  comity find field hospital\n"
	    "  comity find --kind activity doi thoai\n",
	    "kind limit " READING,
	    "Marks and case do not matter; the last word may be a beginning.\n"
	    "Exit status 4 when nothing is found.\n" },
	{ "help", cmd_help_command,
	    "What a command does and takes.",
	    "[COMMAND]",
	    "  comity help\n"
	    "  comity help list\n"
	    "  comity help --format man >comity.1\n"
	    "  comity help --format bash >/etc/bash_completion.d/comity\n",
	    "format", NULL },
	{ "history", cmd_history,
	    "Every change of one record, newest first.",
	    "ID",
	    "  comity history AUS\n"
	    "  comity history 2026-0412 --as-of 2026-06-30\n",
	    "kind " READING, NULL },
	{ "import", cmd_import,
	    "Take the rows of a table as records of one kind.",
	    "KIND FILE | --format NAME FILE...",
	    "  comity import activity --template >visits.csv\n"
	    "  comity import activity --dry-run visits.csv\n"
	    "  comity import activity visits.csv --label internal\n"
	    "  comity import partner --partly partners.csv\n"
	    "  comity import activity plan.xlsx --sheet 2027 --encoding tcvn3\n"
	    "  comity import --formats\n"
	    "  comity import --format gdelt2 --partner VNM --since 2024 "
	    "20240626.export.CSV.gz\n",
	    "dry-run partly template label note sheet encoding json format "
	    "formats from since to partner roots all limit faults clearance",
	    "A file is a workbook (.xlsx, .ods) or text with commas, semicolons "
	    "or tabs.\nColumns are named by field or by its words in English or "
	    "Vietnamese. A row whose\nexternal number or reference is there "
	    "already changes that record; the same\ntable twice writes "
	    "nothing. Without --partly, one fault writes nothing.\n"
	    "With --format, the public event data and the like of doc/coded.md: "
	    "plain or gzip,\nof any length; rows between states that the "
	    "register has as partners, or with\n--all those with one such "
	    "state. What has faults is left out and listed.\n" },
	{ "init", cmd_init,
	    "Make an office.",
	    "DIR",
	    "  comity init office --pack vietnam\n"
	    "  comity init demo --pack vietnam --sample\n",
	    "lang name pack sample", NULL },
	{ "kinds", cmd_kinds,
	    "The kinds of records, or the fields of one.",
	    "[KIND]",
	    "  comity kinds\n"
	    "  comity kinds activity\n",
	    "", NULL },
	{ "list", cmd_list,
	    "List the records of a kind.",
	    "KIND [FILTER]",
	    "  comity list activity\n"
	    "  comity list commitment partner:AUS status:late\n"
	    "  comity list activity 'start>2026-06' -type:exercise "
	    "--as-of 2026-07-01\n"
	    "  comity list agreement status:expiring --csv\n",
	    "sort limit after withdrawn " READING,
	    "A filter is FIELD:VALUE, FIELD:A,B for either, FIELD<DATE, "
	    "-FIELD:VALUE for not,\nFIELD:* for any, FIELD: for none, and "
	    "words that must occur.\n" },
	{ "read", cmd_read,
	    "Read texts: what they direct, promise, report and name.",
	    "[--json|--stream] [FILE|FOLDER]...",
	    "  comity read interview.pdf\n"
	    "  comity read --json minutes >proposals\n"
	    "  comity read --learn\n", "json lang clearance", NULL },
	{ "rebuild", cmd_rebuild,
	    "Drop the tables and make them again from the journal.",
	    "",
	    "  comity rebuild\n"
	    "  comity rebuild --compare\n",
	    "compare", NULL },
	{ "review", cmd_review,
	    "A directive clause by clause: words, deeds, evidence.",
	    "DIRECTIVE",
	    "  comity review 806\n"
	    "  comity review 806 --from 2024 --to 2026 --as-of 2026-06-30\n",
	    "from to " READING, NULL },
	{ "serve", cmd_serve,
	    "Serve the office to a browser.",
	    "",
	    "  comity serve                           then open the address "
	    "it prints\n"
	    "  comity serve --office demo --port 9000\n"
	    "  comity serve --clearance public        as somebody who may see "
	    "less\n"
	    "  comity serve --setup                   with the steps of a "
	    "first run\n"
	    "  comity serve --host comity.example     behind a proxy with "
	    "TLS\n"
	    "  COMITY_NOW=2026-03-03 comity serve     with the clock stopped\n",
	    "clearance host listen port setup workers",
	    "Without accounts there is one user, on this machine: it answers "
	    "to 127.0.0.1,\n::1 and localhost alone. With accounts (comity "
	    "user, or --setup) everyone signs\nin, and it may listen "
	    "elsewhere; TLS is a proxy's, see doc/serve.md.\nEach request is a "
	    "line on standard error. Ctrl-C ends it when what has begun\nis "
	    "done.\n" },
	{ "set", cmd_set,
	    "Change fields of a record; FIELD= empties one.",
	    "ID FIELD=VALUE...",
	    "  comity set 2026-0412 due=2027-03 owner=FRD\n"
	    "  comity set activity:2026-0007 cancelled=today "
	    "--note \"Storm\"\n",
	    WRITING, NULL },
	{ "show", cmd_show,
	    "One record with all that is known of it.",
	    "ID",
	    "  comity show AUS\n"
	    "  comity show 806\n"
	    "  comity show 2026-0412 --as-of 2026-06-30 --json\n",
	    "kind " READING,
	    "ID is a reference, KIND:REFERENCE, or the 26 letters and "
	    "digits.\n" },
	{ "undo", cmd_undo,
	    "Put the fields of one change back as they were.",
	    "RECORD...",
	    "  comity undo 0f3a8c55d20e914b\n",
	    WRITING,
	    "RECORD is the 16 digits that history and changes show.\n" },
	{ "user", cmd_user,
	    "Who may sign in, and as what.",
	    "list | roles | add NAME | set NAME | disable NAME | enable NAME "
	    "| reset NAME | second-factor ROLES",
	    "  comity user add chief --roles administrator\n"
	    "  comity user add asia-1 --roles officer --clearance internal "
	    "\\\n      --shown \"Desk officer, Asia\" --password-file "
	    "first.txt\n"
	    "  comity user set asia-1 --roles officer,planner\n"
	    "  comity user reset asia-1               a new password, no "
	    "second factor\n"
	    "  comity user second-factor security,administrator   or everyone, "
	    "nobody\n"
	    "  comity user list --json\n",
	    "clearance json lang password-file roles shown unit",
	    "The password is asked for, or is the first line of standard "
	    "input or of the\nfile; it is never an argument. With the first "
	    "account, which must be an\nadministrator, every page asks to sign "
	    "in.\n" },
	{ "verify", cmd_verify,
	    "Check every record, and that the tables say what they say.",
	    "",
	    "  comity verify\n"
	    "  comity verify --quick --json\n",
	    "json quick",
	    "Pages of the file, then bytes, chain and signature of each record,\n"
	    "then a second fold of all of them beside the tables. The first bad\n"
	    "record is named; exit status 1.\n" },
	{ "version", cmd_version,
	    "Which version this is.",
	    "",
	    "  comity version\n",
	    "", NULL },
	{ "withdraw", cmd_withdraw,
	    "Say that a record no longer counts; it stays in the history.",
	    "ID --note WHY",
	    "  comity withdraw 2026-0412 --note \"Entered twice\"\n",
	    WRITING, NULL },
};

const struct cmd *
cmd_all(size_t *n)
{
	*n = countof(commands);
	return commands;
}

const struct cmd *
cmd_named(struct str name)
{
	for (size_t i = 0; i < countof(commands); i++)
		if (str_is(name, commands[i].name))
			return &commands[i];
	return NULL;
}

/* Letters to add, drop or change to make one word of the other. */
static size_t
distance(struct str a, struct str b)
{
	enum { MOST = 24 };
	size_t row[MOST + 1];

	if (a.n > MOST || b.n > MOST)
		return MOST;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t change = diagonal + (a.p[i - 1] != b.p[j - 1]);
			size_t step = (row[j] < row[j - 1] ? row[j]
			    : row[j - 1]) + 1;

			diagonal = row[j];
			row[j] = change < step ? change : step;
		}
	}
	return row[b.n];
}

const struct cmd *
cmd_nearest(struct str name)
{
	const struct cmd *best = NULL;
	size_t least = 3;

	for (size_t i = 0; i < countof(commands); i++) {
		size_t d = distance(name, str_of(commands[i].name));

		if (d < least) {
			least = d;
			best = &commands[i];
		}
	}
	return best;
}

static const char start[] =
	"Comity keeps the words and deeds of defence diplomacy.\n"
	"\n"
	"  comity init office --pack vietnam   make an office\n"
	"  comity init demo --pack vietnam --sample   one to look around in\n"
	"  comity serve                        open it in the browser\n"
	"  comity read interview.html          see what a text promises\n"
	"  comity review 806                   words and deeds of a directive\n"
	"\n"
	"comity help lists all commands; each takes --help.\n";

static int
cmd_version_put(void)
{
	return cmd_put(STR("comity " VERSION "\n")) ? CMD_DONE : CMD_FAILED;
}

static int
cmd_version(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, cmd_version_put());
}

int
main(int argc, char **argv)
{
	struct world *w = world_posix();
	const struct cmd *c;
	struct str name;

	if (argc < 2)
		return cmd_put(str_of(start)) ? CMD_DONE : CMD_FAILED;
	/* The office may be said before the command, too. */
	if (argc > 3 && str_is(str_of(argv[1]), "--office")) {
		char *word = argv[1], *dir = argv[2];

		argv[1] = argv[3];
		argv[2] = word;
		argv[3] = dir;
	}
	name = str_of(argv[1]);
	if (str_is(name, "--help") || str_is(name, "-h"))
		return cmd_help_list();
	if (str_is(name, "--version"))
		return cmd_version_put();
	c = cmd_named(name);
	if (c == NULL)
		return cmd_unknown(name);
	return c->run(w, argc - 1, argv + 1);
}
