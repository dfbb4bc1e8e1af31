#include "cmd/cmd.h"

#include <string.h>

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/* What reading commands share, and what writing ones do. */
#define READING "as-of clearance json csv format"
#define WRITING "json label note"

/* Sorted by name. An example runs as it stands: test/cli/examples.sh. */
static const struct cmd commands[] = {
	{ "accept", cmd_accept,
	    TR("Turn what was read in a text into records."),
	    TR("[--all | --only LIST] FILE..."),
	    { { "accept minutes.txt", TR("ask about each proposal") },
		{ "accept --all --label internal minutes.txt", NULL },
		{ "accept --only 1,3,5-7 interview.html", NULL },
		{ "accept --all --directive 806 plan.txt", NULL } },
	    "all only events again directive clearance " WRITING,
	    TR("The text is stored word for word, and each record points to "
	    "its passage. One text is one change; comity undo takes it "
	    "back.") },
	{ "add", cmd_add,
	    TR("Write a new record."),
	    TR("KIND FIELD=VALUE..."),
	    { { "add activity type=port-call partner=AUS start=2026-12-01 "
		"title=\"Port call\"", NULL },
		{ "add commitment side=ours partner=FRA due=2027-06 "
		    "text=\"We will send two doctors\"", NULL },
		{ "add evidence about=2026-0098 title=Minutes --label "
		    "internal", NULL } },
	    WRITING,
	    TR("The reference of the new record is printed. comity kinds KIND "
	    "names the fields. FIELD=@FILE takes the value from a file, "
	    "FIELD=@- from standard input; @@ stands for a value that begins "
	    "with @.") },
	{ "changes", cmd_changes,
	    TR("The latest changes of all records."),
	    "",
	    { { "changes", NULL },
		{ "changes --limit 100 --json", NULL } },
	    "limit " READING, NULL },
	{ "check-data", cmd_check_data,
	    TR("List what is missing, late or contradictory."),
	    TR("[KIND]"),
	    { { "check-data", NULL },
		{ "check-data activity --check held-not-reported", NULL } },
	    "check limit " READING,
	    TR("Exit status 3 when there is something to mend.") },
	{ "close", cmd_close,
	    TR("Close an activity, task, commitment or objective in one "
	    "line."),
	    TR("ID [FIELD=VALUE...]"),
	    { { "close 2026-0098", NULL },
		{ "close 2026-0082 report=\"Agreed to meet in May\"", NULL } },
	    WRITING,
	    TR("Held, reported and closed become today where they are "
	    "empty.") },
	{ "dump", cmd_dump,
	    TR("The tables as text in one order, to compare two offices."),
	    "",
	    { { "dump | sha256sum", NULL } },
	    "clearance", NULL },
	{ "export", cmd_export,
	    TR("Give the whole register as tables that any program reads."),
	    "",
	    { { "export >register.zip", NULL },
		{ "export --out register", NULL },
		{ "export --out then --as-of 2026-03-03",
		    TR("as it was known that day") } },
	    "as-of clearance out",
	    TR("A CSV table for each kind and datapackage.json with their "
	    "schema and checksums (Frictionless Data). Only what the reader "
	    "may see.") },
	{ "find", cmd_find,
	    TR("Look for words in all records."),
	    TR("WORD..."),
	    { { "find field hospital", NULL },
		{ "find --kind forum hoi nghi", NULL } },
	    "kind limit " READING,
	    TR("Marks and case do not matter; the last word may be a "
	    "beginning. Exit status 4 when nothing is found.") },
	{ "help", cmd_help_command,
	    TR("What a command does and takes."),
	    TR("[COMMAND]"),
	    { { "help", NULL },
		{ "help list", NULL },
		{ "help --lang vi list", TR("in Vietnamese") },
		{ "help --format man >comity.1", TR("the manual page") },
		{ "help --format bash >comity.bash",
		    TR("completion; source it in ~/.bashrc") } },
	    "format", NULL },
	{ "history", cmd_history,
	    TR("Every change of one record, newest first."),
	    TR("ID"),
	    { { "history AUS", NULL },
		{ "history 2026-0012 --as-of 2026-06-30", NULL } },
	    "kind " READING, NULL },
	{ "import", cmd_import,
	    TR("Take the rows of a table as records of one kind."),
	    TR("KIND FILE | --format NAME FILE..."),
	    { { "import activity --template >visits.csv",
		TR("an empty table to fill in") },
		{ "import activity --dry-run visits.csv",
		    TR("what would be done") },
		{ "import activity visits.csv --label internal", NULL },
		{ "import partner --partly partners.csv", NULL },
		{ "import activity plan.xlsx --sheet 1 --encoding tcvn3",
		    NULL },
		{ "import --formats", TR("public data that can be read") },
		{ "import --format gdelt2 --partner VNM --since 2024 "
		    "events.gz", NULL } },
	    "dry-run partly template label note sheet encoding json format "
	    "formats from since to partner roots all limit faults clearance",
	    TR("A file is a workbook (.xlsx, .ods) or text with commas, "
	    "semicolons or tabs. Columns are named by field or by its words "
	    "in English or Vietnamese. A row whose external number or "
	    "reference is there already changes that record; the same table "
	    "twice writes nothing. Without --partly, one fault writes "
	    "nothing.\n"
	    "With --format, the public event data and the like of "
	    "doc/coded.md: plain or gzip, of any length; rows between states "
	    "that the register has as partners, or with --all those with one "
	    "such state. What has faults is left out and listed.") },
	{ "init", cmd_init,
	    TR("Make an office."),
	    TR("DIR"),
	    { { "init office --pack vietnam", NULL },
		{ "init demo --pack vietnam --sample",
		    TR("with invented records, to look around in") },
		{ "init kho --pack vietnam --lang vi",
		    TR("its pages are Vietnamese") } },
	    "name pack sample", NULL },
	{ "kinds", cmd_kinds,
	    TR("The kinds of records, or the fields of one."),
	    TR("[KIND]"),
	    { { "kinds", NULL },
		{ "kinds activity", NULL } },
	    "", NULL },
	{ "list", cmd_list,
	    TR("List the records of a kind."),
	    TR("KIND [FILTER]"),
	    { { "list activity", NULL },
		{ "list commitment partner:JPN status:late", NULL },
		{ "list activity 'start>2026-06' -type:exercise --as-of "
		    "2026-07-01", NULL },
		{ "list agreement status:expiring --csv", NULL } },
	    "sort limit after withdrawn " READING,
	    TR("A filter is FIELD:VALUE, FIELD:A,B for either, FIELD<DATE, "
	    "-FIELD:VALUE for not, FIELD:* for any, FIELD: for none, and "
	    "words that must occur.") },
	{ "read", cmd_read,
	    TR("Read texts: what they direct, promise, report and name."),
	    TR("[--table | --json | --stream] [FILE | FOLDER]..."),
	    { { "read interview.pdf", TR("the proposals, with their words") },
		{ "read --json minutes >proposals",
		    TR("a folder; one line of JSON a document") },
		{ "read --stream <texts >events",
		    TR("JSON lines in, JSON lines out") },
		{ "read --learn", TR("rank by what this office took") } },
	    "table json stream date home names actors verbs learn text-lang "
	    "clearance",
	    TR("FILE is text, Markdown, HTML, PDF, Word (.docx) or a mail "
	    "(.eml) with what is attached to it; of a FOLDER all such files "
	    "are read, and of the folders in it, in the order of their names. "
	    "- or none is standard input. Nothing is recorded: what is read "
	    "is proposed, with the bytes that prove it.\n"
	    "A line of --stream is {\"id\", \"text\", \"date\"?, \"lang\"?}; "
	    "its answer is {\"id\", \"events\": [...]}, in the same order.\n"
	    "Exit status 3 when some texts could not be read; standard error "
	    "says which.") },
	{ "rebuild", cmd_rebuild,
	    TR("Drop the tables and make them again from the journal."),
	    "",
	    { { "rebuild", NULL },
		{ "rebuild --compare", NULL } },
	    "compare", NULL },
	{ "review", cmd_review,
	    TR("A directive clause by clause: words, deeds, evidence."),
	    TR("DIRECTIVE"),
	    { { "review 806", NULL },
		{ "review 806 --from 2024 --to 2026 --as-of 2026-06-30",
		    NULL },
		{ "review 806 --format pdf >review.pdf", NULL } },
	    "from to " READING, NULL },
	{ "serve", cmd_serve,
	    TR("Serve the office to a browser."),
	    "",
	    { { "serve", TR("then open the address it prints") },
		{ "serve --office demo --port 9000", NULL },
		{ "serve --clearance public",
		    TR("as somebody who may see less") },
		{ "serve --setup", TR("with the steps of a first run") },
		{ "serve --host comity.example",
		    TR("behind a proxy with TLS") } },
	    "clearance host listen port setup workers",
	    TR("Without accounts there is one user, on this machine: it "
	    "answers to 127.0.0.1, ::1 and localhost alone. With accounts "
	    "(comity user, or --setup) everyone signs in, and it may listen "
	    "elsewhere; TLS is a proxy's, see doc/serve.md. Each request is a "
	    "line on standard error. Ctrl-C ends it when what has begun is "
	    "done.") },
	{ "set", cmd_set,
	    TR("Change fields of a record; FIELD= empties one."),
	    TR("ID FIELD=VALUE..."),
	    { { "set N-2026-0054 due=2027-03 owner=FRD", NULL },
		{ "set activity:2026-0102 cancelled=today --note \"Storm\"",
		    NULL },
		{ "set 2026-0102 approved=today --reason \"Asked by the "
		    "Minister\"", NULL } },
	    "reason " WRITING,
	    TR("What is approved although others are wanted at the same time, "
	    "or after it has begun, needs a reason, as on the page.") },
	{ "show", cmd_show,
	    TR("One record with all that is known of it."),
	    TR("ID"),
	    { { "show AUS", NULL },
		{ "show 806", NULL },
		{ "show 2026-0012 --as-of 2026-06-30 --json", NULL } },
	    "kind " READING,
	    TR("ID is a reference, KIND:REFERENCE, or the 26 letters and "
	    "digits.") },
	{ "undo", cmd_undo,
	    TR("Put the fields of one change back as they were."),
	    TR("RECORD..."),
	    { { "undo 0f3a8c55d20e914b", NULL } },
	    WRITING,
	    TR("RECORD is the 16 digits that history and changes show, and "
	    "that each command which writes prints.") },
	{ "user", cmd_user,
	    TR("Who may sign in, and as what."),
	    TR("list | roles | add NAME | set NAME | disable NAME | enable "
	    "NAME | reset NAME | second-factor ROLES"),
	    { { "user add chief --roles administrator", NULL },
		{ "user add asia-1 --roles officer --clearance internal "
		    "--shown \"Desk officer, Asia\" --password-file first.txt",
		    NULL },
		{ "user set asia-1 --roles officer,planner", NULL },
		{ "user reset asia-1",
		    TR("a new password, no second factor") },
		{ "user second-factor security,administrator",
		    TR("or everyone, nobody") },
		{ "user list --json", NULL } },
	    "clearance json password-file roles shown unit",
	    TR("The password is asked for, or is the first line of standard "
	    "input or of the file; it is never an argument. With the first "
	    "account, which must be an administrator, every page asks to "
	    "sign in.") },
	{ "verify", cmd_verify,
	    TR("Check every record, and that the tables say what they say."),
	    "",
	    { { "verify", NULL },
		{ "verify --quick --json", NULL } },
	    "json quick",
	    TR("Pages of the file, then bytes, chain and signature of each "
	    "record, then a second fold of all of them beside the tables. The "
	    "first bad record is named; exit status 1.") },
	{ "version", cmd_version,
	    TR("Which version this is."),
	    "",
	    { { "version", NULL } },
	    "", NULL },
	{ "withdraw", cmd_withdraw,
	    TR("Say that a record no longer counts; it stays in the "
	    "history."),
	    TR("ID --note WHY"),
	    { { "withdraw 2026-0104 --note \"Entered twice\"", NULL } },
	    WRITING, NULL },
};

static const struct cmd_option options[] = {
#define FLAG(name, member, help) \
	{ name, NULL, offsetof(struct cmd_line, member), help }
#define TEXT(name, value, member, help) \
	{ name, value, offsetof(struct cmd_line, member), help }
	TEXT("actors", TR("FILE"), taken,
	    TR("a Phoenix, PETRARCH or TABARI actor dictionary")),
	TEXT("after", TR("CURSOR"), after, TR("the page behind this cursor")),
	FLAG("again", again, TR("take a text that is stored already")),
	FLAG("all", all, TR("without asking for each")),
	TEXT("as-of", TR("WHEN"), as_of,
	    TR("as it was known then: a date, or 2026-06-30T12:00:00Z")),
	TEXT("check", TR("NAME"), check, TR("only this check")),
	TEXT("clearance", TR("TOKENS"), clearance,
	    TR("what a holder of these, such as internal, may see")),
	FLAG("compare", compare,
	    TR("fail when the tables were not equal before")),
	FLAG("csv", csv, TR("a table for spreadsheets")),
	TEXT("date", TR("DATE"), date,
	    TR("when the text was written: 2026-11-21")),
	TEXT("directive", TR("CODE"), directive,
	    TR("the directive that the clauses found belong to")),
	FLAG("dry-run", dry_run, TR("say what would be done, and do nothing")),
	TEXT("encoding", TR("NAME"), encoding,
	    TR("the texts are tcvn3, vni or windows-1258, and are repaired")),
	FLAG("events", events, TR("observed acts as well")),
	FLAG("faults", all_faults,
	    TR("every row with a fault, not the first twenty")),
	TEXT("format", TR("FORM"), format,
	    TR("text, json, csv, xlsx, pdf; of review also html, of help man "
	    "or bash, of a coded file its name")),
	FLAG("formats", formats, TR("the coded files that can be read")),
	TEXT("from", TR("DATE"), from, TR("only from this day on")),
	TEXT("home", TR("CODE"), home,
	    TR("whose \"we\" and \"the Ministry\" are: VNM")),
	TEXT("host", TR("NAME"), host,
	    TR("the name that a proxy with TLS in front has")),
	FLAG("json", json, TR("for programs; the keys stay as they are")),
	TEXT("kind", TR("KIND"), kind, TR("only records of this kind")),
	TEXT("label", TR("LABEL"), label, TR("who may see what is written")),
	TEXT("lang", "en|vi", lang,
	    TR("the language; of init and user the office's or account's, "
	    "too")),
	FLAG("learn", learn, TR("tune the ranking of the office by what was "
	    "taken and left of its texts, each label by itself, and tell how "
	    "well it ranks before and after")),
	TEXT("limit", "N", limit, TR("at most so many")),
	TEXT("listen", TR("ADDRESS"), listen,
	    TR("127.0.0.1 unless said; others need accounts and --host")),
	TEXT("name", TR("NAME"), title, TR("what the office is called")),
	TEXT("names", TR("FILE"), taken,
	    TR("names of your own: CSV as packs/core/names.csv")),
	TEXT("note", TR("TEXT"), note, TR("why; kept with the change")),
	TEXT("office", TR("DIR"), office,
	    TR("the office; else $COMITY_OFFICE, else ./office")),
	TEXT("only", TR("LIST"), only,
	    TR("only these numbers, such as 1,3,5-7")),
	TEXT("out", TR("FOLDER"), out,
	    TR("write into this folder, which is made")),
	TEXT("pack", TR("NAME"), pack,
	    TR("vocabularies and public facts to begin with")),
	TEXT("partner", TR("CODES"), partner,
	    TR("only rows with one of these, such as VNM,USA")),
	FLAG("partly", partly, TR("leave out what has faults")),
	TEXT("password-file", TR("FILE"), password_file,
	    TR("its first line; else standard input")),
	TEXT("port", "N", port,
	    TR("8080 unless said; 0 for any that is free")),
	FLAG("quick", quick,
	    TR("the records alone, not what the tables say")),
	TEXT("reason", TR("TEXT"), reason,
	    TR("why it is approved although it clashes or has begun; kept "
	    "with the change")),
	TEXT("roles", TR("LIST"), roles, TR("such as officer,planner")),
	TEXT("roots", TR("ACTS"), roots,
	    TR("only these acts, such as CONSULT,AID")),
	FLAG("sample", sample,
	    TR("add invented records, marked DEMO everywhere")),
	FLAG("setup", setup, TR("offer the steps of the first run")),
	TEXT("sheet", TR("NAME"), sheet,
	    TR("of the workbook; a number counts from 1")),
	TEXT("shown", TR("TEXT"), shown,
	    TR("beside its changes; a post rather than a name")),
	TEXT("since", TR("DATE"), from,
	    TR("only from this day on, as --from")),
	TEXT("sort", TR("FIELD"), sort, TR("by this field; -FIELD downward")),
	FLAG("stream", stream, TR("JSON lines in, JSON lines out")),
	FLAG("table", table, TR("for people (the default)")),
	FLAG("template", template,
	    TR("print an empty table for this kind")),
	TEXT("text-lang", "en|vi", text_lang,
	    TR("the language of the texts; found out when not given")),
	TEXT("to", TR("DATE"), to, TR("only until this day")),
	TEXT("unit", TR("TEXT"), unit, TR("where it belongs")),
	TEXT("verbs", TR("FILE"), taken,
	    TR("a CAMEO verb dictionary of PETRARCH or TABARI")),
	FLAG("withdrawn", withdrawn, TR("withdrawn records as well")),
	TEXT("workers", "N", workers,
	    TR("processes that make pages; 2 unless said")),
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

	if (strcmp(o->name, "office") == 0 || strcmp(o->name, "lang") == 0)
		return true;
	while (str_word(&list, &word))
		if (str_is(word, o->name))
			return true;
	return false;
}
