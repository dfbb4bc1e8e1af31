#include <stdlib.h>
#include <string.h>

#include "advise/history.h"
#include "advise/list.h"
#include "advise/record.h"
#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/find.h"
#include "model/search.h"

#include "base/banned.h"

enum {
	CHANGES_DEFAULT = 20,
	HITS_DEFAULT = 30,
	DATA_DEFAULT = 10000 /* rows of --csv and --json: other programs ask */
};

/* What a look has at hand. */
struct look {
	struct cmd_line l;
	struct reader *r;
	struct why why;
};

static bool
is_data(const struct cmd_line *l)
{
	return l->json || l->csv || (l->format.n > 0 &&
	    !str_is(l->format, "text"));
}

static int
look_begin(struct look *k, struct world *w, int argc, char **argv)
{
	int status = cmd_begin(&k->l, w, argc, argv);

	k->r = NULL;
	k->why = cmd_why(&k->l);
	return status;
}

static enum err
look_open(struct look *k)
{
	enum err e = cmd_reader(&k->l, &k->r, &k->why);

	return e == ERR_OK ? reader_begin(k->r, &k->why) : e;
}

static int
look_end(struct look *k, enum err e, const struct report *out)
{
	int status = e == ERR_OK ? cmd_report(&k->l, out)
	    : cmd_fail(&k->l, e, &k->why);

	if (k->r != NULL) {
		reader_end(k->r);
		reader_close(k->r);
	}
	return cmd_end(&k->l, status);
}

static enum err
kind_of(struct look *k, struct str name, const struct kind **out)
{
	struct buf list CLEANUP(buf_free) = { .max = KIB };
	const struct kinds *ks = &k->l.o->kinds;

	*out = kind_named(ks, name);
	if (*out != NULL)
		return ERR_OK;
	for (size_t i = 0; i < ks->n; i++)
		buf_printf(&list, "%s%.*s", i > 0 ? ", " : "",
		    STRF(ks->kind[i].name));
	return why_set(&k->why, ERR_INPUT, "there is no kind \"%.*s\"; there "
	    "are %.*s", STRF(name), STRF(buf_view(&list)));
}

/* The words behind the first ${skip} arguments, blanks between. */
static struct str
words(struct look *k, size_t skip)
{
	struct str s = STR("");

	for (size_t i = skip; i < k->l.args; i++)
		s = arena_printf(k->l.arena, "%.*s%s%.*s", STRF(s),
		    i > skip ? " " : "", STRF(k->l.arg[i]));
	return s;
}

/* A program that reads rows must be told when these are not all. */
static void
say_more(const struct cmd_line *l, const struct report *out)
{
	for (size_t p = 0; p < out->panels; p++)
		for (size_t i = 0; i < out->panel[p].blocks; i++) {
			const struct report_block *b = &out->panel[p].block[i];

			if (b->type == BLOCK_TABLE && b->next.n > 0)
				cmd_say(l, "comity list: %s of %s shown; "
				    "--limit takes more", cmd_count(l,
				    b->rows), cmd_count(l, b->total));
		}
}

/* A record without a reference is called by its 26 letters and digits. */
static void
name_all(struct report *out)
{
	struct report_block *b = &out->panel[0].block[0];

	for (size_t i = 0; i < b->rows; i++) {
		struct report_cell *c = &b->cell[i * b->columns];
		struct str head, id = c[1].link;

		while (str_cut(id, '/', &head, &id))
			;
		if (c[0].text.n == 0)
			c[0].text = head;
	}
}

int
cmd_list(struct world *w, int argc, char **argv)
{
	struct look k;
	struct list_ask ask = { 0 };
	struct report out = { 0 };
	int status = look_begin(&k, w, argc, argv);
	enum err e;

	if (status >= 0)
		return status;
	if (k.l.args == 0)
		return cmd_end(&k.l, cmd_usage(&k.l, "say what kind of "
		    "records; comity kinds names them"));
	e = look_open(&k);
	if (e == ERR_OK)
		e = kind_of(&k, k.l.arg[0], &ask.query.kind);
	ask.query.filter = words(&k, 1);
	ask.query.sort = k.l.sort;
	ask.query.limit = k.l.rows > 0 ? k.l.rows : is_data(&k.l) ? DATA_DEFAULT
	    : FIND_LIMIT_DEFAULT;
	ask.query.after = k.l.after;
	ask.query.withdrawn = k.l.withdrawn;
	ask.lang = k.l.language;
	if (e == ERR_OK)
		e = list_report(k.r, k.l.arena, &ask, &out, &k.why);
	if (e == ERR_OK)
		name_all(&out);
	if (e == ERR_OK && is_data(&k.l))
		say_more(&k.l, &out);
	return look_end(&k, e, &out);
}

/* One record, as it is called on the command line. */
static enum err
named(struct look *k, const struct kind **kind, struct id *id)
{
	const struct kind *only = NULL;
	enum err e = ERR_OK;

	if (k->l.kind.n > 0)
		e = kind_of(k, k->l.kind, &only);
	return e == ERR_OK ? find_id(k->r, k->l.arena, k->l.arg[0], only, id,
	    kind, &k->why) : e;
}

/* Begin a look at the one record that is named; ${e}: whether it is there. */
static int
look_at(struct look *k, struct world *w, int argc, char **argv,
    const struct kind **kind, struct id *id, enum err *e)
{
	int status = look_begin(k, w, argc, argv);

	if (status >= 0)
		return status;
	if (k->l.args != 1)
		return cmd_end(&k->l, cmd_usage(&k->l, "say which record"));
	*e = look_open(k);
	if (*e == ERR_OK)
		*e = named(k, kind, id);
	return -1;
}

int
cmd_show(struct world *w, int argc, char **argv)
{
	struct look k;
	struct record_ask ask = { 0 };
	struct report out = { 0 };
	enum err e = ERR_OK;
	int status = look_at(&k, w, argc, argv, &ask.kind, &ask.id, &e);

	if (status >= 0)
		return status;
	ask.lang = k.l.language;
	if (e == ERR_OK)
		e = record_report(k.r, k.l.arena, &ask, &out, &k.why);
	return look_end(&k, e, &out);
}

/* "/changes/HEX/undo" asks a page; here the digits are what one types. */
static void
undo_digits(struct report_block *b, size_t at)
{
	struct report_cell *cell = &b->cell[at];
	struct str head = STR("/changes/"), hex = cell->link, rest;

	if (!str_starts(hex, head))
		return;
	(void)str_cut(str_from(hex, head.n), '/', &hex, &rest);
	if (!str_is(rest, "undo"))
		return;
	cell->text = hex;
	/* A code is never broken over two lines. */
	cell->type = CELL_ISO;
	if (b->columns > 0 && b->column != NULL)
		b->column[at % b->columns].type = CELL_ISO;
}

static void
undo_shown(struct report *out)
{
	for (size_t p = 0; p < out->panels; p++)
		for (size_t i = 0; i < out->panel[p].blocks; i++) {
			struct report_block *b = &out->panel[p].block[i];

			for (size_t c = 0; c < b->rows * b->columns; c++)
				undo_digits(b, c);
		}
}

int
cmd_history(struct world *w, int argc, char **argv)
{
	struct look k;
	struct history_ask ask = { 0 };
	struct report out = { 0 };
	enum err e = ERR_OK;
	int status = look_at(&k, w, argc, argv, &ask.kind, &ask.id, &e);

	if (status >= 0)
		return status;
	ask.lang = k.l.language;
	if (e == ERR_OK)
		e = history_report(k.r, k.l.arena, &ask, &out, &k.why);
	undo_shown(&out);
	return look_end(&k, e, &out);
}

int
cmd_changes(struct world *w, int argc, char **argv)
{
	struct look k;
	struct report out = { 0 };
	int status = look_begin(&k, w, argc, argv);
	enum err e;

	if (status >= 0)
		return status;
	e = look_open(&k);
	if (e == ERR_OK)
		e = history_changes(k.r, k.l.arena, k.l.rows > 0 ? k.l.rows
		    : CHANGES_DEFAULT, k.l.language, &out, &k.why);
	undo_shown(&out);
	return look_end(&k, e, &out);
}

/* Hits as a report, so that they print like everything else. */
static void
hits_report(struct look *k, struct str text, const struct hit *hit, size_t n,
    bool more, struct report *out)
{
	struct arena *a = k->l.arena;
	static const char *const heads[] = { TR("Kind"), TR("Reference"),
		TR("Title") };
	const char *lang = k->l.language;
	static const char *const names[] = { "kind", "code", "title" };
	struct report_panel *p;
	struct report_block *b;
	struct report_column *c;

	out->name = STR("find");
	out->lang = lang;
	out->title = arena_printf(a, tr(lang, "Records that have: %.*s"),
	    STRF(text));
	out->answer = arena_printf(a, more ? tr(lang, "The best %s; --limit N "
	    "shows more.") : tr(lang, "%s found."), cmd_count(&k->l, n));
	out->demo = k->l.o->demo;
	p = report_add_panel(a, out, "hits", tr_str(lang, "Found"));
	b = report_add_block(a, p, BLOCK_TABLE);
	c = report_columns(a, b, countof(heads));
	for (size_t i = 0; i < countof(heads); i++) {
		c[i].name = str_of(names[i]);
		c[i].head = tr_str(lang, heads[i]);
	}
	b->empty = tr_str(lang, "No record has all of these words.");
	for (size_t i = 0; i < n; i++) {
		struct report_cell *cell = report_row(a, b);
		struct str code, title;

		cell[0].text = find_kind_one(k->r, a, hit[i].kind, lang);
		cell[1].text = hit[i].code.n > 0 ? hit[i].code
		    : id_str(a, hit[i].id);
		cell[2].text = hit[i].title;
		if (find_name_in(k->r, a, hit[i].id, lang, &code, &title) ==
		    ERR_OK && title.n > 0)
			cell[2].text = title;
		cell[2].sub = hit[i].snippet;
	}
}

int
cmd_find(struct world *w, int argc, char **argv)
{
	struct look k;
	const struct kind *kind = NULL;
	struct report out = { 0 };
	struct hit *hit;
	struct str text;
	size_t n = 0, most;
	int status = look_begin(&k, w, argc, argv);
	enum err e;

	if (status >= 0)
		return status;
	most = k.l.rows > 0 ? k.l.rows : HITS_DEFAULT;
	if (k.l.args == 0)
		return cmd_end(&k.l, cmd_usage(&k.l, "say what to look for"));
	text = words(&k, 0);
	e = look_open(&k);
	if (e == ERR_OK && k.l.kind.n > 0)
		e = kind_of(&k, k.l.kind, &kind);
	if (e == ERR_OK)
		e = search_find(k.r, k.l.arena, text, kind, most + 1, &hit,
		    &n, &k.why);
	if (e == ERR_OK)
		hits_report(&k, text, hit, n > most ? most : n, n > most,
		    &out);
	status = look_end(&k, e, &out);
	/* As grep does, so that scripts can ask. */
	return status == CMD_DONE && n == 0 ? CMD_MISSING : status;
}
