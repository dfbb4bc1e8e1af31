#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advise/learn.h"
#include "advise/names.h"
#include "advise/propose.h"
#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd_read_part.h"
#include "model/account.h"
#include "read/gazetteer.h"
#include "read/source.h"

#include "base/banned.h"

/* One text on its way to the register. */
struct accept {
	struct cmd_line *l;
	struct gazetteer *g;
	struct reader *r;
	uint64_t mask;
	const char *path;
	const struct source *source;
	struct reading reading;
	struct propose_ask ask;
	size_t *number; /* items that are shown, by their number less one */
	size_t shown;
	bool *take;
	struct why why;
};

/* Names are linked, not accepted, so they get no number. */
static bool
is_shown(const struct accept *c, const struct reading_item *x)
{
	return x->kind == READING_DIRECTIVE || x->kind == READING_COMMITMENT ||
	    x->kind == READING_ACTIVITY ||
	    (x->kind == READING_EVENT && c->l->events);
}

static void
proposals_find(struct accept *c)
{
	struct arena *a = c->l->arena;

	c->number = arena_array(a, c->reading.items, sizeof(*c->number));
	c->take = arena_array(a, c->reading.items, sizeof(*c->take));
	c->ask = (struct propose_ask){ .reading = &c->reading,
		.take = c->take, .directive = c->l->directive,
		.label = c->l->label, .note = c->l->note,
		.lang = c->l->language };
	c->shown = 0;
	for (size_t i = 0; i < c->reading.items; i++)
		if (is_shown(c, &c->reading.item[i]))
			c->number[c->shown++] = i;
}

static void
proposal_say(const struct accept *c, size_t number)
{
	const struct reading_item *x =
	    &c->reading.item[c->number[number - 1]];
	const char *lang = c->l->language, *cannot = propose_can(c->r,
	    c->l->arena, &c->ask, c->number[number - 1]);
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };

	buf_printf(&b, "%3zu. %s%s%.*s", number, tr(lang,
	    reading_kind_name(x->kind)), x->type.n > 0 ? ", " : "",
	    STRF(cmd_read_word(lang, x->type)));
	if (x->has_due || x->has_when) {
		buf_text(&b, ", ");
		date_say(&b, lang, x->has_due ? x->due : x->when);
	}
	buf_printf(&b, "\n     \"%.*s\"", STRF(x->text));
	cmd_say(c->l, "%.*s", STRF(buf_view(&b)));
	if (cannot != NULL)
		cmd_say(c->l, "     cannot be taken: %s", tr(lang, cannot));
}

static enum err
take_range(struct accept *c, struct str range)
{
	struct str a, b;
	int64_t from, to;

	if (!str_cut(range, '-', &a, &b))
		b = a;
	if (!str_int(str_trim(a), &from) || !str_int(str_trim(b), &to) ||
	    from < 1 || to < from || (size_t)to > c->shown)
		return why_set(&c->why, ERR_INPUT, "--only \"%.*s\": the "
		    "proposals have the numbers 1 to %zu", STRF(range),
		    c->shown);
	for (int64_t n = from; n <= to; n++)
		c->take[c->number[n - 1]] = true;
	return ERR_OK;
}

static void
take_all(struct accept *c, size_t from)
{
	for (size_t n = from; n <= c->shown; n++)
		if (propose_can(c->r, c->l->arena, &c->ask,
		    c->number[n - 1]) == NULL)
			c->take[c->number[n - 1]] = true;
}

/* What was typed: 'y', 'n', 'a': this and all that follow, 'q': no more. */
static char
answer_of(const struct accept *c, size_t n)
{
	static const char english[] = "ynaq", vietnamese[] = "cktd";
	char line[64];
	const char *at;

	for (;;) {
		proposal_say(c, n);
		(void)fputs(tr(c->l->language, "     take it? [y]es, [n]o, "
		    "[a]ll, [q]uit: "), stderr);
		if (fgets(line, sizeof(line), stdin) == NULL)
			return 'q';
		at = line[0] == '\0' ? NULL : strchr(english, line[0]);
		if (at == NULL && line[0] != '\0' &&
		    tr_is_vi(c->l->language)) {
			at = strchr(vietnamese, line[0]);
			at = at != NULL ? english + (at - vietnamese) : NULL;
		}
		if (at != NULL && *at != '\0')
			return *at;
	}
}

static void
take_asking(struct accept *c)
{
	for (size_t n = 1; n <= c->shown; n++) {
		char answer;

		if (propose_can(c->r, c->l->arena, &c->ask,
		    c->number[n - 1]) != NULL) {
			proposal_say(c, n);
			continue;
		}
		answer = answer_of(c, n);
		if (answer == 'a')
			take_all(c, n);
		if (answer == 'a' || answer == 'q')
			return;
		c->take[c->number[n - 1]] = answer == 'y';
	}
}

static enum err
choose(struct accept *c)
{
	struct str only = c->l->only, range;
	enum err e = ERR_OK;

	if (only.n == 0 && !c->l->all && cmd_asks()) {
		take_asking(c);
		return ERR_OK;
	}
	for (size_t n = 1; !c->l->json && n <= c->shown; n++)
		proposal_say(c, n);
	if (c->l->all)
		take_all(c, 1);
	while (e == ERR_OK && only.n > 0) {
		(void)str_cut(only, ',', &range, &only);
		e = take_range(c, range);
	}
	return e;
}

/* The names of the packs and those that this office keeps. */
static enum err
words_load(struct accept *c, struct gazetteer **g)
{
	struct gazetteer_file file[NAMES_FILES_MAX];
	size_t n;
	enum err e = names_files(c->r, c->l->arena, c->l->world, file, &n,
	    &c->why);

	return e == ERR_OK ? gazetteer_load_with(c->l->arena, file, n, g,
	    &c->why) : e;
}

static enum err
text_read(struct accept *c)
{
	struct reading_opts given = { 0 }, opts;

	given.home = propose_home(c->r, c->l->arena);
	given.rank = learn_load(c->l->world, c->l->arena, c->l->o,
	    c->l->label.n > 0 ? c->l->label : c->l->o->part[0].label);
	source_opts(c->source, &given, &opts);
	return reading_of(c->l->arena, c->g, c->source->text,
	    c->source->name, &opts, &c->reading, &c->why);
}

/* The same text twice would count each promise twice. */
static enum err
text_new(struct accept *c)
{
	struct str code;
	bool known;
	enum err e = propose_known(c->r, c->l->arena, c->reading.text, &known,
	    &code, &c->why);

	if (e != ERR_OK || !known || c->l->again)
		return e;
	return why_set(&c->why, ERR_INPUT, "this text is stored already, as "
	    "%.*s; --again takes it once more", STRF(code));
}

static int
written(struct accept *c, const struct change *change,
    const struct change_done *done, size_t taken)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };

	if (c->l->json) {
		cmd_done_json(&b, done);
	} else {
		for (size_t i = 0; i < done->items; i++)
			if (!str_is(change->item[i].kind, "quote"))
				buf_printf(&b, "%.*s:%.*s\n",
				    STRF(change->item[i].kind),
				    STRF(done->code[i]));
	}
	if (b.err != ERR_OK || !cmd_put(buf_view(&b)))
		return CMD_FAILED;
	cmd_say(c->l, "%s: %s of %s proposals are records now. Undo with: "
	    "comity undo %.*s", c->path, cmd_count(c->l, taken),
	    cmd_count(c->l, c->shown), STRF(done->record));
	return CMD_DONE;
}

static enum err
text_write(struct accept *c, int *status)
{
	struct change change;
	struct change_done done;
	struct change_pen *pen = NULL;
	size_t taken = 0;
	enum err e = propose_change(c->r, c->l->arena, &c->ask, &change,
	    &taken, &c->why);

	change.mask = c->mask;
	if (e == ERR_OK && taken == 0) {
		cmd_say(c->l, "%s: nothing was taken, so nothing was stored.",
		    c->path);
		return ERR_OK;
	}
	if (e == ERR_OK)
		e = change_open(c->l->o, &pen, &c->why);
	if (e == ERR_OK)
		e = change_commit(pen, c->l->arena, &change, &done, &c->why);
	change_close(pen);
	if (e == ERR_OK)
		*status = written(c, &change, &done, taken);
	return e;
}

static int
accept_one(struct accept *c, struct gazetteer **g)
{
	int status = CMD_DONE;
	enum err e = *g == NULL ? words_load(c, g) : ERR_OK;

	c->g = *g;
	if (e == ERR_OK)
		e = text_read(c);
	if (e == ERR_OK)
		e = text_new(c);
	if (e == ERR_OK) {
		proposals_find(c);
		e = choose(c);
	}
	if (e == ERR_OK)
		e = text_write(c, &status);
	if (e == ERR_OK)
		return status;
	cmd_say(c->l, "comity accept: %s: %s", c->path,
	    c->why.text[0] != '\0' ? c->why.text
	    : tr(c->l->language, err_name(e)));
	return e == ERR_MISSING ? CMD_MISSING : e == ERR_BUSY ? CMD_BUSY
	    : CMD_FAILED;
}

/* One text of a file; the reader is opened anew, to see what came. */
static int
accept_source(struct cmd_line *l, const struct source *s,
    struct gazetteer **g)
{
	struct accept c = { .l = l, .source = s, .why = cmd_why(l) };
	enum err e;
	int status;

	c.path = s->name.n > 0 ? arena_cstr(l->arena, s->name) : "-";
	if (s->fault.n > 0) {
		cmd_say(l, "comity accept: %s: %.*s", c.path, STRF(s->fault));
		return CMD_FAILED;
	}
	e = cmd_reader(l, &c.r, &c.why);
	if (e != ERR_OK)
		return cmd_fail(l, e, &c.why);
	c.mask = c.r->mask;
	status = accept_one(&c, g);
	reader_close(c.r);
	account_close(l->accounts);
	office_close(l->o);
	l->accounts = NULL;
	l->o = NULL;
	return status;
}

/* A file, whatever its kind, and what is attached to it. */
static enum err
file_open(struct cmd_line *l, const char *path, struct source **out,
    struct why *why)
{
	struct buf bytes CLEANUP(buf_free) = { .max = SOURCE_BYTES_MAX };
	enum err e = l->world->read_file(l->world, path, &bytes);

	if (e != ERR_OK)
		return why_set(why, e, e == ERR_MISSING
		    ? TR("there is no such file") : e == ERR_LIMIT
		    ? TR("it is longer than 64 MiB; cut it into parts")
		    : TR("it cannot be read"));
	return source_of(l->arena, l->world, arena_str(l->arena,
	    buf_view(&bytes)), strcmp(path, "-") == 0 ? STR("")
	    : str_of(path), out, why);
}

static int
accept_files(struct cmd_line *l)
{
	struct gazetteer *g = NULL; /* for all texts of this run */
	size_t done = 0;
	int status = CMD_DONE;

	for (size_t i = 0; i < l->args; i++) {
		const char *path = arena_cstr(l->arena, l->arg[i]);
		struct source *s = NULL;
		struct why why = cmd_why(l);
		enum err e = file_open(l, path, &s, &why);

		if (e != ERR_OK) {
			cmd_say(l, "comity accept: %s: %s", path, why.text);
			status = e == ERR_MISSING ? CMD_MISSING : CMD_FAILED;
			continue;
		}
		for (; s != NULL; s = s->next) {
			int one = s->text.n > 0 || s->fault.n > 0
			    ? accept_source(l, s, &g) : CMD_DONE;

			if (one == CMD_DONE)
				done++;
			else
				status = one;
			/* Its numbers are those of the first text. */
			if (l->only.n > 0)
				break;
		}
	}
	return status != CMD_DONE && done > 0 ? CMD_PARTLY : status;
}

static int
accept_run(struct cmd_line *l)
{
	if (l->args == 0)
		return cmd_usage(l, "say which texts");
	if (l->all && l->only.n > 0)
		return cmd_usage(l, "take --all or --only, not both");
	if (!l->all && l->only.n == 0 && !cmd_asks())
		return cmd_usage(l, "there is nobody to ask here: say --all or "
		    "--only LIST; comity read shows what there is");
	if (l->only.n > 0 && l->args > 1)
		return cmd_usage(l, "--only goes with one text");
	return accept_files(l);
}

int
cmd_accept(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, accept_run(&l));
}
