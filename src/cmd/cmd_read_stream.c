#include "cmd/cmd_read_part.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

#define LINE_BYTES_MAX (4 * MIB)

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
stream_line(struct cmd_read_job *j, struct arena *a, struct arena *scratch,
    struct str line, struct buf *b, struct why *why)
{
	json_error_t bad;
	json_t *o = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, &bad);
	struct reading_opts opts = j->opts;
	struct reading r;
	const char *text;
	enum err e;

	if (o == NULL)
		return why_set(why, ERR_INPUT, "the line is not JSON, at byte "
		    "%d", bad.position);
	opts.format = READING_TEXT;
	opts.events_only = true;
	opts.scratch = scratch;
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
stream(struct cmd_read_job *j, FILE *f, const char *path)
{
	struct arena *a = arena_new(256 * MIB), *scratch = arena_new(256 * MIB);
	struct buf line CLEANUP(buf_free), b CLEANUP(buf_free);
	size_t number = 0;

	buf_init(&line, LINE_BYTES_MAX);
	buf_init(&b, 64 * MIB);
	while (next_line(f, &line)) {
		struct why why = cmd_why(j->line);
		struct str s = str_trim(buf_view(&line));
		enum err e = line.err;

		number++;
		buf_clear(&b);
		if (e == ERR_OK && s.n == 0)
			continue;
		if (e == ERR_OK)
			e = stream_line(j, a, scratch, s, &b, &why);
		if (e == ERR_OK) {
			cmd_read_out(j, &b);
			j->done++;
		} else {
			cmd_say(j->line, "comity read: %s line %zu: %s", path,
			    number, why.text[0] != '\0' ? why.text
			    : tr(j->line->language, err_name(e)));
			j->failed++;
		}
		arena_reset(a);
	}
	if (ferror(f) != 0) {
		cmd_say(j->line, "comity read: %s cannot be read", path);
		j->failed++;
	}
	arena_free(a);
	arena_free(scratch);
}

void
cmd_read_stream(struct cmd_read_job *j, const char *path)
{
	FILE *f;

	if (strcmp(path, "-") == 0) {
		stream(j, stdin, tr(j->line->language, "standard input"));
		return;
	}
	f = fopen(path, "r");
	if (f == NULL) {
		cmd_say(j->line, "comity read: %s cannot be read", path);
		j->failed++;
		return;
	}
	stream(j, f, path);
	(void)fclose(f);
}
