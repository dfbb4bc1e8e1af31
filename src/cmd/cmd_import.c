#include <stdio.h>
#include <string.h>

#include "advise/import.h"
#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "cmd/cmd_import_coded.h"

#include "base/banned.h"

enum {
	FILE_MAX = 64 * 1024 * 1024,
	FAULTS_SHOWN = 20,
	/* One record has less fields, so that every row fits whole. */
	OPS_AIM = ENTRY_OPS_MAX - 2 * KIND_FIELDS_MAX
};

/* What becomes of a row. */
enum fate { FATE_EMPTY, FATE_FAULT, FATE_SAME, FATE_CHANGED, FATE_ADDED };

struct job {
	struct cmd_line *l;
	struct reader *r;
	struct import im;
	const char *path;
	struct change_item *item; /* one a row */
	enum fate *fate;
	size_t count[FATE_ADDED + 1];
	struct buf out;
	struct buf records; /* for undo */
	struct why why;
};

static void
fault_say(struct job *j, size_t row, const char *words)
{
	if (j->count[FATE_FAULT] < FAULTS_SHOWN)
		cmd_say(j->l, "%s:%zu: %s", j->path, j->im.sheet.line[row],
		    words);
	else if (j->count[FATE_FAULT] == FAULTS_SHOWN)
		cmd_say(j->l, "%s: there are more faults like these",
		    j->path);
}

/* Try one row by itself; the group it is in is given up afterwards. */
static enum err
row_try(struct job *j, struct change_pen *pen, size_t row)
{
	struct change c = { .label = j->l->label, .item = &j->item[row],
		.items = 1 };
	struct change_done done;
	struct why why = cmd_why(j->l);
	enum err e;

	if (import_empty(&j->im, row))
		return ERR_OK;
	e = import_row(j->r, j->l->arena, &j->im, row, &j->item[row], &why);
	/* The reader does not see what this table adds above. */
	if (e == ERR_OK && import_twin(&j->im, j->l->arena, row) != 0)
		e = why_set(&why, ERR_INPUT, "row %zu is the same record",
		    import_twin(&j->im, j->l->arena, row));
	if (e == ERR_OK) {
		struct arena_mark mark = arena_mark(j->l->arena);

		e = change_commit(pen, j->l->arena, &c, &done, &why);
		if (e == ERR_OK)
			j->fate[row] = j->item[row].verb == CHANGE_ADD
			    ? FATE_ADDED : done.record.n > 0 ? FATE_CHANGED
			    : FATE_SAME;
		arena_rewind(j->l->arena, mark);
	}
	if (e == ERR_OK)
		return e;
	/* The disk's faults are not the row's. */
	if (e == ERR_IO || e == ERR_CORRUPT || e == ERR_BUSY ||
	    e == ERR_NOMEM)
		return why_set(&j->why, e, "%s", why.text);
	fault_say(j, row, why.text);
	j->fate[row] = FATE_FAULT;
	return ERR_OK;
}

static enum err
rows_try(struct job *j)
{
	struct cmd_progress bar;
	struct change_pen *pen = NULL;
	enum err e = change_open(j->l->o, &pen, &j->why);

	cmd_progress_begin(&bar, j->l, TR("checking rows"),
	    j->im.sheet.rows);
	if (e == ERR_OK)
		e = change_group(pen, &j->why);
	for (size_t i = 0; e == ERR_OK && i < j->im.sheet.rows; i++) {
		e = row_try(j, pen, i);
		j->count[j->fate[i]]++;
		cmd_progress(&bar, i);
	}
	cmd_progress_end(&bar);
	change_close(pen);
	return e;
}

/* Rows that change something, as many as one record holds, from ${*row} on. */
static enum err
batch_write(struct job *j, struct change_pen *pen, size_t *row)
{
	struct arena *a = j->l->arena;
	struct arena_mark mark = arena_mark(a);
	struct change c = { .label = j->l->label, .note = j->l->note.n > 0
	    ? j->l->note : arena_printf(a, tr(j->l->language,
	    "Imported from %s"), j->path) };
	struct change_done done = { 0 };
	size_t ops = 0;
	enum err e = ERR_OK;

	c.item = arena_array(a, j->im.sheet.rows - *row, sizeof(*c.item));
	for (; *row < j->im.sheet.rows && ops < OPS_AIM; ++*row)
		if (j->fate[*row] >= FATE_CHANGED) {
			c.item[c.items++] = j->item[*row];
			ops += j->item[*row].fields + 1;
		}
	if (c.items > 0)
		e = change_commit(pen, a, &c, &done, &j->why);
	for (size_t i = 0; e == ERR_OK && i < done.items; i++)
		buf_printf(&j->out, "%.*s\n", STRF(done.code[i]));
	if (e == ERR_OK && done.record.n > 0)
		buf_printf(&j->records, "%s%.*s", j->records.n > 0 ? " " : "",
		    STRF(done.record));
	arena_rewind(a, mark);
	return e;
}

static enum err
rows_write(struct job *j)
{
	struct cmd_progress bar;
	struct change_pen *pen = NULL;
	size_t row = 0;
	enum err e = change_open(j->l->o, &pen, &j->why);

	cmd_progress_begin(&bar, j->l, TR("writing rows"),
	    j->im.sheet.rows);
	if (e == ERR_OK)
		e = change_group(pen, &j->why);
	while (e == ERR_OK && row < j->im.sheet.rows) {
		e = batch_write(j, pen, &row);
		cmd_progress(&bar, row);
	}
	if (e == ERR_OK)
		e = change_group_end(pen, &j->why);
	cmd_progress_end(&bar);
	change_close(pen);
	return e;
}

static enum err
table_open(struct job *j)
{
	struct cmd_line *l = j->l;
	struct world *w = l->world;
	struct buf text CLEANUP(buf_free) = { .max = FILE_MAX };
	struct import_ask ask = { .sheet = l->sheet,
		.repair = l->encoding.n > 0 };
	const struct kind *k;
	enum err e = cmd_reader(l, &j->r, &j->why);

	if (e != ERR_OK)
		return e;
	if (ask.repair && !legacy_named(l->encoding, &ask.encoding))
		return why_set(&j->why, ERR_INPUT, "the encodings are tcvn3, "
		    "vni, windows-1258 and utf-8");
	k = kind_named(&l->o->kinds, l->arg[0]);
	if (k == NULL)
		return why_set(&j->why, ERR_INPUT, "there is no kind "
		    "\"%.*s\"; comity kinds names them", STRF(l->arg[0]));
	if (l->template) {
		import_template(&j->out, k);
		return ERR_OK;
	}
	e = w->read_file(w, j->path, &text);
	if (e != ERR_OK)
		return why_set(&j->why, e, e == ERR_MISSING
		    ? TR("%s is not there") : e == ERR_LIMIT
		    ? TR("%s is longer than 64 MiB; cut it into parts")
		    : TR("%s cannot be read"), j->path);
	ask.bytes = arena_str(l->arena, buf_view(&text));
	e = import_open(j->r, l->arena, k, &ask, &j->im, &j->why);
	if (j->im.looks != LEGACY_NONE)
		cmd_say(l, "The texts read as Vietnamese of the encoding %s; "
		    "--encoding %s would repair them.",
		    legacy_name(j->im.looks), legacy_name(j->im.looks));
	return e;
}

/* The same as one line of JSON; faults stand on standard error. */
static bool
summary_json(const struct job *j, bool wrote)
{
	struct buf b CLEANUP(buf_free) = { .max = 2 * MIB };

	buf_printf(&b, "{\"written\":%s,\"added\":%zu,\"changed\":%zu,"
	    "\"unchanged\":%zu,\"faults\":%zu,\"records\":",
	    wrote ? "true" : "false", j->count[FATE_ADDED],
	    j->count[FATE_CHANGED], j->count[FATE_SAME],
	    j->count[FATE_FAULT]);
	buf_json(&b, buf_view(&j->records));
	buf_text(&b, "}\n");
	return cmd_put(buf_view(&b));
}

static void
summary(struct job *j, bool wrote)
{
	const struct cmd_line *l = j->l;

	cmd_say(l, wrote ? TR("%s: %s added, %s changed, %s as they stand, %s "
	    "with faults.") : TR("%s: %s to add, %s to change, %s as they "
	    "stand, %s with faults."), j->path,
	    cmd_count(l, j->count[FATE_ADDED]),
	    cmd_count(l, j->count[FATE_CHANGED]),
	    cmd_count(l, j->count[FATE_SAME]),
	    cmd_count(l, j->count[FATE_FAULT]));
	if (wrote && j->records.n > 0)
		cmd_say(l, "Undo with: comity undo %.*s",
		    STRF(buf_view(&j->records)));
	else if (!wrote && j->count[FATE_FAULT] > 0 && !l->dry_run)
		cmd_say(l, "Nothing was written. Mend the rows, or take "
		    "--partly to leave them out.");
}

static int
import_rows(struct job *j)
{
	struct cmd_line *l = j->l;
	size_t rows = j->im.sheet.rows;
	bool write;
	enum err e;

	j->item = arena_array(l->arena, rows, sizeof(*j->item));
	j->fate = arena_array(l->arena, rows, sizeof(*j->fate));
	e = rows_try(j);
	write = !l->dry_run && (j->count[FATE_FAULT] == 0 || l->partly);
	if (e == ERR_OK && write)
		e = rows_write(j);
	if (e != ERR_OK)
		return cmd_fail(l, e, &j->why);
	if (!(l->json ? summary_json(j, write) : cmd_put(buf_view(&j->out))))
		return CMD_FAILED;
	summary(j, write);
	return j->count[FATE_FAULT] == 0 ? CMD_DONE : write ? CMD_PARTLY
	    : CMD_FAILED;
}

static int
import(struct cmd_line *l)
{
	struct job j = { .l = l, .why = cmd_why(l), .out = { .max = 64 * MIB },
		.records = { .max = MIB } };
	int status;
	enum err e;

	if (l->format.n > 0 || l->formats)
		return cmd_import_coded(l);
	if (l->args != (l->template ? 1 : 2))
		return cmd_usage(l, "say which kind, and the table");
	j.path = l->args > 1 ? arena_cstr(l->arena, l->arg[1]) : "";
	e = table_open(&j);
	if (e != ERR_OK)
		status = cmd_fail(l, e, &j.why);
	else if (l->template)
		status = cmd_put(buf_view(&j.out)) ? CMD_DONE : CMD_FAILED;
	else
		status = import_rows(&j);
	if (j.r != NULL)
		reader_close(j.r);
	buf_free(&j.out);
	buf_free(&j.records);
	return status;
}

int
cmd_import(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, import(&l));
}
