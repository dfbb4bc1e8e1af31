#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/account.h"

#include "base/banned.h"

enum { PASSWORD_BYTES = 4 * ACCOUNT_PASSWORD_MAX + 2 };

static const struct account_actor terminal = { STR_INIT("terminal"),
	STR_INIT("") };

/* ---- the password: never an argument, which others could see ---- */

/* The first line, as typed; nothing of it is shown. */
static enum err
password_asked(const struct cmd_line *l, struct buf *b, struct why *why)
{
	struct termios was, now;
	bool quiet = tcgetattr(STDIN_FILENO, &was) == 0;
	char line[PASSWORD_BYTES];
	size_t n;

	(void)fputs(tr(l->language, "Password: "), stderr);
	now = was;
	now.c_lflag &= ~(tcflag_t)ECHO;
	if (quiet)
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
	if (fgets(line, sizeof(line), stdin) == NULL)
		line[0] = '\0';
	if (quiet)
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
	(void)fputs("\n", stderr);
	n = strlen(line);
	if (n + 1 == sizeof(line))
		return why_set(why, ERR_INPUT, "the password is too long");
	buf_put(b, line, n);
	memset(line, 0, sizeof(line));
	return ERR_OK;
}

static enum err
password_read(struct cmd_line *l, struct str *out, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = PASSWORD_BYTES };
	bool file = l->password_file.n > 0;
	struct str rest, line = STR("");
	enum err e;

	if (!file && isatty(STDIN_FILENO) != 0)
		e = password_asked(l, &b, why);
	else
		e = l->world->read_file(l->world, file ?
		    arena_cstr(l->arena, l->password_file) : "-", &b);
	if (e != ERR_OK && file)
		return why_set(why, e, "the password cannot be read from %.*s",
		    STRF(l->password_file));
	if (e != ERR_OK)
		return why_set(why, e, "the password cannot be read from "
		    "standard input");
	rest = buf_view(&b);
	(void)str_line(&rest, &line);
	*out = arena_str(l->arena, line);
	return ERR_OK;
}

/* ---- what is shown ---- */

static void
user_json(struct buf *b, const struct account *a)
{
	struct buf roles CLEANUP(buf_free) = { .max = KIB };
	const struct { const char *key; struct str value; } text[] = {
		{ "name", a->name }, { "shown", a->shown },
		{ "unit", a->unit }, { "clearance", a->clearance },
		{ "lang", a->lang },
	};

	for (size_t i = 0; i < countof(text); i++) {
		buf_printf(b, "%s\"%s\":", i > 0 ? "," : "{", text[i].key);
		buf_json(b, text[i].value);
	}
	right_roles_text(&roles, a->roles);
	buf_text(b, ",\"roles\":");
	buf_json(b, buf_view(&roles));
	buf_printf(b, ",\"disabled\":%s,\"second_factor\":%s,"
	    "\"must_change_password\":%s}", a->disabled ? "true" : "false",
	    a->coded ? "true" : "false", a->renew ? "true" : "false");
}

static struct str
user_state(struct cmd_line *l, const struct account *a)
{
	const struct { bool is; const char *words; } state[] = {
		{ !a->coded, TR("no second factor") },
		{ a->renew, TR("must change password") },
		{ a->disabled, TR("DISABLED") },
	};
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	for (size_t i = 0; i < countof(state); i++)
		if (state[i].is)
			buf_printf(&b, "%s%s", b.n > 0 ? ", " : "",
			    tr(l->language, state[i].words));
	return arena_str(l->arena, buf_view(&b));
}

static void
user_row(struct cmd_line *l, struct report_block *b, const struct account *a)
{
	struct report_cell *cell = report_row(l->arena, b);
	struct buf roles CLEANUP(buf_free) = { .max = KIB };

	right_roles_text(&roles, a->roles);
	cell[0].text = a->name;
	cell[1].text = a->shown;
	cell[2].text = arena_str(l->arena, buf_view(&roles));
	cell[3].text = a->clearance;
	cell[4].text = user_state(l, a);
}

/* For people: as wide as the terminal, whatever letters the names have. */
static enum err
user_table(struct cmd_line *l, const struct account *all, size_t n)
{
	static const char *const heads[] = { TR("Name"), TR("Shown as"),
		TR("Roles"), TR("Clearance"), TR("State") };
	struct report out = { .name = STR_INIT("users"),
		.lang = l->language };
	struct report_block *b;
	struct report_column *c;

	out.title = tr_str(l->language, "Who may sign in");
	b = report_add_block(l->arena, report_add_panel(l->arena, &out,
	    "users", STR("")), BLOCK_TABLE);
	c = report_columns(l->arena, b, countof(heads));
	for (size_t i = 0; i < countof(heads); i++)
		c[i].head = tr_str(l->language, heads[i]);
	for (size_t i = 0; i < n; i++)
		user_row(l, b, &all[i]);
	return cmd_report(l, &out) == CMD_DONE ? ERR_OK : ERR_IO;
}

static enum err
user_list(struct cmd_line *l, struct accounts *as, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * MIB };
	struct account *all;
	size_t n;
	enum err e = account_list(as, l->arena, &all, &n, why);

	if (e != ERR_OK)
		return e;
	if (n == 0 && !l->json) {
		cmd_say(l, "There is no account: whoever is at this machine is "
		    "its one user.");
		return ERR_OK;
	}
	if (!l->json)
		return user_table(l, all, n);
	buf_char(&b, '[');
	for (size_t i = 0; i < n; i++) {
		buf_text(&b, i > 0 ? "," : "");
		user_json(&b, &all[i]);
	}
	buf_text(&b, "]\n");
	return cmd_put(buf_view(&b)) ? ERR_OK : ERR_IO;
}

static enum err
user_roles(struct cmd_line *l, struct accounts *as, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	(void)as;
	(void)why;
	buf_text(&b, l->json ? "{" : "");
	for (int i = 0; i < ROLE__MAX; i++) {
		const char *name = right_role_name((enum role)i);
		struct str means = tr_str(l->language,
		    right_role_means((enum role)i));

		if (!l->json) {
			cmd_pad(&b, str_of(name), 15);
			buf_printf(&b, "%.*s\n", STRF(means));
			continue;
		}
		buf_printf(&b, "%s\"%s\":", i > 0 ? "," : "", name);
		buf_json(&b, means);
	}
	buf_text(&b, l->json ? "}\n" : "");
	return cmd_put(buf_view(&b)) ? ERR_OK : ERR_IO;
}

static enum err
user_done(struct cmd_line *l, const struct account *a, const char *what)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * KIB };

	if (!l->json) {
		cmd_say(l, "%.*s: %s.", STRF(a->name), tr(l->language, what));
		return ERR_OK;
	}
	user_json(&b, a);
	buf_char(&b, '\n');
	return cmd_put(buf_view(&b)) ? ERR_OK : ERR_IO;
}

/* ---- what is done ---- */

static enum err
user_options(struct cmd_line *l, struct account *a, struct why *why)
{
	if (l->shown.n > 0)
		a->shown = l->shown;
	if (l->unit.n > 0)
		a->unit = l->unit;
	if (l->clearance.n > 0)
		a->clearance = l->clearance;
	if (l->lang.n > 0)
		a->lang = l->lang;
	return l->roles.n > 0 ? right_roles(l->roles, &a->roles, why) : ERR_OK;
}

static enum err
user_add(struct cmd_line *l, struct accounts *as, struct why *why)
{
	struct account a = { .name = l->arg[1] };
	struct str password = STR("");
	enum err e = user_options(l, &a, why);

	if (e == ERR_OK && !account_any(as) &&
	    (a.roles >> ROLE_ADMINISTRATOR & 1) == 0)
		e = why_set(why, ERR_INPUT, "the first account must be an "
		    "administrator: --roles administrator");
	if (e == ERR_OK)
		e = password_read(l, &password, why);
	if (e == ERR_OK)
		e = account_add(as, l->arena, &a, password, &terminal, why);
	return e != ERR_OK ? e : user_done(l, &a, TR("added"));
}

static enum err
user_set(struct cmd_line *l, struct accounts *as, struct why *why)
{
	struct account a;
	enum err e = account_named(as, l->arena, l->arg[1], &a, why);

	if (e == ERR_OK)
		e = user_options(l, &a, why);
	if (e == ERR_OK)
		e = account_set(as, l->arena, &a, &terminal, why);
	return e != ERR_OK ? e : user_done(l, &a, TR("changed"));
}

static enum err
user_turn(struct cmd_line *l, struct accounts *as, bool off, struct why *why)
{
	struct account a;
	enum err e = account_named(as, l->arena, l->arg[1], &a, why);

	a.disabled = off;
	if (e == ERR_OK)
		e = account_set(as, l->arena, &a, &terminal, why);
	return e != ERR_OK ? e : user_done(l, &a, off ? TR("disabled") :
	    TR("enabled"));
}

static enum err
user_disable(struct cmd_line *l, struct accounts *as, struct why *why)
{
	return user_turn(l, as, true, why);
}

static enum err
user_enable(struct cmd_line *l, struct accounts *as, struct why *why)
{
	return user_turn(l, as, false, why);
}

/* For one who has forgotten, or lost the telephone. */
static enum err
user_reset(struct cmd_line *l, struct accounts *as, struct why *why)
{
	struct str password = STR("");
	struct account a;
	enum err e = account_named(as, l->arena, l->arg[1], &a, why);

	if (e == ERR_OK)
		e = password_read(l, &password, why);
	if (e == ERR_OK)
		e = account_set_password(as, l->arena, a.id, password, true,
		    STR(""), &terminal, why);
	if (e == ERR_OK && a.coded)
		e = account_unenrol(as, a.id, &terminal, why);
	if (e == ERR_OK)
		e = account_get(as, l->arena, a.id, &a, why);
	return e != ERR_OK ? e : user_done(l, &a, TR("has this password "
	    "until the next sign-in, and no second factor"));
}

/* Of whom a second factor is asked: roles, everyone, nobody. */
static enum err
user_second_factor(struct cmd_line *l, struct accounts *as, struct why *why)
{
	struct str of = l->arg[1];
	enum err e = account_setting(as, "second_factor",
	    str_is(of, "nobody") ? STR("optional") :
	    str_is(of, "everyone") ? STR("required") : of, &terminal, why);

	if (e == ERR_OK)
		cmd_say(l, "A second factor is asked of %.*s.",
		    STRF(tr_view(l->language, of)));
	return e;
}

static const struct {
	const char *name;
	size_t args;
	enum err (*run)(struct cmd_line *, struct accounts *, struct why *);
} verbs[] = {
	{ "list", 1, user_list }, { "roles", 1, user_roles },
	{ "add", 2, user_add }, { "set", 2, user_set },
	{ "disable", 2, user_disable }, { "enable", 2, user_enable },
	{ "reset", 2, user_reset },
	{ "second-factor", 2, user_second_factor },
};

static int
user(struct cmd_line *l)
{
	struct accounts *as = NULL;
	struct why why = cmd_why(l);
	size_t i = 0;
	enum err e;

	while (i < countof(verbs) && (l->args == 0 ||
	    !str_is(l->arg[0], verbs[i].name)))
		i++;
	if (i == countof(verbs) || l->args != verbs[i].args)
		return cmd_usage(l, "say list, roles, or add, set, disable, "
		    "enable, reset and a name, or second-factor and roles");
	e = cmd_office(l, &why);
	if (e == ERR_OK)
		e = account_open(l->o, &as, &why);
	if (e == ERR_OK)
		e = verbs[i].run(l, as, &why);
	account_close(as);
	return e == ERR_OK ? CMD_DONE : cmd_fail(l, e, &why);
}

int
cmd_user(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, user(&l));
}
