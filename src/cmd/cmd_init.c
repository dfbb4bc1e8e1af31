#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/account.h"
#include "model/sample.h"

#include "base/banned.h"

enum { PACKS_MAX = 8 };

/* The last part of the path names the office when nobody does. */
static struct str
name_of(struct str dir)
{
	size_t n;

	while (dir.n > 1 && str_ends(dir, STR("/")))
		dir = str_to(dir, dir.n - 1);
	n = dir.n;
	while (n > 0 && dir.p[n - 1] != '/')
		n--;
	return str_from(dir, n);
}

/* Core comes first, whatever is asked for. */
static size_t
packs_of(const struct cmd_line *l, struct str *pack)
{
	struct str list = l->pack;
	size_t n = 1;

	pack[0] = STR("core");
	while (list.n > 0 && n < PACKS_MAX) {
		struct str name;

		(void)str_cut(list, ',', &name, &list);
		if (name.n > 0 && !str_is(name, "core"))
			pack[n++] = name;
	}
	return n;
}

static enum err
sample(struct cmd_line *l, size_t *records, struct why *why)
{
	struct change_pen *pen = NULL;
	enum err e = change_open(l->o, &pen, why);

	if (e != ERR_OK)
		return e;
	e = change_group(pen, why);
	if (e == ERR_OK)
		e = sample_load(pen, l->o, records, why);
	if (e == ERR_OK)
		e = change_group_end(pen, why);
	change_close(pen);
	return e;
}

/* The language of whoever has not chosen one. */
static enum err
language(struct cmd_line *l, struct why *why)
{
	const struct account_actor by = { STR("terminal"),
		STR("") };
	struct accounts *as = NULL;
	enum err e;

	if (l->lang.n == 0)
		return ERR_OK;
	e = account_open(l->o, &as, why);
	if (e == ERR_OK)
		e = account_setting(as, "lang", str_of(l->language), &by,
		    why);
	account_close(as);
	return e;
}

static int
init(struct cmd_line *l)
{
	struct str pack[PACKS_MAX];
	size_t packs = packs_of(l, pack), records = 0;
	struct str dir = l->args > 0 ? l->arg[0] : l->office;
	struct why why = cmd_why(l);
	enum err e;

	if (dir.n == 0 || l->args > 1)
		return cmd_usage(l, "say in which folder the office is to be");
	e = office_create(l->world, dir, l->title.n > 0 ? l->title
	    : name_of(dir), pack, packs, l->sample, &l->o, &why);
	if (e == ERR_OK)
		e = language(l, &why);
	if (e == ERR_OK && l->sample)
		e = sample(l, &records, &why);
	if (e != ERR_OK)
		return cmd_fail(l, e, &why);
	cmd_say(l, tr_n(l->language,
	    "The office %.*s is in %.*s, with %zu label.",
	    "The office %.*s is in %.*s, with %zu labels.",
	    (int64_t)l->o->parts), STRF(l->o->name), STRF(l->o->dir),
	    l->o->parts);
	if (l->sample)
		cmd_say(l, "%s invented records were added; everything in this "
		    "office is marked DEMO.", cmd_count(l, records));
	cmd_say(l, "Next: comity serve --office %.*s", STRF(l->o->dir));
	return CMD_DONE;
}

int
cmd_init(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, init(&l));
}
