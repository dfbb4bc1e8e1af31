#include "web/page.h"

#include "advise/path.h"
#include "advise/staff.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"
#include "web/qr.h"

#include "base/banned.h"

/* What anyone sees and sets of the own account. */

static void
page_small_form(struct page *p, const char *action, const char *words)
{
	html_put(&p->out, "<form method=\"post\" action=\"%s\">", action);
	page_token(&p->out, p);
	html_put(&p->out, "<button class=\"button small\">%s</button></form>",
	    tr(p->lang, words));
}

static void
page_own_settings(struct page *p)
{
	static const struct page_option langs[] = {
		{ "", TR("as the browser asks") }, { "en", "English" },
		{ "vi", "Tiếng Việt" } };
	static const struct page_option keys[] = {
		{ "yes", TR("on") }, { "no", TR("off") } };
	const struct account *a = &p->who.account;

	html_put(&p->out, "<section class=\"panel alone slim\"><h2>%s</h2>"
	    "<form method=\"post\" action=\"/me\" class=\"stack\">",
	    tr(p->lang, TR("What do you prefer?")));
	page_token(&p->out, p);
	page_choice(p, "lang", TR("Language"), NULL, langs, countof(langs),
	    a->lang);
	page_choice(p, "keys", TR("Keys"), TR("Single letters that lead from "
	    "page to page; ? lists them."), keys, countof(keys),
	    a->keys ? STR("yes") : STR("no"));
	html_put(&p->out, "<div class=\"actions\"><button class=\"button "
	    "first\">%s</button></div></form></section>",
	    tr(p->lang, TR("Save")));
}

/* One button a session, but for the one that asks. */
static void
page_session_ends(struct page *p, const struct report *r)
{
	const struct report_block *b = &r->panel[1].block[0];

	for (size_t i = 0; i < b->rows; i++) {
		const struct report_cell *c = &b->cell[i * b->columns];

		if (c[4].text.n == 0)
			continue;
		html_put(&p->out, "<form method=\"post\" "
		    "action=\"/me/sessions/end\">");
		page_token(&p->out, p);
		html_put(&p->out, "<input type=\"hidden\" name=\"session\" "
		    "value=\"%.*s\"><button class=\"button small\">%s %.*s"
		    "</button></form>", STRF(c[4].text),
		    tr(p->lang, TR("End that of")), STRF(c[0].text));
	}
}

/* GET /me */
enum err
page_me(struct page *p, struct why *why)
{
	struct staff_ask ask = page_staff(p);
	struct report r;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	e = staff_own(&ask, p->arena, &p->who.account, p->who.key, &r, why);
	if (e != ERR_OK)
		return e;
	if (page_may(p, NULL, RIGHT_ADMINISTER))
		report_add_action(p->arena, &r, tr(p->lang,
		    TR("Administration")), STR("/admin"));
	if (p->request.format != HTTP_HTML)
		return page_report(p, &r, why);
	p->frame.timeless = true;
	page_open(p, &r);
	show_panels(&p->out, &p->frame, &r);
	html_put(&p->out, "<div class=\"actions\">");
	page_session_ends(p, &r);
	page_small_form(p, "/me/sessions/end", TR("End all other sessions"));
	page_small_form(p, "/sign-out", TR("Sign out"));
	html_put(&p->out, "</div>");
	page_own_settings(p);
	page_close(p, &r);
	return ERR_OK;
}

/* POST /me */
enum err
page_me_do(struct page *p, struct why *why)
{
	struct str lang = page_field(p, "lang");
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	e = account_set_own(p->site->accounts, p->who.account.id, lang,
	    !str_is(page_field(p, "keys"), "no"), why);
	if (e == ERR_OK && tr_known(lang) != NULL)
		p->keep_lang = tr_known(lang);
	page_keep_keys(p, !str_is(page_field(p, "keys"), "no"));
	if (e == ERR_OK)
		page_go(p, STR("/me"));
	return e;
}

/* POST /me/sessions/end */
enum err
page_me_sessions_end(struct page *p, struct why *why)
{
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	e = page_field(p, "session").n > 0 ? account_session_end(
	    p->site->accounts, p->who.account.id, page_field(p, "session"),
	    why) : account_sessions_end(p->site->accounts,
	    p->who.account.id, p->who.key, why);
	if (e == ERR_OK)
		page_go(p, STR("/me"));
	return e;
}

/* ---- password ---- */

static void
page_password_show(struct page *p, struct str error)
{
	struct report r = { .name = STR_INIT("password"),
		.title = tr_str(p->lang, TR("Change password")) };

	if (p->who.account.renew)
		r.sub = tr_str(p->lang, TR("Somebody else set the password "
		    "you have: choose your own first."));
	report_add_crumb(p->arena, &r, tr_str(p->lang, TR("Your account")),
	    STR("/me"));
	page_form_begin(p, &r, "/me/password", error);
	page_input(p, &(struct page_input){ .name = "now",
	    .label = TR("The password you have"), .type = "password",
	    .complete = "current-password", .first = true });
	page_input(p, &(struct page_input){ .name = "new",
	    .label = TR("The new one"), .type = "password",
	    .complete = "new-password", .help = TR("Twelve letters or more; "
	    "four or five words make a good one. It ends your other "
	    "sessions.") });
	page_input(p, &(struct page_input){ .name = "again",
	    .label = TR("The new one again"), .type = "password",
	    .complete = "new-password" });
	page_form_end(p, &r, TR("Save"), p->who.account.renew ? "" : "/me");
}

/* GET /me/password */
enum err
page_me_password(struct page *p, struct why *why)
{
	(void)why;
	if (!page_no_accounts(p))
		page_password_show(p, STR(""));
	return ERR_OK;
}

/* POST /me/password */
enum err
page_me_password_do(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	const struct account *a = &p->who.account;
	struct str new = page_field(p, "new");
	enum err e = ERR_OK;

	if (page_no_accounts(p))
		return ERR_OK;
	if (!str_eq(new, page_field(p, "again")))
		e = why_set(why, ERR_INPUT, "The two new passwords differ.");
	if (e == ERR_OK)
		e = account_confirm(p->site->accounts, p->arena, a,
		    page_field(p, "now"), &by, why);
	if (e == ERR_OK && str_eq(new, page_field(p, "now")))
		e = why_set(why, ERR_INPUT, "This is the password you have.");
	if (e == ERR_OK)
		e = account_set_password(p->site->accounts, p->arena, a->id,
		    new, false, STR(""), &by, why);
	if (e == ERR_INPUT || e == ERR_DENIED || e == ERR_LIMIT) {
		page_password_show(p, str_of(why->text));
		return ERR_OK;
	}
	p->who.key = STR("");
	return e != ERR_OK ? e : page_begin(p, a, ACCOUNT_FULL, STR("/me"),
	    why);
}

/* ---- second factor ---- */

/* What a telephone reads: who, where, and the secret. */
static struct str
page_factor_uri(struct page *p, struct str secret)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };

	buf_text(&b, "otpauth://totp/Comity:");
	path_encode(&b, p->who.account.name);
	buf_printf(&b, "?secret=%.*s&issuer=Comity&digits=6&period=30",
	    STRF(secret));
	return arena_str(p->arena, buf_view(&b));
}

static void
page_factor_on(struct page *p, struct report *r,
    const unsigned char secret[static ACCOUNT_SECRET], struct str error)
{
	struct buf plain CLEANUP(buf_free) = { .max = KIB };
	struct buf typed CLEANUP(buf_free) = { .max = KIB };

	account_secret_text(&plain, secret, false);
	account_secret_text(&typed, secret, true);
	page_form_begin(p, r, "/me/factor", error);
	html_put(&p->out, "<p>%s</p>", tr(p->lang, TR("Read this with an "
	    "application for one-time codes on your telephone, or type the "
	    "letters below it. Then type the code it shows.")));
	if (!qr_put(&p->out, page_factor_uri(p, buf_view(&plain)),
	    tr(p->lang, TR("The secret as a picture"))))
		html_put(&p->out, "<p>–</p>");
	html_put(&p->out, "<p><code>%.*s</code></p><input type=\"hidden\" "
	    "name=\"secret\" value=\"%.*s\">", STRF(buf_view(&typed)),
	    STRF(buf_view(&plain)));
	page_input(p, &(struct page_input){ .name = "code",
	    .label = TR("Code"), .complete = "one-time-code",
	    .first = true });
	page_form_end(p, r, TR("Turn on"), page_owes_code(p) ? "" : "/me");
}

static void
page_factor_off(struct page *p, struct report *r, struct str error)
{
	page_form_begin(p, r, "/me/factor/off", error);
	html_put(&p->out, "<p>%s</p>", tr(p->lang, TR("It is on. To change "
	    "the telephone, turn it off with a last code or a recovery code, "
	    "and on again.")));
	page_input(p, &(struct page_input){ .name = "code",
	    .label = TR("Code"), .complete = "one-time-code",
	    .first = true });
	page_form_end(p, r, TR("Turn off"), "/me");
}

static struct report
page_factor_report(struct page *p)
{
	struct report r = { .name = STR_INIT("factor"),
		.title = tr_str(p->lang, TR("Second factor")) };

	if (page_owes_code(p))
		r.sub = tr_str(p->lang, TR("This office asks your role for a "
		    "second factor: turn yours on first."));
	report_add_crumb(p->arena, &r, tr_str(p->lang, TR("Your account")),
	    STR("/me"));
	return r;
}

/* GET /me/factor */
enum err
page_me_factor(struct page *p, struct why *why)
{
	unsigned char secret[ACCOUNT_SECRET];
	struct report r;

	(void)why;
	if (page_no_accounts(p))
		return ERR_OK;
	r = page_factor_report(p);
	if (p->who.account.coded) {
		page_factor_off(p, &r, STR(""));
		return ERR_OK;
	}
	account_secret(p->site->accounts, secret);
	page_factor_on(p, &r, secret, STR(""));
	return ERR_OK;
}

/* The one time that they are shown. */
static void
page_codes_show(struct page *p, const struct str *code)
{
	struct report r = { .name = STR_INIT("codes"),
		.title = tr_str(p->lang, TR("Recovery codes")) };

	p->frame.timeless = true;
	report_add_crumb(p->arena, &r, tr_str(p->lang, TR("Your account")),
	    STR("/me"));
	page_open(p, &r);
	html_put(&p->out, "<section class=\"panel\" aria-label=\"%.*s\">"
	    "<p>%s</p><ul class=\"codes\">", STRF(r.title), tr(p->lang,
	    TR("The second factor is on. Each of these codes lets you in once "
	    "when the telephone is lost. They are shown now and never again: "
	    "print them, and keep them where you keep what must not be "
	    "lost.")));
	for (size_t i = 0; i < ACCOUNT_CODES; i++)
		html_put(&p->out, "<li><code>%.*s-%.*s-%.*s-%.*s</code></li>",
		    7, code[i].p, 7, code[i].p + 7, 6, code[i].p + 14, 6,
		    code[i].p + 20);
	html_put(&p->out, "</ul></section><div class=\"actions\">"
	    "<a class=\"button first\" href=\"/me\">%s</a></div>",
	    tr(p->lang, TR("I have them")));
	page_close(p, &r);
}

/* POST /me/factor */
enum err
page_me_factor_do(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	unsigned char secret[ACCOUNT_SECRET];
	struct report r;
	struct str *codes, key;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	r = page_factor_report(p);
	if (p->who.account.coded ||
	    !account_secret_parse(page_field(p, "secret"), secret))
		return why_set(why, ERR_INPUT, "Open the page anew.");
	e = account_enrol(p->site->accounts, p->arena, p->who.account.id,
	    secret, page_field(p, "code"), &codes, &by, why);
	if (e == ERR_INPUT) {
		page_factor_on(p, &r, secret, str_of(why->text));
		return ERR_OK;
	}
	/* More is asked of a session from now on: it gets a new key. */
	key = p->who.key;
	if (e == ERR_OK)
		e = account_sessions_end(p->site->accounts,
		    p->who.account.id, key, why);
	if (e == ERR_OK)
		e = page_begin(p, &p->who.account, ACCOUNT_FULL, STR("/me"),
		    why);
	if (e != ERR_OK)
		return e;
	p->status = 200;
	p->location = STR("");
	p->who.account.coded = true;
	page_codes_show(p, codes);
	return ERR_OK;
}

/* POST /me/factor/off */
enum err
page_me_factor_off(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct report r;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	r = page_factor_report(p);
	e = account_code(p->site->accounts, p->arena, &p->who.account,
	    page_field(p, "code"), &by, why);
	if (e == ERR_DENIED || e == ERR_LIMIT) {
		page_factor_off(p, &r, str_of(why->text));
		return ERR_OK;
	}
	if (e == ERR_OK)
		e = account_unenrol(p->site->accounts, p->who.account.id, &by,
		    why);
	if (e == ERR_OK)
		page_go(p, STR("/me/factor"));
	return e;
}

/* ---- tokens and feeds ---- */

static void
page_token_ends(struct page *p, const struct report *r)
{
	const struct report_block *b = &r->panel[0].block[0];

	for (size_t i = 0; i < b->rows; i++) {
		const struct report_cell *c = &b->cell[i * b->columns];

		html_put(&p->out, "<form method=\"post\" "
		    "action=\"/me/tokens/end\" class=\"actions\">");
		page_token(&p->out, p);
		html_put(&p->out, "<input type=\"hidden\" name=\"id\" "
		    "value=\"%.*s\"><button class=\"button small\">%s: %.*s"
		    "</button></form>", STRF(c[4].text),
		    tr(p->lang, TR("Revoke")), STRF(c[0].text));
	}
}

static enum err
page_tokens_show(struct page *p, struct str key, struct str error,
    struct why *why)
{
	static const struct page_option scopes[] = {
		{ "read", TR("read, as you may") },
		{ "write", TR("read and write, as you may") },
		{ "feed", TR("follow one list as a calendar or feed") } };
	struct staff_ask ask = page_staff(p);
	struct report r;
	enum err e = staff_tokens(&ask, p->arena, p->who.account.id, &r, why);

	if (e != ERR_OK)
		return e;
	if (p->request.format != HTTP_HTML)
		return page_report(p, &r, why);
	p->frame.faulty = error.n > 0;
	p->frame.timeless = true;
	page_open(p, &r);
	if (error.n > 0)
		html_put(&p->out, "<div class=\"summary\" role=\"alert\"><p>"
		    "%.*s</p></div>", STRF(error));
	if (key.n > 0)
		html_put(&p->out, "<section class=\"panel\" role=\"status\">"
		    "<p>%s</p><p><code>%.*s</code></p></section>",
		    tr(p->lang, TR("This is the token. It is shown now and "
		    "never again.")), STRF(key));
	show_panels(&p->out, &p->frame, &r);
	page_token_ends(p, &r);
	html_put(&p->out, "<section class=\"panel alone slim\"><h2>%s</h2>"
	    "<form method=\"post\" action=\"/me/tokens\" class=\"stack\">",
	    tr(p->lang, TR("A new one")));
	page_token(&p->out, p);
	page_input(p, &(struct page_input){ .name = "name",
	    .label = TR("What is it for?"), .value = page_field(p, "name") });
	page_choice(p, "scope", TR("What may it do?"), NULL, scopes,
	    countof(scopes), page_field(p, "scope"));
	page_input(p, &(struct page_input){ .name = "filter",
	    .label = TR("Which list, for a feed"), .help = TR("The address of "
	    "a list, such as /activities?filter=partner:AUS"),
	    .value = page_field(p, "filter") });
	html_put(&p->out, "<div class=\"actions\"><button class=\"button "
	    "first\">%s</button></div></form></section>",
	    tr(p->lang, TR("Make")));
	page_close(p, &r);
	return ERR_OK;
}

/* GET /me/tokens */
enum err
page_me_tokens(struct page *p, struct why *why)
{
	if (page_no_accounts(p))
		return ERR_OK;
	return page_tokens_show(p, STR(""), STR(""), why);
}

/* POST /me/tokens */
enum err
page_me_tokens_do(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct account_token t = { .name = str_trim(page_field(p, "name")),
		.filter = str_trim(page_field(p, "filter")) };
	char key[ACCOUNT_KEY + 1] = "";
	enum err e = ERR_INPUT;

	if (page_no_accounts(p))
		return ERR_OK;
	if (account_scope_parse(page_field(p, "scope"), &t.scope))
		e = account_token_add(p->site->accounts, p->arena,
		    p->who.account.id, &t, key, &by, why);
	if (e != ERR_OK && e != ERR_INPUT && e != ERR_LIMIT)
		return e;
	if (e != ERR_OK)
		p->status = 422;
	return page_tokens_show(p, e == ERR_OK ? str_of(key) : STR(""),
	    e == ERR_OK ? STR("") : str_of(why->text), why);
}

/* POST /me/tokens/end */
enum err
page_me_token_end(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct id id;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	if (!id_parse(page_field(p, "id"), &id))
		return ERR_MISSING;
	e = account_token_end(p->site->accounts, p->who.account.id, id, &by,
	    why);
	if (e == ERR_OK)
		page_go(p, STR("/me/tokens"));
	return e;
}
