#include "web/page.h"

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

/*
 * Signing in and out. The answer to a wrong name, a wrong password and a
 * disabled account is the same, and so is the work (account_sign_in).
 */

/* Nobody who is signed in has anything to do here. */
static bool
page_signed(struct page *p)
{
	if (!p->local && (!p->who.known || p->who.half))
		return false;
	page_go(p, session_next(page_query(p, "next")));
	return true;
}

static void
page_next_field(struct page *p, struct str next)
{
	html_put(&p->out, "<input type=\"hidden\" name=\"next\" "
	    "value=\"%.*s\">", STRF(session_next(next)));
}

static void
page_sign_show(struct page *p, struct str name, struct str next,
    struct str error)
{
	struct report r = { .name = STR_INIT("sign-in"),
		.title = tr_str(p->lang, TR("Sign in")) };

	r.sub = p->site->office->name;
	page_form_begin(p, &r, "/sign-in", error);
	page_next_field(p, next);
	page_input(p, &(struct page_input){ .name = "name",
	    .label = TR("Name"), .complete = "username", .value = name,
	    .first = true });
	page_input(p, &(struct page_input){ .name = "password",
	    .label = TR("Password"), .type = "password",
	    .complete = "current-password" });
	page_form_end(p, &r, TR("Sign in"), "");
}

/* GET /sign-in */
enum err
page_sign_in(struct page *p, struct why *why)
{
	(void)why;
	if (!page_signed(p))
		page_sign_show(p, STR(""), page_query(p, "next"), STR(""));
	return ERR_OK;
}

/* The script reads it: whether single letters lead somewhere. */
void
page_keep_keys(struct page *p, bool on)
{
	p->keep = arena_printf(p->arena, "keys=%s; Path=/; Max-Age=31536000; "
	    "SameSite=Lax", on ? "on" : "off");
}

/* A new session, with a new key (W3), and on to where one wanted to be. */
enum err
page_begin(struct page *p, const struct account *a, enum account_stage stage,
    struct str next, struct why *why)
{
	struct session_ask ask = { .port = p->site->port,
		.secure = p->secure };
	char key[ACCOUNT_KEY + 1];
	enum err e = account_session_begin(p->site->accounts, a->id, stage,
	    p->address, p->agent, key, why);

	if (e != ERR_OK)
		return e;
	if (p->who.key.n > 0)
		e = account_session_end(p->site->accounts,
		    p->who.account.id, p->who.key, why);
	p->cookie = session_cookie(p->arena, &ask, str_of(key));
	if (tr_known(a->lang) != NULL)
		p->keep_lang = tr_known(a->lang);
	page_keep_keys(p, a->keys);
	next = session_next(next);
	page_go(p, stage == ACCOUNT_FULL ? next : path_query(p->arena,
	    STR("/sign-in/code"), "next", next));
	return e;
}

/* What was refused is told on the form; what failed is a page of its own. */
static bool
page_refused(struct page *p, enum err e)
{
	if (e != ERR_DENIED && e != ERR_LIMIT)
		return false;
	p->who.known = false;
	return true;
}

/* POST /sign-in */
enum err
page_sign_in_do(struct page *p, struct why *why)
{
	struct account_actor by = { .who = STR_INIT("sign-in"),
		.address = p->address };
	struct account a;
	struct str name = str_trim(page_field(p, "name"));
	struct str next = page_field(p, "next");
	enum err e;

	if (p->local) {
		page_go(p, STR("/"));
		return ERR_OK;
	}
	e = account_sign_in(p->site->accounts, p->arena, name,
	    page_field(p, "password"), &by, &a, why);
	if (page_refused(p, e)) {
		page_sign_show(p, name, next, str_of(why->text));
		if (e == ERR_LIMIT)
			p->status = 429;
		return ERR_OK;
	}
	if (e != ERR_OK)
		return e;
	return page_begin(p, &a, a.coded ? ACCOUNT_HALF : ACCOUNT_FULL, next,
	    why);
}

static void
page_code_show(struct page *p, struct str next, struct str error)
{
	struct report r = { .name = STR_INIT("sign-in"),
		.title = tr_str(p->lang, TR("Your code")) };

	page_form_begin(p, &r, "/sign-in/code", error);
	page_next_field(p, next);
	page_input(p, &(struct page_input){ .name = "code",
	    .label = TR("Code"), .complete = "one-time-code", .first = true,
	    .help = TR("The six digits that your telephone shows now, or one "
	    "of your recovery codes.") });
	page_form_end(p, &r, TR("Continue"), "/sign-in");
}

static bool
page_no_half(struct page *p)
{
	if (p->who.known && p->who.half)
		return false;
	page_go(p, p->local || p->who.known ? STR("/") : STR("/sign-in"));
	return true;
}

/* GET /sign-in/code */
enum err
page_code(struct page *p, struct why *why)
{
	(void)why;
	if (!page_no_half(p))
		page_code_show(p, page_query(p, "next"), STR(""));
	return ERR_OK;
}

/* POST /sign-in/code */
enum err
page_code_do(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct str next = page_field(p, "next");
	enum err e;

	if (page_no_half(p))
		return ERR_OK;
	e = account_code(p->site->accounts, p->arena, &p->who.account,
	    page_field(p, "code"), &by, why);
	if (e == ERR_DENIED || e == ERR_LIMIT) {
		page_code_show(p, next, str_of(why->text));
		if (e == ERR_LIMIT)
			p->status = 429;
		return ERR_OK;
	}
	return e != ERR_OK ? e : page_begin(p, &p->who.account, ACCOUNT_FULL,
	    next, why);
}

/* POST /sign-out */
enum err
page_sign_out(struct page *p, struct why *why)
{
	struct session_ask ask = { .port = p->site->port,
		.secure = p->secure };
	struct account_actor by = page_actor(p);
	enum err e = ERR_OK;

	if (p->who.key.n > 0) {
		e = account_session_end(p->site->accounts, p->who.account.id,
		    p->who.key, why);
		if (e == ERR_OK)
			e = account_audit(p->site->accounts, &by, "sign-out",
			    by.who, STR(""), why);
	}
	p->cookie = session_cookie(p->arena, &ask, STR(""));
	page_go(p, STR("/sign-in"));
	return e;
}
