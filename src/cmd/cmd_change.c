#include <string.h>

#include "advise/decision.h"
#include "advise/entry.h"
#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd.h"

#include "base/banned.h"

/* "@FILE" stands for what is in the file; "@@" begins a text with "@". */
static enum err
value_of(struct cmd_line *l, struct str *value, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = KIND_LONG_MAX + 1 };
	struct world *w = l->world;
	enum err e;

	if (!str_starts(*value, STR("@")))
		return ERR_OK;
	*value = str_from(*value, 1);
	if (str_starts(*value, STR("@")))
		return ERR_OK;
	e = w->read_file(w, arena_cstr(l->arena, *value), &b);
	if (e != ERR_OK)
		return why_set(why, e, e == ERR_MISSING
		    ? TR("the file \"%.*s\" is not there") : e == ERR_LIMIT
		    ? TR("the file \"%.*s\" is longer than 1 MiB")
		    : TR("the file \"%.*s\" cannot be read"), STRF(*value));
	*value = arena_str(l->arena, buf_view(&b));
	return ERR_OK;
}

/* FIELD=VALUE words behind the first ${skip} arguments. */
static enum err
fields_of(struct cmd_line *l, size_t skip, struct change_item *item,
    struct why *why)
{
	/* One more than was typed: a title may be made. */
	item->field = arena_array(l->arena, l->args + 1,
	    sizeof(*item->field));
	for (size_t i = skip; i < l->args; i++) {
		struct change_field *f = &item->field[item->fields++];

		if (!str_cut(l->arg[i], '=', &f->name, &f->value))
			return why_set(why, ERR_INPUT, "\"%.*s\" is not "
			    "FIELD=VALUE", STRF(l->arg[i]));
	}
	return ERR_OK;
}

static enum err
commit(struct cmd_line *l, const struct change *c, struct change_done *done,
    struct why *why)
{
	struct change_pen *pen = NULL;
	enum err e = l->o != NULL ? ERR_OK : cmd_office(l, why);

	if (e == ERR_OK)
		e = change_open(l->o, &pen, why);
	if (e != ERR_OK)
		return e;
	e = change_commit(pen, l->arena, c, done, why);
	change_close(pen);
	return e;
}

void
cmd_done_json(struct buf *b, const struct change_done *done)
{
	buf_text(b, "{\"things\":[");
	for (size_t i = 0; i < done->items; i++) {
		char id[ID_TEXT + 1];

		id_text(done->id[i], id);
		buf_printf(b, "%s{\"id\":\"%s\",\"code\":", i > 0 ? "," : "",
		    id);
		buf_json(b, done->code[i]);
		buf_char(b, '}');
	}
	buf_text(b, "],\"record\":");
	buf_json(b, done->record);
	buf_text(b, "}\n");
}

/* What was made or changed: the references alone, for other programs. */
static int
done_put(struct cmd_line *l, const struct change_done *done,
    enum change_verb verb)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	if (l->json)
		cmd_done_json(&b, done);
	else
		for (size_t i = 0; i < done->items; i++)
			buf_printf(&b, "%.*s\n", STRF(done->code[i]));
	if (b.err != ERR_OK || !cmd_put(buf_view(&b)))
		return CMD_FAILED;
	if (done->record.n == 0)
		cmd_say(l, "Nothing had to change.");
	else
		cmd_say(l, verb == CHANGE_ADD
		    ? TR("Added. Undo with: comity undo %.*s")
		    : verb == CHANGE_SET
		    ? TR("Changed. Undo with: comity undo %.*s")
		    : verb == CHANGE_CLOSE
		    ? TR("Closed. Undo with: comity undo %.*s")
		    : verb == CHANGE_WITHDRAW
		    ? TR("Withdrawn. Undo with: comity undo %.*s")
		    : TR("Undone. Bring it back with: comity undo %.*s"),
		    STRF(done->record));
	return CMD_DONE;
}

/* A title that was not given is made, as the form makes it. */
static void
title_made(struct cmd_line *l, struct reader *r, struct change_item *item)
{
	const struct kind *k = kind_named(&l->o->kinds, item->kind);
	struct str title;

	if (item->verb != CHANGE_ADD || k == NULL || k->made.n == 0)
		return;
	for (size_t i = 0; i < item->fields; i++)
		if (str_eq(item->field[i].name, k->title->name))
			return;
	title = entry_title(r, l->arena, k, item->field, item->fields);
	if (title.n > 0)
		item->field[item->fields++] = (struct change_field){
			k->title->name, title };
}

/* What the register knows of what was typed. */
static enum err
values_meant(struct cmd_line *l, struct change_item *item, struct why *why)
{
	struct reader *r = NULL;
	enum err e;

	if (item->fields == 0)
		return ERR_OK;
	e = cmd_reader(l, &r, why);
	if (e == ERR_OK)
		e = cmd_meant(l, r, item, why);
	if (e == ERR_OK)
		title_made(l, r, item);
	reader_close(r);
	return e;
}

/* A reason stands first in the note, as the page has it. */
static struct str
note_of(const struct cmd_line *l)
{
	if (l->reason.n == 0 || l->note.n == 0)
		return l->reason.n > 0 ? l->reason : l->note;
	return arena_printf(l->arena, "%.*s %.*s", STRF(l->reason),
	    STRF(l->note));
}

static bool
approves(const struct change_item *item)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_is(item->field[i].name, "approved") &&
		    item->field[i].value.n > 0)
			return true;
	return false;
}

/* The same rule as on the page of the decision; its questions stand there. */
static enum err
approval_owes(struct cmd_line *l, const struct change_item *item,
    struct why *why)
{
	struct decision_ask ask = { .lang = l->language };
	struct decision_need need;
	struct reader *r = NULL;
	struct report report;
	const struct kind *k = NULL;
	const char *owes;
	enum err e = cmd_reader(l, &r, why);

	if (e == ERR_OK)
		e = find_id(r, l->arena, item->target, NULL, &ask.id, &k, why);
	if (e == ERR_OK && str_is(k->name, "activity")) {
		e = decision_report(r, l->arena, &ask, &report, &need, why);
		owes = e == ERR_OK ? decision_owes(&need, false, l->reason)
		    : NULL;
		if (owes != NULL)
			e = why_set(why, ERR_INPUT, "%s Add --reason TEXT.",
			    tr(l->language, owes));
	}
	reader_close(r);
	return e;
}

static int
change(struct cmd_line *l, enum change_verb verb)
{
	struct change_item item = { .verb = verb };
	struct change c = { .label = l->label, .note = note_of(l),
		.item = &item, .items = 1 };
	struct change_done done;
	struct why why = cmd_why(l);
	enum err e = ERR_OK;

	if (verb == CHANGE_ADD)
		item.kind = l->arg[0];
	else
		item.target = l->arg[0];
	e = fields_of(l, 1, &item, &why);
	if (e != ERR_OK)
		return cmd_usage(l, "%s", why.text);
	for (size_t i = 0; e == ERR_OK && i < item.fields; i++)
		e = value_of(l, &item.field[i].value, &why);
	if (e == ERR_OK)
		e = values_meant(l, &item, &why);
	if (e == ERR_OK && verb == CHANGE_SET && approves(&item))
		e = approval_owes(l, &item, &why);
	if (e == ERR_OK)
		e = commit(l, &c, &done, &why);
	return e == ERR_OK ? done_put(l, &done, verb) : cmd_fail(l, e, &why);
}

int
cmd_add(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	if (l.args < 2)
		return cmd_end(&l, cmd_usage(&l, "say what kind of record, and "
		    "its fields"));
	return cmd_end(&l, change(&l, CHANGE_ADD));
}

int
cmd_set(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	if (l.args < 2)
		return cmd_end(&l, cmd_usage(&l, "say which record, and what "
		    "to set"));
	return cmd_end(&l, change(&l, CHANGE_SET));
}

int
cmd_close(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	if (l.args < 1)
		return cmd_end(&l, cmd_usage(&l, "say which record"));
	return cmd_end(&l, change(&l, CHANGE_CLOSE));
}

int
cmd_withdraw(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	if (l.args != 1)
		return cmd_end(&l, cmd_usage(&l, "say which record"));
	if (l.note.n == 0)
		return cmd_end(&l, cmd_usage(&l, "say why with --note"));
	return cmd_end(&l, change(&l, CHANGE_WITHDRAW));
}

/* An import is several records: each is undone by itself, in this order. */
static int
undo_each(struct cmd_line *l)
{
	size_t n = l->args, done = 0;
	int status = CMD_DONE;

	for (l->args = 1; n > 0; n--, l->arg++) {
		int one = change(l, CHANGE_UNDO);

		if (one == CMD_DONE)
			done++;
		else
			status = one;
	}
	return status != CMD_DONE && done > 0 ? CMD_PARTLY : status;
}

int
cmd_undo(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	if (l.args == 0)
		return cmd_end(&l, cmd_usage(&l, "say which change: the 16 "
		    "digits that history shows"));
	return cmd_end(&l, undo_each(&l));
}
