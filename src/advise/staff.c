#include "advise/staff.h"

#include <string.h>

#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/* What a role and an event of the audit are called. */
static const struct {
	const char *word, *english;
} staff_words[] = {
	{ "reader", TR("reader") }, { "officer", TR("officer") },
	{ "planner", TR("planner") }, { "approver", TR("approver") },
	{ "personnel", TR("personnel") }, { "security", TR("security") },
	{ "administrator", TR("administrator") },
	{ "sign-in", TR("signed in") }, { "sign-out", TR("signed out") },
	{ "refused", TR("sign-in refused") },
	{ "denied", TR("page refused") },
	{ "code", TR("code accepted") },
	{ "refused-code", TR("code refused") },
	{ "add", TR("account added") },
	{ "change", TR("account changed") },
	{ "password", TR("password changed") },
	{ "reset", TR("password reset") },
	{ "second-factor", TR("second factor") },
	{ "token", TR("token made") },
	{ "token-end", TR("token revoked") },
	{ "setting", TR("setting changed") },
	{ "second_factor", TR("second factor") },
	{ "world_view", TR("World view") }, { "lang", TR("Language") },
	{ "optional", TR("asked of nobody") },
	{ "required", TR("asked of everyone") },
};

static struct str
word(const struct staff_ask *ask, struct str s)
{
	for (size_t i = 0; i < countof(staff_words); i++)
		if (str_is(s, staff_words[i].word))
			return tr_str(ask->lang, staff_words[i].english);
	return s;
}

struct str
staff_time(const struct staff_ask *ask, struct arena *a, int64_t ms)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };
	struct buf said CLEANUP(buf_free) = { .max = 64 };
	int64_t here = ms + (int64_t)ask->office->offset_min * 60000;
	int32_t day = date_day_of_ms(here);

	date_format_instant(&b, here);
	if (b.n < 16)
		return STR("");
	date_say(&said, ask->lang, (struct date){ day, day });
	return arena_printf(a, "%.*s %.*s", STRF(buf_view(&said)), 5,
	    b.p + 11);
}

struct str
staff_roles(const struct staff_ask *ask, struct arena *a, unsigned roles)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	const char *between = "";

	for (int i = 0; i < ROLE__MAX; i++) {
		if ((roles >> i & 1) == 0)
			continue;
		buf_printf(&b, "%s%.*s", between, STRF(word(ask,
		    str_of(right_role_name((enum role)i)))));
		between = ", ";
	}
	return arena_str(a, buf_view(&b));
}

static struct report_cell
cell(struct str s)
{
	return (struct report_cell){ .text = s };
}

/* "public, internal", or the lowest; with room between, so that it wraps. */
static struct str
clearance(const struct staff_ask *ask, struct arena *a, struct str tokens)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	struct str one;

	if (tokens.n == 0)
		tokens = ask->office->scheme.token[0];
	while (tokens.n > 0) {
		(void)str_cut(tokens, ',', &one, &tokens);
		buf_printf(&b, "%s%.*s", b.n > 0 ? ", " : "",
		    STRF(tr_view(ask->lang, str_trim(one))));
	}
	return arena_str(a, buf_view(&b));
}

struct head {
	const char *name, *words;
	bool minor;
};

static struct report_block *
table(const struct staff_ask *ask, struct arena *a, struct report *r,
    const char *name, struct str question, const struct head *h, size_t n)
{
	struct report_panel *p = report_add_panel(a, r, name, question);
	struct report_block *b = report_add_block(a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(a, b, n);

	for (size_t i = 0; i < n; i++)
		c[i] = (struct report_column){ .name = str_of(h[i].name),
			.head = tr_str(ask->lang, h[i].words),
			.minor = h[i].minor };
	return b;
}

static struct report_cell
state_cell(const struct staff_ask *ask, const struct account *ac)
{
	struct report_cell c = { .type = CELL_CHIP, .tone = TONE_OK,
		.text = tr_str(ask->lang, TR("active")) };

	if (ac->disabled) {
		c.tone = TONE_MUTED;
		c.text = tr_str(ask->lang, TR("disabled"));
	} else if (ac->renew) {
		c.tone = TONE_WARN;
		c.text = tr_str(ask->lang, TR("must choose a password"));
	} else if (!ac->coded) {
		c.tone = (ac->roles & ask->office->codes) != 0 ? TONE_WARN :
		    TONE_MUTED;
		c.text = tr_str(ask->lang, TR("no second factor"));
	}
	return c;
}

enum err
staff_list(const struct staff_ask *ask, struct arena *a, struct report *out,
    struct why *why)
{
	static const struct head heads[] = { { "name", TR("Name"), false },
		{ "shown", TR("Shown as"), false },
		{ "unit", TR("Unit"), true }, { "roles", TR("Roles"), false },
		{ "clearance", TR("Clearance"), true },
		{ "state", TR("State"), false } };
	struct account *all;
	struct report_block *b;
	size_t n, off = 0;
	enum err e = account_list(ask->accounts, a, &all, &n, why);

	if (e != ERR_OK)
		return e;
	*out = (struct report){ .name = STR_INIT("accounts"),
		.title = tr_str(ask->lang, TR("Accounts")),
		.path = STR_INIT("/admin/accounts") };
	b = table(ask, a, out, "accounts", tr_str(ask->lang,
	    TR("Who may sign in, and as what?")), heads, countof(heads));
	b->empty = tr_str(ask->lang, TR("There is none."));
	for (size_t i = 0; i < n; i++) {
		struct report_cell *c = report_row(a, b);

		off += all[i].disabled;
		c[0] = report_link(all[i].name, arena_printf(a,
		    "/admin/accounts/%.*s", STRF(all[i].name)));
		c[1] = cell(all[i].shown);
		c[2] = cell(all[i].unit);
		c[3] = cell(staff_roles(ask, a, all[i].roles));
		c[4] = cell(clearance(ask, a, all[i].clearance));
		c[5] = state_cell(ask, &all[i]);
	}
	out->answer = arena_printf(a, tr(ask->lang, "%zu may sign in, %zu are "
	    "disabled."), n - off, off);
	report_add_action(a, out, tr(ask->lang, TR("New account")),
	    STR("/admin/accounts/new"));
	report_add_action(a, out, tr(ask->lang, TR("Audit")),
	    STR("/admin/audit"));
	return ERR_OK;
}

/* Who acts where nobody is signed in. */
static struct str
who_words(const struct staff_ask *ask, struct str who)
{
	if (str_is(who, "sign-in"))
		return tr_str(ask->lang, TR("at the sign-in"));
	if (str_is(who, "terminal"))
		return tr_str(ask->lang, TR("in the terminal"));
	if (str_is(who, "setup"))
		return tr_str(ask->lang, TR("in the first run"));
	return who;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

/* "officer; internal": roles and labels as their reader calls them. */
static struct str
detail_words(const struct staff_ask *ask, struct arena *a, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 8 * KIB };
	size_t i = 0;

	while (i < s.n) {
		struct str one = str_from(s, i);

		while (i < s.n && is_letter(s.p[i]))
			i++;
		one = str_to(one, i - (size_t)(one.p - s.p));
		if (one.n > 0 && !str_is(one, "-"))
			buf_str(&b, tr_view(ask->lang, word(ask, one)));
		else
			buf_str(&b, one.n > 0 ? one : str_to(str_from(s, i++),
			    1));
	}
	return arena_str(a, buf_view(&b));
}

enum err
staff_audit(const struct staff_ask *ask, struct arena *a, int64_t before,
    struct report *out, struct why *why)
{
	static const struct head heads[] = { { "at", TR("When"), false },
		{ "who", TR("Who"), false }, { "what", TR("What"), false },
		{ "about", TR("About"), false },
		{ "detail", TR("Detail"), true },
		{ "address", TR("From"), true } };
	struct account_event *ev;
	struct report_block *b;
	size_t n;
	enum err e = account_audited(ask->accounts, a, before, &ev, &n, why);

	if (e != ERR_OK)
		return e;
	*out = (struct report){ .name = STR_INIT("audit"),
		.title = tr_str(ask->lang, TR("Audit")),
		.path = STR_INIT("/admin/audit") };
	b = table(ask, a, out, "audit", tr_str(ask->lang,
	    TR("Who did what to accounts and settings?")), heads,
	    countof(heads));
	b->empty = tr_str(ask->lang, TR("Nothing yet."));
	for (size_t i = 0; i < n; i++) {
		struct report_cell *c = report_row(a, b);
		bool setting = str_is(ev[i].what, "setting");
		bool roles = str_is(ev[i].what, "add") || (setting &&
		    str_is(ev[i].about, "second_factor"));

		c[0] = cell(staff_time(ask, a, ev[i].at));
		c[1] = cell(who_words(ask, ev[i].who));
		c[2] = cell(word(ask, ev[i].what));
		if (str_starts(ev[i].what, STR("refused")))
			c[2].tone = TONE_WARN;
		c[3] = cell(setting ? word(ask, ev[i].about) : ev[i].about);
		c[4] = cell(roles ? detail_words(ask, a, ev[i].detail) :
		    ev[i].detail);
		c[5] = cell(ev[i].address);
	}
	if (n == ACCOUNT_PAGE)
		b->next = arena_printf(a, "/admin/audit?before=%lld",
		    (long long)ev[n - 1].seq);
	return ERR_OK;
}

static void
fact(const struct staff_ask *ask, struct arena *a, struct report_block *b,
    const char *label, struct str value)
{
	report_fact(a, b, tr_str(ask->lang, label), cell(value));
}

/* The name that a browser gives itself, as far as one can tell. */
static struct str
agent_words(struct str agent)
{
	static const char *const known[] = { "Edg", "Firefox", "Chrome",
		"Safari", "curl" };

	for (size_t i = 0; i < countof(known); i++)
		if (str_find(agent, str_of(known[i])) != SIZE_MAX)
			return i == 0 ? STR("Edge") : str_of(known[i]);
	return str_head(agent, 30);
}

static enum err
sessions(const struct staff_ask *ask, struct arena *a,
    const struct account *account, struct str here, struct report *out,
    struct why *why)
{
	static const struct head heads[] = { { "began", TR("Began"), false },
		{ "seen", TR("Last used"), false },
		{ "address", TR("From"), false },
		{ "browser", TR("With"), true },
		{ "session", TR("Session"), true } };
	struct account_session *s;
	struct report_block *b;
	size_t n;
	enum err e = account_sessions(ask->accounts, a, account->id, here, &s,
	    &n, why);

	if (e != ERR_OK)
		return e;
	b = table(ask, a, out, "sessions", tr_str(ask->lang,
	    TR("Where are you signed in?")), heads, countof(heads));
	for (size_t i = 0; i < n; i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = cell(staff_time(ask, a, s[i].made));
		c[1] = cell(staff_time(ask, a, s[i].seen));
		c[2] = cell(s[i].address);
		c[3] = cell(agent_words(s[i].agent));
		c[4] = cell(s[i].here ? STR("") : s[i].name);
		if (s[i].here)
			c[0].sub = tr_str(ask->lang, TR("this one"));
	}
	return ERR_OK;
}

enum err
staff_own(const struct staff_ask *ask, struct arena *a,
    const struct account *account, struct str here, struct report *out,
    struct why *why)
{
	struct report_block *b;
	struct report_panel *p;

	*out = (struct report){ .name = STR_INIT("me"),
		.title = account->shown, .path = STR_INIT("/me"),
		.sub = tr_str(ask->lang, TR("Your account")) };
	p = report_add_panel(a, out, "account", tr_str(ask->lang,
	    TR("What may you do?")));
	b = report_add_block(a, p, BLOCK_FACTS);
	fact(ask, a, b, TR("Name"), account->name);
	if (account->unit.n > 0)
		fact(ask, a, b, TR("Unit"), account->unit);
	fact(ask, a, b, TR("Roles"), staff_roles(ask, a, account->roles));
	fact(ask, a, b, TR("Clearance"), clearance(ask, a,
	    account->clearance));
	fact(ask, a, b, TR("Second factor"), account->coded ?
	    arena_printf(a, tr(ask->lang, "on; %lld recovery codes left"),
	    (long long)account_codes_left(ask->accounts, account->id)) :
	    tr_str(ask->lang, TR("off")));
	report_add_action(a, out, tr(ask->lang, TR("Change password")),
	    STR("/me/password"));
	report_add_action(a, out, tr(ask->lang, TR("Second factor")),
	    STR("/me/factor"));
	report_add_action(a, out, tr(ask->lang, TR("Tokens and feeds")),
	    STR("/me/tokens"));
	return sessions(ask, a, account, here, out, why);
}

enum err
staff_tokens(const struct staff_ask *ask, struct arena *a, struct id id,
    struct report *out, struct why *why)
{
	static const struct head heads[] = { { "name", TR("For"), false },
		{ "scope", TR("May"), false },
		{ "filter", TR("List"), false },
		{ "made", TR("Made"), true }, { "id", TR("Number"), true } };
	struct account_token *t;
	struct report_block *b;
	size_t n;
	enum err e = account_token_list(ask->accounts, a, id, &t, &n, why);

	if (e != ERR_OK)
		return e;
	*out = (struct report){ .name = STR_INIT("tokens"),
		.title = tr_str(ask->lang, TR("Tokens and feeds")),
		.path = STR_INIT("/me/tokens") };
	report_add_crumb(a, out, tr_str(ask->lang, TR("Your account")),
	    STR("/me"));
	b = table(ask, a, out, "tokens", tr_str(ask->lang,
	    TR("What may ask in your name?")), heads, countof(heads));
	b->empty = tr_str(ask->lang, TR("No program and no feed may."));
	for (size_t i = 0; i < n; i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = cell(t[i].name);
		c[1] = cell(str_of(account_scope_name(t[i].scope)));
		c[2] = t[i].filter.n > 0 ? report_link(t[i].filter,
		    t[i].filter) : cell(STR(""));
		c[3] = cell(staff_time(ask, a, t[i].made));
		c[4] = cell(id_str(a, t[i].id));
	}
	return ERR_OK;
}
