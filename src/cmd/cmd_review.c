#include "advise/review.h"

#include "advise/quality.h"
#include "base/str.h"
#include "cmd/cmd.h"
#include "model/find.h"
#include "web/show.h"

#include "base/banned.h"

enum { PAGE_MAX = 64 << 20 };

static enum err
ask_of(struct cmd_line *l, struct reader *r, struct review_ask *ask,
    struct why *why)
{
	enum err e = review_bound(l->from, r->today, &ask->from, why);

	ask->lang = l->language;
	if (e == ERR_OK)
		e = review_bound(l->to, r->today, &ask->to, why);
	if (e == ERR_OK)
		e = find_id(r, l->arena, l->arg[0],
		    kind_named(&l->o->kinds, STR("directive")),
		    &ask->directive, NULL, why);
	return e;
}

/* One file that needs no server. */
static int
put_html(const struct cmd_line *l, const struct reader *r,
    const struct report *out)
{
	struct buf b CLEANUP(buf_free) = { .max = PAGE_MAX };
	struct why why = cmd_why(l);

	show_alone(&b, out, r->today);
	if (b.err != ERR_OK)
		return cmd_fail(l, b.err, &why);
	return cmd_put(buf_view(&b)) ? CMD_DONE : CMD_FAILED;
}

/* One reading in one transaction, then its report or why there is none. */
static int
show(struct cmd_line *l, struct reader *r, enum err e,
    const struct report *out, const struct why *why)
{
	int status;

	if (e != ERR_OK)
		status = cmd_fail(l, e, why);
	else if (str_is(l->format, "html"))
		status = put_html(l, r, out);
	else
		status = cmd_report(l, out);
	if (r != NULL) {
		reader_end(r);
		reader_close(r);
	}
	return status;
}

int
cmd_review(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	struct review_ask ask = { 0 };
	struct reader *r = NULL;
	struct report out = { 0 };
	struct why why;
	int status = cmd_begin(&l, w, argc, argv);
	enum err e;

	if (status >= 0)
		return status;
	if (l.args != 1)
		return cmd_end(&l, cmd_usage(&l, "say which directive, such as "
		    "806; comity list directive names them"));
	why = cmd_why(&l);
	e = cmd_reader(&l, &r, &why);
	if (e == ERR_OK)
		e = reader_begin(r, &why);
	if (e == ERR_OK)
		e = ask_of(&l, r, &ask, &why);
	if (e == ERR_OK)
		e = review_report(r, l.arena, &ask, &out, &why);
	return cmd_end(&l, show(&l, r, e, &out, &why));
}

static enum err
check_ask(struct cmd_line *l, struct quality_ask *ask, struct why *why)
{
	ask->lang = l->language;
	ask->limit = l->rows;
	ask->check = l->check;
	if (l->args == 0)
		return ERR_OK;
	ask->kind = kind_named(&l->o->kinds, l->arg[0]);
	if (ask->kind == NULL)
		return why_set(why, ERR_INPUT, "there is no kind \"%.*s\"; "
		    "comity kinds names them", STRF(str_head(l->arg[0], 40)));
	return ERR_OK;
}

int
cmd_check_data(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	struct quality_ask ask = { 0 };
	struct reader *r = NULL;
	struct report out = { 0 };
	struct why why;
	int64_t found = 0;
	int status = cmd_begin(&l, w, argc, argv);
	enum err e;

	if (status >= 0)
		return status;
	if (l.args > 1)
		return cmd_end(&l, cmd_usage(&l, "at most one kind"));
	why = cmd_why(&l);
	e = cmd_reader(&l, &r, &why);
	if (e == ERR_OK)
		e = reader_begin(r, &why);
	if (e == ERR_OK)
		e = check_ask(&l, &ask, &why);
	if (e == ERR_OK)
		e = quality_report(r, l.arena, &ask, &out, &found, &why);
	status = show(&l, r, e, &out, &why);
	if (status == CMD_DONE && found > 0)
		status = CMD_PARTLY;
	return cmd_end(&l, status);
}
