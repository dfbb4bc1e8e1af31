#include "cmd/cmd_read.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "read/gazetteer.h"
#include "read/reading.h"

#include "base/banned.h"

enum { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_PARTLY };

#define LINE_BYTES_MAX (4 * MIB)

static const char help[] =
    "Examples:\n"
    "  comity read interview.txt          the proposals, with their words\n"
    "  comity read --json *.html >out     one JSON object a document\n"
    "  comity read --stream <in >out      JSON lines in, JSON lines out\n"
    "  pandoc report.docx -t plain | comity read\n"
    "\n"
    "Usage: comity read [--table | --json | --stream] [FILE...]\n"
    "  FILE is plain text, Markdown or HTML in UTF-8; - or none is standard\n"
    "  input. Nothing is recorded: what is read is proposed, with the bytes\n"
    "  that prove it.\n"
    "\n"
    "  --table        for people (the default)\n"
    "  --json         one JSON object a line, a document each\n"
    "  --stream       in: {\"id\", \"text\", \"date\"?, \"lang\"?} a line;\n"
    "                 out: {\"id\", \"events\": [...]} a line, same order\n"
    "  --lang en|vi   the language; found out when not given\n"
    "  --date DATE    when the text was written: 2026-11-21\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 not called rightly, 3 some texts could\n"
    "not be read (standard error says which).\n";

enum form { FORM_TABLE, FORM_JSON, FORM_STREAM };

struct job {
	struct world *world;
	const struct gazetteer *g;
	struct reading_opts opts;
	enum form form;
	bool failed; /* one of the texts */
	bool done;   /* one of the texts */
};

static void
out(struct job *j, const struct buf *b)
{
	if (fwrite(b->p, 1, b->n, stdout) != b->n)
		j->failed = true;
}

/* One proposal for people: what, then the words, then where they stand. */
static void
row(struct buf *b, const struct reading_item *i)
{
	if (i->kind == READING_DIRECTIVE)
		buf_printf(b, "  %d.", i->ordinal);
	else
		buf_text(b, "  -");
	if (i->source.n > 0 || i->target.n > 0)
		buf_printf(b, " %.*s > %.*s", STRF(i->source.n > 0 ? i->source
		    : STR("?")), STRF(i->target.n > 0 ? i->target
		    : STR("?")));
	if (i->kind == READING_EVENT)
		buf_printf(b, " %.*s", STRF(i->root));
	if (i->name.n > 0)
		buf_printf(b, " %.*s", STRF(i->name));
	if (i->type.n > 0)
		buf_printf(b, " %.*s", STRF(i->type));
	if (i->status.n > 0)
		buf_printf(b, " (%.*s)", STRF(i->status));
	if (i->mechanism.n > 0)
		buf_printf(b, " [%.*s]", STRF(i->mechanism));
	if (i->has_due || i->has_when) {
		buf_char(b, ' ');
		date_show(b, i->has_due ? i->due : i->when);
	}
	if (i->where.n > 0)
		buf_printf(b, " in %.*s", STRF(i->where));
	if (i->who.n > 0 && i->kind <= READING_COMMITMENT)
		buf_printf(b, " %.*s:", STRF(i->who));
	buf_printf(b, "\n      \"%.*s\" [%zu-%zu]\n", STRF(i->text), i->begin,
	    i->end);
}

static void
table(struct buf *b, const struct reading *r)
{
	static const char *const heads[READING__MAX] = {
		"Directives", "Commitments", "Activities", "Events",
		"Mechanisms", "Organisations", "References", "States"
	};

	buf_printf(b, "%.*s (%s)", STRF(r->file.n > 0 ? r->file
	    : STR("standard input")), str_is(r->lang, "vi") ? "Vietnamese"
	    : "English");
	if (r->speaker.n > 0)
		buf_printf(b, ", speaker: %.*s", STRF(r->speaker));
	if (r->has_date) {
		buf_text(b, ", ");
		date_show(b, r->date);
	}
	buf_char(b, '\n');
	for (int k = 0; k < READING__MAX; k++) {
		if (r->count[k] == 0)
			continue;
		buf_printf(b, "\n%s (%zu)\n", heads[k], r->count[k]);
		for (size_t i = 0; i < r->items; i++) {
			if ((int)r->item[i].kind != k)
				continue;
			if (k == READING_STATE)
				buf_printf(b, "  %.*s  \"%.*s\" [%zu-%zu]\n",
				    STRF(r->item[i].code),
				    STRF(r->item[i].text), r->item[i].begin,
				    r->item[i].end);
			else
				row(b, &r->item[i]);
		}
	}
	if (r->items == 0)
		buf_text(b, "  Nothing to propose.\n");
	buf_char(b, '\n');
}

static void
read_one(struct job *j, const char *path)
{
	struct arena *a = arena_new(1024 * MIB);
	struct buf text CLEANUP(buf_free), b CLEANUP(buf_free);
	struct why why = { 0 };
	struct reading r;
	enum err e;

	buf_init(&text, READING_BYTES_MAX);
	buf_init(&b, 256 * MIB);
	e = j->world->read_file(j->world, path, &text);
	if (e != ERR_OK)
		(void)why_set(&why, e, "%s", e == ERR_MISSING
		    ? "there is no such file"
		    : e == ERR_LIMIT ? "the file is longer than 16 MiB; cut it "
		    "into parts" : "the file cannot be read");
	if (e == ERR_OK)
		e = reading_of(a, j->g, buf_view(&text), strcmp(path, "-") == 0
		    ? STR("") : str_of(path), &j->opts, &r, &why);
	if (e == ERR_OK && j->form == FORM_JSON) {
		reading_json(&b, &r);
		buf_char(&b, '\n');
	} else if (e == ERR_OK) {
		table(&b, &r);
	}
	if (e == ERR_OK)
		e = b.err;
	if (e != ERR_OK) {
		(void)fprintf(stderr, "comity read: %s: %s\n", path,
		    why.text[0] != '\0' ? why.text : err_name(e));
		j->failed = true;
	} else {
		out(j, &b);
		j->done = true;
	}
	arena_free(a);
}

/* The text member of one input line; NULL with a reason when it is wrong. */
static const char *
line_text(const json_t *o, struct reading_opts *opts, struct why *why)
{
	const char *date, *lang;
	const json_t *text = json_object_get(o, "text");

	if (!json_is_object(o) || !json_is_string(text)) {
		(void)why_set(why, ERR_INPUT,
		    "an object with a string \"text\" is wanted");
		return NULL;
	}
	date = json_string_value(json_object_get(o, "date"));
	lang = json_string_value(json_object_get(o, "lang"));
	if (date != NULL && date[0] != '\0') {
		opts->has_date = date_parse(str_of(date), &opts->date);
		if (!opts->has_date) {
			(void)why_set(why, ERR_INPUT,
			    "the date must be like 2026-11-21");
			return NULL;
		}
	}
	if (lang != NULL)
		opts->lang = str_of(lang);
	return json_string_value(text);
}

static enum err
stream_line(struct job *j, struct arena *a, struct str line, struct buf *b,
    struct why *why)
{
	json_error_t bad;
	json_t *o = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, &bad);
	struct reading_opts opts = j->opts;
	struct reading r;
	const char *text;
	enum err e;

	if (o == NULL)
		return why_set(why, ERR_INPUT, "not JSON: %s at byte %d",
		    bad.text, bad.position);
	opts.format = READING_TEXT;
	text = line_text(o, &opts, why);
	e = text == NULL ? ERR_INPUT : reading_of(a, j->g, str_of(text),
	    STR(""), &opts, &r, why);
	if (e == ERR_OK) {
		char *id = json_dumps(json_object_get(o, "id"),
		    JSON_ENCODE_ANY);

		buf_text(b, "{\"id\":");
		buf_text(b, id != NULL ? id : "null");
		buf_text(b, ",\"events\":");
		reading_events_json(b, &r);
		buf_text(b, "}\n");
		json_free_t release;

		json_get_alloc_funcs(NULL, &release);
		release(id);
		e = b->err;
	}
	json_decref(o);
	return e;
}

/* A line of at most LINE_BYTES_MAX into ${b}; false at the end of file. */
static bool
next_line(FILE *f, struct buf *b)
{
	char part[8192];

	buf_clear(b);
	while (fgets(part, sizeof(part), f) != NULL) {
		size_t n = strlen(part);

		buf_put(b, part, n);
		if (n > 0 && part[n - 1] == '\n')
			return true;
	}
	return b->n > 0 || b->err != ERR_OK;
}

static void
stream(struct job *j, FILE *f, const char *path)
{
	struct arena *a = arena_new(256 * MIB);
	struct buf line CLEANUP(buf_free), b CLEANUP(buf_free);
	size_t number = 0;

	buf_init(&line, LINE_BYTES_MAX);
	buf_init(&b, 64 * MIB);
	while (next_line(f, &line)) {
		struct why why = { 0 };
		struct str s = str_trim(buf_view(&line));
		enum err e = line.err;

		number++;
		buf_clear(&b);
		if (e == ERR_OK && s.n == 0)
			continue;
		if (e == ERR_OK)
			e = stream_line(j, a, s, &b, &why);
		if (e == ERR_OK) {
			out(j, &b);
			j->done = true;
		} else {
			(void)fprintf(stderr,
			    "comity read: %s line %zu: %s\n", path, number,
			    why.text[0] != '\0' ? why.text : err_name(e));
			j->failed = true;
		}
		arena_reset(a);
	}
	if (ferror(f) != 0) {
		(void)fprintf(stderr, "comity read: %s cannot be read\n",
		    path);
		j->failed = true;
	}
	arena_free(a);
}

static void
stream_path(struct job *j, const char *path)
{
	FILE *f;

	if (strcmp(path, "-") == 0) {
		stream(j, stdin, "standard input");
		return;
	}
	f = fopen(path, "r");
	if (f == NULL) {
		(void)fprintf(stderr, "comity read: %s: cannot be opened\n",
		    path);
		j->failed = true;
		return;
	}
	stream(j, f, path);
	(void)fclose(f);
}

/* The options; the first argument that is none, or minus the wrong one. */
static int
options(struct job *j, int argc, char **argv)
{
	int i = 1;

	for (; i < argc && argv[i][0] == '-' && argv[i][1] != '\0'; i++) {
		const char *o = argv[i];
		bool value = strcmp(o, "--lang") == 0 ||
		    strcmp(o, "--date") == 0;

		if (strcmp(o, "--") == 0)
			return i + 1;
		if (strcmp(o, "--json") == 0)
			j->form = FORM_JSON;
		else if (strcmp(o, "--table") == 0)
			j->form = FORM_TABLE;
		else if (strcmp(o, "--stream") == 0)
			j->form = FORM_STREAM;
		else if (!value || i + 1 == argc)
			return -i;
		if (strcmp(o, "--lang") == 0) {
			j->opts.lang = str_of(argv[++i]);
			if (!str_is(j->opts.lang, "en") &&
			    !str_is(j->opts.lang, "vi"))
				return 1 - i;
		} else if (value) {
			j->opts.has_date = date_parse(str_of(argv[++i]),
			    &j->opts.date);
			if (!j->opts.has_date)
				return 1 - i;
		}
	}
	return i;
}

int
cmd_read(struct world *w, int argc, char **argv)
{
	struct job j = { .world = w };
	struct arena *a;
	struct gazetteer *g;
	struct why why = { 0 };
	int at;

	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0) {
			(void)fputs(help, stdout);
			return EXIT_DONE;
		}
	at = options(&j, argc, argv);
	if (at < 0) {
		(void)fprintf(stderr, "comity read: %s is no option, or its "
		    "value is missing or wrong; see comity read --help\n",
		    argv[-at]);
		return EXIT_USAGE;
	}
	a = arena_new(64 * MIB);
	if (gazetteer_load(a, &g, &why) != ERR_OK) {
		(void)fprintf(stderr, "comity read: %s\n", why.text);
		arena_free(a);
		return EXIT_FAILED;
	}
	j.g = g;
	for (int i = at; i < argc || i == at; i++) {
		const char *path = i < argc ? argv[i] : "-";

		if (j.form == FORM_STREAM)
			stream_path(&j, path);
		else
			read_one(&j, path);
	}
	arena_free(a);
	if (fflush(stdout) != 0)
		j.failed = true;
	return !j.failed ? EXIT_DONE : j.done ? EXIT_PARTLY : EXIT_FAILED;
}
