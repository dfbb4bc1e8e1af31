#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/str.h"
#include "cmd/cmd.h"
#include "model/account.h"

#include "base/banned.h"

enum { PASSWORD_BYTES = 4 * ACCOUNT_PASSWORD_MAX + 2 };

static const struct account_actor terminal = { STR_INIT("terminal"),
	STR_INIT("") };

/* ---- the password: never an argument, which others could see ---- */

/* The first line, as typed; nothing of it is shown. */
static enum err
password_asked(struct buf *b, struct why *why)
{
	struct termios was, now;
	bool quiet = tcgetattr(STDIN_FILENO, &was) == 0;
	char line[PASSWORD_BYTES];
	size_t n;

	(void)fputs("Password: ", stderr);
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
		e = password_asked(&b, why);
	else
		e = l->world->read_file(l->world, file ?
		    arena_cstr(l->arena, l->password_file) : "-", &b);
	if (e != ERR_OK)
		return why_set(why, e, "the password cannot be read from "
		    "%.*s", STRF(file ? l->password_file :
		    STR("standard input")));
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

static void
user_line(struct buf *b, const struct account *a)
{
	struct buf roles CLEANUP(buf_free) = { .max = KIB };

	right_roles_text(&roles, a->roles);
	buf_printf(b, "%-16.*s %-28.*s %-24.*s %.*s%s%s%s\n", STRF(a->name),
	    STRF(a->shown), STRF(buf_view(&roles)), STRF(a->clearance),
	    a->coded ? "" : "  no second factor",
	    a->renew ? "  must change password" : "",
	    a->disabled ? "  DISABLED" : "");
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
	buf_text(&b, l->json ? "[" : "");
	for (size_t i = 0; i < n; i++) {
		if (l->json && i > 0)
			buf_char(&b, ',');
		if (l->json)
			user_json(&b, &all[i]);
		else
			user_line(&b, &all[i]);
	}
	buf_text(&b, l->json ? "]\n" : "");
	if (n == 0 && !l->json)
		cmd_say("There is no account: whoever is at this machine is "
		    "its one user.");
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

		if (!l->json) {
			buf_printf(&b, "%-14s %s\n", name,
			    right_role_means((enum role)i));
			continue;
		}
		buf_printf(&b, "%s\"%s\":", i > 0 ? "," : "", name);
		buf_json(&b, str_of(right_role_means((enum role)i)));
	}
	buf_text(&b, l->json ? "}\n" : "");
	return cmd_put(buf_view(&b)) ? ERR_OK : ERR_IO;
}

static enum err
user_done(struct cmd_line *l, const struct account *a, const char *what)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * KIB };

	if (!l->json) {
		cmd_say("%.*s: %s.", STRF(a->name), what);
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
	return e != ERR_OK ? e : user_done(l, &a, "added");
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
	return e != ERR_OK ? e : user_done(l, &a, "changed");
}

static enum err
user_turn(struct cmd_line *l, struct accounts *as, bool off, struct why *why)
{
	struct account a;
	enum err e = account_named(as, l->arena, l->arg[1], &a, why);

	a.disabled = off;
	if (e == ERR_OK)
		e = account_set(as, l->arena, &a, &terminal, why);
	return e != ERR_OK ? e : user_done(l, &a, off ? "disabled" :
	    "enabled");
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
	return e != ERR_OK ? e : user_done(l, &a, "has this password until "
	    "the next sign-in, and no second factor");
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
		cmd_say("A second factor is asked of %.*s.", STRF(of));
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
	struct why why = { 0 };
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
