#include "cmd/cmd_read.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "cmd/cmd_read_part.h"

#include "base/banned.h"

enum { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_PARTLY };

static const char help[] =
    "Examples:\n"
    "  comity read interview.pdf          the proposals, with their words\n"
    "  comity read --json minutes >out    a folder; a JSON object a document\n"
    "  comity read --stream <in >out      JSON lines in, JSON lines out\n"
    "\n"
    "Usage: comity read [--table | --json | --stream] [FILE | FOLDER]...\n"
    "  FILE is text, Markdown, HTML, PDF, Word (.docx) or a mail (.eml) with\n"
    "  what is attached to it; of a FOLDER all such files are read, and of\n"
    "  the folders in it, in the order of their names. - or none is standard\n"
    "  input. Nothing is recorded: what is read is proposed, with the bytes\n"
    "  that prove it.\n"
    "\n"
    "  --table        for people (the default)\n"
    "  --json         one JSON object a line, a document each\n"
    "  --stream       in: {\"id\", \"text\", \"date\"?, \"lang\"?} a line;\n"
    "                 out: {\"id\", \"events\": [...]} a line, same order\n"
    "  --lang en|vi   the language; found out when not given\n"
    "  --date DATE    when the text was written: 2026-11-21\n"
    "  --home CODE    whose \"we\" and \"the Ministry\" are: VNM\n"
    "  --names FILE   names of your own: CSV as packs/core/names.csv\n"
    "  --actors FILE  a Phoenix, PETRARCH or TABARI actor dictionary\n"
    "  --verbs FILE   a CAMEO verb dictionary of PETRARCH or TABARI\n"
    "  --learn        tune the ranking of an office ($COMITY_OFFICE) by what\n"
    "                 was taken and left of the texts it keeps, each label by\n"
    "                 itself, and tell how well it ranks before and after\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 not called rightly, 3 some texts could\n"
    "not be read (standard error says which).\n";

void
cmd_read_out(struct cmd_read_job *j, const struct buf *b)
{
	cmd_read_end(j);
	if (fwrite(b->p, 1, b->n, stdout) != b->n)
		j->failed++;
}

/* A dictionary of the caller's; it is read when all options are known. */
static bool
own_file(struct cmd_read_job *j, const char *o, const char *v)
{
	static const char *const options[] = { "--names", "--actors",
		"--verbs" };

	for (size_t i = 0; i < countof(options); i++)
		if (strcmp(o, options[i]) == 0 &&
		    j->files < countof(j->file)) {
			j->file[j->files++] = (struct gazetteer_file){
				.kind = (enum gazetteer_file_kind)i,
				.name = str_of(v) };
			return true;
		}
	return false;
}

/* The value ${v} of option ${o}; false when it is wrong. */
static bool
take_value(struct cmd_read_job *j, const char *o, const char *v)
{
	if (strcmp(o, "--lang") == 0) {
		j->opts.lang = str_of(v);
		return str_is(j->opts.lang, "en") ||
		    str_is(j->opts.lang, "vi");
	}
	if (strcmp(o, "--date") == 0) {
		j->opts.has_date = date_parse(str_of(v), &j->opts.date);
		return j->opts.has_date;
	}
	if (strcmp(o, "--home") == 0) {
		j->opts.home = str_of(v);
		return j->opts.home.n == 3;
	}
	return own_file(j, o, v);
}

/* The options; the first argument that is none, or minus the wrong one. */
static int
options(struct cmd_read_job *j, int argc, char **argv)
{
	static const char *const forms[] = { "--table", "--json",
		"--stream" };
	int i = 1;

	for (; i < argc && argv[i][0] == '-' && argv[i][1] != '\0'; i++) {
		bool form = false;

		if (strcmp(argv[i], "--") == 0)
			return i + 1;
		for (size_t f = 0; f < countof(forms); f++)
			if (strcmp(argv[i], forms[f]) == 0) {
				j->form = (enum read_form)f;
				form = true;
			}
		if (form)
			continue;
		if (i + 1 == argc || !take_value(j, argv[i], argv[i + 1]))
			return -i;
		i++;
	}
	return i;
}

static enum err
read_own(struct cmd_read_job *j, struct arena *a, struct why *why)
{
	for (size_t i = 0; i < j->files; i++) {
		struct buf b CLEANUP(buf_free) = { .max = 32 * MIB };
		enum err e = j->world->read_file(j->world,
		    j->file[i].name.p, &b);

		if (e != ERR_OK)
			return why_set(why, e, "%.*s cannot be read",
			    STRF(j->file[i].name));
		j->file[i].text = arena_str(a, buf_view(&b));
	}
	return ERR_OK;
}

static int
read_all(struct cmd_read_job *j, int argc, char **argv, int at)
{
	struct arena *a = arena_new(256 * MIB), *run = arena_new(1024 * MIB);
	struct gazetteer *g;
	struct why why = { 0 };

	if (read_own(j, a, &why) != ERR_OK || gazetteer_load_with(a, j->file,
	    j->files, &g, &why) != ERR_OK) {
		(void)fprintf(stderr, "comity read: %s\n", why.text);
		arena_free(a);
		arena_free(run);
		return EXIT_FAILED;
	}
	j->g = g;
	j->same = same_new(run);
	for (int i = at; i < argc || i == at; i++) {
		const char *path = i < argc ? argv[i] : "-";

		if (j->form == READ_STREAM)
			cmd_read_stream(j, path);
		else
			cmd_read_path(j, path);
	}
	cmd_read_end(j);
	arena_free(a);
	arena_free(run);
	if (fflush(stdout) != 0)
		j->failed++;
	return j->failed == 0 ? EXIT_DONE : j->done > 0 ? EXIT_PARTLY
	    : EXIT_FAILED;
}

int
cmd_read(struct world *w, int argc, char **argv)
{
	struct cmd_read_job j = { .world = w };
	int at;

	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0) {
			(void)fputs(help, stdout);
			return EXIT_DONE;
		}
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--learn") == 0)
			return cmd_read_learn(w, argc, argv);
	at = options(&j, argc, argv);
	if (at < 0) {
		(void)fprintf(stderr, "comity read: %s is no option, or its "
		    "value is missing or wrong; see comity read --help\n",
		    argv[-at]);
		return EXIT_USAGE;
	}
	j.begun = w->tick_ms(w);
	j.tty = isatty(STDERR_FILENO) == 1;
	return read_all(&j, argc, argv, at);
}
