#include "cmd/cmd.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "cmd/cmd_read_part.h"

#include "base/banned.h"

static_assert((int)READ__FILES >= (int)CMD_MANY_MAX, "room for all of them");

void
cmd_read_out(struct cmd_read_job *j, const struct buf *b)
{
	cmd_read_end(j);
	if (fwrite(b->p, 1, b->n, stdout) != b->n)
		j->failed++;
}

/* The dictionaries of the caller's, in the order they were named. */
static enum err
read_own(struct cmd_read_job *j, struct arena *a, struct why *why)
{
	static const char *const options[] = { "names", "actors", "verbs" };
	const struct cmd_line *l = j->line;

	for (size_t i = 0; i < l->manys; i++) {
		struct buf b CLEANUP(buf_free) = { .max = 32 * MIB };
		struct gazetteer_file *f = &j->file[j->files++];
		enum err e = l->world->read_file(l->world,
		    arena_cstr(a, l->many[i].value), &b);

		if (e != ERR_OK)
			return why_set(why, e, "%.*s cannot be read",
			    STRF(l->many[i].value));
		f->name = l->many[i].value;
		f->text = arena_str(a, buf_view(&b));
		for (size_t k = 0; k < countof(options); k++)
			if (strcmp(l->many[i].option, options[k]) == 0)
				f->kind = (enum gazetteer_file_kind)k;
	}
	return ERR_OK;
}

static void
read_paths(struct cmd_read_job *j)
{
	struct cmd_line *l = j->line;

	for (size_t i = 0; i < l->args || i == 0; i++) {
		const char *path = i < l->args
		    ? arena_cstr(l->arena, l->arg[i]) : "-";

		if (j->form == READ_STREAM)
			cmd_read_stream(j, path);
		else
			cmd_read_path(j, path);
	}
	cmd_read_end(j);
	if (fflush(stdout) != 0)
		j->failed++;
}

static int
read_all(struct cmd_read_job *j)
{
	struct arena *a = arena_new(256 * MIB), *run = arena_new(1024 * MIB);
	struct gazetteer *g = NULL;
	struct why why = cmd_why(j->line);
	int status = CMD_FAILED;
	enum err e = read_own(j, a, &why);

	if (e == ERR_OK)
		e = gazetteer_load_with(a, j->file, j->files, &g, &why);
	if (e == ERR_OK) {
		j->g = g;
		j->same = same_new(run);
		read_paths(j);
		status = j->failed == 0 ? CMD_DONE : j->done > 0 ? CMD_PARTLY
		    : j->failed == j->missing ? CMD_MISSING : CMD_FAILED;
	} else {
		status = cmd_fail(j->line, e, &why);
	}
	arena_free(a);
	arena_free(run);
	return status;
}

/* What the options say; -1: go on. */
static int
options_mean(struct cmd_read_job *j)
{
	const struct cmd_line *l = j->line;

	if (l->table + l->json + l->stream > 1)
		return cmd_usage(l, "take one of --table, --json and --stream");
	j->form = l->json ? READ_JSON : l->stream ? READ_STREAM : READ_TABLE;
	j->opts.lang = l->text_lang;
	if (l->text_lang.n > 0 && !str_is(l->text_lang, "en") &&
	    !str_is(l->text_lang, "vi"))
		return cmd_usage(l, "--text-lang is en or vi");
	j->opts.has_date = l->date.n > 0;
	if (l->date.n > 0 && !date_parse(l->date, &j->opts.date))
		return cmd_usage(l, "--date is a date such as 2026-11-21");
	j->opts.home = l->home;
	if (l->home.n > 0 && l->home.n != 3)
		return cmd_usage(l, "--home is a code such as VNM");
	return -1;
}

int
cmd_read(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	struct cmd_read_job j = { .line = &l, .world = w };
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	status = options_mean(&j);
	j.begun = w->tick_ms(w);
	j.tty = isatty(STDERR_FILENO) == 1;
	if (status < 0)
		status = l.learn ? cmd_read_learn(&l) : read_all(&j);
	return cmd_end(&l, status);
}
