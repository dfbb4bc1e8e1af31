#include "web/page.h"

#include "advise/staff.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

/* Accounts and what was done to them: for those who may administer. */

static void
page_way(struct page *p, struct report_block *b, const char *words,
    const char *means, const char *link)
{
	struct report_cell *c = report_row(p->arena, b);

	c[0] = report_link(tr_str(p->lang, words), str_of(link));
	c[0].sub = tr_str(p->lang, means);
}

/* GET /admin */
enum err
page_admin(struct page *p, struct why *why)
{
	struct report r = { .name = STR_INIT("admin"),
		.title = tr_str(p->lang, TR("Administration")) };
	struct report_panel *panel;
	struct report_block *b;

	if (page_no_accounts(p))
		return ERR_OK;
	panel = report_add_panel(p->arena, &r, "ways", tr_str(p->lang,
	    TR("What is to be kept in order?")));
	b = report_add_block(p->arena, panel, BLOCK_TABLE);
	report_columns(p->arena, b, 1)[0] = (struct report_column){
		.name = STR("what"), .head = tr_str(p->lang, TR("What")) };
	page_way(p, b, TR("Accounts"), TR("who may sign in, their roles and "
	    "clearance"), "/admin/accounts");
	page_way(p, b, TR("Audit"), TR("who signed in, who changed what may "
	    "be done"), "/admin/audit");
	page_way(p, b, TR("Imports"), TR("tables that were given, and what "
	    "became of them"), "/imports");
	page_way(p, b, TR("Settings"), TR("name, languages, world view of "
	    "maps, second factor"), "/setup");
	page_way(p, b, TR("Lists"), TR("the words that fields take"),
	    "/terms");
	page_way(p, b, TR("Names of things"), TR("what records and fields are "
	    "called here"), "/admin/names");
	return page_plain(p, &r, why);
}

/* GET /admin/accounts */
enum err
page_accounts(struct page *p, struct why *why)
{
	struct staff_ask ask = page_staff(p);
	struct report r;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	e = staff_list(&ask, p->arena, &r, why);
	p->frame.timeless = true;
	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* GET /admin/audit */
enum err
page_audit(struct page *p, struct why *why)
{
	struct staff_ask ask = page_staff(p);
	struct str text = page_query(p, "before");
	int64_t before = 0;
	struct report r;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	if (text.n > 0 && (!str_int(text, &before) || before < 1))
		return why_set(why, ERR_INPUT, "\"before\" is a number.");
	e = staff_audit(&ask, p->arena, before, &r, why);
	p->frame.timeless = true;
	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* ---- one account ---- */

/* What was sent, or what stands. */
static bool
page_ticked(const struct page *p, const char *name)
{
	return str_is(page_field(p, name), "on");
}

static void
page_tick(struct page *p, const char *name, const char *words,
    const char *means, bool on)
{
	html_put(&p->out, "<label class=\"choice\"><input type=\"checkbox\" "
	    "name=\"%s\"%s><span>%s", name, on ? " checked" : "", words);
	if (means[0] != '\0')
		html_put(&p->out, " <span class=\"second\">%s</span>", means);
	html_put(&p->out, "</span></label>");
}

void
page_roles(struct page *p, const char *name, const char *legend,
    const char *help, unsigned roles)
{
	struct staff_ask ask = page_staff(p);

	html_put(&p->out, "<fieldset class=\"field\"><legend>%s</legend>",
	    tr(p->lang, legend));
	if (help != NULL)
		html_put(&p->out, "<span class=\"help\">%s</span>",
		    tr(p->lang, help));
	for (int i = 0; i < ROLE__MAX; i++) {
		enum role role = (enum role)i;
		struct str words = staff_roles(&ask, p->arena, 1u << i);

		page_tick(p, arena_printf(p->arena, "%s-%s", name,
		    right_role_name(role)).p, arena_cstr(p->arena, words),
		    tr(p->lang, right_role_means(role)),
		    (roles >> i & 1) != 0);
	}
	html_put(&p->out, "</fieldset>");
}

static bool
page_holds(struct str tokens, struct str token)
{
	struct str one;

	while (tokens.n > 0) {
		(void)str_cut(tokens, ',', &one, &tokens);
		if (str_eq(str_trim(one), token))
			return true;
	}
	return false;
}

static void
page_clearance(struct page *p, struct str held)
{
	const struct label_scheme *s = &p->site->office->scheme;

	html_put(&p->out, "<fieldset class=\"field\"><legend>%s</legend>"
	    "<span class=\"help\">%s</span>", tr(p->lang, TR("Clearance")),
	    tr(p->lang, TR("A level includes those below it.")));
	for (size_t i = 0; i < s->tokens; i++)
		page_tick(p, arena_printf(p->arena, "clear-%.*s",
		    STRF(s->token[i])).p, arena_cstr(p->arena, tr_view(p->lang,
		    s->token[i])), "", page_holds(held, s->token[i]));
	html_put(&p->out, "</fieldset>");
}

static void
page_account_fields(struct page *p, const struct account *a)
{
	static const struct page_option langs[] = {
		{ "", TR("as the browser asks") }, { "en", "English" },
		{ "vi", "Tiếng Việt" } };

	page_input(p, &(struct page_input){ .name = "shown",
	    .label = TR("Shown as"), .value = a->shown,
	    .help = TR("Beside its changes; a post rather than a person's "
	    "name: Desk officer, Asia.") });
	page_input(p, &(struct page_input){ .name = "unit",
	    .label = TR("Unit"), .value = a->unit });
	page_roles(p, "role", TR("Roles"), NULL, a->roles);
	page_clearance(p, a->clearance);
	page_choice(p, "lang", TR("Language"), NULL, langs, countof(langs),
	    a->lang);
}

unsigned
page_roles_ticked(const struct page *p, const char *name)
{
	unsigned roles = 0;

	for (int i = 0; i < ROLE__MAX; i++)
		if (page_ticked(p, arena_printf(p->arena, "%s-%s", name,
		    right_role_name((enum role)i)).p))
			roles |= 1u << i;
	return roles;
}

/* The account that a form describes. */
static void
page_account_read(struct page *p, struct account *a)
{
	const struct label_scheme *s = &p->site->office->scheme;
	struct buf held CLEANUP(buf_free) = { .max = 4 * KIB };

	a->shown = str_trim(page_field(p, "shown"));
	a->unit = str_trim(page_field(p, "unit"));
	a->lang = page_field(p, "lang");
	a->roles = page_roles_ticked(p, "role");
	for (size_t i = 0; i < s->tokens; i++)
		if (page_ticked(p, arena_printf(p->arena, "clear-%.*s",
		    STRF(s->token[i])).p))
			buf_printf(&held, "%s%.*s", held.n > 0 ? "," : "",
			    STRF(s->token[i]));
	a->clearance = arena_str(p->arena, buf_view(&held));
	a->disabled = page_ticked(p, "disabled");
}

static void
page_account_crumbs(struct page *p, struct report *r)
{
	report_add_crumb(p->arena, r, tr_str(p->lang, TR("Administration")),
	    STR("/admin"));
	report_add_crumb(p->arena, r, tr_str(p->lang, TR("Accounts")),
	    STR("/admin/accounts"));
}

static void
page_account_new_show(struct page *p, const struct account *a,
    struct str error)
{
	struct report r = { .name = STR_INIT("account"),
		.title = tr_str(p->lang, TR("New account")) };

	page_account_crumbs(p, &r);
	page_form_begin(p, &r, "/admin/accounts/new", error);
	page_input(p, &(struct page_input){ .name = "name",
	    .label = TR("Name to sign in with"), .value = a->name,
	    .help = TR("Small letters, digits, and . - _"), .first = true });
	page_account_fields(p, a);
	page_input(p, &(struct page_input){ .name = "password",
	    .label = TR("First password"), .type = "password",
	    .complete = "new-password", .help = TR("Told to its holder, who "
	    "must choose another at the first sign-in.") });
	page_form_end(p, &r, TR("Save"), "/admin/accounts");
}

/* GET /admin/accounts/new */
enum err
page_account_new(struct page *p, struct why *why)
{
	struct account a = { .roles = 1u << ROLE_READER };

	(void)why;
	if (!page_no_accounts(p))
		page_account_new_show(p, &a, STR(""));
	return ERR_OK;
}

/* POST /admin/accounts/new */
enum err
page_account_add(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct account a = { .name = str_trim(page_field(p, "name")),
		.renew = true };
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	page_account_read(p, &a);
	e = account_add(p->site->accounts, p->arena, &a,
	    page_field(p, "password"), &by, why);
	if (e == ERR_INPUT) {
		page_account_new_show(p, &a, str_of(why->text));
		return ERR_OK;
	}
	if (e == ERR_OK)
		page_go(p, STR("/admin/accounts"));
	return e;
}

static void
page_reset_form(struct page *p, const struct account *a)
{
	html_put(&p->out, "<section class=\"panel alone slim\"><h2>%s</h2>"
	    "<form method=\"post\" class=\"stack\" "
	    "action=\"/admin/accounts/%.*s/reset\">", tr(p->lang,
	    TR("Forgotten, or the telephone is lost?")), STRF(a->name));
	page_token(&p->out, p);
	page_input(p, &(struct page_input){ .name = "password",
	    .label = TR("A new first password"), .type = "password",
	    .complete = "new-password", .help = TR("Ends its sessions and "
	    "takes its second factor off.") });
	html_put(&p->out, "<div class=\"actions\"><button class=\"button\">%s"
	    "</button></div></form></section>", tr(p->lang, TR("Reset")));
}

static void
page_account_show(struct page *p, const struct account *a, struct str error)
{
	struct report r = { .name = STR_INIT("account"), .title = a->name };

	page_account_crumbs(p, &r);
	p->frame.timeless = true;
	page_form_begin(p, &r, arena_printf(p->arena, "/admin/accounts/%.*s",
	    STRF(a->name)).p, error);
	page_account_fields(p, a);
	page_tick(p, "disabled", tr(p->lang, TR("Disabled")), tr(p->lang,
	    TR("cannot sign in; its tokens and sessions end")), a->disabled);
	html_put(&p->out, "</section><div class=\"actions\"><button "
	    "class=\"button first\">%s</button><a href=\"/admin/accounts\">%s"
	    "</a></div></form>", tr(p->lang, TR("Save")),
	    tr(p->lang, TR("Cancel")));
	page_reset_form(p, a);
	page_close(p, &r);
}

/* GET /admin/accounts/:name */
enum err
page_account(struct page *p, struct why *why)
{
	struct account a;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	e = account_named(p->site->accounts, p->arena, p->arg[0], &a, why);
	if (e == ERR_OK)
		page_account_show(p, &a, STR(""));
	return e;
}

/* What was refused is told on its form; what is done leads to the list. */
static enum err
page_account_end(struct page *p, const struct account *a, enum err e,
    const struct why *why)
{
	if (e == ERR_INPUT) {
		page_account_show(p, a, str_of(why->text));
		return ERR_OK;
	}
	if (e == ERR_OK)
		page_go(p, STR("/admin/accounts"));
	return e;
}

/* POST /admin/accounts/:name */
enum err
page_account_do(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct account a;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	e = account_named(p->site->accounts, p->arena, p->arg[0], &a, why);
	if (e != ERR_OK)
		return e;
	page_account_read(p, &a);
	e = account_set(p->site->accounts, p->arena, &a, &by, why);
	return page_account_end(p, &a, e, why);
}

/* POST /admin/accounts/:name/reset */
enum err
page_account_reset(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct account a;
	enum err e;

	if (page_no_accounts(p))
		return ERR_OK;
	e = account_named(p->site->accounts, p->arena, p->arg[0], &a, why);
	if (e != ERR_OK)
		return e;
	e = account_set_password(p->site->accounts, p->arena, a.id,
	    page_field(p, "password"), true, STR(""), &by, why);
	if (e == ERR_OK && a.coded)
		e = account_unenrol(p->site->accounts, a.id, &by, why);
	return page_account_end(p, &a, e, why);
}
